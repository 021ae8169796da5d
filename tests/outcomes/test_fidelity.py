"""How like the original an office works: counted, answered, rated, or said not to be known."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltak.outcomes import (
    BACK_TO_SCHOOL,
    STAY_AT_SCHOOL,
    Event,
    EventKind,
    FidelityConfig,
    Period,
    Rating,
    assess_fidelity,
    fidelity_items,
)

K = EventKind
YEAR = Period(date(2025, 8, 1), date(2026, 7, 31))
AFTER = date(2026, 8, 15)
START = date(2025, 9, 1)


def on(days):
    """A day so many days after the first of September."""
    return START + timedelta(days=days)


def item(name, events=(), config=None, track=0):
    """What an item came to."""
    found = assess_fidelity(events, config or FidelityConfig(), YEAR, AFTER)[track]
    return next(one for one in found.items if one.item.id == name)


def scores(name, events=(), config=None, track=0):
    """Lowest and highest score of an item."""
    found = item(name, events, config, track)
    return found.low, found.high


def registered(n, *more):
    """A youth registered for one exam, with something more."""
    case = f"MT-{n}"
    yield Event(case, K.REGISTRATION, on(10), BACK_TO_SCHOOL, "NOR1267", "H2025", sitting_on=on(80))
    for kind, day, value in more:
        yield Event(case, kind, on(day), BACK_TO_SCHOOL, "NOR1267", "H2025", value)


def test_nothing_known_is_an_interval_and_no_band():
    """With no log and no answers every item may be anything, and no band is given."""
    for found in assess_fidelity([], FidelityConfig(), YEAR, AFTER):
        assert {(one.low, one.high) for one in found.items} == {(1, 5)}
        assert all(one.missing for one in found.items)
        assert (found.low, found.high, found.band) == (0.2, 1.0, None)
        assert found.notes == ("fidelity.provisional",)


def test_the_scale_has_its_items():
    """Back to School has nineteen items and Stay at School sixteen, nine of them shared."""
    first, second = assess_fidelity([], FidelityConfig(), YEAR, AFTER)
    assert (len(first.items), first.maximum, len(second.items), second.maximum) == (19, 95, 16, 80)
    assert len({one.id for one in fidelity_items()}) == 26


def test_not_logged_is_not_not_done():
    """A kind of work that stands nowhere in the log is missing; one logged for others is counted as left out."""
    without = [one for n in range(10) for one in registered(n)]
    assert item("fee_covered", without).missing == "not_logged"
    some = [one for n in range(10) for one in registered(n, *([(K.CONTACT, 10, "FEE")] if n < 3 else []))]
    found = item("fee_covered", some)
    assert (found.score, found.numerator, found.denominator) == (2, 3, 10)
    assert found.share_low < 0.3 < found.share_high


@pytest.mark.parametrize(("paid", "score"), [(24, 1), (25, 2), (49, 2), (50, 3), (74, 3), (75, 4), (89, 4), (90, 5)])
def test_levels_of_a_strict_share(paid, score):
    """A share of the stricter kind reaches its level at 25, 50, 75 and 90 per cent, and not one exam before."""
    log = [one for n in range(100) for one in registered(n, *([(K.CONTACT, 10, "FEE")] if n < paid else []))]
    assert scores("fee_covered", log) == (score, score)


@pytest.mark.parametrize(
    ("arranged", "score"), [(19, 1), (20, 2), (39, 2), (40, 3), (59, 3), (60, 4), (79, 4), (80, 5)]
)
def test_levels_of_a_milder_share(arranged, score):
    """A share of the milder kind reaches its level at 20, 40, 60 and 80 per cent."""
    log = [
        one for n in range(100) for one in registered(n, *([(K.CONTACT, 20, "HOSPITERING")] if n < arranged else []))
    ]
    assert scores("teaching_arranged", log) == (score, score)


@pytest.mark.parametrize(("number", "missing"), [(4, "too_few"), (5, "")])
def test_fewer_than_five_say_nothing(number, missing):
    """A share of four is not rated, of five it is."""
    log = [one for n in range(number) for one in registered(n, (K.CONTACT, 10, "FEE"))]
    assert item("fee_covered", log).missing == missing


def five(*more):
    """Five youths registered, each with something more."""
    return [one for n in range(5) for one in registered(n, *more)]


@pytest.mark.parametrize(
    ("name", "more", "expected"),
    [
        ("exam_preparation", ((K.CONTACT, 66, "PREPARATION"), (K.EXAM, 80, "SAT")), 5),
        ("exam_preparation", ((K.CONTACT, 65, "PREPARATION"), (K.EXAM, 80, "SAT")), 1),
        ("ride_offered", ((K.CONTACT, 80, "RIDE_OFFERED"), (K.EXAM, 80, "NO_SHOW")), 5),
        ("ride_offered", ((K.CONTACT, 81, "RIDE_OFFERED"), (K.EXAM, 80, "SAT")), 1),
        ("counsellor_at_exam", ((K.CONTACT, 70, "RIDE_ACCEPTED"), (K.CONTACT, 80, "RIDE_WAITED")), 5),
        ("result_talk", ((K.EXAM, 80, "SAT"), (K.RESULT, 120, "4"), (K.CONTACT, 134, "RESULT_TALK")), 5),
        ("result_talk", ((K.EXAM, 80, "SAT"), (K.RESULT, 120, "4"), (K.CONTACT, 135, "RESULT_TALK")), 1),
        ("plan_before_registration", ((K.PLAN, 10, ""),), 5),
        ("plan_before_registration", ((K.PLAN, 11, ""),), 1),
        ("literature_in_time", ((K.PLAN, 5, ""), (K.CONTACT, 26, "BOOKS")), 5),
        ("literature_in_time", ((K.PLAN, 5, ""), (K.CONTACT, 27, "BOOKS")), 1),
        ("needs_mapped", ((K.ENROLMENT, 1, ""), (K.CONTACT, 30, "NEEDS_MAPPED")), 5),
    ],
)
def test_items_counted_from_the_log(name, more, expected):
    """Each item is met on the last day of its limit and missed the day after."""
    assert scores(name, five(*more)) == (expected, expected)


def test_registered_in_time_needs_the_deadline():
    """Whether youths were registered in time is not known until the deadline is."""
    log = five()
    assert item("registered_in_time", log).missing == "not_stated"
    for deadline, score in ((on(10), 5), (on(9), 1)):
        config = FidelityConfig(registration_deadlines={"H2025": deadline})
        assert scores("registered_in_time", log, config) == (score, score)


@pytest.mark.parametrize(("meals", "expected"), [(8, (5, 5)), (7, (4, 4)), (5, (4, 4)), (4, (3, 3)), (2, (2, 2))])
def test_a_homely_arena(meals, expected):
    """Meals in four of five weeks, with sofa and kitchen, is the original; fewer meals fewer levels."""
    log = [Event("MT-1", K.CONTACT, on(7 * week), BACK_TO_SCHOOL, value="INDIVIDUAL") for week in range(10)]
    log += [Event("", K.CONTACT, on(7 * week), BACK_TO_SCHOOL, value="MEAL") for week in range(meals)]
    assert scores("homely_arena", log, FidelityConfig(sofa=True, kitchen=True)) == expected


@pytest.mark.parametrize(
    ("sofa", "kitchen", "expected"), [(True, None, (4, 5)), (True, False, (4, 4)), (None, None, (4, 5))]
)
def test_furniture_not_known_leaves_an_interval(sofa, kitchen, expected):
    """Meals every week are the fifth level only with a sofa and a kitchen, and may be when these are not known."""
    log = [Event("", K.CONTACT, on(7 * week), BACK_TO_SCHOOL, value="MEAL") for week in range(10)]
    assert scores("homely_arena", log, FidelityConfig(sofa=sofa, kitchen=kitchen)) == expected


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ({"arena_outside_nav": False}, (1, 2)),
        ({"arena_outside_nav": True}, (3, 5)),
        ({"arena_outside_nav": True, "arena_days": 1}, (3, 3)),
        ({"arena_outside_nav": True, "arena_days": 2}, (4, 4)),
        ({"arena_outside_nav": True, "arena_days": 3}, (4, 4)),
        ({"arena_outside_nav": True, "arena_days": 4}, (4, 5)),
        ({"arena_outside_nav": True, "arena_days": 4, "nav_reception": True}, (4, 4)),
        ({"arena_outside_nav": True, "arena_days": 4, "nav_reception": False}, (5, 5)),
    ],
)
def test_the_arena(config, expected):
    """An own arena outside NAV, open four days a week and without NAV's reception, is the original."""
    assert scores("arena_outside_nav", (), FidelityConfig(**config)) == expected


@pytest.mark.parametrize(("evenings", "expected"), [(0, (1, 2)), (1, (3, 3)), (2, (3, 3)), (3, (4, 4)), (4, (4, 5))])
def test_evenings(evenings, expected):
    """Evenings with somebody to reach; whether they answer the same evening no log tells."""
    assert scores("reachable_evenings", (), FidelityConfig(evenings_staffed=evenings)) == expected


@pytest.mark.parametrize(
    ("youths", "named", "expected"),
    [
        (20, True, (5, 5)),
        (20, None, (4, 5)),
        (20, False, (4, 4)),
        (21, True, (4, 4)),
        (26, True, (3, 3)),
        (31, True, (2, 2)),
        (41, True, (1, 1)),
    ],
)
def test_load(youths, named, expected):
    """Twenty youths for each post, each with a named counsellor, is the original."""
    log = [Event(f"MT-{n}", K.ENROLMENT, START, BACK_TO_SCHOOL) for n in range(youths)]
    config = FidelityConfig(full_time_equivalents=1, named_counsellor=named)
    assert scores("load_per_counsellor", log, config) == expected


def test_load_without_a_log_is_not_known():
    """Without a log there are no participants to share out."""
    assert item("load_per_counsellor", (), FidelityConfig(full_time_equivalents=2)).missing == "not_logged"


@pytest.mark.parametrize("channels", range(1, 6))
def test_ways_in(channels):
    """The level is the number of channels youths have come through."""
    names = ["NAV_VEILEDER", "UNGDOMSARENA", "VIDEREGAAENDE_SKOLE", "SELV", "FAMILIE_VENNER"]
    log = [Event(f"MT-{n}", K.REFERRAL, START, BACK_TO_SCHOOL, value=names[n % channels]) for n in range(10)]
    assert scores("open_recruitment", log) == (channels, channels)


def test_channels_nobody_wrote_down():
    """Referrals with no channel say nothing about the ways in."""
    log = [Event(f"MT-{n}", K.REFERRAL, START, BACK_TO_SCHOOL) for n in range(10)]
    assert item("open_recruitment", log).missing == "not_logged"


@pytest.mark.parametrize("days", range(1, 6))
def test_days_in_the_schools(days):
    """Four and five days a week are the original."""
    monday = date(2025, 9, 1)
    log = [
        Event("", K.PRESENCE, monday + timedelta(days=7 * week + day), STAY_AT_SCHOOL, value="vgs-a")
        for week in range(6)
        for day in range(days)
    ]
    expected = {1: 2, 2: 3, 3: 4, 4: 5, 5: 5}[days]
    assert scores("presence_in_schools", log, track=1) == (expected, expected)
    config = FidelityConfig(schools_in_area=frozenset({"vgs-a", "vgs-b"}))
    covered = item("schools_covered", log, config, 1)
    assert (covered.numerator, covered.denominator, covered.score) == (1, 2, 3)


def test_schools_of_the_area_must_be_named():
    """Nobody knows what share of the schools is covered until the schools are named and presence is logged."""
    assert item("schools_covered", (), None, 1).missing == "not_stated"
    config = FidelityConfig(schools_in_area=frozenset({"vgs-a"}))
    assert item("schools_covered", (), config, 1).missing == "not_logged"


@pytest.mark.parametrize(("share", "score"), [(0.59, 1), (0.60, 2), (0.75, 3), (0.85, 4), (0.94, 4), (0.95, 5)])
def test_time_spent_following_up(share, score):
    """Nearly all of the time on following up is the original."""
    assert scores("follow_up_role", (), FidelityConfig(follow_up_time=share), 1) == (score, score)


@pytest.mark.parametrize(("every", "score"), [(14, 5), (28, 3)])
def test_the_contact_teacher_every_fortnight(every, score):
    """A talk in each stretch of 14 days is the original; in every second one it is the third level."""
    log = [
        Event("MT-1", K.ENROLMENT, START, STAY_AT_SCHOOL),
        Event("MT-1", K.EXIT, on(139), STAY_AT_SCHOOL, value="OTHER"),
    ]
    log += [Event("MT-1", K.CONTACT, on(day), STAY_AT_SCHOOL, value="CONTACT_TEACHER") for day in range(0, 139, every)]
    found = item("contact_teacher", log, None, 1)
    assert (found.score, found.denominator) == (score, 10)


def test_a_talk_every_week():
    """Weeks are counted from the day a youth starts, whole weeks only."""
    log = [
        Event("MT-1", K.ENROLMENT, START, BACK_TO_SCHOOL),
        Event("MT-1", K.EXIT, on(37), BACK_TO_SCHOOL, value="OTHER"),
    ]
    log += [Event("MT-1", K.CONTACT, on(7 * week), BACK_TO_SCHOOL, value="INDIVIDUAL") for week in range(4)]
    found = item("close_follow_up", log)
    assert (found.numerator, found.denominator, found.score) == (4, 5, 5)


def test_a_rating_stands_where_the_log_is_silent():
    """What somebody has read, asked or seen is used for what no log tells; two who differ give an interval."""
    one = Rating("anchored_financing", 4, "DOK", "rater-a")
    assert scores("anchored_financing", (), FidelityConfig(ratings=(one,))) == (4, 4)
    both = FidelityConfig(ratings=(one, Rating("anchored_financing", 2, "DOK", "rater-b")))
    found = item("anchored_financing", (), both)
    assert (found.low, found.high, found.missing, found.score) == (2, 4, "raters_differ", None)


@pytest.mark.parametrize("score", [0, 6])
def test_a_rating_is_from_one_to_five(score):
    """Other numbers are no rating."""
    with pytest.raises(ValueError, match="rated from 1 to 5"):
        Rating("anchored_financing", score, "DOK", "rater-a")


ALL = [one.id for one in fidelity_items()]


def rated(score, names):
    """Everything rated alike."""
    return FidelityConfig(ratings=tuple(Rating(name, score, "OBS", "rater-a") for name in names))


@pytest.mark.parametrize(
    ("score", "band"), [(5, "exemplary"), (4, "good"), (3, "fair"), (2, "not_the_model"), (1, "not_the_model")]
)
def test_bands(score, band):
    """All fives is exemplary, all fours good, all threes fair, and less is not the model."""
    assert assess_fidelity([], rated(score, ALL), YEAR, AFTER)[0].band == band


@given(st.integers(1, 5), st.sets(st.sampled_from(ALL)))
def test_knowing_more_never_widens(score, names):
    """A rating more keeps the interval within what it was."""
    before = assess_fidelity([], rated(score, names), YEAR, AFTER)
    for place, after in enumerate(assess_fidelity([], rated(score, {*names, ALL[0]}), YEAR, AFTER)):
        assert before[place].low <= after.low <= after.high <= before[place].high


def test_only_what_was_known_on_the_day_counts():
    """An assessment as of a day does not see what was written later."""
    log = five((K.CONTACT, 10, "FEE"))
    found = assess_fidelity(log, FidelityConfig(), YEAR, on(9))[0]
    assert next(one for one in found.items if one.item.id == "fee_covered").missing == "not_logged"
