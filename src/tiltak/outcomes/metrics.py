"""The metrics, read from the room's table: what is counted, among what, and how it may be spoken of."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from attrs import frozen

from tiltak.outcomes.claims import ClaimLevel, highest_claim
from tiltak.outcomes.protect import Selector

__all__ = ["KINDS", "Metric", "metrics"]

KINDS: Final = ("count", "share", "mean", "median", "presence")


@frozen
class Metric:
    """The specification of a metric.

    Args:
        id: Its words are ``metric.<id>``.
        kind: One of `KINDS`.
        table: The table of `reduce_log` it is counted in.
        counted: Flag of the numerator.
        unit: What is counted; words ``metric_unit.<unit>``.
        population: Whom it is about; words ``metric_population.<population>``.
        censoring: What is not known yet, and how that is met; words ``metric_censoring.<censoring>``.
        source: Whose definition it is; words ``metric_source.<source>``.
        keep: How much it is wanted when one of several numbers must be hidden.
        among: Flag of the denominator; empty for a count.
        unknown: Flag of rows that may yet become numerator or denominator.
        unknown_among: Flag of all rows; those of them outside the denominator are unknown.
        unknown_group: The group that means unknown.
        among_youths: For a mean, the flag of the youths it is spread over.
        by: What it is grouped by; empty for all together.
        of_all: Whether every group is a share of all rows.
        clustered: Whether the rows lie within youths.
        youths: Flag of the youths the rows belong to, shown beside a clustered share.
        notes: Ids of what must be said with it.
    """

    id: str
    kind: str
    table: str
    counted: str
    unit: str
    population: str
    censoring: str
    source: str
    keep: int
    among: str = ""
    unknown: str = ""
    unknown_among: str = ""
    unknown_group: str = ""
    among_youths: str = ""
    by: str = ""
    of_all: bool = False
    clustered: bool = False
    youths: str = ""
    notes: tuple[str, ...] = ()

    @property
    def claim_level(self) -> ClaimLevel:
        """The highest level a figure of this metric can have: nothing here is compared."""
        return highest_claim(denominator=self.kind != "count")

    def numerator(self, group: str = "") -> Selector:
        """The rows counted."""
        return Selector(self.table, self.counted, self.by, group)

    def denominator(self, group: str = "") -> Selector:
        """The rows they are counted among."""
        return Selector(self.table, self.among) if self.of_all else Selector(self.table, self.among, self.by, group)


def _metric(metric_id: str, row: Mapping[str, Any]) -> Metric:
    return Metric(id=metric_id, **{**row, "notes": tuple(row.get("notes", ()))})


@cache
def metrics() -> Mapping[str, Metric]:
    """All metrics by id, in the order a report shows them.

    >>> metrics()["exam.pass"].claim_level.name, metrics()["school.through_year"].claim_level.name
    ('DESCRIPTIVE', 'COUNT')
    """
    text = files("tiltak.outcomes").joinpath("data/metrics.toml").read_text(encoding="utf-8")
    return MappingProxyType({metric_id: _metric(metric_id, row) for metric_id, row in tomllib.loads(text).items()})
