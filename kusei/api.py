"""kusei from Python: open a dataset (or a SPARQL server that holds one) and ask it."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from os import PathLike

    import pandas as pd
    import rdflib  # noqa: TID251 - its name in a signature; only rdf_graph imports it

    from kusei.answers.description import Description
    from kusei.answers.organisation_comparison import Comparison
    from kusei.answers.organisation_tree import Tree
    from kusei.answers.result import Result
    from kusei.dataset.files import Dataset, Location
    from kusei.dataset.kept_store import DatasetStore
    from kusei.graph.store import Answer, Rows
    from kusei.queries.engine import Engine
    from kusei.queries.values import Given
    from kusei.validation import Report


class OpenDataset:
    """A dataset that is open for questions; made by :func:`kusei.open`."""

    def __init__(
        self, location: Location, *, endpoint: str | None = None, ward: str | None = None
    ) -> None:
        self.location = location
        self.endpoint = endpoint
        self.ward = ward

    @property
    def dataset(self) -> Dataset:
        """The files, read whole, and what is derived from them."""
        return self._embedded.dataset

    @cached_property
    def _embedded(self) -> DatasetStore:
        from kusei.dataset.kept_store import DatasetStore

        return DatasetStore(self.location, ward=self.ward)

    @cached_property
    def engine(self) -> Engine:
        """What queries run on: the embedded store, or the server told when opening."""
        if self.endpoint is None:
            return self._embedded
        from kusei.remote import endpoint_named

        server = endpoint_named(self.endpoint, self.location.config.endpoints)
        return server if self.ward is None else server.of_ward(self.ward)

    def queries(self) -> Mapping[str, str]:
        """The stored queries: name and English title."""
        from kusei.queries.catalogue import query_names, stored_query

        names = query_names(self.location)
        return {name: stored_query(self.location, name).title.en for name in names}

    def query(
        self,
        name: str,
        /,
        *,
        language: str = "ja",
        with_evidence: bool = False,
        **parameters: Given,
    ) -> Result:
        """Ask a stored question by its name.

        Entities are given as label, prefixed name or IRI; days as ``dt.date``, ISO or
        Japanese text; periods as month, year, fiscal year or ``A/B``; codes as notation or label;
        several values, where a parameter takes them, as a list. Labels in the answer are in
        ``language`` (ja or en). ``with_evidence`` gives each row its passages (``row.evidence``).

        Raises:
            UsageError: no such query or parameter, or a value that names nothing.
            DatasetInvalid: a file cannot be read.
        """
        from kusei.queries.catalogue import stored_query
        from kusei.queries.run import run_stored

        stored = stored_query(self.location, name)
        rows = run_stored(stored, parameters, self.engine, language=language)
        labels = {column.name: column.label.in_language(language) for column in stored.columns}
        return self._result(rows, labels, language, with_evidence=with_evidence)

    def select(
        self, sparql: str, /, *, language: str = "ja", with_evidence: bool = False
    ) -> Result:
        """The rows of a SELECT of your own; the project's prefixes need not be declared.

        Raises:
            UsageError: it is not SPARQL, or no SELECT.
        """
        from kusei.errors import UsageError
        from kusei.graph.store import Rows

        rows = self.sparql(sparql)
        if not isinstance(rows, Rows):
            raise UsageError("select() takes a SELECT; sparql() answers the other forms")
        return self._result(rows, {}, language, with_evidence=with_evidence)

    def _result(
        self, rows: Rows, labels: Mapping[str, str], language: str, *, with_evidence: bool
    ) -> Result:
        from kusei.answers.result import Result

        if not with_evidence:
            return Result(rows, labels=labels)
        from kusei.answers.row_evidence import evidence_of

        evidence = evidence_of(rows, self.engine, language=language)
        return Result(rows, labels=labels, evidence=evidence)

    def sparql(self, query: str) -> Answer:
        """Ask a SPARQL query; the project's prefixes need not be declared.

        SELECT gives ``kusei.graph.store.Rows`` of terms, ASK a bool, CONSTRUCT a list of triples.

        Raises:
            UsageError: it is not SPARQL.
        """
        from kusei.terms import PREFIXES

        return self.engine.query(query, prefixes=PREFIXES)

    def resolve(
        self,
        frame: pd.DataFrame,
        *,
        name: str | None = None,
        date: str | None = None,
        today: dt.date | None = None,
        language: str = "ja",
    ) -> pd.DataFrame:
        """What the names of a data frame mean on its dates, and what became of it by ``today``.

        The same frame with the columns of :class:`kusei.queries.resolution.Resolution`, all texts.
        The columns ``name`` and ``date`` are guessed where they are not told.

        Raises:
            InvalidValue: there is no such column, or none holds names.
        """
        from kusei.answers.given_table import GivenTable
        from kusei.answers.resolved_table import columns_of, resolved
        from kusei.queries.resolution import COLUMNS, Resolver

        cells = frame.astype(object).where(frame.notna(), "").astype(str)
        rows = tuple(tuple(row) for row in cells.itertuples(index=False))
        given = GivenTable(tuple(map(str, frame.columns)), rows, "csv")
        resolver = Resolver(self.engine, today or dt.date.today(), language=language)  # noqa: DTZ011 - the user's own
        answer, _ = resolved(given, resolver, columns_of(given, resolver, name=name, date=date))
        told = {
            column: [row[at] for row in answer.rows]
            for at, column in enumerate(COLUMNS, start=len(given.header))
        }
        return frame.assign(**told)

    def on(
        self,
        day: str | date,
        *,
        language: str = "ja",
        projected: bool = False,
        kinds: bool = False,
    ) -> Tree:
        """The organisation of a day: a tree of units, kinds of unit, roles and posts.

        ``projected`` adds what is possible on that day only because no begin is known, ``kinds``
        the kinds and roles whose units and posts are there one by one. ``str`` draws the tree.

        Raises:
            InvalidValue: ``day`` is no day.
        """
        from kusei.answers.organisation_tree import organisation_tree
        from kusei.queries.values import day_of

        asked = day_of("on", day)
        return organisation_tree(
            self._rows("organisation", language, on=asked),
            events=self._rows("events", language, to=asked),
            projected=projected,
            kinds=kinds,
            language=language,
        )

    def compare(
        self,
        day: str | date,
        against: str | date,
        *,
        language: str = "ja",
        projected: bool = False,
        kinds: bool = False,
    ) -> Comparison:
        """What differs in the organisation of two days, from the earlier to the later one.

        ``projected`` lists also what no source tells of on one of the days, ``kinds`` as in
        :meth:`on`. ``str`` tells it in lines.

        Raises:
            InvalidValue: one of them is no day.
        """
        from kusei.answers.organisation_comparison import compared
        from kusei.queries.values import day_of

        first, second = sorted((day_of("on", day), day_of("against", against)))
        answers = (
            self._rows("organisation", language, on=first),
            self._rows("organisation", language, on=second),
        )
        return compared(
            (first, second), answers, projected=projected, kinds=kinds, language=language
        )

    def _rows(self, name: str, language: str, **parameters: Given) -> Rows:
        """The rows of a stored question."""
        from kusei.queries.catalogue import stored_query
        from kusei.queries.run import run_stored

        stored = stored_query(self.location, name)
        return run_stored(stored, parameters, self.engine, language=language)

    def show(self, entity: str, *, language: str = "ja") -> Description:
        """All that is known of a thing: an IRI, a prefixed name or a label, former names too.

        Raises:
            UnknownName, AmbiguousName: nothing is called so, or several things are.
        """
        from kusei.answers.description import describe
        from kusei.queries.catalogue import stored_query
        from kusei.queries.entities import find_entity
        from kusei.queries.run import run_bound

        iri = find_entity(self.engine, entity)
        names, evidence = (
            run_bound(
                stored_query(self.location, name), {parameter: iri}, self.engine, language=language
            )
            for name, parameter in (("unit-history", "unit"), ("evidence", "entity"))
        )
        return describe(self.engine, iri, names=names, evidence=evidence, language=language)

    def validate(self, *, today: date | None = None) -> Report:
        """Check the files of the dataset as ``kusei validate`` does, also where a server answers.

        ``today`` is the day by which plans are due; today, unless told.

        Raises:
            DatasetInvalid: a file cannot be read; it holds the findings.
        """
        from datetime import date

        from kusei.validation import validate

        return validate(self.dataset, today=today or date.today())  # noqa: DTZ011 - the user's own

    def graph(self, *, derived: bool = True) -> rdflib.Graph:
        """The curated triples, and unless told otherwise the derived ones and the ontology."""
        from kusei.graph.rdf_graph import graph_of

        quads = list(self.dataset.curated)
        if derived:
            quads += [*self.dataset.derived_quads, *self.dataset.ontology]
        return graph_of(quads)


def open_dataset(
    path: str | PathLike[str] | None = None,
    *,
    endpoint: str | None = None,
    ward: str | None = None,
) -> OpenDataset:
    """Open a dataset: the folder that holds ``kusei.toml``, else found as the command line does.

    With ``endpoint`` (an address, or a name from ``kusei.toml``) questions go to that SPARQL
    server, and the dataset gives the stored queries. With ``ward`` they are about that ward
    alone: other wards of the dataset or on the server are not seen.

    Raises:
        DatasetNotFound: there is none.
        UnknownName: it has no such ward. What wards a server holds is asked with the first
            question.
    """
    from kusei.dataset.files import find, ward_folder

    location = find(None if path is None else Path(path))
    if ward is not None and endpoint is None:
        ward_folder(location, ward)
    return OpenDataset(location, endpoint=endpoint, ward=ward)
