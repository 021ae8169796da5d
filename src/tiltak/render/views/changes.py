"""What would turn a no into a yes: time, people, and behind "has a right" what would give the right."""

from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Final

from attrs import frozen

from tiltak.law import Right
from tiltak.programme import Assessment, ProgrammeParameters, Result, Track, Youth
from tiltak.render.views.common import joined_conditions, said, settled, uncapitalised
from tiltak.render.words import Words
from tiltak.rules import Condition, Decision, Finding, Verdict

__all__ = ["change_lines"]

# The youth's own yes, which nobody else can give.
_OWN_YES: Final = {
    "programme.reason.declined": "programme.wants_help",
    "programme.reason.no_consent": "programme.sharing_consent",
}
_RIGHT: Final = "programme.right_that_counts"
_GIVES: Final = {
    "youth_right": {Right.UNGDOMSRETT, Right.VALG_UNGDOM_VOKSEN},
    "adult_right": {Right.VOKSENRETT, Right.VALG_UNGDOM_VOKSEN},
    "supplement": {Right.PAABYGGING},
    "requalification": {Right.REKVALIFISERING},
}
_GONE: Final = frozenset({"no_final_competence", "requalification_left"})  # what is held or used, nobody undoes
_MOST: Final = 24  # ways kept while a tree is walked; no right in the law has as many that matter


@frozen
class _Way:
    """One way to a right: conditions to be met, how many are open besides, and the day time has done its part."""

    conditions: tuple[str, ...]
    turned: tuple[str, ...] = ()
    open: int = 0
    first_day: date | None = None

    @property
    def length(self) -> tuple[int, int, date]:
        """How far away it is."""
        return len(self.conditions) + len(self.turned), self.open, self.first_day or date.min

    def __add__(self, other: "_Way") -> "_Way":
        days = [day for day in (self.first_day, other.first_day) if day is not None]
        return _Way(
            tuple(dict.fromkeys((*self.conditions, *other.conditions))),
            tuple(dict.fromkeys((*self.turned, *other.turned))),
            self.open + other.open,
            max(days, default=None),
        )


def change_lines(assessment: Assessment, youth: Youth, parameters: ProgrammeParameters, words: Words) -> Iterator[str]:
    """What would turn a no into a yes; of no interest to those who are in, or of whom too little is known."""
    for reason in assessment.reasons:
        if reason in _OWN_YES:
            yield words.text("decision.changes.own", what=settled([_OWN_YES[reason]], words))
    if assessment.result is not Result.ELSEWHERE:
        return
    without_right = []
    for track, decision in (
        (Track.BACK_TO_SCHOOL, assessment.back_to_school),
        (Track.STAY_AT_SCHOOL, assessment.stay_at_school),
    ):
        name = words.text(f"track.{track.value}")
        yield from _track_lines(name, decision, words)
        if decision.verdict is Verdict.NO and decision.change and _RIGHT in decision.change.conditions:
            without_right.append(name)
    if without_right:
        yield from _right_lines(words.joined(without_right), assessment, youth, parameters, words)


def _track_lines(name: str, decision: Decision, words: Words) -> Iterator[str]:
    change = decision.change if decision.verdict is Verdict.NO else None
    if change is None:
        return
    pairs = [
        pair for pair in zip(change.conditions, change.wanted, change.changed_by, strict=True) if pair[0] != _RIGHT
    ]
    met = [c for c, wanted, by in pairs if by != "nobody" and wanted is Verdict.YES]
    not_met = [c for c, wanted, by in pairs if by != "nobody" and wanted is not Verdict.YES]
    waits = [c for c, _, by in pairs if by == "nobody"]
    if change.first_day is not None and waits:
        yield words.text("decision.changes.time", track=name, on=change.first_day, what=joined_conditions(waits, words))
    if met:
        yield words.text("decision.changes.met", track=name, what=joined_conditions(met, words))
    if not_met:
        yield words.text("decision.changes.not_met", track=name, what=joined_conditions(not_met, words))


def _right_lines(
    tracks: str, assessment: Assessment, youth: Youth, parameters: ProgrammeParameters, words: Words
) -> Iterator[str]:
    """What would give a right that counts: the shortest ways, by right."""
    born = youth.case.get("born")
    found = []
    for decision in assessment.right.decisions:
        counted = _GIVES.get(decision.rule_set, set()) & parameters.rights_that_count
        if counted and decision.verdict is Verdict.NO:
            by_id = {condition.id: condition for condition in decision.rules.conditions}
            ways = _ways(decision.explain(), by_id, born, assessment.on)
            found += [(way, decision, by_id) for way in ways if way.length[0]]
    if not found:
        yield words.text("decision.changes.no_right", track=tracks)
        return
    least = min(way.length[0] for way, _, _ in found)
    nearest = [one for one in found if one[0].length[0] == least]
    closed = min(way.open for way, _, _ in nearest)
    gathered: dict[str, list[tuple[_Way, dict[str, Condition]]]] = {}
    for way, decision, by_id in nearest:
        if way.open == closed:
            gathered.setdefault(decision.rule_set, []).append((way, by_id))
    # Two rights that the same things give are said once.
    told: dict[tuple[str, str], list[str]] = {}
    for rule_set, pairs in gathered.items():
        what = words.either(dict.fromkeys(_said(way, words) for way, _ in pairs))
        who = sorted({by_id[c].changed_by for way, by_id in pairs for c in (*way.conditions, *way.turned)} - {"nobody"})
        by = words.joined(words.text(f"answered_by.{one}") for one in who)
        after = words.text("decision.changes.by", who=by) if who else words.text("decision.changes.by_nobody")
        named = uncapitalised(said(words, f"rule_set.{rule_set}", f"condition.{rule_set}"))
        told.setdefault((what, after), []).append(words.text("word.quoted", text=named))
    for (what, after), names in told.items():
        line = words.text("decision.changes.right", track=tracks, right=words.joined(names), what=what)
        rest = [words.text("decision.changes.open")] if closed else []
        yield " ".join([line, after, *rest])


def _said(way: _Way, words: Words) -> str:
    parts = [joined_conditions(way.conditions, words)] if way.conditions else []
    if way.turned:
        parts.append(words.text("decision.changes.turned", what=joined_conditions(way.turned, words)))
    if way.first_day is not None:
        parts.append(words.text("decision.changes.from_day", on=way.first_day))
    return ", ".join(parts)


def _ways(found: Finding, by_id: dict[str, Condition], born: object, on: date) -> list[_Way]:
    """Ways to a yes, shortest first; none when nothing could bring it."""
    if found.operator == "not":
        return [_Way((), tuple(one.id or "" for one in found.conditions() if one.verdict is Verdict.YES))]
    if found.operator == "condition":
        return _condition_ways(found, by_id, born, on)
    if found.verdict is Verdict.YES:
        return [_Way(())]
    parts = [_ways(child, by_id, born, on) for child in found.children]
    if found.operator == "any_of":
        ways = [way for part in parts for way in part]
    else:
        ways = [_Way(())]
        for part in parts:
            ways = sorted((one + two for one, two in product(ways, part)), key=lambda way: way.length)[:_MOST]
    return sorted(dict.fromkeys(ways), key=lambda way: way.length)[:_MOST]


def _condition_ways(found: Finding, by_id: dict[str, Condition], born: object, on: date) -> list[_Way]:
    name = found.id or ""
    if found.verdict is not Verdict.NO:
        return [_Way((), open=int(found.verdict is Verdict.UNKNOWN))]
    if name in _GONE:
        return []
    condition = by_id[name]
    if [fact.name for fact in condition.facts] != ["born"]:
        return [_Way((name,))]
    # An age comes by itself or never: a way that waits for one that is past is no way.
    test = condition.test
    days = [day for day in test.turns(born) if day > on and test.holds(born, day)] if isinstance(born, date) else []
    return [_Way((name,), first_day=min(days))] if days else []
