"""Reading a file somebody wrote as text, and saying what it is when it is not UTF-8."""

from pathlib import Path

from tiltak.faults import Fault, FaultKind, FaultList, nearest

__all__ = ["FILES", "read_text"]

FILES = ("office.toml", "cases.csv", "passed.csv", "events.csv")
"""The files of an office, in the order they are read and spoken of."""

_LOOKED_AT = 2000  # bytes; enough to see that every second one is nothing
# What a file begins with when it is something else; the names are those the programs show.
_BEGINNINGS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
    (b"PK\x03\x04", "Excel (.xlsx)"),
    (b"\xd0\xcf\x11\xe0", "Excel (.xls)"),
)


def read_text(path: Path, faults: FaultList) -> str | None:
    """The text of a UTF-8 file, with or without a byte order mark.

    Args:
        path: The file.
        faults: Where it is noted when the file is missing, is no file, or is written in another encoding.

    Returns:
        The text, or None when a fault was noted.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        # One of the other files is what it is, however much its name is like the one that is missing.
        others = {name for name in FILES if name != path.name}
        siblings = sorted(
            entry.name
            for entry in (path.parent.iterdir() if path.parent.is_dir() else ())
            if entry.name.casefold() not in others
        )
        near = nearest(path.name, siblings)
        faults.extend([Fault(FaultKind.MISSING_FILE, faults.file, nearest=near)])
        return None
    except OSError:
        faults.add(FaultKind.NOT_A_FILE)
        return None
    # Excel writes tables; the configuration is written in a text editor.
    expected = "utf8_text" if path.suffix.casefold() == ".toml" else "utf8_file"
    for beginning, name in _BEGINNINGS:
        if data.startswith(beginning):
            faults.add(FaultKind.ENCODING, found=name, expected=expected)
            return None
    if data[:_LOOKED_AT].count(0) * 4 > len(data[:_LOOKED_AT]):
        faults.add(FaultKind.ENCODING, found="UTF-16", expected=expected)
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # Norwegian letters in the encoding of older Windows programs; nothing else is likely in an office.
        row = len((data[: error.start] + b"x").splitlines())
        faults.add(FaultKind.ENCODING, row=row, found="Windows-1252", expected=expected)
        return None
