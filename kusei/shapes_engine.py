"""The one module that speaks to pyshacl, the reference SHACL validator.

SHACL Core only (https://www.w3.org/TR/shacl/): what needs SPARQL is a whole-graph check. Classes
count with their subclasses, as ``sh:class`` and ``sh:targetClass`` say, so the data must hold the
``rdfs:subClassOf`` triples of the ontology; nothing else is inferred.
"""

from __future__ import annotations

import logging
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from kusei import terms
from kusei.errors import InvalidValue, ToolFailure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rdflib import Graph
    from rdflib.term import Node

    from kusei.store import Quad


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
    tags, of the shape or else of pyshacl; ``because`` are those of the results under ``sh:detail``.
    """

    focus: str
    path: str | None
    value: str | None
    shape: str
    constraint: str | None
    component: str
    severity: str
    messages: tuple[tuple[str, str | None], ...]
    because: tuple[str, ...]


def any_report(data: Iterable[Quad], shapes: Iterable[Quad]) -> Graph:
    """The validation report of any graph by any shapes, SHACL-SPARQL constraints included.

    Nothing is fetched: ``owl:imports`` is not followed, nor ``FROM`` in a constraint. Of SHACL
    Advanced Features (rules, targets and functions in SPARQL or JavaScript) nothing runs.

    Raises:
        InvalidValue: the shapes cannot be run.
    """
    import pyshacl
    import rdflib

    from kusei.rdf_graph import graph_of

    with _left_alone():
        try:
            shapes_graph = graph_of(shapes)
            _with_imported_prefixes(shapes_graph)
            _, report, text = pyshacl.validate(
                graph_of(data),
                shacl_graph=shapes_graph,
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
    """Keep rdflib off the network and silent about literals that are not of their datatype."""
    from rdflib.plugins import sparql

    loads = sparql.SPARQL_LOAD_GRAPHS
    loggers = [logging.getLogger(name) for name in ("rdflib", "rdflib.term", "pyshacl-validate")]
    before = [logger.disabled for logger in loggers]
    sparql.SPARQL_LOAD_GRAPHS = False
    for logger in loggers:
        logger.disabled = True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        sparql.SPARQL_LOAD_GRAPHS = loads
        for logger, was in zip(loggers, before, strict=True):
            logger.disabled = was


def any_results(report: Graph) -> list[AnyResult]:
    """The results of a report, those within others left out, in no order of their own."""
    from rdflib import URIRef

    results = URIRef(terms.SH + "result")
    return [_any_result(report, node) for node in report.objects(None, results)]


def _any_result(report: Graph, node: Node) -> AnyResult:
    from rdflib import Literal, URIRef

    def n3(name: str) -> str | None:
        found = report.value(node, URIRef(terms.SH + name), any=True)
        return None if found is None else found.n3()

    def messages(result: Node) -> list[Literal]:
        said = report.objects(result, URIRef(terms.SH + "resultMessage"))
        return sorted(text for text in said if isinstance(text, Literal))

    path = n3("resultPath")
    return AnyResult(
        focus=n3("focusNode") or "",
        path=path if path is not None and path.startswith("<") else None,
        value=n3("value"),
        shape=n3("sourceShape") or "",
        constraint=n3("sourceConstraint"),
        component=n3("sourceConstraintComponent") or "",
        severity=n3("resultSeverity") or "",
        messages=tuple((str(text), text.language) for text in messages(node)),
        because=tuple(
            str(text)
            for detail in report.objects(node, URIRef(terms.SH + "detail"))
            for text in messages(detail)
        ),
    )


def check_shapes(data: bytes, shapes: bytes) -> list[ShapeResult]:
    """Validate one graph against shapes, both as N-Triples.

    Raises:
        ToolFailure: pyshacl could not run the shapes.
    """
    import pyshacl
    import rdflib

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
