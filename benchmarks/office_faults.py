"""What it costs to say ten thousand faults: reading a file in which every row is wrong in its own way.

Run: python benchmarks/office_faults.py
The same rows with a code that is right are read in the same run, so the ratio is what a fault costs.
"""

import tempfile
from pathlib import Path
from time import process_time

from tiltak.faults import BadInput
from tiltak.office import read_passed

ROWS = 10_000
HEADER = "case_id,code,grade,passed_on\n"


def cpu_s(path: Path) -> tuple[float, int]:
    """CPU seconds to read a file, and how many faults it had."""
    started = process_time()
    try:
        read_passed(path)
    except BadInput as bad:
        lines = [str(fault) for fault in bad.faults]
        return process_time() - started, len(lines)
    return process_time() - started, 0


def main() -> None:
    """Read a right file and a wrong one, in turn, and print the medians of five."""
    with tempfile.TemporaryDirectory() as folder:
        right, wrong = Path(folder, "right.csv"), Path(folder, "wrong.csv")
        right.write_text(HEADER + "".join(f"MT-{n},NOR1267,4,\n" for n in range(ROWS)), encoding="utf-8")
        wrong.write_text(HEADER + "".join(f"MT-{n},ZZ{n:05},4,\n" for n in range(ROWS)), encoding="utf-8")
        rounds = [(cpu_s(right), cpu_s(wrong)) for _ in range(5)]
    (well, _), (ill, faults) = (sorted(side)[2] for side in zip(*rounds, strict=True))
    print(f"{ROWS} rows, all right: {well:5.2f} s CPU; {faults} faults: {ill:5.2f} s CPU, {ill / well:.1f} times")


if __name__ == "__main__":
    main()
