"""What to bring and know for an exam: by its form, and by the rules of the county that holds it.

Each county has rules of its own for ID, laptop and when to be there. A rule that was not read is a question to the
county, and never another county's rule; one that is not confirmed is shown and said to be so.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Final

from attrs import frozen

from tiltak.study.curriculum.subjects import ExamForm, catalogue
from tiltak.tables import read_rows

__all__ = ["CountyRule", "RuleTopic", "checklist", "county_rules", "rules_of_day"]


class RuleTopic(StrEnum):
    """What a county's rule is about."""

    ID = "ID"
    LAPTOP = "LAPTOP"
    MEET = "MEET"
    LEAVE = "LEAVE"
    PAPERS = "PAPERS"


# What must be known before the day, and the question to the county when it is not.
_MUST_KNOW: Final = {RuleTopic.ID: "id_rules", RuleTopic.LAPTOP: "laptop_rules", RuleTopic.MEET: "meeting_rules"}


@frozen
class CountyRule:
    """One rule of a county for the exam day.

    Attributes:
        county_no: The county's number.
        topic: What it is about.
        item: What to bring or know; words under ``checklist.<item>``.
        minutes_before: How long before the start one must be there; only of ``MEET``.
        url: Where it stands.
        source: What was read.
        checked_on: When it was read.
        confirmed: Whether it was read on a page that is known to hold; a copy of unknown age is not confirmed.
    """

    county_no: str
    topic: RuleTopic
    item: str
    minutes_before: int | None
    url: str
    source: str
    checked_on: date
    confirmed: bool


@cache
def county_rules(county_no: str) -> tuple[CountyRule, ...]:
    """The rules of a county that were read, in the order of the table; none when none were.

    >>> [(rule.item, rule.confirmed) for rule in county_rules("46")][:2]
    [('id_no_app', True), ('laptop_if_wanted', False)]
    >>> county_rules("11")
    ()
    """
    return tuple(
        CountyRule(
            row["county_no"],
            RuleTopic(row["topic"]),
            row["item"],
            int(row["minutes_before"]) if row["minutes_before"] else None,
            row["url"],
            row["source"],
            date.fromisoformat(row["checked_on"]),
            row["confirmed"] == "true",
        )
        for row in read_rows("tiltak.study", "data/exam_day_rules.csv")
        if row["county_no"] == county_no
    )


def _topics(code: str) -> tuple[RuleTopic, ...]:
    """The topics that concern an exam: an oral one has no laptop and no common start."""
    if catalogue().subject(code).exam_form is ExamForm.WRITTEN:
        return tuple(RuleTopic)
    return (RuleTopic.ID, RuleTopic.PAPERS)


def checklist(code: str, county_no: str = "") -> tuple[str, ...]:
    """What to bring and know for an exam, by its form and the county's rules.

    A county's own rule on laptops stands instead of the common one.

    Raises:
        UnknownCode: When there is no such exam.

    >>> checklist("MAT1019")
    ('photo_id', 'laptop_and_charger', 'no_phone_or_watch', 'late_until_ten', 'food_and_drink')
    >>> checklist("SAK1001", "46")
    ('photo_id', 'id_no_app', 'no_phone_or_watch')
    """
    written = catalogue().subject(code).exam_form is ExamForm.WRITTEN
    rules = [rule for rule in county_rules(county_no) if rule.topic in _topics(code)]

    def of(*topics: RuleTopic) -> tuple[str, ...]:
        return tuple(rule.item for rule in rules if rule.topic in topics)

    laptop = (of(RuleTopic.LAPTOP) or ("laptop_and_charger",)) if written else ()
    late = ("late_until_ten", "food_and_drink") if written else ()
    around = of(RuleTopic.PAPERS, RuleTopic.MEET, RuleTopic.LEAVE)
    return ("photo_id", *of(RuleTopic.ID), *laptop, *around, "no_phone_or_watch", *late)


def rules_of_day(
    sittings: Iterable[tuple[str, str]], in_place_before: Mapping[str, int], county_no: str
) -> tuple[tuple[CountyRule, ...], tuple[tuple[str, tuple[str, ...]], ...]]:
    """The county's rules that a day's checklists take in, and what the county must be asked.

    Args:
        sittings: Pairs of an exam code and a venue's id.
        in_place_before: By venue, how many minutes before the start the office plans to be there.
        county_no: The county; empty for none, and then nothing is asked.

    Returns:
        The rules, and questions with the venues they are about: what nobody has read of the county's rules, and
        ``meeting_time`` for a venue where the county wants one to be there earlier than the office plans.

    >>> rules_of_day([("MAT1019", "hall")], {"hall": 59}, "03")[1]
    (('laptop_rules', ()), ('meeting_time', ('hall',)))
    """
    if not county_no:
        return (), ()
    held = [(set(_topics(code)), venue) for code, venue in sittings]
    needed = set[RuleTopic]().union(*(topics for topics, _ in held))
    rules = tuple(rule for rule in county_rules(county_no) if rule.topic in needed)
    known = {rule.topic for rule in rules}
    unread = [(question, ()) for topic, question in _MUST_KNOW.items() if topic in needed - known]
    earliest = max((rule.minutes_before or 0 for rule in rules), default=0)
    late = {
        venue for topics, venue in held if RuleTopic.MEET in topics and in_place_before.get(venue, earliest) < earliest
    }
    return rules, (*unread, *(("meeting_time", (venue,)) for venue in sorted(late)))
