"""Graphs as text: equal graphs give the same bytes, whatever an engine calls their blank nodes."""

from __future__ import annotations

import json

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from kusei.answers.graph_formats import GRAPH_FORMATS, graph_text, ordered
from kusei.answers.limits import Limit
from kusei.errors import InvalidValue
from kusei.graph.rdf_graph import graph_of
from kusei.graph.store import (
    BlankNode,
    Literal,
    NamedNode,
    Store,
    Syntax,
    Triple,
    parse_as,
    with_lasting_blank_nodes,
)
from kusei.terms import KUSEI, PREFIXES, RDF_TYPE, XSD

TEXT = NamedNode(KUSEI + "text")
PARSERS = {"turtle": "turtle", "ntriples": "nt", "jsonld": "json-ld"}


def sample(*names: str) -> list[Triple]:
    """A graph with two blank nodes of these names, literals of all sorts, and a class."""
    first, second = map(BlankNode, names)
    return [
        Triple(first, TEXT, second),
        Triple(second, TEXT, Literal('区民課 "x"\\\n\t', language="ja")),
        Triple(NamedNode("urn:b"), TEXT, Literal("0001", datatype=NamedNode(XSD + "integer"))),
        Triple(NamedNode("urn:a"), NamedNode(RDF_TYPE), NamedNode(KUSEI + "Duty")),
        Triple(NamedNode(PREFIXES["minato"] + "a/b"), TEXT, Literal("x")),
    ]


@pytest.mark.parametrize("form", GRAPH_FORMATS)
def test_another_reader_gets_the_same_graph(form: str) -> None:
    """What is written is read back as what it was, literals as spelt; rdflib reads it too."""
    triples = sample("x", "y")
    text = graph_text(triples, form)
    read = [Triple(q.subject, q.predicate, q.object) for q in parse_as(text, Syntax(form))]
    assert set(with_lasting_blank_nodes(read)) == set(with_lasting_blank_nodes(triples))
    assert len(rdflib.Graph().parse(data=text, format=PARSERS[form])) == len(triples)


@pytest.mark.parametrize("form", GRAPH_FORMATS)
@given(data=st.data())
def test_order_and_names_of_blank_nodes_change_no_byte(form: str, data: st.DataObject) -> None:
    """An engine answers in any order, and names blank nodes at random."""
    triples = data.draw(st.permutations(sample("q", "p")))
    assert graph_text([*triples, triples[0]], form) == graph_text(sample("x", "y"), form)


def test_only_the_prefixes_in_use_are_declared() -> None:
    """And none that would change an IRI whose scheme is spelt like it."""
    text = graph_text(sample("x", "y"), "turtle")
    assert [line.split()[1] for line in text.splitlines() if line.startswith("@prefix")] == [
        "kusei:"
    ]
    odd = [Triple(NamedNode("kusei:odd"), TEXT, Literal("x"))]
    written = graph_text(odd, "jsonld")
    assert json.loads(written)["@context"] == {}
    assert isomorphic(rdflib.Graph().parse(data=written, format="json-ld"), graph_of(odd))


def test_a_limit_keeps_the_first_triples_and_is_told() -> None:
    """In the order of their text, so that the same ones are kept each time."""
    kept, limit = ordered(sample("x", "y"), 2)
    assert limit == Limit(2, 5)
    assert [t.subject for t in kept] == [
        NamedNode(PREFIXES["minato"] + "a/b"),
        NamedNode("urn:a"),
    ]
    assert ordered(sample("x", "y"), 5)[1] is None


def test_a_triple_term_is_refused() -> None:
    """RDF 1.1 has no form for it."""
    answer = Store().query("CONSTRUCT { <urn:a> <urn:b> <<( <urn:a> <urn:b> 1 )>> } {}")
    assert isinstance(answer, list)
    with pytest.raises(InvalidValue, match=r"RDF 1\.2"):
        graph_text(answer, "turtle")
