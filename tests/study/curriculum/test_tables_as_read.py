"""The tables that ship against the tables as they were read at their sources; every difference is named here."""

import csv
import hashlib
import re
from pathlib import Path

import pytest

from tiltak.study import catalogue, county, term
from tiltak.tables import read_rows

READ = Path(__file__).parents[2] / "cases" / "study" / "read"
FORMS = {
    "skriftlig": "WRITTEN",
    "muntlig": "ORAL",
    "muntlig-praktisk": "ORAL_PRACTICAL",
    "praktisk": "PRACTICAL",
    "ingen": "NONE",
}
GROUPS = {
    "fellesfag-st": "COMMON_GENERAL",
    "fellesfag-yf": "COMMON_VOCATIONAL",
    "fellesfag-st+yf": "COMMON_BOTH",
    "fellesfag-st+påbygg3": "COMMON_GENERAL",
    "påbygging": "SUPPLEMENTARY",
    "programfag-st": "ELECTIVE_GENERAL",
    "programfag-yf": "PROGRAMME_VOCATIONAL",
    "fremmedspråk": "FOREIGN_LANGUAGE",
    "lærefag-teori": "TRADE_THEORY",
}
COUNTY_COLUMNS = {
    "registration_first_day": "reg_open",
    "registration_last_day": "reg_close",
    "adaptation_last_day": "adapt_deadline",
    "oral_published_on": "oral_dates_published",
}
# Sets that were one row for several choices when read; each choice is a set of its own now.
SPLIT = {
    "MAT-1PY": "MAT-1PY-",
    "NAT-YF": "NAT-YF-",
    "FSP-I": "FSP-",
    "FSP-II": "FSP-",
    "PF-140": "PF-",
    "LF-HEA": "LF-",
}


def as_read(name):
    """The rows as they were read."""
    return list(csv.DictReader((READ / f"{name}.csv").read_text(encoding="utf-8").splitlines()))


def shipped(name):
    """The rows that ship."""
    return list(read_rows("tiltak.study", f"data/{name}.csv"))


def test_every_subject_read_ships_and_no_other():
    """The 152 codes that were read are the codes that ship, each once."""
    codes = [row["code"] for row in as_read("subjects")]
    assert len(codes) == len(set(codes)) == 152
    assert sorted(codes) == sorted(row["code"] for row in shipped("subjects"))


@pytest.mark.parametrize("row", as_read("subjects"), ids=lambda row: row["code"])
def test_a_subject_ships_as_it_was_read(row):
    """Names, level, hours, form, group, curriculum and confidence agree; only names that were empty were filled in."""
    (ours,) = [one for one in shipped("subjects") if one["code"] == row["code"]]
    assert ours["name_nb"] == row["name_nb"]
    assert ours["name_en"] == row["name_en"]
    assert ours["name_nn"] == (row["name_nn"] or ours["name_nn"]) != ""
    assert ours["level"] == row["level"].upper()
    assert ours["hours"] == row["hours"]
    assert ours["exam_form"] == FORMS[row["exam_form"]]
    assert ours["group"] == GROUPS[row["group"]]
    assert ours["curriculum"] == row["curriculum"]
    assert ours["confidence"] == row["confidence"].upper()


def test_every_set_read_ships_with_its_codes_and_hours():
    """A set has the codes, the number of exams and the hours that were read; rows for several choices are split."""
    read = {row["set_id"]: row for row in as_read("exam_sets")}
    for set_id, row in read.items():
        if set_id in SPLIT:
            continue
        one = catalogue().exam_set(set_id)
        assert list(one.codes) == row["exam_codes_all_required"].split("+")
        assert len(one.codes) == int(row["n_exams"])
        assert str(one.hours) == re.match(r"\d+", row["credited_hours"])[0]
        assert one.confidence == row["confidence"].upper()


@pytest.mark.parametrize(("read_id", "prefix"), SPLIT.items())
def test_a_row_for_several_choices_is_one_set_for_each(read_id, prefix):
    """Each choice has the number of exams and the hours of the row it came from, save what is named here."""
    (row,) = [one for one in as_read("exam_sets") if one["set_id"] == read_id]
    sets = [one for one in catalogue().sets.values() if one.id.startswith(prefix)]
    if read_id.startswith("FSP"):
        sets = [one for one in sets if one.id.endswith("-" + read_id.removeprefix("FSP-"))]
    assert (
        len(sets)
        == {
            "MAT-1PY": 10,
            "NAT-YF": 10,
            "FSP-I": 3,
            "FSP-II": 3,
            "PF-140": 32,
            "LF-HEA": 12,
        }[read_id]
    )
    assert {one.hours for one in sets} == {int(row["credited_hours"]) if row["credited_hours"] else None}
    # Biologi 2, Fysikk 2, Kjemi 2 and Informasjonsteknologi 2 take two exams, as the note of the row says.
    double = {"PF-REA3036", "PF-REA3039", "PF-REA3046", "PF-REA3049"}
    assert {one.id for one in sets if len(one.codes) != int(row["n_exams"])} == (
        double if read_id == "PF-140" else set()
    )


def test_sets_that_were_not_read_as_sets_are_named():
    """What ships beside the sets that were read, and nothing else, is ours to answer for."""
    read = {row["set_id"] for row in as_read("exam_sets")}
    split = tuple(SPLIT.values())
    ours = {one for one in catalogue().sets if one not in read and not one.startswith(split)}
    assert {one for one in ours if not one.startswith("MAT-1TY-")} == {
        "KRO-PB",
        "MAT-OEK",
        "MAT-R1",
        "MAT-S1",
        "MAT-STAT",
        "NOR-KB",
    }
    assert len(ours) == 16


def test_hours_of_sets_that_disagree_with_their_codes_are_known():
    """Grep gives hours on one code of a set; where they are not the set's hours, the set sums several years."""
    differ = {}
    for one in catalogue().sets.values():
        stated = sum(catalogue().subject(code).hours or 0 for code in one.codes)
        if one.hours is not None and stated and stated != one.hours:
            differ[one.id] = (stated, one.hours)
    assert differ == {
        "NOR-ST": (168, 393),  # 113 + 112 + 168: three years, one certificate
        "HIS-ST": (113, 169),  # 56 + 113: HIS1009 has no exam
        "KRO-VG2": (56, 112),  # 56 + 56, inferred
        "KRO-VG3": (56, 168),  # 56 + 56 + 56
        "FSP-SP-I": (112, 225),  # two years
        "FSP-SP-II": (112, 225),
    }


def test_terms_read_ship():
    """Every dated event of a term is as it was read; the pupils' draw and undated periods are left out."""
    events = {
        "registration private candidates": "REGISTRATION",
        "central written exams": "WRITTEN",
        "central written exams vgo": "WRITTEN",
        "results (sensur)": "RESULTS",
    }
    left_out, kept = [], []
    for row in as_read("exam_terms"):
        if row["event"] not in events:
            left_out.append(row["event"])
            continue
        span = getattr(term(row["term"]), events[row["event"]].lower())
        assert span.first.isoformat() == row["date_from"]
        assert span.last.isoformat() == (row["date_to"] or row["date_from"])
        assert span.confirmed
        kept.append((row["term"], events[row["event"]]))
    assert left_out == ["pupil draw announced (trekk)", "oral and practical exams", "oral and practical exams"]
    assert sorted(kept) == sorted((row["term"], row["event"]) for row in shipped("terms"))


def test_counties_read_ship():
    """Both terms of all fifteen counties are as they were read, and what was not found is empty in both."""
    read = {row["county_no"]: row for row in as_read("county_deadlines")}
    assert len(read) == 15
    assert len(shipped("counties")) == 30
    for ours in shipped("counties"):
        row = read[ours["county_no"]]
        assert county(ours["county_no"]).name == row["county"]
        for column, stem in COUNTY_COLUMNS.items():
            assert ours[column] == row[f"{stem}_{ours['term'].lower()}"]
        assert ours["url"] == row["county_page"]


def test_registration_is_the_same_in_every_county_and_in_the_nation():
    """No county's window contradicts the national one, in either term."""
    for row in shipped("counties"):
        span = term(row["term"]).registration
        days = (row["registration_first_day"], row["registration_last_day"])
        assert days == (span.first.isoformat(), span.last.isoformat())


def test_no_deadline_for_adaptation_is_before_registration_opens():
    """The two kinds of deadline of a county fit together."""
    for row in shipped("counties"):
        assert not row["adaptation_last_day"] or row["adaptation_last_day"] >= row["registration_last_day"]
        assert not row["oral_published_on"] or row["oral_published_on"] > row["registration_last_day"]


def test_fees_read_ship():
    """Exam fees are as they were read, by year; one that rests on memory or an inferred year is not confirmed."""
    rates = {row["valid_from"]: row for row in read_rows("tiltak.law", "data/exam_fees.csv")}
    read = [row for row in as_read("exam_fees") if row["kind"] == "eksamen" and row["first_or_not_passed_nok"]]
    assert [row["valid_from"][:4] for row in read] == [str(year) for year in range(2014, 2027)]
    amounts = [column for column in next(iter(rates.values())) if column not in {"valid_from", "valid_to"}][:2]
    for row in read:
        ours = rates[row["valid_from"]]
        assert [ours[column] for column in amounts] == [row["first_or_not_passed_nok"], row["already_passed_nok"]]
        assert (ours["confirmed"] == "true") <= (row["confidence"] == "high")
    (carried,) = [day for day in rates if day not in {row["valid_from"] for row in read}]
    assert (carried, rates[carried]["confirmed"]) == ("2027-01-01", "false")


def test_prerequisites_read_ship_or_are_named():
    """Each natural order that was read has its rows; what is left out is left out for a reason."""
    shipped_pairs = {(row["code"], row["builds_on"]) for row in shipped("prerequisites")}
    left_out = []
    for row in as_read("prerequisites"):
        pairs = {
            (one, other)
            for one in re.findall(r"[A-Z]{3}\d{4}", row["subject"])
            for other in re.findall(r"[A-Z]{3}\d{4}", row["builds_on"])
        }
        if not pairs & shipped_pairs:
            left_out.append(row["subject"])
    assert left_out == [
        "REA3056 R1 / REA3060 S1",  # rests on memory
        "SPR3031 Engelsk 2",  # not in the extract
        "SAM3073 Psykologi 2",  # can be taken independently
        "SAM3058 Rettslære 2",
        "REA3036 Biologi 2",
        "NOR1267-1269",  # the years before have no exam
        "HIS1010",
        "MAT1151 2P-Y",  # written without codes: one row for each programme ships
        "NAT1018",
        "S and R",  # a rule of the diploma, modelled there
    ]
    assert {row["strength"] for row in shipped("prerequisites")} == {"NATURAL_ORDER"}


def test_the_calendar_of_spring_2024_ships_as_it_was_read():
    """All 871 rows, in their order: the digest is that of the rows as they were read."""
    rows = shipped("exam_dates_v2024")
    text = "\n".join(",".join((row["term"], row["on"], row["code"], row["kind"], row["hours"])) for row in rows)
    assert len(rows) == 871
    assert (
        hashlib.sha256(text.encode()).hexdigest() == "cae86b94c231776b8986535b94d4a001f9d4311d9d524b2488d50c3f71dad9e5"
    )
    written = term("V2024").written
    days = [row["on"] for row in rows if row["kind"] == "WRITTEN"]
    assert (min(days), max(days)) == (written.first.isoformat(), written.last.isoformat())


def test_written_exams_that_the_calendar_lacks_are_named():
    """Written exams outside the national calendar are vocational programme subjects, or newer than it."""
    dated = {row["code"] for row in shipped("exam_dates_v2024")}
    missing = [row for row in shipped("subjects") if row["exam_form"] == "WRITTEN" and row["code"] not in dated]
    assert {row["code"] for row in missing if row["group"] != "PROGRAMME_VOCATIONAL"} == {"REA3065", "REA3067"}
