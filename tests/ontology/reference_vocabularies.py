"""What the vocabularies that kusei re-uses really hold, so that no term is made up."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from rdflib import DCAT, DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SH, SKOS, XSD, Graph, URIRef

from kusei.terms import PREFIXES

if TYPE_CHECKING:
    from pathlib import Path

    from rdflib.namespace import DefinedNamespace

_DEFINED: Final[dict[str, type[DefinedNamespace]]] = {
    "dcat": DCAT,
    "dct": DCTERMS,
    "foaf": FOAF,
    "org": ORG,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "sh": SH,
    "skos": SKOS,
    "xsd": XSD,
}
_LISTED: Final = {
    # https://www.w3.org/TR/annotation-vocab/ (no class or property `selector`: it is hasSelector)
    "oa": {"SpecificResource", "exact", "hasSource", "prefix", "suffix"},
    # https://spdx.org/rdf/terms/
    "spdx": {"Checksum", "algorithm", "checksum", "checksumAlgorithm_sha256", "checksumValue"},
    # https://id.loc.gov/datatypes/edtf.html
    "edtf": {"EDTF"},
}
CPOV: Final = "cpov/cpov-2.1.2-shacl.ttl"


def exists(iri: str, *, conformance: Path) -> bool:
    """Whether the vocabulary of ``iri`` has such a term; ``cv:`` is read from the CPOV shapes."""
    prefix = next(p for p in (*_DEFINED, *_LISTED, "cv") if iri.startswith(PREFIXES[p]))
    local = iri.removeprefix(PREFIXES[prefix])
    if prefix in _DEFINED:
        return local in _DEFINED[prefix]
    if prefix in _LISTED:
        return local in _LISTED[prefix]
    return iri in _cpov_terms(conformance / CPOV)


@cache
def _cpov_terms(path: Path) -> frozenset[str]:
    shapes = Graph().parse(path, format="turtle")
    return frozenset(str(t) for triple in shapes for t in triple if isinstance(t, URIRef))
