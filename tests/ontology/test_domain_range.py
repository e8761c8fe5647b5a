"""The graph keeps to the domains and ranges that the ontology declares."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rdflib import RDF, RDFS, XSD, Graph, Literal, URIRef

from kusei.graph.rdf_graph import graph_of
from kusei.terms import KUSEI
from tests.ontology.term_use import ONTOLOGY, graph, own_terms, superclasses

if TYPE_CHECKING:
    from rdflib.term import Node

    from kusei.dataset.files import Dataset

_DECLARED = graph(ONTOLOGY / "kusei.ttl")


def _having(predicate: URIRef) -> list[str]:
    terms = own_terms().items()
    return [name for name, iri in terms if _DECLARED.value(URIRef(iri), predicate) is not None]


@pytest.fixture(scope="module")
def everything(minato: Dataset) -> Graph:
    """Curated and derived together."""
    return graph_of([*minato.curated, *minato.derived_quads])


def _outside(found: Graph, property_: URIRef) -> list[str]:
    """The uses of a property that are against its domain or range."""
    domain = _DECLARED.value(property_, RDFS.domain)
    range_ = _DECLARED.value(property_, RDFS.range)
    wrong = []
    for subject, value in found.subject_objects(property_):
        if domain is not None and not _is_of(found, subject, domain):
            wrong.append(f"{subject} is no {domain}")
        if range_ is not None and not _is_of(found, value, range_):
            wrong.append(f"{value!r} of {subject} is no {range_}")
    return wrong


def _is_of(found: Graph, node: Node, class_: Node) -> bool:
    if isinstance(node, Literal):
        datatype = RDF.langString if node.language else node.datatype or XSD.string
        return bool(datatype == class_)
    types = [t for t in found.objects(node, RDF.type) if isinstance(t, URIRef)]
    return any(class_ in superclasses(t) for t in types)


@pytest.mark.parametrize("local", sorted({*_having(RDFS.domain), *_having(RDFS.range)}))
def test_graph_keeps_to_domain_and_range(local: str, everything: Graph) -> None:
    """A property stands on instances of its domain, with values of its range."""
    assert _outside(everything, URIRef(KUSEI + local)) == []


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("<e> a kusei:Renaming ; kusei:status kusei:reported .", 0),
        ("<e> a kusei:Name ; kusei:status kusei:reported .", 1),
        ("<e> a kusei:Renaming ; kusei:status <e> .", 1),
        ('<e> a kusei:Renaming ; kusei:reason "よりわかりやすい名称"@ja .', 0),
        ('<e> a kusei:Renaming ; kusei:reason "よりわかりやすい名称" .', 1),
    ],
)
def test_wrong_uses_are_seen(line: str, wrong: int) -> None:
    """The rule above sees a wrong subject, a wrong thing and a wrong datatype, by subclass."""
    prefixes = f"@base <https://example.org/> . @prefix kusei: <{KUSEI}> ."
    found = Graph().parse(data=prefixes + line, format="turtle")
    found += graph(ONTOLOGY / "schemes" / "statuses.ttl")
    properties = [URIRef(KUSEI + local) for local in ("status", "reason")]
    assert len([w for p in properties for w in _outside(found, p)]) == wrong
