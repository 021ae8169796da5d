"""The personal number: what is one, under which rule, of which series, and that it never shows itself.

Every number here is of the made-up series with 80 added to the month.
"""

import copy
import csv
import io
import json
import logging
import pickle
import traceback
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tiltak.faults import BadInput, FaultKind
from tiltak.law.persons import (
    Agreement,
    CheckRule,
    NumberKind,
    NumberWarning,
    PersonalNumber,
    Series,
    check_rule,
    series_of,
)
from tiltak.office.personal_numbers import could_be_somebodys

FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2)
SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
BEFORE, FROM = date(2031, 12, 31), date(2032, 1, 1)
TODAY = date(2026, 11, 23)


def made(nine, *, remainder=0):
    """Nine digits with check digits, or None where there are none."""
    first = (remainder - sum(int(digit) * weight for digit, weight in zip(nine, FIRST, strict=True))) % 11
    if first == 10:
        return None
    ten = f"{nine}{first}"
    second = -sum(int(digit) * weight for digit, weight in zip(ten, SECOND, strict=True)) % 11
    return None if second == 10 else f"{ten}{second}"


def fault_of(text):
    """The one fault of a text that is no number."""
    with pytest.raises(BadInput) as caught:
        PersonalNumber(text)
    (fault,) = caught.value.faults
    return fault


synthetic = st.builds(
    lambda day, d, month, year, serial, rest: made(f"{day + d:02}{month + 80:02}{year:02}{serial:03}", remainder=rest),
    st.integers(1, 28),
    st.sampled_from([0, 40]),
    st.integers(1, 12),
    st.integers(0, 99),
    st.integers(0, 999),
    st.integers(0, 3),
)


@pytest.mark.parametrize(
    ("digits", "kind", "rule"),
    [
        ("30908299902", NumberKind.FOEDSELSNUMMER, CheckRule.RULE_2032),
        ("03851598730", NumberKind.FOEDSELSNUMMER, CheckRule.RULE_1964),
        ("41819077906", NumberKind.D_NUMMER, CheckRule.RULE_2032),
        ("41819077302", NumberKind.D_NUMMER, CheckRule.RULE_1964),
    ],
)
def test_the_made_up_rows_of_the_official_table_are_what_it_says(digits, kind, rule):
    """The four synthetic rows of Skatteetaten's test table, digit for digit."""
    number = PersonalNumber(digits)
    assert (number.kind, number.check_rule, number.series) == (kind, rule, (Series.SKATTEETATEN_SYNTETISK,))
    assert number.made_up


@pytest.mark.parametrize(
    ("nine", "remainder", "valid"),
    [
        ("309082998", 1, True),
        ("208369147", 0, True),
        ("298200731", 0, True),
        ("298201057", 0, False),
        ("559024998", 2, True),
    ],
    ids=["2032", "1964", "leap day", "leap day in no leap year", "D-number of 2032"],
)
def test_the_real_looking_rows_of_the_official_table_hold_in_the_made_up_series(nine, remainder, valid):
    """Same day, year and kind as the rows that could be somebody's, moved eighty months; no such number stands here."""
    digits = made(nine, remainder=remainder)
    assert digits is not None
    rule = CheckRule.RULE_2032 if remainder else CheckRule.RULE_1964
    assert check_rule(digits) is rule
    if valid:
        assert PersonalNumber(digits).check_rule is rule
    else:
        assert fault_of(digits).kind is FaultKind.NO_SUCH_DATE


def test_the_row_with_wrong_check_digits_is_refused():
    """The table's sixth row: the two last digits are 12 and not 00."""
    digits = made("208369147")
    wrong = f"{digits[:9]}{(int(digits[9]) + 1) % 10}{(int(digits[10]) + 2) % 10}"
    assert check_rule(wrong) is None
    assert fault_of(wrong).kind is FaultKind.OUT_OF_RANGE


@pytest.mark.parametrize("remainder", [0, 1, 2, 3, 4, 10])
def test_four_remainders_are_allowed_and_no_fifth(remainder):
    """Neither the official table nor a random number tests remainder 3 against 4."""
    found = {check_rule(digits) for serial in range(200) if (digits := made(f"018106{serial:03}", remainder=remainder))}
    expected = CheckRule.RULE_1964 if remainder == 0 else CheckRule.RULE_2032 if remainder < 4 else None
    assert found == {expected}


@pytest.mark.parametrize("text", ["", "4181907730", "418190773021", "4181907730x", "４１８１９０７７３０２"])
def test_check_digits_are_asked_of_eleven_digits_only(text):
    """Anything else is a developer's mistake, and the message does not show it."""
    with pytest.raises(ValueError, match="personal number is eleven digits"):
        check_rule(text)


@given(synthetic)
def test_a_number_shows_no_digit_wherever_it_is_written(digits):
    """repr, str, format, an f-string, %, JSON, CSV, a log line, a container, and every format width."""
    assume(digits is not None)
    number = PersonalNumber(digits)
    line = io.StringIO()
    csv.writer(line).writerow([number, "x"])
    record = logging.LogRecord("x", logging.INFO, "x", 1, "%s %r", (number, number), None)
    written = [
        repr(number),
        str(number),
        f"{number}",
        f"{number:>30}",
        f"{number!a}",
        "%s" % number,  # noqa: UP031 - the old way of formatting is one of the ways
        repr({"a": [number], number: 1}),
        json.dumps({"n": number}, default=str),
        line.getvalue(),
        record.getMessage(),
    ]
    assert [text for text in written if digits in text or digits[6:] in text or digits[:6] in text] == []
    assert str(number) == "*" * 11


@given(synthetic)
def test_a_number_is_never_pickled_and_json_does_not_know_it(digits):
    """What would write the digits in the clear refuses, and its message does not hold them."""
    assume(digits is not None)
    number = PersonalNumber(digits)
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        with pytest.raises(TypeError, match="not pickled") as caught:
            pickle.dumps([number], protocol)
        assert digits not in str(caught.value)
    with pytest.raises(TypeError, match="not JSON serializable") as caught:
        json.dumps(number)
    assert digits not in str(caught.value)


def test_a_traceback_with_its_variables_shows_no_digit():
    """Tools that print the variables of a crash print their repr."""
    number = PersonalNumber("41819077302")

    def crash(given_number):
        raise RuntimeError(f"cannot handle {given_number}")

    try:
        crash(number)
    except RuntimeError as error:
        shown = "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
    assert "given_number = PersonalNumber" in shown
    assert "77302" not in shown


def test_a_number_cannot_be_changed_and_a_copy_is_itself():
    """No attribute is set or removed, and no dict of attributes lies open."""
    number = PersonalNumber("41819077302")
    with pytest.raises(AttributeError):
        number.other = 1
    with pytest.raises(AttributeError):
        setattr(number, "_digits", "x")  # noqa: B010 - the private name is what is tried
    with pytest.raises(AttributeError):
        delattr(number, "_digits")
    assert copy.copy(number) is number
    assert copy.deepcopy([number])[0] is number
    with pytest.raises(TypeError):
        vars(number)


def test_nothing_about_a_number_tells_an_age():
    """The public names are these, and none gives a date, a year, an age or a sex."""
    names = {name for name in dir(PersonalNumber) if not name.startswith("_")}
    assert names == {"agrees_with", "check_rule", "kind", "made_up", "reveal", "series", "warnings"}
    number = PersonalNumber("41819077302")
    told = [number.kind, number.check_rule, number.series, number.made_up, number.warnings(TODAY)]
    assert not any(isinstance(value, (date, int)) and not isinstance(value, bool) for value in told)


def test_digits_are_given_only_for_a_reason():
    """Nine characters are too few, ten are enough, and 256 are too many; blanks are no reason."""
    number = PersonalNumber("41819077302")
    assert number.reveal("x" * 10) == number.reveal("x" * 255) == "41819077302"
    for reason in ("", "x" * 9, " " * 20, "x" * 256):
        with pytest.raises(ValueError, match="what the number is needed for"):
            number.reveal(reason)


@pytest.mark.parametrize(
    "text", ["41819077302", "418190 77302", "41.81.90 77302", "418190-77302", " 41819077302 ", "418190–77302"]
)
def test_a_number_is_read_as_people_write_it(text):
    """Spaces, points, hyphens and dashes between the digits make no difference."""
    assert PersonalNumber(text) == PersonalNumber("41819077302")
    assert hash(PersonalNumber(text)) == hash(PersonalNumber("41819077302"))


def test_numbers_are_equal_by_their_digits_and_to_nothing_else():
    """Not to the text they were made of."""
    assert PersonalNumber("41819077302") != PersonalNumber("03851598730")
    assert PersonalNumber("41819077302") != "41819077302"


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("", FaultKind.WRONG_TYPE, "eleven digits and nothing else"),
        ("4181907730a", FaultKind.WRONG_TYPE, "eleven digits and nothing else"),
        ("1819077302", FaultKind.OUT_OF_RANGE, "the first zero"),
        ("418190773", FaultKind.OUT_OF_RANGE, "not 9"),
        ("418190773021", FaultKind.OUT_OF_RANGE, "not 12"),
        ("41939077302", FaultKind.NO_SUCH_DATE, "a day and a month"),
        ("98819077302", FaultKind.NO_SUCH_DATE, "a day and a month"),
        ("41819077303", FaultKind.OUT_OF_RANGE, "one digit may be wrong"),
        ("41819077032", FaultKind.OUT_OF_RANGE, "changed places"),
    ],
)
def test_what_is_wrong_is_said_without_showing_a_digit(text, kind, expected):
    """Length, letters, the date or the check digits, each in its own words, with the place and without the number."""
    fault = fault_of(text)
    assert fault.kind is kind
    assert expected in fault.expected
    assert (fault.found, fault.field, fault.file) == ("", "personal_number", "personal_number")
    assert not text or text not in str(fault)
    with pytest.raises(BadInput) as caught:
        PersonalNumber(text, where="skjema.csv")
    assert caught.value.faults[0].file == "skjema.csv"


@given(synthetic, st.integers(0, 10), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(digits, place, change):
    """The last check digit sees every single mistake under both rules."""
    assume(digits is not None)
    wrong = digits[:place] + str((int(digits[place]) + change) % 10) + digits[place + 1 :]
    assert check_rule(wrong) is None


@given(synthetic, st.integers(0, 9))
def test_two_digits_that_changed_places_are_always_found(digits, place):
    """Neighbours that differ."""
    assume(digits is not None and digits[place] != digits[place + 1])
    swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    assert check_rule(swapped) is None


@pytest.mark.parametrize(
    ("month", "series"),
    [
        ("01", {Series.FOLKEREGISTERET}),
        ("12", {Series.FOLKEREGISTERET}),
        ("21", {Series.NPID}),
        ("32", {Series.NPID}),
        ("41", {Series.NAV_SYNTETISK, Series.H_NUMMER}),
        ("52", {Series.NAV_SYNTETISK, Series.H_NUMMER}),
        ("61", {Series.NPID_SYNTETISK}),
        ("65", {Series.NPID_SYNTETISK}),
        ("66", {Series.NPID_SYNTETISK, Series.NHN_SYNTETISK}),
        ("72", {Series.NPID_SYNTETISK, Series.NHN_SYNTETISK}),
        ("73", {Series.NHN_SYNTETISK}),
        ("77", {Series.NHN_SYNTETISK}),
        ("81", {Series.SKATTEETATEN_SYNTETISK}),
        ("92", {Series.SKATTEETATEN_SYNTETISK}),
        ("00", set()),
        ("13", set()),
        ("20", set()),
        ("33", set()),
        ("40", set()),
        ("53", set()),
        ("60", set()),
        ("78", set()),
        ("80", set()),
        ("93", set()),
    ],
)
def test_the_month_tells_the_series_and_says_so_when_two_share_it(month, series):
    """Both sides of every series; for a birth number and a D-number alike."""
    for day in ("05", "45"):
        assert set(series_of(f"{day}{month}0600000")) == series


@given(synthetic)
def test_the_made_up_series_is_nobodys(digits):
    """What may stand in an example by this type is what the search of the repository lets stand."""
    assume(digits is not None)
    assert PersonalNumber(digits).made_up
    assert not could_be_somebodys(digits)


def test_the_rule_of_2032_is_a_warning_on_the_last_day_before_it():
    """On 2031-12-31 it is suspect, on 2032-01-01 it is not; the old rule is never suspect."""
    new, old = PersonalNumber("41819077906"), PersonalNumber("41819077302")
    assert new.warnings(BEFORE) == (NumberWarning.RULE_OF_2032, NumberWarning.MADE_UP)
    assert new.warnings(FROM) == (NumberWarning.MADE_UP,)
    assert old.warnings(BEFORE) == old.warnings(FROM) == (NumberWarning.MADE_UP,)


@pytest.mark.parametrize("digits", ["41814061033", "41814065640", "41814075603"])
def test_the_d_numbers_of_the_series_of_2021_agree_with_1940(digits):
    """Skatteetaten's own examples for people born 1940, whose individual numbers were the 1800s' before."""
    number = PersonalNumber(digits)
    assert number.agrees_with(date(1940, 1, 1), TODAY) is Agreement.AGREES
    assert number.agrees_with(date(2040, 1, 1), TODAY) is Agreement.DIFFERS


@pytest.mark.parametrize("digits", ["41810021827", "41810025091", "41810034422"])
def test_the_d_numbers_of_the_series_of_2021_agree_with_2000(digits):
    """Skatteetaten's own examples for people born 2000, whose individual numbers were the 1900s' before."""
    number = PersonalNumber(digits)
    assert number.agrees_with(date(2000, 1, 1), TODAY) is Agreement.AGREES
    assert number.agrees_with(date(2000, 1, 2), TODAY) is Agreement.DIFFERS
    assert number.agrees_with(date(2000, 2, 1), TODAY) is Agreement.DIFFERS
    assert number.agrees_with(date(2001, 1, 1), TODAY) is Agreement.DIFFERS


@pytest.mark.parametrize(
    ("year", "serial", "agree"),
    [
        (39, 499, {1939}),
        (39, 500, {2039}),
        (40, 500, set()),
        (53, 749, set()),
        (54, 500, {1854}),
        (54, 749, {1854}),
        (54, 750, set()),
        (40, 899, set()),
        (40, 900, {1940}),
        (99, 899, set()),
        (99, 900, {1999}),
        (99, 499, {1999}),
        (0, 999, {2000}),
    ],
)
def test_the_series_of_birth_numbers_fit_their_centuries(year, serial, agree):
    """Both sides of every boundary between two series."""
    digits = next(d for rest in range(4) if (d := made(f"0581{year:02}{serial:03}", remainder=rest)))
    if check_rule(digits) is not CheckRule.RULE_1964:
        digits = next((d for m in range(81, 93) if (d := made(f"05{m}{year:02}{serial:03}"))), None)
    number = PersonalNumber(digits)
    month = int(digits[2:4]) - 80
    years = {y for y in (1800 + year, 1900 + year, 2000 + year) if _agrees(number, date(y, month, 5))}
    assert years == agree


@pytest.mark.parametrize(
    ("year", "serial", "agree"),
    [
        (39, 199, {1939}),
        (39, 200, {1939, 2039}),
        (39, 499, {1939, 2039}),
        (39, 500, {2039}),
        (40, 500, set()),
        (40, 599, set()),
        (40, 600, {1940}),
        (58, 599, {1858}),
        (57, 599, {1857}),
        (58, 600, {1858, 1958}),
        (58, 750, {1958}),
        (99, 999, {1999}),
        (0, 199, {1900}),
        (0, 200, {1900, 2000}),
    ],
)
def test_the_series_of_d_numbers_fit_their_centuries_old_and_new(year, serial, agree):
    """A number is kept for life, so a series that was moved in 2021 can mean two centuries."""
    digits = next(d for m in range(81, 93) if (d := made(f"45{m}{year:02}{serial:03}")))
    month = int(digits[2:4]) - 80
    number = PersonalNumber(digits)
    years = {y for y in (1800 + year, 1900 + year, 2000 + year) if _agrees(number, date(y, month, 5))}
    assert years == agree


def _agrees(number, born):
    return number.agrees_with(born, TODAY) is Agreement.AGREES


def test_from_2032_a_number_tells_nothing_about_a_birth():
    """Nor does, before that, one that only the new rule passes."""
    old, new = PersonalNumber("41810021827"), PersonalNumber("41819077906")
    assert old.agrees_with(date(2000, 1, 1), BEFORE) is Agreement.AGREES
    assert old.agrees_with(date(2000, 1, 1), FROM) is Agreement.CANNOT_TELL
    assert new.agrees_with(date(1990, 1, 1), BEFORE) is Agreement.CANNOT_TELL
