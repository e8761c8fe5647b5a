"""Literals as they are written, in a store that would change them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kusei.graph.store import Literal, NamedNode, Quad, Rows, Store
from kusei.shacl.compile.literals import _CHANGED, _FORMS, as_spelt, as_stored, well_formed
from kusei.terms import XSD

DATATYPES = st.sampled_from(sorted({*_FORMS, *_CHANGED, "string", "anyURI", "unknown"}))
DIGITS = st.from_regex(r"[+-]?[0-9]{0,20}(\.[0-9]{0,9})?([eE][+-]?[0-9]{1,3})?", fullmatch=True)
DAYS = st.from_regex(
    r"-?[0-9]{0,5}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,5})?)?(Z|[+-][01][0-9]:00)?",
    fullmatch=True,
)
PARTS = st.sampled_from(
    ["true", "0", "P1Y", "P12M", "PT60S", "2009", "2009-04", "--04", "--02-30", "---31", "24:00:00"]
)


def stored(literal: Literal) -> Literal:
    """What a store gives back."""
    node = NamedNode("urn:x")
    answer = Store([Quad(node, node, literal)]).query("SELECT ?o WHERE { ?s ?p ?o }")
    assert isinstance(answer, Rows)
    (found,) = answer.rows[0]
    assert isinstance(found, Literal)
    return found


@given(st.one_of(DIGITS, DAYS, PARTS, st.text(max_size=3)), DATATYPES)
def test_no_literal_is_changed(value: str, name: str) -> None:
    """Whatever the store does to literals, the one that is held comes back as it was."""
    literal = Literal(value, datatype=NamedNode(XSD + name))
    own = as_stored(literal)
    assert isinstance(own, Literal)
    assert stored(own) == own
    assert as_spelt(own) == literal


@pytest.mark.parametrize(
    ("value", "name"),
    [
        *[("0001", "integer"), ("2009-04-01", "date"), ("2024-02-29", "date"), ("1.0", "decimal")],
        *[("INF", "double"), ("2009-04", "gYearMonth"), ("24:00:00", "time"), ("127", "byte")],
        *[("P1Y2M3DT4H5M6.7S", "duration"), ("0fB7", "hexBinary"), ("--02-29", "gMonthDay")],
        *[("2009-04-01T00:00:00Z", "dateTimeStamp"), ("-0001-02-28", "date"), ("x", "unknown")],
    ],
)
def test_these_are_well_formed(value: str, name: str) -> None:
    """Texts of the lexical spaces of XSD."""
    assert well_formed(value, XSD + name)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        *[("abc", "integer"), ("1.0", "integer"), (" 1", "integer"), ("128", "byte"), ("", "date")],
        *[("2009-4", "gYearMonth"), ("2009-02-29", "date"), ("2009-04-31", "date")],
        *[("-1", "nonNegativeInteger"), ("P", "duration"), ("PT", "duration"), ("f", "hexBinary")],
        *[("2009-04-01T00:00:00", "dateTimeStamp"), ("--02-30", "gMonthDay"), ("TRUE", "boolean")],
        *[("2009-04-01T25:00:00", "dateTime"), ("1,5", "decimal"), ("0", "positiveInteger")],
    ],
)
def test_these_are_ill_formed(value: str, name: str) -> None:
    """Texts outside of them, which sh:datatype finds."""
    assert not well_formed(value, XSD + name)
