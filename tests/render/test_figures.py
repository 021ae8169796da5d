"""The figures: said in words as well, the same every time, following the page in light and dark."""

import subprocess
import sys
from xml.etree import ElementTree as ET

import pytest

from tiltak.render.figures import FiguresMissing, FunnelStep, RatePoint, funnel, pass_rate
from tiltak.render.words import LANGUAGES, Words

STEPS = [FunnelStep("Henvist", 64), FunnelStep("Har plan <nå> & da", 33), FunnelStep("Bestått", 0)]
POINTS = [RatePoint("Vår 2026", 0.86, 0.72, 0.94), RatePoint("Høst 2026", 1.0, 0.8, 1.0)]
SVG = "{http://www.w3.org/2000/svg}"
DRAWINGS = [(funnel, STEPS), (pass_rate, POINTS)]


def tree(drawing):
    """The drawing as a tree."""
    return ET.fromstring(drawing)  # noqa: S314 - drawn by the code under test


@pytest.mark.parametrize(("draw", "rows"), DRAWINGS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_figure_has_a_title_and_tells_its_numbers_in_words(draw, rows, lang):
    """Someone who listens hears the title and every row; the drawing itself is one image."""
    root = tree(draw(rows, Words(lang)))
    title, desc = root[0], root[1]
    assert (title.tag, desc.tag, root.get("role")) == (SVG + "title", SVG + "desc", "img")
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert title.text
    assert [row.label for row in rows if row.label not in desc.text] == []


@pytest.mark.parametrize(("draw", "rows"), DRAWINGS)
def test_a_figure_fetches_nothing_and_brings_no_colours_of_its_own(draw, rows):
    """No address, no style, no font; every colour is the page's own."""
    drawing = draw(rows, Words("nb")).replace("http://www.w3.org/2000/svg", "")
    assert [
        bad for bad in ("http", "<style", "@font", "font-family", "<image", "<script", "xlink") if bad in drawing
    ] == []
    root = tree(drawing)
    colours = {e.get(key) for e in root.iter() for key in ("fill", "stroke") if e.get(key)}
    assert [
        c for c in colours if c not in ("none", "currentColor", "transparent") and not c.startswith("var(--chart")
    ] == []
    assert "currentColor" in colours
    assert any(c.startswith("var(--chart,") for c in colours)


@pytest.mark.parametrize(("draw", "rows"), DRAWINGS)
def test_the_same_figure_is_the_same_bytes_in_another_process(draw, rows):
    """Neither the order of drawing nor a new start of Python changes it, and its ids are its own."""
    drawing = draw(rows, Words("nb"))
    assert draw(rows, Words("nb")) == drawing
    code = (
        "import sys; from tiltak.render.figures import *; from tiltak.render.words import Words; "
        f"sys.stdout.buffer.write({draw.__name__}({rows!r}, Words('nb')).encode())"
    )
    again = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.decode()
    assert again == drawing
    ids = [e.get("id") for e in tree(drawing).iter() if e.get("id")]
    assert len(ids) == len(set(ids))


def test_longer_bars_are_larger_numbers():
    """The widths of the bars are in the proportion of the counts, from nothing to the whole."""
    root = tree(funnel([FunnelStep("a", 60), FunnelStep("b", 30), FunnelStep("c", 0)], Words("nb")))
    bars = [e.get("d") for e in root.iter(SVG + "path") if (e.get("fill") or "").startswith("var(--chart,")]
    widths = [float(d.split("h")[1].split("v")[0]) for d in bars]
    assert widths[0] == pytest.approx(2 * widths[1])
    assert (len(widths), widths[2]) == (3, 0)


@pytest.mark.parametrize(
    "point",
    [
        RatePoint("v", 0.5, 0.6, 0.9),
        RatePoint("v", 0.5, 0.4, 0.45),
        RatePoint("v", 1.0, 0.8, 1.1),
        RatePoint("v", 0.1, -0.1, 0.3),
    ],
)
def test_an_interval_that_cannot_be_is_refused(point):
    """An estimate outside its interval, or an interval outside 0 to 1, is our fault and not drawn."""
    with pytest.raises(ValueError, match="lies in its interval"):
        pass_rate([point], Words("nb"))


@pytest.mark.parametrize("draw", [funnel, pass_rate])
def test_nothing_to_draw_is_refused(draw):
    """An empty figure would say that there is nothing, where it is only not known."""
    with pytest.raises(ValueError, match=r"at least one|no term"):
        draw([], Words("nb"))


@pytest.mark.parametrize("gone", ["altair", "vl_convert"])
def test_without_the_extra_the_caller_is_told(gone, monkeypatch):
    """Either library missing gives the error that names the extra."""
    monkeypatch.setitem(sys.modules, gone, None)
    with pytest.raises(FiguresMissing, match=r"tiltak\[figures\]"):
        funnel(STEPS, Words("nb"))
