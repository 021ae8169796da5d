"""No value and no rule without its source; no day outside its dates."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltak.rules import (
    Case,
    Condition,
    Confidence,
    Dated,
    DatedValues,
    Fact,
    FactKind,
    Gap,
    OutsideDates,
    Policy,
    RuleSet,
    RuleVersions,
    Source,
    is_true,
)

DAY = timedelta(days=1)
CHECKED = date(2026, 11, 23)
FLAG = Fact("flag", FactKind.YES_NO)


def source(**other):
    """A source that may stand, or with something changed."""
    given = {
        "law": "opplæringslova",
        "section": "5-1",
        "in_force_from": date(2024, 8, 1),
        "url": "https://lovdata.no/lov/2023-06-09-30",
        "checked_on": CHECKED,
        "confidence": Confidence.HIGH,
    }
    return Source(**(given | other))


@pytest.mark.parametrize("missing", ["in_force_from", "url", "checked_on", "confidence", "law", "section"])
def test_a_source_cannot_leave_out_where_and_when_it_was_read(missing):
    """Every part a reader needs to look it up is asked for."""
    parts = {
        "law": "l", "section": "1", "in_force_from": None, "url": "https://lovdata.no", "checked_on": CHECKED,
        "confidence": Confidence.HIGH,
    }  # fmt: skip
    del parts[missing]
    with pytest.raises(TypeError):
        Source(**parts)


@pytest.mark.parametrize(
    "wrong",
    [
        {"law": " "},
        {"url": "lovdata.no"},
        {"url": "https://example.com/x"},
        {"section": "TODO"},
        {"in_force_to": date(2024, 7, 31)},
    ],
)
def test_a_placeholder_is_no_source(wrong):
    """An empty text, an address that leads nowhere and a provision that ended before it began are refused."""
    with pytest.raises(ValueError, match=r"\w"):
        source(**wrong)


@pytest.mark.parametrize(
    ("confidence", "inferred", "confirmed"),
    [
        (Confidence.HIGH, False, True),
        (Confidence.MEDIUM, False, True),
        (Confidence.LOW, False, False),
        (Confidence.HIGH, True, False),
    ],
)
def test_only_what_was_read_and_says_it_is_confirmed(confidence, inferred, confirmed):
    """Low confidence and inference are shown as such in every answer that rests on them."""
    basis = source(confidence=confidence, inferred=inferred)
    assert basis.confirmed is confirmed
    rules = RuleSet("r", "1", Condition("c", FLAG, is_true(), basis), CHECKED)
    assert rules.decide(Case({"flag": True}), CHECKED).unconfirmed == (() if confirmed else (basis,))


def test_a_source_may_be_an_old_address_and_in_force_for_one_day():
    """Not every register has the newer kind of address; first and last day are both in."""
    assert source(url="http://lovdata.no/x").url == "http://lovdata.no/x"
    assert source(in_force_to=date(2024, 8, 1)).in_force_to == date(2024, 8, 1)


def test_a_citation_names_all_its_parts():
    """Law, section, subsection, sentence, letter."""
    assert source(subsection=2, sentence=1, letter="b").cite() == "opplæringslova § 5-1 (2) 1. b)"
    assert Policy("office", "office.toml", "", CHECKED).cite() == "office, office.toml"


@pytest.mark.parametrize(
    ("section", "cited"),
    [
        ("§ 9-3", "loven § 9-3"),
        ("9-3", "loven § 9-3"),
        ("4A-3", "loven § 4A-3"),
        ("eksamensgebyr", "loven, eksamensgebyr"),
    ],
)
def test_the_sign_of_a_section_stands_once_and_only_before_a_section(section, cited):
    """A table may write the sign itself, and a rate on a web page has no section at all."""
    assert source(law="loven", section=section).cite() == cited


@pytest.mark.parametrize("basis", [None, "§ 5-1", ()])
def test_neither_value_nor_condition_can_be_built_without_a_source(basis):
    """The type refuses it, so no test or reviewer has to find it."""
    with pytest.raises(TypeError, match="cannot be built without"):
        Dated(1, CHECKED, None, basis)
    with pytest.raises(TypeError, match="cannot be built without"):
        Condition("c", FLAG, is_true(), basis)


def test_a_value_of_an_unconfirmed_source_must_say_so():
    """It can be carried, as unconfirmed, and not otherwise."""
    weak = source(confidence=Confidence.LOW)
    with pytest.raises(ValueError, match="confirmed=False"):
        Dated(1, CHECKED, None, weak)
    assert not Dated(1, CHECKED, None, weak, confirmed=False).confirmed
    with pytest.raises(ValueError, match="before valid_from"):
        Dated(1, CHECKED, CHECKED - DAY, source())
    with pytest.raises(TypeError, match="valid_from"):
        Dated(1, None, None, source())


@given(st.lists(st.integers(1, 400), min_size=2, max_size=6), st.booleans())
def test_a_dated_value_holds_from_its_first_day_to_its_last_and_no_longer(lengths, is_open):
    """The day before, the first day, the last day and the day after, for every value."""
    start, values = date(2020, 1, 1), []
    for number, length in enumerate(lengths):
        values.append(Dated(number, start, start + timedelta(days=length - 1), source()))
        start += timedelta(days=length + number % 2)  # every second value is followed by a gap of a day
    if is_open:
        values.append(Dated(len(values), start, None, source()))
    dated = DatedValues("fee", tuple(reversed(values)))
    for value in values:
        assert dated.on(value.valid_from) is value
        if value.valid_to is None:
            assert dated.on(date.max) is value
            continue
        assert dated.on(value.valid_to) is value
        for beside in (value.valid_from - DAY, value.valid_to + DAY):
            if any(other.covers(beside) for other in values):
                assert dated.on(beside) is not value
            else:
                with pytest.raises(OutsideDates, match="fee"):
                    dated.on(beside)


def test_two_values_for_one_day_cannot_be_built():
    """Not even on the one day one ends and the other begins."""
    first = Dated(1, date(2024, 1, 1), date(2024, 6, 1), source())
    with pytest.raises(ValueError, match="runs into"):
        DatedValues("fee", (first, Dated(2, date(2024, 6, 1), None, source())))
    with pytest.raises(ValueError, match="runs into"):
        DatedValues("fee", (Dated(1, date(2024, 1, 1), None, source()), Dated(2, date(2025, 1, 1), None, source())))


def version(name, first, last, id="r"):  # noqa: A002 - the name of the field it fills
    """A version of one-condition rules."""
    return RuleSet(id, name, Condition("c", FLAG, is_true(), source()), first, last)


def test_each_day_is_decided_by_the_version_of_that_day():
    """The last day of the old, the first of the new, and the days outside all of them."""
    old = version("1", date(2010, 1, 1), date(2019, 12, 31))
    new = version("2", date(2020, 2, 1), None)
    gap = Gap(date(2020, 1, 1), date(2020, 1, 31), "repealed")
    rules = RuleVersions("r", (new, old), (gap,))
    case = Case({"flag": True})
    assert rules.decide(case, date(2019, 12, 31)).rule_version == "1"
    assert rules.decide(case, date(2020, 2, 1)).rule_version == "2"
    with pytest.raises(OutsideDates, match="repealed"):
        rules.decide(case, date(2020, 1, 31))
    with pytest.raises(OutsideDates, match="2009-12-31"):
        rules.decide(case, date(2009, 12, 31))
    with pytest.raises(OutsideDates, match="2020-01-01"):
        old.decide(case, date(2020, 1, 1))
    with pytest.raises(OutsideDates):
        old.decide(case, date(2009, 12, 31))


@pytest.mark.parametrize(
    ("versions", "gaps", "match"),
    [
        ((), (), "no versions"),
        ((version("1", CHECKED, None, id="s"),), (), "carries the id"),
        ((version("1", CHECKED, None), version("2", CHECKED + DAY, None)), (), "runs into"),
        ((version("1", CHECKED, CHECKED), version("2", CHECKED + 2 * DAY, None)), (), "not named"),
        (
            (version("1", CHECKED, CHECKED + DAY), version("2", CHECKED + 2 * DAY, None)),
            (Gap(CHECKED + DAY, CHECKED + DAY, "why"),),
            "runs into",
        ),
    ],
)
def test_versions_neither_overlap_nor_leave_a_gap_without_a_name(versions, gaps, match):
    """Every day has one version, or a reason for having none."""
    with pytest.raises(ValueError, match=match):
        RuleVersions("r", versions, gaps)
