"""What is used is declared, what is declared is used, and what is re-used exists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from rdflib import OWL, RDF, Literal, URIRef

from kusei.graph.rdf_graph import graph_of
from kusei.terms import KUSEI, PREFIXES, compact
from tests.ontology.reference_vocabularies import exists
from tests.ontology.term_use import (
    ONTOLOGY,
    concepts,
    foreign_uses,
    graph,
    own_terms,
    own_uses,
    reused_terms,
)

if TYPE_CHECKING:
    from pathlib import Path

    from rdflib import Graph

    from kusei.dataset.files import Dataset

_TOLD_BY_NOTATION: Final = "kusei:certainty tells it by its notation"
_NO_SUCH_CHECK: Final = "kusei.evidence gives it to checks of that outcome; none is on record"
_NEVER_RECORDED: Final = "kusei.evidence tells it; the record holds only what was compared"
UNUSED: Final = {
    **dict.fromkeys(("certain", "presumed", "possible", "onlyPlanned"), _TOLD_BY_NOTATION),
    "ambiguous": _NO_SUCH_CHECK,
    "headingMismatch": _NO_SUCH_CHECK,
    "locatorMismatch": _NO_SUCH_CHECK,
    "locatorNotFound": _NO_SUCH_CHECK,
    "notFound": _NO_SUCH_CHECK,
    "notVisible": _NO_SUCH_CHECK,
    "sourceChanged": _NEVER_RECORDED,
    "sourceMissing": _NEVER_RECORDED,
    "unreadable": _NO_SUCH_CHECK,
    "verifiedVariant": _NO_SUCH_CHECK,
    "wrongPage": _NO_SUCH_CHECK,
}
"""Terms that are declared and that nothing uses yet, each with its reason."""

REUSED_UNUSED: Final = {
    "skos:exactMatch": "for duties and kinds that other vocabularies know; none is mapped yet",
}
"""Terms of others that are in the profile and that no graph uses yet, each with its reason."""


@pytest.fixture(scope="module")
def everything(minato: Dataset) -> Graph:
    """Curated and derived together."""
    return graph_of([*minato.curated, *minato.derived_quads])


def test_uses_are_found() -> None:
    """The scan finds terms where they are known to be: in a shape, a query and a module."""
    places = own_uses()["scope"]
    assert any(place.startswith("validation/") for place in places)
    assert any(place.startswith("queries/rules/") for place in places)
    assert any(place.startswith("kusei/") for place in own_uses()["Standing"])


@pytest.mark.parametrize("local", sorted(own_uses()))
def test_used_term_is_declared(local: str) -> None:
    """A name in ``kusei:`` that data, rules, queries or code uses is a term or a concept."""
    assert local in {*own_terms(), *concepts()}, own_uses()[local]


def test_graph_uses_declared_terms(everything: Graph) -> None:
    """Every predicate, class and ``kusei:`` value of the graph, derived ones too, is declared."""
    own = {KUSEI + local for local in (*own_terms(), *concepts())}
    predicates = {str(p) for p in everything.predicates()}
    classes = {str(o) for o in everything.objects(None, RDF.type)}
    values = {str(o) for o in everything.objects() if str(o).startswith(KUSEI)}
    assert sorted((predicates | classes | values) - own - reused_terms()) == []


@pytest.mark.parametrize("iri", sorted({*foreign_uses(), *reused_terms()}))
def test_reused_term_exists(iri: str, shared: Path) -> None:
    """A term of another vocabulary that is used or declared is one that its vocabulary has."""
    assert exists(iri, conformance=shared / "conformance"), foreign_uses().get(iri)


def test_made_up_terms_do_not_exist(shared: Path) -> None:
    """The reference knows a made-up term of each vocabulary from a true one."""
    made_up = {
        p: PREFIXES[p] + "selector" for p in PREFIXES if p not in {"kusei", "minato", "rule"}
    }
    found = {p for p, iri in made_up.items() if exists(iri, conformance=shared / "conformance")}
    assert found == set()


@pytest.mark.parametrize("local", sorted({*own_terms(), *concepts()}))
def test_declared_term_is_used(local: str, everything: Graph) -> None:
    """A term or concept is used somewhere outside the ontology, or says why not yet."""
    places = [p for p in own_uses().get(local, ()) if not p.startswith("ontology/")]
    term = URIRef(KUSEI + local)
    used = bool(places) or any(
        pattern in everything for pattern in ((None, term, None), (None, None, term))
    )
    assert used != (local in UNUSED), f"{local}: {'strike it from' if used else 'not in'} UNUSED"


def test_unused_terms_have_a_reason() -> None:
    """The lists of unused terms name declared ones, and say why they are there."""
    assert UNUSED.keys() <= {*own_terms(), *concepts()}
    assert REUSED_UNUSED.keys() <= {compact(iri) for iri in reused_terms()}
    assert all((*UNUSED.values(), *REUSED_UNUSED.values()))


@pytest.mark.parametrize("iri", sorted(reused_terms()))
def test_reused_term_is_used(iri: str, everything: Graph) -> None:
    """The profile is closed: the graph, a rule or the ontology uses what is in it."""
    term = URIRef(iri)
    patterns = [(None, term, None), (None, RDF.type, term)]
    used = any(pattern in everything for pattern in patterns)
    used |= any(place.startswith("queries/rules/") for place in foreign_uses().get(iri, ()))
    used |= (None, None, term) in graph(ONTOLOGY / "kusei.ttl")
    name = compact(iri)
    assert used != (name in REUSED_UNUSED), f"{name}: {'strike it from' if used else 'not in'} it"


@pytest.mark.parametrize("iri", sorted(reused_terms()))
def test_reused_property_takes_what_it_says(iri: str, everything: Graph) -> None:
    """A re-used property takes things or values as declared: the JSON-LD context rests on it."""
    declared, term = graph(ONTOLOGY / "reused.ttl"), URIRef(iri)
    kinds = {isinstance(value, Literal) for value in everything.objects(None, term)}
    if (term, RDF.type, OWL.ObjectProperty) in declared:
        assert kinds <= {False}
    if (term, RDF.type, OWL.DatatypeProperty) in declared:
        assert kinds <= {True}
