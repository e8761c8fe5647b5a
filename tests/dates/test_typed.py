"""Dates as people type them, and the EDTF of the data: bounds, precision, refusals."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kusei.dates.typed import DateError, Precision, Typed, parse_day, parse_edtf, parse_typed

if TYPE_CHECKING:
    from pathlib import Path

FULL_WIDTH = str.maketrans("0123456789./-~", "０１２３４５６７８９．／－～")


def day(text: str) -> date:
    """A day from its ISO form."""
    return date.fromisoformat(text)


ACCEPTED = [
    # ISO 8601 and EDTF
    ("2009-04-01", "2009-04-01", "2009-04-01", "2009-04-01", "day"),
    ("2009-4-1", "2009-04-01", "2009-04-01", "2009-04-01", "day"),
    ("2009/4/1", "2009-04-01", "2009-04-01", "2009-04-01", "day"),
    ("2009.4.1", "2009-04-01", "2009-04-01", "2009-04-01", "day"),
    ("2009-04", "2009-04", "2009-04-01", "2009-04-30", "month"),
    ("2009/4", "2009-04", "2009-04-01", "2009-04-30", "month"),
    ("2009", "2009", "2009-01-01", "2009-12-31", "year"),
    ("[2017-04..2019-03]", "[2017-04..2019-03]", "2017-04-01", "2019-03-31", "range"),
    (
        "［２０１７－０４．．２０１９－０３］",
        "[2017-04..2019-03]",
        "2017-04-01",
        "2019-03-31",
        "range",
    ),
    ("[2017-04-01..2019-03]", "[2017-04..2019-03]", "2017-04-01", "2019-03-31", "range"),
    # days, months and years of eras
    ("平成21年4月1日", "2009-04-01", "2009-04-01", "2009-04-01", "day"),
    ("平成21年04月01日", "2009-04-01", "2009-04-01", "2009-04-01", "day"),
    ("平成21年4月", "2009-04", "2009-04-01", "2009-04-30", "month"),
    ("令和9年4月1日", "2027-04-01", "2027-04-01", "2027-04-01", "day"),
    ("令和元年5月", "2019-05", "2019-05-01", "2019-05-31", "month"),
    ("令和1年5月1日", "2019-05-01", "2019-05-01", "2019-05-01", "day"),
    ("平成元年", "1989", "1989-01-01", "1989-12-31", "year"),
    ("昭和64年", "1989", "1989-01-01", "1989-12-31", "year"),
    ("平成31年", "2019", "2019-01-01", "2019-12-31", "year"),
    ("昭和64年1月", "1989-01", "1989-01-01", "1989-01-31", "month"),
    ("平成元年1月", "1989-01", "1989-01-01", "1989-01-31", "month"),
    ("明治6年", "1873", "1873-01-01", "1873-12-31", "year"),
    ("明治6年1月1日", "1873-01-01", "1873-01-01", "1873-01-01", "day"),
    ("大正10年2月", "1921-02", "1921-02-01", "1921-02-28", "month"),
    ("平成28年2月29日", "2016-02-29", "2016-02-29", "2016-02-29", "day"),
    ("2009年4月1日", "2009-04-01", "2009-04-01", "2009-04-01", "day"),
    ("2009年4月", "2009-04", "2009-04-01", "2009-04-30", "month"),
    ("2009年", "2009", "2009-01-01", "2009-12-31", "year"),
    # letters and signs for eras
    ("H21.4.1", "2009-04-01", "2009-04-01", "2009-04-01", "day"),
    ("h21.4.1", "2009-04-01", "2009-04-01", "2009-04-01", "day"),
    ("Ｈ２１．４．１", "2009-04-01", "2009-04-01", "2009-04-01", "day"),
    ("H21/4/1", "2009-04-01", "2009-04-01", "2009-04-01", "day"),
    ("H21-4-1", "2009-04-01", "2009-04-01", "2009-04-01", "day"),
    ("H21.4", "2009-04", "2009-04-01", "2009-04-30", "month"),
    ("H21年4月1日", "2009-04-01", "2009-04-01", "2009-04-01", "day"),
    ("平成21.4.1", "2009-04-01", "2009-04-01", "2009-04-01", "day"),
    ("H21", "2009", "2009-01-01", "2009-12-31", "year"),
    ("R元.5.1", "2019-05-01", "2019-05-01", "2019-05-01", "day"),
    ("R9.4.1", "2027-04-01", "2027-04-01", "2027-04-01", "day"),
    ("S22.3.15", "1947-03-15", "1947-03-15", "1947-03-15", "day"),
    ("T10.1.2", "1921-01-02", "1921-01-02", "1921-01-02", "day"),
    ("M40.1.2", "1907-01-02", "1907-01-02", "1907-01-02", "day"),
    ("㍻21年4月", "2009-04", "2009-04-01", "2009-04-30", "month"),
    ("㍼22年3月15日", "1947-03-15", "1947-03-15", "1947-03-15", "day"),
    ("㍽10年", "1921", "1921-01-01", "1921-12-31", "year"),
    ("㍾40年", "1907", "1907-01-01", "1907-12-31", "year"),
    ("㋿元年5月1日", "2019-05-01", "2019-05-01", "2019-05-01", "day"),
    # kanji numerals, white space
    ("平成二十一年四月一日", "2009-04-01", "2009-04-01", "2009-04-01", "day"),
    ("平成二一年四月三〇日", "2009-04-30", "2009-04-30", "2009-04-30", "day"),
    ("昭和二十二年", "1947", "1947-01-01", "1947-12-31", "year"),
    ("平成十年十月十日", "1998-10-10", "1998-10-10", "1998-10-10", "day"),
    ("二〇〇九年四月", "2009-04", "2009-04-01", "2009-04-30", "month"),
    ("二千九年四月", "2009-04", "2009-04-01", "2009-04-30", "month"),
    ("千九百四十七年", "1947", "1947-01-01", "1947-12-31", "year"),
    ("二零零九年", "2009", "2009-01-01", "2009-12-31", "year"),
    (" 平成 21 年　4 月 1 日\n", "2009-04-01", "2009-04-01", "2009-04-01", "day"),
    ("2009−04−01", "2009-04-01", "2009-04-01", "2009-04-01", "day"),
    # fiscal years
    ("平成21年度", "[2009-04..2010-03]", "2009-04-01", "2010-03-31", "fiscal-year"),
    ("H21年度", "[2009-04..2010-03]", "2009-04-01", "2010-03-31", "fiscal-year"),
    ("平成二十一年度", "[2009-04..2010-03]", "2009-04-01", "2010-03-31", "fiscal-year"),
    ("2017年度", "[2017-04..2018-03]", "2017-04-01", "2018-03-31", "fiscal-year"),
    ("FY2017", "[2017-04..2018-03]", "2017-04-01", "2018-03-31", "fiscal-year"),
    (" fy 2017 ", "[2017-04..2018-03]", "2017-04-01", "2018-03-31", "fiscal-year"),
    ("平成31年度", "[2019-04..2020-03]", "2019-04-01", "2020-03-31", "fiscal-year"),
    ("令和元年度", "[2019-04..2020-03]", "2019-04-01", "2020-03-31", "fiscal-year"),
    ("平成元年度", "[1989-04..1990-03]", "1989-04-01", "1990-03-31", "fiscal-year"),
    ("大正15年度", "[1926-04..1927-03]", "1926-04-01", "1927-03-31", "fiscal-year"),
    ("昭和元年度", "[1926-04..1927-03]", "1926-04-01", "1927-03-31", "fiscal-year"),
    ("明治19年度", "[1886-04..1887-03]", "1886-04-01", "1887-03-31", "fiscal-year"),
    # ranges
    ("平成29・30年度", "[2017-04..2019-03]", "2017-04-01", "2019-03-31", "range"),
    ("平成29･30年度", "[2017-04..2019-03]", "2017-04-01", "2019-03-31", "range"),
    ("平成29、30年度", "[2017-04..2019-03]", "2017-04-01", "2019-03-31", "range"),
    ("平成29,30年度", "[2017-04..2019-03]", "2017-04-01", "2019-03-31", "range"),
    ("平成29年度及び平成30年度", "[2017-04..2019-03]", "2017-04-01", "2019-03-31", "range"),
    ("平成30・令和元年度", "[2018-04..2020-03]", "2018-04-01", "2020-03-31", "range"),
    ("平成28・29・30年度", "[2016-04..2019-03]", "2016-04-01", "2019-03-31", "range"),
    ("平成29年度から平成30年度", "[2017-04..2019-03]", "2017-04-01", "2019-03-31", "range"),
    ("平成29年度から30年度まで", "[2017-04..2019-03]", "2017-04-01", "2019-03-31", "range"),
    ("平成18~20年度", "[2006-04..2009-03]", "2006-04-01", "2009-03-31", "range"),
    ("平成18〜20年度", "[2006-04..2009-03]", "2006-04-01", "2009-03-31", "range"),
    ("平成18～20年度", "[2006-04..2009-03]", "2006-04-01", "2009-03-31", "range"),
    ("平成18-20年度", "[2006-04..2009-03]", "2006-04-01", "2009-03-31", "range"),
    ("平成18−20年度", "[2006-04..2009-03]", "2006-04-01", "2009-03-31", "range"),
    ("平成18ー20年度", "[2006-04..2009-03]", "2006-04-01", "2009-03-31", "range"),
    ("平成18年度〜平成20年度", "[2006-04..2009-03]", "2006-04-01", "2009-03-31", "range"),
    ("2017〜2018年度", "[2017-04..2019-03]", "2017-04-01", "2019-03-31", "range"),
    ("FY2017~FY2018", "[2017-04..2019-03]", "2017-04-01", "2019-03-31", "range"),
    ("平成29年4月から平成31年3月まで", "[2017-04..2019-03]", "2017-04-01", "2019-03-31", "range"),
    ("2009-04-02〜2009-04-30", "[2009-04-02..2009-04-30]", "2009-04-02", "2009-04-30", "range"),
    ("2009-04-01〜2009-04-29", "[2009-04-01..2009-04-29]", "2009-04-01", "2009-04-29", "range"),
    ("平成29年〜平成30年度", "[2017-01..2019-03]", "2017-01-01", "2019-03-31", "range"),
    ("H29〜H30", "[2017..2018]", "2017-01-01", "2018-12-31", "range"),
]


@pytest.mark.parametrize(("text", "edtf", "earliest", "latest", "precision"), ACCEPTED)
def test_typed_dates_are_understood_to_bounds_and_precision(
    text: str, edtf: str, earliest: str, latest: str, precision: str
) -> None:
    """What people type becomes exact bounds, a precision and one EDTF text."""
    typed = parse_typed(text)
    assert (typed.edtf, typed.span.earliest, typed.span.latest, typed.span.precision) == (
        edtf,
        day(earliest),
        day(latest),
        Precision(precision),
    )


REFUSED = [
    # what an era does not hold; the message names what is meant
    ("平成31年5月1日", "平成 ended on 2019-04-30, so 平成31年5月1日 is 令和元年5月1日"),
    ("H31.5.1", "平成31年5月1日 is 令和元年5月1日"),
    ("平成31年5月", "平成31年5月 is 令和元年5月"),
    ("平成32年", "平成32年 is 令和2年"),
    ("平成32年度", "平成32年度 is 令和2年度"),
    ("平成27~32年度", "平成32年度 is 令和2年度"),
    ("昭和64年1月8日", "昭和 ended on 1989-01-07, so 昭和64年1月8日 is 平成元年1月8日"),
    ("昭和64年2月", "昭和64年2月 is 平成元年2月"),
    ("昭和64年度", "昭和64年度 is 平成元年度"),
    ("昭和65年", "昭和65年 is 平成2年"),
    ("平成元年1月7日", "平成 began on 1989-01-08, so 平成元年1月7日 is 昭和64年1月7日"),
    ("令和元年4月30日", "令和 began on 2019-05-01, so 令和元年4月30日 is 平成31年4月30日"),
    ("令和元年4月", "令和元年4月 is 平成31年4月"),
    ("昭和元年12月24日", "昭和元年12月24日 is 大正15年12月24日"),
    ("大正15年12月26日", "大正15年12月26日 is 昭和元年12月26日"),
    ("大正元年7月29日", "大正元年7月29日 is 明治45年7月29日"),
    ("明治45年7月31日", "明治45年7月31日 is 大正元年7月31日"),
    ("明治5年12月31日", "before 明治6年1月1日 (1873-01-01), when Japan took up the Gregorian"),
    ("明治5年", "before 明治6年1月1日"),
    ("明治元年", "before 明治6年1月1日"),
    ("明治18年度", "from April to March only since 1886 (明治19年度)"),
    ("1885年度", "from April to March only since 1886 (明治19年度)"),
    # no such day
    ("平成0年", "no year 0, 平成 begins with 元年"),
    ("0000", "no year 0"),
    ("0000-01-01", "no year 0"),
    ("2009-13", "no month 13"),
    ("2009-00", "no month 0"),
    ("平成21年13月", "no month 13"),
    ("平成21年0月", "no month 0"),
    ("平成21年2月30日", "2009-02 has 28 days, there is no 30"),
    ("平成21年2月29日", "2009-02 has 28 days, there is no 29"),
    ("平成21年4月31日", "2009-04 has 30 days, there is no 31"),
    ("平成21年4月0日", "2009-04 has 30 days, there is no 0"),
    ("1900-02-29", "1900-02 has 28 days, there is no 29"),
    ("9999年度", "ends after the last day of the calendar"),
    # the year cannot be known
    ("20年11月", "the era of the year 20 is missing"),
    ("20年度", "the era of the year 20 is missing"),
    ("29・30年度", "the era of the year 29 is missing"),
    ("元年5月1日", "the era of the year 元 is missing"),
    ("09-04-01", "the era of the year 09 is missing"),
    ("09/4/1", "the era of the year 09 is missing"),
    ("21", "the era of the year 21 is missing"),
    ("2017・18年度", "the era of the year 18 is missing"),
    ("2009-10年度", "the era of the year 10 is missing"),
    ("4月1日", "the year is missing"),
    ("平成021年", "one or two digits"),
    ("平成2009年", "one or two digits"),
    # ranges that are none
    ("平成30〜29年度", "2018-04-01 is after 2018-03-31"),
    ("2010-01〜2009-01", "2010-01-01 is after 2009-01-31"),
    ("[2019..2017]", "2019-01-01 is after 2017-12-31"),
    ("平成29・31年度", "each must follow the one before"),
    ("平成30・29年度", "each must follow the one before"),
    ("平成29・29年度", "each must follow the one before"),
    ("平成28・29〜30年度", "not understood as a date"),
    ("平成18〜19〜20年度", "not understood as a date"),
    ("平成25年4月~", "a range needs both of its ends"),
    ("平成21年4月から", "a range needs both of its ends"),
    ("平成31年4月以降", "a range needs both of its ends"),
    ("2009-04-01まで", "a range needs both of its ends"),
    ("〜2009-04-01", "a range needs both of its ends"),
    ("[2009..]", "not in the EDTF subset"),
    # not of the grammar
    ("", "not understood as a date"),
    ("港区", "not understood as a date; give 2009-04-01"),
    ("20 09", "not understood as a date"),
    ("20  09", "not understood as a date"),
    ("20\u300009年", "not understood as a date"),
    ("2千9年", "not understood as a date"),
    ("平成二十〇年", "not understood as a date"),
    ("平成十十年", "not understood as a date"),
    ("平成21年4月1", "not understood as a date"),
    ("平成21年1日", "not understood as a date"),
    ("2009-04.01", "not understood as a date"),
    ("20090401", "not understood as a date"),
    ("04/01/2009", "not understood as a date"),
    ("FY17", "not understood as a date"),
    ("FY20170", "not understood as a date"),
    ("2008-04/2009-03", "not understood as a date"),
    ("2009-04-01T00:00", "not understood as a date"),
    ("慶応4年", "not understood as a date"),
    ("٢٠٠٩", "not understood as a date"),
]


@pytest.mark.parametrize(("text", "fragment"), REFUSED)
def test_what_is_no_date_is_refused_with_its_reason(text: str, fragment: str) -> None:
    """A refusal quotes what was given and says why, or what was meant."""
    with pytest.raises(DateError) as refusal:
        parse_typed(text)
    assert fragment in str(refusal.value)
    assert repr(text) in str(refusal.value)


@given(st.sampled_from([row[0] for row in ACCEPTED]))
def test_full_width_signs_equal_half_width(text: str) -> None:
    """A date typed with full-width digits and signs is the same date."""
    assert parse_typed(text.translate(FULL_WIDTH)) == parse_typed(text)
    assert parse_typed(unicodedata.normalize("NFKC", text)) == parse_typed(text)


@given(st.sampled_from([row[0] for row in ACCEPTED]))
def test_understood_text_is_canonical(text: str) -> None:
    """The EDTF of what was typed reads back to the same days and is its own canonical form."""
    typed = parse_typed(text)
    again = parse_edtf(typed.edtf)
    assert (again.earliest, again.latest) == (typed.span.earliest, typed.span.latest)
    assert parse_typed(typed.edtf).edtf == typed.edtf


@given(st.text(alphabet="0129年月日度元・~-./[]平成令和HRFY十二〇からまで 及び") | st.text())
def test_any_text_is_a_date_or_refused(text: str) -> None:
    """Whatever is typed gives bounds in order or a DateError, and nothing else."""
    try:
        typed = parse_typed(text)
    except DateError:
        return
    assert isinstance(typed, Typed)
    assert typed.span.earliest <= typed.span.latest


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("平成21年4月", "平成21年4月 is a month: 2009-04-01 to 2009-04-30; give a day"),
        ("平成21年度", "平成21年度 is a fiscal year: 2009-04-01 to 2010-03-31; give a day"),
        ("2009", "2009 is a year: 2009-01-01 to 2009-12-31; give a day"),
        ("平成29・30年度", "平成29・30年度 is a range: 2017-04-01 to 2019-03-31; give a day"),
        ("[2009-04-01..2009-04-02]", "is a range: 2009-04-01 to 2009-04-02; give a day"),
    ],
)
def test_a_day_is_asked_for(text: str, message: str) -> None:
    """Where one day is needed, a longer time is refused and what was understood is named."""
    with pytest.raises(DateError) as refusal:
        parse_day(text)
    assert message in str(refusal.value)


def test_a_day_is_taken_in_every_form() -> None:
    """One day is one day in every form, a range of one day included."""
    forms = ("2009-04-01", "平成21年4月1日", "H21.4.1", "[2009-04-01..2009-04-01]")
    assert {parse_day(form) for form in forms} == {date(2009, 4, 1)}


def documented(root: Path, heading: str) -> list[list[str]]:
    """The rows of the table under a heading of ``docs/dates.md``, as cells."""
    page = (root / "docs" / "dates.md").read_text(encoding="utf-8")
    lines = page.partition(f"## {heading}\n")[2].partition("\n## ")[0].splitlines()
    rows = [line.strip("| ").split(" | ") for line in lines if line.startswith("|")]
    return rows[2:]


def test_documented_forms_are_taken(dataset_root: Path) -> None:
    """Every form that the documentation shows is read as it says."""
    rows = [row for row in documented(dataset_root, "As people type it") if len(row) == 3]
    assert len(rows) == 10
    for forms, edtf, precision in rows:
        for form in forms.split(", "):
            typed = parse_typed(form)
            assert f"`{typed.edtf}`" == edtf, form
            assert typed.span.precision.replace("-", " ") == precision, form


def test_documented_refusals_are_refused(dataset_root: Path) -> None:
    """Every form that the documentation calls refused is refused, at the latest as a day."""
    rows = documented(dataset_root, "What is refused, and why")
    assert len(rows) == 10
    for forms, _ in rows:
        for form in forms.partition(" where ")[0].split(", "):
            with pytest.raises(DateError):
                (parse_day if "where" in forms else parse_typed)(form)
