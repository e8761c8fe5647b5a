"""Shapes on Virtuoso: what it cannot answer rightly is named, and nothing else comes out wrong."""

from __future__ import annotations

import urllib.request
from typing import TYPE_CHECKING, Final

import pytest
from rdflib.compare import isomorphic

from kusei.errors import InvalidValue
from kusei.graph.store import serialize
from kusei.remote import Endpoint
from kusei.shacl.compile.engine import compiled_on_server
from kusei.shacl.compile.virtuoso import doubt
from kusei.shacl.input_files import read_path
from kusei.terminal.shapes_run import trusted
from tests import sparql_server
from tests.shacl.compile.test_w3c_suite import graph
from tests.shacl.test_w3c_shacl import ALL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.shacl.test_w3c_shacl import Entry
    from tests.sparql_server import Running

GRAPH: Final = "urn:x-kusei-test:graph"
LEAST_RIGHT: Final = 40


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """An empty Virtuoso."""
    with sparql_server.virtuoso(tmp_path_factory.mktemp("virtuoso")) as running:
        yield running


def put(server: Running, ntriples: bytes) -> None:
    """Make these triples all that the graph of the tests holds."""
    passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
    user, password = sparql_server.VIRTUOSO_USER, sparql_server.VIRTUOSO_PASSWORD
    passwords.add_password(None, server.graph_store, user, password)
    opener = urllib.request.build_opener(urllib.request.HTTPDigestAuthHandler(passwords))
    request = urllib.request.Request(  # noqa: S310 - our own server
        f"{server.graph_store}?graph={GRAPH}",
        data=ntriples,
        method="PUT",
        headers={"Content-Type": "text/turtle"},
    )
    with opener.open(request, timeout=600):
        pass


def verdict(entry: Entry, server: Running) -> str:
    """Right, wrong, or named."""
    data, shapes = (read_path(path, number=0) for path in (entry.data, entry.shapes))
    put(server, serialize(data.quads, format="ntriples"))
    try:
        outcome = compiled_on_server(trusted(Endpoint(server.query)), shapes.quads)
    except InvalidValue:
        return "right" if entry.expected is None else "wrong"
    if outcome.not_evaluated:
        return "named"
    same = entry.expected is not None and isomorphic(graph(outcome.results), entry.expected)
    return "right" if same else "wrong"


@pytest.mark.filterwarnings("ignore:Parsing weird boolean")
def test_virtuoso_gives_the_report_of_the_suite_or_the_constraint_is_named(
    virtuoso: Running,
) -> None:
    """No entry of the W3C suite comes out wrong in silence."""
    verdicts = {entry.name: verdict(entry, virtuoso) for entry in ALL}
    assert [name for name, said in verdicts.items() if said == "wrong"] == []
    assert list(verdicts.values()).count("right") >= LEAST_RIGHT


@pytest.mark.parametrize(
    ("query", "doubtful"),
    [
        ("SELECT ?this WHERE { ?this <p> ?value FILTER(!(isIRI(?value))) }", False),
        ("SELECT ?this WHERE { VALUES ?this { <a> } ?this <p> ?value }", False),
        ('SELECT ?this WHERE { VALUES ?this { "a"@en } }', True),
        ("SELECT ?this WHERE { ?this <p> ?v FILTER(DATATYPE(?v) = <d>) }", True),
        ("SELECT ?this WHERE { ?this <p> ?v FILTER(!COALESCE(?v > 4, false)) }", True),
        ('SELECT ?this WHERE { ?this <p> ?v FILTER(sameTerm(?v, "a")) }', True),
        ("SELECT ?this WHERE { ?this <p> ?v FILTER(NOT EXISTS { VALUES ?v { <a> } }) }", True),
        ("SELECT ?this WHERE { ?this <p> ?v FILTER(NOT EXISTS { ?v <q> ?w }) }", False),
    ],
)
def test_the_forms_that_virtuoso_answers_wrongly_are_known(query: str, *, doubtful: bool) -> None:
    """A form that it answers rightly stays asked."""
    assert (doubt(query) is not None) is doubtful
