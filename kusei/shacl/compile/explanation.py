"""Why a value does not conform to the shapes within a constraint, asked of violations only.

The standard leaves it to the processor what it says under ``sh:detail``
(https://www.w3.org/TR/shacl/#results-detail).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, Protocol

from kusei.shacl.compile.paths import value_pattern
from kusei.shacl.compile.results import Against

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kusei.graph.store import Term
    from kusei.shacl.compile.data import Data, Nodes
    from kusei.shacl.compile.model import Constraint, Shape
    from kusei.shacl.compile.reading import Shapes
    from kusei.shacl.compile.results import Result

    Reasons = dict[Term, list[Result]]

_MOST_VALUES: Final = 5  # values of a property that are held against a shape, to explain a count


class ShapesHeld(Protocol):
    """What holds nodes against shapes: a :class:`~kusei.shacl.compile.validation.Validation`."""

    data: Data
    shapes: Shapes

    def value_nodes(self, shape: Shape, focus: Nodes) -> Nodes:
        """All value nodes of a shape, as a set."""

    def violations(self, shape: Shape, constraint: Constraint, focus: Nodes) -> Iterator[Result]:
        """The results of one constraint other than ``sh:property``."""


class Explanation:
    """Holds values against shapes once more, one by one named."""

    def __init__(self, validation: ShapesHeld) -> None:
        self._validation = validation

    def explained(
        self, shape: Shape, constraint: Constraint, results: Sequence[Result]
    ) -> Iterator[Result]:
        """The results of a constraint that refers to shapes, each with what explains it."""
        if not results:
            return
        values = self._values(shape, results)
        nodes = self._validation.data.hold({value for found in values for value in found})
        reasons = [
            self._reasons(self._validation.shapes.shape(n), nodes) for n in constraint.shapes
        ]
        for result, found in zip(results, values, strict=True):
            every = [
                Against(shape=inner, node=value, results=tuple(why.get(value, ())))
                for inner, why in zip(constraint.shapes, reasons, strict=True)
                for value in found
            ]
            yield replace(result, held=tuple(_by_which(constraint.name, every)))

    def _values(self, shape: Shape, results: Sequence[Result]) -> list[list[Term]]:
        """The value of each result; of a result about a number some values of its focus node."""
        if results[0].value is not None:
            return [[result.value] for result in results if result.value is not None]
        data = self._validation.data
        pattern = data.hold({result.focus for result in results}).pattern("?this")
        found: dict[Term, list[Term]] = {}
        query = f"SELECT ?this ?value WHERE {{ {value_pattern(pattern, shape.path)} }}"
        for this, value in data.select(query):
            if this is not None and value is not None:
                found.setdefault(this, []).append(value)
        return [sorted(found.get(r.focus, []), key=str)[:_MOST_VALUES] for r in results]

    def _reasons(self, shape: Shape, nodes: Nodes) -> Reasons:
        """The results of each node that does not conform to a shape."""
        found: Reasons = {}
        for constraint in () if shape.deactivated else shape.constraints:
            if constraint.name == "Property":
                reached = self._validation.value_nodes(shape, nodes)
                inner = self._reasons(self._validation.shapes.shape(constraint.shapes[0]), reached)
                for this, value in self._pairs(shape, nodes, inner):
                    found.setdefault(this, []).extend(inner[value])
                continue
            results = list(self._validation.violations(shape, constraint, nodes))
            if constraint.shapes:
                results = list(self.explained(shape, constraint, results))
            for result in results:
                found.setdefault(result.focus, []).append(result)
        return found

    def _pairs(
        self, shape: Shape, nodes: Nodes, failing: Mapping[Term, object]
    ) -> Iterator[tuple[Term, Term]]:
        """Which node has which of the failing values."""
        if shape.path is None:
            yield from ((node, node) for node in failing)
            return
        data = self._validation.data
        bad = data.hold(failing).pattern("?value")
        pattern = value_pattern(nodes.pattern("?this"), shape.path)
        for this, value in data.select(f"SELECT ?this ?value WHERE {{ {pattern} {bad} }}"):
            if this is not None and value is not None:
                yield this, value


def _by_which(component: str, every: list[Against]) -> list[Against]:
    """Those by which a constraint fails."""
    met = [against for against in every if not against.results]
    unmet = [against for against in every if against.results]
    if component in {"Not", "QualifiedMaxCount"}:
        return met
    if component == "Xone":
        return met or unmet
    return unmet
