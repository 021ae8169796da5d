"""Finding personal numbers: what must be found, and what must be left alone. Numbers are made here, never kept."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tiltak.office.personal_numbers import MASK, could_be_somebodys, find_somebodys, looks_like_one, mask

FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2)
SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def with_check_digits(nine, *, remainder=0):
    """Put check digits on nine digits, or None where there are none; `remainder` 1 to 3 is the rule from 2032."""
    first = (remainder - sum(int(digit) * weight for digit, weight in zip(nine, FIRST, strict=True))) % 11
    if first == 10:
        return None
    ten = f"{nine}{first}"
    second = -sum(int(digit) * weight for digit, weight in zip(ten, SECOND, strict=True)) % 11
    return None if second == 10 else f"{ten}{second}"


days = st.integers(1, 28)
months = st.integers(1, 12)
years = st.integers(0, 99)
serials = st.integers(0, 999)


@given(days, months, years, serials, st.sampled_from([0, 40]), st.sampled_from([0, 20, 40]), st.integers(0, 3))
def test_every_number_a_person_could_have_is_found(day, month, year, serial, d_number, series, remainder):  # noqa: PLR0917 - the parts of a number
    """Birth numbers, D-numbers, NAV's own and the health service's, by the check digits of before and after 2032."""
    number = with_check_digits(f"{day + d_number:02}{month + series:02}{year:02}{serial:03}", remainder=remainder)
    assume(number is not None)
    assert could_be_somebodys(number)
    assert find_somebodys(f"saken gjelder {number}, sa hun") == [number]


@given(days, months, years, serials, st.sampled_from([0, 40]), st.sampled_from([65, 80]), st.integers(0, 3))
def test_the_made_up_series_are_left_alone(day, month, year, serial, d_number, series, remainder):  # noqa: PLR0917 - as above
    """Nobody is born in month 81, so a number of that series may stand in an example."""
    number = with_check_digits(f"{day + d_number:02}{month + series:02}{year:02}{serial:03}", remainder=remainder)
    assume(number is not None)
    assert not could_be_somebodys(number)


@given(days, months, years, serials, st.integers(1, 9))
def test_one_wrong_digit_is_nobodys_number(day, month, year, serial, change):
    """The last digit checks all the others."""
    number = with_check_digits(f"{day:02}{month:02}{year:02}{serial:03}")
    assume(number is not None)
    assert not could_be_somebodys(number[:10] + str((int(number[10]) + change) % 10))


@pytest.mark.parametrize("remainder", [0, 1, 2, 3, 4])
def test_the_rule_from_2032_allows_four_remainders_and_no_fifth(remainder):
    """Both sides of the boundary that neither table of examples tests."""
    numbers = [with_check_digits(f"010206{serial:03}", remainder=remainder) for serial in range(200)]
    assert {could_be_somebodys(number) for number in numbers if number} == {remainder < 4}


@pytest.mark.parametrize("day_and_month", ["0013", "3202", "3002", "0000", "7201"])
def test_a_day_that_is_none_is_nobodys_number(day_and_month):
    """Without a date there is no such number, however right its check digits are."""
    numbers = [with_check_digits(f"{day_and_month}05{serial:03}") for serial in range(50)]
    assert not any(could_be_somebodys(number) for number in numbers if number)


def test_29_february_is_accepted_when_some_century_had_it():
    """The digits do not tell the century, and 2000 had a 29 February."""
    numbers = [with_check_digits(f"290200{serial:03}") for serial in range(50)]
    assert any(could_be_somebodys(number) for number in numbers if number)
    numbers = [with_check_digits(f"290201{serial:03}") for serial in range(50)]
    assert not any(could_be_somebodys(number) for number in numbers if number)


def test_a_longer_number_does_not_hide_one():
    """Eleven digits inside twelve are part of another number."""
    number = next(filter(None, (with_check_digits(f"010206{serial:03}") for serial in range(99))))
    assert not find_somebodys(f"{number}0")
    assert not find_somebodys(f"7{number}")
    assert find_somebodys(f"nr{number}.") == [number]


@pytest.mark.parametrize(
    "text", ["123456 78901", "12.34.56 78901", "123456-78901", "12345678901", "12 34 56 78901", "1234.56.78901"]
)
def test_everything_of_that_shape_is_masked(text):
    """As people write it, with spaces, points and hyphens; a bank account has the same shape."""
    assert looks_like_one(f"x {text} y")
    assert mask(f"x {text} y") == f"x {MASK} y"


@pytest.mark.parametrize(
    "text", ["MT-001", "2026-11-23", "+47 35 00 00 00", "2026-11-23T09:00", "123456789012", "1 234 567", "4020,4018"]
)
def test_other_numbers_are_left_as_they_are(text):
    """Dates, telephone numbers, sums and codes have another shape."""
    assert not looks_like_one(text)
    assert mask(text) == text


def test_a_number_that_a_spreadsheet_took_the_zero_from_is_seen():
    """Ten digits that with a zero in front are a personal number."""
    number = next(filter(None, (with_check_digits(f"010206{serial:03}") for serial in range(99))))
    assert looks_like_one(number[1:])
    assert mask(number[1:]) == MASK
    assert not looks_like_one(str(int(number[1:]) + 1))
