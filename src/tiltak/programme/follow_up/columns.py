"""What is due on a day for a whole county at once: the same list as `today`, from columns.

Frames go in, one frame comes out, on whichever eager engine narwhals knows; Polars is what we run. Days are counted as
whole numbers while it works, and become dates again at the end.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import frozen

from tiltak.programme.follow_up.contacts import contact_kinds
from tiltak.programme.follow_up.rhythm import RhythmRule, rhythm_rules
from tiltak.programme.follow_up.today import MANY_ATTEMPTS, NO_ADVISER, NO_ANSWER, PLAN, due_rules
from tiltak.programme.participation import Machine, states

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import narwhals as nw
    from narwhals.typing import IntoDataFrame

    from tiltak.programme.follow_up.contacts import Contact
    from tiltak.programme.follow_up.plan import Followed
    from tiltak.programme.follow_up.today import MilestoneRow, StateRow
    from tiltak.programme.participation import Handover

__all__ = ["Columns", "columns_of", "today_columns"]

_OUT = ("case_id", "code", "due_on", "days_over", "why", "owner")
_ADVISER = "NAV_VEILEDER"
_EPOCH = date(1970, 1, 1)


@frozen
class Columns:
    """What `today` needs, as frames of one engine. Days are dates.

    Args:
        participations: case_id, state, since, starts_on, ends_on; one row a participation, the last two may be null.
        followed: case_id, adviser, close, evenings; at most one row a youth.
        exams: case_id, exam_on; any number a youth.
        contacts: case_id, on, kind.
        milestones: case_id, code, day, owner; those that are not done.
        handovers: case_id, code, due_on; those that are open.
    """

    participations: IntoDataFrame
    followed: IntoDataFrame
    exams: IntoDataFrame
    contacts: IntoDataFrame
    milestones: IntoDataFrame
    handovers: IntoDataFrame


def columns_of(
    rows: Iterable[StateRow],
    *,
    followed: Iterable[Followed] = (),
    contacts: Iterable[Contact] = (),
    milestones: Iterable[MilestoneRow] = (),
    handovers: Iterable[Handover] = (),
) -> Columns:
    """The same as Polars frames, for whoever has the objects."""
    import polars as pl  # noqa: PLC0415 - a room that reasons loads no library of columns until it is asked for them

    day, text, flag = pl.Date, pl.String, pl.Boolean
    youths = tuple(followed)

    def frame(schema: dict[str, Any], told: Iterable[tuple[Any, ...]]) -> pl.DataFrame:
        return pl.DataFrame(list(told), schema=schema, orient="row")

    return Columns(
        frame(
            {"case_id": text, "state": text, "since": day, "starts_on": day, "ends_on": day},
            ((row.case_id, row.state, row.since, row.starts_on, row.ends_on) for row in rows),
        ),
        frame(
            {"case_id": text, "adviser": text, "close": flag, "evenings": flag},
            ((one.case_id, one.adviser, one.close, one.evenings) for one in youths),
        ),
        frame({"case_id": text, "exam_on": day}, ((one.case_id, exam) for one in youths for exam in one.exams)),
        frame({"case_id": text, "on": day, "kind": text}, ((one.case_id, one.on, one.kind) for one in contacts)),
        frame({"case_id": text, "code": text, "day": day, "owner": text}, milestones),
        frame(
            {"case_id": text, "code": text, "due_on": day},
            ((one.case_id, one.code, one.due_on) for one in handovers if one.open),
        ),
    )


def today_columns(columns: Columns, on: date, *, ahead: int = 0) -> Any:
    """What is due, as a frame of the engine the columns came in, in the order of `today`.

    Args:
        columns: The county's youths.
        on: The day.
        ahead: Days to look ahead.

    Returns:
        case_id, code, due_on (date), days_over (whole days), why (ids with a space between) and owner.
    """
    import narwhals as nw  # noqa: PLC0415 - a room that reasons loads no library of columns until it is asked for them

    people = _whole_days(nw.from_native(columns.participations, eager_only=True))
    followed = nw.from_native(columns.followed, eager_only=True).select("case_id", "adviser", "close", "evenings")
    given = {name: _whole_days(nw.from_native(getattr(columns, name), eager_only=True)) for name in _FRAMES}
    day = _number(on)
    parts = [
        *_of_state(people, followed),
        _of_rhythm(people, followed, given["exams"], given["contacts"], day=day),
        _of_handovers(given["handovers"], followed),
        _of_milestones(given["milestones"], people),
    ]
    found = nw.concat([part.select("case_id", "code", "due_on", "why", "owner", "place") for part in parts])
    found = found.with_columns(days_over=nw.lit(day, nw.Int32) - nw.col("due_on"))
    found = found.filter(nw.col("days_over") >= -ahead).sort("due_on", "place", "case_id", "code", "owner", "why")
    return found.with_columns(nw.col("due_on").cast(nw.Date)).select(*_OUT).to_native()


_FRAMES = ("exams", "contacts", "handovers", "milestones")


def _number(day: date) -> int:
    return (day - _EPOCH).days


def _whole_days(frame: nw.DataFrame[Any]) -> nw.DataFrame[Any]:
    """Every date as days since 1970."""
    import narwhals as nw  # noqa: PLC0415 - see above

    dates = [name for name, kind in frame.schema.items() if kind == nw.Date]
    return frame.with_columns(nw.col(*dates).cast(nw.Int32)) if dates else frame


def _labelled(frame: nw.DataFrame[Any], code: str, why: str) -> nw.DataFrame[Any]:
    import narwhals as nw  # noqa: PLC0415 - see above

    rule = due_rules()[code]
    own = nw.when(nw.col("adviser") != "").then(nw.col("adviser")).otherwise(nw.lit(rule.owner))
    owner = own if rule.owner == _ADVISER else nw.lit(rule.owner)
    return frame.with_columns(code=nw.lit(code), why=nw.lit(why), owner=owner, place=nw.lit(rule.place, nw.Int32))


def _of_state(people: nw.DataFrame[Any], followed: nw.DataFrame[Any]) -> Iterator[nw.DataFrame[Any]]:
    import narwhals as nw  # noqa: PLC0415 - see above

    own = people.join(followed, on="case_id", how="left")
    columns = {"SINCE": "since", "STARTS_ON": "starts_on", "ENDS_ON": "ends_on"}
    for rule in due_rules().values():
        if rule.counted_from in columns and rule.days is not None:
            start = nw.col(columns[rule.counted_from]).cast(nw.Int32)
            for state in rule.states:
                told = own.filter(nw.col("state") == state).with_columns(due_on=start + nw.lit(rule.days, nw.Int32))
                yield _labelled(told.filter(~nw.col("due_on").is_null()), rule.code, f"why.{state}")


def _of_rhythm(
    people: nw.DataFrame[Any],
    followed: nw.DataFrame[Any],
    exams: nw.DataFrame[Any],
    contacts: nw.DataFrame[Any],
    *,
    day: int,
) -> nw.DataFrame[Any]:
    import narwhals as nw  # noqa: PLC0415 - see above

    taking_part = people.filter(nw.col("state").is_in(list(due_rules()["CONTACT"].states)))
    begun = taking_part.group_by("case_id").agg(nw.col("since").min())
    done = contacts.filter(nw.col("on") <= day)
    reaching = [kind.code for kind in contact_kinds().values() if kind.reaches]
    last = done.filter(nw.col("kind").is_in(reaching)).group_by("case_id").agg(last=nw.col("on").max())
    youths = begun.join(last, on="case_id", how="left").join(followed, on="case_id", how="left")
    youths = youths.with_columns(
        counted_from=nw.max_horizontal("since", "last"),
        close=nw.col("close").fill_null(value=False),
        evenings=nw.col("evenings").fill_null(value=False),
        adviser=nw.col("adviser").fill_null(""),
    )
    youths = _with_rules(youths, exams)
    tried = done.filter(nw.col("kind") == "ATTEMPT").join(
        youths.select("case_id", "counted_from"), on="case_id", how="inner"
    )
    tried = tried.filter(nw.col("on") > nw.col("counted_from"))
    attempts = tried.group_by("case_id").agg(attempts=nw.len(), tried_on=nw.col("on").max())
    return _with_codes(youths.join(attempts, on="case_id", how="left"))


def _with_rules(youths: nw.DataFrame[Any], exams: nw.DataFrame[Any]) -> nw.DataFrame[Any]:
    """One column a rule with the day it asks for, then the first of them and every rule that asks for that day."""
    import narwhals as nw  # noqa: PLC0415 - see above

    about_exams = [rule for rule in rhythm_rules().values() if rule.window is not None]
    sittings = exams.join(youths.select("case_id", "counted_from"), on="case_id", how="inner")
    sittings = sittings.with_columns(**{rule.code: _asked_of(rule) for rule in about_exams})
    per_youth = sittings.group_by("case_id").agg(*(nw.col(rule.code).min() for rule in about_exams))
    youths = youths.join(per_youth, on="case_id", how="left")
    agreed = {"ALWAYS": nw.lit(value=True), "NEED": nw.col("close"), "EVENING_NEED": nw.col("evenings")}
    plain = {
        rule.code: nw.when(agreed[rule.applies]).then(nw.col("counted_from") + nw.lit(rule.every_days, nw.Int32))
        for rule in rhythm_rules().values()
        if rule.window is None
    }
    youths = youths.with_columns(**plain).with_columns(due_on=nw.min_horizontal(*rhythm_rules()))
    asks = [nw.when(nw.col(code) == nw.col("due_on")).then(nw.lit(f"rhythm.{code}")) for code in rhythm_rules()]
    return youths.with_columns(why=nw.concat_str(*asks, separator=" ", ignore_nulls=True))


def _asked_of(rule: RhythmRule) -> nw.Expr:
    """The day one rule asks for before one exam, null when that is past its days."""
    import narwhals as nw  # noqa: PLC0415 - see above

    first, last = rule.window or (0, 0)
    asked = nw.max_horizontal(
        nw.col("counted_from") + nw.lit(rule.every_days, nw.Int32), nw.col("exam_on") - nw.lit(first, nw.Int32)
    )
    return nw.when(asked <= nw.col("exam_on") - nw.lit(last, nw.Int32)).then(asked)


def _with_codes(youths: nw.DataFrame[Any]) -> nw.DataFrame[Any]:
    """An attempt without answer changes what is to be done, and puts it off by a few days at most."""
    import narwhals as nw  # noqa: PLC0415 - see above

    parts = []
    some = nw.col("attempts").fill_null(0)
    for code, chosen in {
        "CONTACT": some == 0,
        "CONTACT_AGAIN": (some > 0) & (some < MANY_ATTEMPTS),
        "CONTACT_ANOTHER_WAY": some >= MANY_ATTEMPTS,
    }.items():
        rule, why = due_rules()[code], [nw.col("why")]
        mine = youths.filter(chosen)
        if rule.days is not None:
            again = nw.col("tried_on") + nw.lit(rule.days, nw.Int32)
            mine = mine.with_columns(due_on=nw.max_horizontal("due_on", again))
            why.append(nw.lit(NO_ANSWER))
        why.append(nw.when(nw.col("adviser") == "").then(nw.lit(NO_ADVISER)))
        mine = mine.with_columns(told=nw.concat_str(*why, separator=" ", ignore_nulls=True))
        parts.append(_labelled(mine, code, "").with_columns(why=nw.col("told")))
    return nw.concat([part.select("case_id", "code", "due_on", "why", "owner", "place") for part in parts])


def _of_handovers(handovers: nw.DataFrame[Any], followed: nw.DataFrame[Any]) -> nw.DataFrame[Any]:
    import narwhals as nw  # noqa: PLC0415 - see above

    own = handovers.join(followed, on="case_id", how="left")
    codes = [code for code, rule in due_rules().items() if not rule.counted_from]
    parts = [_labelled(own.filter(nw.col("code") == code), code, f"why.{code}") for code in codes]
    return nw.concat([part.select("case_id", "code", "due_on", "why", "owner", "place") for part in parts])


def _of_milestones(milestones: nw.DataFrame[Any], people: nw.DataFrame[Any]) -> nw.DataFrame[Any]:
    import narwhals as nw  # noqa: PLC0415 - see above

    live = [code for code, rule in states(Machine.PARTICIPATION).items() if rule.live]
    youths = people.filter(nw.col("state").is_in(live)).select("case_id").unique()
    own = milestones.join(youths, on="case_id", how="semi").rename({"day": "due_on"})
    return own.with_columns(why=nw.lit(PLAN), place=nw.lit(len(due_rules()), nw.Int32))
