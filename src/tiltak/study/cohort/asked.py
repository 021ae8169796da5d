"""What is wrong with what a cohort is asked to be planned from: every fault at once, before anything is searched."""

from collections import Counter
from collections.abc import Sequence

from tiltak.faults import Fault, FaultKind, FaultList
from tiltak.rules import OutsideDates
from tiltak.study.cohort.cases import Terms
from tiltak.study.cohort.model import Fairness, Member, Resource, ResourceKind
from tiltak.study.curriculum.goals import goal
from tiltak.study.curriculum.subjects import UnknownCode, catalogue
from tiltak.study.curriculum.terms import county, open_terms, term

__all__ = ["check"]


def check(members: Sequence[Member], resources: Sequence[Resource], fairness: Fairness, terms: Terms) -> None:
    """Refuse what cannot be planned from.

    Args:
        members: The youths; a row in a fault is a place in this sequence, counted from 1.
        resources: What they share; a row is a place in this sequence.
        fairness: The rule, which may ask something of every youth.
        terms: What plans are made with.

    Raises:
        BadInput: With every fault.
    """
    found = FaultList("members")
    _members(members, fairness, found)
    _resources(resources, found)
    if not len(found):
        _fees(members, resources, terms, found)
    found.raise_if_any()


def _members(members: Sequence[Member], fairness: Fairness, found: FaultList) -> None:
    times = Counter(one.case_id for one in members)
    for row, one in enumerate(members, 1):
        if times[one.case_id] > 1:
            found.add(FaultKind.REPEATED, row=row, field="case_id", found=one.case_id)
        if fairness is Fairness.WAITED_LONGEST and one.waited_since is None:
            found.add(FaultKind.MISSING_VALUE, row=row, field="waited_since", expected="YYYY-MM-DD")
        others = sorted({line.case_id for line in one.passed} - {one.case_id})
        for other in others:
            found.add(FaultKind.CONTRADICTION, row=row, field="passed", found=other, expected=one.case_id)
        try:
            county(one.county)
        except UnknownCode:
            found.add(FaultKind.UNKNOWN_CODE, row=row, field="county", found=one.county)
        try:
            _ = goal(one.goal) if isinstance(one.goal, str) else one.goal
        except UnknownCode as error:
            near = error.nearest
            found.extend([Fault(FaultKind.UNKNOWN_CODE, found.file, row, "goal", str(one.goal), "", near)])


def _resources(resources: Sequence[Resource], found: FaultList) -> None:
    times = Counter(one.id for one in resources)
    for row, one in enumerate(resources, 1):
        faults: list[tuple[FaultKind, str, str, str, str | None]] = []
        if times[one.id] > 1:
            faults.append((FaultKind.REPEATED, "id", one.id, "", None))
        if one.amount < 0:
            faults.append((FaultKind.OUT_OF_RANGE, "amount", str(one.amount), "0 or more", None))
        if one.use is not None and one.use < 1:
            faults.append((FaultKind.OUT_OF_RANGE, "use", str(one.use), "1 or more", None))
        unknown = [code for code in one.codes if code not in catalogue().subjects]
        faults += [(FaultKind.UNKNOWN_CODE, "codes", code, "", catalogue().nearest(code)) for code in unknown]
        for name in one.terms:
            try:
                term(name)
            except UnknownCode:
                faults.append((FaultKind.UNKNOWN_CODE, "terms", name, "V2027, H2027 …", None))
        found.extend(
            Fault(kind, "resources", row, field, there, expected, near) for kind, field, there, expected, near in faults
        )


def _fees(members: Sequence[Member], resources: Sequence[Resource], terms: Terms, found: FaultList) -> None:
    """A budget needs a fee for every term it may be used in; where no rate covers one, the office states it."""
    for row, one in enumerate(resources, 1):
        if one.kind is not ResourceKind.EXAM_FEES or one.use is not None:
            continue
        unknown = set()
        for no in sorted({member.county for member in members}):
            here = county(no)
            for name in open_terms(terms.on, int(terms.number("terms_ahead")), within=here):
                if one.terms and name not in one.terms:
                    continue
                try:
                    terms.fee(here.registration(name).first, False)  # noqa: FBT003 - the signature of the law room
                except OutsideDates:
                    unknown.add(name)
        found.extend(
            Fault(FaultKind.MISSING_VALUE, "resources", row, "use", name, "NOK an exam") for name in sorted(unknown)
        )
