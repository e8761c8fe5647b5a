"""Some graphs of a server validated, on real servers that hold others as well."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import pytest

from kusei.commands import kusei as command
from kusei.errors import InvalidValue, UnknownName
from kusei.graph.store import serialize
from kusei.remote import Endpoint, GraphStore
from kusei.shacl.compile.engine import Engine, compiled_on_server
from kusei.terms import GRAPH
from tests import sparql_server
from tests.shacl.compile.both_engines import HEAD, plain, quads, run

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tests.sparql_server import Running

GRAPHS: Final = {
    f"{GRAPH}data/one/a.ttl": "ex:a a ex:C ; ex:p ex:b .",
    f"{GRAPH}data/one/b.ttl": "ex:b ex:p ex:c . ex:c a ex:D .",
    f"{GRAPH}data/two/a.ttl": "ex:c ex:ok ex:c . ex:z a ex:C . ex:a ex:p ex:z .",
    "urn:of:others": "ex:d a ex:C ; ex:p ex:c .",
}
SHAPES: Final = """
ex:Far a sh:NodeShape ; sh:targetClass ex:C ;
  sh:property [ sh:path ( ex:p [ sh:zeroOrOnePath ex:p ] ) ; sh:maxCount 1 ] .
ex:Ok a sh:NodeShape ; sh:targetClass ex:D ; sh:message "not ok" ; sh:sparql [ sh:select
  "SELECT $this WHERE { $this a ?any . FILTER NOT EXISTS { $this <http://example.org/ok> ?x } }" ] .
ex:Leads a sh:NodeShape ; sh:targetClass ex:C ; sh:message "leads nowhere" ; sh:sparql [ sh:select
  "SELECT $this WHERE { $this a ?any . FILTER NOT EXISTS { $this <http://example.org/p>/<http://example.org/p> ?x } }" ] .
"""
A, C, D, Z = (f"http://example.org/{name}" for name in "acdz")
ONE, TWO = ("--ward", "one"), ("--ward", "two")


@contextmanager
def filled(
    program: str, folder: Path, graphs: Mapping[str, str], *, union: bool
) -> Iterator[Running]:
    """A server with these graphs; Virtuoso's default graph is always the union of all."""
    virtuoso = program == "virtuoso"
    started = sparql_server.virtuoso(folder) if virtuoso else sparql_server.oxigraph(union=union)
    with pytest.MonkeyPatch.context() as environment, started as running:
        if virtuoso:
            environment.setenv("KUSEI_USER", sparql_server.VIRTUOSO_USER)
            environment.setenv("KUSEI_PASSWORD", sparql_server.VIRTUOSO_PASSWORD)
        store = GraphStore(running.graph_store)
        store.check()
        for name, text in graphs.items():
            store.put(name, serialize(quads(text, 0), format="ntriples"))
        yield running


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    """Each of the servers with the graphs."""
    folder = tmp_path_factory.mktemp("chosen")
    with filled(request.param, folder, GRAPHS, union=False) as running:
        yield running


def found(
    server: Running, tmp_path: Path, capsys: pytest.CaptureFixture[str], *chosen: str
) -> set[tuple[str, str]]:
    """Shape and focus node of each finding of the command."""
    (tmp_path / "s.ttl").write_text(HEAD + SHAPES, "utf-8")
    call = ["shacl", "--shapes", str(tmp_path / "s.ttl"), "--endpoint", server.query]
    command.main([*call, *chosen, "-f", "json"], standalone_mode=False)
    findings = json.loads(capsys.readouterr().out)["findings"]
    return {(f["code"].partition("/")[0], f["focus"]) for f in findings}


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (ONE, {("Far", A), ("Ok", C)}),
        (TWO, {("Leads", Z)}),
        (("--graph", f"{GRAPH}data/one/a.ttl"), {("Leads", A)}),
        (
            ("--graph", f"{GRAPH}data/one/a.ttl", "--graph", "urn:of:others"),
            {("Leads", A), ("Leads", D)},
        ),
        ((*ONE, "--graph", "urn:of:others"), {("Far", A), ("Ok", C), ("Leads", D)}),
        ((*ONE, "--graph", f"{GRAPH}data/two/a.ttl"), {("Far", A), ("Leads", Z)}),
    ],
)
def test_the_chosen_graphs_alone_are_validated(
    server: Running,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    chosen: tuple[str, ...],
    expected: set[tuple[str, str]],
) -> None:
    """Paths and EXISTS go through all that were chosen, and through no other."""
    assert found(server, tmp_path, capsys, *chosen) == expected


def test_what_the_server_does_not_have_is_told(
    server: Running, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A ward or graph of no triples is a mistake of the call, not a graph without defects."""
    with pytest.raises(UnknownName, match="it has: one, two"):
        found(server, tmp_path, capsys, "--ward", "three")
    with pytest.raises(UnknownName, match="urn:nothing"):
        found(server, tmp_path, capsys, "--graph", "urn:nothing")


@pytest.mark.parametrize("chosen", [ONE, ("--graph", "urn:of:others")])
def test_graphs_are_chosen_of_a_server(tmp_path: Path, chosen: tuple[str, ...]) -> None:
    """Files have none of these options: a usage error."""
    (tmp_path / "s.ttl").write_text(HEAD + SHAPES, "utf-8")
    call = ["shacl", "--shapes", str(tmp_path / "s.ttl"), str(tmp_path / "s.ttl"), *chosen]
    with pytest.raises(InvalidValue, match="--endpoint"):
        command.main(call, standalone_mode=False)


TWICE: Final = """
ex:a a ex:C ; ex:p ex:b, ex:c ; ex:n 5 ; ex:few 2, 3 ; rdfs:label "a"@en, "b"@en, "c"@ja, "d"@ja,
  "e"@de .
ex:b ex:r ex:x ; ex:s ex:c . ex:c ex:r ex:x ; ex:s ex:c .
ex:one a ex:C ; ex:p ex:b ; ex:n 1 ; ex:few 2 ; rdfs:label "a"@en .
"""
ABOUT_TWICE: Final = """
ex:Most sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:maxCount 1 ] .
ex:Least sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:minCount 2 ] .
ex:Languages sh:targetClass ex:C ; sh:property [ sh:path rdfs:label ; sh:uniqueLang true ] .
ex:Kinds sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:nodeKind sh:Literal ] .
ex:Less sh:targetClass ex:C ; sh:property [ sh:path ex:n ; sh:lessThan ex:few ] .
ex:Apart sh:targetClass ex:C ; sh:property [ sh:path ex:few ; sh:disjoint ex:few ] .
ex:Same sh:targetClass ex:C ; sh:property [ sh:path ex:few ; sh:equals ex:n ] .
ex:Few sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:qualifiedMaxCount 1 ;
  sh:qualifiedValueShape [ sh:nodeKind sh:IRI ] ] .
ex:Enough sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:qualifiedMinCount 2 ;
  sh:qualifiedValueShape [ sh:nodeKind sh:IRI ] ] .
ex:Each sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:node [ sh:nodeKind sh:Literal ] ] .
ex:Closed a sh:NodeShape ; sh:targetClass ex:C ; sh:closed true ; sh:ignoredProperties ( rdf:type ) .
ex:Within sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:closed true ;
  sh:ignoredProperties ( ex:s ) ] .
ex:Often sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:property [ sh:path ex:s ;
  sh:nodeKind sh:Literal ; sh:property [ sh:path ex:r ; sh:maxCount 0 ] ] ] .
"""


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def union(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    """Each of the servers with a union for its default graph, and all triples in several graphs."""
    graphs = {f"{GRAPH}data/{ward}/{name}.ttl": TWICE for ward in ("one", "two") for name in "ab"}
    folder = tmp_path_factory.mktemp("union")
    with filled(request.param, folder, graphs, union=True) as running:
        yield running


@pytest.mark.filterwarnings("ignore::kusei.remote.EngineDoubt")
@pytest.mark.parametrize("chosen", ["all", "ward"])
@pytest.mark.parametrize(
    "shape",
    [pytest.param(f"{text} .", id=text.split()[0]) for text in ABOUT_TWICE.split(" .\n") if text],
)
def test_a_triple_of_several_graphs_counts_once(union: Running, shape: str, chosen: str) -> None:
    """A union of graphs is a set of triples, and what is found in it is what a file would give."""
    endpoint = Endpoint(union.query)
    if chosen == "ward":
        endpoint = endpoint.of_ward("one")
    outcome = compiled_on_server(endpoint.query, quads(shape, 1))
    reference, _ = run(TWICE, shape, Engine.COMPILED)
    assert not outcome.not_evaluated
    assert reference
    assert plain(list(outcome.results)) == plain(reference)
