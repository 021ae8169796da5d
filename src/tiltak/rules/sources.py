"""Where a rule or a value comes from: a provision of law, or somebody's own choice."""

from datetime import date, datetime
from enum import Enum
from typing import Any

from attrs import field, frozen

__all__ = ["Basis", "Confidence", "Policy", "Source"]


class Confidence(Enum):
    """How sure we are that the source says what we say it says."""

    HIGH = "H"
    MEDIUM = "M"
    LOW = "L"


_PLACEHOLDERS = ("todo", "tbd", "xxx", "fixme", "placeholder", "example.com", "example.org", "lorem")


def real_text(_instance: object, attribute: Any, value: str) -> None:
    """Refuse an empty text or one that only keeps a place."""
    if not value.strip() or any(word in value.lower() for word in _PLACEHOLDERS):
        raise ValueError(f"{attribute.name} must say where the rule comes from, not {value!r}")


def _address(instance: object, attribute: Any, value: str) -> None:
    real_text(instance, attribute, value)
    if not value.startswith(("https://", "http://")):
        raise ValueError(f"{attribute.name} must be a web address, not {value!r}")


def a_day(_instance: object, attribute: Any, value: Any) -> None:
    """Refuse anything but a plain date."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise TypeError(f"{attribute.name} must be a date, not {type(value).__name__}")


def a_day_or_none(instance: object, attribute: Any, value: Any) -> None:
    """Refuse anything but a plain date or None."""
    if value is not None:
        a_day(instance, attribute, value)


@frozen
class Source:
    """A provision of law, in the version that was read.

    Args:
        law: Short name or number of the law or regulation.
        section: Section (*paragraf*), without the sign.
        subsection: Subsection (*ledd*), counted from 1.
        sentence: Sentence (*punktum*), counted from 1.
        letter: Letter (*bokstav*).
        in_force_from: First day the provision was in force in this wording; None when not established.
        in_force_to: Last day, inclusive; None when it still is.
        url: Where it was read.
        checked_on: The day it was read.
        confidence: How sure we are.
        inferred: True when the provision does not say it outright.

    >>> Source("opplæringslova", "5-1", 1, in_force_from=date(2024, 8, 1), checked_on=date(2026, 11, 23),
    ...        url="https://lovdata.no/lov/2023-06-09-30/§5-1", confidence=Confidence.HIGH).cite()
    'opplæringslova § 5-1 (1)'
    """

    law: str = field(validator=real_text)
    section: str = field(validator=real_text)
    subsection: int | None = None
    sentence: int | None = None
    letter: str | None = None
    in_force_from: date | None = field(kw_only=True, validator=a_day_or_none)
    in_force_to: date | None = field(default=None, kw_only=True, validator=a_day_or_none)
    url: str = field(kw_only=True, validator=_address)
    checked_on: date = field(kw_only=True, validator=a_day)
    confidence: Confidence = field(kw_only=True)
    inferred: bool = field(default=False, kw_only=True)

    def __attrs_post_init__(self) -> None:
        """Refuse a provision that ended before it began."""
        if self.in_force_from and self.in_force_to and self.in_force_to < self.in_force_from:
            raise ValueError(f"{self.law} § {self.section}: in_force_to is before in_force_from")

    @property
    def confirmed(self) -> bool:
        """True when the source was read and says it: confidence high or medium, and not inferred."""
        return self.confidence is not Confidence.LOW and not self.inferred

    def cite(self) -> str:
        """The citation as a short code, the same in every language; § stands once, and only before a section.

        >>> Source("skolen", "eksamensgebyr", in_force_from=None, checked_on=date(2026, 11, 23),
        ...        url="https://lovdata.no/", confidence=Confidence.LOW).cite()
        'skolen, eksamensgebyr'
        """
        section = self.section.removeprefix("§").strip()
        parts = [f"{self.law} § {section}" if section[:1].isdigit() else f"{self.law}, {section}"]
        if self.subsection is not None:
            parts.append(f"({self.subsection})")
        if self.sentence is not None:
            parts.append(f"{self.sentence}.")
        if self.letter is not None:
            parts.append(f"{self.letter})")
        return " ".join(parts)


@frozen
class Policy:
    """A rule that is the programme's or an office's own choice, and so theirs to change.

    >>> Policy("Midt-Telemark", "office.toml", "upper_age", date(2026, 11, 23)).confirmed
    True
    """

    owner: str = field(validator=real_text)
    document: str = field(validator=real_text)
    section: str
    checked_on: date = field(validator=a_day)

    @property
    def confirmed(self) -> bool:
        """A choice somebody made is what it is."""
        return True

    def cite(self) -> str:
        """Whose choice it is and where it stands."""
        return ", ".join(part for part in (self.owner, self.document, self.section) if part)


Basis = Source | Policy
