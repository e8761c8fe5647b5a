"""What the rules about words read out of a quote."""

from __future__ import annotations

from datetime import date

import pytest

from kusei.validation.dated_by_passage import dates_in
from kusei.validation.wording import agree

APRIL_2009 = (date(2009, 4, 1), date(2009, 4, 30))


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("組織の再編(平成21年4月)", APRIL_2009),
        ("組織の再編(平成\uff12\uff11年\uff14月)", APRIL_2009),
        ("2009年4月から", APRIL_2009),
        ("平成29・30年度区役所・支所改革", (date(2017, 4, 1), date(2019, 3, 31))),
        ("更新日:2024年3月27日", (date(2024, 3, 27), date(2024, 3, 27))),
        ("令和元年度", (date(2019, 4, 1), date(2020, 3, 31))),
    ],
)
def test_a_date_in_a_quote_is_read_as_its_days(words: str, days: tuple[date, date]) -> None:
    """Era, western, fiscal, full-width: as the sources write them."""
    (stated,) = dates_in(words)
    assert stated.spans == {days}


def test_a_year_without_era_may_be_of_any() -> None:
    """20年11月 is read in each era that had such a month, so a date of one of them agrees."""
    (stated,) = dates_in("充実策(20年11月)")
    assert (date(2008, 11, 1), date(2008, 11, 30)) in stated.spans
    assert len(stated.spans) > 1


def test_what_lasts_until_a_month_is_gone_in_the_next() -> None:
    """An event's day is the first day of the new state: 3月まで ends in April."""
    (stated,) = dates_in("(平成18年3月まで)")
    assert stated.until
    assert stated.spans == {
        (date(2006, 3, 1), date(2006, 3, 31)),
        (date(2006, 4, 1), date(2006, 4, 30)),
    }


@pytest.mark.parametrize("words", ["改革後6年が経過した", "3年目を迎えた", "10年が経過", "第1条"])
def test_a_length_of_time_is_no_date(words: str) -> None:
    """Years that are counted are not years that are named."""
    assert dates_in(words) == []


@pytest.mark.parametrize(
    ("text", "quote", "edges", "same"),
    [
        ("区民課", "名称を区民課に変更", True, True),
        ("地域の課題に迅速に対応する機能", "迅速に対応する", True, True),
        ("まちづくり担当課長", "2.まちづくり", True, True),
        ("まちづくり担当課長", "2.まちづくり", False, False),
        ("区民部", "名称を区民課に変更", True, False),
        ("健康に関する業務", "業務の充実", True, True),
        ("健康に関する業務", "業務の充実", False, False),
        ("課長", "長い", True, False),
    ],
)
def test_a_text_and_a_quote_agree_where_they_share_their_words(
    text: str, quote: str, *, edges: bool, same: bool
) -> None:
    """One holds the other, or they overlap at an edge by two characters or more."""
    assert agree(text, quote, edges=edges) is same
