"""The front page of the rules, and the page of what nobody has settled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tiltak.law import NOT_ESTABLISHED, all_values, exam_fee_notes, exam_fees, value_notes
from tiltak.render.rule_pages import phrases
from tiltak.render.rule_pages.history import bases_of, judged
from tiltak.render.rule_pages.markdown import cite, code, notice, plain, table
from tiltak.render.rule_pages.page import OPEN_PAGE, generated, source_cells
from tiltak.render.rule_pages.registry import GROUPS, Registered, registered, slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tiltak.render.words import Words
    from tiltak.rules import Basis, Dated

__all__ = ["index_page", "open_page"]


def _link(one: Registered, words: Words) -> str:
    return f"[{plain(phrases.name(one.id, words))}]({slug(one.id)}.md)"


def _heads(words: Words, *names: str) -> list[str]:
    return [words.text(f"rule_page.head.{name}") for name in names]


def index_page(words: Words) -> str:
    """Every rule set by group, with what it answers and since when."""
    found = registered()
    lines = [
        f"# {words.text('rule_page.index.title')}",
        "",
        words.text("rule_page.index.lead", count=len(found)),
        "",
        *notice(plain(words.text("rule_page.advice"))),
        words.text("rule_page.left_out.more", link=OPEN_PAGE),
        "",
    ]
    for group in GROUPS:
        rows = [
            [
                _link(one, words),
                plain(phrases.answers(one, words)),
                str(len(one.versions.versions)),
                phrases.period(one.versions.periods[0][0], one.versions.periods[-1][1], words),
            ]
            for one in found
            if one.group == group
        ]
        lines += [f"## {words.text(f'rule_page.group.{group}')}", ""]
        lines += table(_heads(words, "rules", "answers", "versions", "covers"), rows)
    lines += generated("tiltak.render.rule_pages.all_rule_sets()", words)
    return "\n".join(lines).rstrip() + "\n"


def open_page(words: Words) -> str:
    """What the reading of the law did not settle, what is left to people, and what is not confirmed."""
    say = words.text
    lines = [
        f"# {say('rule_page.open.title')}",
        "",
        say("rule_page.open.lead"),
        "",
        f"## {say('rule_page.open.points')}",
        "",
        *(f"- {plain(say(f'open_point.{name}'))}" for name in NOT_ESTABLISHED),
        "",
        f"## {say('rule_page.open.judged')}",
        "",
        say("rule_page.left_out.judged"),
        "",
        *table(_heads(words, "what", "used_by"), _judged(words)),
        f"## {say('rule_page.open.sources')}",
        "",
        *table(
            _heads(words, "provision", "in_force", "confidence", "checked", "confirmed", "used_by"), _sources(words)
        ),
        f"## {say('rule_page.open.values')}",
        "",
        *table(_heads(words, "what", "value", "covers", "provision", "confirmed", "remark"), _values(words)),
        *generated("tiltak.law.NOT_ESTABLISHED", words),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _judged(words: Words) -> Iterator[list[str]]:
    where: dict[str, list[Registered]] = {}
    for one in registered():
        for name in dict.fromkeys(name for rules in one.versions.versions for name in judged(rules)):
            where.setdefault(name, []).append(one)
    for name, users in where.items():
        yield [plain(phrases.condition(name, words)), ", ".join(_link(one, words) for one in users)]


def _sources(words: Words) -> Iterator[list[str]]:
    where: dict[Basis, list[Registered]] = {}
    for one in registered():
        for basis in bases_of(one.versions.versions):
            if not basis.confirmed:
                where.setdefault(basis, []).append(one)
    for basis, users in where.items():
        yield [cite(basis, words), *source_cells(basis, words), ", ".join(_link(one, words) for one in users)]


def _values(words: Words) -> Iterator[list[str]]:
    for name, dated, notes in _all_values():
        if not dated.confirmed:
            yield [
                code(name),
                plain(phrases.value(dated, words)),
                phrases.period(dated.valid_from, dated.valid_to, words),
                cite(dated.source, words),
                phrases.confirmed(dated.source, words),
                plain(" ".join(words.text(f"note.{note}") for note in notes)),
            ]


def _all_values() -> Iterator[tuple[str, Dated[Any], tuple[str, ...]]]:
    """Every value of the law and the two exam fees, each with the ids of its notes."""
    for name, through_time in all_values().items():
        for dated in through_time.values:
            yield name, dated, value_notes(name, dated.valid_from)
    for fees in exam_fees().values():
        for fee in fees.values:
            yield fees.name, fee, exam_fee_notes(fee.valid_from)
