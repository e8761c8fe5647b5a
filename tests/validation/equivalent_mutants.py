"""Mutants of rules that say the same as the rule, with the reason; see ``rule_mutants``.

Any other mutant that no case kills lacks a case.
"""

from __future__ import annotations

from typing import Final

_TAGGED: Final = (
    "sh:languageIn refuses a text without a language by itself; the datatype says so to readers"
)
_CONFIRMED: Final = "a source that is not earlier than the event confirms it, in the lines below"
_TWICE: Final = "said twice for speed: otherwise the query pairs all with all"

EQUIVALENT: Final[dict[str, dict[str, str]]] = {
    "concept.ttl": {
        "concept-definition: without sh:datatype rdf:langString": _TAGGED,
        "concept-labels: without sh:datatype rdf:langString": _TAGGED,
        "scheme-labels: without sh:datatype rdf:langString": _TAGGED,
    },
    "document.ttl": {
        "document-title: without sh:datatype rdf:langString": _TAGGED,
    },
    "event.ttl": {
        "event-reason: without sh:datatype rdf:langString": _TAGGED,
    },
    "name.ttl": {
        "name-text: without sh:datatype rdf:langString": _TAGGED,
    },
    "placement.ttl": {
        "placement-site: without sh:datatype rdf:langString": _TAGGED,
    },
    "purpose.ttl": {
        "purpose-text: without sh:datatype rdf:langString": _TAGGED,
    },
    "cancelled-but-attested.rq": {
        "without kusei:status kusei:cancelled ;": "follows from the last filter; kept because it makes the query start from few events",
    },
    "planned-day-passed.rq": {
        'without the row "2026-01-01"^^xsd:date': "the day of the run takes the place of the row",
    },
    "reported-in-the-future.rq": {
        "without FILTER (SUBSTR(?first, 1, STRLEN(?last)) > SUBSTR(?last, 1, STRLEN(?first)))": _CONFIRMED,
        "with > → >=": _CONFIRMED,
    },
    "several-classes.rq": {
        "once rdfs:subClassOf +": "no class comes before, in the alphabet of IRIs, one that is two steps above it",
    },
    "stored-current.rq": {
        "without ?any ?term ?value": _TWICE,
    },
    "value-of-wrong-class.rq": {
        'without FILTER (!CONTAINS(CONCAT(" ", ?classes, " "), CONCAT(" ", REPLACE(STR(?any), "^.*[/#]", ""), " ")))': _TWICE,
    },
}
