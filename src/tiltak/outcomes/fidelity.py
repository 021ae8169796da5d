"""How like the original programme an office works: 26 items from its own log and its own answers.

The fifth level of each item is what the programme's description tells; the levels below are our proposal.
The scale is provisional and not validated. What cannot be known gives an interval from 1 to 5, never a guess,
and a band is withheld when the interval crosses its limit.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Final

from attrs import field, frozen

from tiltak.outcomes import fidelity_log as log_items
from tiltak.outcomes.cases import Period
from tiltak.outcomes.estimates import wilson
from tiltak.outcomes.events import Event, check_events
from tiltak.outcomes.fidelity_log import Counted, LogView, NotKnown
from tiltak.tables import read_rows

__all__ = ["Fidelity", "FidelityConfig", "FidelityItem", "ItemScore", "Rating", "assess_fidelity", "fidelity_items"]

_LOWEST, _HIGHEST = 1, 5
_FEWEST: Final = 5  # a share of fewer says nothing about a way of working
_SHARES: Final[Mapping[str, tuple[float, ...]]] = MappingProxyType(
    {"A": (0.25, 0.50, 0.75, 0.90), "B": (0.20, 0.40, 0.60, 0.80)}
)
_BANDS: Final = ((0.92, "exemplary"), (0.80, "good"), (0.592, "fair"))  # the proportions of IPS-25's bands
_LOWEST_BAND: Final = "not_the_model"
_TRACK_PARTS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {"BACK_TO_SCHOOL": ("shared", "back_to_school"), "STAY_AT_SCHOOL": ("shared", "stay_at_school")}
)


def _is_score(rating: "Rating", _: object, score: int) -> None:
    if not _LOWEST <= score <= _HIGHEST:
        raise ValueError(f"{rating.item} is rated from 1 to 5, not {score}")


@frozen
class Rating:
    """What somebody who read, asked or looked has given an item.

    Args:
        item: The item.
        score: 1 to 5.
        evidence: What it rests on: ``"DOK"``, ``"INT"`` or ``"OBS"``.
        rater: Token for who rated.
    """

    item: str
    score: int = field(validator=_is_score)
    evidence: str
    rater: str


@frozen
class FidelityConfig:
    """What an office says of itself; None is not known, and gives an interval.

    Args:
        arena_outside_nav: Whether the arena lies outside NAV's premises.
        arena_days: Days a week it is open.
        nav_reception: Whether one comes in through NAV's reception.
        sofa: Whether there is a sofa to sit in.
        kitchen: Whether there is a kitchen in use.
        evenings_staffed: Evenings a week somebody can be reached.
        full_time_equivalents: Counsellors, as full-time posts.
        named_counsellor: Whether every participant has a named one.
        schools_in_area: Ids of the area's upper-secondary schools, as the presence events name them.
        registration_deadlines: Last day to register, by exam term.
        follow_up_time: The share of the staff's time that goes to following up, 0 to 1.
        ratings: Items rated by people; two who differ give an interval.
    """

    arena_outside_nav: bool | None = None
    arena_days: int | None = None
    nav_reception: bool | None = None
    sofa: bool | None = None
    kitchen: bool | None = None
    evenings_staffed: int | None = None
    full_time_equivalents: float | None = None
    named_counsellor: bool | None = None
    schools_in_area: frozenset[str] | None = None
    registration_deadlines: Mapping[str, date] | None = None
    follow_up_time: float | None = None
    ratings: tuple[Rating, ...] = ()


@frozen
class FidelityItem:
    """An item of the scale.

    Args:
        id: Its words are ``fidelity.<id>``.
        part: ``"shared"``, ``"back_to_school"`` or ``"stay_at_school"``.
        evidence: What it rests on: LOG, CFG, DOK, INT, OBS.
        anchors: ``"A"`` or ``"B"`` for a share, ``"own"`` for levels of its own.
    """

    id: str
    part: str
    evidence: tuple[str, ...]
    anchors: str


@frozen
class ItemScore:
    """What an item came to.

    Args:
        item: The item.
        low: The lowest score it can have.
        high: The highest score it can have; the same when it is known.
        numerator: How many, where the item is a share.
        denominator: Of how many.
        share_low: Lower 95 % limit of the share.
        share_high: Upper limit.
        missing: Why it is not known, as an id (words ``fidelity_missing.<id>``); empty when it is.
    """

    item: FidelityItem
    low: int
    high: int
    numerator: int | None = None
    denominator: int | None = None
    share_low: float | None = None
    share_high: float | None = None
    missing: str = ""

    @property
    def score(self) -> int | None:
        """The score, or None when only an interval is known."""
        return self.low if self.low == self.high else None


@frozen
class Fidelity:
    """How like the original a track is worked.

    Args:
        track: ``"BACK_TO_SCHOOL"`` or ``"STAY_AT_SCHOOL"``.
        items: The items of the track, in the order of the scale.
        notes: Ids of what must be said with it.
    """

    track: str
    items: tuple[ItemScore, ...]
    notes: tuple[str, ...] = ("fidelity.provisional",)

    @property
    def maximum(self) -> int:
        """The sum if every item were at its fifth level."""
        return _HIGHEST * len(self.items)

    @property
    def low(self) -> float:
        """The lowest share of the maximum it can be."""
        return sum(item.low for item in self.items) / self.maximum

    @property
    def high(self) -> float:
        """The highest share of the maximum it can be."""
        return sum(item.high for item in self.items) / self.maximum

    @property
    def band(self) -> str | None:
        """The band, or None when what is not known could move it to another (words ``fidelity_band.<id>``)."""
        lowest, highest = _band(self.low), _band(self.high)
        return lowest if lowest == highest else None


def _band(share: float) -> str:
    return next((name for limit, name in _BANDS if share >= limit - 1e-9), _LOWEST_BAND)


@cache
def fidelity_items() -> tuple[FidelityItem, ...]:
    """The 26 items of the scale.

    >>> len(fidelity_items())
    26
    """
    return tuple(
        FidelityItem(row["id"], row["part"], tuple(row["evidence"].split()), row["anchors"])
        for row in read_rows("tiltak.outcomes", "data/fidelity.csv")
    )


def assess_fidelity(
    events: Iterable[Event], config: FidelityConfig, period: Period, as_of: date
) -> tuple[Fidelity, Fidelity]:
    """How like the original both tracks are worked, as known on a day.

    Args:
        events: The log, in any order; only what hangs together and lies before `as_of` is used.
        config: What the office says of itself, and the ratings people have given.
        period: The days it is about, ordinarily the last 12 months.
        as_of: The day whose knowledge it uses.

    >>> year = Period(date(2025, 8, 1), date(2026, 7, 31))
    >>> back_to_school, _ = assess_fidelity([], FidelityConfig(), year, date(2026, 8, 1))
    >>> back_to_school.low, back_to_school.high, back_to_school.band
    (0.2, 1.0, None)
    """
    kept = check_events(event for event in events if event.on <= as_of).kept
    view = LogView.of(kept, period, as_of)
    scores = {item.id: _score(item, view, config) for item in fidelity_items()}
    first, second = (
        Fidelity(track, tuple(scores[item.id] for item in fidelity_items() if item.part in parts))
        for track, parts in _TRACK_PARTS.items()
    )
    return first, second


def _score(item: FidelityItem, view: LogView, config: FidelityConfig) -> ItemScore:
    if item.id in _FROM_CONFIG:
        found = _FROM_CONFIG[item.id](view, config)
    elif item.id in log_items.SHARES:
        found = _score_share(item, log_items.SHARES[item.id](view))
    else:
        found = NotKnown("needs_rating")
    if isinstance(found, NotKnown):
        return _from_ratings(item, config, found)
    low, high, counted = found
    if counted is None:
        return ItemScore(item, low, high, missing="" if low == high else "partly_known")
    interval = wilson(counted.numerator, counted.denominator)
    return ItemScore(
        item,
        low,
        high,
        counted.numerator,
        counted.denominator,
        interval.low,
        interval.high,
        "" if low == high else "partly_known",
    )


_Found = tuple[int, int, Counted | None] | NotKnown


def _from_ratings(item: FidelityItem, config: FidelityConfig, why: NotKnown) -> ItemScore:
    scores = sorted(rating.score for rating in config.ratings if rating.item == item.id)
    if not scores:
        return ItemScore(item, _LOWEST, _HIGHEST, missing=why.reason)
    return ItemScore(item, scores[0], scores[-1], missing="" if scores[0] == scores[-1] else "raters_differ")


def _level(value: float, limits: Iterable[float]) -> int:
    """The level a value reaches: one above the number of limits it is not under."""
    return _LOWEST + sum(value >= limit - 1e-9 for limit in limits)


def _score_share(item: FidelityItem, counted: Counted | NotKnown) -> _Found:
    if isinstance(counted, NotKnown):
        return counted
    if counted.denominator < _FEWEST:
        return NotKnown("too_few")
    level = _level(counted.numerator / counted.denominator, _SHARES[item.anchors])
    return level, level, counted


# ---- items with levels of their own ----


def _arena(_: LogView, config: FidelityConfig) -> _Found:
    if config.arena_outside_nav is None:
        return NotKnown("not_stated")
    if not config.arena_outside_nav:
        return 1, 2, None  # an own room at NAV or only its office: not told apart by what is asked
    if config.arena_days is None:
        return 3, 5, None
    level = 3 + (config.arena_days >= 2) + (config.arena_days >= 4)  # noqa: PLR2004 - days a week, the item's anchors
    if level < _HIGHEST:
        return level, level, None
    return _HIGHEST - (config.nav_reception is not False), _HIGHEST - (config.nav_reception is True), None


def _homely(view: LogView, config: FidelityConfig) -> _Found:
    counted = log_items.shared_weeks(view)
    if isinstance(counted, NotKnown):
        return counted
    if counted.denominator < _FEWEST:
        return NotKnown("too_few")
    level = _level(counted.numerator / counted.denominator, (0, 0.25, 0.50, 0.80))
    furniture = (config.sofa, config.kitchen)
    if level == _HIGHEST:
        return (
            4 + all(thing is True for thing in furniture),
            4 + all(thing is not False for thing in furniture),
            counted,
        )
    if level > 2:  # noqa: PLR2004 - the anchors below are about furniture, not about meals
        return level, level, counted
    return 1 + any(thing is True for thing in furniture), 1 + any(thing is not False for thing in furniture), counted


def _evenings(_: LogView, config: FidelityConfig) -> _Found:
    if config.evenings_staffed is None:
        return NotKnown("not_stated")
    level = _level(config.evenings_staffed, (0, 1, 3, 4))
    if level == _HIGHEST:
        return 4, 5, None  # the fifth level asks how many are answered the same evening, which no log tells
    return (1, 2, None) if level == 2 else (level, level, None)  # noqa: PLR2004 - none, or now and then


def _load(view: LogView, config: FidelityConfig) -> _Found:
    if not config.full_time_equivalents:
        return NotKnown("not_stated")
    if not view.cases:
        return NotKnown("not_logged")
    load = view.active_on(view.last_day) / config.full_time_equivalents
    level = _HIGHEST - sum(load > limit for limit in (20, 25, 30, 40))
    if level < _HIGHEST:
        return level, level, None
    return _HIGHEST - (config.named_counsellor is not True), _HIGHEST - (config.named_counsellor is False), None


def _recruitment(view: LogView, _: FidelityConfig) -> _Found:
    channels, referrals = log_items.channels(view)
    if referrals < _FEWEST:
        return NotKnown("too_few")
    level = min(len(channels), _HIGHEST)
    return (level, level, None) if level else NotKnown("not_logged")


def _deadlines(view: LogView, config: FidelityConfig) -> _Found:
    if config.registration_deadlines is None:
        return NotKnown("not_stated")
    return _score_share(_item("registered_in_time"), log_items.in_time(view, config.registration_deadlines))


def _presence(view: LogView, _: FidelityConfig) -> _Found:
    days = log_items.presence_days_a_week(view)
    if days is None:
        return NotKnown("not_logged")
    level = _level(days, (1, 2, 3, 4))
    return level, level, None


def _schools(view: LogView, config: FidelityConfig) -> _Found:
    if not config.schools_in_area:
        return NotKnown("not_stated")
    present = log_items.schools_present(view)
    if not present:
        return NotKnown("not_logged")
    counted = Counted(len(present & config.schools_in_area), len(config.schools_in_area))
    level = _level(counted.numerator / counted.denominator, _SHARES["B"])
    return level, level, counted  # an area has few schools, and all of them are known: no fewest here


def _role(_: LogView, config: FidelityConfig) -> _Found:
    if config.follow_up_time is None:
        return NotKnown("not_stated")
    level = _level(config.follow_up_time, (0.60, 0.75, 0.85, 0.95))
    return level, level, None


def _item(item_id: str) -> FidelityItem:
    return next(item for item in fidelity_items() if item.id == item_id)


_FROM_CONFIG: Final[Mapping[str, Callable[[LogView, FidelityConfig], _Found]]] = MappingProxyType(
    {
        "arena_outside_nav": _arena,
        "homely_arena": _homely,
        "reachable_evenings": _evenings,
        "load_per_counsellor": _load,
        "open_recruitment": _recruitment,
        "registered_in_time": _deadlines,
        "presence_in_schools": _presence,
        "schools_covered": _schools,
        "follow_up_role": _role,
    }
)
