"""The one module that speaks to pyshacl, the reference SHACL validator.

SHACL Core only (https://www.w3.org/TR/shacl/): what needs SPARQL is a whole-graph check. Classes
count with their subclasses, as ``sh:class`` and ``sh:targetClass`` say, so the data must hold the
``rdfs:subClassOf`` triples of the ontology; nothing else is inferred.
"""

from __future__ import annotations

import warnings
from collections import defaultdict
from contextlib import contextmanager
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from kusei import terms
from kusei.errors import InvalidValue
from kusei.graph.store import BlankNode, Literal, NamedNode
from kusei.shacl.compile.model import NotCompiled, Predicate
from kusei.shacl.compile.reading import path_of
from kusei.shacl.compile.statements import ShapesGraph
from kusei.shacl.explanation import DEEPEST, MOST_VALUES, details
from kusei.shacl.validation_result import ValidationResult

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rdflib import Graph
    from rdflib.term import Node

    from kusei.graph.store import Quad, Term
    from kusei.shacl.compile.model import Path
    from kusei.shacl.validation_result import InnerValidation

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


def validation_report(data: Iterable[Quad], shapes: Iterable[Quad]) -> Graph:
    """The validation report of any graph by any shapes, SHACL-SPARQL constraints included.

    Nothing is fetched: ``owl:imports`` is not followed, nor ``FROM`` in a constraint. Of SHACL
    Advanced Features (rules, targets and functions in SPARQL or JavaScript) nothing runs.

    Raises:
        InvalidValue: the shapes cannot be run.
    """
    from kusei.graph.rdf_graph import graph_of

    with _globals_restored():
        return _run(graph_of(data), graph_of(shapes))


def reference_results(data: Iterable[Quad], shapes: Sequence[Quad]) -> list[ValidationResult]:
    """The results of :func:`validation_report`, in no order, each with what explains it.

    Raises:
        InvalidValue: the shapes cannot be run.
    """
    from rdflib import URIRef

    from kusei.graph.rdf_graph import graph_of

    with _globals_restored():
        data_graph, shapes_graph = graph_of(data), graph_of(shapes)
        report = _run(data_graph, shapes_graph)
        inner = _InnerShapes(data_graph, shapes_graph, ShapesGraph(shapes))
        said: _Said = defaultdict(lambda: defaultdict(list))
        for subject, predicate, obj in report:
            said[subject][str(predicate).removeprefix(terms.SH)].append(obj)
        results = report.objects(None, URIRef(terms.SH + "result"))
        return [inner.result(said, node) for node in results]


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
        with _globals_restored():
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
def _globals_restored() -> Iterator[None]:
    """Keep rdflib off the network, and literals as they are spelt, without complaints of theirs.

    What is set for that, or by pyshacl itself (how rdflib reads an ``xsd:boolean``, the level and
    handlers of a logger), is as it was afterwards.
    """
    import logging

    import rdflib
    from rdflib.plugins import sparql
    from rdflib.term import _toPythonMapping as readings

    loads, normalizes = sparql.SPARQL_LOAD_GRAPHS, rdflib.NORMALIZE_LITERALS
    boolean = readings[rdflib.XSD.boolean]
    loggers = [logging.getLogger(name) for name in ("rdflib", "rdflib.term", "pyshacl-validate")]
    before = [(logger.disabled, logger.level, logger.handlers[:]) for logger in loggers]
    sparql.SPARQL_LOAD_GRAPHS = rdflib.NORMALIZE_LITERALS = False
    for logger in loggers:
        logger.disabled = True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        sparql.SPARQL_LOAD_GRAPHS, rdflib.NORMALIZE_LITERALS = loads, normalizes
        readings[rdflib.XSD.boolean] = boolean
        for logger, (disabled, level, handlers) in zip(loggers, before, strict=True):
            logger.disabled, logger.handlers = disabled, handlers
            logger.setLevel(level)


class _InnerShapes:
    """Makes results of a report, and validates nodes against the shapes within constraints.

    The report of pyshacl explains ``sh:node`` alone, so it is asked again, of findings only.
    """

    def __init__(self, data: Graph, shapes: Graph, stated: ShapesGraph) -> None:
        self._data = data
        self._shapes = shapes
        self._stated = stated
        self._seen: dict[tuple[Node, Node, int], list[ValidationResult] | None] = {}

    def result(self, said: _Said, node: Node, depth: int = DEEPEST) -> ValidationResult:
        """One result of a report."""
        import rdflib

        about = said[node]

        def term(name: str) -> Term | None:
            return _term(about[name][0]) if about[name] else None

        def iri(name: str) -> str:
            return str(about[name][0]) if about[name] else ""

        messages = sorted(
            text for text in about["resultMessage"] if isinstance(text, rdflib.Literal)
        )
        shape = _term(about["sourceShape"][0])
        return ValidationResult(
            focus_node=_term(about["focusNode"][0]),
            path=self._path(about["resultPath"], shape),
            value=term("value"),
            source_shape=shape,
            source_constraint=term("sourceConstraint"),
            source_constraint_component=iri("sourceConstraintComponent"),
            severity=iri("resultSeverity"),
            messages=tuple((str(text), text.language) for text in messages),
            details=self._details(said, node, depth),
        )

    def _path(self, stated: Sequence[Node], shape: Term) -> Path | None:
        """The path of a result; what is more than a property is read from its shape."""
        from rdflib import URIRef

        if not stated or isinstance(stated[0], URIRef):
            return Predicate(str(stated[0])) if stated else None
        try:
            return path_of(self._stated, shape)
        except NotCompiled:  # pyshacl takes paths that the standard does not
            return None

    def _details(self, said: _Said, result: Node, depth: int) -> tuple[InnerValidation, ...]:
        about = said[result]
        shape, focus, component = (
            next(iter(about[name]), None)
            for name in ("sourceShape", "focusNode", "sourceConstraintComponent")
        )
        name = str(component).removeprefix(terms.SH).removesuffix("ConstraintComponent")
        if name not in _INNER or shape is None or focus is None or not depth:
            return ()
        try:
            lists = self._lists(shape, _INNER[name])
            nodes = about["value"] or self._values(shape, focus)
            if about["detail"] and len(lists) == 1:  # what pyshacl tells need not be asked
                told = [self.result(said, one, depth - 1) for one in about["detail"]]
                return details(name, [_terms(lists[0][:1])], _terms(nodes[:1]), lambda *_: told)
            known = {_term(node): node for node in [*nodes, *chain.from_iterable(lists)]}
            return details(
                name,
                map(_terms, lists),
                _terms(nodes),
                lambda inner, node: self._validate(known[inner], known[node], depth),
            )
        except Exception:  # noqa: BLE001 - without its reasons it is a finding all the same
            return ()

    @cached_property
    def _loaded(self) -> Any:  # noqa: ANN401 - pyshacl's own, which it does not declare
        from pyshacl.shapes_graph import ShapesGraph as LoadedShapes

        loaded = LoadedShapes(self._shapes)
        list(loaded.shapes)  # to ask for them reads them
        return loaded

    def _lists(self, shape: Node, name: str) -> list[list[Node]]:
        from rdflib import URIRef

        values = sorted(self._shapes.objects(shape, URIRef(terms.SH + name)), key=str)
        if name in _LISTS:
            return [list(self._shapes.items(head)) for head in values]
        return [[one] for one in values]

    def _values(self, shape: Node, focus: Node) -> list[Node]:
        values = self._loaded.lookup_shape_from_node(shape).value_nodes(self._data, focus)
        return sorted(values[focus], key=str)[:MOST_VALUES]

    def _validate(self, shape: Node, node: Node, depth: int) -> list[ValidationResult] | None:
        """The results of a node against a shape; a shape made of itself is not asked again."""
        from pyshacl.pytypes import SHACLExecutor

        key = shape, node, depth
        if key not in self._seen:
            self._seen[key] = None
            inner = self._loaded.lookup_shape_from_node(shape)
            _, reports = inner.validate(SHACLExecutor(), self._data, focus=node)
            self._seen[key] = [self._told(triples, at, depth - 1) for _, at, triples in reports]
        return self._seen[key]

    def _told(self, triples: Iterable[Any], node: Node, depth: int) -> ValidationResult:
        said: _Said = defaultdict(lambda: defaultdict(list))
        for subject, predicate, obj in triples:
            value = obj[1] if isinstance(obj, tuple) else obj
            said[subject][str(predicate).removeprefix(terms.SH)].append(value)
        return self.result(said, node, depth)


def _terms(nodes: Iterable[Node]) -> list[Term]:
    return [_term(node) for node in nodes]


def _term(node: Node) -> Term:
    """A node of rdflib as a term."""
    import rdflib

    if isinstance(node, rdflib.BNode):
        return BlankNode(str(node))
    if isinstance(node, rdflib.URIRef):
        try:
            return NamedNode(str(node))
        except ValueError:  # a query may make an IRI of what is none
            return Literal(str(node))
    if not isinstance(node, rdflib.Literal):
        raise TypeError("rdflib gives no other node in a report")
    if node.language:
        return Literal(str(node), language=node.language)
    return (
        Literal(str(node), datatype=NamedNode(str(node.datatype)))
        if node.datatype
        else Literal(str(node))
    )
