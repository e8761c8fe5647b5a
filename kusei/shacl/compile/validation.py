"""Run shapes over all their focus nodes at once: https://www.w3.org/TR/shacl/#validation.

A shape is asked for its results (:meth:`Validation.results`) or for the nodes that do not conform
to it (:meth:`Validation.failing`); both run the same queries. Shapes within shapes are run over the
set of all value nodes that reach them, and what fails there is a set that the next query joins.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kusei.shacl.compile import sets, shape_based, values
from kusei.shacl.compile.data import Unanswerable, bound, number, select_count
from kusei.shacl.compile.inner_results import InnerResults
from kusei.shacl.compile.literals import as_spelt
from kusei.shacl.compile.model import NotCompiled, Predicate
from kusei.shacl.compile.paths import value_pattern
from kusei.shacl.compile.shape_based import Judged
from kusei.shacl.compile.targets import Targets
from kusei.shacl.validation_result import ValidationResult

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kusei.graph.store import Term
    from kusei.shacl.compile.data import Data, Nodes, Row, SparqlData
    from kusei.shacl.compile.model import Constraint, Path, Shape, SparqlText
    from kusei.shacl.compile.reading import Shapes


class Validation:
    """One data graph under one shapes graph."""

    def __init__(
        self, shapes: Shapes, data: Data, sparql: SparqlData, *, explains: bool = True
    ) -> None:
        self.data = data
        self.shapes = shapes
        self._sparql = sparql
        self._targets = Targets(data)
        self._values: dict[tuple[str, Path], Nodes] = {}
        self._failing: dict[tuple[Term, str], Nodes] = {}
        self._inner = InnerResults(self) if explains else None

    def count(self, node: Term) -> int:
        """How many focus nodes a shape with a target has."""
        focus = self._targets.of(self.shapes.shape(node)).pattern("?this")
        return select_count(self.data, focus)

    def results(self, node: Term) -> list[ValidationResult]:
        """The results of a shape with a target.

        Raises:
            NotCompiled: the shape, or one within it, is left to the reference validator.
            ShapesRefused: the standard demands a failure.
        """
        self._see_no_circle(node, ())
        shape = self.shapes.shape(node)
        if shape.deactivated:
            return []
        return list(self._report(shape, self._targets.of(shape), {}))

    def _see_no_circle(self, node: Term, around: tuple[Term, ...]) -> None:
        """https://www.w3.org/TR/shacl/#shapes-recursion leaves recursion to the processor."""
        for constraint in self.shapes.shape(node).constraints:
            for inner in (*constraint.shapes, *constraint.siblings):
                if inner == node or inner in around:
                    raise NotCompiled(constraint.component, "a shape that refers to itself")
                self._see_no_circle(inner, (*around, node))

    def _report(
        self, shape: Shape, focus: Nodes, times: Mapping[Term, int]
    ) -> Iterator[ValidationResult]:
        """The results of a shape; ``times`` are the nodes reached more than once, as spelt."""
        for constraint in shape.constraints:
            if constraint.name == "Property":
                inner = self.shapes.shape(constraint.shapes[0])
                if not inner.deactivated:
                    reached = self._times(shape, focus, times)
                    yield from self._report(inner, self.value_nodes(shape, focus), reached)
                continue
            found = self.violations(shape, constraint, focus)
            if constraint.shapes and self._inner is not None:
                found = self._inner.explained(shape, constraint, list(found))
            for result in found:
                for _ in range(times.get(result.focus_node, 1)):
                    yield result

    def _times(self, shape: Shape, focus: Nodes, times: Mapping[Term, int]) -> Mapping[Term, int]:
        """Which value nodes are reached more than once, and how often."""
        if shape.path is None:
            return times
        pattern = value_pattern(focus.pattern("?this"), shape.path)
        found: Counter[Term] = Counter()
        if times:
            pairs = self.data.select(f"SELECT ?this ?value WHERE {{ {pattern} }}")
            for this, value in self.data.distinct(pairs):
                if this is not None and value is not None:
                    found[as_spelt(value)] += times.get(as_spelt(this), 1)
            return found
        counted = self.data.counted("?this")
        rows = self.data.select(
            f"SELECT ?value ({counted} AS ?times) WHERE {{ {pattern} }} "
            f"GROUP BY ?value HAVING({counted} > 1)"
        )
        for value, count in rows:
            if value is not None:
                found[as_spelt(value)] = number(count)
        return found

    def value_nodes(self, shape: Shape, focus: Nodes) -> Nodes:
        """All value nodes of a shape, as a set."""
        if shape.path is None:
            return focus
        key = focus.name, shape.path
        if key not in self._values:
            pattern = value_pattern(focus.pattern("?this"), shape.path)
            self._values[key] = self.data.set_selected("?value", pattern)
        return self._values[key]

    def failing(self, node: Term, nodes: Nodes) -> Nodes:
        """Which of these nodes do not conform to a shape."""
        key = node, nodes.name
        if key not in self._failing:
            self._failing[key] = self._fail(self.shapes.shape(node), nodes)
        return self._failing[key]

    def _fail(self, shape: Shape, nodes: Nodes) -> Nodes:
        found = self.data.set_of(())
        for constraint in () if shape.deactivated else shape.constraints:
            if constraint.sparql is not None:
                every = self.violations(shape, constraint, nodes)
                self.data.put(found, (self.data.as_stored(result.focus_node) for result in every))
                continue
            if constraint.name == "Property":
                inner = self.failing(constraint.shapes[0], self.value_nodes(shape, nodes))
                pattern = value_pattern(nodes.pattern("?this"), shape.path)
                where = f"{pattern} {inner.pattern('?value')}"
            else:
                where = f"{{ {self._query(shape, constraint, nodes)} }}"
            self.data.put_selected(found, "?this", where)
        return found

    def violations(
        self, shape: Shape, constraint: Constraint, focus: Nodes
    ) -> Iterator[ValidationResult]:
        """The results of one constraint other than ``sh:property``."""
        try:
            yield from self._violations(shape, constraint, focus)
        except Unanswerable as why:
            raise NotCompiled(constraint.component, str(why)) from None

    def _violations(
        self, shape: Shape, constraint: Constraint, focus: Nodes
    ) -> Iterator[ValidationResult]:
        if constraint.sparql is not None:
            yield from self._sparql_violations(shape, constraint, constraint.sparql, focus)
            return
        closed = constraint.name == "Closed"
        rows = self.data.select(self._query(shape, constraint, focus))
        if constraint.name not in sets.REPEATED:
            rows = self.data.distinct(rows)
        for row in rows:
            yield _result(shape, constraint, row, closed=closed)

    def _query(self, shape: Shape, constraint: Constraint, focus: Nodes) -> str:
        """The query whose rows are the violations of a constraint of SHACL Core."""
        pattern = focus.pattern("?this")
        if constraint.shapes:
            nodes = self.value_nodes(shape, focus)
            judged = Judged(
                nodes=nodes,
                failing=tuple(self.failing(node, nodes) for node in constraint.shapes),
                beside=tuple(self.failing(node, nodes) for node in constraint.siblings),
            )
            return shape_based.query(constraint, pattern, shape.path, judged, self.data)
        wrong = values.violated(constraint, self.data)
        if wrong is not None:
            pattern = value_pattern(pattern, shape.path)
            return f"SELECT ?this ?value WHERE {{ {pattern} FILTER({wrong}) }}"
        found = sets.query(constraint, pattern, shape.path, self.data)
        if found is None:
            raise NotCompiled(constraint.component, "not known to the compiler")
        return found

    def _sparql_violations(
        self, shape: Shape, constraint: Constraint, sparql: SparqlText, focus: Nodes
    ) -> Iterator[ValidationResult]:
        from kusei.shacl.compile import prebinding

        for found in prebinding.rows(constraint, shape, focus, self._sparql):
            yield ValidationResult(
                focus_node=as_spelt(found.this),
                path=shape.path if found.path is None else Predicate(found.path),
                value=None if found.value is None else as_spelt(found.value),
                source_shape=shape.node,
                source_constraint=sparql.node if constraint.name == "SPARQL" else None,
                source_constraint_component=constraint.component,
                severity=shape.severity,
                messages=found.messages,
            )


def _result(shape: Shape, constraint: Constraint, row: Row, *, closed: bool) -> ValidationResult:
    path = row[1] if closed else None
    value = row[-1] if len(row) > 1 else None
    return ValidationResult(
        focus_node=as_spelt(bound(row[0])),
        path=shape.path if path is None else Predicate(str(path)[1:-1]),
        value=None if value is None else as_spelt(value),
        source_shape=shape.node,
        source_constraint=None,
        source_constraint_component=constraint.component,
        severity=shape.severity,
        messages=shape.messages,
    )
