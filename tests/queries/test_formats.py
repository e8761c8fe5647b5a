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

from kusei.queries.formats import (
    GRAPH_FORMATS,
    ROW_FORMATS,
    display_width,
    graph_text,
    rows_text,
)
from kusei.remote import Endpoint
from kusei.store import Literal, NamedNode, Rows, Triple, parse_turtle
from kusei.terms import KUSEI, PREFIXES, XSD

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
    assert Endpoint("http://127.0.0.1/")._rows(body, "SELECT") == ROWS


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


@pytest.mark.parametrize("form", GRAPH_FORMATS)
def test_graphs_are_written_with_all_their_triples(form: str) -> None:
    """Each format of graphs holds the label, its language and the shortened class."""
    triples = [
        Triple(NamedNode("urn:b"), NamedNode(KUSEI + "text"), Literal("区民課", language="ja")),
        Triple(NamedNode("urn:a"), NamedNode(KUSEI + "text"), Literal("x")),
    ]
    text = graph_text(triples, form)
    assert "区民課" in text
    assert text.index("urn:a") < text.index("urn:b")
    if form == "turtle":
        assert len(parse_turtle(text.encode(), graph="urn:g")) == 2
    assert graph_text(triples[::-1], form) == text
