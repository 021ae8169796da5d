"""The codes of the programme: tracks, channels, readings of the age limits, answers.

Each code has its words in `words.toml`; nothing here is a sentence for a person.
"""

from enum import StrEnum

from tiltak.law.sharing import Matter

__all__ = ["Basis", "Channel", "Matter", "Phase", "Result", "Track", "UpperAge", "WaitingRule"]


class Track(StrEnum):
    """The two halves of the programme (programme description, section 2)."""

    BACK_TO_SCHOOL = "BACK_TO_SCHOOL"
    STAY_AT_SCHOOL = "STAY_AT_SCHOOL"


class Channel(StrEnum):
    """Who brought the youth to the programme; which track each is described for is `channel_rule`."""

    NAV_VEILEDER = "NAV_VEILEDER"
    UNGDOMSARENA = "UNGDOMSARENA"
    VIDEREGAAENDE_SKOLE = "VIDEREGAAENDE_SKOLE"
    SELV = "SELV"
    FAMILIE_VENNER = "FAMILIE_VENNER"
    KONTAKTLAERER = "KONTAKTLAERER"
    SKOLEANSATT = "SKOLEANSATT"


class UpperAge(StrEnum):
    """The three readings of the upper end of "16-30 år"; the description does not say which is meant.

    `BEFORE_30` ends the day before the 30th birthday, as NAV's youth guarantee does.
    `INCLUDING_30` ends the day before the 31st birthday.
    `YEAR_OF_30` ends on 31 December of the year in which the youth turns 30.
    """

    BEFORE_30 = "BEFORE_30"
    INCLUDING_30 = "INCLUDING_30"
    YEAR_OF_30 = "YEAR_OF_30"


class WaitingRule(StrEnum):
    """How an office orders the youths who wait for a place; the description has no rule.

    `REFERRAL_DATE` takes the earliest referral first.
    `AGES_OUT_FIRST` takes the one who soonest passes the upper age first, then the earliest referral.
    `UNDER_18_FIRST` takes those under 18 first, then the earliest referral.
    """

    REFERRAL_DATE = "REFERRAL_DATE"
    AGES_OUT_FIRST = "AGES_OUT_FIRST"
    UNDER_18_FIRST = "UNDER_18_FIRST"


class Result(StrEnum):
    """What an assessment comes to. It is advice to the one who decides, never a decision.

    `NOT_NOW` is a youth in the target group who has said no, has not agreed that information is
    shared where the referral needs it, or waits for a place; `Assessment.reasons` says which.
    """

    BACK_TO_SCHOOL = "BACK_TO_SCHOOL"
    STAY_AT_SCHOOL = "STAY_AT_SCHOOL"
    ASK_FIRST = "ASK_FIRST"
    ELSEWHERE = "ELSEWHERE"
    NOT_NOW = "NOT_NOW"


class Phase(StrEnum):
    """Which part of a youth's way through the programme a step belongs to.

    `INTAKE` is everything that is done by the time the youth has begun. `PARTICIPATION` is done for as long as the
    youth takes part, and is told beforehand as what is to come. `BOTH` may be called for at any time.
    """

    INTAKE = "INTAKE"
    PARTICIPATION = "PARTICIPATION"
    BOTH = "BOTH"


class Basis(StrEnum):
    """What a step or a demand rests on.

    `RULE` is law, `PROGRAMME` is the programme's own description, `OFFICE` is what the office has set,
    and `JUDGEMENT` is the library's proposal, to be replaced by whoever knows better.
    """

    RULE = "RULE"
    PROGRAMME = "PROGRAMME"
    OFFICE = "OFFICE"
    JUDGEMENT = "JUDGEMENT"
