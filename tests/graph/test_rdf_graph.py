"""The graph as Python users know it."""

from __future__ import annotations

import pytest
import rdflib

from kusei import terms
from kusei.graph.rdf_graph import graph_of
from kusei.graph.store import Literal, NamedNode, Triple, parse_turtle

SOURCE = """
@prefix kusei: <https://w3id.org/kusei/ontology#> .
@prefix minato: <https://w3id.org/kusei/id/minato/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
minato:a kusei:exact "x", "0001"^^xsd:integer, "改称"@ja, "かいしょう"@ja-Hira ;
    kusei:under minato:b .
minato:b kusei:exact "x" .
"""


def test_the_graph_is_what_rdflib_reads_itself() -> None:
    """Our graph equals the one that rdflib parses from the same source."""
    graph = graph_of(parse_turtle(SOURCE.encode(), graph=terms.GRAPH + "data/a.ttl"))
    theirs = rdflib.Graph().parse(data=SOURCE, format="turtle")
    number = rdflib.Literal("0001", datatype=rdflib.XSD.integer, normalize=False)
    assert len(graph) == 6
    assert set(graph) - set(theirs) == {(rdflib.URIRef(terms.ID + "minato/a"), _exact(), number)}
    assert len(set(theirs) - set(graph)) == 1  # rdflib mends 0001 to 1, we hold what was written


def test_prefixes_are_ours() -> None:
    """Names are shortened by the prefixes of the project and no others."""
    assert {p: str(ns) for p, ns in graph_of([]).namespaces()} == terms.PREFIXES


def test_triple_terms_are_refused() -> None:
    """A graph of rdflib holds RDF 1.1 only."""
    inner = Triple(NamedNode("http://a"), NamedNode("http://b"), Literal("c"))
    with pytest.raises(TypeError, match=r"RDF 1\.1"):
        graph_of([Triple(NamedNode("http://a"), NamedNode("http://b"), inner)])


def _exact() -> rdflib.URIRef:
    return rdflib.URIRef(terms.KUSEI + "exact")
