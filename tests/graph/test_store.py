"""The boundary to pyoxigraph: what is refused and where, what is kept as it was spelt."""

from __future__ import annotations

import pytest

from kusei.graph.store import (
    QueryFault,
    Rows,
    Store,
    SyntaxDefect,
    parse_quads,
    parse_turtle,
    serialize,
    sorted_quads,
)

GRAPH = "https://example.org/g"
A = "@prefix a: <http://a/> .\n"


def parse(text: str) -> list[str]:
    """The quads of a Turtle text as N-Quads."""
    return [str(quad) for quad in parse_turtle(text.encode(), graph=GRAPH)]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        (A + 'a:b a:c "漢字" a:d .', 2, 14),
        (A + 'a:b a:c "open\n', 2, 9),
        (A + "a:b a:c x:d .", 2, 9),
    ],
)
def test_what_is_not_turtle_is_told_with_its_place(text: str, line: int, column: int) -> None:
    """Line and column count from 1, and columns count characters."""
    with pytest.raises(SyntaxDefect) as caught:
        parse(text)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert not caught.value.newer


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        (A + "a:b a:c <<( a:x a:y a:z )>> .", 2, 9),
        (A + "# << in a comment\na:b a:c a:d {| a:e a:f |} .", 3, 13),
        (A + 'a:b a:c "~ << {|"@en--ltr .', 2, 18),
        ('# VERSION "1.1"\nVERSION "1.2"\n' + A, 2, 1),
    ],
)
def test_rdf_1_2_is_refused_where_it_begins(text: str, line: int, column: int) -> None:
    """Pyoxigraph would take these forms, and rdflib and its friends would not."""
    with pytest.raises(SyntaxDefect, match=r"RDF 1\.2") as caught:
        parse(text)
    assert (caught.value.line, caught.value.column, caught.value.newer) == (line, column, True)


@pytest.mark.parametrize(
    "text",
    [
        'a:b a:c """\nVERSION "1.2"\n<< {| ~""" .',
        "a:version a:VERSION a:d .",
        "a:b a:c <http://a/~b> .",
    ],
)
def test_what_only_looks_like_rdf_1_2_is_taken(text: str) -> None:
    """Strings, names and IRIs may hold any of its marks."""
    assert len(parse(A + text)) == 1


def test_bytes_that_are_no_utf_8_are_told_with_their_place() -> None:
    """The place is that of the first byte that cannot be read."""
    with pytest.raises(SyntaxDefect, match="not UTF-8") as caught:
        parse_turtle(b"# one\n# tw\xff", graph=GRAPH)
    assert (caught.value.line, caught.value.column) == (2, 5)


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    """Files from a Windows editor are read like any other."""
    assert parse_turtle(b"\xef\xbb\xbf<http://a/b> <http://a/c> 1 .", graph=GRAPH)


def test_literals_are_kept_as_they_are_spelt() -> None:
    """Parsing, sorting and writing never respell a literal."""
    (line,) = (
        serialize(
            parse_turtle(
                b'<http://a/b> <http://a/c> "0001"^^<http://www.w3.org/2001/XMLSchema#integer> .',
                graph=GRAPH,
            ),
            format="nquads",
        )
        .decode()
        .splitlines()
    )
    assert '"0001"' in line
    assert [str(q) for q in parse_quads(line.encode())] == [line.removesuffix(" .")]


@pytest.mark.parametrize(
    ("source", "place"),
    [
        (b"\xff", (1, 1)),
        ("\ufeff日本".encode() + b"\xff", (1, 3)),
        ("# 日\r\n# 本\r# 港".encode() + b"\xff", (3, 4)),
        ('<urn:日> <urn:p> "本"@ja--ltr .'.encode(), (1, 20)),
    ],
)
def test_places_count_characters_and_every_line_end(source: bytes, place: tuple[int, int]) -> None:
    """Not bytes; a byte order mark is none, and CR ends a line as LF does."""
    with pytest.raises(SyntaxDefect) as caught:
        parse_turtle(source, graph=GRAPH)
    assert (caught.value.line, caught.value.column) == place


def test_the_order_of_quads_does_not_depend_on_how_they_came() -> None:
    """Two orders of the same quads, with one of them twice, are written as the same bytes."""
    quads = parse_turtle((A + "a:b a:c 3, 1, 2 .").encode(), graph=GRAPH)
    for form in ("nquads", "ntriples"):
        assert serialize(quads, format=form) == serialize([*quads[::-1], quads[0]], format=form)
    assert len(sorted_quads([*quads, *quads])) == 3


def test_queries_see_one_graph_that_is_the_union_of_all() -> None:
    """A pattern may match across the graphs of two files."""
    first = parse_turtle((A + "a:b a:c a:d .").encode(), graph=GRAPH)
    second = parse_turtle((A + "a:d a:e a:f .").encode(), graph=GRAPH + "2")
    answer = Store([*first, *second]).query(
        "SELECT ?x { <http://a/b> <http://a/c>/<http://a/e> ?x }"
    )
    assert isinstance(answer, Rows)
    assert [[str(term) for term in row] for row in answer.rows] == [["<http://a/f>"]]


def test_a_query_that_is_no_sparql_is_shown_with_its_place() -> None:
    """The message holds line, column, the line itself and a mark under the place."""
    with pytest.raises(QueryFault) as caught:
        Store().query("SELECT ?x\nWHERE {")
    message = str(caught.value)
    assert message.startswith("query:2:8: not SPARQL")
    assert message.endswith("\n  WHERE {\n         ^")
