"""The order in which a statement names its predicates: the one list, for whoever writes Turtle.

It is the order in which the data, the ontology and the shapes have been written: what a thing is,
what it is called, what it is about, when, what it changed, and last the ground it stands on.
"""

from __future__ import annotations

from typing import Final

from kusei import terms

_ORDER: Final = (
    "rdf:type",
    # Shapes: what they look at, what they ask, what they say.
    "sh:targetClass",
    "sh:targetNode",
    "sh:targetSubjectsOf",
    "sh:targetObjectsOf",
    "sh:path",
    "sh:hasValue",
    "sh:minCount",
    "sh:maxCount",
    "sh:class",
    "sh:datatype",
    "sh:in",
    "sh:minLength",
    "sh:maxLength",
    "sh:nodeKind",
    "sh:pattern",
    "sh:uniqueLang",
    "sh:languageIn",
    "kusei:code",
    "sh:name",
    "sh:severity",
    "sh:message",
    "kusei:rationale",
    "kusei:fix",
    "sh:declare",
    "sh:prefix",
    "sh:namespace",
    # Waivers of findings.
    "kusei:waives",
    "kusei:node",
    "kusei:because",
    "kusei:author",
    "kusei:lastDay",
    # Terms and things: where they belong.
    "rdfs:subClassOf",
    "rdfs:subPropertyOf",
    "rdfs:domain",
    "rdfs:range",
    "dct:identifier",
    "org:identifier",
    "owl:sameAs",
    "org:classification",
    "foaf:phone",
    # Claims: whom and what they are about.
    "kusei:nameOf",
    "kusei:placed",
    "kusei:parent",
    "kusei:site",
    "kusei:duty",
    "kusei:holder",
    "kusei:capacity",
    "kusei:ranked",
    "kusei:rank",
    "kusei:purposeOf",
    "kusei:post",
    "org:postIn",
    "org:role",
    "kusei:heads",
    "kusei:text",
    # What it is called, and in whose words.
    "rdfs:label",
    "skos:prefLabel",
    "skos:definition",
    "skos:scopeNote",
    "kusei:editorial",
    "skos:altLabel",
    "rdfs:isDefinedBy",
    "rdfs:seeAlso",
    "skos:notation",
    "skos:inScheme",
    "skos:topConceptOf",
    "skos:broader",
    "kusei:nameKind",
    # Documents, copies, passages.
    "dct:title",
    "dct:description",
    "dct:license",
    "owl:versionInfo",
    "dct:extent",
    "prov:specializationOf",
    "oa:hasSource",
    "dct:source",
    "dct:type",
    "dcat:mediaType",
    "kusei:sha256",
    "kusei:under",
    "foaf:page",
    "kusei:asOf",
    "kusei:page",
    "kusei:locator",
    "kusei:prefix",
    "kusei:exact",
    "kusei:suffix",
    "kusei:tier",
    "kusei:contactUnit",
    # Instruments, decisions, events: when, as a part of what, what they changed and why.
    "kusei:instrumentKind",
    "kusei:number",
    "kusei:date",
    "kusei:when",
    "kusei:during",
    "kusei:status",
    "dct:isPartOf",
    "dct:hasFormat",
    "kusei:amended",
    "kusei:changed",
    "prov:invalidated",
    "prov:generated",
    "kusei:accordingTo",
    "kusei:realisedBy",
    "kusei:reason",
    # How far it holds, and its ground.
    "kusei:scope",
    "kusei:basis",
    "kusei:contradictedBy",
    "prov:wasDerivedFrom",
    # The record of the quote checks.
    "kusei:checks",
    "kusei:result",
    "kusei:occurrences",
    "kusei:selectorSha256",
    "kusei:copySha256",
    "kusei:reader",
    "kusei:normaliser",
)
_RANKS: Final = {name: number for number, name in enumerate(_ORDER)}


def predicate_rank(iri: str) -> tuple[int, str]:
    """Sorts predicates by the list; what is not on it comes behind, by its prefixed name."""
    name = terms.compact(iri)
    return _RANKS.get(name, len(_RANKS)), name
