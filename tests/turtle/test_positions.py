"""Where triples stand in Turtle: held against two parsers, and against layouts made for it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import rdflib

from kusei.graph.store import SyntaxDefect, parse_turtle
from kusei.turtle.positions import Positions, locate
from kusei.turtle.tokens import scan
from tests.turtle.documents import BROKEN, DOCUMENTS, NOT_FOR_RDFLIB

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(
    path
    for folder in ("data", "ontology", "validation", "tests")
    for path in (ROOT / folder).rglob("*.ttl")
)
BASE = "http://base.example/dir/file"


def canonical(lines: Iterable[str]) -> set[str]:
    """Triples with blank nodes named by their place in the graph, so that graphs compare."""
    dataset = ox.Dataset(ox.parse("".join(lines), format=ox.RdfFormat.N_TRIPLES))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return {str(quad) for quad in dataset}


def located(positions: Positions) -> set[str]:
    """What was located, as N-Triples, in canonical form."""
    labels: dict[str, str] = {}

    def named(term: str) -> str:
        return labels.setdefault(term, f"_:n{len(labels)}") if term.startswith("_:") else term

    return canonical(
        f"{named(t.subject.text)} {t.predicate.text} {named(t.object.text)} .\n"
        for t in positions.triples
    )


def parsed(text: str) -> set[str]:
    """What pyoxigraph reads."""
    quads = parse_turtle(text.encode(), graph="http://g.example/")
    return canonical(f"{q.subject} {q.predicate} {q.object} .\n" for q in quads)


def parsed_by_rdflib(text: str) -> set[str]:
    """What rdflib reads; its own spelling of numbers is undone by telling it not to touch them."""
    normalises = rdflib.NORMALIZE_LITERALS
    rdflib.NORMALIZE_LITERALS = False
    try:
        graph = rdflib.Graph(bind_namespaces="none").parse(data=text, format="turtle")
        return canonical([graph.serialize(format="nt", encoding="utf-8").decode()])
    finally:
        rdflib.NORMALIZE_LITERALS = normalises


def assert_each_place_holds_its_term(text: str) -> None:
    """Every term, cut out of the text and parsed under the same directives, is the term."""
    for triple in locate(text).triples:
        for term in triple:
            cut = text[term.start : term.end]
            if term.text.startswith("_:") or term.end == term.start:
                assert cut[0] in "[(_" or term.text == f"_:({term.start}"
                assert cut[-1] in "])" or cut == term.text
            elif term is triple.predicate and triple.predicate.start == triple.object.start:
                assert term.text.endswith(("#first>", "#rest>"))
            elif cut == ")":  # the end of a collection
                assert term.text.endswith("#nil>")
            elif cut == "a":
                assert term.text.endswith("#type>")
            else:
                (quad,) = ox.parse(
                    f"{directives(text, term.start)}\n<urn:s> <urn:p> {cut} .",
                    format=ox.RdfFormat.TURTLE,
                    base_iri=None,
                )
                assert str(quad.object) == term.text


def directives(text: str, end: int) -> str:
    """The prefixes and bases that hold at an offset, as SPARQL writes them."""
    found = []
    tokens = [t for t in scan(text) if t.kind not in {"white", "comment"}]
    for number, token in enumerate(tokens):
        if token.kind == "directive" and token.start < end:
            count = 2 if token.text.lower().endswith("base") else 3
            words = [t.text for t in tokens[number : number + count]]
            found.append(" ".join([words[0].lstrip("@"), *words[1:]]))
    return "\n".join(found)


@pytest.mark.parametrize("text", DOCUMENTS.values(), ids=DOCUMENTS)
def test_same_triples_as_pyoxigraph(text: str) -> None:
    """The scanner reads what the parser of the dataset reads."""
    assert located(locate(text)) == parsed(text)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_same_triples_as_rdflib(name: str) -> None:
    """A second parser, of another make, agrees, but for what it is known to get wrong."""
    text = DOCUMENTS[name].removeprefix("\ufeff")
    if name not in NOT_FOR_RDFLIB:
        assert located(locate(text)) == parsed_by_rdflib(text)
        return
    try:
        agrees = located(locate(text)) == parsed_by_rdflib(text)
    except (SyntaxError, ValueError):
        agrees = False
    assert not agrees, "rdflib has been mended: it need not be left out any more"


@pytest.mark.parametrize("text", DOCUMENTS.values(), ids=DOCUMENTS)
def test_the_text_at_each_place_is_its_term(text: str) -> None:
    """What stands between start and end is the term, all of it and nothing else."""
    assert_each_place_holds_its_term(text)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_files_of_the_project(path: Path) -> None:
    """Every Turtle file of the project gives the triples that pyoxigraph reads."""
    text = path.read_bytes().decode()
    assert located(locate(text)) == parsed(text)


def test_conformance_files(shared: Path) -> None:
    """So do the files of other people, relative to a base, save the one that is no Turtle."""
    paths = sorted((shared / "conformance").rglob("*.ttl"))
    assert len(paths) > 100
    refused = []
    for path in paths:
        text = f"@base <{BASE}> .\n{path.read_bytes().decode()}"
        try:
            triples = parsed(text)
        except SyntaxDefect:
            refused.append(path.parent.name)
            continue
        assert located(locate(text)) == triples, path
    assert refused == ["26-carriage-return-in-a-short-literal"]


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_what_is_not_turtle_has_a_defined_end(text: str) -> None:
    """No exception, places inside of the text, and nothing that the text does not hold."""
    with pytest.raises((SyntaxDefect, UnicodeEncodeError)):
        parse_turtle(text.encode(), graph="http://g.example/")
    positions = locate(text)
    for triple in positions.triples:
        for term in triple:
            assert 0 <= term.start <= term.end <= len(text)
        assert positions.find(triple.subject.text.strip("<>")) or ":" in triple.subject.text


def test_the_statement_after_a_broken_one_is_found() -> None:
    """A slip in one statement hides no other."""
    hidden = {
        name
        for name, text in BROKEN.items()
        if "a:t a:p a:o" in text and locate(text).subject("http://a.example/t") is None
    }
    # These take the full stop of their statement with them.
    assert hidden == {"literal that does not end", "long literal that does not end"}


def test_depth_has_no_limit() -> None:
    """Nesting deeper than Python's stack is read like any other."""
    depth = 10 * sys.getrecursionlimit()
    text = "<urn:s> <urn:p> " + "[ <urn:p> (" * depth + ") ]" * depth + " ."
    assert len(locate(text).triples) == 1 + depth + 2 * (depth - 1)
    assert len(locate(text[:-2]).triples) == 1 + depth + 2 * (depth - 1)


def test_places_are_those_an_editor_shows() -> None:
    """Lines and columns from 1, a tab and a full-width character one column each, no BOM."""
    text = '\ufeff<urn:s>\t<urn:港> "区"@ja ,\r\n\t"""a\r\nb""" .\r<urn:t> a <urn:C> .'
    positions = locate(text)
    first = positions.object("urn:s", "urn:港", '"区"@ja')
    assert first is not None
    assert (first.line, first.column, first.end_line, first.end_column) == (1, 17, 1, 23)
    assert first.line_text == '<urn:s>\t<urn:港> "区"@ja ,'
    second = positions.object("urn:s", "urn:港", '"a\\r\\nb"')
    assert second is not None
    assert (second.line, second.column, second.end_line, second.end_column) == (2, 2, 3, 5)
    assert second.line_text == '\t"""a'
    third = positions.subject("urn:t")
    assert third is not None
    assert (third.line, third.column, third.line_text) == (4, 1, "<urn:t> a <urn:C> .")
    assert (positions.lines.at(1, 1).start, positions.lines.at(1, 1).line_text[0]) == (1, "<")


def test_the_nearest_place_is_found() -> None:
    """The object of the triple; without it the predicate; without it the subject; else nothing."""
    positions = locate('<urn:s> <urn:p> "a" ;\n <urn:q> 1 , 01 .\n<urn:s> <urn:q> 2 .')
    number = "^^<http://www.w3.org/2001/XMLSchema#integer>"

    def at(*asked: str) -> tuple[int, int] | None:
        place = positions.find(*asked)
        return None if place is None else (place.line, place.column)

    assert at("urn:s", "urn:q", f'"01"{number}') == (2, 14)
    assert at("urn:s", "urn:q", f'"2"{number}') == (3, 17)
    assert at("urn:s", "urn:q", f'"3"{number}') == (2, 2)
    assert at("urn:s", "urn:q") == (2, 2)
    assert at("urn:s", "urn:x") == (1, 1)
    assert at("urn:s") == (1, 1)
    assert at("urn:x") is None


def test_a_value_may_be_spelt_as_long_turtle() -> None:
    """As rdflib writes it: line ends in triple quotes, the case of the language kept."""
    positions = locate('<urn:s> <urn:p> "a\\nb"@ja-Hira .')
    place = positions.object("urn:s", "urn:p", '"""a\nb"""@ja-Hira')
    assert place is not None
    assert place.column == 17


def test_a_value_may_be_spelt_as_rdflib_makes_it() -> None:
    """It gives 7 for 007; where only one object has the datatype, no other can be meant."""
    xsd = "http://www.w3.org/2001/XMLSchema#"
    positions = locate('<urn:s> <urn:p> 007 , 1.50 , "x" ; <urn:q> 01 , 02 .')

    def column(predicate: str, value: str) -> int | None:
        place = positions.object("urn:s", predicate, value)
        return None if place is None else place.column

    assert column("urn:p", f'"7"^^<{xsd}integer>') == 17
    assert column("urn:p", f'"1.5"^^<{xsd}decimal>') == 23
    assert column("urn:p", '"y"') is None
    assert column("urn:q", f'"1"^^<{xsd}integer>') is None


def test_a_thing_that_is_no_subject_is_found_where_it_is_named() -> None:
    """Its first mention as an object or a property; a node without a name, by what it has."""
    positions = locate("<urn:s> <urn:p> [ <urn:q> 1 , 2 ] , <urn:o> . <urn:t> <urn:p> <urn:o> .")
    named = positions.mention("urn:o")
    assert named is not None
    assert named.column == 37
    assert positions.mention("urn:s") is None
    places = [
        positions.unnamed("urn:q"),
        positions.unnamed("urn:q", "_:x"),
        positions.unnamed("urn:p"),
    ]
    assert [place and place.column for place in places] == [19, 19, None]


def test_declarations_and_blank_nodes_have_places() -> None:
    """So do a prefix, which is no triple, and the first node without a name."""
    positions = locate(
        "@prefix a: <http://a/> .\nPREFIX a:<http://b/>\n<urn:s> a:p a:o, (1),\n [] ."
    )
    declared = positions.declaration("a", "http://b/")
    assert declared is not None
    assert (declared.line, declared.column, declared.end_column) == (2, 1, 21)
    assert positions.declaration("b", "http://b/") is None
    node = positions.first_blank_node()
    assert node is not None
    assert (node.line, node.column, node.end_column) == (3, 18, 21)
    assert locate("<urn:s> <urn:p> () .").first_blank_node() is None
