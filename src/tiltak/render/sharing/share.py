"""The answer to one disclosure: yes, no or not known yet, why, where it is written, and what would change it."""

import json
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from tiltak.law.sharing import SHARING_FACTS, CategorySharing, Sharing
from tiltak.render.citations import citation
from tiltak.render.views.common import View, basis_line, column, facts, table, verdict_badge
from tiltak.render.words import Words
from tiltak.rules import Verdict

if TYPE_CHECKING:
    from tiltak.office import Office

__all__ = ["share_json", "share_page", "share_text", "sharing_schema"]

_SCHEMA: Final = "tiltak.sharing.share/1"


def sharing_schema(name: str) -> dict[str, Any]:
    """The published JSON Schema of an answer.

    Args:
        name: Its file, such as ``"share-1"``.

    >>> sharing_schema("share-1")["properties"]["schema"]["const"]
    'tiltak.sharing.share/1'
    """
    text = files("tiltak.render.sharing").joinpath(f"schema/{name}.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def _partner(name: str, words: Words) -> str:
    code, _, which = name.partition(":")
    shown = words.text(f"sharing_partner.{code}")
    return f"{shown} ({which})" if which else shown


def _lead(told: Sharing, words: Words) -> str:
    return words.text(
        "share.asked",
        giver=_partner(told.giver, words),
        receiver=_partner(told.receiver, words),
        purpose=words.text(f"choice.sharing_purpose.{told.purpose.value}"),
        on=told.on,
    )


def _category(one: CategorySharing, words: Words) -> str:
    return words.text(f"choice.sharing_category.{one.category.value}")


def _why(one: CategorySharing, words: Words) -> str:
    """The grounds in words; what is only possible is marked, so that it is not read as something that is so."""
    said = "; ".join(words.text(f"condition.{name}") for name in one.reasons)
    return words.text("share.open", what=said) if one.verdict is Verdict.UNKNOWN else said


def _consent(one: CategorySharing, words: Words) -> str:
    if one.consent_to is not None:
        return words.text("share.covered", last=one.consent_to)
    return "; ".join(words.text(f"consent_fault.{fault.value}") for fault in one.consent_faults)


def _parts(told: Sharing, words: Words) -> Iterator[tuple[str, list[str]]]:
    """What follows the answers: a heading's id and its lines; a part with nothing to say is left out."""
    asked = (name for name in told.questions if name in SHARING_FACTS)
    changes = [
        words.text(f"remedy.{one.id}") + (f" ({words.text(f'signer.{one.signer}')})" if one.signer else "")
        for one in told.remedies
    ]
    found = (
        ("bypasses", [words.text(f"condition.{one.ground}") for one in told.bypasses]),
        ("questions", [f"{words.text(f'question.{name}')} [{name}]" for name in asked]),
        ("judged", [words.text(f"judge.{who}") for who in told.judged_by]),
        ("changes", changes),
        ("notes", [words.text(f"note.{name}") for name in told.notes]),
    )
    return ((name, lines) for name, lines in found if lines)


def share_text(told: Sharing, words: Words) -> str:
    """The answer as text; ends with who decides."""
    lines = [_lead(told, words), "", words.text(f"share.answer.{told.verdict.name.lower()}"), ""]
    for one in told.categories:
        lines.append(f"- {_category(one, words)}: {words.text(f'verdict.{one.verdict.name.lower()}')}")
        lines.append(f"  {words.text('share.why')}: {_why(one, words)}")
        if _consent(one, words):
            lines.append(f"  {words.text('share.consent')}: {_consent(one, words)}")
    if told.sources:
        unsure = words.text("word.unconfirmed")
        sources = [
            citation(one, words) + ("" if one.confirmed else f" ({unsure})") + _address(one) for one in told.sources
        ]
        lines += ["", words.text("share.sources"), *(f"- {line}" for line in sources)]
    for name, said in _parts(told, words):
        lines += ["", words.text(f"share.{name}"), *(f"- {line}" for line in said)]
    return "\n".join([*lines, "", words.text("share.decides")]) + "\n"


def _address(basis: object) -> str:
    url = getattr(basis, "url", "")
    return f" – {url}" if url else ""


def share_json(told: Sharing) -> str:
    """The answer as data, in the published schema: codes, ids and days, and no value of any fact."""
    record = {
        "schema": _SCHEMA,
        "case_id": told.case_id,
        "giver": told.giver,
        "receiver": told.receiver,
        "purpose": told.purpose.value,
        "on": told.on.isoformat(),
        "verdict": told.verdict.name,
        "reasons": list(told.reasons),
        "categories": [
            {
                "category": one.category.value,
                "verdict": one.verdict.name,
                "reasons": list(one.reasons),
                "consent_to": one.consent_to.isoformat() if one.consent_to else None,
                "consent_faults": [fault.value for fault in one.consent_faults],
                "judged_by": list(one.judged_by),
                "questions": list(one.questions),
                "signer": one.signer,
            }
            for one in told.categories
        ],
        "sources": [
            {"cite": one.cite(), "url": getattr(one, "url", ""), "confirmed": one.confirmed} for one in told.sources
        ],
        "bypasses": [one.ground for one in told.bypasses],
        "questions": list(told.questions),
        "judged_by": list(told.judged_by),
        "remedies": [
            {
                "id": one.id,
                "receiver": one.receiver,
                "purpose": one.purpose,
                "categories": [category.value for category in one.categories],
                "signer": one.signer,
            }
            for one in told.remedies
        ],
        "notes": list(told.notes),
    }
    return json.dumps(record, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def share_page(told: Sharing, office: "Office | None", words: Words) -> str:
    """The answer as one self-contained page."""
    title = words.text("share.title")
    sections: list[View] = [
        {
            "id": "answer",
            "title": words.text("share.answer.heading"),
            "badge": verdict_badge(told.verdict, words),
            "lines": [words.text(f"share.answer.{told.verdict.name.lower()}")],
            "facts": facts(words, "share.fact", _asked(told, words)),
            "small": [words.text("share.decides")],
        }
    ]
    sections += [
        {
            "id": f"category-{one.category.value.lower()}",
            "level": 3,
            "title": _category(one, words),
            "badge": verdict_badge(one.verdict, words),
            "lines": [line for line in (_why(one, words), _consent(one, words)) if line],
        }
        for one in told.categories
    ]
    if told.sources:
        lines = [basis_line(one, words) for one in told.sources]
        where = [
            [
                {"links": [{"text": line["text"], "href": line["href"], "hidden": ""}]},
                line["tag"] or words.text("word.yes"),
            ]
            for line in lines
        ]
        shown = table(
            words.text("share.sources"), [column(words, "source", "wrap"), column(words, "confirmed")], where, ""
        )
        sections.append({"id": "sources", "title": words.text("share.sources"), "tables": [shown]})
    sections += [
        {"id": name, "title": words.text(f"share.{name}"), "bullets": lines} for name, lines in _parts(told, words)
    ]
    page: View = {"path": "index.html", "title": title, "lead": _lead(told, words), "sections": sections}
    return paged(page, office, told.on, words)


def _asked(told: Sharing, words: Words) -> list[tuple[str, object]]:
    return [
        ("case", told.case_id or None),
        ("giver", _partner(told.giver, words)),
        ("receiver", _partner(told.receiver, words)),
        ("purpose", words.text(f"choice.sharing_purpose.{told.purpose.value}")),
    ]


def paged(page: View, office: "Office | None", on: date, words: Words) -> str:
    """A page of sections, with the office's name round it when there is an office."""
    from tiltak import __version__  # noqa: PLC0415 - a table must not pay for the page templates
    from tiltak.render.site import frame, page_bytes  # noqa: PLC0415 - a table must not pay for the page templates

    made = words.text("shell.made", on=on, version=__version__)
    around: View = {"office": words.text("share.no_office"), "pages": [], "made": made, "example": ""}
    return page_bytes("sections", page, around if office is None else frame(office, on, words), words).decode()
