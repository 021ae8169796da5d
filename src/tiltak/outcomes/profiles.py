"""For whom a report is, and so how small a number it may show."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from attrs import frozen

from tiltak.tables import read_rows

__all__ = ["Profile", "profiles"]


@frozen
class Profile:
    """How small a number may be.

    Args:
        id: Name of the profile.
        smallest: The smallest number of persons shown, above none.
        extremes_below: All or none of fewer persons than this is hidden too: it tells about each of them.
    """

    id: str
    smallest: int
    extremes_below: int


@cache
def profiles() -> Mapping[str, Profile]:
    """Profiles by name.

    >>> profiles()["kommune"]
    Profile(id='kommune', smallest=5, extremes_below=10)
    """
    rows = read_rows("tiltak.outcomes", "data/profiles.csv")
    return MappingProxyType(
        {row["id"]: Profile(row["id"], int(row["smallest"]), int(row["extremes_below"])) for row in rows}
    )
