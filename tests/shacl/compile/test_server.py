"""The same queries asked of a SPARQL server: same findings, or the shape is named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from kusei.commands import kusei as command
from kusei.errors import InvalidValue
from kusei.graph.store import serialize
from kusei.shacl.compile.engine import Engine, compiled_on_server
from kusei.shacl.compile.server import PatternSet
from tests.shacl.compile.both_engines import HEAD, plain, quads, run
from tests.sparql_server import oxigraph_serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DATA: Final = """
ex:a a ex:C ; ex:p ex:b, ex:c ; ex:n 1, 2 ; rdfs:label "a"@en, "b"@en .
ex:b a ex:D ; ex:p ex:a ; ex:n 5 .
ex:c ex:n "abc"^^xsd:integer ; ex:q "x" .
ex:D rdfs:subClassOf ex:C .
"""
SHAPES: Final = """
ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:closed true ; sh:ignoredProperties ( rdf:type ) ;
  sh:property [ sh:path ex:n ; sh:maxCount 1 ; sh:datatype xsd:integer ; sh:maxInclusive 4 ] ;
  sh:property [ sh:path rdfs:label ; sh:uniqueLang true ; sh:minCount 1 ] ;
  sh:property [ sh:path ex:p ; sh:node [ sh:or ( [ sh:class ex:C ] [ sh:hasValue ex:x ] ) ] ;
    sh:property [ sh:path ex:n ; sh:datatype xsd:integer ] ] ;
  sh:property [ sh:path ( ex:p [ sh:zeroOrMorePath ex:p ] ) ; sh:qualifiedMaxCount 1 ;
    sh:qualifiedValueShape [ sh:not [ sh:class ex:D ] ] ] ;
  sh:sparql [ sh:select "SELECT $this ?value WHERE { $this <http://example.org/p> ?value . { FILTER($this = <http://example.org/a>) } }" ] .
ex:T sh:targetSubjectsOf ex:q ; sh:xone ( [ sh:nodeKind sh:IRI ] [ sh:minLength 1 ] ) .
"""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A server with the data."""
    with oxigraph_serve(serialize(quads(DATA, 0), format="ntriples")) as url:
        yield url


def test_a_server_gives_the_results_that_files_give(server: str) -> None:
    """Each family of constraints, nested ones too, without a graph of our own beside the data."""
    from kusei.remote import endpoint_named

    outcome = compiled_on_server(endpoint_named(server, {}).query, quads(SHAPES, 1))
    reference, _ = run(DATA, SHAPES, Engine.COMPILED)
    assert not outcome.not_evaluated
    assert len(reference) > 10
    assert plain(list(outcome.results)) == plain(reference)


def test_the_command_names_what_a_server_cannot_answer(
    server: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A shape that would need the shapes graph there is a finding; the others are checked."""
    text = (
        SHAPES
        + 'ex:U sh:targetNode ex:a ; sh:sparql [ sh:select "SELECT $this WHERE { GRAPH $shapesGraph { $this ?p ?o } }" ] .'
    )
    (tmp_path / "s.ttl").write_text(HEAD + text, "utf-8")
    asked_for = ["shacl", "--shapes", str(tmp_path / "s.ttl"), "--lang", "en", "-f", "concise"]
    ended = command.main([*asked_for, "--endpoint", server], standalone_mode=False)
    said = capsys.readouterr()
    assert ended == 1
    assert "U this shape cannot be checked on the server" in said.out
    assert "3 nodes checked" in said.err
    with pytest.raises(InvalidValue, match="takes the place"):
        command.main([*asked_for, "--endpoint", server, str(tmp_path)], standalone_mode=False)


def test_a_server_has_a_name_in_the_project(
    server: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """``--endpoint`` takes a name of ``kusei.toml`` as the questions do, and refuses another."""
    for name in ("ontology", "data/x", "queries", "validation"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "kusei.toml").write_text(
        f'[project]\nward = "x"\nversion = "1"\n[endpoints]\nhere = "{server}"\n', "utf-8"
    )
    (tmp_path / "s.ttl").write_text(HEAD + SHAPES, "utf-8")
    call = ["--dataset", str(tmp_path), "shacl", "--shapes", str(tmp_path / "s.ttl")]
    assert command.main([*call, "--endpoint", "here"], standalone_mode=False) == 1
    assert "3 nodes checked" in capsys.readouterr().out
    with pytest.raises(InvalidValue, match="named there: here"):
        command.main([*call, "--endpoint", "there"], standalone_mode=False)


def test_a_set_of_patterns_keeps_their_variables_apart() -> None:
    """The one variable is called as asked; the others cannot meet those around it."""
    made = PatternSet("s", [("?value", "?this <p> ?value"), ("?this", "?this <q> '?this'")])
    assert made.pattern("?this") == (
        "{ SELECT DISTINCT ?this WHERE { { ?this_0 <p> ?this } UNION { ?this <q> '?this' } } }"
    )
    assert PatternSet("none").pattern("?x") == "VALUES ?x { }"
