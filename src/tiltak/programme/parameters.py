"""What an office may choose, because the programme's description does not say."""

from collections.abc import Iterable, Mapping

from attrs import field, fields, frozen, validators

from tiltak.law import Right
from tiltak.programme.codes import Channel, UpperAge, WaitingRule
from tiltak.rules import LeapDay

__all__ = ["RIGHTS_THAT_MAY_COUNT", "ProgrammeParameters"]

RIGHTS_THAT_MAY_COUNT = frozenset(Right) - {Right.KUN_SKJOENN, Right.INGEN_RETT, Right.UAVKLART}
"""The codes that are rights; an offer at discretion, no right and "not clear" never count as one."""


def _rights(value: Iterable[Right]) -> frozenset[Right]:
    return frozenset(Right(right) for right in value)


def _channels(value: Iterable[Channel | str] | None) -> frozenset[Channel] | None:
    return None if value is None else frozenset(Channel(channel) for channel in value)


def _steps(value: Mapping[str, int] | Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(dict(value).items()))


@frozen
class ProgrammeParameters:
    """An office's reading of the programme. Every default is the library's, and `choices` says so.

    Args:
        upper_age: Reading of the upper end of "16-30 år".
        rights_that_count: Which rights to training count as "opplæringsrett"; the description does not say whether
            the rights of those who have a competence already (PAABYGGING, REKVALIFISERING) do.
        capacity: Places in Back to School, or None when the office has set no number.
        leap_day: On which day somebody born on 29 February has a birthday in other years.
        stay_capacity: Places in Stay at School, or None.
        waiting_rule: In which order those without a place wait.
        consent_channels: Channels whose referral needs the youth's consent that information is shared.
            None means those of the shipped table, which rests on secrecy rules and judgement.
        sharing_age: Years from which the youth's own consent to sharing is enough; no statute sets it.
        duplicate_days: A referral this many days or fewer after an earlier one is the same matter.
        step_days: Days for a step, by its code, where the office wants others than the library proposes.
        decided_by: Code of who decides on a place.

    Raises:
        ValueError: When a number is negative or a right that is no right is to count.

    >>> ProgrammeParameters(upper_age=UpperAge.INCLUDING_30).choices[0]
    'upper_age.INCLUDING_30'
    """

    upper_age: UpperAge = field(default=UpperAge.BEFORE_30, converter=UpperAge)
    rights_that_count: frozenset[Right] = field(default=RIGHTS_THAT_MAY_COUNT, converter=_rights)
    capacity: int | None = field(default=None, validator=validators.optional(validators.ge(0)))
    leap_day: LeapDay = field(default=LeapDay.MARCH_1, converter=LeapDay)
    stay_capacity: int | None = field(default=None, validator=validators.optional(validators.ge(0)))
    waiting_rule: WaitingRule = field(default=WaitingRule.REFERRAL_DATE, converter=WaitingRule)
    consent_channels: frozenset[Channel] | None = field(default=None, converter=_channels)
    sharing_age: int = field(default=16, validator=validators.ge(0))
    duplicate_days: int = field(default=30, validator=validators.ge(0))
    step_days: tuple[tuple[str, int], ...] = field(default=(), converter=_steps)
    decided_by: str = "NAV_KONTORET"

    @rights_that_count.validator
    def _only_rights(self, _: object, value: frozenset[Right]) -> None:
        wrong = sorted(right.name for right in value - RIGHTS_THAT_MAY_COUNT)
        if wrong:
            raise ValueError(f"{', '.join(wrong)} is no right to training and cannot count as one")

    @property
    def choices(self) -> tuple[str, ...]:
        """Word ids of the readings every answer under these parameters rests on."""
        rights = tuple(f"right.{right.name}" for right in sorted(self.rights_that_count, key=lambda right: right.name))
        return (f"upper_age.{self.upper_age}", f"leap_day.{self.leap_day.name}", *rights)

    @property
    def defaults_used(self) -> tuple[str, ...]:
        """Names of the parameters that stand as the library ships them, in the order of definition.

        >>> "upper_age" in ProgrammeParameters().defaults_used
        True
        """
        return tuple(a.name for a in fields(ProgrammeParameters) if getattr(self, a.name) == a.default)

    @property
    def version(self) -> str:
        """The readings that shape the target group, in one stable token: part of the rule sets' version."""
        rights = "+".join(sorted(right.name for right in self.rights_that_count)) or "NONE"
        return f"{self.upper_age}.{self.leap_day.name}.{rights}"
