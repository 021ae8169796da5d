"""What a change costs: what is paid already, what is lost, what is paid again, and what is free."""

from collections.abc import Mapping
from datetime import date

from attrs import frozen

from tiltak.rules import Dated, OutsideDates
from tiltak.study.curriculum.goals import source
from tiltak.study.curriculum.terms import County, next_term, term
from tiltak.study.planning.build import Fee
from tiltak.study.planning.plans import Plan, PlanCost, Reason
from tiltak.study.replanning.replans import CostDifference, CostLine, News
from tiltak.study.replanning.situation import Situation
from tiltak.tables import read_rows

__all__ = ["Fees", "cost_difference", "free_of_charge", "refund"]


def free_of_charge() -> Dated[int]:
    """The fee of a deferred exam: none (forskrift til opplæringslova § 9-27).

    >>> free_of_charge().value, free_of_charge().source.section
    (0, '§ 9-27')
    """
    basis = source("of_9_27")
    return Dated(0, basis.in_force_from or basis.checked_on, basis.in_force_to, basis, "NOK")


def refund(county_no: str, *, window_is_open: bool) -> tuple[str, bool]:
    """What a county gives back of a fee, as far as its page says, and whether that is confirmed.

    Returns:
        ``full``, ``none``, ``none_with_exceptions`` or ``not_established``.

    >>> refund("55", window_is_open=True), refund("55", window_is_open=False)
    (('full', True), ('not_established', False))
    >>> refund("31", window_is_open=False)
    ('none_with_exceptions', False)
    """
    for row in read_rows("tiltak.study.replanning", "data/refunds.csv"):
        said = row["before_deadline" if window_is_open else "after_deadline"]
        if row["county_no"] == county_no and said:
            kind = said.lower() + ("_with_exceptions" if row["note"] == "EXCEPTIONS" else "")
            return kind, row["confirmed"] == "true"
    return "not_established", False


@frozen
class Fees:
    """The fees of one county's exams.

    Attributes:
        fee: Gives the fee of a day.
        county: Whose registration days count.
    """

    fee: Fee
    county: County

    def of(self, name: str) -> Dated[int] | None:
        """The fee of an exam in a term that was not passed before; None when no rate covers the day."""
        try:
            return self.fee(self.county.registration(name).first, False)  # noqa: FBT003 - the law room's signature
        except OutsideDates:
            return None

    def line(self, code: str, name: str, kind: str) -> CostLine:
        """A line at the rate of a term, or free."""
        rate = free_of_charge() if kind == "free" else self.of(name)
        return CostLine(code, name, kind, rate, rate is not None and rate.confirmed)

    def lost(self, id_: str, code: str, name: str, *, window_is_open: bool) -> tuple[Reason, ...]:
        """What giving up a paid registration costs, and what the county says of refunds."""
        rate, (kind, _) = self.of(name), refund(self.county.no, window_is_open=window_is_open)
        about = (("term", name),)
        cost = Reason(f"{id_}_unknown", (code,), about) if rate is None else _priced(id_, code, name, rate)
        return cost, Reason(f"refund_{kind}", (code,), (("county", self.county.name),))


def _priced(id_: str, code: str, name: str, rate: Dated[int]) -> Reason:
    unsure = "" if rate.confirmed else "_unconfirmed"
    return Reason(f"{id_}{unsure}", (code,), (("term", name), ("fee", rate.value)))


def _line_of(cost: PlanCost, kind: str) -> CostLine:
    return CostLine(cost.code, cost.term, kind, cost.fee, cost.confirmed)


def cost_difference(
    before: Plan, now: Situation, placed: Mapping[str, str] | None, on: date, fees: Fees
) -> CostDifference:
    """The cost of the old plan beside what is paid and what is to be paid now.

    An exam of the old plan is taken as paid when it is said to be registered and paid, when it was failed or missed,
    and when it is done and its registration is over. When there is no new plan, only what is paid is told.
    """
    old = {one.code: one for one in before.cost}
    lines: list[CostLine] = []
    signed_for = {code: one.term for code, one in now.registered.items() if one.paid}
    for code, cost in old.items():
        term_now = now.held.get(code) or (placed or {}).get(code, "")
        signed = signed_for.get(code) == cost.term
        used = code in now.again and now.again[code].term == cost.term
        paid = signed or used or (now.held.get(code) == cost.term and code not in now.unpaid)
        paid = paid or (code in now.done and fees.county.registration(cost.term).last < on)
        if not paid:
            if placed is not None and (code in now.done or not term_now):
                lines.append(_line_of(cost, "saved"))
        elif term_now == cost.term or code in now.done:
            lines.append(_line_of(cost, "paid"))
        else:
            lines.append(_line_of(cost, "paid" if used else "lost"))
    for code, name in {**now.held, **(placed or {})}.items():
        if not any(line.code == code and line.term == name and line.counts for line in lines):
            lines.append(fees.line(code, name, _kind(code, name, now)))
    return CostDifference(before.total_cost, tuple(sorted(lines, key=lambda one: (term(one.term).order, one.code))))


def _kind(code: str, name: str, now: Situation) -> str:
    news = now.again.get(code)
    if news and news.news is News.DEFERRED and next_term(news.term) == name:
        return "free"
    signed = now.registered.get(code)
    if (now.held.get(code) == name and code not in now.unpaid) or (signed and signed.paid and signed.term == name):
        return "paid"
    return "again" if news else "to_pay"
