"""Stay at School's own work: who is in which school on which day.

>>> from datetime import date
>>> from tiltak.school import Presence, coverage
>>> week = coverage([Presence("vgs-a", {0, 1, 2, 3})], date(2026, 11, 23), date(2026, 11, 27))
>>> week.days_a_week, week.as_described.name
(4, 'YES')
"""

from tiltak.school.presence import DESCRIBED_DAYS, Coverage, Presence, SchoolCoverage, coverage

__all__ = ["DESCRIBED_DAYS", "Coverage", "Presence", "SchoolCoverage", "coverage"]
