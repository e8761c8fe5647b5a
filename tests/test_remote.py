"""Questions to SPARQL servers: a real Oxigraph, and servers that misbehave."""

from __future__ import annotations

import threading
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kusei
from kusei.errors import InvalidValue, ServerFailure
from kusei.queries.catalogue import stored_query
from kusei.queries.run import run_stored
from kusei.remote import Endpoint, endpoint_named
from kusei.store import QueryFault, serialize
from kusei.terms import PREFIXES
from tests.sparql_server import free_port, oxigraph_serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kusei.dataset import Dataset

ROOT = Path(__file__).resolve().parent.parent
NAMES = sorted(path.stem for path in (ROOT / "queries").glob("*.rq"))
SELECT = "SELECT * { ?s ?p ?o }"


@pytest.fixture(scope="module")
def server(minato: Dataset) -> Iterator[str]:
    """Curated and derived triples in the default graph of ``oxigraph serve``."""
    triples = serialize([*minato.curated, *minato.derived_quads], format="ntriples")
    with oxigraph_serve(triples) as url:
        yield url


@pytest.mark.parametrize("name", NAMES)
def test_a_server_gives_the_rows_that_the_files_give(
    name: str, minato: Dataset, server: str
) -> None:
    """The same query text, the labels resolved there as here, the same rows in the same order."""
    stored = stored_query(minato.location, name)
    remote = run_stored(stored, stored.example, Endpoint(server))
    assert remote == run_stored(stored, stored.example, minato.store)


def test_a_label_is_resolved_on_the_server(server: str) -> None:
    """A former name, in other widths, without any file being read."""
    ds = kusei.open(ROOT, endpoint=server)
    assert [row.name for row in ds.query("unit-history", unit="くらし　応援課")] == [
        *["くらし応援課", "区民課"],
    ]
    assert "dataset" not in vars(ds)


def test_each_form_of_query_is_answered(server: str) -> None:
    """ASK gives a bool, CONSTRUCT triples; undeclared prefixes of the project are declared."""
    endpoint = Endpoint(server)
    assert endpoint.query("ASK { ?s a kusei:Duty }", prefixes=PREFIXES) is True
    assert endpoint.query("ASK { ?s a kusei:Nothing }", prefixes=PREFIXES) is False
    triples = endpoint.query(
        "CONSTRUCT { ?s rdfs:label ?l } { ?s a kusei:Reform ; rdfs:label ?l }", prefixes=PREFIXES
    )
    assert isinstance(triples, list)
    assert all(t.predicate.value == PREFIXES["rdfs"] + "label" for t in triples)
    assert triples


def test_the_form_is_not_mistaken(server: str) -> None:
    """Words in comments, strings and IRIs do not make a SELECT a CONSTRUCT or an update."""
    text = '# CONSTRUCT INSERT\nSELECT ("DROP ALL" AS ?x) { BIND (<urn:CLEAR> AS ?y) }'
    answer = Endpoint(server).query(text)
    assert [t and t.value for t in answer.rows[0]] == ["DROP ALL"]  # type: ignore[union-attr]


def test_a_query_that_is_wrong_is_told_in_the_words_of_the_server(server: str) -> None:
    """Exit 2 later: it is the query that is at fault, not the server."""
    with pytest.raises(QueryFault, match=r"refuses the query: .*expected") as caught:
        Endpoint(server).query("SELECT * { ?s ?p }")
    assert "QueryBadFormed" not in str(caught.value)


def test_an_update_is_never_sent(server: str) -> None:
    """From a server kusei only reads."""
    with pytest.raises(QueryFault, match="not a query"):
        Endpoint(server).query("DROP ALL")
    assert Endpoint(server).query("ASK { ?s ?p ?o }") is True


@contextmanager
def misbehaving(status: int, body: bytes, *, wait: float = 0, claim: int = 0) -> Iterator[str]:
    """A server that answers everything alike; ``claim`` more bytes than it sends."""
    release = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            release.wait(wait)
            self.send_response(status)
            self.send_header("Content-Type", "application/sparql-results+json")
            self.send_header("Content-Length", str(len(body) + claim))
            self.end_headers()
            with suppress(OSError):  # the client may have given up
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=listener.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.server_port}/"
    finally:
        release.set()
        listener.shutdown()
        thread.join()
        listener.server_close()


@pytest.mark.parametrize(
    ("status", "body", "told"),
    [
        (500, b"out of memory", "EndPointInternalError|out of memory"),
        (503, b"", "status 503"),
        (404, b"", "EndPointNotFound|404"),
        (401, b"", "Unauthorized|401"),
        (200, b"<html>", "no SPARQL result in JSON"),
        (200, b'{"head": {"vars": ["s"]}, "results": {"bindings": [', "no SPARQL result in JSON"),
        (200, b'{"head": {"vars": ["s"]}}', "no SPARQL result in JSON"),
        (200, b'{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": 1}]}}', "no SPARQL"),
        (200, b"[]", "no SPARQL result in JSON"),
        (200, b'{"head": {}, "boolean": true}', "no SPARQL result in JSON"),
    ],
)
def test_a_server_that_fails_is_told_as_such(status: int, body: bytes, told: str) -> None:
    """A status, a page of HTML, an answer of another sort or one broken off: never rows."""
    with misbehaving(status, body) as url, pytest.raises(ServerFailure, match=told) as caught:
        Endpoint(url).query(SELECT)
    assert str(caught.value).startswith(url)


def test_a_connection_that_breaks_off_is_a_failure() -> None:
    """Fewer bytes than were announced."""
    body = b'{"head": {"vars": []}, "results": {"bindings": []}}'
    with misbehaving(200, body, claim=100) as url, pytest.raises(ServerFailure, match="Incomplete"):
        Endpoint(url).query(SELECT)


def test_a_server_that_does_not_answer_in_time_is_a_failure() -> None:
    """The time-out is told."""
    with (
        misbehaving(200, b"", wait=5) as url,
        pytest.raises(ServerFailure, match=r"no answer within 1 seconds|timed out"),
    ):
        Endpoint(url, timeout=1).query(SELECT)


def test_a_server_that_is_not_there_is_a_failure() -> None:
    """Connection refused, exit 3 later."""
    url = f"http://127.0.0.1:{free_port()}/"
    with pytest.raises(ServerFailure, match="refused") as caught:
        Endpoint(url).query(SELECT)
    assert caught.value.exit_code == 3


def test_an_endpoint_is_an_address_or_a_name_of_the_project() -> None:
    """Names come from kusei.toml; only http and https are spoken."""
    assert endpoint_named("local", {"local": "http://h/q"}).url == "http://h/q"
    assert endpoint_named("https://h/q", {}).url == "https://h/q"
    with pytest.raises(InvalidValue, match="named there: local"):
        endpoint_named("lokal", {"local": "http://h/q"})
    for wrong in ("file:///etc/passwd", "ftp://h/", "http://"):
        with pytest.raises(InvalidValue, match="no address"):
            endpoint_named(wrong, {})
