"""What a report says: how often each focus node, path and constraint component."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from kusei.graph.store import Syntax, parse_as

if TYPE_CHECKING:
    from pathlib import Path

_SH = "http://www.w3.org/ns/shacl#"
_FOCUS, _PATH = f"{_SH}focusNode", f"{_SH}resultPath"
_COMPONENT = f"{_SH}sourceConstraintComponent"
_NO_PROPERTY = ("^", "(", "_:", "<")


class Result(NamedTuple):
    """IRIs; the path is empty where it is none, or more than one property."""

    focus: str
    path: str
    component: str


def expected(path: Path, *, without: str | None = None) -> Counter[Result]:
    """Those that a generator wrote down, but for those of one component."""
    with path.open(encoding="utf-8") as lines:
        found = Counter(Result(*line.rstrip("\n").split("\t")) for line in lines)
    return Counter({result: n for result, n in found.items() if result.component != without})


def of_graph(path: Path) -> Counter[Result]:
    """Those of a validation report in Turtle or N-Triples, without what ``sh:detail`` adds."""
    told: dict[str, dict[str, str]] = {}
    results: list[str] = []
    for quad in parse_as(path.read_text("utf-8"), Syntax.TURTLE):
        subject, predicate, value = str(quad.subject), quad.predicate.value, quad.object
        if predicate == f"{_SH}result":
            results.append(str(value))
        elif predicate in {_FOCUS, _PATH, _COMPONENT}:
            told.setdefault(subject, {})[predicate] = str(value).strip("<>")
    return Counter(
        _result(told[one][_FOCUS], told[one].get(_PATH), told[one][_COMPONENT]) for one in results
    )


def of_lines(path: Path) -> Counter[Result]:
    """Those of JSON lines with ``focus``, ``path`` and ``component``, as kusei writes them."""
    with path.open(encoding="utf-8") as lines:
        told = [json.loads(line) for line in lines]
    return Counter(_result(one["focus"], one["path"], one["component"]) for one in told)


def of_placed_lines(path: Path) -> Counter[Result]:
    """As :func:`of_lines`; a result without file, line and column counts as another one."""
    found = of_lines(path)
    with path.open(encoding="utf-8") as lines:
        for one in map(json.loads, lines):
            if None in {one["file"], one["line"], one["column"]}:
                found[Result("", "", "a finding without place")] += 1
    return found


def _result(focus: str, path: str | None, component: str) -> Result:
    # A path of more than one property: each tool has a spelling of its own for it.
    single = path is not None and not path.startswith(_NO_PROPERTY)
    return Result(focus, path if path is not None and single else "", component)


def difference(found: Counter[Result], wanted: Counter[Result]) -> str:
    """``right``, or how many are missing and how many are too many."""
    missing, more = (wanted - found).total(), (found - wanted).total()
    return "right" if not missing and not more else f"{missing:,} missed, {more:,} wrong"
