"""Examples against their approved rows: each difference is told by its row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kusei.answers.approved import differences, tried
from kusei.answers.formats import csv
from kusei.queries.catalogue import stored_query
from kusei.queries.run import run_stored

if TYPE_CHECKING:
    from pathlib import Path

    from kusei.dataset.files import Dataset

HEAD = "a,b\n"


@pytest.mark.parametrize(
    ("approved", "answered", "told"),
    [
        ("1,2\n", "1,2\n", []),
        ('1,"x\ny"\n', '1,"x\ny"\n', []),
        ("1,2\n3,4\n", "3,4\n", ["- row 1: 1,2"]),
        ("1,2\n", "1,2\n3,4\n", ["+ row 2: 3,4"]),
        ("1,2\n", "1,5\n", ["- row 1: 1,2", "+ row 1: 1,5"]),
        (
            "1,2\n3,4\n",
            "3,4\n1,2\n",
            ["the same rows in another order:", "+ row 1: 3,4", "- row 2: 3,4"],
        ),
    ],
)
def test_rows_are_compared_one_by_one(approved: str, answered: str, told: list[str]) -> None:
    """- was approved, + is answered, counted from 1; the order counts."""
    assert differences(HEAD + approved, HEAD + answered) == told


def test_columns_are_compared_too() -> None:
    """The head is row 0."""
    assert differences("a\n1\n", "b\n1\n") == ["- row 0: a", "+ row 0: b"]


def test_an_example_without_approved_rows_is_a_difference(minato: Dataset, tmp_path: Path) -> None:
    """What is compared with nothing is no success; with its own rows it agrees."""
    query = stored_query(minato.location, "transfers")
    missing = tried(query, minato.store, tmp_path)
    assert missing.rows > 0
    assert "no approved rows: transfers.expected.csv is missing" in missing.differences[0]
    rows = run_stored(query, query.example, minato.store)
    (tmp_path / "transfers.expected.csv").write_text(csv(rows), "utf-8")
    assert tried(query, minato.store, tmp_path).differences == ()
