"""A report: figures that carry what they can say, made again alike from the same log for the same day."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from attrs import field, frozen

from tiltak.outcomes.cases import Period
from tiltak.outcomes.claims import ClaimLevel, ReportedCount, Testimony
from tiltak.outcomes.events import SetAside

__all__ = ["Figure", "FunnelStep", "Report", "TermRow"]

UNKNOWN_HEADLINE: Final = 0.2
"""When more than this share is unknown, the bounds say more than the estimate."""

_ROUNDING: Final = 1e-9  # a fifth is a fifth, whatever the last digit of a difference of shares


def _bears(figure: "Figure", _: object, level: ClaimLevel) -> None:
    if level is ClaimLevel.COUNT and (figure.denominator is not None or figure.estimate is not None):
        raise ValueError(f"{figure.id} is a count: it has no denominator and makes no share")
    if level > ClaimLevel.DESCRIPTIVE:
        raise ValueError(f"{figure.id} stands beside nothing, so it is no more than descriptive")


@frozen
class Figure:
    """One figure of a report. A number that is hidden, or that is not there, is None.

    Args:
        id: The metric; its words are ``metric.<id>``.
        claim_level: What it can say.
        numerator: How many.
        denominator: Of how many; always None for a count.
        estimate: The share, mean or median.
        low: Lower limit of the 95 % interval.
        high: Upper limit.
        method: How the interval or the estimate was found, as an id; empty for a count.
        unknown: How many may yet become either; in no rate, but in the bounds. None for the share of the unknown.
        suppressed: Whether something is hidden to protect few persons.
        notes: Ids of what must be said with it: confounders and cautions.
        group: The group it is about; empty for all, ``"NOT_STATED"`` for what nobody wrote down.
        unit: What is counted, as an id.
        youths: How many youths it is about, where the unit is another.
        bound_low: The share if every unknown turns out badly.
        bound_high: The share if every unknown turns out well.
        source: Whose definition it is, as an id.
    """

    id: str
    claim_level: ClaimLevel
    numerator: int | None = None
    denominator: int | None = None
    estimate: float | None = None
    low: float | None = None
    high: float | None = None
    method: str = ""
    unknown: int | None = None
    suppressed: bool = False
    notes: tuple[str, ...] = ()
    group: str = ""
    unit: str = ""
    youths: int | None = None
    bound_low: float | None = None
    bound_high: float | None = None
    source: str = ""

    def __attrs_post_init__(self) -> None:
        _bears(self, None, self.claim_level)

    @property
    def bounds_first(self) -> bool:
        """Whether so much is unknown that the bounds should stand before the estimate."""
        if self.bound_low is None or self.bound_high is None:
            return False
        # The bounds lie as far apart as the unknown are a share of all, whether or not they stand in the denominator.
        return self.bound_high - self.bound_low > UNKNOWN_HEADLINE + _ROUNDING


@frozen
class TermRow:
    """The exams of one term; a hidden number is None."""

    term: str
    registered: int | None
    sat: int | None
    known: int | None
    passed: int | None
    estimate: float | None
    low: float | None
    high: float | None
    suppressed: bool


@frozen
class FunnelStep:
    """How many of the youths referred in the period have come this far; None when hidden.

    Args:
        id: ``referred``, ``enrolled``, ``registered``, ``sat`` or ``passed``; words ``funnel.<id>``.
        youths: How many stand here, having passed every step before.
        suppressed: Whether the number is hidden.
    """

    id: str
    youths: int | None
    suppressed: bool = False


@frozen
class Report:
    """What came of a period, as known on a day.

    Args:
        period: The days it is about.
        as_of: The day whose knowledge it uses.
        profile: How small numbers are protected.
        metrics: The figures, in the order of the registry.
        by_term: The exams of each term.
        funnel: The steps of Back to School.
        set_aside: Rows of the log that are not counted, each with its reason. They name cases: the office's own eyes.
        notes: Ids of what must be said with the report as a whole.
        events_used: How many rows of the log the report is made of.
        events_later: How many rows lie after `as_of` and were not seen.
        described: Numbers from the programme's own description, never mixed with the office's.
        testimony: What people have said, shown as said.
    """

    period: Period
    as_of: date
    profile: str
    metrics: tuple[Figure, ...]
    by_term: tuple[TermRow, ...]
    funnel: tuple[FunnelStep, ...]
    set_aside: tuple[SetAside, ...]
    notes: tuple[str, ...]
    events_used: int
    events_later: int
    described: tuple[ReportedCount, ...] = field(repr=False)
    testimony: tuple[Testimony, ...] = field(repr=False)

    def figure(self, metric_id: str, group: str = "") -> Figure:
        """The figure of a metric, and of a group where it has groups.

        Raises:
            KeyError: When the report has no such figure.
        """
        for figure in self.metrics:
            if (figure.id, figure.group) == (metric_id, group):
                return figure
        raise KeyError((metric_id, group))

    def groups(self, metric_id: str) -> tuple[Figure, ...]:
        """The figures of a metric, one for each group."""
        return tuple(figure for figure in self.metrics if figure.id == metric_id)

    @property
    def reasons(self) -> Mapping[str, int]:
        """How many rows were set aside for each reason, by reason."""
        return _counted(row.reason for row in self.set_aside)


def _counted(reasons: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for reason in sorted(reasons):
        found[reason] = found.get(reason, 0) + 1
    return found
