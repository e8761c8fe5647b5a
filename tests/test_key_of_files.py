"""The key of unchanged files is remembered; nothing that may have changed is ever believed."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from kusei.cache import key_of_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_AWHILE = 60 * 10**9
_TICK = 0.05  # in seconds, longer than one tick of the clock of any file system of today


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of its own."""
    monkeypatch.setenv("KUSEI_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file to ask about."""
    path = tmp_path / "ファイル.ttl"
    path.write_bytes(b"one")
    return path


@pytest.fixture
def rested(monkeypatch: pytest.MonkeyPatch, cache: Path) -> Path:
    """A cache to which every file looks as if it had not been changed for a minute."""
    now = time.time_ns
    monkeypatch.setattr("kusei.cache.time.time_ns", lambda: now() + _AWHILE)
    return cache


def ask(*files: Path) -> tuple[str, bool]:
    """The key, which is the content here, and whether it was computed."""
    computed: list[str] = []

    def compute() -> str:
        computed.append("+".join(file.read_text("ascii") for file in files))
        return computed[-1]

    return key_of_files("files", files, compute), bool(computed)


def same_times(path: Path, content: bytes) -> None:
    """Change the content, and set the time of the change back."""
    before = path.stat()
    path.write_bytes(content)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def replaced(path: Path, content: bytes) -> None:
    """Put another file into its place, of the same size and time."""
    before = path.stat()
    other = path.with_name("other")
    other.write_bytes(content)
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(path)


@pytest.mark.usefixtures("rested")
def test_files_that_rest_are_read_once(file: Path) -> None:
    """The second question about unchanged files reads none of them."""
    assert ask(file) == ("one", True)
    assert ask(file) == ("one", False)


@pytest.mark.usefixtures("rested")
@pytest.mark.parametrize(
    "change", [lambda path, content: path.write_bytes(content), same_times, replaced]
)
def test_changed_content_of_the_same_size_is_read(
    file: Path, change: Callable[[Path, bytes], object]
) -> None:
    """Whether it was written, written and set back in time, or replaced by another file."""
    ask(file)
    time.sleep(_TICK)
    change(file, b"two")
    assert ask(file) == ("two", True)


@pytest.mark.usefixtures("rested")
def test_a_touched_file_is_read_again(file: Path) -> None:
    """Its time says that it was changed, and nothing says that it was not."""
    ask(file)
    time.sleep(_TICK)
    file.touch()
    assert ask(file) == ("one", True)


@pytest.mark.usefixtures("cache")
def test_what_has_just_changed_is_not_remembered(file: Path) -> None:
    """A second change within one tick of the clock would leave the time of the first."""
    assert ask(file) == ("one", True)
    assert ask(file) == ("one", True)


@pytest.mark.usefixtures("cache")
def test_a_file_of_the_future_is_not_remembered(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a clock that goes wrong, later changes may have earlier times."""
    monkeypatch.setattr("kusei.cache.time.time_ns", lambda: 10**9)
    assert [ask(file), ask(file)] == [("one", True), ("one", True)]


@pytest.mark.usefixtures("rested")
def test_another_set_of_files_has_another_key(file: Path, tmp_path: Path) -> None:
    """A file that came is read, one that went or was renamed is not remembered."""
    ask(file)
    second = tmp_path / "b"
    second.write_bytes(b"two")
    assert ask(file, second) == ("one+two", True)
    assert ask(second) == ("two", True)
    renamed = second.rename(tmp_path / "c")
    assert ask(renamed) == ("two", True)


@pytest.mark.usefixtures("rested")
def test_another_engine_computes_anew(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is derived follows from the engine too."""
    ask(file)
    monkeypatch.setattr("kusei.cache.ENGINE_VERSION", "another")
    assert ask(file) == ("one", True)


@pytest.mark.parametrize("place", [0, 5, -1])
def test_a_damaged_record_is_not_believed(file: Path, rested: Path, place: int) -> None:
    """One byte of it changed, at either end too, or the end lost: the files are read."""
    ask(file)
    (record,) = rested.iterdir()
    content = bytearray(record.read_bytes())
    content[place] ^= 1
    for damaged in (content, content[:-1], b""):
        record.write_bytes(damaged)
        assert ask(file) == ("one", True)


@pytest.mark.usefixtures("rested")
def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    """To read a pipe would wait for a writer, perhaps for ever."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(OSError, match="no file"):
        ask(pipe)


def test_a_cache_that_cannot_be_written_costs_time_only(rested: Path, file: Path) -> None:
    """Where the folder is a file, the key is computed each time."""
    rested.write_text("in the way", "utf-8")
    assert [ask(file), ask(file)] == [("one", True), ("one", True)]
