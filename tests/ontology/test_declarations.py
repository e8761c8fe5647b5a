"""Every term, concept and prefix is declared once, whole, and in both languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, BNode, Literal, URIRef

from kusei.terms import KUSEI, PREFIXES
from tests.ontology.term_use import (
    ONTOLOGY,
    ONTOLOGY_FILES,
    OWN_TYPES,
    ROOT,
    SCHEME_FILES,
    TEXT_FILES,
    concepts,
    graph,
    own_terms,
    reused_terms,
)

if TYPE_CHECKING:
    from pathlib import Path

    from rdflib import Graph
    from rdflib.term import Node

_DECLARATION = re.compile(
    r"^\s*(?:@prefix|PREFIX)\s+(\w*):\s*<([^>]*)>", re.MULTILINE | re.IGNORECASE
)
_TERMS = [pytest.param(iri, id=local) for local, iri in own_terms().items()]
_CONCEPTS = [pytest.param(KUSEI + local, files, id=local) for local, files in concepts().items()]


def _named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _languages(declared: Graph, subject: Node, predicate: Node) -> list[str]:
    found = [value for value in declared.objects(subject, predicate) if str(value).strip()]
    return sorted(str(v.language) for v in found if isinstance(v, Literal))


def test_one_ontology() -> None:
    """The folder holds exactly one ontology, with title, licence and version."""
    found = [(path, s) for path in ONTOLOGY_FILES for s in graph(path)[: RDF.type : OWL.Ontology]]
    assert found == [(ONTOLOGY / "kusei.ttl", URIRef("https://w3id.org/kusei/ontology"))]
    header = graph(ONTOLOGY / "kusei.ttl")
    stated = {str(p).rpartition("/")[2] for p in header.predicates(found[0][1])}
    assert {"title", "license", "description"} <= stated
    assert _languages(header, found[0][1], URIRef(PREFIXES["dct"] + "title")) == ["en", "ja"]


def test_terms_are_found() -> None:
    """The scan that the tests below run over finds the terms it should."""
    assert {"ChangeEvent", "Passage", "when", "holder", "until"} <= own_terms().keys()
    assert {"reported", "each", "inCharge"} <= concepts().keys()


@pytest.mark.parametrize("iri", _TERMS)
def test_term_is_declared_whole(iri: str) -> None:
    """A term is of one type, has one label and definition a language, and names its ontology."""
    declared, term = graph(ONTOLOGY / "kusei.ttl"), URIRef(iri)
    assert iri.startswith(KUSEI)
    assert len([k for k in OWN_TYPES if (term, RDF.type, k) in declared]) == 1
    assert _languages(declared, term, RDFS.label) == ["en", "ja"]
    assert _languages(declared, term, SKOS.definition) == ["en", "ja"]
    assert declared.value(term, RDFS.isDefinedBy) == URIRef("https://w3id.org/kusei/ontology")


@pytest.mark.parametrize("iri", _TERMS)
def test_term_is_spelt_by_its_type(iri: str) -> None:
    """A class begins with a capital, a property with a small letter: no two differ by case only."""
    is_class = (URIRef(iri), RDF.type, OWL.Class) in graph(ONTOLOGY / "kusei.ttl")
    local = iri.removeprefix(KUSEI)
    assert local[0].isupper() == is_class
    same = [other for other in (*own_terms(), *concepts()) if other.casefold() == local.casefold()]
    # A class and the property that takes it may share a word: Duty and duty, Name and name.
    assert len({name[0].isupper() for name in same}) == len(same)


@pytest.mark.parametrize("iri", _TERMS)
def test_term_refers_to_declared_classes(iri: str) -> None:
    """A domain, range or parent is a term of ours, one that is re-used, or a datatype."""
    declared, term = graph(ONTOLOGY / "kusei.ttl"), URIRef(iri)
    above = (RDFS.domain, RDFS.range, RDFS.subClassOf, RDFS.subPropertyOf)
    named = {str(value) for predicate in above for value in declared.objects(term, predicate)}
    known = {*own_terms().values(), *reused_terms(), PREFIXES["edtf"] + "EDTF"}
    known.add(str(RDF.langString))
    assert {n for n in named if not n.startswith(PREFIXES["xsd"])} <= known
    is_literal = str(declared.value(term, RDFS.range) or "").startswith(
        (PREFIXES["xsd"], PREFIXES["edtf"], str(RDF.langString))
    )
    if declared.value(term, RDFS.range) is not None:
        assert is_literal == ((term, RDF.type, OWL.DatatypeProperty) in declared)


@pytest.mark.parametrize(("iri", "files"), _CONCEPTS)
def test_concept_is_declared_whole(iri: str, files: list[Path]) -> None:
    """A concept stands in one file and one scheme, with label, definition and notation."""
    assert len(files) == 1
    declared, concept = graph(files[0]), URIRef(iri)
    scheme = URIRef(f"https://w3id.org/kusei/scheme/{files[0].stem}")
    assert list(declared.objects(concept, SKOS.inScheme)) == [scheme]
    assert list(declared.objects(concept, SKOS.topConceptOf)) == [scheme]
    assert _languages(declared, concept, SKOS.prefLabel) == ["en", "ja"]
    assert _languages(declared, concept, SKOS.definition) == ["en", "ja"]
    notations = [str(n) for n in declared.objects(concept, SKOS.notation)]
    assert len(notations) == 1
    assert re.fullmatch(r"[a-z][a-z0-9-]*", notations[0])
    assert len(list(declared.subjects(SKOS.notation, Literal(notations[0])))) == 1


@pytest.mark.parametrize("path", SCHEME_FILES, ids=_named)
def test_one_scheme_a_file(path: Path) -> None:
    """A file of schemes/ holds one scheme, named after the file, in both languages, not empty."""
    declared = graph(path)
    if path.stem == "sorts":  # by which word an answer says what sort of thing a thing is
        assert {predicate for _, predicate, _ in declared} == {SKOS.notation}
        return
    scheme = URIRef(f"https://w3id.org/kusei/scheme/{path.stem}")
    assert list(declared.subjects(RDF.type, SKOS.ConceptScheme)) == [scheme]
    assert _languages(declared, scheme, SKOS.prefLabel) == ["en", "ja"]
    assert _languages(declared, scheme, SKOS.definition) == ["en", "ja"]
    members = set(declared.subjects(SKOS.inScheme, scheme))
    assert members
    assert members == set(declared.subjects(RDF.type, SKOS.Concept))


def test_names_are_disjoint() -> None:
    """No IRI is both a concept and a class or property."""
    assert own_terms().keys() & concepts().keys() == set()


@pytest.mark.parametrize("path", ONTOLOGY_FILES, ids=_named)
def test_no_blank_node(path: Path) -> None:
    """Nothing in the ontology is without a name."""
    assert [t for triple in graph(path) for t in triple if isinstance(t, BNode)] == []


def test_nothing_of_a_ward() -> None:
    """The ontology says nothing of any one ward: all that it names there is a prefix."""
    ward = PREFIXES["minato"]
    named = [str(t) for path in ONTOLOGY_FILES for s in graph(path) for t in s]
    assert [name for name in named if name.startswith(ward) and name != ward] == []


@pytest.mark.parametrize("iri", [pytest.param(i, id=i) for i in sorted(reused_terms())])
def test_reused_term_is_declared_whole(iri: str) -> None:
    """A term of another vocabulary names it, and has a label in both languages."""
    declared, term = graph(ONTOLOGY / "reused.ttl"), URIRef(iri)
    assert _languages(declared, term, RDFS.label) == ["en", "ja"]
    vocabulary = str(declared.value(term, RDFS.isDefinedBy))
    assert vocabulary in PREFIXES.values()
    assert iri.startswith(vocabulary)
    kinds = {OWL.ObjectProperty, OWL.DatatypeProperty} & set(declared.objects(term, RDF.type))
    assert len(kinds) == int((term, RDF.type, RDF.Property) in declared)


def test_prefixes_are_the_list() -> None:
    """``prefixes.ttl`` declares the prefixes of ``kusei/terms.py``, no more and no fewer."""
    declared = graph(ONTOLOGY / "prefixes.ttl")
    listed = list(declared.objects(URIRef("https://w3id.org/kusei/prefixes"), SH.declare))
    found = {
        str(declared.value(node, SH.prefix)): str(declared.value(node, SH.namespace))
        for node in listed
    }
    assert found == PREFIXES
    assert len(listed) == len(PREFIXES)


@pytest.mark.parametrize("path", TEXT_FILES, ids=_named)
def test_file_declares_prefixes_of_the_list(path: Path) -> None:
    """A .ttl or .rq declares each prefix that it uses itself, once, and only from the list."""
    declared = _DECLARATION.findall(path.read_text("utf-8"))
    assert len({prefix for prefix, _ in declared}) == len(declared)
    assert {p: ns for p, ns in declared if PREFIXES.get(p) != ns} == {}
