"""Those that are asked, each as a function from a question to its rows of terms.

- ``kusei``: ``kusei.open(FOLDER).query(…)``, with the store that kusei keeps;
- ``kusei typed``: the same with the labels of the example, which kusei looks up;
- ``kusei values``: the same, and each cell read as a Python value;
- ``pyoxigraph``: the bound SPARQL on a store in memory, one graph, rows as tuples;
- ``pyoxigraph on disk``: the same on a store on disk, opened to be read only;
- ``rdflib``: the bound SPARQL on a graph in memory, rows as tuples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import kusei

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from benchmarks.query.questions import Question

    Rows = list[tuple[Any, ...]]
    Asked = Callable[[Question], Rows]

KUSEI: Final = "kusei"
TYPED: Final = "kusei typed"
VALUES: Final = "kusei values"
MEMORY: Final = "pyoxigraph"
DISK: Final = "pyoxigraph on disk"
RDFLIB: Final = "rdflib"

DATASET: Final = "dataset"
TRIPLES: Final = "triples.nt"
STORE: Final = "store"


def opened(engine: str, folder: Path) -> Asked:
    """Open what was prepared in a folder; the rows of an answer are terms of the engine."""
    if engine in {KUSEI, TYPED, VALUES}:
        return _with_kusei(engine, folder)
    return _with_rdflib(folder) if engine == RDFLIB else _with_pyoxigraph(engine, folder)


def _with_kusei(engine: str, folder: Path) -> Asked:
    dataset = kusei.open(folder / DATASET)

    def ask(question: Question) -> Rows:
        result = question.ask(dataset, typed=engine == TYPED)
        if engine == VALUES:
            return [tuple(row.values()) for row in result]
        return [row.terms for row in result]

    return ask


def _with_pyoxigraph(engine: str, folder: Path) -> Asked:
    import pyoxigraph as ox  # noqa: PLC0415, TID251 - one of those kusei is held against

    if engine == DISK:
        store = ox.Store.read_only(str(folder / STORE))
    else:
        store = ox.Store()
        store.bulk_load(path=str(folder / TRIPLES), format=ox.RdfFormat.N_TRIPLES)

    def ask(question: Question) -> Rows:
        answer = store.query(question.text)
        assert isinstance(answer, ox.QuerySolutions)  # noqa: S101 - stored queries are SELECTs
        return [tuple(row) for row in answer]

    return ask


def _with_rdflib(folder: Path) -> Asked:
    import rdflib  # noqa: PLC0415, TID251 - one of those kusei is held against

    graph = rdflib.Graph()
    graph.parse(folder / TRIPLES, format="nt")

    def ask(question: Question) -> Rows:
        return [tuple(row) for row in graph.query(question.text)]  # type: ignore[arg-type]

    return ask


def store_on_disk(folder: Path) -> None:
    """Fill the store for ``pyoxigraph on disk``."""
    import pyoxigraph as ox  # noqa: PLC0415, TID251 - one of those kusei is held against

    store = ox.Store(str(folder / STORE))
    store.bulk_load(path=str(folder / TRIPLES), format=ox.RdfFormat.N_TRIPLES)
    store.flush()
