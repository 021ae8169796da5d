"""Made-up requests of youths who aim at a whole diploma: twenty exams and more, in every sort of difficulty."""

import random
from datetime import date, timedelta

from tiltak.study import (
    AllOf,
    Availability,
    ExamCalendar,
    Exclusion,
    Goal,
    HeldBy,
    Need,
    Passed,
    Pin,
    catalogue,
    county,
    gap,
    term,
)
from tiltak.study.planning.demands import Request, model
from tiltak.study.planning.plans import with_overrides
from tiltak.study.planning.problem import Problem

COMMON = ("NOR-ST", "ENG-ST", "NAT-ST", "SAK", "GEO", "HIS-ST", "REL", "KRO-VG3")
FIRST_MATHS, SECOND_MATHS = ("MAT-1P", "MAT-1T"), ("MAT-2P", "MAT-R1", "MAT-S1")
LANGUAGES = ("FSP-SP-I", "FSP-SP-II", "FSP-GE-I", "FSP-FR-II")
DATED = ("V2027", "H2027", "V2028")


def diploma(draw: random.Random) -> Goal:
    """A whole diploma with six to twelve electives, in any order."""
    known = catalogue()
    sets = [*COMMON, draw.choice(FIRST_MATHS), draw.choice(SECOND_MATHS), draw.choice(LANGUAGES)]
    codes = {code for one in sets for code in known.exam_set(one).codes}
    electives = [one for one in known.sets if one.startswith("PF-") and codes.isdisjoint(known.exam_set(one).codes)]
    sets += draw.sample(electives, draw.choice((6, 6, 7, 8, 10, 12)))
    draw.shuffle(sets)
    return Goal("OWN", AllOf(tuple(Need(one) for one in sets)))


def made_problem(seed: int) -> Problem:
    """The search's problem of one made-up youth; the same seed gives the same."""
    draw = random.Random(seed)  # noqa: S311 - made-up cases, no secrets
    goal = diploma(draw)
    on = date(2026, 6, 1) + timedelta(days=draw.randrange(900))
    passed = [Passed("A", code, 3) for code in draw.sample(gap(goal, [], on).missing, draw.choice((0, 0, 0, 1, 2)))]
    way = gap(goal, passed, on).ways[0]
    off = frozenset(on + timedelta(days=draw.randrange(1500)) for _ in range(draw.choice((0, 4, 12))))
    busy = {on + timedelta(days=draw.randrange(1500)): draw.randrange(20) for _ in range(draw.choice((0, 5)))}
    free = Availability(draw.randint(6, 32), off, draw.choice((2, 3, 3, 4, 4, 5, 6)), busy)
    pins = [
        Pin(one, draw.choice(("V", "H", "V2028", "H2028"))) for one in draw.sample(way.missing, draw.choice((0, 1)))
    ]
    exclude = [Exclusion(draw.choice(DATED), draw.choice(("", *way.missing))) for _ in range(draw.choice((0, 0, 1, 2)))]
    written = [one for one in way.missing if catalogue().subject(one).held_by is HeldBy.NATIONAL]
    days = {(t, one): term(t).written.first + timedelta(days=draw.randrange(11)) for t in DATED for one in written}
    calendar = ExamCalendar(days if draw.random() < 0.3 else {})
    finish_by = on + timedelta(days=draw.randrange(900, 2200)) if draw.random() < 0.2 else None
    numbers = with_overrides({"terms_ahead": draw.choice((10, 12, 14))})
    calm = draw.choice((None, 1, 1, 2))
    here = county("40")
    return model(
        Request(goal, free, on, here, calm, tuple(pins), tuple(exclude), finish_by, calendar, numbers), way
    ).problem
