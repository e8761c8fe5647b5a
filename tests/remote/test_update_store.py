"""Named graphs written by updates, on real servers and on servers that lack a part."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kusei.errors import ServerFailure, Unpublishable
from kusei.graph.store import BlankNode, Literal, NamedNode, Quad, Rows, serialize
from kusei.remote import Endpoint, GraphStore, Patience, Refused, UpdateStore
from kusei.remote.update_store import ASIDE, _batches
from kusei.terms import XSD
from tests import sparql_server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kusei.graph.store import Term
    from tests.sparql_server import Running

GRAPH = "urn:x:graph"
QUICK = Patience(tries=2, first_wait=0.01)
A, B = NamedNode("urn:x:a"), NamedNode("urn:x:b")
TEXTS = [
    "区民課「𠮷野」 \"'\\ \t\r\n é",
    "\\u0022 } ; DROP ALL # ",
    "\\\\u533A",
    "\u0001\u0085\u2028\u200f\ufeff",
    "\"\"\"'''",
    "{ ?x $y } <z> _:b @ja ^^",
    "",
    "区" * 100_000,
]


@pytest.fixture(params=["oxigraph", "virtuoso"])
def server(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Running]:
    """Each of the servers, empty."""
    if request.param == "oxigraph":
        with sparql_server.oxigraph() as running:
            yield running
        return
    monkeypatch.setenv("KUSEI_USER", sparql_server.VIRTUOSO_USER)
    monkeypatch.setenv("KUSEI_PASSWORD", sparql_server.VIRTUOSO_PASSWORD)
    with sparql_server.virtuoso(tmp_path) as running:
        yield running


def by_update(server: Running) -> UpdateStore:
    """The named graphs of a server, tried out."""
    store = UpdateStore(server.update, Endpoint(server.query, patience=QUICK), patience=QUICK)
    store.check()
    return store


def ntriples(*objects: Term, subject: NamedNode | BlankNode = A) -> bytes:
    """A triple about the subject for each object."""
    return serialize([Quad(subject, B, o, NamedNode(GRAPH)) for o in objects], format="ntriples")


def held(server: Running, graph: str = GRAPH) -> list[Term | None]:
    """The objects in a graph."""
    rows = Endpoint(server.query).query(f"SELECT ?o {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
    assert isinstance(rows, Rows)
    return [row[0] for row in rows.rows]


def test_literals_come_back_as_they_were_sent(server: Running) -> None:
    """Any script, quotes, escapes that are text, what would end the update, and long ones."""
    sent: list[Term] = [Literal(text, language="ja") for text in TEXTS]
    sent += [Literal("\\u0022"), Literal("2009~", datatype=NamedNode("urn:x:edtf"))]
    sent += [Literal("2009", datatype=NamedNode(XSD + "gYear")), NamedNode("urn:x:区?a=%20&b=+#c")]
    by_update(server).put(GRAPH, ntriples(*sent))
    found = held(server)
    assert len(found) == len(sent)
    assert set(found) == set(sent)


def test_a_graph_is_replaced_whole_by_many_requests(server: Running) -> None:
    """More than one request holds; the old triples are gone, other graphs stay, nothing is left."""
    store = by_update(server)
    store.put("urn:x:other", ntriples(Literal("other")))
    store.put(GRAPH, ntriples(Literal("old")))
    numbers: list[Term] = [Literal(f"{number}番") for number in range(5001)]
    store.put(GRAPH, ntriples(*numbers))
    assert set(held(server)) == set(numbers)
    assert held(server, "urn:x:other") == [Literal("other")]
    assert held(server, ASIDE) == []
    store.put(GRAPH, b"")
    assert held(server) == []
    store.delete("urn:x:other")
    store.delete("urn:x:other")
    assert held(server, "urn:x:other") == []


def test_a_node_without_a_name_stays_one_node(server: Running) -> None:
    """Its triples go in one request; where they do not fit they are refused, and nothing changes.

    Virtuoso refuses nodes without a name in INSERT DATA, which is told.
    """
    store, nameless = by_update(server), BlankNode("n")
    few: list[Term] = [Literal(str(number)) for number in range(1000)]
    if "auth" in server.update:
        with pytest.raises(Refused, match="Blank node"):
            store.put(GRAPH, ntriples(*few, subject=nameless))
        return
    store.put(GRAPH, ntriples(*few, subject=nameless))
    rows = Endpoint(server.query).query(f"SELECT DISTINCT ?s {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}")
    assert isinstance(rows, Rows)
    assert len(rows.rows) == 1
    with pytest.raises(Unpublishable, match="nodes without a name"):
        store.put(GRAPH, ntriples(*few, Literal("more"), subject=nameless))
    with pytest.raises(Unpublishable, match="nodes without a name"):
        store.put(GRAPH, ntriples(*few, nameless))
    assert len(held(server)) == 1000
    store.put(GRAPH, ntriples(*few, Literal("_:n"), Literal("a _:n")))
    assert len(held(server)) == 1002


@pytest.fixture
def oxigraph() -> Iterator[Running]:
    """An empty Oxigraph."""
    with sparql_server.oxigraph() as running:
        yield running


def test_without_move_a_graph_is_written_in_place(oxigraph: Running) -> None:
    """And what would be told of a graph in doubt says so."""
    moves = by_update(oxigraph)
    with sparql_server.behind(oxigraph, lambda *sent: 400 if b"MOVE" in sent[2] else None) as plain:
        store = by_update(plain)
        store.put(GRAPH, ntriples(Literal("old")))
        store.put(GRAPH, ntriples(Literal("new")))
    assert held(oxigraph) == [Literal("new")]
    assert "old, empty or in part" in store.doubt
    assert ASIDE not in store.doubt
    assert "old or new" in moves.doubt
    assert ASIDE in moves.doubt


def test_updates_that_are_taken_and_not_made_are_found(oxigraph: Running) -> None:
    """The trial is counted: a status of success is no proof."""
    ignoring = sparql_server.behind(oxigraph, lambda *sent: 200 if b"INSERT" in sent[2] else None)
    with ignoring as idle, pytest.raises(Refused, match="did not"):
        by_update(idle)


@pytest.mark.parametrize("status", [200, 400, 413, 500])
def test_where_a_part_does_not_arrive_the_graph_is_as_it_was(
    oxigraph: Running, status: int
) -> None:
    """The second request is refused, or ignored: Refused, and nothing is left aside."""
    numbers: list[Term] = [Literal(f"n{number}") for number in range(1500)]

    def refused(_method: str, _path: str, body: bytes) -> int | None:
        return status if b"n1400" in body else None

    with sparql_server.behind(oxigraph, refused) as narrow:
        store = by_update(narrow)
        store.put(GRAPH, ntriples(Literal("old")))
        with pytest.raises(Refused):
            store.put(GRAPH, ntriples(*numbers))
    assert held(oxigraph) == [Literal("old")]
    assert held(oxigraph, ASIDE) == []


def test_in_place_a_refusal_does_not_leave_the_graph_as_it_was(oxigraph: Running) -> None:
    """It was emptied before, so the failure is none of those that leave all as it was."""
    broken: list[bool] = []

    def refused(_method: str, _path: str, body: bytes) -> int | None:
        return 400 if b"MOVE" in body or (broken and b"INSERT" in body) else None

    with sparql_server.behind(oxigraph, refused) as plain:
        store = by_update(plain)
        broken.append(True)
        with pytest.raises(ServerFailure) as caught:
            store.put(GRAPH, ntriples(Literal("new")))
    assert not isinstance(caught.value, Refused)


def test_a_move_is_sent_once(oxigraph: Running) -> None:
    """Carried out twice it would replace the new graph by none; other updates are sent again."""
    moves: list[bytes] = []
    drops: list[bytes] = []

    def refused(_method: str, _path: str, body: bytes) -> int | None:
        if b"MOVE" in body:
            moves.append(body)
            return None if len(moves) == 1 else 503  # the first is the trial
        if b"DROP" in body:
            drops.append(body)
            return 503 if len(drops) == 1 else None
        return None

    with sparql_server.behind(oxigraph, refused) as slow:
        store = by_update(slow)
        with pytest.raises(ServerFailure, match="503"):
            store.put(GRAPH, ntriples(Literal("new")))
    assert len(moves) == 2
    assert drops[0] == drops[1]
    assert held(oxigraph) == []


def test_what_makes_new_nodes_is_sent_once(oxigraph: Running) -> None:
    """Twice it would make them twice; the graph is as it was."""
    inserts: list[bytes] = []

    def refused(_method: str, _path: str, body: bytes) -> int | None:
        if b"INSERT" not in body:
            return None
        inserts.append(body)
        return 503 if len(inserts) == 2 else None  # the first is the trial

    with sparql_server.behind(oxigraph, refused) as slow:
        store = by_update(slow)
        with pytest.raises(Refused, match="503"):
            store.put(GRAPH, ntriples(A, subject=BlankNode("n")))
        assert len(inserts) == 2
        store.put(GRAPH, ntriples(A))
    assert held(oxigraph) == [A]


def test_requests_are_small_in_triples_and_in_bytes() -> None:
    """At most 1,000 triples and 200 kB, but for a triple that is longer; none is lost."""
    lines = [b'<a:%d> <a:b> "%s" .' % (n, b"x" * (n % 7) ** 6) for n in range(3000)]
    lines.insert(1500, b'<a:long> <a:b> "' + b"x" * 500_000 + b'" .')
    pieces = [piece.split(b"\n") for piece in _batches(b"\n".join(lines) + b"\n")]
    assert [line for piece in pieces for line in piece] == lines
    assert max(map(len, pieces)) <= 1000
    assert all(sum(map(len, piece)) <= 200_000 for piece in pieces if len(piece) > 1)
    assert list(_batches(b"\n")) == []


def test_the_published_graph_store_is_not_needed(oxigraph: Running) -> None:
    """Both ways make the same graph."""
    body = ntriples(Literal("区民課", language="ja"), NamedNode("urn:x:c"))
    by_update(oxigraph).put(GRAPH, body)
    GraphStore(oxigraph.graph_store).put("urn:x:other", body)
    assert set(held(oxigraph)) == set(held(oxigraph, "urn:x:other"))
