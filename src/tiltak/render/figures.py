"""Two figures as static drawings: the way from referral to result, and passed exams by term with their intervals.

Altair describes them, vl-convert draws them; both come with the extra ``tiltak[figures]``, loaded when first used.
What comes out is cleaned so that it fits any page: no fonts or colours of its own that would not follow light and dark,
a title and a description for those who listen, sizes that do not depend on the fonts of the machine.
"""

import re
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any, Final
from xml.etree import ElementTree as ET

from attrs import frozen

from tiltak.render.words import Words

__all__ = ["FiguresMissing", "FunnelStep", "RatePoint", "funnel", "pass_rate"]

_SVG: Final = "http://www.w3.org/2000/svg"
_WIDTH: Final = 420  # narrow, so that the text is still read when a telephone shrinks it
_FONT: Final = 14
_INK, _MARK, _GRID = "#010101", "#1d6f87", "#dfe4e0"

# Colours stand for roles: the page decides what they are; the second value is for a drawing outside a page.
_ROLES: Final = {
    _INK: "currentColor",
    _MARK: f"var(--chart, {_MARK})",
    _GRID: f"var(--chart-grid, {_GRID})",
}


class FiguresMissing(ImportError):  # noqa: N818 - it names what is missing, as ModuleNotFoundError does
    """The extra ``tiltak[figures]`` is not installed."""


@frozen
class FunnelStep:
    """One step on the way and how many reached it."""

    label: str
    count: int


@frozen
class RatePoint:
    """The share that passed in one term; shares are between 0 and 1.

    Args:
        label: The term as the reader knows it.
        share: The estimate.
        low: Lower end of its interval.
        high: Upper end.
    """

    label: str
    share: float
    low: float
    high: float


def funnel(steps: Sequence[FunnelStep], words: Words) -> str:
    """The steps as bars, widest first where the numbers are so, each with its name and number above.

    Returns:
        An ``<svg>`` element to put into a page.

    Raises:
        FiguresMissing: When the extra is not installed.
        ValueError: When there is no step.
    """
    if not steps:
        raise ValueError("a funnel has at least one step")
    alt = _altair()
    rows = [{"n": step.count, "i": i, "t": f"{step.label}: {words.number(step.count)}"} for i, step in enumerate(steps)]
    base = alt.Chart(alt.Data(values=rows)).encode(
        y=alt.Y("i:O", axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    )
    top = max(step.count for step in steps) or 1
    bars = base.mark_bar(color=_MARK, height=14, yOffset=9).encode(
        x=alt.X("n:Q", axis=None, scale=alt.Scale(domain=[0, top], nice=False))
    )
    names = base.mark_text(align="left", baseline="middle", dy=-9, fontSize=_FONT, color=_INK).encode(
        x=alt.value(0), text="t:N"
    )
    chart = alt.layer(bars, names).properties(width=_WIDTH - 10, height=46 * len(steps))
    parts = [words.text("figure.funnel.part", step=step.label, count=step.count) for step in steps]
    return _drawn(
        chart,
        padding={"left": 2, "top": 4, "right": 8, "bottom": 4},
        name="funnel",
        title=words.text("figure.funnel.title"),
        desc=words.text("figure.funnel.desc", parts="; ".join(parts)),
    )


def pass_rate(points: Sequence[RatePoint], words: Words) -> str:
    """The share of each term as a point on its interval, from 0 to 100 per cent.

    Returns:
        An ``<svg>`` element to put into a page.

    Raises:
        FiguresMissing: When the extra is not installed.
        ValueError: When there is no point, or one lies outside its interval or outside 0 to 1.
    """
    if not points:
        raise ValueError("there is no term to draw")
    for point in points:
        if not 0 <= point.low <= point.share <= point.high <= 1:
            raise ValueError(f"{point.label}: a share lies in its interval, and both between 0 and 1")
    alt = _altair()
    rows = [
        {"t": f"{p.label}: {words.percent(p.share)}", "s": p.share, "l": p.low, "h": p.high, "i": i}
        for i, p in enumerate(points)
    ]
    base = alt.Chart(alt.Data(values=rows)).encode(y=alt.Y("i:O", axis=None))
    percent = "datum.value * 100 + '" + ("%" if words.lang == "en" else "\N{NO-BREAK SPACE}%") + "'"
    axis = alt.Axis(
        values=[0, 0.25, 0.5, 0.75, 1], labelExpr=percent, title=words.text("figure.rate.axis"), labelFontSize=_FONT,
        titleFontSize=_FONT, labelColor=_INK, titleColor=_INK, titleFontWeight="normal", gridColor=_GRID, domain=False,
        ticks=False, labelPadding=6,
    )  # fmt: skip
    scale = alt.Scale(domain=[0, 1], nice=False)
    rules = base.mark_rule(color=_MARK, strokeWidth=3, yOffset=8).encode(
        x=alt.X("l:Q", axis=axis, scale=scale), x2="h:Q"
    )
    dots = base.mark_point(filled=True, color=_MARK, size=110, opacity=1, yOffset=8).encode(x=alt.X("s:Q", scale=scale))
    names = base.mark_text(align="left", dy=-8, fontSize=_FONT, color=_INK).encode(x=alt.value(0), text="t:N")
    chart = alt.layer(rules, dots, names).properties(width=_WIDTH - 46, height=52 * len(points))
    parts = [
        words.text(
            "figure.rate.part",
            term=p.label,
            share=words.percent(p.share),
            low=words.percent(p.low),
            high=words.percent(p.high),
        )
        for p in points
    ]
    return _drawn(
        chart,
        padding={"left": 18, "top": 4, "right": 28, "bottom": 52},
        name="rate",
        title=words.text("figure.rate.title"),
        desc=words.text("figure.rate.desc", parts="; ".join(parts)),
    )


def _altair() -> Any:
    try:
        import_module("vl_convert")
        return import_module("altair")
    except ImportError as error:
        raise FiguresMissing("the figures need the extra tiltak[figures]") from error


def _drawn(chart: Any, *, padding: Mapping[str, int], name: str, title: str, desc: str) -> str:
    """Draw the chart and clean the drawing."""
    whole = chart.properties(padding=dict(padding), autosize=import_module("altair").AutoSizeParams(type="none"))
    spec = whole.configure_view(stroke=None).to_dict()
    version = re.search(r"v(\d+\.\d+)", spec["$schema"])
    drawing = import_module("vl_convert").vegalite_to_svg(spec, vl_version=version.group(1) if version else None)
    ET.register_namespace("", _SVG)
    root = ET.fromstring(drawing)  # noqa: S314 - the same: our own drawing
    for child in [child for child in root if child.tag == f"{{{_SVG}}}rect"]:
        root.remove(child)  # the white ground: the page has its own
    for element in root.iter():
        _clean(element, name)
    size = root.attrib["viewBox"]
    root.attrib.clear()
    root.attrib.update(
        {"viewBox": size, "role": "img", "aria-labelledby": f"{name}-title {name}-desc", "focusable": "false"}
    )
    for position, (tag, text) in enumerate((("title", title), ("desc", desc))):
        said = ET.Element(f"{{{_SVG}}}{tag}", {"id": f"{name}-{tag}"})
        said.text = text
        root.insert(position, said)
    return ET.tostring(root, encoding="unicode")


def _clean(element: ET.Element, name: str) -> None:
    """Take away what belongs to the drawing machine, and let colours and fonts follow the page."""
    for key in list(element.attrib):
        value = element.attrib[key]
        if key in ("role", "font-family", "class", "pointer-events") or key.startswith("aria-"):
            del element.attrib[key]
        elif key == "id":
            element.attrib[key] = f"{name}-{value}"
        elif "url(#" in value:
            element.attrib[key] = value.replace("url(#", f"url(#{name}-")
        elif value in _ROLES:
            element.attrib[key] = _ROLES[value]
