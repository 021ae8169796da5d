"""Every open question, by who can answer it; the cases that have waited longest first."""

from collections.abc import Iterable, Sequence

from attrs import frozen

from tiltak.programme import Assessment, Question, Youth
from tiltak.render.views.common import View, case_link, column, settled, table
from tiltak.render.words import Words

__all__ = ["Asked", "marked", "open_questions", "questions_view"]


@frozen
class Asked:
    """One open question of one youth; `place` is 0 for the one to ask first."""

    youth: Youth
    question: Question
    place: int


def open_questions(assessments: Iterable[Assessment], youths: Iterable[Youth]) -> tuple[Asked, ...]:
    """All open questions: first questions first, then by how long the youth has waited."""
    by_id = {youth.case_id: youth for youth in youths}
    found = [
        Asked(by_id[one.case_id], question, place)
        for one in assessments
        for place, question in enumerate(one.questions)
    ]
    return tuple(sorted(found, key=lambda a: (a.place, a.youth.referral.referred_on, a.youth.case_id)))


def questions_view(asked: Sequence[Asked], words: Words) -> View:
    """The page of all questions."""
    cases = {one.youth.case_id for one in asked}
    groups: dict[str, list[Asked]] = {}
    for one in asked:
        groups.setdefault(one.question.answered_by, []).append(one)
    sections = [_group(who, found, words) for who, found in sorted(groups.items(), key=lambda g: (-len(g[1]), g[0]))]
    none = {"id": "none", "title": words.text("questions.none"), "lines": [words.text("questions.none_line")]}
    return {
        "path": "questions.html",
        "title": words.text("page.questions"),
        "lead": words.text("questions.lead", count=len(asked), cases=len(cases)),
        "sections": sections or [none],
    }


def _group(who: str, asked: Sequence[Asked], words: Words) -> View:
    name = words.text(f"answered_by.{who}")
    rows = [
        [
            case_link(one.youth.case_id, one.youth.case_id),
            marked(one.question, words),
            settled(one.question.why, words),
            words.day(one.youth.referral.referred_on, "short"),
        ]
        for one in asked
    ]
    columns = [
        column(words, "case"),
        column(words, "question", "wrap"),
        column(words, "why", "wrap"),
        column(words, "referred", "hush"),
    ]
    shown = table(words.text("questions.caption", who=name), columns, rows, "")
    title = words.text("questions.group", who=name, count=len(asked))
    return {"id": f"by-{who}", "title": title, "lines": [], "tables": [shown]}


def marked(question: Question, words: Words) -> View:
    """A question, marked when its answer is sensitive and when it was asked before without one."""
    marks = [
        words.text(text)
        for text, there in (
            ("decision.questions.special", question.special_category),
            ("questions.asked_before", question.asked),
        )
        if there
    ]
    return {"text": words.text(f"question.{question.fact}"), "tag": "; ".join(marks)}
