"""A table that a user gives and gets back with more columns: CSV, TSV or a sheet of Excel."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kusei.errors import InvalidValue, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FORMATS: Final = ("csv", "tsv", "xlsx")
_DELIMITERS: Final = {"csv": ",", "tsv": "\t"}
_ENCODINGS: Final = ("utf-8-sig", "cp932")
"""UTF-8, else what Excel in Japan writes."""
_PACKED: Final = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class GivenTable:
    """The header and the rows of a table; all cells are texts, a day of a sheet in ISO 8601.

    Rows are as long as the header.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    form: str

    def column(self, name: str) -> int:
        """The place of a column.

        Raises:
            InvalidValue: there is none of this name, or several.
        """
        places = [at for at, one in enumerate(self.header) if one.strip() == name]
        if len(places) != 1:
            count = "several columns are" if places else "no column is"
            raise InvalidValue(f"{count} called {name!r}; there are {', '.join(self.header)}")
        return places[0]

    def with_columns(self, names: Sequence[str], cells: Iterable[Sequence[str]]) -> GivenTable:
        """The table with more columns on the right."""
        rows = tuple((*row, *more) for row, more in zip(self.rows, cells, strict=True))
        return GivenTable((*self.header, *names), rows, self.form)


def read_table(content: bytes, *, name: str, form: str | None = None) -> GivenTable:
    """Read a table, whose first row is its header.

    ``form`` is that of the file's suffix; what none is told of is guessed by its content.

    Raises:
        InvalidValue: it is no such table; the message says in which row.
        UsageError: openpyxl is not installed.
    """
    if form == "xlsx" or content.startswith(_PACKED):
        return _of_cells(_sheet(content, name), name, "xlsx")
    text = _decoded(content, name)
    form = form or ("tsv" if "\t" in text.partition("\n")[0] else "csv")
    try:
        cells = list(csv.reader(io.StringIO(text, newline=""), delimiter=_DELIMITERS[form]))
    except csv.Error as error:
        raise InvalidValue(f"{name}: not {form.upper()}: {error}") from None
    return _of_cells(cells, name, form)


def written(table: GivenTable, form: str) -> str | bytes:
    """The table as text, or as the bytes of a sheet.

    Raises:
        UsageError: openpyxl is not installed.
    """
    if form != "xlsx":
        out = io.StringIO()
        writer = csv.writer(out, delimiter=_DELIMITERS[form], lineterminator="\n")
        writer.writerows((table.header, *table.rows))
        return out.getvalue()
    book = _openpyxl().Workbook(write_only=True)
    sheet = book.create_sheet("kusei")
    for row in (table.header, *table.rows):
        sheet.append(list(row))
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def _of_cells(cells: Iterable[Sequence[str]], name: str, form: str) -> GivenTable:
    header, *rows = [tuple(row) for row in cells if any(cell.strip() for cell in row)] or [()]
    if not header:
        raise InvalidValue(f"{name}: an empty table")
    width = len(header)
    for number, row in enumerate(rows, start=2):
        if len(row) > width:
            raise InvalidValue(f"{name}: row {number} has {len(row)} cells, the header {width}")
    return GivenTable(header, tuple((*row, *[""] * (width - len(row))) for row in rows), form)


def _decoded(content: bytes, name: str) -> str:
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InvalidValue(f"{name}: neither UTF-8 nor Shift_JIS; save it as one of them")


def _sheet(content: bytes, name: str) -> list[list[str]]:
    from zipfile import BadZipFile

    try:
        book = _openpyxl().load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        rows = list(book.worksheets[0].iter_rows(values_only=True))
    except (BadZipFile, KeyError, ValueError, IndexError) as error:
        raise InvalidValue(f"{name}: no sheet of Excel (xlsx) that can be read: {error}") from None
    return [[_text(cell) for cell in row] for row in rows]


def _text(cell: object) -> str:
    from datetime import datetime

    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return "" if cell is None else str(cell)


def _openpyxl() -> Any:  # noqa: ANN401 - a module that may not be there
    try:
        import openpyxl
    except ModuleNotFoundError:
        raise UsageError("openpyxl is not installed: pip install 'kusei[xlsx]'") from None
    return openpyxl
