"""The terminals of SPARQL: nothing is found inside comments, strings and IRIs."""

from __future__ import annotations

import pytest

from kusei.sparql.tokens import query_form, tokens, undeclared_prefixes


@pytest.mark.parametrize(
    ("sparql", "words"),
    [
        ("SELECT # VALUES {\n *", ["SELECT", "*"]),
        ("<http://x/#VALUES> a", ["<http://x/#VALUES>", "a"]),
        ('"VALUES" \'{\' """a " b"""', ['"VALUES"', "'{'", '"""a " b"""']),
        (r'"a \" VALUES {" ?x', [r'"a \" VALUES {"', "?x"]),
        ("?a <= ?b", ["?a", "<", "=", "?b"]),
        ("minato:a-b.c:d $on", ["minato:a-b.c:d", "$on"]),
        ("'''a'' VALUES'''.", ["'''a'' VALUES'''", "."]),
    ],
)
def test_terminals_keep_comments_strings_and_iris_whole(sparql: str, words: list[str]) -> None:
    """A brace or keyword inside a comment, a string or an IRI is none."""
    assert [token.text for token in tokens(sparql)] == words


def test_terminals_know_their_place() -> None:
    """A terminal is the text between its start and its end."""
    text = 'SELECT ?x # {\n WHERE { ?x <p#q> "}" }'
    assert all(text[token.start : token.end] == token.text for token in tokens(text))


@pytest.mark.parametrize(
    ("sparql", "form"),
    [
        ("select * {}", "SELECT"),
        ("BASE <http://SELECT/> PREFIX ask: <urn:x> # SELECT\nConstruct WHERE {}", "CONSTRUCT"),
        ("DESCRIBE <x>", "DESCRIBE"),
        ("INSERT { ?a ?b ?c } WHERE { SELECT * {} }", None),
        ("DELETE WHERE { ?s ?p ?o }", None),
        ("", None),
    ],
)
def test_the_form_is_the_first_word_after_the_prologue(sparql: str, form: str | None) -> None:
    """An update is no query, also when a query stands inside of it."""
    assert query_form(sparql) == form


def test_prefixes_are_undeclared_when_used_and_not_declared() -> None:
    """A declared prefix is not reported, nor one that stands in a string or a comment."""
    text = 'PREFIX a: <urn:a> SELECT * { a:x b:y "c:z" } # d:e\n'
    assert undeclared_prefixes(text) == {"b"}
