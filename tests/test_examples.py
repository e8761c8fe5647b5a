"""The examples that a newcomer tries first: what the pages print is what kusei answers."""

from __future__ import annotations

import contextlib
import doctest
import io
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("README.md", "README.ja.md", "docs/getting-started.md")
_FENCE = re.compile(r"(?<=^```)(console|pycon)\n(.*?)(?=^```)", re.DOTALL | re.MULTILINE)


def shell(block: str) -> str:
    """A shell session with the output of each ``$ kusei`` line as it is now."""
    written, skipping = [], False
    for line in block.splitlines(keepends=True):
        if line.startswith("$ "):
            skipping = line.startswith("$ kusei ")
            written.append(line)
            if skipping:
                written.append(answer(line[2:]))
        elif not skipping:
            written.append(line)
    return "".join(written)


def answer(line: str) -> str:
    """What a line of shell prints, with ``kusei`` standing for the command of this checkout."""
    program = shlex.join([sys.executable, str(ROOT / "cli.py")])
    done = subprocess.run(
        ["bash", "-c", f'kusei() {{ {program} "$@"; }}; set -o pipefail; {line}'],
        cwd=ROOT,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, line + done.stderr
    return done.stdout


def python(block: str) -> str:
    """A Python session with the output of each statement as it is now."""
    names: dict[str, object] = {}
    written = []
    for example in doctest.DocTestParser().get_examples(block):
        first, *more = example.source.splitlines()
        written += [f">>> {first}\n", *(f"... {line}\n" for line in more)]
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            exec(compile(example.source, "<example>", "single"), names)  # noqa: S102 - our own pages
        written.append(output.getvalue())
    return "".join(written)


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_examples_print_what_is_so(
    page: str, assert_committed: Callable[[Path, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every example of a page runs, and the page shows its output of today."""
    monkeypatch.chdir(ROOT)
    runners = {"console": shell, "pycon": python}
    text = (ROOT / page).read_text("utf-8")
    examples = _FENCE.findall(text)
    assert {kind for kind, _ in examples} == set(runners)
    assert_committed(
        ROOT / page,
        _FENCE.sub(lambda found: f"{found[1]}\n{runners[found[1]](found[2])}", text),
    )
