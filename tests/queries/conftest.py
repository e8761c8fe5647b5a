"""A small fixed graph of a fictional ward, with what is derived from it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kusei.answers.result import Result
from kusei.dataset.files import rule_texts
from kusei.derive import derive
from kusei.graph.store import Store, parse_file
from kusei.queries.catalogue import stored_query
from kusei.queries.run import run_stored

if TYPE_CHECKING:
    from collections.abc import Callable

    from kusei.dataset.files import Location

    Ask = Callable[..., Result]

HERE = Path(__file__).resolve().parent


@pytest.fixture(scope="session")
def small(location: Location) -> Store:
    """The graph of ``small.ttl`` and the concept schemes, derived by the rules of the project."""
    files = [HERE / "small.ttl", *sorted((location.ontology / "schemes").glob("*.ttl"))]
    curated = [q for path in files for q in parse_file(path, graph=f"urn:test:{path.name}")]
    store = Store(curated)
    store.add(derive(curated, rules=rule_texts(location)).quads)
    return store


@pytest.fixture(scope="session")
def ask_small(location: Location, small: Store) -> Ask:
    """Ask a stored query of the small graph."""

    def ask(name: str, language: str = "ja", **given: str) -> Result:
        return Result(run_stored(stored_query(location, name), given, small, language=language))

    return ask
