"""Questions to SPARQL servers: a real Oxigraph, and servers that misbehave."""

from __future__ import annotations

import random
import threading
import time
import warnings
from collections import Counter
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kusei
from kusei.errors import InvalidValue, ServerFailure
from kusei.graph.store import Literal, NamedNode, QueryFault, Rows, serialize
from kusei.queries.catalogue import stored_query
from kusei.queries.run import bound_text, run_stored
from kusei.remote import (
    Endpoint,
    GraphStore,
    NotAsked,
    Patience,
    endpoint_named,
    server_named,
)
from kusei.sparql.virtuoso import DOUBTS
from kusei.terms import PREFIXES
from tests import sparql_server
from tests.sparql_server import free_port, oxigraph_serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kusei.dataset.files import Dataset
    from tests.sparql_server import Running

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
def misbehaving(
    status: int,
    body: bytes,
    *,
    wait: float = 0,
    claim: int = 0,
    headers: Mapping[str, str] | None = None,
) -> Iterator[str]:
    """A server that answers everything alike; ``claim`` more bytes than it sends."""
    release = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            release.wait(wait)
            self.send_response(status)
            self.send_header("Content-Type", "application/sparql-results+json")
            self.send_header("Content-Length", str(len(body) + claim))
            for name, value in (headers or {}).items():
                self.send_header(name, value)
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
        (500, b"out of memory", "status 500: .*out of memory"),
        (503, b"", "status 503"),
        (404, b"<html><title>x</title><p>no such page</p>", "status 404: Not Found: no such page$"),
        (401, b"", "status 401: it asks for a user name and a password: set KUSEI_USER"),
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
        Endpoint(url, patience=Patience(tries=1)).query(SELECT)
    assert str(caught.value).startswith(url)


@pytest.mark.parametrize("body", [b'{"head": {}, "boolean": "false"}', b'{"head": {"vars": []}}'])
def test_what_is_neither_true_nor_false_is_no_answer_to_an_ask(body: bytes) -> None:
    """A text is no boolean, and rows are none."""
    with misbehaving(200, body) as url, pytest.raises(ServerFailure, match="no SPARQL result"):
        Endpoint(url).query("ASK { ?s ?p ?o }")


def test_an_answer_that_the_server_cut_off_is_a_failure() -> None:
    """Virtuoso gives so many rows and no more, with status 200 and a header that says so."""
    body = b'{"head": {"vars": ["s"]}, "results": {"bindings": [{}, {}]}}'
    for header in ({"X-SPARQL-MaxRows": "2"}, {"X-SQL-State": "S1TAT"}):
        with (
            misbehaving(200, body, headers=header) as url,
            pytest.raises(ServerFailure, match="cut off"),
        ):
            Endpoint(url).query(SELECT)
    with misbehaving(200, body, headers={"X-SPARQL-MaxRows": "3"}) as url:
        assert len(Endpoint(url).query(SELECT).rows) == 2  # type: ignore[union-attr]


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
    table = {
        "both": {"query": "http://h/q", "graph-store": "http://h/s", "update": "http://h/u"},
    }
    assert server_named("both", table).graph_store == "http://h/s"
    assert server_named("both", table).update == "http://h/u"
    for wrong_table in (
        {"query": 1},
        {"query": "http://h/q", "update": 1},
        {"query": "http://h/q", "upload": "http://h/u"},
        1,
    ):
        with pytest.raises(InvalidValue, match=r"endpoints\.both is to be"):
            server_named("both", {"both": wrong_table})
    for wrong in ("file:///etc/passwd", "ftp://h/", "http://"):
        with pytest.raises(InvalidValue, match="no address"):
            endpoint_named(wrong, {})


@pytest.mark.slow
def test_a_server_killed_at_20_moments_of_a_query_gives_all_rows_or_a_failure(
    minato: Dataset, tmp_path: Path
) -> None:
    """Never a part of the rows; exit 3 and the address of the server."""
    stored = stored_query(minato.location, "organisation")
    text = bound_text(stored, stored.example, minato.store)
    seeded = random.Random(20)  # noqa: S311 - the same moments each time
    quads = [*minato.curated, *minato.derived_quads]
    failed = 0
    with sparql_server.oxigraph(folder=tmp_path) as server:
        GraphStore(server.graph_store).put("urn:g", serialize(quads, format="ntriples"))
        begun = time.monotonic()
        whole = Endpoint(server.query).query(text)
        takes = time.monotonic() - begun
        for _ in range(20):
            timer = threading.Timer(seeded.uniform(0, takes), server.kill)
            timer.start()
            try:
                answer = Endpoint(server.query).query(text)
            except ServerFailure as failure:
                failed += 1
                told = (failure.exit_code, str(failure).startswith(server.query))
            else:
                told = (3, answer == whole)
            timer.join()
            server.start_again()
            assert told == (3, True)
    assert failed >= 10


# --- Virtuoso


@pytest.fixture(scope="module")
def virtuoso(minato: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Curated and derived triples in one graph of Virtuoso."""
    triples = serialize([*minato.curated, *minato.derived_quads], format="ntriples")
    with (
        pytest.MonkeyPatch.context() as environment,
        sparql_server.virtuoso(tmp_path_factory.mktemp("virtuoso")) as server,
    ):
        environment.setenv("KUSEI_USER", sparql_server.VIRTUOSO_USER)
        environment.setenv("KUSEI_PASSWORD", sparql_server.VIRTUOSO_PASSWORD)
        store = GraphStore(server.graph_store)
        store.check()
        store.put("urn:x-kusei:all", triples)
        yield server


def test_virtuoso_answers_an_ask_and_a_construct(virtuoso: Running) -> None:
    """An ASK comes as rows with a column of its own; labels are resolved there too."""
    endpoint = Endpoint(virtuoso.query)
    assert endpoint.query("ASK { ?s a kusei:Duty }", prefixes=PREFIXES) is True
    assert endpoint.query("ASK { ?s a kusei:Nothing }", prefixes=PREFIXES) is False
    triples = endpoint.query(
        "CONSTRUCT { ?s rdfs:label ?l } { ?s a kusei:Reform ; rdfs:label ?l }", prefixes=PREFIXES
    )
    assert isinstance(triples, list)
    assert triples
    with pytest.raises(QueryFault, match="refuses the query"):
        endpoint.query("SELECT * { ?s ?p }")


def test_a_boolean_of_virtuoso_is_a_boolean(virtuoso: Running) -> None:
    """It writes 1 and 0 where true and false were asked for."""
    rows = Endpoint(virtuoso.query).query(
        "SELECT ?b { BIND (xsd:boolean('true') AS ?b) }", prefixes=PREFIXES
    )
    assert isinstance(rows, Rows)
    assert rows.rows == [(Literal("true", datatype=NamedNode(PREFIXES["xsd"] + "boolean")),)]


def on_virtuoso(minato: Dataset, server: Running, name: str) -> tuple[str, tuple[str, ...]]:
    """What Virtuoso makes of the example of a stored query, and what kusei says of it before."""
    stored = stored_query(minato.location, name)
    text = bound_text(stored, stored.example, minato.store)
    expected = minato.store.query(text)
    assert isinstance(expected, Rows)
    with warnings.catch_warnings(record=True) as doubts:
        warnings.simplefilter("always")
        try:
            found = Endpoint(server.query).query(text)
        except NotAsked:
            outcome = "not asked"
        except (QueryFault, ServerFailure):
            outcome = "refused"
            if server.ended():
                outcome = "ends the server"
                server.start_again()
        else:
            assert isinstance(found, Rows)
            same = Counter(found.rows) == Counter(expected.rows)
            outcome = "same rows" if same else "other rows"
    return outcome, tuple(str(doubt.message).removeprefix(f"{server.query}: ") for doubt in doubts)


def test_virtuoso_gives_the_same_rows_or_kusei_says_why_not(
    minato: Dataset, virtuoso: Running, assert_committed: Callable[[Path, str], None]
) -> None:
    """None is answered wrongly there without a caution, nor ends it; docs/virtuoso.md lists all."""
    lines, silent, fatal = [], [], []
    for name in NAMES:
        outcome, doubts = on_virtuoso(minato, virtuoso, name)
        if outcome == "other rows" and not doubts:
            silent.append(name)
        if outcome == "ends the server":
            fatal.append(name)
        numbers = ", ".join(str(1 + DOUBTS.index(doubt)) for doubt in doubts)
        lines.append(f"| `{name}` | {outcome} | {numbers or 'none'} |\n")
    assert (silent, fatal) == ([], [])
    reasons = "".join(f"{number}. {doubt}.\n" for number, doubt in enumerate(DOUBTS, start=1))
    assert_committed(ROOT / "docs" / "virtuoso.md", PAGE.format(reasons=reasons) + "".join(lines))


PAGE = """# Stored queries on Virtuoso

Generated by a test that runs each stored query with its example on Virtuoso 7.2.5 (Debian 12) and
embedded; Oxigraph gives the same rows for all. kusei looks for these reasons in every query that it
sends to a server that calls itself Virtuoso, and tells of them on stderr (in Python as a warning,
`kusei.remote.EngineDoubt`):

{reasons}
An answer with such a caution may be right. It is not a proof; ask the files, or another engine.

Over some queries Virtuoso ends, with all that others asked of it. kusei does not send them (exit
code 3, `kusei.remote.NotAsked`): those that hold, in one group, a UNION one branch of which leaves a
variable unbound, a sub-SELECT, a FILTER with `||` and BOUND of that variable, and behind the first
two a BIND or MINUS. With braces around all but the BIND or MINUS it answers.

| query | its example on Virtuoso | cautions |
| --- | --- | --- |
"""
