"""Write the page of the office's files, in every language, from what the code reads.

What is written is checked in. A test writes the pages anew and compares: when a column, a code or its words change,
run this and look at the difference before you commit it.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from babel.dates import get_day_names

from tiltak.office import CASE_COLUMNS, EVENT_COLUMNS, PASSED_COLUMNS, WEEKDAYS, adapt
from tiltak.office.document import OfficeFile
from tiltak.office.files import CASE_REQUIRED, EVENT_REQUIRED, PASSED_REQUIRED
from tiltak.outcomes import EventKind, value_rules
from tiltak.programme import RIGHTS_THAT_MAY_COUNT
from tiltak.render.rule_pages.markdown import code, plain, table
from tiltak.render.words import LANGUAGES, Language, Words
from tiltak.rules import Fact, FactKind, LeapDay
from tiltak.study import Subject, catalogue, goal, goal_codes

__all__ = ["COMMAND", "page"]

HERE = Path(__file__).parent
COMMAND = "python docs/make_file_pages.py"
_PREFIX = {
    "PartnerRole": "partner_role",
    "Right": "right",
    "Service": "service",
    "Track": "track",
    "UpperAge": "upper_age",
    "WaitingRule": "waiting_rule",
}
_KIND_WORDS = {EventKind.REFERRAL: "channel", EventKind.DECISION: "result", EventKind.REGISTRATION: "exam_form"}
_EXPECTED = {
    "county": "county_number",
    "id": "lower_case_token",
    "municipalities": "municipality_number",
    "municipality": "municipality_number",
    "nav_unit": "nav_unit_number",
    "postcode": "postcode",
}
_TYPES = {"boolean": "true_false", "integer": "whole", "number": "number", "string": "text"}


def page(lang: Language) -> str:
    """The page in one language."""
    words = Words(lang)
    lines = [f"# {words.text('file_page.title')}", "", plain(words.text("file_page.about")), ""]
    for part in (_office(words), _cases(words), _passed(words), _events(words), _goals(words), _subjects(words)):
        lines += part
    return "\n".join([*lines, "---", "", f"*{plain(words.text('file_page.generated', command=COMMAND))}*", ""])


def _codes(head: str, meanings: Iterable[tuple[str, str]], words: Words) -> list[str]:
    """A heading and a table of codes with their meaning."""
    heads = [words.text("file_page.code"), words.text("file_page.meaning")]
    return [head, "", *table(heads, [[code(one), plain(meaning)] for one, meaning in meanings])]


# ---- office.toml ----


def _office(words: Words) -> Iterator[str]:
    schema = OfficeFile.model_json_schema()
    found: dict[str, list[tuple[str, str]]] = {}
    yield from ("## office.toml", "")
    for name, many, model in _tables(schema):
        heads = [words.text(f"file_page.{one}") for one in ("key", "required", "holds")]
        rows = []
        for key, node in model["properties"].items():
            holds, meanings = _value(key, node, schema, words)
            if meanings:
                found[key] = meanings
            required = words.text("word.yes") if key in model.get("required", ()) else ""
            rows.append([code(key), required, plain(holds)])
        yield from (f"### {code(f'[[{name}]]' if many else f'[{name}]')}", "", *table(heads, rows))
    for key, meanings in found.items():
        yield from _codes(f"### {code(key)}", meanings, words)


def _tables(schema: Mapping[str, Any]) -> Iterator[tuple[str, bool, Mapping[str, Any]]]:
    """Name of each table of the file, whether there may be several, and its schema."""
    for name, node in schema["properties"].items():
        _, many, reference = _unwrapped(node)
        yield name, many, schema["$defs"][reference]


def _unwrapped(node: Mapping[str, Any]) -> tuple[Mapping[str, Any], bool, str]:
    """A value's schema without its "or nothing" and its list; whether it was a list; the name of what it refers to."""
    options = [one for one in node.get("anyOf", [node]) if one.get("type") != "null"]
    node, many = options[0], options[0].get("type") == "array"
    node = node["items"] if many else node
    return node, many, node.get("$ref", "").rpartition("/")[2]


def _value(
    key: str, node: Mapping[str, Any], schema: Mapping[str, Any], words: Words
) -> tuple[str, list[tuple[str, str]]]:
    """What a key may hold, and its codes with their meaning."""
    node, many, reference = _unwrapped(node)
    meanings: list[tuple[str, str]] = []
    if key == "weekdays":
        names = get_day_names(locale="en_GB" if words.lang == "en" else f"{words.lang}_NO")
        meanings = [(one, names[number]) for one, number in WEEKDAYS.items()]
    elif key == "leap_day":
        meanings = [(day.name, words.text(f"leap_day.{day.name}")) for day in LeapDay]
    elif key == "rights_that_count":
        meanings = [(one.value, words.text(f"right.{one.value}")) for one in sorted(RIGHTS_THAT_MAY_COUNT)]
    elif reference in _PREFIX:
        meanings = [(one, words.text(f"{_PREFIX[reference]}.{one}")) for one in schema["$defs"][reference]["enum"]]
    if key in _EXPECTED:
        holds = words.text(f"expected.{_EXPECTED[key]}")
    elif meanings:
        holds = words.text("file_page.codes")
    elif "const" in node or reference:
        holds = ", ".join([node["const"]] if "const" in node else schema["$defs"][reference]["enum"])
    else:
        holds = words.text("file_page.date" if node.get("format") == "date" else f"file_page.{_TYPES[node['type']]}")
        holds += _limits(node)
    return words.text("file_page.many", one=holds) if many else holds, meanings


def _limits(node: Mapping[str, Any]) -> str:
    signs = (("exclusiveMinimum", ">"), ("minimum", "≥"), ("maximum", "≤"))
    found = [f"{sign} {node[name]:g}" for name, sign in signs if name in node]
    return f" ({', '.join(found)})" if found else ""


# ---- cases.csv, passed.csv, events.csv ----


def _columns(
    file: str, columns: Iterable[str], required: Iterable[str], holds: Mapping[str, str], words: Words
) -> Iterator[str]:
    """The table of a file's columns; a column that is a fact has the words of the fact."""
    must = set(required)
    heads = [words.text(f"file_page.{one}") for one in ("column", "meaning", "required", "holds")]
    rows = []
    for name in columns:
        own = (f"column.{file}.{name}", f"column.{name}", f"fact.{name}")
        meaning = words.text(next(one for one in own if words.has(one)))
        yes = words.text("word.yes") if name in must else ""
        rows.append([code(name), plain(meaning), yes, plain(holds.get(name, ""))])
    yield from table(heads, rows)


def _of_fact(fact: Fact, words: Words) -> str:
    names = {FactKind.YES_NO: "yes_no", FactKind.DATE: "date", FactKind.NUMBER: "whole", FactKind.CHOICE: "codes"}
    return words.text(f"file_page.{names[fact.kind]}")


def _cases(words: Words) -> Iterator[str]:
    facts, codes, day = adapt.facts(), words.text("file_page.codes"), words.text("file_page.date")
    holds = {name: _of_fact(fact, words) for name, fact in facts.items()}
    holds |= {"channel": codes, "goal": codes, "referred_on": day, "ride_wanted": words.text("file_page.yes_no")}
    holds |= {
        "case_id": words.text("expected.case_id_token"),
        "hours_per_week": words.text("file_page.whole"),
        "municipality": words.text("expected.municipality_number"),
    }
    yield from ("## cases.csv", "", *_columns("cases", CASE_COLUMNS, CASE_REQUIRED, holds, words))
    more = [name for name in facts if name not in CASE_COLUMNS]
    yield from (f"### {words.text('file_page.more')}", "", *_columns("cases", more, (), holds, words))
    for name in (*(one for one in CASE_COLUMNS if one in facts), *more):
        choices = [(one, words.text(f"choice.{name}.{one}")) for one in facts[name].choices]
        if choices:
            yield from _codes(f"### {code(name)}", choices, words)
    channels = [(one, words.text(f"channel.{one}")) for one in adapt.CHANNELS.values]
    yield from _codes(f"### {code('channel')}", channels, words)


def _grades(codes: Iterable[str], words: Words) -> list[tuple[str, str]]:
    return [(one, words.text("grade.number" if one.isdigit() else f"grade.{one}")) for one in codes]


def _passed(words: Words) -> Iterator[str]:
    codes = words.text("file_page.codes")
    holds = {"case_id": words.text("expected.case_id_token")}
    holds |= {"code": codes, "grade": codes, "kind": codes, "passed_on": words.text("file_page.date")}
    yield from ("## passed.csv", "", *_columns("passed", PASSED_COLUMNS, PASSED_REQUIRED, holds, words))
    yield from _codes(f"### {code('grade')}", _grades(adapt.GRADES.values, words), words)
    kinds = [(one, words.text(f"passed_kind.{one}")) for one in adapt.PASSED_KINDS.values]
    yield from _codes(f"### {code('kind')} (passed.csv)", kinds, words)


def _events(words: Words) -> Iterator[str]:
    codes, day = words.text("file_page.codes"), words.text("file_page.date")
    holds = {
        "case_id": words.text("expected.case_id_token"),
        "term": words.text("expected.exam_term"),
        "venue": words.text("expected.venue_in_office"),
        "starts": words.text("expected.clock_hh_mm"),
    }
    holds |= {"kind": codes, "track": codes, "code": codes, "value": codes, "on": day, "sitting_on": day}
    yield from ("## events.csv", "", *_columns("events", EVENT_COLUMNS, EVENT_REQUIRED, holds, words))
    kinds = [(kind.value, words.text(f"event.{kind.value}")) for kind in EventKind]
    yield from _codes(f"### {code('kind')} (events.csv)", kinds, words)
    tracks = [(one, words.text(f"track.{one}")) for one in adapt.TRACKS.values]
    yield from _codes(f"### {code('track')}", tracks, words)
    for kind in EventKind:
        head = f"### {words.text('file_page.values', kind=code(kind.value))}"
        values = [(value, _meaning(kind, value, words)) for ruled, value in value_rules() if ruled is kind and value]
        if kind is EventKind.PLAN:
            yield from (head, "", plain(words.text("column.goal")), "")
        elif kind is EventKind.PRESENCE:
            yield from (head, "", plain(words.text("file_page.school_id")), "")
        elif values:
            yield from _codes(head, values, words)
            if (kind, "") in value_rules():
                yield from (plain(words.text("file_page.may_be_empty")), "")
        else:
            yield from (head, "", plain(words.text("file_page.must_be_empty")), "")


def _meaning(kind: EventKind, value: str, words: Words) -> str:
    if value.isdigit():
        return words.text("grade.number")
    own = f"{_KIND_WORDS[kind]}.{value}" if kind in _KIND_WORDS else f"event_value.{kind.value}.{value}"
    return words.text(own if words.has(own) else f"status.{value}")


# ---- goals and subjects ----


def _goals(words: Words) -> list[str]:
    """Every goal but those of a single subject, which stand with the subjects."""
    goals = [one for one in goal_codes() if goal(one).kind != "FAG"]
    return _codes(f"## {code('goal')}", [(one, _goal(one, words)) for one in goals], words)


def _goal(name: str, words: Words) -> str:
    one = goal(name)
    subjects = catalogue().subjects
    programme = words.text(f"vocational_programme.{one.about}") if one.kind == "FELLESFAG" else ""
    subject = _name(subjects[one.about], words) if one.about in subjects else ""
    meaning = words.text(f"goal.{one.kind}", programme=programme, subject=subject)
    if one.valid_to:
        meaning += ". " + words.text("file_page.ends", day=one.valid_to, instead=one.replaced_by)
    return meaning


def _name(subject: Subject, words: Words) -> str:
    return {"nb": subject.name_nb, "nn": subject.name_nn, "en": subject.name_en}[words.lang]


def _subjects(words: Words) -> list[str]:
    rows = []
    for name, subject in sorted(catalogue().subjects.items()):
        meaning, one = _name(subject, words), goal(f"FAG:{name}")
        if one.instead:
            meaning += ". " + words.text("file_page.instead", instead=one.instead.removeprefix("FAG:"))
        elif not subject.has_exam:
            meaning += ". " + words.text("file_page.no_exam")
        rows.append((name, meaning))
    return _codes(f"## {words.text('file_page.subjects')}", rows, words)


def main() -> int:
    """Write every page."""
    for lang in LANGUAGES:
        HERE.joinpath(lang, "files.md").write_text(page(lang), encoding="utf-8", newline="\n")
        print(f"docs/{lang}/files.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
