"""Queries to a SPARQL server, sent and read.

An answer that breaks off in the middle is an error, as it may come with status 200.
"""

from __future__ import annotations

import warnings
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from kusei.errors import ServerFailure, UnknownName
from kusei.graph.store import Literal, NamedNode, QueryFault, Rows, term_text
from kusei.graph.wards import graphs_of, wards_among
from kusei.remote.answers import Unreadable, boolean_of, rows_of, said, triples_of
from kusei.remote.exchange import TIMEOUT_SECONDS, Exchange, Patience
from kusei.remote.sparql_request import query_request
from kusei.sparql import virtuoso, virtuoso_end
from kusei.sparql.tokens import query_form, undeclared_prefixes
from kusei.terms import GRAPH

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kusei.graph.store import Answer, Quad, Term
    from kusei.remote.exchange import Reply

_GRAPHS: Final = (
    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } "
    f'FILTER (STRSTARTS(STR(?g), "{GRAPH}")) }} GROUP BY ?g'
)


class EngineDoubt(UserWarning):
    """A server's engine is known to answer such a query wrongly."""


class NotAsked(ServerFailure):
    """A query that was not sent, since the server would end over it."""


class Endpoint:
    """A SPARQL server that answers queries as the embedded store does.

    With ``default_graphs`` questions see the union of these named graphs; without, what the server
    takes for its default graph.
    """

    def __init__(
        self,
        url: str,
        *,
        timeout: float = TIMEOUT_SECONDS,
        patience: Patience | None = None,
        default_graphs: Sequence[str] = (),
    ) -> None:
        self.url = url
        self.timeout = timeout
        self.patience = patience
        self.default_graphs = tuple(default_graphs)
        self._exchange = Exchange(url, timeout=timeout, patience=patience)
        self._product: str | None = None

    def query(self, sparql: str, *, prefixes: Mapping[str, str] | None = None) -> Answer:
        """Ask a query, as :meth:`kusei.graph.store.Store.query`.

        Warns with :class:`EngineDoubt` where the server's engine is known to answer wrongly.

        Raises:
            QueryFault: the server says that the query is wrong; the message is its own.
            NotAsked: the server's engine is known to end over such a query.
            ServerFailure: it does not answer, or not with what was asked for.
        """
        form = query_form(sparql)
        if form is None:
            raise QueryFault("not a query: SELECT, ASK, CONSTRUCT or DESCRIBE is asked for")
        wanted = undeclared_prefixes(sparql) & set(prefixes or {})
        head = "".join(f"PREFIX {p}: <{(prefixes or {})[p]}> " for p in sorted(wanted))
        return self._read(self._ask(head + self._as_it_understands(sparql), form), form)

    def _read(self, reply: Reply, form: str) -> Answer:
        try:
            if form == "ASK":
                return boolean_of(reply.body)
            if form == "SELECT":
                rows = rows_of(reply.body)
                self._check_whole(reply, len(rows.rows))
                return rows
            return triples_of(reply.body, base=self.url)
        except Unreadable as error:
            raise ServerFailure(f"{self.url}: {error}") from None

    def of_ward(self, ward: str) -> Endpoint:
        """The same server, asked about one ward: its graphs and the shared ones.

        Raises:
            UnknownName: the server has no graph of that ward.
        """
        there = self.counts()
        if ward not in wards_among(there):
            known = ", ".join(wards_among(there)) or "none"
            raise UnknownName(f"{self.url} has no ward {ward!r}; it has: {known}")
        return self.of_graphs(graphs_of(ward, there))

    def of_graphs(self, graphs: Iterable[str]) -> Endpoint:
        """The same server, asked about the union of these named graphs."""
        return Endpoint(
            self.url,
            timeout=self.timeout,
            patience=self.patience,
            default_graphs=tuple(graphs),
        )

    def counts(self) -> dict[str, int]:
        """How many triples each named graph of kusei holds on the server."""
        found = {}
        for graph, number in self._figures(_GRAPHS):
            if isinstance(graph, NamedNode):
                found[graph.value] = self._number(number)
        return found

    def count(self, graph: str) -> int:
        """How many triples one named graph holds; 0 where there is none."""
        rows = self._figures(
            f"SELECT (COUNT(*) AS ?n) {{ GRAPH {term_text(NamedNode(graph))} {{ ?s ?p ?o }} }}"
        )
        return self._number(rows[0][0]) if rows else 0

    def sees(self, quad: Quad) -> bool:
        """True where questions see this triple, whose graph they do not name."""
        triple = " ".join(map(term_text, (quad.subject, quad.predicate, quad.object)))
        return self.query(f"ASK {{ {triple} }}") is True

    def _figures(self, sparql: str) -> list[tuple[Term | None, ...]]:
        """The rows of a query about named graphs, whatever the default graphs are."""
        reply = self._exchange.send(
            query_request(self.url, sparql, "SELECT", ()), again_when_lost=True
        )
        rows = self._read(self._success(reply), "SELECT")
        if not isinstance(rows, Rows):
            raise ServerFailure(f"{self.url}: the answer of a SELECT holds no rows")
        return rows.rows

    def _number(self, term: Term | None) -> int:
        text = term.value if isinstance(term, Literal) else ""
        if not text.isdecimal():
            raise ServerFailure(f"{self.url}: a COUNT gave {text!r}")
        return int(text)

    def _as_it_understands(self, sparql: str) -> str:
        """The text in a form that the server's engine answers rightly; warns where there is none.

        What engine it is, is asked only where that could matter.
        """
        doubts, ends = virtuoso.doubts(sparql), virtuoso_end.ends_it(sparql)
        told = virtuoso.with_values_inline(sparql)
        if not (doubts or ends or told != sparql) or not self.is_virtuoso:
            return sparql
        if ends:
            raise NotAsked(f"{self.url}: {virtuoso_end.REASON}")
        for doubt in doubts:
            warnings.warn(EngineDoubt(f"{self.url}: {doubt}"), stacklevel=4)
        return told

    @property
    def is_virtuoso(self) -> bool:
        """True where the server calls itself Virtuoso; it is asked once.

        Raises:
            ServerFailure: it does not answer.
        """
        if self._product is None:
            reply = self._ask("ASK {}", "ASK")
            self._product = reply.headers.get("Server", "")
        return self._product.startswith("Virtuoso")

    def _check_whole(self, reply: Reply, rows: int) -> None:
        """Virtuoso cuts answers off, at a number of rows or after a time, with status 200."""
        limit = reply.headers.get("X-SPARQL-MaxRows", "")
        if limit.isdecimal() and rows >= int(limit):
            raise ServerFailure(f"{self.url}: the answer was cut off at {rows} rows")
        if reply.headers.get("X-SQL-State"):
            raise ServerFailure(f"{self.url}: the answer was cut off when its time was over")

    def _ask(self, sparql: str, form: str) -> Reply:
        # A query changes nothing; yet one that a server broke down over is not sent again.
        request = query_request(self.url, sparql, form, self.default_graphs)
        return self._success(self._exchange.send(request, again_when_lost=False))

    def _success(self, reply: Reply) -> Reply:
        if reply.status == HTTPStatus.BAD_REQUEST:
            raise QueryFault(f"{self.url} refuses the query: {said(reply.body)}")
        if not reply.succeeded:
            raise self._exchange.failure(reply, said(reply.body))
        return reply
