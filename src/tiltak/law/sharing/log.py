"""Every disclosure is logged: who told whom what, what for, on which ground and on which day. Nothing is ever changed.

A log is a chain: each entry carries the digest of all before it, so that an entry that is edited, moved or taken out
is found. Entries cut off at the end are not, unless `head` is kept somewhere else, for example in a report.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from attrs import asdict, field, frozen

from tiltak.faults import BadInput, Fault, FaultKind
from tiltak.law.sharing.grounds import BYPASSES, Bypass
from tiltak.law.sharing.partners import partner
from tiltak.law.sharing.rules import sharing_rules
from tiltak.law.sharing.share import Sharing
from tiltak.rules import Basis, Condition, Node, Verdict

__all__ = ["Disclosure", "DisclosureLog", "Duty", "disclosure", "duties"]

_START: Final = hashlib.sha256(b"tiltak disclosures 1").hexdigest()


def _texts(value: Iterable[str]) -> tuple[str, ...]:
    return tuple(value)


@frozen
class Disclosure:
    """One disclosure, as it is logged.

    Args:
        case_id: The office's own token for the youth.
        giver: Partner code of who told.
        receiver: Partner code of who was told.
        by: The office's own token for the person who told; never a name.
        categories: What was told.
        purpose: What for.
        grounds: Ids of the grounds it rested on.
        bypasses: Those among them that go before consent.
        provisions: The provisions, as they are cited.
        on: The day.
        consent_to: Last day of the consent it rested on; None when it rested on none.
        judged_by: Who weighed what the law leaves to judgement, as a code; empty when nothing was weighed.
    """

    case_id: str
    giver: str
    receiver: str
    by: str
    categories: tuple[str, ...] = field(converter=_texts)
    purpose: str
    grounds: tuple[str, ...] = field(converter=_texts)
    bypasses: tuple[str, ...] = field(converter=_texts)
    provisions: tuple[str, ...] = field(converter=_texts)
    on: date
    consent_to: date | None = None
    judged_by: str = ""


def disclosure(sharing: Sharing, *, by: str, judged_by: str = "") -> Disclosure:
    """What to log when something has been told.

    Args:
        sharing: The answer it was told under.
        by: The office's own token for the person who told.
        judged_by: Who weighed, when the answer was left to judgement and to nothing else.

    Raises:
        BadInput: When the answer was no, or still had questions, or was left to somebody else's judgement. Nothing is
            to be logged then, because nothing was to be told.
    """
    if not by.strip():
        raise BadInput(
            [Fault(FaultKind.MISSING_VALUE, "disclosure", None, "by", "", "the office's token for a person")]
        )
    weighed = sharing.verdict is Verdict.UNKNOWN and not sharing.questions and judged_by in sharing.judged_by
    if sharing.verdict is not Verdict.YES and not weighed:
        expected = "YES, or UNKNOWN that one of these weighed: " + (", ".join(sharing.judged_by) or "nobody")
        raise BadInput([Fault(FaultKind.CONTRADICTION, "disclosure", None, "verdict", sharing.verdict.name, expected)])
    days = [one.consent_to for one in sharing.categories if one.consent_to is not None]
    return Disclosure(
        case_id=sharing.case_id,
        giver=sharing.giver,
        receiver=sharing.receiver,
        by=by,
        categories=tuple(one.category.value for one in sharing.categories),
        purpose=sharing.purpose.value,
        grounds=sharing.reasons,
        bypasses=tuple(bypass.ground for bypass in sharing.bypasses),
        provisions=tuple(source.cite() for source in sharing.sources),
        on=sharing.on,
        consent_to=min(days) if days and "ground_consent" in sharing.reasons else None,
        judged_by=judged_by if weighed else "",
    )


def _record(one: Disclosure) -> dict[str, Any]:
    return asdict(one, value_serializer=lambda _, __, value: value.isoformat() if isinstance(value, date) else value)


def _link(before: str, one: Disclosure) -> str:
    text = json.dumps(_record(one), sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(f"{before}\n{text}".encode("ascii")).hexdigest()


@frozen
class DisclosureLog:
    """All disclosures, oldest entry first. Adding gives a new log; an old one is never changed.

    >>> told = Disclosure("MT-001", "PROGRAMMET", "PPT", "adviser-1", ["OPPLAERING"], "OPPFOELGING", ["ground_consent"],
    ...                   [], ["forvaltningsloven § 13 a nr. 1"], date(2026, 11, 23), date(2027, 6, 30))
    >>> log = DisclosureLog().append(told)
    >>> len(log), log.of("MT-001") == (told,), DisclosureLog.from_json(log.to_json()) == log
    (1, True, True)
    """

    entries: tuple[Disclosure, ...] = ()
    links: tuple[str, ...] = field(default=(), repr=False)

    def __attrs_post_init__(self) -> None:
        """Refuse a chain that does not hold, and say where it breaks."""
        before = _START
        for number, one in enumerate(self.entries, start=1):
            before = _link(before, one)
            found = self.links[number - 1] if number <= len(self.links) else ""
            if found != before:
                expected = "the digest of this entry and all before it"
                raise BadInput([Fault(FaultKind.CONTRADICTION, "disclosures", number, "link", found[:12], expected)])
        if len(self.links) != len(self.entries):
            raise BadInput([Fault(FaultKind.UNEVEN_ROW, "disclosures", len(self.links), "link", "", "one an entry")])

    @property
    def head(self) -> str:
        """The digest of everything: keep it elsewhere, and a log that was cut short is found, too."""
        return self.links[-1] if self.links else _START

    def append(self, one: Disclosure) -> "DisclosureLog":
        """A log with one more entry."""
        return DisclosureLog((*self.entries, one), (*self.links, _link(self.head, one)))

    def of(self, case_id: str) -> tuple[Disclosure, ...]:
        """What was told about a youth, for whoever answers the youth who asks."""
        return tuple(one for one in self.entries if one.case_id == case_id)

    def without_consent(self) -> tuple[Disclosure, ...]:
        """Those that went before consent."""
        return tuple(one for one in self.entries if one.bypasses)

    def __len__(self) -> int:
        return len(self.entries)

    def __iter__(self) -> Iterator[Disclosure]:
        return iter(self.entries)

    def to_json(self) -> str:
        """The log as JSON lines, an entry and its link a line; the same log gives the same text."""
        rows = (
            json.dumps({**_record(one), "link": link}, sort_keys=True, ensure_ascii=False)
            for one, link in zip(self.entries, self.links, strict=True)
        )
        return "".join(f"{row}\n" for row in rows)

    @classmethod
    def from_json(cls, text: str) -> "DisclosureLog":
        """Read a log back, and check its chain.

        Raises:
            BadInput: When a line is no entry, or the chain does not hold.
        """
        entries, links, faults = [], [], []
        for number, line in enumerate(text.splitlines(), start=1):
            try:
                row: Mapping[str, Any] = dict(json.loads(line))
                fields = {name: value for name, value in row.items() if name != "link"}
                for name in ("on", "consent_to"):
                    fields[name] = None if fields[name] is None else date.fromisoformat(fields[name])
                entries.append(Disclosure(**fields))
                links.append(str(row["link"]))
            except (ValueError, TypeError, KeyError):
                faults.append(Fault(FaultKind.SYNTAX, "disclosures", number, "", "", "an entry as `to_json` writes it"))
        if faults:
            raise BadInput(faults)
        return cls(tuple(entries), tuple(links))


@frozen
class Duty:
    """A ground that goes before consent, as a giver has it on a day.

    Args:
        bypass: Which, and whether it must or may be told.
        sources: Where it is written.
    """

    bypass: Bypass
    sources: tuple[Basis, ...]

    @property
    def id(self) -> str:
        """Id of the ground."""
        return self.bypass.ground


def duties(giver: str, on: date) -> tuple[Duty, ...]:
    """What goes before consent for a giver on a day, in the order of the rules: duties, and what may be told in danger.

    Args:
        giver: Partner code.
        on: The day.

    Raises:
        OutsideDates: Before the first day for which the giver's rules were read.

    >>> [(one.id, one.bypass.duty) for one in duties("PROGRAMMET", date(2021, 6, 30))]
    [('ground_serious_danger', False), ('ground_child_welfare', True), ('ground_avert_offence', True)]
    >>> [one.id for one in duties("PROGRAMMET", date(2021, 7, 1))]
    ['ground_child_welfare', 'ground_avert_offence', 'ground_life_and_health']
    """
    tree = sharing_rules()[partner(giver).rules].on(on).tree
    return tuple(
        Duty(BYPASSES[node.id], tuple(dict.fromkeys(basis for leaf in _leaves(node) for basis in leaf.bases)))
        for node in _walk(tree)
        if node.id is not None and node.id in BYPASSES
    )


def _walk(node: Node) -> Iterator[Node]:
    yield node
    if not isinstance(node, Condition):
        for child in node.children:
            yield from _walk(child)


def _leaves(node: Node) -> Iterator[Condition]:
    return (found for found in _walk(node) if isinstance(found, Condition))
