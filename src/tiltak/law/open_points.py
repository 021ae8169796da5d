"""What the reading of the law did not settle: shown in the docs, so that nobody takes silence for an answer."""

from typing import Final

__all__ = ["NOT_ESTABLISHED"]

NOT_ESTABLISHED: Final = (
    "AMENDMENT_2017_IN_FORCE",
    "SUPPLEMENT_END_2017_2024",
    "TRAINING_MEASURE_AGE_2016_2025",
    "YOUTH_GUARANTEE_WORDING_2023_2025",
    "MEASURE_DURATIONS_2016_2026",
    "WAGE_SUBSIDY_DURING_APPRENTICESHIP",
    "USED_RIGHTS_AFTER_2024",
    "ADULTS_RETAKING_PASSED_SUBJECTS",
    "PRIVATIST_IN_FOLLOW_UP_SERVICE",
    "WHICH_RIGHTS_COUNT_AND_AGE_30",
    "SHARING_BY_REGULATION",
    "NEW_ADMINISTRATION_ACT_IN_FORCE",
    "FOLLOW_UP_REPORTING_AFTER_2024",
    "WORDING_2006_2010",
)
"""Ids of the open points; the words are `open_point.<id>`."""
