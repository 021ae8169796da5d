"""Every text for a person, by id, in three languages and two registers; dates and numbers as the language writes them.

A room, and a room within a room, keeps its texts in ``words.toml`` beside its code, or in the files of ``texts/`` when
they are many. Here they are gathered, checked once and looked up. A text that is missing is our fault and never a
blank on a page: it raises.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Final, Literal, get_args

from attrs import field, frozen
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

__all__ = [
    "LANGUAGES",
    "ROOMS",
    "Entry",
    "Language",
    "MissingWords",
    "Register",
    "Words",
    "catalogue",
    "read_catalogue",
    "texts_of_rooms",
]

Language = Literal["nb", "nn", "en"]
Register = Literal["adviser", "youth"]

LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
ROOMS: Final = ("rules", "law", "programme", "study", "school", "outcomes", "office", "render")
_LOCALES: Final = {"nb": "nb_NO", "nn": "nn_NO", "en": "en_GB"}
_COUNTED: Final = re.compile(r"((?<![\d.,])\d[\d\s.,]*\s)(\w+)\((\w+)\)")
_NO_BREAK: Final = "\N{NO-BREAK SPACE}"

# Babel's own short forms mix points and abbreviations; these three are what the languages' style guides write.
_DATE_PATTERNS: Final = {
    "long": {"nb": "d. MMMM y", "nn": "d. MMMM y", "en": "d MMMM y"},
    "short": {"nb": "dd.MM.y", "nn": "dd.MM.y", "en": "dd/MM/y"},
    "day": {"nb": "EEEE d. MMMM", "nn": "EEEE d. MMMM", "en": "EEEE d MMMM"},
    "month_day": {"nb": "d. MMMM", "nn": "d. MMMM", "en": "d MMMM"},
    "weekday": {"nb": "EEEE d. MMMM y", "nn": "EEEE d. MMMM y", "en": "EEEE d MMMM y"},
}

# The code points just after "z" stand in for the letters that come last.
_LAST_LETTERS: Final = str.maketrans("æäøöå", "{{||}")

DateStyle = Literal["long", "short", "day", "month_day", "weekday"]


class MissingWords(LookupError):  # noqa: N818 - it names what is missing, as KeyError's siblings do not
    """A text that does not exist, or lacks a value it needs: a developer's error, never the user's."""


@frozen
class Entry:
    """One text in all its forms.

    Args:
        id: Dotted id, unique over all rooms.
        room: The room whose words hold it.
        forms: ``nb``, ``nn``, ``en`` and, where the youth is told in other words, ``youth_nb`` and ``youth_nn``.
    """

    id: str
    room: str
    forms: Mapping[str, str]

    def placeholders(self, form: str) -> frozenset[str]:
        """The names of the values that a form of the text takes."""
        return frozenset(name for _, name, _, _ in Formatter().parse(self.forms[form]) if name is not None)


def read_catalogue(texts: Iterable[tuple[str, str]]) -> dict[str, Entry]:
    r"""Gather the texts of several rooms.

    Args:
        texts: Pairs of a room's name and the TOML it keeps its words in.

    Raises:
        ValueError: When two rooms give the same id different words, or a table is not a set of forms.

    >>> read_catalogue([("law", '["fact.born"]\nnb = "Født"\nnn = "Fødd"\nen = "Born"')])["fact.born"].forms["nn"]
    'Fødd'
    """
    found: dict[str, Entry] = {}
    for room, text in texts:
        for text_id, forms in _tables(tomllib.loads(text), ()):
            seen = found.setdefault(text_id, Entry(text_id, room, forms))
            if seen.forms != forms:
                raise ValueError(f"{text_id}: {seen.room} and {room} give it different words")
    return found


def _tables(table: Mapping[str, object], path: tuple[str, ...]) -> Iterable[tuple[str, dict[str, str]]]:
    """Walk the tables: both ``["a.b"]`` and ``[a.b]`` name the id ``a.b``."""
    forms = {key: value for key, value in table.items() if isinstance(value, str)}
    if forms:
        yield ".".join(path), forms
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _tables(value, (*path, key))
        elif not isinstance(value, str):
            raise ValueError(f"{'.'.join((*path, key))}: not a text")  # noqa: TRY004 - the file is wrong, not the caller's type


@cache
def catalogue() -> Mapping[str, Entry]:
    """The texts of every room that has any."""
    return read_catalogue(texts_of_rooms())


def texts_of_rooms() -> Iterator[tuple[str, str]]:
    """Pairs of a room and a file of its words: ``words.toml``, the files in ``texts/``, and each sub-room's own."""
    for room in ROOMS:
        home = files("tiltak").joinpath(room)
        folders = sorted((entry for entry in home.iterdir() if entry.is_dir()), key=lambda folder: folder.name)
        several = [file for folder in folders if folder.name == "texts" for file in folder.iterdir()]
        sources = [home.joinpath("words.toml"), *sorted(several, key=lambda file: file.name)]
        for source in (*sources, *(folder.joinpath("words.toml") for folder in folders)):
            if source.is_file() and source.name.endswith(".toml"):
                yield room, source.read_text(encoding="utf-8")


@frozen
class Words:
    r"""The texts in one language and register, and how that language writes dates, numbers and money.

    Args:
        lang: ``"nb"``, ``"nn"`` or ``"en"``.
        register: ``"adviser"``, or ``"youth"`` for texts that a young person reads.
        entries: Texts by id; all rooms' own unless given.

    >>> words = Words("nn")
    >>> words.text("word.yes"), words.day(date(2027, 5, 28)), words.money(2700).replace("\xa0", " ")
    ('Ja', '28. mai 2027', '2 700 kr')
    """

    lang: Language = "nb"
    register: Register = "adviser"
    entries: Mapping[str, Entry] = field(factory=catalogue, repr=False)

    def __attrs_post_init__(self) -> None:
        if self.lang not in LANGUAGES or self.register not in get_args(Register):
            raise ValueError(f"no words in {self.lang!r} for {self.register!r}")

    def has(self, text_id: str) -> bool:
        """Whether the text exists."""
        return text_id in self.entries

    def text(self, text_id: str, /, **values: object) -> str:
        """The text, with its values put in; dates and numbers among them are written as the language does.

        Raises:
            MissingWords: When there is no such text in this language, or it needs a value that was not given.
        """
        forms = self.entries[text_id].forms if text_id in self.entries else {}
        form = forms.get(f"youth_{self.lang}" if self.register == "youth" else self.lang, forms.get(self.lang))
        if form is None:
            raise MissingWords(f"no text {text_id!r} in {self.lang}")
        try:
            return counted(form.format(**{name: self.shown(value) for name, value in values.items()}))
        except (KeyError, IndexError) as error:
            raise MissingWords(f"{text_id!r} in {self.lang} needs the value {error}") from error

    def shown(self, value: object) -> str:
        """A value inside a text: a date in long form, a number grouped, anything else as it is."""
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return self.number(value)
        return str(value)

    def day(self, day: date, style: DateStyle = "long") -> str:
        """A date: ``long`` (28. mai 2027), ``short`` (28.05.2027), ``day`` and ``weekday`` with its weekday."""
        return format_date(day, _DATE_PATTERNS[style][self.lang], locale=_LOCALES[self.lang])

    def period(self, first: date, last: date) -> str:
        """Two dates and the dash between them, the year only once when it is the same."""
        if first == last:
            return self.day(first)
        same_year = first.year == last.year
        start = self.day(first).removesuffix(f" {first.year}") if same_year else self.day(first)
        return f"{start} – {self.day(last)}"

    def clock(self, moment: time) -> str:
        """A time of day: 08.15 in Norwegian, 08:15 in English."""
        return moment.strftime("%H:%M" if self.lang == "en" else "%H.%M")

    def number(self, value: float, decimals: int | None = None) -> str:
        """A number, thousands kept together by a no-break space in Norwegian and a comma in English."""
        pattern = "#,##0.###" if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
        return format_decimal(value, pattern, locale=_LOCALES[self.lang])

    def percent(self, share: float, decimals: int = 0) -> str:
        """A share between 0 and 1 as per cent."""
        return self.number(share * 100, decimals) + ("%" if self.lang == "en" else f"{_NO_BREAK}%")

    def money(self, kroner: float) -> str:
        """Norwegian kroner: whole ones without decimals, others with øre."""
        amount = self.number(kroner, 0 if kroner == int(kroner) else 2)
        return f"NOK{_NO_BREAK}{amount}" if self.lang == "en" else f"{amount}{_NO_BREAK}kr"

    def joined(self, items: Iterable[str]) -> str:
        """Items in a sentence: one, two and three."""
        return format_list(list(items), locale=_LOCALES[self.lang])

    def either(self, items: Iterable[str]) -> str:
        """Items of which one is enough, in a sentence: one, two or three."""
        return format_list(list(items), style="or", locale=_LOCALES[self.lang])

    def in_order(self, items: Iterable[str]) -> list[str]:
        """Items in the order of the language's alphabet: æ, ø and å come last."""
        return sorted(items, key=collation_key)


def counted(text: str) -> str:
    """A text with each word right after its number: one exam, two exams.

    A word that may be one or many is written with its ending in brackets; the number right before it chooses.

    >>> counted("Høyst 1 eksamen(er) samtidig"), counted("Høyst 2 eksamen(er) samtidig")
    ('Høyst 1 eksamen samtidig', 'Høyst 2 eksamener samtidig')
    """
    return _COUNTED.sub(lambda found: found[1] + found[2] + ("" if found[1].strip() == "1" else found[3]), text)


def collation_key(text: str) -> tuple[str, str]:
    """The key that sorts as a Norwegian dictionary does.

    >>> sorted(["Ås", "Ærlig", "Øst", "aften"], key=collation_key)
    ['aften', 'Ærlig', 'Øst', 'Ås']
    """
    return text.casefold().translate(_LAST_LETTERS), text
