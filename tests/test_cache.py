"""Derived quads are kept by the content of what they follow from."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kusei.cache import cached
from tests.derive.graphs import quads

if TYPE_CHECKING:
    import pytest

    from kusei.graph.store import Quad

KUSEI: Final = Path(__file__).resolve().parents[1] / "kusei"
TELLS_NOTHING: Final = {
    KUSEI / f"{name}.py" for name in ("errors", "findings", "bilingual", "graph/lines")
}
"""What deriving imports and no quad follows from: words and places of messages."""

FIRST = quads('minato:a rdfs:label "0001"^^xsd:integer .')
SECOND = quads('minato:b rdfs:label "別"@ja .')


def ask(content: bytes, answer: list[Quad], asked: list[int]) -> list[Quad]:
    """Ask the cache, noting whether it computes."""

    def compute() -> list[Quad]:
        asked.append(1)
        return answer

    return cached(["file"], [content], compute)


def test_the_same_inputs_are_computed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second call with equal inputs reads what the first wrote, literals as they were."""
    monkeypatch.setenv("KUSEI_CACHE", str(tmp_path))
    asked: list[int] = []
    assert ask(b"one", FIRST, asked) == FIRST
    assert ask(b"one", SECOND, asked) == FIRST
    assert asked == [1]


def test_other_inputs_are_computed_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One changed byte of input is another key."""
    monkeypatch.setenv("KUSEI_CACHE", str(tmp_path))
    asked: list[int] = []
    ask(b"one", FIRST, asked)
    assert ask(b"two", SECOND, asked) == SECOND
    assert asked == [1, 1]


def test_a_damaged_cache_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache file cut short is computed again and mended."""
    monkeypatch.setenv("KUSEI_CACHE", str(tmp_path))
    asked: list[int] = []
    ask(b"one", FIRST, asked)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(kept.read_bytes()[:-20])
    assert ask(b"one", FIRST, asked) == FIRST
    assert ask(b"one", FIRST, asked) == FIRST
    assert asked == [1, 1]


def test_a_cache_that_cannot_be_written_is_done_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the folder is a file, answers come all the same."""
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("KUSEI_CACHE", str(tmp_path / "file"))
    assert ask(b"one", FIRST, []) == FIRST


def test_the_code_that_derived_quads_follow_from_is_all_that_deriving_imports() -> None:
    """A module that `kusei.derive` comes to import is another key, or old quads would be believed."""
    from kusei.cache import code_files

    root = Path(__file__).resolve().parents[1]
    waiting = [*sorted((root / "kusei" / "derive").glob("*.py"))]
    needed: set[Path] = set()
    while waiting:
        path = waiting.pop()
        if path in needed:
            continue
        needed.add(path)
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kusei"):
                module = root.joinpath(*str(node.module).split("."))
                inner = (module / f"{alias.name}.py" for alias in node.names)
                waiting += [p for p in (module.with_suffix(".py"), *inner) if p.is_file()]
    assert needed - set(code_files()) <= TELLS_NOTHING
