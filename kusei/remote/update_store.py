"""Named graphs put and deleted by SPARQL 1.1 Update, for servers without a Graph Store Protocol.

https://www.w3.org/TR/sparql11-update/. A graph goes to a graph aside, in requests of at most 1,000
triples (Virtuoso refuses 5,000), is counted there, and takes the place of the old one by one MOVE;
where a server knows no MOVE it is written in place. Which it is, is tried out before.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from kusei.errors import ServerFailure, Unpublishable
from kusei.graph.store import NamedNode, Store, Syntax, parse_as, term_text
from kusei.remote.answers import said
from kusei.remote.exchange import LONG_TIMEOUT_SECONDS, Exchange, Patience, Refused
from kusei.remote.sparql_request import update_request

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kusei.remote.endpoint import Endpoint

ASIDE: Final = "urn:x-kusei:aside"
_TRIED: Final = "urn:x-kusei:tried"
LEFT_BEHIND: Final = (ASIDE, _TRIED)
"""The graphs of no one that updates which broke off may leave."""
_TRIAL: Final = b"<urn:x-kusei:a> <urn:x-kusei:b> <urn:x-kusei:c> ."
_MOST_TRIPLES: Final = 1000
_MOST_BYTES: Final = 200_000
"""Of N-Triples in one request; percent-encoded, Japanese becomes three times as long."""


class UpdateStore:
    """The named graphs of a server, replaced by updates; ``endpoint`` counts what arrived."""

    def __init__(
        self,
        url: str,
        endpoint: Endpoint,
        *,
        timeout: float = LONG_TIMEOUT_SECONDS,
        patience: Patience | None = None,
    ) -> None:
        self.url = url
        self._endpoint = endpoint
        self._exchange = Exchange(url, timeout=timeout, patience=patience)
        self._moves = False

    @property
    def doubt(self) -> str:
        """What a graph may hold during whose replacement a server went away."""
        if not self._moves:
            return "old, empty or in part: the server knows no MOVE"
        return f"old or new, on Virtuoso also in part; <{ASIDE}> may hold it too till the next push"

    def check(self) -> None:
        """Try out, in graphs of no one, whether updates are carried out, and whether MOVE is.

        Raises:
            ServerFailure: the server takes no updates here, or not from this user.
        """
        self._clear(*LEFT_BEHIND)
        self._insert(ASIDE, _TRIAL)
        if self._endpoint.count(ASIDE) != 1:
            raise Refused(f"{self.url}: says that it made an update, and did not")
        with suppress(ServerFailure):  # a server that breaks down over it is as good as without
            self._move(ASIDE, _TRIED)
        self._moves = (self._endpoint.count(ASIDE), self._endpoint.count(_TRIED)) == (0, 1)
        self._clear(*LEFT_BEHIND)

    def put(self, graph: str, ntriples: bytes) -> None:
        """Replace a named graph by these triples.

        Raises:
            Unpublishable: it has nodes without a name and more than goes into one request.
            Refused: the graph is as it was.
            ServerFailure: the server did not say that it did; :attr:`doubt` tells what may be.
        """
        requests = list(_batches(ntriples))
        nameless = _has_blank_nodes(ntriples)
        if nameless and len(requests) > 1:
            raise Unpublishable(
                f"{graph} has nodes without a name, which several updates would make several "
                f"nodes of, and more than the {_MOST_TRIPLES:,} triples or {_MOST_BYTES:,} bytes "
                "of one update: give the nodes names, or use a graph store"
            )
        if not requests:
            self._clear(graph)
        elif self._moves:
            self._put_aside(ntriples, requests, again=not nameless)
            self._move(ASIDE, graph)
        else:
            self._put_in_place(graph, requests, again=not nameless)

    def delete(self, graph: str) -> None:
        """Delete a named graph; that it is not there is no failure.

        Raises:
            ServerFailure: the server did not say that it did.
        """
        self._clear(graph)

    def _put_aside(self, ntriples: bytes, requests: Sequence[bytes], *, again: bool) -> None:
        """Bring all to the graph aside; while that fails, the graph itself is as it was."""
        try:
            self._clear(ASIDE)
            for triples in requests:
                self._insert(ASIDE, triples, again=again)
            self._count_aside(ntriples)
        except ServerFailure as failure:
            left = ""
            try:
                self._send(_dropping(ASIDE), again=False)
            except ServerFailure:
                left = f"; <{ASIDE}> may hold a part of it till the next push"
            raise Refused(f"{failure}{left}") from None

    def _count_aside(self, ntriples: bytes) -> None:
        held = self._endpoint.count(ASIDE)
        if held not in _sizes(ntriples):
            raise ServerFailure(f"{self.url}: of what it took it holds {held:,} triples")

    def _put_in_place(self, graph: str, requests: Sequence[bytes], *, again: bool) -> None:
        self._clear(graph)
        try:
            for triples in requests:
                self._insert(graph, triples, again=again)
        except Refused as refused:  # the request alone is undone; the graph was emptied before
            raise ServerFailure(str(refused)) from None

    def _insert(self, graph: str, triples: bytes, *, again: bool = True) -> None:
        text = triples.decode("utf-8")
        self._send(f"INSERT DATA {{ GRAPH {_name(graph)} {{\n{text}\n}} }}", again=again)

    def _move(self, graph: str, to: str) -> None:
        # Never sent again: carried out twice it would replace the new graph by an empty one.
        self._send(f"MOVE GRAPH {_name(graph)} TO GRAPH {_name(to)}", again=False)

    def _clear(self, *graphs: str) -> None:
        self._send(_dropping(*graphs), again=True)

    def _send(self, update: str, *, again: bool) -> None:
        request = update_request(self.url, update)
        if again:
            reply = self._exchange.send(request, again_when_lost=True)
        else:
            reply = self._exchange.send_once(request)
        if not reply.succeeded:
            raise self._exchange.failure(reply, said(reply.body))


def _batches(ntriples: bytes) -> Iterator[bytes]:
    """N-Triples in pieces of so many lines and bytes; a line that is longer goes alone."""
    batch: list[bytes] = []
    size = 0
    for line in filter(bytes.strip, ntriples.split(b"\n")):
        if batch and (len(batch) == _MOST_TRIPLES or size + len(line) > _MOST_BYTES):
            yield b"\n".join(batch)
            batch, size = [], 0
        batch.append(line)
        size += len(line)
    if batch:
        yield b"\n".join(batch)


def _has_blank_nodes(ntriples: bytes) -> bool:
    """True where a subject or an object has no name; within literals ``_:`` is text."""
    lines = (line.split(b" ", 2) for line in ntriples.split(b"\n"))
    return any(part.startswith(b"_:") for line in lines for part in line)


def _sizes(ntriples: bytes) -> Iterator[int]:
    """How many triples a server may rightly count; stores that normalise literals hold fewer."""
    yield len(set(filter(bytes.strip, ntriples.split(b"\n"))))
    yield len(Store(parse_as(ntriples.decode("utf-8"), Syntax.NTRIPLES)))


def _dropping(*graphs: str) -> str:
    return " ;\n".join(f"DROP SILENT GRAPH {_name(graph)}" for graph in graphs)


def _name(graph: str) -> str:
    return term_text(NamedNode(graph))
