"""The approved rows of the examples: what a stored query must answer, kept beside the tests."""

from __future__ import annotations

import csv as readers
import io
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from kusei.answers.formats import csv
from kusei.errors import UsageError
from kusei.queries.run import run_stored

if TYPE_CHECKING:
    from pathlib import Path

    from kusei.dataset.files import Location
    from kusei.queries.engine import Engine
    from kusei.queries.stored import StoredQuery

SUFFIX: Final = ".expected.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one example: how many rows, and how they differ from the approved ones."""

    name: str
    rows: int
    differences: tuple[str, ...]


def folder_of(location: Location) -> Path:
    """Where the approved rows of a dataset lie: ``tests/queries``, or ``approved`` in the wheel."""
    checkout = location.root / "tests" / "queries"
    installed = location.root / "approved"
    return checkout if checkout.is_dir() or not installed.is_dir() else installed


def tried(query: StoredQuery, engine: Engine, folder: Path) -> Outcome:
    """Ask the example of a query and hold its rows against ``NAME.expected.csv`` of the folder.

    An example without rows shows nothing, and one without approved rows is compared with nothing:
    both are differences.

    Raises:
        UsageError: the approved rows cannot be read.
    """
    answer = run_stored(query, query.example, engine)
    path = folder / f"{query.name}{SUFFIX}"
    found: list[str] = []
    if not answer.rows:
        found.append("the example has no rows")
    if not path.is_file():
        found.append(f"no approved rows: {path.name} is missing in {folder}")
    else:
        try:
            found += differences(path.read_text("utf-8"), csv(answer))
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{path}: cannot be read: {error}") from None
    return Outcome(name=query.name, rows=len(answer.rows), differences=tuple(found))


def differences(approved: str, answered: str) -> list[str]:
    """How two CSV texts differ: ``- row N`` was approved, ``+ row N`` is answered; N from 1.

    The head of the columns is row 0. The order of rows counts, as queries are ordered.
    """
    before, now = (
        list(readers.reader(io.StringIO(text, newline=""))) for text in (approved, answered)
    )
    told: list[str] = []
    if before != now and sorted(before) == sorted(now):
        told.append("the same rows in another order:")
    matcher = SequenceMatcher(a=list(map(tuple, before)), b=list(map(tuple, now)), autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag != "equal":
            told += [f"- row {n}: {_line(before[n])}" for n in range(first, last)]
            told += [f"+ row {n}: {_line(now[n])}" for n in range(start, end)]
    return told


def _line(cells: list[str]) -> str:
    return ",".join(cells)
