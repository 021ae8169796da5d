"""Where a rule is written, spelled out in each language; the one place pages, terminal and explanations cite from."""

from functools import reduce
from typing import Final

from tiltak.programme.sources import DESCRIPTION
from tiltak.render.words import Words
from tiltak.rules import Basis, Policy, Source

__all__ = ["citation"]

_OWN_CHOICES: Final = {
    DESCRIPTION: "citation.programme",
    "office.toml": "citation.office",
    "kontorets budsjett": "citation.budget",
    "fylkets egne regler om eksamensgebyr": "citation.county_rules",
}
_ORDINALS: Final = 12


def citation(basis: Basis, words: Words) -> str:
    """The citation in words, so that no number is left to be read as something else.

    A section's sign, or the word for it, stands only before what is a section.

    >>> from tiltak.law import provision
    >>> citation(provision("ol.adult.schooling"), Words("nb"))
    'opplæringslova § 18-3 første ledd første punktum'
    >>> citation(provision("of.nine_years"), Words("en"))
    'section 4-1, first paragraph, second sentence, letter b of opplæringsforskrifta'
    >>> citation(provision("nav.daily_travel"), Words("nb"))
    'Navs tilleggsstønadssystem, daglig reise'
    """
    if isinstance(basis, Source):
        return _provision(basis, words)
    return _choice(basis, words)


def _choice(policy: Policy, words: Words) -> str:
    known = _OWN_CHOICES.get(policy.document)
    if policy.document == DESCRIPTION and not policy.section:
        known = "citation.programme_whole"
    if known:
        return words.text(known, section=policy.section, document=policy.document).strip()
    document = ", ".join(part for part in (policy.document, policy.section) if part)
    return words.text("decision.policy", owner=policy.owner, document=document)


def _provision(source: Source, words: Words) -> str:
    section = source.section.replace("§", " ").strip()
    if not section[:1].isdigit():
        return ", ".join(part for part in (source.law, section) if part)
    parts = [words.text("citation.section", section=section)]
    if source.subsection is not None:
        parts.append(words.text("citation.subsection", number=_ordinal(source.subsection, words)))
    if source.sentence is not None:
        parts.append(words.text("citation.sentence", number=_ordinal(source.sentence, words)))
    if source.letter is not None:
        parts.append(words.text("citation.letter", letter=source.letter))
    where = reduce(lambda before, part: words.text("citation.then", before=before, part=part), parts)
    return words.text("citation.whole", law=source.law, where=where)


def _ordinal(number: int, words: Words) -> str:
    """First, second, third; a number with its mark when there is no word."""
    if 1 <= number <= _ORDINALS:
        return words.text(f"ordinal.{number}")
    return words.text("ordinal.other", number=number)
