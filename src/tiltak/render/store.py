"""A folder that is either wholly the old one or wholly the new one, and never somebody else's.

The files are written into a folder beside the place, which then takes the place by renaming. A folder that is not
empty and that was not written here is left alone.
"""

from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Final

from tiltak.faults import BadInput, Fault, FaultKind

__all__ = ["MARKER", "Progress", "check_place", "write_folder"]

Progress = Callable[[int, int], None]
"""Told after each file: how many are done, and how many there are in all."""

MARKER: Final = ".tiltak-site"
_MARK: Final = b"Written by tiltak. The whole folder is replaced when it is written again.\n"


def check_place(out: Path) -> None:
    """Refuse a place that something else stands in.

    Raises:
        BadInput: With one fault of kind EXISTS, when `out` is a file, or a folder with content not written here.
    """
    taken = out.is_symlink() or (out.exists() and not out.is_dir())
    foreign = out.is_dir() and not (out / MARKER).is_file() and any(out.iterdir())
    if taken or foreign:
        raise BadInput([Fault(FaultKind.EXISTS, str(out))])


def write_folder(
    out: Path, files: Iterable[tuple[str, bytes]], *, total: int = 0, progress: Progress | None = None
) -> list[Path]:
    """Write the files, all or none of them.

    Args:
        out: The folder they are to stand in; its parents are made.
        files: Pairs of a path inside the folder (with ``/``) and its bytes. If a generator raises, nothing of the old
            folder is touched.
        total: How many files there will be, for `progress`.
        progress: Told after each file.

    Returns:
        The paths written, in the order given, as they stand under `out`.

    Raises:
        BadInput: When `out` is not ours to replace.
        ValueError: When a path leaves the folder or comes twice.
    """
    check_place(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    names: list[str] = []
    taken: set[str] = set()  # some systems do not tell A from a
    # Inside the private temporary folder a plain one is made: it gets the rights that the user's other folders have.
    with TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as workshop:
        fresh = Path(workshop, "new")
        fresh.mkdir()
        (fresh / MARKER).write_bytes(_MARK)
        for name, data in files:
            place = PurePosixPath(name)
            if place.is_absolute() or ".." in place.parts or not place.parts or name.casefold() in taken:
                raise ValueError(f"{name!r} is no path of its own inside the folder")
            target = fresh / place
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
            names.append(name)
            taken.add(name.casefold())
            if progress is not None:
                progress(len(names), max(total, len(names)))
        _swap(fresh, out, Path(workshop, "old"))
    return [out / name for name in names]


def _swap(fresh: Path, out: Path, aside: Path) -> None:
    """Put the new folder in the old one's place; if that fails, the old one comes back."""
    check_place(out)
    had = out.exists()
    if had:
        out.rename(aside)
    try:
        fresh.rename(out)
    except OSError:
        if had:
            aside.rename(out)
        raise
