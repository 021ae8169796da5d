"""Consent: three records that are never one, each side of each date, and who must have signed."""

from datetime import date, timedelta

import pytest

from tiltak.faults import BadInput, FaultKind
from tiltak.law.sharing import (
    Category,
    ConsentFault,
    Matter,
    ResearchConsent,
    ResearchMatter,
    ServiceConsent,
    SharingBasis,
    SharingConsent,
    Signer,
    consent_ages,
    may_share,
    signer_of,
    withdraw,
)
from tiltak.rules import NOT_KNOWN, NOT_STATED, LeapDay, Verdict

DAY = timedelta(days=1)
FIRST, LAST = date(2026, 8, 1), date(2027, 6, 30)
ON = date(2026, 11, 23)
GROWN = date(2005, 3, 1)


def consent(**changed):
    """A consent that covers what `ask` asks, or with something changed."""
    given = {
        "case_id": "MT-001",
        "givers": ["PROGRAMMET"],
        "receivers": ["PPT"],
        "purposes": ["OPPFOELGING"],
        "categories": ["OPPLAERING"],
        "given_on": FIRST,
        "valid_to": LAST,
        "given_by": ["YOUTH"],
    }
    return SharingConsent(**{**given, **changed})


def ask(*consents, on=ON, born=GROWN, receiver="PPT", categories=("OPPLAERING",), **changed):
    """What is said when nothing but these consents could open."""
    asked = {"giver": "PROGRAMMET", "purpose": "OPPFOELGING", **changed}
    basis = SharingBasis.only("MT-001", *consents, born=born)
    return may_share(asked["giver"], receiver, categories, asked["purpose"], basis, on=on)


def told(*consents, **asked):
    """Verdict and what is wrong with the consents."""
    answer = ask(*consents, **asked)
    return answer.verdict, answer.consent_faults


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (FIRST - DAY, (Verdict.NO, (ConsentFault.NOT_BEGUN,))),
        (FIRST, (Verdict.YES, ())),
        (LAST, (Verdict.YES, ())),
        (LAST + DAY, (Verdict.NO, (ConsentFault.EXPIRED,))),
    ],
)
def test_a_consent_covers_from_its_first_day_to_its_last(on, expected):
    """The day before and the day after are a no, with the reason."""
    assert told(consent(), on=on) == expected


def test_a_withdrawn_consent_covers_nothing_from_that_day():
    """The day before it was taken back stays lawful; the day itself is a no, and so is every day after."""
    back = withdraw(consent(), "YOUTH", ON)
    assert told(back, on=ON - DAY) == (Verdict.YES, ())
    assert told(back, on=ON) == (Verdict.NO, (ConsentFault.WITHDRAWN,))
    assert told(back, on=ON + DAY) == (Verdict.NO, (ConsentFault.WITHDRAWN,))


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"receivers": ["NAV"]}, ConsentFault.OTHER_RECEIVER),
        ({"receivers": ["PPT:boe"]}, ConsentFault.OTHER_RECEIVER),
        ({"givers": ["NAV"]}, ConsentFault.OTHER_GIVER),
        ({"purposes": ["EKSAMEN"]}, ConsentFault.OTHER_PURPOSE),
        ({"categories": ["HELSE"]}, ConsentFault.OTHER_CATEGORY),
        ({"case_id": "MT-002"}, ConsentFault.OTHER_PERSON),
    ],
)
def test_a_consent_covers_what_it_names_and_nothing_else(changed, fault):
    """Another receiver, giver, purpose, kind of information or person is a no with that reason."""
    assert told(consent(**changed)) == (Verdict.NO, (fault,))


def test_a_consent_that_names_one_school_does_not_name_another():
    """What stands after the colon is part of the name."""
    named = consent(receivers=["VIDEREGAAENDE_SKOLE:boe"])
    assert told(named, receiver="VIDEREGAAENDE_SKOLE:boe") == (Verdict.YES, ())
    assert told(named, receiver="VIDEREGAAENDE_SKOLE:nome")[1] == (ConsentFault.OTHER_RECEIVER,)


def test_the_consent_with_the_least_wrong_is_the_one_that_is_told_of():
    """The order they come in makes no difference, and one that covers is enough."""
    far, near = consent(case_id="MT-002", receivers=["NAV"]), consent(receivers=["NAV"])
    assert told(far, near) == told(near, far) == (Verdict.NO, (ConsentFault.OTHER_RECEIVER,))
    assert told(far, consent()) == (Verdict.YES, ())


def test_a_yes_to_the_help_shares_nothing():
    """A service consent is of another kind, and so is a sharing consent where research is asked."""
    assert told(ServiceConsent("MT-001", FIRST, ["YOUTH"])) == (Verdict.NO, (ConsentFault.OTHER_KIND,))
    research = ResearchConsent("MT-001", "NTNU", ["OPPLAERING"], FIRST, ["YOUTH"], LAST)
    assert told(research) == (Verdict.NO, (ConsentFault.OTHER_RECEIVER, ConsentFault.OTHER_PURPOSE))
    assert told(research, receiver="NTNU", purpose="FORSKNING") == (Verdict.YES, ())


def test_nobody_has_looked_is_not_there_is_none():
    """Without word of any consent it is asked for; known to be none it is a no."""
    facts = SharingBasis.only("MT-001", born=GROWN).facts
    for consents, verdict in ((NOT_STATED, Verdict.UNKNOWN), (NOT_KNOWN, Verdict.UNKNOWN), ((), Verdict.NO)):
        answer = may_share(
            "PROGRAMMET", "PPT", ["OPPLAERING"], "OPPFOELGING", SharingBasis("MT-001", consents, facts), on=ON
        )
        assert answer.verdict is verdict
        assert answer.questions == (("consent_covers",) if verdict is Verdict.UNKNOWN else ())


@pytest.mark.parametrize(
    ("category", "born", "by", "verdict"),
    [
        ("OPPLAERING", date(2011, 8, 1), ["YOUTH"], Verdict.YES),
        ("OPPLAERING", date(2011, 8, 2), ["YOUTH"], Verdict.NO),
        ("OPPLAERING", date(2011, 8, 2), ["YOUTH", "GUARDIAN"], Verdict.YES),
        ("HELSE", date(2010, 8, 1), ["YOUTH"], Verdict.YES),
        ("HELSE", date(2010, 8, 2), ["YOUTH"], Verdict.NO),
        ("OEKONOMI", date(2008, 8, 1), ["YOUTH"], Verdict.YES),
        ("OEKONOMI", date(2008, 8, 2), ["YOUTH"], Verdict.NO),
        ("OEKONOMI", date(2008, 8, 2), ["YOUTH", "GUARDIAN"], Verdict.YES),
        ("DELTAKELSE", date(2010, 8, 1), ["YOUTH"], Verdict.YES),
        ("DELTAKELSE", date(2010, 8, 2), ["YOUTH"], Verdict.NO),
        ("DELTAKELSE", GROWN, ["GUARDIAN"], Verdict.NO),
    ],
)
def test_who_must_have_signed_follows_the_age_on_the_day_it_was_given(category, born, by, verdict):
    """Both sides of each age, a guardian beside the youth, and a guardian instead of a grown person."""
    answer = ask(consent(categories=[category], given_by=by), born=born, categories=[category])
    assert answer.verdict is verdict
    assert answer.consent_faults == (() if verdict is Verdict.YES else (ConsentFault.NOT_ALL_SIGNED,))


@pytest.mark.parametrize("born", [NOT_STATED, NOT_KNOWN])
def test_without_a_date_of_birth_the_youths_own_signature_is_asked_about(born):
    """Only the date of birth is wanting; with a guardian's signature beside it, nothing is."""
    alone = ask(consent(), born=born)
    assert (alone.verdict, alone.questions) == (Verdict.UNKNOWN, ("born",))
    assert ask(consent(given_by=["YOUTH", "GUARDIAN"]), born=born).verdict is Verdict.YES


def test_the_offices_own_age_for_sharing_counts():
    """An office that wants 18 gets a no where 16 was a yes; the ages of statutes do not move."""
    given = [consent(categories=["DELTAKELSE", "HELSE"])]
    basis = SharingBasis.only("MT-001", *given, born=date(2009, 8, 1))
    for age, category, verdict in (
        (16, "DELTAKELSE", Verdict.YES),
        (18, "DELTAKELSE", Verdict.NO),
        (18, "HELSE", Verdict.YES),
    ):
        answer = may_share("PROGRAMMET", "PPT", [category], "OPPFOELGING", basis, on=ON, sharing_age=age)
        assert answer.verdict is verdict


def test_the_ages_are_confirmed_only_where_a_statute_in_force_sets_them():
    """Sharing and research have none; § 24-5 was not in force the day before 2024-08-01."""
    confirmed = {matter.value for matter, ages in consent_ages().items() if ages.basis_on(ON)[1]}
    assert confirmed == {"EDUCATION", "HEALTH", "MONEY"}
    education = consent_ages()[Matter.EDUCATION]
    assert [education.basis_on(day)[1] for day in (date(2024, 7, 31), date(2024, 8, 1))] == [False, True]


def test_research_asks_more_where_it_collects_more():
    """16 for ordinary information, 18 for what is of a special category."""
    plain = ResearchConsent("MT-001", "NTNU", ["OPPLAERING"], FIRST, ["YOUTH"], LAST)
    special = ResearchConsent("MT-001", "NTNU", ["OPPLAERING", "HELSE"], FIRST, ["YOUTH"], LAST)
    assert (plain.matter, special.matter) == (ResearchMatter.RESEARCH, ResearchMatter.RESEARCH_SPECIAL)
    born = date(2010, 8, 1)
    assert plain.signer(Category.OPPLAERING, born) is Signer.YOUTH
    assert plain.signer(Category.OPPLAERING, born + DAY) is Signer.YOUTH_AND_GUARDIAN
    assert special.signer(Category.OPPLAERING, born) is Signer.YOUTH_AND_GUARDIAN
    assert special.signer(Category.HELSE, date(2008, 8, 1)) is Signer.YOUTH


@pytest.mark.parametrize("ended", ["withdrawn_on", "erasure_asked_on"])
def test_research_collects_nothing_from_the_day_it_ends(ended):
    """Withdrawn, asked to be erased, or past its last day; the day before it still collects."""
    given = ResearchConsent("MT-001", "NTNU", ["OPPLAERING"], FIRST, ["YOUTH"], LAST, **{ended: ON})
    assert [given.collects(day) for day in (FIRST - DAY, FIRST, ON - DAY, ON, ON + DAY)] == [0, 1, 1, 0, 0]
    assert told(given, receiver="NTNU", purpose="FORSKNING")[1] == (ConsentFault.WITHDRAWN,)
    open_ended = ResearchConsent("MT-001", "NTNU", ["OPPLAERING"], FIRST, ["YOUTH"], LAST)
    assert [open_ended.collects(day) for day in (LAST, LAST + DAY)] == [True, False]


def test_a_service_consent_holds_until_the_day_it_is_taken_back():
    """From the day it was given to the day before."""
    back = withdraw(ServiceConsent("MT-001", FIRST, ["YOUTH"]), "YOUTH", ON)
    assert [back.in_force(day) for day in (FIRST - DAY, FIRST, ON - DAY, ON)] == [False, True, True, False]


def test_a_guardian_alone_cannot_take_back_what_the_youth_gave_alone():
    """The youth can, and so can a guardian who was needed for it."""
    with pytest.raises(BadInput) as caught:
        withdraw(consent(), "GUARDIAN", ON)
    assert (caught.value.faults[0].kind, caught.value.faults[0].expected) == (FaultKind.CONTRADICTION, "YOUTH")
    assert withdraw(consent(given_by=["YOUTH", "GUARDIAN"]), "GUARDIAN", ON).withdrawn_on == ON


def test_a_consent_is_taken_back_once_and_not_before_it_was_given():
    """The second time and the day before it was given are faults, and the record is as it was."""
    with pytest.raises(BadInput) as caught:
        withdraw(withdraw(consent(), "YOUTH", ON), "YOUTH", ON + DAY)
    assert caught.value.faults[0].kind is FaultKind.REPEATED
    with pytest.raises(BadInput) as caught:
        withdraw(consent(), "YOUTH", FIRST - DAY)
    assert caught.value.faults[0].kind is FaultKind.OUT_OF_RANGE
    assert withdraw(consent(), "YOUTH", FIRST).withdrawn_on == FIRST


@pytest.mark.parametrize(
    ("changed", "kind", "field"),
    [
        ({"receivers": []}, FaultKind.MISSING_VALUE, "receivers"),
        ({"givers": []}, FaultKind.MISSING_VALUE, "givers"),
        ({"purposes": []}, FaultKind.MISSING_VALUE, "purposes"),
        ({"categories": []}, FaultKind.MISSING_VALUE, "categories"),
        ({"given_by": []}, FaultKind.MISSING_VALUE, "given_by"),
        ({"receivers": ["UTVALGET"]}, FaultKind.UNKNOWN_CODE, "receivers"),
        ({"receivers": ["PTT"]}, FaultKind.UNKNOWN_CODE, "partner"),
        ({"valid_to": FIRST - DAY}, FaultKind.OUT_OF_RANGE, "valid_to"),
        ({"withdrawn_on": FIRST - DAY}, FaultKind.OUT_OF_RANGE, "withdrawn_on"),
    ],
)
def test_a_consent_that_leaves_something_out_is_refused(changed, kind, field):
    """Nobody named, nothing named, a committee as receiver, a misspelt partner, days in the wrong order."""
    with pytest.raises(BadInput) as caught:
        consent(**changed)
    assert [(fault.kind, fault.field) for fault in caught.value.faults] == [(kind, field)]
    if changed.get("receivers") == ["PTT"]:
        assert caught.value.faults[0].nearest == "PPT"
    assert consent(valid_to=FIRST).valid_to == FIRST


def test_one_name_where_several_are_wanted_is_a_developers_mistake():
    """The text "PPT" is not the receivers P, P and T."""
    with pytest.raises(TypeError, match="several names"):
        consent(receivers="PPT")


def test_the_leap_day_is_the_offices_choice():
    """Born on 29 February 2008, 18 on 28 February or 1 March 2026."""
    born, on = date(2008, 2, 29), date(2026, 2, 28)
    assert signer_of(Matter.MONEY, born, on, leap_day=LeapDay.FEBRUARY_28) is Signer.YOUTH
    assert signer_of(Matter.MONEY, born, on, leap_day=LeapDay.MARCH_1) is Signer.YOUTH_AND_GUARDIAN
