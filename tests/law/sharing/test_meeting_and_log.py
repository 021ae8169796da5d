"""A meeting is anonymous but for cases with a basis of their own; what is told is logged, and the log is a chain."""

import json
from datetime import date

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError
from hypothesis import given
from hypothesis import strategies as st

from tiltak.faults import BadInput, FaultKind
from tiltak.law.sharing import (
    DisclosureLog,
    MeetingCase,
    SharingBasis,
    SharingConsent,
    disclosure,
    may_share,
    meeting,
)
from tiltak.rules import Verdict

ON = date(2026, 11, 23)
ROOM = ("VIDEREGAAENDE_SKOLE", "NAV", "PPT", "HELSESYKEPLEIER", "POLITIET")
GROWN = date(2005, 3, 1)


def named(case_id, *receivers, giver="VIDEREGAAENDE_SKOLE", **facts):
    """A case whose youth has consented that these are told."""
    consents = []
    if receivers:
        consents = [
            SharingConsent(
                case_id,
                [giver],
                receivers,
                ["KOORDINERING"],
                ["OPPLAERING"],
                date(2026, 8, 1),
                date(2027, 6, 30),
                ["YOUTH"],
            )
        ]
    basis = SharingBasis.only(case_id, *consents, **{"born": GROWN, **facts})
    return MeetingCase(giver, ["OPPLAERING"], "KOORDINERING", basis)


def answer(receiver="PPT", **facts):
    """An answer to log."""
    basis = SharingBasis.only("MT-001", **{"born": date(2009, 3, 1), **facts})
    return may_share("NAV", receiver, ["SOSIALE_FORHOLD", "HELSE"], "VERNE_BARN", basis, on=ON)


def consented():
    """An answer that rests on consent."""
    case = named("MT-001", "PPT")
    return may_share("VIDEREGAAENDE_SKOLE", "PPT", ["OPPLAERING"], "KOORDINERING", case.basis, on=ON)


def test_a_case_is_named_only_when_everybody_in_the_room_may_hear_it():
    """With a consent that names all four it is; with one left out it is not, and it says to whom and why."""
    told = meeting([named("MT-001", *ROOM[1:]), named("MT-002", *ROOM[1:4]), named("MT-003")], ROOM, ON)
    assert (told.named, told.anonymous) == (("MT-001",), ("MT-002", "MT-003"))
    first, second, third = told.cases
    assert (first.named_to, first.not_named_to, first.anonymous) == (ROOM[1:], (), False)
    assert (second.named_to, second.not_named_to) == (ROOM[1:4], ("POLITIET",))
    assert (third.named_to, third.not_named_to) == ((), ROOM[1:])
    refused = second.answers[-1]
    assert (refused.receiver, refused.verdict, refused.reasons) == ("POLITIET", Verdict.NO, ("no_ground",))
    assert refused.remedies[0].receiver == "POLITIET"


def test_when_the_one_who_may_not_hear_leaves_the_case_is_named():
    """The same case without the police in the room."""
    told = meeting([named("MT-002", *ROOM[1:4])], ROOM[:4], ON)
    assert told.named == ("MT-002",)


def test_an_open_answer_is_told_without_a_name():
    """What is not known is not a yes: nobody has looked for a consent, so the name is not said."""
    case = MeetingCase("PPT", ["SAKKYNDIG"], "KOORDINERING", SharingBasis("MT-001"))
    told = meeting([case], ROOM, ON)
    assert {one.verdict for one in told.cases[0].answers} == {Verdict.UNKNOWN}
    assert (told.named, told.anonymous) == ((), ("MT-001",))


def test_danger_to_life_opens_the_name_to_everybody_and_says_so():
    """From 2021-07-01 a case of danger is named to all without consent; the day before it is not."""
    case = named("MT-001", giver="NAV", danger_to_life_or_health=True)
    after, before = (meeting([case], ROOM, day) for day in (date(2021, 7, 1), date(2021, 6, 30)))
    assert (after.named, before.named) == (("MT-001",), ())
    assert {one.bypasses[0].ground for one in after.cases[0].answers} == {"ground_life_and_health"}


def test_a_meeting_without_cases_names_nobody():
    """What nobody asks to name is anonymous."""
    told = meeting([], ROOM, ON)
    assert (told.cases, told.named, told.anonymous) == ((), (), ())


@pytest.mark.parametrize(
    ("room", "giver", "kind", "field"),
    [
        (("NAV", "UTVALGET"), "NAV", FaultKind.UNKNOWN_CODE, "participants"),
        (("NAV", "PPT", "NAV"), "NAV", FaultKind.REPEATED, "participants"),
        (("NAV", "PPT"), "SLT", FaultKind.CONTRADICTION, "giver"),
        (("NAV", "PTT"), "NAV", FaultKind.UNKNOWN_CODE, "partner"),
    ],
)
def test_a_meeting_that_cannot_be_is_refused(room, giver, kind, field):
    """The committee as its own member, somebody twice, a case from somebody who is not there, a misspelt partner."""
    with pytest.raises(BadInput) as caught:
        meeting([named("MT-001", giver=giver)], room, ON)
    assert [(fault.kind, fault.field) for fault in caught.value.faults] == [(kind, field)]


@given(st.sets(st.sampled_from(ROOM[1:])), st.sets(st.sampled_from(ROOM[1:]), min_size=1))
def test_a_name_is_said_to_exactly_those_the_consent_names(asked, present):
    """Whoever consented to and whoever is there: named to the ones that are both."""
    room = (ROOM[0], *sorted(present))
    (case,) = meeting([named("MT-001", *sorted(asked))], room, ON).cases
    assert set(case.named_to) == asked & present
    assert case.anonymous is bool(present - asked)


def test_a_disclosure_holds_who_whom_what_why_and_until_when():
    """All of the answer that is needed to account for it later, and none of what was told."""
    told = disclosure(consented(), by="adviser-1")
    assert (told.case_id, told.giver, told.receiver, told.by) == ("MT-001", "VIDEREGAAENDE_SKOLE", "PPT", "adviser-1")
    assert (told.categories, told.purpose, told.on) == (("OPPLAERING",), "KOORDINERING", ON)
    assert (told.grounds, told.bypasses) == (("ground_consent",), ())
    assert told.provisions == ("forvaltningsloven § 13 a nr. 1",)
    assert (told.consent_to, told.judged_by) == (date(2027, 6, 30), "")


@pytest.mark.parametrize(
    ("receiver", "fact", "ground", "cited"),
    [
        ("BARNEVERNET", "serious_child_welfare_concern", "ground_child_welfare", "barnevernsloven § 13-2"),
        ("PPT", "danger_to_life_or_health", "ground_life_and_health", "forvaltningsloven § 13 b nr. 7"),
        ("POLITIET", "averts_serious_offence", "ground_avert_offence", "straffeloven § 196"),
    ],
)
def test_what_went_before_consent_is_logged_by_name_and_provision(receiver, fact, ground, cited):
    """The duty to child welfare, danger to life and health, and the duty to avert."""
    told = disclosure(answer(receiver, **{fact: True}), by="adviser-1")
    assert (told.bypasses, told.grounds, told.consent_to) == ((ground,), (ground,), None)
    assert cited in told.provisions
    log = DisclosureLog().append(disclosure(consented(), by="adviser-1")).append(told)
    assert log.without_consent() == (told,)


def test_what_was_not_to_be_told_is_not_logged():
    """A no, an open question, and what was left to somebody else's judgement are refused."""
    unlooked = may_share("NAV", "PPT", ["HELSE"], "OPPFOELGING", SharingBasis("MT-001"), on=ON)
    for sharing, judge in ((answer(), ""), (unlooked, ""), (unlooked, "OFFICE"), (answer(), "OFFICE")):
        with pytest.raises(BadInput) as caught:
            disclosure(sharing, by="adviser-1", judged_by=judge)
        assert caught.value.faults[0].field == "verdict"
    with pytest.raises(BadInput) as caught:
        disclosure(consented(), by=" ")
    assert caught.value.faults[0].kind is FaultKind.MISSING_VALUE


def test_what_was_left_to_judgement_is_logged_with_who_weighed():
    """The one the law leaves it to, and nobody else."""
    basis = SharingBasis.only("MT-001", weighty_interests_raised=True)
    sharing = may_share("HELSESYKEPLEIER", "PPT", ["HELSE"], "KOORDINERING", basis, on=ON)
    assert disclosure(sharing, by="nurse-1", judged_by="HEALTH_PERSONNEL").judged_by == "HEALTH_PERSONNEL"
    for judge in ("", "POLICE"):
        with pytest.raises(BadInput):
            disclosure(sharing, by="nurse-1", judged_by=judge)


def test_adding_gives_a_new_log_and_leaves_the_old_one():
    """The old log has no more than it had, its head is the same, and nothing in it can be set."""
    empty, told = DisclosureLog(), disclosure(consented(), by="adviser-1")
    one = empty.append(told)
    two = one.append(evolve(told, case_id="MT-002"))
    assert [len(log) for log in (empty, one, two)] == [0, 1, 2]
    assert len({empty.head, one.head, two.head}) == 3
    assert (list(one), two.of("MT-002"), two.of("MT-003")) == ([told], (two.entries[1],), ())
    with pytest.raises(FrozenInstanceError):
        one.entries = ()


def three():
    """A log of three."""
    log = DisclosureLog()
    for number in range(1, 4):
        log = log.append(evolve(disclosure(consented(), by="adviser-1"), case_id=f"MT-00{number}"))
    return log


def test_a_log_is_read_back_as_it_was_written():
    """The same entries and the same head, and the same text twice."""
    log = three()
    assert DisclosureLog.from_json(log.to_json()) == log
    assert three().to_json() == log.to_json()
    assert DisclosureLog.from_json("") == DisclosureLog()


def edited(rows):
    """The second entry says another purpose."""
    rows[1]["purpose"] = "EKSAMEN"
    return rows


@pytest.mark.parametrize(
    ("change", "row"),
    [
        (edited, 2),
        (lambda rows: [rows[0], rows[2]], 2),
        (lambda rows: [rows[1], rows[0], rows[2]], 1),
        (lambda rows: [rows[0], rows[0], *rows[1:]], 2),
        (lambda rows: rows[1:], 1),
    ],
    ids=["edited", "taken out", "moved", "doubled", "cut at the start"],
)
def test_a_log_that_was_tampered_with_is_found_and_says_where(change, row):
    """At the first entry that no longer follows from those before it."""
    rows = change([json.loads(line) for line in three().to_json().splitlines()])
    with pytest.raises(BadInput) as caught:
        DisclosureLog.from_json("".join(json.dumps(one) + "\n" for one in rows))
    assert (caught.value.faults[0].row, caught.value.faults[0].field) == (row, "link")


def test_a_log_cut_at_the_end_is_found_by_its_head_only():
    """What remains is a whole chain; that it once was longer is known from the head that was kept elsewhere."""
    log = three()
    cut = DisclosureLog.from_json("".join(log.to_json().splitlines(keepends=True)[:2]))
    assert cut.head == log.links[1]
    assert cut.head != log.head


def test_links_and_entries_come_in_pairs():
    """A link too many is no log."""
    log = three()
    with pytest.raises(BadInput):
        DisclosureLog(log.entries[:2], log.links)


@pytest.mark.parametrize("line", ["{}", "nonsense", "[]", '{"on": "2026-13-01", "link": "x"}'])
def test_a_line_that_is_no_entry_is_named(line):
    """With its number, and every such line at once."""
    with pytest.raises(BadInput) as caught:
        DisclosureLog.from_json(f"{three().to_json()}{line}\n{line}\n")
    assert [fault.row for fault in caught.value.faults] == [4, 5]
