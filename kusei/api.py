"""kusei from Python: open a dataset (or a SPARQL server that holds one) and ask it."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from os import PathLike

    import rdflib  # noqa: TID251 - its name in a signature; only rdf_graph imports it

    from kusei.dataset import Dataset, Location
    from kusei.queries.engine import Engine
    from kusei.queries.result import Result
    from kusei.store import Answer


class OpenDataset:
    """A dataset that is open for questions; made by :func:`kusei.open`."""

    def __init__(self, location: Location, *, endpoint: str | None = None) -> None:
        self.location = location
        self.endpoint = endpoint

    @cached_property
    def dataset(self) -> Dataset:
        """The files, read whole, and what is derived from them."""
        from kusei.dataset import load

        return load(self.location)

    @cached_property
    def engine(self) -> Engine:
        """What queries run on: the embedded store, or the server told when opening."""
        if self.endpoint is None:
            return self.dataset.store
        from kusei.remote import endpoint_named

        return endpoint_named(self.endpoint, self.location.config.endpoints)

    def queries(self) -> Mapping[str, str]:
        """The stored queries: name and English title."""
        from kusei.queries.catalogue import query_names, stored_query

        names = query_names(self.location)
        return {name: stored_query(self.location, name).title.en for name in names}

    def query(
        self, name: str, /, *, language: str = "ja", **parameters: str | date | None
    ) -> Result:
        """Ask a stored question by its name.

        Entities are given as label, prefixed name or IRI; dates as ``datetime.date``, ISO or
        Japanese text. Labels in the answer are in ``language`` (ja or en).

        Raises:
            UsageError: no such query or parameter, or a value that names nothing.
            DatasetInvalid: a file cannot be read.
        """
        from kusei.queries.catalogue import stored_query
        from kusei.queries.result import Result
        from kusei.queries.run import run_stored

        stored = stored_query(self.location, name)
        return Result(run_stored(stored, parameters, self.engine, language=language))

    def sparql(self, query: str) -> Answer:
        """Ask a SPARQL query; the project's prefixes need not be declared."""
        from kusei.terms import PREFIXES

        return self.engine.query(query, prefixes=PREFIXES)

    def graph(self, *, derived: bool = True) -> rdflib.Graph:
        """The curated triples, and unless told otherwise the derived ones, as rdflib's graph."""
        from kusei.rdf_graph import graph_of

        quads = list(self.dataset.curated)
        if derived:
            quads += self.dataset.derived_quads
        return graph_of(quads)


def open_dataset(
    path: str | PathLike[str] | None = None, *, endpoint: str | None = None
) -> OpenDataset:
    """Open a dataset: the folder that holds ``kusei.toml``, else found as the command line does.

    With ``endpoint`` (an address, or a name from ``kusei.toml``) questions go to that SPARQL
    server, and the dataset gives the stored queries.

    Raises:
        DatasetNotFound: there is none.
    """
    from kusei.dataset import find

    return OpenDataset(find(None if path is None else Path(path)), endpoint=endpoint)
