"""Write `midt-telemark/events.csv`: a made-up log whose counts are those the programme's description gives.

The description says: about 90 exams taken, about 80 of them passed, and 20 to 25 pupils in danger of leaving who
completed. Everything else in the log, every youth, day, subject and grade, is made up here, by counting and never by
chance, so that the same bytes come out every time.

    python examples/make_example.py            # write the file
    python examples/make_example.py --check    # exit code 1 when the file is another one
"""  # noqa: INP001 - a script beside the example, not a package

import csv
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO
from itertools import cycle, islice
from pathlib import Path

TARGET = Path(__file__).parent / "midt-telemark" / "events.csv"
COLUMNS = ("case_id", "kind", "on", "track", "code", "term", "value", "sitting_on", "venue", "starts")
BTS, SAS = "BACK_TO_SCHOOL", "STAY_AT_SCHOOL"
SCHOOLS = ("vgs-midt-telemark", "vgs-nome")
VENUES = ("eksamenslokale-a", "eksamenslokale-b")
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = range(5)

# First day of registration, first day of the written exams, first of the oral ones, day of the results. Made up, in the
# weeks in which such days usually lie.
TERMS = {
    "H2024": (date(2024, 9, 2), date(2024, 11, 18), date(2024, 12, 2), date(2025, 1, 6)),
    "V2025": (date(2025, 1, 15), date(2025, 5, 20), date(2025, 6, 2), date(2025, 6, 18)),
    "H2025": (date(2025, 9, 1), date(2025, 11, 17), date(2025, 12, 1), date(2026, 1, 5)),
    "V2026": (date(2026, 1, 15), date(2026, 5, 19), date(2026, 6, 1), date(2026, 6, 18)),
}
TERM_NAMES = tuple(TERMS)
FORMS = {
    "skriftlig": ("NOR1267", "NOR1262", "NOR1270", "MAT1019", "MAT1023", "MAT1117", "ENG1007", "HEA3103"),
    "muntlig": ("NOR1269", "NOR1263", "NOR1272", "SAK1001", "HIS1010", "HIS1011", "ENG1008", "ENG1010", "REL1003"),
    "muntlig-praktisk": ("NAT1007", "NAT1011", "NAT1015"),
}
FORM = {code: form for form, codes in FORMS.items() for code in codes}

CHANNELS = ("NAV_VEILEDER", "UNGDOMSARENA", "VIDEREGAAENDE_SKOLE", "NAV_VEILEDER", "SELV", "FAMILIE_VENNER")
# What a youth aims at, and the exams on the way, the gentlest first.
ROUTES = (
    ("GSK_23_5", ("SAK1001", "NOR1269", "NOR1267")),
    ("GSK_23_5", ("HIS1010", "MAT1019", "ENG1008")),
    ("GSK_23_5", ("ENG1008", "ENG1007", "SAK1001")),
    ("FELLESFAG_HS", ("NAT1011", "MAT1117", "ENG1010")),
    ("GSK_23_5", ("NAT1007", "MAT1019", "HIS1010")),
    ("FELLESFAG_TP", ("NOR1263", "NOR1262", "SAK1001")),
    ("PAABYGG_4", ("HIS1011", "NOR1270", "NOR1272")),
    ("GSK_23_5", ("SAK1001", "MAT1023")),
    ("PRAKSISKANDIDAT:HEA3103", ("HEA3103", "SAK1001")),
)
YOUTHS = 36
# Of the registrations, counted in the order of youths: those that did not end with a sat exam, and those that failed.
NO_SHOW = frozenset({8, 22, 37, 51, 66, 81, 90, 96})
WITHDRAWN = frozenset({30, 72})
DEFERRED = 45
FAILED = frozenset({5, 17, 28, 36, 39, 50, 65, 74, 83, 99})
GRADES = "3425334263453243"  # taken in turn by those that passed

AT_RISK_THROUGH_THE_YEAR = 23
LEFT = ("DROPPED_OUT", "DROPPED_OUT", "MOVED", "CONSENT_WITHDRAWN")

Row = tuple[str, ...]


def row(
    case_id: str, kind: str, on: date, track: str, value: str = "", *, code: str = "", term: str = "",
    sitting_on: date | None = None, venue: str = "", starts: str = "",
) -> Row:  # fmt: skip
    """One line of the log."""
    sitting = sitting_on.isoformat() if sitting_on else ""
    return (case_id, kind, on.isoformat(), track, code, term, value, sitting, venue, starts)


def workday(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(max(0, 7 - day.weekday())) if day.weekday() > FRIDAY else day


def after(day: date, days: int) -> date:
    """The working day that many days later."""
    return workday(day + timedelta(days))


def sitting(code: str, term: str, number: int) -> date:
    """The day of an exam: written in the weeks of the written ones, the others afterwards."""
    _, written, oral, _ = TERMS[term]
    return after(written, number * 2 % 9) if FORM[code] == "skriftlig" else after(oral, number * 3 % 11)


def starts(code: str) -> str:
    """Written exams start at nine (forskrift til opplæringslova § 9-28); the others are called in through the day."""
    return "09:00" if FORM[code] == "skriftlig" else "10:15"


def back_to_school() -> Iterator[Row]:
    """Youths MT-201 and on: from referral to the last result."""
    grades = cycle(GRADES)
    number = 0
    for youth in range(YOUTHS):
        case_id = f"MT-{201 + youth}"
        goal, codes = ROUTES[youth % len(ROUTES)]
        first_term = youth * 4 // YOUTHS if len(codes) == 2 else youth * 3 // YOUTHS  # noqa: PLR2004 - one term, or two
        terms = [first_term, *([min(first_term + 1, 3)] * (len(codes) - 1))]
        registration = TERMS[TERM_NAMES[first_term]][0]
        referred = workday(registration - timedelta(20 + youth * 7 % 40))
        referred = max(referred, date(2024, 8, 1))
        plan = after(referred, 12 + youth % 9)
        enrolled = after(referred, 7 + youth % 4)
        yield row(case_id, "HENVISNING", referred, BTS, CHANNELS[youth % len(CHANNELS)])
        yield row(case_id, "KONTAKT", after(referred, 2 + youth * 5 % 9), BTS, "INDIVIDUAL")
        yield row(case_id, "VEDTAK", after(referred, 5 + youth % 3), BTS, BTS)
        yield row(case_id, "OPPSTART", enrolled, BTS)
        yield row(case_id, "KONTAKT", after(enrolled, 3), BTS, "NEEDS_MAPPED")
        yield row(case_id, "PLAN", plan, BTS, goal)
        last = plan
        for code, term_number in zip(codes, terms, strict=True):
            number += 1
            term = TERM_NAMES[term_number]
            yield from attempt(case_id, code, term, number, grades)
            if number == DEFERRED:
                number += 1
                term = TERM_NAMES[term_number + 1]
                yield from attempt(case_id, code, term, number, grades)
            last = max(last, TERMS[term][3])
        yield from contacts(case_id, enrolled, last, youth)
        yield from ending(case_id, last, youth)


def attempt(case_id: str, code: str, term: str, number: int, grades: Iterator[str]) -> Iterator[Row]:
    """One registration and what came of it."""
    registration, _, _, results = TERMS[term]
    exam = {"code": code, "term": term}
    on = sitting(code, term, number)
    venue = VENUES[number % 5 == 0]
    registered = after(registration, number % 11)
    yield row(
        case_id, "OPPMELDING", registered, BTS, FORM[code], **exam, sitting_on=on, venue=venue, starts=starts(code)
    )
    yield row(case_id, "KONTAKT", registered, BTS, "FEE", code=code, term=term)
    yield row(case_id, "KONTAKT", after(registered, 4), BTS, "BOOKS", code=code, term=term)
    if number % 4:
        yield row(case_id, "KONTAKT", after(registered, 14), BTS, "HOSPITERING", code=code, term=term)
    if number in WITHDRAWN:
        yield row(case_id, "EKSAMEN", after(registered, 40), BTS, "WITHDRAWN", **exam)
        return
    yield row(case_id, "KONTAKT", workday(on - timedelta(12)), BTS, "PREPARATION", code=code, term=term)
    yield row(case_id, "KONTAKT", workday(on - timedelta(9)), BTS, "RIDE_OFFERED", code=code, term=term)
    if number == DEFERRED or number in NO_SHOW:
        yield row(case_id, "EKSAMEN", on, BTS, "DEFERRED" if number == DEFERRED else "NO_SHOW", **exam, venue=venue)
        return
    if number % 13:  # nearly all say yes
        yield row(case_id, "KONTAKT", workday(on - timedelta(9)), BTS, "RIDE_ACCEPTED", code=code, term=term)
        yield row(case_id, "KONTAKT", on, BTS, "RIDE_WAITED", code=code, term=term)
    yield row(case_id, "EKSAMEN", on, BTS, "SAT", **exam, venue=venue)
    grade = "1" if number in FAILED else next(grades)
    yield row(case_id, "RESULTAT", results, BTS, grade, **exam)
    if number % 3:
        yield row(case_id, "KONTAKT", after(results, 5), BTS, "RESULT_TALK", code=code, term=term)


def contacts(case_id: str, enrolled: date, last: date, youth: int) -> Iterator[Row]:
    """A talk about once a week, every fifth of them in the evening."""
    day, number = after(enrolled, 6), youth
    while day < last:
        yield row(case_id, "KONTAKT", day, BTS, "EVENING" if number % 5 == 0 else "INDIVIDUAL")
        number += 1
        day = after(day, 7 if number % 4 else 12)


def ending(case_id: str, last: date, youth: int) -> Iterator[Row]:
    """Those who are done leave; some are still there when the period ends. Where they are half a year later."""
    if youth % 6 == 5:  # noqa: PLR2004 - one in six stays on
        return
    out = after(last, 14 + youth % 10)
    value = "MOVED" if youth % 16 == 7 else "COMPLETED" if youth % 2 else "AGREED"  # noqa: PLR2004 - a few move
    yield row(case_id, "AVSLUTNING", out, BTS, value)
    status = ("EDUCATION", "WORK", "EDUCATION", "WORK_AND_BENEFIT", "JOBSEEKER", "UNKNOWN")[youth % 6]
    for months in (6, 12):
        asked = after(out, months * 365 // 12 + youth % 5)
        if asked <= date(2026, 7, 31):
            yield row(case_id, "STATUS", asked, BTS, status, code=str(months))


def stay_at_school() -> Iterator[Row]:
    """Pupils and apprentices MT-301 and on, over two school years."""
    for pupil in range(AT_RISK_THROUGH_THE_YEAR + len(LEFT)):
        case_id = f"MT-{301 + pupil}"
        year = 2024 + pupil % 2
        referred = after(date(year, 9, 9), pupil * 13 % 150)
        enrolled = after(referred, 4)
        end = date(year + 1, 6, 19)
        left = LEFT[pupil - AT_RISK_THROUGH_THE_YEAR] if pupil >= AT_RISK_THROUGH_THE_YEAR else ""
        if left:
            end = after(enrolled, 60 + pupil % 20)
        yield row(case_id, "HENVISNING", referred, SAS, "KONTAKTLAERER" if pupil % 4 else "SKOLEANSATT")
        yield row(case_id, "VEDTAK", after(referred, 2), SAS, SAS)
        yield row(case_id, "OPPSTART", enrolled, SAS)
        day, number = after(enrolled, 1), pupil
        while day < end:
            yield row(case_id, "KONTAKT", day, SAS, ("INDIVIDUAL", "CONTACT_TEACHER", "INDIVIDUAL")[number % 3])
            number += 1
            day = after(day, 6)
        if pupil % 3 == 0:
            yield row(case_id, "KONTAKT", after(enrolled, 10), SAS, "SCHOOL_TEAM")
        if pupil % 7 == 3:  # noqa: PLR2004 - the apprentices among them
            yield row(case_id, "KONTAKT", after(enrolled, 8), SAS, "TRAINING_OFFICE")
            yield row(case_id, "KONTAKT", after(enrolled, 15), SAS, "FIRM")
        yield row(case_id, "AVSLUTNING", end, SAS, left or "COMPLETED_YEAR", code="" if left else str(year + 1))
        if left == "DROPPED_OUT":
            yield row(case_id, "OVERFORING", after(end, 3), BTS)
            yield row(case_id, "KONTAKT", after(end, 5), BTS, "INDIVIDUAL")


FREE_WEEKS = frozenset({(2024, 41), (2024, 52), (2025, 1), (2025, 8), (2025, 16), (2025, 41), (2025, 52)}) | {
    (2026, 1), (2026, 8), (2026, 14),
}  # fmt: skip
# Two kinds of week in turn: five days with somebody in a school, and four.
WEEKS = (
    ((MONDAY, TUESDAY, THURSDAY), (WEDNESDAY, FRIDAY)),
    ((MONDAY, THURSDAY), (TUESDAY, WEDNESDAY)),
)


def presence() -> Iterator[Row]:
    """Staff in the schools four or five days a week, and shared meals and walks at the arena."""
    for first, last in ((date(2024, 8, 19), date(2025, 6, 20)), (date(2025, 8, 18), date(2026, 6, 19))):
        monday = first
        while monday < last:
            year, week, _ = monday.isocalendar()
            if (year, week) not in FREE_WEEKS:
                for school, days in zip(SCHOOLS, WEEKS[week % 2], strict=True):
                    for day in days:
                        yield row("", "TILSTEDE", monday + timedelta(day), SAS, school)
                yield row("", "KONTAKT", monday + timedelta(TUESDAY), BTS, "MEAL")
                if week % 3:
                    yield row("", "KONTAKT", monday + timedelta(THURSDAY), BTS, "WALK")
            monday += timedelta(7)


# The autumn that is going on: case, referred, channel, then code, day, hour and place of each exam.
NOW: tuple[tuple[str, date, str, tuple[tuple[str, date | None, str, str], ...]], ...] = (
    ("MT-001", date(2026, 5, 12), "NAV_VEILEDER",
     (("MAT1019", date(2026, 11, 26), "09:00", "a"), ("HIS1010", date(2026, 12, 2), "10:15", "a"))),
    ("MT-002", date(2026, 6, 3), "UNGDOMSARENA", (("NOR1269", date(2026, 12, 3), "11:30", "a"),)),
    ("MT-003", date(2026, 8, 18), "SELV", (("MAT1117", date(2026, 11, 26), "09:00", "a"),)),
    ("MT-004", date(2026, 4, 22), "FAMILIE_VENNER",
     (("MAT1023", date(2026, 11, 19), "09:00", "a"), ("HIS1010", date(2026, 12, 2), "11:00", "a"))),
    ("MT-005", date(2026, 8, 20), "VIDEREGAAENDE_SKOLE",
     (("NOR1262", date(2026, 11, 24), "09:00", "a"), ("NOR1263", date(2026, 12, 9), "10:15", "a"))),
    ("MT-006", date(2026, 3, 9), "NAV_VEILEDER", (("NOR1270", date(2026, 11, 24), "09:00", "a"),)),
    ("MT-007", date(2026, 6, 15), "UNGDOMSARENA", (("NAT1015", date(2026, 12, 1), "10:15", "b"),)),
    ("MT-008", date(2026, 2, 17), "NAV_VEILEDER", (("HIS1010", date(2026, 12, 2), "12:30", "a"),)),
    ("MT-009", date(2026, 8, 24), "SELV", (("NOR1267", date(2026, 11, 24), "09:00", "b"),)),
    ("MT-010", date(2026, 8, 25), "VIDEREGAAENDE_SKOLE",
     (("MAT1117", date(2026, 11, 26), "09:00", "a"),)),
    ("MT-011", date(2026, 8, 11), "FAMILIE_VENNER", (("NOR1262", date(2026, 11, 24), "09:00", "a"),)),
    ("MT-012", date(2026, 5, 28), "NAV_VEILEDER",
     (("MAT1023", date(2026, 11, 27), "09:00", "a"), ("NAT1007", date(2026, 12, 8), "10:15", "a"))),
    ("MT-013", date(2026, 8, 31), "UNGDOMSARENA", (("NAT1007", date(2026, 12, 8), "11:00", ""),)),
    ("MT-014", date(2026, 6, 22), "NAV_VEILEDER",
     (("NOR1267", date(2026, 11, 24), "09:00", "a"), ("SAK1001", None, "", ""))),
)  # fmt: skip
AS_OF = date(2026, 11, 23)


def now() -> Iterator[Row]:
    """The open cases of `cases.csv` that are registered for exams in the autumn of 2026."""
    for number, (case_id, referred, channel, exams) in enumerate(NOW):
        enrolled = after(referred, 8)
        yield row(case_id, "HENVISNING", referred, BTS, channel)
        yield row(case_id, "VEDTAK", after(referred, 5), BTS, BTS)
        yield row(case_id, "OPPSTART", enrolled, BTS)
        registered = max(after(date(2026, 9, 1), number % 10), enrolled)
        for code, on, hour, place in exams:
            venue = f"eksamenslokale-{place}" if place else ""
            yield row(
                case_id,
                "OPPMELDING",
                registered,
                BTS,
                FORM[code],
                code=code,
                term="H2026",
                sitting_on=on,
                venue=venue,
                starts=hour,
            )
            yield row(case_id, "KONTAKT", registered, BTS, "FEE", code=code, term="H2026")
            if on and on < AS_OF:
                yield row(case_id, "EKSAMEN", on, BTS, "SAT", code=code, term="H2026", venue=venue)
        for week in islice(range(0, 99, 9), number % 3 + 5):
            day = after(enrolled, 3 + week)
            if day <= AS_OF:
                yield row(case_id, "KONTAKT", day, BTS, "EVENING" if week % 2 else "INDIVIDUAL")


def text() -> str:
    """The whole file."""
    rows = [*back_to_school(), *stay_at_school(), *presence(), *now()]
    rows.sort(key=lambda cells: (cells[2], cells[0]))
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return out.getvalue()


def main() -> int:
    """Write the file, or with ``--check`` compare it."""
    if "--check" in sys.argv[1:]:
        return int(TARGET.read_text(encoding="utf-8") != text())
    TARGET.write_text(text(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
