"""Runs of days as they are read."""

from __future__ import annotations

import pytest

from kusei.answers.run_of_days import run_of_change, run_of_days


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("1965-05-01", "2006-04-30", "1965-05..2006-04"),
        ("2009-04-01", "2009-04-30", "2009-04"),
        ("2009-04-01", "2009-04-19", "2009-04-01..2009-04-19"),
        ("1965-01-01", "1965-12-31", "1965"),
        ("1965-01-01", "1966-12-31", "1965..1966"),
        ("1965-01-01", "1966-11-30", "1965-01..1966-11"),
        ("2006-04-01", "2024-03-27", "2006-04..2024-03-27"),
        ("2006-04-19", "2024-02-29", "2006-04-19..2024-02"),
        ("2006-04-19", "2006-04-19", "2006-04-19"),
        ("", "2006-04-30", "..2006-04"),
        ("2006-04-01", "", "2006-04.."),
        ("", "", ".."),
    ],
)
def test_whole_months_and_years_are_told_as_such(first: str, last: str, told: str) -> None:
    """The same days as the interval of EDTF; an open end is left open."""
    assert run_of_days(first, last) == told


def test_a_change_may_come_up_to_the_day_after_the_doubt() -> None:
    """What ended in April 2006 is possible up to the 29th, and may have ended on the 30th."""
    assert run_of_change("1965-05-01", "2006-04-29") == "1965-05..2006-04"
    assert run_of_change("1965-05-01", "") == "1965-05.."
