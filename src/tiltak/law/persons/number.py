"""A personal number that hides itself and never says how old anybody is.

It knows the birth number and the D-number, the two rules for check digits, and the series that are made up. From 2032
a number tells neither birth date, century nor sex, and some numbers differ from the birth date already: so a date of
birth is always a field of its own, and the number can only be held against it.

Sources: github.com/Skatteetaten/folkeregisteret-api-dokumentasjon, "Nytt fødselsnummer fra 2032" and "Utvidelse av
D-nummerserien" (in production 2021-11-16); matematikk.org for the series of birth numbers; for the made-up series
github.com/navikt/fnrvalidator and github.com/bekkopen/NoCommons (all read 2026-11-23).
"""

from datetime import date
from enum import StrEnum
from typing import Any, Final, NoReturn

from tiltak.faults import BadInput, Fault, FaultKind
from tiltak.law.persons.check_digits import FIRST_DAY_2032, CheckRule, check_rule, is_date

__all__ = ["Agreement", "NumberKind", "NumberWarning", "PersonalNumber", "Series", "series_of"]

_LENGTH: Final = 11
_D_NUMBER: Final = 40
_SPACES: Final = str.maketrans("", "", " .-\N{NO-BREAK SPACE}\N{EN DASH}\N{HYPHEN}\N{NON-BREAKING HYPHEN}")
_MASK: Final = "*" * _LENGTH
_REASON: Final = range(10, 256)
"""How long a reason is: what NAV's own access service asks (navikt/populasjonstilgangskontroll)."""


class NumberKind(StrEnum):
    """Birth number (*fødselsnummer*) or D-number, which has 40 added to the day."""

    FOEDSELSNUMMER = "FOEDSELSNUMMER"
    D_NUMMER = "D_NUMMER"


class Series(StrEnum):
    """What is added to the month, and so where a number comes from. Some series overlap and cannot be told apart.

    `FOLKEREGISTERET` nothing; `NPID` 20, NAV's own number; `NAV_SYNTETISK` 40, which the health service's help number
    `H_NUMMER` shares; `NPID_SYNTETISK` 60; `NHN_SYNTETISK` 65; `SKATTEETATEN_SYNTETISK` 80.
    """

    FOLKEREGISTERET = "FOLKEREGISTERET"
    NPID = "NPID"
    NAV_SYNTETISK = "NAV_SYNTETISK"
    H_NUMMER = "H_NUMMER"
    NPID_SYNTETISK = "NPID_SYNTETISK"
    NHN_SYNTETISK = "NHN_SYNTETISK"
    SKATTEETATEN_SYNTETISK = "SKATTEETATEN_SYNTETISK"


_ADDED: Final = {
    Series.FOLKEREGISTERET: 0,
    Series.NPID: 20,
    Series.NAV_SYNTETISK: 40,
    Series.H_NUMMER: 40,
    Series.NPID_SYNTETISK: 60,
    Series.NHN_SYNTETISK: 65,
    Series.SKATTEETATEN_SYNTETISK: 80,
}
_MADE_UP: Final = frozenset({Series.NPID_SYNTETISK, Series.NHN_SYNTETISK, Series.SKATTEETATEN_SYNTETISK})

# First and last individual number, first and last two-digit year, century.
_BIRTH_SERIES: Final = (
    (0, 499, 0, 99, 1900),
    (500, 749, 54, 99, 1800),
    (500, 999, 0, 39, 2000),
    (900, 999, 40, 99, 1900),
)
_D_SERIES_2021: Final = (
    (500, 599, 58, 99, 1800),
    (0, 199, 0, 39, 1900),
    (0, 499, 40, 99, 1900),
    (600, 999, 40, 99, 1900),
    (200, 999, 0, 39, 2000),
)


class Agreement(StrEnum):
    """How a number stands to a date of birth: agrees, differs, or cannot be told."""

    AGREES = "AGREES"
    DIFFERS = "DIFFERS"
    CANNOT_TELL = "CANNOT_TELL"


class NumberWarning(StrEnum):
    """What should be looked at before a number is trusted.

    `RULE_OF_2032` has check digits that nobody was given before 2032: mistyped, or made for a test. `MADE_UP` is of a
    series that no person has. `MAY_BE_MADE_UP` is of the series NAV's tests share with the health service.
    """

    RULE_OF_2032 = "RULE_OF_2032"
    MADE_UP = "MADE_UP"
    MAY_BE_MADE_UP = "MAY_BE_MADE_UP"


class PersonalNumber:
    """Eleven digits that identify a person, hidden wherever they are written.

    `repr`, `str`, `format`, a log line, a template and a traceback show stars. It cannot be pickled and JSON does not
    know it, so that it is never written by accident; `reveal` gives the digits to somebody who says what for.
    Two are equal when their digits are. A number that a county makes for a pupil who has none carries no check digits,
    and is refused.

    Args:
        text: The number; spaces, points and hyphens between the digits are read as nothing.
        where: File or form, for the fault.

    Raises:
        BadInput: When it is no personal number. The fault never shows what stood there.

    >>> number = PersonalNumber("418190 77302")
    >>> f"{number} {number!r}"
    "*********** PersonalNumber('***********')"
    >>> number.kind.value, number.check_rule.value, [one.value for one in number.series]
    ('D_NUMMER', 'RULE_1964', ['SKATTEETATEN_SYNTETISK'])
    """

    __slots__ = ("_digits",)
    _digits: str

    def __init__(self, text: str, *, where: str = "personal_number") -> None:
        digits = text.translate(_SPACES)
        kind, expected = _wrong(digits)
        if kind is not None:
            raise BadInput([Fault(kind, where, None, "personal_number", "", expected)])
        object.__setattr__(self, "_digits", digits)

    @property
    def kind(self) -> NumberKind:
        """Birth number or D-number."""
        return NumberKind.D_NUMMER if int(self._digits[:2]) > _D_NUMBER else NumberKind.FOEDSELSNUMMER

    @property
    def check_rule(self) -> CheckRule:
        """The rule for check digits it passes."""
        rule = check_rule(self._digits)
        if rule is None:
            raise AssertionError("a number without check digits is never built")
        return rule

    @property
    def series(self) -> tuple[Series, ...]:
        """The series it can be of: more than one where two share their months."""
        return series_of(self._digits)

    @property
    def made_up(self) -> bool:
        """True when no person has a number of its series; only such may stand in a test or an example."""
        return set(self.series) <= _MADE_UP

    def warnings(self, on: date) -> tuple[NumberWarning, ...]:
        """What should be looked at before the number is trusted.

        Args:
            on: The day it is looked at.

        >>> number = PersonalNumber("41819077906")
        >>> [warning.value for warning in number.warnings(date(2031, 12, 31))]
        ['RULE_OF_2032', 'MADE_UP']
        >>> [warning.value for warning in number.warnings(date(2032, 1, 1))]
        ['MADE_UP']
        """
        found = []
        if self.check_rule is CheckRule.RULE_2032 and on < FIRST_DAY_2032:
            found.append(NumberWarning.RULE_OF_2032)
        if self.made_up:
            found.append(NumberWarning.MADE_UP)
        elif Series.NAV_SYNTETISK in self.series:
            found.append(NumberWarning.MAY_BE_MADE_UP)
        return tuple(found)

    def agrees_with(self, born: date, on: date) -> Agreement:
        """Hold the number against a date of birth that was told; it is never the other way round.

        DIFFERS is something to ask about, not a mistake: there are people whose number and birth date differ.
        From 2032, and for every number that passes only the new rule, nothing can be told.

        Args:
            born: The date of birth as it stands in its own field.
            on: The day it is looked at.

        >>> PersonalNumber("41810021827").agrees_with(date(2000, 1, 1), date(2026, 11, 23)).value
        'AGREES'
        """
        if on >= FIRST_DAY_2032 or self.check_rule is CheckRule.RULE_2032:
            return Agreement.CANNOT_TELL
        day = int(self._digits[:2]) - _D_NUMBER * (self.kind is NumberKind.D_NUMMER)
        months = {int(self._digits[2:4]) - _ADDED[series] for series in self.series}
        year, individual = int(self._digits[4:6]), int(self._digits[6:9])
        tables = (_BIRTH_SERIES, _D_SERIES_2021) if self.kind is NumberKind.D_NUMMER else (_BIRTH_SERIES,)
        # A D-number is kept for life, so one of the series before November 2021 is as good as one after it.
        years = {
            century + year
            for table in tables
            for first, last, from_year, to_year, century in table
            if first <= individual <= last and from_year <= year <= to_year
        }
        same = born.day == day and born.month in months and born.year in years
        return Agreement.AGREES if same else Agreement.DIFFERS

    def reveal(self, reason: str) -> str:
        """The eleven digits, for somebody who says what they are needed for; log the reason beside the person shown.

        Args:
            reason: 10 to 255 characters.

        Raises:
            ValueError: When no reason is given.

        >>> PersonalNumber("41819077302").reveal("registered with the county for the exam")
        '41819077302'
        """
        if len(reason.strip()) not in _REASON:
            raise ValueError(f"say in {_REASON.start} to {_REASON.stop - 1} characters what the number is needed for")
        return self._digits

    def __repr__(self) -> str:
        return f"PersonalNumber('{_MASK}')"

    def __str__(self) -> str:
        return _MASK

    def __format__(self, spec: str) -> str:
        return format(_MASK, spec)

    def __eq__(self, other: object) -> bool:
        return self._digits == other._digits if isinstance(other, PersonalNumber) else NotImplemented

    def __hash__(self) -> int:
        return hash((PersonalNumber, self._digits))

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("a personal number is not changed")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError("a personal number is not changed")

    def __copy__(self) -> "PersonalNumber":
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> "PersonalNumber":
        return self

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a personal number is not pickled: the digits would lie in the clear")


def _wrong(digits: str) -> tuple[FaultKind | None, str]:
    """What is wrong, in words that help without showing a digit; (None, "") when nothing is."""
    if not (digits.isascii() and digits.isdigit()):
        return FaultKind.WRONG_TYPE, "eleven digits and nothing else"
    if len(digits) == _LENGTH - 1:
        return (
            FaultKind.OUT_OF_RANGE,
            "eleven digits; ten stand there, so a spreadsheet may have dropped the first zero",
        )
    if len(digits) != _LENGTH:
        return FaultKind.OUT_OF_RANGE, f"eleven digits, not {len(digits)}"
    if not series_of(digits):
        return FaultKind.NO_SUCH_DATE, "a day and a month in the first four digits"
    if check_rule(digits) is None:
        return FaultKind.OUT_OF_RANGE, "check digits that agree: one digit may be wrong, or two have changed places"
    return None, ""


def series_of(digits: str) -> tuple[Series, ...]:
    """The series that eleven digits can be of by their day and month, whatever their check digits; often none.

    >>> series_of("41819077302"), series_of("00000000000")
    ((<Series.SKATTEETATEN_SYNTETISK: 'SKATTEETATEN_SYNTETISK'>,), ())
    """
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    day -= _D_NUMBER * (day > _D_NUMBER)
    return tuple(series for series, added in _ADDED.items() if is_date(day, month - added, year))
