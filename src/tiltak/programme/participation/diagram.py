"""The table as people read it: a Mermaid state diagram and a Markdown table, both made from the table alone."""

from collections.abc import Callable, Iterator

from tiltak.programme.participation.codes import Machine
from tiltak.programme.participation.table import Transition, states, transitions

__all__ = ["END", "START", "diagram", "generated_part", "with_generated_part"]

START, END = "<!-- made from the table: start -->", "<!-- made from the table: end -->"
_HEADS = ("Change", "From", "To", "Who", "Must hold", "Must be recorded", "Reasons", "Rests on")


def diagram(machine: Machine) -> str:
    """The states and changes of a machine as Mermaid text.

    Arrows between the same two states are one, and what leads to the sink from nearly everywhere is a note.

    >>> print(diagram(Machine.EXAM).splitlines()[1])
        [*] --> REGISTERED : REGISTER
    """
    arrows: dict[tuple[str, str], list[str]] = {}
    notes = []
    for change in transitions(machine).values():
        if states(machine)[change.target].group == "SINK":
            notes.append(_sink_note(change))
            continue
        for origin in change.origins:
            arrows.setdefault((origin or "[*]", change.target), []).append(change.code)
    lines = [f"    {origin} --> {target} : {' / '.join(codes)}" for (origin, target), codes in arrows.items()]
    return "\n".join(["stateDiagram-v2", *lines, *notes]) + "\n"


def _sink_note(change: Transition) -> str:
    others = [code for code in states(change.machine) if code not in {*change.origins, change.target}]
    but = f" but {', '.join(others)}" if others else ""
    return f"    note right of {change.target} : {change.code} from every state{but}"


def generated_part(words: Callable[[str], str]) -> str:
    """The diagrams and tables of all three machines, in English Markdown, between two marks.

    Args:
        words: From an id of this room to its words.
    """
    lines = [START, ""]
    for machine in Machine:
        lines += [f"### {words(f'participation.machine.{machine.value}')}", "", "```mermaid"]
        lines += [diagram(machine).rstrip("\n"), "```", "", "| State | Meaning |", "|---|---|"]
        prefix = f"participation.state.{machine.value}"
        lines += [f"| `{code}` | {words(f'{prefix}.{code}')} |" for code in states(machine)]
        lines += ["", f"| {' | '.join(_HEADS)} |", "|" + "---|" * len(_HEADS)]
        lines += [f"| {' | '.join(_cells(change, words))} |" for change in transitions(machine).values()]
        lines.append("")
    return "\n".join([*lines, END])


def _cells(change: Transition, words: Callable[[str], str]) -> Iterator[str]:
    yield f"`{change.code}`: {words(f'participation.change.{change.machine.value}.{change.code}')}"
    yield ", ".join(f"`{code}`" if code else "the beginning" for code in change.origins)
    yield f"`{change.target}`"
    yield ", ".join(words(f"participation.actor.{actor.value}") for actor in change.by)
    yield "; ".join(words(f"expected.guard.{guard}") for guard in change.guards)
    yield ", ".join(f"`{name}`" for name in change.records)
    yield ", ".join(f"`{reason.value}`" for reason in change.reasons)
    yield words(f"participation.basis.{change.basis}")


def with_generated_part(page: str, words: Callable[[str], str]) -> str:
    """A page with what stands between the two marks made anew.

    Raises:
        ValueError: When the page lacks a mark.
    """
    before, start, rest = page.partition(START)
    _, end, after = rest.partition(END)
    if not start or not end:
        raise ValueError("the page has no place for what is made from the table")
    return before + generated_part(words) + after
