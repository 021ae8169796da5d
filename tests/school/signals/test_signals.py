"""Signals: both sides of every limit, one person and many alike, and nothing told of few."""

import tomllib
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from tiltak.faults import BadInput, FaultKind
from tiltak.law import value
from tiltak.render import Words
from tiltak.rules import NOT_KNOWN, Case, Policy, Verdict
from tiltak.school.signals import (
    MOVABLE,
    PROPOSED,
    SIGNAL_FACTS,
    FlaggedIf,
    Observer,
    Sighting,
    SignalParameters,
    absence_rise,
    all_signals,
    check_signal_facts,
    flagged_if,
    observe,
    observe_many,
)
from tiltak.school.signals.rules import DESCRIPTION

NOW = date(2026, 11, 23)
BOOK = tomllib.loads((Path(__file__).parents[2] / "cases" / "school" / "signals.toml").read_text(encoding="utf-8"))
CALM = dict(BOOK["base"])
LOOKS = {
    "flagged": lambda seen: seen.flagged.name,
    "raised": lambda seen: list(seen.raised),
    "open": lambda seen: list(seen.open),
    "questions": lambda seen: list(seen.questions),
    "steps": lambda seen: [list(step) for step in seen.first_steps],
    "not_covered": lambda seen: list(seen.not_covered),
}


def raised(on=NOW, limits=None, **facts):
    """The signals of a pupil about whom there is nothing else to say."""
    return observe(Case({**CALM, **facts}, "MT-001"), on, limits).raised


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in BOOK["case"]])
def test_the_signals_are_those_the_adviser_expects(case):
    """Every case written for advisers gets the signals, the questions and the first steps it says."""
    facts = {**(CALM if case.get("base", True) else {}), **case.get("facts", {})}
    known = {name: NOT_KNOWN if stated == "UKJENT" else stated for name, stated in facts.items()}
    seen = observe(Case(known, "MT-001"), case["on"])
    assert {name: LOOKS[name](seen) for name in case["expect"]} == case["expect"]


@pytest.mark.parametrize(
    ("name", "below", "at", "signal"),
    [
        ("absence_percent", 9.999, 10, "ABSENCE_LIMIT"),
        ("absence_percent", 7.999, 8, "ABSENCE_NEAR"),
        ("absence_percent", 10, 9.999, "ABSENCE_NEAR"),
        ("absence_rise_points", 9.999, 10, "ABSENCE_RISE"),
        ("failed_subjects", 0, 1, "FAILED_SUBJECTS"),
        ("programme_changes", 0, 1, "PROGRAMME_CHANGES"),
        ("assessment_warning", False, True, "ASSESSMENT_WARNING"),
        ("wish_to_quit", False, True, "WISH_TO_QUIT"),
    ],
)
def test_both_sides_of_every_limit(name, below, at, signal):
    """On one side the signal is there, on the other it is not."""
    assert signal not in raised(**{name: below})
    assert signal in raised(**{name: at})


@pytest.mark.parametrize(
    ("limits", "name", "below", "at", "signal"),
    [
        ({"absence_near": 5.5}, "absence_percent", 5.4, 5.5, "ABSENCE_NEAR"),
        ({"absence_rise": 4}, "absence_rise_points", 3.9, 4, "ABSENCE_RISE"),
        ({"failed_subjects": 3}, "failed_subjects", 2, 3, "FAILED_SUBJECTS"),
        ({"programme_changes": 2}, "programme_changes", 1, 2, "PROGRAMME_CHANGES"),
    ],
)
def test_an_office_moves_its_own_limits(limits, name, below, at, signal):
    """The signal follows the office's limit, and its basis says whose it is."""
    own = Policy("Midt-Telemark", "office.toml", "signals", NOW)
    chosen = SignalParameters(**limits, basis=own)
    assert (raised(limits=chosen, **{name: below}), raised(limits=chosen, **{name: at})) == ((), (signal,))
    (its,) = [one for one in all_signals(chosen) if one.id == signal]
    assert own in its.basis(NOW)
    assert PROPOSED not in its.basis(NOW)


def test_the_absence_limit_is_the_laws_own_and_no_copy():
    """The rule rests on the value in the law room, with its source, from its first day."""
    (limit,) = [one for one in all_signals() if one.id == "ABSENCE_LIMIT"]
    dated = value("absence.limit", NOW)
    assert dated.source in limit.basis(NOW)
    assert [basis.cite() for basis in limit.basis(NOW)] == ["opplæringsforskrifta § 9-8", "opplæringsforskrifta § 15-6"]
    assert limit.rules.periods == ((dated.valid_from, dated.valid_to),)
    assert (limit.covers(date(2024, 7, 31)), limit.covers(date(2024, 8, 1))) == (False, True)


def test_every_signal_has_a_basis_somebody_who_sees_it_and_a_first_step():
    """None is without, and each is confirmed."""
    assert [(one.id, one.observed_by, one.step_by) for one in all_signals()] == [
        ("ABSENCE_LIMIT", "SKOLE", "KONTAKTLAERER"),
        ("ABSENCE_NEAR", "SKOLE", "KONTAKTLAERER"),
        ("ABSENCE_RISE", "SKOLE", "KONTAKTLAERER"),
        ("ASSESSMENT_WARNING", "SKOLE", "KONTAKTLAERER"),
        ("FAILED_SUBJECTS", "SKOLE", "SKOLE"),
        ("PROGRAMME_CHANGES", "SKOLE", "SKOLE"),
        ("WISH_TO_QUIT", "UNGDOM", "VEILEDER_PAA_SKOLEN"),
        ("WORKPLACE_CONCERN", "BEDRIFT", "OPPLAERINGSKONTOR"),
    ]
    for one in all_signals():
        assert len(one.basis(NOW)) == (3 if one.id == "ABSENCE_NEAR" else 2)
        assert all(basis.confirmed for basis in one.basis(NOW))


def test_the_proposed_limits_and_the_description_say_where_they_stand():
    """Who chose, in which document, read when."""
    whose = [basis.cite() for one in all_signals() if one.id == "WISH_TO_QUIT" for basis in one.basis(NOW)]
    assert whose == [
        "NAV Midt-Telemark, Back to school / Stay at school, 2-3",
        "tiltak, docs/en/stay-at-school.md, Limits",
    ]
    assert PROPOSED.checked_on == DESCRIPTION.checked_on == NOW


def test_a_workplace_is_heard_about_its_apprentice_only():
    """A pupil's part-time employer raises nothing."""
    assert raised(workplace_concern=True) == ()
    assert raised(activity="LAERLING", workplace_concern=True) == ("WORKPLACE_CONCERN",)


def test_before_the_library_knows_of_schools_nothing_is_said():
    """The first day has its signals, the day before has none, and the answer is open, not no."""
    assert observe(Case(CALM), date(2006, 8, 1)).flagged is Verdict.NO
    before = observe(Case(CALM), date(2006, 7, 31))
    assert (before.flagged, len(before.not_covered), before.answers) == (Verdict.UNKNOWN, 8, ())


@pytest.mark.parametrize(
    ("name", "wrong", "kind"),
    [
        ("absence_percent", -0.1, FaultKind.OUT_OF_RANGE),
        ("absence_percent", 100.1, FaultKind.OUT_OF_RANGE),
        ("absence_rise_points", -100.5, FaultKind.OUT_OF_RANGE),
        ("failed_subjects", 1.5, FaultKind.OUT_OF_RANGE),
        ("failed_subjects", -1, FaultKind.OUT_OF_RANGE),
        ("programme_changes", 101, FaultKind.OUT_OF_RANGE),
        ("wish_to_quit", 1, FaultKind.WRONG_TYPE),
        ("activity", "ELLEV", FaultKind.UNKNOWN_CODE),
    ],
)
def test_an_answer_that_cannot_be_is_refused_for_one_and_for_many(name, wrong, kind):
    """The fault names the fact and its kind, the same for a case and a column."""
    for ask in (
        lambda: check_signal_facts(Case({**CALM, name: wrong}, "MT-001")),
        lambda: observe_many(pl.DataFrame({**{key: [stated] for key, stated in CALM.items()}, name: [wrong]}), NOW),
    ):
        with pytest.raises(BadInput) as caught:
            ask()
        assert [(one.kind, one.field) for one in caught.value.faults] == [(kind, name)]
        assert caught.value.faults[0].found in {"", "int", "Int64", "ELLEV"}


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("absence_percent", 0, 100),
        ("absence_rise_points", -100, 100),
        ("failed_subjects", 0, 100),
        ("programme_changes", 0, 100),
    ],
)
def test_both_ends_of_a_number_are_in_and_what_lies_beyond_is_out(name, low, high):
    """The lowest and the highest can be, one less and one more cannot."""
    for right in (low, high):
        check_signal_facts(Case({name: right}))
    for wrong in (low - 1, high + 1):
        with pytest.raises(BadInput, match=f"case: {name}: out of range, expected {low}-{high}"):
            check_signal_facts(Case({name: wrong}))


@pytest.mark.parametrize(("case_id", "place"), [("MT-001", "MT-001"), ("", "case")])
def test_a_fault_names_the_case(case_id, place):
    """The case's token where it has one."""
    with pytest.raises(BadInput) as caught:
        check_signal_facts(Case({"absence_percent": 101, "wish_to_quit": "ja"}, case_id))
    assert [(one.file, one.field) for one in caught.value.faults] == [
        (place, "absence_percent"),
        (place, "wish_to_quit"),
    ]
    with pytest.raises(BadInput) as caught:
        observe(Case(CALM, case_id), NOW, sightings=[Sighting("absence", NOW, "SKOLE")])
    assert caught.value.faults[0].file == place


def test_the_ends_of_what_can_be_are_taken():
    """0 and 100 per cent can be."""
    assert raised(absence_percent=0) == ()
    assert raised(absence_percent=100, absence_rise_points=100) == ("ABSENCE_LIMIT", "ABSENCE_RISE")
    assert raised(absence_rise_points=-100, failed_subjects=0, programme_changes=0) == ()


@pytest.mark.parametrize(
    ("recent", "earlier", "expected"),
    [
        ((6, 30), (3, 60), 15.0),
        ((0, 30), (3, 30), -10.0),
        ((1, 3), (1, 3), 0.0),
        ((1, 0.0), (0, 30), None),
        ((0, 0), (0, 30), NOT_KNOWN),
        ((0, 30), (0, 0), NOT_KNOWN),
        ((31, 30), (0, 30), None),
        ((0, 30), (-1, 30), None),
    ],
)
def test_a_rise_in_absence_is_counted_from_hours(recent, earlier, expected):
    """Percentage points; unknown without teaching; hours that cannot be are refused."""
    if expected is None:
        with pytest.raises(ValueError, match="cannot be"):
            absence_rise(recent, earlier)
    else:
        assert absence_rise(recent, earlier) == expected


@pytest.mark.parametrize(
    ("limits", "fault"),
    [
        ({"absence_near": 0}, ("absence_near", FaultKind.OUT_OF_RANGE)),
        ({"absence_near": 100.5}, ("absence_near", FaultKind.OUT_OF_RANGE)),
        ({"absence_rise": -1}, ("absence_rise", FaultKind.OUT_OF_RANGE)),
        ({"failed_subjects": 0}, ("failed_subjects", FaultKind.OUT_OF_RANGE)),
        ({"failed_subjects": 1.5}, ("failed_subjects", FaultKind.WRONG_TYPE)),
        ({"programme_changes": True}, ("programme_changes", FaultKind.WRONG_TYPE)),
        ({"absence_near": "8"}, ("absence_near", FaultKind.WRONG_TYPE)),
    ],
)
def test_a_limit_that_cannot_be_is_refused(limits, fault):
    """None, negative, half a subject, a text."""
    with pytest.raises(BadInput) as caught:
        SignalParameters(**limits)
    assert [(one.field, one.kind) for one in caught.value.faults] == [fault]


def test_a_low_limit_and_a_high_one_are_taken():
    """Just above none, and a hundred."""
    assert SignalParameters(absence_near=0.1, absence_rise=100).absence_rise == 100


def test_a_signal_says_who_saw_it_and_when():
    """Each signal carries the sightings of the facts it reads, the earliest first, and no others."""
    early = Sighting("absence_percent", date(2026, 11, 2), "SKOLE")
    late = Sighting("absence_percent", NOW, "KONTAKTLAERER")
    wish = Sighting("wish_to_quit", date(2026, 11, 20), "UNGDOM")
    seen = observe(Case(CALM, "MT-001"), NOW, sightings=[late, wish, early])
    told = {one.signal.id: one.sightings for one in seen.answers if one.sightings}
    assert told == {"ABSENCE_LIMIT": (early, late), "ABSENCE_NEAR": (early, late), "WISH_TO_QUIT": (wish,)}


@pytest.mark.parametrize(
    ("fact", "day", "kind", "found"),
    [
        ("absence", NOW, FaultKind.UNKNOWN_CODE, "absence"),
        ("assessment_warning", NOW, FaultKind.CONTRADICTION, "assessment_warning"),
        ("wish_to_quit", date(2026, 11, 24), FaultKind.OUT_OF_RANGE, "wish_to_quit 2026-11-24"),
    ],
)
def test_a_sighting_that_cannot_be_is_refused(fact, day, kind, found):
    """Of a fact nobody reads or nobody stated, or tomorrow."""
    case = Case({**CALM, "assessment_warning": NOT_KNOWN}, "MT-001")
    with pytest.raises(BadInput) as caught:
        observe(case, NOW, sightings=[Sighting(fact, day, "SKOLE")])
    assert [(one.kind, one.found) for one in caught.value.faults] == [(kind, found)]


def test_a_sighting_recorded_twice_or_by_nobody_known_is_refused():
    """The same row twice is one too many; a role that is none is no role."""
    one = Sighting("wish_to_quit", NOW, "UNGDOM")
    with pytest.raises(BadInput, match="repeated: found 'wish_to_quit 2026-11-23 UNGDOM'"):
        observe(Case(CALM), NOW, sightings=[one, one])
    with pytest.raises(ValueError, match="NABO"):
        Sighting("wish_to_quit", NOW, "NABO")
    assert {code for signal in all_signals() for code in (signal.observed_by, signal.step_by)} <= set(Observer)


NUMBERS = {
    "absence_percent": st.none() | st.sampled_from([0, 7.9, 8, 9.9, 10, 10.1, 100]),
    "absence_rise_points": st.none() | st.sampled_from([-100, 0, 9.9, 10, 100]),
    "failed_subjects": st.none() | st.sampled_from([0, 1, 2]),
    "programme_changes": st.none() | st.sampled_from([0, 1, 2]),
    "activity": st.none() | st.sampled_from(["ELEV", "LAERLING", "VOKSEN_DELTAKER", "INGEN"]),
}
PERSON = st.fixed_dictionaries({name: NUMBERS.get(name, st.none() | st.booleans()) for name in SIGNAL_FACTS})
SCHEMA = {
    name: pl.String if name == "activity" else pl.Float64 if name in NUMBERS else pl.Boolean for name in SIGNAL_FACTS
}


@given(
    st.lists(PERSON, min_size=1, max_size=12),
    st.sampled_from([NOW, date(2024, 7, 31), date(2024, 8, 1), date(2006, 7, 31)]),
    st.sampled_from([SignalParameters(), SignalParameters(absence_near=9.9, absence_rise=9.9, failed_subjects=2)]),
)
def test_many_people_get_the_very_answers_one_gets(people, on, limits):
    """Every signal and the sum of them, person by person."""
    many = observe_many(pl.DataFrame(people, schema=SCHEMA), on, limits)
    assert len(many) == len(people)
    for place, person in enumerate(people):
        one = observe(Case({name: known for name, known in person.items() if known is not None}), on, limits)
        assert many.flagged[place] == one.flagged
        assert {name: its.verdict[place] for name, its in many.decisions.items()} == {
            answer.signal.id: answer.decision.verdict for answer in one.answers
        }
        assert many.not_covered == one.not_covered


@given(PERSON, st.sampled_from(sorted(SIGNAL_FACTS)))
def test_learning_more_never_takes_back_a_yes_or_a_no(person, name):
    """What was settled without an answer stays settled with it."""
    facts = {key: known for key, known in person.items() if known is not None and key != name}
    before = observe(Case(facts), NOW)
    if person[name] is not None:
        after = observe(Case({**facts, name: person[name]}), NOW)
        assert set(before.raised) <= set(after.raised)
        assert set(after.open) <= set(before.open)


def crowd(*absent):
    """Pupils who differ in absence only: (per cent, how many)."""
    column = [share for share, many in absent for _ in range(many)]
    rest = {name: stated for name, stated in CALM.items() if name != "absence_percent"}
    return pl.DataFrame({"absence_percent": column}, schema={"absence_percent": pl.Float64}).with_columns(
        **{name: pl.lit(stated) for name, stated in rest.items()}
    )


@pytest.mark.parametrize(("many", "told"), [(0, True), (1, False), (4, False), (5, True)])
def test_fewer_than_five_are_never_told(many, told):
    """Nobody and five may be told; one and four may not, neither flagged, open nor the rest."""
    for absent in ([(9, many), (3, 20)], [(9, 20), (3, many)], [(9, 20), (None, many), (3, 20)]):
        (found,) = flagged_if(crowd(*absent), NOW, "absence_near", [8])
        flagged, unknown = sum(n for p, n in absent if p == 9), sum(n for p, n in absent if p is None)
        assert found == (FlaggedIf(8, flagged, unknown, few=False) if told else FlaggedIf(8, None, None, few=True))


def test_two_limits_do_not_give_away_those_between_them():
    """Three people lie between 7 and 8: the first limit is told, the second is not, the third is again."""
    found = flagged_if(crowd((9, 20), (7.5, 3), (5, 20)), NOW, "absence_near", [7, 8, 4])
    assert [(one.flagged, one.few) for one in found] == [(23, False), (None, True), (43, False)]


def test_moving_a_limit_up_flags_no_more():
    """Counts fall, or stay, as the limit rises."""
    frame = crowd(*((share, 6) for share in range(10)))
    found = flagged_if(frame, NOW, "absence_near", [1, 3, 5, 7, 9])
    assert [one.flagged for one in found] == [54, 42, 30, 18, 6]
    other = flagged_if(frame, NOW, "failed_subjects", [1, 2], SignalParameters(absence_near=5))
    assert [one.flagged for one in other] == [30, 30]


def test_only_an_offices_own_limits_can_be_moved():
    """The limit of the law is not among them, and a slip is led back."""
    assert MOVABLE == ("absence_near", "absence_rise", "failed_subjects", "programme_changes")
    for wrong, near in (("absence.limit", None), ("absence_nere", "absence_near")):
        with pytest.raises(BadInput) as caught:
            flagged_if(crowd((9, 20)), NOW, wrong, [8])
        (fault,) = caught.value.faults
        assert (fault.kind, fault.field) == (FaultKind.UNKNOWN_CODE, "limit")
        assert near is None or fault.nearest == near


def test_columns_may_be_named_otherwise_and_left_out_on_purpose():
    """A mapped column is read; a fact without one is open; a misspelt one is a fault."""
    frame = crowd((10, 5)).rename({"absence_percent": "fravaer"}).drop("wish_to_quit")
    many = observe_many(frame, NOW, columns={"absence_percent": "fravaer"}, not_stated={"wish_to_quit"})
    assert many.decisions["ABSENCE_LIMIT"].verdict.tolist() == [2] * 5
    assert many.decisions["WISH_TO_QUIT"].verdict.tolist() == [1] * 5
    assert np.array_equal(many.flagged, np.full(5, 2))
    with pytest.raises(BadInput) as caught:
        observe_many(frame, NOW, not_stated={"wish_to_quit"})
    assert [(one.kind, one.field) for one in caught.value.faults] == [(FaultKind.MISSING_COLUMN, "absence_percent")]


def test_nobody_can_be_sorted_by_their_signals():
    """An observation has no order and no number to sort by."""
    first, second = (observe(Case({**CALM, "failed_subjects": count}), NOW) for count in (0, 3))
    with pytest.raises(TypeError):
        sorted([first, second])
    assert evolve(first, case_id="x") != first


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_every_id_of_the_signals_has_words(lang):
    """Signals, steps, who, conditions, facts and questions."""
    ids = [f"signal.{one.id}" for one in all_signals()]
    ids += [f"signal_step.{one.first_step}" for one in all_signals()]
    ids += [f"school.who.{code}" for code in Observer]
    sets = [one.rules.on(NOW) for one in all_signals()]
    ids += [f"condition.{condition.id}" for rules in sets for condition in rules.conditions]
    ids += [name for rules in sets for name in rules.not_modelled]
    ids += [f"{kind}.{name}" for kind in ("fact", "question") for name in SIGNAL_FACTS]
    assert [one for one in dict.fromkeys(ids) if not Words(lang).has(one)] == []
