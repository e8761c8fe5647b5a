"""``kusei shacl``: anybody's graph, away from any dataset."""

from __future__ import annotations

import gzip
import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[2]
DATA: Final = "@prefix ex: <http://example.org/> .\nex:a a ex:C ; ex:p 1 .\n"
SHAPES: Final = (
    "@prefix ex: <http://example.org/> .\n@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
    "ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:maxCount 0 ] .\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a graph and shapes, and no project."""
    (tmp_path / "d.ttl").write_text(DATA, "utf-8")
    (tmp_path / "s.ttl").write_text(SHAPES, "utf-8")
    return tmp_path


def ran(folder: Path, *arguments: str, given: bytes = b"") -> tuple[int, str, str]:
    """A real process in a folder: exit code, stdout, stderr."""
    done = subprocess.run(
        [sys.executable, "-m", "kusei", "shacl", *arguments, "--lang", "en"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        input=given,
        capture_output=True,
        timeout=600,
        check=False,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_a_finding_is_exit_1_with_its_place_and_nothing_of_the_project(folder: Path) -> None:
    """No kusei.toml is needed; the rule is not one that `kusei rule` knows."""
    code, out, err = ran(folder, "d.ttl", "--shapes", "s.ttl", "--engine", "pyshacl")
    assert code == 1, err
    assert out.startswith("error S/p max-count  d.ttl:2:15\n")
    assert "kusei rule" not in out


def test_standard_input_of_any_syntax_is_read(folder: Path) -> None:
    """`-` tells what it is by its content, packed as well."""
    text = b'{"@id": "http://example.org/a", "@type": "http://example.org/C"}'
    for given in (text, gzip.compress(text)):
        code, out, err = ran(folder, "-", "--shapes", "s.ttl", "-f", "json", given=given)
        assert code == 0, err
        assert json.loads(out)["findings"] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("--shapes", "s.ttl"),
        ("d.ttl",),
        ("d.ttl", "--shapes", "s.ttl", "--endpoint", "http://127.0.0.1:9/query"),
        ("d.ttl", "--shapes", "s.ttl", "--format", "other"),
        ("d.ttl", "--shapes", "missing.ttl"),
        ("d.ttl", "--shapes", "s.ttl", "--engine", "other"),
        ("d.ttl", "--shapes", "s.ttl", "--watch"),
        ("d.ttl", "--input-format", "turtle"),
    ],
)
def test_a_call_that_cannot_be_carried_out_is_exit_2(
    folder: Path, arguments: tuple[str, ...]
) -> None:
    """What is asked for wrongly is said in one message, never a traceback."""
    code, out, err = ran(folder, *arguments)
    assert (code, out) == (2, "")
    assert "Traceback" not in err


def test_hostile_files_end_in_a_process_of_their_own(folder: Path) -> None:
    """A binary file, a bomb and slips: exit 1 with KG001, no traceback, no hang."""
    seed = random.Random(7)  # noqa: S311 - the same files on each run
    bad = [b"\x89PNG\r\n\0\0", gzip.compress(b"\0" * (300 << 20)), b"<a:a> <a:b> " + b"[" * 99_999]
    bad += [
        b"".join(DATA.encode()[:at] + bytes([seed.randrange(256)]) for at in (seed.randrange(40),))
        for _ in range(5)
    ]
    for number, content in enumerate(bad):
        (folder / f"bad{number}.ttl").write_bytes(content)
    names = [f"bad{number}.ttl" for number in range(len(bad))]
    code, out, err = ran(folder, *names, "--shapes", "s.ttl", "-f", "json")
    assert code == 1, err
    assert "Traceback" not in err
    found = {f["file"]: f["code"] for f in json.loads(out)["findings"]}
    assert found == dict.fromkeys(names, "KG001")
