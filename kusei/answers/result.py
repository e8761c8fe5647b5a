"""The answer of a query as Python values, with the terms that they were made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final, TypeAlias, overload

from kusei.graph.store import BlankNode, Literal, NamedNode, term_text
from kusei.terms import XSD, compact

if TYPE_CHECKING:
    import pandas as pd

    from kusei.answers.row_evidence import Evidence
    from kusei.graph.store import Rows, Term

Value: TypeAlias = str | int | bool | float | Decimal | date | None
"""A cell: an IRI or text as str; numbers, truth values and days as what they are."""

_PLAIN: Final[Mapping[str, Callable[[str], Value]]] = {
    **dict.fromkeys(
        (XSD + name for name in ("integer", "nonNegativeInteger", "positiveInteger", "int")), int
    ),
    XSD + "decimal": Decimal,
    XSD + "double": float,
    XSD + "float": float,
    XSD + "date": date.fromisoformat,
    XSD + "boolean": lambda text: text in {"true", "1"},
}
"""How the texts of datatypes become values; what cannot be read stays text."""

_ENTITY: Final = "_entity"
"""What ends the name of the column that holds the IRI to the label of another."""


def python_value(term: Term | None) -> Value:
    """The plain Python value of a term; None for an unbound cell."""
    match term:
        case None:
            return None
        case Literal():
            return _literal_value(term)
        case NamedNode():
            return term.value
        case BlankNode():
            return f"_:{term.value}"
        case _:
            return term_text(term)


def _literal_value(literal: Literal) -> Value:
    convert = _PLAIN.get(literal.datatype.value)
    if convert is None:
        return literal.value
    try:
        return convert(literal.value)
    except (ValueError, InvalidOperation):
        return literal.value


class Row(Mapping[str, Value]):
    """One row: a mapping of column to value that also reads as attributes (``row.holder``).

    ``row["from"]`` where a name is a keyword of Python or a method of a row. ``terms`` holds the
    RDF terms of the same cells, ``evidence`` the passages that the row rests on, where it was
    asked for (else it is empty).
    """

    __slots__ = ("_columns", "evidence", "terms")

    def __init__(
        self,
        columns: tuple[str, ...],
        terms: tuple[Term | None, ...],
        evidence: tuple[Evidence, ...] = (),
    ) -> None:
        self._columns = columns
        self.terms = terms
        self.evidence = evidence

    def __getitem__(self, column: str) -> Value:
        return python_value(self.term(column))

    def __getattr__(self, column: str) -> Value:
        if column in self._columns:
            return self[column]
        raise AttributeError(self._no_column(column))

    def _no_column(self, column: str) -> str:
        return f"no column {column!r}; there are {', '.join(self._columns)}"

    def term(self, column: str) -> Term | None:
        """The RDF term of a cell; None where it is unbound.

        Raises:
            KeyError: there is no such column.
        """
        try:
            return self.terms[self._columns.index(column)]
        except ValueError:
            raise KeyError(self._no_column(column)) from None

    def iri(self, column: str) -> str | None:
        """The IRI of what a cell tells of: its own, or for a label that of ``<column>_entity``.

        Raises:
            KeyError: there is no such column.
        """
        term = self.term(column)
        beside = f"{column}{_ENTITY}"
        if not isinstance(term, NamedNode) and beside in self._columns:
            term = self.term(beside)
        return term.value if isinstance(term, NamedNode) else None

    def label(self, column: str) -> str:
        """A cell as a person reads it; of ``<column>_entity`` the label beside it.

        An IRI without label is shortened by the project's prefixes; what is unbound is empty.

        Raises:
            KeyError: there is no such column.
        """
        term = self.term(column)
        beside = column.removesuffix(_ENTITY)
        if isinstance(term, NamedNode) and beside != column and beside in self._columns:
            term = self.term(beside) or term
        if isinstance(term, NamedNode):
            return compact(term.value)
        value = python_value(term)
        return "" if value is None else str(value)

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)

    def __repr__(self) -> str:
        return "Row(" + ", ".join(f"{name}={value!r}" for name, value in self.items()) + ")"


class Result(Sequence[Row]):
    """The rows of an answer in order.

    ``columns`` are their names, and ``labels`` says what each of them holds, in the language of
    the answer (empty for a query that is not a stored one).
    """

    __slots__ = ("_rows", "columns", "labels")

    def __init__(
        self,
        answer: Rows,
        *,
        labels: Mapping[str, str] | None = None,
        evidence: Sequence[tuple[Evidence, ...]] | None = None,
    ) -> None:
        self.columns = answer.columns
        self.labels = dict(labels or {})
        supports = [()] * len(answer.rows) if evidence is None else evidence
        self._rows = tuple(
            Row(answer.columns, terms, support)
            for terms, support in zip(answer.rows, supports, strict=True)
        )

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows, in the order of the query."""
        return self._rows

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, index: int | slice) -> Row | tuple[Row, ...]:
        return self._rows[index]

    def __len__(self) -> int:
        return len(self._rows)

    def __repr__(self) -> str:
        return f"<Result of {len(self)} rows: {', '.join(self.columns)}>"

    def to_pandas(self) -> pd.DataFrame:
        """The rows as a data frame with the same columns; ``frame.attrs["labels"]`` tells of them.

        Whole numbers are ``Int64``, truth values ``boolean``, days ``datetime64`` where all cells
        of a column that are bound are so, and anything else is ``object`` with None for unbound
        cells. Evidence that was asked for stands in a column of lists.

        Raises:
            UsageError: pandas is not installed.
        """
        from kusei.answers.data_frame import data_frame

        columns: dict[str, list[object]] = {
            name: [row[name] for row in self] for name in self.columns
        }
        if any(row.evidence for row in self):
            columns["evidence"] = [[entry.document() for entry in row.evidence] for row in self]
        return data_frame(columns, labels=self.labels)
