"""What is typed for a parameter becomes the term that is bound, or is refused with what is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from kusei.dates.typed import DateError, parse_day
from kusei.errors import InvalidValue, UnknownName
from kusei.findings import Text
from kusei.graph.store import Literal, NamedNode, Store
from kusei.queries.catalogue import query_names, stored_query
from kusei.queries.stored import Choice, Parameter, StoredQuery
from kusei.queries.typed_values import One, checked, day_of, period_of
from kusei.queries.values import Given, bound_values
from kusei.terms import XSD, XSD_DATE

if TYPE_CHECKING:
    from collections.abc import Callable

    from kusei.dataset.files import Location


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
    assert values == [{"from": day(first), "to": day(last)}]


@pytest.mark.parametrize("name", ["changes", "events", "transfers", "coarse-dates", "per-year"])
def test_a_period_of_two_parameters_does_not_end_before_it_begins(
    location: Location, small: Store, name: str
) -> None:
    """It is refused with its days; a period of one day stands."""
    query = stored_query(location, name)
    with pytest.raises(InvalidValue, match="from is after to: from 2010-01-01 to 2009-12-31"):
        bound_values(query, {"from": "2010", "to": date(2009, 12, 31)}, small)
    assert bound_values(query, {"from": "2010-01-01", "to": "2010-01-01"}, small)


def test_an_optional_parameter_that_is_not_given_is_unbound(
    location: Location, small: Store
) -> None:
    """It becomes UNDEF."""
    values = bound_values(stored_query(location, "events"), {"to": date(2010, 1, 1)}, small)
    assert values == [{"from": None, "to": day("2010-01-01")}]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"duty": "窓口業務", "on": "2009-04"}, "on: 2009-04 is a month"),
        ({"duty": "窓口業務", "on": "someday"}, "on: "),
        ({"duty": ["窓口業務"], "on": "2009-04-01"}, "duty takes one value; 1 were given"),
        ({"duty": ["a", "b"], "on": "2009-04-01"}, "duty takes one value; 2 were given$"),
        (
            {"duty": "窓口業務", "on": "2009-04-01", "lang": "en"},
            r"no parameter 'lang' \(labels in English: language='en'\)",
        ),
        ({"duty": 5, "on": "2009-04-01"}, "duty is of type entity; int was given"),
        ({"duty": "窓口業務", "on": True}, "on is of type date; bool was given"),
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
    location: Location, small: Store, given: dict[str, Given], told: str
) -> None:
    """A month is no day; a missing, unknown or unfit parameter is told with those there are."""
    with pytest.raises(InvalidValue, match=told):
        bound_values(stored_query(location, "duty-holder"), given, small)


def test_an_unknown_query_is_told_with_those_there_are(location: Location) -> None:
    """The nearest name comes first, then all."""
    with pytest.raises(UnknownName, match=r"Did you mean duty-holder\?") as caught:
        stored_query(location, "duty-hodler")
    assert all(name in str(caught.value) for name in query_names(location))


NUMBER = Parameter(
    name="n", type="number", classes=(), optional=False, label=Text(ja="数", en="number")
)


@pytest.mark.parametrize(
    ("given", "text", "kind"),
    [
        ("12", "12", "integer"),
        ("-3", "-3", "integer"),
        ("１２", "12", "integer"),
        (12, "12", "integer"),
        ("0.50", "0.50", "decimal"),
        (0.5, "0.5", "decimal"),
        (1e-7, "0.0000001", "decimal"),
        (Decimal("2.50"), "2.50", "decimal"),
    ],
)
def test_a_number_is_an_integer_or_a_decimal(given: One, text: str, kind: str) -> None:
    """In plain digits, never with a power of ten: engines read these forms alike."""
    assert checked(NUMBER, given) == (Literal(text, datatype=NamedNode(XSD + kind)),)


@pytest.mark.parametrize(
    "given", ["", "x", "1e5", "NaN", "1,000", float("inf"), float("nan"), "1 2"]
)
def test_what_is_no_number_is_refused(given: str | float) -> None:
    """Words, powers of ten and infinities."""
    with pytest.raises(InvalidValue, match="is no number"):
        checked(NUMBER, given)


def test_choices_are_named_by_value_or_label() -> None:
    """A number by what it is worth; anything else is told with the choices there are."""
    choices = (Choice(value="unit", label=Text(ja="組織", en="a unit")), Choice(value="post"))
    sort = replace(NUMBER, name="sort", type="text", choices=choices)
    for typed in ("unit", "組織", "A Unit", "ａunit"):
        assert checked(sort, typed) == (Literal("unit"),)
    with pytest.raises(InvalidValue, match=r"none of its choices:\n  unit  組織 / a unit\n  post"):
        checked(sort, "role")
    few = replace(NUMBER, choices=(Choice(value="1"), Choice(value="2.5")))
    assert checked(few, "1.0") == (Literal("1.0", datatype=NamedNode(XSD + "decimal")),)
    with pytest.raises(InvalidValue, match="none of its choices"):
        checked(few, 3)


@pytest.mark.parametrize(
    "text",
    [
        *("2020-02-29", "0001-01-01", "9999-12-31", "2019-02-29", "2020-13-01", "0000-01-01"),
        *("2020-W01-1", "2020-1-010", "-020-01-01", "２０２０-01-01", "202０-01-01", " 020-01-01"),
    ],
)
def test_the_short_way_of_a_day_is_the_long_one(text: str) -> None:
    """YYYY-MM-DD is the day that any date is read as, and what is none is refused in its words."""

    def told(read: Callable[[], date]) -> str:
        try:
            return str(read())
        except (DateError, InvalidValue) as error:
            return str(error).removeprefix("on: ")

    assert told(lambda: day_of("on", text)) == told(lambda: parse_day(text))


def test_a_day_with_a_time_is_the_day() -> None:
    """A datetime is a date to Python; its text would be none to SPARQL."""
    moment = datetime(2009, 4, 1, 12, 30)  # noqa: DTZ001 - a day has no zone
    assert period_of("p", moment) == (date(2009, 4, 1), date(2009, 4, 1))
    assert checked(replace(NUMBER, type="date"), moment) == (day("2009-04-01"),)


def several(location: Location) -> StoredQuery:
    """A query that takes several texts and several periods."""
    texts = replace(NUMBER, name="t", type="text", several=True)
    periods = replace(NUMBER, name="p", type="period", several=True, optional=True)
    return replace(stored_query(location, "events"), parameters=(texts, periods))


def test_several_values_are_rows_that_keep_a_period_together(
    location: Location, small: Store
) -> None:
    """One row a combination; the days of one period are never mixed with those of another."""
    rows = bound_values(several(location), {"t": ["a", "b", "a"], "p": ["2009", "2010"]}, small)
    assert [(row["t"], row["p_from"], row["p_to"]) for row in rows] == [
        (Literal(text), day(f"{year}-01-01"), day(f"{year}-12-31"))
        for text in ("a", "b")
        for year in (2009, 2010)
    ]
    (alone,) = bound_values(several(location), {"t": "a"}, small)
    assert alone == {"t": Literal("a"), "p_from": None, "p_to": None}


def test_no_value_and_too_many_are_refused(location: Location, small: Store) -> None:
    """An empty list names nothing; a product beyond all bounds is told and not asked."""
    with pytest.raises(InvalidValue, match="the list of values is empty"):
        bound_values(several(location), {"t": []}, small)
    many = [str(n) for n in range(200)]
    with pytest.raises(InvalidValue, match="at most 10000"):
        bound_values(
            several(location), {"t": many, "p": [str(1900 + n) for n in range(100)]}, small
        )
