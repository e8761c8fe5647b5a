"""A query of one's own: why it is no SPARQL, and what in it can match nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kusei.queries.query_advice import matching_nothing, why_not_sparql

if TYPE_CHECKING:
    from kusei.graph.store import Store

WHEN = "?w is a kusei:when, whose EDTF no day compares with"


@pytest.mark.parametrize(
    ("sparql", "told"),
    [
        ("SELECT * { ?s foo:bar ?o }", ["the prefix foo: is not declared"]),
        ("PREFIX foo: <urn:x> SELECT * { ?s foo:bar kusei:b", ["the { at 1:30 is not closed"]),
        ("SELECT *\n{ ?s ?p ?o . FILTER(?o > 1 }", ["the } at 2:28 closes nothing"]),
        ("SELECT * { ?s ?p ?o }}", ["the } at 1:22 closes nothing"]),
        ("SELECT (1 AS ?n) { ?s ?p '{' } GROUP BY ?n", ["?n in GROUP BY is given its value"]),
        ("SELECT ?n { ?s ?p ?o } GROUP BY (?o AS ?n)", []),
        ("SELECT ?s { ?s ?p }", []),
    ],
)
def test_what_a_text_lacks_is_named(sparql: str, told: list[str]) -> None:
    """An undeclared prefix, a bracket with its place, an alias that GROUP BY cannot see."""
    found = why_not_sparql(sparql)
    for one, begin in zip(found, told, strict=True):
        assert one.startswith(begin)


@pytest.mark.parametrize(
    ("sparql", "told"),
    [
        (
            "SELECT * { ?s kusei:dutty ?o }",
            "nothing in the graph has kusei:dutty; kusei:duty is near",
        ),
        (
            "SELECT * { ?s a <https://w3id.org/kusei/ontology#Assigment> }",
            "kusei:Assignment is near",
        ),
        (
            "PREFIX k: <https://w3id.org/kusei/ontology#> ASK { ?s k:holdr ?o }",
            "kusei:holder is near",
        ),
        ("SELECT * { OPTIONAL { ?s kusei:when ?w FILTER('2009' < ?w) } }", WHEN),
        ("SELECT * { ?s kusei:when ?w FILTER(?w >= ?on) }", WHEN),
    ],
)
def test_what_matches_nothing_is_told(small: Store, sparql: str, told: str) -> None:
    """A term of no triple with the near one that has some, and a kusei:when beside a comparison."""
    (one,) = matching_nothing(sparql, small)
    assert told in one


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?s { ?s kusei:duty ?o FILTER(xsd:date(?x) = '2009-01-01'^^xsd:date) }",
        "CONSTRUCT { ?s <urn:mine> ?o } WHERE { ?s kusei:holder ?o }",
        "CONSTRUCT { ?s <urn:mine> [ a <urn:c> ] } { ?s kusei:holder ?o }",
        "SELECT ?s FROM <urn:graph> { ?s kusei:when ?w ; kusei:holder ?h FILTER(?h != ?s) }",
        "BASE <urn:base> SELECT ?s { ?s a kusei:Assignment } # kusei:nothing",
        "PREFIX x: <urn:x:> SELECT ?s { ?s a kusei:Assignment FILTER(x:own(?s)) }",
        "SELECT ?s { ?s rdfs:label 'kusei:nothing <urn:nothing>' }",
    ],
)
def test_what_may_match_is_passed_over(small: Store, sparql: str) -> None:
    """Functions, datatypes, graphs, texts, comments and what CONSTRUCT makes are no terms to match."""
    assert matching_nothing(sparql, small) == []
