"""Dates with English months, as typed, in the digits that :mod:`kusei.dates.typed` reads.

::

    1 April 2009, 1st of April, 2009, April 1, 2009, Apr. 1 2009     2009年4月1日
    April 2009, Apr 2009                                             2009年4月
    FY2017, fiscal year 2017                                         2017年度

The year has four digits, as everywhere; 1/4/2009 is not read: it is of January or of April.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_NUMBER_OF: Final = {
    written: number
    for number, name in enumerate(_MONTHS, start=1)
    for written in (name, name[:3], *(("sept",) if name == "september" else ()))
}
_MONTH: Final = rf"(?P<month>{'|'.join(sorted(_NUMBER_OF, key=len, reverse=True))})\b\.?"
_DAY: Final = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR: Final = r"(?P<year>[0-9]{4})(?![0-9])"
_FORMS: Final = tuple(
    re.compile(rf"(?<![0-9a-z]){form}", re.IGNORECASE)
    for form in (
        rf"{_DAY}\s*(?:of\s+)?{_MONTH}\s*,?\s*{_YEAR}",
        rf"{_MONTH}\s*{_DAY}\s*(?:,|\s)\s*{_YEAR}",
        rf"{_MONTH}\s*,?\s*{_YEAR}",
    )
)
_FISCAL_YEAR: Final = re.compile(rf"(?<![0-9a-z])(?:fy|fiscal\s+year)\s*{_YEAR}", re.IGNORECASE)


def in_digits(text: str) -> str:
    """The text with each date of an English month, and each FY, written in digits."""
    if text.isdigit() or not any(sign.isalpha() for sign in text):
        return text
    folded = unicodedata.normalize("NFKC", text)
    for form in _FORMS:
        folded = form.sub(_written, folded)
    return _FISCAL_YEAR.sub(r"\g<year>年度", folded)


def _written(date: re.Match[str]) -> str:
    parts = date.groupdict()
    number = _NUMBER_OF[parts["month"].lower()]
    day = f"{int(parts['day'])}日" if "day" in parts else ""
    return f"{parts['year']}年{number}月{day}"
