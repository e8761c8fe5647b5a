"""The JSON-LD of releases, as rdflib reads it: the same triples, literals as spelt."""

from __future__ import annotations

import json

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from kusei import terms
from kusei.graph.rdf_graph import graph_of
from kusei.graph.store import BlankNode, Literal, NamedNode, Triple
from kusei.writing.json_ld import write_json_ld

KUSEI, MINATO = terms.KUSEI, terms.ID + "minato/"
CONTEXT: dict[str, object] = {
    "@version": 1.1,
    "edtf": terms.EDTF,
    "kusei": KUSEI,
    "minato": MINATO,
    "rdfs": terms.RDFS,
    "xsd": terms.XSD,
    "type": "@type",
    "Name": "kusei:Name",
    "bearer": {"@id": "kusei:nameOf", "@type": "@id"},
    "kind": {"@id": "kusei:nameKind", "@type": "@vocab"},
    "formalName": "kusei:formalName",
    "text": {"@id": "kusei:text", "@container": "@language"},
    "reason": {"@id": "kusei:reason", "@language": "ja"},
    "label": {"@id": "rdfs:label", "@container": ["@language", "@set"]},
    "when": {"@id": "kusei:when", "@type": "edtf:EDTF"},
    "exact": {"@id": "kusei:exact"},
    "page": {"@id": "kusei:page", "@type": "xsd:positiveInteger"},
    "sha": {"@id": "kusei:sha256", "@type": "xsd:string"},
}


def typed(value: str, datatype: str) -> Literal:
    """A typed literal."""
    return Literal(value, datatype=NamedNode(datatype))


def of_a(predicate: str, obj: NamedNode | Literal) -> Triple:
    """A triple about the same thing."""
    return Triple(NamedNode(MINATO + "a"), NamedNode(predicate), obj)


def read(text: str) -> set[tuple[rdflib.term.Node, ...]]:
    """The triples as a plain graph of rdflib reads them, but without mending any literal."""
    rdflib.NORMALIZE_LITERALS = False
    try:
        return set(rdflib.Graph().parse(data=text, format="json-ld"))
    finally:
        rdflib.NORMALIZE_LITERALS = True


VALUES = [
    of_a(terms.RDF_TYPE, NamedNode(KUSEI + "Name")),
    of_a(terms.RDF_TYPE, NamedNode(terms.ORG + "Unit")),
    of_a(KUSEI + "nameOf", NamedNode(MINATO + "kind-ka")),
    of_a(KUSEI + "nameOf", NamedNode("http://example.org/区")),
    of_a(KUSEI + "nameOf", Literal("not a thing")),
    of_a(KUSEI + "nameKind", NamedNode(KUSEI + "formalName")),
    of_a(KUSEI + "nameKind", NamedNode(MINATO + "other")),
    of_a(KUSEI + "text", Literal("区民課", language="ja")),
    of_a(KUSEI + "text", Literal("区民の課", language="ja")),
    of_a(KUSEI + "text", Literal("くみんか", language="ja-hira")),
    of_a(KUSEI + "text", Literal("no language")),
    of_a(KUSEI + "text", NamedNode(MINATO + "no-text")),
    of_a(KUSEI + "text", typed("2009", terms.XSD + "gYear")),
    of_a(KUSEI + "reason", Literal("理由", language="ja")),
    of_a(KUSEI + "reason", Literal("reason", language="en")),
    of_a(KUSEI + "reason", Literal("no language")),
    of_a(terms.RDFS_LABEL, Literal("改称", language="ja")),
    of_a(KUSEI + "when", typed("2009-04", terms.EDTF_DATE)),
    of_a(KUSEI + "when", typed("2009-04-01", terms.XSD_DATE)),
    of_a(KUSEI + "when", Literal("2009-04")),
    of_a(KUSEI + "exact", Literal("くらし応援課")),
    of_a(KUSEI + "exact", typed("0001", terms.XSD + "integer")),
    of_a(KUSEI + "exact", typed("1", terms.XSD + "boolean")),
    of_a(KUSEI + "exact", typed("true", terms.XSD + "boolean")),
    of_a(KUSEI + "exact", typed("1.50", terms.XSD + "decimal")),
    of_a(KUSEI + "exact", Literal("")),
    of_a(KUSEI + "page", typed("0003", terms.XSD + "positiveInteger")),
    of_a(KUSEI + "page", typed("3", terms.XSD + "integer")),
    of_a(KUSEI + "sha256", Literal("ab")),
    of_a("http://example.org/own", Literal("x")),
    of_a("http://example.org/own", NamedNode("http://example.org/own")),
]


@pytest.mark.parametrize("triple", VALUES, ids=lambda t: f"{t.predicate.value[-10:]} {t.object}")
def test_each_value_is_read_back(triple: Triple) -> None:
    """Whatever the context says of a property, a value comes back as the term it was."""
    assert read(write_json_ld([triple], CONTEXT)) == set(graph_of([triple]))


def test_all_values_are_read_back_together() -> None:
    """Values of all kinds under one property do not disturb one another."""
    found = read(write_json_ld(VALUES, CONTEXT))
    assert len(found) == len(VALUES)
    assert found == set(graph_of(VALUES))


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_is_read_back(value: str) -> None:
    """Any text survives, in an own and in a foreign property."""
    triples = [
        of_a(KUSEI + "text", Literal(value, language="ja")),
        of_a(KUSEI + "z", Literal(value)),
    ]
    assert read(write_json_ld(triples, CONTEXT)) == set(graph_of(triples))


def test_layout() -> None:
    """Nodes are sorted, names are those of the context, Japanese stays Japanese."""
    triples = [
        Triple(NamedNode(MINATO + "b"), NamedNode(KUSEI + "exact"), Literal("x")),
        of_a(terms.RDF_TYPE, NamedNode(KUSEI + "Name")),
        of_a(KUSEI + "nameOf", NamedNode(MINATO + "kind-ka")),
        of_a(KUSEI + "text", Literal("区民課", language="ja")),
        of_a(terms.RDFS_LABEL, Literal("改称", language="ja")),
    ]
    text = write_json_ld(triples, CONTEXT)
    assert json.loads(text) == {
        "@context": CONTEXT,
        "@graph": [
            {
                "@id": "minato:a",
                "type": "Name",
                "bearer": "minato:kind-ka",
                "text": {"ja": "区民課"},
                "label": {"ja": ["改称"]},
            },
            {"@id": "minato:b", "exact": "x"},
        ],
    }
    assert list(json.loads(text)["@graph"][0]) == ["@id", "bearer", "label", "text", "type"]
    assert "区民課" in text
    assert text == write_json_ld(triples[::-1], CONTEXT)


def test_blank_nodes_are_refused() -> None:
    """What has no lasting name cannot be released."""
    with pytest.raises(ValueError, match="a blank node has no lasting name"):
        write_json_ld([of_a(KUSEI + "nameOf", BlankNode())], CONTEXT)  # type: ignore[arg-type]
