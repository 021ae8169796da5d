"""The words of the field in bokmål, nynorsk and English, each with the code that bears it.

The terms stand in `terms.toml`. The page of words is made of them, and the search of the documentation site takes
its "other words" from them, so that *rettleiar* also finds *veileder*.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.resources import files

from attrs import frozen

from tiltak.render.rule_pages.markdown import code, plain
from tiltak.render.words import LANGUAGES, Language, Words, collation_key

__all__ = ["COMMAND", "Term", "bearer", "glossary_page", "terms"]

COMMAND = "python docs/make_glossary_pages.py"


@frozen
class Term:
    """One term of the field.

    Args:
        id: What the code base calls it; also the anchor on the page.
        names: The term by language.
        texts: What it is, by language.
        also: Other words for it, in any language, that a reader may look for.
        code: The public thing that bears it, as a dotted path.
    """

    id: str
    names: Mapping[Language, str]
    texts: Mapping[Language, str]
    also: tuple[str, ...]
    code: str

    @property
    def every_name(self) -> tuple[str, ...]:
        """Each name and other word once, in a fixed order."""
        return tuple(dict.fromkeys((*self.names.values(), *self.also)))


@cache
def terms() -> tuple[Term, ...]:
    """Every term, in the order of the file.

    >>> [term.names["nn"] for term in terms() if term.id == "adviser"]
    ['rettleiar']
    """
    text = files("tiltak.render.glossary").joinpath("terms.toml").read_text(encoding="utf-8")
    return tuple(
        Term(
            term_id,
            {lang: row[lang] for lang in LANGUAGES},
            {lang: row["text"][lang] for lang in LANGUAGES},
            tuple(row.get("also", ())),
            row["code"],
        )
        for term_id, row in tomllib.loads(text).items()
    )


def bearer(path: str) -> object:
    """The thing that a dotted path names: a room, something it offers, or a member of that.

    Raises:
        LookupError: When there is no such thing.

    >>> bearer("tiltak.rules.Verdict").__name__
    'Verdict'
    """
    parts = path.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            found: object = import_module(".".join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        for name in parts[cut:]:
            if not hasattr(found, name):
                raise LookupError(path)
            found = getattr(found, name)
        return found
    raise LookupError(path)


def glossary_page(lang: Language) -> str:
    """The page of words in one language, as Markdown: the terms in the order of its alphabet.

    >>> glossary_page("en").splitlines()[0]
    '# Glossary'
    """
    words = Words(lang)
    lines = [f"# {words.text('glossary.title')}", "", words.text("glossary.lead", terms=len(terms())), ""]
    for term in sorted(terms(), key=lambda term: collation_key(term.names[lang])):
        others = [name for name in dict.fromkeys(term.names[other] for other in LANGUAGES) if name != term.names[lang]]
        lines += [f"## {plain(term.names[lang])} {{ #{term.id.replace('_', '-')} }}", "", plain(term.texts[lang]), ""]
        if others:
            lines.append(f"- {words.text('glossary.others')}: {plain(', '.join(others))}")
        if term.also:
            lines.append(f"- {words.text('glossary.also')}: {plain(', '.join(term.also))}")
        lines += [f"- {words.text('glossary.code')}: {code(term.code)}", ""]
    return "\n".join(lines)
