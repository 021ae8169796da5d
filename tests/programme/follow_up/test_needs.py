"""A need is recorded under a consent that holds, or not at all, and nothing shows which it is."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltak.faults import BadInput
from tiltak.law import ServiceConsent
from tiltak.programme.follow_up import followed, measures, measures_for, need_rules, record_need

GIVEN = date(2026, 9, 1)
ON = date(2026, 11, 23)


def consent_of(case_id="MT-001", given_on=GIVEN, withdrawn_on=None):
    """A youth's own consent to the service."""
    return ServiceConsent(case_id, given_on, ["YOUTH"], withdrawn_on)


CONSENT = consent_of()


def refused(code, consent, on=ON):
    """What stands in the way of recording a need."""
    with pytest.raises(BadInput) as found:
        record_need("MT-001", code, consent, on)
    return found.value.faults


def test_without_consent_nothing_is_recorded():
    """No consent is refused."""
    assert [(fault.field, fault.expected) for fault in refused("ANXIETY", None)] == [("consent", "need.consent")]


@pytest.mark.parametrize(
    ("consent", "found", "expected"),
    [
        (consent_of("MT-002"), "MT-002", "need.own_consent"),
        (consent_of(given_on=ON + timedelta(1)), "2026-11-24", "need.consent_that_holds"),
        (consent_of(withdrawn_on=ON), "2026-11-23", "need.consent_that_holds"),
    ],
)
def test_a_consent_that_does_not_hold_is_none(consent, found, expected):
    """Another's, one of tomorrow and one withdrawn today are refused, and what stood there is told."""
    assert [(fault.found, fault.expected) for fault in refused("ANXIETY", consent)] == [(found, expected)]


@pytest.mark.parametrize("consent", [consent_of(given_on=ON), consent_of(withdrawn_on=ON + timedelta(1))])
def test_a_consent_holds_from_its_first_day_to_the_day_before_it_is_withdrawn(consent):
    """Given today and withdrawn tomorrow both hold today."""
    assert record_need("MT-001", "HOME", consent, ON).consent == consent


@given(st.sampled_from(sorted(need_rules())))
def test_nothing_shows_which_need_it_is(code):
    """Neither the need's own representation nor that of what is made of it names it."""
    need = record_need("MT-001", code, CONSENT, ON)
    told = followed("MT-001", "V1", GIVEN, needs=[need], exams=[], on=ON)
    assert code not in f"{need!r} {need} {[need]!r} {told!r}"
    assert told.close is True


def test_a_fault_does_not_repeat_what_was_chosen():
    """A code that does not exist is refused with the list of those that do."""
    (fault,) = refused("DYSLEKSI", CONSENT)
    assert (fault.found, fault.nearest) == ("", None)
    assert fault.expected == ", ".join(need_rules())


def test_the_seven_needs_are_all_special():
    """What the description names is there, each marked, and only what law or NAV says is confirmed."""
    assert {code: (rule.category, rule.special, rule.confirmed) for code, rule in need_rules().items()} == {
        "BELIEF_IN_OWN_ABILITY": ("MAY_REVEAL_HEALTH", True, False),
        "HOME": ("TREATED_AS_SPECIAL", True, True),
        "BULLYING": ("TREATED_AS_SPECIAL", True, True),
        "DYSLEXIA": ("HEALTH", True, False),
        "ANXIETY": ("HEALTH", True, True),
        "BEING_ALONE": ("MAY_REVEAL_HEALTH", True, False),
        "CHANGING_MOTIVATION": ("MAY_REVEAL_HEALTH", True, False),
    }


def test_every_need_is_tied_to_something_the_office_can_do():
    """No need is without a measure, and all six measures help with some need."""
    assert all(measures()[code] for code in need_rules())
    assert {measure.code for given in measures().values() for measure in given} == {
        "ADAPTED_EXAM",
        "QUIET_ROOM",
        "SPACED_PLAN",
        "COMPANY_TO_EXAM",
        "EVENING_CONTACT",
        "MEALS_AND_WALKS",
    }


def test_a_measure_for_two_needs_is_told_once_with_its_strongest_basis():
    """Company to the exam follows from the description for one need, and is our judgement for the other."""
    needs = [record_need("MT-001", code, CONSENT, ON) for code in ("BULLYING", "ANXIETY")]
    found = measures_for(needs, ON)
    assert [measure.code for measure in found] == [
        "COMPANY_TO_EXAM",
        "QUIET_ROOM",
        "MEALS_AND_WALKS",
        "ADAPTED_EXAM",
        "EVENING_CONTACT",
    ]
    assert found[0].basis == "PROGRAMME"


def test_a_need_is_of_no_use_once_its_consent_is_withdrawn():
    """From the day of withdrawal it sets no rhythm and asks for nothing; the day before it still does."""
    need = record_need("MT-001", "ANXIETY", consent_of(withdrawn_on=ON + timedelta(5)), ON)
    for day, used in ((ON + timedelta(4), True), (ON + timedelta(5), False)):
        told = followed("MT-001", "V1", GIVEN, needs=[need], exams=[], on=day)
        assert (told.close, told.evenings, bool(measures_for([need], day))) == (used, used, used)
    assert not followed("MT-001", "V1", GIVEN, needs=[need], exams=[], on=ON - timedelta(1)).close


def test_another_youths_need_changes_nothing():
    """Needs are told by case id."""
    need = record_need("MT-001", "ANXIETY", CONSENT, ON)
    assert not followed("MT-002", "V1", GIVEN, needs=[need], exams=[], on=ON).close


def test_only_some_needs_ask_for_evenings():
    """Dyslexia asks for closer follow-up and not for evenings."""
    need = record_need("MT-001", "DYSLEXIA", CONSENT, ON)
    told = followed("MT-001", "V1", GIVEN, needs=[need], exams=[], on=ON)
    assert (told.close, told.evenings) == (True, False)
