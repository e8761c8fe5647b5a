"""Dates: what the data holds (EDTF) and what people type, to bounds and precision.

``kusei.dates.edtf`` reads the literals of the data; its names are given on here. This module reads
what people type into a query or copy from a Japanese document, and says what it understood as
EDTF. The whole grammar, after ``kusei.dates.japanese_calendar.plain`` has made the signs uniform
and :mod:`kusei.dates.english_calendar` has written dates with English months in digits::

    typed    = edtf | point | fiscal | range
    point    = year "年" [ month "月" [ day "日" ] ]
             | year [ sign month [ sign day ] ]           sign = "-" | "." | "/", twice the same
    fiscal   = year "年度"                                 also "FY" and four digits
             | year ["年度"] { and year ["年度"] } "年度"    years that follow each other
             | year ["年度"] ("~" | "-" | "から") year "年度"
    range    = (point | fiscal) ("~" | "から") (point | fiscal)        "まで" may stand last
    year     = era ("元" | 1 or 2 digits) | 4 digits       in fiscal, a later year may omit the era
    and      = "・" | "、" | "," | "及び"
    era      = 明治 | 大正 | 昭和 | 平成 | 令和 | M | T | S | H | R

A year without an era has four digits, because 20年 may be of three eras and 09 of two centuries.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from kusei.dates.edtf import (
    EDTF_INTERVAL_PATTERN,
    EDTF_PATTERN,
    DateError,
    Period,
    Precision,
    Span,
    calendar_span,
    parse_edtf,
    parse_period,
    range_between,
    write_edtf,
)
from kusei.dates.english_calendar import in_digits
from kusei.dates.japanese_calendar import (
    ERAS,
    GREGORIAN_FROM,
    Era,
    era_named,
    era_of,
    fiscal_year,
    plain,
    written_in,
)

if TYPE_CHECKING:
    from datetime import date

__all__ = [
    "EDTF_INTERVAL_PATTERN",
    "EDTF_PATTERN",
    "DateError",
    "Period",
    "Precision",
    "Span",
    "Typed",
    "parse_day",
    "parse_edtf",
    "parse_period",
    "parse_typed",
    "write_edtf",
]

_NAMES: Final = "|".join([*(era.name for era in ERAS), *(era.letter for era in ERAS)])
_YEAR: Final = f"(?P<era>{_NAMES})?(?P<year>元|[0-9]{{1,4}})"
_NUMBER: Final = "[0-9]{1,2}"
_POINTS: Final = (
    re.compile(f"{_YEAR}年(?:(?P<month>{_NUMBER})月(?:(?P<day>{_NUMBER})日)?)?"),
    re.compile(f"{_YEAR}(?:(?P<s>[-./])(?P<month>{_NUMBER})(?:(?P=s)(?P<day>{_NUMBER}))?)?"),
)
_FISCAL_YEAR: Final = re.compile(f"{_YEAR}(?:年度)?")
_FISCAL_SIGN: Final = re.compile("(から|及び|[・、,~-])")
_RANGE_SIGN: Final = re.compile("から|~")
_FROM_TO: Final = frozenset({"から", "~", "-"})
_ERA_DIGITS: Final = 2
_WESTERN_DIGITS: Final = 4
_OPEN_END: Final = re.compile("(から|まで|以降|以後|以前|~|-)$|^[~-]")
_EXAMPLES: Final = (
    "2009-04-01, 2009-04, 2009, 1 April 2009, [2017-04..2019-03], 平成21年4月1日, H21.4.1, "
    "平成21年度, 平成29・30年度 or 2017年度"
)


@dataclass(frozen=True, slots=True)
class Typed:
    """A date as typed, understood: its days, and the one EDTF text that says the same."""

    span: Span
    edtf: str


def parse_typed(text: str) -> Typed:
    """The days of a date as people write it, in ISO 8601, EDTF, Japanese or English.

    A month or a year is whole, also when the era changed within it (平成元年 is 1989); the days of
    an era decide only whether it may be named at all. FY2017 is 2017年度.

    Raises:
        DateError: the text is not in the grammar above, no such day exists, or its era did not
            hold it; the message says what was meant where that can be known.
    """
    span = _read(plain(in_digits(text)), text)
    return Typed(span, write_edtf(span))


def parse_day(text: str) -> date:
    """The one day that a text names, in any form of ``parse_typed``.

    Raises:
        DateError: it names no day, or more than one; the message says what was understood.
    """
    span = parse_typed(text).span
    if span.earliest != span.latest:
        kind = span.precision.replace("-", " ")
        raise DateError(f"{text.strip()} is a {kind}: {span.earliest} to {span.latest}; give a day")
    return span.earliest


def _read(body: str, given: str) -> Span:
    if body.startswith("["):
        return parse_edtf(body)
    if _RANGE_SIGN.search(body):
        body = body.removesuffix("まで")
    span = _one(body, given) or _range(body, given)
    if span is None:
        raise DateError(f"{given!r} is not understood as a date{_reason(body)}; give {_EXAMPLES}")
    return span


def _one(body: str, given: str) -> Span | None:
    return _point(body, given) or _fiscal_years(body, given)


def _range(body: str, given: str) -> Span | None:
    match _RANGE_SIGN.split(body):
        case [one, other]:
            first = _one(one, given)
            last = None if first is None else _one(other, given)
            if first is not None and last is not None:
                return range_between(first, last, given=given)
    return None


def _point(body: str, given: str) -> Span | None:
    for point in _POINTS:
        parts = point.fullmatch(body)
        if parts is None:
            continue
        era, year = _year(parts["era"], parts["year"], given)
        month, day = (int(parts[name]) if parts[name] else None for name in ("month", "day"))
        span = calendar_span(year, month, day, given=given)
        _check_era(era, span, given)
        return span
    return None


def _fiscal_years(body: str, given: str) -> Span | None:
    if not body.endswith("年度"):
        return None
    pieces = _FISCAL_SIGN.split(body)
    spans: list[Span] = []
    era_name: str | None = None
    for piece in pieces[::2]:
        parts = _FISCAL_YEAR.fullmatch(piece)
        if parts is None:
            return None
        omitted = parts["era"] is None and len(parts["year"]) <= _ERA_DIGITS
        era_name = era_name if omitted else parts["era"]
        era, year = _year(era_name, parts["year"], given)
        spans.append(fiscal_year(year, given=given))
        _check_era(era, spans[-1], given)
    if len(spans) == 1:
        return spans[0]
    if not _FROM_TO.isdisjoint(pieces[1::2]):
        match spans:
            case [first, last]:
                return range_between(first, last, given=given)
            case _:
                return None
    for one, following in pairwise(spans):
        if following.earliest.year != one.earliest.year + 1:
            raise DateError(
                f"{given!r}: a list of fiscal years is read as the days from the first to the "
                "last, so each must follow the one before; for all years between write 〜"
            )
    return range_between(spans[0], spans[-1], given=given)


def _year(era_name: str | None, number: str, given: str) -> tuple[Era | None, int]:
    if era_name is None:
        if len(number) == _WESTERN_DIGITS:
            return None, int(number)
        raise DateError(
            f"{given!r}: the era of the year {number} is missing; write it before the year "
            "(平成21年4月, H21.4), or give the western year in four digits"
        )
    era = era_named(era_name)
    count = 1 if number == "元" else int(number)
    if count == 0:
        raise DateError(f"{given!r}: there is no year 0, {era.name} begins with 元年 (1)")
    if len(number) > _ERA_DIGITS:
        raise DateError(f"{given!r}: a year of {era.name} has one or two digits")
    return era, era.year_zero + count


def _check_era(era: Era | None, span: Span, given: str) -> None:
    if era is None:
        return
    if span.latest < GREGORIAN_FROM:
        raise DateError(
            f"{given!r} is before 明治6年1月1日 (1873-01-01), when Japan took up the Gregorian "
            "calendar; its days cannot be counted as days of that calendar"
        )
    if era.holds_some_of(span):
        return
    named, meant = written_in(era, span), written_in(era_of(span.earliest), span)
    limit = f"ended on {era.last}" if era.last < span.earliest else f"began on {era.first}"
    raise DateError(f"{given!r}: {era.name} {limit}, so {named} is {meant}")


def _reason(body: str) -> str:
    if _OPEN_END.search(body):
        return " (a range needs both of its ends)"
    if re.match(f"{_NUMBER}月", body):
        return " (the year is missing)"
    return ""
