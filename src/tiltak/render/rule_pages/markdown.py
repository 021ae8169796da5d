"""The little Markdown the pages are made of."""

import re
from collections.abc import Iterable, Sequence

from tiltak.render.citations import citation
from tiltak.render.words import Words
from tiltak.rules import Basis, Source

__all__ = ["cite", "code", "notice", "plain", "table"]

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


def cite(basis: Basis, words: Words) -> str:
    """Where it is written, as a link when it has an address."""
    text = plain(citation(basis, words))
    return f"[{text}](<{basis.url}>)" if isinstance(basis, Source) else text


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
