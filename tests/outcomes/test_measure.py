"""What a report says of a log, and what it does not say."""

import csv
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from tiltak.outcomes import (
    BACK_TO_SCHOOL,
    FUNNEL,
    STAY_AT_SCHOOL,
    ClaimLevel,
    Event,
    EventKind,
    Period,
    check_events,
    measure,
    metrics,
    profiles,
)
from tiltak.outcomes.estimates import ClusterSums, clustered_wilson
from tiltak.outcomes.measure import published
from tiltak.outcomes.protect import Selector, protect, revealed
from tiltak.outcomes.reduce import reduce_log
from tiltak.outcomes.ties import ties

K = EventKind
YEAR = Period(date(2025, 8, 1), date(2026, 7, 31))
AFTER = date(2026, 8, 15)
CASES = Path(__file__).parents[1] / "cases" / "outcomes"


def bts(case, kind, on, value="", *exam, **more):
    """An event of Back to School; about an exam when its code and term are given, months for a status."""
    code, term = (*exam, "", "")[:2]
    return Event(case, kind, on, BACK_TO_SCHOOL, code, term, value, **more)


def course(case, *exams, channel="SELV", start=date(2025, 8, 20)):
    """A youth referred and enrolled, with exams as (code, term, what came of it)."""
    yield bts(case, K.REFERRAL, start, channel)
    yield bts(case, K.CONTACT, start + timedelta(days=5), "INDIVIDUAL")
    yield bts(case, K.ENROLMENT, start + timedelta(days=7))
    for code, term, outcome in exams:
        autumn = term.startswith("H")
        yield bts(case, K.REGISTRATION, date(2025, 9, 10) if autumn else date(2026, 1, 20), "muntlig", code, term)
        sat_on = date(2025, 11, 20) if autumn else date(2026, 5, 22)
        if outcome is None:
            continue
        yield bts(case, K.EXAM, sat_on, "SAT" if outcome.isdigit() or outcome == "?" else outcome, code, term)
        if outcome.isdigit():
            yield bts(case, K.RESULT, sat_on + timedelta(days=30), outcome, code, term)


def described_log():
    """Ninety exams by forty youths, eighty passed, and 23 pupils through the year."""
    for n in range(30):
        yield from course(f"MT-{n:03}", ("NOR1267", "H2025", "4"), ("SAK1001", "V2026", "3"))
    for n in range(30, 40):
        exams = [("NOR1267", "H2025", "2"), ("SAK1001", "V2026", "3"), ("MAT1019", "V2026", "1")]
        yield from course(f"MT-{n:03}", *exams)
    for n in range(40, 63):
        case = f"MT-{n:03}"
        yield Event(case, K.ENROLMENT, date(2025, 9, 1), STAY_AT_SCHOOL)
        yield Event(case, K.EXIT, date(2026, 6, 19), STAY_AT_SCHOOL, value="COMPLETED_YEAR")


DESCRIBED = tuple(described_log())


def test_the_described_counts_come_out():
    """Ninety exams sat, eighty passed and 23 pupils through the year are counted from the events, none typed in."""
    report = measure(DESCRIBED, YEAR, AFTER)
    assert report.figure("exam.sat").numerator == 90
    assert report.figure("exam.passed").numerator == 80
    assert report.figure("school.through_year").numerator == 23
    passed = report.figure("exam.pass")
    assert (passed.numerator, passed.denominator, passed.youths) == (80, 90, 40)
    assert not passed.suppressed
    assert report.set_aside == ()


def test_the_rate_of_exams_knows_that_they_lie_within_youths():
    """The interval of the pass rate is the clustered one, from sums over youths."""
    passed = measure(DESCRIBED, YEAR, AFTER).figure("exam.pass")
    expected = clustered_wilson(ClusterSums.of([(2, 2)] * 30 + [(2, 3)] * 10))
    assert (passed.low, passed.high, passed.method) == (expected.low, expected.high, "wilson_clustered")


def test_pupils_through_the_year_are_a_count_with_its_source():
    """No denominator is known, so there is no share, and the figure says so and where it comes from."""
    figure = measure(DESCRIBED, YEAR, AFTER).figure("school.through_year")
    assert figure.claim_level is ClaimLevel.COUNT
    assert (figure.denominator, figure.estimate, figure.source) == (None, None, "reported_by_school")
    assert "note.no_denominator" in figure.notes


def test_the_funnel_follows_those_referred():
    """Each step holds only those of the step before."""
    log = [
        *DESCRIBED,
        bts("MT-900", K.REFERRAL, date(2025, 9, 1), "SELV"),
        *course("MT-901", ("NOR1267", "H2025", None)),
        *course("MT-902", ("NOR1267", "H2025", "NO_SHOW")),
        *course("MT-903", ("NOR1267", "H2025", "1")),
        *course("MT-904", ("NOR1267", "H2025", "5"), start=date(2025, 7, 1)),  # referred before the period
    ]
    report = measure(log, YEAR, AFTER, "internal")
    assert [(step.id, step.youths) for step in report.funnel] == list(zip(FUNNEL, (44, 43, 43, 41, 40), strict=True))


def test_terms_stand_in_order_of_time():
    """The table by term has autumn 2025 before spring 2026, each with its own counts."""
    rows = measure(DESCRIBED, YEAR, AFTER, "internal").by_term
    assert [(row.term, row.registered, row.sat, row.passed) for row in rows] == [
        ("H2025", 40, 40, 40),
        ("V2026", 50, 50, 40),
    ]


# ---- as known on a day ----


def test_a_complaint_counts_from_its_date():
    """A report as of the day before the complaint was decided fails the exam; from that day on it is passed."""
    complaint = date(2026, 3, 2)
    log = [*course("MT-001", ("NOR1267", "H2025", "1")), bts("MT-001", K.COMPLAINT, complaint, "2", "NOR1267", "H2025")]
    before = measure(log, YEAR, complaint - timedelta(days=1), "internal")
    after = measure(log, YEAR, complaint, "internal")
    assert before.figure("exam.passed").numerator == 0
    assert after.figure("exam.passed").numerator == 1
    assert before.events_later == 1


def test_a_complaint_not_decided_changes_nothing():
    """A complaint without an outcome leaves the grade as it was."""
    log = [*course("MT-001", ("NOR1267", "H2025", "2")), bts("MT-001", K.COMPLAINT, AFTER, "", "NOR1267", "H2025")]
    assert measure(log, YEAR, AFTER, "internal").figure("exam.passed").numerator == 1


def test_a_result_not_yet_known_is_unknown():
    """Before its day a result is neither passed nor failed, and the bounds say what it may become."""
    log = [*course("MT-001", ("NOR1267", "H2025", "4")), *course("MT-002", ("NOR1267", "H2025", "?"))]
    figure = measure(log, YEAR, AFTER, "internal").figure("exam.pass")
    assert (figure.numerator, figure.denominator, figure.unknown) == (1, 1, 1)
    assert (figure.bound_low, figure.bound_high) == (0.5, 1.0)
    assert figure.bounds_first
    assert "note.much_unknown" in figure.notes


def test_a_fifth_unknown_is_not_yet_much():
    """One unknown of five leaves the estimate first; two of nine put the bounds there."""

    def log(known, pending):
        for n in range(known + pending):
            yield from course(f"MT-{n}", ("NOR1267", "H2025", "4" if n < known else "?"))

    assert not measure(log(4, 1), YEAR, AFTER, "internal").figure("exam.pass").bounds_first
    assert measure(log(7, 2), YEAR, AFTER, "internal").figure("exam.pass").bounds_first


LATER = st.lists(
    st.sampled_from(DESCRIBED).flatmap(
        lambda one: st.integers(1, 400).map(lambda days: evolve(one, on=AFTER + timedelta(days=days)))
    ),
    max_size=10,
)


@given(LATER)
def test_an_old_report_can_be_made_again(later):
    """Whatever is written of later days, a report as of the old day has the same figures."""
    old, new = measure(DESCRIBED, YEAR, AFTER), measure([*DESCRIBED, *later], YEAR, AFTER)
    assert evolve(new, events_later=0) == old
    assert new.events_later == len(later)


@given(st.permutations(DESCRIBED[:40]))
def test_the_order_of_rows_does_not_matter(log):
    """Rows on different days may stand in any order."""
    assert measure(log, YEAR, AFTER) == measure(DESCRIBED[:40], YEAR, AFTER)


# ---- meeting, and not ----


def test_deferred_is_no_no_show():
    """A documented hindrance and a withdrawal stand apart from those who did not come."""
    log = [
        *course("MT-001", ("NOR1267", "H2025", "NO_SHOW")),
        *course("MT-002", ("NOR1267", "H2025", "DEFERRED")),
        *course("MT-003", ("NOR1267", "H2025", "WITHDRAWN")),
        *course("MT-004", ("NOR1267", "H2025", "4")),
        *course("MT-005", ("NOR1267", "H2025", None)),
    ]
    report = measure(log, YEAR, AFTER, "internal")
    figure = report.figure("exam.no_show")
    assert (figure.numerator, figure.denominator, figure.unknown) == (1, 2, 1)
    assert report.figure("exam.deferred").numerator == 1
    assert report.figure("exam.withdrawn").numerator == 1
    assert report.figure("exam.registered").numerator == 5


def test_a_grade_tells_that_the_exam_was_sat():
    """A result with no row for the exam itself is an exam sat: nobody else gets a grade."""
    log = [one for one in course("MT-001", ("NOR1267", "H2025", "4")) if one.kind is not K.EXAM]
    report = measure(log, YEAR, AFTER, "internal")
    assert (report.figure("exam.sat").numerator, report.figure("exam.passed").numerator) == (1, 1)


def test_one_pass_is_enough_for_a_youth():
    """A youth with one exam passed and one failed has passed at least one."""
    log = [
        *course("MT-001", ("NOR1267", "H2025", "4"), ("SAK1001", "H2025", "1")),
        *course("MT-002", ("NOR1267", "H2025", "1")),
        *course("MT-003", ("NOR1267", "H2025", "1"), ("SAK1001", "H2025", "?")),
    ]
    figure = measure(log, YEAR, AFTER, "internal").figure("exam.pass_person")
    assert (figure.numerator, figure.denominator, figure.unknown) == (1, 2, 1)


def test_the_form_of_the_registration_wins_over_the_catalogue():
    """Exams are grouped by the form registered; the catalogue's form is used where none is; else it is not known."""
    log = [
        *course("MT-001", ("NOR1267", "H2025", "4")),  # registered as oral
        *(evolve(e, value="") if e.kind is K.REGISTRATION else e for e in course("MT-002", ("MAT1019", "H2025", "4"))),
        *(evolve(e, value="") if e.kind is K.REGISTRATION else e for e in course("MT-003", ("XXX", "H2025", "4"))),
    ]
    forms = {"NOR1267": "skriftlig", "MAT1019": "skriftlig"}
    report = measure(log, YEAR, AFTER, "internal", forms=forms)
    assert [figure.group for figure in report.groups("exam.pass_form")] == ["muntlig", "skriftlig", "NOT_STATED"]


# ---- time ----


@pytest.mark.parametrize(("days", "within"), [(0, 1), (7, 1), (8, 0)])
def test_within_seven_days_holds_the_seventh(days, within):
    """A first contact on the seventh day is within seven days, on the eighth it is not."""
    start = date(2025, 9, 1)
    log = [
        bts("MT-001", K.REFERRAL, start, "SELV"),
        bts("MT-001", K.CONTACT, start + timedelta(days=days), "INDIVIDUAL"),
    ]
    figure = measure(log, YEAR, AFTER, "internal").figure("time.first_contact_7")
    assert (figure.numerator, figure.denominator) == (within, 1)


def test_a_contact_without_the_youth_is_no_first_contact():
    """A ride offered, a fee paid or a talk with the teacher is not a talk with the youth."""
    log = [bts("MT-001", K.REFERRAL, date(2025, 9, 1), "SELV"), bts("MT-001", K.CONTACT, date(2025, 9, 2), "FEE")]
    assert measure(log, YEAR, AFTER, "internal").figure("time.first_contact_7").numerator == 0


@pytest.mark.parametrize(("waited", "denominator"), [(7, 0), (8, 1)])
def test_who_may_still_make_it_is_unknown(waited, denominator):
    """Seven days in, the week is not over; the day after, it was missed."""
    start = date(2025, 9, 1)
    log = [bts("MT-001", K.REFERRAL, start, "SELV")]
    figure = measure(log, YEAR, start + timedelta(days=waited), "internal").figure("time.first_contact_7")
    assert (figure.denominator, figure.unknown) == (denominator, 1 - denominator)


def test_the_median_counts_those_still_waiting():
    """With contacts after 2, 4 and 9 days and two who left, half have been met on the ninth day."""
    start = date(2025, 9, 1)
    log = []
    for n, (days, kind) in enumerate([(2, K.CONTACT), (4, K.CONTACT), (9, K.CONTACT), (3, K.EXIT), (5, K.EXIT)]):
        log.append(bts(f"MT-{n}", K.REFERRAL, start, "SELV"))
        log.append(bts(f"MT-{n}", kind, start + timedelta(days=days), "INDIVIDUAL" if kind is K.CONTACT else "OTHER"))
    figure = measure(log, YEAR, AFTER, "internal").figure("time.first_contact")
    assert (figure.estimate, figure.denominator, figure.method) == (9, 5, "aalen_johansen_median")


def test_a_median_not_reached_is_not_made_up():
    """When fewer than half have been met there is no median, and the figure says why."""
    start = date(2025, 9, 1)
    log = [bts(f"MT-{n}", K.REFERRAL, start, "SELV") for n in range(6)]
    figure = measure(log, YEAR, AFTER, "internal").figure("time.first_contact")
    assert figure.estimate is None
    assert "note.median_not_reached" in figure.notes


def test_handovers_and_dropouts_have_a_week():
    """A pupil who leaves is handed over within seven days, and met within seven days of that."""
    left = date(2026, 2, 2)
    log = [
        Event("MT-001", K.ENROLMENT, date(2025, 9, 1), STAY_AT_SCHOOL),
        Event("MT-001", K.EXIT, left, STAY_AT_SCHOOL, value="DROPPED_OUT"),
        bts("MT-001", K.HANDOVER, left + timedelta(days=7)),
        bts("MT-001", K.CONTACT, left + timedelta(days=15), "INDIVIDUAL"),
    ]
    report = measure(log, YEAR, AFTER, "internal")
    handed, met = report.figure("handover.after_dropout"), report.figure("handover.first_contact")
    assert (handed.numerator, handed.denominator) == (1, 1)
    assert (met.numerator, met.denominator) == (0, 1)


def test_status_not_asked_is_a_group_of_its_own():
    """Six months after leaving, the status nobody asked for is unknown, and moves the upper bound of the others."""
    log = []
    for n, status in enumerate(["EDUCATION", "WORK", "UNKNOWN", None]):
        log += [bts(f"MT-{n}", K.ENROLMENT, date(2025, 8, 4)), bts(f"MT-{n}", K.EXIT, date(2025, 12, 1), "AGREED")]
        if status:
            log.append(bts(f"MT-{n}", K.STATUS, date(2026, 6, 2), status, "6"))
    log += [bts("MT-9", K.ENROLMENT, date(2025, 8, 4)), bts("MT-9", K.EXIT, date(2026, 6, 1), "AGREED")]  # too soon
    report = measure(log, YEAR, AFTER, "internal")
    found = {one.group: (one.numerator, one.denominator, one.bound_high) for one in report.groups("exit.status_6")}
    assert found == {"EDUCATION": (1, 4, 0.75), "UNKNOWN": (2, 4, None), "WORK": (1, 4, 0.75)}
    assert report.groups("exit.status_12") == ()


def test_the_share_of_the_unknown_is_known():
    """How many are unknown is counted: that share has no interval and no bounds, while the others have both."""
    log = []
    for n, status in enumerate(["EDUCATION"] * 4 + ["UNKNOWN"] * 2):
        log += [bts(f"MT-{n}", K.ENROLMENT, date(2025, 8, 4)), bts(f"MT-{n}", K.EXIT, date(2025, 12, 1), "AGREED")]
        log.append(bts(f"MT-{n}", K.STATUS, date(2026, 6, 2), status, "6"))
    report = measure(log, YEAR, AFTER, "internal")
    unknown, known = report.figure("exit.status_6", "UNKNOWN"), report.figure("exit.status_6", "EDUCATION")
    assert (unknown.estimate, unknown.unknown, unknown.low, unknown.high) == (2 / 6, None, None, None)
    assert (unknown.bound_low, unknown.bound_high, unknown.bounds_first) == (None, None, False)
    assert "note.much_unknown" not in unknown.notes
    assert None not in (known.low, known.high)
    assert known.bounds_first


@pytest.mark.parametrize(("unknown", "first"), [(1, False), (2, True)])
def test_a_fifth_of_those_asked_counts_the_unknown_among_them(unknown, first):
    """Of five who should have been asked, one unknown is a fifth and two are more."""
    log = []
    for n in range(5):
        log += [bts(f"MT-{n}", K.ENROLMENT, date(2025, 8, 4)), bts(f"MT-{n}", K.EXIT, date(2025, 12, 1), "AGREED")]
        log += [bts(f"MT-{n}", K.STATUS, date(2026, 6, 2), "WORK", "6")] if n >= unknown else []
    assert measure(log, YEAR, AFTER, "internal").figure("exit.status_6", "WORK").bounds_first is first


def test_presence_is_days_over_weeks():
    """Two schools on the same day are one day with somebody in a school."""
    monday = date(2025, 9, 1)
    log = [
        Event("", K.PRESENCE, monday + timedelta(days=day), STAY_AT_SCHOOL, value=school)
        for day, school in [(0, "a"), (0, "b"), (1, "a"), (2, "b"), (7, "a")]
    ]
    found = {one.group: (one.numerator, one.denominator) for one in measure(log, YEAR, AFTER).groups("school.presence")}
    assert found == {"": (4, 2), "a": (3, 2), "b": (2, 2)}


# ---- protection of the whole report ----


def test_a_small_group_is_hidden_everywhere():
    """Four who came through one channel are hidden, and so is a number that would give them away."""
    log = [*DESCRIBED]
    for n in range(4):
        log += course(f"MT-8{n}", channel="FAMILIE_VENNER")
    report = measure(log, YEAR, AFTER)
    small = report.figure("refer.channel", "FAMILIE_VENNER")
    assert (small.numerator, small.suppressed) == (None, True)
    assert "note.hidden" in small.notes
    shown = [report.figure("refer.count").numerator, report.figure("refer.channel", "SELV").numerator]
    assert None in shown
    assert measure(log, YEAR, AFTER, "internal").figure("refer.channel", "FAMILIE_VENNER").numerator == 4


def test_what_is_hidden_leaves_no_estimate():
    """A share with a hidden part shows neither estimate, interval nor bounds."""
    log = [one for n in range(3) for one in course(f"MT-{n}", ("NOR1267", "H2025", "4"))]
    figure = measure(log, YEAR, AFTER).figure("exam.pass")
    assert figure.suppressed
    values = (figure.numerator, figure.estimate, figure.low, figure.high, figure.bound_low, figure.bound_high)
    assert values == (None,) * 6


def test_the_table_by_term_hides_what_the_figures_hide():
    """A number hidden as a figure is not shown in the table by term."""
    log = [*DESCRIBED, *(one for n in range(3) for one in course(f"MT-7{n}", ("NOR1267", "H2025", "1")))]
    report = measure(log, YEAR, AFTER)
    for row in report.by_term:
        figure = report.figure("exam.pass_term", row.term)
        assert (row.passed, row.known, row.estimate) == (figure.numerator, figure.denominator, figure.estimate)
    assert any(row.suppressed for row in report.by_term)


def test_an_unknown_profile_is_an_error():
    """A misspelt profile never means no protection."""
    with pytest.raises(KeyError):
        measure(DESCRIBED, YEAR, AFTER, "komune")


# ---- nothing, and everything ----


def test_an_empty_log_says_that_there_is_nothing():
    """Without events no share is 0 per cent: there is no share, and the report says why."""
    report = measure([], YEAR, AFTER)
    assert all(figure.estimate is None for figure in report.metrics)
    assert {figure.numerator for figure in report.metrics if figure.claim_level is ClaimLevel.COUNT} == {0}
    assert "note.nobody" in report.figure("exam.pass").notes


def test_a_period_does_not_end_before_it_starts():
    """A period of one day is one; a day less is an error."""
    assert date(2026, 1, 1) in Period(date(2026, 1, 1), date(2026, 1, 1))
    with pytest.raises(ValueError, match="ends on or after"):
        Period(date(2026, 1, 2), date(2026, 1, 1))


@pytest.mark.parametrize(("on", "counted"), [(-1, 0), (0, 1), (364, 1), (365, 0)])
def test_both_ends_of_the_period_belong_to_it(on, counted):
    """An exam on the first and on the last day is counted, the day before and the day after is not."""
    day = YEAR.first + timedelta(days=on)
    log = [
        bts("MT-001", K.REGISTRATION, YEAR.first - timedelta(days=30), "", "NOR1267", "H2025", sitting_on=day),
        bts("MT-001", K.EXAM, day, "SAT", "NOR1267", "H2025"),
    ]
    assert measure(log, YEAR, date(2026, 12, 31), "internal").figure("exam.sat").numerator == counted


def read_case(name):
    """The rows of a case file, and what should happen to each."""
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), start=2):
            sitting = date.fromisoformat(row["sitting_on"]) if row["sitting_on"] else None
            yield (
                row["what_happens_to_it"],
                Event(
                    row["case_id"],
                    EventKind(row["kind"]),
                    date.fromisoformat(row["on"]),
                    row["track"],
                    row["code"],
                    row["term"],
                    row["value"],
                    row=line,
                    sitting_on=sitting,
                ),
            )


def test_a_log_with_faults_row_by_row():
    """The case file an adviser can read: what is kept, what is set aside, and why; and the report counts them."""
    expected, log = zip(*read_case("log-with-faults.csv"), strict=True)
    reasons = {one.event.row: one.reason for one in check_events(log).set_aside}
    assert [reasons.get(one.row, "kept") for one in log] == list(expected)
    report = measure(log, YEAR, AFTER, "internal")
    assert report.reasons == Counter(reason for reason in expected if reason != "kept")
    assert report.events_used + len(report.set_aside) == len(log)
    figure = report.figure("exam.pass")
    assert (figure.numerator, figure.denominator, figure.unknown) == (1, 1, 1)


def test_every_metric_has_a_figure_or_groups_that_did_not_occur():
    """The report holds each metric of the registry, in its order; one with groups may have none."""
    shown = list(dict.fromkeys(figure.id for figure in measure(DESCRIBED, YEAR, AFTER).metrics))
    assert shown == [name for name in metrics() if name in shown]
    assert all(metrics()[name].by for name in set(metrics()) - set(shown))


def test_every_flag_of_the_registry_can_come_true():
    """A flag or group misspelt in the registry would count nothing for ever: each is one that a row can have."""
    log = [
        *DESCRIBED,
        Event("MT-800", K.ENROLMENT, date(2025, 8, 10), STAY_AT_SCHOOL),
        Event("MT-800", K.EXIT, date(2025, 8, 12), STAY_AT_SCHOOL, value="DROPPED_OUT"),
        bts("MT-800", K.HANDOVER, date(2025, 8, 14)),
    ]
    tables = reduce_log(log, YEAR, date(2026, 8, 20), {})
    for metric in metrics().values():
        if metric.kind == "presence":
            continue
        flags = (metric.counted, metric.among, metric.unknown, metric.unknown_among)
        possible = {flag for found, _ in tables[metric.table].could_be for flag in found}
        assert {flag for flag in flags if flag} <= possible, metric.id
        of_youths = {flag for found, _ in tables["youths"].could_be for flag in found}
        assert {flag for flag in (metric.youths, metric.among_youths) if flag} <= of_youths, metric.id
        assert not metric.by or any(metric.by in groups for _, groups in tables[metric.table].could_be), metric.id


@given(st.integers(0, 8), st.integers(0, 8), st.integers(0, 8))
def test_one_more_unknown_never_narrows_the_bounds(passed, failed, pending):
    """A result that is not known yet widens what the share may become, or leaves it."""

    def bounds(unknown):
        outcomes = ["4"] * passed + ["1"] * failed + ["?"] * unknown
        log = [one for n, came in enumerate(outcomes) for one in course(f"MT-{n:02}", ("NOR1267", "H2025", came))]
        found = measure(log, YEAR, AFTER, "internal").figure("exam.pass")
        return (found.bound_low, found.bound_high) if found.bound_low is not None else None

    before, after = bounds(pending), bounds(pending + 1)
    assert after is not None
    if before is not None:
        assert after[0] <= before[0]
        assert before[1] <= after[1]


@pytest.mark.parametrize(("youths", "hidden"), [(9, True), (10, False)])
def test_a_step_of_the_funnel_tells_not_about_each(youths, hidden):
    """When all of nine went on to the next step the number is hidden; of ten it may be said."""
    log = [one for n in range(youths) for one in course(f"MT-{n}", ("NOR1267", "H2025", "4"))]
    steps = measure(log, YEAR, AFTER).funnel
    assert [step.suppressed for step in steps] == [False, *[hidden] * 4]


def two_tracks(left):
    """44 in Back to School by their own choice, 27 in Stay at School by their teachers, some of whom left school."""
    for n in range(44):
        yield from course(f"MT-{n:03}", ("NOR1267", "H2025", "4"))
    for n in range(44, 71):
        case, start = f"MT-{n:03}", date(2025, 8, 20)
        yield Event(case, K.REFERRAL, start, STAY_AT_SCHOOL, value="KONTAKTLAERER" if n < 64 else "SKOLEANSATT")
        yield Event(case, K.ENROLMENT, start + timedelta(days=7), STAY_AT_SCHOOL)
        ended = "DROPPED_OUT" if n < 44 + left else "COMPLETED_YEAR"
        yield Event(case, K.EXIT, date(2026, 6, 19), STAY_AT_SCHOOL, value=ended)


def test_hidden_participants_cannot_be_worked_out_from_the_page():
    """No total of referrals or of those who joined, less one track, gives the track that is hidden; nor do channels."""
    report = measure(two_tracks(4), YEAR, AFTER)
    stay = report.figure("participants.stay_at_school").numerator
    back = report.figure("participants.back_to_school").numerator
    through = report.figure("school.through_year").numerator
    joined = [
        report.figure("refer.accepted").numerator,
        report.figure("refer.accepted").denominator,
        report.figure("refer.count").numerator,
        report.figure("time.first_contact").denominator,
        report.figure("time.first_contact_7").denominator,
    ]
    channels = [figure.numerator for figure in report.groups("refer.channel")]
    assert through is None or stay is None
    if through is not None:
        assert back is None or joined == [None] * 5
        assert channels.count(None) > 1 or joined == [None] * 5
        assert None in [report.figure("refer.channel", one).numerator for one in ("KONTAKTLAERER", "SKOLEANSATT")]


def test_without_a_few_who_left_both_tracks_are_shown():
    """The sum of the tracks hides nothing where nothing has to be hidden."""
    report = measure(two_tracks(0), YEAR, AFTER)
    shown = [report.figure(f"participants.{track}").numerator for track in ("back_to_school", "stay_at_school")]
    assert shown == [44, 27]
    assert report.figure("refer.accepted").numerator == 71


def test_terms_cannot_be_taken_from_their_sum():
    """A term that is hidden is not what the other terms leave of all exams."""
    log = [*DESCRIBED, *(one for n in range(3) for one in course(f"MT-7{n}", ("NOR1267", "H2024", "1")))]
    log = [evolve(one, on=one.on - timedelta(days=60)) if one.term == "H2024" else one for one in log]
    report = measure(log, YEAR, AFTER)
    for part, whole in (("registered", "exam.registered"), ("sat", "exam.sat"), ("passed", "exam.passed")):
        numbers = [getattr(row, part) for row in report.by_term]
        assert numbers.count(None) != 1 or report.figure(whole).numerator is None


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["back", "stay", "left", "early", "referred"]),
            st.sampled_from(["4", "1", "?", "NO_SHOW", None]),
            st.integers(1, 12),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_the_attack_on_a_whole_report_finds_nothing(groups):
    """Who adds up and takes away across all tables of a report, and through what ties them, finds no few persons."""
    log = []
    for place, (kind, outcome, number) in enumerate(groups):
        for n in range(number):
            case, start = f"MT-{place}{n:02}", date(2025, 7, 1) if kind == "early" else date(2025, 8, 20)
            if kind in ("back", "early"):
                log += course(case, ("NOR1267", "H2025", outcome), channel=f"C{place % 2}", start=start)
            else:
                log.append(Event(case, K.REFERRAL, start, STAY_AT_SCHOOL, value="KONTAKTLAERER"))
            if kind in ("stay", "left"):
                log.append(Event(case, K.ENROLMENT, start, STAY_AT_SCHOOL))
                ended = "DROPPED_OUT" if kind == "left" else "COMPLETED_YEAR"
                log.append(Event(case, K.EXIT, date(2026, 6, 19), STAY_AT_SCHOOL, value=ended))
    tables = reduce_log(check_events(log).kept, YEAR, AFTER, {})
    wanted, profile, tied = tuple(published(tables)), profiles()["kommune"], ties(tables)
    found = protect(tables, wanted, profile, tied)
    assert revealed(tables, wanted, profile, found.hidden, tied) == ()
    report = measure(log, YEAR, AFTER)
    hidden = {Selector("youths", f"funnel_{step.id}") for step in report.funnel if step.suppressed}
    assert hidden == {one for one in found.hidden if one.flag.startswith("funnel_")}


# ---- one end for all figures ----


def test_the_funnel_ends_with_the_period():
    """An exam, a start or a registration after the last day moves no step, however late the report is made."""
    log = [
        *two_tracks(0),
        bts("MT-900", K.REFERRAL, YEAR.last - timedelta(days=1), "SELV"),
        bts("MT-900", K.ENROLMENT, YEAR.last + timedelta(days=1)),
        *course("MT-901", ("NOR1267", "H2025", None)),
        bts("MT-901", K.REGISTRATION, date(2026, 7, 20), "muntlig", "SAK1001", "H2026"),
        bts("MT-901", K.EXAM, date(2026, 11, 20), "SAT", "SAK1001", "H2026"),
    ]
    report = measure(log, YEAR, date(2026, 12, 31), "internal")
    assert [step.youths for step in report.funnel] == [46, 45, 45, 44, 44]
    joined = report.figure("refer.accepted")
    assert (joined.numerator, joined.unknown) == (72, 1)
    assert report.figure("exam.per_youth").denominator == 44


def test_one_who_sat_without_having_been_referred_in_the_period_is_not_the_difference():
    """When the youths who sat are one more than the funnel's, not both numbers are shown."""
    log = [*two_tracks(0), *course("MT-904", ("NOR1267", "H2025", "5"), start=date(2025, 7, 1))]
    report = measure(log, YEAR, AFTER)
    inside = measure(log, YEAR, AFTER, "internal")
    sat = next(step for step in report.funnel if step.id == "sat").youths
    assert inside.figure("exam.per_youth").denominator == 45
    assert sat is None or report.figure("exam.per_youth").denominator is None
    assert sat is None or report.figure("exam.pass").youths is None
