"""`tiltak signals`: who to talk to first, and why, in a terminal, for another program and as a page."""

import json

import pytest

from tiltak.render.sharing import sharing_schema

HEADER = (
    "case_id,activity,absence_percent,absence_rise_points,assessment_warning,failed_subjects,programme_changes,"
    "wish_to_quit,workplace_concern,observed_on,observed_by"
)
QUIET = "ELEV,{absent},0,nei,0,0,nei,,,"
PUPILS = [
    "MT-103,LAERLING,,,,0,0,nei,ja,2026-11-23,BEDRIFT",
    "MT-101,ELEV,10,0,nei,0,0,nei,,2026-11-20,KONTAKTLAERER",
    "MT-102,ELEV,8.5,,nei,0,0,ja,,,",
    "MT-104,ELEV,2,0,nei,0,0,nei,,,",
]
ON = ("--on", "2026-11-23")


@pytest.fixture
def pupils(tmp_path):
    """Write `pupils.csv`."""

    def write(*rows):
        path = tmp_path / "pupils.csv"
        path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture
def signals(pupils, run_tiltak):
    """The answer as data, held against the published schema."""
    from jsonschema import validate  # noqa: PLC0415 - used here only

    def ask(*rows, more=ON):
        done = run_tiltak("signals", pupils(*rows), *more, "--format", "json")
        assert done.exit_code == 0, done.output
        record = json.loads(done.output)
        validate(record, sharing_schema("signals-1"))
        return record

    return ask


def test_everybody_is_in_the_order_of_the_file(signals):
    """Nobody is ranked: the apprentice who stands first in the file stands first in the answer."""
    found = [
        (one["case_id"], [each["signal"] for each in one["raised"]], one["questions"])
        for one in signals(*PUPILS)["pupils"]
    ]
    assert found == [
        ("MT-103", ["WORKPLACE_CONCERN"], []),
        ("MT-101", ["ABSENCE_LIMIT"], []),
        ("MT-102", ["ABSENCE_NEAR", "WISH_TO_QUIT"], ["absence_rise_points"]),
        ("MT-104", [], []),
    ]


@pytest.mark.parametrize(
    ("absent", "raised"),
    [("7.9", []), ("8", ["ABSENCE_NEAR"]), ("9.9", ["ABSENCE_NEAR"]), ("10", ["ABSENCE_LIMIT"])],
)
def test_both_sides_of_the_limits_of_absence(signals, absent, raised):
    """Eight per cent is near, ten is the limit of the regulation."""
    (one,) = signals("MT-001," + QUIET.format(absent=absent))["pupils"]
    assert [each["signal"] for each in one["raised"]] == raised


def test_before_the_absence_limit_was_established_it_is_named_as_a_gap(signals):
    """On 31 July 2024 nothing is said of the limit; the day after, there is a signal."""
    row = "MT-001," + QUIET.format(absent="10")
    before, after = (signals(row, more=("--on", day)) for day in ("2024-07-31", "2024-08-01"))
    assert (before["not_covered"], before["pupils"][0]["raised"]) == (["ABSENCE_LIMIT", "ABSENCE_NEAR"], [])
    assert (after["not_covered"], after["pupils"][0]["flagged"]) == ([], "YES")


def test_a_signal_says_what_it_rests_on_who_told_it_and_what_to_do_first(pupils, run_tiltak):
    """The section, the contact teacher and the day, and the step with whose it is, stand under the signal."""
    lines = run_tiltak("signals", pupils(*PUPILS), *ON, "--lang", "en").output.splitlines()
    start = lines.index("MT-101")
    assert lines[start + 1 : start + 6] == [
        "- Absence has reached the limit in the education regulation",
        "  Rests on: section 9-8 of opplæringsforskrifta and section 15-6 of opplæringsforskrifta",
        "  Sees it first: The school",
        "  Told by: The contact teacher, 20 November 2026",
        "  Do first: Talk with the pupil about the absence, and what it takes to be there (The contact teacher)",
    ]
    assert lines[-1] == "A signal is a reason to have a talk. It is no score, and nobody is ranked."


def test_nothing_raised_and_nothing_known_are_two_things(pupils, run_tiltak):
    """A pupil nobody has asked about is not one without signals."""
    path = pupils("MT-001," + QUIET.format(absent="2"), "MT-002,ELEV,,,,,,,,,")
    lines = run_tiltak("signals", path, *ON, "--lang", "en").output.splitlines()
    assert lines[lines.index("MT-001") + 1] == "  No signals"
    assert lines[lines.index("MT-002") + 1] == "  No signals so far. Something must be asked first."


def test_a_limit_that_moves_is_told_in_counts_beside_todays(signals):
    """Forty at 3 per cent, twelve at 7 and thirteen at 8.5: eight flags 13, six flags 25."""
    absent = ["3"] * 40 + ["7"] * 12 + ["8.5"] * 13
    rows = [f"MT-{number}," + QUIET.format(absent=one) for number, one in enumerate(absent, start=1)]
    told = signals(*rows, more=(*ON, "--limit", "absence_near=6"))
    assert told["limit"] == "absence_near"
    assert [(one["value"], one["flagged"], one["few"]) for one in told["flagged_if"]] == [
        (8, 13, False),
        (6, 25, False),
    ]


@pytest.mark.parametrize(("near", "hidden"), [(4, True), (5, False)])
def test_a_count_of_fewer_than_five_is_not_told(signals, near, hidden):
    """Four could be recognised, five are told."""
    absent = ["3"] * 40 + ["8.5"] * near
    rows = [f"MT-{number}," + QUIET.format(absent=one) for number, one in enumerate(absent, start=1)]
    told = signals(*rows, more=(*ON, "--limit", "absence_near=8"))["flagged_if"]
    assert [(one["few"], one["flagged"]) for one in told] == [(hidden, None if hidden else 5)]


@pytest.mark.parametrize("limit", ["absence_nera=6", "absence_near=many", "absence_near=0", "failed_subjects=1.5"])
def test_a_limit_that_cannot_be_is_a_fault(pupils, run_tiltak, limit):
    """Neither an unknown name nor a number that cannot be a limit is taken."""
    done = run_tiltak("signals", pupils(*PUPILS), *ON, "--limit", limit, "--lang", "en")
    assert (done.exit_code, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)


def test_every_fault_of_the_file_is_said_at_once(pupils, run_tiltak):
    """A wrong code, a number out of range, a day to come, a role left out and a repeated case, each with its line."""
    path = pupils(
        "MT-001,ELLEV,101,0,nei,0.5,0,nei,,2026-11-24,KONTAKTLAERER",
        "MT-001,ELEV,5,0,nei,0,0,kanskje,,2026-11-23,",
    )
    done = run_tiltak("signals", path, *ON, "--lang", "en")
    assert (done.exit_code, done.stdout) == (2, "")
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == [
        "pupils.csv, line 2, “absence_percent”",
        "pupils.csv, line 2, “activity”",
        "pupils.csv, line 2, “failed_subjects”",
        "pupils.csv, line 2, “observed_on”",
        "pupils.csv, line 3, “case_id”",
        "pupils.csv, line 3, “observed_by”",
        "pupils.csv, line 3, “wish_to_quit”",
    ]


@pytest.mark.parametrize(("lang", "said"), [("nb", "Fraværet har nådd grensen"), ("nn", "Fråværet har nådd grensa")])
def test_the_page_shows_each_person_and_no_fact(pupils, run_tiltak, lang, said):
    """The page names the signal in the language, and not the per cent behind it."""
    page = run_tiltak("signals", pupils(*PUPILS), *ON, "--format", "html", "--lang", lang).output
    assert page.startswith("<!doctype html>")
    assert said in page
    assert "8.5" not in page.partition("</style>")[2]
