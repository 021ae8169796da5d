"""The texts: complete in three languages, the same values in each, dates and money as the language writes them."""

import re
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltak.faults import Fault, FaultKind
from tiltak.render import LANGUAGES, MissingWords, Words, fault_line, fault_lines
from tiltak.render.words import ROOMS, catalogue, collation_key, read_catalogue, texts_of_rooms

PRESENT = sorted({room for room, _ in texts_of_rooms()})
FORMS = {"nb", "nn", "en", "youth_nb", "youth_nn"}


def entries_of(room):
    """The texts of one room."""
    return [entry for entry in catalogue().values() if entry.room == room]


def plain(text):
    """The text with ordinary spaces."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_every_room_has_words():
    """No room that a person meets is without texts."""
    assert sorted(ROOMS) == PRESENT


@pytest.mark.parametrize("room", PRESENT)
def test_every_text_is_there_in_all_three_languages(room):
    """No form is missing, empty, unknown or left with blanks at its ends."""
    wrong = [
        (entry.id, form)
        for entry in entries_of(room)
        for form in sorted(FORMS | set(entry.forms))
        if (form in ("nb", "nn", "en") and not entry.forms.get(form, "").strip())
        or (form in entry.forms and (form not in FORMS or entry.forms[form] != entry.forms[form].strip()))
    ]
    assert wrong == []


@pytest.mark.parametrize("room", PRESENT)
def test_the_forms_of_a_text_take_the_same_values(room):
    """A placeholder in one language stands in the others; the youth's two forms may leave the same ones out."""
    uneven = [e.id for e in entries_of(room) if len({e.placeholders(form) for form in ("nb", "nn", "en")}) != 1]
    youth = [
        e.id
        for e in entries_of(room)
        if "youth_nb" in e.forms
        and not e.placeholders("youth_nb") == e.placeholders("youth_nn") <= e.placeholders("nb")
    ]
    assert (uneven, youth) == ([], [])


@pytest.mark.parametrize("room", PRESENT)
def test_what_a_youth_reads_is_there_in_both_written_forms(room):
    """`youth_nb` and `youth_nn` come together or not at all."""
    assert [e.id for e in entries_of(room) if ("youth_nb" in e.forms) != ("youth_nn" in e.forms)] == []


def test_nynorsk_is_not_bokmaal_copied():
    """Words that only bokmål has do not stand in the nynorsk of render's own texts."""
    only_bokmaal = re.compile(
        r"\b(ikke|hva|hvem|hvis|hvordan|hvorfor|fra|jeg|noen|noe|gjelder|kommer|fylles|saken|filen|mappen|"
        r"eksamener|ungdommer|svarene|måned|måneder|bekreftet|uke|uker|timer|spørsmålene|unntak|antall)\b"
    )
    assert [e.id for e in entries_of("render") if only_bokmaal.search(e.forms["nn"].casefold())] == []


def test_a_missing_text_is_a_developers_error():
    """It raises and names the id; a page never shows a blank or a raw id."""
    with pytest.raises(MissingWords, match="no such thing"):
        Words("nb").text("no such thing")
    with pytest.raises(MissingWords, match="needs the value 'row'"):
        Words("nn").text("fault.row")
    assert not Words("nb").has("no such thing")


def test_a_language_that_is_not_there_is_refused():
    """`no` is not a written form; the two are nb and nn."""
    with pytest.raises(ValueError, match="no words in 'no'"):
        Words("no")


def test_two_rooms_may_not_give_an_id_different_words():
    """The same id with the same words is fine, with others it is a fault of ours."""
    one = '["a.b"]\nnb = "x"\nnn = "x"\nen = "x"'
    assert read_catalogue([("law", one), ("study", one)])["a.b"].room == "law"
    with pytest.raises(ValueError, match="law and study"):
        read_catalogue([("law", one), ("study", one.replace("x", "y"))])
    with pytest.raises(ValueError, match="not a text"):
        read_catalogue([("law", '["a.b"]\nnb = 3')])


def test_the_youth_is_told_in_words_of_their_own():
    """The register changes the form where there is one, and falls back where there is none."""
    text = '[q]\nnb = "I arbeid?"\nnn = "I arbeid?"\nen = "In work?"\nyouth_nb = "Jobber du?"\nyouth_nn = "Jobbar du?"'
    entries = read_catalogue([("law", text)])
    told = {(lang, reg): Words(lang, reg, entries).text("q") for lang in LANGUAGES for reg in ("adviser", "youth")}
    assert (told["nb", "youth"], told["nn", "youth"], told["nb", "adviser"], told["en", "youth"]) == (
        "Jobber du?",
        "Jobbar du?",
        "I arbeid?",
        "In work?",
    )


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        (
            "nb",
            [
                "28. mai 2027",
                "28.05.2027",
                "fredag 28. mai",
                "2 700 kr",
                "1 295,50 kr",
                "12,5 %",
                "12 345,6",
                "08.15",
                "a, b og c",
            ],
        ),
        (
            "nn",
            [
                "28. mai 2027",
                "28.05.2027",
                "fredag 28. mai",
                "2 700 kr",
                "1 295,50 kr",
                "12,5 %",
                "12 345,6",
                "08.15",
                "a, b og c",
            ],
        ),
        (
            "en",
            [
                "28 May 2027",
                "28/05/2027",
                "Friday 28 May",
                "NOK 2,700",
                "NOK 1,295.50",
                "12.5%",
                "12,345.6",
                "08:15",
                "a, b and c",
            ],
        ),
    ],
)
def test_dates_numbers_and_money_follow_the_language(lang, expected):
    """The same values as bokmål, nynorsk and British English write them."""
    words, day = Words(lang), date(2027, 5, 28)
    shown = [
        words.day(day),
        words.day(day, "short"),
        words.day(day, "day"),
        words.money(2700),
        words.money(1295.5),
        words.percent(0.125, 1),
        words.number(12345.6),
        words.clock(time(8, 15)),
        words.joined(["a", "b", "c"]),
    ]
    assert [plain(text) for text in shown] == expected


def test_nynorsk_names_its_own_weekdays():
    """29 May 2027 is lørdag in bokmål and laurdag in nynorsk."""
    assert [Words(lang).day(date(2027, 5, 29), "weekday").split()[0] for lang in ("nb", "nn")] == ["lørdag", "laurdag"]


def test_a_period_names_its_year_once():
    """Within a year the year stands at the end, across years at both, and one day is one date."""
    words = Words("nb")
    assert words.period(date(2027, 6, 1), date(2027, 6, 20)) == "1. juni – 20. juni 2027"
    assert words.period(date(2026, 12, 1), date(2027, 1, 3)) == "1. desember 2026 – 3. januar 2027"
    assert words.period(date(2027, 6, 1), date(2027, 6, 1)) == "1. juni 2027"


def test_the_alphabet_ends_in_ae_oe_aa():
    """Sorting follows the Norwegian alphabet and never the code points."""
    assert Words("nb").in_order(["Ås", "Østre", "Ærlig", "Bø", "bavian"]) == ["bavian", "Bø", "Ærlig", "Østre", "Ås"]


@given(st.lists(st.text(alphabet="abzæøåÆØÅ", max_size=5)))
def test_sorting_is_one_order_whatever_came_first(items):
    """Sorting a list turned round gives the same list."""
    turned = items[::-1]
    assert sorted(items, key=collation_key) == sorted(turned, key=collation_key)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", FaultKind)
def test_every_kind_of_fault_has_its_sentence(kind, lang):
    """The line is one line and names file, row, field, what stood there, what was expected and what is near."""
    fault = Fault(kind, "cases.csv", 12, "born", "2007-\n02-30", "YYYY-MM-DD", "2007-02-28")
    line = fault_line(fault, Words(lang))
    assert "\n" not in line
    assert [
        part for part in ("cases.csv", "12", "born", "2007- 02-30", "YYYY-MM-DD", "2007-02-28") if part not in line
    ] == []


def test_a_fault_without_a_place_says_no_place():
    """A missing file has no row and no field, and its line does not pretend it does."""
    (line,) = fault_lines([Fault(FaultKind.MISSING_FILE, "events.csv")], Words("nb"))
    assert line == "events.csv: filen finnes ikke."


@given(st.text(max_size=200))
def test_whatever_stood_there_the_line_is_one_line(found):
    """A cell can hold braces, line breaks or a whole letter."""
    line = fault_line(Fault(FaultKind.WRONG_TYPE, "cases.csv", 2, "born", found), Words("nn"))
    assert len(line.splitlines()) == 1
    assert len(line) < 200
