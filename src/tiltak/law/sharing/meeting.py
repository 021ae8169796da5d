"""A meeting across agencies: anonymous, but for the cases that carry their own basis towards everybody in the room.

No provision was found that gives such a committee a basis of its own, so the question is asked of each who sits there.
Where one may not hear who it is about, either the case is told without a name, or that one leaves the room.
"""

from collections.abc import Iterable
from datetime import date

from attrs import field, frozen

from tiltak.faults import BadInput, Fault, FaultKind
from tiltak.law.sharing.ages import SHARING_AGE
from tiltak.law.sharing.basis import SharingBasis
from tiltak.law.sharing.codes import Body
from tiltak.law.sharing.partners import partner
from tiltak.law.sharing.share import Sharing, may_share
from tiltak.rules import Verdict

__all__ = ["CaseInMeeting", "Meeting", "MeetingCase", "meeting"]


@frozen
class MeetingCase:
    """A case somebody wants to bring up by name.

    Args:
        giver: Partner code of who would tell.
        categories: What would be told.
        purpose: What for.
        basis: The consents there are, and what the giver vouches for.
    """

    giver: str
    categories: tuple[str, ...] = field(converter=tuple)
    purpose: str
    basis: SharingBasis

    @property
    def case_id(self) -> str:
        """The office's own token for the youth."""
        return self.basis.case_id


@frozen
class CaseInMeeting:
    """How a case may be told.

    Args:
        case_id: The office's own token for the youth.
        giver: Who would tell.
        answers: One answer a listener, in the order of the participants.
    """

    case_id: str
    giver: str
    answers: tuple[Sharing, ...]

    @property
    def named_to(self) -> tuple[str, ...]:
        """Those who may hear who it is about."""
        return tuple(one.receiver for one in self.answers if one.verdict is Verdict.YES)

    @property
    def not_named_to(self) -> tuple[str, ...]:
        """Those who may not, or of whom it is not known: while they are in the room, no name is said."""
        return tuple(one.receiver for one in self.answers if one.verdict is not Verdict.YES)

    @property
    def anonymous(self) -> bool:
        """True when the case must be told without a name while all are in the room."""
        return bool(self.not_named_to)


@frozen
class Meeting:
    """What may be said in a meeting.

    Args:
        on: The day.
        participants: Partner codes of those in the room.
        cases: One a case that was to be named, in the order given. Everything else is told without names.
    """

    on: date
    participants: tuple[str, ...]
    cases: tuple[CaseInMeeting, ...]

    @property
    def named(self) -> tuple[str, ...]:
        """Tokens of the cases that may be named to everybody in the room."""
        return tuple(one.case_id for one in self.cases if not one.anonymous)

    @property
    def anonymous(self) -> tuple[str, ...]:
        """Tokens of the cases that must be told without a name."""
        return tuple(one.case_id for one in self.cases if one.anonymous)


def meeting(
    cases: Iterable[MeetingCase], participants: Iterable[str], on: date, *, sharing_age: int = SHARING_AGE
) -> Meeting:
    """Which cases may be named to whom in a meeting, which must be told without a name, and why.

    Args:
        cases: Those somebody wants to name. A case that nobody asks to name is anonymous, and not listed.
        participants: Partner codes of those in the room; each giver is one of them.
        on: The day of the meeting.
        sharing_age: Years from which the youth's own consent to sharing is enough in this office.

    Raises:
        BadInput: When a participant is none, is the committee itself, comes twice, or a giver is not in the room.

    >>> case = MeetingCase("VIDEREGAAENDE_SKOLE", ["OPPLAERING"], "KOORDINERING", SharingBasis.only("MT-001"))
    >>> told = meeting([case], ["VIDEREGAAENDE_SKOLE", "PPT", "POLITIET"], date(2026, 11, 23))
    >>> told.anonymous, told.cases[0].not_named_to
    (('MT-001',), ('PPT', 'POLITIET'))
    """
    room, asked = tuple(participants), tuple(cases)
    faults = []
    for place, name in enumerate(room):
        if partner(name).body is Body.UTVALG:
            expected = "each of those who sit in it"
            faults.append(Fault(FaultKind.UNKNOWN_CODE, "meeting", None, "participants", name, expected))
        if name in room[:place]:
            faults.append(Fault(FaultKind.REPEATED, "meeting", None, "participants", name, "each one once"))
    for one in asked:
        if one.giver not in room:
            expected = ", ".join(room)
            faults.append(Fault(FaultKind.CONTRADICTION, "meeting", None, "giver", one.giver, expected))
    if faults:
        raise BadInput(faults)
    return Meeting(
        on,
        room,
        tuple(
            CaseInMeeting(
                one.case_id,
                one.giver,
                tuple(
                    may_share(one.giver, name, one.categories, one.purpose, one.basis, on=on, sharing_age=sharing_age)
                    for name in room
                    if name != one.giver
                ),
            )
            for one in asked
        ),
    )
