"""From `office.toml` to an `Office`, with every fault in the file said at once."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from tiltak.faults import Fault, FaultKind, FaultList, nearest
from tiltak.office.model import (
    Arena,
    Assumption,
    Car,
    Office,
    Partner,
    ReportPeriod,
    School,
    StaffMember,
    Venue,
)
from tiltak.office.personal_numbers import mask
from tiltak.office.registers import counties, municipalities
from tiltak.office.toml_file import Place, TomlFile, read_toml, shown_path
from tiltak.programme import ProgrammeParameters

__all__ = ["load_office", "read_office"]

_ASSUMPTION = "assumption"
_VALUE = "value"
_KINDS = {
    "missing": FaultKind.MISSING_KEY,
    "extra_forbidden": FaultKind.UNKNOWN_KEY,
    "unknown_code": FaultKind.UNKNOWN_CODE,
    "literal_error": FaultKind.UNKNOWN_CODE,
    "no_such_date": FaultKind.NO_SUCH_DATE,
    "contradiction": FaultKind.CONTRADICTION,
    "string_too_short": FaultKind.MISSING_VALUE,
    "too_short": FaultKind.MISSING_VALUE,
    "string_too_long": FaultKind.OUT_OF_RANGE,
    "greater_than": FaultKind.OUT_OF_RANGE,
    "greater_than_equal": FaultKind.OUT_OF_RANGE,
    "less_than_equal": FaultKind.OUT_OF_RANGE,
}
_LIMITS = {"gt": "> {}", "ge": ">= {}", "le": "<= {}", "max_length": "<= {}"}
_TYPES = {
    "string_type": "text",
    "bool_type": "true_false",
    "int_type": "whole_number",
    "int_from_float": "whole_number",
    "float_type": "number",
    "float_parsing": "number",
    "date_type": "date_yyyy_mm_dd",
    "list_type": "list",
    "model_type": "table",
}
_Across = tuple[Place, FaultKind, str, str]  # where, what is wrong, what stood there, what was expected
_LISTS_WITH_IDS = ("schools", "staff", "cars", "venues")


def load_office(path: Path) -> Office:
    """Read an office's configuration.

    Any value may be written as ``{ value = ..., assumption = "why" }`` and any table may carry ``assumption = "why"``:
    what the office had to choose without knowing. `Office.assumptions` lists them.

    Args:
        path: The `office.toml`.

    Raises:
        BadInput: With everything that is wrong in the file.
    """
    faults = FaultList(path.name)
    office = read_office(path, faults)
    faults.raise_if_any()
    if office is None:  # pragma: no cover - read_office notes a fault whenever it has no answer
        raise AssertionError(path)
    return office


def read_office(path: Path, faults: FaultList) -> Office | None:
    """Read an office's configuration; None when a fault was noted."""
    # pydantic costs more to load than everything else together, and only this needs it.
    from pydantic import ValidationError  # noqa: PLC0415 - see the line above

    from tiltak.office.document import OfficeFile  # noqa: PLC0415 - the same

    before = len(faults)
    source = read_toml(path, faults)
    if source is None:
        return None
    assumptions: list[Assumption] = []
    content = _without_assumptions(source.content, (), source, assumptions, faults)
    try:
        document = OfficeFile.model_validate(content)
    except ValidationError as error:
        for details in error.errors(include_url=False):
            _note(details, source, faults)
        document = None
    _check_across(content, source, faults)
    if document is None or len(faults) > before:
        return None
    ordered = sorted(assumptions, key=lambda assumption: (assumption.line, assumption.path))
    return _office(document.model_dump(), tuple(ordered))


def _office(read: Mapping[str, Any], assumptions: tuple[Assumption, ...]) -> Office:
    own = read["office"]
    return Office(
        name=own["name"],
        nav_unit=own["nav_unit"],
        county=own["county"],
        municipalities=tuple(own["municipalities"]),
        language=own["language"],
        services=frozenset(own["services"]),
        arena=read["arena"] and Arena(**read["arena"]),
        schools=tuple(School(**table | {"weekdays": _set(table["weekdays"])}) for table in read["schools"]),
        partners=tuple(Partner(**table | {"tracks": frozenset(table["tracks"])}) for table in read["partners"]),
        staff=tuple(StaffMember(**table) for table in read["staff"]),
        cars=tuple(Car(**table) for table in read["cars"]),
        venues=tuple(Venue(**table) for table in read["venues"]),
        programme=ProgrammeParameters(**{key: value for key, value in read["programme"].items() if value is not None}),
        report=read["report"] and ReportPeriod(**read["report"]),
        example_as_of=read["example"] and read["example"]["as_of"],
        meet_minutes_before=read["exam_day"]["meet_minutes_before"],
        assumptions=assumptions,
    )


def _set(values: list[int] | None) -> frozenset[int] | None:
    return None if values is None else frozenset(values)


def _without_assumptions(
    node: object, place: Place, source: TomlFile, found: list[Assumption], faults: FaultList
) -> Any:
    """The content as if nothing had been marked as assumed; the marks are gathered in `found`."""
    if isinstance(node, list):
        return [_without_assumptions(item, (*place, index), source, found, faults) for index, item in enumerate(node)]
    if not isinstance(node, dict):
        return node
    marked = node.keys() == {_VALUE, _ASSUMPTION}
    if _ASSUMPTION in node:
        why = node[_ASSUMPTION]
        line = source.line((*place, _ASSUMPTION))
        if not isinstance(why, str) or not why.strip():
            fault = Fault(
                FaultKind.MISSING_VALUE,
                faults.file,
                line,
                shown_path((*place, _ASSUMPTION)),
                "",
                "reason_for_assumption",
            )
            faults.extend([fault])
        else:
            found.append(Assumption(shown_path(place), _shown(node[_VALUE]) if marked else "", why, line))
    if marked:
        return _without_assumptions(node[_VALUE], place, source, found, faults)
    return {
        key: _without_assumptions(value, (*place, key), source, found, faults)
        for key, value in node.items()
        if key != _ASSUMPTION
    }


def _shown(value: object) -> str:
    return ", ".join(str(item) for item in value) if isinstance(value, list) else str(value)


def _note(details: Mapping[str, Any], source: TomlFile, faults: FaultList) -> None:
    """One of pydantic's errors as a fault of ours."""
    place: Place = tuple(details["loc"])
    context = details.get("ctx", {})
    kind = _KINDS.get(details["type"], FaultKind.WRONG_TYPE)
    expected = context.get("expected") or _TYPES.get(details["type"], "")
    near = context.get("nearest")
    found = details["input"]
    if kind in (FaultKind.MISSING_KEY, FaultKind.MISSING_VALUE):
        found = ""
    elif kind is FaultKind.UNKNOWN_KEY:
        keys = _keys_at(place[:-1])
        found, near = place[-1], nearest(str(place[-1]), keys)
        expected = "" if near else ", ".join(keys)
    elif kind is FaultKind.OUT_OF_RANGE:
        expected = " ".join(text.format(context[limit]) for limit, text in _LIMITS.items() if limit in context)
    elif details["type"] == "string_type" and isinstance(found, int | float):
        near = f'"{found}"'  # a number where text is asked for has most often lost its quotes
    shown = _shown(found) if not isinstance(found, dict) else ""
    faults.extend([Fault(kind, faults.file, source.line(place), shown_path(place), mask(shown), expected, near)])


def _keys_at(place: Place) -> list[str]:
    """The keys a table may have."""
    from tiltak.office.document import OfficeFile  # noqa: PLC0415 - pydantic, as above

    schema: dict[str, Any] = OfficeFile.model_json_schema()
    node = schema
    for step in place:
        node = node["items"] if isinstance(step, int) else node["properties"][step]
        for option in node.get("anyOf", [node]):
            if "$ref" in option:
                node = schema["$defs"][option["$ref"].rpartition("/")[2]]
    return [*node.get("properties", {}), _ASSUMPTION]


def _check_across(content: Mapping[str, Any], source: TomlFile, faults: FaultList) -> None:
    """What no single key can tell. Looks at the file as it is, so that it is said together with everything else."""
    for place, kind, found, expected in (
        *_repeated_ids(content, source, faults.file),
        *_municipalities(content, source, faults.file),
        *_report(content),
    ):
        faults.extend([Fault(kind, faults.file, source.line(place), shown_path(place), mask(found), expected)])


def _repeated_ids(content: Mapping[str, Any], source: TomlFile, file: str) -> Iterator[_Across]:
    for name in _LISTS_WITH_IDS:
        seen: dict[str, int] = {}
        tables = content.get(name)
        for index, table in enumerate(tables if isinstance(tables, list) else ()):
            own = table.get("id") if isinstance(table, dict) else None
            if isinstance(own, str):
                if own in seen:
                    yield (name, index, "id"), FaultKind.REPEATED, own, f"{file}:{seen[own]}"
                seen.setdefault(own, source.line((name, index, "id")))


def _municipalities(content: Mapping[str, Any], source: TomlFile, file: str) -> Iterator[_Across]:
    own = content.get("office")
    if not isinstance(own, dict) or not isinstance(own.get("municipalities"), list):
        return
    numbers: list[object] = own["municipalities"]
    county = own.get("county")
    for index, number in enumerate(numbers):
        place = ("office", "municipalities", index)
        known = municipalities().get(number) if isinstance(number, str) else None
        if number in numbers[:index]:
            first = source.line(("office", "municipalities", numbers.index(number)))
            yield place, FaultKind.REPEATED, str(number), f"{file}:{first}"
        elif known and isinstance(county, str) and county in counties() and known.county != county:
            yield place, FaultKind.CONTRADICTION, f"{number} ({known.name})", "municipality_in_county"


def _report(content: Mapping[str, Any]) -> Iterator[_Across]:
    report = content.get("report")
    if isinstance(report, dict):
        first, last = report.get("first"), report.get("last")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            yield ("report", "last"), FaultKind.CONTRADICTION, str(last), "not_before_first"
