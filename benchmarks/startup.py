"""What `import tiltak` and `tiltak --help` cost, beside a bare interpreter in the same run.

Rounds are interleaved, so that a machine that slows down slows all three. CPU time of the child process,
user and system, in milliseconds; the median counts, because single times on a shared machine do not.
"""

import resource
import subprocess
import sys
from statistics import median

ROUNDS = 15
COMMANDS = {
    "python -c pass": ["-c", "pass"],
    "import tiltak": ["-c", "import tiltak"],
    "tiltak --help": ["-c", "import sys; sys.argv = ['tiltak', '--help']; from tiltak.cli import main; main()"],
}
LIMITS = {"import tiltak": 100, "tiltak --help": 300}


def cpu_ms(arguments: list[str]) -> float:
    """CPU time of one fresh interpreter, in milliseconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def main() -> None:
    """Measure, and print one line a command."""
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for arguments in COMMANDS.values():
        cpu_ms(arguments)  # the first start writes the byte code
    for _ in range(ROUNDS):
        for name, arguments in COMMANDS.items():
            times[name].append(cpu_ms(arguments))
    bare = median(times["python -c pass"])
    for name, spent in times.items():
        limit = f"  (limit {LIMITS[name]} ms)" if name in LIMITS else ""
        print(f"{name:16} median {median(spent):6.1f} ms CPU, {median(spent) / bare:5.1f} x a bare interpreter{limit}")


if __name__ == "__main__":
    main()
