"""The forms in which answers are written."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from kusei.answers.display_width import display_width
from kusei.answers.formats import ROW_FORMATS, rows_text
from kusei.answers.limits import Limit
from kusei.answers.row_evidence import Evidence
from kusei.errors import InvalidValue
from kusei.graph.store import Literal, NamedNode, Rows
from kusei.remote.answers import rows_of
from kusei.terms import PREFIXES, XSD

DAY = Literal("2009-04-01", datatype=NamedNode(XSD + "date"))
ROWS = Rows(
    ("name", "thing", "on"),
    [
        (Literal("区民課", language="ja"), NamedNode(PREFIXES["minato"] + "kind-kumin-ka"), DAY),
        (Literal('a, "b" | c\n\td\\'), None, None),
    ],
)


def test_a_table_is_aligned_by_display_width() -> None:
    """A full-width character takes two columns, IRIs are shortened, a row stays one line."""
    assert rows_text(ROWS, "table") == (
        "name           thing                 on\n"
        "-------------  --------------------  ----------\n"
        "区民課         minato:kind-kumin-ka  2009-04-01\n"
        'a, "b" | c d\\\n'
    )


@given(st.text())
def test_widths_are_those_of_the_terminal(text: str) -> None:
    """The short way for Japanese text agrees with wcwidth."""
    assert display_width(text) == max(wcswidth(text), 0) or text.isascii()


def test_csv_holds_plain_values() -> None:
    """A reader of CSV gets the texts and full IRIs back, an empty cell for what is unbound."""
    read = list(csv.reader(io.StringIO(rows_text(ROWS, "csv"), newline="")))
    assert read == [
        ["name", "thing", "on"],
        ["区民課", PREFIXES["minato"] + "kind-kumin-ka", "2009-04-01"],
        ['a, "b" | c\n\td\\', "", ""],
    ]


def test_tsv_holds_terms() -> None:
    """Each cell is a term in N-Triples form on one line."""
    assert rows_text(ROWS, "tsv").splitlines() == [
        "?name\t?thing\t?on",
        f'"区民課"@ja\t<{PREFIXES["minato"]}kind-kumin-ka>\t"2009-04-01"^^<{XSD}date>',
        '"a, \\"b\\" | c\\n\\td\\\\"\t\t',
    ]


def test_sparql_json_is_read_back_as_the_same_rows() -> None:
    """What is written is what the reader of server answers understands."""
    body = rows_text(ROWS, "json").encode()
    assert rows_of(body) == ROWS


def test_sparql_xml_keeps_languages_and_datatypes() -> None:
    """The standard's namespace, one result a row, nothing for an unbound cell."""
    root = ET.fromstring(rows_text(ROWS, "xml"))  # noqa: S314 - our own output
    ns = "{http://www.w3.org/2005/sparql-results#}"
    assert [v.get("name") for v in root.iter(f"{ns}variable")] == ["name", "thing", "on"]
    first, second = root.iter(f"{ns}result")
    name, thing, on = (binding[0] for binding in first)
    assert (name.text, name.get("{http://www.w3.org/XML/1998/namespace}lang")) == ("区民課", "ja")
    assert thing.tag == f"{ns}uri"
    assert on.get("datatype") == XSD + "date"
    assert [binding.get("name") for binding in second] == ["name"]


def test_jsonl_holds_one_object_a_row() -> None:
    """Plain values; null where unbound."""
    first, second = map(json.loads, rows_text(ROWS, "jsonl").splitlines())
    assert first == {
        "name": "区民課",
        "thing": PREFIXES["minato"] + "kind-kumin-ka",
        "on": "2009-04-01",
    }
    assert second == {"name": 'a, "b" | c\n\td\\', "thing": None, "on": None}


def test_markdown_cells_cannot_break_the_table() -> None:
    """Bars and backslashes are escaped, line breaks shown as blanks."""
    lines = rows_text(ROWS, "markdown").splitlines()
    assert lines[1] == "| --- | --- | --- |"
    assert lines[3] == r'| a, "b" \| c d\\ |  |  |'


@pytest.mark.parametrize("form", ROW_FORMATS)
def test_yes_and_no_have_every_format(form: str) -> None:
    """ASK answers in each format, in JSON and XML as the standard has it."""
    text = rows_text(answer=True, form=form)
    assert "true" in text
    if form == "json":
        assert json.loads(text) == {"head": {}, "boolean": True}


def test_json_tells_of_a_limit_that_was_hit() -> None:
    """Beside head and results, where readers of SPARQL results pass it over."""
    text = rows_text(ROWS, "json", limit=Limit(2, 7))
    assert json.loads(text)["kusei"] == {"schema_version": 1, "limit": 2, "total": 7}
    assert rows_of(text.encode()) == ROWS
    assert "kusei" not in json.loads(rows_text(ROWS, "json"))


def test_xml_refuses_what_it_cannot_hold() -> None:
    """A control character has no place in XML 1.0: told, and never written."""
    with pytest.raises(InvalidValue, match="control character"):
        rows_text(Rows(("a",), [(Literal("\x01"),)]), "xml")


def test_evidence_is_a_list_in_jsonl_and_columns_elsewhere() -> None:
    """Entries stand in one order in all three columns; what a passage lacks is a dash."""
    entry = Evidence(passage="urn:p1", quote="改称", place="条例 > 第一条", url=None)
    found: list[tuple[Evidence, ...]] = [
        (entry, Evidence(passage="urn:p2", quote=None, place="年表", url="urn:u")),
        (),
    ]
    first, second = map(json.loads, rows_text(ROWS, "jsonl", evidence=found).splitlines())
    assert first["evidence"][0] == {
        "passage": "urn:p1",
        "quote": "改称",
        "place": "条例 > 第一条",
        "url": None,
    }
    assert second["evidence"] == []
    read = list(csv.DictReader(io.StringIO(rows_text(ROWS, "csv", evidence=found))))
    added = [[row[f"evidence_{part}"] for part in ("quote", "place", "url")] for row in read]
    assert added == [["改称 / –", "条例 > 第一条 / 年表", "– / urn:u"], ["", "", ""]]
    taken = Rows(("evidence_url",), [])
    with pytest.raises(InvalidValue, match="evidence_url"):
        rows_text(taken, "csv", evidence=[])


def test_numbers_of_json_lines_are_what_json_can_hold() -> None:
    """A decimal keeps its digits as text; what is no number of JSON does too."""
    values = [("0.10", "decimal"), ("1.5", "double"), ("INF", "double"), ("7", "integer")]
    row = tuple(Literal(text, datatype=NamedNode(XSD + kind)) for text, kind in values)
    line = rows_text(Rows(("a", "b", "c", "d"), [row]), "jsonl")
    assert json.loads(line) == {"a": "0.10", "b": 1.5, "c": "INF", "d": 7}
