"""The store that is kept in the user's cache, so that a question need not read the files."""

from __future__ import annotations

import shutil
import time
from typing import TYPE_CHECKING

import pytest

from kusei.dataset.files import find, load
from kusei.dataset.kept_store import DatasetStore
from kusei.graph.store import Rows, Store

if TYPE_CHECKING:
    from pathlib import Path

    from kusei.dataset.files import Dataset, Location

ROWS = "SELECT ?s ?o { ?s <https://w3id.org/kusei/ontology#tier> ?o }"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A dataset of one file, with a cache of its own."""
    monkeypatch.setenv("KUSEI_CACHE", str(tmp_path / "cache"))
    root = tmp_path / "project"
    for folder in ("ontology", "data/minato", "queries/rules", "validation"):
        (root / folder).mkdir(parents=True)
    (root / "kusei.toml").write_text('[project]\nward = "minato"\nversion = "1"\n', "utf-8")
    write(root, "kusei:mirror")
    return root


def write(root: Path, tier: str) -> None:
    """The one statement of the dataset."""
    (root / "data" / "minato" / "units.ttl").write_text(
        "@prefix kusei: <https://w3id.org/kusei/ontology#> .\n"
        f"<urn:document> kusei:tier {tier} ; kusei:date 0001 .\n",
        "utf-8",
    )


def asked(root: Path, query: str = ROWS) -> list[str]:
    """The last column of an answer of a store that is opened anew."""
    answer = DatasetStore(find(root)).query(query)
    assert isinstance(answer, Rows)
    return [str(row[-1]) for row in answer.rows]


def stores(root: Path) -> list[Path]:
    """What is kept."""
    return sorted((root.parent / "cache").glob("*.store"))


def test_what_was_asked_is_kept_and_then_not_read(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first question reads the files and keeps the store, the second opens it."""
    first = asked(project)
    assert len(stores(project)) == 1
    monkeypatch.setattr("kusei.dataset.kept_store.load", None)
    assert asked(project) == first == ["<https://w3id.org/kusei/ontology#mirror>"]


def test_what_changed_is_read_anew(project: Path) -> None:
    """A store is kept under the hash of the content, so an old one never answers for new files."""
    for _ in range(3):
        asked(project)
    write(project, "kusei:primarySource")
    for _ in range(3):
        assert asked(project) == ["<https://w3id.org/kusei/ontology#primarySource>"]


def test_changed_rules_and_code_are_another_store(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is derived follows from the rules and from our own code, not from the data alone."""
    from kusei.cache import _code

    now = time.time_ns
    monkeypatch.setattr("kusei.cache.time.time_ns", lambda: now() + 60 * 10**9)  # all rest
    code = project / "code.py"
    code.write_text("one", "utf-8")
    for module in ("cache", "dataset.kept_store"):
        monkeypatch.setattr(f"kusei.{module}.code_files", lambda: [code])
    for number, file in enumerate((code, code, project / "queries/rules/org-none.rq"), start=1):
        file.write_text(f"CONSTRUCT {{}} WHERE {{}} # {number}", "utf-8")
        _code.cache_clear()
        asked(project)
        assert len(stores(project)) == number
    _code.cache_clear()


def test_a_file_saved_while_the_others_are_read_is_not_kept(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The store would stand under the key of the content before, and answer for that."""

    def saved_meanwhile(location: Location, *, paths: list[Path]) -> Dataset:
        write(project, "kusei:primarySource")
        return load(location, paths=paths)

    monkeypatch.setattr("kusei.dataset.kept_store.load", saved_meanwhile)
    asked(project)
    assert stores(project) == []


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g LIMIT 1",
        "SELECT ?s FROM <https://w3id.org/kusei/graph/data/minato/units.ttl> { ?s ?p ?o } LIMIT 1",
    ],
)
def test_single_graphs_are_asked_of_the_files(project: Path, query: str) -> None:
    """The kept store is one graph; who names graphs gets the same answer before and after."""
    first = asked(project, query)
    assert first
    asked(project)
    assert asked(project, query) == first


def test_a_damaged_store_costs_time_and_nothing_else(project: Path) -> None:
    """What cannot be opened is passed over and written anew."""
    for _ in range(2):
        asked(project)
    (folder,) = stores(project)
    for file in folder.iterdir():
        file.write_bytes(b"?")
    assert asked(project) == ["<https://w3id.org/kusei/ontology#mirror>"]
    (folder,) = stores(project)
    assert Store(kept=folder).query(ROWS, union=False) != Rows((), [])


def test_a_cache_that_cannot_be_written_is_no_trouble(project: Path) -> None:
    """A file where the cache should be."""
    place = project.parent / "cache"
    shutil.rmtree(place, ignore_errors=True)
    place.write_text("", "utf-8")
    for _ in range(3):
        assert asked(project) == ["<https://w3id.org/kusei/ontology#mirror>"]


@pytest.mark.parametrize(("costs", "moves"), [(0.0, 1), (1e6, 0)])
def test_who_goes_on_asking_is_answered_from_memory(
    project: Path, monkeypatch: pytest.MonkeyPatch, costs: float, moves: int
) -> None:
    """Once as much was spent on disk as memory costs, and not before; the answers are the same."""
    first = asked(project)
    monkeypatch.setattr("kusei.dataset.kept_store._SECONDS_TO_FILL", costs)
    moved = []
    in_memory = Store.in_memory

    def counted(store: Store) -> Store:
        moved.append(store)
        return in_memory(store)

    monkeypatch.setattr(Store, "in_memory", counted)
    store = DatasetStore(find(project))
    for _ in range(3):
        answer = store.query(ROWS)
        assert isinstance(answer, Rows)
        assert [str(row[-1]) for row in answer.rows] == first
    assert len(moved) == moves
    assert "dataset" not in vars(store)


def test_what_does_not_fit_stays_on_disk(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However often it is asked."""
    asked(project)
    monkeypatch.setattr("kusei.dataset.kept_store._SECONDS_TO_FILL", 0.0)
    monkeypatch.setattr("kusei.dataset.kept_store._FITS", 0)
    monkeypatch.setattr(Store, "in_memory", lambda _: pytest.fail("it was put into memory"))
    store = DatasetStore(find(project))
    assert store.query(ROWS) == store.query(ROWS)


@pytest.mark.parametrize(
    ("query", "from_files"),
    [
        ("SELECT ?g { GRAPH ?g { ?s ?p ?o } }", True),
        ("SELECT ?s FROM<urn:g> { ?s ?p ?o }", True),
        ("# from it: the graph <urn:g>\nSELECT ?graph { ?graph <urn:from> 'FROM <urn:g>' }", False),
    ],
)
def test_only_what_names_graphs_is_asked_of_the_files(
    project: Path, query: str, *, from_files: bool
) -> None:
    """A word in a comment, a text, a name or an IRI names no graph."""
    asked(project)
    store = DatasetStore(find(project))
    store.query(query)
    assert ("dataset" in vars(store)) is from_files
