"""What several pages show in the same way: links, tables, verdicts, sources, people."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from tiltak.programme import Result
from tiltak.render.citations import citation
from tiltak.render.words import MissingWords, Words
from tiltak.rules import Policy, Source, Verdict

__all__ = [
    "RESULT_ORDER",
    "View",
    "about",
    "basis_line",
    "capitalised",
    "case_link",
    "column",
    "facts",
    "joined_conditions",
    "result_badge",
    "said",
    "settled",
    "slug",
    "table",
    "tagged",
    "uncapitalised",
    "verdict_badge",
]

View = dict[str, Any]
"""What a template is given: texts, numbers already written, links, and lists and dictionaries of these."""

RESULT_ORDER: Final = (
    Result.ASK_FIRST,
    Result.BACK_TO_SCHOOL,
    Result.STAY_AT_SCHOOL,
    Result.NOT_NOW,
    Result.ELSEWHERE,
)

_TONE_OF_RESULT: Final = {
    Result.BACK_TO_SCHOOL: "yes",
    Result.STAY_AT_SCHOOL: "yes",
    Result.ASK_FIRST: "ask",
    Result.ELSEWHERE: "no",
    Result.NOT_NOW: "pause",
}
_TONE_OF_VERDICT: Final = {Verdict.YES: "yes", Verdict.UNKNOWN: "ask", Verdict.NO: "no"}
_PLAIN: Final = re.compile(r"[^A-Za-z0-9-]")


def slug(case_id: str) -> str:
    """The case id as a file name on any system; two different ids never share one.

    >>> slug("MT-001"), slug("a/b_c")
    ('MT-001', 'a_2f_b_5f_c')
    """
    return _PLAIN.sub(lambda found: f"_{ord(found.group()):x}_", case_id)


def said(words: Words, *text_ids: str, **values: object) -> str:
    """The first of the texts that exists.

    Raises:
        MissingWords: When none does.
    """
    for text_id in text_ids:
        if words.has(text_id):
            return words.text(text_id, **values)
    raise MissingWords(f"no text {' or '.join(map(repr, text_ids))}")


def column(words: Words, name: str, kind: str = "") -> View:
    """A column of a table; `kind` is ``num`` for numbers, ``wrap`` for long texts, ``hush`` for what may not break."""
    return {"text": words.text(f"head.{name}"), "kind": kind}


def table(caption: str, columns: Sequence[View], rows: Iterable[Sequence[object]], empty: str) -> View:
    """A table; the first cell of each row names the row."""
    whole = [list(row) for row in rows]
    return {"caption": caption, "columns": list(columns), "rows": whole, "empty": empty, "quiet": False}


def facts(words: Words, prefix: str, pairs: Iterable[tuple[str, object]]) -> list[View]:
    """Terms and what they are, for a description list; what is None is left out."""
    return [{"term": words.text(f"{prefix}.{name}"), "value": value} for name, value in pairs if value is not None]


def tagged(words: Words, text: str, *, confirmed: bool) -> View:
    """A text, marked when it is not confirmed."""
    return {"text": text, "tag": "" if confirmed else words.text("word.unconfirmed")}


def result_badge(result: Result, words: Words) -> View:
    """What an assessment came to: words and a tone."""
    tone = _TONE_OF_RESULT[result]
    return {"tone": tone, "mark": tone, "text": words.text(f"result.{result.value}")}


def verdict_badge(verdict: Verdict, words: Words) -> View:
    """Yes, no or not known yet: words and a tone."""
    tone = _TONE_OF_VERDICT[verdict]
    mark = "minus" if verdict is Verdict.NO else tone
    return {"tone": tone, "mark": mark, "text": words.text(f"verdict.{verdict.name.lower()}")}


def basis_line(basis: Source | Policy, words: Words) -> View:
    """Where a rule is written: a citation with its address, or whose choice it is."""
    text = citation(basis, words)
    if not isinstance(basis, Source):
        return {"text": text, "href": "", "tag": ""}
    # What nobody has confirmed was not read in the law itself, so no day is given for it.
    if not basis.confirmed:
        return {"text": text, "href": basis.url, "tag": words.text("citation.unconfirmed")}
    read = words.text("decision.checked", on=words.day(basis.checked_on, "short"))
    return {"text": text, "href": basis.url, "read": read, "tag": ""}


def about(words: Words, code: str) -> str:
    """What a step is about, in quotation marks: the question to ask, a route, a channel."""
    return words.text("word.quoted", text=said(words, f"question.{code}", f"elsewhere.{code}", f"channel.{code}"))


def joined_conditions(ids: Iterable[str], words: Words) -> str:
    """Conditions in a sentence."""
    return words.joined(uncapitalised(words.text(f"condition.{name}")) for name in ids)


def settled(ids: Iterable[str], words: Words) -> str:
    """Conditions in a sentence that begins with a large letter; empty when there are none."""
    return capitalised(joined_conditions(ids, words))


def uncapitalised(text: str) -> str:
    """A sentence's first letter made small, unless the word is written in capitals throughout, as NAV is."""
    first = text.split(maxsplit=1)[0] if text else ""
    return text if first[1:2].isupper() else text[:1].lower() + text[1:]


def capitalised(text: str) -> str:
    """A text with its first letter large, for a heading."""
    return text[:1].upper() + text[1:]


def case_link(case_id: str, text: str, folder: str = "cases") -> View:
    """A link to a youth's page, from a page at the top of the site."""
    return {"links": [{"href": f"{folder}/{slug(case_id)}.html", "text": text, "hidden": ""}]}
