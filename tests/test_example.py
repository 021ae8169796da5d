"""The worked example is what its README says: the described office, made-up people, the described counts."""

import csv
import re
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest

from tiltak.office import PartnerRole, Service, example_folder, load_folder
from tiltak.outcomes import EventKind, Period, check_events, measure
from tiltak.programme import Channel, Track
from tiltak.rules import Knowledge
from tiltak.study import catalogue

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "midt-telemark"
ON = date(2026, 11, 23)
PERIOD = Period(date(2024, 8, 1), date(2026, 7, 31))


@pytest.fixture(scope="module")
def files():
    """The four files, read."""
    return load_folder(EXAMPLE)


@pytest.fixture(scope="module")
def finished(files):
    """What happened in the finished period."""
    return [event for event in files.events if event.on in PERIOD]


def test_the_example_is_the_one_that_travels_with_the_library():
    """In a checkout, `example_folder` is the folder beside the tests."""
    assert example_folder() == EXAMPLE


def test_the_log_is_the_one_its_script_writes():
    """Whoever changes the script or the file changes both."""
    done = subprocess.run([sys.executable, str(ROOT / "examples" / "make_example.py"), "--check"], check=False)
    assert done.returncode == 0


# ---- the office, as the description gives it ----


def test_the_office_is_the_described_one(files):
    """Sections 3, 4 and 6: Talenthuset, outside NAV's premises, with sofa and kitchen; two municipalities."""
    office = files.office
    assert (office.arena.name, office.arena.outside_nav) == ("Talenthuset", True)
    assert (office.arena.sofa, office.arena.kitchen) == (True, True)
    assert [school.municipality for school in office.schools] == list(office.municipalities) == ["4020", "4018"]


def test_every_described_partner_is_there_on_its_side(files):
    """Section 3 names those of Stay at School and those of Back to School; the schools are in both."""
    roles = defaultdict(set)
    for partner in files.office.partners:
        for track in partner.tracks:
            roles[track].add(partner.role)
    assert roles[Track.STAY_AT_SCHOOL] == {
        PartnerRole.VIDEREGAAENDE_SKOLE,
        PartnerRole.KONTAKTLAERER,
        PartnerRole.MILJOETERAPEUT,
        PartnerRole.HELSESYKEPLEIER,
        PartnerRole.RAADGIVER,
        PartnerRole.OPPLAERINGSKONTOR,
        PartnerRole.BEDRIFT,
    }
    assert roles[Track.BACK_TO_SCHOOL] == {
        PartnerRole.VIDEREGAAENDE_SKOLE,
        PartnerRole.RESSURSSENTER,
        PartnerRole.EKSAMENSKONTOR,
        PartnerRole.OPPFOELGINGSTJENESTE,
        PartnerRole.PPT,
        PartnerRole.UNG_ARENA,
        PartnerRole.SLT,
        PartnerRole.POLITI,
    }
    committee = {partner.role for partner in files.office.partners if partner.in_committee}
    assert committee == {PartnerRole.PPT, PartnerRole.HELSESYKEPLEIER, PartnerRole.POLITI}


def test_every_described_service_is_there(files):
    """Sections 4 and 5 name all that the library has a code for."""
    assert files.office.services == set(Service)


def test_what_the_description_does_not_say_is_marked(files):
    """Every value that the description is silent about carries its reason; no other place does."""
    assert {assumption.path for assumption in files.office.assumptions} == {
        "office.nav_unit",
        "office.language",
        "schools[1].weekdays",
        "schools[2].weekdays",
        "staff[2]",
        "staff[3]",
        "cars[1]",
        "cars[2]",
        "venues[1]",
        "venues[2]",
        "exam_day.meet_minutes_before",
        "programme.upper_age",
        "programme.rights_that_count",
        "programme.leap_day",
        "report",
    }


def test_what_nobody_has_said_is_absent(files):
    """Opening hours, hours a week, capacity: the description gives none, and so does the file."""
    office = files.office
    assert (office.arena.evenings, office.arena.postcode, office.programme.capacity) == (None, None, None)
    assert all(post.hours_per_week is None for post in office.staff)


# ---- the youths ----


def test_there_are_enough_youths_and_every_channel_brought_some(files):
    """At least sixty, through each of the described channels."""
    assert len(files.youths) >= 60
    assert {youth.referral.channel for youth in files.youths} == set(Channel)


@pytest.mark.parametrize(
    "born",
    [
        *("2011-11-23", "2011-11-24"),  # fifteen
        *("2010-11-22", "2010-11-23", "2010-11-24"),  # sixteen
        *("2008-11-22", "2008-11-23", "2008-11-24"),  # eighteen
        *("2007-12-31", "2008-01-01"),  # the year and the school year one turns nineteen
        *("2004-12-31", "2005-01-01"),  # twenty-two by calendar year
        *("2001-12-31", "2002-01-01"),  # the school year one turns twenty-five, and the follow-up service
        *("2001-11-22", "2001-11-23", "2001-11-24"),  # twenty-five
        *("1997-11-23", "1997-11-24"),  # twenty-nine
        *("1996-11-22", "1996-11-23", "1996-11-24"),  # thirty
        *("1995-11-23", "1995-11-24"),  # thirty-one
        *("1996-01-01", "1996-12-31"),  # the year one turns thirty
        *("1996-02-29", "2000-02-29", "2004-02-29", "2008-02-29"),
    ],
)
def test_somebody_was_born_on_each_side_of_every_age_boundary(files, born):
    """The day before, the day itself and the day after, seen from 23 November 2026."""
    assert date.fromisoformat(born) in {youth.case.get("born") for youth in files.youths}


def test_much_is_not_known_and_in_both_ways(files):
    """Some facts nobody has asked for, some were asked for in vain; also a birth date."""
    kinds = Counter(
        youth.case.get(name)
        for youth in files.youths
        for name in ("residence", "lower_secondary", "final_competence", "in_work", "sharing_consent", "born")
        if isinstance(youth.case.get(name), Knowledge)
    )
    assert min(kinds.values()) >= 4
    assert len(kinds) == 2


def test_the_hard_ones_are_there(files):
    """Foreign schooling, waiting for an answer, apprentices, pupils at risk, in work, and a no to help or sharing."""
    facts = {(name, youth.case.get(name)) for youth in files.youths for name in youth.case.facts}
    assert {
        ("foreign_upper_secondary", "IKKE_GODKJENT"),
        ("foreign_upper_secondary", "UNDER_VURDERING"),
        ("residence", "VENTER_PAA_SVAR"),
        ("residence", "ENDELIG_AVSLAG"),
        ("lower_secondary", "IKKE_FULLFORT"),
        ("activity", "LAERLING"),
        ("at_risk", True),
        ("in_work", True),
        ("wants_help", False),
        ("sharing_consent", False),
        ("requalification_used", True),
    } <= facts


def test_what_was_passed_is_of_real_subjects(files):
    """Every code is in the catalogue, and grades that do not pass are among them."""
    assert {line.code for line in files.passed} <= set(catalogue().subjects)
    assert {line.grade for line in files.passed} >= {1, 2, 5, "IV", "F"}


# ---- the finished period ----


def test_the_counts_are_the_described_ones(files):
    """Section 5: about 90 exams, about 80 passed, 20 to 25 pupils at risk who went through the year."""
    report = measure(files.events, PERIOD, ON)
    assert (report.figure("exam.sat").numerator, report.figure("exam.passed").numerator) == (90, 80)
    assert report.figure("school.through_year").numerator == 23


def test_the_log_hangs_together(files):
    """No row contradicts another."""
    assert check_events(files.events).set_aside == ()


def test_not_everybody_came(finished):
    """Some did not show up, two withdrew, one was documented ill and sat the exam a term later."""
    values = Counter(event.value for event in finished if event.kind is EventKind.EXAM)
    assert values == {"SAT": 90, "NO_SHOW": 8, "WITHDRAWN": 2, "DEFERRED": 1}


def test_staff_were_in_the_schools_four_or_five_days_every_week(finished):
    """Each week with presence has it on four or five weekdays, and no day is counted twice for one school."""
    days = defaultdict(set)
    seen = [event for event in finished if event.kind is EventKind.PRESENCE]
    for event in seen:
        days[event.on.isocalendar()[:2]].add(event.on)
    assert {len(found) for found in days.values()} == {4, 5}
    assert len({(event.on, event.value) for event in seen}) == len(seen)
    assert {event.on.weekday() for event in seen} == {0, 1, 2, 3, 4}


def test_a_youth_could_be_reached_in_the_evening_and_sat_down_to_eat(finished):
    """Section 5: available in the evening too; meals and walks together."""
    values = Counter(event.value for event in finished if event.kind is EventKind.CONTACT)
    assert all(values[value] > 20 for value in ("EVENING", "MEAL", "WALK", "RIDE_WAITED"))


def test_nobody_is_in_both_halves_of_the_log(files, finished):
    """The cohort of the finished period and the open cases share no youth."""
    open_cases = {youth.case_id for youth in files.youths}
    assert not open_cases & {event.case_id for event in finished if event.kind is EventKind.RESULT}
    assert all(not event.case_id or re.fullmatch(r"MT-[023]\d\d", event.case_id) for event in files.events)


def test_the_channel_in_the_log_is_the_one_in_the_cases(files):
    """The two files tell the same about who brought a youth, and when."""
    told = {event.case_id: event for event in files.events if event.kind is EventKind.REFERRAL}
    both = [youth for youth in files.youths if youth.case_id in told]
    assert len(both) == 14
    for youth in both:
        event = told[youth.case_id]
        assert (event.value, event.on) == (youth.referral.channel.value, youth.referral.referred_on)


def test_the_exams_ahead_are_of_subjects_not_passed(files):
    """Nobody is registered for what they have passed already."""
    passed = {(line.case_id, line.code) for line in files.passed if line.counts}
    registered = {
        (event.case_id, event.code)
        for event in files.events
        if event.kind is EventKind.REGISTRATION and event.term == "H2026"
    }
    assert len(registered) >= 14
    assert not registered & passed


def test_every_file_is_plain_utf8_with_unix_line_ends():
    """So that the same bytes come from every checkout."""
    for path in sorted(EXAMPLE.iterdir()):
        data = path.read_bytes()
        assert not data.startswith(b"\xef\xbb\xbf")
        assert b"\r" not in data
        assert data.decode("utf-8").endswith("\n")


def test_the_readme_counts_right(files):
    """What the README says of the files is so."""
    text = (EXAMPLE / "README.md").read_text(encoding="utf-8")
    assert f"{len(files.youths)} oppdiktede unge" in text
    ids = {event.case_id for event in files.events}
    assert {"MT-201", "MT-236", "MT-301", "MT-327"} <= ids
    assert not {"MT-237", "MT-328"} & ids
    with (EXAMPLE / "cases.csv").open(encoding="utf-8", newline="") as source:
        assert [row["case_id"] for row in csv.DictReader(source)] == [f"MT-{number:03}" for number in range(1, 73)]
