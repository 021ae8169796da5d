"""The path for those under 18: who agrees to what, on each side of each birthday."""

from datetime import date, timedelta

import pytest

from tiltak.programme import Matter, ProgrammeParameters, Signer, assess, who_agrees
from tiltak.rules import NOT_KNOWN, NOT_STATED

BORN = date(2010, 3, 17)
DAY = timedelta(days=1)


def signer(matter, on, **chosen):
    """Who agrees to one matter on a day."""
    paths = who_agrees(BORN, on, ProgrammeParameters(**chosen))
    return next(path.signer for path in paths if path.matter is matter)


@pytest.mark.parametrize(
    ("matter", "age", "below", "from_then"),
    [
        (Matter.EDUCATION, 15, Signer.YOUTH_AND_GUARDIAN, Signer.YOUTH),
        (Matter.HEALTH, 16, Signer.YOUTH_AND_GUARDIAN, Signer.YOUTH),
        (Matter.MONEY, 18, Signer.YOUTH_AND_GUARDIAN, Signer.YOUTH),
        (Matter.SHARING, 16, Signer.YOUTH_AND_GUARDIAN, Signer.YOUTH_GUARDIAN_INFORMED),
        (Matter.SHARING, 18, Signer.YOUTH_GUARDIAN_INFORMED, Signer.YOUTH),
    ],
)
def test_each_age_of_consent_changes_on_the_birthday(matter, age, below, from_then):
    """The day before the birthday the old rule holds, on the day and the day after the new one."""
    birthday = BORN.replace(year=BORN.year + age)
    assert [signer(matter, day) for day in (birthday - DAY, birthday, birthday + DAY)] == [below, from_then, from_then]


def test_the_age_for_sharing_is_the_offices(youth):
    """An office that wants 18 for sharing gets guardians along until then, with a step to have them sign."""
    assert signer(Matter.SHARING, date(2027, 3, 17), sharing_age=18) is Signer.YOUTH_AND_GUARDIAN
    answer = assess(youth(born=BORN), ProgrammeParameters(sharing_age=18), date(2026, 11, 23))
    assert "GUARDIAN_SIGNS" in {step.code for step in answer.next_steps}
    assert "programme.note.guardian_signs" in answer.notes


def test_only_the_age_no_statute_sets_is_unconfirmed():
    """Sharing between agencies has no statutory age and says so; the other ages cite a section."""
    paths = who_agrees(BORN, date(2026, 11, 23), ProgrammeParameters())
    assert {path.matter for path in paths if not path.confirmed} == {Matter.SHARING}
    assert [path.matter for path in paths] == list(Matter)


@pytest.mark.parametrize("born", [NOT_STATED, NOT_KNOWN])
def test_without_a_date_of_birth_nobody_is_named(born):
    """Who agrees is not known until the date of birth is."""
    assert {path.signer for path in who_agrees(born, date(2026, 1, 1), ProgrammeParameters())} == {Signer.NOT_KNOWN}


def test_the_guardians_are_told_until_the_18th_birthday(youth):
    """The day before the 18th birthday there is a note and a step about guardians, on the day there is neither."""
    for on, minor in ((date(2026, 11, 22), True), (date(2026, 11, 23), False)):
        answer = assess(youth(born=date(2008, 11, 23)), ProgrammeParameters(), on)
        assert ("programme.note.under_18" in answer.notes) is minor
        assert ("INFORM_GUARDIAN" in {step.code for step in answer.next_steps}) is minor
