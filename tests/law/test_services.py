"""The follow-up service, NAV's measures, private candidates and routes of payment, from files an adviser can read."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from tiltak.law import (
    NOTES,
    Cost,
    activity_condition,
    follow_up_rules,
    follow_up_service,
    nav_rules,
    note_basis,
    payment_routes,
    privatist_may_sit_exam,
    privatist_rules,
    provisions,
    right_rules,
    route_rules,
    training_measure,
    youth_guarantee,
    youth_programme,
)
from tiltak.rules import Case, OutsideDates, Source, Verdict

FOLDER = Path(__file__).parent.parent / "cases" / "law"
FUNCTIONS = {
    "activity_condition": activity_condition,
    "follow_up_service": follow_up_service,
    "privatist": privatist_may_sit_exam,
    "training_measure": training_measure,
    "youth_guarantee": youth_guarantee,
    "youth_programme": youth_programme,
}


def read(*names):
    """The cases of some files, with their facts."""
    found = []
    for name in names:
        book = tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
        for case in book["case"]:
            facts = {key: value for key, value in (book["usual"] | case["facts"]).items() if value != "not_stated"}
            label = f"{case.get('rule', case.get('cost', name))}: {case['name']}"
            found.append(pytest.param(case, Case(facts, id="MT-001"), id=label))
    return found


SERVICES = read("services.toml")
PAYMENT = read("payment.toml")
EVERY = [*SERVICES, *PAYMENT, *read("new_act.toml", "old_act.toml", "vectors.toml")]


def all_rules():
    """Every rule set of the room, through time."""
    return [*right_rules(), follow_up_rules(), privatist_rules(), *nav_rules().values(), *route_rules().values()]


@pytest.mark.parametrize(("case", "facts"), SERVICES)
def test_the_verdict_is_the_one_of_the_file(case, facts):
    """Each case of a service gives its verdict, with a question or an open point whenever it is unknown."""
    decision = FUNCTIONS[case["rule"]](facts, case["on"])
    assert decision.verdict.name == case["expect"]
    assert decision.rule_set == case["rule"]
    assert bool(decision.unknown) == (case["expect"] == "UNKNOWN")


@pytest.mark.parametrize(("case", "facts"), PAYMENT)
def test_the_routes_are_the_ones_of_the_file(case, facts):
    """A cost has exactly the routes of the day, each with its verdict; the open ones come first."""
    routes = payment_routes(Cost(case["cost"]), facts, case["on"])
    assert {route.id: route.decision.verdict.name for route in routes} == case["expect"]
    verdicts = [route.decision.verdict for route in routes]
    assert verdicts == sorted(verdicts, reverse=True)


@pytest.mark.parametrize("cost", list(Cost))
def test_every_route_says_what_it_requires_and_who_decides(cost):
    """No route is a promise: each names what must be in place, on what basis, and who decides."""
    for route in payment_routes(cost, Case({}), date(2026, 11, 23)):
        assert route.cost is cost
        assert route.requires
        assert route.basis
        assert route.decided_by in {"NAV_KONTORET", "KOMMUNE", "FYLKESKOMMUNE"}
        assert route.decision.verdict is Verdict.UNKNOWN


def test_a_route_left_to_the_office_is_never_open_by_itself():
    """Social services, the office's budget and the county's exemption stay open whatever is known."""
    facts = {"born": date(2004, 3, 15), "in_training_measure": True, "residence": "STATSBORGER_EOES"}
    routes = {route.id: route for route in payment_routes(Cost.EKSAMENSGEBYR, Case(facts), date(2026, 11, 23))}
    for code in ("SOSIALE_TJENESTER", "LOKALT_BUDSJETT", "FYLKET_FRITAR"):
        assert routes[code].decision.verdict is Verdict.UNKNOWN
        assert routes[code].decision.still_needed == ()


@pytest.mark.parametrize(
    ("function", "before"),
    [
        (activity_condition, date(2016, 12, 31)),
        (follow_up_service, date(2006, 7, 31)),
        (privatist_may_sit_exam, date(2024, 7, 31)),
        (training_measure, date(2015, 12, 31)),
        (youth_guarantee, date(2023, 6, 30)),
        (youth_programme, date(2025, 7, 31)),
    ],
)
def test_before_a_rule_existed_there_is_no_answer(function, before):
    """The day before its first day a rule raises, and does not say no."""
    with pytest.raises(OutsideDates):
        function(Case({}), before)


def test_routes_of_payment_begin_with_the_regulation():
    """31 December 2015 raises; 1 January 2016 answers."""
    with pytest.raises(OutsideDates):
        payment_routes(Cost.EKSAMENSGEBYR, Case({}), date(2015, 12, 31))
    assert payment_routes(Cost.EKSAMENSGEBYR, Case({}), date(2016, 1, 1))


def _states():
    """For every condition, the verdicts it has had over all case files, on every rule set of the day."""
    states = {}
    for parameters in EVERY:
        case, facts = parameters.values
        for versions in all_rules():
            try:
                decision = versions.decide(facts, case["on"])
            except OutsideDates:
                continue
            for finding in decision.explain().conditions():
                states.setdefault((decision.rule_set, finding.id), set()).add(finding.verdict)
    return states


def test_every_condition_is_met_and_failed_in_some_case():
    """Over all case files each condition is both YES and NO at least once; what is left to judgement never is."""
    states = _states()
    for versions in all_rules():
        for rules in versions.versions:
            for condition in rules.conditions:
                had = states[versions.id, condition.id]
                if condition.test.modelled:
                    assert {Verdict.YES, Verdict.NO} <= had, (versions.id, condition.id)
                else:
                    assert had == {Verdict.UNKNOWN}, (versions.id, condition.id)


def test_every_condition_rests_on_a_provision_or_a_choice_of_the_office():
    """Only what is the office's or the county's own is a policy; all else is a provision with an address."""
    for versions in all_rules():
        for rules in versions.versions:
            for condition in rules.conditions:
                for basis in condition.bases:
                    choice = versions.id in {"KONTORET_KJOERER", "LOKALT_BUDSJETT", "FYLKET_FRITAR"}
                    assert isinstance(basis, Source) is not choice


def test_every_provision_was_in_force_some_day_of_the_rules_that_use_it():
    """No version rests only on a provision from another time."""
    for versions in all_rules():
        for rules in versions.versions:
            for condition in rules.conditions:
                for basis in condition.bases:
                    if isinstance(basis, Source) and basis.in_force_from is not None:
                        assert rules.valid_to is None or basis.in_force_from <= rules.valid_to, condition.id
                        assert basis.in_force_to is None or basis.in_force_to >= rules.valid_from, condition.id


def test_no_provision_is_listed_in_vain():
    """Each provision of the table is the basis of a condition or of a note."""
    used = {
        basis
        for versions in all_rules()
        for rules in versions.versions
        for condition in rules.conditions
        for basis in condition.bases
    }
    used |= {basis for note in NOTES for basis in note_basis(note)}
    assert {name for name, source in provisions().items() if source not in used} == set()
