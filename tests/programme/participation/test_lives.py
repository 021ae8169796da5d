"""However changes come, no state is reached past its guard, and nothing recorded is ever lost."""

from datetime import date, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule

from tiltak.faults import BadInput
from tiltak.programme import Track
from tiltak.programme.participation import (
    Actor,
    Change,
    Delivery,
    ExamAttempt,
    Machine,
    OnBehalf,
    Participation,
    Reason,
    Schooling,
    allowed,
    apply,
    faults_of,
    overlaps,
    states,
    transitions,
)

START = date(2026, 8, 3)
CODES = sorted({code for machine in Machine for code in transitions(machine)})
STOPS = {"REGISTER_IN_ERROR", "DISCARD_DRAFT", "ABORT_DRAFT"}
near = st.sampled_from([0, 0, 0, -1, 1, -10, 10, 30]).map(timedelta)


@st.composite
def changes(draw, life, on):
    """A change: most often one that may be made, with what it asks for; sometimes anything at all."""
    choices = allowed(life, on)
    if draw(st.integers(0, 9)):
        choices = [one for one in choices if one.code not in STOPS] or choices
    wild = draw(st.integers(0, 9)) == 0 or not choices
    code = draw(st.sampled_from(CODES)) if wild else draw(st.sampled_from(choices)).code
    row = transitions(life.machine).get(code)
    if row is None or wild:
        return Change(code, draw(st.sampled_from(list(Actor))), reason=draw(st.sampled_from(["", *Reason])))
    more = {}
    for name in (*row.records, *(name for name in row.may_record if draw(st.booleans()))):
        if name == "reason":
            more["reason"] = draw(st.sampled_from(row.reasons))
            if more["reason"] == Reason.ANNET or draw(st.integers(0, 20)) == 0:
                more["text"] = "noe annet"
        elif name == "on_behalf":
            more[name] = draw(st.sampled_from(list(OnBehalf)))
        elif name == "grade":
            more[name] = draw(st.sampled_from("1234567"))
        elif name == "consent_id":
            more[name] = "S-1"
        else:
            more[name] = on + draw(near)
    back = draw(st.integers(0, 3))
    first = None if row.after_end or not back else on - timedelta(back - 1)
    return Change(code, draw(st.sampled_from(row.by)), first, **more)


class Lives(RuleBasedStateMachine):
    """One youth, several participations, a school and exams, changed in any order."""

    lives = Bundle("lives")

    def __init__(self):
        """Begin with nothing recorded."""
        super().__init__()
        self.on = START
        self.all = {}
        self.recorded = {}

    def others(self, key):
        """The other participations of the youth."""
        return [life for name, life in self.all.items() if name != key and isinstance(life, Participation)]

    @initialize(target=lives)
    def begin_plainly(self):
        """A participation, a school and an exam are there from the beginning."""
        open_end = Delivery("arena", "DIREKTE_VEDTAK", "TRAINING")
        self.all = {
            0: Participation("MT-001", Track.BACK_TO_SCHOOL, open_end),
            1: Schooling("MT-001"),
            2: ExamAttempt("MT-001", "NOR1267", "V2027"),
        }
        self.recorded = {0: [], 1: [], 2: []}
        return multiple(0, 1, 2)

    @rule(
        target=lives,
        kind=st.sampled_from(["PARTICIPATION", "PARTICIPATION", "SCHOOLING", "EXAM"]),
        enrolment=st.sampled_from(["DIREKTE_VEDTAK", "TRENGER_GODKJENNING"]),
        endings=st.sampled_from(["TRAINING", "OTHER"]),
        track=st.sampled_from(list(Track)),
        ends=st.none() | st.integers(60, 200),
    )
    def begin(self, kind, enrolment, endings, track, ends):
        """A life of which nothing is recorded yet."""
        key = len(self.all)
        last = None if ends is None else START + timedelta(ends)
        self.all[key] = {
            "PARTICIPATION": Participation("MT-001", track, Delivery(f"d{key}", enrolment, endings, last)),
            "SCHOOLING": Schooling("MT-001"),
            "EXAM": ExamAttempt("MT-001", "NOR1267", "V2027"),
        }[kind]
        self.recorded[key] = []
        return key

    @rule(days=st.sampled_from([0, 1, 5, 14, 15, 30]))
    def time_passes(self, days):
        """Days go by."""
        self.on += timedelta(days)

    @rule(key=lives, data=st.data(), times=st.integers(1, 8))
    def change(self, key, data, times):
        """Some changes are tried one after another."""
        for _ in range(times):
            self.one_change(key, data)

    def one_change(self, key, data):
        """A change is recorded whole when nothing stands in the way, and not at all otherwise."""
        life, others = self.all[key], self.others(key)
        change = data.draw(changes(life, self.on))
        found = faults_of(life, change, self.on, others=others)
        before = life.history
        if found:
            with pytest.raises(BadInput) as refused:
                apply(life, change, self.on, others=others)
            assert refused.value.faults == found
            assert life.history == before
            return
        changed = apply(life, change, self.on, others=others)
        assert life.history == before
        row = transitions(life.machine)[change.code]
        assert life.state_on(self.on) in row.origins
        assert change.by in row.by
        assert set(row.records) <= set(change.recorded)
        assert set(change.recorded) <= {*row.records, *row.may_record, "text"}
        assert bool(change.text) == (change.reason == Reason.ANNET)
        assert life.state_on(self.on) != "FEILREGISTRERT"
        entry = changed.history[-1]
        assert (entry.state, entry.recorded_on) == (row.target, self.on)
        assert row.after_end or entry.valid_from <= self.on
        assert changed.state_on(entry.valid_from) == row.target
        self.recorded[key].append(change)
        self.all[key] = changed

    @invariant()
    def history_loses_nothing(self):
        """Every change that was recorded is still there, in the order it was recorded."""
        for key, life in self.all.items():
            assert [entry.change for entry in life.history] == self.recorded[key]

    @invariant()
    def the_timeline_is_in_order(self):
        """States follow one another by day, the next planned one at most beside the present."""
        for life in self.all.values():
            days = [entry.valid_from for entry in life.timeline]
            assert days == sorted(set(days))
            assert sum(day > self.on for day in days) <= 1
            assert {entry.state for entry in life.timeline} <= set(states(life.machine))

    @invariant()
    def no_two_participations_overlap(self):
        """Two participations of the youth are never live on one day."""
        assert overlaps(life for life in self.all.values() if isinstance(life, Participation)) == ()


TestLives = Lives.TestCase
TestLives.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
