"""The published JSON-LD context: plain names, read back to the same triples by rdflib."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pytest
from rdflib import RDF, Graph, URIRef

from docs.generating.context import context_of, json_ld_context
from docs.generating.vocabulary import TermKind, Vocabulary, VocabularyTerm, read_vocabulary
from kusei import terms
from kusei.graph.rdf_graph import graph_of
from kusei.graph.store import Literal, NamedNode, Triple
from kusei.writing.json_ld import write_json_ld
from tests.ontology.term_use import ONTOLOGY, own_terms, reused_terms

if TYPE_CHECKING:
    from kusei.graph.store import Term

_IRIS: Final = sorted({*own_terms().values(), *reused_terms()})
_CLASSES: Final = [iri for iri in _IRIS if terms.compact(iri).partition(":")[2][0].isupper()]
_PROPERTIES: Final = [iri for iri in _IRIS if iri not in {*_CLASSES, terms.RDF_TYPE}]
_SUBJECT: Final = NamedNode(terms.ID + "minato/event-2009-04-kumin-ka")
_VALUES: Final = {
    terms.EDTF_DATE: "[2017-04..2019-03]",
    terms.XSD_DATE: "2009-04-01",
    terms.XSD + "boolean": "true",
    terms.XSD + "positiveInteger": "7",
    terms.XSD + "nonNegativeInteger": "0",
}


def _values(term: VocabularyTerm) -> list[Term]:
    """Values that a property takes, of every sort that its declaration leaves open."""
    if term.kind is TermKind.OBJECT_PROPERTY:
        concept = NamedNode(terms.KUSEI + "reported")
        return [NamedNode(terms.ID + "minato/kind-kumin-ka"), concept, NamedNode("tel:+81-3")]
    if term.range in _VALUES:
        return [Literal(_VALUES[term.range], datatype=NamedNode(term.range))]
    plain, tagged = Literal("区民課"), Literal("くみんか", language="ja-Hira")
    return [plain, tagged, Literal("Residents' Section", language="en")]


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    """The ontology of the project."""
    return read_vocabulary(ONTOLOGY)


@pytest.fixture(scope="module")
def declared(vocabulary: Vocabulary) -> dict[str, VocabularyTerm]:
    """Every term of the vocabulary by its IRI."""
    return {term.iri: term for term in (*vocabulary.own, *vocabulary.reused)}


@pytest.fixture(scope="module")
def context() -> dict[str, object]:
    """What stands under ``@context``."""
    return json_ld_context(ONTOLOGY)


def test_context_holds_every_own_term(context: dict[str, object]) -> None:
    """Each class and property of ours has its plain name, and each prefix stands for itself."""
    names = own_terms().keys()
    assert names <= context.keys()
    assert {p: context[p] for p in terms.PREFIXES} == terms.PREFIXES
    assert all(":" in name for name in context.keys() - names - {*terms.PREFIXES, "@version"})


@pytest.mark.parametrize("iri", _PROPERTIES, ids=terms.compact)
def test_property_round_trips(
    iri: str, declared: dict[str, VocabularyTerm], context: dict[str, object]
) -> None:
    """Whatever a property may take comes back from JSON-LD as the same triples."""
    triples = [Triple(_SUBJECT, NamedNode(iri), value) for value in _values(declared[iri])]
    found = Graph().parse(data=write_json_ld(triples, context), format="json-ld")
    assert set(found) == set(graph_of(triples))
    assert len(found) == len(triples)


@pytest.mark.parametrize("iri", _CLASSES, ids=terms.compact)
def test_class_round_trips(iri: str, context: dict[str, object]) -> None:
    """A class of ours is written by its plain name, and comes back as itself."""
    triple = Triple(_SUBJECT, NamedNode(terms.RDF_TYPE), NamedNode(iri))
    document = write_json_ld([triple], context)
    (node,) = json.loads(document)["@graph"]
    assert node["@type"] == terms.compact(iri).removeprefix("kusei:")
    found = Graph().parse(data=document, format="json-ld")
    assert set(found) == {(URIRef(_SUBJECT.value), RDF.type, URIRef(iri))}


def test_graph_of_all_properties_round_trips(
    declared: dict[str, VocabularyTerm], context: dict[str, object]
) -> None:
    """One document that uses every property, and rdflib's own writer, lose no triple either."""
    triples = [
        Triple(_SUBJECT, NamedNode(iri), value)
        for iri in _PROPERTIES
        for value in _values(declared[iri])
    ]
    original = graph_of(triples)
    found = Graph().parse(data=write_json_ld(triples, context), format="json-ld")
    assert set(found) == set(original)
    written = original.serialize(format="json-ld", context=context, auto_compact=False)
    assert set(Graph().parse(data=written, format="json-ld")) == set(original)


def test_hand_written_document_is_read(context: dict[str, object]) -> None:
    """A person may write plain names and values: they mean things, dates and days."""
    document = {
        "@context": context,
        "@id": "minato:event-2009-04-kumin-ka",
        "@type": "Renaming",
        "when": "2009-04",
        "status": "kusei:reported",
        "reason": {"@value": "よりわかりやすい名称", "@language": "ja"},
        "prov:generated": ["minato:name-kind-kumin-ka-2"],
        "certainFrom": "2009-04-30",
    }
    turtle = f"""
        @prefix edtf: <{terms.EDTF}> . @prefix kusei: <{terms.KUSEI}> .
        @prefix minato: <{terms.ID}minato/> . @prefix prov: <{terms.PROV}> .
        @prefix xsd: <{terms.XSD}> .
        minato:event-2009-04-kumin-ka a kusei:Renaming ;
            kusei:when "2009-04"^^edtf:EDTF ; kusei:status kusei:reported ;
            kusei:reason "よりわかりやすい名称"@ja ;
            prov:generated minato:name-kind-kumin-ka-2 ;
            kusei:certainFrom "2009-04-30"^^xsd:date ."""
    found = Graph().parse(data=json.dumps(document), format="json-ld")
    assert set(found) == set(Graph().parse(data=turtle, format="turtle"))


def test_name_of_a_prefix_is_refused(vocabulary: Vocabulary) -> None:
    """A term that would take the name of a prefix is refused: its IRIs would come back wrong."""
    taken = replace(vocabulary.own[0], iri=terms.KUSEI + "org")
    with pytest.raises(ValueError, match="cannot be the name 'org'"):
        context_of(replace(vocabulary, own=(taken,)))
