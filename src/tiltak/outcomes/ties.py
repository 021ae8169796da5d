"""The sums that hold between the tables of a report: what a reader adds up and takes away across its page."""

from collections.abc import Iterator, Mapping
from typing import Final

from tiltak.outcomes.cases import Row, Table
from tiltak.outcomes.protect import Selector, Tie

__all__ = ["ties"]

_JOINED: Final = Selector("referrals", "accepted")
_BACK: Final = Selector("youths", "in_back_to_school")
_STAY: Final = Selector("youths", "in_stay_at_school")
_STARTED: Final = Selector("enrolments", "enrolment")
_LEFT_SCHOOL: Final = Selector("dropouts", "dropout")
_REFERRED: Final = Selector("youths", "funnel_referred")

_REFERRALS: Final = Selector("referrals", "referral")
_SAT: Final = Selector("youths", "sat")

_ALWAYS: Final = (
    # Where nothing is unknown, those with an answer are all who were referred.
    Tie((_REFERRALS,), (Selector("referrals", "decided"),)),
    Tie((_REFERRALS,), (Selector("referrals", "known_7"),)),
    Tie((_STARTED,), (Selector("enrolments", "known_30"),)),
    Tie((_JOINED,), (_BACK, _STAY)),
    Tie((_JOINED,), (_STARTED, _STAY)),
    Tie((_BACK,), (_STARTED,)),
    Tie((_BACK,), (Selector("youths", "funnel_enrolled"),)),
    Tie((_SAT,), (Selector("youths", "with_result"),)),
    Tie((_SAT,), (Selector("youths", "settled"),)),
    Tie((_SAT,), (Selector("youths", "funnel_sat"),)),
    Tie((Selector("youths", "passed"),), (Selector("youths", "funnel_passed"),)),
    Tie((_STAY,), (Selector("youths", "through_year"), _LEFT_SCHOOL)),
    Tie((_LEFT_SCHOOL,), (Selector("handovers", "handover"),)),
)


def ties(tables: Mapping[str, Table]) -> tuple[Tie, ...]:
    """Every tie a report can have; whether it holds in the rows at hand, the protection finds out.

    >>> from tiltak.outcomes.cases import Table
    >>> len(ties({"referrals": Table("referrals", (), ())}))
    13
    """
    return (*_ALWAYS, *_channels(tables["referrals"].rows))


def _channels(rows: tuple[Row, ...]) -> Iterator[Tie]:
    """A channel that refers to one track only is a part of that track: the teachers' are pupils of Stay at School."""
    stay: dict[str, set[bool]] = {}
    for row in rows:
        stay.setdefault(row.groups["channel"], set()).add("to_stay" in row.flags)
    for is_stay, number in ((True, _STAY), (False, _REFERRED)):
        parts = tuple(
            Selector("referrals", "referral", "channel", group)
            for group, found in sorted(stay.items())
            if found == {is_stay}
        )
        if parts:
            yield Tie((number,), parts)
