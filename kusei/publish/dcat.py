"""Describe a release in DCAT 3 (https://www.w3.org/TR/vocab-dcat-3/), without blank nodes.

No time stamp is written: the same input is to give the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.findings import Text
from kusei.graph.index import GraphIndex
from kusei.graph.store import Literal, NamedNode, Triple
from kusei.publish.checksums import sha256
from kusei.publish.wording import description, distribution_title, rights

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kusei.dataset.files import Config
    from kusei.graph.store import Quad

LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"
ONTOLOGY: Final = terms.KUSEI.rstrip("#")
_MEDIA: Final = "https://www.iana.org/assignments/media-types/"
_TYPES: Final = {
    ".ttl": _MEDIA + "text/turtle",
    ".jsonld": _MEDIA + "application/ld+json",
    ".nq": _MEDIA + "application/n-quads",
}
_LANGUAGES: Final = "http://publications.europa.eu/resource/authority/language/"
_KEPT: Final = tuple(
    NamedNode(iri)
    for iri in (
        terms.RDF_TYPE,
        terms.RDFS_LABEL,
        terms.DCT + "title",
        terms.DCT + "publisher",
        terms.DCT + "identifier",
        terms.DCT + "source",
        terms.FOAF + "page",
        terms.DCAT + "landingPage",
        terms.DCAT + "downloadURL",
    )
)
"""What is repeated of a source document, so that the description can be read alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What there is to describe: the data files, and the facts of the release.

    ``triples`` counts the distinct curated and derived ones.
    """

    config: Config
    files: Mapping[str, bytes]
    curated: Sequence[Quad]
    triples: tuple[int, int]
    errors: int

    @property
    def address(self) -> str:
        """The IRI of this version of the dataset; its files lie below it."""
        return f"{self.config.base}release/{self.config.ward}/{self.config.version}"


def describe(release: Described) -> list[Triple]:
    """The DCAT description of a release, in no particular order."""
    return [*_dataset(release), *_distributions(release), *_sources(release)]


def _dataset(release: Described) -> Iterator[Triple]:
    config = release.config
    this = _Subject(release.address)
    shapes = _Subject(config.base + "shapes")
    statement = _Subject(release.address + "#rights")
    yield from this.is_a(terms.DCAT + "Dataset")
    yield from this.says(terms.DCT + "title", config.title)
    yield from this.says(
        terms.DCT + "description", description(*release.triples, errors=release.errors)
    )
    yield this.has(terms.DCAT + "version", Literal(config.version))
    yield this.to(terms.DCT + "isVersionOf", f"{config.base}release/{config.ward}")
    yield this.to(terms.DCT + "license", LICENCE)
    yield this.to(terms.DCT + "rights", statement.iri)
    yield from this.links(terms.DCT + "language", [_LANGUAGES + "ENG", _LANGUAGES + "JPN"])
    yield from this.links(terms.DCT + "conformsTo", [ONTOLOGY, shapes.iri])
    yield this.to(terms.DCT + "subject", f"{config.base}id/{config.ward}/ward")
    yield from this.links(terms.DCT + "source", _documents(release.curated))
    yield from this.links(
        terms.DCAT + "distribution", [_distribution(release, name) for name in release.files]
    )
    yield from statement.is_a(terms.DCT + "RightsStatement")
    yield from statement.says(terms.RDFS_LABEL, rights())
    yield from _Subject(ONTOLOGY).is_a(terms.DCT + "Standard")
    yield from _Subject(ONTOLOGY).says(
        terms.DCT + "title", Text("kusei オントロジー", "The kusei ontology")
    )
    yield from shapes.is_a(terms.DCT + "Standard")
    yield from shapes.says(terms.DCT + "title", Text("kusei の SHACL シェイプ", "The kusei shapes"))


def _distribution(release: Described, name: str) -> str:
    return f"{release.address}/{name}#distribution"


def _distributions(release: Described) -> Iterator[Triple]:
    for name, content in release.files.items():
        this = _Subject(_distribution(release, name))
        checksum = _Subject(f"{release.address}/{name}#checksum")
        yield from this.is_a(terms.DCAT + "Distribution")
        yield from this.says(terms.DCT + "title", distribution_title(name))
        yield this.to(terms.DCAT + "downloadURL", f"{release.address}/{name}")
        yield this.to(terms.DCAT + "mediaType", _TYPES[name[name.rindex(".") :]])
        yield this.has(
            terms.DCAT + "byteSize",
            Literal(str(len(content)), datatype=NamedNode(terms.XSD + "nonNegativeInteger")),
        )
        yield this.to(terms.DCT + "license", LICENCE)
        yield this.to(terms.DCT + "rights", release.address + "#rights")
        yield this.to(terms.SPDX + "checksum", checksum.iri)
        yield from checksum.is_a(terms.SPDX + "Checksum")
        yield checksum.to(terms.SPDX + "algorithm", terms.SPDX + "checksumAlgorithm_sha256")
        yield checksum.has(
            terms.SPDX + "checksumValue",
            Literal(sha256(content), datatype=NamedNode(terms.XSD + "hexBinary")),
        )


def _documents(curated: Iterable[Quad]) -> set[str]:
    """The IRIs of the documents that passages are quoted from, directly or from a copy."""
    index = GraphIndex(curated)
    return {
        document
        for passage in index
        for source in index.iris(passage, terms.OA + "hasSource")
        for document in index.iris(source, terms.PROV + "specializationOf")[-1:] or [source]
    }


def _sources(release: Described) -> Iterator[Triple]:
    documents = _documents(release.curated)
    for quad in release.curated:
        subject = quad.subject
        if (
            isinstance(subject, NamedNode)
            and subject.value in documents
            and quad.predicate in _KEPT
        ):
            yield Triple(subject, quad.predicate, quad.object)


class _Subject:
    """A resource of the description, to say things of."""

    def __init__(self, iri: str) -> None:
        self.iri = iri
        self._node = NamedNode(iri)

    def has(self, predicate: str, value: Literal | NamedNode) -> Triple:
        return Triple(self._node, NamedNode(predicate), value)

    def to(self, predicate: str, iri: str) -> Triple:
        return self.has(predicate, NamedNode(iri))

    def links(self, predicate: str, iris: Iterable[str]) -> Iterator[Triple]:
        return (self.to(predicate, iri) for iri in iris)

    def is_a(self, *classes: str) -> Iterator[Triple]:
        return self.links(terms.RDF_TYPE, classes)

    def says(self, predicate: str, text: Text) -> Iterator[Triple]:
        yield self.has(predicate, Literal(text.ja, language="ja"))
        yield self.has(predicate, Literal(text.en, language="en"))
