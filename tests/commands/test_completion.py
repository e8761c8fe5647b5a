"""``kusei completion``: the scripts, and what the shells that run them are offered."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.commands.conftest import Kusei

ROOT = Path(__file__).resolve().parent.parent.parent
SHELLS = ("bash", "zsh", "fish")


def offered(shell: str, *words: str, folder: Path = ROOT) -> list[str]:
    """The lines that a shell is given for the last of the words, asked as its script asks."""
    line = "\n".join(words) if shell == "bash" else " ".join(words)
    number = words[-1] if shell == "fish" else str(len(words) - 1)
    done = subprocess.run(
        [sys.executable, "-m", "kusei"],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "_KUSEI_COMPLETE": f"{shell}_complete",
            "COMP_WORDS": line,
            "COMP_CWORD": number,
        },
        capture_output=True,
        timeout=600,
        check=False,
    )
    assert done.stderr == b""
    return done.stdout.decode().splitlines()


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_takes_its_script(kusei_main: Kusei, tmp_path: Path, shell: str) -> None:
    """Where the shell is installed it finds no error; the script says how it is installed."""
    ran = kusei_main("completion", shell)
    assert (ran.code, ran.err) == (0, "")
    assert f"{shell}_complete" in ran.out
    hint = [line for line in ran.out.splitlines()[-6:] if line.startswith("#")]
    assert any(f"kusei completion {shell} > " in line for line in hint)
    if shell == "zsh":
        assert ran.out.startswith("#compdef kusei\n")
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed: its script was not read by it")
    (tmp_path / "script").write_text(ran.out, "utf-8")
    subprocess.run([program, "-n", tmp_path / "script"], check=True, timeout=600)


def test_bash_completes_by_the_script(kusei_main: Kusei, tmp_path: Path) -> None:
    """A real bash that has read the script is offered the rest of the words."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not installed")
    (tmp_path / "script").write_text(kusei_main("completion", "bash").out, "utf-8")
    program = tmp_path / "kusei"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kusei "$@"\n', "utf-8")
    program.chmod(0o755)
    asked = (
        'source "$1"; COMP_WORDS=(kusei query duty-holder --duty 放置); COMP_CWORD=4; '
        '_kusei_completion "$2"; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(
        [bash, "--norc", "-c", asked, "bash", tmp_path / "script", program],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=600,
        check=True,
    )
    assert "放置自転車対策業務" in done.stdout.decode().splitlines()


def test_the_shell_of_the_user_is_known(kusei_main: Kusei, monkeypatch: pytest.MonkeyPatch) -> None:
    """By SHELL, which is a path; another shell must be named."""
    monkeypatch.setenv("SHELL", "/usr/bin/fish")
    assert "fish_complete" in kusei_main("completion").out
    for other in ("/bin/tcsh", ""):
        monkeypatch.setenv("SHELL", other)
        ran = kusei_main("completion")
        assert ran.code == 2
        assert "bash|zsh|fish" in ran.err


def test_commands_and_options_are_completed() -> None:
    """With what they do, where the shell shows it."""
    from kusei.commands import COMMANDS

    assert [line.partition("\t")[0] for line in offered("fish", "kusei", "")] == [
        f"plain,{name}" for name in COMMANDS
    ]
    assert offered("bash", "kusei", "comp") == ["plain,completion"]
    assert "plain,--with-evidence" in offered("bash", "kusei", "query", "duty-holder", "--with")
    assert offered("bash", "kusei", "completion", "f") == ["plain,fish"]


@pytest.mark.parametrize(
    ("words", "value", "meaning"),
    [
        (("query", "duty-h"), "duty-holder", "Who holds a duty on a day"),
        (("query", "duty-holder", "--du"), "--duty", "業務"),
        (("query", "duty-holder", "--duty", "放置"), "放置自転車対策業務", "minato:duty-hochi"),
        (("show", "芝地区総"), "芝地区総合支所", "minato:"),
        (("show", "しばちくそう"), "芝地区総合支所", "minato:"),
        (("validate", "--focus", "芝地区総"), "芝地区総合支所", "minato:"),
        (("query", "duties-by-capacity", "--capacity", "in-ch"), "in-charge", "主管"),
    ],
)
def test_names_labels_and_codes_are_completed(
    words: tuple[str, ...], value: str, meaning: str
) -> None:
    """Zsh is told beside a value what it means: a title, a label, a thing."""
    lines = offered("zsh", "kusei", *words)
    cells = list(zip(lines[1::3], lines[2::3], strict=True))
    assert any(cell == value and meaning in told for cell, told in cells), cells[:5]


def test_where_nothing_can_be_read_nothing_is_said(tmp_path: Path) -> None:
    """No dataset, or one that is broken: no words, and no message amid the user's line."""
    (tmp_path / "kusei.toml").write_text("[project", "utf-8")
    for words in (("show", "芝"), ("query", ""), ("query", "duty-holder", "--duty", "放")):
        assert not [line for line in offered("bash", "kusei", *words, folder=tmp_path) if line]
