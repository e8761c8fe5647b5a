"""The passages of a graph, with the copies they were read in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.evidence.quotes import Selector
from kusei.graph.index import GraphIndex
from kusei.sources.reading.source_text import Media

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kusei.graph.store import Quad

_CHECK_FIELDS: Final = (
    "checks",
    "result",
    "occurrences",
    "selectorSha256",
    "copySha256",
    "reader",
    "normaliser",
)
_MEDIA: Final = {f"https://www.iana.org/assignments/media-types/{media}": media for media in Media}
_READ: Final = {
    terms.RDF_TYPE,
    terms.OA + "hasSource",
    terms.DCAT + "mediaType",
    terms.PROV + "specializationOf",
    *(
        terms.KUSEI + name
        for name in ("exact", "prefix", "suffix", "page", "under", "locator", "sha256")
    ),
    *(terms.KUSEI + name for name in _CHECK_FIELDS),
}


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that quotes, or names a place in a law.

    ``copy_sha256`` is None where no copy of its source is recorded; ``source`` is the IRI of copy
    or document, empty where the graph describes none.
    """

    iri: str
    selector: Selector
    copy_sha256: str | None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Copy:
    """A recorded copy: its IRI, the hash of its bytes, the document it is a copy of.

    ``media`` is the type that it is recorded with, None where that is none that kusei reads.
    """

    iri: str
    sha256: str
    document: str
    media: Media | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A recorded check, as it stands in ``verification.ttl``."""

    iri: str
    passage: str
    result: str
    occurrences: str
    selector_sha256: str
    copy_sha256: str
    reader: str
    normaliser: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """The passages that quote or locate, the recorded checks and the copies, in order of IRI.

    ``under`` is the heading of each passage that stands under one, also of those that quote
    and locate nothing; ``named`` are the IRIs of all passages.
    """

    passages: tuple[Passage, ...]
    checks: tuple[Check, ...]
    copies: tuple[Copy, ...]
    under: Mapping[str, str]
    named: frozenset[str]


def quoted(quads: Iterable[Quad]) -> Quoted:
    """Collect passages, checks and copies from curated quads."""
    index = GraphIndex(quad for quad in quads if quad.predicate.value in _READ)

    def last(iri: str, predicate: str) -> str:
        return next(reversed(index.values(iri, predicate)), "")

    def of(iri: str, name: str) -> str:
        return last(iri, terms.KUSEI + name)

    def typed(name: str) -> list[str]:
        return sorted(set(index.of_class(terms.KUSEI + name)))

    named = typed("Passage")

    def passage(iri: str) -> Passage:
        page = of(iri, "page")
        source = last(iri, terms.OA + "hasSource")
        selector = Selector(
            of(iri, "exact"),
            of(iri, "prefix"),
            of(iri, "suffix"),
            int(page) if page.isdecimal() else None,
            of(iri, "under"),
            of(iri, "locator"),
        )
        held = of(source, "sha256") or None
        return Passage(iri, selector, held, source if index.objects(source, terms.RDF_TYPE) else "")

    return Quoted(
        passages=tuple(passage(iri) for iri in named if of(iri, "exact") or of(iri, "locator")),
        checks=tuple(
            Check(iri, *(of(iri, name) for name in _CHECK_FIELDS)) for iri in typed("Check")
        ),
        copies=tuple(
            Copy(
                iri,
                of(iri, "sha256"),
                last(iri, terms.PROV + "specializationOf"),
                _MEDIA.get(last(iri, terms.DCAT + "mediaType")),
            )
            for iri in typed("Copy")
            if of(iri, "sha256")
        ),
        under={iri: of(iri, "under") for iri in named if of(iri, "under")},
        named=frozenset(named),
    )
