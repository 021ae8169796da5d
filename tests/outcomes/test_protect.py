"""Small numbers stay hidden, also from a reader who can add and subtract."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiltak.outcomes import Profile, profiles
from tiltak.outcomes.cases import Row, Table
from tiltak.outcomes.protect import Count, Selector, Tie, protect, revealed

KOMMUNE = profiles()["kommune"]
FIVE = Profile("five", 5, 0)


def table(cells):
    """A table of persons from numbers by age and country."""
    rows, could_be = [], []
    for (age, country), number in cells.items():
        groups = {"age": age, "country": country, "cell": f"{age} {country}"}
        could_be.append((frozenset({"person"}), groups))
        rows += [Row(f"{age}-{country}-{place}", 0, frozenset({"person"}), groups) for place in range(number)]
    return {"t": Table("t", tuple(rows), tuple(could_be))}


def select(by="", group=""):
    """The number of persons in a group."""
    return Selector("t", "person", by, group)


def counts(cells):
    """Every number of the table: cells, both kinds of sum, and the total; sums are wanted most."""
    found = [Count(select("cell", f"{age} {country}")) for age, country in cells]
    found += [Count(select("age", age), 1) for age in sorted({age for age, _ in cells})]
    found += [Count(select("country", country), 1) for country in sorted({country for _, country in cells})]
    return [*found, Count(select(), 2)]


OFFICIAL = {
    ("old", "Iceland"): 30,
    ("old", "Portugal"): 40,
    ("old", "Spain"): 60,
    ("young", "Iceland"): 2,
    ("young", "Portugal"): 10,
    ("young", "Spain"): 50,
}


def test_a_small_cell_takes_a_rectangle_with_it():
    """One small cell in a table with sums hides three more, as Statistics Norway's own tool does."""
    hidden = protect(table(OFFICIAL), counts(OFFICIAL), FIVE)
    assert hidden.primary == {select("cell", "young Iceland")}
    cells = {one.group for one in hidden.hidden}
    assert cells == {"young Iceland", "young Portugal", "old Iceland", "old Portugal"}


def test_without_sums_a_small_cell_goes_alone():
    """When no sum is shown nothing else needs to be hidden."""
    alone = [count for count in counts(OFFICIAL) if count.selector.by == "cell"]
    hidden = protect(table(OFFICIAL), alone, FIVE)
    assert (len(hidden.primary), len(hidden.secondary)) == (1, 0)


@pytest.mark.parametrize(("number", "hidden"), [(0, False), (1, True), (4, True), (5, False)])
def test_small_is_one_to_four_persons(number, hidden):
    """In a municipality one to four persons are hidden; none and five are shown."""
    cells = {("young", "Iceland"): number, ("old", "Iceland"): 50}
    found = protect(table(cells), [Count(select("cell", "young Iceland"))], KOMMUNE).hidden
    assert (select("cell", "young Iceland") in found) is hidden


def test_persons_are_counted_not_rows():
    """Nine exams of two youths are a small number."""
    rows = tuple(Row(f"MT-{place % 2}", place, frozenset({"exam"})) for place in range(9))
    tables = {"t": Table("t", rows, ((frozenset({"exam"}), {}),))}
    selector = Selector("t", "exam")
    assert protect(tables, [Count(selector)], KOMMUNE).primary == {selector}


def test_what_is_left_over_may_not_be_small():
    """48 of 50 tells of two; the less wanted of the two numbers is hidden."""
    tables, part, whole = shares(48, 50)
    found = protect(tables, [Count(part, 1, whole), Count(whole, 2)], KOMMUNE)
    assert (found.primary, found.secondary) == (frozenset(), {part})


def shares(part, whole):
    """A table of so many passed of so many sat."""
    rows = [Row(f"MT-{n}", 0, frozenset({"sat", "passed"} if n < part else {"sat"})) for n in range(whole)]
    could_be = ((frozenset({"sat"}), {}), (frozenset({"sat", "passed"}), {}))
    return {"t": Table("t", tuple(rows), could_be)}, Selector("t", "passed"), Selector("t", "sat")


@pytest.mark.parametrize(
    ("part", "whole", "hidden"),
    [(9, 9, True), (0, 9, True), (10, 10, False), (0, 10, False), (5, 10, False), (5, 9, True)],
)
def test_all_or_none_of_few_is_hidden(part, whole, hidden):
    """All or none of nine tells about each of them, of ten it may be said; and four left over are few."""
    tables, passed, sat = shares(part, whole)
    found = protect(tables, [Count(passed, 1, sat), Count(sat, 2)], KOMMUNE)
    assert (passed in found.hidden) is hidden
    assert sat not in found.hidden


def test_all_of_few_cannot_be_worked_out_from_a_total():
    """Six of six in one term stay hidden although the sum of both terms and the other term are wanted."""
    rows = [Row(f"V-{n}", 0, frozenset({"sat", "passed"}), {"term": "V"}) for n in range(6)]
    rows += [Row(f"H-{n}", 0, frozenset({"sat", "passed"} if n < 20 else {"sat"}), {"term": "H"}) for n in range(30)]
    could_be = [(frozenset(flags), {"term": term}) for flags, term in product(({"sat"}, {"sat", "passed"}), ("V", "H"))]
    tables = {"t": Table("t", tuple(rows), tuple(could_be))}
    wanted = [Count(Selector("t", "passed"), 9), Count(Selector("t", "sat"), 9)]
    for term in ("V", "H"):
        sat = Selector("t", "sat", "term", term)
        wanted += [Count(Selector("t", "passed", "term", term), 1, sat), Count(sat, 2)]
    found = protect(tables, wanted, KOMMUNE)
    assert Selector("t", "passed", "term", "V") in found.primary
    assert Selector("t", "passed", "term", "H") in found.secondary
    assert Selector("t", "passed") not in found.hidden
    assert revealed(tables, wanted, KOMMUNE, found.hidden) == ()


CELLS = st.fixed_dictionaries(
    {(age, country): st.integers(0, 12) for age in ("old", "young") for country in ("A", "B", "C", "D")}
)


@given(CELLS)
def test_the_attack_finds_nothing(cells):
    """However the numbers fall, no sum, difference or overlap of few persons follows from what is shown."""
    tables, wanted = table(cells), counts(cells)
    found = protect(tables, wanted, KOMMUNE)
    assert revealed(tables, wanted, KOMMUNE, found.hidden) == ()
    assert not found.primary & found.secondary


@given(CELLS)
def test_the_attack_works(cells):
    """Hiding only the small cells is seen through whenever protection had to hide more."""
    tables, wanted = table(cells), counts(cells)
    found = protect(tables, wanted, KOMMUNE)
    seen_through = revealed(tables, wanted, KOMMUNE, found.primary) != ()
    assert seen_through == bool(found.secondary)


@given(CELLS)
def test_no_number_is_hidden_for_nothing(cells):
    """Each number hidden for the sake of another would reveal something if shown."""
    tables, wanted = table(cells), counts(cells)
    found = protect(tables, wanted, KOMMUNE)
    for selector in found.secondary:
        assert revealed(tables, wanted, KOMMUNE, found.hidden - {selector})


@given(CELLS)
def test_nothing_is_hidden_from_oneself(cells):
    """The internal profile hides nothing."""
    found = protect(table(cells), counts(cells), profiles()["internal"])
    assert found.hidden == frozenset()


def reduced(rows):
    """Rows of fractions in reduced form, with the place of each one's first number: a second opinion."""
    basis = []
    for row in rows:
        left = row
        for place, other in basis:
            left = [x - left[place] * y for x, y in zip(left, other, strict=True)]
        place = next((place for place, x in enumerate(left) if x), None)
        if place is not None:
            basis.append((place, [x / left[place] for x in left]))
    return basis


def follows(basis, wanted):
    """Whether a number follows from the rows."""
    left = [Fraction(int(place in wanted)) for place in range(8)]
    for place, row in basis:
        left = [x - left[place] * y for x, y in zip(left, row, strict=True)]
    return not any(left)


@settings(max_examples=40)
@given(CELLS)
def test_no_set_of_few_persons_follows_at_all(cells):
    """Of all 255 sets of cells none with one to four persons follows from what is shown, tried one by one."""
    names = list(cells)
    hidden = protect(table(cells), counts(cells), KOMMUNE).hidden
    shown = [one.selector.group for one in counts(cells) if one.selector not in hidden]
    rows = [[Fraction(int(one in {"", age, country, f"{age} {country}"})) for age, country in names] for one in shown]
    basis = reduced(rows)
    for chosen in range(1, 256):
        wanted = {place for place in range(8) if chosen >> place & 1}
        if 0 < sum(cells[names[place]] for place in wanted) < 5:
            assert not follows(basis, wanted), sorted(names[place] for place in wanted)


# ---- sums between tables ----


def two_tables(joined, back, small):
    """Those who joined, in one table; those who take part in two tracks and those who dropped out, in another."""
    people = [f"MT-{n:03}" for n in range(joined)]
    joins = tuple(Row(one, 0, frozenset({"joined"})) for one in people)
    states = ({"back"}, {"stay"}, {"stay", "through"})
    flags = [states[0] if n < back else states[1] if n < back + small else states[2] for n in range(joined)]
    takes = tuple(Row(one, 0, frozenset(flag)) for one, flag in zip(people, flags, strict=True))
    return {
        "joins": Table("joins", joins, ((frozenset({"joined"}), {}),)),
        "takes": Table("takes", takes, tuple((frozenset(state), {}) for state in states)),
    }


JOINED, BACK, STAY, THROUGH = (
    Selector("joins", "joined"),
    Selector("takes", "back"),
    Selector("takes", "stay"),
    Selector("takes", "through"),
)
TIES = (Tie((JOINED,), (BACK, STAY)),)
TRACKS = [Count(JOINED, 4), Count(BACK, 3), Count(STAY, 1), Count(THROUGH, 2)]


def test_a_hidden_number_does_not_follow_from_another_table():
    """71 joined less 44 in the one track would give the hidden 27 in the other, and with it the few who left."""
    tables = two_tables(71, 44, 4)
    alone = protect(tables, TRACKS, KOMMUNE).hidden
    assert alone == {STAY}
    assert revealed(tables, TRACKS, KOMMUNE, alone, TIES) != ()
    found = protect(tables, TRACKS, KOMMUNE, TIES).hidden
    assert found == {THROUGH}
    assert revealed(tables, TRACKS, KOMMUNE, found, TIES) == ()


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
def test_the_attack_across_tables_finds_nothing(back, small, through):
    """However the tracks are filled, neither the few nor what gives them away follows from the sum of the tracks."""
    tables = two_tables(back + small + through, back, small)
    found = protect(tables, TRACKS, KOMMUNE, TIES)
    assert revealed(tables, TRACKS, KOMMUNE, found.hidden, TIES) == ()
    if 0 < small < 5:  # both numbers whose difference they are can be had only when none of this is hidden
        assert THROUGH in found.hidden or (STAY in found.hidden and not {JOINED, BACK}.isdisjoint(found.hidden))


@pytest.mark.parametrize(("more", "hidden"), [(0, 0), (1, 1), (4, 1), (5, 0)])
def test_two_numbers_of_nearly_the_same_tell_of_the_few_between(more, hidden):
    """37 in one table and 36 of the same kind in another tell of one person; five between them may be told."""
    rows = {name: [Row(f"MT-{n}", 0, frozenset({name})) for n in range(n)] for name, n in (("a", 36), ("b", 36 + more))}
    tables = {name: Table(name, tuple(of), ((frozenset({name}), {}),)) for name, of in rows.items()}
    one, other = Selector("a", "a"), Selector("b", "b")
    found = protect(tables, [Count(one), Count(other)], KOMMUNE, [Tie((one,), (other,))]).hidden
    assert len(found) == hidden
