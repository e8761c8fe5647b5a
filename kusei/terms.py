"""The namespaces of the graph, as plain strings: no engine is needed to name a term."""

from __future__ import annotations

from typing import Final

BASE: Final = "https://w3id.org/kusei/"
KUSEI: Final = BASE + "ontology#"
GRAPH: Final = BASE + "graph/"
RULE: Final = BASE + "rule/"
ID: Final = BASE + "id/"

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
ORG: Final = "http://www.w3.org/ns/org#"
PROV: Final = "http://www.w3.org/ns/prov#"
OA: Final = "http://www.w3.org/ns/oa#"
DCT: Final = "http://purl.org/dc/terms/"
DCAT: Final = "http://www.w3.org/ns/dcat#"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
SPDX: Final = "http://spdx.org/rdf/terms#"
CV: Final = "http://data.europa.eu/m8g/"
SH: Final = "http://www.w3.org/ns/shacl#"
EDTF: Final = "http://id.loc.gov/datatypes/edtf/"

RDF_TYPE: Final = RDF + "type"
RDFS_LABEL: Final = RDFS + "label"
EDTF_DATE: Final = EDTF + "EDTF"
XSD_DATE: Final = XSD + "date"

PREFIXES: Final = {
    "cv": CV,
    "dcat": DCAT,
    "dct": DCT,
    "edtf": EDTF,
    "foaf": FOAF,
    "kusei": KUSEI,
    "minato": ID + "minato/",
    "oa": OA,
    "org": ORG,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "rule": RULE,
    "sh": SH,
    "skos": SKOS,
    "spdx": SPDX,
    "xsd": XSD,
}
"""The list of prefixes; ``ontology/prefixes.ttl`` declares the same, a test compares."""


def compact(iri: str) -> str:
    """The prefixed name of an IRI where its namespace is in the list, else ``<iri>``."""
    best = max(
        (p for p in PREFIXES if iri.startswith(PREFIXES[p])),
        key=lambda p: len(PREFIXES[p]),
        default=None,
    )
    if best is None:
        return f"<{iri}>"
    local = iri[len(PREFIXES[best]) :]
    return f"{best}:{local}" if local and "/" not in local and "#" not in local else f"<{iri}>"


def end_of(iri: str) -> str:
    """What stands behind the last slash or hash of an IRI."""
    return iri.replace("#", "/").rpartition("/")[2]
