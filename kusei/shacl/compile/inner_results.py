"""How value nodes fare against the shapes within a constraint, asked of violations only."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from kusei.shacl.compile.literals import as_spelt
from kusei.shacl.compile.paths import value_pattern
from kusei.shacl.explanation import DEEPEST, MOST_VALUES, details

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kusei.graph.store import Term
    from kusei.shacl.compile.data import Data, Nodes
    from kusei.shacl.compile.model import Constraint, Shape
    from kusei.shacl.compile.reading import Shapes
    from kusei.shacl.validation_result import ValidationResult

    ResultsByNode = dict[Term, list[ValidationResult]]


class Validates(Protocol):
    """What runs shapes: a :class:`~kusei.shacl.compile.validation.Validation`."""

    data: Data
    shapes: Shapes

    def value_nodes(self, shape: Shape, focus: Nodes) -> Nodes:
        """All value nodes of a shape, as a set."""

    def violations(
        self, shape: Shape, constraint: Constraint, focus: Nodes
    ) -> Iterator[ValidationResult]:
        """The results of one constraint other than ``sh:property``."""


class InnerResults:
    """Validates values against inner shapes once more, each node with its results."""

    def __init__(self, validation: Validates) -> None:
        self._validation = validation

    def explained(
        self,
        shape: Shape,
        constraint: Constraint,
        results: Sequence[ValidationResult],
        depth: int = DEEPEST,
    ) -> Iterator[ValidationResult]:
        """The results of a constraint that refers to shapes, each with what explains it."""
        if not results or not depth:
            yield from results
            return
        values = self._values(shape, results)
        nodes = self._nodes({value for of_result in values for value in of_result})
        inner = {
            node: self._by_node(self._validation.shapes.shape(node), nodes, depth - 1)
            for node in constraint.shapes
        }
        for result, of_result in zip(results, values, strict=True):
            explaining = details(
                constraint.name,
                [constraint.shapes],
                of_result,
                lambda shape, node: inner[shape].get(node, ()),
            )
            yield replace(result, details=explaining)

    def _nodes(self, nodes: Iterable[Term]) -> Nodes:
        data = self._validation.data
        return data.set_of(data.as_stored(node) for node in nodes)

    def _values(self, shape: Shape, results: Sequence[ValidationResult]) -> list[list[Term]]:
        """The value of each result; of a result about a number some values of its focus node."""
        if results[0].value is not None:
            return [[result.value] for result in results if result.value is not None]
        pattern = self._nodes({result.focus_node for result in results}).pattern("?this")
        values: dict[Term, list[Term]] = {}
        for this, value in self._selected(value_pattern(pattern, shape.path)):
            values.setdefault(this, []).append(value)
        return [sorted(values.get(r.focus_node, []), key=str)[:MOST_VALUES] for r in results]

    def _by_node(self, shape: Shape, nodes: Nodes, depth: int) -> ResultsByNode:
        """The results of each node that does not conform to a shape."""
        by_node: ResultsByNode = {}
        for constraint in () if shape.deactivated else shape.constraints:
            if constraint.name == "Property":
                reached = self._validation.value_nodes(shape, nodes)
                inner_shape = self._validation.shapes.shape(constraint.shapes[0])
                inner = self._by_node(inner_shape, reached, depth)
                for this, value in self._pairs(shape, nodes, inner):
                    by_node.setdefault(this, []).extend(inner[value])
                continue
            results = list(self._validation.violations(shape, constraint, nodes))
            if constraint.shapes:
                results = list(self.explained(shape, constraint, results, depth))
            for result in results:
                by_node.setdefault(result.focus_node, []).append(result)
        return by_node

    def _pairs(
        self, shape: Shape, nodes: Nodes, failing: Mapping[Term, object]
    ) -> Iterator[tuple[Term, Term]]:
        """Which node has which of the failing values."""
        if shape.path is None:
            yield from ((node, node) for node in failing)
            return
        bad = self._nodes(failing).pattern("?value")
        yield from self._selected(f"{value_pattern(nodes.pattern('?this'), shape.path)} {bad}")

    def _selected(self, pattern: str) -> Iterator[tuple[Term, Term]]:
        """Each pair of ``?this`` and ``?value`` of a pattern, literals as they are spelt."""
        query = f"SELECT ?this ?value WHERE {{ {pattern} }}"
        for this, value in self._validation.data.select(query):
            if this is not None and value is not None:
                yield as_spelt(this), as_spelt(value)
