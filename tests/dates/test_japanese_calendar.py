"""Eras, fiscal years and kanji numerals: their boundaries, and any day in any form."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kusei.dates.japanese_calendar import ERAS, GREGORIAN_FROM, era_of, plain, written_in
from kusei.dates.typed import Precision, parse_day, parse_typed

KANJI_DIGITS = "〇一二三四五六七八九"

gregorian_days = st.dates(min_value=GREGORIAN_FROM, max_value=date(2087, 12, 31))


def kanji(number: int) -> str:
    """1 to 99 as kanji numerals with 十, written by another way than the module reads them."""
    tens, ones = divmod(number, 10)
    ten = "" if tens == 0 else "十" if tens == 1 else KANJI_DIGITS[tens] + "十"
    return ten + (KANJI_DIGITS[ones] if ones else "")


BOUNDARIES = [
    (None, "明治6年1月1日", "1873-01-01"),
    ("明治45年7月30日", "大正元年7月30日", "1912-07-30"),
    ("大正15年12月25日", "昭和元年12月25日", "1926-12-25"),
    ("昭和64年1月7日", "平成元年1月8日", "1989-01-08"),
    ("平成31年4月30日", "令和元年5月1日", "2019-05-01"),
]


@pytest.mark.parametrize(("last", "first", "begin"), BOUNDARIES)
def test_eras_meet_at_their_boundaries(last: str | None, first: str, begin: str) -> None:
    """The last day of an era and the first of the next meet, or are the same shared day."""
    assert parse_day(first) == date.fromisoformat(begin)
    if last is not None:
        shared = last.endswith(("7月30日", "12月25日"))
        assert parse_day(last) == date.fromisoformat(begin) - timedelta(days=0 if shared else 1)


def test_eras_are_known_for_every_day() -> None:
    """The eras follow each other with no day left out, each counted from its first year."""
    for one, following in pairwise(ERAS):
        assert following.first - one.last <= timedelta(days=1)
        assert following.year_zero == following.first.year - 1
    assert (ERAS[0].first, ERAS[0].year_zero) == (date(1868, 1, 25), 1867)
    assert ERAS[-1].last == date.max


@given(gregorian_days)
@example(date(1926, 12, 25))
@example(date(1989, 1, 7))
@example(date(2019, 4, 30))
@example(date(2024, 2, 29))
def test_any_day_survives_its_japanese_form(on: date) -> None:
    """A day written in its era, in digits, letters or kanji, is read as that day."""
    era = era_of(on)
    number = on.year - era.year_zero
    forms = [
        f"{era.name}{number}年{on.month}月{on.day}日",
        f"{era.letter}{number}.{on.month}.{on.day}",
        f"{era.letter}{number:02d}/{on.month:02d}/{on.day:02d}",
        f"{era.name}{kanji(number)}年{kanji(on.month)}月{kanji(on.day)}日",
        f"{on.year}年{on.month}月{on.day}日",
        on.isoformat(),
    ]
    assert {parse_day(form) for form in forms} == {on}
    assert parse_typed(forms[0]).span.precision is Precision.DAY


@given(gregorian_days)
def test_month_year_and_fiscal_year_hold_their_day(on: date) -> None:
    """The month, year and fiscal year in which a day lies begin not after and end not before it."""
    era = era_of(on)
    number = on.year - era.year_zero
    month = parse_typed(f"{era.name}{number}年{on.month}月").span
    assert (month.earliest.day, month.earliest <= on <= month.latest) == (1, True)
    assert (month.latest + timedelta(days=1)).day == 1
    assert (month.latest - month.earliest).days < 31
    year = parse_typed(f"{era.name}{number}年").span
    assert (year.earliest, year.latest) == (date(on.year, 1, 1), date(on.year, 12, 31))
    first = on.year if on.month >= 4 else on.year - 1
    if first >= 1886:
        fiscal = parse_typed(f"{first}年度").span
        assert fiscal.earliest <= on <= fiscal.latest
        assert (fiscal.earliest.month, fiscal.latest.month) == (4, 3)


@given(st.integers(min_value=1, max_value=99))
def test_kanji_numerals_equal_digits(number: int) -> None:
    """二十一, 二一 and 21 are one number."""
    assert plain(kanji(number)) == str(number)
    assert plain("".join(KANJI_DIGITS[int(digit)] for digit in str(number))) == str(number)


def test_words_of_an_era() -> None:
    """A span is written in the words of an era at its own precision, the first year as 元年."""
    reiwa, heisei = ERAS[-1], ERAS[-2]
    assert written_in(reiwa, parse_typed("2019-05-01").span) == "令和元年5月1日"
    assert written_in(heisei, parse_typed("2009-04").span) == "平成21年4月"
    assert written_in(heisei, parse_typed("2009").span) == "平成21年"
    assert written_in(reiwa, parse_typed("2019年度").span) == "令和元年度"
