"""`kusei fmt`: what it writes, what it leaves alone, what it tells."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from tests.commands.conftest import Ran

    Kusei = Callable[..., Ran]

UGLY = b"\xef\xbb\xbf@prefix b: <urn:b:> .\r\n<urn:s> <urn:p> 1 ; # one\r\n a <urn:C> ."
PRETTY = b"<urn:s> a <urn:C> ;\n    <urn:p> 1 . # one\n"


def test_only_files_that_change_are_rewritten(kusei_main: Kusei, tmp_path: Path) -> None:
    """A canonical file keeps its time stamp; the names of the others are told on stderr."""
    ugly, pretty = tmp_path / "b" / "ugly.ttl", tmp_path / "pretty.ttl"
    ugly.parent.mkdir()
    ugly.write_bytes(UGLY)
    pretty.write_bytes(PRETTY)
    stamp = pretty.stat().st_ino
    ran = kusei_main("fmt", str(tmp_path))
    assert (ran.code, ran.out) == (0, "")
    assert f"{ugly} rewritten\n" in ran.err
    assert str(pretty) not in ran.err
    assert ugly.read_bytes() == PRETTY
    assert pretty.stat().st_ino == stamp


def test_check_and_diff_write_nothing(kusei_main: Kusei, tmp_path: Path) -> None:
    """--check names what would change and exits 1; --diff shows how and exits 0 without --check."""
    ugly = tmp_path / "ugly.ttl"
    ugly.write_bytes(UGLY)
    checked = kusei_main("fmt", "--check", str(ugly))
    assert (checked.code, checked.out) == (1, f"{ugly}\n")
    shown = kusei_main("fmt", "--diff", str(ugly))
    assert shown.code == 0
    assert shown.out.startswith(f"--- a/{ugly}\n+++ b/{ugly}\n@@ -1,3 +1,2 @@\n")
    assert "- a <urn:C> .\n\\ No newline at end of file\n" in shown.out
    assert "\n+    <urn:p> 1 . # one\n" in shown.out
    assert kusei_main("fmt", "--diff", "--check", str(ugly)).code == 1
    assert ugly.read_bytes() == UGLY
    ugly.write_bytes(PRETTY)
    assert kusei_main("fmt", "--check", "--diff", str(ugly)).code == 0


def test_a_file_that_is_not_turtle_is_left_and_told(kusei_main: Kusei, tmp_path: Path) -> None:
    """file:line:column and exit 1; the other files are laid out all the same."""
    broken, ugly = tmp_path / "a.ttl", tmp_path / "b.ttl"
    broken.write_bytes(b"<urn:s> <urn:p> 1 .\n<urn:s> <urn:p> ; .")
    ugly.write_bytes(UGLY)
    ran = kusei_main("fmt", str(tmp_path))
    assert ran.code == 1
    assert f"{broken}:2:17: not Turtle: " in ran.err
    assert broken.read_bytes() == b"<urn:s> <urn:p> 1 .\n<urn:s> <urn:p> ; ."
    assert ugly.read_bytes() == PRETTY


def test_a_folder_without_turtle_is_a_slip(kusei_main: Kusei, tmp_path: Path) -> None:
    """Nothing looked at is no success."""
    ran = kusei_main("fmt", str(tmp_path))
    assert ran.code == 2
    assert "no .ttl file lies in this folder" in ran.err


def test_without_paths_the_whole_dataset_is_looked_at(kusei_main: Kusei) -> None:
    """Data, ontology with its schemes, and shapes; all of the project is canonical."""
    ran = kusei_main("fmt", "--check")
    assert (ran.code, ran.out) == (0, "")
    assert int(ran.err.split()[0]) > 40


def test_standard_input_goes_to_standard_output(
    kusei_main: Kusei, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`kusei fmt -` is a filter."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(UGLY)))
    ran = kusei_main("fmt", "-")
    assert (ran.code, ran.out.encode()) == (0, PRETTY)
