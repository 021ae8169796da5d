"""What is due today in a county of a hundred thousand youths: columns, and the plain list over the same rows.

Run with ``python benchmarks/today.py``. CPU time of the whole process (all threads), best of some rounds. Both are held
to the same answer before anything is printed.
"""

import random
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta

from tiltak.programme import Track
from tiltak.programme.follow_up import (
    Contact,
    Followed,
    StateRow,
    columns_of,
    today_columns,
    today_from_rows,
)
from tiltak.programme.participation import Handover, limits

YOUTHS = 100_000
ON = date(2026, 11, 23)
STATES = ["DELTAR"] * 12 + [
    "VENTER_PA_OPPSTART",
    "SOKT_INN",
    "VENTELISTE",
    "UTKAST_TIL_PAMELDING",
    "FULLFORT",
    "UKJENT",
]
KINDS = ["INDIVIDUAL"] * 5 + ["EVENING", "MEAL", "WALK", "ATTEMPT", "ATTEMPT"]


def county() -> tuple[list[StateRow], dict[str, list[object]]]:
    """Made-up youths, the same every time: eight contacts and two milestones each, an exam for every second."""
    luck = random.Random(5)  # noqa: S311 - made-up youths, no secret
    limit = limits()["HAND_OVER_LEAVER"]

    def ago(most: int) -> date:
        return ON - timedelta(luck.randrange(most))

    rows, followed, contacts, milestones, handovers = [], [], [], [], []
    for number in range(YOUTHS):
        case = f"C-{number:06}"
        since = ago(200)
        rows.append(StateRow(case, luck.choice(STATES), since, since, ago(200) + timedelta(180)))
        exams = [ON + timedelta(luck.randrange(-10, 60))] if luck.random() < 0.5 else []
        close, evenings = luck.random() < 0.4, luck.random() < 0.2
        followed.append(Followed(case, f"V{luck.randrange(900)}", since, close, evenings, exams))
        contacts += [Contact(case, ago(60), luck.choice(KINDS)) for _ in range(8)]
        milestones += [(case, f"milestone.{luck.randrange(5)}", ago(5) + timedelta(90), "UNGDOM") for _ in range(2)]
        if luck.random() < 0.02:
            due = ago(10) + timedelta(3)
            handovers.append(
                Handover(case, limit.code, due - timedelta(7), due, None, None, Track.BACK_TO_SCHOOL, limit)
            )
    told = {"followed": followed, "contacts": contacts, "milestones": milestones, "handovers": handovers}
    return rows, told


def fastest(run: Callable[[], object], times: int) -> float:
    """The shortest of some runs, in seconds of CPU time."""
    found = []
    for _ in range(times):
        before = time.process_time()
        run()
        found.append(time.process_time() - before)
    return min(found)


def main() -> int:
    """Print the figures."""
    rows, told = county()
    columns = columns_of(rows, **told)
    plain = today_from_rows(rows, ON, **told)
    frame = today_columns(columns, ON)
    same = frame.rows() == [
        (due.case_id, due.code, due.due_on, due.days_over, " ".join(due.why), due.owner) for due in plain
    ]
    by_columns = fastest(lambda: today_columns(columns, ON), 7)
    by_list = fastest(lambda: today_from_rows(rows, ON, **told), 3)
    print(f"{YOUTHS:,} youths, {len(told['contacts']):,} contacts: {len(plain):,} things due, the same list: {same}")
    print(f"columns      {by_columns:7.3f} s CPU")
    print(f"plain list   {by_list:7.3f} s CPU   {by_list / by_columns:5.1f} times the columns")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
