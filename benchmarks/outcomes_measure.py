"""How long an office's report takes: ten thousand events, all metrics, beside a bare loop over the same rows.

Run with ``python benchmarks/outcomes_measure.py``.
"""

import random
import time
from collections.abc import Callable
from datetime import date, timedelta

from tiltak.outcomes import BACK_TO_SCHOOL, Event, EventKind, Period, check_events, measure

K = EventKind
PERIOD = Period(date(2024, 8, 1), date(2026, 7, 31))
AS_OF = date(2026, 8, 15)
TERMS = (
    ("H2024", date(2024, 11, 20)),
    ("V2025", date(2025, 5, 22)),
    ("H2025", date(2025, 11, 20)),
    ("V2026", date(2026, 5, 22)),
)


def office(events: int) -> list[Event]:
    """A made-up log of about so many events, the same every time."""
    chance = random.Random(2026)  # noqa: S311 - made-up youths, no secret
    log: list[Event] = []
    case = 0
    while len(log) < events:
        case += 1
        name, start = f"MT-{case:05}", date(2024, 8, 1) + timedelta(days=chance.randrange(300))

        def add(kind: EventKind, on: date, value: str = "", *exam: str, name: str = name) -> None:
            log.append(Event(name, kind, on, BACK_TO_SCHOOL, *(exam or ("", "")), value))

        add(K.REFERRAL, start, chance.choice(("SELV", "NAV_VEILEDER", "UNGDOMSARENA", "FAMILIE_VENNER")))
        add(K.ENROLMENT, start + timedelta(days=7))
        for week in range(40):
            add(K.CONTACT, start + timedelta(days=3 + 7 * week), "INDIVIDUAL")
        for term, day in TERMS:
            if day < start + timedelta(days=100) or chance.random() < 0.4:
                continue
            form = chance.choice(("skriftlig", "muntlig"))
            add(K.REGISTRATION, day - timedelta(days=75), form, "NOR1267", term)
            came = chance.random() < 0.93
            add(K.EXAM, day, "SAT" if came else "NO_SHOW", "NOR1267", term)
            if came:
                add(K.RESULT, day + timedelta(days=40), str(chance.choice((1, 2, 3, 3, 4, 4, 5, 6))), "NOR1267", term)
    return log


def fastest(run: Callable[[], object], times: int = 7) -> float:
    """The shortest of some runs, in milliseconds of CPU time."""
    found = []
    for _ in range(times):
        before = time.process_time()
        run()
        found.append(time.process_time() - before)
    return 1000 * min(found)


def bare(log: list[Event]) -> tuple[int, int]:
    """Exams sat and passed, counted by hand: no checks, no other metric, no protection."""
    sat = sum(event.kind is K.EXAM and event.value == "SAT" for event in log)
    return sat, sum(event.kind is K.RESULT and event.value != "1" for event in log)


def main() -> None:
    """Print the times and what they are times the bare loop."""
    log = office(10_000)
    floor = fastest(lambda: bare(log))
    print(f"{len(log)} events")
    for name, run in (
        ("bare loop, two counts", lambda: bare(log)),
        ("check_events", lambda: check_events(log)),
        ("measure, internal", lambda: measure(log, PERIOD, AS_OF, "internal")),
        ("measure, kommune", lambda: measure(log, PERIOD, AS_OF)),
    ):
        taken = fastest(run)
        print(f"{name:<24}{taken:>8.1f} ms{taken / floor:>8.1f} x")


if __name__ == "__main__":
    main()
