"""A rule set as text for a terminal: no markup, no colour, lines that wrap by themselves."""

from collections.abc import Iterator
from datetime import date

from tiltak.render.citations import citation
from tiltak.render.rule_pages import phrases
from tiltak.render.rule_pages.history import bases_of
from tiltak.render.rule_pages.registry import GROUPS, Registered, registered
from tiltak.render.words import Words
from tiltak.rules import AllOf, AnyOf, Basis, Condition, Node, OutsideDates, RuleSet, Source

__all__ = ["outside", "rule_text", "rules_list"]

_INDENT = "  "


def rules_list(words: Words) -> str:
    """Every rule set by group: its id, its name, and the days it covers."""
    width = max(len(one.id) for one in registered())
    lines = []
    for group in GROUPS:
        lines += ["", words.text(f"rule_page.group.{group}")]
        for one in registered():
            if one.group == group:
                covers = phrases.period(one.versions.periods[0][0], one.versions.periods[-1][1], words)
                lines.append(f"{_INDENT}{one.id:<{width}}{_INDENT}{phrases.name(one.id, words)}, {covers}")
    return "\n".join(lines[1:])


def outside(error: OutsideDates, words: Words) -> str:
    """That no rules cover a day, and which days they do cover."""
    covered = sorted(error.covered, key=lambda span: span[0])
    periods = "; ".join(phrases.period(first, last, words) for first, last in covered)
    return words.text("rule_page.terminal.outside", id=error.name, on=error.on, periods=periods)


def rule_text(one: Registered, on: date, words: Words) -> str:
    """One rule set as it is on a day: the tree with what each condition takes, the sources, and what it leaves open.

    Raises:
        OutsideDates: When no version covers the day.

    >>> from tiltak.render.rule_pages.registry import registered
    >>> guarantee = next(one for one in registered() if one.id == "youth_guarantee")
    >>> print(rule_text(guarantee, date(2026, 11, 23), Words("en")).splitlines()[0])
    The youth guarantee (youth_guarantee)
    """
    rules = one.versions.on(on)
    covers = phrases.period(rules.valid_from, rules.valid_to, words)
    numbers = {basis: number for number, basis in enumerate(bases_of([rules]), start=1)}
    lines = [
        f"{phrases.name(one.id, words)} ({one.id})",
        f"{phrases.answers(one, words)} {phrases.more(one, words)}".strip(),
        words.text("rule_page.version.title", period=covers),
        *_besides(one, words),
        "",
        *_tree(rules.tree, 0, numbers, words),
        "",
        words.text("rule_page.sources.title"),
        *(line for basis, number in numbers.items() for line in _source(number, basis, words)),
        *_left_out(rules, words),
        "",
        words.text("rule_page.advice"),
    ]
    return "\n".join(lines)


def _tree(node: Node, depth: int, numbers: dict[Basis, int], words: Words) -> Iterator[str]:
    if isinstance(node, Condition):
        refs = "".join(f" [{numbers[basis]}]" for basis in node.bases)
        yield f"{_INDENT * depth}- {phrases.condition(node.id, words)}{refs}"
        yield f"{_INDENT * (depth + 1)}{phrases.asked(node, words)}{_who(node, words)}"
        return
    operator = "all_of" if isinstance(node, AllOf) else "any_of" if isinstance(node, AnyOf) else "not"
    own = f"{phrases.condition(node.id, words)}. " if node.id else ""
    yield f"{_INDENT * depth}- {own}{words.text(f'operator.{operator}')}:"
    for child in node.children:
        yield from _tree(child, depth + 1, numbers, words)


def _who(condition: Condition, words: Words) -> str:
    """Who can answer, that the answer is of a special category when it is, and who can change it."""
    said = []
    for fact in condition.facts:
        said.append(f"{words.text('rule_page.head.answered_by')}: {words.text(f'answered_by.{fact.answered_by}')}")
        if fact.special_category:
            said.append(words.text("rule_page.facts.special"))
    if condition.changed_by != "nobody":
        said.append(f"{words.text('rule_page.head.changed_by')}: {words.text(f'answered_by.{condition.changed_by}')}")
    return "".join(f". {text}" for text in said)


def _source(number: int, basis: Basis, words: Words) -> list[str]:
    """Where it is written, and on a second line how sure that is."""
    said = [phrases.confirmed(basis, words)]
    address = ""
    if isinstance(basis, Source):
        in_force = phrases.period(basis.in_force_from, basis.in_force_to, words)
        said.append(f"{words.text('rule_page.head.in_force')}: {in_force}")
        confidence = words.text(f"rule_page.confidence.{basis.confidence.value}")
        said.append(f"{words.text('rule_page.head.confidence')}: {confidence}")
        address = f" {basis.url}"
    if basis.confirmed:
        said.append(f"{words.text('rule_page.head.checked')}: {words.day(basis.checked_on, 'short')}")
    return [f"{_INDENT}[{number}] {citation(basis, words)}{address}", f"{_INDENT * 3}{'. '.join(said)}"]


def _besides(one: Registered, words: Words) -> list[str]:
    """What a route requires besides its conditions; what the office chose, for the programme."""
    items = phrases.besides(one, words)
    if not items:
        return []
    title = "requires" if one.group == "payment" else "choices"
    return ["", words.text(f"rule_page.{title}.title"), *(f"{_INDENT}- {item}" for item in items)]


def _left_out(rules: RuleSet, words: Words) -> list[str]:
    if not rules.not_modelled:
        return []
    items = [f"{_INDENT}- {phrases.left_out(name, words)}" for name in rules.not_modelled]
    return ["", words.text("rule_page.left_out.omitted"), *items]
