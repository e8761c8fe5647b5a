"""The tutorial notebook: sound as a notebook, empty of outputs, and each cell runs in order."""

from __future__ import annotations

import ast
import contextlib
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOK = ROOT / "docs" / "tutorial.ipynb"


@pytest.fixture(scope="module")
def notebook() -> dict[str, Any]:
    """The notebook as JSON."""
    document: dict[str, Any] = json.loads(NOTEBOOK.read_text("utf-8"))
    return document


def test_it_is_a_notebook_of_format_4_5(notebook: dict[str, Any]) -> None:
    """What https://nbformat.readthedocs.io demands of a document and of each cell."""
    assert set(notebook) == {"cells", "metadata", "nbformat", "nbformat_minor"}
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    names = [cell["id"] for cell in notebook["cells"]]
    assert len(set(names)) == len(names)
    for cell in notebook["cells"]:
        assert re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", cell["id"])
        assert cell["cell_type"] in {"markdown", "code"}
        extra = {"execution_count", "outputs"} if cell["cell_type"] == "code" else set()
        assert set(cell) == {"cell_type", "id", "metadata", "source"} | extra
        assert all(isinstance(line, str) for line in cell["source"])
        assert all(line.endswith("\n") for line in cell["source"][:-1])


def test_it_is_kept_without_outputs_in_one_layout(notebook: dict[str, Any]) -> None:
    """Answers change with the data; what is kept differs by what somebody wrote alone."""
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            assert cell["execution_count"] is None
    laid_out = json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
    assert NOTEBOOK.read_text("utf-8") == laid_out


def test_its_cells_run_in_order(notebook: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """In one namespace, as a kernel runs them; each of them has something to show."""
    monkeypatch.chdir(ROOT)
    names: dict[str, Any] = {"__name__": "__main__"}
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            continue
        written = io.StringIO()
        with contextlib.redirect_stdout(written):
            shown = run("".join(cell["source"]), cell["id"], names)
        if "find_spec" not in names or names["find_spec"]("pandas"):
            assert written.getvalue().strip() or shown not in {"None", "[]", "{}"}, cell["source"]


def run(source: str, name: str, names: dict[str, Any]) -> str:
    """Run one cell; gives the representation of its last expression, as a notebook shows it."""
    tree = ast.parse(source, filename=name)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, name, "exec"), names)  # noqa: S102 - the notebook is ours
    if last is None:
        return "None"
    assert isinstance(last, ast.Expr)
    value = eval(compile(ast.Expression(last.value), name, "eval"), names)  # noqa: S307 - as above
    return repr(value)
