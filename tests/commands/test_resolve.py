"""``kusei resolve``."""

from __future__ import annotations

import csv
import io
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands.conftest import Kusei

TABLE = "部署,時期,人数\n区民課,2015-01-01,3\n総務課,,4\n麻布支所,平成27年度,1\n芝,いつか,2\n"
COLUMNS = [
    "iri",
    "status",
    "name_then",
    "certainty",
    "name_now",
    "became",
    "successors",
    "candidates",
]


def rows(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    """The rows of an answer."""
    return list(csv.DictReader(io.StringIO(text), delimiter=delimiter))


def test_the_same_table_comes_back_with_more_columns(kusei_main: Kusei, tmp_path: Path) -> None:
    """Columns are guessed and told; a date that is none is told by its row and resolves nothing."""
    path = tmp_path / "table.csv"
    path.write_text(TABLE, "utf-8")
    ran = kusei_main("resolve", str(path))
    assert ran.code == 0
    found = rows(ran.out)
    assert list(found[0]) == ["部署", "時期", "人数", *COLUMNS]
    assert [row["人数"] for row in found] == ["3", "4", "1", "2"]
    assert [row["status"] for row in found] == ["one", "several", "not-then", "unknown"]
    assert "names: 部署; dates: 時期" in ran.err
    assert "row 5: date: 'いつか' is not understood" in ran.err


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_what_excel_in_japan_writes_is_read(
    kusei_main: Kusei, tmp_path: Path, encoding: str
) -> None:
    """A byte order mark or Shift_JIS; tabs are told by the suffix."""
    path = tmp_path / "table.tsv"
    path.write_bytes(TABLE.replace(",", "\t").encode(encoding))
    ran = kusei_main("resolve", str(path), "--name", "部署", "--date", "時期")
    assert [row["status"] for row in rows(ran.out, "\t")][:2] == ["one", "several"]
    assert "names:" not in ran.err


def test_standard_input_and_sheets(
    kusei_main: Kusei, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sheet of Excel is written by the suffix of -o, and read again."""
    sheet = tmp_path / "table.xlsx"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TABLE.encode())))
    assert kusei_main("resolve", "-", "-o", str(sheet)).code == 0
    ran = kusei_main("resolve", str(sheet), "-f", "csv")
    assert ran.code == 0
    assert "区民課,2015-01-01,3,https://w3id.org/kusei/id/minato/kind-kumin-ka,one" in ran.out


@pytest.mark.parametrize(
    ("content", "options", "told"),
    [
        (b"", (), "an empty table"),
        (b"a,b\n1,2,3\n", (), "row 2 has 3 cells, the header 2"),
        (b"a,b\n1,2\n", (), "which column holds the names?"),
        (TABLE.encode(), ("--name", "課"), "no column is called '課'; there are 部署, 時期, 人数"),
        (b"a,\x81\n", (), "neither UTF-8 nor Shift_JIS"),
        (b"PK\x03\x04broken", (), "no sheet of Excel"),
    ],
)
def test_a_table_that_cannot_be_used_is_exit_2(
    kusei_main: Kusei, tmp_path: Path, content: bytes, options: tuple[str, ...], told: str
) -> None:
    """What is wrong, and where."""
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    ran = kusei_main("resolve", str(path), *options)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
