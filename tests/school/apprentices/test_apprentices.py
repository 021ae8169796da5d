"""Apprentices: the time to a contract, who has been spoken with, and the support that reaches or falls short."""

import tomllib
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltak.faults import BadInput, FaultKind
from tiltak.law import measure
from tiltak.render import Words
from tiltak.rules import Case, OutsideDates
from tiltak.school.apprentices import (
    Apprenticeship,
    ContactAbout,
    Partner,
    PartnerContact,
    Span,
    support_before_contract,
    until_contract,
)

NOW = date(2026, 11, 23)
DAY = timedelta(1)
FIVE = {"ARBEIDSTRENING", "FIREAARIG_LOENNSTILSKUDD", "INKLUDERINGSTILSKUDD", "MENTOR", "MIDLERTIDIG_LOENNSTILSKUDD"}
BOOK = tomllib.loads((Path(__file__).parents[2] / "cases" / "school" / "apprentices.toml").read_text(encoding="utf-8"))
LOOKS = {
    "verdicts": lambda found: {one.id: one.route.decision.verdict.name for one in found.supports},
    "confirmed": lambda found: sorted(one.id for one in found.supports if one.confirmed),
    "beyond": lambda found: [one.id for one in found.supports if any(reach.beyond_rules for reach in one.reaches)],
    "not_there": lambda found: [
        [one.id, one.not_established, "" if one.first is None else str(one.first)] for one in found.not_there
    ],
}


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in BOOK["case"]])
def test_the_support_is_what_the_adviser_expects(case):
    """Every case written for advisers gets the verdicts, the lengths and what is not there."""
    person = Case({**BOOK["base"], **case.get("facts", {})}, "MT-001")
    found = support_before_contract(person, case["starts"], case.get("contract"))
    assert {name: LOOKS[name](found) for name in case["expect"]} == case["expect"]
    told = {one.id: [[str(reach.last_day), reach.days_short] for reach in one.reaches] for one in found.supports}
    assert {name: told[name] for name in case.get("reaches", {})} == case.get("reaches", {})


PERSON = Case(BOOK["base"], "MT-001")


def reach(name, starts, contract=None):
    """The ordinary reach of a measure."""
    found = support_before_contract(PERSON, starts, contract)
    return next(one for one in found.supports if one.id == name).reaches[0]


@pytest.mark.parametrize(
    ("contract", "short"), [(date(2027, 5, 22), 0), (date(2027, 5, 23), 0), (date(2027, 5, 24), 1)]
)
def test_both_sides_of_reaching_the_contract(contract, short):
    """Six months from 23 November end on 22 May: a contract on the 23rd is reached, one on the 24th is a day off."""
    found = reach("MENTOR", NOW, contract)
    assert (found.last_day, found.days_short) == (date(2027, 5, 22), short)


@pytest.mark.parametrize(("starts", "beyond"), [(date(2031, 1, 1), False), (date(2031, 1, 2), True)])
def test_a_support_that_outlives_its_rules_says_so(starts, beyond):
    """The trial's rules end with 2032: two years from 1 January 2031 end that very day, from the 2nd a day later."""
    found = reach("FIREAARIG_LOENNSTILSKUDD", starts)
    assert (found.last_day, found.beyond_rules) == (date(2032, 12, 31) + DAY * beyond, beyond)


def test_without_a_contract_nothing_reaches_or_falls_short():
    """Unknown stays unknown."""
    found = support_before_contract(PERSON, NOW)
    assert (found.contract, found.last_day) == (None, None)
    assert {one.days_short for support in found.supports for one in support.reaches} == {None}


def test_a_support_ends_the_day_before_the_contract():
    """The last day is said, and what is not settled about the time after it."""
    found = support_before_contract(PERSON, NOW, date(2027, 8, 1))
    assert found.last_day == date(2027, 7, 31)
    assert found.open_points == ("WAGE_SUBSIDY_DURING_APPRENTICESHIP",)
    for one in found.supports:
        assert one.requires[-2:] == ("requires.ends_with_apprenticeship_contract", "requires.no_double_funding")


def test_a_month_that_is_too_short_ends_on_its_last_day():
    """Six months from 31 August end with February, in a leap year too."""
    assert reach("MENTOR", date(2026, 8, 31)).last_day == date(2027, 2, 27)
    assert reach("MENTOR", date(2027, 8, 31)).last_day == date(2028, 2, 28)
    assert reach("MENTOR", date(2026, 8, 28)).last_day == date(2027, 2, 27)


@pytest.mark.parametrize("contract", [NOW, NOW - DAY])
def test_a_contract_that_begins_before_the_support_is_refused(contract):
    """The day itself is too early, the day after is not."""
    with pytest.raises(BadInput) as caught:
        support_before_contract(PERSON, NOW, contract)
    (fault,) = caught.value.faults
    assert (fault.kind, fault.field, fault.expected) == (FaultKind.OUT_OF_RANGE, "contract_on", "> 2026-11-23")
    assert support_before_contract(PERSON, NOW, NOW + DAY).last_day == NOW


def test_the_numbers_are_the_law_rooms_own():
    """No length is written here: each is the very one `tiltak.law.measure` tells, with its source."""
    for one in support_before_contract(PERSON, NOW).supports:
        assert one.measure == measure(one.id, NOW)
        assert tuple(its.duration for its in one.reaches) == one.measure.durations
        assert one.confirmed is (not one.unconfirmed)
        assert set(one.measure.unconfirmed) <= set(one.unconfirmed)


@given(st.dates(date(2016, 1, 1), date(2034, 1, 1)))
def test_each_of_the_five_is_told_or_said_not_to_be_there(starts):
    """On any day nothing is left out, and nothing is told twice."""
    found = support_before_contract(PERSON, starts)
    ids = [one.id for one in found.supports] + [one.id for one in found.not_there]
    assert sorted(ids) == sorted(FIVE)
    verdicts = [one.route.decision.verdict for one in found.supports]
    assert all(first >= second for first, second in pairwise(verdicts))
    assert all(one.first is None or one.first > starts for one in found.not_there)


def test_before_the_rules_were_read_nothing_is_said():
    """The first day has answers, the day before raises."""
    assert len(support_before_contract(PERSON, date(2016, 1, 1)).supports) == 3
    with pytest.raises(OutsideDates):
        support_before_contract(PERSON, date(2015, 12, 31))


@pytest.mark.parametrize(
    ("on", "contract", "expected"),
    [
        (NOW, NOW, Span(0, 0)),
        (NOW, NOW - DAY, Span(0, 0)),
        (NOW, NOW + DAY, Span(0, 1)),
        (NOW, date(2026, 12, 22), Span(0, 29)),
        (NOW, date(2026, 12, 23), Span(1, 0)),
        (NOW, date(2027, 8, 1), Span(8, 9)),
        (date(2027, 1, 31), date(2027, 2, 27), Span(0, 27)),
        (date(2027, 1, 31), date(2027, 2, 28), Span(1, 0)),
        (date(2027, 1, 31), date(2027, 3, 1), Span(1, 1)),
        (date(2026, 12, 31), date(2028, 1, 1), Span(12, 1)),
    ],
)
def test_months_and_days_to_a_contract(on, contract, expected):
    """Whole months first, then the days left over; nothing once it has begun."""
    assert until_contract(on, contract) == expected


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 1500))
def test_a_day_later_is_never_nearer(on, ahead):
    """The span grows with the contract, and its days never fill a month."""
    contract = on + timedelta(ahead)
    span = until_contract(on, contract)
    assert span <= until_contract(on, contract + DAY)
    assert 0 <= span.days <= 30


def contacts(*rows):
    """An apprenticeship with a firm and a training office."""
    return Apprenticeship("MT-001", "bakeri", "kontor-bo", date(2027, 8, 1), [PartnerContact(*row) for row in rows])


def test_who_nobody_has_spoken_with_is_named():
    """Neither, then one, then none is left; the last contact is the latest."""
    assert contacts().not_contacted(NOW) == (Partner.OPPLAERINGSKONTOR, Partner.BEDRIFT)
    first = (date(2026, 11, 20), "BEDRIFT", "SUPPORT")
    second = (date(2026, 11, 2), "BEDRIFT", "FIRST_CONTACT")
    one = contacts(first, second)
    assert one.not_contacted(NOW) == (Partner.OPPLAERINGSKONTOR,)
    assert [contact.on.day for contact in one.contacts] == [2, 20]
    assert one.last_contact(Partner.BEDRIFT, NOW) == date(2026, 11, 20)
    assert one.last_contact(Partner.OPPLAERINGSKONTOR, NOW) is None
    assert (one.support_considered(NOW), contacts(second).support_considered(NOW)) == (True, False)
    assert contacts(first, (NOW, "OPPLAERINGSKONTOR", "CONTRACT")).not_contacted(NOW) == ()


def test_a_firm_without_a_training_office_has_one_to_speak_with():
    """And somebody without a firm has nobody yet."""
    assert Apprenticeship("MT-001", "bakeri").partners == (Partner.BEDRIFT,)
    assert Apprenticeship("MT-001").not_contacted(NOW) == ()


def test_a_contact_that_has_not_been_is_refused():
    """Today counts, tomorrow is a fault."""
    contacts((NOW, "BEDRIFT", "CONTRACT")).check(NOW)
    late = contacts((NOW + DAY, "BEDRIFT", "CONTRACT"))
    for ask in (late.check, late.not_contacted, late.support_considered):
        with pytest.raises(BadInput) as caught:
            ask(NOW)
        assert [(one.kind, one.found) for one in caught.value.faults] == [(FaultKind.OUT_OF_RANGE, "2026-11-24")]


def test_a_contact_recorded_twice_or_with_nobody_is_refused():
    """Both faults at once, and nothing recorded."""
    row = PartnerContact(NOW, "OPPLAERINGSKONTOR", "SUPPORT")
    with pytest.raises(BadInput) as caught:
        Apprenticeship("MT-001", "bakeri", contacts=[row, row])
    assert [one.kind for one in caught.value.faults] == [
        FaultKind.REPEATED,
        FaultKind.CONTRADICTION,
        FaultKind.CONTRADICTION,
    ]
    with pytest.raises(ValueError, match="SKOLE"):
        PartnerContact(NOW, "SKOLE", "SUPPORT")


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_every_id_of_apprentices_has_words(lang):
    """Measures, requirements, lengths, partners, what a contact is about, and the open points."""
    ids = [f"school.who.{one}" for one in Partner] + [f"apprentices.about.{one}" for one in ContactAbout]
    for on in (NOW, date(2026, 7, 31), date(2016, 1, 1)):
        found = support_before_contract(PERSON, on)
        ids += [f"measure.{one.id}" for one in (*found.supports, *found.not_there)]
        ids += [name for one in found.supports for name in one.requires]
        ids += [reach.duration.when for one in found.supports for reach in one.reaches if reach.duration.when]
        ids += [f"open_point.{one}" for one in found.open_points]
        ids += [f"not_established.{what}" for one in found.supports for what in one.measure.not_established]
    assert [one for one in dict.fromkeys(ids) if not Words(lang).has(one)] == []
