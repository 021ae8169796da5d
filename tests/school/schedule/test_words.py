"""Every id the schedule hands out has its words."""

import pytest

from tiltak.render import Words
from tiltak.school.schedule import Part, RouteEvent, WrongKind


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_every_code_of_the_schedule_has_words(lang):
    """Events of a route, parts of a day, proofs and what the checker finds."""
    ids = [f"school.schedule.event.{one}" for one in RouteEvent]
    ids += [f"school.schedule.part.{one}" for one in Part]
    ids += [f"school.schedule.wrong.{one}" for one in WrongKind]
    words = Words(lang)
    assert [one for one in ids if not words.has(one)] == []
    assert words.text("school.schedule.proof.BOUNDED", pairs=16, bound=15).count("1") == 2
