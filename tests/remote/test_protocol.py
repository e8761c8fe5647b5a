"""The published tests of the SPARQL 1.1 Protocol, asked through our client of real servers.

They are requests to a server. What of them our client can send (queries and their data sets) it
sends, and the answer must be theirs; the rest is named here with the reason.
"""

from __future__ import annotations

import urllib.request
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlsplit

import pytest
import rdflib
from rdflib.collection import Collection

from kusei.errors import ServerFailure
from kusei.graph.store import QueryFault
from kusei.remote import Endpoint, GraphStore
from tests import sparql_server
from tests.remote.test_exchange import scripted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rdflib.term import Node

    from tests.sparql_server import Running

HT = rdflib.Namespace("http://www.w3.org/2011/http#")
MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")
DATA = "http://kasei.us/2009/09/sparql/data/data{}.rdf"
NOT_OURS = {
    "query_dataset_named_graphs_get": "we send no named-graph-uri",
    "query_dataset_named_graphs_post": "we send no named-graph-uri",
    "query_dataset_full": "we send no named-graph-uri",
    "query_multiple_dataset": "we send no named-graph-uri",
    "bad_multiple_queries": "we send one query",
    "bad_query_method": "we send no PUT to a query address",
    "bad_query_wrong_media_type": "we send forms only",
    "bad_query_missing_form_type": "we send forms only",
    "bad_query_missing_direct_type": "we send forms only",
    "bad_query_non_utf8": "we send UTF-8 only",
}
"""With the updates, which we never send."""


@pytest.fixture(params=["oxigraph", "virtuoso"])
def server(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Running]:
    """Each server with one triple in each graph that the tests name."""
    if request.param == "virtuoso":
        monkeypatch.setenv("KUSEI_USER", sparql_server.VIRTUOSO_USER)
        monkeypatch.setenv("KUSEI_PASSWORD", sparql_server.VIRTUOSO_PASSWORD)
        running = sparql_server.virtuoso(tmp_path)
    else:
        running = sparql_server.oxigraph(union=False)
    with running as served:
        store = GraphStore(served.graph_store)
        store.check()
        for number in range(4):
            name = DATA.format(number)
            store.put(name, f"<{name}> <{rdflib.RDF.type}> <urn:x:Data> .\n".encode())
        yield served


def manifest(shared: Path, name: str) -> rdflib.Graph:
    """A published manifest."""
    return rdflib.Graph().parse(shared / "conformance" / name)


def requests_of(graph: rdflib.Graph, entry: Node) -> list[Node]:
    """The requests of an entry, in order."""
    listed = graph.value(graph.value(entry, MF.action), HT.requests)
    assert listed is not None
    return list(Collection(graph, listed))


def asked(graph: rdflib.Graph, request: Node) -> tuple[str, list[str]]:
    """The query that a request carries, and the default graphs it names."""
    told = parse_qs(urlsplit(str(graph.value(request, HT.absolutePath))).query)
    body = graph.value(graph.value(request, HT.body), CNT.chars)
    if body is not None and "query=" in str(body)[:6]:
        told |= parse_qs(str(body))
    elif body is not None:
        told["query"] = [str(body)]
    return told["query"][0], told.get("default-graph-uri", [])


def test_queries_of_the_protocol_suite(shared: Path, server: Running) -> None:
    """Each query entry is sent, or stands in the list with the reason; wrong ones are refused."""
    graph = manifest(shared, "w3c-sparql11-protocol/manifest.ttl")
    listed = graph.value(None, rdflib.RDF.type, MF.Manifest)
    entries = list(Collection(graph, graph.value(listed, MF.entries)))  # type: ignore[arg-type]
    assert len(entries) == 34
    sent = []
    for entry in entries:
        name = str(entry).rpartition("#")[2].rpartition("/")[2]
        if "update" in name or name in NOT_OURS:
            continue
        for request in requests_of(graph, entry):
            query, graphs = asked(graph, request)
            endpoint = Endpoint(server.query, default_graphs=graphs)
            if name.startswith("bad_"):
                with suppress(QueryFault, ServerFailure):
                    endpoint.query(query)
                    pytest.fail(f"{name}: {query} was answered")
            else:
                answer = endpoint.query(query)
                expected = graph.value(graph.value(request, HT.resp), MF.expectedBoolean)
                assert expected is None or answer == expected.toPython(), name  # type: ignore[attr-defined]
        sent.append(name)
    assert len(sent) == 34 - len(NOT_OURS) - sum("update" in str(entry) for entry in entries)
    assert len(sent) >= 9


def test_requests_are_those_of_the_graph_store_suite(shared: Path) -> None:
    """Method, graph in the address and media type as in the suite's own PUT and DELETE."""
    graph = manifest(shared, "w3c-sparql11-gsp/manifest-indirect.ttl")
    methods: dict[str, list[dict[str, list[str]]]] = {}
    for request in graph.subjects(HT.methodName, None):
        query = urlsplit(str(graph.value(request, HT.absolutePath))).query
        method = str(graph.value(request, HT.methodName))
        methods.setdefault(method, []).append(parse_qs(query))
    assert [q for q in methods["PUT"] if "graph" in q]
    with scripted((201, {}, b"")) as script:
        store = GraphStore(script.url)
        store.put("http://www.example/gsp/person/1.ttl", b"")
        store.delete("http://www.example/gsp/person/1.ttl")
    for method, path, headers, _ in script.requests:
        assert parse_qs(urlsplit(path).query) == {"graph": ["http://www.example/gsp/person/1.ttl"]}
        assert method in {"PUT", "DELETE"}
        assert headers.get("Content-Type", "") == (
            "application/n-triples" if method == "PUT" else ""
        )


def test_the_bodies_of_the_graph_store_suite_arrive(shared: Path, server: Running) -> None:
    """Each body that the suite puts is put, replaces what was there, and is deleted, twice."""
    graph = manifest(shared, "w3c-sparql11-gsp/manifest-indirect.ttl")
    store, endpoint, name = GraphStore(server.graph_store), Endpoint(server.query), "urn:x:gsp"
    store.check()
    bodies = 0
    for request in graph.subjects(HT.methodName, rdflib.Literal("PUT")):
        body = graph.value(graph.value(request, HT.body), CNT.chars)
        triples = rdflib.Graph().parse(data=str(body), format="turtle")
        store.put(name, triples.serialize(format="nt", encoding="utf-8"))
        assert endpoint.count(name) == len(triples)
        bodies += 1
    assert bodies >= 3
    store.delete(name)
    assert endpoint.count(name) == 0
    store.delete(name)
    read = f"{server.graph_store}?graph={name}"
    with pytest.raises(HTTPError) as caught:
        urllib.request.urlopen(read, timeout=600)  # noqa: S310 - our own server
    with caught.value:
        assert caught.value.code in {401, 404}
