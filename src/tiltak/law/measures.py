"""NAV's measures and benefits that matter to the programme: for whom by age, for how long, and what each requires.

A small table of what was read, and of what was not. What could not be traced for a day is named and never filled in;
every number stands in ``data/values.csv``.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from attrs import evolve, field, frozen

from tiltak.law import conditions as ask
from tiltak.law.ages import NotOlderThan
from tiltak.law.facts import check_case, fact
from tiltak.law.nav import may_use_measures, nav_rules, need_established
from tiltak.law.payment import route_rules
from tiltak.law.values import Value, age_rule, value, value_notes
from tiltak.rules import (
    AgeRule,
    Case,
    Condition,
    Confidence,
    Dated,
    Decision,
    LeapDay,
    Node,
    OutsideDates,
    RuleSet,
    Source,
    all_of,
    is_true,
)

__all__ = ["Duration", "Length", "Measure", "measure", "measures", "measures_open_to", "not_established"]


class Length(StrEnum):
    """How one length stands to the others: the ordinary longest, one that comes on top, or one in its place."""

    ORDINARY = "ORDINARY"
    EXTRA = "EXTRA"
    INSTEAD = "INSTEAD"


@frozen
class Duration:
    """One length of a measure, and how it stands to the others.

    Args:
        length: The number with its unit (YEARS, MONTHS or WEEKS), days and source.
        when: Id of the words for what must be so; empty for the ordinary one.
    """

    kind: Length
    length: Dated[Value]
    when: str = ""


_Length = tuple[Length, str, str]
_O, _X, _I = Length.ORDINARY, Length.EXTRA, Length.INSTEAD
_FIRST_DAY, _OPEN = date(2010, 1, 1), date.max


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _day(day: str | date) -> date:
    return date.fromisoformat(day) if isinstance(day, str) else day


@frozen
class _Row:
    """A measure in a run of days with one set of rules."""

    first: date = field(converter=_day)
    last: date = field(default=_OPEN, converter=_day)
    lower: str | None = None
    upper: str | None = None
    oldest: str | None = None
    lengths: tuple[_Length, ...] = ()
    start_window: tuple[str, ...] = field(default="", converter=_words)
    requires: tuple[str, ...] = field(default="", converter=_words)
    missing: tuple[str, ...] = field(default="", converter=_words)
    decided_by: str = "NAV_KONTORET"

    @property
    def names(self) -> tuple[str, ...]:
        limits = tuple(name for name in (self.lower, self.upper, self.oldest) if name)
        return (*limits, *(name for _, name, _ in self.lengths), *self.start_window)

    def covers(self, on: date) -> bool:
        return self.first <= on <= self.last


@frozen
class Measure:
    """One measure as its rules are on a day; its words are ``measure.<id>``.

    Args:
        ages: The age rules, each of its own kind; all must hold. Empty when no age was established. The earlier start
            of the youth guarantee in an adapted trade course is left to its rule set.
        durations: How long it lasts, the ordinary length first; none when that was not established, or there is none.
        start_window: First and last (month, day) of the year it may start on; empty when it may start any day.
        requires: Ids of the words for what else must be in place, as far as it was read.
        decided_by: Who decides, as a code: NAV_KONTORET or KOMMUNE.
        not_established: What could not be traced: AGE, UPPER_AGE, AGE_BEFORE_16TH_BIRTHDAY or DURATION.
        notes: Ids of what must be said together with its numbers.
        basis: The provisions its numbers stand in, or NAV's own system where no provision was read.
        valid_from: First day of the rules told here.
        valid_to: Last day, inclusive; None while no end is known.
    """

    id: str
    ages: tuple[AgeRule, ...]
    durations: tuple[Duration, ...]
    start_window: tuple[Dated[Value], ...]
    requires: tuple[str, ...]
    decided_by: str
    not_established: tuple[str, ...]
    notes: tuple[str, ...]
    basis: tuple[Source, ...]
    valid_from: date
    valid_to: date | None = field()

    @property
    def unconfirmed(self) -> tuple[Source, ...]:
        """The sources that are not confirmed: of low confidence, inferred, or read in NAV's code only."""
        return tuple(source for source in self.basis if not source.confirmed)

    @property
    def confirmed(self) -> bool:
        """True when every number was read in a text that says it."""
        return not self.unconfirmed

    @property
    def confidence(self) -> Confidence:
        """The lowest confidence among its sources."""
        return max((source.confidence for source in self.basis), key=list(Confidence).index)

    def first_day(self, born: date) -> date | None:
        """The first day somebody is old enough; None when no age was established.

        It tells of age alone: a day before `valid_from` is before these rules.

        >>> measure("OPPLAERING_C", date(2026, 11, 23)).first_day(date(2007, 12, 31))
        datetime.date(2026, 1, 1)
        """
        return max((rule.first_day(born) for rule in self.ages), default=None)

    def last_day(self, born: date) -> date | None:
        """The last day somebody is young enough; None when no upper age was established, or there is none.

        >>> measure("UNGDOMSGARANTI", date(2026, 11, 23)).last_day(date(1996, 11, 24))
        datetime.date(2026, 11, 23)
        """
        return min((last for rule in self.ages if (last := rule.last_day(born))), default=None)


# fmt: off
# One row a run of days, so that the table can be read as a table. Where nothing was read, a row says just that.
_NEED, _CAPACITY = "condition.need_established", "condition.reduced_work_capacity"
_SIXTEEN, _TRAINING = "nav_measure.lower_age", "training_measure"
_PLACE, _ASSESSED = "requires.ordinary_offers_first requires.participation_decided", "requires.individual_assessment"
_YEARS = (_O, f"{_TRAINING}.years", "")
_COMBINED = {one: ((_I, f"{_TRAINING}.years_combined", f"extends.combined_{one.lower()}"),) for one in "BCDF"}
_LONGER = ((_X, f"{_TRAINING}.extra_years", "extends.special_reasons"),)
_MENTOR = ((_O, "mentor.months", ""), (_I, "mentor.reduced_capacity_years", _CAPACITY))
_MENTOR_NEEDS = f"{_NEED} requires.takes_part_in_a_measure requires.mentor_agreement"
_WAGE = ((_O, "wage_subsidy.months", ""), (_I, "wage_subsidy.reduced_capacity_months", _CAPACITY))
_WAGE_NEEDS = f"{_NEED} requires.employment_contract"
_KVP_AGES = ("qualification_programme.lower_age", "qualification_programme.below_age")
_GUARANTEE = ("youth_guarantee.lower_age", "youth_guarantee.below_age")


def _untraced(last: str) -> _Row:
    return _Row(_FIRST_DAY, last, missing="AGE DURATION")


def _training(letter: str) -> tuple[_Row, ...]:
    lower, needs = f"{_TRAINING}.lower_age", f"{_NEED} {_PLACE}"
    if letter == "F":  # § 7-6 puts the offers of municipality and county first for a to e only
        lower, needs = f"{_TRAINING}.higher_education_lower_age", f"{_NEED} {_CAPACITY} requires.participation_decided"
    lengths = (_YEARS, *_COMBINED.get(letter, ()), *(_LONGER if letter in "DEF" else ()))
    return (_untraced("2025-06-30"), _Row("2025-07-01", lower=lower, lengths=lengths, requires=needs))


_TABLE: Mapping[str, tuple[_Row, ...]] = MappingProxyType({
    "ARBEIDSTRENING": (_untraced("2015-12-31"), _Row(
        "2016-01-01", lower=_SIXTEEN, requires=f"{_NEED} requires.no_wage",
        lengths=((_O, "work_training.months", ""), (_X, "work_training.extra_months", _CAPACITY)))),
    "OPPFOELGING": (_untraced("2015-12-31"), _Row(
        "2016-01-01", "2016-12-31", lower=_SIXTEEN, requires=_NEED, lengths=(
            (_O, "follow_up_measure.months", ""),
            (_X, "follow_up_measure.extra_months", "extends.may_be_extended"),
            (_I, "follow_up_measure.reduced_capacity_years", _CAPACITY),
            (_X, "follow_up_measure.after_school_extra_months", "extends.from_school_to_work"))),
        _Row("2017-01-01", lower=_SIXTEEN, requires=_NEED, missing="DURATION")),
    "MENTOR": (_untraced("2015-12-31"),
        _Row("2016-01-01", "2025-07-31", lower=_SIXTEEN, lengths=_MENTOR, requires=_MENTOR_NEEDS),
        _Row("2025-08-01", lower=_SIXTEEN, requires=_MENTOR_NEEDS, lengths=(
            *_MENTOR, (_I, "mentor.adapted_course_years", "extends.adapted_course_under_30")))),
    "MIDLERTIDIG_LOENNSTILSKUDD": (_untraced("2015-12-31"),
        _Row("2016-01-01", "2016-12-31", lower=_SIXTEEN, lengths=_WAGE, requires=_WAGE_NEEDS),
        _Row("2017-01-01", "2026-07-31", lower=_SIXTEEN, requires=_WAGE_NEEDS, missing="DURATION"),
        _Row("2026-08-01", lower=_SIXTEEN, lengths=_WAGE, requires=_WAGE_NEEDS)),
    "FIREAARIG_LOENNSTILSKUDD": (_Row(
        "2026-08-01", "2032-12-31", lower=_SIXTEEN, oldest="wage_subsidy_trial.oldest_at_start",
        requires=f"{_CAPACITY} requires.employment_contract requires.not_to_keep_a_job",
        lengths=((_O, "wage_subsidy_trial.temporary_years", ""),
                 (_I, "wage_subsidy_trial.permanent_years", "extends.permanent_job"))),),
    "INKLUDERINGSTILSKUDD": (_untraced("2023-12-31"), _Row(
        "2024-01-01", lower=_SIXTEEN, lengths=((_O, "inclusion_grant.months", ""),),
        requires=f"{_NEED} requires.extra_cost_documented")),
    "SOMMERJOBB": (_untraced("2026-07-31"), _Row(
        "2026-08-01", lower=_SIXTEEN, oldest="summer_job.oldest_at_start", requires="requires.starts_in_summer",
        lengths=((_O, "summer_job.weeks", ""),), start_window="summer_job.first_start summer_job.last_start")),
    **{f"OPPLAERING_{letter}": _training(letter) for letter in "ABCDEF"},
    # § 1-3 asks for the 16th birthday but lets a measure have another limit; § 7-3 counts from the year of 16.
    "OPPLAERING_D_TILRETTELAGT": (_Row(
        "2025-08-01", lower=f"{_TRAINING}.adapted_course_lower_age", lengths=(_YEARS, *_COMBINED["D"], *_LONGER),
        requires=f"{_NEED} condition.complex_needs requires.agreement_with_county {_PLACE}",
        missing="AGE_BEFORE_16TH_BIRTHDAY"),),
    "KVP": (
        _Row("2010-01-01", "2018-12-31", *_KVP_AGES, requires=_ASSESSED, missing="DURATION", decided_by="KOMMUNE"),
        _Row("2019-01-01", _OPEN, *_KVP_AGES, requires=_ASSESSED, decided_by="KOMMUNE", lengths=(
            (_O, "qualification_programme.years", ""),
            (_X, "qualification_programme.extra_years", "extends.special_reasons")))),
    "AAP": (_untraced("2025-12-31"), _Row("2026-01-01", lower="work_assessment_allowance.lower_age",
        requires="requires.application", missing="UPPER_AGE DURATION")),
    "TILTAKSPENGER": (_untraced("2025-12-31"), _Row("2026-01-01", lower="measure_benefit.lower_age",
        requires="requires.application requires.participation_decided", missing="UPPER_AGE DURATION")),
    "UNGDOMSPROGRAM": (_Row(
        "2025-08-01", lower="youth_programme.lower_age", upper="youth_programme.below_age",
        requires=f"{_NEED} condition.youth_programme_new condition.youth_programme_office requires.full_time",
        lengths=((_O, "youth_programme.weeks", ""), (_X, "youth_programme.extra_weeks", "extends.may_be_extended"))),),
    "AKTIVITETSPLIKT": (_Row(
        "2017-01-01", upper="activity_condition.below_age", decided_by="KOMMUNE",
        requires="condition.receives_social_assistance condition.weighty_reasons_against"),),
    "UNGDOMSGARANTI": (
        _Row("2023-07-01", "2025-07-31", *_GUARANTEE, requires="condition.guarantee_wording_before_2025"),
        _Row("2025-08-01", _OPEN, *_GUARANTEE, requires=_NEED)),
    "ARBEID_MED_STOETTE": (_untraced("2025-07-31"), _Row("2025-08-01", requires=_NEED, missing="AGE", lengths=(
        (_O, "job_support.years", ""), (_I, "job_support.reduced_capacity_years", _CAPACITY),
        (_X, "job_support.trade_training_extra_years", "extends.trade_training")))),
    "AFT": (_untraced("2025-12-31"), _Row("2026-01-01", lower=_SIXTEEN, requires=_NEED, lengths=(
        (_O, "work_preparation.years", ""), (_X, "work_preparation.extra_years", "extends.may_be_extended"),
        (_X, "work_preparation.formal_education_extra_years", "extends.formal_education")))),
})
_NAV_RULES = {
    "AKTIVITETSPLIKT": "activity_condition", "UNGDOMSGARANTI": "youth_guarantee", "UNGDOMSPROGRAM": "youth_programme"}
_BENEFITS = ("KVP", "AAP", "TILTAKSPENGER")  # they are no labour-market services: the stay and § 14 a are not theirs
# fmt: on


def _read(name: str, on: date) -> Dated[Value]:
    """A value as a measure tells it: one that was read in NAV's own system only is not confirmed."""
    dated = value(name, on)
    source = dated.source
    if isinstance(source, Source) and source.law.startswith("Navs ") and source.confirmed:
        return evolve(dated, source=evolve(source, inferred=True), confirmed=False)
    return dated


def _ages(row: _Row, on: date, leap_day: LeapDay) -> Iterator[AgeRule]:
    if row.lower or row.upper:
        yield age_rule(on, lower=row.lower, upper=row.upper, leap_day=leap_day)
    if row.oldest:
        oldest = value(row.oldest, on).value
        if not isinstance(oldest, int):
            raise TypeError(f"{row.oldest} is no whole number of years")
        yield NotOlderThan(oldest, leap_day)


def _row_of(name: str, on: date) -> _Row:
    rows = [row for row in _TABLE[name] if row.names]
    found = next((row for row in rows if row.covers(on)), None)
    if found is None:
        raise OutsideDates(name, on, [(row.first, row.last) for row in rows])
    return found


def _rows_of(on: date) -> list[tuple[str, _Row]]:
    if on < _FIRST_DAY:
        raise OutsideDates("measures", on, [(_FIRST_DAY, None)])
    return [(name, row) for name, rows in _TABLE.items() for row in rows if row.covers(on)]


def measure(name: str, on: date, *, leap_day: LeapDay = LeapDay.MARCH_1) -> Measure:
    """One measure as its rules were on a day.

    Args:
        name: Its code.
        on: The day.
        leap_day: For its ages, which day somebody born on 29 February has a birthday in other years.

    Raises:
        KeyError: When there is none of that code.
        OutsideDates: When the measure did not exist on the day, or its rules of that day were not read.

    >>> mentor = measure("MENTOR", date(2026, 11, 23))
    >>> [(one.kind.value, one.length.value, one.length.unit) for one in mentor.durations[:2]]
    [('ORDINARY', 6, 'MONTHS'), ('INSTEAD', 3, 'YEARS')]
    """
    row = _row_of(name, on)
    read = {one: _read(one, on) for one in row.names}
    last = min((row.last, *(dated.valid_to or date.max for dated in read.values())))
    return Measure(
        id=name,
        ages=tuple(_ages(row, on, leap_day)),
        durations=tuple(Duration(kind, read[one], when) for kind, one, when in row.lengths),
        start_window=tuple(read[one] for one in row.start_window),
        requires=row.requires,
        decided_by=row.decided_by,
        not_established=row.missing,
        notes=tuple(dict.fromkeys(note for one in row.names for note in value_notes(one, on))),
        basis=tuple(dict.fromkeys(dated.source for dated in read.values() if isinstance(dated.source, Source))),
        valid_from=max((row.first, *(dated.valid_from for dated in read.values()))),
        valid_to=None if last == date.max else last,
    )


def measures(on: date, *, leap_day: LeapDay = LeapDay.MARCH_1) -> tuple[Measure, ...]:
    """Every measure with rules on a day, in the order of the table. `not_established` tells what is left out.

    Raises:
        OutsideDates: Before 2010-01-01, the first day any of these rules was read for.

    >>> [one.id for one in measures(date(2010, 1, 1))]
    ['KVP']
    """
    return tuple(measure(name, on, leap_day=leap_day) for name, row in _rows_of(on) if row.names)


def not_established(on: date) -> Mapping[str, tuple[str, ...]]:
    """What could not be traced for a day, by measure. One without rules that is not named here was not there yet.

    Raises:
        OutsideDates: Before 2010-01-01.

    >>> not_established(date(2026, 11, 23))["OPPFOELGING"]
    ('DURATION',)
    """
    return MappingProxyType({name: row.missing for name, row in _rows_of(on) if row.missing})


def _tree(name: str, row: _Row, on: date) -> Node:
    told = measure(name, on)
    adapted = name == "OPPLAERING_D_TILRETTELAGT"
    training = "adapted_course_age" if adapted else "training_measure_age"
    label = training if name.startswith("OPPLAERING") else "measure_own_age"
    limits = [one for one in (row.lower, row.upper, row.oldest) if one and one != _SIXTEEN]
    bases = tuple(dict.fromkeys(_read(one, on).source for one in limits))
    ages = [Condition(label, fact("born"), rule, bases) for rule in told.ages[-1:] if bases]
    decided = ask.judgement("measure_decided", told.basis)
    if name in _BENEFITS:
        return all_of(*ages, decided)
    stay, *sixteen = may_use_measures(on, adapted_course=told.basis if adapted else None)
    general = [] if name == "ARBEID_MED_STOETTE" else sixteen
    reduced = Condition("reduced_work_capacity", fact("reduced_work_capacity"), is_true(), told.basis)
    named = ((_NEED, need_established()), (_CAPACITY, reduced))
    return all_of(stay, *general, *ages, *(one for word, one in named if word in row.requires), decided)


@cache
def _own_rules(name: str, first: date, last: date | None) -> RuleSet:
    return RuleSet(f"measure.{name}", str(first), _tree(name, _row_of(name, first), first), first, last)


def _decide(told: Measure, case: Case, on: date) -> Decision:
    shared = nav_rules().get(_NAV_RULES.get(told.id, "")) or route_rules().get(told.id)
    return (shared or _own_rules(told.id, told.valid_from, told.valid_to)).decide(case, on)


def measures_open_to(case: Case, on: date) -> tuple[tuple[Measure, Decision], ...]:
    """Every measure of a day with what its rules say of a person: those that may be open first, then the closed ones.

    Where the library has the measure's whole rules, they decide. Elsewhere age closes a measure (with the stay, and
    the need that NAV has established or not) and nothing opens it: that is left to whoever decides, so it is UNKNOWN.
    A YES promises nothing; `Measure.requires` tells what must be in place.

    Raises:
        BadInput: When answers contradict each other.
        OutsideDates: Before 2010-01-01.

    >>> case = Case({"born": date(2009, 5, 1), "residence": "STATSBORGER_EOES", "need_established": True})
    >>> {told.id: decision.verdict.name for told, decision in measures_open_to(case, date(2026, 11, 23))}["KVP"]
    'NO'
    """
    check_case(case, on)
    found = [(told, _decide(told, case, on)) for told in measures(on)]
    return tuple(sorted(found, key=lambda pair: -pair[1].verdict))
