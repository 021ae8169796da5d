"""Laws that hold for every person and every day."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tiltak.law import FACTS, NEW_ACT, Right, contradictions, follow_up_service, right_to_training
from tiltak.rules import NOT_KNOWN, Case, FactKind, Verdict

DAY = timedelta(days=1)
DAYS = st.dates(date(2006, 8, 1), date(2031, 12, 31))
BIRTHS = st.dates(date(1960, 1, 1), date(2012, 12, 31))
ASKED = (
    "residence",
    "stay_over_3_months",
    "lower_secondary",
    "final_competence",
    "vocational_without_common_subjects",
    "foreign_upper_secondary",
    "requalification_used",
    "activity",
    "years_used",
    "youth_right_window",
    "youth_right_lost",
    "admitted_as_adult",
    "full_course_taken",
    "trade_certificate_year",
)


def answers(fact):
    """All a fact may say."""
    if fact.kind is FactKind.YES_NO:
        return st.booleans()
    if fact.kind is FactKind.CHOICE:
        return st.sampled_from(fact.choices)
    if fact.name == "years_used":
        return st.sampled_from([0, 1, 2.5, 3, 4])
    return st.sampled_from([2005, 2013, 2014, 2020])


@st.composite
def people(draw, *, complete=False):
    """Facts about somebody: all of them, or some with the rest not stated or not known."""
    facts = {"born": draw(BIRTHS)}
    for name in ASKED:
        if complete or draw(st.booleans()):
            facts[name] = draw(answers(FACTS[name]))
        elif draw(st.booleans()):
            facts[name] = NOT_KNOWN
    if not complete and draw(st.integers(0, 5)) == 0:
        del facts["born"]
    return facts


def sound(facts, on):
    """True when the answers can stand together on the day."""
    return not contradictions(Case(facts), on)


def settled(result):
    """The rights that are sure."""
    return result.rights - {Right.UAVKLART}


@settings(max_examples=400, deadline=None)
@given(facts=people(complete=True), hidden=st.sets(st.sampled_from(("born", *ASKED))), on=DAYS)
def test_learning_never_turns_one_answer_into_another(facts, hidden, on):
    """What is settled with less known is still so with all known; a choice may only be added to the youth right."""
    less = {name: value for name, value in facts.items() if name not in hidden}
    if not (sound(facts, on) and sound(less, on)):
        return
    before, after = right_to_training(Case(less), on), right_to_training(Case(facts), on)
    if Right.UAVKLART not in before.rights:
        assert after.rights == before.rights
    grown = set(after.rights)
    if Right.VALG_UNGDOM_VOKSEN in grown:
        grown |= {Right.UNGDOMSRETT, Right.VOKSENRETT}
    assert settled(before) <= grown
    if before.verdict is not Verdict.UNKNOWN:
        assert after.verdict is before.verdict


@settings(max_examples=300, deadline=None)
@given(facts=people(), on=DAYS)
def test_the_answer_is_never_silent(facts, on):
    """Every answer has rights, reasons and a verdict; one that is open has a question or a point for the county."""
    if not sound(facts, on):
        return
    result = right_to_training(Case(facts), on)
    assert result.rights
    assert result.decisions
    assert result.on == on
    assert (Right.UAVKLART in result.rights) == bool(result.questions or result.for_the_county)
    alone = {Right.KUN_SKJOENN, Right.INGEN_RETT}
    assert not (result.rights & alone) or len(result.rights) == 1
    assert set(result.questions) <= set(FACTS)
    stated = set(Case(facts).stated)
    assert not stated & set(result.questions)


@settings(max_examples=300, deadline=None)
@given(born=BIRTHS, on=st.dates(NEW_ACT, date(2060, 12, 31)))
def test_no_gap_after_the_youth_right(born, on):
    """From 2024-08-01 whoever has lower secondary school, lawful stay and no competence has a right, at any age."""
    if born > on:
        return
    facts = {
        "born": born,
        "residence": "STATSBORGER_EOES",
        "stay_over_3_months": True,
        "lower_secondary": "FULLFORT",
        "final_competence": "INGEN",
        "foreign_upper_secondary": "INGEN",
    }
    result = right_to_training(Case(facts), on)
    age = on.year - born.year - (on.month < 8)
    expected = Right.UNGDOMSRETT if age <= 18 else Right.VALG_UNGDOM_VOKSEN if age <= 24 else Right.VOKSENRETT
    assert result.rights == {expected}
    assert result.verdict is Verdict.YES


@settings(max_examples=200, deadline=None)
@given(born=BIRTHS, facts=people(complete=True))
def test_the_day_after_the_youth_right_is_an_adult_right(born, facts):
    """On 31 July of the year of 25 there may be a youth right; on 1 August the adult right has taken over."""
    last = date(born.year + 25, 7, 31)
    facts |= {"born": born}
    if last < NEW_ACT or not sound(facts, last):
        return
    if right_to_training(Case(facts), last).decision("youth_right").verdict is Verdict.YES:
        after = right_to_training(Case(facts), last + DAY)
        assert after.decision("youth_right").verdict is Verdict.NO
        assert after.rights == {Right.VOKSENRETT}


@settings(max_examples=200, deadline=None)
@given(
    facts=people(complete=True),
    month=st.integers(1, 12),
    day=st.integers(1, 28),
    on=st.dates(NEW_ACT, date(2031, 1, 1)),
)
def test_only_the_year_of_birth_counts_in_the_new_act(facts, month, day, on):
    """Two people born in one year have the same rights on any day: no rule of the new act is a birthday."""
    twin = facts | {"born": date(facts["born"].year, month, day)}
    if not (sound(facts, on) and sound(twin, on)):
        return
    assert right_to_training(Case(facts), on).rights == right_to_training(Case(twin), on).rights


@settings(max_examples=200, deadline=None)
@given(facts=people(complete=True), on=DAYS)
def test_the_follow_up_service_asks_for_the_youth_right(facts, on):
    """Whoever is in the target group has the youth right, or had it and lost it by a decision under the old act."""
    facts |= {"in_work": False}
    if not sound(facts, on):
        return
    if follow_up_service(Case(facts), on).verdict is Verdict.YES:
        lost = on < NEW_ACT and facts["youth_right_lost"]
        assert lost or right_to_training(Case(facts), on).decision("youth_right").verdict is Verdict.YES


@settings(max_examples=150, deadline=None)
@given(facts=people(), on=DAYS)
def test_the_same_question_has_the_same_answer(facts, on):
    """Nothing but the facts and the day is read; facts nobody's right depends on change nothing."""
    if not sound(facts, on):
        return
    one = right_to_training(Case(facts), on)
    other = right_to_training(Case(dict(reversed(list(facts.items()))) | {"wants_help": True, "in_work": True}), on)
    assert (one.codes, one.verdict, one.questions, one.notes) == (
        other.codes,
        other.verdict,
        other.questions,
        other.notes,
    )


@settings(max_examples=200, deadline=None)
@given(facts=people(complete=True), on=DAYS)
def test_each_answer_has_a_reason_in_the_law_of_the_day(facts, on):
    """Every decision rests on at least one provision, and on none that came into force later."""
    if not sound(facts, on):
        return
    for decision in right_to_training(Case(facts), on).decisions:
        bases = [basis for finding in decision.explain().conditions() if finding.matters for basis in finding.basis]
        assert bases
        assert all(basis.in_force_from is None or basis.in_force_from <= on for basis in bases)
