"""What a goal takes, as a tree of exam sets.

``Need`` is one set; ``AllOf``, ``OneOf`` and ``SomeOf`` combine; ``Ask`` holds a way that counts only when somebody
has answered a question, so that what is not known is never taken for granted. A code that stands in several places
of a tree is passed once and counts in all of them; where it may not, the tree says so by leaving it out.
"""

from collections.abc import Collection, Iterator

from attrs import frozen

from tiltak.study.curriculum.subjects import catalogue

__all__ = [
    "AllOf",
    "Ask",
    "Need",
    "OneOf",
    "Requirement",
    "SomeOf",
    "asks_in",
    "code_hours_in",
    "met",
    "proof",
    "sets_in",
]


@frozen
class Need:
    """One exam set, by id; every code in it must be passed."""

    set_id: str


@frozen(cache_hash=True)
class AllOf:
    """Every part is required; of no parts, nothing is."""

    parts: tuple["Requirement", ...]


@frozen(cache_hash=True)
class OneOf:
    """One part is enough. The order is the order of preference when two cost the same."""

    parts: tuple["Requirement", ...]


@frozen(cache_hash=True)
class SomeOf:
    """At least `count` of the parts are required, in the same order of preference."""

    count: int
    parts: tuple["Requirement", ...]


@frozen(cache_hash=True)
class Ask:
    """A part that counts only if a question is answered with yes.

    Attributes:
        question: Id of the question; words under ``question.<id>``.
        answered_by: Who can answer it.
        part: What would then count.
    """

    question: str
    answered_by: str
    part: "Requirement"


Requirement = Need | AllOf | OneOf | SomeOf | Ask


def _inside(node: Requirement) -> Iterator[Requirement]:
    """The node and everything under it, from the top and in order."""
    yield node
    match node:
        case Ask(part=part):
            yield from _inside(part)
        case AllOf(parts) | OneOf(parts) | SomeOf(parts=parts):
            for part in parts:
                yield from _inside(part)
        case Need():
            return


def sets_in(node: Requirement) -> tuple[str, ...]:
    """Ids of every exam set in a tree, in order, each once.

    >>> sets_in(AllOf((Need("SAK"), OneOf((Need("MAT-1P"), Need("SAK"))))))
    ('SAK', 'MAT-1P')
    """
    return tuple(dict.fromkeys(one.set_id for one in _inside(node) if isinstance(one, Need)))


def asks_in(node: Requirement) -> tuple[Ask, ...]:
    """Every part that waits for an answer, in order, each once."""
    return tuple(dict.fromkeys(one for one in _inside(node) if isinstance(one, Ask)))


def code_hours_in(node: Requirement) -> dict[str, int | None]:
    """Every exam code in a tree, in order, with the annual hours it is counted with.

    Raises:
        ValueError: When two sets of the tree count one code with different hours, as Vg3 physical education does
            with and without the years before it: then the hours of a way would not be one number.

    >>> code_hours_in(Need("ENG-ST"))
    {'ENG1007': 70, 'ENG1008': 70}
    """
    found: dict[str, int | None] = {}
    for set_id in sets_in(node):
        for code, hours in catalogue().code_hours_of(set_id).items():
            if found.setdefault(code, hours) != hours:
                raise ValueError(f"{code} is counted with {found[code]} and with {hours} hours in one goal")
    return found


def met(node: Requirement, done: Collection[str], said_yes: Collection[Ask] = ()) -> bool:
    """Whether a tree is met by these codes; an unanswered question is never a yes.

    >>> met(SomeOf(1, (Need("SAK"), Need("REL"))), {"REL1003"})
    True
    """
    return proof(node, done, said_yes) is not None


def proof(node: Requirement, done: Collection[str], said_yes: Collection[Ask] = ()) -> tuple[str, ...] | None:
    """The exam sets by which a tree is met, the preferred ones first; None when it is not met."""
    match node:
        case Need(set_id):
            return (set_id,) if all(code in done for code in catalogue().code_hours_of(set_id)) else None
        case Ask(part=part):
            return proof(part, done, said_yes) if node in said_yes else None
        case AllOf(parts):
            count = len(parts)
        case OneOf(parts):
            count = 1
        case SomeOf(count, parts):
            pass
    chosen: list[str] = []
    for part in parts:
        if count <= 0:
            break
        if (found := proof(part, done, said_yes)) is not None:
            chosen += found
            count -= 1
    return tuple(dict.fromkeys(chosen)) if count <= 0 else None
