"""The folder is wholly the old one or wholly the new one, and never somebody else's."""

import pytest

from tiltak.faults import BadInput, FaultKind
from tiltak.render.store import MARKER, check_place, write_folder


def content(folder):
    """Every file under the folder with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_the_files_stand_where_they_were_to_stand(tmp_path):
    """Folders are made, the paths come back in order, and nothing is left beside the folder."""
    out = tmp_path / "a" / "site"
    written = write_folder(out, [("index.html", b"1"), ("cases/x.html", b"2")])
    assert written == [out / "index.html", out / "cases/x.html"]
    assert set(content(out)) == {MARKER, "index.html", "cases/x.html"}
    assert list(out.parent.iterdir()) == [out]


def test_an_old_site_is_replaced_as_a_whole(tmp_path):
    """A page that is no longer made does not stay behind."""
    out = tmp_path / "site"
    write_folder(out, [("old.html", b"1")])
    write_folder(out, [("new.html", b"2")])
    assert set(content(out)) == {MARKER, "new.html"}


def test_an_empty_folder_may_be_used(tmp_path):
    """Somebody who made the folder first is not refused."""
    write_folder(tmp_path / "x", [])
    (tmp_path / "empty").mkdir()
    write_folder(tmp_path / "empty", [("index.html", b"1")])
    assert (tmp_path / "empty" / "index.html").read_bytes() == b"1"


def test_a_folder_with_somebodys_files_is_left_alone(tmp_path):
    """The fault says that it exists, and not a byte is changed."""
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "dear.txt").write_text("x")
    before = content(tmp_path)
    with pytest.raises(BadInput) as caught:
        write_folder(tmp_path / "letters", [("index.html", b"1")])
    assert [fault.kind for fault in caught.value.faults] == [FaultKind.EXISTS]
    assert content(tmp_path) == before


def test_a_file_in_the_place_is_left_alone(tmp_path):
    """`--out` may have been given the name of a file."""
    (tmp_path / "report").write_text("x")
    with pytest.raises(BadInput):
        check_place(tmp_path / "report")


def test_a_link_is_not_followed(tmp_path):
    """Replacing what a link points at would replace a folder elsewhere."""
    write_folder(tmp_path / "real", [("a", b"1")])
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with pytest.raises(BadInput):
        check_place(tmp_path / "link")


def test_a_fault_on_the_way_leaves_the_old_site(tmp_path):
    """Half a site is never seen: the old one stands, and the workshop is gone."""

    def breaking():
        yield "index.html", b"new"
        raise RuntimeError("no more")

    out = tmp_path / "site"
    write_folder(out, [("index.html", b"old")])
    before = content(tmp_path)
    with pytest.raises(RuntimeError, match="no more"):
        write_folder(out, breaking())
    assert content(tmp_path) == before


@pytest.mark.parametrize("name", ["../x", "/x", "a/../../x", ""])
def test_no_file_leaves_the_folder(tmp_path, name):
    """A case id that is a path cannot reach outside."""
    with pytest.raises(ValueError, match="no path of its own"):
        write_folder(tmp_path / "site", [(name, b"1")])
    assert list(tmp_path.iterdir()) == []


def test_two_files_of_one_name_are_refused(tmp_path):
    """One of two youths would silently lose a page."""
    with pytest.raises(ValueError, match="no path of its own"):
        write_folder(tmp_path / "site", [("a", b"1"), ("A", b"2")])


def test_progress_is_told_after_each_file(tmp_path):
    """How many are done, and how many there are."""
    told = []
    write_folder(tmp_path / "s", [("a", b""), ("b", b"")], total=2, progress=lambda *what: told.append(what))
    assert told == [(1, 2), (2, 2)]
