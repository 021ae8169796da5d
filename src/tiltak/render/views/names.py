"""Names that stand in the registers of other rooms: subjects, terms, goals, municipalities."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from tiltak.render.views.common import said
from tiltak.render.words import Words
from tiltak.study import Goal, UnknownCode, catalogue, goal

__all__ = ["goal_name", "lowered", "sentence_values", "subject_name", "subject_names", "term_name"]

_TERM: Final = re.compile(r"([VH])(\d{4})?")


def term_name(code: str, words: Words) -> str:
    """A term as people say it.

    >>> term_name("V2027", Words("nb")), term_name("H2026", Words("nn"))
    ('Våren 2027', 'Hausten 2026')
    """
    found = _TERM.fullmatch(code)
    if found is None:
        return code
    season = words.text("term.spring" if found[1] == "V" else "term.autumn")
    return f"{season} {found[2]}" if found[2] else season


def subject_name(code: str, words: Words) -> str:
    """A subject's name in the language; the code itself when the catalogue does not hold it.

    >>> subject_name("XXX0000", Words("nb"))
    'XXX0000'
    """
    try:
        return catalogue().subject(code).name(words.lang)
    except UnknownCode:
        pass
    try:
        one = catalogue().exam_set(code)
    except UnknownCode:
        return code
    return {"nb": one.name_nb, "nn": one.name_nn, "en": one.name_en}[words.lang]


def subject_names(codes: Iterable[str], words: Words) -> str:
    """Subjects in a sentence, each with its code."""
    named = [(code, subject_name(code, words)) for code in codes]
    return words.joined(f"{name} ({code})" if name != code else code for code, name in named)


def goal_name(wanted: Goal | str, words: Words) -> str:
    """What a goal is called: an office's own name for it, else with the subject or programme it is about."""
    try:
        one = goal(wanted) if isinstance(wanted, str) else wanted
    except UnknownCode:
        return str(wanted)
    if own := dict(one.names).get(words.lang):
        return own
    about = said_about(one.about, words)
    return said(words, f"goal.{one.id}", f"goal.{one.kind}", about=about, subject=about, programme=about)


def said_about(code: str, words: Words) -> str:
    """A subject or an education programme by its name."""
    named = f"vocational_programme.{code}"
    return words.text(named) if words.has(named) else subject_name(code, words)


def shown_values(values: Iterable[tuple[str, str | int | float | date]], words: Words) -> Mapping[str, object]:
    """Values of a sentence, with terms and goals named; dates and numbers are written by `Words.text` itself."""
    shown: dict[str, object] = {}
    for name, value in values:
        if isinstance(value, str) and _TERM.fullmatch(value):
            shown[name] = lowered(term_name(value, words))
        elif name == "goal" and isinstance(value, str):
            shown[name] = goal_name(value, words)
        else:
            shown[name] = value
    return shown


def sentence_values(
    codes: Sequence[str], values: Iterable[tuple[str, str | int | float | date]], words: Words
) -> Mapping[str, object]:
    """What the planner's sentences may name: its values, and the subjects its codes stand for.

    ``subjects`` are all of them, ``codes`` the same with their codes, ``subject`` the first and ``before`` the rest.
    """
    named = [subject_name(code, words) for code in codes]
    subjects = {
        "codes": subject_names(codes, words),
        "subjects": words.joined(named),
        "subject": words.joined(named[:1]),
        "before": words.joined(named[1:]),
    }
    return {**subjects, **shown_values(values, words)}


def lowered(term: str) -> str:
    """A term inside a sentence: våren 2027, spring 2027."""
    return term[:1].lower() + term[1:]
