"""The validators that are measured: the command of each, and how its report is read."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.validate.results import of_graph, of_lines, of_placed_lines

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Sequence

    from benchmarks.validate.results import Result

_HERE: Final = Path(__file__).resolve().parent
ROOT: Final = _HERE.parent.parent
CORE: Final = _HERE / "core.ttl"
SPARQL: Final = _HERE / "sparql.ttl"


@dataclass(frozen=True, slots=True)
class Tool:
    """A validator: DATA, SHAPES and REPORT in its command stand for the three files."""

    name: str
    parts: tuple[str, ...]
    read: Callable[[Path], Counter[Result]]

    def command(self, data: Path, shapes: Path, report: Path) -> list[str]:
        """What to run: exits 0 where the data conforms and 1 where it does not."""
        files = {"DATA": str(data), "SHAPES": str(shapes), "REPORT": str(report)}
        return [files.get(part, part) for part in self.parts]


def kusei() -> tuple[str, ...]:
    """How kusei is called: as installed, else from this checkout."""
    script = Path(sys.executable).with_name("kusei")
    return (str(script),) if script.exists() else (sys.executable, str(ROOT / "cli.py"))


def tools(called: Sequence[str] = (), options: Sequence[str] = ()) -> list[Tool]:
    """Those that are installed, kusei first, perhaps called otherwise or with more options."""
    asked = ("shacl", "DATA", "--shapes", "SHAPES", "-f", "jsonl", "-o", "REPORT")
    found = [Tool("kusei", (*(called or kusei()), *asked, *options), of_placed_lines)]
    pyshacl = Path(sys.executable).with_name("pyshacl")
    if pyshacl.exists():
        parts = (str(pyshacl), "-s", "SHAPES", "-f", "nt", "-o", "REPORT", "DATA")
        found.append(Tool("pyshacl", parts, of_graph))
    for name, module, read in (("shifty", "shifty", of_graph), ("rudof", "pyrudof", of_lines)):
        if importlib.util.find_spec(module):
            program = (sys.executable, str(_HERE / f"with_{name}.py"))
            found.append(Tool(f"py{name}", (*program, "DATA", "SHAPES", "REPORT"), read))
    return found
