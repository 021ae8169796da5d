"""Finding Norwegian personal numbers where none may stand.

Two questions, kept apart. `looks_like_one` is for the office's files: anything of that shape is refused, whatever its
check digits say. `could_be_somebodys` is for the library's own texts and examples: only numbers that a living person
could have are refused; the made-up series of Skatteetaten (month + 80) and of Norsk helsenett (month + 65) are not.

Source for the check digits, before and from 2032: github.com/Skatteetaten/folkeregisteret-api-dokumentasjon.
"""

import re
from datetime import date

__all__ = ["MASK", "could_be_somebodys", "find_somebodys", "looks_like_one", "mask"]

MASK = "***********"
"""What is shown where a personal number stood."""

# Eleven digits, also as people write them: 010203 12345, 01.02.03-12345. Never part of a longer number.
_SHAPE = re.compile(r"(?<!\d)\d{2}[ .]?\d{2}[ .]?\d{2}[\s.\u2010-\u2015-]?\d{5}(?!\d)")
_ELEVEN = re.compile(r"(?<![0-9])[0-9]{11}(?![0-9])")
# A spreadsheet drops the first zero of a number: of those born on the first nine days of a month ten digits are left.
_TEN = re.compile(r"(?<![\d.,-])[1-9]\d{9}(?![\d.,-])", re.ASCII)

_FIRST_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
_SECOND_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_FIRST_REMAINDERS_FROM_2032 = range(4)

# Months as they stand in the number. + 20 is NAV's own number for a real person; + 40 is NAV's made-up series, but also
# the health service's number for a real one, and the two cannot be told apart.
_REAL_MONTH_OFFSETS = (0, 20, 40)
_MADE_UP_MONTH_OFFSETS = (65, 80)
_D_NUMBER_DAY = 40
# The number does not tell the century by itself, so 29 February is accepted when any of these years had one.
_CENTURIES = (1800, 1900, 2000)


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
    return bool(_ELEVEN.fullmatch(number)) and _has_check_digits(number) and _has_date(number, _REAL_MONTH_OFFSETS)


def _lost_its_zero(ten: str) -> bool:
    number = "0" + ten
    return _has_check_digits(number) and _has_date(number, _REAL_MONTH_OFFSETS + _MADE_UP_MONTH_OFFSETS)


def _has_check_digits(number: str) -> bool:
    digits = [int(digit) for digit in number]
    first = sum(digit * weight for digit, weight in zip(digits[:10], _FIRST_WEIGHTS, strict=True)) % 11
    second = sum(digit * weight for digit, weight in zip(digits, _SECOND_WEIGHTS, strict=True)) % 11
    # Remainder 0 is the rule of today and one of the four of 2032, so this is both rules at once.
    return first in _FIRST_REMAINDERS_FROM_2032 and second == 0


def _has_date(number: str, month_offsets: tuple[int, ...]) -> bool:
    day, month, year = int(number[:2]), int(number[2:4]), int(number[4:6])
    return any(
        _is_date(day - extra_day, month - extra_month, year)
        for extra_day in (0, _D_NUMBER_DAY)
        for extra_month in month_offsets
    )


def _is_date(day: int, month: int, year: int) -> bool:
    for century in _CENTURIES:
        try:
            date(century + year, month, day)
        except ValueError:
            continue
        return True
    return False
