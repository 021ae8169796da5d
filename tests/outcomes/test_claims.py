"""Words claim no more than a figure can."""

import pytest

from tiltak.outcomes import (
    ClaimLevel,
    ClaimTooStrong,
    Design,
    Figure,
    check_wording,
    described,
    highest_claim,
    metrics,
    refuse_wording,
)
from tiltak.outcomes import testimony as said  # a name that starts with test is taken for one

COUNT, DESCRIPTIVE, COMPARED, CAUSAL = ClaimLevel


def test_the_levels_are_in_order():
    """A count says least and a causal figure most."""
    assert COUNT < DESCRIPTIVE < COMPARED < CAUSAL


@pytest.mark.parametrize(
    ("text", "lang", "needs"),
    [
        ("Tiltaket førte til at flere fullførte", "nb", CAUSAL),
        ("Frafallet er redusert", "nb", CAUSAL),
        ("Tiltaket hadde ingen effekt", "nb", CAUSAL),
        ("TAKKET  VÆRE veilederen besto de", "nb", CAUSAL),
        ("Flere besto enn før: bedre enn landet", "nb", COMPARED),
        ("89 % besto", "nb", DESCRIPTIVE),
        ("Tiltaket førte til at fleire fullførte", "nn", CAUSAL),
        ("Fråfallet er redusert, og det skuldast tiltaket", "nn", CAUSAL),
        ("Dei gjorde det betre enn landet", "nn", COMPARED),
        ("The programme led to fewer dropouts", "en", CAUSAL),
        ("Dropout was prevented", "en", CAUSAL),
        ("They did better than the county", "en", COMPARED),
        ("89 per cent passed", "en", DESCRIPTIVE),
    ],
)
def test_words_need_their_level(text, lang, needs):
    """Such words are refused for every figure below their level, and pass for one at it."""
    for level in ClaimLevel:
        if level < needs:
            with pytest.raises(ClaimTooStrong, match=needs.name):
                refuse_wording(text, level, lang)
        else:
            assert refuse_wording(text, level, lang) == text


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("23 elever i faresonen gjennomførte skoleåret", "nb"),
        ("23 elevar i faresona gjennomførte skuleåret", "nn"),
        ("23 at-risk pupils came through the school year", "en"),
        ("Virksomheten har 23 deltakere", "nb"),
    ],
)
def test_a_count_may_be_told(text, lang):
    """A sentence that only says how many passes at every level."""
    assert all(check_wording(text, level, lang) == () for level in ClaimLevel)


def test_every_word_found_is_named_in_order():
    """What is refused is told with its words, its place and the level it needs."""
    found = check_wording("80 % besto, takket være tiltaket", COUNT, "nb")
    assert [(claim.words, claim.start, claim.needs) for claim in found] == [
        ("%", 3, DESCRIPTIVE),
        ("takket være", 12, CAUSAL),
    ]


def test_no_words_in_an_unknown_language():
    """A language without a list is an error, not an empty answer."""
    with pytest.raises(ValueError, match="no list of words"):
        check_wording("Effekt", COUNT, "se")


@pytest.mark.parametrize(
    ("behind", "level"),
    [
        ({"denominator": False}, COUNT),
        ({"denominator": False, "comparator": True, "design": Design("a", "b")}, COUNT),
        ({"denominator": True}, DESCRIPTIVE),
        ({"denominator": True, "design": Design("a", "b")}, DESCRIPTIVE),
        ({"denominator": True, "comparator": True}, COMPARED),
        ({"denominator": True, "comparator": True, "design": Design("a", "")}, COMPARED),
        ({"denominator": True, "comparator": True, "design": Design("", "b")}, COMPARED),
        ({"denominator": True, "comparator": True, "design": Design("a", "b")}, CAUSAL),
    ],
)
def test_the_level_follows_from_what_stands_behind(behind, level):
    """Nothing is causal without a denominator, a comparison, a control group and a registration."""
    assert highest_claim(**behind) is level


@pytest.mark.parametrize("more", [{"denominator": 30}, {"estimate": 0.77}])
def test_a_count_makes_no_share(more):
    """23 pupils with no known denominator cannot be given one."""
    with pytest.raises(ValueError, match="is a count"):
        Figure("school.through_year", COUNT, 23, **more)


@pytest.mark.parametrize("level", [COMPARED, CAUSAL])
def test_a_figure_alone_is_not_compared(level):
    """A figure that stands beside nothing cannot be given a higher level than descriptive."""
    with pytest.raises(ValueError, match="no more than descriptive"):
        Figure("exam.pass", level, 80, 90)


def test_the_described_pupils_stay_a_count():
    """The description's 20 to 25 pupils are a range with a source, and have no way to become a share."""
    pupils = next(count for count in described() if count.id == "at_risk_through_year")
    assert (pupils.low, pupils.high, pupils.about, pupils.claim_level) == (20, 25, True, COUNT)
    assert not hasattr(pupils, "denominator")
    assert metrics()["school.through_year"].claim_level is COUNT


def test_testimony_is_no_figure():
    """What staff believe has a speaker and a source, and no number at all."""
    staff = said()[0]
    assert (staff.id, staff.said_by) == ("few_would_have_managed", "STAFF")
    assert not any(isinstance(getattr(staff, name), int | float) for name in staff.__slots__ if name != "__weakref__")
