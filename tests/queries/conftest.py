"""A small fixed graph of a fictional ward, with what is derived from it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

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
    AskColumns = Callable[..., list[tuple[Any, ...]]]

HERE = Path(__file__).resolve().parent


def derived_graph(location: Location, *names: str) -> Store:
    """The graph of these files and the concept schemes, with what the project's rules derive."""
    files = [HERE / name for name in names]
    files += sorted((location.ontology / "schemes").glob("*.ttl"))
    curated = [q for path in files for q in parse_file(path, graph=f"urn:test:{path.name}")]
    store = Store(curated)
    store.add(derive(curated, rules=rule_texts(location)).quads)
    return store


@pytest.fixture(scope="session")
def small(location: Location) -> Store:
    """The graph of ``small.ttl``."""
    return derived_graph(location, "small.ttl")


@pytest.fixture(scope="session")
def reshaped(location: Location) -> Store:
    """``small.ttl`` and what befell its ward otherwise (``reshaped.ttl``)."""
    return derived_graph(location, "small.ttl", "reshaped.ttl")


@pytest.fixture(scope="session")
def ask_small(location: Location, small: Store) -> Ask:
    """Ask a stored query of the small graph."""

    def ask(name: str, language: str = "ja", **given: str) -> Result:
        return Result(run_stored(stored_query(location, name), given, small, language=language))

    return ask


def asking(location: Location, store: Store) -> AskColumns:
    """Asks a stored query about a graph, for some columns, named in one text."""

    def answer(name: str, columns: str, **given: str) -> list[tuple[Any, ...]]:
        result = Result(run_stored(stored_query(location, name), given, store))
        return [tuple(row[column] for column in columns.split()) for row in result]

    return answer


@pytest.fixture(scope="session")
def ask(location: Location, reshaped: Store) -> AskColumns:
    """Some columns of the answer to a stored query about the reshaped ward."""
    return asking(location, reshaped)
