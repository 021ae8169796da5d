"""A youth who fits, to be changed one fact at a time."""

from datetime import date

import pytest

from tiltak.programme import Referral, Youth
from tiltak.rules import Case

FITS = {
    "born": date(2005, 5, 14),
    "residence": "STATSBORGER_EOES",
    "stay_over_3_months": True,
    "lower_secondary": "FULLFORT",
    "final_competence": "INGEN",
    "foreign_upper_secondary": "INGEN",
    "activity": "INGEN",
    "in_work": False,
    "wants_help": True,
    "sharing_consent": True,
}


@pytest.fixture(scope="session")
def youth():
    """Make a youth who fits Back to School, but for the facts given; a fact given as None is left out."""

    def make(case_id="MT-001", channel="SELV", referred_on=date(2026, 11, 2), track=None, more=None, **facts):
        known = {name: value for name, value in {**FITS, **facts}.items() if value is not None}
        return Youth(Case(known, case_id), Referral(case_id, channel, referred_on, track), **(more or {}))

    return make
