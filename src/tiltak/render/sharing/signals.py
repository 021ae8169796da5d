"""The signals of pupils and apprentices: what was raised, on what, who saw it, and what to do first."""

import json
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from tiltak.render.citations import citation
from tiltak.render.sharing.share import paged
from tiltak.render.words import Words
from tiltak.rules import Verdict
from tiltak.school import SIGNAL_FACTS, SMALLEST, FlaggedIf, Observation, SignalAnswer

if TYPE_CHECKING:
    from tiltak.office import Office
    from tiltak.render.views.common import View

__all__ = ["signals_json", "signals_page", "signals_text"]

_SCHEMA: Final = "tiltak.school.signals/1"


def _raised(seen: Observation) -> tuple[SignalAnswer, ...]:
    return tuple(one for one in seen.answers if one.decision.verdict is Verdict.YES)


def _signal(one: SignalAnswer, on: date, words: Words) -> list[str]:
    """The signal, then what it rests on, who sees it, who told it, and what to do first."""
    where = words.joined(citation(basis, words) for basis in one.signal.basis(on))
    step, who = words.text(f"signal_step.{one.signal.first_step}"), words.text(f"school.who.{one.signal.step_by}")
    told = dict.fromkeys((sighting.by, sighting.on) for sighting in one.sightings)
    return [
        words.text(f"signal.{one.signal.id}"),
        words.text("signals.basis", where=where),
        words.text("signals.seen", who=words.text(f"school.who.{one.signal.observed_by}")),
        *(words.text("signals.told", who=words.text(f"school.who.{by.value}"), on=day) for by, day in told),
        words.text("signals.first", step=step, who=who),
    ]


def _questions(seen: Observation, words: Words) -> list[str]:
    return [
        words.text(
            "signals.ask",
            question=words.text(f"question.{name}"),
            who=words.text(f"answered_by.{SIGNAL_FACTS[name].answered_by}"),
        )
        for name in seen.questions
    ]


def _quiet(seen: Observation, words: Words) -> str:
    """That nothing is raised; when something must be asked first, that it is not known yet."""
    return words.text("signals.none" if seen.flagged is Verdict.NO else "signals.none_yet")


def _lead(seen: Sequence[Observation], on: date, words: Words) -> str:
    raised, asked = sum(bool(one.raised) for one in seen), sum(bool(one.open) for one in seen)
    return words.text("signals.lead", on=on, raised=raised, count=len(seen), open=asked)


def _remarks(seen: Sequence[Observation], words: Words) -> list[str]:
    absent = dict.fromkeys(name for one in seen for name in one.not_covered)
    gaps = [words.text("signal.not_established", signal=words.text(f"signal.{name}")) for name in absent]
    return [words.text("signals.order"), *gaps, words.text("signal.proposed_limits"), words.text("signal.no_score")]


def _moved(name: str, counts: Sequence[FlaggedIf], words: Words) -> list[str]:
    lines = []
    for one in counts:
        if one.few:
            why = words.text("signal.few", smallest=SMALLEST)
            lines.append(words.text("signals.if_hidden", name=name, value=one.limit, why=why))
        else:
            told = {"flagged": one.flagged, "open": one.open}
            lines.append(words.text("signals.if_line", name=name, value=one.limit, **told))
    return lines


def signals_text(
    seen: Sequence[Observation], on: date, words: Words, *, limit: str = "", counts: Sequence[FlaggedIf] = ()
) -> str:
    """Each person in the order of the file."""
    lines = [_lead(seen, on, words), ""]
    for one in seen:
        lines.append(one.case_id)
        for answer in _raised(one):
            head, *rest = _signal(answer, on, words)
            lines += [f"- {head}", *(f"  {line}" for line in rest)]
        if not one.raised:
            lines.append(f"  {_quiet(one, words)}")
        lines += [*(f"  {line}" for line in _questions(one, words)), ""]
    if counts:
        lines += [words.text("signals.if"), *(f"- {line}" for line in _moved(limit, counts, words)), ""]
    return "\n".join([*lines, *_remarks(seen, words)]) + "\n"


def signals_json(seen: Sequence[Observation], on: date, *, limit: str = "", counts: Sequence[FlaggedIf] = ()) -> str:
    """The same as data, in the published schema: codes, ids and days, and no value of any fact."""
    record = {
        "schema": _SCHEMA,
        "on": on.isoformat(),
        "not_covered": list(dict.fromkeys(name for one in seen for name in one.not_covered)),
        "pupils": [
            {
                "case_id": one.case_id,
                "flagged": one.flagged.name,
                "open": list(one.open),
                "questions": list(one.questions),
                "raised": [
                    {
                        "signal": answer.signal.id,
                        "basis": [basis.cite() for basis in answer.signal.basis(on)],
                        "observed_by": answer.signal.observed_by,
                        "told": [
                            {"fact": told.fact, "by": told.by.value, "on": told.on.isoformat()}
                            for told in answer.sightings
                        ],
                        "first_step": answer.signal.first_step,
                        "step_by": answer.signal.step_by,
                    }
                    for answer in _raised(one)
                ],
            }
            for one in seen
        ],
        "limit": limit or None,
        "flagged_if": [
            {"value": one.limit, "flagged": one.flagged, "open": one.open, "few": one.few} for one in counts
        ],
    }
    return json.dumps(record, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def signals_page(
    seen: Sequence[Observation],
    on: date,
    office: "Office | None",
    words: Words,
    *,
    limit: str = "",
    counts: Sequence[FlaggedIf] = (),
) -> str:
    """The same as one self-contained page."""
    sections: list[View] = [
        {
            "id": one.case_id.lower(),
            "title": one.case_id,
            "lines": [] if one.raised else [_quiet(one, words)],
            "bullets": [". ".join(_signal(answer, on, words)) + "." for answer in _raised(one)],
            "small": _questions(one, words),
        }
        for one in seen
    ]
    if counts:
        title = words.text("signals.if")
        sections.insert(0, {"id": "limit", "title": title, "bullets": _moved(limit, counts, words)})
    sections.append({"id": "notes", "title": words.text("share.notes"), "bullets": _remarks(seen, words)})
    title = words.text("signals.title")
    page: View = {"path": "index.html", "title": title, "lead": _lead(seen, on, words), "sections": sections}
    return paged(page, office, on, words)
