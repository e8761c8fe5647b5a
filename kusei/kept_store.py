"""Keep the store of a dataset in the user's cache, so that a question need not read the files.

Parsing the files and filling a store costs more than most questions. The store is kept under the
hash of all that it follows from, as one graph (the union that stored queries see); what asks for
single graphs is answered from the files. The first question about new content writes it.
"""

from __future__ import annotations

import os
import re
import shutil
from functools import cached_property
from typing import TYPE_CHECKING, Final

from kusei.cache import cache_folder, key_of
from kusei.dataset import data_files, load, rule_texts
from kusei.store import QueryFault, Store

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kusei.dataset import Dataset, Location
    from kusei.store import Answer

_MOST: Final = 8
"""How many stores the cache holds; the longest unused go first."""
_NAMES_GRAPHS: Final = re.compile(
    r"(?<![?$:\w])(?:GRAPH\s*[?$<\w:]|FROM\s+(?:NAMED\s*)?(?:<|\w*:))", re.IGNORECASE
)


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
        """Answer as :meth:`kusei.store.Store.query` does.

        Raises:
            QueryFault: the query is not SPARQL.
            DatasetInvalid: a file cannot be read.
        """
        if self._kept is None or _NAMES_GRAPHS.search(sparql):
            return self.dataset.store.query(sparql, prefixes=prefixes)
        try:
            return self._kept.query(sparql, prefixes=prefixes, union=False)
        except QueryFault:  # it is not SPARQL, or what is kept is damaged: the files tell which
            return self.dataset.store.query(sparql, prefixes=prefixes)

    @cached_property
    def _kept(self) -> Store | None:
        """The kept store; None where none was kept, which this question then sees to."""
        if (key := self._key) is None:
            return None
        folder = cache_folder() / f"{key}.store"
        try:
            store = Store(kept=folder)
            os.utime(folder)
        except OSError:
            self._keep(folder)
            return None
        return store

    @cached_property
    def _key(self) -> str | None:
        """The hash of the files and of all else that the store follows from."""
        location = self._location
        paths = data_files(location, ward=self._ward)
        if not all(path.is_file() for path in paths):
            return None
        rules = rule_texts(location)
        try:
            contents = [path.read_bytes() for path in paths]
        except OSError:
            return None
        names = [os.path.relpath(path, location.root) for path in paths]
        return key_of((*names, *rules), (*contents, *(text.encode() for text in rules.values())))

    def _keep(self, folder: Path) -> None:
        """Write the store, or nothing where that cannot be done."""
        dataset = self.dataset
        shutil.rmtree(folder, ignore_errors=True)  # there, and yet it could not be opened
        partial = folder.with_name(f"{folder.name}.{os.getpid()}.partial")
        try:
            Store.keep(partial, (*dataset.curated, *dataset.derived_quads))
            partial.replace(folder)
        except OSError:
            shutil.rmtree(partial, ignore_errors=True)
            return
        stores = sorted(folder.parent.glob("*.store"), key=lambda path: path.stat().st_mtime)
        for old in stores[:-_MOST]:
            shutil.rmtree(old, ignore_errors=True)
