"""The pages as a reader meets them: in a browser, on a desk and on a phone."""

import html
import json
import re
import shutil
import subprocess

import pytest
from typer.testing import CliRunner

from tiltak.cli import app

pytestmark = pytest.mark.browser

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--allow-file-access-from-files",
]
WIDTHS = (1280, 390, 320)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The pages of the worked example."""
    out = tmp_path_factory.mktemp("pages") / "out"
    assert CliRunner().invoke(app, ["demo", "--out", str(out)]).exit_code == 0
    return out


def chromium(tmp_path, *words):
    """Run a fresh browser; without one on the machine the test fails and says so."""
    assert CHROMIUM, "no Chromium on this machine; .ci/run installs it"
    profile = f"--user-data-dir={tmp_path / 'profile'}"
    done = subprocess.run([CHROMIUM, *FLAGS, profile, *words], capture_output=True, text=True, check=False, timeout=180)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def one_of_each(site):
    """One page of each kind; pages of a kind share their template."""
    kinds = {}
    for page in sorted(site.rglob("*.html")):
        kinds.setdefault(re.sub(r"\d+", "", page.relative_to(site).as_posix()), page)
    return list(kinds.values())


def measure(pages, tmp_path):
    """Open pages at each width; give back what they are, how wide they got, and what they fetched."""
    frames = "".join(
        f'<iframe src="{html.escape(page.as_uri())}" data-width="{width}" style="width:{width}px"></iframe>'
        for page in pages
        for width in WIDTHS
    )
    script = """
    addEventListener("load", () => {
      const found = [...document.querySelectorAll("iframe")].map((frame) => [
        frame.src, +frame.dataset.width, frame.contentDocument.documentElement.scrollWidth,
        frame.contentWindow.performance.getEntriesByType("resource").map((entry) => entry.name)]);
      document.body.textContent = JSON.stringify(found);
    });"""
    holder = tmp_path / "holder.html"
    holder.write_text(f"<!doctype html><meta charset=utf-8><body>{frames}<script>{script}</script>", encoding="utf-8")
    words = ("--disable-web-security", "--virtual-time-budget=20000", "--dump-dom", holder.as_uri())
    dom = chromium(tmp_path, *words)
    measured = json.loads(html.unescape(re.search(r"<body>(\[.*\])</body>", dom, re.DOTALL)[1]))
    assert len(measured) == len(pages) * len(WIDTHS)
    return measured


def test_no_page_is_wider_than_the_screen(site, tmp_path):
    """At 1280, 390 and 320 pixels nothing has to be scrolled sideways but tables in their own frame."""
    measured = measure(one_of_each(site), tmp_path)
    assert not [(src.rsplit("/", 2)[1:], width, real) for src, width, real, _ in measured if real > width]


def test_no_page_fetches_anything(site, tmp_path):
    """The browser's own record of what each page loaded is empty: no style, picture, font or script from anywhere."""
    assert not [(src, fetched) for src, _, _, fetched in measure(one_of_each(site), tmp_path) if fetched]


def test_the_guards_see_a_page_that_is_too_wide_and_fetches(tmp_path):
    """The tests above could fail: a wide page, and a picture from elsewhere, are both found."""
    page = tmp_path / "bad.html"
    wide = '<!doctype html><div style="width:2000px">x</div><img src="http://elsewhere.invalid/picture.png">'
    page.write_text(wide, encoding="utf-8")
    for _, width, real, fetched in measure([page], tmp_path):
        assert real > width
        assert fetched == ["http://elsewhere.invalid/picture.png"]
