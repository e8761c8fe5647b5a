"""Parameters are bound as terms, in the VALUES block and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kusei.errors import HeaderInvalid
from kusei.graph.store import Literal, NamedNode, Rows, Store, parse_turtle
from kusei.sparql.values_blocks import bind, values_block

X = "http://example.org/"
GRAPH = f'<{X}a> <{X}p> "1" . <{X}b> <{X}p> "2" . <{X}b> <{X}q> "2" .'.encode()


@pytest.fixture(scope="module")
def store() -> Store:
    """Three triples."""
    return Store(parse_turtle(GRAPH, graph="urn:g"))


def rows(store: Store, sparql: str) -> list[tuple[object, ...]]:
    """The rows of a query as texts."""
    answer = store.query(sparql)
    assert isinstance(answer, Rows)
    return [
        tuple(t.value if isinstance(t, NamedNode | Literal) else t for t in r) for r in answer.rows
    ]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("?s <%sp> ?value", ["b"]),
        ("?s <%sp> ?v FILTER (?v = ?value)", ["b"]),
        ("?s <%sp> ?v OPTIONAL { ?s <%sq> ?w FILTER (?w = ?value) } FILTER (BOUND(?w))", ["b"]),
        ("?s <%sp> ?v FILTER NOT EXISTS { ?s <%sp> ?value }", ["a"]),
        ("?s <%sp> ?v FILTER EXISTS { ?s <%sp> ?w FILTER (?w = ?value) }", ["b"]),
    ],
    ids=["pattern", "FILTER", "OPTIONAL", "NOT EXISTS", "FILTER in EXISTS"],
)
def test_a_parameter_is_seen_in_every_part_of_a_query(
    store: Store, pattern: str, expected: list[str]
) -> None:
    """A bound value restricts patterns, filters, optional parts and (not) exists."""
    text = f'SELECT ?s {{ VALUES (?value) {{ ("other") }} {pattern.replace("%s", X)} }}'
    assert rows(store, bind(text, [{"value": Literal("2")}])) == [(X + s,) for s in expected]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_arrives_as_the_one_term_it_is(text: str) -> None:
    """Quotes, braces, backslashes and line breaks of a value never become syntax."""
    bound = bind("SELECT ?v ?w { VALUES (?v ?w) { (1 2) } }", [{"v": Literal(text), "w": None}])
    assert rows(Store(), bound) == [(text, None)]


@pytest.mark.parametrize(
    "hostile",
    ['") } INSERT DATA { <a> <b> "c"', "\\u0022) } #", '"""', "'''", "\n} }", "x" * 100_000, "𠮷�"],
)
def test_hostile_text_changes_no_other_part_of_the_query(hostile: str) -> None:
    """Before and after the rows of the block the text is what it was."""
    head, tail = "SELECT ?v { VALUES (?v) {", "} # end\n}"
    bound = bind(head + ' ("example") ' + tail, [{"v": Literal(hostile)}])
    assert bound.startswith(head)
    assert bound.endswith(tail)
    assert rows(Store(), bound) == [(hostile,)]


def test_the_block_is_found_past_comments_strings_and_iris() -> None:
    """VALUES and braces in comments, strings and IRIs are none."""
    text = (
        "# VALUES (?no) { (1) }\n"
        "SELECT ?v { <urn:VALUES#x> ?p 'VALUES {' . VALUES (?v) { # }\n ('}') } }"
    )
    block = values_block(text)
    assert block is not None
    assert block.variables == ("v",)
    assert bind(text, [{"v": Literal("z")}]).endswith('VALUES (?v) { ("z") } }')


def test_a_block_of_one_variable_needs_no_parentheses() -> None:
    """Both forms of SPARQL are understood."""
    text = "SELECT ?v { values ?v { 'example' } }"
    assert rows(Store(), bind(text, [{"v": NamedNode(X)}])) == [(X,)]


def test_a_table_of_constants_stays() -> None:
    """A block that names no parameter is none of ours."""
    text = "SELECT ?v ?w { VALUES ?v { 1 } VALUES ?w { 2 } }"
    assert rows(Store(), bind(text, [{"v": Literal("x")}])) == [("x", "2")]


@pytest.mark.parametrize("values", [{"v": None, "more": None}, {"other": None}])
def test_a_block_that_is_not_that_of_the_header_is_refused(values: dict[str, None]) -> None:
    """The block binds exactly the declared parameters."""
    with pytest.raises(HeaderInvalid, match="binds v"):
        bind("SELECT * { VALUES (?v) { (1) } }", [values])


def test_a_query_without_parameters_needs_no_block() -> None:
    """Its text is left alone."""
    assert bind("SELECT * {}", [{}]) == "SELECT * {}"


def test_several_values_are_several_rows_each_once() -> None:
    """One row a combination; a block that names some of the parameters has each of them once."""
    text = "SELECT * { VALUES (?v ?w) { (1 2) } { SELECT ?v { VALUES ?v { 1 } } } }"
    given = [{"v": Literal("a"), "w": Literal(w)} for w in ("x", "y")]
    assert bind(text, given) == (
        'SELECT * { VALUES (?v ?w) { ("a" "x") ("a" "y") } { SELECT ?v { VALUES ?v { "a" } } } }'
    )


def test_a_constant_table_of_a_query_without_parameters_stays() -> None:
    """A first block that binds neither parameters nor the language is a table of constants."""
    text = "SELECT * { VALUES ?kind { 1 2 } }"
    assert bind(text, [{}]) == text
    spoken = bind("SELECT * { VALUES ?lang { 'ja' } }", [{"lang": Literal("en")}])
    assert spoken == 'SELECT * { VALUES ?lang { "en" } }'
