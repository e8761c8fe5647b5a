"""Graphs as text (the answers of CONSTRUCT and DESCRIBE): equal graphs give the same bytes.

Triples are sorted, and blank nodes, which an engine names anew in each answer, get names that
follow from the graph alone (RDFC-1.0).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kusei.answers.limits import Limit
from kusei.errors import InvalidValue
from kusei.graph.store import (
    BlankNode,
    Literal,
    NamedNode,
    Triple,
    term_text,
    with_lasting_blank_nodes,
)
from kusei.terms import PREFIXES, RDF, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

GRAPH_FORMATS: Final = ("turtle", "ntriples", "jsonld")
"""The formats of graphs (CONSTRUCT, DESCRIBE)."""

_UNWRITTEN: Final = frozenset({XSD + "string", RDF + "langString"})


def ordered(
    triples: Iterable[Triple], most: int | None = None
) -> tuple[list[Triple], Limit | None]:
    """The distinct triples in the order of their N-Triples text, at most so many of them.

    Raises:
        InvalidValue: one holds a triple term, which RDF 1.1 has no form for.
    """
    distinct = list(triples)
    for triple in distinct:
        if isinstance(triple.subject, Triple) or isinstance(triple.object, Triple):
            raise InvalidValue(f"a triple term is RDF 1.2, and has no place here: {triple}")
    named = sorted(with_lasting_blank_nodes(distinct), key=str)
    if most is None or len(named) <= most:
        return named, None
    return named[:most], Limit(most, len(named))


def graph_text(triples: Iterable[Triple], form: str) -> str:
    """Triples in one of :data:`GRAPH_FORMATS`, sorted; only the prefixes used are declared."""
    kept, _ = ordered(triples)
    if form == "ntriples":
        return "".join(f"{triple} .\n" for triple in kept)
    if form == "jsonld":
        from kusei.writing.json_ld import write_json_ld

        return write_json_ld(kept, _context(kept), blank_nodes=True)
    from kusei.writing.turtle import write_turtle

    return write_turtle(kept, blank_nodes=True)


def _context(triples: Iterable[Triple]) -> dict[str, str]:
    """The prefixes of the list that shorten a name of these triples."""
    iris = {iri for triple in triples for iri in _iris(triple)}
    return {
        prefix: namespace
        for prefix, namespace in sorted(PREFIXES.items())
        if any(iri.startswith(namespace) for iri in iris)
        # An IRI whose scheme is spelt like a prefix would be read as a shortened name.
        and not any(iri.startswith(f"{prefix}:") for iri in iris)
    }


def _iris(triple: Triple) -> Iterator[str]:
    for term in (triple.subject, triple.predicate, triple.object):
        if isinstance(term, NamedNode):
            yield term.value
        elif isinstance(term, Literal):
            if term.datatype.value not in _UNWRITTEN:
                yield term.datatype.value
        elif not isinstance(term, BlankNode):  # refused before, when the triples were ordered
            raise InvalidValue(term_text(term))
