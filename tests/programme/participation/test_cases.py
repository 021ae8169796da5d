"""Every change of the table in a file an adviser can read, and what stops a change."""

import tomllib
from datetime import timedelta
from pathlib import Path

import pytest

from tiltak.faults import BadInput
from tiltak.programme.participation import Machine, apply, faults_of, transitions
from tiltak.programme.participation.guards import GUARDS, STATIC

BOOK = Path(__file__).parents[2] / "cases" / "programme" / "participation" / "changes.toml"
CASES = tomllib.loads(BOOK.read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['machine']}: {case['name']}")
def test_a_change_does_what_the_adviser_expects(case, lived, steps):
    """A change leads to the state the case says, or is stopped by what it says and leaves no trace."""
    life = lived(case["machine"], case["before"], case.get("delivery", "direkte"))
    change, on = steps(case["machine"], case["change"], case.get("with"))
    if "expect" in case:
        changed = apply(life, change, on, others=())
        assert changed.state_on(changed.history[-1].valid_from) == case["expect"]
        assert changed.history[:-1] == life.history
        return
    found = faults_of(life, change, on, others=())
    assert [fault.expected for fault in found] == case["stopped_by"]
    with pytest.raises(BadInput):
        apply(life, change, on, others=())


def test_no_change_of_the_table_is_without_a_case(lived):
    """For each change and each state it may be made from there is a case in which it is made."""
    shown = set()
    for case in CASES:
        if "expect" in case:
            life = lived(case["machine"], case["before"], case.get("delivery", "direkte"))
            last = max((entry.valid_from for entry in life.history if entry.state), default=None)
            state = "" if last is None else life.state_on(last)
            # A planned ending lies ahead of the state the change is made from.
            state = "DELTAR" if case["change"] == "CANCEL_ENDING" else state
            shown.add((case["machine"], case["change"], state))
    wanted = {
        (machine.value, change.code, origin)
        for machine in Machine
        for change in transitions(machine).values()
        for origin in change.origins
    }
    assert wanted - shown == set()


def test_every_guard_stops_something_in_the_cases():
    """Each guard that is not about the delivery alone is shown stopping a change; overlaps have their own test."""
    stopped = {one for case in CASES for one in case.get("stopped_by", ())}
    assert {guard for guard in GUARDS if guard not in STATIC | {"no_overlap"}} <= {
        one.removeprefix("guard.") for one in stopped
    }


def test_every_guard_of_the_table_exists_and_none_is_idle():
    """The table names exactly the guards there are."""
    named = {guard for machine in Machine for change in transitions(machine).values() for guard in change.guards}
    assert named == set(GUARDS)


def test_an_ending_holds_from_the_day_after(lived):
    """On the last day the youth still takes part; the day after the participation is over."""
    life = lived("PARTICIPATION", ["OPEN_DRAFT", "SHARE_DRAFT", "YOUTH_APPROVES_DIRECT", "START", "COMPLETE"])
    last = life.history[-1].change.ends_on
    assert [life.state_on(last), life.state_on(last + timedelta(1))] == ["DELTAR", "FULLFORT"]
