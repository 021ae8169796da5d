"""A goal that an office puts together itself, given as data: read whole, or refused with every fault at once.

    code = "KOKK_TEORI"
    name_nb = "Fellesfag og teori for kokk"
    name_nn = "Fellesfag og teori for kokk"
    name_en = "Common subjects and theory for a cook"
    all = ["NOR-YF", { one = ["MAT-1PY-RM", "MAT-1TY-RM"] }, { some = 2, of = ["SAK", "GEO", "REL"] }, "KOK3103"]

A part is an exam set, a subject code (which stands for the whole subject it is part of), or a table of `all`, of
`one`, or of `some` and `of`.
"""

import re
from collections.abc import Mapping
from datetime import date

from tiltak.faults import Fault, FaultKind, FaultList
from tiltak.study.curriculum.goals import Goal, goal_codes
from tiltak.study.curriculum.requirements import AllOf, Need, OneOf, Requirement, SomeOf, sets_in
from tiltak.study.curriculum.subjects import catalogue

__all__ = ["goal_from_data"]

_NAMES = ("name_nb", "name_nn", "name_en")
_DATES = ("valid_from", "valid_to")
_KEYS = ("all", "code", *_NAMES, "one", "of", "some", *_DATES)
_TREE = ("all", "of", "one", "some")
_CODE = re.compile(r"[A-Z][A-Z0-9_]{2,39}")
_NOTHING: Requirement = AllOf(())


def goal_from_data(data: Mapping[str, object], file: str = "office.toml", at: str = "goal") -> Goal:
    """A goal from a table of an office's file.

    Args:
        data: The table, as TOML or JSON gives it.
        file: Name of the file as the user knows it.
        at: Where in the file the table stands, for the faults.

    Raises:
        BadInput: With every fault at once: keys that are missing or unknown, subjects that do not exist or have no
            exam for private candidates, empty lists, more subjects asked for than the list holds, the same subject
            twice, a code that a shipped goal has, a last day before the first.

    >>> cook = {"code": "KOKK", "name_nb": "Kokk", "name_nn": "Kokk", "name_en": "Cook", "all": ["NOR-YF", "KOK3103"]}
    >>> goal_from_data(cook).tree
    AllOf(parts=(Need(set_id='NOR-YF'), Need(set_id='LF-KOK')))
    >>> goal_from_data({**cook, "all": ["NOR-YF", "???"]})
    Traceback (most recent call last):
    tiltak.faults.BadInput: office.toml: goal.all[1]: unknown code: found '???', expected subject_code
    """
    reader = _Reader(file)
    reader.keys(data, at)
    code = reader.text(data, "code", at)
    if code and not _CODE.fullmatch(code):
        reader.faults.add(FaultKind.WRONG_TYPE, field=f"{at}.code", found=code, expected="own_goal_code")
    elif code in goal_codes():
        reader.faults.add(FaultKind.REPEATED, field=f"{at}.code", found=code, expected="own_goal_code")
    names = tuple((name[-2:], reader.text(data, name, at)) for name in _NAMES)
    first, last = (reader.day(data, name, at) for name in _DATES)
    if first and last and last < first:
        reader.faults.add(
            FaultKind.CONTRADICTION, field=f"{at}.valid_to", found=last.isoformat(), expected=f"{first.isoformat()} –"
        )
    tree = reader.tree(data, at)
    if not reader.faults:
        reader.hours(tree, at)
    reader.faults.raise_if_any()
    return Goal(code, tree, valid_from=first, valid_to=last, names=names)


class _Reader:
    """Reads one goal and gathers what is wrong with it."""

    def __init__(self, file: str) -> None:
        self.faults = FaultList(file)

    def keys(self, data: Mapping[str, object], at: str) -> None:
        for key in sorted(data.keys() - set(_KEYS)):
            self.faults.add(FaultKind.UNKNOWN_KEY, field=f"{at}.{key}", found=key, choices=_KEYS)

    def text(self, data: Mapping[str, object], key: str, at: str) -> str:
        found = data.get(key)
        if found is None:
            self.faults.add(FaultKind.MISSING_KEY, field=f"{at}.{key}", expected="text")
        elif not isinstance(found, str):
            self.faults.add(FaultKind.WRONG_TYPE, field=f"{at}.{key}", found=str(found), expected="text")
        elif not found.strip():
            self.faults.add(FaultKind.MISSING_VALUE, field=f"{at}.{key}", expected="text")
        else:
            return found.strip()
        return ""

    def day(self, data: Mapping[str, object], key: str, at: str) -> date | None:
        found = data.get(key)
        if isinstance(found, str):
            try:
                return date.fromisoformat(found)
            except ValueError:
                pass
        elif found is None or type(found) is date:
            return found
        self.faults.add(FaultKind.NO_SUCH_DATE, field=f"{at}.{key}", found=str(found), expected="date_yyyy_mm_dd")
        return None

    def tree(self, data: Mapping[str, object], at: str) -> Requirement:
        """A table of parts: one of `all`, `one`, and `some` with `of`."""
        kinds = [key for key in ("all", "one", "some") if key in data] or (["some"] if "of" in data else [])
        if len(kinds) != 1:
            kind = FaultKind.CONTRADICTION if kinds else FaultKind.MISSING_KEY
            self.faults.add(kind, field=at, found=", ".join(kinds), expected="all, one, some")
            return _NOTHING
        if kinds == ["some"]:
            parts = self._parts(data, "of", at)
            return SomeOf(self._count(data, at, len(parts)), parts)
        if "of" in data:
            self.faults.add(FaultKind.UNKNOWN_KEY, field=f"{at}.of", found="of", choices=("all", "one", "some"))
        parts = self._parts(data, kinds[0], at)
        return AllOf(parts) if kinds == ["all"] else OneOf(parts)

    def _count(self, data: Mapping[str, object], at: str, most: int) -> int:
        found, place = data.get("some"), f"{at}.some"
        if found is None:
            self.faults.add(FaultKind.MISSING_KEY, field=place, expected="whole_number")
        elif isinstance(found, bool) or not isinstance(found, int):
            self.faults.add(FaultKind.WRONG_TYPE, field=place, found=str(found), expected="whole_number")
        elif not 1 <= found <= most and most:
            self.faults.add(FaultKind.OUT_OF_RANGE, field=place, found=str(found), expected=f"1 – {most}")
        else:
            return found
        return 1

    def _parts(self, data: Mapping[str, object], key: str, at: str) -> tuple[Requirement, ...]:
        found, place = data.get(key), f"{at}.{key}"
        if found is None:
            self.faults.add(FaultKind.MISSING_KEY, field=place, expected="list")
            return ()
        if not isinstance(found, list | tuple):
            self.faults.add(FaultKind.WRONG_TYPE, field=place, found=str(found), expected="list")
            return ()
        if not found:
            self.faults.add(FaultKind.MISSING_VALUE, field=place, expected="list")
        parts: list[Requirement] = []
        for number, one in enumerate(found):
            part = self._part(one, f"{place}[{number}]")
            if part in parts and part != _NOTHING:
                self.faults.add(FaultKind.REPEATED, field=f"{place}[{number}]", found=str(one))
            parts.append(part)
        return tuple(parts)

    def _part(self, one: object, place: str) -> Requirement:
        if isinstance(one, Mapping):
            for key in sorted(one.keys() - set(_TREE)):
                self.faults.add(FaultKind.UNKNOWN_KEY, field=f"{place}.{key}", found=str(key), choices=_TREE)
            return self.tree(one, place)
        if not isinstance(one, str):
            self.faults.add(FaultKind.WRONG_TYPE, field=place, found=str(one), expected="subject_code")
            return _NOTHING
        known = catalogue()
        if one in known.sets:
            return Need(one)
        if one not in known.subjects:
            codes = [*known.sets, *known.subjects]
            self.faults.add(FaultKind.UNKNOWN_CODE, field=place, found=one, expected="subject_code", choices=codes)
            return _NOTHING
        subject = known.subjects[one]
        if not subject.has_exam:
            instead = subject.covered_by or subject.replaced_by or ""
            self.faults.extend(
                [Fault(FaultKind.UNKNOWN_CODE, self.faults.file, None, place, one, "code_with_exam", instead)]
            )
            return _NOTHING
        return Need(known.set_with(one).id)

    def hours(self, tree: Requirement, at: str) -> None:
        """A code that two of the sets count with different hours cannot stand in one goal."""
        seen: dict[str, tuple[str, int | None]] = {}
        for set_id in sets_in(tree):
            for code, number in catalogue().code_hours_of(set_id).items():
                other, before = seen.setdefault(code, (set_id, number))
                if before != number:
                    self.faults.add(FaultKind.CONTRADICTION, field=at, found=set_id, expected=other)
