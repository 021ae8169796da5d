"""May this be told: the least of the categories, what is said beside it, what would change it, what is refused."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltak.faults import BadInput, FaultKind
from tiltak.law.sharing import (
    BYPASSES,
    JUDGES,
    SHARING_FACTS,
    SHARING_NOTES,
    Body,
    Category,
    ConsentFault,
    GivenBy,
    Purpose,
    Remedy,
    SharingBasis,
    SharingConsent,
    duties,
    may_share,
    note_sources,
    partner,
    partners,
    sharing_rules,
    special_categories,
)
from tiltak.law.sharing.facts import COMPUTED
from tiltak.law.sharing.sources import NEW_ACT, provisions
from tiltak.render import LANGUAGES, Words
from tiltak.rules import NOT_STATED, Condition, FactKind, OutsideDates, Verdict

ON = date(2026, 11, 23)
DAY = timedelta(days=1)
YES_NO = [name for name, fact in SHARING_FACTS.items() if name not in COMPUTED and fact.kind is FactKind.YES_NO]
GIVERS = [code for code, one in partners().items() if one.rules]

givers = st.sampled_from(GIVERS)
receivers = st.sampled_from(sorted(partners()))
purposes = st.sampled_from(Purpose)
categories = st.sets(st.sampled_from(Category), min_size=1)
facts = st.fixed_dictionaries(
    {"born": st.dates(date(2000, 1, 1), date(2012, 1, 1))}, optional=dict.fromkeys(YES_NO, st.booleans())
)


def walk(node):
    """A tree and all below it."""
    yield node
    if not isinstance(node, Condition):
        for child in node.children:
            yield from walk(child)


@given(givers, receivers, categories, purposes, facts)
def test_the_whole_is_the_least_of_the_categories(giver, receiver, asked, purpose, known):
    """Each category alone gets the answer it gets among others, and the whole is the smallest of them."""
    basis = SharingBasis("MT-001", NOT_STATED, known)
    whole = may_share(giver, receiver, asked, purpose, basis, on=ON)
    alone = {one: may_share(giver, receiver, [one], purpose, basis, on=ON).verdict for one in asked}
    assert {one.category: one.verdict for one in whole.categories} == alone
    assert whole.verdict is min(alone.values())
    assert whole.reasons
    assert [one.category for one in whole.categories] == [one for one in Category if one in asked]


@given(givers, receivers, st.sampled_from(Category), facts, st.data())
def test_knowing_more_never_turns_a_settled_answer(giver, receiver, category, known, data):
    """A yes or a no with something unsaid is the same when it is said, whatever is said."""
    purpose = data.draw(purposes)
    before = may_share(giver, receiver, [category], purpose, SharingBasis("MT-001", (), known), on=ON)
    unsaid = [name for name in YES_NO if name not in known]
    more = {name: data.draw(st.booleans()) for name in unsaid}
    after = may_share(giver, receiver, [category], purpose, SharingBasis("MT-001", (), {**known, **more}), on=ON)
    if before.verdict is not Verdict.UNKNOWN:
        assert after.verdict is before.verdict
    assert set(before.questions) <= set(unsaid)
    assert after.questions == ()


@given(givers, receivers, categories, purposes, facts)
def test_an_answer_says_who_weighs_what_to_ask_or_what_would_change_it(giver, receiver, asked, purpose, known):
    """An open answer has a question or a person; a no has a remedy; a yes has a ground with a source and neither."""
    told = may_share(giver, receiver, asked, purpose, SharingBasis("MT-001", (), known), on=ON)
    assert (told.verdict is Verdict.YES) <= (not told.remedies and bool(told.sources))
    if told.verdict is Verdict.UNKNOWN:
        assert told.questions or told.judged_by
    if told.verdict is Verdict.NO:
        assert told.remedies
    assert bool(told.bypasses) <= (told.verdict is Verdict.YES)


@given(givers, receivers, purposes)
def test_what_has_no_identifying_marks_may_always_be_told(giver, receiver, purpose):
    """By anybody to anybody, a committee among them, with nothing vouched for."""
    told = may_share(giver, receiver, ["ANONYM"], purpose, SharingBasis("MT-001"), on=ON)
    assert (told.verdict, told.reasons) == (Verdict.YES, ("no_identifying_marks",))


@given(givers, receivers, purposes, facts, st.sampled_from(GivenBy))
def test_a_protected_address_is_never_a_yes(giver, receiver, purpose, known, by):
    """Whatever is vouched for, and whatever was consented to."""
    consents = []
    if receiver != "UTVALGET":
        consents = [SharingConsent("MT-001", [giver], [receiver], list(Purpose), list(Category), ON, ON, [by, "YOUTH"])]
    told = may_share(giver, receiver, ["VERNET_ADRESSE"], purpose, SharingBasis("MT-001", consents, known), on=ON)
    assert told.verdict is not Verdict.YES


@given(givers, purposes, categories, facts)
def test_the_committee_is_nobody(giver, purpose, asked, known):
    """Nothing that names anybody is ever told to it; each who sits there is asked for instead."""
    told = may_share(giver, "UTVALGET", asked | {"DELTAKELSE"}, purpose, SharingBasis("MT-001", (), known), on=ON)
    assert (told.verdict, told.reasons) == (Verdict.NO, ("to_committee",))
    assert [one.id for one in told.remedies] == ["name_each_receiver", "leave_out_identifying_marks"]


def test_a_no_says_which_consent_to_ask_for():
    """It names the receiver, the purpose, the categories that lack it, and who must agree to each."""
    consent = SharingConsent("MT-001", ["PROGRAMMET"], ["PPT"], ["OPPFOELGING"], ["ARBEID"], ON, ON, ["YOUTH"])
    basis = SharingBasis.only("MT-001", consent, born=date(2009, 3, 1))
    told = may_share(
        "PROGRAMMET", "PPT", ["ARBEID", "OEKONOMI", "DELTAKELSE", "VERNET_ADRESSE"], "OPPFOELGING", basis, on=ON
    )
    assert told.remedies == (
        Remedy("ask_for_consent", "PPT", "OPPFOELGING", (Category.DELTAKELSE,), "YOUTH_GUARDIAN_INFORMED"),
        Remedy("ask_for_consent", "PPT", "OPPFOELGING", (Category.OEKONOMI,), "YOUTH_AND_GUARDIAN"),
        Remedy("leave_address_out", categories=(Category.VERNET_ADRESSE,)),
        Remedy("leave_out_identifying_marks"),
    )


@pytest.mark.parametrize(
    ("first", "note", "asked"),
    [
        (date(2018, 7, 20), "SHARING_CONSENT_IS_NOT_GDPR_BASIS", ("PROGRAMMET", "PPT")),
        (date(2021, 7, 1), "SHARING_REGULATION_NOT_READ", ("PROGRAMMET", "PPT")),
        (date(2022, 8, 1), "SHARING_COOPERATION_IS_NO_EXEMPTION", ("PROGRAMMET", "PPT")),
        (date(2022, 8, 1), "SHARING_COOPERATION_IS_NO_EXEMPTION", ("PPT", "PROGRAMMET")),
        (date(2025, 6, 20), "SHARING_NEW_ACT_NOT_IN_FORCE", ("PROGRAMMET", "PPT")),
        (date(2026, 11, 24), "SHARING_CHECKED_UNTIL", ("PROGRAMMET", "PPT")),
    ],
)
def test_a_note_stands_from_its_day_on(first, note, asked):
    """The day before it does not, the day itself it does."""
    giver, receiver = asked
    consent = SharingConsent(
        "MT-001", [giver], [receiver], ["OPPFOELGING"], ["ARBEID"], date(2010, 1, 1), date(2030, 1, 1), ["YOUTH"]
    )
    basis = SharingBasis.only("MT-001", consent, born=date(1990, 1, 1))
    stands = [
        note in may_share(giver, receiver, ["ARBEID"], "OPPFOELGING", basis, on=day).notes
        for day in (first - DAY, first)
    ]
    assert stands == [False, True]


def test_the_gdpr_note_belongs_to_consent_only():
    """Another ground is its own basis, and the note would mislead."""
    basis = SharingBasis.only("MT-001", needed_for_givers_tasks=True)
    told = may_share("PROGRAMMET", "PPT", ["ARBEID"], "OPPFOELGING", basis, on=ON)
    assert told.verdict is Verdict.YES
    assert "SHARING_CONSENT_IS_NOT_GDPR_BASIS" not in told.notes


@pytest.mark.parametrize(
    ("giver", "receiver", "note", "stands"),
    [
        ("UNG_ARENA", "NAV", "SHARING_BODY_NOT_ESTABLISHED", True),
        ("NAV", "RESSURSSENTER", "SHARING_BODY_NOT_ESTABLISHED", True),
        ("NAV", "PPT", "SHARING_BODY_NOT_ESTABLISHED", False),
        ("KONTAKTLAERER", "PROGRAMMET", "SHARING_STAFF_ARE_NAVS", True),
        ("KONTAKTLAERER", "NAV", "SHARING_STAFF_ARE_NAVS", False),
        ("NAV", "NTNU", "SHARING_RESEARCHER_IS_BOUND", True),
        ("NTNU", "NAV", "SHARING_RESEARCHER_IS_BOUND", False),
    ],
)
def test_a_note_belongs_to_its_partners(giver, receiver, note, stands):
    """Who runs it is not established; the programme's staff are NAV's; a researcher is bound."""
    told = may_share(giver, receiver, ["ARBEID"], "OPPFOELGING", SharingBasis("MT-001"), on=ON)
    assert (note in told.notes) is stands


def test_the_new_administration_act_is_the_basis_of_no_answer():
    """It is in a note, without a day, and in no rule of any giver."""
    in_rules = {
        basis
        for versions in sharing_rules().values()
        for rules in versions.versions
        for condition in rules.conditions
        for basis in condition.bases
    }
    acts = [provisions()[name] for name in NEW_ACT]
    assert all(act.in_force_from is None and act.law == "forvaltningsloven 2025" for act in acts)
    assert not in_rules & set(acts)
    assert note_sources("SHARING_NEW_ACT_NOT_IN_FORCE", ON) == tuple(acts)


def test_no_rule_cites_a_provision_of_other_days():
    """A provision is in force on some day of every version that rests on it."""
    for versions in sharing_rules().values():
        for rules in versions.versions:
            for condition in rules.conditions:
                for basis in condition.bases:
                    first, last = getattr(basis, "in_force_from", None), getattr(basis, "in_force_to", None)
                    assert first is None or rules.valid_to is None or first <= rules.valid_to, condition.id
                    assert last is None or last >= rules.valid_from, condition.id


@pytest.mark.parametrize(
    ("giver", "first"),
    [
        ("NAV", date(2006, 7, 1)),
        ("VIDEREGAAENDE_SKOLE", date(2006, 7, 1)),
        ("NAV_KOMMUNE", date(2010, 1, 1)),
        ("POLITIET", date(2014, 7, 1)),
        ("BARNEVERNET", date(2023, 1, 1)),
    ],
)
def test_before_a_givers_law_was_read_there_is_no_answer(giver, first):
    """The day before raises, and is not a no."""
    basis = SharingBasis.only("MT-001")
    assert may_share(giver, "PPT", ["ARBEID"], "OPPFOELGING", basis, on=first).verdict is Verdict.NO
    with pytest.raises(OutsideDates):
        may_share(giver, "PPT", ["ARBEID"], "OPPFOELGING", basis, on=first - DAY)


@pytest.mark.parametrize(
    ("asked", "field", "near"),
    [
        (("NAVV", "PPT", ["ARBEID"], "OPPFOELGING"), "partner", "NAV"),
        (("NAV", "PTT", ["ARBEID"], "OPPFOELGING"), "partner", "PPT"),
        (("NAV", "PPT", ["ARBIED"], "OPPFOELGING"), "categories", "ARBEID"),
        (("NAV", "PPT", ["ARBEID"], "OPFOELGING"), "purpose", "OPPFOELGING"),
        (("UTVALGET", "PPT", ["ARBEID"], "OPPFOELGING"), "giver", None),
        (("NAV", "PPT", [], "OPPFOELGING"), "categories", None),
    ],
)
def test_a_code_that_is_none_is_refused_with_the_nearest(asked, field, near):
    """A misspelt partner, kind or purpose, a committee that tells, and nothing to tell."""
    giver, receiver, kinds, purpose = asked
    with pytest.raises(BadInput) as caught:
        may_share(giver, receiver, kinds, purpose, SharingBasis("MT-001"), on=ON)
    assert [(fault.field, fault.nearest) for fault in caught.value.faults] == [(field, near)]


def test_one_category_where_several_are_wanted_is_a_developers_mistake():
    """The text "HELSE" is not five categories."""
    with pytest.raises(TypeError, match="several categories"):
        may_share("NAV", "PPT", "HELSE", "OPPFOELGING", SharingBasis("MT-001"), on=ON)


def test_a_basis_refuses_all_that_could_not_be_read_at_once():
    """An unknown name with the nearest, a computed fact, and a value of the wrong kind."""
    with pytest.raises(BadInput) as caught:
        SharingBasis("MT-001", (), {"informs_parent": True, "consent_covers": True, "reports_offence": "ja"})
    told = {fault.field: (fault.kind, fault.nearest) for fault in caught.value.faults}
    assert told["informs_parent"] == (FaultKind.UNKNOWN_KEY, "informs_parents")
    assert told["consent_covers"][0] is FaultKind.UNKNOWN_KEY
    assert told["reports_offence"] == (FaultKind.WRONG_TYPE, None)


def test_a_basis_shows_which_facts_it_has_and_not_what_they_are():
    """A date of birth does not stand in its repr."""
    shown = repr(SharingBasis("MT-001", (), {"born": date(2009, 3, 1)}))
    assert "'born'" in shown
    assert "2009" not in shown


@pytest.mark.parametrize(
    ("giver", "on", "expected"),
    [
        ("NAV", date(2021, 6, 30), ["ground_avert_offence", "ground_child_welfare", "ground_serious_danger"]),
        ("NAV", date(2021, 7, 1), ["ground_avert_offence", "ground_child_welfare", "ground_life_and_health"]),
        ("HELSESYKEPLEIER", ON, ["ground_avert_offence", "ground_child_welfare", "ground_serious_harm"]),
        ("PPT", ON, ["ground_avert_offence", "ground_child_welfare", "ground_life_and_health"]),
        ("POLITIET", ON, ["ground_child_welfare"]),
        ("BEDRIFT", ON, []),
    ],
)
def test_what_goes_before_consent_is_named_with_its_provision(giver, on, expected):
    """Duties and dangers of each giver on each side of 2021-07-01, each with where it is written."""
    found = duties(giver, on)
    assert sorted(one.id for one in found) == expected
    assert all(one.sources for one in found)
    must = {one.id for one in found if one.bypass.duty}
    assert must == set(expected) & {"ground_avert_offence", "ground_child_welfare"}


def test_every_partner_of_the_description_is_there():
    """Those of sections 3 and 4, the committee, NAV and the researchers; the others are only named by the rules."""
    named = {code for code, one in partners().items() if one.section}
    assert set(partners()) - named == {"GRUNNSKOLE", "BARNEVERNET", "FORESATTE"}
    assert len(named) == 22
    assert {one.body for one in partners().values()} == set(Body)
    assert {one.rules for one in partners().values()} - {""} == set(sharing_rules())
    assert partner("PPT:nome").code == "PPT"
    assert special_categories() == {Category.HELSE, Category.SAKKYNDIG, Category.STRAFFBART}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_id_that_is_handed_out_has_its_words(lang):
    """Partners, reasons, grounds, notes, remedies, faults of consent, those who weigh, and the facts and choices."""
    words = Words(lang)
    wanted = {name for one in partners().values() for name in one.words}
    for versions in sharing_rules().values():
        for rules in versions.versions:
            wanted |= {f"condition.{node.id}" for node in walk(rules.tree) if node.id}
            wanted |= {f"condition.{name}" for name in rules.not_modelled}
    wanted |= {f"{kind}.{name}" for name in SHARING_FACTS for kind in ("fact", "question")}
    wanted |= {f"choice.{fact.name}.{code}" for fact in SHARING_FACTS.values() for code in fact.choices}
    wanted |= {f"note.{name}" for name in SHARING_NOTES} | {f"condition.{name}" for name in BYPASSES}
    wanted |= {f"consent_fault.{fault}" for fault in ConsentFault} | {f"given_by.{who}" for who in GivenBy}
    wanted |= {f"judge.{who}" for who in JUDGES.values()} | {"condition.no_ground"}
    wanted |= {
        f"remedy.{name}"
        for name in ("ask_for_consent", "name_each_receiver", "leave_out_identifying_marks", "leave_address_out")
    }
    assert {name for name in wanted if not words.has(name)} == set()


def test_every_judgement_names_who_weighs_it():
    """No condition is left to people without saying to whom."""
    left = {
        condition.id
        for versions in sharing_rules().values()
        for rules in versions.versions
        for condition in rules.conditions
        if not condition.test.modelled
    }
    assert left == set(JUDGES)


@pytest.mark.parametrize("lang", ["nb", "nn"])
def test_a_youth_can_read_what_is_signed(lang):
    """The text of each of the three consents stands in the youth's own words, with the same values in both."""
    values = {"giver": "NAV", "receivers": "PPT", "categories": "fag", "purposes": "hjelp", "first": ON, "last": ON}
    words, adviser = Words(lang, "youth"), Words(lang)
    for name in ("sharing.title", "sharing.what", "sharing.period", "sharing.withdraw", "sharing.must_tell"):
        text = words.text(f"consent_text.{name}", **values)
        assert text != adviser.text(f"consent_text.{name}", **values)
    for name in ("service.title", "service.only", "research.title", "research.free", "research.erase"):
        assert words.text(f"consent_text.{name}") != adviser.text(f"consent_text.{name}")
