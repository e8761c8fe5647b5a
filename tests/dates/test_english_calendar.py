"""English dates are read as people write them, and never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kusei.dates.typed import DateError, parse_typed


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("1 April 2009", "2009-04-01"),
        ("1st April 2009", "2009-04-01"),
        ("the 2nd of May, 2009", None),
        ("2nd of May, 2009", "2009-05-02"),
        ("April 1, 2009", "2009-04-01"),
        ("April 1 2009", "2009-04-01"),
        ("Apr. 1, 2009", "2009-04-01"),
        ("sept 30 2016", "2016-09-30"),
        ("１ Ａｐｒｉｌ ２００９", "2009-04-01"),
        ("April 2018", "2018-04"),
        ("APR 2018", "2018-04"),
        ("May 2018", "2018-05"),
        ("FY2017", "[2017-04..2018-03]"),
        ("FY 2017", "[2017-04..2018-03]"),
        ("fiscal year 2017", "[2017-04..2018-03]"),
        ("April 2009~March 2010", "[2009-04..2010-03]"),
        ("31 April 2009", None),
        ("April 12009", None),
        ("Apricot 2009", None),
        ("1/4/2009", None),
        ("April", None),
        ("1 April 09", None),
        ("1 Maybe 2009", None),
    ],
)
def test_a_date_is_read_or_refused(typed: str, edtf: str | None) -> None:
    """What names one day or month is that; the rest is refused, never rounded."""
    if edtf is None:
        with pytest.raises(DateError):
            parse_typed(typed)
    else:
        assert parse_typed(typed).edtf == edtf


@given(st.dates())
@pytest.mark.parametrize("form", ["{d} {m} {y}", "{m} {d}, {y}", "{m} {d} {y}"])
def test_every_day_is_read_in_every_order(form: str, day: object) -> None:
    """The month stands before or behind the day; both name the same day."""
    from datetime import date

    assert isinstance(day, date)
    typed = form.format(d=day.day, m=f"{day:%B}", y=f"{day.year:04}")
    assert parse_typed(typed).edtf == day.isoformat()
