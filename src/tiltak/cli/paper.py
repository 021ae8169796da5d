"""A youth's plan on paper: `wall`."""

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import typer

from tiltak.cli.console import BAD_INPUT, faults_to_exit_code, language_of, parse_day

__all__ = ["add_to"]


def add_to(app: typer.Typer) -> None:
    """Put the command of this module into the command line."""
    app.command()(wall)


def wall(
    folder: Annotated[
        Path, typer.Argument(help="The office's folder: office.toml, cases.csv, passed.csv, events.csv.")
    ],
    case: Annotated[str, typer.Option("--case", help="Whose plan.")],
    out: Annotated[Path, typer.Option("--out", help="The PDF to write. One that is there from before is replaced.")],
    on: Annotated[
        date | None,
        typer.Option("--on", parser=parse_day, metavar="DATE", help="The day the sheet is made for; today."),
    ] = None,
    wanted: Annotated[
        Literal["nb", "nn"] | None,
        typer.Option("--lang", help="Language of the sheet and of the messages; the office's own, or bokmål."),
    ] = None,
) -> None:
    """Write one youth's plan as a PDF for the wall: what to do next, exams, hours a week, days to remember."""
    if not out.parent.is_dir():
        raise typer.BadParameter(f"there is no folder {str(out.parent)!r}", param_hint="--out")
    lang: Literal["nb", "nn"] = wanted or ("nn" if language_of(folder / "office.toml", None) == "nn" else "nb")
    with faults_to_exit_code(lang):
        from tiltak import office
        from tiltak.faults import BadInput, Fault, FaultKind

        result = office.run(folder, on or office.example_day(folder) or date.today())  # noqa: DTZ011 - the office's own day
        if case not in {youth.case_id for youth in result.youths}:
            raise BadInput([Fault(FaultKind.UNKNOWN_CASE, "cases.csv", None, "--case", case)])
        from tiltak.render import text
        from tiltak.render.paper import PdfMissing, plan_pdf
        from tiltak.study import Plan

        plan = result.plans.get(case)
        if not isinstance(plan, Plan):
            typer.echo(text("paper.no_plan", lang, case=case), err=True)
            raise typer.Exit(BAD_INPUT)
        try:
            made = plan_pdf(plan, lang, case_id=case, on=result.on, awaiting=result.awaiting.get(case, ()))
        except PdfMissing:
            typer.echo(text("paper.typst_missing", lang), err=True)
            raise typer.Exit(BAD_INPUT) from None
        beside = out.with_name(f".{out.name}.part")
        beside.write_bytes(made)
        beside.replace(out)
        typer.echo(text("paper.written", lang, file=out.name))
