"""The nearest right answer."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tiltak.office.spelling import Spelling, nearest_date

CODES = ("NOR1267", "NOR1268", "MAT1019", "EKSAMENSKONTOR", "FULLFORT", "ja", "nei", "ukjent")
words = st.text("ABCDEFØ123", min_size=5, max_size=12)


@pytest.mark.parametrize(
    ("found", "meant"),
    [
        ("NOR1276", "NOR1267"),
        ("nor1267", "NOR1267"),
        ("NOR 1267", "NOR1267"),
        ("FULLFØRT", "FULLFORT"),
        ("EKSAMENKONTR", "EKSAMENSKONTOR"),
        ("nie", "nei"),
        ("JA", "ja"),
        ("x", None),
        ("jb", None),
        ("ENG1007", None),
        ("", None),
        ("N" * 5000, None),
    ],
)
def test_slips_are_seen_through_and_other_words_are_not(found, meant):
    """Two slips in a long word, one in a short one, none in one of two letters."""
    assert Spelling(CODES).nearest(found) == meant


@given(words, st.data())
def test_a_word_with_one_letter_missing_doubled_or_changed_is_found(word, data):
    """Every single slip leads back to a word one slip away, to the word itself when it is the only one."""
    place = data.draw(st.integers(0, len(word) - 1))
    slip = data.draw(
        st.sampled_from(
            [
                word[:place] + word[place + 1 :],
                word[:place] + word[place] + word[place:],
                word[:place] + "Z" + word[place + 1 :],
            ]
        )
    )
    assume(len(slip) > 4)
    assert Spelling([word]).nearest(slip) == word


@given(st.sets(words, min_size=1), words)
def test_the_answer_is_always_one_of_the_choices(choices, found):
    """Nothing is made up, and a right answer is its own nearest."""
    answer = Spelling(choices).nearest(found)
    assert answer is None or answer in choices
    if found in choices:
        assert answer.casefold() == found.casefold()


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_real_date_written_in_another_way_is_understood(day):
    """Day first with points, slashes, or without leading zeros."""
    for written in (day.strftime("%d.%m.%Y"), day.strftime("%Y/%m/%d"), f"{day.day}-{day.month}-{day.year}"):
        assert nearest_date(written) == day.isoformat()


@pytest.mark.parametrize(
    "written", ["2007-13-01", "2007-00-10", "2007-01-00", "2007-01-32", "07-01-10", "1.2", "x-y-z", ""]
)
def test_what_is_no_slip_of_a_date_has_none_near(written):
    """A month 13 could be any month."""
    assert nearest_date(written) is None


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("2007-02-29", "2007-02-28"),
        ("2007-02-31", "2007-02-28"),
        ("2008-02-30", "2008-02-29"),
        ("2026-04-31", "2026-04-30"),
        ("14.03.2001", "2001-03-14"),
        ("14. 03. 2001", "2001-03-14"),
        ("14.03.2001 00:00", "2001-03-14"),
        ("2001-03-14T00:00:00", "2001-03-14"),
        ("2001-03-14 00:00:00.000", "2001-03-14"),
    ],
)
def test_a_day_too_many_or_another_form_gives_the_date_that_was_meant(written, near):
    """The last day of the month, also in a leap year; the same day where only the form is another."""
    assert nearest_date(written) == near
