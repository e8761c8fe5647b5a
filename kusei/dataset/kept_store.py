"""Keep the store of a dataset in the user's cache, so that a question need not read the files.

Parsing the files and filling a store costs more than most questions. The store is kept under the
hash of all that it follows from, as one graph (the union that stored queries see); what asks for
single graphs is answered from the files. The first question about new content writes it.

On disk a question takes twice as long as in memory, and to fill a memory takes as long as some ten
questions. So a process that goes on asking moves to memory once it has spent that much on disk:
whatever number of questions follow, it never takes twice as long as the better way would have.
"""

from __future__ import annotations

import os
import re
import time
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Final

from kusei.cache import cache_folder, code_files, key_of, key_of_files
from kusei.dataset.files import data_files, load, ontology_files, rule_files, rule_texts
from kusei.graph.store import QueryFault, Store

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from kusei.dataset.files import Dataset, Location
    from kusei.graph.store import Answer

_MOST: Final = 8
"""How many stores the cache holds; the longest unused go first."""
_SECONDS_TO_FILL: Final = 6e-8
"""What a byte of a kept store costs to be put into memory."""
_MAY_NAME_GRAPHS: Final = (
    re.compile(r"GRAPH(?<![?$:\w]GRAPH)\s*[?$<\w:]"),
    re.compile(r"FROM(?<![?$:\w]FROM)\s*(?:NAMED\s*)?(?:<|\w*:)"),
)
"""Of a text in capitals; patterns that begin with a word are sought fast."""
_FITS: Final = 200_000_000
"""In bytes, two million triples; more stay on disk, where they take no memory."""


def _names_graphs(sparql: str) -> bool:
    """Whether a query asks for single graphs, which the kept store does not tell apart."""
    capitals = sparql.upper()
    if not any(pattern.search(capitals) for pattern in _MAY_NAME_GRAPHS):
        return False
    from kusei.sparql.tokens import tokens

    words = {token.text.upper() for token in tokens(sparql) if token.kind == "word"}
    return not words.isdisjoint({"GRAPH", "FROM"})


class DatasetStore:
    """What queries see of a dataset: the kept store where there is one, else its files."""

    def __init__(self, location: Location, *, ward: str | None = None) -> None:
        self._location = location
        self._ward = ward

    @cached_property
    def dataset(self) -> Dataset:
        """The files, read whole.

        Raises:
            DatasetInvalid: a file cannot be read.
        """
        return load(self._location, paths=data_files(self._location, ward=self._ward))

    def query(self, sparql: str, *, prefixes: Mapping[str, str] | None = None) -> Answer:
        """Answer as :meth:`kusei.graph.store.Store.query` does.

        Raises:
            QueryFault: the query is not SPARQL.
            DatasetInvalid: a file cannot be read.
        """
        if self._kept is None or _names_graphs(sparql):
            return self.dataset.store.query(sparql, prefixes=prefixes)
        try:
            with self._counted():
                return self._kept.query(sparql, prefixes=prefixes, union=False)
        except QueryFault:  # it is not SPARQL, or what is kept is damaged: the files tell which
            return self.dataset.store.query(sparql, prefixes=prefixes)

    @contextmanager
    def _counted(self) -> Iterator[None]:
        """Move to memory before a question, once as much was spent on disk as that takes."""
        if self._to_spend is not None and self._to_spend <= 0 and self._kept is not None:
            self._to_spend = None
            self._kept = self._kept.in_memory()
        begin = time.thread_time()
        try:
            yield
        finally:
            if self._to_spend is not None:
                self._to_spend -= time.thread_time() - begin

    @cached_property
    def _to_spend(self) -> float | None:
        """Seconds that questions may still take on disk; None where they stay where they are."""
        try:
            size = sum(path.stat().st_size for path in self._folder.iterdir())
        except OSError:  # another process threw it away; what is open goes on
            return None
        return size * _SECONDS_TO_FILL if size <= _FITS else None

    @cached_property
    def _kept(self) -> Store | None:
        """The kept store, kept now where it was not; None where none can be kept."""
        if (key := self._key) is None:
            return None
        try:
            store = Store(kept=self._folder)
            os.utime(self._folder)
        except OSError:
            return self._keep(key)
        return store

    @cached_property
    def _folder(self) -> Path:
        return cache_folder() / f"{self._key}.store"

    @cached_property
    def _key(self) -> str | None:
        """The hash of the files and of all else that the store follows from."""
        location = self._location
        paths = data_files(location, ward=self._ward)

        def of_content() -> str:
            return self._key_of({path: path.read_bytes() for path in paths})

        try:
            root = location.root.stat()
            place = f"{root.st_dev:x}-{root.st_ino:x}-{self._ward or ''}"
            files = (*paths, *ontology_files(location), *rule_files(location), *code_files())
            return key_of_files(place, files, of_content)
        except OSError:
            return None

    def _key_of(self, contents: Mapping[Path, bytes]) -> str:
        rules = rule_texts(self._location)
        declaring = {path.name: path.read_bytes() for path in ontology_files(self._location)}
        names = [os.path.relpath(path, self._location.root) for path in contents]
        texts = (text.encode() for text in rules.values())
        return key_of(
            (*names, *declaring, *rules), (*contents.values(), *declaring.values(), *texts)
        )

    def _keep(self, key: str) -> Store | None:
        """Write the store and open it, or nothing where that cannot be done."""
        import shutil

        folder = self._folder
        dataset = self.dataset
        quads = (*dataset.curated, *dataset.derived.quads, *dataset.ontology)
        if self._key_of({file.path: file.content for file in dataset.files}) != key:
            return None  # a file was saved between the key and the reading
        shutil.rmtree(folder, ignore_errors=True)  # there, and yet it could not be opened
        partial = folder.with_name(f"{folder.name}.{os.getpid()}.partial")
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
            Store.keep(partial, quads)
            partial.replace(folder)
            kept = Store(kept=folder)
        except OSError:
            shutil.rmtree(partial, ignore_errors=True)
            return None
        stores = sorted(folder.parent.glob("*.store"), key=lambda path: path.stat().st_mtime)
        for old in stores[:-_MOST]:
            shutil.rmtree(old, ignore_errors=True)
        return kept
