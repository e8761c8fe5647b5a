"""Answers as Python values."""

from __future__ import annotations

from datetime import date

import pytest

from kusei.queries.result import Result, Value, python_value
from kusei.store import Literal, NamedNode, Rows, Term
from kusei.terms import XSD


def typed(text: str, name: str) -> Literal:
    """A literal of XML Schema."""
    return Literal(text, datatype=NamedNode(XSD + name))


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (None, None),
        (NamedNode("urn:x"), "urn:x"),
        (Literal("区民課", language="ja"), "区民課"),
        (Literal("2"), "2"),
        (typed("2", "integer"), 2),
        (typed("2009-04-01", "date"), date(2009, 4, 1)),
        (typed("true", "boolean"), True),
        (typed("0", "boolean"), False),
        (typed("2009-04", "gYearMonth"), "2009-04"),
        (typed("not a day", "date"), "not a day"),
    ],
)
def test_a_term_becomes_the_value_it_means(term: Term | None, value: Value) -> None:
    """Numbers, dates and truth values are what they are; what they are not stays text."""
    got = python_value(term)
    assert got == value
    assert type(got) is type(value)


def test_a_row_reads_as_mapping_and_as_attributes() -> None:
    """Columns that are keywords of Python are read by key; the terms stay at hand."""
    terms = (Literal("区民課", language="ja"), Literal("2009-04"), None)
    result = Result(Rows(("name", "from", "until"), [terms]))
    (row,) = result
    assert row.name == row["name"] == "区民課"
    assert row["from"] == "2009-04"
    assert dict(row) == {"name": "区民課", "from": "2009-04", "until": None}
    assert row.terms == terms
    assert len(result) == 1
    assert result.columns == ("name", "from", "until")
    with pytest.raises(AttributeError, match="no column 'nmae'; there are name, from, until"):
        _ = row.nmae
    with pytest.raises(KeyError):
        row["nmae"]
