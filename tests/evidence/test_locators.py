"""Legal locators: what is one, and which part of an ordinance page it names."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from kusei.evidence.held import held
from kusei.evidence.locators import Ordinance, Step, find, parse
from kusei.evidence.ordinances import Kind, Level, parts_of
from kusei.evidence.passages import quoted
from kusei.evidence.quotes import Outcome, Selector
from kusei.evidence.reading import Order, read
from kusei.evidence.record import stale
from kusei.evidence.report import explanation
from kusei.evidence.verify import verify
from kusei.reading.source_text import Media, SourceText
from tests.derive.graphs import quads
from tests.evidence.sources import source

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kusei.evidence.ordinances import Part

    Laws = Callable[..., Ordinance]

FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
"""Digits and parentheses as they stand in vertical texts."""
KANJI = [
    "海辺区出張所設置条例",
    "目次",
    "第一章 総則(第一条―第三条)",
    "附則",
    "第一章 総則",
    "(趣旨)",
    "第一条\u3000この条例は、出張所の設置について定める。",
    "(平一〇条例一・一部改正)",
    "(所管)",
    "第二条\u3000出張所は、次の事務を行う。",
    "一\u3000窓口に関すること。",
    "二\u3000次に掲げる調査",
    "イ\u3000人口の調査",
    "ロ\u3000住居の調査",
    "二の二\u3000広報に関すること。",
    "三\u3000その他の事務",
    "2 前項の事務は、区長が定める日に行う。",
    "第二条の規定による事務は、委任しない。",
    "一\u3000年末の日",
    "3 区長は、報告を求める。",
    "第二条の二\u3000出張所に所長を置く。",
    "第二章 補則",
    "第三条から第五条まで\u3000削除",
    "第六条\u3000委任は、規則で定める。",
    "付記",
    "附\u3000則",
    "(施行期日)",
    "1 この条例は、公布の日から施行する。",
    "(経過措置)",
    "2 旧条例は、廃止する。",
    "附\u3000則(平成二十年条例第三号)",
    "この条例は、四月に施行する。",
    "別表第一(第二条関係)",
    "浜町出張所",
    "第一条\u3000表の中の文。",
    "別表第二の二",
    "山手出張所",
    "様式第一号",
    "申請書",
]
ARABIC = [
    "第1条(趣旨)",
    "第1条",
    "第2条",
    "附則",
    "(趣旨)",
    "第1条 この規則は、窓口について定める。",
    "(窓口)",
    "第2条 窓口は、次のとおりとする。",
    "(1) 住民の窓口",
    "ア 届出",
    "(ア) 転入",
    "イ 証明",
    "(2) 税の窓口",
    "2 窓口は、毎日開く。",
    "附 則",
    "この規則は、公布の日から施行する。",
]


@pytest.fixture
def laws(tmp_path: Path) -> Laws:
    """Read lines as the paragraphs of an HTML page; a list is a table of one row."""

    def run(*lines: str | list[str]) -> Ordinance:
        path = tmp_path / "law.html"
        path.write_bytes(page(*lines))
        text = read(path, Order(expect=Media.HTML))
        assert isinstance(text, SourceText)
        ordinance = Ordinance.of(text)
        assert ordinance
        return ordinance

    return run


def page(*lines: str | list[str]) -> bytes:
    """An HTML page of these lines."""
    body = "".join(
        f"<p>{line}</p>"
        if isinstance(line, str)
        else "<table><tr>" + "".join(f"<td>{cell}</td>" for cell in line) + "</tr></table>"
        for line in lines
    )
    return f"<!doctype html><meta charset=utf-8><body>{body}".encode()


def words(ordinance: Ordinance, locator: str) -> list[str] | None:
    """The lines of the part that a locator names."""
    part = find(ordinance.parts, parse(locator))
    return ordinance.page.text[part.start : part.end].split() if part else None


def words_of(ordinance: Ordinance, part: Part) -> str:
    """The text of a part."""
    return ordinance.page.text[part.start : part.end]


def lines(text: list[str], first: str, last: str) -> list[str]:
    """The words of a text from the line that begins so to the line that begins so."""
    at = [next(i for i, line in enumerate(text) if line.startswith(one)) for one in (first, last)]
    return " ".join(text[at[0] : at[1] + 1]).split()


@pytest.mark.parametrize(
    "same",
    [
        ("第十二条の三第二項第十号イ", "第12条の3第2項第10号イ", "第12条の3 第2項 第10号イ"),
        ("第十条", "第一〇条", "第10条", "第10条".translate(FULL_WIDTH)),
        ("別表第二の二", "別表第2の2"),
        ("附則第二項", "附\u3000則 第2項"),
    ],
)
def test_numerals_and_blanks_make_no_difference(same: tuple[str, ...]) -> None:
    """Kanji, positional kanji, arabic and full-width numerals name one place."""
    ways = {parse(locator) for locator in same}
    assert len(ways) == 1
    assert ways != {()}


def test_a_locator_is_read_from_the_outermost_part() -> None:
    """An item of an article without paragraph is in a paragraph of no number."""
    assert parse("附則第三条第四号ロ") == (
        Step(Level.SECTION, Kind.SUPPLEMENT),
        Step(Level.ARTICLE, Kind.ARTICLE, (3,)),
        Step(Level.PARAGRAPH, Kind.PARAGRAPH),
        Step(Level.ITEM, Kind.ITEM, (4,)),
        Step(Level.SUBITEM, Kind.SUBITEM, label="ロ"),
    )


@pytest.mark.parametrize(
    "other",
    [
        "",
        "第一章",
        "第一条ただし書",
        "第一項第一条",
        "一条",
        "第一条イ",
        "p. 3",
        "別表第一第一項",
        f"第{'9' * 5000}条",
    ],
)
def test_what_the_grammar_does_not_know_is_no_locator(other: str) -> None:
    """It is closed, and the order of its parts fixed."""
    assert parse(other) == ()


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
    laws: Laws, locator: str, first: str, last: str, *, wide: bool
) -> None:
    """Captions belong to what follows, notes to what stands before; contents are no parts."""
    text = [line.translate(FULL_WIDTH) if wide else line for line in KANJI]
    ends = [one.translate(FULL_WIDTH) if wide else one for one in (first, last)]
    assert words(laws(*text), locator) == lines(text, *ends)


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
def test_the_horizontal_form_is_read_as_well(
    laws: Laws, locator: str, first: str, last: str
) -> None:
    """With arabic numerals, items in parentheses, アイウ, and a list of articles before it."""
    assert words(laws(*ARABIC), locator) == lines(ARABIC, first, last)


@pytest.mark.parametrize(
    "locator",
    [
        *("第七条", "第四条", "第二条の三", "第二条第四項", "第二条第一項第四号", "第一条第二項"),
        *("第二条第一項第二号ハ", "第二条第三項第一号", "第二条第一号", "第二項", "附則第三項"),
        *("附則第一条", "別表", "別表第二", "第一条第一号"),
    ],
)
def test_what_is_not_there_is_not_found(laws: Laws, locator: str) -> None:
    """Nor is an item of an article that has several paragraphs, without one named."""
    assert words(laws(*KANJI), locator) is None


def test_articles_under_a_supplement_are_its_own(laws: Laws) -> None:
    """附則第一条 is not 第一条, and its paragraph is none of the supplement's."""
    law = laws("第一条 本則。", "附則", "第一条 附則の文。", "2 次の文。")
    assert words(law, "第一条") == ["第一条", "本則。"]
    assert words(law, "附則第一条第一項") == ["第一条", "附則の文。"]
    assert words(law, "附則第二項") is None


def test_an_article_that_stands_twice_is_not_one_place(laws: Laws) -> None:
    """None of the two is taken."""
    assert words(laws("第一条 甲。", "第二条 乙。", "第二条 丙。"), "第二条") is None


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
def test_what_does_not_follow_in_its_row_is_text(laws: Laws, line: str, locator: str) -> None:
    """It begins no part, and ends none: the item before it goes on."""
    law = laws("第一条 甲は、次による。", "一 乙", line, "二 丙")
    assert words(law, locator) in (None, ["二", "丙"])
    assert words(law, "第一条第一項第一号") == ["一", "乙", *line.split()]


def test_the_first_item_and_sub_item_have_the_first_number(laws: Laws) -> None:
    """What begins in the middle of a row is none."""
    law = laws(
        "第一条 甲は、次による。",
        "三 乙",
        "2 次の文。",
        "一 丙",
        "ハ 丁",
        "二 戊",
        "イ 己",
        "ハ 庚",
    )
    assert words(law, "第一条第一項第三号") is None
    assert words(law, "第一条第二項第一号ハ") is None
    assert words(law, "第一条第二項第一号") == ["一", "丙", "ハ", "丁"]
    assert words(law, "第一条第二項第二号イ") == ["イ", "己", "ハ", "庚"]
    assert words(law, "第一条第二項第二号ハ") is None


def test_a_note_on_an_article_is_not_the_caption_of_the_next(laws: Laws) -> None:
    """It stays with the article before it, though the next has no caption of its own."""
    law = laws("第一条 甲。", "(平一〇条例一・一部改正)", "第二条 乙。")
    assert words(law, "第一条") == ["第一条", "甲。", "(平一〇条例一・一部改正)"]
    assert words(law, "第二条") == ["第二条", "乙。"]


def test_a_list_of_tables_is_no_table(laws: Laws) -> None:
    """An entry without anything under it names no place of its own."""
    law = laws(
        "第一条 甲。", "別表第一(第一条関係)", "浜町", "別表第二", "山手", "別表第一", "別表第二"
    )
    assert words(law, "別表第一") == ["別表第一(第一条関係)", "浜町"]


def test_a_table_has_no_articles(laws: Laws) -> None:
    """What looks like one there is a part of the table."""
    law = laws(*KANJI)
    assert [part.name for part in law.parts if "表の中" in words_of(law, part)] == ["別表第1"]


def test_cells_are_no_parts_unless_all_is_laid_out_in_them(laws: Laws) -> None:
    """A table in an article stays in it; a page within a table is read all the same."""
    law = laws("第一条 次の表による。", ["第二条", "課は。"], ["一", "係"], "2 次の文。")
    assert words(law, "第一条第一項第一号") is None
    assert words(law, "第二条") is None
    assert words(law, "第一条第二項") == ["2", "次の文。"]
    assert words(laws(["第一条 甲。"], ["2 乙。"]), "第一条第二項") == ["2", "乙。"]


def test_a_hostile_page_comes_to_an_end(laws: Laws) -> None:
    """Long runs of blanks, digits and headings come to an end; the article is found."""
    blank = "\u3000"
    noise = ["附則" + blank * 150 + "x", "附" + blank * 9000 + "則x", "第" + "9" * 6000 + "条 甲"]
    supplements = ["附則", "目次"] * 4000
    law = laws("<pre>甲" + "\n" * 100_000 + "乙</pre>", *noise, *supplements, "第一条 乙。")
    parts = parts_of(law.page)
    assert "乙。" in words_of(law, find(parts, parse("第一条")) or parts[0])


def test_only_html_has_lines_of_its_own() -> None:
    """The lines of a PDF end where the paper does."""
    assert Ordinance.of(source("第一条 甲。")) is None


def outcome(law: Ordinance, exact: str, locator: str) -> tuple[Outcome, int]:
    """What becomes of a quote with a locator, and in how many places."""
    text = SourceText(Media.HTML, "test/1", (law.page,))
    digest = "a" * 64
    turtle = f"""
minato:copy-a a kusei:Copy ; kusei:sha256 "{digest}" .
minato:a-p1 a kusei:Passage ; oa:hasSource minato:copy-a ; kusei:locator "{locator}"
    {f'; kusei:exact "{exact}"' if exact else ""} ."""
    results = verify(quoted(quads(turtle)), {digest: text})
    return (results[0].outcome, results[0].occurrences) if results else (Outcome.SOURCE_MISSING, 0)


@pytest.mark.parametrize(
    ("exact", "locator", "wanted", "places"),
    [
        ("人口の調査", "第二条第一項第二号イ", Outcome.VERIFIED, 1),
        ("人口の調査", "第二条", Outcome.VERIFIED, 1),
        ("人口の調查", "第二条", Outcome.VERIFIED_VARIANT, 1),
        ("人口の調査", "第二条第一項第二号ロ", Outcome.LOCATOR_MISMATCH, 1),
        ("人口の調査", "第二条第二項", Outcome.LOCATOR_MISMATCH, 1),
        ("人口の調査", "第九条", Outcome.LOCATOR_NOT_FOUND, 1),
        ("人口の検査", "第二条", Outcome.NOT_FOUND, 0),
        ("人口の調査", "第一章", Outcome.VERIFIED, 1),
        ("調査", "第二条第一項第二号ロ", Outcome.VERIFIED, 1),
        ("調査", "第二条第一項第二号", Outcome.AMBIGUOUS, 3),
        ("調查", "第二条第一項第二号ロ", Outcome.VERIFIED_VARIANT, 1),
        ("調査", "第一条", Outcome.LOCATOR_MISMATCH, 3),
        ("調査イ人口", "第二条第一項第二号イ", Outcome.LOCATOR_MISMATCH, 1),
        ("", "第二条第一項第二号イ", Outcome.VERIFIED, 1),
        ("", "第二条第一項第二号ヌ", Outcome.LOCATOR_NOT_FOUND, 0),
        ("", "第一章", Outcome.SOURCE_MISSING, 0),
    ],
)
def test_a_quote_must_lie_in_the_place_that_its_locator_names(
    laws: Laws, exact: str, locator: str, wanted: Outcome, places: int
) -> None:
    """Wholly; of several places the one that does is taken; what is no locator judges nothing."""
    assert outcome(laws(*KANJI), exact, locator) == (wanted, places)


def test_where_a_misplaced_quote_stands_is_told(tmp_path: Path) -> None:
    """By the innermost part, of a copy held as a file; a changed locator makes a check stale."""
    content = page(*KANJI)
    digest = hashlib.sha256(content).hexdigest()
    (tmp_path / "law.html").write_bytes(content)
    graph = """
minato:copy-a a kusei:Copy ; kusei:sha256 "{digest}" ; dcat:mediaType
    <https://www.iana.org/assignments/media-types/text/html> .
minato:a-p1 a kusei:Passage ; oa:hasSource minato:copy-a ; kusei:exact "{exact}" ;
    kusei:locator "第六条" .
minato:check-a-p1 a kusei:Check ; kusei:checks minato:a-p1 ; kusei:selectorSha256 "{selector}" ;
    kusei:copySha256 "{digest}" ."""
    for exact, told in (
        ("人口の調査", "not in 第六条; it stands in 第2条第1項第2号イ"),
        ("旧条例", "not in 第六条; it stands in 附則第2項"),
        ("浜町出張所", "not in 第六条; it stands in 別表第1"),
        ("出張所設置条例", "not in 第六条; it stands in no article"),
    ):
        for locator, is_stale in (("第六条", False), ("第二条", True), ("", True)):
            selector = Selector(exact, locator=locator).sha256
            turtle = graph.format(digest=digest, exact=exact, selector=selector)
            found = quoted(quads(turtle))
            assert bool(list(stale(found))) is is_stale
        (result,) = verify(found, held(tmp_path, found.copies).texts)
        assert explanation(result) == told
