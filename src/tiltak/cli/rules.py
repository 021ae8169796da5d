"""`tiltak rules`: what the library answers by, in a terminal: list, show, mermaid."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from tiltak.cli.console import BAD_INPUT, Language, faults_to_exit_code, parse_day

if TYPE_CHECKING:
    from tiltak.render.rule_pages.registry import Registered

__all__ = ["rules_app"]

rules_app = typer.Typer(
    name="rules",
    help="The rules the answers rest on: list them, show one with its sources, or draw one.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

RuleSetId = Annotated[str, typer.Argument(metavar="ID", help="Id of a rule set, as `tiltak rules list` shows it.")]
On = Annotated[
    date | None, typer.Option("--on", parser=parse_day, metavar="DATE", help="The day the rules are shown for; today.")
]
Lang = Annotated[Language, typer.Option("--lang", help="Language of the words.")]


@rules_app.command("list")
def list_rules(lang: Lang = "nb") -> None:
    """List every rule set: its id, its name, and the days it covers."""
    from tiltak.render import Words
    from tiltak.render.rule_pages import rules_list

    typer.echo(rules_list(Words(lang)))


@rules_app.command()
def show(rule_set: RuleSetId, on: On = None, lang: Lang = "nb") -> None:
    """Show the rules of a day: the tree, what each condition takes, the sources, and what is left open."""
    from tiltak.render import Words
    from tiltak.render.rule_pages import rule_text
    from tiltak.render.rule_pages.terminal import outside
    from tiltak.rules import OutsideDates

    words = Words(lang)
    try:
        typer.echo(rule_text(_found(rule_set, lang), _day(on), words))
    except OutsideDates as error:
        typer.echo(outside(error, words), err=True)
        raise typer.Exit(BAD_INPUT) from None


@rules_app.command()
def mermaid(rule_set: RuleSetId, on: On = None, lang: Lang = "nb") -> None:
    """Print the tree of a day as Mermaid text, for a program that draws it."""
    from tiltak.render import Words
    from tiltak.render.rule_pages import mermaid_text
    from tiltak.render.rule_pages.terminal import outside
    from tiltak.rules import OutsideDates

    words = Words(lang)
    try:
        typer.echo(mermaid_text(_found(rule_set, lang).versions.on(_day(on)), words), nl=False)
    except OutsideDates as error:
        typer.echo(outside(error, words), err=True)
        raise typer.Exit(BAD_INPUT) from None


def _day(on: date | None) -> date:
    return on or date.today()  # noqa: DTZ011 - the user's own day


def _found(rule_set: str, lang: Language) -> "Registered":
    """The rule set of that id; an unknown one is a fault that names the nearest."""
    from tiltak.faults import BadInput, Fault, FaultKind, nearest
    from tiltak.render.rule_pages.registry import registered

    by_id = {one.id: one for one in registered()}
    with faults_to_exit_code(lang):
        if rule_set not in by_id:
            near = nearest(rule_set, by_id)
            raise BadInput([Fault(FaultKind.UNKNOWN_CODE, "tiltak rules", None, "ID", rule_set, "", near)])
    return by_id[rule_set]
