"""Constraints that refer to shapes: ``sh:node``, ``sh:not`` and the like, and qualified shapes.

https://www.w3.org/TR/shacl/#core-components-logical and #core-components-shape. Which value nodes
fail which of the shapes is a set already; a query joins it with the focus nodes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kusei.shacl.compile.model import NotCompiled
from kusei.shacl.compile.paths import value_pattern

if TYPE_CHECKING:
    from kusei.shacl.compile.data import Data, Nodes
    from kusei.shacl.compile.model import Constraint, Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """All value nodes, and which of them fail each shape and each sibling shape."""

    nodes: Nodes
    failing: tuple[Nodes, ...]
    beside: tuple[Nodes, ...]


def query(constraint: Constraint, focus: str, path: Path | None, judged: Judged, data: Data) -> str:
    """The query whose rows are violations: ``?this`` and, but of a count, ``?value``."""
    values = value_pattern(focus, path)
    fails = [found.pattern("?value") for found in judged.failing]
    match constraint.name:
        case "Node" | "And":
            either = " UNION ".join(f"{{ {fail} }}" for fail in fails)
            wrong = fails[0] if len(fails) == 1 else data.set_selected("?value", either)
        case "Or":
            wrong = " ".join(fails)
        case "Not":
            wrong = f"FILTER(NOT EXISTS {{ {fails[0]} }})"
        case "Xone":
            met = " + ".join(f"IF(EXISTS {{ {fail} }}, 0, 1)" for fail in fails)
            nodes = judged.nodes.pattern("?value")
            wrong = data.set_selected("?value", f"{nodes} FILTER(({met}) != 1)")
        case "QualifiedMinCount" | "QualifiedMaxCount":
            return _qualified(constraint, focus, values, judged, data)
        case _:
            raise NotCompiled(constraint.component, "not known to the compiler")
    joined = wrong if isinstance(wrong, str) else wrong.pattern("?value")
    return f"SELECT ?this ?value WHERE {{ {values} {joined} }}"


def _qualified(constraint: Constraint, focus: str, values: str, judged: Judged, data: Data) -> str:
    """https://www.w3.org/TR/shacl/#QualifiedValueShapeConstraintComponent."""
    (fails,) = judged.failing
    siblings = "".join(
        f" FILTER(EXISTS {{ {beside.pattern('?value')} }})" for beside in judged.beside
    )
    met = data.set_selected(
        "?value",
        f"{judged.nodes.pattern('?value')} "
        f"FILTER(NOT EXISTS {{ {fails.pattern('?value')} }}){siblings}",
    ).pattern("?value")
    grouped = f"WHERE {{ {values} {met} }} GROUP BY ?this"
    if constraint.name == "QualifiedMaxCount":
        return f"SELECT ?this {grouped} HAVING({data.counted('?value')} > {constraint.count})"
    counted = f"SELECT ?this ({data.counted('?value')} AS ?count) {grouped}"
    return (
        f"SELECT ?this WHERE {{ {focus} OPTIONAL {{ {{ {counted} }} }} "
        f"FILTER(COALESCE(?count, 0) < {constraint.count}) }}"
    )
