"""Signals of 100 000 youths: columns against a plain loop in Python that asks the same questions.

Run: python benchmarks/school_signals.py
CPU time of the whole process (all threads), best of several rounds. The loop is the shortest one could write by hand:
it answers yes, no or open for each signal and nothing else, and must agree with the columns on every person.
"""

from __future__ import annotations

import time
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from tiltak.rules import Case
from tiltak.school.signals import flagged_if, observe, observe_many

if TYPE_CHECKING:
    from collections.abc import Callable

PEOPLE = 100_000
SOME = 2_000
ON = date(2026, 11, 23)
ROUNDS = 7
WHO = ("ELEV", "LAERLING", "VOKSEN_DELTAKER", "INGEN")


def people() -> pl.DataFrame:
    """Made-up youths; one answer in twenty is missing."""
    luck = np.random.default_rng(1)
    table = pl.DataFrame(
        {
            "activity": np.array(WHO)[luck.integers(0, 4, PEOPLE)],
            "absence_percent": luck.random(PEOPLE) * 15,
            "absence_rise_points": luck.random(PEOPLE) * 30 - 15,
            "assessment_warning": luck.random(PEOPLE) < 0.05,
            "failed_subjects": luck.integers(0, 3, PEOPLE),
            "programme_changes": luck.integers(0, 2, PEOPLE),
            "wish_to_quit": luck.random(PEOPLE) < 0.05,
            "workplace_concern": luck.random(PEOPLE) < 0.05,
        }
    )
    gone = {name: pl.Series(luck.random(PEOPLE) < 0.05) for name in table.columns}
    return table.select(pl.when(~gone[name]).then(pl.col(name)).alias(name) for name in table.columns)


def cpu(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Milliseconds of CPU, best of the rounds."""
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best * 1000


def at(number: float | None, limit: float) -> int:
    """0 below the limit, 2 from it up, 1 when nobody knows."""
    return 1 if number is None else 2 * (number >= limit)


def said(answer: bool | None) -> int:  # noqa: FBT001 - the one argument is the answer itself
    """0 no, 2 yes, 1 when nobody knows."""
    return 1 if answer is None else 2 * answer


def one(row: dict[str, object]) -> int:
    """The signals of one person by hand: 0 none, 1 something must be asked, 2 one is raised."""
    who = row["activity"]
    pupil = 1 if who is None else 2 * (who == "ELEV")
    apprentice = 1 if who is None else 2 * (who == "LAERLING")
    both = 1 if who is None else 2 * (who in {"ELEV", "LAERLING"})
    absent = row["absence_percent"]
    near = 1 if absent is None else 2 * (8 <= absent < 10)
    return max(
        min(pupil, at(absent, 10)),
        min(pupil, near),
        min(pupil, at(row["absence_rise_points"], 10)),
        min(pupil, said(row["assessment_warning"])),
        min(both, at(row["failed_subjects"], 1)),
        min(both, at(row["programme_changes"], 1)),
        min(both, said(row["wish_to_quit"])),
        min(apprentice, said(row["workplace_concern"])),
    )


def main() -> None:
    """Print the milliseconds and what they are to each other."""
    frame = people()
    rows = frame.to_dicts()
    by_hand = [one(row) for row in rows]
    if by_hand != observe_many(frame, ON).flagged.tolist():
        raise SystemExit("the loop and the columns disagree")
    cases = [Case({name: known for name, known in row.items() if known is not None}) for row in rows[:SOME]]
    columns = cpu(lambda: observe_many(frame, ON))
    loop = cpu(lambda: [one(row) for row in frame.to_dicts()])
    single = cpu(lambda: [observe(case, ON).flagged for case in cases], 3) * PEOPLE / SOME
    moved = cpu(lambda: flagged_if(frame, ON, "absence_near", [5, 6, 7, 8, 9]), 3)
    print(f"{PEOPLE:,} youths, eight signals, ms of CPU (the loop and the columns agree on everybody)")
    print(f"  columns, with reasons      {columns:9.1f}   1.0")
    print(f"  plain loop, verdict only   {loop:9.1f}   {loop / columns:.1f}")
    print(f"  one case at a time         {single:9.1f}   {single / columns:.1f}   (from {SOME:,})")
    print(f"  five limits moved          {moved:9.1f}   {moved / columns:.1f}")


if __name__ == "__main__":
    main()
