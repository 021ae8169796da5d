"""A decision told in words: the answer first, then every part of the rules, and no value of any fact.

The adviser gets the whole tree, with the facts and the source at each part. The young person gets what settled the
answer first, the rest in a list after it, and the sources together at the end.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from attrs import evolve, frozen

from tiltak.render.citations import citation
from tiltak.render.rule_pages import phrases
from tiltak.render.rule_pages.registry import Registered, registered
from tiltak.render.words import Words
from tiltak.rules import Basis, Condition, Decision, Finding, Knowledge, Source, Verdict

__all__ = ["explanation"]

_INDENT: Final = "  "
_RULES: Final = "rules."
_TIME: Final = "nobody"
# Of sharing and of signals the rules do not know who decides; the answer says that somebody must.
_DECIDES: Final = {
    "programme": "NAV_KONTORET",
    "training_rights": "FYLKESKOMMUNE",
    "county": "FYLKESKOMMUNE",
    "nav": "NAV_KONTORET",
}


def explanation(decision: Decision, words: Words, *, decided_by: str | None = None) -> str:
    """The whole of a decision as text that can be read aloud.

    It names the facts that were read and never what they are. The days on which an answer ends do follow from the
    date of birth, so the text is about a person all the same.

    Args:
        decision: The decision.
        words: Language and register. The register decides the order as well: see the module. In English the young
            person is spoken to in the sentences round the conditions; the conditions have one form.
        decided_by: Code of who decides, as ``owner.<code>``; by itself the text knows it for the library's own rules.

    Returns:
        Paragraphs with an empty line between them and one line feed at the end. The first tells the answer, the day
        and how long it holds.

    Raises:
        MissingWords: When a condition, fact or rule set of one's own has no words: give them to `Words`.

    >>> from datetime import date
    >>> from tiltak.law import privatist_rules
    >>> from tiltak.rules import Case
    >>> decision = privatist_rules().decide(Case({"activity": "INGEN"}), on=date(2026, 11, 23))
    >>> explanation(decision, Words("en", "youth")).splitlines()[:2]
    ['May you sit the exam on your own, as a private candidate?', 'The answer for 23 November 2026 is yes.']
    """
    told = _Told(decision, words, decided_by)
    paragraphs = _to_youth(told) if words.register == "youth" else _to_adviser(told)
    return "\n\n".join("\n".join(lines) for lines in paragraphs if lines) + "\n"


@frozen
class _Told:
    """What every sentence looks at: the decision, the words, who decides."""

    decision: Decision
    words: Words
    decided_by: str | None

    def say(self, name: str, **values: object) -> str:
        """A sentence in the register."""
        return self.words.text(f"explanation.{self.words.register}.{name}", **values)

    def condition(self, name: str) -> str:
        """A condition or a named group."""
        return self.words.text(f"condition.{name}")

    def quoted(self, texts: Iterable[str]) -> str:
        """Statements in a sentence, each kept apart from it by quotation marks."""
        return self.words.joined(self.words.text("word.quoted", text=text) for text in texts)

    def conditions(self, names: Iterable[str]) -> str:
        """Conditions in a sentence."""
        return self.quoted(self.condition(name) for name in names)

    def who(self, code: str) -> str:
        """Who can answer or change something, inside a sentence."""
        return self.say(f"who.{code}")

    def citation(self, basis: Basis) -> str:
        """Where something is written, and whether that is confirmed and law."""
        cite = citation(basis, self.words)
        if not isinstance(basis, Source):
            return self.say("source.policy", cite=cite)
        return cite if basis.confirmed else self.say("source.unconfirmed", cite=cite)

    def line(self, finding: Finding) -> str:
        """A condition and what was found: yes, no, not stated, not known or not modelled."""
        found = self.say(f"found.{finding.why_open or finding.verdict.name.lower()}")
        return self.say("found.line", what=self.condition(finding.id or ""), found=found)

    @property
    def known(self) -> Registered | None:
        """The library's own rule set of this id; None for one of somebody's own."""
        return next((one for one in registered() if one.id == self.decision.rule_set), None)


# --- The answer


def _answer(told: _Told, title: Iterable[str]) -> list[str]:
    """What the answer is, for which day, how long it holds, and whether its sources are confirmed."""
    decision = told.decision
    people = decision.verdict is Verdict.UNKNOWN and not decision.still_needed
    answer = "people" if people else decision.verdict.name.lower()
    lines = [*title, told.say(f"answer.{answer}", on=decision.on), *_holds(told)]
    return [*lines, told.say("unconfirmed")] if decision.unconfirmed else lines


def _holds(told: _Told) -> Iterator[str]:
    decision = told.decision
    if told.words.register == "youth" and decision.verdict is Verdict.UNKNOWN:
        if decision.still_needed:
            yield told.say("holds.until_known")
        return
    period = decision.period
    first = {} if told.words.register == "youth" else {"first": period.first}
    if period.last is None:
        yield told.say("holds.from", **first)
        return
    yield told.say("holds.between", **first, last=period.last)
    turned = [name for name in period.closed_by if not name.startswith(_RULES)]
    yield told.say("ends.conditions", what=told.conditions(turned)) if turned else told.say("ends.rules")


# --- To the adviser


def _to_adviser(told: _Told) -> Iterator[list[str]]:
    one = told.known
    name = phrases.name(told.decision.rule_set, told.words)
    yield _answer(told, [name] if one is None else [name, phrases.answers(one, told.words)])
    yield [told.say("found.title"), *_tree(told, told.decision.explain(), 0)]
    yield _changes(told)
    yield _asks(told)
    yield _decides(told)
    yield [told.say("rules", id=told.decision.rule_set, version=told.decision.rule_version)]


def _tree(told: _Told, finding: Finding, depth: int) -> Iterator[str]:
    start = _INDENT * depth
    if finding.operator != "condition":
        yield f"{start}- {_group(told, finding)}"
        for child in finding.children:
            yield from _tree(told, child, depth + 1)
        return
    yield f"{start}- {told.line(finding)}"
    for detail in _details(told, finding):
        yield f"{start}{_INDENT}{detail}"


def _group(told: _Told, finding: Finding) -> str:
    """How the parts below combine, and what came of it."""
    operator = told.say(f"operator.{finding.operator}")
    found = told.say(f"group.{finding.verdict.name.lower()}")
    if finding.id is None:
        return told.say("group.unnamed", operator=phrases.capital(operator), found=found)
    if told.words.register == "youth":
        operator = phrases.capital(operator)
    return told.say("group.named", what=told.condition(finding.id), operator=operator, found=found)


def _details(told: _Told, finding: Finding) -> Iterator[str]:
    """The facts a condition read, where it is written, and who can change what stands in the way."""
    facts = [told.say(f"read.{known}", fact=told.words.text(f"fact.{name}")) for name, known in finding.facts]
    yield told.say("read.facts", facts=told.words.joined(facts)) if facts else told.say("read.nothing")
    yield told.say("written", sources=told.words.joined(told.citation(basis) for basis in finding.basis))
    if finding.id in told.decision.failing:
        yield _changed_by(told, _by_id(told.decision)[finding.id])
    elif not finding.matters:
        yield told.say("beside")


def _by_id(decision: Decision) -> dict[str | None, Condition]:
    return {condition.id: condition for condition in decision.rules.conditions}


def _changed_by(told: _Told, condition: Condition) -> str:
    if condition.changed_by != _TIME:
        return told.say("changed.who", who=told.who(condition.changed_by))
    return told.say("changed.time" if _turns(told.decision, condition) else "changed.nobody")


def _turns(decision: Decision, condition: Condition) -> bool:
    """Whether the condition turns on a later day with the facts as they are."""
    values = tuple(decision.case.get(fact.name) for fact in condition.facts)
    if any(isinstance(value, Knowledge) for value in values):
        return False
    value = values[0] if len(values) == 1 else values
    test = condition.test
    now = test.holds(value, decision.on)
    return any(day > decision.on and test.holds(value, day) is not now for day in test.turns(value))


# --- What is still open, and who settles it


def _changes(told: _Told) -> list[str]:
    """What would have to be otherwise for a yes, all of it together, and who can bring it about."""
    decision = told.decision
    if decision.verdict is not Verdict.NO:
        return []
    change = decision.change
    if change is None:
        return [told.say("change.title"), told.say("change.none")]
    parts = list(zip(change.conditions, change.wanted, change.changed_by, strict=True))
    lines = []
    if change.first_day is not None:
        waited = [name for name, _, who in parts if who == _TIME]
        lines.append(told.say("change.time", on=change.first_day, what=told.conditions(waited)))
    by_people = [part for part in parts if part[2] != _TIME]
    for name, wanted, who in by_people:
        sentence = "change.met" if wanted is Verdict.YES else "change.not_met"
        lines.append(told.say(sentence, what=told.conditions([name]), who=told.who(who)))
    if change.assumed:
        lines.append(told.say("change.assumed", what=_assumed(told, change.assumed)))
    if len(lines) > 1:
        lines = [told.say("change.all"), *(f"- {line}" for line in lines)]
    care = [told.say("change.care")] if by_people else []
    return [told.say("change.title"), *lines, *care]


def _assumed(told: _Told, names: tuple[str, ...]) -> str:
    """The open conditions a yes also hangs on; what is private is not named to the young person."""
    kept = [name for name in names if told.words.register == "adviser" or not _is_private(told, name)]
    texts = [told.words.text("word.quoted", text=told.condition(name)) for name in kept]
    if len(kept) < len(names):
        texts.append(told.say("read.private"))
    return told.words.joined(texts)


def _asks(told: _Told) -> list[str]:
    """What must be asked, the most decisive first, and what only people can judge."""
    decision = told.decision
    conditions = _by_id(decision)
    judged = [name for name in decision.unknown if not conditions[name].test.modelled]
    lines = [f"- {_question(told, name)}" for name in decision.still_needed]
    if judged:
        lines.append(f"- {told.say('ask.people', what=told.conditions(judged))}")
    return [told.say("ask.title"), *(lines or [told.say("ask.nothing")])]


def _question(told: _Told, name: str) -> str:
    decision = told.decision
    fact = next(fact for fact in decision.rules.facts if fact.name == name)
    who = told.who(fact.answered_by)
    if _has_question(told.words, name):
        if told.words.register == "youth" and fact.answered_by == "adviser":
            who = told.who("youth_or_adviser")
        parts = [told.say("ask.question", question=told.words.text(f"question.{name}"), who=who)]
    else:
        readers = [c.id for c in decision.rules.conditions if fact in c.facts]
        asked = [reader for reader in readers if reader in decision.unknown] or readers
        parts = [told.say("ask.condition", what=told.conditions(asked), who=who)]
    if fact.special_category:
        parts.append(told.say("ask.special"))
    if decision.case.get(name) is Knowledge.NOT_KNOWN:
        parts.append(told.say("ask.again"))
    return " ".join(parts)


def _has_question(words: Words, name: str) -> bool:
    """Whether the fact can be asked for in the register; a question to others is not put to the young person."""
    entry = words.entries.get(f"question.{name}")
    return entry is not None and (words.register == "adviser" or "youth_nb" in entry.forms)


def _decides(told: _Told) -> list[str]:
    """Who decides, since the rules do not; and what the rules leave out."""
    lines = [told.say("decides.title"), _decider(told)]
    if told.decision.rules.not_modelled:
        left_out = [phrases.left_out(what, told.words) for what in told.decision.rules.not_modelled]
        values = {} if told.words.register == "youth" else {"what": told.quoted(left_out)}
        lines.append(told.say("left_out", **values))
    return lines


def _decider(told: _Told) -> str:
    code = told.decided_by
    if code is None and told.known is not None:
        route = told.known.group == "payment"
        code = phrases.route(told.decision.rules)[2] if route else _DECIDES.get(told.known.group)
    if code is None:
        return told.say("decides.somebody")
    return told.say("decides.named", who=told.words.text(f"owner.{code}"))


# --- To the young person


def _to_youth(told: _Told) -> Iterator[list[str]]:
    whole = told.decision.explain()
    settling = _settling(whole)
    yield _answer(told, [_asked_of_youth(told)])
    yield [told.say("found.title"), *_short_tree(told, settling, 0)]
    yield _also(told, whole, {finding.id for finding in settling.conditions()})
    yield _changes(told)
    yield _asks(told)
    yield [told.say("read.title"), _read(told, whole)]
    yield _decides(told)
    cites = dict.fromkeys(told.citation(basis) for finding in whole.conditions() for basis in finding.basis)
    yield [told.say("sources.title"), *(f"- {cite}" for cite in cites)]


def _asked_of_youth(told: _Told) -> str:
    """The question the answer answers."""
    one, rule_set = told.known, told.decision.rule_set
    if one is None:
        return phrases.name(rule_set, told.words)
    if one.group == "programme":
        track = told.words.text(f"track.{rule_set.removeprefix('programme.').upper()}")
        return told.say("asks.target_group", track=track)
    if one.group == "payment":
        return told.say("asks.route", route=phrases.name(rule_set, told.words))
    if one.group == "school":
        return phrases.answers(one, told.words)
    return told.say(f"asks.{rule_set}")


def _settling(finding: Finding) -> Finding:
    """The part of the tree the answer rests on, as short as it can be told.

    A group with one part left is that part, and a group inside one of its own kind is part of it.
    """
    if finding.operator == "condition":
        return finding
    # One yes is enough where one must hold, and one no where all must. A closed way is told only when all are closed.
    end = Verdict.YES if finding.operator == "any_of" else Verdict.NO
    told = [part for part in finding.children if part.verdict is end] if finding.verdict is end else []
    if finding.operator == "any_of" and finding.verdict is Verdict.UNKNOWN:
        told = [part for part in finding.children if part.verdict is not Verdict.NO]
    kept: list[Finding] = []
    for part in map(_settling, told or finding.children):
        same = part.operator == finding.operator != "not" and part.id is None
        kept += part.children if same else (part,)
    return kept[0] if len(kept) == 1 and finding.operator != "not" else evolve(finding, children=tuple(kept))


def _short_tree(told: _Told, finding: Finding, depth: int) -> Iterator[str]:
    group = finding.operator != "condition"
    yield f"{_INDENT * depth}- {_group(told, finding) if group else told.line(finding)}"
    for child in finding.children:
        yield from _short_tree(told, child, depth + 1)


def _is_private(told: _Told, name: str) -> bool:
    """Whether a condition reads a special category: named where the answer rests on it, and nowhere else."""
    return any(fact.special_category for fact in _by_id(told.decision)[name].facts)


def _also(told: _Told, whole: Finding, settling: set[str | None]) -> list[str]:
    """The conditions the answer does not rest on."""
    beside = [finding for finding in whole.conditions() if finding.id not in settling]
    named = [finding for finding in beside if not _is_private(told, finding.id or "")]
    lines = [f"- {told.line(finding)}" for finding in named]
    if len(named) < len(beside):
        lines.append(f"- {told.say('also.private')}")
    return [told.say("also.title"), *lines] if lines else []


def _read(told: _Told, whole: Finding) -> str:
    """The facts that were known and read, each once; what is private is said and not named."""
    private = {fact.name for fact in told.decision.rules.facts if fact.special_category}
    known = dict.fromkeys(name for found in whole.conditions() for name, how in found.facts if how == "known")
    facts = [told.say(f"fact.{name}") for name in known if name not in private]
    if not private.isdisjoint(known):
        facts.append(told.say("read.private"))
    return told.say("read.facts", facts=told.words.joined(facts)) if facts else told.say("read.nothing")
