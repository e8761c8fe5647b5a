"""The command line in this process: as quick as a call, with the exit codes of the real one."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Kusei = Callable[..., "Ran"]

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str


@pytest.fixture
def kusei_main(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Kusei:
    """Run ``kusei ARGUMENTS`` on the project's dataset, from within the checkout."""
    from kusei.commands import main

    def run(*arguments: str) -> Ran:
        monkeypatch.chdir(ROOT)
        monkeypatch.setattr(sys, "argv", ["kusei", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as caught:
            main()
        out, err = capsys.readouterr()
        code = caught.value.code
        assert isinstance(code, int)
        return Ran(code, out, err)

    return run
