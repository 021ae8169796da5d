"""How a rule is said: names, tests, facts, periods, sources. Plain text; the pages add the Markdown."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from tiltak.law import Cost, payment_routes
from tiltak.law.ages import BornBefore, NotOlderThan, SchoolYearOfBirthday
from tiltak.programme import ProgrammeParameters
from tiltak.render.rule_pages.registry import Registered
from tiltak.render.words import Words
from tiltak.rules import (
    ApplicationDeadline,
    Basis,
    Birthday,
    CalendarYear,
    Case,
    Condition,
    Dated,
    Decision,
    Fact,
    FactKind,
    RuleSet,
    SchoolYear,
    Source,
    Test,
    Verdict,
)
from tiltak.rules.checks import AtLeast, AtMost, IsFalse, IsOneOf, IsTrue, NotModelled
from tiltak.school import all_signals

__all__ = [
    "answer",
    "answers",
    "asked",
    "besides",
    "capital",
    "choice",
    "condition",
    "confirmed",
    "given",
    "left_out",
    "more",
    "name",
    "period",
    "possible",
    "route",
    "takes",
    "value",
]

_PROGRAMME: Final = "programme."
_LEAP_YEAR: Final = 2000  # any year: only the month and the day are said


def name(rule_set: str, words: Words) -> str:
    """What people call a rule set."""
    if rule_set.startswith(_PROGRAMME):
        return words.text("rule_page.name.target_group", track=_track(rule_set, words))
    kind = next((one for one in ("route", "signal") if words.has(f"{one}.{rule_set}")), "rule_set")
    return words.text(f"{kind}.{rule_set}")


def _track(rule_set: str, words: Words) -> str:
    return words.text(f"track.{rule_set.removeprefix(_PROGRAMME).upper()}")


def route(rule_set: RuleSet) -> tuple[tuple[Cost, ...], tuple[str, ...], str]:
    """For a route: the costs it may cover, ids of what it requires besides, and the code of who decides."""
    on = max(rule_set.valid_from, _FIRST_ROUTES)
    found = [one for cost in Cost for one in payment_routes(cost, Case({}), on) if one.id == rule_set.id]
    return tuple(one.cost for one in found), found[0].requires, found[0].decided_by


_FIRST_ROUTES: Final = date(2016, 1, 1)


def answers(one: Registered, words: Words) -> str:
    """The question a rule set answers."""
    if one.group == "programme":
        return words.text("rule_page.answers.target_group", track=_track(one.id, words))
    if one.group == "payment":
        costs, _, _ = route(one.versions.versions[-1])
        said = words.joined(words.text(f"cost.{cost.value}").lower() for cost in costs)
        return words.text("rule_page.answers.route", costs=said)
    if one.group == "school":
        return words.text("rule_page.answers.signal")
    return words.text(f"rule_page.answers.{one.id}")


def more(one: Registered, words: Words) -> str:
    """What must be known to read the answer rightly; empty for most rule sets."""
    if one.group == "programme":
        return words.text("rule_page.more.target_group")
    if one.group == "payment":
        _, _, decided_by = route(one.versions.versions[-1])
        return words.text("rule_page.more.route", who=words.text(f"owner.{decided_by}"))
    if one.group == "school":
        signal = next(signal for signal in all_signals() if signal.id == one.id)
        who = words.text(f"school.who.{signal.step_by}").lower()
        return words.text("rule_page.more.signal", who=who, step=words.text(f"signal_step.{signal.first_step}"))
    return ""


def besides(one: Registered, words: Words) -> list[str]:
    """What a route requires besides its conditions; which choices the programme's rules are shown with."""
    if one.group == "programme":
        return [words.text(name) for name in ProgrammeParameters().choices]
    if one.group == "payment":
        _, requires, _ = route(one.versions.versions[-1])
        return [words.text(f"requires.{name}") for name in requires]
    return []


def condition(condition_id: str, words: Words) -> str:
    """A condition or a group in words."""
    return words.text(f"condition.{condition_id}")


def left_out(what: str, words: Words) -> str:
    """What a rule set leaves out, in words."""
    return words.text(what if words.has(what) else f"condition.{what}")


def period(first: date | None, last: date | None, words: Words) -> str:
    """The days something holds: from, from and to, to, or not established."""
    if first and last:
        return words.text("rule_page.period.between", first=first, last=last)
    if first:
        return words.text("rule_page.period.from", first=first)
    return words.text("rule_page.period.until", last=last) if last else words.text("rule_page.period.unknown")


# --- What a test asks


def asked(one: Condition, words: Words) -> str:
    """What it takes for a condition to hold: the fact, and what its answer must be."""
    said = takes(one, words)
    facts = words.joined(words.text(f"fact.{fact.name}") for fact in one.facts)
    return f"{facts}: {said}" if facts else capital(said)


def capital(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


def takes(one: Condition, words: Words) -> str:
    """What the answer must be.

    Raises:
        TypeError: For a kind of test that nobody has given words.
    """
    say = _TESTS.get(type(one.test))
    if say is None:
        raise TypeError(f"{one.id}: no words for {one.test!r}; give them one in tiltak.render.rule_pages.phrases")
    return say(one.test, one, words)


def _plain(word: str) -> Callable[[Any, Condition, Words], str]:
    return lambda _test, _condition, words: words.text(f"rule_page.test.{word}")


def _codes(of: Any, one: Condition, words: Words) -> str:
    said = [words.text("word.quoted", text=choice(one.facts[0], code, words)) for code in of.codes]
    text = said[0]
    if len(said) > 1:
        text = words.text("rule_page.or", left=", ".join(said[:-1]), right=said[-1])
    return words.text("rule_page.test.is_one_of", codes=text)


def _number(word: str) -> Callable[[Any, Condition, Words], str]:
    # As text, because a year is no amount: 2014, never 2 014.
    return lambda of, _condition, words: words.text(f"rule_page.test.{word}", limit=f"{of.limit:g}")


def _ages(word: str, lower: str, upper: str) -> Callable[[Any, Condition, Words], str]:
    def say(of: Any, _condition: Condition, words: Words) -> str:
        first, last = getattr(of, lower), getattr(of, upper)
        limits = "between" if first is not None and last is not None else "until" if first is None else "from"
        values = {key: value for key, value in (("first", first), ("last", last)) if value is not None}
        if isinstance(of, SchoolYear):
            values["starts"] = _month_and_day(of.starts, words)
        return words.text(f"rule_page.test.{word}_{limits}", **values)

    return say


def _month_and_day(month_and_day: tuple[int, int], words: Words) -> str:
    return words.day(date(_LEAP_YEAR, *month_and_day), "month_day")


def _deadline(of: Any, _condition: Condition, words: Words) -> str:
    return words.text("rule_page.test.deadline", deadline=_month_and_day((of.month, of.day), words), last=of.last)


def _school_year_of(of: Any, _condition: Condition, words: Words) -> str:
    return words.text("rule_page.test.school_year_of", last=of.age, starts=_month_and_day(of.starts, words))


_TESTS: Final[Mapping[type[Test], Callable[[Any, Condition, Words], str]]] = {
    IsTrue: _plain("is_true"),
    IsFalse: _plain("is_false"),
    IsOneOf: _codes,
    AtLeast: _number("at_least"),
    AtMost: _number("at_most"),
    NotModelled: _plain("not_modelled"),
    Birthday: _ages("birthday", "at_least", "below"),
    CalendarYear: _ages("calendar", "first", "last"),
    SchoolYear: _ages("school", "first", "last"),
    ApplicationDeadline: _deadline,
    BornBefore: lambda of, _condition, words: words.text("rule_page.test.born_before", limit=of.limit),
    NotOlderThan: lambda of, _condition, words: words.text("rule_page.test.not_older", last=of.age),
    SchoolYearOfBirthday: _school_year_of,
}


# --- Facts and answers


def choice(fact: Fact, code: str, words: Words) -> str:
    """One of the answers a fact may have."""
    return words.text(f"choice.{fact.name}.{code}")


def possible(fact: Fact, words: Words) -> str:
    """The answers a fact may have."""
    if fact.kind is FactKind.CHOICE:
        return "; ".join(choice(fact, code, words) for code in fact.choices)
    return words.text(f"rule_page.kind.{fact.kind.value}")


def given(rules: RuleSet, facts: Mapping[str, object], words: Words) -> str:
    """The facts of an example, in a sentence."""
    said = []
    for fact in rules.facts:
        if fact.name in facts:
            stated = facts[fact.name]
            if isinstance(stated, bool):
                shown = words.text("word.yes" if stated else "word.no").lower()
            elif isinstance(stated, str):
                shown = words.text("word.quoted", text=choice(fact, stated, words))
            else:
                shown = str(stated)
            said.append(f"{words.text(f'fact.{fact.name}')}: {shown}")
    return "; ".join(said)


def answer(decision: Decision, words: Words) -> str:
    """The verdict; when only people can settle it, what they must judge."""
    said = words.text(f"verdict.{decision.verdict.name.lower()}")
    if decision.verdict is not Verdict.UNKNOWN or decision.still_needed:
        return said
    what = words.joined(condition(one, words) for one in decision.unknown)
    return words.text("rule_page.days.people", verdict=said, what=what)


# --- Sources and values


def confirmed(basis: Basis, words: Words) -> str:
    """Whether a basis is confirmed, and if not, why."""
    if not isinstance(basis, Source):
        return words.text("rule_page.confirmed.own_choice")
    if basis.confirmed:
        return words.text("rule_page.confirmed.yes")
    return words.text("rule_page.confirmed.inferred" if basis.inferred else "rule_page.confirmed.low")


def value(dated: Dated[Any], words: Words) -> str:
    """A dated value with its unit, marked when it is not confirmed."""
    if dated.unit == "MONTH_DAY":
        shown = _month_and_day(dated.value, words)
    elif dated.unit.startswith("NOK"):
        shown = words.money(dated.value)
    else:
        shown = f"{dated.value:g}"
    one = f"rule_page.unit.{dated.unit}_1"
    unit = one if dated.value == 1 and words.has(one) else f"rule_page.unit.{dated.unit}"
    said = words.text(unit, value=shown)
    return said if dated.confirmed else f"{said} ({words.text('rule_page.confirmed.value')})"
