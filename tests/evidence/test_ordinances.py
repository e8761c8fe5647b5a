"""Which part of an ordinance page a locator names, told by how its lines begin."""

from __future__ import annotations

import pytest

from kusei.evidence.locators import find, parse
from kusei.evidence.ordinances import parts_of
from tests.evidence.law_pages import ARABIC, FULL_WIDTH, KANJI, law, lines, words, words_of


@pytest.mark.parametrize("wide", [False, True])
@pytest.mark.parametrize(
    ("locator", "first", "last"),
    [
        ("第一条", "(趣旨)", "(平一〇"),
        ("第一条第一項", "第一条\u3000", "(平一〇"),
        ("第二条", "(所管)", "3 区長"),
        ("第二条第一項", "第二条\u3000", "三\u3000"),
        ("第二条第一項第一号", "一\u3000窓口", "一\u3000窓口"),
        ("第二条第一項第二号", "二\u3000", "ロ\u3000"),
        ("第二条第一項第二号イ", "イ\u3000", "イ\u3000"),
        ("第二条第一項第二号ロ", "ロ\u3000", "ロ\u3000"),
        ("第二条第一項第二号の二", "二の二\u3000", "二の二\u3000"),
        ("第二条第二項", "2 前項", "一\u3000年末"),
        ("第二条第二項第一号", "一\u3000年末", "一\u3000年末"),
        ("第二条の二", "第二条の二\u3000", "第二条の二\u3000"),
        ("第三条", "第三条から", "第三条から"),
        ("附則", "附\u3000則", "2 旧条例"),
        ("附則第一項", "(施行期日)", "1 この条例"),
        ("附則第二項", "(経過措置)", "2 旧条例"),
        ("別表第一", "別表第一", "第一条\u3000表"),
        ("別表第二の二", "別表第二の二", "山手"),
    ],
)
def test_each_part_ends_where_the_next_begins(
    locator: str, first: str, last: str, *, wide: bool
) -> None:
    """Captions belong to what follows, notes to what stands before; contents are no parts."""
    text = [line.translate(FULL_WIDTH) if wide else line for line in KANJI]
    ends = [one.translate(FULL_WIDTH) if wide else one for one in (first, last)]
    assert words(law(*text), locator) == lines(text, *ends)


@pytest.mark.parametrize(
    ("locator", "first", "last"),
    [
        ("第1条", "(趣旨)", "第1条 この"),
        ("第2条第1項第1号", "(1)", "イ 証明"),
        ("第2条第1項第1号ア", "ア 届出", "(ア)"),
        ("第2条第1項第1号イ", "イ 証明", "イ 証明"),
        ("第2条第2項", "2 窓口", "2 窓口"),
        ("附則第1項", "この規則は、公布", "この規則は、公布"),
    ],
)
def test_the_horizontal_form_is_read_as_well(locator: str, first: str, last: str) -> None:
    """With arabic numerals, items in parentheses, アイウ, and a list of articles before it."""
    assert words(law(*ARABIC), locator) == lines(ARABIC, first, last)


@pytest.mark.parametrize(
    "locator",
    [
        *("第七条", "第四条", "第二条の三", "第二条第四項", "第二条第一項第四号", "第一条第二項"),
        *("第二条第一項第二号ハ", "第二条第三項第一号", "第二条第一号", "第二項", "附則第三項"),
        *("附則第一条", "別表", "別表第二", "第一条第一号"),
    ],
)
def test_what_is_not_there_is_not_found(locator: str) -> None:
    """Nor is an item of an article that has several paragraphs, without one named."""
    assert words(law(*KANJI), locator) is None


def test_articles_under_a_supplement_are_its_own() -> None:
    """附則第一条 is not 第一条, and its paragraph is none of the supplement's."""
    page = law("第一条 本則。", "附則", "第一条 附則の文。", "2 次の文。")
    assert words(page, "第一条") == ["第一条", "本則。"]
    assert words(page, "附則第一条第一項") == ["第一条", "附則の文。"]
    assert words(page, "附則第二項") is None


def test_an_article_that_stands_twice_is_not_one_place() -> None:
    """None of the two is taken."""
    assert words(law("第一条 甲。", "第二条 乙。", "第二条 丙。"), "第二条") is None


@pytest.mark.parametrize(
    ("line", "locator"),
    [
        ("9 に足りない数。", "第一条第九項"),
        ("2年を過ぎた日。", "第一条第二項"),
        ("(2) 窓口", "第一条第一項第二号"),
        ("ハ 窓口", "第一条第一項第一号ハ"),
        ("ロ 窓口", "第一条第一項第一号ロ"),
        ("第二条の規定による窓口。", "第二条"),
        ("別表第一に掲げる窓口。", "別表第一"),
    ],
)
def test_what_does_not_follow_in_its_row_is_text(line: str, locator: str) -> None:
    """It begins no part, and ends none: the item before it goes on."""
    page = law("第一条 甲は、次による。", "一 乙", line, "二 丙")
    assert words(page, locator) in (None, ["二", "丙"])
    assert words(page, "第一条第一項第一号") == ["一", "乙", *line.split()]


def test_the_first_item_and_sub_item_have_the_first_number() -> None:
    """What begins in the middle of a row is none."""
    page = law(
        "第一条 甲は、次による。",
        "三 乙",
        "2 次の文。",
        "一 丙",
        "ハ 丁",
        "二 戊",
        "イ 己",
        "ハ 庚",
    )
    assert words(page, "第一条第一項第三号") is None
    assert words(page, "第一条第二項第一号ハ") is None
    assert words(page, "第一条第二項第一号") == ["一", "丙", "ハ", "丁"]
    assert words(page, "第一条第二項第二号イ") == ["イ", "己", "ハ", "庚"]
    assert words(page, "第一条第二項第二号ハ") is None


def test_a_note_on_an_article_is_not_the_caption_of_the_next() -> None:
    """It stays with the article before it, though the next has no caption of its own."""
    page = law("第一条 甲。", "(平一〇条例一・一部改正)", "第二条 乙。")
    assert words(page, "第一条") == ["第一条", "甲。", "(平一〇条例一・一部改正)"]
    assert words(page, "第二条") == ["第二条", "乙。"]


def test_a_list_of_tables_is_no_table() -> None:
    """An entry without anything under it names no place of its own."""
    page = law(
        "第一条 甲。", "別表第一(第一条関係)", "浜町", "別表第二", "山手", "別表第一", "別表第二"
    )
    assert words(page, "別表第一") == ["別表第一(第一条関係)", "浜町"]


def test_a_table_has_no_articles() -> None:
    """What looks like one there is a part of the table."""
    page = law(*KANJI)
    assert [part.name for part in page.parts if "表の中" in words_of(page, part)] == ["別表第1"]


def test_cells_are_no_parts_unless_all_is_laid_out_in_them() -> None:
    """A table in an article stays in it; a page within a table is read all the same."""
    page = law("第一条 次の表による。", ["第二条", "課は。"], ["一", "係"], "2 次の文。")
    assert words(page, "第一条第一項第一号") is None
    assert words(page, "第二条") is None
    assert words(page, "第一条第二項") == ["2", "次の文。"]
    assert words(law(["第一条 甲。"], ["2 乙。"]), "第一条第二項") == ["2", "乙。"]


def test_a_hostile_page_comes_to_an_end() -> None:
    """Long runs of blanks, digits and headings come to an end; the article is found."""
    blank = "\u3000"
    noise = ["附則" + blank * 150 + "x", "附" + blank * 9000 + "則x", "第" + "9" * 6000 + "条 甲"]
    supplements = ["附則", "目次"] * 4000
    page = law("<pre>甲" + "\n" * 100_000 + "乙</pre>", *noise, *supplements, "第一条 乙。")
    parts = parts_of(page.page)
    assert "乙。" in words_of(page, find(parts, parse("第一条")) or parts[0])
