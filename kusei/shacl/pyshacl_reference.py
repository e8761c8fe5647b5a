"""The one module that speaks to pyshacl, the reference SHACL validator.

SHACL Core only (https://www.w3.org/TR/shacl/): what needs SPARQL is a whole-graph check. Classes
count with their subclasses, as ``sh:class`` and ``sh:targetClass`` say, so the data must hold the
``rdfs:subClassOf`` triples of the ontology; nothing else is inferred.
"""

from __future__ import annotations

import warnings
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, cast

from kusei import terms
from kusei.errors import InvalidValue, ToolFailure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rdflib import Graph
    from rdflib.term import Node

    from kusei.graph.store import Quad

    _Said = defaultdict[Node, defaultdict[str, list[Node]]]
    """Of each node of a report what it has, by the local name of the property."""

_INNER: Final = {
    "Node": "node",
    "And": "and",
    "Or": "or",
    "Xone": "xone",
    "Not": "not",
    "QualifiedMinCount": "qualifiedValueShape",
    "QualifiedMaxCount": "qualifiedValueShape",
}
"""The property that names the shapes which a constraint component is made of."""
_LISTS: Final = frozenset({"and", "or", "xone"})
_DEEPEST: Final = 4  # constraints in each other that are explained
_MOST_VALUES: Final = 5  # values of a property that are held against a shape, to explain a count


@dataclass(frozen=True, slots=True, kw_only=True)
class ShapeResult:
    """One ``sh:ValidationResult``: IRIs, and the value in N-Triples form where there is one.

    ``path`` is the property; of an alternative path it is the first.
    """

    focus: str
    shape: str
    component: str
    path: str | None
    value: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyResult:
    """One ``sh:ValidationResult`` of anybody's shapes; terms in N-Triples form.

    ``path`` is None for what is more than a property. ``messages`` are texts with their language
    tags, of the shape or else of pyshacl. ``held`` says why a constraint made of other shapes
    (``sh:node``, ``sh:or`` …) is not met: how nodes fared that were held against these.
    """

    focus: str
    path: str | None
    value: str | None
    shape: str
    constraint: str | None
    component: str
    severity: str
    messages: tuple[tuple[str, str | None], ...]
    held: tuple[Held, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A node that was held against a shape within another: what failed; it meets it if nothing."""

    shape: str
    node: str
    results: tuple[AnyResult, ...]


def any_report(data: Iterable[Quad], shapes: Iterable[Quad]) -> Graph:
    """The validation report of any graph by any shapes, SHACL-SPARQL constraints included.

    Nothing is fetched: ``owl:imports`` is not followed, nor ``FROM`` in a constraint. Of SHACL
    Advanced Features (rules, targets and functions in SPARQL or JavaScript) nothing runs.

    Raises:
        InvalidValue: the shapes cannot be run.
    """
    from kusei.graph.rdf_graph import graph_of

    with _left_alone():
        return _run(graph_of(data), graph_of(shapes))


def any_results(data: Iterable[Quad], shapes: Iterable[Quad]) -> list[AnyResult]:
    """The results of :func:`any_report`, in no order of their own, each with what explains it.

    Raises:
        InvalidValue: the shapes cannot be run.
    """
    from rdflib import URIRef

    from kusei.graph.rdf_graph import graph_of

    with _left_alone():
        data_graph, shapes_graph = graph_of(data), graph_of(shapes)
        report = _run(data_graph, shapes_graph)
        inner = InnerShapes(data_graph, shapes_graph)
        said: _Said = defaultdict(lambda: defaultdict(list))
        for subject, predicate, obj in report:
            said[subject][str(predicate).removeprefix(terms.SH)].append(obj)
        results = report.objects(None, URIRef(terms.SH + "result"))
        return [_any_result(said, node, inner) for node in results]


def _run(data: Graph, shapes: Graph) -> Graph:
    import pyshacl
    import rdflib

    try:
        _with_imported_prefixes(shapes)
        _, report, text = pyshacl.validate(
            data,
            shacl_graph=shapes,
            advanced=False,
            inference="none",
            inplace=True,
            meta_shacl=False,
            js=False,
        )
    # Shapes of any quality meet pyshacl: what it raises on them are its own errors, those of
    # the SPARQL parser and, of broken lists, KeyError or RecursionError.
    except Exception as error:  # noqa: BLE001
        reason = getattr(error, "message", "") or str(error) or type(error).__name__
        raise InvalidValue(f"the shapes cannot be run: {reason}") from None
    if not isinstance(report, rdflib.Graph):
        raise InvalidValue(f"the shapes cannot be run: {text}")
    return report


def query_fault(text: str) -> str | None:
    """What is wrong with a query of shapes as it is written; None where it reads. Nothing runs."""
    from rdflib.plugins.sparql import prepareQuery

    try:
        with _left_alone():
            prepareQuery(text)
    except Exception as error:  # noqa: BLE001 - the parser raises its own, those of pyparsing, any
        return str(error) or type(error).__name__
    return None


def _with_imported_prefixes(shapes: Graph) -> None:
    """Give each ``sh:prefixes`` what it imports, as far as it is in the graph.

    https://www.w3.org/TR/shacl/#sparql-prefixes follows ``owl:imports``; pyshacl does not.
    """
    from rdflib import OWL, URIRef

    declare = URIRef(terms.SH + "declare")
    for ontology in set(shapes.objects(None, URIRef(terms.SH + "prefixes"))):
        for imported in set(shapes.transitive_objects(ontology, OWL.imports)):
            for declaration in list(shapes.objects(imported, declare)):
                shapes.add((ontology, declare, declaration))


@contextmanager
def _left_alone() -> Iterator[None]:
    """Keep rdflib off the network, and literals as they are spelt, without complaints of theirs."""
    import logging

    import rdflib
    from rdflib.plugins import sparql

    loads, normalizes = sparql.SPARQL_LOAD_GRAPHS, rdflib.NORMALIZE_LITERALS
    loggers = [logging.getLogger(name) for name in ("rdflib", "rdflib.term", "pyshacl-validate")]
    before = [logger.disabled for logger in loggers]
    sparql.SPARQL_LOAD_GRAPHS = rdflib.NORMALIZE_LITERALS = False
    for logger in loggers:
        logger.disabled = True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        sparql.SPARQL_LOAD_GRAPHS, rdflib.NORMALIZE_LITERALS = loads, normalizes
        for logger, was in zip(loggers, before, strict=True):
            logger.disabled = was


def _any_result(said: _Said, node: Node, inner: InnerShapes, depth: int = _DEEPEST) -> AnyResult:
    from rdflib import Literal, URIRef

    about = said[node]

    def n3(name: str) -> str | None:
        return about[name][0].n3() if about[name] else None

    messages = sorted(text for text in about["resultMessage"] if isinstance(text, Literal))
    path = about["resultPath"][0] if about["resultPath"] else None
    return AnyResult(
        focus=n3("focusNode") or "",
        path=path.n3() if isinstance(path, URIRef) else None,
        value=n3("value"),
        shape=n3("sourceShape") or "",
        constraint=n3("sourceConstraint"),
        component=n3("sourceConstraintComponent") or "",
        severity=n3("resultSeverity") or "",
        messages=tuple((str(text), text.language) for text in messages),
        held=inner.held(said, node, depth),
    )


class InnerShapes:
    """The shapes that constraints are made of: how the nodes fare that are held against them.

    The report of pyshacl has this of ``sh:node`` alone, so it is asked again, of findings only.
    """

    def __init__(self, data: Graph, shapes: Graph) -> None:
        self._data = data
        self._shapes = shapes
        self._seen: dict[tuple[Node, Node, int], Held | None] = {}

    def held(self, said: _Said, result: Node, depth: int) -> tuple[Held, ...]:
        """Of a result: the nodes and inner shapes by which its constraint is not met."""
        about = said[result]
        shape, focus, component = (
            next(iter(about[name]), None)
            for name in ("sourceShape", "focusNode", "sourceConstraintComponent")
        )
        name = str(component).removeprefix(terms.SH).removesuffix("ConstraintComponent")
        if name not in _INNER or shape is None or focus is None or not depth:
            return ()
        try:
            groups = self._groups(shape, _INNER[name])
            nodes = about["value"] or self._values(shape, focus)
            if about["detail"] and len(groups) == 1:  # what pyshacl tells need not be asked
                found = [_any_result(said, one, self, depth - 1) for one in about["detail"]]
                return (_held(groups[0][0], nodes[0], found),)
            for group in groups:
                every = [self._one(one, node, depth) for one in group for node in nodes]
                if told := _by_which(name, [held for held in every if held is not None]):
                    return tuple(told)
        except Exception:  # noqa: BLE001 - without its reasons it is a finding all the same
            return ()
        return ()

    @cached_property
    def _loaded(self) -> Any:  # noqa: ANN401 - pyshacl's own, which it does not declare
        from pyshacl.shapes_graph import ShapesGraph

        loaded = ShapesGraph(self._shapes)
        assert loaded.shapes is not None  # noqa: S101 - to ask for them reads them
        return loaded

    def _groups(self, shape: Node, name: str) -> list[list[Node]]:
        from rdflib import URIRef

        found = sorted(self._shapes.objects(shape, URIRef(terms.SH + name)), key=str)
        if name in _LISTS:
            return [list(self._shapes.items(head)) for head in found]
        return [[one] for one in found]

    def _values(self, shape: Node, focus: Node) -> list[Node]:
        values = self._loaded.lookup_shape_from_node(shape).value_nodes(self._data, focus)
        return sorted(values[focus], key=str)[:_MOST_VALUES]

    def _one(self, shape: Node, node: Node, depth: int) -> Held | None:
        from pyshacl.pytypes import SHACLExecutor

        key = shape, node, depth
        if key not in self._seen:
            self._seen[key] = None  # a shape that is made of itself is not asked again
            asked = self._loaded.lookup_shape_from_node(shape)
            _, found = asked.validate(SHACLExecutor(), self._data, focus=node)
            results = [self._result(triples, at, depth - 1) for _, at, triples in found]
            self._seen[key] = _held(shape, node, results)
        return self._seen[key]

    def _result(self, triples: Iterable[Any], node: Node, depth: int) -> AnyResult:
        said: _Said = defaultdict(lambda: defaultdict(list))
        for subject, predicate, obj in triples:
            told = obj[1] if isinstance(obj, tuple) else obj
            said[subject][str(predicate).removeprefix(terms.SH)].append(told)
        return _any_result(said, node, self, depth)


def _held(shape: Node, node: Node, results: Iterable[AnyResult]) -> Held:
    ordered = sorted(results, key=lambda r: (r.path or "", r.value or "", r.component))
    return Held(shape=shape.n3(), node=node.n3(), results=tuple(ordered))


def _by_which(component: str, every: list[Held]) -> list[Held]:
    """Those by which a constraint fails; none where it does not."""
    met = [held for held in every if not held.results]
    unmet = [held for held in every if held.results]
    if component.startswith(("Not", "QualifiedMax")):
        return met
    if component.startswith("Or"):
        return [] if met else unmet
    if component.startswith("Xone"):
        return [] if len(met) == 1 else met or unmet
    return unmet


def check_shapes(data: bytes, shapes: bytes) -> list[ShapeResult]:
    """Validate one graph against shapes, both as N-Triples.

    Raises:
        ToolFailure: pyshacl could not run the shapes.
    """
    import pyshacl
    import rdflib

    with _left_alone():
        data_graph = rdflib.Graph(bind_namespaces="none").parse(data=data, format="nt")
        shapes_graph = rdflib.Graph(bind_namespaces="none").parse(data=shapes, format="nt")
        _, report, text = pyshacl.validate(
            data_graph,
            shacl_graph=shapes_graph,
            advanced=False,
            inference="none",
            meta_shacl=False,
            js=False,
        )
    if not isinstance(report, rdflib.Graph):
        raise ToolFailure(f"the shapes cannot be run: {text}")
    return _results(report, shapes_graph)


def _results(report: Graph, shapes: Graph) -> list[ShapeResult]:
    from rdflib import URIRef

    focus, shape, component, value = (
        URIRef(terms.SH + name)
        for name in ("focusNode", "sourceShape", "sourceConstraintComponent", "value")
    )
    found = []
    for node in report.objects(None, URIRef(terms.SH + "result")):
        source = report.value(node, shape)
        at = report.value(node, value)
        found.append(
            ShapeResult(
                focus=str(report.value(node, focus)),
                shape=str(source),
                component=str(report.value(node, component)),
                path=_property(cast("Node", source), shapes),
                value=None if at is None else at.n3(),
            )
        )
    return sorted(found, key=lambda r: (r.focus, r.shape, r.component, r.value or ""))


def _property(shape: Node, shapes: Graph) -> str | None:
    """The property that a shape is about: of an alternative path the first one."""
    from rdflib import RDF, URIRef

    path = shapes.value(shape, URIRef(terms.SH + "path"))
    if path is not None and not isinstance(path, URIRef):
        choices = shapes.value(path, URIRef(terms.SH + "alternativePath"))
        path = shapes.value(choices, RDF.first) if choices is not None else None
    return str(path) if isinstance(path, URIRef) else None
