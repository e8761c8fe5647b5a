"""Validate a data graph by a shapes graph with compiled queries, and with pyshacl what is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Protocol

from kusei import terms
from kusei.graph.store import NamedNode
from kusei.shacl.compile.data import Unanswerable
from kusei.shacl.compile.data_store import DataStore
from kusei.shacl.compile.model import SH, NotCompiled, ShapesRefused
from kusei.shacl.compile.reading import TARGETS, Shapes
from kusei.shacl.compile.sparql_graph import SparqlGraph
from kusei.shacl.compile.statements import ShapesGraph
from kusei.shacl.compile.validation import Validation
from kusei.shacl.pyshacl_reference import reference_results

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from kusei.graph.store import Answer, Quad, Term
    from kusei.shacl.validation_result import ValidationResult


class Engine(StrEnum):
    """What runs shapes: compiled queries, or for all of them the reference validator."""

    COMPILED = "compiled"
    PYSHACL = "pyshacl"


_TARGETS: Final = frozenset(SH + name for name in TARGETS)
_CLASSES: Final = frozenset({terms.RDFS + "Class", terms.OWL + "Class"})


@dataclass(frozen=True, slots=True, kw_only=True)
class NotEvaluated:
    """A shape that is left to the reference validator, and why; ``shape`` is None for all."""

    shape: Term | None
    component: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The results of the shapes that could be compiled, and the shapes that are left.

    ``focus_nodes`` is how many these had, counted for each shape, where it was asked.
    """

    results: tuple[ValidationResult, ...]
    not_evaluated: tuple[NotEvaluated, ...]
    compiled: frozenset[Term]
    focus_nodes: int | None = None


class Streamed(Protocol):
    """A data graph that went into a store as it was read, and can be read again."""

    @property
    def store(self) -> DataStore:
        """The store that holds it."""

    def each(self) -> Iterator[Quad]:
        """Its quads as they are written."""


def each(data: Sequence[Quad] | Streamed) -> Iterable[Quad]:
    """The quads of a data graph."""
    return data if isinstance(data, Sequence) else data.each()


def compiled(
    data: Sequence[Quad] | Streamed, stated: Sequence[Quad], *, explains: bool = True
) -> Outcome:
    """Run every shape that can be compiled.

    Raises:
        ShapesRefused: the standard demands a failure.
    """
    try:
        shapes = Shapes(ShapesGraph(stated))
    except NotCompiled as why:
        every = NotEvaluated(shape=None, component=why.component, reason=why.reason)
        return Outcome(results=(), not_evaluated=(every,), compiled=frozenset())
    store = DataStore(data) if isinstance(data, Sequence) else data.store
    sparql = SparqlGraph(store, lambda: each(data), stated)
    return _run(shapes, Validation(shapes, store, sparql, explains=explains))


def compiled_on_server(ask: Callable[[str], Answer], stated: Sequence[Quad]) -> Outcome:
    """Run every shape that a SPARQL server can answer; ``ask`` puts a query to it.

    Raises:
        ShapesRefused: the standard demands a failure.
        ServerFailure: the server does not answer.
    """
    from kusei.shacl.compile.server import ServerData

    try:
        shapes = Shapes(ShapesGraph(stated))
    except NotCompiled as why:
        raise ShapesRefused(str(why)) from None
    data = ServerData(ask)
    return _run(shapes, Validation(shapes, data, data, explains=False), counts=True)


def _run(shapes: Shapes, validation: Validation, *, counts: bool = False) -> Outcome:
    results: list[ValidationResult] = []
    focus_nodes = 0
    not_evaluated: list[NotEvaluated] = []
    done: set[Term] = set()
    for node in shapes.roots():
        try:
            results += validation.results(node)
            focus_nodes += validation.count(node) if counts else 0
        except NotCompiled as why:
            not_evaluated.append(
                NotEvaluated(shape=node, component=why.component, reason=why.reason)
            )
        except Unanswerable as why:
            not_evaluated.append(NotEvaluated(shape=node, component=SH + "target", reason=str(why)))
        else:
            done.add(node)
    return Outcome(
        results=tuple(results),
        not_evaluated=tuple(not_evaluated),
        compiled=frozenset(done),
        focus_nodes=focus_nodes if counts else None,
    )


def results_of(
    data: Sequence[Quad] | Streamed,
    stated: Sequence[Quad],
    *,
    engine: Engine,
    explains: bool = True,
) -> tuple[list[ValidationResult], tuple[NotEvaluated, ...]]:
    """The results of all shapes, and which of these the reference validator had to run.

    Without ``explains`` compiled results come without their details.

    Raises:
        InvalidValue: the shapes cannot be run.
    """
    if engine is Engine.PYSHACL:
        return reference_results(each(data), stated), ()
    outcome = compiled(data, stated, explains=explains)
    results = [*outcome.results]
    if outcome.not_evaluated:
        results += reference_results(each(data), without_targets(stated, outcome.compiled))
    return results, outcome.not_evaluated


def without_targets(stated: Sequence[Quad], shapes: AbstractSet[Term]) -> list[Quad]:
    """The shapes graph, of which some shapes have no target of their own any more."""
    return [
        quad
        for quad in stated
        if quad.subject not in shapes
        or not (
            quad.predicate.value in _TARGETS
            or (
                quad.predicate.value == terms.RDF_TYPE
                and isinstance(quad.object, NamedNode)
                and quad.object.value in _CLASSES
            )
        )
    ]
