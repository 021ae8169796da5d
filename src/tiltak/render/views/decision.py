"""A youth's assessment: the verdict, what to ask, what would change it, what comes next, and why."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from tiltak.programme import Assessment, ProgrammeParameters, Result, Step, Youth, holds
from tiltak.render.views.changes import change_lines
from tiltak.render.views.common import (
    View,
    about,
    basis_line,
    column,
    facts,
    joined_conditions,
    result_badge,
    said,
    settled,
    slug,
    table,
    tagged,
    verdict_badge,
)
from tiltak.render.words import Words
from tiltak.rules import Decision, Finding

__all__ = ["decision_view", "step_text"]


def decision_view(
    assessment: Assessment,
    youth: Youth,
    parameters: ProgrammeParameters,
    words: Words,
    *,
    has_plan: bool,
    plan_waits_for: Sequence[str] = (),
) -> View:
    """The page of one youth.

    Args:
        assessment: What it came to.
        youth: The referral it rests on.
        parameters: The office's reading of the programme, for how long the answer holds.
        words: The language.
        has_plan: Whether there is a page with a plan, or with why there is none, to link to.
        plan_waits_for: What must be asked before there can be a plan: ``goal`` or ``hours_per_week``.
    """
    badge = result_badge(assessment.result, words)
    return {
        "path": f"cases/{slug(assessment.case_id)}.html",
        "title": words.text("decision.title", case=assessment.case_id),
        "crumb": assessment.case_id,
        "lead": words.text("decision.lead", on=assessment.on),
        "verdict": {"tone": badge["tone"], "text": badge["text"], "lines": _verdict_lines(assessment, words)},
        "links": _links(assessment.case_id, words) if has_plan else [],
        "facts": _facts(assessment, youth, parameters, words),
        "questions": _questions(assessment, words),
        "changes": list(change_lines(assessment, youth, parameters, words)),
        "elsewhere": [
            {
                "text": words.text(f"elsewhere.{route.code}"),
                "because": words.joined(words.text(reason) for reason in route.reasons),
                "source": basis_line(route.basis, words),
            }
            for route in assessment.elsewhere
        ],
        "steps": _steps(assessment, words),
        "parts": list(_parts(assessment, words)),
        "referral": [*_referral(assessment, words), *_plan_waits(plan_waits_for, words)],
        "consent": _consent(assessment, words),
        "replay": list(_replay(assessment, words)),
        "unconfirmed": [basis_line(source, words) for source in assessment.unconfirmed],
    }


def _links(case_id: str, words: Words) -> list[View]:
    return [{"href": f"../plans/{slug(case_id)}.html", "text": words.text("decision.link.plan")}]


def _verdict_lines(assessment: Assessment, words: Words) -> list[str]:
    lines = [words.text(f"result_why.{assessment.result.value}")]
    lines += [words.text(reason) for reason in assessment.reasons]
    if assessment.waiting is not None and not assessment.waiting.has_place:
        lines.append(words.text("decision.waiting", position=assessment.waiting.position))
    lines.append(words.text("decision.advice", who=words.text(f"owner.{assessment.decided_by}")))
    return lines


def _holds(assessment: Assessment, youth: Youth, parameters: ProgrammeParameters, words: Words) -> str | None:
    """The days the answer holds for and what ends them; None for somebody who waits, whose turn no rule tells."""
    if assessment.result is Result.ASK_FIRST:
        return words.text("decision.holds.until_answered")
    if assessment.waiting is not None and not assessment.waiting.has_place:
        return None
    period = holds(youth, parameters, assessment.on)
    if period.last is None:
        return words.text("decision.holds.from", first=period.first)
    run = words.text("decision.holds.between", first=period.first, last=period.last)
    named = [name for name in period.closed_by if words.has(f"condition.{name}")]
    why = words.text("decision.holds.ends", what=joined_conditions(named, words)) if named else ""
    return f"{run}. {why}".strip() if why else run


def _facts(assessment: Assessment, youth: Youth, parameters: ProgrammeParameters, words: Words) -> list[View]:
    referral = youth.referral
    rights = sorted(assessment.right.rights, key=lambda right: right.name)
    channel = words.text(
        "decision.facts.channel_text", on=referral.referred_on, channel=words.text(f"channel.{referral.channel.value}")
    )
    return facts(
        words,
        "decision.facts",
        [
            ("channel", channel),
            ("right", words.joined(words.text(f"right.{right.name}") for right in rights) if rights else None),
            ("holds", _holds(assessment, youth, parameters, words)),
            ("who", words.text(f"owner.{assessment.decided_by}")),
        ],
    )


def _questions(assessment: Assessment, words: Words) -> list[View]:
    return [
        {
            "text": words.text(f"question.{question.fact}"),
            "who": words.text("decision.questions.who", who=words.text(f"answered_by.{question.answered_by}")),
            "special": words.text("decision.questions.special") if question.special_category else "",
            "why": _settles(question.why, words),
            "asked": words.text("decision.questions.asked") if question.asked else "",
        }
        for question in assessment.questions
    ]


def _settles(conditions: Iterable[str], words: Words) -> str:
    named = settled(conditions, words)
    return words.text("decision.questions.why", what=named) if named else ""


def _consent(assessment: Assessment, words: Words) -> View:
    """Who must agree to what at this age."""
    rows = [
        [
            words.text(f"matter.{path.matter.value}"),
            tagged(words, words.text(f"signer.{path.signer.value}"), confirmed=path.confirmed),
            basis_line(path.basis, words)["text"],
        ]
        for path in assessment.consent
    ]
    columns = [column(words, "matter"), column(words, "signer", "wrap"), column(words, "source")]
    return {**table(words.text("decision.consent.title"), columns, rows, ""), "quiet": True}


def _rules(decision: Decision, words: Words) -> str:
    """What a rule set is called."""
    return said(words, f"rule_set.{decision.rule_set}", f"condition.{decision.rule_set}")


def _replay(assessment: Assessment, words: Words) -> Iterator[str]:
    """What is needed to make the same assessment again."""
    decided = (assessment.back_to_school, assessment.stay_at_school, *assessment.right.decisions)
    for decision in (*decided, assessment.follow_up_service):
        yield words.text("decision.part.rules", id=_rules(decision, words), version=decision.rule_version)
    yield words.text("decision.replay.library", version=assessment.back_to_school.library_version)


def step_text(step: Step, words: Words) -> str:
    """A step in words, with what it is about."""
    text = words.text(f"step.{step.code}")
    if not step.about:
        return text
    return words.text("decision.steps.about", step=text, about=words.joined(about(words, code) for code in step.about))


def _steps(assessment: Assessment, words: Words) -> View:
    rows = [
        [
            _due(step, assessment.on, words),
            step_text(step, words),
            words.text(f"owner.{step.owner}"),
            words.text(f"basis.{step.basis.value}"),
        ]
        for step in assessment.next_steps
    ]
    columns = [
        column(words, "date", "hush"),
        column(words, "what", "wrap"),
        column(words, "owner"),
        column(words, "basis"),
    ]
    return table(words.text("decision.steps.caption"), columns, rows, "")


def _due(step: Step, on: date, words: Words) -> View:
    """The day a step is due, marked when it is past; what it waits for where it has no day."""
    text = words.day(step.due, "short") if step.due else words.text(f"step_from.{step.counted_from}")
    return {"text": text, "tag": words.text("word.overdue") if step.overdue(on) else ""}


def _parts(assessment: Assessment, words: Words) -> Iterator[View]:
    yield _part(words.text("track.BACK_TO_SCHOOL"), assessment.back_to_school, words)
    yield _part(words.text("track.STAY_AT_SCHOOL"), assessment.stay_at_school, words)
    right = assessment.right
    decided = [decision for decision in right.decisions if decision.verdict is right.verdict] or list(right.decisions)
    yield {
        "title": words.text("decision.part.right"),
        "badge": verdict_badge(right.verdict, words),
        "lines": [words.text(f"right.{one.name}") for one in sorted(right.rights, key=lambda one: one.name)],
        "groups": [
            {"title": _rules(decision, words), "reasons": list(_reasons(decision, words))} for decision in decided
        ],
        "small": [words.text(note) for note in assessment.notes],
    }
    yield _part(words.text("decision.part.follow_up_service"), assessment.follow_up_service, words)
    if assessment.privatist_exam is not None:
        yield _part(words.text("decision.part.privatist"), assessment.privatist_exam, words)


def _part(title: str, decision: Decision, words: Words) -> View:
    small = []
    left_out = [name for name in decision.not_modelled if words.has(f"condition.{name}")]
    if left_out:
        small.append(words.text("decision.not_modelled", what=joined_conditions(left_out, words)))
    return {
        "title": title,
        "badge": verdict_badge(decision.verdict, words),
        "lines": [],
        "groups": [{"title": "", "reasons": list(_reasons(decision, words))}],
        "small": small,
    }


def _reasons(decision: Decision, words: Words) -> Iterable[View]:
    """The conditions the answer rests on, each with what was found and where it is written."""
    for finding in decision.explain().conditions():
        if finding.matters:
            yield {
                **verdict_badge(finding.verdict, words),
                "text": words.text(f"condition.{finding.id}"),
                "verdict": _found(finding, words),
                "sources": [basis_line(basis, words) for basis in finding.basis],
            }


def _found(finding: Finding, words: Words) -> str:
    if finding.why_open is not None:
        return words.text(f"verdict.{finding.why_open}")
    return words.text(f"verdict.{finding.verdict.name.lower()}")


def _plan_waits(items: Sequence[str], words: Words) -> Iterator[str]:
    if items:
        named = words.joined(words.text(f"referral.item.{item}") for item in items)
        yield words.text("decision.plan_waits", what=named)


def _referral(assessment: Assessment, words: Words) -> Iterator[str]:
    yield from (words.text(fault) for fault in assessment.referral_faults)
    if assessment.missing:
        items = words.joined(words.text(f"referral.item.{rule.item}") for rule in assessment.missing)
        yield words.text("decision.referral.missing", what=items)
