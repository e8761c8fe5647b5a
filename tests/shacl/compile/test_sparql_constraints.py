"""SPARQL constraints and components over all focus nodes at once, as one focus node at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pytest

from kusei.errors import InvalidValue
from kusei.shacl.compile.engine import Engine
from tests.shacl.compile.both_engines import plain, run, short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kusei.shacl.validation_result import ValidationResult

DATA: Final = """
ex:a a ex:C ; ex:p 1, 2, 3 ; ex:q ex:b ; rdfs:label "a"@en, "あ"@ja .
ex:b a ex:C ; ex:p 1 ; ex:q ex:a, ex:c ; ex:r "x" .
ex:c a ex:D ; ex:p 5 ; rdfs:label "c" .
[] a ex:C ; ex:q [ ex:p 7 ] .
ex:D rdfs:subClassOf ex:C .
"""
PREFIXES: Final = (
    'ex: sh:declare [ sh:prefix "ex" ; sh:namespace "http://example.org/"^^xsd:anyURI ], '
    '[ sh:prefix "rdfs" ; sh:namespace "http://www.w3.org/2000/01/rdf-schema#"^^xsd:anyURI ] .\n'
)
JOINED: Final = {
    "a pattern": "SELECT $this ?value WHERE { $this ex:q ?value }",
    "a filter": "SELECT $this WHERE { FILTER($this = ex:a) }",
    "a filter in a group within": "SELECT $this WHERE { { FILTER($this = ex:a) } }",
    "in a union": (
        "SELECT $this ?value WHERE { { $this ex:q ?value } UNION "
        "{ ?value ex:q ?x FILTER(?x = $this) } }"
    ),
    "a branch without it": "SELECT $this ?value WHERE { { ?value ex:r ?x } UNION { $this ex:r ?value } }",
    "an optional": (
        "SELECT $this WHERE { OPTIONAL { ?other ex:q ?o FILTER(?o = $this) } "
        "FILTER(!BOUND(?other)) }"
    ),
    "an optional that begins": (
        "SELECT $this ?value WHERE { OPTIONAL { $this ex:r ?value } FILTER(!BOUND(?value)) }"
    ),
    "not exists": "SELECT $this WHERE { FILTER NOT EXISTS { $this rdfs:label ?l } }",
    "not exists of a filter": (
        "SELECT $this WHERE { FILTER NOT EXISTS { ?x ex:q ?y . FILTER(?y = $this) } }"
    ),
    "a group in exists": (
        "SELECT $this WHERE { FILTER EXISTS { { ?x ex:q ?y FILTER(?y = $this) } UNION "
        "{ $this ex:r ?z } } }"
    ),
    "a bind": "SELECT $this ?value WHERE { BIND($this AS ?value) }",
    "a bind within": "SELECT $this ?value WHERE { { BIND(isIRI($this) AS ?value) } }",
    "a bind in an optional": "SELECT $this ?value WHERE { OPTIONAL { BIND($this AS ?value) } }",
    "groups of rows": (
        "SELECT $this (COUNT(?v) AS ?value) WHERE { $this ex:p ?v } GROUP BY $this "
        "HAVING(COUNT(?v) > 1)"
    ),
    "a selection within": (
        "SELECT $this ?value WHERE { { SELECT $this (MAX(?v) AS ?value) WHERE { $this ex:p ?v } "
        "GROUP BY $this } FILTER(?value > 2) }"
    ),
    "a filter of a selection within": (
        "SELECT $this ?value WHERE { $this ex:p ?value { SELECT $this WHERE "
        "{ FILTER($this != ex:a) } } }"
    ),
    "another spelling": "SELECT ?this ?value WHERE { ?this ex:q ?value }",
    "a path of its own": "SELECT $this (ex:q AS ?path) ?value WHERE { $this ex:q ?value }",
    "distinct rows": "SELECT DISTINCT $this WHERE { $this ex:p ?v }",
    "rows that are alike": "SELECT $this WHERE { $this ex:p ?v }",
    "braces in a text": 'SELECT $this WHERE { $this ex:p ?v FILTER(STR(?v) != "{ $this }") }',
    "braces in a comment": "SELECT $this WHERE { # { $this\n $this ex:r ?v }",
    "the bound shape": "SELECT $this WHERE { FILTER(BOUND($currentShape) && $currentShape = ex:S) }",
    "a longer path": "SELECT $this ?value WHERE { $this ex:q/ex:q+ ?value }",
    "in upper and lower case": "select $this where { filter not exists { $this ex:r ?x } }",
}
LEFT: Final = {
    "SELECT $this WHERE { $this ex:p ?v } LIMIT 1": "LIMIT",
    "SELECT $this (COUNT(?v) AS ?n) WHERE { $this ex:p ?v } GROUP BY ?v": "aggregate",
    "SELECT * WHERE { $this ex:p ?v }": "SELECT *",
    "SELECT ?v WHERE { $this ex:p ?v }": "does not give $this",
}
REFUSED: Final = (
    "SELECT $this WHERE { $this ex:p ?v MINUS { $this ex:r ?v } }",
    "SELECT $this WHERE { VALUES ?x { 1 } $this ex:p ?x }",
    "SELECT $this WHERE { SERVICE ex:s { $this ex:p ?x } }",
    "SELECT $this WHERE { BIND(1 AS $this) }",
    "SELECT $this WHERE { GRAPH ?g { $this ex:p ?v } }",
    "SELECT $this WHERE { { SELECT ?x WHERE { ?x ex:p ?y } } }",
)


def constraint(query: str, more: str = "", shape: str = "") -> str:
    """A shape with one constraint in SPARQL."""
    return (
        f"{PREFIXES} ex:S a sh:NodeShape ; sh:targetClass ex:C ; {shape} "
        f'sh:sparql [ sh:prefixes ex: ; sh:select """{query}""" {more} ] .'
    )


@pytest.mark.parametrize("sort", JOINED)
def test_a_join_gives_what_each_focus_node_gives(sort: str) -> None:
    """Every scope in which $this may stand; the reference replaces it one by one."""
    shapes = constraint(JOINED[sort])
    found, left = run(DATA, shapes, Engine.COMPILED)
    reference, _ = run(DATA, shapes, Engine.PYSHACL)
    assert not left
    assert found
    assert plain(found) == plain(reference)


@pytest.mark.parametrize("query", LEFT)
def test_what_a_join_cannot_say_is_left_with_its_reason(query: str) -> None:
    """A LIMIT counts for each focus node: such a constraint goes to the reference, and is named."""
    found, left = run(DATA, constraint(query), Engine.COMPILED)
    reference, _ = run(DATA, constraint(query), Engine.PYSHACL)
    assert LEFT[query] in left[0].reason
    assert left[0].component.endswith("SPARQLConstraintComponent")
    assert plain(found) == plain(reference)


@pytest.mark.parametrize("query", REFUSED)
def test_what_the_standard_refuses_is_a_failure(query: str) -> None:
    """https://www.w3.org/TR/shacl/#pre-binding: no report, whatever the query would find."""
    for engine in Engine:
        with pytest.raises(InvalidValue, match="the shapes cannot be run"):
            run(DATA, constraint(query), engine)


@pytest.mark.parametrize(
    ("more", "shape", "texts"),
    [
        ('; sh:message "{$this} has {?value}"', "", ["http://example.org/b has x"]),
        ("", 'sh:message "of the shape" ;', ["of the shape"]),
        ('; sh:message "own"@en, "自"@ja', 'sh:message "of the shape" ;', ["own", "自"]),
    ],
)
def test_a_message_is_that_of_the_constraint_filled_in(
    more: str, shape: str, texts: list[str]
) -> None:
    """https://www.w3.org/TR/shacl/#sparql-constraints-message: else that of the shape."""
    shapes = constraint("SELECT $this ?value WHERE { $this ex:r ?value }", more, shape)
    (found,), _ = run(DATA, shapes, Engine.COMPILED)
    assert [text for text, _ in found.messages] == texts


def test_a_query_may_bind_the_message_itself() -> None:
    """``?message`` goes before every ``sh:message``."""
    query = 'SELECT $this (CONCAT("r is ", ?r) AS ?message) WHERE { $this ex:r ?r }'
    (found,), _ = run(DATA, constraint(query, '; sh:message "no"'), Engine.COMPILED)
    assert found.messages == (("r is x", None),)


COMPONENTS: Final = {
    "ask": 'sh:validator [ a sh:SPARQLAskValidator ; sh:prefixes ex: ; sh:ask """ASK { %s }""" ]',
    "property": (
        "sh:propertyValidator [ a sh:SPARQLSelectValidator ; sh:prefixes ex: ; "
        'sh:select """SELECT $this ?value WHERE { $this $PATH ?value . FILTER(%s) }""" ]'
    ),
    "node": (
        "sh:nodeValidator [ a sh:SPARQLSelectValidator ; sh:prefixes ex: ; "
        'sh:select """SELECT $this ?value WHERE { $this ex:p ?value . FILTER(%s) }""" ]'
    ),
}


@pytest.mark.parametrize(
    ("validator", "shape"),
    [
        (COMPONENTS["ask"] % "FILTER($value < $most)", "sh:path ex:p ; ex:most 3"),
        (COMPONENTS["ask"] % "{ FILTER($value < $most) }", "sh:path ex:p ; ex:most 3"),
        (COMPONENTS["ask"] % "$value ex:p $most", "sh:path ex:q ; ex:most 1"),
        (COMPONENTS["ask"] % "FILTER($value != $most)", "ex:most ex:a"),
        (COMPONENTS["ask"] % "FILTER(BOUND($most))", "ex:most ex:a"),
        (COMPONENTS["ask"] % "FILTER($this = $value)", "sh:path ex:q ; ex:most 1"),
        (COMPONENTS["ask"] % "$value ex:p ?x", "sh:path [ sh:oneOrMorePath ex:q ] ; ex:most 1"),
        (COMPONENTS["property"] % "?value > $most", "sh:path ex:p ; ex:most 2"),
        (COMPONENTS["property"] % "true", "sh:path ( ex:q ex:q ) ; ex:most 2"),
        (COMPONENTS["node"] % "?value > $most", "ex:most 5"),
    ],
)
def test_a_component_of_ones_own_is_a_join_as_well(validator: str, shape: str) -> None:
    """ASK and SELECT validators, with their parameters, in node and property shapes.

    pyshacl gives no sh:value for an ASK of a property shape.
    """
    shapes = (
        f"{PREFIXES} ex:Most a sh:ConstraintComponent ; sh:parameter [ sh:path ex:most ] ; "
        f"{validator} . ex:S sh:targetClass ex:C ; {shape} ."
    )
    found, left = run(DATA, shapes, Engine.COMPILED)
    reference, _ = run(DATA, shapes, Engine.PYSHACL)
    assert not left
    if "sh:ask" in validator and "sh:path ex" in shape:
        reference = [replace(r, value=f.value) for r, f in _by_focus(reference, found)]
    assert plain(found) == plain(reference)


def _by_focus(
    some: list[ValidationResult], others: list[ValidationResult]
) -> Iterator[tuple[ValidationResult, ValidationResult]]:
    """The results of two reports side by side, those of one focus node in any order."""

    def ordered(results: list[ValidationResult]) -> list[ValidationResult]:
        return sorted(results, key=lambda result: str(result.focus_node))

    return zip(ordered(some), ordered(others), strict=True)


def test_the_value_of_a_validator_in_select_is_what_it_binds() -> None:
    """Of a node shape as well (https://www.w3.org/TR/shacl/#sparql-constraints-variables)."""
    shapes = (
        f"{PREFIXES} ex:Most a sh:ConstraintComponent ; sh:parameter [ sh:path ex:most ] ; "
        f"{COMPONENTS['node'] % '?value > $most'} . ex:S sh:targetClass ex:C ; ex:most 2 ."
    )
    found, _ = run(DATA, shapes, Engine.COMPILED)
    assert [text.partition('"')[2][:1] for text in short(found)] == ["3", "5"]


def test_a_constraint_meets_values_and_reports_literals_as_written() -> None:
    """A filter computes with 007 and the result shows it as the graph has it."""
    data = 'ex:a a ex:C ; ex:p "007"^^xsd:integer, "5"^^xsd:byte, 1.0 .'
    query = "SELECT $this ?value WHERE { $this ex:p ?value FILTER(?value > 2) }"
    found, left = run(data, constraint(query), Engine.COMPILED)
    assert not left
    assert short(found) == [
        '<a> "007"^^<http://www.w3.org/2001/XMLSchema#integer>',
        '<a> "5"^^<http://www.w3.org/2001/XMLSchema#byte>',
    ]


def test_a_query_that_tells_spellings_apart_is_left() -> None:
    """``STR`` of a property with literals that the store respells; of another it is no matter."""
    data = 'ex:a a ex:C ; ex:p "007"^^xsd:integer ; ex:r "x" .'
    query = 'SELECT $this ?value WHERE {{ $this {} ?value FILTER(STR(?value) != "7") }}'
    found, left = run(data, constraint(query.format("ex:p")), Engine.COMPILED)
    assert short(found) == ['<a> "007"^^<http://www.w3.org/2001/XMLSchema#integer>']
    assert "spellings" in left[0].reason
    found, left = run(data, constraint(query.format("ex:r")), Engine.COMPILED)
    assert (short(found), left) == (['<a> "x"'], ())
