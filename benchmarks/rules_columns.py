"""One million people at once: coded columns, a raw frame, and openfisca-core where it is installed.

Run: python benchmarks/rules_columns.py
CPU time of the whole process (all threads), best of several rounds; memory is the peak above the frame.
"""

from __future__ import annotations

import resource
import sys
import time
from datetime import date
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from rules_single import CHOICES, rules

from tiltak.rules import Coded, code_columns, decide_many

if TYPE_CHECKING:
    from collections.abc import Callable

PEOPLE = 1_000_000
ON = date(2026, 11, 23)
ROUNDS = 9


def frame() -> pl.DataFrame:
    """A million made-up people; one answer in twenty is missing."""
    luck = np.random.default_rng(1)
    table = pl.DataFrame(
        {
            "born": pl.Series(luck.integers(3_650, 18_000, PEOPLE).astype("int32")).cast(pl.Date),
            "municipality": np.array(CHOICES)[luck.integers(0, len(CHOICES), PEOPLE)],
            "completed": luck.random(PEOPLE) < 0.5,
            "outside": luck.random(PEOPLE) < 0.2,
            "at_risk": luck.random(PEOPLE) < 0.2,
        }
    )
    gone = {name: pl.Series(luck.random(PEOPLE) < 0.05) for name in table.columns}
    return table.select(pl.when(~gone[name]).then(pl.col(name)).alias(name) for name in table.columns)


def cpu(work: Callable[[], object]) -> float:
    """Milliseconds of CPU, best of the rounds."""
    work()
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best * 1000


def openfisca_ms(table: pl.DataFrame) -> float | None:
    """The same rules in openfisca-core, yes or no only and without unknowns; None where it is not installed."""
    if find_spec("openfisca_core") is None:
        return None
    from openfisca_core import entities, periods, taxbenefitsystems, variables  # noqa: PLC0415 - an optional peer
    from openfisca_core.simulations import SimulationBuilder  # noqa: PLC0415 - an optional peer

    person = entities.SingleEntity("person", "persons", "", "")

    def variable(name: str, kind: type, formula: Callable[..., object] | None = None) -> type:
        own: dict[str, object] = {
            "value_type": kind,
            "entity": person,
            "definition_period": periods.DateUnit.DAY if kind is None else periods.DateUnit.MONTH,
            "label": name,
        }
        if formula is not None:
            own["formula"] = formula
        return type(name, (variables.Variable,), own)

    def eligible(people: Callable[..., np.ndarray], period: object) -> np.ndarray:
        born = people("born", period)
        age = (born >= np.datetime64("1995-11-24")) & (born <= np.datetime64("2010-11-23"))
        place = people("municipality", period)
        here = (place == 0) | (place == 1)
        return age & here & ~people("completed", period) & (people("outside", period) | people("at_risk", period))

    system = taxbenefitsystems.TaxBenefitSystem([person])
    kinds = {"born": date, "municipality": int, "completed": bool, "outside": bool, "at_risk": bool}
    for name, kind in kinds.items():
        system.add_variable(variable(name, kind))
    system.add_variable(variable("eligible", bool, eligible))
    full = table.fill_null(strategy="forward").fill_null(strategy="backward")
    arrays = {
        "born": full["born"].to_numpy().astype("datetime64[D]"),
        "municipality": full["municipality"].cast(pl.Enum(CHOICES)).to_physical().to_numpy().astype("int32"),
        **{name: full[name].to_numpy() for name in ("completed", "outside", "at_risk")},
    }

    def work() -> object:
        simulation = SimulationBuilder().build_default_simulation(system, count=PEOPLE)
        for name, values in arrays.items():
            simulation.set_input(name, "2026-11", values)
        return simulation.calculate("eligible", "2026-11")

    return cpu(work)


def main() -> int:
    """Print the figures."""
    ruleset = rules()
    table = frame()
    codes = table.with_columns(pl.col("municipality").cast(pl.Enum(CHOICES)))
    coded: Coded = code_columns(ruleset, codes)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    answers = decide_many(ruleset, coded, ON)
    extra = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"{PEOPLE:,} people, verdicts: { ({v.name: n for v, n in answers.counts().items()}) }")
    print(f"coded columns to all answers      {cpu(lambda: decide_many(ruleset, coded, ON)):8.1f} ms CPU")
    print(f"frame with an Enum, coding too    {cpu(lambda: decide_many(ruleset, codes, ON)):8.1f} ms CPU")
    print(f"raw frame with strings and dates  {cpu(lambda: decide_many(ruleset, table, ON)):8.1f} ms CPU")
    print(f"memory above the coded frame      {extra:8.1f} MiB")
    try:
        peer = openfisca_ms(table)
    except Exception as error:  # noqa: BLE001 - a peer that fails must not hide our own figures
        print(f"openfisca-core                    failed here: {type(error).__name__}: {error}")
        return 0
    print(f"openfisca-core (yes or no only)   {'not installed' if peer is None else f'{peer:8.1f} ms CPU'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
