"""A release is put in place whole or not at all, and replaces nothing but a release."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kusei.errors import ToolFailure, UsageError
from kusei.publish.checksums import sums
from kusei.publish.directory import check_target, put_in_place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

FILES = {"dcat.ttl": b"one", "ontology/kusei.ttl": b"two", "SHA256SUMS": b"sums"}


class Broken(dict[str, bytes]):
    """Files of which the second cannot be given: a build that ends in the midst of writing."""

    def __init__(self, error: BaseException) -> None:
        super().__init__(FILES)
        self._error = error

    def items(self) -> Iterator[tuple[str, bytes]]:  # type: ignore[override]
        """The first file, then the error."""
        yield "dcat.ttl", b"newer"
        raise self._error


def held(folder: Path) -> Mapping[str, bytes]:
    """All files below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_release_is_written(tmp_path: Path) -> None:
    """A new folder, its parents included, holds the files and nothing else is left behind."""
    put_in_place(tmp_path / "港区 公開" / "release", FILES)
    assert held(tmp_path) == {f"港区 公開/release/{name}": data for name, data in FILES.items()}


def test_a_release_is_replaced_as_a_whole(tmp_path: Path) -> None:
    """No file of an older release survives in a newer one."""
    target = tmp_path / "release"
    put_in_place(target, {**FILES, "gone.ttl": b"old"})
    put_in_place(target, FILES)
    assert held(target) == FILES
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(
    "error", [KeyboardInterrupt(), SystemExit(143), RuntimeError("x"), OSError("full")], ids=repr
)
def test_an_interrupted_build_changes_nothing(tmp_path: Path, error: BaseException) -> None:
    """After an interruption or failure the old release is whole and no debris lies beside it."""
    target = tmp_path / "release"
    put_in_place(target, FILES)
    with pytest.raises(ToolFailure if isinstance(error, OSError) else type(error)):
        put_in_place(target, Broken(error))
    assert held(target) == FILES
    assert list(tmp_path.iterdir()) == [target]


def test_a_failed_swap_brings_the_old_release_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the new release cannot be moved in after the old one was moved out, the old returns."""
    target = tmp_path / "release"
    put_in_place(target, FILES)
    rename = type(target).rename

    def refuse_new(self: Path, other: Path) -> Path:
        if self.name == "new":
            raise OSError("no")
        return rename(self, other)

    monkeypatch.setattr(type(target), "rename", refuse_new)
    with pytest.raises(ToolFailure, match="cannot write the release"):
        put_in_place(target, {**FILES, "more": b"x"})
    assert held(target) == FILES
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("present", [["thesis.txt"], ["SHA256SUMS"], ["dcat.ttl", "x"], ["a/b"]])
def test_another_folder_is_left_alone(tmp_path: Path, present: list[str]) -> None:
    """A folder that is not a release is not replaced, whatever one of our files it holds."""
    for name in present:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("mine")
    before = held(tmp_path)
    with pytest.raises(UsageError, match="is not a release of kusei"):
        put_in_place(tmp_path, FILES)
    assert held(tmp_path) == before


def test_a_file_is_left_alone(tmp_path: Path) -> None:
    """A file is no target, and the message says so."""
    file = tmp_path / "release"
    file.write_text("mine")
    with pytest.raises(UsageError, match="is a file; name a folder with -o"):
        check_target(file)


def test_an_empty_folder_is_a_target(tmp_path: Path) -> None:
    """An empty folder holds nothing that could be lost."""
    target = tmp_path / "empty"
    target.mkdir()
    put_in_place(target, FILES)
    assert held(target) == FILES


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """A link to a release keeps pointing to it; what it points to is replaced."""
    real, link = tmp_path / "real", tmp_path / "latest"
    put_in_place(real, {**FILES, "gone": b"x"})
    link.symlink_to(real)
    put_in_place(link, FILES)
    assert link.is_symlink()
    assert held(real) == FILES


def test_sums_are_sorted_and_relative() -> None:
    """Each line is what sha256sum writes: digest, two blanks, path."""
    assert sums({"b": b"", "a/c": b"abc"}).decode() == (
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a/c\n"
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  b\n"
    )
