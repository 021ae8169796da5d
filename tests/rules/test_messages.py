"""What is refused says what is wrong, with the name and the value, so that it can be put right."""

from datetime import UTC, date, datetime

import pytest

from tiltak.faults import BadInput, FaultKind
from tiltak.rules import (
    ApplicationDeadline,
    Birthday,
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
    SchoolYear,
    Source,
    all_of,
    any_of,
    at_least,
    is_false,
    is_one_of,
    is_true,
    not_,
    not_modelled,
)

DAY = date(2026, 11, 23)
LATER = date(2027, 1, 1)
OWN = Policy("tests", "messages", "1", DAY)
FLAG = Fact("flag", FactKind.YES_NO)
OTHER = Fact("other", FactKind.YES_NO)
COLOUR = Fact("colour", FactKind.CHOICE, ("RED", "GREEN"))
ASKED = Condition("asked", FLAG, is_true(), OWN)


def source(**other):
    """A source that may stand, or with something changed."""
    given = {
        "law": "loven",
        "section": "5",
        "in_force_from": DAY,
        "url": "https://lovdata.no",
        "checked_on": DAY,
        "confidence": Confidence.HIGH,
    }
    return Source(**(given | other))


def rules(version="1", first=DAY, last=None, name="r"):
    """Rules of one condition."""
    return RuleSet(name, version, ASKED, first, last)


def condition(**other):
    """A condition that may stand, or with something changed."""
    return Condition(**({"id": "c", "facts": FLAG, "test": is_true(), "basis": OWN} | other))


REFUSED = [
    (Birthday, "an age rule needs a lower or an upper limit"),
    (lambda: Birthday(-1), "an age limit is a number of years from 0 up, not -1"),
    (lambda: Birthday(None, True), "an age limit is a number of years from 0 up, not True"),  # noqa: FBT003 - the wrong value itself
    (lambda: Birthday(30, 16), "no age is from 30 to 16"),
    (lambda: SchoolYear(1, None, (2, 29)), "starts must be (month, day) of any year, not (2, 29)"),
    (lambda: ApplicationDeadline(19, 2, 29), "no deadline on day 29 of month 2"),
    (
        lambda: condition(facts=COLOUR, test=is_one_of("BLUE", "RED", "BLACK")),
        "condition 'c': fact 'colour' has no choice BLACK, BLUE",
    ),
    (lambda: condition(test=at_least(3)), "condition 'c': AtLeast(limit=3) cannot read fact 'flag' of kind YES_NO"),
    (lambda: at_least(float("inf")), "limit must be a finite number, not inf"),
    (lambda: at_least(True), "limit must be a finite number, not True"),  # noqa: FBT003 - the wrong value itself
    (is_one_of, "is_one_of needs codes"),
    (lambda: is_one_of("A", ""), "is_one_of needs codes"),
    (lambda: condition(id=""), "a condition needs an id"),
    (lambda: condition(changed_by="you"), "condition 'c': changed_by is 'you', which is no code"),
    (lambda: condition(effort=-1), "condition 'c': effort is 0 or more"),
    (lambda: condition(effort=float("nan")), "condition 'c': effort is 0 or more"),
    (lambda: condition(facts=()), "condition 'c' reads no fact"),
    (lambda: condition(facts=(FLAG, FLAG)), "condition 'c' reads a fact twice"),
    (lambda: all_of(ASKED, not_(ASKED)), "'asked' is in the tree twice; each condition is read once"),
    (
        lambda: any_of(ASKED, condition(facts=Fact("flag", FactKind.DATE), test=Birthday(16))),
        "fact 'flag' is described in two ways in one tree",
    ),
    (all_of, "all_of needs something to combine"),
    (any_of, "any_of needs something to combine"),
    (lambda: Fact("", FactKind.DATE), "a fact needs a name"),
    (lambda: Fact("f", FactKind.CHOICE), "fact 'f': choices belong to kind CHOICE, and a CHOICE must have them"),
    (lambda: Fact("f", FactKind.CHOICE, ("A", "A")), "fact 'f': a choice is named twice"),
    (
        lambda: Fact("f", FactKind.DATE, answered_by="you"),
        "answered_by is 'you'; it must be one of adviser, county, employer, nav, nobody, school, youth",
    ),
    (lambda: source(law=" "), "law must say where the rule comes from, not ' '"),
    (lambda: source(section="Todo"), "section must say where the rule comes from, not 'Todo'"),
    (lambda: source(url=" "), "url must say where the rule comes from, not ' '"),
    (lambda: source(url="lovdata.no"), "url must be a web address, not 'lovdata.no'"),
    (lambda: source(in_force_to=date(2026, 11, 22)), "loven § 5: in_force_to is before in_force_from"),
    (lambda: Policy("", "d", "", DAY), "owner must say where the rule comes from, not ''"),
    (lambda: Policy("o", "", "", DAY), "document must say where the rule comes from, not ''"),
    (lambda: Dated(1, LATER, DAY, OWN), "valid_to 2026-11-23 is before valid_from 2027-01-01"),
    (
        lambda: Dated(1, DAY, None, source(confidence=Confidence.LOW)),
        "loven § 5 is not confirmed, so its value must have confirmed=False",
    ),
    (
        lambda: DatedValues("fee", (Dated(1, DAY, None, OWN), Dated(2, LATER, None, OWN))),
        "fee: the period from 2026-11-23 runs into the one from 2027-01-01",
    ),
    (lambda: rules(name=""), "a rule set needs an id and a version"),
    (lambda: rules(version=""), "a rule set needs an id and a version"),
    (lambda: rules(last=date(2026, 11, 22)), "r 1: valid_to is before valid_from"),
    (lambda: RuleVersions("r", ()), "r has no versions"),
    (lambda: RuleVersions("s", (rules(),)), "a version of 's' carries the id 'r'"),
    (
        lambda: RuleVersions("r", (rules(), rules("2"))),
        "r: the period from 2026-11-23 runs into the one from 2026-11-23",
    ),
    (
        lambda: RuleVersions("r", (rules(), rules("2", last=LATER))),
        "r: the period from 2026-11-23 runs into the one from 2026-11-23",
    ),
    (
        lambda: RuleVersions("r", (rules(last=DAY), rules("2", LATER))),
        "r: nothing from 2026-11-23 to 2027-01-01, and the gap is not named",
    ),
]


@pytest.mark.parametrize(("build", "message"), REFUSED, ids=[message for _, message in REFUSED])
def test_what_contradicts_itself_is_refused_with_its_name_and_value(build, message):
    """Whoever wrote it reads what to put right, and where."""
    with pytest.raises(ValueError, match=r"\w") as caught:
        build()
    assert str(caught.value) == message


WRONG_TYPE = [
    (lambda: all_of("A"), "all_of combines conditions, not str"),
    (lambda: any_of(ASKED, None), "any_of combines conditions, not NoneType"),
    (lambda: not_(1), "not_ combines conditions, not int"),
    (
        lambda: condition(basis="§ 5"),
        "a condition cannot be built without its Source, or a Policy that says whose choice it is",
    ),
    (
        lambda: condition(basis=(OWN, "§ 5")),
        "a condition cannot be built without its Source, or a Policy that says whose choice it is",
    ),
    (lambda: Fact("f", FactKind.CHOICE, "ABC"), "expected several values, got the one text 'ABC'"),
    (lambda: Dated(1, DAY, None, "§ 5"), "a value cannot be built without its source; got str"),
    (lambda: Dated(1, None, None, OWN), "valid_from must be a date, not NoneType"),
    (lambda: Dated(1, DAY, datetime(2027, 1, 1, tzinfo=UTC), OWN), "valid_to must be a date, not datetime"),
    (lambda: Gap("2026", DAY, "why"), "first must be a date, not str"),
    (lambda: source(checked_on="2026"), "checked_on must be a date, not str"),
    (lambda: source(in_force_from="2026"), "in_force_from must be a date, not str"),
    (lambda: rules().decide(Case({}), "2026-11-23"), "on must be a date, not str"),
    (lambda: rules().decide(Case({}), datetime(2026, 11, 23, tzinfo=UTC)), "on must be a date, not datetime"),
]


@pytest.mark.parametrize(("build", "message"), WRONG_TYPE, ids=[message for _, message in WRONG_TYPE])
def test_what_is_of_the_wrong_kind_is_refused_with_the_kind_it_is(build, message):
    """A text for a day, a moment for a day, a sentence for a source."""
    with pytest.raises(TypeError) as caught:
        build()
    assert str(caught.value) == message


def test_a_basis_may_be_several_sources():
    """One condition can rest on a provision and on somebody's own choice together, in their order."""
    both = (source(), OWN)
    assert condition(basis=both).bases == both
    assert condition(basis=OWN).bases == (OWN,)


@pytest.mark.parametrize(
    ("fact", "value", "found", "expected"),
    [
        (FLAG, 1, "int", "True or False"),
        (COLOUR, True, "bool", "one of RED, GREEN"),
        (COLOUR, "REED", "REED", "one of RED, GREEN"),
        (Fact("born", FactKind.DATE), "2026", "str", "a date"),
        (Fact("born", FactKind.DATE), datetime(2026, 1, 1, tzinfo=UTC), "datetime", "a date"),
        (Fact("hours", FactKind.NUMBER), True, "bool", "a number"),
        (Fact("hours", FactKind.NUMBER), "2", "str", "a number"),
    ],
)
def test_a_wrong_value_is_told_with_where_it_stood_and_what_was_expected(fact, value, found, expected):
    """The fault holds the file or case, the fact, what came, and what may come; never a value that is no code."""
    with pytest.raises(BadInput) as caught:
        fact.check(value, where="cases.csv")
    (fault,) = caught.value.faults
    assert (fault.file, fault.row, fault.field) == ("cases.csv", None, fact.name)
    assert (fault.found, fault.expected) == (found, expected)
    assert fault.kind is (FaultKind.UNKNOWN_CODE if value == "REED" else FaultKind.WRONG_TYPE)
    with pytest.raises(BadInput) as caught:
        fact.check(value)
    assert caught.value.faults[0].file == "case"


@pytest.mark.parametrize(
    ("value", "kind", "found", "expected"),
    [
        (float("inf"), FaultKind.OUT_OF_RANGE, "", "a finite number"),
        (None, FaultKind.WRONG_TYPE, "NoneType", "True, False, a text, a number, a date, NOT_STATED or NOT_KNOWN"),
        (
            datetime(2026, 1, 1, tzinfo=UTC),
            FaultKind.WRONG_TYPE,
            "datetime",
            "True, False, a text, a number, a date, NOT_STATED or NOT_KNOWN",
        ),
    ],
)
def test_a_case_that_cannot_be_is_told_by_its_id_and_fact(value, kind, found, expected):
    """By the id when it has one, else just as a case."""
    for case_id, where in (("MT-001", "MT-001"), ("", "case")):
        with pytest.raises(BadInput) as caught:
            Case({"fine": True, "odd": value}, id=case_id)
        (fault,) = caught.value.faults
        assert (fault.kind, fault.file, fault.row, fault.field) == (kind, where, None, "odd")
        assert (fault.found, fault.expected) == (found, expected)


def test_a_day_outside_says_what_is_covered_and_why_there_is_a_gap():
    """The name, the day, every period, and the reason of a gap; as text and as parts."""
    gap = Gap(date(2027, 1, 1), date(2027, 1, 31), "repealed")
    both = RuleVersions("r", (rules(last=date(2026, 12, 31)), rules("2", date(2027, 2, 1))), (gap,))
    covered = "covered: 2026-11-23 to 2026-12-31, 2027-02-01 to open"
    for day, why in ((gap.first, "repealed"), (gap.last, "repealed"), (date(2026, 11, 22), "")):
        with pytest.raises(OutsideDates) as caught:
            both.on(day)
        assert str(caught.value) == f"r is not covered on {day}; {covered}" + (" (repealed)" if why else "")
        assert (caught.value.name, caught.value.on, caught.value.why) == ("r", day, why)
        assert caught.value.covered == both.periods
    with pytest.raises(OutsideDates) as caught:
        rules(last=DAY).decide(Case({}), LATER)
    assert str(caught.value) == "r 1 is not covered on 2027-01-01; covered: 2026-11-23 to 2026-11-23"
    assert caught.value.why == ""
    with pytest.raises(OutsideDates) as caught:
        DatedValues("fee", ()).on(DAY)
    assert str(caught.value) == "fee is not covered on 2026-11-23; covered: nothing"


def test_rules_may_be_valid_for_one_day():
    """First and last day are both in."""
    one = rules(last=DAY)
    assert one.decide(Case({"flag": True}), DAY).verdict.name == "YES"


@pytest.mark.parametrize("ask", ["holds", "expression"])
def test_a_rule_that_is_not_modelled_gives_no_answer_to_anybody_who_asks(ask):
    """It is an error to ask, not a no."""
    with pytest.raises(NotImplementedError, match=r"^a rule that is not modelled has no answer$"):
        getattr(not_modelled(), ask)(True, DAY)  # noqa: FBT003 - the value asked about


def test_the_opposite_of_a_condition_needs_the_condition_once():
    """A lone condition may be turned round, and read beside another of the same fact."""
    tree = all_of(not_(ASKED), condition(test=is_false()), condition(id="d", facts=OTHER))
    assert RuleSet("r", "1", tree, DAY).fact_names == ("flag", "other")
