"""The EDTF subset of the data: its grammar, its bounds, its pattern for shapes."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kusei.dates.typed import (
    EDTF_INTERVAL_PATTERN,
    EDTF_PATTERN,
    DateError,
    Period,
    Precision,
    Span,
    parse_edtf,
    parse_period,
    write_edtf,
)

if TYPE_CHECKING:
    from collections.abc import Callable

IMPOSSIBLE = re.compile("there is no|is after")
"""How a refusal reads of a text that is written as the grammar asks, of a day that is none."""

ACCEPTED = [
    ("2006-04-01", "2006-04-01", "2006-04-01", "day"),
    ("2009-04", "2009-04-01", "2009-04-30", "month"),
    ("2009-12", "2009-12-01", "2009-12-31", "month"),
    ("2000-02", "2000-02-01", "2000-02-29", "month"),
    ("1900-02", "1900-02-01", "1900-02-28", "month"),
    ("2017", "2017-01-01", "2017-12-31", "year"),
    ("0001", "0001-01-01", "0001-12-31", "year"),
    ("9999-12", "9999-12-01", "9999-12-31", "month"),
    ("[2017-04..2019-03]", "2017-04-01", "2019-03-31", "range"),
    ("[2006-04-01..2026-11-22]", "2006-04-01", "2026-11-22", "range"),
    ("[2017..2018]", "2017-01-01", "2018-12-31", "range"),
    ("[2017-04-15..2018]", "2017-04-15", "2018-12-31", "range"),
    ("[2009-04-01..2009-04-01]", "2009-04-01", "2009-04-01", "range"),
]

REFUSED = [
    *("", " 2009", "2009 ", "2009\n", "２００９", "٢٠٠٩", "209", "20090", "2009-4", "2009-04-1"),
    *("20090401", "2009-04-01T00:00:00", "2009-W01", "-2009", "Y20090", "2009-04-", "2009-"),
    *("2009~", "2009?", "2009%", "200X", "2009-XX", "2009-04-XX", "~2009-04"),
    *("[2009..]", "[..2009]", "[..]", "[2009]", "[2009,2010]", "{2009..2010}", "2009..2010"),
    *("[2009...2010]", "[2009..2010..2011]", "[ 2009..2010]", "[2009/2010]", "[2009..2010", "[]"),
    *("[2009..2010)", "(2009..2010]", "[2009..20100"),
    *("2009/2010/2011", "平成21年4月"),
]

IMPOSSIBLE_DAYS = [
    ("0000", "there is no year 0"),
    ("2009-00", "there is no month 0"),
    ("2009-13", "there is no month 13"),
    ("2009-21", "there is no month 21"),
    ("2009-04-00", "2009-04 has 30 days, there is no 0"),
    ("2009-04-31", "2009-04 has 30 days, there is no 31"),
    ("2009-02-29", "2009-02 has 28 days, there is no 29"),
    ("[2019-03..2017-04]", "2019-03-01 is after 2017-04-30"),
    ("[2009-04-02..2009-04-01]", "2009-04-02 is after 2009-04-01"),
    ("[2009-02-30..2010]", "2009-02 has 28 days, there is no 30"),
    ("[2009..2010-13]", "there is no month 13"),
]

dates = st.dates().map(date.isoformat)
parts = dates.map(lambda iso: iso[:4]) | dates.map(lambda iso: iso[:7]) | dates
"""A day, a month or a year that exists."""

written = st.from_regex(
    r"\A([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?|\[[0-9]{4}(-[0-9]{2}){0,2}\.\.[0-9]{4}(-[0-9]{2}){0,2}\])\Z"
)
near = st.text(alphabet="012349-/.[]~X ", max_size=14)


def accepts(pattern: str, text: str) -> bool:
    """Whether a pattern for shapes matches as XPath does, where ``$`` is the very end.

    See https://www.w3.org/TR/xpath-functions/#flags; in Python a line break may follow it.
    """
    return re.search(pattern.removesuffix("$") + r"\Z", text) is not None


@pytest.mark.parametrize(("text", "earliest", "latest", "precision"), ACCEPTED)
def test_bounds_are_the_first_and_last_possible_day(
    text: str, earliest: str, latest: str, precision: str
) -> None:
    """A literal stands for its first to its last day, both inclusive."""
    expected = Span(date.fromisoformat(earliest), date.fromisoformat(latest), Precision(precision))
    assert parse_edtf(text) == expected
    assert parse_period(text) == Period(expected.earliest, expected.latest)
    assert accepts(EDTF_PATTERN, text)
    assert accepts(EDTF_INTERVAL_PATTERN, text)


@pytest.mark.parametrize("text", REFUSED)
def test_the_rest_of_edtf_is_refused(text: str) -> None:
    """What is not in the subset is refused by parser and pattern, and the message tells it."""
    for parse in (parse_edtf, parse_period):
        with pytest.raises(DateError) as refusal:
            parse(text)
        assert f"{text!r} is not in the EDTF subset: give YYYY-MM-DD" in str(refusal.value)
        assert "open ends, seasons, times, white space and ~ ? % X" in str(refusal.value)
    assert not accepts(EDTF_PATTERN, text)
    assert not accepts(EDTF_INTERVAL_PATTERN, text)


@pytest.mark.parametrize(("text", "fragment"), IMPOSSIBLE_DAYS)
def test_days_that_do_not_exist_are_refused(text: str, fragment: str) -> None:
    """A well-written literal of no day of the calendar is refused by name."""
    with pytest.raises(DateError, match=re.escape(fragment)) as refusal:
        parse_edtf(text)
    assert repr(text) in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2008-04/2009-03", date(2008, 4, 1), date(2009, 3, 31)),
        ("2008/2009-03-15", date(2008, 1, 1), date(2009, 3, 15)),
        ("2008-04-02/2008-04-02", date(2008, 4, 2), date(2008, 4, 2)),
    ],
)
def test_an_interval_runs_from_first_to_last_day(text: str, earliest: date, latest: date) -> None:
    """An interval is a period, and never one day of the data."""
    assert parse_period(text) == Period(earliest, latest)
    assert accepts(EDTF_INTERVAL_PATTERN, text)
    assert not accepts(EDTF_PATTERN, text)
    with pytest.raises(DateError, match="A/B for a period"):
        parse_edtf(text)


@pytest.mark.parametrize(
    ("text", "fragment"),
    [
        ("2009-03/2008-04", "2009-03-01 is after 2008-04-30"),
        ("2008-04/2009-13", "there is no month 13"),
        ("2008-04/", "not in the EDTF subset"),
        ("2008-04/..", "not in the EDTF subset"),
        ("../2008-04", "not in the EDTF subset"),
        ("/2008-04", "not in the EDTF subset"),
        ("[2008..2009]/2010", "not in the EDTF subset"),
        ("2008-04 / 2009-03", "not in the EDTF subset"),
    ],
)
def test_an_interval_needs_both_ends_in_order(text: str, fragment: str) -> None:
    """An interval that is open, reversed or of no day is refused."""
    with pytest.raises(DateError, match=re.escape(fragment)):
        parse_period(text)


@given(parts, parts)
def test_text_and_span_are_two_forms_of_one_thing(one: str, other: str) -> None:
    """A date is written as it was read; of a range the bounds stay, and writing is canonical."""
    assert write_edtf(parse_edtf(one)) == one
    first, last = sorted((one, other), key=lambda text: parse_edtf(text).earliest)
    assume(parse_edtf(first).earliest <= parse_edtf(last).latest)
    span = parse_edtf(f"[{first}..{last}]")
    assert (span.earliest, span.latest) == (parse_edtf(first).earliest, parse_edtf(last).latest)
    canonical = write_edtf(span)
    again = parse_edtf(canonical)
    assert (again.earliest, again.latest) == (span.earliest, span.latest)
    assert write_edtf(again) == canonical
    assert len(canonical) <= len(f"[{first}..{last}]") or len(first) != len(last)


def refusal_of(parse: Callable[[str], object], text: str) -> str | None:
    """Why the parser refuses a text, or None where it takes it."""
    try:
        parse(text)
    except DateError as refusal:
        return str(refusal)
    return None


@given(written | near | parts)
def test_pattern_and_parser_agree(text: str) -> None:
    """The pattern of the shapes accepts what the parser does, and more only where no day exists."""
    refusal = refusal_of(parse_edtf, text)
    if accepts(EDTF_PATTERN, text):
        assert refusal is None or IMPOSSIBLE.search(refusal)
    else:
        assert refusal is not None


@given(st.tuples(written | parts, parts).map("/".join) | near | written)
def test_period_pattern_and_parser_agree(text: str) -> None:
    """The pattern for periods accepts what the parser does, and more only where no day exists."""
    refusal = refusal_of(parse_period, text)
    if accepts(EDTF_INTERVAL_PATTERN, text):
        assert refusal is None or IMPOSSIBLE.search(refusal)
    else:
        assert refusal is not None


def test_patterns_keep_to_xpath() -> None:
    """The patterns hold nothing that XPath regular expressions read otherwise or not at all."""
    for pattern in (EDTF_PATTERN, EDTF_INTERVAL_PATTERN):
        assert not re.search(r"\\d|\\w|\\s|\(\?|\\[AZb]", pattern)
        assert pattern.startswith("^(")
        assert pattern.endswith(")$")


def test_dates_need_no_engine() -> None:
    """Reading dates imports no RDF engine and no command line: it is done at every start."""
    code = "import sys, kusei.dates.typed; print(*sorted(m.partition('.')[0] for m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"rdflib", "pyoxigraph", "pyshacl", "SPARQLWrapper", "click"}
    assert heavy.isdisjoint(done.stdout.split())
