"""Eras and fiscal years of Japan, to the day.

Eras (元号): 元号法 (昭和54年法律第43号) and its cabinet orders for 平成 and 令和, which took
effect on the day after they were made known; the rescripts for 大正 and 昭和, in these words:
「明治四十五年七月三十日以後ヲ改メテ大正元年ト為ス」,
「大正十五年十二月二十五日以後ヲ改メテ昭和元年ト為ス」. Those two days carry both names, and
documents of them are dated either way.

The Gregorian calendar holds in Japan from 明治6年1月1日 = 1873-01-01 (太政官布告第337号 of
明治5年). A day before that is one of the lunisolar calendar and not the same day of ISO 8601.

The fiscal year (会計年度) of local governments runs from April 1 to March 31
(地方自治法第208条第1項), as that of the state does since 明治19年度 = FY1886; the years before
it began in other months (https://www.archives.go.jp/naj_news/17/anohi.html).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Final

from kusei.dates.edtf import DateError, Precision, Span

GREGORIAN_FROM: Final = date(1873, 1, 1)
FIRST_APRIL_FISCAL_YEAR: Final = 1886


@dataclass(frozen=True, slots=True)
class Era:
    """An era and its days, both inclusive; ``year_zero`` is the calendar year before its 元年."""

    name: str
    letter: str
    first: date
    last: date
    year_zero: int

    def holds_some_of(self, span: Span) -> bool:
        """Whether some day of the span lies in the era.

        A month or a year in which the era changed may be named by both: 昭和64年1月 and 平成元年1月
        are one month, and 平成31年度 is a fiscal year that all of its documents speak of.
        """
        return span.earliest <= self.last and self.first <= span.latest


ERAS: Final = (
    Era("明治", "M", date(1868, 1, 25), date(1912, 7, 30), 1867),
    Era("大正", "T", date(1912, 7, 30), date(1926, 12, 25), 1911),
    Era("昭和", "S", date(1926, 12, 25), date(1989, 1, 7), 1925),
    Era("平成", "H", date(1989, 1, 8), date(2019, 4, 30), 1988),
    Era("令和", "R", date(2019, 5, 1), date.max, 2018),
)
"""Oldest first; 令和 has no last day yet."""

_DASHES: Final = str.maketrans(dict.fromkeys("‐‒–—―−─ー", "-") | dict.fromkeys("〜∼", "~"))
_DIGITS: Final = "〇一二三四五六七八九"
_NUMERAL: Final = f"0-9零{_DIGITS}十百千"
_RUN: Final = re.compile(f"[{_NUMERAL}]+")
_PLACES: Final = re.compile(
    "(?:(D?)千)?(?:(D?)百)?(?:(D?)十)?(D?)".replace("D", f"[{_DIGITS[1:]}]")
)
_SPACE: Final = re.compile(f"(?<![{_NUMERAL}]) | (?![{_NUMERAL}])")


def plain(text: str) -> str:
    """The text with one way of writing each sign, for a grammar to read.

    NFKC (full-width signs, ㍻, ㋿), capital letters, one hyphen and one ``~`` for their many
    look-alikes, kanji numerals as digits. White space is dropped, save between two numerals:
    whether ``20 09`` is one number cannot be known.
    """
    folded = unicodedata.normalize("NFKC", text).translate(_DASHES).upper()
    return _RUN.sub(_as_digits, _SPACE.sub("", " ".join(folded.split())))


def era_named(name: str) -> Era:
    """The era of a name or of a letter, ``平成`` or ``H``.

    Raises:
        KeyError: there is no such era.
    """
    return _ERA_OF[name]


def era_of(day: date) -> Era:
    """The era of a day from 明治 on; the later one on a day that two eras share."""
    return next(era for era in reversed(ERAS) if era.first <= day)


def written_in(era: Era, span: Span) -> str:
    """A day, month, year or fiscal year in the words of an era: 平成21年4月1日, 令和元年度."""
    first, precision = span.earliest, span.precision
    number = first.year - era.year_zero
    text = f"{era.name}{'元' if number == 1 else number}年"
    if precision is Precision.FISCAL_YEAR:
        return text + "度"
    if precision in {Precision.MONTH, Precision.DAY}:
        text += f"{first.month}月"
    return text + f"{first.day}日" if precision is Precision.DAY else text


def fiscal_year(year: int, *, given: str) -> Span:
    """The days of the fiscal year that begins in April of a calendar year.

    Raises:
        DateError: the fiscal year did not run from April to March; the message quotes ``given``.
    """
    if year < FIRST_APRIL_FISCAL_YEAR:
        raise DateError(
            f"{given!r}: fiscal years run from April to March only since "
            f"{FIRST_APRIL_FISCAL_YEAR} (明治19年度)"
        )
    if year == date.max.year:
        raise DateError(f"{given!r}: the fiscal year ends after the last day of the calendar")
    return Span(date(year, 4, 1), date(year + 1, 3, 31), Precision.FISCAL_YEAR)


def _as_digits(run: re.Match[str]) -> str:
    numeral = run.group().replace("零", "〇")
    if all(sign in _DIGITS for sign in numeral):
        return "".join(str(_DIGITS.index(sign)) for sign in numeral)
    places = _PLACES.fullmatch(numeral)
    if places is None:
        return run.group()  # digits already, or a mixture that no grammar takes
    number = 0
    for digit, unit in zip(places.groups(), (1000, 100, 10, 1), strict=True):
        if digit:
            number += _DIGITS.index(digit) * unit
        elif digit is not None and unit > 1:
            number += unit  # 十 alone is ten
    return str(number)


_ERA_OF: Final = {key: era for era in ERAS for key in (era.name, era.letter)}
