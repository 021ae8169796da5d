"""The tests a condition can put to a fact. Each is a small frozen object that reads well in `repr`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from attrs import field, frozen

from tiltak.rules.facts import Fact, FactKind

if TYPE_CHECKING:
    from datetime import date

    import narwhals as nw

__all__ = ["Test", "at_least", "at_most", "is_false", "is_one_of", "is_true", "not_modelled"]


class Test:
    """What every test can do. A test of one's own subclasses this and gives `holds` and `expression`.

    A condition on several facts hands them over as one tuple, in the order of its facts.
    """

    __slots__ = ()
    __test__ = False  # pytest would otherwise try to collect it
    kinds: ClassVar[frozenset[FactKind]] = frozenset(FactKind)
    modelled: ClassVar[bool] = True

    def holds(self, value: Any, on: date) -> bool:
        """True when the known value meets the test on the day."""
        raise NotImplementedError

    def expression(self, column: nw.Expr, on: date) -> nw.Expr:
        """The same for a column: True, False, or null where the column is null."""
        raise NotImplementedError

    def turns(self, value: Any) -> tuple[date, ...]:  # noqa: ARG002 - the one signature all tests share
        """The days on which `holds` may give another answer than the day before, in order."""
        return ()

    def marks(self, on: date) -> tuple[Any, ...] | None:  # noqa: ARG002 - the one signature all tests share
        """For numbers and dates: values at, or just beside, which `holds` changes. None when the test cannot say.

        For dates each mark is the first value on its side. What it is for: knowing which answers
        two tests of the same fact can give together.
        """
        return None

    def check(self, facts: tuple[Fact, ...]) -> None:
        """Refuse a fact this test cannot read.

        Raises:
            ValueError: When the kind of a fact does not fit.
        """
        for fact in facts:
            if fact.kind not in self.kinds:
                raise ValueError(f"{self!r} cannot read fact {fact.name!r} of kind {fact.kind.name}")


@frozen
class IsTrue(Test):
    """The answer is yes."""

    kinds = frozenset({FactKind.YES_NO})

    def holds(self, value: bool, on: date) -> bool:  # noqa: ARG002, FBT001 - the one signature all tests share; the one argument is the value itself
        """True for True."""
        return value is True

    def expression(self, column: nw.Expr, on: date) -> nw.Expr:  # noqa: ARG002 - the one signature all tests share
        """The column itself."""
        return column


@frozen
class IsFalse(Test):
    """The answer is no."""

    kinds = frozenset({FactKind.YES_NO})

    def holds(self, value: bool, on: date) -> bool:  # noqa: ARG002, FBT001 - the one signature all tests share; the one argument is the value itself
        """True for False."""
        return value is False

    def expression(self, column: nw.Expr, on: date) -> nw.Expr:  # noqa: ARG002 - the one signature all tests share
        """The column turned round."""
        return ~column


@frozen
class IsOneOf(Test):
    """The answer is one of these codes."""

    kinds = frozenset({FactKind.CHOICE})
    codes: tuple[str, ...]

    def holds(self, value: str, on: date) -> bool:  # noqa: ARG002 - the one signature all tests share
        """True for one of the codes."""
        return value in self.codes

    def expression(self, column: nw.Expr, on: date) -> nw.Expr:  # noqa: ARG002 - the one signature all tests share
        """True where the column holds one of the codes; null stays null."""
        found = column == self.codes[0]
        for code in self.codes[1:]:
            found = found | (column == code)
        return found

    def check(self, facts: tuple[Fact, ...]) -> None:
        """Refuse a code the fact cannot have, too."""
        Test.check(self, facts)
        for fact in facts:
            strange = sorted(set(self.codes) - set(fact.choices))
            if strange:
                raise ValueError(f"fact {fact.name!r} has no choice {', '.join(strange)}")


def _finite(_instance: object, attribute: Any, value: float) -> None:
    if isinstance(value, bool) or not abs(value) < float("inf"):
        raise ValueError(f"{attribute.name} must be a finite number, not {value!r}")


@frozen
class AtLeast(Test):
    """The number is this or more."""

    kinds = frozenset({FactKind.NUMBER})
    limit: float = field(validator=_finite)

    def holds(self, value: float, on: date) -> bool:  # noqa: ARG002 - the one signature all tests share
        """True from the limit up."""
        return value >= self.limit

    def expression(self, column: nw.Expr, on: date) -> nw.Expr:  # noqa: ARG002 - the one signature all tests share
        """True from the limit up; null stays null."""
        return column >= self.limit

    def marks(self, on: date) -> tuple[float, ...]:  # noqa: ARG002 - the one signature all tests share
        """The limit."""
        return (self.limit,)


@frozen
class AtMost(Test):
    """The number is this or less."""

    kinds = frozenset({FactKind.NUMBER})
    limit: float = field(validator=_finite)

    def holds(self, value: float, on: date) -> bool:  # noqa: ARG002 - the one signature all tests share
        """True up to the limit."""
        return value <= self.limit

    def expression(self, column: nw.Expr, on: date) -> nw.Expr:  # noqa: ARG002 - the one signature all tests share
        """True up to the limit; null stays null."""
        return column <= self.limit

    def marks(self, on: date) -> tuple[float, ...]:  # noqa: ARG002 - the one signature all tests share
        """The limit."""
        return (self.limit,)


@frozen
class NotModelled(Test):
    """Left to a person's judgement: always UNKNOWN, whatever is stated, and never asked for as a fact."""

    modelled = False

    def holds(self, value: object, on: date) -> bool:
        """Nobody may ask: the library does not hold this rule."""
        raise NotImplementedError("a rule that is not modelled has no answer")

    def expression(self, column: nw.Expr, on: date) -> nw.Expr:
        """Nobody may ask: the library does not hold this rule."""
        raise NotImplementedError("a rule that is not modelled has no answer")


def is_true() -> IsTrue:
    """The answer is yes.

    >>> from datetime import date
    >>> is_true().holds(True, date(2026, 1, 1))
    True
    """
    return IsTrue()


def is_false() -> IsFalse:
    """The answer is no.

    >>> from datetime import date
    >>> is_false().holds(True, date(2026, 1, 1))
    False
    """
    return IsFalse()


def is_one_of(*codes: str) -> IsOneOf:
    """The answer is one of these codes.

    >>> from datetime import date
    >>> is_one_of("ELEV", "LAERLING").holds("ELEV", date(2026, 1, 1))
    True
    """
    if not codes or not all(isinstance(code, str) and code for code in codes):
        raise ValueError("is_one_of needs codes")
    return IsOneOf(codes)


def at_least(limit: float) -> AtLeast:
    """The number is this or more.

    >>> from datetime import date
    >>> at_least(3).holds(3, date(2026, 1, 1))
    True
    """
    return AtLeast(limit)


def at_most(limit: float) -> AtMost:
    """The number is this or less.

    >>> from datetime import date
    >>> at_most(3).holds(3.5, date(2026, 1, 1))
    False
    """
    return AtMost(limit)


def not_modelled() -> NotModelled:
    """A rule that exists and that this library leaves to people.

    >>> not_modelled().modelled
    False
    """
    return NotModelled()
