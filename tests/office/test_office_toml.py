"""`office.toml`: what is read, what is assumed, and what is wrong with it."""

import tomllib
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltak.faults import FaultKind
from tiltak.law import Right
from tiltak.office import Language, PartnerRole, Service, load_office
from tiltak.programme import Track, UpperAge

WORDS = tomllib.loads(files("tiltak.office").joinpath("words.toml").read_text(encoding="utf-8"))
LEAST = ("[office]", 'name = "Nav Bø"', 'county = "40"', 'municipalities = ["4020"]', 'language = "nn"')


@pytest.fixture
def office(write):
    """The least an office can say of itself, and what is added."""
    return lambda *lines: load_office(write("office.toml", *LEAST, *lines))


@pytest.fixture
def one_fault(write, faults):
    """The only fault of an office that is otherwise right."""

    def read(*lines, least=LEAST):
        found = faults(load_office, write("office.toml", *least, *lines))
        assert len(found) == 1, found
        return found[0]

    return read


def test_what_an_office_does_not_say_stays_unsaid(office):
    """Nothing is filled in: no arena, no schools, no cars, no report."""
    least = office()
    assert (least.name, least.county, least.municipalities, least.language) == ("Nav Bø", "40", ("4020",), Language.NN)
    assert least.arena is None
    assert not least.schools
    assert least.report is None
    assert least.programme.upper_age is UpperAge.BEFORE_30


def test_everything_an_office_can_say_arrives(office):
    """Every table becomes what the library reasons with."""
    full = office(
        'nav_unit = "0821"',
        'services = ["LITTERATUR"]',
        "[arena]",
        'name = "Huset"',
        "outside_nav = true",
        "kitchen = false",
        "[[schools]]",
        'id = "vgs"',
        'name = "Skulen"',
        'weekdays = ["mandag", "fredag"]',
        "[[partners]]",
        'name = "PPT"',
        'role = "PPT"',
        'tracks = ["STAY_AT_SCHOOL"]',
        "[[staff]]",
        'id = "rettleiar"',
        'function = "Rettleiar"',
        "hours_per_week = 30",
        "[[cars]]",
        'id = "bil"',
        "seats = 4",
        "[[venues]]",
        'id = "sal"',
        'name = "Sal"',
        "minutes = 40",
        "[programme]",
        'upper_age = "INCLUDING_30"',
        'rights_that_count = ["VOKSENRETT"]',
        "capacity = 20",
        "[exam_day]",
        "meet_minutes_before = 30",
        "[report]",
        "first = 2024-08-01",
        "last = 2026-07-31",
        "[example]",
        "as_of = 2026-11-23",
    )
    assert full.services == {Service.LITTERATUR}
    assert (full.arena.outside_nav, full.arena.kitchen, full.arena.sofa) == (True, False, None)
    assert full.schools[0].weekdays == {0, 4}
    assert (full.partners[0].role, full.partners[0].tracks) == (PartnerRole.PPT, {Track.STAY_AT_SCHOOL})
    assert (full.staff[0].hours_per_week, full.cars[0].seats, full.venues[0].minutes) == (30, 4, 40)
    assert full.programme.upper_age is UpperAge.INCLUDING_30
    assert full.programme.rights_that_count == {Right.VOKSENRETT}
    assert full.programme.capacity == 20
    assert (full.report.first, full.report.last) == (date(2024, 8, 1), date(2026, 7, 31))
    assert (full.example_as_of, full.meet_minutes_before) == (date(2026, 11, 23), 30)


def test_a_value_may_be_marked_as_assumed(office):
    """The value counts as usual, and the list says which it was, why, and on which line."""
    marked = office("[programme]", 'capacity = { value = 20, assumption = "Ingen har sagt det." }')
    assert marked.programme.capacity == 20
    (assumption,) = marked.assumptions
    assert (assumption.path, assumption.value, assumption.why, assumption.line) == (
        "programme.capacity",
        "20",
        "Ingen har sagt det.",
        7,
    )


def test_a_whole_table_may_be_marked_as_assumed(office):
    """An entry of a list is named by its number, counted from 1."""
    marked = office("[[cars]]", 'id = "a"', "seats = 4", "[[cars]]", 'id = "b"', "seats = 4", 'assumption = "Valgt."')
    assert [assumption.path for assumption in marked.assumptions] == ["cars[2]"]


@pytest.mark.parametrize("why", ['""', '" "', "7"])
def test_an_assumption_without_a_reason_is_a_fault(one_fault, why):
    """To assume is allowed; to assume without saying why is not."""
    fault = one_fault("[programme]", f"capacity = {{ value = 20, assumption = {why} }}")
    assert (fault.kind, fault.field) == (FaultKind.MISSING_VALUE, "programme.capacity.assumption")


@pytest.mark.parametrize(
    ("lines", "named"),
    [
        (("kichen = true",), (FaultKind.UNKNOWN_KEY, "office.kichen", None)),
        (("[arena]", 'name = "A"', "kichen = true"), (FaultKind.UNKNOWN_KEY, "arena.kichen", "kitchen")),
        (("[aren]", 'name = "A"'), (FaultKind.UNKNOWN_KEY, "aren", "arena")),
        (("[arena]", "sofa = true"), (FaultKind.MISSING_KEY, "arena.name", None)),
        (("[arena]", 'name = ""'), (FaultKind.MISSING_VALUE, "arena.name", None)),
        (("[arena]", 'name = "A"', 'sofa = "ja"'), (FaultKind.WRONG_TYPE, "arena.sofa", None)),
        (("[arena]", 'name = "A"', 'postcode = "9999"'), (FaultKind.UNKNOWN_CODE, "arena.postcode", None)),
        (('nav_unit = "08210"',), (FaultKind.UNKNOWN_CODE, "office.nav_unit", "0821")),
        (('nav_unit = "Nav Midt-Telemark"',), (FaultKind.UNKNOWN_CODE, "office.nav_unit", "0821")),
        (("[programme]", "upper_age = 30"), (FaultKind.WRONG_TYPE, "programme.upper_age", None)),
        (("[programme]", 'upper_age = "BEFOR_30"'), (FaultKind.UNKNOWN_CODE, "programme.upper_age", "BEFORE_30")),
        (
            ("[programme]", 'rights_that_count = ["INGEN_RETT"]'),
            (FaultKind.UNKNOWN_CODE, "programme.rights_that_count[1]", None),
        ),
        (("[[cars]]", 'id = "bil"', "seats = 0"), (FaultKind.OUT_OF_RANGE, "cars[1].seats", None)),
        (("[[cars]]", 'id = "bil"', 'seats = "4"'), (FaultKind.WRONG_TYPE, "cars[1].seats", None)),
        (("[[cars]]", 'id = "Bil 1"', "seats = 4"), (FaultKind.WRONG_TYPE, "cars[1].id", None)),
        (
            ("[[schools]]", 'id = "vgs"', 'name = "S"', 'weekdays = ["mondag"]'),
            (FaultKind.UNKNOWN_CODE, "schools[1].weekdays[1]", "mandag"),
        ),
        (("[example]", "as_of = 2026-11-31"), (FaultKind.NO_SUCH_DATE, "example.as_of", "2026-11-30")),
        (("[example]", 'as_of = "31.11.2026"'), (FaultKind.NO_SUCH_DATE, "example.as_of", "2026-11-30")),
        (("[example]", "as_of = 2026-11-23T10:00:00"), (FaultKind.WRONG_TYPE, "example.as_of", None)),
        (
            ("[report]", "first = 2026-08-01", "last = 2026-07-31"),
            (FaultKind.CONTRADICTION, "report.last", None),
        ),
        (("[report]", "first = 2026-07-31"), (FaultKind.MISSING_KEY, "report.last", None)),
    ],
)
def test_a_wrong_value_is_named_by_its_path_and_the_nearest_right_answer(one_fault, lines, named):
    """One wrong value is one fault, at its place in the file."""
    fault = one_fault(*lines)
    assert (fault.kind, fault.field, fault.nearest) == named


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('"4020"', '"4021"', (FaultKind.UNKNOWN_CODE, "office.municipalities[1]", 4)),
        ('"4020"', '"Midt-Telemark"', (FaultKind.UNKNOWN_CODE, "office.municipalities[1]", 4)),
        ('"4020"', "4020", (FaultKind.WRONG_TYPE, "office.municipalities[1]", 4)),
        ('"4020"', '"3301"', (FaultKind.CONTRADICTION, "office.municipalities[1]", 4)),
        ('["4020"]', '["4020", "4020"]', (FaultKind.REPEATED, "office.municipalities[2]", 4)),
        ('["4020"]', "[]", (FaultKind.MISSING_VALUE, "office.municipalities", 4)),
        ('"nn"', '"no"', (FaultKind.UNKNOWN_CODE, "office.language", 5)),
        ('name = "Nav Bø"', "", (FaultKind.MISSING_KEY, "office.name", 1)),
        ('name = "Nav Bø"', 'name = "Nav Bø', (FaultKind.SYNTAX, "", 2)),
        ('name = "Nav Bø"', "name = 0821", (FaultKind.SYNTAX, "", 2)),
    ],
)
def test_a_wrong_value_is_named_with_its_line(one_fault, old, new, named):
    """The line is the one the writer sees in the editor."""
    fault = one_fault(least=tuple(line.replace(old, new) for line in LEAST))
    assert (fault.kind, fault.field, fault.row) == named


def test_a_number_without_its_quotation_marks_gets_them_back(one_fault):
    """`4020` is a number and `"4020"` is a municipality."""
    fault = one_fault(least=tuple(line.replace('"4020"', "4020") for line in LEAST))
    assert fault.nearest == '"4020"'


def test_the_name_of_a_municipality_gives_its_number(one_fault):
    """Whoever writes the name is told the number."""
    fault = one_fault(least=tuple(line.replace('"4020"', '"Midt-Telemark"') for line in LEAST))
    assert fault.nearest == "4020"


def test_a_closed_unit_is_a_contradiction(one_fault):
    """An office that is closed according to the register cannot run the programme."""
    fault = one_fault('nav_unit = "0706"')
    assert (fault.kind, fault.expected) == (FaultKind.CONTRADICTION, "open_nav_unit")


@pytest.mark.parametrize("table", ["schools", "staff", "cars", "venues"])
def test_an_id_used_twice_is_a_fault(write, faults, table):
    """Events name schools and venues by id, so that an id must mean one thing."""
    needed = {"schools": 'name = "S"', "staff": 'function = "F"', "cars": "seats = 4", "venues": 'name = "V"'}[table]
    entry = (f"[[{table}]]", 'id = "en"', needed)
    (fault,) = faults(load_office, write("office.toml", *LEAST, *entry, *entry))
    assert (fault.kind, fault.field, fault.row) == (FaultKind.REPEATED, f"{table}[2].id", 10)
    assert fault.expected == "office.toml:7"


def test_faults_of_every_kind_are_said_at_once(write, faults):
    """A wrong code, an unknown key, a date that is none and a contradiction across tables come together."""
    lines = (
        "[arena]",
        "kichen = true",
        "[example]",
        "as_of = 2026-02-30",
        "[report]",
        "first = 2026-08-01",
        "last = 2026-07-31",
        "[[cars]]",
        'id = "a"',
    )
    found = faults(load_office, write("office.toml", *LEAST[:-1], 'language = "xx"', *lines))
    assert [(fault.row, fault.kind) for fault in found] == [
        (5, FaultKind.UNKNOWN_CODE),
        (6, FaultKind.MISSING_KEY),
        (7, FaultKind.UNKNOWN_KEY),
        (9, FaultKind.NO_SUCH_DATE),
        (12, FaultKind.CONTRADICTION),
        (13, FaultKind.MISSING_KEY),
    ]


def test_a_personal_number_is_refused_anywhere_in_the_file(write, faults):
    """Also in a comment, and it is not repeated."""
    found = faults(load_office, write("office.toml", *LEAST, "# ring 03851598730"))
    assert [(fault.kind, fault.row) for fault in found] == [(FaultKind.PERSONAL_NUMBER, 6)]
    assert "03851598730" not in str(found[0])


def test_a_personal_number_as_a_value_is_not_repeated_by_other_faults(write, faults):
    """The fault about the value is masked as well."""
    found = faults(load_office, write("office.toml", *LEAST, 'nav_unit = "03851598730"'))
    assert len(found) == 2
    assert "03851598730" not in "\n".join(map(str, found))


def test_lists_and_tables_in_the_wrong_place_are_faults(write, faults):
    """A county that is a list, schools that are one table, a report that is a number."""
    least = ["[office]", 'name = ["a"]', 'county = ["40"]', 'municipalities = [["4020"], {a = 1}]', "language = 1.5"]
    found = faults(load_office, write("office.toml", "schools = {id = 1}", "report = 7", "cars = [1]", *least))
    assert {fault.kind for fault in found} == {FaultKind.WRONG_TYPE}
    assert len(found) == 8


def test_a_missing_file_and_a_wrong_encoding_are_faults(write, faults, tmp_path):
    """The same as for the tables."""
    (missing,) = faults(load_office, tmp_path / "office.toml")
    assert missing.kind is FaultKind.MISSING_FILE
    (encoded,) = faults(load_office, write("office.toml", *LEAST, encoding="cp1252"))
    assert (encoded.kind, encoded.row, encoded.expected) == (FaultKind.ENCODING, 2, "utf8_text")


@given(
    name=st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Nd"]), min_size=1, max_size=60).filter(
        lambda text: text.strip()
    )
)
def test_any_name_survives(name):
    """Quotation marks, backslashes, apostrophes, æøå and á are letters like others."""
    import json  # noqa: PLC0415 - a JSON string without escapes of non-ASCII letters is a TOML string
    from pathlib import Path  # noqa: PLC0415 - function-scoped fixtures and hypothesis do not mix
    from tempfile import TemporaryDirectory  # noqa: PLC0415 - the same

    lines = [
        line if not line.startswith("name") else f"name = {json.dumps(name, ensure_ascii=False)}" for line in LEAST
    ]
    with TemporaryDirectory() as folder:
        path = Path(folder, "office.toml")
        path.write_text("\n".join(lines), encoding="utf-8")
        assert load_office(path).name == name


def test_how_to_save_a_configuration_is_not_how_to_save_a_table():
    """Excel is no editor of `office.toml`; of a table it is."""
    for lang in ("nb", "nn", "en"):
        assert "Excel" not in WORDS["expected.utf8_text"][lang]
        assert "Excel" in WORDS["expected.utf8_file"][lang]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_the_line_of_a_wrong_letter_is_the_one_an_editor_shows(write, faults, newline):
    """With the line ends of any system."""
    (fault,) = faults(load_office, write("office.toml", *LEAST, encoding="cp1252", newline=newline))
    assert (fault.kind, fault.row) == (FaultKind.ENCODING, 2)


@pytest.mark.parametrize(
    ("old", "new", "row", "found", "expected"),
    [
        ('name = "Nav Bø"', 'name = "Nav Bø', 2, 'name = "Nav Bø ▸', "toml_text_closed"),
        ('name = "Nav Bø"', "name = 'Nav Bø", 2, "name = 'Nav Bø ▸", "toml_text_closed"),
        ('name = "Nav Bø"', 'name = "Nav Bø" # \x01', 2, None, "toml_character"),
        ('name = "Nav Bø"', 'name = "Nav\x01Bø"', 2, None, "toml_character"),
        ('name = "Nav Bø"', "name = Nav Bø", 2, "name = ▸ Nav Bø", "toml_value"),
        ('name = "Nav Bø"', "name", 2, "name ▸", "toml_equals"),
        ('name = "Nav Bø"', 'name "Nav Bø"', 2, 'name ▸ "Nav Bø"', "toml_equals"),
        ('name = "Nav Bø"', 'name = "Nav" Bø', 2, 'name = "Nav" ▸ Bø', "toml_line_ends"),
        ('name = "Nav Bø"', "name = 0821", 2, "name = 0 ▸ 821", "toml_line_ends"),
        ('name = "Nav Bø"', 'name = "N"\nname = "O"', 3, 'name = "O" ▸', "toml_once"),
        ('name = "Nav Bø"', '= "Nav Bø"', 2, '▸ = "Nav Bø"', "toml_key"),
        ('name = "Nav Bø"', 'name = "C:\\Nav"', 2, None, "toml_backslash"),
        ('["4020"]', '["4020"', 5, '▸ language = "nn"', "toml_list_closed"),
        ("[office]", "[office", 1, "[office ▸", "toml_header_closed"),
        ("[office]", "office = { a = 1\n[x]", 1, "office = { a = 1 ▸", "toml_table_closed"),
        ('"nn"', '["nn"', 5, 'language = ["nn" ▸', "toml_list_closed"),
        ('"nn"', '["nn",\n"nb"\n# a note', 5, 'language = ["nn", ▸', "toml_list_closed"),
        ('county = "40"', 'county = """40', 3, 'county = """40 ▸', "toml_text_closed"),
    ],
)
def test_what_the_reader_says_of_a_broken_file_is_said_with_its_place(one_fault, old, new, row, found, expected):  # noqa: PLR0917 - a case of the table above
    """The line, the place on it, and what should stand there, in words that there are."""
    fault = one_fault(least=[part for line in LEAST for part in line.replace(old, new).split("\n")])
    assert (fault.kind, fault.row, fault.expected) == (FaultKind.SYNTAX, row, expected)
    assert found is None or fault.found == found
    assert f"expected.{expected}" in WORDS


def test_the_place_on_a_long_line_is_still_seen(one_fault):
    """A fault is one short line, and the place is on it."""
    fault = one_fault(least=[line.replace('"Nav Bø"', '"' + "a" * 100 + '" b') for line in LEAST])
    assert fault.shown == "…" + "a" * 28 + '" ▸ b'


@pytest.mark.parametrize(
    "written", ["14.03.2001", "14/03/2001", "2001/03/14", "2001-3-14", '"14.03.2001"', "14.3.2001"]
)
def test_a_date_written_in_another_way_gets_the_same_day(write, faults, written):
    """With or without quotation marks, it is a date and not a broken file."""
    (fault,) = faults(load_office, write("office.toml", *LEAST, "[example]", f"as_of = {written}"))
    assert (fault.kind, fault.field, fault.nearest) == (FaultKind.NO_SUCH_DATE, "example.as_of", "2001-03-14")
    assert fault.found == written.strip('"')


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_what_is_expected_can_be_said(lang):
    """Brackets in the words are brackets, not places for values."""
    for name, forms in WORDS.items():
        if name.startswith("expected."):
            assert forms[lang].format().count("{") == 0
