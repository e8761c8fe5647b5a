"""What is typed for a parameter becomes the term that is bound, or is refused with what is asked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kusei.errors import InvalidValue, UnknownName
from kusei.queries.catalogue import query_names, stored_query
from kusei.queries.values import bound_values
from kusei.store import Literal, NamedNode, Store
from kusei.terms import XSD_DATE

if TYPE_CHECKING:
    from kusei.dataset import Location


def day(text: str) -> Literal:
    """An xsd:date."""
    return Literal(text, datatype=NamedNode(XSD_DATE))


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2009-04-01", "2009-04-01", "2009-04-01"),
        ("平成21年4月", "2009-04-01", "2009-04-30"),
        ("平成21年度", "2009-04-01", "2010-03-31"),
        ("2009", "2009-01-01", "2009-12-31"),
        ("[2017-04..2019-03]", "2017-04-01", "2019-03-31"),
    ],
)
def test_a_period_runs_from_its_first_to_its_last_day(
    location: Location, small: Store, typed: str, first: str, last: str
) -> None:
    """What begins a period is the first day of what is typed, what ends it the last."""
    values = bound_values(stored_query(location, "events"), {"from": typed, "to": typed}, small)
    assert values == {"from": day(first), "to": day(last)}


def test_an_optional_parameter_that_is_not_given_is_unbound(
    location: Location, small: Store
) -> None:
    """It becomes UNDEF."""
    values = bound_values(stored_query(location, "events"), {"to": date(2010, 1, 1)}, small)
    assert values == {"from": None, "to": day("2010-01-01")}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"duty": "窓口業務", "on": "2009-04"}, "on: 2009-04 is a month"),
        ({"duty": "窓口業務", "on": "someday"}, "on: "),
        ({"duty": "窓口業務"}, r"needs on. It takes: duty \(entity\), on \(date\)"),
        (
            {"duty": "窓口業務", "on": "2009-04-01", "off": "x"},
            "no parameter 'off'. It takes: duty",
        ),
        (
            {"duty": date(2009, 4, 1), "on": "2009-04-01"},
            "duty is of type entity; a date was given",
        ),
    ],
)
def test_a_wrong_value_is_refused_with_what_is_taken(
    location: Location, small: Store, given: dict[str, str | date], told: str
) -> None:
    """A month is no day; a missing, unknown or unfit parameter is told with those there are."""
    with pytest.raises(InvalidValue, match=told):
        bound_values(stored_query(location, "duty-holder"), given, small)


def test_an_unknown_query_is_told_with_those_there_are(location: Location) -> None:
    """The nearest name comes first, then all."""
    with pytest.raises(UnknownName, match=r"Did you mean duty-holder\?") as caught:
        stored_query(location, "duty-hodler")
    assert all(name in str(caught.value) for name in query_names(location))
