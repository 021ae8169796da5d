"""Every id the room uses has words in three languages."""

import re
import tomllib
from importlib.resources import files

import pytest

from tiltak.outcomes import (
    FUNNEL,
    ClaimLevel,
    EventKind,
    check_wording,
    described,
    fidelity_items,
    metrics,
    profiles,
    value_rules,
)
from tiltak.outcomes import testimony as said  # a name that starts with test is taken for one

ROOM = files("tiltak.outcomes")
WORDS = tomllib.loads(ROOM.joinpath("words.toml").read_text(encoding="utf-8"))
LANGUAGES = {"nb", "nn", "en"}


def in_code(pattern, *names):
    """Ids that stand in the code of the room."""
    found = set()
    for name in names:
        found |= set(re.findall(pattern, ROOM.joinpath(name).read_text(encoding="utf-8")))
    return found


def needed():
    """Every id an object of the room can carry."""
    for metric in metrics().values():
        yield f"metric.{metric.id}"
        yield f"metric_unit.{metric.unit}"
        yield f"metric_population.{metric.population}"
        yield f"metric_censoring.{metric.censoring}"
        yield f"metric_source.{metric.source}"
        yield from metric.notes
    for level in ClaimLevel:
        yield f"claim.{level.name.lower()}"
        yield f"claim_means.{level.name.lower()}"
    yield from (f"funnel.{step}" for step in FUNNEL)
    yield from (f"profile.{name}" for name in profiles())
    yield from (f"described.{one.id}" for one in described())
    yield from (f"testimony.{one.id}" for one in said())
    yield from (f"event.{kind.value}" for kind in EventKind)
    for kind, value in value_rules():
        if value and kind in {EventKind.STATUS, EventKind.REGISTRATION}:
            yield f"{'status' if kind is EventKind.STATUS else 'exam_form'}.{value}"
    yield from (f"fidelity.{item.id}" for item in fidelity_items())
    yield from (f"fidelity_band.{name}" for name in ("exemplary", "good", "fair", "not_the_model"))
    yield from (f"fidelity_missing.{one}" for one in in_code(r'NotKnown\("(\w+)"\)', "fidelity.py", "fidelity_log.py"))
    yield from (f"fidelity_missing.{one}" for one in ("partly_known", "raters_differ"))
    yield from in_code(r'"((?:note|confounder|fidelity)\.\w+)"', "measure.py", "fidelity.py")
    reasons = in_code(r'(?:yield \w+, |return |position, )"(\w+)"', "events.py")
    assert len(reasons) > 20
    yield from (f"set_aside.{reason}" for reason in reasons)


@pytest.mark.parametrize("word", sorted(set(needed())))
def test_an_id_has_its_words(word):
    """An id the room hands out has words in bokmål, nynorsk and English, none of them empty."""
    assert set(WORDS[word]) == LANGUAGES
    assert all(text.strip() for text in WORDS[word].values())


def test_no_words_are_left_over():
    """Words without an id that uses them have been forgotten, but for the group nobody stated."""
    assert set(WORDS) - set(needed()) <= {"group.NOT_STATED"}


@pytest.mark.parametrize("metric", metrics().values(), ids=lambda metric: metric.id)
def test_a_metrics_name_claims_no_more_than_its_level(metric):
    """The name of a metric keeps to the words of its level, in all three languages."""
    for lang in sorted(LANGUAGES):
        assert check_wording(WORDS[f"metric.{metric.id}"][lang], metric.claim_level, lang) == ()


@pytest.mark.parametrize("lang", sorted(LANGUAGES))
def test_no_note_tells_what_would_have_happened(lang):
    """What would have come of it without the programme nobody knows: a note says what may be, never what would."""
    certain = {"nb": r"\bville (?:ha |få|blitt|vært)", "nn": r"\bville (?:ha |få|blitt|vore)", "en": r"\bwould have\b"}
    notes = {word: forms[lang] for word, forms in WORDS.items() if word.startswith(("note.", "confounder.", "claim_"))}
    assert [word for word, text in notes.items() if re.search(certain[lang], text)] == []
    hedge = {"nb": "kan ha", "nn": "kan ha", "en": "may have"}[lang]
    assert hedge in notes["confounder.regression_to_mean"]
