"""The one module that hands the graph to rdflib, the library that Python users know."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rdflib

from kusei import terms
from kusei.graph.store import BlankNode, Literal, NamedNode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kusei.graph.store import Quad, Term, Triple


def graph_of(triples: Iterable[Quad | Triple]) -> rdflib.Graph:
    """An ``rdflib.Graph`` of triples (of quads: without their graphs), literals as spelt.

    The project's prefixes are bound and no others.
    """
    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in terms.PREFIXES.items():
        graph.bind(prefix, namespace)
    for triple in triples:
        graph.add((_resource(triple.subject), _iri(triple.predicate), _node(triple.object)))
    return graph


def _iri(term: NamedNode) -> rdflib.URIRef:
    return rdflib.URIRef(term.value)


def _resource(term: NamedNode | BlankNode | Triple) -> rdflib.URIRef | rdflib.BNode:
    if isinstance(term, NamedNode):
        return _iri(term)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    raise TypeError("rdflib holds RDF 1.1: a triple is no term of it")


def _node(term: Term) -> rdflib.URIRef | rdflib.BNode | rdflib.Literal:
    if not isinstance(term, Literal):
        return _resource(term)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    if term.datatype.value == terms.XSD + "string":
        # rdflib tells "x" from "x"^^xsd:string, and its own parsers give the first.
        return rdflib.Literal(term.value)
    return rdflib.Literal(term.value, datatype=_iri(term.datatype), normalize=False)
