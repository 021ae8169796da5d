"""Protected addresses and shielding: hidden wherever they are written, and whenever nobody has looked."""

import copy
import csv
import io
import json
import pickle
import traceback
import zipfile
from datetime import date

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment

from tiltak.law.persons import (
    AddressProtection,
    Detail,
    Guarded,
    Outlet,
    Protection,
    may_show,
    shown_address,
    shown_detail,
)
from tiltak.render import LANGUAGES, Words
from tiltak.render.words import read_catalogue
from tiltak.render.workbook import Column, ColumnKind, Sheet, workbook_bytes
from tiltak.rules import NOT_KNOWN, NOT_STATED, Verdict

OPEN = Protection("UGRADERT", shielded=False)
HOME_TEXT = "Kvitsteinvegen 17"
grades = st.sampled_from([*AddressProtection, NOT_KNOWN, NOT_STATED])
shieldings = st.sampled_from([True, False, NOT_KNOWN, NOT_STATED])
protections = st.builds(lambda grade, shielded: Protection(grade, shielded=shielded), grades, shieldings)
secrets = st.text(alphabet=st.characters(whitelist_categories=["L", "N"]), min_size=12, max_size=30)


@attrs.frozen
class Rider:
    """Something an exporter could be handed: a person's record with a guarded address in it."""

    case_id: str
    home: Guarded[str]


def ways_to_write(home):
    """What every way of writing a record gives, as text."""
    rider = Rider("MT-001", home)
    line = io.StringIO()
    csv.writer(line, delimiter=";").writerow(["MT-001", home])
    page = Environment(autoescape=True).from_string("<td>{{ rider.home }}</td><p>{{ rider }}</p>").render(rider=rider)
    entries = read_catalogue(
        [("law", '[q]\nnb = "Hent på {place}"\nnn = "Hent på {place}"\nen = "Pick up at {place}"')]
    )
    yield repr(rider)
    yield str(home)
    yield f"{home}"
    yield f"{home:<80}"
    yield "{0!r} {0!s} {0!a}".format(home)  # noqa: UP032 - the old way of formatting is one of the ways
    yield "%s" % (home,)  # noqa: UP031 - the same
    yield repr(attrs.asdict(rider))
    yield repr(attrs.astuple(rider))
    yield json.dumps(attrs.asdict(rider), default=str, ensure_ascii=False)
    yield line.getvalue()
    yield page
    yield from (Words(lang, entries=entries).text("q", place=home) for lang in LANGUAGES)


@given(secrets, protections)
def test_a_guarded_value_shows_nothing_in_any_way_of_writing(secret, protection):
    """Text, JSON, CSV, a template, the words of all languages: stars, whatever the protection is."""
    home = Guarded(secret, protection)
    assert [text for text in ways_to_write(home) if secret in text] == []
    assert all("***" in text for text in ways_to_write(home))


@settings(max_examples=10)
@given(secrets, protections)
def test_a_workbook_does_not_hold_a_guarded_value(secret, protection):
    """A cell that is given one holds stars; one that is given the text holds the text, so the search can find it."""

    def book_of(cell):
        sheet = Sheet("t", (Column("c", ColumnKind.TEXT),), ((cell,),))
        with zipfile.ZipFile(io.BytesIO(workbook_bytes([sheet], Words("nb"), as_of=date(2026, 11, 23)))) as packed:
            return "".join(packed.read(name).decode("utf-8") for name in packed.namelist())

    assert secret not in book_of(Guarded(secret, protection))
    assert secret in book_of(secret)


def test_a_guarded_value_is_never_pickled_and_json_does_not_know_it():
    """What would write it in the clear refuses."""
    home = Guarded(HOME_TEXT, OPEN)
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        with pytest.raises(TypeError, match="not pickled") as caught:
            pickle.dumps({"home": home}, protocol)
        assert HOME_TEXT not in str(caught.value)
    with pytest.raises(TypeError, match="not JSON serializable"):
        json.dumps(home)


def test_a_traceback_with_its_variables_shows_no_address():
    """The variables of a crash are printed by their repr."""

    def crash(home):
        raise RuntimeError(f"no car for {home}")

    try:
        crash(Guarded(HOME_TEXT, OPEN))
    except RuntimeError as error:
        shown = "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
    assert "home = Guarded" in shown
    assert HOME_TEXT not in shown
    assert "no car for ***" in shown


def test_a_guarded_value_cannot_be_changed_and_a_copy_is_itself():
    """No attribute is set or removed, and no dict of attributes lies open."""
    home = Guarded(HOME_TEXT, OPEN)
    for name in ("_value", "other"):
        with pytest.raises(AttributeError):
            setattr(home, name, 1)
    with pytest.raises(AttributeError):
        delattr(home, "_value")
    with pytest.raises(TypeError):
        vars(home)
    assert copy.copy(home) is home
    assert copy.deepcopy([home])[0] is home


def test_guarded_values_are_equal_by_value_and_protection():
    """Two of the same person in two lists are the same, and nothing else is."""
    assert Guarded(HOME_TEXT, OPEN) == Guarded(HOME_TEXT, OPEN)
    assert hash(Guarded(HOME_TEXT, OPEN)) == hash(Guarded(HOME_TEXT, OPEN))
    assert Guarded(HOME_TEXT, OPEN) != Guarded(HOME_TEXT, Protection())
    assert Guarded(HOME_TEXT, OPEN) != Guarded("x", OPEN)
    assert Guarded(HOME_TEXT, OPEN) != HOME_TEXT


@pytest.mark.parametrize("outlet", Outlet)
def test_an_address_is_shown_only_when_it_is_known_that_nothing_protects_it(outlet):
    """No outlet shows a protected, shielded or unlooked-up address; each shows an unprotected one."""
    assert shown_address(Guarded(HOME_TEXT, OPEN), outlet).text == HOME_TEXT
    assert shown_address(Guarded(HOME_TEXT, OPEN), outlet).why == ""
    for protection, why in [
        (Protection("FORTROLIG", shielded=False), "protection.FORTROLIG"),
        (Protection("STRENGT_FORTROLIG", shielded=False), "protection.STRENGT_FORTROLIG"),
        (Protection("STRENGT_FORTROLIG_UTLAND", shielded=True), "protection.STRENGT_FORTROLIG_UTLAND"),
        (Protection("UGRADERT", shielded=True), "protection.SKJERMET"),
        (Protection("UGRADERT"), "protection.NOT_LOOKED_UP"),
        (Protection(NOT_KNOWN, shielded=False), "protection.NOT_LOOKED_UP"),
        (Protection(), "protection.NOT_LOOKED_UP"),
    ]:
        shown = shown_address(Guarded(HOME_TEXT, protection), outlet)
        assert (shown.text, shown.why) == (None, why)
        assert Words("nn").has(why)


@given(secrets, protections, st.sampled_from(Outlet), st.sampled_from(Detail))
def test_what_is_hidden_says_why_and_what_is_shown_does_not(secret, protection, outlet, detail):
    """Text or reason, never both and never neither; an address or a place of a protected person never."""
    shown = shown_detail(Guarded(secret, protection), detail, outlet)
    assert (shown.text is None) is (shown.why != "")
    if protection.hides and detail is not Detail.PERSON:
        assert shown.text is None
    assert (shown.text == secret) is (may_show(detail, outlet, protection) is Verdict.YES)


@pytest.mark.parametrize(
    ("outlet", "may"),
    [
        (Outlet.PAGE, Verdict.YES),
        (Outlet.JSON, Verdict.YES),
        (Outlet.WORKBOOK, Verdict.YES),
        (Outlet.CALENDAR, Verdict.YES),
        (Outlet.DRIVING_LIST, Verdict.YES),
        (Outlet.LETTER, Verdict.YES),
        (Outlet.SMS, Verdict.NO),
        (Outlet.PARTNER_EXPORT, Verdict.NO),
        (Outlet.STATISTICS, Verdict.NO),
    ],
)
def test_a_protected_person_is_left_out_of_what_leaves_the_office(outlet, may):
    """By the office's own token at home; never in a text message, a partner's export, or singled out in statistics."""
    assert may_show(Detail.PERSON, outlet, Protection("STRENGT_FORTROLIG", shielded=False)) is may
    assert may_show(Detail.PERSON, outlet, OPEN) is Verdict.YES


def test_what_nobody_has_looked_up_is_unknown_and_not_yes():
    """Unknown asks; protected says no."""
    assert may_show(Detail.PLACE, Outlet.SMS, Protection()) is Verdict.UNKNOWN
    assert may_show(Detail.PLACE, Outlet.SMS, Protection("UGRADERT", shielded=NOT_KNOWN)) is Verdict.UNKNOWN
    assert may_show(Detail.PLACE, Outlet.SMS, Protection("UGRADERT", shielded=True)) is Verdict.NO


@given(protections, protections)
def test_joining_two_systems_never_loses_a_protection(one, other):
    """The stricter wins, from whichever side it came, and joining with itself changes nothing."""
    both = one.with_other(other)
    assert both == other.with_other(one)
    assert one.with_other(one) == one
    assert both.hides is (one.hides or other.hides)
    for part in (one, other):
        assert (part.shielded is True) <= (both.shielded is True)
        assert part.address == both.address or AddressProtection.UGRADERT is not both.address


@given(protections)
def test_the_stricter_grade_stays(protection):
    """Strictly confidential beats confidential, and confidential beats not known."""
    strict = protection.with_other(Protection("STRENGT_FORTROLIG"))
    assert strict.address in {AddressProtection.STRENGT_FORTROLIG, AddressProtection.STRENGT_FORTROLIG_UTLAND}
    mild = Protection(NOT_KNOWN).with_other(Protection("FORTROLIG"))
    assert mild.address is AddressProtection.FORTROLIG
    assert Protection("UGRADERT").with_other(Protection(NOT_KNOWN)).address is NOT_KNOWN


@pytest.mark.parametrize("wrong", ["KODE_6", "ugradert", ""])
def test_a_grade_that_is_none_is_refused(wrong):
    """A misspelt grade is never read as no grade."""
    with pytest.raises(ValueError, match="not a valid AddressProtection"):
        Protection(wrong)


@pytest.mark.parametrize("wrong", ["nei", 0, None])
def test_a_shielding_that_is_no_answer_is_refused(wrong):
    """Neither a text, nor a number, nor None."""
    with pytest.raises(TypeError, match="shielded is True, False"):
        Protection(shielded=wrong)


def test_every_outlet_answers_for_every_detail():
    """The table has no holes."""
    for outlet in Outlet:
        for detail in Detail:
            assert may_show(detail, outlet, Protection("FORTROLIG", shielded=False)) in {Verdict.NO, Verdict.YES}
