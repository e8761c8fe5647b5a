"""Some graphs of a server validated, on real servers that hold others as well."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import pytest

from kusei.commands import kusei as command
from kusei.errors import InvalidValue, UnknownName
from kusei.remote import GraphStore
from kusei.store import serialize
from kusei.terms import GRAPH
from tests import sparql_server
from tests.validation_compile.holding import HEAD, quads

if TYPE_CHECKING:
    from collections.abc import Iterator
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


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    """Each of the servers with the graphs."""
    virtuoso = request.param == "virtuoso"
    folder = tmp_path_factory.mktemp("chosen")
    started = sparql_server.virtuoso(folder) if virtuoso else sparql_server.oxigraph(union=False)
    with pytest.MonkeyPatch.context() as environment, started as running:
        if virtuoso:
            environment.setenv("KUSEI_USER", sparql_server.VIRTUOSO_USER)
            environment.setenv("KUSEI_PASSWORD", sparql_server.VIRTUOSO_PASSWORD)
        store = GraphStore(running.graph_store)
        store.check()
        for name, text in GRAPHS.items():
            store.put(name, serialize(quads(text, 0), format="ntriples"))
        yield running


def found(
    server: Running, tmp_path: Path, capsys: pytest.CaptureFixture[str], *chosen: str
) -> set[tuple[str, str]]:
    """Shape and focus node of each finding of the command."""
    (tmp_path / "s.ttl").write_text(HEAD + SHAPES, "utf-8")
    call = ["validate", "--shapes", str(tmp_path / "s.ttl"), "--endpoint", server.query]
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
    call = ["validate", "--shapes", str(tmp_path / "s.ttl"), str(tmp_path / "s.ttl"), *chosen]
    with pytest.raises(InvalidValue, match="--endpoint"):
        command.main(call, standalone_mode=False)
