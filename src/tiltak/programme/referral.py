"""Referral: who may bring a youth to which track, what a referral holds, and when two are one."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from itertools import groupby, pairwise

from attrs import frozen

from tiltak.programme.codes import Basis, Channel, Track
from tiltak.programme.parameters import ProgrammeParameters
from tiltak.programme.sources import policy, provision
from tiltak.programme.youth import Referral, Youth
from tiltak.rules import NOT_STATED, Case, Policy, Source, Verdict
from tiltak.tables import read_rows

__all__ = [
    "ChannelRule",
    "ContentRule",
    "Duplicate",
    "SharingRule",
    "channel_rule",
    "duplicates",
    "missing_contents",
    "needs_consent",
    "referral_contents",
    "referral_faults",
    "sharing_rule",
]

_ROOM = "tiltak.programme"


@frozen
class ChannelRule:
    """Whether the description has this channel bring youths to this track.

    Attributes:
        channel: Who refers.
        track: To which track.
        described: True when the description says so.
        basis: The section that says so, or that names others.
        instead: The channel to bring in when this one is not described.
    """

    channel: Channel
    track: Track
    described: bool
    basis: Policy
    instead: Channel | None


@frozen
class SharingRule:
    """Whether a referral through this channel needs the youth's consent, because another body holds the information.

    Attributes:
        channel: Who refers.
        needs_consent: True when the sender is bound by secrecy towards the office.
        basis: The section, None for the youth's own contact.
    """

    channel: Channel
    needs_consent: bool
    basis: Source | None


@frozen
class ContentRule:
    """One thing a referral should hold.

    Attributes:
        item: Name of the fact or of the field of `Youth`.
        tracks: The tracks it is needed for.
        needed_for: ``ANSWER``, ``FOLLOW_UP``, ``PLAN`` or ``EXAM_DAY``.
        basis: What asks for it.
        reference: Section of the description, empty when it is the library's judgement.
    """

    item: str
    tracks: tuple[Track, ...]
    needed_for: str
    basis: Basis
    reference: str


@frozen
class Duplicate:
    """A referral that is the same matter as an earlier one of the same youth.

    Attributes:
        case_id: The youth.
        earlier: The nearest earlier referral.
        later: The one that repeats it.
        days: Days between the two.
    """

    case_id: str
    earlier: Referral
    later: Referral
    days: int


@cache
def _channels() -> dict[tuple[Channel, Track], ChannelRule]:
    rules = {}
    for row in read_rows(_ROOM, "data/channels.csv"):
        channel, track = Channel(row["channel"]), Track(row["track"])
        instead = Channel(row["instead"]) if row["instead"] else None
        rules[channel, track] = ChannelRule(channel, track, row["described"] == "YES", policy(row["section"]), instead)
    return rules


@cache
def _sharing() -> dict[Channel, SharingRule]:
    rules = {}
    for row in read_rows(_ROOM, "data/channel_sharing.csv"):
        source = provision(row["provision"]) if row["provision"] else None
        rules[Channel(row["channel"])] = SharingRule(Channel(row["channel"]), row["needs_consent"] == "YES", source)
    return rules


@cache
def referral_contents() -> tuple[ContentRule, ...]:
    """What a referral should hold, in the order a form would ask; the description lists no form of its own.

    >>> [rule.item for rule in referral_contents() if rule.needed_for == "EXAM_DAY"]
    ['ride_wanted']
    """
    return tuple(
        ContentRule(
            row["item"],
            tuple(Track) if row["track"] == "BOTH" else (Track(row["track"]),),
            row["needed_for"],
            Basis(row["basis"]),
            row["reference"],
        )
        for row in read_rows(_ROOM, "data/referral_contents.csv")
    )


def channel_rule(channel: Channel, track: Track) -> ChannelRule:
    """Whether the description has `channel` bring youths to `track`, and who to bring in when it does not.

    A channel the description does not name is a reason to bring in one that it does, never a reason
    to turn the youth away.

    >>> channel_rule(Channel.SELV, Track.BACK_TO_SCHOOL).described
    True
    >>> channel_rule(Channel.SELV, Track.STAY_AT_SCHOOL).instead.value
    'KONTAKTLAERER'
    """
    return _channels()[channel, track]


def sharing_rule(channel: Channel) -> SharingRule:
    """Whether a referral through `channel` needs the youth's consent, by the shipped table.

    >>> sharing_rule(Channel.KONTAKTLAERER).needs_consent
    True
    """
    return _sharing()[channel]


def needs_consent(channel: Channel, parameters: ProgrammeParameters) -> bool:
    """Whether a referral through `channel` needs the youth's consent in this office.

    >>> needs_consent(Channel.SELV, ProgrammeParameters())
    False
    """
    if parameters.consent_channels is not None:
        return channel in parameters.consent_channels
    return sharing_rule(channel).needs_consent


def referral_faults(referral: Referral, track: Track | None, case: Case, on: date) -> tuple[str, ...]:
    """Word ids of what is wrong with the referral itself; none of them changes the answer about the youth.

    Args:
        referral: The referral.
        track: The track the facts point to, None while they point to none.
        case: The facts; only the date of birth is read here.
        on: The day it is looked at.
    """
    faults = []
    born = case.get("born")
    if referral.referred_on > on:
        faults.append("referral.fault.in_the_future")
    if isinstance(born, date) and referral.referred_on < born:
        faults.append("referral.fault.before_birth")
    if track is not None and referral.track is not None and referral.track is not track:
        faults.append("referral.fault.other_track")
    aimed_at = track or referral.track
    if aimed_at is not None and not channel_rule(referral.channel, aimed_at).described:
        faults.append("referral.fault.channel_not_described")
    return tuple(faults)


def missing_contents(youth: Youth, track: Track, parameters: ProgrammeParameters) -> tuple[ContentRule, ...]:
    """What the referral does not hold yet, for one track, in the order of `referral_contents`.

    A field that somebody has asked about without getting an answer is not missing from the referral.
    """
    missing = []
    for rule in referral_contents():
        if track not in rule.tracks:
            continue
        if rule.item == "sharing_consent" and not needs_consent(youth.referral.channel, parameters):
            continue
        value = getattr(youth, rule.item) if hasattr(youth, rule.item) else youth.case.get(rule.item)
        if value is None or value is NOT_STATED:
            missing.append(rule)
    return tuple(missing)


def duplicates(referrals: Iterable[Referral], within_days: int = 30) -> tuple[Duplicate, ...]:
    """Referrals that repeat an earlier one of the same youth, by youth and date.

    A referral repeats the nearest earlier one when at most `within_days` days lie between them; day 30 is within,
    day 31 is not. Two referrals count as the same youth's only by their case id: nothing is guessed from
    birth dates or places.

    Args:
        referrals: Any number, in any order.
        within_days: Days.

    >>> first = Referral("MT-001", Channel.SELV, date(2026, 9, 1))
    >>> again = Referral("MT-001", Channel.NAV_VEILEDER, date(2026, 9, 20))
    >>> [found.days for found in duplicates([again, first])]
    [19]
    """
    ordered = sorted(referrals, key=_order)
    found = []
    for case_id, of_one in groupby(ordered, key=lambda referral: referral.case_id):
        mine = list(of_one)
        for earlier, later in pairwise(mine):
            days = (later.referred_on - earlier.referred_on).days
            if days <= within_days:
                found.append(Duplicate(case_id, earlier, later, days))
    return tuple(found)


def _order(referral: Referral) -> tuple[str, date, str, str]:
    return (referral.case_id, referral.referred_on, referral.channel, referral.track or "")


def gates(youth: Youth, parameters: ProgrammeParameters) -> tuple[tuple[str, Verdict], ...]:
    """The youth's own yes to help and, where the channel needs it, to sharing: fact name and verdict."""
    names = ["wants_help"]
    if needs_consent(youth.referral.channel, parameters):
        names.append("sharing_consent")
    answers = {True: Verdict.YES, False: Verdict.NO}
    return tuple(
        (name, answers[value] if isinstance(value := youth.case.get(name), bool) else Verdict.UNKNOWN) for name in names
    )
