"""Goals: which rule is for which year, what a diploma takes, and what an office may write itself."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltak.faults import BadInput, FaultKind
from tiltak.study import (
    AllOf,
    Goal,
    Level,
    Need,
    OneOf,
    Passed,
    SomeOf,
    UnknownCode,
    admission_goal,
    catalogue,
    every_way,
    gap,
    goal,
    goal_codes,
    goal_from_data,
    language_levels,
    prerequisites,
)
from tiltak.study.curriculum.diploma import diploma_tree
from tiltak.study.curriculum.gaps import WAYS_HELD
from tiltak.study.curriculum.languages import languages
from tiltak.study.curriculum.requirements import asks_in, met
from tiltak.tables import read_rows

ON = date(2026, 11, 23)
DIPLOMA = "GSK_VITNEMAAL"
OWN = {"code": "OWN_GOAL", "name_nb": "Eget mål", "name_nn": "Eige mål", "name_en": "Own goal", "all": ["SAK"]}


def lines(*codes, grade=4):
    """Lines of one made-up case with these codes."""
    return [Passed("MT-001", code, grade) for code in codes]


@pytest.mark.parametrize(
    ("year", "code"), [(2017, "GSK_23_5"), (2026, "GSK_23_5"), (2027, "GSK_23_6"), (2040, "GSK_23_6")]
)
def test_the_rule_follows_the_year_of_admission(year, code):
    """2026 is the last year of the 23/5 rule, 2027 the first of the 23/6 rule."""
    assert admission_goal(year).id == code


def test_the_two_rules_meet_without_gap_or_overlap():
    """The day after the one ends, the other begins."""
    assert goal("GSK_23_5").valid_to + timedelta(days=1) == goal("GSK_23_6").valid_from == date(2027, 1, 1)


def test_practice_is_no_longer_asked_for():
    """Only the old rule takes five years of practice or education; both take the age."""
    assert set(goal("GSK_23_5").conditions) - set(goal("GSK_23_6").conditions) == {
        "five_years_of_practice_or_education"
    }


def test_common_subjects_and_electives_make_the_whole_diploma():
    """1683 hours of common subjects and 840 of electives, at least 21 exams."""
    found = gap(DIPLOMA, [], ON)
    electives = [one for one in found.ways[0].sets if one.startswith("PF-")]
    hours = {one: catalogue().exam_set(one).hours for one in found.ways[0].sets}
    assert (found.exams, found.hours) == (21, 2523)
    assert len(electives) == 6
    assert sum(hours[one] for one in electives) == 840
    assert sum(number for one, number in hours.items() if one not in electives) == 1683


ROWS = {row["set_id"]: row for row in read_rows("tiltak.study", "data/electives.csv")}
MATHS = ("MAT1023", "REA3056", "REA3060", "REA3065", "REA3067")


def stands_on_a_diploma(passed):
    """Whether these codes make the maths and the electives of a diploma, written apart from the tree."""
    whole = [one for one in ROWS if set(catalogue().code_hours_of(one)) <= passed]
    for second in MATHS:
        if second not in passed:
            continue
        for banned in ("R", "S"):
            if any(ROWS[one]["line"] == banned and second in catalogue().code_hours_of(one) for one in ROWS):
                continue
            left = [
                one for one in whole if second not in catalogue().code_hours_of(one) and ROWS[one]["line"] != banned
            ]
            pairs = {}
            for one in left:
                if ROWS[one]["pair"] and ROWS[one]["pair_confidence"] != "LOW":
                    pairs.setdefault((ROWS[one]["area"], ROWS[one]["pair"]), []).append(one)
            areas = [area for (area, _), members in pairs.items() if len(members) >= 2]
            if len(left) >= 6 and any(areas.count(area) >= 2 for area in areas):
                return True
    return False


COMMON = ("NOR-ST", "ENG-ST", "NAT-ST", "SAK", "GEO", "HIS-ST", "REL", "KRO-VG3", "MAT-1P", "FSP-SP-II")
COMMON_CODES = [code for one in COMMON for code in catalogue().code_hours_of(one)]


PAIRS = sorted({row["pair"] for row in ROWS.values() if row["pair"]})


@given(
    st.sets(st.sampled_from(PAIRS), min_size=1, max_size=4),
    st.sets(st.sampled_from(sorted(ROWS)), max_size=5),
    st.booleans(),
)
def test_a_diploma_is_met_exactly_when_the_electives_stand_on_it(pairs, singles, practical):
    """Six electives, two pairs of one area, never both maths lines, and no subject counted twice."""
    sets = singles | {one for one, row in ROWS.items() if row["pair"] in pairs}
    codes = {code for one in sets for code in catalogue().code_hours_of(one)} | ({"MAT1023"} if practical else set())
    assert met(diploma_tree(), {*COMMON_CODES, *codes}) is stands_on_a_diploma(codes)


@pytest.mark.parametrize(
    ("electives", "complete"),
    [
        # two pairs of one area and two more
        (("SAM3072", "SAM3073", "SAM3057", "SAM3058", "REA3035", "REA3038"), True),
        # one pair in each area
        (("SAM3072", "SAM3073", "REA3056", "REA3058", "SAM3057", "REA3038"), False),
        # two pairs, five electives
        (("SAM3072", "SAM3073", "SAM3057", "SAM3058", "REA3035"), False),
        # R and S among the six
        (("REA3056", "REA3058", "REA3060", "REA3062", "REA3035", "REA3038"), False),
        # two of politics are no sure pair
        (("SAM3072", "SAM3073", "SAM3054", "SAM3051", "REA3035", "REA3038"), False),
    ],
)
def test_electives_of_a_diploma(electives, complete):
    """With everything else passed, the electives decide."""
    assert gap(DIPLOMA, lines(*COMMON_CODES, "MAT1023", *electives), ON).complete is complete


def test_a_year_of_maths_counts_once():
    """R1 as the sixth elective leaves the second mathematics; a yes from the county would save that exam."""
    passed = lines(*COMMON_CODES, "SAM3072", "SAM3073", "SAM3057", "SAM3058", "SAM3054", "REA3056")
    found = gap(DIPLOMA, passed, ON)
    assert (found.missing, found.hours) == (("MAT1023",), 84)
    (asked,) = [one for one in found.open_questions if one.id == "maths_counts_twice"]
    assert (asked.saves_exams, asked.saves_hours, asked.decided_by, asked.confirmed) == (1, 84, "county", False)
    assert gap(DIPLOMA, passed, ON, answered_yes=["maths_counts_twice"]).complete


def test_ways_beyond_those_held_are_counted_and_can_be_had():
    """A gap holds so many ways; the number of all is exact, and each can be asked for by its exams."""
    found = gap(DIPLOMA, lines(*COMMON_CODES, "MAT1023", "SAM3072", "SAM3073"), ON)
    ways = list(every_way(DIPLOMA, lines(*COMMON_CODES, "MAT1023", "SAM3072", "SAM3073"), ON))
    assert len(found.ways) == WAYS_HELD < found.ways_in_all == len(ways) == len({way.missing for way in ways})
    assert tuple(ways[:WAYS_HELD]) == found.ways
    chosen = list(every_way(DIPLOMA, lines(*COMMON_CODES, "MAT1023", "SAM3072", "SAM3073"), ON, through=["SAM3064"]))
    assert chosen == [way for way in ways if "SAM3064" in way.missing] != []
    assert not list(every_way(DIPLOMA, [], ON, through=["HEA3103"]))


@pytest.mark.parametrize(
    ("had", "levels"),
    [
        (None, {Level.TWO}),
        ([], {Level.TWO}),
        (["SP"], {Level.TWO}),
        (["GE", "SP"], {Level.TWO}),
        (["GE"], {Level.ONE, Level.TWO}),
        (["RU"], {Level.ONE, Level.TWO}),
    ],
)
def test_level_of_a_foreign_language(had, levels):
    """The same language or none: level II. A new one: either. Not known: only what is sure."""
    assert language_levels("SP", had) == levels


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("level", ["I", "II"])
def test_levels_agree_with_the_diploma(language, level):
    """Level II counts at once; level I when it is answered that the language is new."""
    passed = lines(*catalogue().exam_set(f"FSP-{language}-{level}").codes)
    assert gap(DIPLOMA, passed, ON).exams == (19 if level == "II" else 21)
    assert gap(DIPLOMA, passed, ON, answered_yes=["language_is_new"]).exams == 19


def test_a_language_without_exams_is_unknown():
    """A language the catalogue has no exams in is not answered about."""
    with pytest.raises(UnknownCode):
        language_levels("XX", [])


def test_every_question_of_every_goal_has_its_basis():
    """Each question that a goal can ask stands in the table of changes."""
    known = {row["question"] for row in read_rows("tiltak.study", "data/changes.csv")}
    asked = {ask.question for code in goal_codes() for ask in asks_in(goal(code).tree)}
    assert asked <= known


def test_no_prerequisite_bars_anybody():
    """All that was read is a natural order; nothing blocks, because no regulation does."""
    found = [one for code in catalogue().subjects for one in prerequisites(code)]
    assert len(found) == len(read_rows("tiltak.study", "data/prerequisites.csv"))
    assert not any(one.blocks or one.source for one in found)
    assert {one.code: [] for one in found}.keys() == catalogue().builds_on.keys()


def test_own_goal_is_answered_like_any_other():
    """A goal from an office's file has its names, its dates and its tree."""
    data = OWN | {
        "all": ["NOR1262", {"one": ["MAT-1PY-RM", "MAT-1TY-RM"]}, {"some": 2, "of": ["SAK", "GEO", {"all": ["REL"]}]}],
        "valid_from": date(2026, 1, 1),
        "valid_to": "2026-12-31",
    }
    tree = AllOf(
        (
            Need("NOR-YF"),
            OneOf((Need("MAT-1PY-RM"), Need("MAT-1TY-RM"))),
            SomeOf(2, (Need("SAK"), Need("GEO"), AllOf((Need("REL"),)))),
        )
    )
    names = (("nb", "Eget mål"), ("nn", "Eige mål"), ("en", "Own goal"))
    found = goal_from_data(data)
    assert found == Goal("OWN_GOAL", tree, valid_from=date(2026, 1, 1), valid_to=date(2026, 12, 31), names=names)
    assert gap(found, [], ON).exams == 5
    assert gap(found, [], date(2027, 1, 1)).notes == ("rule_has_ended",)


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        ({"all": ["SAC"]}, [("unknown_code", "goal.all[0]", "SAC", "SAK")]),
        ({"all": ["NOR1260"]}, [("unknown_code", "goal.all[0]", "NOR1260", "NOR-ST")]),
        ({"all": ["NAT1002"]}, [("unknown_code", "goal.all[0]", "NAT1002", "NAT1007")]),
        ({"all": ["SAK", "SAK1001"]}, [("repeated", "goal.all[1]", "SAK1001", None)]),
        ({"all": []}, [("missing_value", "goal.all", "", None)]),
        ({"all": "SAK"}, [("wrong_type", "goal.all", "SAK", None)]),
        ({"all": [7]}, [("wrong_type", "goal.all[0]", "7", None)]),
        ({"all": [{"some": 3, "of": ["SAK", "GEO"]}]}, [("out_of_range", "goal.all[0].some", "3", None)]),
        ({"all": [{"some": 0, "of": ["SAK", "GEO"]}]}, [("out_of_range", "goal.all[0].some", "0", None)]),
        ({"all": [{"some": True, "of": ["SAK"]}]}, [("wrong_type", "goal.all[0].some", "True", None)]),
        ({"all": [{"of": ["SAK"]}]}, [("missing_key", "goal.all[0].some", "", None)]),
        ({"all": [{"some": 1}]}, [("missing_key", "goal.all[0].of", "", None)]),
        (
            {"all": [{"any": ["SAK"]}]},
            [("missing_key", "goal.all[0]", "", None), ("unknown_key", "goal.all[0].any", "any", None)],
        ),
        ({"one": ["GEO"]}, [("contradiction", "goal", "all, one", None)]),
        ({"all": ["KRO-VG3", "KRO-PB"]}, [("contradiction", "goal", "KRO-PB", None)]),
        ({"code": "GSK_23_6"}, [("repeated", "goal.code", "GSK_23_6", None)]),
        ({"code": "own goal"}, [("wrong_type", "goal.code", "own goal", None)]),
        ({"name_nn": "  "}, [("missing_value", "goal.name_nn", "", None)]),
        ({"name_nn": 3}, [("wrong_type", "goal.name_nn", "3", None)]),
        ({"name_xx": "x"}, [("unknown_key", "goal.name_xx", "name_xx", "name_nn")]),
        ({"valid_to": "2026-02-30"}, [("no_such_date", "goal.valid_to", "2026-02-30", None)]),
        (
            {"valid_from": "2026-02-02", "valid_to": "2026-02-01"},
            [("contradiction", "goal.valid_to", "2026-02-01", None)],
        ),
    ],
)
def test_a_fault_in_an_own_goal_says_where_and_what_is_nearest(change, faults):
    """Each slip has its kind, its place, what stood there and the nearest right answer."""
    with pytest.raises(BadInput) as caught:
        goal_from_data(OWN | change)
    found = [(one.kind.value, one.field, one.found, one.nearest) for one in caught.value.faults]
    assert [one[:3] for one in found] == [one[:3] for one in faults]
    assert [one[3] for one in found if one[0] == "unknown_code"] == [
        one[3] for one in faults if one[0] == "unknown_code"
    ]


def test_every_fault_of_an_own_goal_is_told_at_once():
    """Nobody mends a file one fault at a time."""
    with pytest.raises(BadInput) as caught:
        goal_from_data({"code": "X", "all": ["SAC", {"some": 9, "of": ["SAK"]}], "naem": "x"})
    kinds = [(one.kind, one.field) for one in caught.value.faults]
    assert kinds == [
        (FaultKind.UNKNOWN_CODE, "goal.all[0]"),
        (FaultKind.OUT_OF_RANGE, "goal.all[1].some"),
        (FaultKind.WRONG_TYPE, "goal.code"),
        (FaultKind.UNKNOWN_KEY, "goal.naem"),
        (FaultKind.MISSING_KEY, "goal.name_en"),
        (FaultKind.MISSING_KEY, "goal.name_nb"),
        (FaultKind.MISSING_KEY, "goal.name_nn"),
    ]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(["SAK", "GEO"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["all", "one", "some", "of"]), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*OWN, "one", "some", "of", "valid_to"]), JSON))
def test_whatever_is_written_is_a_goal_or_faults(data):
    """No content of a file ends in anything but a goal or a list of faults."""
    with suppress(BadInput):
        found = goal_from_data(data)
        assert gap(found, [], ON).goal is found


@pytest.mark.parametrize(
    ("code", "near"),
    [
        ("PRAKSISKANDIDAT:HEA310", "PRAKSISKANDIDAT:HEA3103"),
        ("FAG:SAK101", "FAG:SAK1001"),
        ("FELLESFAG_H", "FELLESFAG_HS"),
        ("GSK_VITNEMAL", "GSK_VITNEMAAL"),
    ],
)
def test_a_misspelt_goal_is_told_whole_with_the_nearest(code, near):
    """The whole of what was written comes back, and a goal that exists beside it."""
    with pytest.raises(UnknownCode) as caught:
        goal(code)
    assert (caught.value.code, caught.value.nearest) == (code, near)
    assert goal(near).id == near
