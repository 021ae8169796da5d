"""General study competence by a whole diploma, programme specialisation in general studies.

Common subjects 1683 hours and six elective subjects of 140 hours: 2523 hours, at least 21 exams. Of the electives,
two subject pairs (2 x 140 hours in each of two subject areas, 560 hours) are from one programme area: science, or
languages, social studies and economics. Both mathematics lines, R and S, never stand on one diploma. Composition
from the distribution of hours by way of a school's planner (confidence medium), foreign language from forskrift til
opplæringslova § 5-8; areas and pairs are in ``data/electives.csv``.

What is not established is a question here, never a way: whether R1, S1 and their like count both as the second
mathematics and as an elective, whether two subjects of the politics curriculum make a pair, what a candidate
without a foreign language from lower secondary takes, and whether subjects of vocational years are taken instead.
"""

from collections.abc import Iterable
from functools import cache

from tiltak.study.curriculum.requirements import AllOf, Ask, Need, OneOf, Requirement, SomeOf
from tiltak.study.curriculum.subjects import catalogue
from tiltak.tables import read_rows

__all__ = ["diploma_tree"]

_COMMON = ("SAK", "GEO", "REL", "KRO-VG3")
_SECOND_MATHS = {"MAT-R1": "PF-REA3056", "MAT-S1": "PF-REA3060", "MAT-STAT": "PF-REA3065", "MAT-OEK": "PF-REA3067"}
_LINES = {"R": "S", "S": "R"}
_ELECTIVES = 6
_PAIR = 2
_PAIRS = 2


@cache
def _rows() -> tuple[dict[str, str], ...]:
    return tuple(read_rows("tiltak.study", "data/electives.csv"))


def _pairs(area: str, left: frozenset[str]) -> Requirement:
    """Two pairs of one programme area, out of the electives that are left."""
    members: dict[str, list[str]] = {}
    sure: dict[str, bool] = {}
    for row in _rows():
        if row["area"] == area and row["pair"] and row["set_id"] in left:
            members.setdefault(row["pair"], []).append(row["set_id"])
            sure[row["pair"]] = row["pair_confidence"] != "LOW"
    parts: list[Requirement] = []
    for pair, ids in members.items():
        one = SomeOf(_PAIR, tuple(map(Need, ids)))
        parts.append(one if sure[pair] else Ask("depth_pair_accepted", "county", one))
    return SomeOf(_PAIRS, tuple(parts))


def _electives(count: int, banned_line: str, taken: Iterable[str] = ()) -> Requirement:
    """So many electives with two pairs among them, without one mathematics line and what is used already."""
    used = frozenset(taken)
    ids = [row["set_id"] for row in _rows() if row["line"] != banned_line and row["set_id"] not in used]
    left = frozenset(ids)
    areas = tuple(dict.fromkeys(row["area"] for row in _rows()))
    return AllOf((SomeOf(count, tuple(map(Need, ids))), OneOf(tuple(_pairs(area, left) for area in areas))))


def _line_of(set_id: str) -> str:
    return next(row["line"] for row in _rows() if row["set_id"] == set_id)


def _maths_and_electives(count: int) -> Requirement:
    """The second mathematics and the electives: a subject counts as the one or as the other."""
    once: list[Requirement] = [AllOf((Need("MAT-2P"), _electives(count, banned))) for banned in _LINES]
    both: list[Requirement] = []
    for maths, elective in _SECOND_MATHS.items():
        line = _line_of(elective)
        for banned in _LINES if not line else (_LINES[line],):
            once.append(AllOf((Need(maths), _electives(count, banned, (elective,)))))
            both.append(AllOf((Need(maths), _electives(count, banned))))
    return OneOf((*once, Ask("maths_counts_twice", "county", OneOf(tuple(both)))))


def _languages(level: str) -> OneOf:
    known = [one for one in catalogue().sets if one.startswith("FSP-")]
    return OneOf(tuple(Need(one) for one in known if one.endswith(f"-{level}")))


def _foreign_language() -> Requirement:
    """Level II is right for everybody; level I only for a language that is new since lower secondary (§ 5-8)."""
    return OneOf(
        (
            _languages("II"),
            Ask("language_is_new", "youth", _languages("I")),
            Ask("foreign_language_exemption", "county", AllOf(())),
        )
    )


def _or_vocational(general: str, vocational: Requirement) -> OneOf:
    """A common subject, or what vocational and supplementary years have of it if the county takes that instead."""
    return OneOf((Need(general), Ask("vocational_subject_accepted", "county", vocational)))


def _norwegian() -> OneOf:
    return OneOf(
        (
            Need("NOR-ST"),
            Ask("short_residence_norwegian", "county", Need("NOR-KB")),
            Ask("vocational_subject_accepted", "county", AllOf((Need("NOR-YF"), Need("NOR-PB")))),
        )
    )


def _science() -> OneOf:
    variants = tuple(Need(one) for one in catalogue().sets if one.startswith("NAT-YF-"))
    return _or_vocational("NAT-ST", AllOf((OneOf(variants), Need("NAT-PB"))))


@cache
def diploma_tree() -> Requirement:
    """The whole requirement.

    >>> from tiltak.study.curriculum.requirements import met
    >>> met(diploma_tree(), catalogue().subjects)
    True
    """
    no_language = AllOf((_languages("II"), _maths_and_electives(_ELECTIVES - 1)))
    return AllOf(
        (
            _norwegian(),
            _or_vocational("ENG-ST", Need("ENG-YF")),
            _science(),
            _or_vocational("HIS-ST", Need("HIS-PB")),
            *map(Need, _COMMON),
            OneOf((Need("MAT-1P"), Need("MAT-1T"))),
            _foreign_language(),
            OneOf(
                (
                    _maths_and_electives(_ELECTIVES),
                    Ask("no_foreign_language_in_lower_secondary", "county", no_language),
                )
            ),
        )
    )
