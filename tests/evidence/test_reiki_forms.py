"""The forms in which ward pages of 例規集 come, those that have lost something among them.

What a page has lost cannot be guessed: then no locator leads there, and no quote is verified as if
it stood in the part before.
"""

from __future__ import annotations

import pytest

from tests.evidence.law_pages import law, words

BLANK = "\u3000"


def test_the_caption_may_stand_beside_the_number() -> None:
    """第1条(趣旨) on a line of its own, on that of the text, or before the number."""
    page = law(
        "第1条(趣旨)",
        "この要綱は、窓口について定める。",
        "2 窓口は、毎日開く。",
        "第2条(所管) 窓口は、課が持つ。",
        "(委任)第3条 委任は、別に定める。",
        "第4条(一部の改正)の規定は、読み替える。",
    )
    assert words(page, "第1条第1項") == ["第1条(趣旨)", "この要綱は、窓口について定める。"]
    assert words(page, "第1条第2項") == ["2", "窓口は、毎日開く。"]
    assert words(page, "第2条") == ["第2条(所管)", "窓口は、課が持つ。"]
    assert words(page, "第3条") == [
        *("(委任)第3条", "委任は、別に定める。", "第4条(一部の改正)の規定は、読み替える。")
    ]
    assert words(page, "第4条") is None


@pytest.mark.parametrize("heading", ["付則", "付 則", "附則", "附" + BLANK + "則"])
def test_supplements_are_spelt_in_two_ways(heading: str) -> None:
    """A locator may have the other spelling; those of later amendments are not meant."""
    page = law(
        "目次",
        "第一章 総則(第一条)",
        heading,
        "第一章 総則",
        "第一条 甲。",
        heading,
        "1 この規則は、四月から施行する。",
        "2 旧規則は、廃止する。",
        f"{heading}(平成二〇年三月一日規則第三号)抄",
        "この規則は、公布の日から施行する。",
    )
    for locator in ("付則第二項", "附則第2項"):
        assert words(page, locator) == ["2", "旧規則は、廃止する。"]
    assert words(page, "第一条") == ["第一条", "甲。"]
    assert words(page, "第一章") == ["第一章", "総則", "第一条", "甲。"]


def test_a_supplement_without_its_heading_is_none_of_the_last_article() -> None:
    """Neither with paragraphs of its own nor without; and none of the article's second."""
    for lines in (
        ["この規則は、令和四年四月一日から施行する。", "庶務は、課で行う。"],
        ["(施行期日)", "1 この規則は、令和四年四月一日から施行する。", "2 旧規則は、廃止する。"],
    ):
        page = law("第一条 甲。", "第二条 乙。", *lines)
        assert words(page, "第二条") == ["第二条", "乙。"]
        assert words(page, "第二条第二項") is None
        assert words(page, "附則") is None


def test_a_second_paragraph_may_speak_of_coming_into_force() -> None:
    """It has its number, and is no supplement."""
    page = law("第一条 甲。", "2 この規則は、別に定める日から施行する。", "第二条 乙。")
    assert words(page, "第一条第二項") == ["2", "この規則は、別に定める日から施行する。"]


def test_a_list_in_arabic_numerals_makes_no_paragraphs() -> None:
    """1 and 2 after a first paragraph may be its items: they are in the article, no more is said."""
    page = law("第1条 窓口は、次による。", "1 住民", "2 税", "第2条 甲。")
    assert words(page, "第1条第1項") == ["第1条", "窓口は、次による。"]
    assert words(page, "第1条第2項") is None
    assert words(page, "第1条") == ["第1条", "窓口は、次による。", "1", "住民", "2", "税"]
    assert words(page, "第2条") == ["第2条", "甲。"]


def test_the_first_paragraph_may_have_its_number_below_the_article() -> None:
    """Where the article's own line has nothing but its number and caption."""
    page = law("第1条(定義)", "1 窓口とは、係をいう。", "2 係は、課に置く。", "1 住民")
    assert words(page, "第1条第1項") == ["第1条(定義)", "1", "窓口とは、係をいう。"]
    assert words(page, "第1条第2項") == ["2", "係は、課に置く。"]


def test_items_that_have_lost_their_numbers_are_in_their_paragraph_only() -> None:
    """No item is counted: the eleventh, whose number stands, is none without the first."""
    page = law(
        "第三条 課は、次の事務を行う。",
        *(f"{BLANK}{name}に関すること。" for name in "甲乙丙丁戊己庚辛壬癸"),
        f"十一{BLANK}区税に関すること。",
        "2 前項の事務は、委任しない。",
    )
    for number in ("一", "二", "十", "十一"):
        assert words(page, f"第三条第一項第{number}号") is None
    first = words(page, "第三条第一項")
    assert first
    assert (first[0], first[-1]) == ("第三条", "区税に関すること。")
    assert words(page, "第三条第二項") == ["2", "前項の事務は、委任しない。"]


@pytest.mark.parametrize("blank", [BLANK, " " + BLANK, ""])
def test_an_item_does_not_take_the_next_whose_number_is_lost(blank: str) -> None:
    """It ends where a line begins with a blank, or anywhere before a number that was passed."""
    page = law(
        "第二条 用語は、次による。",
        f"一{BLANK}部長",
        f"イ{BLANK}部の長",
        f"{blank}課長",
        f"ロ{BLANK}課の長",
        f"三{BLANK}係長",
        "その他の長",
    )
    assert words(page, "第二条第一項第一号") == ["一", "部長", "イ", "部の長"]
    assert words(page, "第二条第一項第一号ロ") is None
    assert words(page, "第二条第一項第三号") == ["三", "係長", "その他の長"]
    assert words(page, "第二条第一項第二号") is None


def test_the_last_item_does_not_take_what_may_be_lost_ones() -> None:
    """A line that begins with a blank is of no item; one that does not goes on with its item."""
    page = law("第二条 次による。", "一 部長", "部を除く。", f"{BLANK}課長", "係長", "2 甲。")
    assert words(page, "第二条第一項第一号") == ["一", "部長", "部を除く。"]
    assert words(page, "第二条第二項") == ["2", "甲。"]


def test_a_passed_number_without_text_between_takes_nothing() -> None:
    """A deleted item leaves a gap: the item before it keeps its sub-items."""
    page = law(
        "第二条 次による。", "一 部長", "イ 部の長", "四から六まで 削除", "七 係長", "イ 係の長"
    )
    assert words(page, "第二条第一項第一号") == ["一", "部長", "イ", "部の長"]
    assert words(page, "第二条第一項第四号") == ["四から六まで", "削除"]
    assert words(page, "第二条第一項第七号イ") == ["イ", "係の長"]


def test_branches_and_large_numbers_are_read() -> None:
    """第七条の二 is no 第七条, and 十一 comes after 十."""
    names = "一二三四五六七八九十"
    page = law(
        "第七条 甲。",
        "第七条の二 次による。",
        *(f"{name}{BLANK}項目{name}" for name in names),
        f"十一{BLANK}項目十一",
        f"十一の二{BLANK}枝",
        "第百二十三条 乙。",
    )
    assert words(page, "第七条") == ["第七条", "甲。"]
    assert words(page, "第7条の2第11号") == ["十一", "項目十一"]
    assert words(page, "第七条の二第十一号の二") == ["十一の二", "枝"]
    assert words(page, "第123条") == ["第百二十三条", "乙。"]


def test_tables_are_numbered_in_either_way() -> None:
    """別表1(共通) and 別表第二 and one alone."""
    page = law("第一条 甲。", "別表1(共通)", "課長", "別表第二", "部長")
    assert words(page, "別表第一") == ["別表1(共通)", "課長"]
    assert words(page, "別表2") == ["別表第二", "部長"]
    assert words(law("第一条 甲。", "別表(第一条関係)", "課長"), "別表") == [
        "別表(第一条関係)",
        "課長",
    ]


def test_chapters_hold_their_articles() -> None:
    """Up to the next of their rank; an entry of a table of contents is none."""
    page = law(
        "第一章 総則(第一条)",
        "第二章 組織",
        "第一節 本庁(第二条)",
        "第二節 支所(第三条)",
        "第一章 総則",
        "第一条 甲。",
        "第二章 組織",
        "第一節 本庁",
        "第二条 乙。",
        "第二節 支所",
        "第三条 丙。",
        "附則",
        "この条例は、公布の日から施行する。",
    )
    assert words(page, "第一章") == ["第一章", "総則", "第一条", "甲。"]
    assert words(page, "第二章第一節") == ["第一節", "本庁", "第二条", "乙。"]
    second = words(page, "第二章")
    assert second
    assert (second[1], second[-1]) == ("組織", "丙。")
    assert words(page, "第一節") == words(page, "第二章第一節")
    for locator in ("第一章第一節", "第三章", "第二章第三節"):
        assert words(page, locator) is None
