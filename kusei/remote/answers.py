"""From the body of an answer to rows, a bool or triples; what cannot be read whole is an error."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from kusei.graph.store import (
    BlankNode,
    Literal,
    NamedNode,
    Rows,
    Syntax,
    SyntaxDefect,
    Triple,
    parse_as,
)
from kusei.terms import XSD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kusei.graph.store import Term

_LANGUAGE: Final = "xml:lang"
_BOOLEAN: Final = XSD + "boolean"
_ASKED: Final = "__ASK_RETVAL"
"""The column in which Virtuoso answers an ASK."""
_EXCERPT: Final = 300
_MARKUP: Final = re.compile(r"(?is)<(style|script|title)\b.*?</\1\s*>|<[^>]*>")


class Unreadable(Exception):  # noqa: N818 - says what is so
    """A body that is not the answer asked for; the message says why."""


def rows_of(body: bytes) -> Rows:
    """The rows of a SPARQL result in JSON (https://www.w3.org/TR/sparql11-results-json/)."""
    try:
        document = json.loads(body)
        columns = tuple(document["head"]["vars"])
        rows = [
            tuple(_term(binding[name]) if name in binding else None for name in columns)
            for binding in document["results"]["bindings"]
        ]
    except (ValueError, KeyError, TypeError) as error:
        raise Unreadable(f"the answer is no SPARQL result in JSON: {error!r}") from None
    return Rows(columns, rows)


def boolean_of(body: bytes) -> bool:
    """The answer of an ASK; Virtuoso gives it as a row, 1 or 0."""
    try:
        document = json.loads(body)
        if "boolean" in document:
            if not isinstance(document["boolean"], bool):
                raise TypeError(f"boolean is {document['boolean']!r}")  # noqa: TRY301 - as below
            return document["boolean"]
        if document["head"]["vars"] == [_ASKED]:
            return any(b[_ASKED]["value"] == "1" for b in document["results"]["bindings"])
        raise KeyError("boolean")  # noqa: TRY301 - one way out for all that is unreadable
    except (ValueError, KeyError, TypeError) as error:
        raise Unreadable(f"the answer is no SPARQL result in JSON: {error!r}") from None


def triples_of(body: bytes, *, base: str) -> list[Triple]:
    """The triples of an answer in Turtle; Virtuoso leaves IRIs relative, to its own address."""
    try:
        quads = parse_as(body.decode("utf-8"), Syntax.TURTLE, base=base)
    except SyntaxDefect as defect:
        raise Unreadable(f"the answer is not Turtle: {defect.message}") from None
    except UnicodeDecodeError as error:
        raise Unreadable(f"the answer is not UTF-8: {error.reason}") from None
    return [Triple(q.subject, q.predicate, q.object) for q in quads]


def said(body: bytes) -> str:
    """What a server says in a body that is no answer, on one line, without its markup."""
    text = body.decode("utf-8", "replace")
    if text.lstrip().startswith("<"):
        text = _MARKUP.sub(" ", text)
    # Virtuoso repeats the query that it refuses.
    text = text.partition("SPARQL query:")[0]
    return " ".join(text.split())[:_EXCERPT]


def _term(cell: Mapping[str, str]) -> Term:
    match cell["type"]:
        case "uri":
            return NamedNode(cell["value"])
        case "bnode":
            return BlankNode(cell["value"].removeprefix("nodeID://"))  # as Virtuoso calls them
        case "literal" | "typed-literal":
            if _LANGUAGE in cell:
                return Literal(cell["value"], language=cell[_LANGUAGE])
            if "datatype" in cell:
                value, datatype = cell["value"], cell["datatype"]
                if datatype == _BOOLEAN:  # Virtuoso writes 1 and 0
                    value = {"1": "true", "0": "false"}.get(value, value)
                return Literal(value, datatype=NamedNode(datatype))
            return Literal(cell["value"])
        case other:
            raise ValueError(f"a term of type {other!r}")
