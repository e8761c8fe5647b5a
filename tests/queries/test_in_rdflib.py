"""Every stored question, as it lies, in a bare rdflib.Graph: it ends, with the rows of the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kusei.graph.rdf_graph import graph_of
from kusei.queries.catalogue import stored_query
from kusei.queries.run import run_stored
from tests.queries.test_stored_queries import NAMES

if TYPE_CHECKING:
    import rdflib

    from kusei.dataset.files import Dataset


@pytest.fixture(scope="module")
def graph(minato: Dataset) -> rdflib.Graph:
    """What a release holds of the ward: the curated and the derived statements, nothing more."""
    return graph_of([*minato.curated, *minato.derived_quads])


@pytest.mark.parametrize("name", NAMES)
def test_rdflib_gives_the_same_rows(name: str, minato: Dataset, graph: rdflib.Graph) -> None:
    """Of the example in the header; the time that each takes is measured in benchmarks/."""
    stored = stored_query(minato.location, name)
    expected = [
        [None if term is None else getattr(term, "value", str(term)) for term in row]
        for row in run_stored(stored, stored.example, minato.store).rows
    ]
    found = [
        [None if term is None else str(term) for term in row]  # type: ignore[union-attr]
        for row in graph.query(stored.text)
    ]
    assert found == expected
