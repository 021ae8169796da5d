"""The worked example, run once and written once in each language."""

from datetime import date

import pytest

from tiltak.office import example_folder, run
from tiltak.render import LANGUAGES
from tiltak.render.site import write

ON = date(2026, 11, 23)


@pytest.fixture(scope="session")
def example():
    """The run of the worked example."""
    return run(example_folder(), ON)


@pytest.fixture(scope="session")
def sites(example, tmp_path_factory):
    """The folder written in each language."""
    top = tmp_path_factory.mktemp("sites")
    for lang in LANGUAGES:
        write(example, top / lang, lang)
    return {lang: top / lang for lang in LANGUAGES}
