"""What somebody wrote wrong: one line a fault, exit code 2, no traceback, nothing written."""

import re

import pytest

ON = "2026-11-23"
LINE = re.compile(r"^(office\.toml|cases\.csv|passed\.csv|events\.csv)\b.*: ")


def edit(path, old, new, *, times=1):
    """Change a text in a file, and make sure it was there."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path.name}"
    path.write_text(text.replace(old, new, times), encoding="utf-8", newline="")


def change_cell(path, column, value, row=2):
    """Put a value into one cell of a table; rows are counted from 1 with the header."""
    lines = path.read_text(encoding="utf-8").splitlines()
    cells = lines[row - 1].split(",")
    cells[lines[0].split(",").index(column)] = value
    lines[row - 1] = ",".join(cells)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture
def refused(office, run_tiltak, tmp_path):
    """Run on the spoilt office; give back the lines, having seen that nothing else happened."""

    def run(*, lang="en"):
        out = tmp_path / "out"
        done = run_tiltak("run", office, "--out", out, "--on", ON, "--lang", lang)
        assert done.exit_code == 2, done.output
        assert "Traceback" not in done.output
        assert not out.exists()
        assert not [path for path in tmp_path.iterdir() if path.name != "office"], "something was left beside it"
        lines = done.output.splitlines()
        assert all(LINE.match(line) for line in lines), lines
        return lines

    return run


@pytest.mark.parametrize("name", ["office.toml", "cases.csv", "passed.csv", "events.csv"])
def test_a_missing_file_is_named(office, refused, name):
    """Each of the four files is asked for by name."""
    (office / name).unlink()
    (line,) = refused()
    assert line.startswith(name)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_a_wrong_encoding_is_named(office, refused, encoding):
    """A file saved the old Windows way is not read as something else."""
    path = office / "cases.csv"
    text = path.read_text(encoding="utf-8").replace("MT-001", "MT-ÅÆØ", 1)
    path.write_bytes(text.encode(encoding))
    lines = refused()
    assert any("UTF-8" in line and line.startswith("cases.csv") for line in lines)


def test_an_unknown_column_gets_the_nearest_right_one(office, refused):
    """A misspelt heading is one fault with its cure, and the column it should have been is missed."""
    edit(office / "cases.csv", "municipality", "municipalty")
    lines = refused()
    assert any("municipalty" in line and "municipality" in line for line in lines)


def test_a_misspelt_key_gets_the_nearest_right_one(office, refused):
    """A key office.toml does not know is named with its line."""
    edit(office / "office.toml", "kitchen", "kichen")
    (line,) = [line for line in refused() if "kichen" in line]
    assert re.match(r"office\.toml, line \d+, ", line)
    assert "kitchen" in line


def test_a_date_that_does_not_exist_is_named_with_row_and_field(office, refused):
    """The 30th of February is not read as another day."""
    change_cell(office / "cases.csv", "born", "2007-02-30")
    (line,) = refused()
    assert line.startswith("cases.csv, line 2, “born”")
    assert "2007-02-30" in line
    assert "2007-02-28" in line


def test_a_code_that_is_not_in_the_catalogue_gets_the_nearest_one(office, refused):
    """A subject code with two figures swapped is not looked up as nothing."""
    path = office / "passed.csv"
    change_cell(path, "code", "NOR1276")
    (line,) = refused()
    assert line.startswith("passed.csv, line 2, “code”")
    assert "NOR1276" in line
    assert "NOR1267" in line


def test_faults_in_several_files_are_said_at_once(office, refused):
    """One run is enough to see everything that is wrong."""
    change_cell(office / "cases.csv", "born", "2007-02-30")
    change_cell(office / "passed.csv", "code", "NOR1276")
    change_cell(office / "events.csv", "kind", "EKSAMENN")
    edit(office / "office.toml", "kitchen", "kichen")
    files = {re.split("[,:]", line)[0] for line in refused()}
    assert files == {"office.toml", "cases.csv", "passed.csv", "events.csv"}


def test_ten_thousand_faults_give_ten_thousand_lines(office, refused):
    """However much is wrong, each fault has its line."""
    path = office / "passed.csv"
    header = path.read_text(encoding="utf-8").splitlines()[0]
    first = path.read_text(encoding="utf-8").splitlines()[1].split(",")
    first[header.split(",").index("code")] = "ZZZ9999"
    path.write_text("\n".join([header, *[",".join(first)] * 10_000]) + "\n", encoding="utf-8")
    assert len([line for line in refused() if "ZZZ9999" in line]) == 10_000


def test_a_number_that_looks_like_a_persons_is_refused_and_not_repeated(office, refused):
    """A personal number in any cell stops the run, and the message does not spread it."""
    number = "03851598730"  # from the tax authority's own test table; its month is +80, so it is nobody's
    change_cell(office / "cases.csv", "case_id", number)
    lines = refused()
    assert lines
    assert not [line for line in lines if number in line]


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_faults_are_said_in_the_language_asked_for(office, refused, lang):
    """The three languages say the same fault differently, and all of them name the place."""
    change_cell(office / "cases.csv", "born", "2007-02-30")
    (line,) = refused(lang=lang)
    said = {"nb": "datoen finnes ikke", "nn": "datoen finst ikkje", "en": "there is no such date"}
    assert line.startswith("cases.csv, ")
    assert said[lang] in line


def test_an_earlier_run_is_left_as_it_was_when_the_next_one_fails(office, run_tiltak, tmp_path):
    """Nothing is overwritten by a run that found faults."""
    out = tmp_path / "out"
    assert run_tiltak("run", office, "--out", out, "--on", ON).exit_code == 0
    before = (out / "index.html").read_bytes()
    change_cell(office / "cases.csv", "born", "2007-02-30")
    assert run_tiltak("run", office, "--out", out, "--on", ON).exit_code == 2
    assert (out / "index.html").read_bytes() == before
