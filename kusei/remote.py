"""The one module that speaks to SPARQL servers, through SPARQLWrapper.

Queries go as a form by POST: Virtuoso hangs on a query posted directly. Answers are read and
parsed here and not by SPARQLWrapper, which warns instead of failing; an answer that breaks off in
the middle is an error, as it may come with status 200.
"""

from __future__ import annotations

import ast
import http.client
import json
from typing import TYPE_CHECKING, Final
from urllib.error import HTTPError
from urllib.parse import urlsplit

from kusei.errors import InvalidValue, ServerFailure
from kusei.sparql_text import query_form, undeclared_prefixes
from kusei.store import (
    BlankNode,
    Literal,
    NamedNode,
    QueryFault,
    Rows,
    SyntaxDefect,
    Triple,
    parse_turtle,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kusei.store import Answer, Term

TIMEOUT_SECONDS: Final = 60
_LANGUAGE: Final = "xml:lang"
_EXCERPT: Final = 300


class Endpoint:
    """A SPARQL server that answers queries as the embedded store does."""

    def __init__(self, url: str, *, timeout: int = TIMEOUT_SECONDS) -> None:
        if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).netloc:
            raise InvalidValue(f"{url!r} is no address of a SPARQL server (http:// or https://)")
        self.url = url
        self.timeout = timeout

    def query(self, sparql: str, *, prefixes: Mapping[str, str] | None = None) -> Answer:
        """Ask a query, as :meth:`kusei.store.Store.query`.

        Raises:
            QueryFault: the server says that the query is wrong; the message is its own.
            ServerFailure: it does not answer, or not with what was asked for.
        """
        form = query_form(sparql)
        if form is None:
            raise QueryFault("not a query: SELECT, ASK, CONSTRUCT or DESCRIBE is asked for")
        wanted = undeclared_prefixes(sparql) & set(prefixes or {})
        head = "".join(f"PREFIX {p}: <{(prefixes or {})[p]}> " for p in sorted(wanted))
        body = self._ask(head + sparql, form)
        if form in {"CONSTRUCT", "DESCRIBE"}:
            return self._triples(body)
        return self._rows(body, form)

    def _ask(self, sparql: str, form: str) -> bytes:
        from SPARQLWrapper import JSON, POST, TURTLE, URLENCODED, SPARQLWrapper
        from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, SPARQLWrapperException

        wrapper = SPARQLWrapper(self.url)
        wrapper.setQuery(sparql)
        # SPARQLWrapper finds the form by a pattern that strings and comments can mislead.
        wrapper.queryType = form
        wrapper.setMethod(POST)
        wrapper.setRequestMethod(URLENCODED)
        wrapper.setOnlyConneg(True)
        wrapper.setReturnFormat(TURTLE if form in {"CONSTRUCT", "DESCRIBE"} else JSON)
        wrapper.setTimeout(self.timeout)
        try:
            with wrapper.query().response as response:
                body: bytes = response.read()
                return body
        except QueryBadFormed as error:
            raise QueryFault(f"{self.url} refuses the query: {_said(error)}") from None
        except SPARQLWrapperException as error:
            raise self._failure(f"{type(error).__name__}: {_said(error)}") from None
        except HTTPError as error:
            with error:
                raise self._failure(f"status {error.code}: {error.reason}") from None
        except TimeoutError:
            raise self._failure(f"no answer within {self.timeout} seconds") from None
        except (OSError, http.client.HTTPException) as error:
            raise self._failure(str(getattr(error, "reason", "") or error)) from None

    def _failure(self, reason: str) -> ServerFailure:
        return ServerFailure(f"{self.url}: {reason}")

    def _rows(self, body: bytes, form: str) -> Rows | bool:
        try:
            document = json.loads(body)
            if form == "ASK":
                return bool(document["boolean"])
            columns = tuple(document["head"]["vars"])
            rows = [
                tuple(_term(binding[name]) if name in binding else None for name in columns)
                for binding in document["results"]["bindings"]
            ]
        except (ValueError, KeyError, TypeError) as error:
            raise self._failure(f"the answer is no SPARQL result in JSON: {error!r}") from None
        return Rows(columns, rows)

    def _triples(self, body: bytes) -> list[Triple]:
        try:
            quads = parse_turtle(body, graph="urn:x-kusei:answer")
        except SyntaxDefect as defect:
            raise self._failure(f"the answer is not Turtle: {defect.message}") from None
        return [Triple(q.subject, q.predicate, q.object) for q in quads]


def _term(cell: Mapping[str, str]) -> Term:
    match cell["type"]:
        case "uri":
            return NamedNode(cell["value"])
        case "bnode":
            return BlankNode(cell["value"])
        case "literal" | "typed-literal":
            if _LANGUAGE in cell:
                return Literal(cell["value"], language=cell[_LANGUAGE])
            if "datatype" in cell:
                return Literal(cell["value"], datatype=NamedNode(cell["datatype"]))
            return Literal(cell["value"])
        case other:
            raise ValueError(f"a term of type {other!r}")


def _said(error: Exception) -> str:
    """What the server itself said, on one line, without the phrases SPARQLWrapper puts around."""
    phrases, _, response = str(error).partition("Response:\n")
    try:
        text = ast.literal_eval(response).decode("utf-8", "replace")
    except (ValueError, SyntaxError, AttributeError):
        text = phrases
    return " ".join(text.split())[:_EXCERPT]


def endpoint_named(told: str, endpoints: Mapping[str, str]) -> Endpoint:
    """The server that a user names: an address, or a name of ``[endpoints]`` in ``kusei.toml``.

    Raises:
        InvalidValue: neither.
    """
    if told in endpoints:
        return Endpoint(endpoints[told])
    if "://" not in told:
        known = ", ".join(sorted(endpoints)) or "none"
        raise InvalidValue(
            f"{told!r} is neither an address (http://…) nor a name of [endpoints] in kusei.toml; "
            f"named there: {known}"
        )
    return Endpoint(told)
