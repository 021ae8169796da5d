"""The office: its arena, schools and partners, how it reads the programme, and every value it has had to assume."""

from tiltak.office import Arena, Office
from tiltak.render.views.common import View, column, facts, table
from tiltak.render.views.presence import weekday_names
from tiltak.render.words import Words

__all__ = ["office_view"]


def office_view(office: Office, words: Words) -> View:
    """The page about the office."""
    return {
        "path": "office.html",
        "title": office.name,
        "lead": words.text("office_page.lead"),
        "sections": [
            _assumptions(office, words),
            _arena(office.arena, words),
            _schools(office, words),
            _partners(office, words),
            _services(office, words),
            _choices(office, words),
        ],
    }


def _assumptions(office: Office, words: Words) -> View:
    rows = [[one.path, one.value, one.why, str(one.line)] for one in office.assumptions]
    columns = [
        {"text": words.text("office.assumption.place"), "kind": ""},
        {"text": words.text("office.assumption.value"), "kind": ""},
        {"text": words.text("office.assumption.why"), "kind": "wrap"},
        column(words, "row", "num"),
    ]
    title = words.text("office.assumptions")
    lines = [words.text("office.assumptions.about")] if rows else []
    shown = table(title, columns, rows, words.text("office_page.no_assumptions"))
    return {"id": "assumptions", "title": title, "lines": lines, "tables": [shown]}


def _stated(value: bool | None, words: Words) -> str:  # noqa: FBT001 - it is the value itself that is shown
    if value is None:
        return words.text("office_page.not_stated")
    return words.text("word.yes" if value else "word.no")


def _arena(arena: Arena | None, words: Words) -> View:
    section: View = {"id": "arena", "title": words.text("office.arena")}
    if arena is None:
        return {**section, "lines": [words.text("office.arena.none")]}
    pairs = [(name, _stated(getattr(arena, name), words)) for name in ("outside_nav", "sofa", "kitchen", "evenings")]
    return {**section, "lines": [arena.name], "facts": facts(words, "office.arena", pairs)}


def _schools(office: Office, words: Words) -> View:
    rows = [[school.name, weekday_names(school.weekdays, words)] for school in office.schools]
    columns = [{"text": words.text("school.presence.school"), "kind": ""}, column(words, "weekdays", "wrap")]
    title = words.text("office.schools")
    shown = table(title, columns, rows, words.text("presence.empty"))
    return {"id": "schools", "title": title, "lines": [], "tables": [shown]}


def _partners(office: Office, words: Words) -> View:
    rows = [
        [
            partner.name,
            words.text(f"partner_role.{partner.role.value}"),
            words.joined(words.text(f"track.{track.value}") for track in sorted(partner.tracks)),
            _stated(partner.in_committee, words),
        ]
        for partner in office.partners
    ]
    columns = [column(words, "partner", "wrap"), column(words, "role"), column(words, "track")]
    columns.append({"text": words.text("office.committee"), "kind": ""})
    title = words.text("office.partners")
    shown = table(title, columns, rows, words.text("office_page.no_partners"))
    return {"id": "partners", "title": title, "lines": [], "tables": [shown]}


def _services(office: Office, words: Words) -> View:
    bullets = words.in_order(words.text(f"service.{one.value}") for one in office.services)
    lines = [] if bullets else [words.text("office_page.not_stated")]
    return {"id": "services", "title": words.text("office.services"), "lines": lines, "bullets": bullets}


def _choices(office: Office, words: Words) -> View:
    return {
        "id": "choices",
        "title": words.text("office_page.choices"),
        "lines": [words.text("office_page.choices_lead")],
        "bullets": [words.text(choice) for choice in office.programme.choices],
    }
