"""Copies are known by their bytes; a folder of plain files is enough."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from kusei.errors import UsageError
from kusei.sources.copies import files, folder, new_folder, put
from kusei.sources.reading.source_text import Media

if TYPE_CHECKING:
    from pathlib import Path


def sha(content: bytes) -> str:
    """The hash by which a copy is known."""
    return hashlib.sha256(content).hexdigest()


@pytest.fixture(autouse=True)
def _nothing_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """No folder of the user's is looked at."""
    monkeypatch.delenv("KUSEI_COPIES", raising=False)


def test_a_copy_is_found_whatever_its_name(tmp_path: Path) -> None:
    """Equal files are one copy, the first by name; hidden files and folders are none."""
    for name in ("z.txt", "a b 区.pdf", ".hidden"):
        (tmp_path / name).write_bytes(b"same" if name != ".hidden" else b"hidden")
    (tmp_path / "folder").mkdir()
    assert files(tmp_path) == {sha(b"same"): tmp_path / "a b 区.pdf"}


def test_what_is_held_is_not_held_twice(tmp_path: Path) -> None:
    """A copy is put under its hash, unless it lies there under another name."""
    (tmp_path / "old.html").write_bytes(b"old")
    assert put(tmp_path, b"old", Media.HTML) == tmp_path / "old.html"
    new = put(tmp_path, b"new", Media.PDF)
    assert new == tmp_path / f"{sha(b'new')}.pdf"
    assert new.read_bytes() == b"new"
    assert put(tmp_path, b"new", Media.PDF) == new
    assert len(list(tmp_path.iterdir())) == 2


def test_the_folder_is_told_then_named_then_the_projects_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the project's own is made where it is missing."""
    told, named, own = tmp_path / "told", tmp_path / "named", tmp_path / ".kusei" / "copies"
    with pytest.raises(UsageError, match="no folder of copies"):
        folder(None, root=tmp_path)
    assert new_folder(None, root=tmp_path) == own
    assert folder(None, root=tmp_path) == own
    monkeypatch.setenv("KUSEI_COPIES", str(named))
    with pytest.raises(UsageError, match="named"):
        new_folder(None, root=tmp_path)
    named.mkdir()
    assert folder(None, root=tmp_path) == named
    with pytest.raises(UsageError, match="told"):
        new_folder(told, root=tmp_path)
    told.mkdir()
    assert folder(told, root=tmp_path) == told
