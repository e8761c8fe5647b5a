"""The names and dates of a table, resolved row by row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kusei.errors import InvalidValue
from kusei.queries.resolution import COLUMNS, Resolution, Status
from kusei.queries.typed_values import period_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from kusei.answers.given_table import GivenTable
    from kusei.queries.resolution import Resolver

_NAMES: Final = (
    *("name", "names", "unit", "department", "section", "office", "organisation", "organization"),
    *(
        "名称",
        "組織",
        "組織名",
        "部署",
        "部署名",
        "所属",
        "課",
        "課名",
        "担当",
        "担当課",
        "職",
        "職名",
    ),
)
_DATES: Final = (
    *("date", "day", "on", "when", "year", "fiscal year"),
    *("日付", "年月日", "日", "時点", "基準日", "年", "年度", "年月", "時期"),
)
_TRIED: Final = 50  # rows by which a column is guessed
_MOST: Final = 0.5  # of these that must be what is looked for
_SEPARATOR: Final = " | "


@dataclass(frozen=True, slots=True)
class Columns:
    """Where names and dates stand; no place for dates where the table has none."""

    name: int
    date: int | None


def columns_of(
    table: GivenTable, resolver: Resolver, *, name: str | None, date: str | None
) -> Columns:
    """The columns that are told, else those with a usual header, else those that hold such cells.

    Raises:
        InvalidValue: a column that is told is not there, or no column holds names.
    """
    at_name = table.column(name) if name is not None else _called(table, _NAMES)
    if at_name is None:
        at_name = _holding(table, lambda cell: _is_name(cell, resolver))
    if at_name is None:
        raise InvalidValue(
            f"which column holds the names? --name COLUMN; there are {', '.join(table.header)}"
        )
    at_date = table.column(date) if date is not None else _called(table, _DATES)
    if at_date is None:
        at_date = _holding(table, _is_date, but=at_name)
    return Columns(at_name, at_date)


def resolved(
    table: GivenTable, resolver: Resolver, columns: Columns
) -> tuple[GivenTable, list[str]]:
    """The table with the columns of a resolution, and what is wrong with dates, by row.

    A row whose date is not understood is *unknown*: without its date a name says too little.
    """
    told: list[str] = []
    cells = [_cells(one) for one in _each(table, resolver, columns, told)]
    return table.with_columns(COLUMNS, cells), told


def _each(
    table: GivenTable, resolver: Resolver, columns: Columns, told: list[str]
) -> Iterator[Resolution]:
    for number, row in enumerate(table.rows, start=2):
        name = row[columns.name].strip()
        typed = row[columns.date].strip() if columns.date is not None else ""
        try:
            first, last = _days(typed)
        except InvalidValue as error:
            told.append(f"row {number}: {error}")
            yield Resolution(status=Status.UNKNOWN)
            continue
        yield resolver.resolve(name, first, last)


def _days(typed: str) -> tuple[date | None, date | None]:
    return period_of("date", typed) if typed else (None, None)


def _cells(one: Resolution) -> list[str]:
    return [
        *(one.iri, one.status.value, one.name_then, one.certainty, one.name_now, one.became),
        " ".join(one.successors),
        _SEPARATOR.join(one.candidates),
    ]


def _called(table: GivenTable, names: Sequence[str]) -> int | None:
    known = {header.strip().casefold(): at for at, header in reversed([*enumerate(table.header)])}
    return next((known[name] for name in names if name in known), None)


def _holding(
    table: GivenTable, holds: Callable[[str], bool], *, but: int | None = None
) -> int | None:
    """The first column of which most cells are such."""
    for at in range(len(table.header)):
        cells = [row[at].strip() for row in table.rows[:_TRIED] if row[at].strip()]
        if at != but and cells and sum(map(holds, cells)) > _MOST * len(cells):
            return at
    return None


def _is_name(cell: str, resolver: Resolver) -> bool:
    return resolver.resolve(cell).status is not Status.UNKNOWN


def _is_date(cell: str) -> bool:
    try:
        _days(cell)
    except InvalidValue:
        return False
    return True
