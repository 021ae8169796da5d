"""The pages of the rules: the committed ones are those the rules give, and what they say is so."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from attrs import evolve

from tiltak.law import NOT_ESTABLISHED, follow_up_rules, nav_rules, right_rules
from tiltak.render import LANGUAGES, Words
from tiltak.render.rule_pages import COMMAND, all_rule_sets, rule_pages
from tiltak.render.rule_pages.examples import age_conditions, boundaries
from tiltak.render.rule_pages.history import change, values_of
from tiltak.render.rule_pages.markdown import cite, plain, table
from tiltak.render.rule_pages.page import Page
from tiltak.render.rule_pages.phrases import asked, takes
from tiltak.render.rule_pages.registry import registered, slug
from tiltak.rules import (
    ApplicationDeadline,
    Birthday,
    CalendarYear,
    Case,
    Condition,
    Fact,
    FactKind,
    Policy,
    RuleSet,
    SchoolYear,
    Test,
    Verdict,
    all_of,
    any_of,
    at_most,
)

DOCS = Path(__file__).parents[2] / "docs"
DAY = timedelta(days=1)
BORN = Fact("born", FactKind.DATE)
BOARD = Policy("the board", "the plan", "2", date(2026, 11, 23))
VERSIONS = [rules for versions in all_rule_sets().values() for rules in versions.versions]
PAGES = {lang: rule_pages(lang) for lang in LANGUAGES}


def section(page, number):
    """The part of a page on one version."""
    return page.split(f"{{ #version-{number} }}")[1].split("\n## ")[0]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_committed_pages_are_those_the_rules_give(lang):
    """Byte for byte: a rule, a word or a source that changes shows in the pages of the same commit."""
    folder = DOCS / lang / "rules"
    there = {path.name: path.read_bytes() for path in folder.glob("*")}
    made = {name: text.encode() for name, text in PAGES[lang].items()}
    other = sorted(name for name in there.keys() | made.keys() if there.get(name) != made.get(name))
    assert not other, f"docs/{lang}/rules is not what the rules say in {', '.join(other)}; rewrite it: {COMMAND}"


def test_every_rule_set_of_the_rooms_has_a_page():
    """The rights, the follow-up service, NAV's measures, the routes, the private candidate, the two target groups."""
    ids = set(all_rule_sets())
    assert {rules.id for rules in right_rules()} | set(nav_rules()) | {follow_up_rules().id} <= ids
    assert {"privatist", "MENTOR", "programme.back_to_school", "programme.stay_at_school"} <= ids
    for lang in LANGUAGES:
        assert set(PAGES[lang]) == {f"{slug(name)}.md" for name in ids} | {"index.md", "not-established.md"}
        assert all(f"({slug(name)}.md)" in PAGES[lang]["index.md"] for name in ids)


@pytest.mark.parametrize("one", registered(), ids=lambda one: one.id)
def test_a_page_holds_every_condition_fact_and_source_of_every_version(one):
    """Nothing the rules ask is left off the page, in any language."""
    for lang in LANGUAGES:
        words, page = Words(lang), PAGES[lang][f"{slug(one.id)}.md"]
        for number, rules in enumerate(one.versions.versions, start=1):
            part = section(page, number)
            for condition in rules.conditions:
                text = plain(words.text(f"condition.{condition.id}"))
                assert f"| {text}<br>`{condition.id}` | {plain(asked(condition, words))} |" in part
                assert re.search(rf"^ *- \*?{re.escape(text)}\*?.* <sup>", part, re.MULTILINE)
                assert all(f"| {cite(basis, words)} |" in page for basis in condition.bases)
            assert all(f"<br>`{fact.name}` |" in page for fact in rules.facts)
        assert page.count("\n```mermaid\n") == len(one.versions.versions)
        assert COMMAND in page
        assert f"`{one.origin}`" in page


def test_every_page_of_a_language_has_the_same_parts_as_the_others():
    """The three languages say the same: as many headings, rows, items and links on every page."""
    for name, page in PAGES["nb"].items():
        for mark in ("\n#", "\n|", "\n- ", "](", "`"):
            counts = {lang: PAGES[lang][name].count(mark) for lang in LANGUAGES}
            assert len(set(counts.values())) == 1, (name, mark, counts)
        assert page != PAGES["nn"][name]


def test_a_fact_of_a_special_category_is_marked_as_one():
    """Reduced work capacity is marked; the date of birth is not."""
    page = PAGES["en"]["tilleggsstoenad-laeremidler.md"]
    rows = {line.split("`")[1]: line for line in page.splitlines() if line.startswith("|") and "personal data" in line}
    rows |= {
        line.split("`")[1]: line for line in page.splitlines() if line.startswith("|") and "Special category" in line
    }
    assert "Special category" in rows["reduced_work_capacity"]
    assert "Special category" in rows["benefit"]
    assert "Ordinary personal data" in rows["born"]


def test_what_is_not_confirmed_says_so_and_why():
    """The wording of 2006 was inferred; the page marks the source, the version and the value."""
    page = PAGES["en"]["youth-right.md"]
    assert "Not confirmed: 4 of 4 sources" in page
    assert "Not confirmed: inferred, not written" in page
    assert "24 years (the calendar year) (not confirmed)" in page
    assert "not read" in page.split("## Values by date")[1]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_open_points_are_all_on_their_page(lang):
    """Every point that the reading of the law left open, and every condition left to people."""
    page, words = PAGES[lang]["not-established.md"], Words(lang)
    assert all(f"- {plain(words.text(f'open_point.{name}'))}" in page for name in NOT_ESTABLISHED)
    judged = {one.id for rules in VERSIONS for one in rules.conditions if not one.test.modelled}
    assert judged
    assert all(f"| {plain(words.text(f'condition.{name}'))} |" in page for name in judged)


def test_the_amounts_and_sources_that_are_not_confirmed_are_on_the_page_of_open_points():
    """Next year's exam fee is carried forward, and is said to be."""
    page = PAGES["en"]["not-established.md"]
    fees = [line for line in page.splitlines() if line.startswith("| `exam_fee.")]
    assert any("from 1 January 2027" in line and "carried forward" in line for line in fees)
    unsure = {basis for rules in VERSIONS for one in rules.conditions for basis in one.bases if not basis.confirmed}
    assert unsure
    assert all(f"| {cite(basis, Words('en'))} |" in page for basis in unsure)


def test_a_provision_that_changes_is_seen_by_the_approval_test():
    """The pages are made anew from the rules each time: another source gives another page."""
    one = next(found for found in registered() if found.id == "youth_guarantee")
    rules = one.versions.versions[-1]
    moved = evolve(rules, tree=evolve(age_conditions(rules)[0], basis=BOARD), valid_from=rules.valid_from)
    other = evolve(one, versions=evolve(one.versions, versions=(*one.versions.versions[:-1], moved)))
    examples = {version.version: tuple(boundaries(version)) for version in other.versions.versions}
    assert Page(other, examples, Words("en")).text() != PAGES["en"]["youth-guarantee.md"]


def test_no_page_fetches_anything():
    """Links lead out when they are followed; no image, script or frame is loaded."""
    for pages in PAGES.values():
        assert not [name for name, page in pages.items() if re.search(r"!\[|<script|<img|<iframe|<link", page)]


# --- The days around a limit


@pytest.mark.parametrize("rules", VERSIONS, ids=lambda rules: f"{rules.id} {rules.valid_from}")
def test_the_examples_stand_on_both_sides_of_each_limit(rules):
    """The day before and the day differ in the condition, and each answer is the one the rules give again."""
    for found in boundaries(rules):
        before, day, after = found.rows
        assert (before.met, day.met) in {(True, False), (False, True)}
        assert day.met == after.met
        if found.same_birth:
            assert (day.on - before.on, after.on - day.on) == (DAY, DAY)
            assert len({row.born for row in found.rows}) == 1
        for row in found.rows:
            assert row.met == found.condition.test.holds(row.born, row.on)
            case = Case({**found.given, "born": row.born})
            assert row.decision.verdict is all_rule_sets()[rules.id].decide(case, row.on).verdict


@pytest.mark.parametrize("rules", VERSIONS, ids=lambda rules: f"{rules.id} {rules.valid_from}")
def test_an_example_waits_for_no_answer(rules):
    """What is not settled in an example is left to people; nothing that could be asked is missing."""
    assert [row for found in boundaries(rules) for row in found.rows if row.decision.still_needed] == []


def test_an_example_shows_a_limit_that_decides_when_there_is_one():
    """In the newest rules of the rights, and of the two target groups, each limit turns yes to no or back."""
    for name in ("youth_right", "programme.back_to_school", "programme.stay_at_school", "follow_up_service"):
        for found in boundaries(all_rule_sets()[name].versions[-1]):
            assert {row.decision.verdict for row in found.rows} == {Verdict.YES, Verdict.NO}, found.condition.id


def test_every_limit_of_the_rules_has_its_days_or_none_in_the_period():
    """Only limits that no date of birth can meet inside the period are without an example."""
    without = {
        (rules.id, str(rules.valid_from), condition.id)
        for rules in VERSIONS
        for condition in age_conditions(rules)
        if condition.id not in {found.condition.id for found in boundaries(rules)}
    }
    for name, first, condition_id in without:
        rules = all_rule_sets()[name].on(date.fromisoformat(first))
        test = next(one.test for one in rules.conditions if one.id == condition_id)
        births = (date(1950, 1, 1) + DAY * step for step in range(0, 30_000, 7))
        inside = [
            turn
            for born in births
            for turn in test.turns(born)
            if turn != born and rules.valid_from < turn and not rules.is_past(turn + DAY)
        ]
        assert inside == [], (name, first, condition_id)


def test_an_example_only_tells_what_the_answer_needs():
    """A fact of a branch that does not matter is left out."""
    hungry = Fact("hungry", FactKind.YES_NO)
    tired = Fact("tired", FactKind.YES_NO)
    tree = all_of(
        Condition("age", BORN, Birthday(18), BOARD),
        any_of(
            Condition("is_hungry", hungry, _IsYes(), BOARD),
            Condition("is_tired", tired, _IsYes(), BOARD),
        ),
    )
    (found,) = boundaries(RuleSet("one", "1", tree, date(2020, 1, 1)))
    assert dict(found.given) == {"tired": True}
    assert [row.decision.verdict for row in found.rows] == [Verdict.NO, Verdict.YES, Verdict.YES]


class _IsYes(Test):
    """A test that the pages have no words for."""

    kinds = frozenset({FactKind.YES_NO})

    def holds(self, value, on):  # noqa: ARG002 - the one signature all tests share
        """True for True."""
        return value is True


# --- Words and changes


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        (Birthday(16, 30), "from the day one turns 16 to the day before one turns 30"),
        (Birthday(None, 18), "to the day before one turns 18"),
        (CalendarYear(19), "from 1 January of the year one turns 19"),
        (CalendarYear(None, 24), "to the end of the calendar year one turns 24"),
        (
            SchoolYear(None, 24),
            "to the end of the school year that begins in the year one turns 24 (it starts on 1 August)",
        ),
        (ApplicationDeadline(19), "to the application deadline, 1 March, of the year one turns 19"),
    ],
)
def test_an_age_rule_is_said_by_its_kind(test, expected):
    """Birthday, calendar year, school year and deadline are never said in the same words."""
    assert takes(Condition("age", BORN, test, BOARD), Words("en")) == expected


def test_a_year_is_said_as_a_year():
    """2014 is no amount."""
    year = Fact("trade_certificate_year", FactKind.NUMBER)
    assert takes(Condition("y", year, at_most(2014), BOARD), Words("nb")) == "2014 eller mindre"


def test_a_test_without_words_is_a_developers_error():
    """A new kind of test must be given words before it can be on a page."""
    fact = Fact("in_work", FactKind.YES_NO)
    with pytest.raises(TypeError, match="odd: no words for"):
        asked(Condition("odd", fact, _IsYes(), BOARD), Words("nb"))


def test_a_change_is_told_by_what_changed():
    """New, gone, another test, another shape, or only other sources."""
    age = Condition("age", BORN, Birthday(16), BOARD)
    old = RuleSet("one", "1", age, date(2020, 1, 1))
    later = evolve(BOARD, document="another plan")
    grown = all_of(evolve(age, test=Birthday(18)), Condition("young", BORN, Birthday(None, 30), BOARD))
    found = change(old, RuleSet("one", "2", grown, date(2021, 1, 1)))
    assert (found.new, found.gone, found.test, found.tree) == (("young",), (), ("age",), False)
    back = change(RuleSet("one", "2", grown, date(2021, 1, 1)), old)
    assert (back.new, back.gone) == ((), ("young",))
    moved = change(old, RuleSet("one", "2", evolve(age, basis=later), date(2021, 1, 1)))
    assert (moved.test, moved.tree, moved.sources) == ((), False, True)
    nested = change(old, RuleSet("one", "2", all_of(age), date(2021, 1, 1)))
    assert (nested.test, nested.tree, nested.sources) == ((), True, False)


def test_a_value_is_tied_to_the_condition_that_calculates_with_it():
    """And to none, where it only stands in the same provision."""
    used = {(one.name, str(one.dated.valid_from)): one.conditions for one in values_of(follow_up_rules())}
    assert used["follow_up_service.upper_age", "2024-08-01"] == ("follow_up_age",)
    assert used["follow_up_service.upper_age", "2017-08-01"] == ("follow_up_age",)
    assert used["youth_right.years", "2016-01-01"] == ("years_used_up",)
    assert used["youth_right.window_years", "2011-01-01"] == ()


def test_text_is_never_taken_for_markup():
    """A pipe ends no cell, and an underscore starts no emphasis."""
    assert plain("a|b_c <d> [e]") == r"a\|b\_c \<d\> \[e\]"
    assert table(["x"], [[plain("a|b")]]) == ["| x |", "| --- |", r"| a\|b |", ""]
