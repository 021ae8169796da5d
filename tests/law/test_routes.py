"""Each route of payment and each NAV measure: open when all it asks is so, and not when any one thing is not."""

from datetime import date, timedelta

import pytest

from tiltak.law import nav_rules, route_rules
from tiltak.rules import Case, OutsideDates

ON = date(2026, 11, 23)
DAY = timedelta(days=1)
GROWN = {"residence": "STATSBORGER_EOES", "born": date(2000, 5, 1)}
IN_MEASURE = GROWN | {"in_training_measure": True}
ADAPTED = {"complex_needs": True, "adapted_course_agreed": True}
IN_FIRM = GROWN | {"need_established": True, "apprenticeship_contract_signed": False}
TOO_YOUNG = date(2010, 11, 24)  # turns 16 the day after
JUST_SIXTEEN = date(2010, 11, 23)

STAY = [
    ({"residence": "OPPHOLDSTILLATELSE"}, None),
    ({"residence": "VENTER_PAA_SVAR"}, "UNKNOWN"),
    ({"residence": "AVSLAG_IKKE_ENDELIG"}, "UNKNOWN"),
    ({"residence": "ENDELIG_AVSLAG"}, "NO"),
    ({"residence": "ULOVLIG"}, "NO"),
]
AGE = [({"born": TOO_YOUNG}, "NO")]
# In the year one turns 16 an adapted course is open by its own age and not by the general one: judgement.
COURSE_AGE = [({"born": TOO_YOUNG}, "UNKNOWN"), ({"born": date(2011, 1, 1)}, "NO")]
CONTRACT = [({"apprenticeship_contract_signed": True}, "UNKNOWN")]
FIRM = [*STAY, *AGE, *CONTRACT, ({"need_established": False}, "NO"), ({"born": JUST_SIXTEEN}, None)]

# Rules, day, what makes them as open as they get, how open that is, and what each change makes of it (None: no other).
TABLE = {
    "TILTAK_OPPLAERING": (
        ON,
        IN_MEASURE,
        "YES",
        [
            *STAY,
            ({"in_training_measure": False}, "NO"),
            ({"born": date(2007, 12, 31)}, None),
            ({"born": date(2008, 1, 1)}, "NO"),
        ],
    ),
    "TILTAK_OPPLAERING before": (
        date(2025, 6, 30),
        IN_MEASURE,
        "UNKNOWN",
        [*STAY, ({"in_training_measure": False}, "NO"), ({"born": date(2009, 7, 1)}, "NO")],
    ),
    "TILTAK_TILRETTELAGT_FAG": (
        ON,
        IN_MEASURE | ADAPTED,
        "YES",
        [
            *STAY,
            *COURSE_AGE,
            ({"born": JUST_SIXTEEN}, None),
            ({"in_training_measure": False}, "NO"),
            ({"complex_needs": False}, "NO"),
            ({"adapted_course_agreed": False}, "NO"),
        ],
    ),
    "TILLEGGSSTOENAD_LAEREMIDLER": (
        ON,
        {"born": date(2000, 5, 1), "reduced_work_capacity": False, "benefit": "AAP"},
        "YES",
        [
            *(({"benefit": benefit}, None) for benefit in ("UFOERETRYGD", "ENSLIG_FORSORGER", "OMSTILLINGSSTOENAD")),
            *(({"benefit": benefit}, "NO") for benefit in ("INGEN", "DAGPENGER", "KVP", "TILTAKSPENGER")),
            ({"benefit": "INGEN", "reduced_work_capacity": True}, None),
            ({"born": date(2008, 11, 23)}, None),
            ({"born": date(2008, 11, 24)}, "NO"),
            ({"born": date(1959, 11, 24)}, None),
            ({"born": date(1959, 11, 23)}, "NO"),
        ],
    ),
    "TILLEGGSSTOENAD_DAGLIG_REISE": (
        ON,
        {"in_training_measure": True, "benefit": "TILTAKSPENGER"},
        "YES",
        [
            ({"benefit": "DAGPENGER"}, None),
            ({"benefit": "KVP"}, None),
            *(({"benefit": benefit}, "NO") for benefit in ("INGEN", "AAP", "UFOERETRYGD", "UNGDOMSPROGRAM")),
            ({"in_training_measure": False}, "NO"),
        ],
    ),
    "ARBEIDSTRENING": (ON, IN_FIRM | {"employed_by_firm": False}, "YES", [*FIRM, ({"employed_by_firm": True}, "NO")]),
    "MIDLERTIDIG_LOENNSTILSKUDD": (
        ON,
        IN_FIRM | {"employed_by_firm": True},
        "YES",
        [*FIRM, ({"employed_by_firm": False}, "NO")],
    ),
    "ARBEIDSTRENING before": (
        date(2025, 7, 31),
        IN_FIRM | {"employed_by_firm": False},
        "YES",
        [*STAY, *CONTRACT, ({"employed_by_firm": True}, "NO"), ({"need_established": False}, "NO")],
    ),
    "MENTOR": (ON, IN_FIRM, "UNKNOWN", FIRM),
    "MENTOR before": (date(2025, 7, 31), IN_FIRM, "UNKNOWN", [*STAY, *CONTRACT, ({"need_established": False}, "NO")]),
    "INKLUDERINGSTILSKUDD": (ON, IN_FIRM, "UNKNOWN", FIRM),
    "FIREAARIG_LOENNSTILSKUDD": (
        ON,
        GROWN | {"reduced_work_capacity": True, "employed_by_firm": True, "apprenticeship_contract_signed": False},
        "YES",
        [
            *STAY,
            *AGE,
            *CONTRACT,
            ({"reduced_work_capacity": False}, "NO"),
            ({"employed_by_firm": False}, "NO"),
            ({"born": date(1996, 11, 23)}, None),
            ({"born": date(1996, 11, 22)}, "NO"),
        ],
    ),
    "training_measure": (
        ON,
        GROWN | {"need_established": True} | ADAPTED,
        "YES",
        [
            *STAY,
            *COURSE_AGE,
            ({"need_established": False}, "NO"),
            ({"born": JUST_SIXTEEN}, None),
            ({"born": JUST_SIXTEEN, "complex_needs": False}, "NO"),
            ({"born": JUST_SIXTEEN, "adapted_course_agreed": False}, "NO"),
            ({"complex_needs": False, "adapted_course_agreed": False}, None),
            ({"born": date(2007, 12, 31), "complex_needs": False}, None),
            ({"born": date(2008, 1, 1), "complex_needs": False}, "NO"),
        ],
    ),
    "training_measure between": (
        date(2025, 7, 15),
        GROWN | {"need_established": True},
        "YES",
        [
            *STAY,
            ({"need_established": False}, "NO"),
            ({"born": date(2006, 12, 31)}, None),
            ({"born": date(2007, 1, 1)} | ADAPTED, "NO"),
        ],
    ),
    "training_measure before": (
        date(2025, 6, 30),
        GROWN | {"need_established": True},
        "UNKNOWN",
        [*STAY, ({"need_established": False}, "NO"), ({"born": date(2009, 7, 1)}, "NO")],
    ),
    "youth_guarantee": (
        ON,
        {"born": JUST_SIXTEEN, "need_established": True, "adapted_course_agreed": False},
        "YES",
        [
            ({"need_established": False}, "NO"),
            ({"born": TOO_YOUNG}, "NO"),
            ({"born": TOO_YOUNG, "adapted_course_agreed": True}, None),
            ({"born": date(2010, 12, 31), "adapted_course_agreed": True}, None),
            ({"born": date(2011, 1, 1), "adapted_course_agreed": True}, "NO"),
            ({"born": date(1996, 11, 24)}, None),
            ({"born": date(1996, 11, 23)}, "NO"),
        ],
    ),
    "youth_guarantee before": (
        date(2025, 7, 31),
        {"born": date(2000, 5, 1)},
        "UNKNOWN",
        [({"born": date(2009, 8, 1)}, "NO"), ({"born": date(1995, 7, 31)}, "NO"), ({"born": date(1995, 8, 1)}, None)],
    ),
    "activity_condition": (
        ON,
        {"born": date(2000, 5, 1), "receives_social_assistance": True},
        "YES",
        [
            ({"receives_social_assistance": False}, "NO"),
            ({"born": date(1996, 11, 24)}, None),
            ({"born": date(1996, 11, 23)}, "NO"),
        ],
    ),
    "youth_programme": (
        ON,
        {"born": date(2000, 5, 1), "need_established": True, "youth_programme_before": False},
        "UNKNOWN",
        [
            ({"need_established": False}, "NO"),
            ({"youth_programme_before": True}, "NO"),
            ({"born": date(2008, 11, 23)}, None),
            ({"born": date(2008, 11, 24)}, "NO"),
            ({"born": date(1997, 11, 24)}, None),
            ({"born": date(1997, 11, 23)}, "NO"),
        ],
    ),
}


def rules_of(name):
    """The rules a line of the table is about."""
    return (nav_rules() | route_rules())[name.split()[0]]


CHANGES = [
    pytest.param(name, change, verdict or most, id=f"{name}: {change}")
    for name, (_, _, most, changes) in TABLE.items()
    for change, verdict in [({}, None), *changes]
]


@pytest.mark.parametrize(("name", "change", "verdict"), CHANGES)
def test_one_thing_that_is_otherwise_closes_what_it_should_and_nothing_else(name, change, verdict):
    """Both sides of each limit, each code that counts, and some that do not."""
    on, facts, _, _ = TABLE[name]
    assert rules_of(name).decide(Case(facts | change), on).verdict.name == verdict


@pytest.mark.parametrize("name", list(TABLE))
def test_nothing_is_said_while_something_asked_for_is_missing(name):
    """Leave out any one fact and the answer is open, and that fact is asked for, unless another way is open."""
    on, facts, most, _ = TABLE[name]
    rules = rules_of(name)
    settled_without = {
        "TILLEGGSSTOENAD_LAEREMIDLER": {"reduced_work_capacity"},
        "training_measure": {"complex_needs", "adapted_course_agreed"},
        "youth_guarantee": {"adapted_course_agreed"},
    }
    for missing in facts:
        decision = rules.decide(Case({key: value for key, value in facts.items() if key != missing}), on)
        if missing in settled_without.get(name, ()):
            assert decision.verdict.name == most
        else:
            assert (decision.verdict.name, decision.still_needed) == ("UNKNOWN", (missing,))


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("TILTAK_OPPLAERING", date(2016, 1, 1)),
        ("TILTAK_TILRETTELAGT_FAG", date(2025, 8, 1)),
        ("TILLEGGSSTOENAD_LAEREMIDLER", date(2025, 1, 1)),
        ("TILLEGGSSTOENAD_DAGLIG_REISE", date(2026, 1, 1)),
        ("SOSIALE_TJENESTER", date(2010, 1, 1)),
        ("KONTORET_KJOERER", date(2016, 1, 1)),
        ("LOKALT_BUDSJETT", date(2016, 1, 1)),
        ("FYLKET_FRITAR", date(2016, 1, 1)),
        ("ARBEIDSTRENING", date(2016, 1, 1)),
        ("MIDLERTIDIG_LOENNSTILSKUDD", date(2016, 1, 1)),
        ("FIREAARIG_LOENNSTILSKUDD", date(2026, 8, 1)),
        ("INKLUDERINGSTILSKUDD", date(2024, 1, 1)),
        ("MENTOR", date(2016, 1, 1)),
        ("activity_condition", date(2017, 1, 1)),
        ("training_measure", date(2016, 1, 1)),
        ("youth_guarantee", date(2023, 7, 1)),
        ("youth_programme", date(2025, 8, 1)),
    ],
)
def test_there_is_an_answer_from_the_first_day_and_none_before(name, first):
    """The day the text that was read came into force."""
    rules = rules_of(name)
    assert rules.decide(Case({}), first).verdict.name == "UNKNOWN"
    with pytest.raises(OutsideDates):
        rules.decide(Case({}), first - DAY)


def test_the_trial_of_a_four_year_subsidy_ends():
    """31 December 2032 is its last day."""
    rules = rules_of("FIREAARIG_LOENNSTILSKUDD")
    assert rules.decide(Case({}), date(2032, 12, 31)).verdict.name == "UNKNOWN"
    with pytest.raises(OutsideDates):
        rules.decide(Case({}), date(2033, 1, 1))


@pytest.mark.parametrize(
    ("name", "facts", "who"),
    [
        ("TILTAK_OPPLAERING", IN_MEASURE | {"in_training_measure": False}, "nav"),
        ("TILTAK_TILRETTELAGT_FAG", IN_MEASURE | ADAPTED | {"adapted_course_agreed": False}, "nav"),
        ("ARBEIDSTRENING", IN_FIRM | {"employed_by_firm": False, "need_established": False}, "nav"),
        ("MIDLERTIDIG_LOENNSTILSKUDD", IN_FIRM | {"employed_by_firm": False}, "employer"),
        ("training_measure", GROWN | {"need_established": False}, "nav"),
        (
            "youth_guarantee",
            {"born": TOO_YOUNG, "need_established": True, "adapted_course_agreed": False},
            "nav",
        ),
    ],
)
def test_who_can_open_a_closed_route_is_told(name, facts, who):
    """The one thing in the way, and whose it is to change."""
    change = rules_of(name).decide(Case(facts), ON).change_now
    assert change.changed_by == (who,)
