"""The ontology as values: what the JSON-LD context and the reference of terms are made from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.findings import Text
from kusei.graph.index import GraphIndex
from kusei.graph.store import BlankNode, parse_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class TermKind(StrEnum):
    """What a term is; ``PROPERTY`` is one whose values are neither all things nor all literals."""

    CLASS = "class"
    OBJECT_PROPERTY = "object property"
    DATATYPE_PROPERTY = "datatype property"
    PROPERTY = "property"


@dataclass(frozen=True, slots=True, kw_only=True)
class VocabularyTerm:
    """A class or property, of our own or re-used; ``parents`` are classes or properties above."""

    iri: str
    kind: TermKind
    label: Text
    definition: Text | None
    domain: str | None
    range: str | None
    parents: tuple[str, ...]
    symmetric: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A concept of a scheme."""

    iri: str
    label: Text
    definition: Text
    notation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A concept scheme; ``concepts`` are in the order of their IRIs, ``name`` is its file's."""

    iri: str
    name: str
    label: Text
    definition: Text
    concepts: tuple[Concept, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The whole ontology; ``own``, ``reused`` and ``schemes`` are in the order of their IRIs."""

    iri: str
    version: str
    title: Text
    description: Text
    own: tuple[VocabularyTerm, ...]
    reused: tuple[VocabularyTerm, ...]
    schemes: tuple[Scheme, ...]
    prefixes: Mapping[str, str]


_SCHEME: Final = terms.BASE + "scheme/"
_KINDS: Final = (  # the first that fits: a re-used property is an rdf:Property besides
    (terms.OWL + "Class", TermKind.CLASS),
    (terms.RDFS + "Class", TermKind.CLASS),
    (terms.OWL + "ObjectProperty", TermKind.OBJECT_PROPERTY),
    (terms.OWL + "DatatypeProperty", TermKind.DATATYPE_PROPERTY),
    (terms.RDF + "Property", TermKind.PROPERTY),
)


class _Node:
    """What a file says of one subject."""

    def __init__(self, iri: str, index: GraphIndex) -> None:
        self.iri = iri
        self._index = index

    def all(self, predicate: str) -> tuple[str, ...]:
        return tuple(sorted(self._index.values(self.iri, predicate)))

    def one(self, predicate: str) -> str:
        values = self.all(predicate)
        if len(values) != 1:
            raise ValueError(f"{self.iri} has {len(values)} values of {predicate}, not one")
        return values[0]

    def at_most_one(self, predicate: str) -> str | None:
        return self.one(predicate) if self.has(predicate) else None

    def text(self, predicate: str) -> Text:
        said = self._index.texts(self.iri, predicate)
        if not {"ja", "en"} <= said.keys():
            raise ValueError(f"{self.iri} lacks {predicate} in Japanese or in English")
        return Text(ja=said["ja"], en=said["en"])

    def has(self, predicate: str) -> bool:
        return bool(self._index.objects(self.iri, predicate))


def read_vocabulary(folder: Path) -> Vocabulary:
    """Read the ontology from its folder (``kusei.ttl``, ``reused.ttl``, ``schemes/`` and so on).

    Raises:
        SyntaxDefect: a file is not Turtle.
        ValueError: a term lacks what every term has, as its definition in both languages.
    """
    own = _read(folder / "kusei.ttl")
    reused = _read(folder / "reused.ttl")
    ontologies = [node for node in own.values() if _is_a(node, terms.OWL + "Ontology")]
    if len(ontologies) != 1:
        raise ValueError(f"kusei.ttl holds {len(ontologies)} ontologies, not one")
    (ontology,) = ontologies
    return Vocabulary(
        iri=ontology.iri,
        version=ontology.one(terms.OWL + "versionInfo"),
        title=ontology.text(terms.DCT + "title"),
        description=ontology.text(terms.DCT + "description"),
        own=_terms(own),
        reused=_terms(reused),
        schemes=tuple(
            scheme
            for path in sorted((folder / "schemes").glob("*.ttl"))
            if (scheme := _scheme(path)) is not None
        ),
        prefixes={
            node.one(terms.SH + "prefix"): node.one(terms.SH + "namespace")
            for node in _read(folder / "prefixes.ttl").values()
            if node.has(terms.SH + "prefix")
        },
    )


def _read(path: Path) -> dict[str, _Node]:
    quads = parse_file(path, graph=terms.GRAPH + "ontology/" + path.name)
    for quad in quads:
        if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
            raise ValueError(f"{path.name} holds a blank node: {quad}")  # noqa: TRY004 - bad data
    index = GraphIndex(quads)
    return {iri: _Node(iri, index) for iri in sorted(index)}


def _is_a(node: _Node, iri: str) -> bool:
    return iri in node.all(terms.RDF_TYPE)


def _terms(nodes: Mapping[str, _Node]) -> tuple[VocabularyTerm, ...]:
    return tuple(
        _term(node, kind)
        for node in nodes.values()
        if (kind := next((k for iri, k in _KINDS if _is_a(node, iri)), None)) is not None
    )


def _term(node: _Node, kind: TermKind) -> VocabularyTerm:
    definition = terms.SKOS + "definition"
    above = "subClassOf" if kind is TermKind.CLASS else "subPropertyOf"
    return VocabularyTerm(
        iri=node.iri,
        kind=kind,
        label=node.text(terms.RDFS_LABEL),
        definition=node.text(definition) if node.has(definition) else None,
        domain=node.at_most_one(terms.RDFS + "domain"),
        range=node.at_most_one(terms.RDFS + "range"),
        parents=node.all(terms.RDFS + above),
        symmetric=_is_a(node, terms.OWL + "SymmetricProperty"),
    )


def _scheme(path: Path) -> Scheme | None:
    """The concept scheme of a file; None of ``sorts.ttl``, which declares none."""
    nodes = _read(path)
    scheme = nodes.get(_SCHEME + path.stem)
    if scheme is None:
        return None
    return Scheme(
        iri=scheme.iri,
        name=path.stem,
        label=scheme.text(terms.SKOS + "prefLabel"),
        definition=scheme.text(terms.SKOS + "definition"),
        concepts=tuple(
            Concept(
                iri=node.iri,
                label=node.text(terms.SKOS + "prefLabel"),
                definition=node.text(terms.SKOS + "definition"),
                notation=node.one(terms.SKOS + "notation"),
            )
            for node in nodes.values()
            if scheme.iri in node.all(terms.SKOS + "inScheme")
        ),
    )
