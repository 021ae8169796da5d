"""What the real rule sets cost, beside the toy of rules_single.py: one right, all rights, a whole assessment, a column.

Run: python benchmarks/law_answers.py
The real ones read more facts and several rule sets, and each gives a `Decision`; a state met for the first time is
worked out once. CPU time, medians of five rounds over the same made-up people.
"""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import cycle, islice, product
from statistics import median
from time import process_time

import polars as pl

from tiltak.law import right_rules, right_to_training
from tiltak.programme import Channel, ProgrammeParameters, Referral, Youth, assess, holds
from tiltak.rules import Case, decide_many

ON = date(2026, 11, 23)
PEOPLE = 2_000
MANY = 1_000_000
ROUNDS = 5


def cases() -> list[Case]:
    """Made-up people over all ages, with some answers missing."""
    mixed = product(
        ["STATSBORGER_EOES", "VENTER_PAA_SVAR", None], ["FULLFORT", "IKKE_FULLFORT", None], ["INGEN", "YRKE"]
    )
    made = []
    for number, (residence, school, competence) in enumerate(islice(cycle(mixed), PEOPLE)):
        facts = {
            "born": date(1994, 1, 1) + timedelta(3 * number),
            "residence": residence,
            "stay_over_3_months": True,
            "lower_secondary": school,
            "final_competence": competence,
            "foreign_upper_secondary": "INGEN",
            "activity": "INGEN",
            "in_work": False,
        }
        made.append(Case({name: value for name, value in facts.items() if value is not None}, f"MT-{number}"))
    return made


def each(people: list[Case], answer: Callable[[Case], object]) -> float:
    """Microseconds a person, after one round that meets every state."""
    times = []
    for _ in range(ROUNDS + 1):
        started = process_time()
        for case in people:
            answer(case)
        times.append(1e6 * (process_time() - started) / len(people))
    return median(times[1:])


def main() -> None:
    """Measure, and print one line an answer."""
    people = cases()
    youth_right = right_rules()[0].on(ON)
    parameters = ProgrammeParameters()
    youths = {case.id: Youth(case, Referral(case.id, Channel.SELV, date(2026, 11, 2))) for case in people}
    rows = {
        f"youth right ({len(youth_right.conditions)} conditions)": lambda case: youth_right.decide(case, ON),
        "all rights to training": lambda case: right_to_training(case, ON),
        "a whole assessment": lambda case: assess(youths[case.id], parameters, ON),
    }
    one = each(people, rows[f"youth right ({len(youth_right.conditions)} conditions)"])
    for name, answer in rows.items():
        spent = each(people, answer)
        print(f"{name:32} {spent:9.1f} us a person, {spent / one:7.1f} x the youth right")
    spent = each(people[:100], lambda case: holds(youths[case.id], parameters, ON))
    print(f"{'how long the answer lasts':32} {spent:9.1f} us a person, {spent / one:7.1f} x the youth right")
    facts = [dict(case.facts) for case in people]
    names = youth_right.fact_names
    frame = pl.DataFrame([{name: row.get(name) for name in names} for row in facts], infer_schema_length=None)
    frame = pl.concat([frame] * (MANY // PEOPLE))
    used = [name for name in names if frame[name].dtype != pl.Null]
    started = process_time()
    decide_many(youth_right, frame.select(used), ON, not_stated=[name for name in names if name not in used])
    print(f"{'youth right, 1 000 000 in columns':32} {1000 * (process_time() - started):9.1f} ms CPU, raw frame")


if __name__ == "__main__":
    main()
