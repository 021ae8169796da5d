"""The cheapest ways through a requirement, all of them and exactly.

A requirement is a yes-or-no function of the exam codes that are passed, in which one more pass never harms. It is
taken apart code by code: either the exam is taken or it is not, and what remains is again such a function. Equal
remainders are met many times and solved once, which makes the whole a decision diagram (Bryant 1986): six of thirty
electives in two subject pairs is half a million ways, counted from a few thousand remainders.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from attrs import define, field

from tiltak.study.curriculum.requirements import AllOf, Ask, Need, OneOf, Requirement, SomeOf, asks_in
from tiltak.study.curriculum.subjects import catalogue

__all__ = ["Cheapest", "Cost"]

Cost = tuple[int, ...]
"""What is compared, the weightiest first."""

_FALSE, _TRUE = 0, 1
_Shape = tuple[int, tuple[int, ...]]


@define
class Cheapest:
    """Every cheapest set of exam codes that meets a requirement, for any standing and any answers.

    Args:
        tree: The requirement.
        price: What each code of the tree costs, in the order the codes are preferred. The first number must be
            above zero, so that no cheapest way holds an exam it does not need.

    Attributes:
        asks: The parts of the tree that wait for an answer.

    >>> two = OneOf((Need("ENG-ST"), AllOf((Need("SAK"), Need("REL")))))
    >>> price = {"ENG1007": (1, 70), "ENG1008": (1, 70), "SAK1001": (1, 84), "REL1003": (1, 84)}
    >>> found = Cheapest(two, price)
    >>> found.best(frozenset()), list(found.ways(frozenset()))
    (((2, 140), 1), [('ENG1007', 'ENG1008')])
    >>> found.best(frozenset({"SAK1001"}))
    ((1, 84), 1)
    """

    tree: Requirement
    price: Mapping[str, Cost]
    asks: tuple[Ask, ...] = field(init=False)
    _roots: dict[tuple[int, ...], int] = field(init=False, factory=dict)
    _codes: tuple[str, ...] = field(init=False)
    _shapes: list[_Shape] = field(init=False, factory=lambda: [(0, ()), (0, ())])
    _masks: list[int] = field(init=False, factory=lambda: [0, 0])
    _ids: dict[_Shape, int] = field(init=False, factory=dict)
    _split: dict[tuple[int, int], tuple[int, int]] = field(init=False, factory=dict)
    _best: dict[int, tuple[Cost, int] | None] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        self._codes = tuple(self.price)
        self.asks = asks_in(self.tree)
        nothing = tuple(0 for _ in next(iter(self.price.values()), ()))
        self._best = {_FALSE: None, _TRUE: (nothing, 1)}

    @property
    def size(self) -> int:
        """How many remainders are remembered."""
        return len(self._shapes)

    def best(self, done: Collection[str], said_yes: Collection[Ask] = ()) -> tuple[Cost, int] | None:
        """What a cheapest way costs and how many there are; None when there is no way.

        Args:
            done: Codes that need no exam.
            said_yes: Questions that are answered with yes.
        """
        return self._solve(self._root(done, said_yes))

    def ways(
        self, done: Collection[str], said_yes: Collection[Ask] = (), *, through: Iterable[str] = ()
    ) -> Iterator[tuple[str, ...]]:
        """The codes of each cheapest way; the ways with the preferred codes come first.

        Args:
            done: Codes that need no exam.
            said_yes: Questions that are answered with yes.
            through: Codes that a way must hold to be given.
        """
        root = self._root(done, said_yes)
        best = self._solve(root)
        wanted = frozenset(through)
        if best is None or not wanted <= self.price.keys() - frozenset(done):
            return
        held = [self._code(place) for place, code in enumerate(self._codes) if code in wanted]
        narrowed = self._some(len(held) + 1, [root, *held])
        found = self._solve(narrowed)
        if found and found[0] == best[0]:
            yield from self._walk(narrowed)

    def _root(self, done: Collection[str], said_yes: Collection[Ask]) -> int:
        """The requirement with the codes that are done put into what it is for one who has none."""
        answered = tuple(place for place, ask in enumerate(self.asks) if ask in said_yes)
        root = self._roots.get(answered)
        if root is None:
            places = {code: place for place, code in enumerate(self._codes)}
            root = self._roots[answered] = self._read(self.tree, places, said_yes)
        for place, code in enumerate(self._codes):
            if code in done:
                root = self._parted(root, 1 << place)[0]
        return root

    def _read(self, node: Requirement, places: Mapping[str, int], said_yes: Collection[Ask]) -> int:
        match node:
            case Need(set_id):
                codes = catalogue().code_hours_of(set_id)
                return self._some(len(codes), [self._code(places[code]) for code in codes])
            case Ask(part=part):
                return self._read(part, places, said_yes) if node in said_yes else _FALSE
            case AllOf(parts):
                count = len(parts)
            case OneOf(parts):
                count = 1
            case SomeOf(count, parts):
                pass
        return self._some(count, [self._read(part, places, said_yes) for part in parts])

    def _code(self, place: int) -> int:
        return self._known((-1 - place, ()), 1 << place)

    def _some(self, count: int, parts: list[int]) -> int:
        """At least `count` of the parts, in its one normal form."""
        count -= parts.count(_TRUE)
        open_ = sorted(part for part in parts if part > _TRUE)
        if count <= 0:
            return _TRUE
        if count > len(open_):
            return _FALSE
        if count in {1, len(open_)}:
            open_, count = sorted(set(open_)), 1 if count == 1 else len(set(open_))
        if len(open_) == 1:
            return open_[0]
        mask = 0
        for part in open_:
            mask |= self._masks[part]
        return self._known((count, tuple(open_)), mask)

    def _known(self, shape: _Shape, mask: int) -> int:
        found = self._ids.get(shape)
        if found is None:
            found = self._ids[shape] = len(self._shapes)
            self._shapes.append(shape)
            self._masks.append(mask)
        return found

    def _parted(self, node: int, bit: int) -> tuple[int, int]:
        """What remains of a node when the code is taken, and when it is not."""
        if not self._masks[node] & bit:
            return node, node
        found = self._split.get((node, bit))
        if found is None:
            count, parts = self._shapes[node]
            if count < 0:
                found = _TRUE, _FALSE
            else:
                pairs = [self._parted(part, bit) for part in parts]
                found = self._some(count, [one for one, _ in pairs]), self._some(count, [one for _, one in pairs])
            self._split[node, bit] = found
        return found

    def _branch(self, node: int) -> tuple[str, int, int]:
        """The first code a node hangs on, and what remains with and without it."""
        bit = self._masks[node] & -self._masks[node]
        taken, left = self._parted(node, bit)
        return self._codes[bit.bit_length() - 1], taken, left

    def _with(self, code: str, taken: int) -> tuple[Cost, int] | None:
        best = self._solve(taken)
        if best is None:
            return None
        return tuple(one + other for one, other in zip(self.price[code], best[0], strict=True)), best[1]

    def _solve(self, node: int) -> tuple[Cost, int] | None:
        """The lowest cost of meeting a node, and in how many ways."""
        if node in self._best:
            return self._best[node]
        code, taken, left = self._branch(node)
        one, other = self._with(code, taken), self._solve(left)
        if one is None or other is None:
            best = one or other
        elif one[0] == other[0]:
            best = one[0], one[1] + other[1]
        else:
            best = min(one, other)
        self._best[node] = best
        return best

    def _walk(self, node: int) -> Iterator[tuple[str, ...]]:
        if node == _TRUE:
            yield ()
            return
        best = self._solve(node)
        code, taken, left = self._branch(node)
        one, other = self._with(code, taken), self._solve(left)
        if one and best and one[0] == best[0]:
            for rest in self._walk(taken):
                yield (code, *rest)
        if other and best and other[0] == best[0]:
            yield from self._walk(left)
