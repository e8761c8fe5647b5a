"""``kusei validate --watch`` as a process of its own, and how a save is noticed."""

from __future__ import annotations

import os
import pty
import select
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from kusei.terminal.watching import saves

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.commands.conftest import Kusei

    Start = Callable[..., "subprocess.Popen[bytes]"]

KINDS = "data/minato/kinds.ttl"
PATIENCE = 600.0
CLEARING = b"\x1b[2J"


@pytest.fixture
def project(dataset_root: Path, tmp_path: Path) -> Path:
    """A copy of the dataset."""
    for folder in ("ontology", "data", "queries", "validation"):
        shutil.copytree(dataset_root / folder, tmp_path / folder)
    shutil.copy(dataset_root / "kusei.toml", tmp_path)
    return tmp_path


@pytest.fixture
def start(dataset_root: Path, project: Path) -> Iterator[Start]:
    """Start ``kusei validate --watch`` on the copy; ends what still runs."""
    running: list[subprocess.Popen[bytes]] = []

    def started(*options: str, stdout: int = subprocess.PIPE) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", "kusei", "validate", "--watch", "--lang", "en", *options],
            cwd=project,
            env={**os.environ, "PYTHONPATH": str(dataset_root)},
            stdout=stdout,
            stderr=subprocess.PIPE,
        )
        running.append(process)
        return process

    yield started
    for process in running:
        process.kill()
        process.communicate()


def read_until(stream: int, wanted: bytes) -> bytes:
    """What comes from a process until it says this."""
    said = b""
    end = time.monotonic() + PATIENCE
    while wanted not in said:
        ready, _, _ = select.select([stream], [], [], max(0.0, end - time.monotonic()))
        assert ready, f"it never said {wanted!r}, only {said!r}"
        said += os.read(stream, 65536)
    return said


def interrupted(process: subprocess.Popen[bytes]) -> int:
    """The exit code after Ctrl-C."""
    process.send_signal(signal.SIGINT)
    return process.wait(PATIENCE)


def test_each_save_is_validated_and_ctrl_c_ends_with_130(start: Start, project: Path) -> None:
    """Sound, then a slip, then mended: three reports; into a pipe nothing clears the screen."""
    process = start()
    assert process.stdout is not None
    out = process.stdout.fileno()
    assert b"0 errors, 0 warnings\n" in read_until(out, b"warnings\n")
    path = project / KINDS
    sound = path.read_bytes()
    path.write_bytes(sound.replace(b"    kusei:scope kusei:each ;\n", b"", 1))
    said = read_until(out, b"1 error, 0 warnings\n")
    assert b"KG044" in said
    assert b"\x1b" not in said
    path.write_bytes(sound)
    read_until(out, b"0 errors, 0 warnings\n")
    assert interrupted(process) == 130


def test_a_file_that_cannot_be_read_does_not_end_the_watch(start: Start, project: Path) -> None:
    """An editor is used to write half a statement; the next save is looked at as well."""
    process = start("-f", "concise")
    assert process.stdout is not None
    assert process.stderr is not None
    read_until(process.stderr.fileno(), b"0 errors, 0 warnings\n")
    path = project / KINDS
    sound = path.read_bytes()
    path.write_bytes(sound + b"minato:x a")
    assert b": KG001 " in read_until(process.stdout.fileno(), b"\n")
    (project / "kusei.toml").rename(project / "away.toml")
    read_until(process.stderr.fileno(), b"no dataset")
    (project / "away.toml").rename(project / "kusei.toml")
    path.write_bytes(sound)
    read_until(process.stderr.fileno(), b"0 errors, 0 warnings\n")
    assert interrupted(process) == 130


def test_on_a_terminal_the_screen_is_cleared_before_each_report(start: Start) -> None:
    """The last report stands alone there."""
    ours, theirs = pty.openpty()
    process = start("--limit", "1", stdout=theirs)
    os.close(theirs)
    assert CLEARING in read_until(ours, b"warnings")
    assert interrupted(process) == 130
    os.close(ours)


def test_standard_input_cannot_be_watched(kusei_main: Kusei) -> None:
    """It would never change."""
    ran = kusei_main("validate", "--watch", "-")
    assert (ran.code, ran.out) == (2, "")


@pytest.mark.parametrize("change", ["touch", "new", "gone", "same-size", "renamed", "pipe"])
def test_a_save_is_noticed_whatever_it_does(tmp_path: Path, change: str) -> None:
    """A file that is written, that appears or goes away; what is hidden is an editor's own."""
    kept = tmp_path / "a.ttl"
    kept.write_text("one", "utf-8")
    noticed = saves([tmp_path], interval=0.01)
    assert next(noticed) == 1
    (tmp_path / ".a.ttl.swp").write_text("x", "utf-8")
    if change == "touch":
        os.utime(kept, ns=(1, 1))
    elif change == "new":
        (tmp_path / "b.ttl").write_text("two", "utf-8")
    elif change == "renamed":  # as many editors save
        (tmp_path / ".a.ttl.tmp").write_text("two", "utf-8")
        (tmp_path / ".a.ttl.tmp").replace(kept)
    elif change == "pipe":  # is looked at by nobody, and must not be opened
        os.mkfifo(tmp_path / "p.ttl")
        kept.write_text("three", "utf-8")
    elif change == "gone":
        kept.unlink()
    else:
        time.sleep(0.02)
        kept.write_text("two", "utf-8")
    assert next(noticed) == {"new": 2, "gone": 0}.get(change, 1)
