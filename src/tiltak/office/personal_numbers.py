"""Finding Norwegian personal numbers where none may stand.

Two questions, kept apart. `looks_like_one` is for the office's files: anything of that shape is refused, whatever its
check digits say. `could_be_somebodys` is for the library's own texts and examples: only numbers that a living person
could have are refused; the made-up series of Skatteetaten (month + 80) and of Norsk helsenett (month + 65) are not.

What a number is, its check digits before and from 2032 and its series, is told in `tiltak.law.persons`; a file is only
searched here.
"""

import re

from tiltak.law.persons import Series, check_rule, series_of

__all__ = ["MASK", "could_be_somebodys", "find_somebodys", "looks_like_one", "mask"]

MASK = "***********"
"""What is shown where a personal number stood."""

# Eleven digits, also as people write them: 010203 12345, 01.02.03-12345. Never part of a longer number.
_SHAPE = re.compile(r"(?<!\d)\d{2}[ .]?\d{2}[ .]?\d{2}[\s.\u2010-\u2015-]?\d{5}(?!\d)")
_ELEVEN = re.compile(r"(?<![0-9])[0-9]{11}(?![0-9])")
# A spreadsheet drops the first zero of a number: of those born on the first nine days of a month ten digits are left.
_TEN = re.compile(r"(?<![\d.,-])[1-9]\d{9}(?![\d.,-])", re.ASCII)

_MADE_UP = frozenset({Series.NHN_SYNTETISK, Series.SKATTEETATEN_SYNTETISK})
# NAV's own number is a real person's; its made-up series is also the health service's, and so may be a real one's.
_SOMEBODYS = frozenset({Series.FOLKEREGISTERET, Series.NPID, Series.NAV_SYNTETISK, Series.H_NUMMER})


def looks_like_one(text: str) -> bool:
    """Whether something in the text has the shape of a personal number.

    >>> looks_like_one("MT-001"), looks_like_one("12345 67890"), looks_like_one("123456 78901")
    (False, False, True)
    """
    return bool(_SHAPE.search(text)) or any(_lost_its_zero(ten) for ten in _TEN.findall(text))


def mask(text: str) -> str:
    """The text with everything that has the shape of a personal number taken out.

    >>> mask("ring 123456 78901 i dag")
    'ring *********** i dag'
    """
    hidden = _SHAPE.sub(MASK, text)
    return _TEN.sub(lambda found: MASK if _lost_its_zero(found.group()) else found.group(), hidden)


def find_somebodys(text: str) -> list[str]:
    """Every run of exactly eleven digits in the text that could be a living person's number, in order."""
    return [run for run in _ELEVEN.findall(text) if could_be_somebodys(run)]


def could_be_somebodys(number: str) -> bool:
    """Whether eleven digits could be a living person's number.

    A birth number, a D-number, NAV's own number or the health service's help number, by the check digits in use before
    2032 or by those in use from then on. Schools' fictitious numbers carry no check digits, and the health service's
    numbers without a birth date have no shape; neither is recognised.

    >>> could_be_somebodys("00000000000")
    False
    """
    return bool(_ELEVEN.fullmatch(number)) and _is_of(number, _SOMEBODYS)


def _lost_its_zero(ten: str) -> bool:
    return _is_of("0" + ten, _SOMEBODYS | _MADE_UP)


def _is_of(number: str, wanted: frozenset[Series]) -> bool:
    return check_rule(number) is not None and not wanted.isdisjoint(series_of(number))
