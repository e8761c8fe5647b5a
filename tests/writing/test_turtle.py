"""The Turtle of releases: ordered, readable, and the same triples when read back."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kusei import terms
from kusei.graph.store import BlankNode, Literal, NamedNode, Triple, parse_turtle
from kusei.writing.turtle import write_turtle

KUSEI, MINATO = terms.KUSEI, terms.ID + "minato/"


def node(local: str) -> NamedNode:
    """A thing of the ward."""
    return NamedNode(MINATO + local)


def prop(local: str) -> NamedNode:
    """A property of our own."""
    return NamedNode(KUSEI + local)


def read(text: str) -> set[Triple]:
    """The triples of Turtle, literals as spelt."""
    quads = parse_turtle(text.encode(), graph="https://example.org/g")
    return {Triple(q.subject, q.predicate, q.object) for q in quads}


def test_layout() -> None:
    """Type and label lead, a second object has its own line, only used prefixes are declared."""
    text = write_turtle(
        [
            Triple(
                node("b"), prop("when"), Literal("2009-04", datatype=NamedNode(terms.EDTF_DATE))
            ),
            Triple(node("b"), prop("changed"), node("z")),
            Triple(node("b"), NamedNode("http://a.example/p"), node("z")),
            Triple(node("b"), prop("changed"), node("a")),
            Triple(node("b"), NamedNode(terms.RDFS_LABEL), Literal("改称", language="ja")),
            Triple(node("b"), NamedNode(terms.RDF_TYPE), prop("Renaming")),
            Triple(
                node("a"), prop("page"), Literal("3", datatype=NamedNode(terms.XSD + "integer"))
            ),
        ]
    )
    assert text == (
        "@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .\n"
        "@prefix kusei: <https://w3id.org/kusei/ontology#> .\n"
        "@prefix minato: <https://w3id.org/kusei/id/minato/> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "\n"
        "minato:a\n"
        "    kusei:page 3 .\n"
        "\n"
        "minato:b\n"
        "    a kusei:Renaming ;\n"
        '    rdfs:label "改称"@ja ;\n'
        "    <http://a.example/p> minato:z ;\n"
        "    kusei:changed\n"
        "        minato:a ,\n"
        "        minato:z ;\n"
        '    kusei:when "2009-04"^^edtf:EDTF .\n'
    )


def test_order_of_input_does_not_show() -> None:
    """The same triples give the same text, however they come."""
    triples = [Triple(node(f"s{i % 7}"), prop(f"p{i % 3}"), Literal(str(i))) for i in range(50)]
    shuffled = random.Random(4).sample(triples, k=50)  # noqa: S311 - no secret is made
    assert write_turtle(shuffled) == write_turtle(triples)


@pytest.mark.parametrize(
    ("lexical", "datatype"),
    [
        ("0001", "integer"),
        ("+1", "integer"),
        ("not a number", "integer"),
        ("1", "boolean"),
        ("true", "boolean"),
        ("1.50", "decimal"),
        ("1E0", "double"),
        ("2009-4-1", "date"),
    ],
)
def test_literals_keep_their_spelling(lexical: str, datatype: str) -> None:
    """A literal is released as it was spelt, even one that is wrong."""
    triple = Triple(
        node("a"), prop("p"), Literal(lexical, datatype=NamedNode(terms.XSD + datatype))
    )
    assert read(write_turtle([triple])) == {triple}


@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(["", "ja", "ja-hira"]))
def test_any_text_is_read_back(value: str, language: str) -> None:
    """Quotes, line ends, control characters and any script survive."""
    literal = Literal(value, language=language) if language else Literal(value)
    triple = Triple(node("a"), prop("p"), literal)
    assert read(write_turtle([triple])) == {triple}


@pytest.mark.parametrize("local", ["x(y)", "a.b", "a.", "-a", "港区", "a/b", "a%20b", "", "1_a"])
def test_any_local_name_is_read_back(local: str) -> None:
    """A name that Turtle cannot abbreviate safely is written as a whole IRI."""
    triple = Triple(node(local), prop("p"), node(local))
    assert read(write_turtle([triple])) == {triple}


def test_blank_nodes_are_refused() -> None:
    """What has no lasting name cannot be released."""
    with pytest.raises(ValueError, match="a blank node has no lasting name"):
        write_turtle([Triple(BlankNode(), prop("p"), node("a"))])


def test_nothing_gives_nothing() -> None:
    """No triples, no text."""
    assert write_turtle([]) == ""
