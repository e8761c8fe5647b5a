"""The SPARQL 1.1 Graph Store HTTP Protocol: named graphs put and deleted as a whole.

https://www.w3.org/TR/sparql11-http-rdf-update/, indirect graph identification (``?graph=``).
PUT and DELETE may be sent again: twice gives what once gives.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Final
from urllib.parse import quote, urlsplit
from urllib.request import Request

from kusei.remote.answers import said
from kusei.remote.exchange import LONG_TIMEOUT_SECONDS, Exchange, Patience

_NOBODYS: Final = "urn:x-kusei:nothing"
_NTRIPLES: Final = "application/n-triples"


class GraphStore:
    """The named graphs of a server, to be replaced."""

    doubt: Final = (
        "old or new; on a server that replaces no graph in one step, as Virtuoso, in part"
    )
    """What a graph may hold during whose replacement a server went away."""

    def __init__(
        self, url: str, *, timeout: float = LONG_TIMEOUT_SECONDS, patience: Patience | None = None
    ) -> None:
        self._exchange = Exchange(url, timeout=timeout, patience=patience)
        self.url = url

    def check(self) -> None:
        """See that named graphs may be written, without writing any: a graph of no one is deleted.

        A server that asks for a password may hang up on a long body; this is short.

        Raises:
            ServerFailure: the server takes no graphs here, or not from this user.
        """
        self.delete(_NOBODYS)

    def put(self, graph: str, ntriples: bytes) -> None:
        """Replace a named graph by these triples.

        Raises:
            ServerFailure: the server did not say that it did; the graph may be old or new.
        """
        headers = {"Content-Type": _NTRIPLES}
        request = Request(self._address(graph), ntriples, headers, method="PUT")  # noqa: S310
        reply = self._exchange.send(request, again_when_lost=True)
        if not reply.succeeded:
            raise self._exchange.failure(reply, said(reply.body))

    def delete(self, graph: str) -> None:
        """Delete a named graph; that it is not there is no failure.

        Raises:
            ServerFailure: the server did not say that it did.
        """
        request = Request(self._address(graph), method="DELETE")  # noqa: S310 - Exchange checks
        reply = self._exchange.send(request, again_when_lost=True)
        if not (reply.succeeded or reply.status == HTTPStatus.NOT_FOUND):
            raise self._exchange.failure(reply, said(reply.body))

    def _address(self, graph: str) -> str:
        joint = "&" if urlsplit(self.url).query else "?"
        return f"{self.url}{joint}graph={quote(graph, safe='')}"
