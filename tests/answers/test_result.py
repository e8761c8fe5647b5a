"""Answers as Python values."""

from __future__ import annotations

import importlib.util
import sys
from datetime import date
from decimal import Decimal

import pytest

from kusei.answers.result import Result, Value, python_value
from kusei.answers.row_evidence import Evidence
from kusei.errors import UsageError
from kusei.graph.store import Literal, NamedNode, Rows, Term
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
        (typed("0.10", "decimal"), Decimal("0.10")),
        (typed("1.5E0", "double"), 1.5),
        (typed("many", "decimal"), "many"),
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


ROWS = Rows(
    ("holder", "n", "on", "sure", "holder_entity", "claim"),
    [
        (
            Literal("総合支所", language="ja"),
            typed("3", "integer"),
            typed("2009-04-01", "date"),
            typed("true", "boolean"),
            NamedNode("https://w3id.org/kusei/id/minato/kind-sogo-shisho"),
            NamedNode("https://w3id.org/kusei/id/minato/assignment-x"),
        ),
        (None, None, None, None, None, None),
    ],
)


def test_a_cell_has_a_value_a_label_a_term_and_an_iri() -> None:
    """A label and the IRI beside it tell of one thing; what is unbound is None or empty."""
    first, second = Result(ROWS)
    assert first.iri("holder") == first.holder_entity == first.iri("holder_entity")
    assert first.label("holder") == first.label("holder_entity") == "総合支所"
    assert first.label("claim") == "minato:assignment-x"
    assert first.label("n") == "3"
    assert first.iri("n") is None
    assert first.term("holder") == Literal("総合支所", language="ja")
    assert (second.iri("holder"), second.label("holder_entity"), second.term("n")) == (
        None,
        "",
        None,
    )
    for read in (first.iri, first.label, first.term):
        with pytest.raises(KeyError, match="no column 'holdr'; there are holder, "):
            read("holdr")


def test_an_answer_may_carry_what_its_columns_hold_and_its_evidence() -> None:
    """One entry a row; without being asked for, none."""
    entry = Evidence(passage="urn:p", quote="改称", place=None, url=None)
    result = Result(ROWS, labels={"holder": "担当"}, evidence=[(entry,), ()])
    assert result.labels == {"holder": "担当"}
    assert [row.evidence for row in result] == [(entry,), ()]
    assert [row.evidence for row in Result(ROWS)] == [(), ()]


def test_without_pandas_a_data_frame_is_refused_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The message is the command that helps."""
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(UsageError, match=r"pip install 'kusei\[pandas\]'"):
        Result(ROWS).to_pandas()


@pytest.mark.skipif(importlib.util.find_spec("pandas") is None, reason="pandas is not installed")
def test_a_data_frame_has_the_types_of_the_values() -> None:
    """Whole numbers stay whole and days are days where a cell is unbound; labels go along."""
    import pandas as pd

    entry = Evidence(passage="urn:p", quote="改称", place=None, url=None)
    frame = Result(ROWS, labels={"holder": "担当"}, evidence=[(entry,), ()]).to_pandas()
    assert list(frame.columns) == [*ROWS.columns, "evidence"]
    assert [str(frame[c].dtype) for c in ("n", "on", "sure", "holder")] == [
        *("Int64", "datetime64[s]", "boolean", "object"),
    ]
    assert frame["on"][0] == pd.Timestamp("2009-04-01")
    assert frame["n"].sum() == 3
    assert frame.isna().loc[1, list(ROWS.columns)].all()
    assert frame["evidence"][0][0]["quote"] == "改称"
    assert frame.attrs["labels"] == {"holder": "担当"}
    assert list(Result(Rows(("a",), [])).to_pandas().columns) == ["a"]
