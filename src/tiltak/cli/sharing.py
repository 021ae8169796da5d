"""What may be told to whom, and who in the schools to talk to: `share` and `signals`."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from tiltak.cli.console import BAD_INPUT, Language, faults_to_exit_code, language_of, parse_day, progress

if TYPE_CHECKING:
    from tiltak.faults import FaultList
    from tiltak.law.sharing import SharingConsent
    from tiltak.office import Office
    from tiltak.office.school_files import Pupil
    from tiltak.rules import Knowledge
    from tiltak.school import FlaggedIf

__all__ = ["add_to"]

OfficeFile = Annotated[
    Path | None, typer.Option("--office", help="The office's office.toml; the one beside the file when it is there.")
]
On = Annotated[
    date | None, typer.Option("--on", parser=parse_day, metavar="DATE", help="The day the answers are for; today.")
]
Lang = Annotated[
    Language | None, typer.Option("--lang", help="Language of the answers and of the messages; the office's own.")
]
PageFormat = Annotated[
    Literal["table", "json", "html"], typer.Option("--format", help="For a person, for a program, or as a page.")
]


def add_to(app: typer.Typer) -> None:
    """Put the commands of this module into the command line."""
    app.command()(share)
    app.command()(signals)


def share(
    giver: Annotated[str, typer.Option("--from", metavar="GIVER", help="Code of the partner who tells.")],
    receiver: Annotated[str, typer.Option("--to", metavar="RECEIVER", help="Code of the partner who is told.")],
    category: Annotated[list[str], typer.Option("--category", help="What is told; may be given several times.")],
    purpose: Annotated[str, typer.Option("--purpose", help="What it is to be used for.")],
    fact: Annotated[
        list[str] | None,
        typer.Option("--fact", metavar="NAME=ja|nei|ukjent", help="What is vouched for; `born` takes a date."),
    ] = None,
    consents: Annotated[Path | None, typer.Option("--consents", help="The office's consents.csv.")] = None,
    case: Annotated[str, typer.Option("--case", help="The case; needed with --consents.")] = "",
    *,
    only: Annotated[
        bool, typer.Option("--no-other-ground", help="No other ground than those named: what is not said is a no.")
    ] = False,
    office: OfficeFile = None,
    on: On = None,
    form: PageFormat = "table",
    wanted: Lang = None,
) -> None:
    """Say whether this may be told to them: yes, no or not known yet, why, and what would change it."""
    if consents is not None and not case:
        raise typer.BadParameter("--consents needs the case", param_hint="--case")
    office_file = _office_file(consents, office)
    lang = _language(office_file, wanted)
    with faults_to_exit_code(lang):
        from tiltak.faults import FaultList
        from tiltak.law.sharing import SHARING_AGE, SharingBasis, may_share
        from tiltak.render import Words
        from tiltak.render import sharing as shown
        from tiltak.render.rule_pages.terminal import outside
        from tiltak.rules import Knowledge, OutsideDates

        faults = FaultList("tiltak share")
        facts = _facts(fact or (), faults)
        _check_codes(giver, receiver, category, purpose, faults)
        _check_case(case, faults)
        found, own = _read(consents, case, office_file, faults)
        faults.raise_if_any()
        if only:
            basis = SharingBasis.only(case, *(() if isinstance(found, Knowledge) else found), **facts)
        else:
            basis = SharingBasis(case, found, facts)
        day = _day(on, own)
        try:
            age = SHARING_AGE if own is None else own.programme.sharing_age
            told = may_share(giver, receiver, category, purpose, basis, on=day, sharing_age=age)
        except OutsideDates as error:
            typer.echo(outside(error, Words(lang)), err=True)
            raise typer.Exit(BAD_INPUT) from None
        if form == "json":
            text = shown.share_json(told)
        elif form == "html":
            text = shown.share_page(told, own, Words(lang))
        else:
            text = shown.share_text(told, Words(lang))
        typer.echo(text, nl=False)


def signals(
    pupils: Annotated[Path, typer.Argument(help="The office's pupils.csv.")],
    limit: Annotated[
        str, typer.Option("--limit", metavar="NAME=VALUE", help="How many would be flagged at this limit, too.")
    ] = "",
    office: OfficeFile = None,
    on: On = None,
    form: PageFormat = "table",
    wanted: Lang = None,
) -> None:
    """Say which signals are raised, on what, who saw it, what to do first and by whom. Nobody is ranked."""
    office_file = _office_file(pupils, office)
    lang = _language(office_file, wanted)
    with faults_to_exit_code(lang):
        from tiltak.faults import BadInput, FaultList
        from tiltak.office.school_files import Pupil, read_pupils
        from tiltak.render import Words
        from tiltak.render import sharing as shown
        from tiltak.school import observe

        faults = FaultList("tiltak signals")
        _, own = _read(None, "", office_file, faults)
        day = _day(on, own)
        name, value = _limit(limit, faults)
        rows: tuple[Pupil, ...] = ()
        try:
            rows = read_pupils(pupils, day)
        except BadInput as bad:
            faults.extend(bad.faults)
        faults.raise_if_any()
        seen = []
        with progress("cli.assessing", lang) as advance:
            for done, one in enumerate(rows, start=1):
                seen.append(observe(one.case, day, sightings=one.sightings))
                advance(done, len(rows))
        counts = _flagged_if(rows, day, name, value) if name else ()
        if form == "json":
            text = shown.signals_json(seen, day, limit=name, counts=counts)
        elif form == "html":
            text = shown.signals_page(seen, day, own, Words(lang), limit=name, counts=counts)
        else:
            text = shown.signals_text(seen, day, Words(lang), limit=name, counts=counts)
        typer.echo(text, nl=False)


def _limit(text: str, faults: "FaultList") -> tuple[str, float]:
    """The limit to move and where to, checked; an empty name when none is to be moved."""
    from tiltak.faults import BadInput, FaultKind
    from tiltak.school import MOVABLE, SignalParameters

    if not text:
        return "", 0
    name, _, written = text.partition("=")
    if name not in MOVABLE:
        faults.add(FaultKind.UNKNOWN_CODE, field="--limit", found=name, choices=MOVABLE)
        return "", 0
    try:
        number = float(written.replace(",", "."))
        value = int(number) if number.is_integer() else number
        moved: dict[str, Any] = {name: value}
        SignalParameters(**moved)
    except BadInput as bad:
        faults.extend(bad.faults)
        return "", 0
    except ValueError:
        faults.add(FaultKind.WRONG_TYPE, field="--limit", found=written, expected="number")
        return "", 0
    return name, value


def _flagged_if(rows: "tuple[Pupil, ...]", on: date, name: str, value: float) -> "tuple[FlaggedIf, ...]":
    """How many are flagged at today's limit, and at the one asked about."""
    from tiltak.faults import BadInput, Fault, FaultKind
    from tiltak.rules import FactKind, Knowledge
    from tiltak.school import SIGNAL_FACTS, SignalParameters, flagged_if

    try:
        import polars as pl
    except ImportError:
        missing = Fault(FaultKind.MISSING_VALUE, "tiltak signals", None, "--limit", "", "columns_extra")
        raise BadInput([missing]) from None
    kinds = {FactKind.NUMBER: pl.Float64(), FactKind.YES_NO: pl.Boolean(), FactKind.CHOICE: pl.String()}
    # In a column both kinds of not knowing are empty: they count alike.
    columns = {
        fact: pl.Series(
            fact,
            [None if isinstance(one.case.get(fact), Knowledge) else one.case.get(fact) for one in rows],
            dtype=kinds[its.kind],
        )
        for fact, its in SIGNAL_FACTS.items()
    }
    today = getattr(SignalParameters(), name)
    return flagged_if(pl.DataFrame(columns), on, name, list(dict.fromkeys((today, value))))


def _office_file(beside: Path | None, office: Path | None) -> Path | None:
    """The office's file: the one named, else the one beside the other file when there is one."""
    if office is not None or beside is None:
        return office
    near = beside.with_name("office.toml")
    return near if near.is_file() else None


def _language(office_file: Path | None, wanted: Language | None) -> Language:
    return wanted or "nb" if office_file is None else language_of(office_file, wanted)


def _read(
    consents: Path | None, case: str, office_file: Path | None, faults: "FaultList"
) -> "tuple[tuple[SharingConsent, ...] | Knowledge, Office | None]":
    """The consents of the case, or that nobody has looked; and the office, when there is one."""
    from tiltak.faults import BadInput
    from tiltak.office import load_office
    from tiltak.office.consent_files import read_consents
    from tiltak.rules import NOT_STATED

    found: tuple[SharingConsent, ...] | Knowledge = NOT_STATED
    own: Office | None = None
    try:
        if consents is not None:
            found = tuple(one for one in read_consents(consents) if one.case_id == case)
    except BadInput as bad:
        faults.extend(bad.faults)
    try:
        own = None if office_file is None else load_office(office_file)
    except BadInput as bad:
        faults.extend(bad.faults)
    return found, own


def _day(on: date | None, own: "Office | None") -> date:
    return on or (own.example_as_of if own else None) or date.today()  # noqa: DTZ011 - the office's own day


def _check_codes(giver: str, receiver: str, categories: Sequence[str], purpose: str, faults: "FaultList") -> None:
    """Note every code that is none, with the nearest right one."""
    from tiltak.faults import Fault, FaultKind, nearest
    from tiltak.law.sharing import Category, Purpose, partners

    known = list(partners())
    givers = [code for code, one in partners().items() if one.rules]
    asked: list[tuple[str, str, Sequence[str]]] = [("--from", giver, givers), ("--to", receiver, known)]
    asked.append(("--purpose", purpose, list(Purpose)))
    asked += [("--category", one, list(Category)) for one in categories]
    for option, text, choices in asked:
        code = text.partition(":")[0] if option in {"--from", "--to"} else text
        if code not in choices:
            expected, near = ", ".join(choices), nearest(code, choices)
            faults.extend([Fault(FaultKind.UNKNOWN_CODE, faults.file, None, option, text, expected, near)])


def _check_case(case: str, faults: "FaultList") -> None:
    """Refuse a personal number where the office's own token belongs, without saying it again."""
    from tiltak.faults import FaultKind
    from tiltak.office.personal_numbers import MASK, looks_like_one

    if looks_like_one(case):
        faults.add(FaultKind.PERSONAL_NUMBER, field="--case", found=MASK)


def _facts(said: Sequence[str], faults: "FaultList") -> dict[str, object]:
    """What is vouched for, by name."""
    from tiltak.faults import Fault, FaultKind, nearest
    from tiltak.law.sharing import SHARING_FACTS
    from tiltak.rules import NOT_KNOWN, FactKind

    # What the question itself says is no choice of the one who asks it.
    names = [name for name, fact in SHARING_FACTS.items() if fact.kind is not FactKind.CHOICE]
    names.remove("consent_covers")
    values: dict[str, object] = {"ja": True, "nei": False, "ukjent": NOT_KNOWN}
    found: dict[str, object] = {}
    for one in said:
        name, _, value = one.partition("=")
        if name not in names:
            fault = Fault(
                FaultKind.UNKNOWN_KEY, faults.file, None, "--fact", name, ", ".join(names), nearest(name, names)
            )
            faults.extend([fault])
        elif name in found:
            faults.add(FaultKind.REPEATED, field=f"--fact {name}", found=value)
        elif value == "ukjent" or SHARING_FACTS[name].kind is FactKind.YES_NO:
            if value in values:
                found[name] = values[value]
            else:
                faults.add(FaultKind.WRONG_TYPE, field=f"--fact {name}", found=value, choices=values)
        else:
            try:
                found[name] = date.fromisoformat(value)
            except ValueError:
                faults.add(FaultKind.NO_SUCH_DATE, field=f"--fact {name}", found=value, expected="date_yyyy_mm_dd")
    return found
