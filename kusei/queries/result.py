"""The answer of a query as Python values, with the terms that they were made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, TypeAlias, overload

from kusei.store import BlankNode, Literal, NamedNode, term_text
from kusei.terms import XSD

if TYPE_CHECKING:
    from kusei.store import Rows, Term

Value: TypeAlias = str | int | bool | date | None
"""A cell: an IRI or text as str, xsd:integer, xsd:boolean and xsd:date as what they are."""

_INTEGERS = {XSD + name for name in ("integer", "nonNegativeInteger", "positiveInteger", "int")}


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
    kind = literal.datatype.value
    try:
        if kind in _INTEGERS:
            return int(literal.value)
        if kind == XSD + "date":
            return date.fromisoformat(literal.value)
    except ValueError:
        return literal.value
    if kind == XSD + "boolean":
        return literal.value in {"true", "1"}
    return literal.value


class Row(Mapping[str, Value]):
    """One row: a mapping of column to value that also reads as attributes (``row.holder``).

    ``terms`` holds the RDF terms of the same cells; ``row["from"]`` where a name is a keyword.
    """

    __slots__ = ("_columns", "terms")

    def __init__(self, columns: tuple[str, ...], terms: tuple[Term | None, ...]) -> None:
        self._columns = columns
        self.terms = terms

    def __getitem__(self, column: str) -> Value:
        try:
            return python_value(self.terms[self._columns.index(column)])
        except ValueError:
            raise KeyError(column) from None

    def __getattr__(self, column: str) -> Value:
        if column in self._columns:
            return self[column]
        raise AttributeError(f"no column {column!r}; there are {', '.join(self._columns)}")

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)

    def __repr__(self) -> str:
        return "Row(" + ", ".join(f"{name}={value!r}" for name, value in self.items()) + ")"


class Result(Sequence[Row]):
    """The rows of an answer in order; ``columns`` are their names."""

    __slots__ = ("_rows", "columns")

    def __init__(self, answer: Rows) -> None:
        self.columns = answer.columns
        self._rows = tuple(Row(answer.columns, terms) for terms in answer.rows)

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
