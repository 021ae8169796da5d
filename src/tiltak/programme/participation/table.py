"""The one table of states and transitions, read from `data/participation_*.csv`.

NAV's own code has this spread over a dozen files, and its copies disagree. Here a row says where a change may be made
from, where it leads, who may make it, what must hold, what must be recorded and which reasons there are. `basis` tells
NAV's rows from those that follow the programme's description and from the library's own.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from attrs import frozen

from tiltak.programme.participation.codes import Actor, Machine, Reason
from tiltak.tables import read_rows

__all__ = ["Limit", "StateRule", "Transition", "limits", "states", "transitions"]

_ROOM = "tiltak.programme"
_NOTHING = "-"  # a start beside other states a change may be made from


@frozen
class StateRule:
    """One state.

    Attributes:
        machine: Whose state it is.
        code: The code.
        group: ``DRAFT``, ``WAITING``, ``TAKING_PART``, ``AT_SCHOOL``, ``LEFT``, ``ENDED``, ``SINK`` or ``UNKNOWN``.
        basis: ``NAV``, ``PROGRAMME`` or ``JUDGEMENT``.
    """

    machine: Machine
    code: str
    group: str
    basis: str

    @property
    def live(self) -> bool:
        """Whether a participation in this state takes up the youth's one place."""
        return self.group in {"DRAFT", "WAITING", "TAKING_PART"}


@frozen
class Transition:
    """One change that may be made.

    Attributes:
        machine: Whose it is.
        code: The change, unique in its machine.
        origins: States it may be made from; the empty code is the beginning.
        target: The state it leads to.
        by: Who may make it.
        after_end: True when the new state holds from the day after ``ends_on``, which may be in the future.
        guards: Ids of what must hold, words ``expected.guard.<id>``.
        records: What must be recorded.
        may_record: What may be recorded beside it.
        reasons: The reasons to choose among; empty when none is asked for.
        basis: ``NAV``, ``PROGRAMME`` or ``JUDGEMENT``.
    """

    machine: Machine
    code: str
    origins: tuple[str, ...]
    target: str
    by: tuple[Actor, ...]
    after_end: bool
    guards: tuple[str, ...]
    records: tuple[str, ...]
    may_record: tuple[str, ...]
    reasons: tuple[Reason, ...]
    basis: str


@frozen
class Limit:
    """A number the guards use.

    Attributes:
        code: Which.
        value: How many of `unit`.
        unit: ``DAYS``, ``MONTHS`` or ``CHARACTERS``.
        basis: ``NAV`` or ``JUDGEMENT``.
        source: Where it was read, or what it rests on.
        confirmed: False for what nobody has confirmed, and for what is ours.
    """

    code: str
    value: int
    unit: str
    basis: str
    source: str
    confirmed: bool


@cache
def states(machine: Machine) -> Mapping[str, StateRule]:
    """The states of a machine by code, in the order of a life.

    >>> states(Machine.PARTICIPATION)["VENTELISTE"].live
    True
    """
    rows = read_rows(_ROOM, "data/participation_states.csv")
    rules = (StateRule(Machine(row["machine"]), row["state"], row["group"], row["basis"]) for row in rows)
    return MappingProxyType({rule.code: rule for rule in rules if rule.machine is machine})


@cache
def transitions(machine: Machine) -> Mapping[str, Transition]:
    """The changes of a machine by code, in the order of the table.

    >>> transitions(Machine.PARTICIPATION)["START"].origins
    ('VENTER_PA_OPPSTART',)
    """
    rows = read_rows(_ROOM, "data/participation_transitions.csv")
    return MappingProxyType({row["code"]: _transition(row) for row in rows if row["machine"] == machine.value})


def _transition(row: Mapping[str, str]) -> Transition:
    origins = tuple("" if code == _NOTHING else code for code in row["from"].split()) or ("",)
    return Transition(
        Machine(row["machine"]),
        row["code"],
        origins,
        row["to"],
        tuple(Actor(actor) for actor in row["by"].split()),
        row["effective"] == "AFTER_END",
        tuple(row["guards"].split()),
        tuple(row["records"].split()),
        tuple(row["may_record"].split()),
        tuple(Reason(reason) for reason in row["reasons"].split()),
        row["basis"],
    )


@cache
def limits() -> Mapping[str, Limit]:
    """The numbers the guards use, by code.

    >>> limits()["HAND_OVER_LEAVER"].value, limits()["HAND_OVER_LEAVER"].confirmed
    (7, False)
    """
    return MappingProxyType(
        {
            row["code"]: Limit(
                row["code"], int(row["value"]), row["unit"], row["basis"], row["source"], row["confirmed"] == "YES"
            )
            for row in read_rows(_ROOM, "data/participation_limits.csv")
        }
    )
