"""The command line as a whole, as processes: exit codes, messages, pipes."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


def run(
    *args: str, cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run kusei as a user does."""
    import os

    return subprocess.run(
        [sys.executable, "-m", "kusei", *args],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        check=False,
    )


def test_an_unknown_command_lists_those_there_are() -> None:
    """Exit 2, with the nearest name."""
    ran = run("validat")
    assert ran.returncode == 2
    assert "Did you mean validate?" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_no_dataset_is_told_with_the_way_to_name_one(tmp_path: Path) -> None:
    """Exit 2 where the folder that was named holds no kusei.toml."""
    ran = run("--dataset", str(tmp_path), "evidence", "verify")
    assert ran.returncode == 2
    assert "kusei.toml is missing" in ran.stderr


def test_a_damaged_project_file_is_told_by_its_name(tmp_path: Path) -> None:
    """Exit 2, with the file and what is wrong in it."""
    (tmp_path / "kusei.toml").write_text("[project\n", "utf-8")
    ran = run("--dataset", str(tmp_path), "evidence", "verify")
    assert ran.returncode == 2
    assert "kusei.toml: not a TOML file" in ran.stderr


def test_an_unforeseen_error_is_one_line_and_exit_3(tmp_path: Path) -> None:
    """The traceback is shown by --debug alone."""
    code = (
        "import sys, kusei.commands as c\n"
        "c.COMMANDS['evidence'] = ''\n"
        "import kusei.commands.evidence as e\n"
        "e.evidence = None\n"
        "sys.argv = ['kusei', *sys.argv[1:], 'evidence']\n"
        "c.main()\n"
    )
    quiet = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert quiet.returncode == 3
    assert quiet.stderr.count("\n") == 1
    assert "unforeseen TypeError" in quiet.stderr
    loud = subprocess.run(
        [sys.executable, "-c", code, "--debug"], capture_output=True, text=True, check=False
    )
    assert "Traceback" in loud.stderr
    assert not list(tmp_path.iterdir())


def test_a_reader_that_goes_away_ends_the_run_quietly() -> None:
    """`kusei … | head -1` prints no error and exits 0."""
    writer = subprocess.Popen(
        [sys.executable, "-m", "kusei", "--help"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert writer.stdout is not None
    assert writer.stderr is not None
    writer.stdout.close()
    assert writer.stderr.read() == b""
    writer.stderr.close()
    assert writer.wait() == 0


@pytest.mark.parametrize("locale", ["C", "ja_JP.UTF-8", "POSIX"])
def test_japanese_comes_out_whatever_the_locale_says(locale: str, dataset_root: Path) -> None:
    """Output is UTF-8 even where the locale is plain C."""
    ran = run(
        "--dataset",
        str(dataset_root / "漢字"),
        "evidence",
        "verify",
        LC_ALL=locale,
        PYTHONUTF8="0",
        PYTHONCOERCECLOCALE="0",
    )
    assert "漢字" in ran.stderr
    assert ran.returncode == 2
