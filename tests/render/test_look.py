"""The one stylesheet and the texts of the pages: contrast in light and dark, and no text that nobody shows."""

import re
from importlib.resources import files

import pytest

from tiltak.render.words import catalogue

ROOM = files("tiltak.render")
STYLE = ROOM.joinpath("style.css").read_text(encoding="utf-8")
TEXT_ON = [
    ("ink", "page"), ("ink", "surface"), ("ink", "sunken"), ("soft", "page"), ("soft", "surface"), ("soft", "sunken"),
    ("link", "page"), ("link", "surface"), ("link", "sunken"), ("link-visited", "page"), ("link-visited", "surface"),
    ("on-band", "band"), ("focus", "focus-back"), ("yes", "yes-back"), ("ask", "ask-back"), ("no", "no-back"),
    ("pause", "pause-back"), ("bad", "bad-back"), ("ink", "yes-back"), ("ink", "ask-back"), ("ink", "no-back"),
    ("ink", "pause-back"), ("ink", "bad-back"), ("yes", "surface"), ("ask", "surface"), ("no", "surface"),
]  # fmt: skip
SHAPE_ON = [("chart", "surface"), ("line-strong", "surface"), ("focus", "focus-back"), ("yes", "surface")]


def schemes():
    """The colours of the light and of the dark page."""
    first, dark = [
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})", block))
        for block in re.findall(r":root \{([^}]*)\}", STYLE)[:2]
    ]
    return {"light": first, "dark": {**first, **dark}}


def luminance(colour):
    """Relative luminance as WCAG 2.1 defines it."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * one for one in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """The ratio of two colours."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT_ON)
def test_text_can_be_read_on_its_ground(scheme, ink, ground):
    """WCAG 2.1 AA, 1.4.3: at least 4.5 to 1."""
    colours = schemes()[scheme]
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPE_ON)
def test_shapes_that_say_something_can_be_seen(scheme, shape, ground):
    """WCAG 2.1 AA, 1.4.11: at least 3 to 1."""
    colours = schemes()[scheme]
    assert contrast(colours[shape], colours[ground]) >= 3


def test_contrast_is_reckoned_as_the_standard_does():
    """Black on white is 21 to 1, and #767676 is the lightest grey that may carry text on white."""
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") >= 4.5 > contrast("#777777", "#ffffff")


def test_the_look_serves_paper_phone_and_keyboard():
    """Dark by the reader's choice, A4 in print, focus that shows, links with a line under them, nothing fetched."""
    for part in (
        "prefers-color-scheme: dark",
        "@media print",
        "size: A4",
        ":focus-visible",
        "text-decoration: underline",
    ):
        assert part in STYLE, part
    assert not re.search(r"url\(|@import|@font-face|https?:", STYLE)


def sources():
    """All that shows texts: the modules and templates of render and cli."""
    found = []
    for room in ("tiltak.render", "tiltak.cli"):
        stack = [files(room)]
        while stack:
            for one in stack.pop().iterdir():
                if one.is_dir() and one.name != "__pycache__":
                    stack.append(one)
                elif one.name.endswith((".py", ".j2")):
                    found.append(one.read_text(encoding="utf-8"))
    return "\n".join(found)


def test_no_text_of_the_pages_is_left_over():
    """Every text of render is named in a module or template, whole or by the part before its last names."""
    shown = sources()

    def named(text_id):
        parts = text_id.split(".")
        heads = [".".join(parts[:size]) for size in range(1, len(parts))]
        return (
            re.search(rf"[\"']{re.escape(text_id)}[\"']", shown)
            or any(f"{head}.{{" in shown for head in heads)
            or any(f'"{head}"' in shown for head in heads if "." in head)
        )

    assert sorted(e.id for e in catalogue().values() if e.room == "render" and not named(e.id)) == []


def test_every_heading_of_a_table_is_used():
    """A column is asked for by its name."""
    shown = sources()
    heads = [
        e.id.removeprefix("head.") for e in catalogue().values() if e.room == "render" and e.id.startswith("head.")
    ]
    assert [head for head in heads if f'"{head}"' not in shown and f'"head.{head}"' not in shown] == []
