"""One decision: ids and values, never a sentence. What is dear to know is worked out when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import define

from tiltak.rules.change import Change
from tiltak.rules.periods import Period, period_of, waiting
from tiltak.rules.verdict import Verdict

if TYPE_CHECKING:
    from datetime import date

    from tiltak.rules.facts import Case
    from tiltak.rules.findings import Finding
    from tiltak.rules.rows import Row
    from tiltak.rules.ruleset import Reader, RuleSet
    from tiltak.rules.sources import Basis

__all__ = ["Decision"]


# Not attrs' frozen: its __init__ would cost more than the decision itself. All that is public has no setter.
@define(eq=False, repr=False)
class Decision:
    """The answer for one case on one day, with all that explains it.

    Made by `RuleSet.decide`. Everything but the verdict is looked up, or worked out, when it is asked for.
    It decides nothing about a person: it says what the rules say of the facts it was given.
    """

    _reader: Reader
    _row: Row
    _case: Case

    @property
    def rules(self) -> RuleSet:
        """The rule set that decided."""
        return self._reader.rules

    @property
    def row(self) -> Row:
        """The row of the compiled rules this decision looked up."""
        return self._row

    @property
    def case(self) -> Case:
        """The case it was decided for."""
        return self._case

    @property
    def on(self) -> date:
        """The day it is decided for."""
        return self._reader.on

    @property
    def verdict(self) -> Verdict:
        """NO, UNKNOWN or YES."""
        return self._row.verdict

    @property
    def failing(self) -> tuple[str, ...]:
        """Ids of the conditions that stand between the case and YES, in the order of the tree."""
        return self._row.failing

    @property
    def unknown(self) -> tuple[str, ...]:
        """Ids of the conditions that are open and can still change the answer; empty once it is settled."""
        return self._row.unknown

    @property
    def still_needed(self) -> tuple[str, ...]:
        """Facts that can still change the answer, the most decisive first; empty once it is settled."""
        return self._row.still_needed

    @property
    def change(self) -> Change | None:
        """The cheapest change that would turn NO into YES; None when there is none, or nothing to turn.

        What people can change now goes before waiting. What nobody can change is part of it only when time will do it.
        """
        if self._row.verdict is not Verdict.NO:
            return None
        if self._row.change is not None:
            return self._row.change
        waited = waiting(self.rules, self._case, self.on)
        if waited is None:
            return None
        day, turned, row = waited
        names = [condition.id for condition in self.rules.conditions]
        mine = row.change if row.change is not None else Change((), (), ())
        return Change(
            conditions=(*(names[number] for number in turned), *mine.conditions),
            wanted=(*(Verdict(2 * bool(row.states[number])) for number in turned), *mine.wanted),
            changed_by=(*("nobody" for _ in turned), *mine.changed_by),
            assumed=row.unknown or mine.assumed,
            effort=mine.effort,
            first_day=day,
        )

    @property
    def change_now(self) -> Change | None:
        """The cheapest change people can make today, leaving time out of it."""
        return self._row.change

    @property
    def rule_set(self) -> str:
        """Id of the rule set."""
        return self.rules.id

    @property
    def rule_version(self) -> str:
        """Version of the rule set that was in force on the day."""
        return self.rules.version

    @property
    def library_version(self) -> str:
        """Version of this library."""
        from tiltak import __version__  # noqa: PLC0415 - the package's front door, not an arrow upwards

        return __version__

    @property
    def facts_digest(self) -> str:
        """SHA-256 of the facts the rules read. Treat it as personal data: see `Case.digest`."""
        return self._case.digest(self.rules.fact_names)

    @property
    def rules_digest(self) -> str:
        """SHA-256 of what the rules say: it tells when a version was changed without a new name."""
        return self.rules.digest()

    @property
    def not_modelled(self) -> tuple[str, ...]:
        """What the rule set leaves out, as it names it itself, and its conditions that are left to people."""
        return (*self.rules.not_modelled, *(c.id for c in self.rules.conditions if not c.test.modelled))

    @property
    def unconfirmed(self) -> tuple[Basis, ...]:
        """The sources the answer rests on that are not confirmed, each once."""
        used = (self.rules.conditions[number] for number in self._row.used)
        return tuple(dict.fromkeys(basis for condition in used for basis in condition.bases if not basis.confirmed))

    @property
    def period(self) -> Period:
        """The longest run of days around `on` with the same verdict, inside the days the rule set is valid."""
        return period_of(self.rules, self._case, self.on)

    @property
    def holds_from(self) -> date:
        """First day of the run of days with this verdict; never before the rule set's own first day."""
        return self.period.first

    @property
    def holds_to(self) -> date | None:
        """Last day of the run of days with this verdict; None when nothing known ends it."""
        return self.period.last

    @property
    def ends_because(self) -> tuple[str, ...]:
        """Ids of the conditions that end it the day after `holds_to`; ``rules.valid_to`` when the rules end first."""
        return self.period.closed_by

    def explain(self) -> Finding:
        """The whole tree of findings, with the facts each condition read and where it is written."""
        from tiltak.rules.findings import finding_of  # noqa: PLC0415 - off the hot path, so not loaded with it

        return finding_of(self)

    def to_dict(self) -> dict[str, Any]:
        """The decision as JSON-ready data, in the published schema; holds no fact values."""
        from tiltak.rules.records import decision_record  # noqa: PLC0415 - off the hot path, so not loaded with it

        return decision_record(self)

    def _key(self) -> tuple[object, ...]:
        return (self.rule_set, self.rule_version, self.on, self.facts_digest, self._row)

    def __eq__(self, other: object) -> bool:
        return self._key() == other._key() if isinstance(other, Decision) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        return (
            f"Decision({self.rule_set!r} {self.rule_version!r} on {self.on}: {self.verdict.name}, "
            f"failing={self.failing!r}, still_needed={self.still_needed!r})"
        )
