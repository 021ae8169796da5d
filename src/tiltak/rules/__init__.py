"""Rules for any programme: three-valued, dated, sourced, explained. Knows nothing of NAV or of schools.

A condition is a named question with a source. `all_of`, `any_of` and `not_` combine conditions into a tree; a
`RuleSet` gives the tree a version and the days it is valid. `decide` answers NO, UNKNOWN or YES for one case, with
what fails, what is still to be asked and the cheapest change.

>>> from datetime import date
>>> board = Policy("programme board", "plan", "2", checked_on=date(2026, 11, 23))
>>> born = Fact("born", FactKind.DATE)
>>> at_risk = Fact("at_risk", FactKind.YES_NO, answered_by="school")
>>> tree = all_of(
...     Condition("age", born, Birthday(at_least=16, below=30), board),
...     Condition("at_risk", at_risk, is_true(), board, changed_by="school"),
... )
>>> rules = RuleSet("example", "1", tree, valid_from=date(2020, 1, 1), valid_to=None)
>>> rules.decide(Case({"born": date(2009, 5, 1)}), on=date(2026, 11, 23))
Decision('example' '1' on 2026-11-23: UNKNOWN, failing=(), still_needed=('at_risk',))
"""

from tiltak.rules.ages import AgeRule, ApplicationDeadline, Birthday, CalendarYear, LeapDay, SchoolYear
from tiltak.rules.change import Change
from tiltak.rules.checks import Test, at_least, at_most, is_false, is_one_of, is_true, not_modelled
from tiltak.rules.coding import Coded, code_columns
from tiltak.rules.columns import Decisions, decide_many, verdict_expression
from tiltak.rules.compare import Comparison, Switch, compare
from tiltak.rules.conditions import AllOf, AnyOf, Condition, Node, Not, all_of, any_of, not_
from tiltak.rules.dated import Dated, DatedValues, OutsideDates
from tiltak.rules.decision import Decision
from tiltak.rules.facts import NOT_KNOWN, NOT_STATED, Case, Fact, FactKind, Knowledge
from tiltak.rules.findings import Finding
from tiltak.rules.mermaid import mermaid
from tiltak.rules.periods import Period
from tiltak.rules.records import decision_schema, subsumsjoner
from tiltak.rules.replay import Difference, Replay, replay
from tiltak.rules.ruleset import Gap, RuleSet, RuleVersions
from tiltak.rules.sources import Basis, Confidence, Policy, Source
from tiltak.rules.timeline import timeline
from tiltak.rules.verdict import Verdict

__all__ = [
    "NOT_KNOWN",
    "NOT_STATED",
    "AgeRule",
    "AllOf",
    "AnyOf",
    "ApplicationDeadline",
    "Basis",
    "Birthday",
    "CalendarYear",
    "Case",
    "Change",
    "Coded",
    "Comparison",
    "Condition",
    "Confidence",
    "Dated",
    "DatedValues",
    "Decision",
    "Decisions",
    "Difference",
    "Fact",
    "FactKind",
    "Finding",
    "Gap",
    "Knowledge",
    "LeapDay",
    "Node",
    "Not",
    "OutsideDates",
    "Period",
    "Policy",
    "Replay",
    "RuleSet",
    "RuleVersions",
    "SchoolYear",
    "Source",
    "Switch",
    "Test",
    "Verdict",
    "all_of",
    "any_of",
    "at_least",
    "at_most",
    "code_columns",
    "compare",
    "decide_many",
    "decision_schema",
    "is_false",
    "is_one_of",
    "is_true",
    "mermaid",
    "not_",
    "not_modelled",
    "replay",
    "subsumsjoner",
    "timeline",
    "verdict_expression",
]
