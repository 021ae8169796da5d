"""The exam day beside its runs: who waits with whom, the plan without a car, and the county's own rules."""

from tiltak.render.examday.sections import county_section, reserve_section, waiting_section

__all__ = ["county_section", "reserve_section", "waiting_section"]
