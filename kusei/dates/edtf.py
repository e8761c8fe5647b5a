r"""The dates that the data holds: a closed subset of EDTF, read to days.

A date in the data is one literal of the datatype ``edtf:EDTF``, a part of the Extended
Date/Time Format of the Library of Congress (https://www.loc.gov/standards/datetime/, levels
0 to 2). The subset, whole::

    edtf     = date | one-of
    period   = edtf | interval
    one-of   = "[" date ".." date "]"        one day, somewhere from the first to the last
    interval = date "/" date                 it went on, from the first to the last
    date     = year | year "-" month | year "-" month "-" day
    year     = 4 digits, 0001 to 9999        month = "01" to "12"        day = "01" to "31"

Digits are ASCII, there is no white space, the day exists in the Gregorian calendar (ISO 8601
extends it backwards), and what is first is not after what is last. Nothing else of EDTF is
read: no open ends, no ``~ ? % X``, no seasons, times, sets or years of other lengths. They
would say less than the model can answer for, and a date that is not known is left out.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

_DATE: Final = "[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
_ONE_OF: Final = rf"\[{_DATE}\.\.{_DATE}\]"

EDTF_PATTERN: Final = f"^({_DATE}|{_ONE_OF})$"
"""What ``parse_edtf`` takes, for ``sh:pattern``: the writing only, not whether the day exists.

Written for XPath regular expressions (https://www.w3.org/TR/xpath-functions/#regex-syntax),
hence ``[0-9]`` for ``\\d`` (any digit of Unicode there) and no ``(?:…)``.
"""

EDTF_INTERVAL_PATTERN: Final = f"^({_DATE}(/{_DATE})?|{_ONE_OF})$"
"""What ``parse_period`` takes, for ``sh:pattern``: as ``EDTF_PATTERN``, or an interval."""

_DATE_PARTS: Final = re.compile("([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_MONTHS: Final = 12
_ACCEPTED: Final = "YYYY-MM-DD, YYYY-MM, YYYY or [A..B]"
_NOT_ACCEPTED: Final = "open ends, seasons, times, white space and ~ ? % X are not accepted"


class DateError(ValueError):
    """A text that is not a date, or not one that can be answered for; the message says why."""


class Precision(StrEnum):
    """How narrowly a date was given."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    FISCAL_YEAR = "fiscal-year"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Span:
    """One day, somewhere from ``earliest`` to ``latest``, both inclusive."""

    earliest: date
    latest: date
    precision: Precision


@dataclass(frozen=True, slots=True)
class Period:
    """What went on or happened within ``earliest`` to ``latest``, both inclusive."""

    earliest: date
    latest: date


def parse_edtf(text: str) -> Span:
    """The days that an EDTF literal of the subset stands for.

    Raises:
        DateError: the text is not in the grammar above, or no such day exists.
    """
    if text.startswith("[") and text.endswith("]"):
        first, dots, last = text[1:-1].partition("..")
        if dots:
            return range_between(_date(first, text), _date(last, text), given=text)
    return _date(text, text)


def parse_period(text: str) -> Period:
    """The days from the first to the last of an interval ``A/B``, or of any ``parse_edtf`` takes.

    Raises:
        DateError: the text is not in the grammar above, or no such day exists.
    """
    first, slash, last = text.partition("/")
    if slash:
        span = range_between(_date(first, text), _date(last, text), given=text)
    else:
        span = parse_edtf(text)
    return Period(span.earliest, span.latest)


def write_edtf(span: Span) -> str:
    """The one canonical EDTF text of these days: in years where that says it, else months, days.

    It keeps the bounds. ``Precision.FISCAL_YEAR`` has no form of its own: 平成21年度 is written
    ``[2009-04..2010-03]``, which ``parse_edtf`` reads as a range.
    """
    first, last = span.earliest, span.latest
    begins_month, ends_month = first.day == 1, last.day == monthrange(last.year, last.month)[1]
    if begins_month and ends_month and first.month == 1 and last.month == _MONTHS:
        length = len("YYYY")
    elif begins_month and ends_month:
        length = len("YYYY-MM")
    else:
        length = len("YYYY-MM-DD")
    begin, end = first.isoformat()[:length], last.isoformat()[:length]
    return begin if begin == end else f"[{begin}..{end}]"


def calendar_span(
    year: int, month: int | None = None, day: int | None = None, *, given: str
) -> Span:
    """The days of a year, a month or a day of the Gregorian calendar.

    Raises:
        DateError: there is no such day; the message quotes ``given``.
    """
    if year == 0:
        raise DateError(f"{given!r}: there is no year 0")
    if month is None:
        return Span(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)
    if not 1 <= month <= _MONTHS:
        raise DateError(f"{given!r}: there is no month {month}")
    length = monthrange(year, month)[1]
    if day is None:
        return Span(date(year, month, 1), date(year, month, length), Precision.MONTH)
    if not 1 <= day <= length:
        raise DateError(f"{given!r}: {year:04d}-{month:02d} has {length} days, there is no {day}")
    return Span(date(year, month, day), date(year, month, day), Precision.DAY)


def range_between(first: Span, last: Span, *, given: str) -> Span:
    """One day somewhere from the first day of ``first`` to the last day of ``last``.

    Raises:
        DateError: ``first`` lies after ``last``; the message quotes ``given``.
    """
    if first.earliest > last.latest:
        raise DateError(f"{given!r}: {first.earliest} is after {last.latest}")
    return Span(first.earliest, last.latest, Precision.RANGE)


def _date(text: str, given: str) -> Span:
    parts = _DATE_PARTS.fullmatch(text)
    if parts is None:
        accepted = f"{_ACCEPTED}, or A/B for a period" if "/" in given else _ACCEPTED
        raise DateError(
            f"{given!r} is not in the EDTF subset: give {accepted} "
            f"(A and B each YYYY, YYYY-MM or YYYY-MM-DD); {_NOT_ACCEPTED}"
        )
    year, month, day = (int(part) if part else None for part in parts.groups())
    return calendar_span(year or 0, month, day, given=given)
