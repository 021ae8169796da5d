"""`tiltak demo` and `tiltak run`: the main job, from four files to a folder of pages."""

import hashlib
import re
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import pytest

ON = "2026-11-23"


class Links(HTMLParser):
    """Gathers what a page points at and what can be pointed at in it."""

    def __init__(self):
        super().__init__()
        self.hrefs, self.fetched, self.ids = [], [], set()

    def handle_starttag(self, tag, attributes):
        """Note what the tag points at."""
        values = dict(attributes)
        if "id" in values:
            self.ids.add(values["id"])
        if tag == "a" and "href" in values:
            self.hrefs.append(values["href"])
        elif tag in {"link", "script", "img", "iframe", "source", "object", "embed"}:
            self.fetched += [values[name] for name in ("href", "src", "data", "srcset") if values.get(name)]


def links_of(page):
    """What one page points at."""
    parser = Links()
    parser.feed(page.read_text(encoding="utf-8"))
    return parser


def digests(folder):
    """Every file of a folder by name, with a digest of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The pages of the worked example, written once."""
    from typer.testing import CliRunner  # noqa: PLC0415 - the module's other tests use the fixture of conftest

    from tiltak.cli import app  # noqa: PLC0415 - as above

    out = tmp_path_factory.mktemp("demo") / "out"
    done = CliRunner().invoke(app, ["demo", "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert str(out / "index.html") in done.output.replace("\n", "")
    return out


def test_the_demo_writes_an_index_a_calendar_a_workbook_and_a_report(site):
    """What the main job promises is there."""
    names = set(digests(site))
    assert "index.html" in names
    assert any(name.endswith(".ics") for name in names)
    assert any(name.endswith(".xlsx") for name in names)
    assert sum(name.endswith(".html") for name in names) > 60


def test_every_link_works_and_every_anchor_is_there(site):
    """A reader who follows any link inside the folder finds what it promises."""
    parsed = {page: links_of(page) for page in site.rglob("*.html")}
    for page, links in parsed.items():
        for href in links.hrefs:
            parts = urlsplit(href)
            if parts.scheme in {"http", "https", "mailto"}:
                continue
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            assert target.is_file(), f"{page.name}: {href}"
            if parts.fragment:
                assert unquote(parts.fragment) in parsed[target].ids, f"{page.name}: {href}"


def test_every_page_can_be_reached_from_the_index(site):
    """No page is written that nobody can find."""
    seen, waiting = set(), [site / "index.html"]
    while waiting:
        page = waiting.pop().resolve()
        if page in seen:
            continue
        seen.add(page)
        if page.suffix == ".html":
            for href in links_of(page).hrefs:
                parts = urlsplit(href)
                if not parts.scheme and parts.path:
                    waiting.append(page.parent / unquote(parts.path))
    lost = {path.name for path in site.rglob("*") if path.is_file() and path.suffix in {".html", ".ics", ".xlsx"}}
    assert not lost - {path.name for path in seen}


def test_a_page_fetches_nothing(site):
    """Pages are self-contained: no style, script, picture or font comes from elsewhere."""
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert not [src for src in links_of(page).fetched if not src.startswith("data:")], page.name
        assert not re.findall(r"@import|url\((?!['\"]?(?:data:|#))", text), page.name


def test_the_same_input_gives_the_same_bytes(site, run_tiltak, tmp_path):
    """A second run, in another place, writes every file the same."""
    assert run_tiltak("demo", "--out", tmp_path / "again").exit_code == 0
    assert digests(tmp_path / "again") == digests(site)


def test_writing_over_an_earlier_run_is_allowed_and_leaves_nothing_old(site, run_tiltak, tmp_path):
    """A folder the command made itself may be made anew."""
    out = tmp_path / "out"
    assert run_tiltak("demo", "--out", out, "--lang", "en").exit_code == 0
    assert run_tiltak("demo", "--out", out).exit_code == 0
    assert digests(out) == digests(site)


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_the_pages_say_which_language_they_are_in(run_tiltak, tmp_path, lang):
    """`--lang` decides the language of the pages."""
    out = tmp_path / "out"
    assert run_tiltak("demo", "--out", out, "--lang", lang).exit_code == 0
    assert f'<html lang="{lang}"' in (out / "index.html").read_text(encoding="utf-8")


def test_without_lang_the_pages_are_in_the_offices_own_language(office, run_tiltak, tmp_path):
    """An office that writes nynorsk gets nynorsk, in its pages and in what the command says."""
    path = office / "office.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('value = "nb"', 'value = "nn"'), encoding="utf-8")
    done = run_tiltak("run", office, "--out", tmp_path / "out", "--on", ON)
    assert "unge er vurderte" in done.output
    assert '<html lang="nn"' in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")


def test_what_is_dated_after_the_day_is_not_counted_and_not_lost(office, run_tiltak, tmp_path):
    """A grade dated next year is no pass today, and the front page says that it was left out."""
    with (office / "passed.csv").open("a", encoding="utf-8") as file:
        file.write("MT-002,MAT1019,5,2027-06-18\n")
    assert run_tiltak("run", office, "--out", tmp_path / "out", "--on", ON).exit_code == 0
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "MT-002: MAT1019, datert 18. juni 2027, er ikke regnet som bestått." in page.replace(
        "\N{NO-BREAK SPACE}", " "
    )


def test_an_offices_own_folder_gives_the_same_as_the_example(site, office, run_tiltak, tmp_path):
    """`tiltak run` on the example's files is the demo."""
    out = tmp_path / "own"
    assert run_tiltak("run", office, "--out", out, "--on", ON).exit_code == 0
    assert digests(out) == digests(site)


def test_another_day_gives_other_answers(office, run_tiltak, tmp_path):
    """The day is an argument, and it matters."""
    for day in (ON, "2027-02-02"):
        assert run_tiltak("run", office, "--out", tmp_path / day, "--on", day).exit_code == 0
    assert digests(tmp_path / ON) != digests(tmp_path / "2027-02-02")


def test_a_folder_with_other_files_in_it_is_refused_and_left_alone(run_tiltak, tmp_path):
    """Somebody's own folder is never written into."""
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    done = run_tiltak("demo", "--out", tmp_path)
    assert done.exit_code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_day_that_is_none_is_refused_in_one_line(run_tiltak, tmp_path):
    """`--on` wants a date, and says how to write one."""
    done = run_tiltak("demo", "--out", tmp_path / "out", "--on", "2026-02-30")
    assert done.exit_code == 2
    assert "YYYY-MM-DD" in done.output
    assert not (tmp_path / "out").exists()
