"""The page of one rule set, in one language.

Mermaid stands as text: a site that draws it would have to fetch the program that does, and these pages fetch nothing.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from attrs import field, frozen

from tiltak.render.citations import citation
from tiltak.render.rule_pages import phrases
from tiltak.render.rule_pages.examples import Boundary, age_conditions
from tiltak.render.rule_pages.history import bases_of, change, judged, values_of
from tiltak.render.rule_pages.markdown import cite, code, notice, plain, table
from tiltak.render.rule_pages.registry import Registered
from tiltak.render.words import Words
from tiltak.rules import AllOf, AnyOf, Basis, Condition, LeapDay, Node, RuleSet, Source, mermaid

__all__ = ["COMMAND", "OPEN_PAGE", "Page", "generated", "mermaid_text"]

COMMAND = "python docs/make_rule_pages.py"
"""The command that writes the pages."""

OPEN_PAGE = "not-established.md"
"""The page of what nobody has settled."""

_INDENT = "    "
_LINES_OF_A_BOX = re.compile(r'(?<=<br/>)(.+?)(?=<br/>|"\])')


def generated(origin: str, words: Words) -> list[str]:
    """The line that says where a page comes from."""
    return ["---", "", f"*{words.text('rule_page.generated', origin=origin, command=COMMAND)}*", ""]


def mermaid_text(rules: RuleSet, words: Words) -> str:
    """The tree of a version as Mermaid text, in words."""
    text = mermaid(rules, lambda name: words.text(name if name.startswith("operator.") else f"condition.{name}"))
    written = {_box(basis.cite()): _box(citation(basis, words)) for basis in bases_of([rules])}
    return _LINES_OF_A_BOX.sub(lambda found: written.get(found[1], found[1]), text)


def _box(text: str) -> str:
    """A text as it stands in a box of the drawing."""
    return escape(text).replace("&#x27;", "'")


@frozen
class Page:
    """What the parts of a page share.

    Args:
        one: The rule set.
        examples: The boundary days of each version, by version.
        words: The language.
    """

    one: Registered
    examples: dict[str, tuple[Boundary, ...]]
    words: Words
    _numbers: dict[Basis, int] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Number the sources, those of the newest version first."""
        found = bases_of(self._newest_first())
        object.__setattr__(self, "_numbers", {basis: number for number, basis in enumerate(found, start=1)})

    def _newest_first(self) -> tuple[RuleSet, ...]:
        return self.one.versions.versions[::-1]

    def text(self) -> str:
        """The whole page as Markdown."""
        say = self.words.text
        show = f"tiltak rules show {self.one.id}"
        lines = [
            f"# {plain(phrases.name(self.one.id, self.words))}",
            "",
            plain(f"{phrases.answers(self.one, self.words)} {phrases.more(self.one, self.words)}"),
            "",
            *notice(plain(say("rule_page.advice"))),
            say("rule_page.id", id=self.one.id, command=show),
            "",
            *self._besides(),
            *self._versions(),
        ]
        for rules in self._newest_first():
            lines += self._version(rules)
        lines += [*self._facts(), *self._values(), *self._sources(), *self._left_out(), *self._mermaid()]
        lines += generated(self.one.origin, self.words)
        return "\n".join(lines).rstrip() + "\n"

    def _heads(self, *names: str) -> list[str]:
        return [self.words.text(f"rule_page.head.{name}") for name in names]

    def _title(self, name: str, level: int = 2) -> list[str]:
        return [f"{'#' * level} {self.words.text(f'rule_page.{name}.title')}", ""]

    # --- The rule set as a whole

    def _besides(self) -> list[str]:
        items = phrases.besides(self.one, self.words)
        title = "requires" if self.one.group == "payment" else "choices"
        return [*self._title(title), *_bullets(map(plain, items))] if items else []

    def _versions(self) -> list[str]:
        rows = []
        before: RuleSet | None = None
        for number, rules in enumerate(self.one.versions.versions, start=1):
            covers = phrases.capital(phrases.period(rules.valid_from, rules.valid_to, self.words))
            rows.append(
                [
                    f"[{covers}](#version-{number})",
                    self._state(rules),
                    self._change(before, rules),
                    code(rules.version),
                ]
            )
            before = rules
        heads = self._heads("covers", "sources", "change", "version")
        return [*self._title("versions"), *table(heads, rows[::-1])]

    def _state(self, rules: RuleSet) -> str:
        bases = bases_of([rules])
        unsure = sum(not basis.confirmed for basis in bases)
        if unsure:
            return self.words.text("rule_page.sources_state.some", open=unsure, all=len(bases))
        return self.words.text("rule_page.sources_state.all")

    def _change(self, before: RuleSet | None, rules: RuleSet) -> str:
        if before is None:
            return self.words.text("rule_page.change.first")
        found = change(before, rules)
        said = [
            self.words.text(
                f"rule_page.change.{kind}", what="; ".join(phrases.condition(name, self.words) for name in names)
            )
            for kind, names in (("new", found.new), ("gone", found.gone), ("test", found.test))
            if names
        ]
        if found.tree:
            said.append(self.words.text("rule_page.change.tree"))
        if not said and found.sources:
            said.append(self.words.text("rule_page.change.sources"))
        return "<br>".join(plain(text) for text in said)

    # --- One version

    def _version(self, rules: RuleSet) -> list[str]:
        number = self.one.versions.versions.index(rules) + 1
        covers = phrases.period(rules.valid_from, rules.valid_to, self.words)
        title = self.words.text("rule_page.version.title", period=covers)
        return [
            f"## {title} {{ #version-{number} }}",
            "",
            *self._title("tree", 3),
            *self._tree(rules.tree, 0),
            "",
            *self._title("conditions", 3),
            *self._conditions(rules),
            *self._title("days", 3),
            *self._days(rules),
        ]

    def _refs(self, bases: Iterable[Basis]) -> str:
        return ", ".join(f"[{self._numbers[basis]}](#source-{self._numbers[basis]})" for basis in bases)

    def _tree(self, node: Node, depth: int) -> Iterator[str]:
        if isinstance(node, Condition):
            text = plain(phrases.condition(node.id, self.words))
            text = text if node.test.modelled else f"*{text}* ({self.words.text('knowledge.not_modelled').lower()})"
            yield f"{_INDENT * depth}- {text} <sup>{self._refs(node.bases)}</sup>"
            return
        operator = "all_of" if isinstance(node, AllOf) else "any_of" if isinstance(node, AnyOf) else "not"
        sign = self.words.text(f"operator.{operator}")
        own = f"**{plain(phrases.condition(node.id, self.words))}.** " if node.id else ""
        yield f"{_INDENT * depth}- {own}{sign}:"
        for child in node.children:
            yield from self._tree(child, depth + 1)

    def _conditions(self, rules: RuleSet) -> list[str]:
        rows = [
            [
                f"{plain(phrases.condition(one.id, self.words))}<br>{code(one.id)}",
                plain(phrases.asked(one, self.words)),
                self.words.text(f"answered_by.{one.changed_by}") if one.test.modelled else "–",
                self._refs(one.bases),
            ]
            for one in rules.conditions
        ]
        return table(self._heads("condition", "asked", "changed_by", "sources"), rows)

    # --- Boundary days

    def _days(self, rules: RuleSet) -> list[str]:
        ages = age_conditions(rules)
        if not ages:
            return [self.words.text("rule_page.days.no_age"), ""]
        lines = [self.words.text("rule_page.days.lead"), ""]
        for condition in ages:
            what = plain(phrases.condition(condition.id, self.words))
            lines += [f"**{what}**: {plain(phrases.takes(condition, self.words))}.", ""]
            found = [one for one in self.examples[rules.version] if one.condition.id == condition.id]
            for one in found:
                lines += self._boundary(rules, one)
            if not found:
                lines += [self.words.text("rule_page.days.none"), ""]
        leaps = [getattr(one.test, "leap_day", None) for one in ages]
        for leap in dict.fromkeys(leap for leap in leaps if isinstance(leap, LeapDay)):
            lines += [self.words.text("rule_page.days.leap", choice=self.words.text(f"leap_day.{leap.name}")), ""]
        return lines

    def _boundary(self, rules: RuleSet, one: Boundary) -> list[str]:
        say = self.words.text
        first = say("rule_page.days.born", born=one.rows[0].born) if one.same_birth else say("rule_page.days.births")
        besides = phrases.given(rules, one.given, self.words)
        said = [first, say("rule_page.days.given", facts=besides) if besides else ""]
        said.append(say("rule_page.days.same") if one.same_answer else "")
        rows = [
            [
                self.words.day(row.on if one.same_birth else row.born),
                *([] if one.same_birth else [self.words.day(row.on)]),
                say("word.yes" if row.met else "word.no"),
                plain(phrases.answer(row.decision, self.words)),
            ]
            for row in one.rows
        ]
        heads = self._heads(*(("day",) if one.same_birth else ("born", "day")), "holds", "answer")
        return [plain(" ".join(part for part in said if part)), "", *table(heads, rows)]

    # --- What the rules read and rest on

    def _facts(self) -> list[str]:
        found = {fact.name: fact for rules in self._newest_first() for fact in rules.facts}
        if not found:
            return [*self._title("facts"), self.words.text("rule_page.facts.none"), ""]
        rows = [
            [
                f"{plain(self.words.text(f'fact.{name}'))}<br>{code(name)}",
                plain(
                    self.words.text(
                        f"question.{name}" if self.words.has(f"question.{name}") else "rule_page.facts.derived"
                    )
                ),
                plain(phrases.possible(fact, self.words)),
                self.words.text(f"answered_by.{fact.answered_by}"),
                self.words.text(f"rule_page.facts.{'special' if fact.special_category else 'ordinary'}"),
            ]
            for name, fact in found.items()
        ]
        heads = self._heads("fact", "question", "possible", "answered_by", "privacy")
        return [*self._title("facts"), *table(heads, rows)]

    def _values(self) -> list[str]:
        rows = [
            [
                code(one.name),
                plain(phrases.value(one.dated, self.words)),
                phrases.period(one.dated.valid_from, one.dated.valid_to, self.words),
                plain("; ".join(phrases.condition(name, self.words) for name in one.conditions))
                or self.words.text("rule_page.values.not_counted"),
                self._refs([one.dated.source]),
                plain(" ".join(self.words.text(f"note.{note}") for note in one.notes)),
            ]
            for one in values_of(self.one.versions)
        ]
        if not rows:
            return [*self._title("values"), self.words.text("rule_page.values.none"), ""]
        heads = self._heads("what", "value", "covers", "counted", "sources", "remark")
        return [*self._title("values"), self.words.text("rule_page.values.lead"), "", *table(heads, rows)]

    def _sources(self) -> list[str]:
        rows = [
            [f'<span id="source-{number}"></span>{number}', cite(basis, self.words), *source_cells(basis, self.words)]
            for basis, number in self._numbers.items()
        ]
        heads = self._heads("number", "provision", "in_force", "confidence", "checked", "confirmed")
        return [*self._title("sources"), self.words.text("rule_page.sources.lead"), "", *table(heads, rows)]

    # --- What is left open

    def _left_out(self) -> list[str]:
        lines = self._title("left_out")
        versions = self.one.versions.versions
        open_ones = self._in_versions([(rules, judged(rules)) for rules in versions])
        if open_ones:
            lines += [self.words.text("rule_page.left_out.judged"), "", *_bullets(open_ones)]
        else:
            lines += [self.words.text("rule_page.left_out.nothing"), ""]
        omitted = self._in_versions([(rules, rules.not_modelled) for rules in versions])
        if omitted:
            lines += [self.words.text("rule_page.left_out.omitted"), "", *_bullets(omitted)]
        return [*lines, self.words.text("rule_page.left_out.more", link=OPEN_PAGE), ""]

    def _in_versions(self, named: Sequence[tuple[RuleSet, tuple[str, ...]]]) -> list[str]:
        """Each thing once, with its versions when it is not in all of them."""
        items = []
        for name in dict.fromkeys(name for _, names in named for name in names):
            where = [rules for rules, names in named if name in names]
            text = plain(phrases.left_out(name, self.words))
            if len(where) < len(named):
                spans = [phrases.period(rules.valid_from, rules.valid_to, self.words) for rules in where]
                text += f" ({'; '.join(spans)})"
            items.append(text)
        return items

    def _mermaid(self) -> list[str]:
        lines = [*self._title("mermaid"), self.words.text("rule_page.mermaid.lead"), ""]
        for rules in self._newest_first():
            covers = phrases.period(rules.valid_from, rules.valid_to, self.words)
            lines += [
                f"**{phrases.capital(covers)}**",
                "",
                "```mermaid",
                *mermaid_text(rules, self.words).splitlines(),
                "```",
                "",
            ]
        return lines


def source_cells(basis: Basis, words: Words) -> list[str]:
    """When a basis is in force, how sure it is, when it was read, and whether it is confirmed."""
    if not isinstance(basis, Source):
        return ["–", "–", words.day(basis.checked_on, "short"), phrases.confirmed(basis, words)]
    return [
        phrases.capital(phrases.period(basis.in_force_from, basis.in_force_to, words)),
        words.text(f"rule_page.confidence.{basis.confidence.value}"),
        words.day(basis.checked_on, "short") if basis.confirmed else words.text("citation.unconfirmed"),
        phrases.confirmed(basis, words),
    ]


def _bullets(items: Iterable[str]) -> list[str]:
    return [*(f"- {item}" for item in items), ""]
