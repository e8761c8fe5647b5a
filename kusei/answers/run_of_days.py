"""Runs of days as they are read: in whole years or months where that says the same."""

from __future__ import annotations

from datetime import date, timedelta


def run_of_days(first: str, last: str) -> str:
    """The days from first to last (inclusive, ISO), as an interval of EDTF; "" is an open end.

    A run of whole years or months is told in these; a day alone, or a month, stands alone.
    """
    if first == last:
        return first or ".."
    for length in (4, 7):
        begins = first[:length] if first.endswith("-01-01"[length - 4 :]) else ""
        ends = last[:length] if last and _ends(last, length) else ""
        if begins and ends:
            return begins if begins == ends else f"{begins}..{ends}"
    if first[:7] != last[:7]:  # of one month both days are told, or neither
        first = first[:7] if first.endswith("-01") else first
        last = last[:7] if last and _ends(last, 7) else last
    return f"{first}..{last}"


def run_of_change(since: str, through: str) -> str:
    """The days on which that may have come which a possible state leaves open.

    ``since`` and ``through`` are the first and last day of the state. On the day after its last
    it is settled: that is the last day on which the change may have come.
    """
    day_after = str(date.fromisoformat(through) + timedelta(days=1)) if through else ""
    return run_of_days(since, day_after)


def _ends(day: str, length: int) -> bool:
    """Whether the day is the last of its year (4) or month (7)."""
    following = date.fromisoformat(day) + timedelta(days=1)
    return following.isoformat()[:length] != day[:length]
