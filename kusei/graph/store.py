"""The one module that speaks to pyoxigraph: parse, store, query, serialise.

Two facts measured on pyoxigraph 0.5 shape this module. Equal stores that were filled in another
order serialise to other bytes, so quads are sorted before they are written. The store normalises
literals (``"0001"^^xsd:integer`` becomes ``"1"``) and ``parse`` does not, so whatever is written
or checked as it was spelt goes by the parsed quads and never through a store.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeAlias

import pyoxigraph as ox
from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    Triple,
)

from kusei.errors import UsageError
from kusei.graph.lines import Lines, of_bad_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

__all__ = [
    "ENGINE_VERSION",
    "BlankNode",
    "DefaultGraph",
    "Literal",
    "NamedNode",
    "Quad",
    "QueryFault",
    "Rows",
    "Store",
    "Syntax",
    "SyntaxDefect",
    "Term",
    "Triple",
    "in_graph",
    "parse_as",
    "parse_file",
    "parse_quads",
    "parse_triples",
    "parse_turtle",
    "read_as",
    "serialize",
    "sorted_quads",
    "term_text",
    "with_lasting_blank_nodes",
]

ENGINE_VERSION: Final = ox.__version__
"""The version of pyoxigraph, part of what cached results depend on."""

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
"""A node of an answer; a :class:`Triple` only where a query asks for RDF 1.2 triple terms."""

# Texts, not compiled: most are for what is refused, and to compile them all takes a millisecond.
_VERSION_LINE: Final = r"(?im)^[ \t]*@?version[ \t]+[\"']"
_MARKS: Final = (
    r'"""[\s\S]*?"""|\'\'\'[\s\S]*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\''
    r"|<(?!<)[^<>\s]*>|\#[^\n]*"
    r"|(?P<form><<|\{\||~|@[A-Za-z-]+--)|(?P<version>(?i:(?<![\w:])@?version\b(?!:)))"
)
_NEWER_MARKS: Final = ("<<", "{|", "~")
_DIRECTED: Final = r"@[\w-]+--"
_BETWEEN: Final = r"^Parser error (?:between|at) line \d+[^:]*: "
_SHORT: Final = 100
_QUERY_PLACE: Final = r"\bat (\d+):(\d+)\b"


class SyntaxDefect(Exception):  # noqa: N818 - a defect of data on its way to become a finding
    """A file that is not the RDF 1.1 Turtle it should be; ``line`` and ``column`` from 1."""

    def __init__(self, message: str, line: int, column: int, *, newer: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column
        self.newer = newer
        """True where the file is sound RDF 1.2, which rdflib and most tools refuse."""


class Syntax(StrEnum):
    """The ways to write RDF that :func:`parse_as` reads."""

    TURTLE = "turtle"
    TRIG = "trig"
    NTRIPLES = "ntriples"
    NQUADS = "nquads"
    JSONLD = "jsonld"
    RDFXML = "rdfxml"


_FORMATS: Final = {
    Syntax.TURTLE: ox.RdfFormat.TURTLE,
    Syntax.TRIG: ox.RdfFormat.TRIG,
    Syntax.NTRIPLES: ox.RdfFormat.N_TRIPLES,
    Syntax.NQUADS: ox.RdfFormat.N_QUADS,
    Syntax.JSONLD: ox.RdfFormat.JSON_LD,
    Syntax.RDFXML: ox.RdfFormat.RDF_XML,
}


class QueryFault(UsageError):  # noqa: N818 - says what is so
    """A query that is not SPARQL; the message holds ``line:column``."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer of a SELECT: its columns, and its rows in the order the query gives."""

    columns: tuple[str, ...]
    rows: list[tuple[Term | None, ...]]


def parse_file(path: Path, *, graph: str) -> list[Quad]:
    """Parse one Turtle file into quads of the named graph ``graph``, literals as spelt.

    Raises:
        SyntaxDefect: not Turtle, or with forms of RDF 1.2 that other tools refuse.
    """
    return parse_turtle(path.read_bytes(), graph=graph)


def parse_turtle(source: bytes, *, graph: str) -> list[Quad]:
    """Parse Turtle from bytes, as :func:`parse_file`."""
    return in_graph(parse_triples(source), graph)


def in_graph(quads: Iterable[Quad], graph: str) -> list[Quad]:
    """The same triples in a named graph."""
    node = NamedNode(graph)
    return [Quad(subject, predicate, obj, node) for subject, predicate, obj, _ in quads]


def parse_triples(source: bytes) -> list[Quad]:
    """Parse Turtle from bytes into quads of the default graph, literals as spelt.

    Raises:
        SyntaxDefect: as :func:`parse_file`.
    """
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SyntaxDefect(f"not UTF-8: {error.reason}", *of_bad_bytes(error)) from None
    quads = list(read_as(text, Syntax.TURTLE))
    if re.search(_VERSION_LINE, text) and (place := _first_mark(text, "version")) is not None:
        raise _newer(text, place, "a VERSION line")
    return quads


def parse_as(text: str, syntax: Syntax, *, base: str | None = None) -> list[Quad]:
    """Parse a whole document of any syntax; relative IRIs need a ``base``. Nothing is fetched.

    Raises:
        SyntaxDefect: not of that syntax, with a remote context, or with forms of RDF 1.2.
    """
    return list(read_as(text, syntax, base=base))


def read_as(text: str, syntax: Syntax, *, base: str | None = None) -> Iterator[Quad]:
    """As :func:`parse_as`, each quad as it is read: a defect may come behind millions of them."""
    try:
        quads = ox.parse(text, format=_FORMATS[syntax], base_iri=base)
        if not _may_be_newer(text, syntax):
            yield from quads
            return
        for quad in quads:
            obj = quad.object
            if isinstance(obj, Triple) or (isinstance(obj, Literal) and obj.direction is not None):
                what = "a triple term, a reifier or a directional literal"
                raise _newer(text, _first_mark(text, "form"), what)
            yield quad
    except SyntaxError as error:
        message = re.sub(_BETWEEN, "", str(error.msg))
        raise SyntaxDefect(message, error.lineno or 1, error.offset or 1) from None
    except ValueError as error:  # a base that is no IRI
        raise SyntaxDefect(str(error), 1, 1) from None
    except MemoryError:  # pyoxigraph's own bound; it does not say where
        raise SyntaxDefect("a term is longer than 16 MiB", 1, 1) from None


def _may_be_newer(text: str, syntax: Syntax) -> bool:
    """Whether it is worth looking at each quad for what RDF 1.2 alone has."""
    if syntax in {Syntax.JSONLD, Syntax.RDFXML}:
        return True
    if any(mark in text for mark in _NEWER_MARKS):
        return True
    return "--" in text and re.search(_DIRECTED, text) is not None


def _first_mark(text: str, kind: str) -> int | None:
    """Where the first mark of RDF 1.2 stands, outside of comments, strings and IRIs."""
    return next((m.start() for m in re.finditer(_MARKS, text) if m.group(kind)), None)


def _newer(text: str, place: int | None, what: str) -> SyntaxDefect:
    line, column = Lines(text).line_and_column(place or 0)
    message = f"{what}: RDF 1.2, which most tools refuse; write RDF 1.1"
    return SyntaxDefect(message, line, column, newer=True)


def parse_quads(source: bytes) -> list[Quad]:
    """Parse N-Quads that this module wrote."""
    return list(ox.parse(source, format=ox.RdfFormat.N_QUADS))


class Store:
    """An in-memory quad store whose default graph is the union of all its graphs."""

    def __init__(self, quads: Iterable[Quad] = (), *, kept: Path | None = None) -> None:
        """An empty store, or what :meth:`keep` wrote to ``kept``, to be read only.

        Raises:
            OSError: nothing is kept there, or it is damaged.
        """
        try:
            self._store = ox.Store() if kept is None else ox.Store.read_only(str(kept))
        except RuntimeError as error:  # what pyoxigraph raises where the files are damaged
            raise OSError(str(error)) from None
        if quads:
            self._store.extend(quads)

    @staticmethod
    def keep(folder: Path, quads: Iterable[Quad]) -> None:
        """Write the union of all graphs into a new folder, as one graph, to be opened later.

        Raises:
            OSError: it cannot be written.
        """
        kept = ox.Store(str(folder))
        kept.bulk_extend(ox.Quad(q.subject, q.predicate, q.object) for q in quads)
        kept.flush()

    def in_memory(self) -> Store:
        """The same quads in memory."""
        store = Store()
        store._store.bulk_extend(self._store)
        return store

    def __len__(self) -> int:
        return len(self._store)

    def about(self, subject: NamedNode | BlankNode | Triple) -> Iterator[Quad]:
        """The quads of a subject, of every graph."""
        return self._store.quads_for_pattern(subject, None, None, None)

    def add(self, quads: Iterable[Quad]) -> None:
        """Add quads."""
        self._store.extend(quads)

    def remove(self, quads: Iterable[Quad]) -> None:
        """Remove quads; those that are absent are passed over."""
        for quad in quads:
            self._store.remove(quad)

    def update(self, sparql: str) -> None:
        """Carry out a SPARQL update; its default graph is the default graph alone."""
        self._store.update(sparql)

    def query(
        self,
        sparql: str,
        *,
        prefixes: Mapping[str, str] | None = None,
        union: bool = True,
    ) -> Answer:
        """Ask a SPARQL query of the union of all graphs, or else of the default graph.

        SELECT gives :class:`Rows`, ASK a bool, CONSTRUCT and DESCRIBE a list of triples.

        Raises:
            QueryFault: the query is not SPARQL.
        """
        try:
            answer = self._store.query(
                sparql, prefixes=dict(prefixes or {}), use_default_graph_as_union=union
            )
            if isinstance(answer, ox.QuerySolutions):
                columns = tuple(variable.value for variable in answer.variables)
                width = range(len(columns))
                return Rows(columns, [tuple(row[i] for i in width) for row in answer])
            if isinstance(answer, ox.QueryBoolean):
                return bool(answer)
            return list(answer)
        except SyntaxError as error:
            raise QueryFault(_query_message(error, sparql)) from None
        except RuntimeError as error:
            raise QueryFault(f"the query cannot be run: {error}") from None


Answer: TypeAlias = Rows | bool | list[Triple]


def _query_message(error: SyntaxError, sparql: str) -> str:
    """Where a query fails, with the line; what was expected only where that is short to say."""
    text = str(error.msg or error)
    match = re.search(_QUERY_PLACE, text)
    if match is None:
        return f"not SPARQL: {text}"
    line, column = (int(number) for number in match.groups())
    expected = text[match.end() :].strip(" :")
    hint = f": {expected}" if expected and len(expected) <= _SHORT else ""
    source = sparql.splitlines()[line - 1 : line]
    shown = f"\n  {source[0]}\n  {' ' * (column - 1)}^" if source else ""
    return f"query:{line}:{column}: not SPARQL from here on{hint}{shown}"


def sorted_quads(quads: Iterable[Quad]) -> list[Quad]:
    """Quads in an order that does not depend on how they came: by their N-Quads text."""
    return sorted(set(quads), key=str)


def serialize(
    quads: Iterable[Quad],
    *,
    format: str,  # noqa: A002 - what everybody calls it
    prefixes: Mapping[str, str] | None = None,
) -> bytes:
    """Write quads sorted, as ``nquads``, or without their graphs as ``ntriples`` or ``turtle``."""
    ordered = sorted_quads(quads)
    if format == "nquads":
        return "".join(f"{quad} .\n" for quad in ordered).encode()
    triples = dict.fromkeys(Triple(q.subject, q.predicate, q.object) for q in ordered)
    if format == "ntriples":
        return "".join(f"{line} .\n" for line in sorted(map(str, triples))).encode()
    if format == "turtle":
        output = ox.serialize(
            sorted(triples, key=str), format=ox.RdfFormat.TURTLE, prefixes=dict(prefixes or {})
        )
        return output or b""
    raise ValueError(f"no such format: {format}")


def with_lasting_blank_nodes(triples: Iterable[Triple]) -> list[Triple]:
    """The distinct triples, their blank nodes named by RDFC-1.0: alike however they came.

    https://www.w3.org/TR/rdf-canon/; an engine names the blank nodes of an answer at random.
    """
    distinct = dict.fromkeys(triples)
    if not any(isinstance(t, BlankNode) for triple in distinct for t in (triple[0], triple[2])):
        return list(distinct)
    dataset = ox.Dataset(Quad(*triple) for triple in distinct)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return [Triple(quad.subject, quad.predicate, quad.object) for quad in dataset]


def term_text(term: Term) -> str:
    """A term in N-Triples form, which is also its SPARQL form."""
    return str(term)
