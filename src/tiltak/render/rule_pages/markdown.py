"""The little Markdown the pages are made of."""

import re
from collections.abc import Iterable, Sequence

from tiltak.rules import Basis, Source

__all__ = ["citation", "cite", "code", "notice", "plain", "table"]

_MARKUP = re.compile(r"([\\`*_\[\]<>|])")


def plain(text: str) -> str:
    r"""A text in which no character is taken for markup.

    >>> plain("[16, 30) | a_b")
    '\\[16, 30) \\| a\\_b'
    """
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def code(text: str) -> str:
    """A name as code."""
    return f"`{text}`"


def cite(basis: Basis) -> str:
    """Where it is written, as a link when it has an address."""
    if isinstance(basis, Source):
        return f"[{plain(citation(basis))}](<{basis.url}>)"
    return plain(citation(basis))


def citation(basis: Basis) -> str:
    """The citation; the sign of a section stands only before what is one.

    >>> from tiltak.law import provision
    >>> citation(provision("nav.daily_travel")), citation(provision("ol.youth.until"))
    ('Navs tilleggsstønadssystem, daglig reise', 'opplæringslova § 5-1 (2) 1.')
    """
    text = basis.cite()
    if isinstance(basis, Source) and not basis.section[0].isdigit():
        return text.replace(" § ", ", ")
    return text


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table; every cell is Markdown already and stands on one line.

    >>> table(["a", "b"], [["1", "2"]])
    ['| a | b |', '| --- | --- |', '| 1 | 2 |', '']
    """
    lines = [heads, ["---"] * len(heads), *rows]
    return [f"| {' | '.join(cells)} |" for cells in lines] + [""]


def notice(text: str) -> list[str]:
    """A box that a reader does not overlook."""
    return ['!!! note ""', f"    {text}", ""]
