"""The documents of a graph and their copies: what there is to hold, to fetch and to read."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.errors import UnknownName
from kusei.graph.index import GraphIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kusei.graph.store import Quad

_READ: Final = {
    terms.RDF_TYPE,
    terms.DCT + "title",
    terms.DCT + "source",
    terms.DCT + "type",
    terms.DCAT + "mediaType",
    terms.FOAF + "page",
    terms.KUSEI + "sha256",
    terms.OA + "hasSource",
    terms.PROV + "specializationOf",
}


@dataclass(frozen=True, slots=True)
class RecordedCopy:
    """A copy as the graph records it; ``quotes`` counts the passages read in it."""

    iri: str
    sha256: str
    media_type: str
    is_transcription: bool
    quotes: int


@dataclass(frozen=True, slots=True)
class Source:
    """A document: ``addresses`` are its own pages first, then where its copies were got."""

    iri: str
    title: str
    addresses: tuple[str, ...]
    copies: tuple[RecordedCopy, ...]

    @property
    def name(self) -> str:
        """The name that people type: ``x`` of ``…/document-x``."""
        return local_name(self.iri).removeprefix("document-")


def local_name(iri: str) -> str:
    """What stands after the last slash of an IRI."""
    return iri.rpartition("/")[2]


def sources(quads: Iterable[Quad]) -> list[Source]:
    """The documents of a graph in order of IRI, each with its copies in order of IRI."""
    index = GraphIndex(quad for quad in quads if quad.predicate.value in _READ)

    def of(iri: str, predicate: str) -> list[str]:
        return sorted(index.values(iri, predicate))

    def first(iri: str, predicate: str) -> str:
        return next(iter(of(iri, predicate)), "")

    def typed(name: str) -> list[str]:
        return sorted(set(index.of_class(terms.KUSEI + name)))

    copies: dict[str, list[str]] = defaultdict(list)
    for copy in typed("Copy"):
        copies[first(copy, terms.PROV + "specializationOf")].append(copy)
    return [
        Source(
            document,
            first(document, terms.DCT + "title"),
            tuple(
                dict.fromkeys(
                    [
                        *of(document, terms.FOAF + "page"),
                        *(a for c in copies[document] for a in of(c, terms.DCT + "source")),
                    ]
                )
            ),
            tuple(
                RecordedCopy(
                    copy,
                    first(copy, terms.KUSEI + "sha256"),
                    "/".join(first(copy, terms.DCAT + "mediaType").split("/")[-2:]),
                    terms.KUSEI + "transcription" in of(copy, terms.DCT + "type"),
                    len(index.pointing_to(copy, terms.OA + "hasSource")),
                )
                for copy in copies[document]
            ),
        )
        for document in typed("Document")
    ]


def named(typed: str, known: Sequence[Source]) -> Source:
    """The document named by IRI, prefixed name, local name, or that without ``document-``.

    Raises:
        UnknownName: there is none of that name; the message lists those there are.
    """
    for source in known:
        if typed in {source.iri, terms.compact(source.iri), local_name(source.iri), source.name}:
            return source
    names = ", ".join(source.name for source in known) or "none"
    raise UnknownName(f"no document is named {typed!r}; there are: {names}")
