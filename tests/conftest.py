"""Profiles and fixtures every room's tests share."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

# Derandomised, so that the same commit gives the same answer on every machine; `thorough` looks further.
settings.register_profile("quick", max_examples=50, derandomize=True, deadline=None)
settings.register_profile(
    "thorough", max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
# For mutation testing: few examples, no shrinking, no memory; one failure is enough.
settings.register_profile(
    "mutation",
    max_examples=10,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
    report_multiple_bugs=False,
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the checkout."""
    return Path(__file__).parents[1]


@pytest.fixture(scope="session")
def tiltak(root) -> list[str]:
    """The words that start the command in this environment, whatever the path is."""
    return [sys.executable, "-c", "import sys; sys.argv[0] = 'tiltak'; from tiltak.cli import main; main()"]
