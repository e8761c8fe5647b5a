"""The one module that speaks to pyshacl, the reference SHACL validator.

SHACL Core only (https://www.w3.org/TR/shacl/): what needs SPARQL is a whole-graph check. Classes
count with their subclasses, as ``sh:class`` and ``sh:targetClass`` say, so the data must hold the
``rdfs:subClassOf`` triples of the ontology; nothing else is inferred.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from kusei import terms
from kusei.errors import ToolFailure

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node


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
