"""Answers about cases, without the rest of the main job: `assess`, `questions`, `timeline`."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tiltak.cli.console import Language, faults_to_exit_code, language_of, parse_day, progress

if TYPE_CHECKING:
    from tiltak.office import Office
    from tiltak.programme import Assessment, Youth

__all__ = ["add_to"]

Cases = Annotated[Path, typer.Argument(help="The office's cases.csv.")]
OfficeFile = Annotated[
    Path | None, typer.Option("--office", help="The office's office.toml; the one beside CASES when it is not given.")
]
On = Annotated[
    date | None, typer.Option("--on", parser=parse_day, metavar="DATE", help="The day the answers are for; today.")
]
Lang = Annotated[
    Language | None, typer.Option("--lang", help="Language of the answers and of the messages; the office's own.")
]
One = Annotated[str | None, typer.Option("--case", help="Only this case.")]
Format = Annotated[Literal["table", "json"], typer.Option("--format", help="For a person, or for a program.")]
PageFormat = Annotated[
    Literal["table", "json", "html"], typer.Option("--format", help="For a person, for a program, or as a page.")
]


def add_to(app: typer.Typer) -> None:
    """Put the commands of this module into the command line."""
    for command in (assess, explain, questions, timeline):
        app.command()(command)


def assess(
    cases: Cases, office: OfficeFile = None, on: On = None, form: PageFormat = "table", wanted: Lang = None
) -> None:
    """Say for each case what it comes to, why, and what to ask first."""
    lang = language_of(_office_file(cases, office), wanted)
    with faults_to_exit_code(lang):
        own, youths, day = _read(cases, office, on, None)
        answers = _assess(own, youths, day, lang)
        from tiltak.render import Words
        from tiltak.render import answers as shown

        if form == "json":
            text = shown.assessments_json(answers)
        elif form == "html":
            text = shown.assessments_page(answers, own, day, Words(lang))
        else:
            text = shown.assessments_text(answers, Words(lang))
        typer.echo(text, nl=False)


def explain(
    cases: Cases,
    case: Annotated[str, typer.Option("--case", help="The case to explain.")],
    office: OfficeFile = None,
    on: On = None,
    register: Annotated[Literal["adviser", "youth"], typer.Option("--for", help="Whom the text is for.")] = "adviser",
    wanted: Lang = None,
) -> None:
    """Tell one case's answers in words: what was found, from which facts, where it is written, what would change it."""
    lang = language_of(_office_file(cases, office), wanted)
    with faults_to_exit_code(lang):
        own, youths, day = _read(cases, office, on, case)
        from tiltak.render import Words, explanation

        words = Words(lang, register)
        for answer in _assess(own, youths, day, lang):
            told = (answer.back_to_school, answer.stay_at_school, *answer.right.decisions)
            typer.echo("\n\n".join(explanation(decision, words) for decision in told), nl=False)


def questions(
    cases: Cases, office: OfficeFile = None, on: On = None, form: Format = "table", wanted: Lang = None
) -> None:
    """List every open question: the first to ask first, with who can answer and why it is asked."""
    lang = language_of(_office_file(cases, office), wanted)
    with faults_to_exit_code(lang):
        own, youths, day = _read(cases, office, on, None)
        answers = _assess(own, youths, day, lang)
        from tiltak.render import Words
        from tiltak.render import answers as shown

        asked = (
            shown.questions_json(answers, youths)
            if form == "json"
            else shown.questions_text(answers, youths, Words(lang))
        )
        typer.echo(asked, nl=False)


def timeline(
    cases: Cases,
    first: Annotated[date, typer.Option("--from", parser=parse_day, metavar="DATE", help="First day.")],
    last: Annotated[date, typer.Option("--to", parser=parse_day, metavar="DATE", help="Last day, included.")],
    case: One = None,
    office: OfficeFile = None,
    form: Format = "table",
    wanted: Lang = None,
) -> None:
    """Show the periods with different answers, and what opens each: a birthday, a school year, other rules."""
    if last < first:
        raise typer.BadParameter(f"{last} is before {first}", param_hint="--to")
    lang = language_of(_office_file(cases, office), wanted)
    with faults_to_exit_code(lang):
        own, youths, _ = _read(cases, office, first, case)
        from tiltak.programme import life
        from tiltak.render import Words
        from tiltak.render import answers as shown

        lives = []
        with progress("cli.assessing", lang) as advance:
            for done, youth in enumerate(youths, start=1):
                lives.append((youth.case_id, life(youth, own.programme, first, last)))
                advance(done, len(youths))
        typer.echo(shown.life_json(lives) if form == "json" else shown.life_text(lives, Words(lang)), nl=False)


def _office_file(cases: Path, office: Path | None) -> Path:
    return office or cases.with_name("office.toml")


def _read(
    cases: Path, office: Path | None, on: date | None, only: str | None
) -> "tuple[Office, tuple[Youth, ...], date]":
    """The office and its cases, with the faults of both said together."""
    from tiltak.faults import BadInput, Fault, FaultKind
    from tiltak.office import load_office, read_cases

    faults: list[Fault] = []
    own: Office | None = None
    youths: tuple[Youth, ...] = ()
    try:
        own = load_office(_office_file(cases, office))
    except BadInput as bad:
        faults += bad.faults
    try:
        youths = read_cases(cases)
    except BadInput as bad:
        faults += bad.faults
    if own is None or faults:
        raise BadInput(faults)
    if only is not None:
        youths = tuple(youth for youth in youths if youth.case_id == only)
        if not youths:
            raise BadInput([Fault(FaultKind.UNKNOWN_CASE, cases.name, None, "--case", only)])
    return own, youths, on or own.example_as_of or date.today()  # noqa: DTZ011 - the office's own day


def _assess(own: "Office", youths: "tuple[Youth, ...]", day: date, lang: Language) -> "tuple[Assessment, ...]":
    from tiltak.programme import assess_all

    with progress("cli.assessing", lang) as advance:
        return assess_all(youths, own.programme, day, progress=advance)
