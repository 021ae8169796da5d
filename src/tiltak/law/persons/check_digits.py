"""The check digits of a Norwegian personal number, and whether its first six digits are a date.

Two rules: the one of 1964 accepts remainder 0 for the first check digit, the one for numbers issued from 2032-01-01
also 1, 2 and 3. The second check digit is the same in both.

Source: github.com/Skatteetaten/folkeregisteret-api-dokumentasjon, "Nytt fødselsnummer fra 2032" (read 2026-11-23).
"""

from datetime import date
from enum import StrEnum
from typing import Final

__all__ = ["FIRST_DAY_2032", "CheckRule", "check_rule", "is_date"]

FIRST_DAY_2032: Final = date(2032, 1, 1)
"""First day on which numbers are issued under the new rule."""

_FIRST_WEIGHTS: Final = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
_SECOND_WEIGHTS: Final = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_REMAINDERS_2032: Final = range(4)
_MODULUS: Final = 11
_LENGTH: Final = 11
# The number does not tell the century by itself, so 29 February is accepted when any of these years had one.
_CENTURIES: Final = (1800, 1900, 2000)


class CheckRule(StrEnum):
    """Which rule for check digits a number passes.

    `RULE_1964` passes both: a number issued from 2032 may have remainder 0, too. `RULE_2032` passes only the new one.
    """

    RULE_1964 = "RULE_1964"
    RULE_2032 = "RULE_2032"


def check_rule(number: str) -> CheckRule | None:
    """The rule whose check digits eleven digits have; None when they have neither's.

    Args:
        number: Eleven ASCII digits.

    Raises:
        ValueError: When it is not eleven digits. The message does not show them.

    >>> check_rule("41819077302"), check_rule("41819077906"), check_rule("41819077903")
    (<CheckRule.RULE_1964: 'RULE_1964'>, <CheckRule.RULE_2032: 'RULE_2032'>, None)
    """
    if len(number) != _LENGTH or not (number.isascii() and number.isdigit()):
        raise ValueError("a personal number is eleven digits")
    digits = [int(digit) for digit in number]
    first = sum(digit * weight for digit, weight in zip(digits[:10], _FIRST_WEIGHTS, strict=True)) % _MODULUS
    second = sum(digit * weight for digit, weight in zip(digits, _SECOND_WEIGHTS, strict=True)) % _MODULUS
    if second != 0 or first not in _REMAINDERS_2032:
        return None
    return CheckRule.RULE_1964 if first == 0 else CheckRule.RULE_2032


def is_date(day: int, month: int, year: int) -> bool:
    """Whether a day and month existed in the year of these two digits, in any of the centuries it could be.

    >>> is_date(29, 2, 0), is_date(29, 2, 1), is_date(31, 6, 5)
    (True, False, False)
    """
    for century in _CENTURIES:
        try:
            date(century + year, month, day)
        except ValueError:
            continue
        return True
    return False
