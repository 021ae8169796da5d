"""What is missing to the goal: one row a youth, everything about one, and the same as data."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from tiltak.render.answers import grid
from tiltak.render.study.sections import Section, decider, dump, question_line, source_line, source_record, told
from tiltak.render.views.common import uncapitalised
from tiltak.render.views.names import goal_name, sentence_values, subject_names
from tiltak.render.words import Words
from tiltak.study import Gap, OpenQuestion, Way

__all__ = ["gap_record", "gap_text", "gaps_json", "gaps_text"]

_WIDTHS: Final = (10, 30, 40, 18, 46)
_WAYS_SHOWN: Final = 5

Gaps = Mapping[str, Gap | None]
"""What is missing by case id; None for a youth without a goal."""


def gaps_text(gaps: Gaps, words: Words) -> str:
    """One row a case: the goal, what is missing on the first cheapest way, what it takes, and what would change it."""
    head = [words.text(f"head.{name}") for name in ("case", "goal")]
    head += [words.text(f"study.head.{name}") for name in ("missing", "takes", "changes")]
    return grid(head, [_row(case_id, found, words) for case_id, found in gaps.items()], _WIDTHS)


def _row(case_id: str, found: Gap | None, words: Words) -> list[str]:
    if found is None:
        return [case_id, words.text("index.no_plan.goal"), "", "", words.text("study.ask.goal")]
    first = found.changes[0] if found.changes else None
    return [
        case_id,
        goal_name(found.goal, words),
        _missing(found, words),
        _takes(found.ways[0], found, words) if found.missing else "",
        question_line(first, words) if first else "",
    ]


def _missing(found: Gap, words: Words) -> str:
    if found.missing:
        return subject_names(found.missing, words)
    return words.text("study.complete") if found.complete else " ".join(_notes(found, words))


def _takes(way: Way, found: Gap, words: Words) -> str:
    """Exams, hours and fees of a way, with what is not known of them."""
    parts = [
        words.text("plan.open.exams", count=len(way.missing)),
        words.text("plan.open.hours_one" if way.hours == 1 else "plan.open.hours", count=way.hours),
    ]
    if way.fees is None:
        parts.append(words.text("study.fee_unknown"))
    else:
        unsure = found.fee is not None and not found.fee.confirmed
        parts.append(words.money(way.fees) + (f" ({uncapitalised(words.text('word.unconfirmed'))})" if unsure else ""))
    return ", ".join(parts)


def _notes(found: Gap, words: Words) -> list[str]:
    aim = found.goal
    days = {"rule_has_ended": aim.valid_to, "rule_not_yet_in_force": aim.valid_from}
    about = (aim.about,) if aim.about else ()
    lines = [
        words.text(f"gap_note.{note}", date=days.get(note), **sentence_values(about, (), words)) for note in found.notes
    ]
    other = aim.instead or aim.replaced_by
    if found.notes and other:
        lines.append(words.text("study.other_goal", goal=goal_name(other, words), code=other))
    return lines


def gap_text(case_id: str, found: Gap | None, words: Words) -> str:
    """Everything about what one youth is missing."""
    title = words.text("study.gap.title", case=case_id)
    if found is None:
        return told(title, [Section(words.text("study.section.ask"), (words.text("study.ask.goal"),))])
    return told(
        f"{title}\n{words.text('plan.goal', goal=goal_name(found.goal, words))}",
        [Section(words.text(f"study.section.{name}"), tuple(lines)) for name, lines in _sections(found, words)],
    )


def _sections(found: Gap, words: Words) -> Iterable[tuple[str, Sequence[str]]]:
    yield "missing", _first_way(found, words)
    yield "notes", [*_notes(found, words), *_papers(found, words)] if found.ways else _papers(found, words)
    yield "other_ways", _other_ways(found, words)
    yield "already", [subject_names(found.already, words)] if found.already else []
    yield "exempted", [subject_names(found.exempted, words)] if found.exempted else []
    yield "conditions", [words.text(f"goal_condition.{name}") for name in found.conditions]
    yield "changes", [question_line(one, words) for one in found.changes]
    yield "open_points", [words.text(f"not_established.{name}") for name in found.goal.not_established]
    yield "sources", [source_line(one, words) for one in found.sources]


def _first_way(found: Gap, words: Words) -> list[str]:
    if not found.missing:
        return [words.text("study.complete")] if found.complete else _notes(found, words)
    way = found.ways[0]
    lines = [subject_names((code,), words) for code in way.missing]
    lines.append(words.text("study.in_all", what=_takes(way, found, words)))
    if way.hours_unknown:
        lines.append(words.text("study.hours_unknown", codes=subject_names(way.hours_unknown, words)))
    return lines


def _papers(found: Gap, words: Words) -> list[str]:
    lines = [
        (name, codes)
        for name, codes in (
            ("not_passed", tuple(one.code for one in found.not_passed)),
            ("repeated", tuple(one.code for one in found.repeated)),
            ("not_in_catalogue", found.not_in_catalogue),
            ("without_exam", found.without_exam),
        )
        if codes
    ]
    return [words.text(f"study.papers.{name}", codes=subject_names(codes, words)) for name, codes in lines]


def _other_ways(found: Gap, words: Words) -> list[str]:
    """The ways that cost as little, by what each has in the place of the first one's."""
    if not found.missing or found.ways_in_all <= 1:
        return []
    lines = [words.text("study.ways_in_all", number=found.ways_in_all)]
    first = found.missing
    for way in found.ways[1 : 1 + _WAYS_SHOWN]:
        new = [code for code in way.missing if code not in first]
        old = [code for code in first if code not in way.missing]
        lines.append(words.text("study.other_way", new=subject_names(new, words), old=subject_names(old, words)))
    if found.ways_in_all > 1 + _WAYS_SHOWN:
        lines.append(words.text("study.ways_more", number=found.ways_in_all - 1 - _WAYS_SHOWN))
    return lines


def gaps_json(gaps: Gaps) -> str:
    """What each youth is missing as data, in the published schema; codes and numbers, and no grade."""
    return dump([gap_record(case_id, found) for case_id, found in gaps.items()])


def gap_record(case_id: str, found: Gap | None) -> dict[str, Any]:
    """What one youth is missing, as data."""
    if found is None:
        return {"case_id": case_id, "goal": None, "ask": ["goal"]}
    return {
        "case_id": case_id,
        "goal": found.goal.id,
        "ask": [],
        "on": found.on.isoformat(),
        "complete": found.complete,
        "ways_in_all": found.ways_in_all,
        "ways": [_way_record(way) for way in found.ways],
        "fee": None if found.fee is None else {"nok": found.fee.value, "confirmed": found.fee.confirmed},
        "already": list(found.already),
        "exempted": list(found.exempted),
        "not_passed": [one.code for one in found.not_passed],
        "repeated": [one.code for one in found.repeated],
        "not_in_catalogue": list(found.not_in_catalogue),
        "without_exam": list(found.without_exam),
        "changes": [_question_record(one) for one in found.changes],
        "conditions": list(found.conditions),
        "notes": list(found.notes),
        "goal_instead": found.goal.instead or found.goal.replaced_by if found.notes else None,
        "not_established": list(found.goal.not_established),
        "sources": [source_record(one) for one in found.sources],
    }


def _way_record(way: Way) -> dict[str, Any]:
    return {
        "sets": list(way.sets),
        "missing": list(way.missing),
        "hours": way.hours,
        "hours_unknown": list(way.hours_unknown),
        "fees": way.fees,
    }


def _question_record(question: OpenQuestion) -> dict[str, Any]:
    return {
        "id": question.id,
        "about": list(question.about),
        "kind": question.kind.value,
        "decided_by": decider(question),
        "saves_exams": question.saves_exams,
        "saves_hours": question.saves_hours,
        "saves_fees": question.saves_fees,
        "hours_unknown": list(question.hours_unknown),
        "confirmed": question.confirmed,
        "sources": [source_record(one) for one in question.sources],
    }
