"""Legal locators: what is one, and whether a quote lies in the place that it names."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from kusei.evidence.held import held
from kusei.evidence.locators import Ordinance, Step, parse
from kusei.evidence.passages import quoted
from kusei.evidence.provisions import Kind, Level
from kusei.evidence.quotes import Outcome, Selector
from kusei.evidence.record import stale
from kusei.evidence.report import explanation
from kusei.evidence.verify import verify
from kusei.sources.reading.source_text import Media, PageText, SourceText
from tests.derive.graphs import quads
from tests.evidence.law_pages import FULL_WIDTH, KANJI, law, ordinance, page, words
from tests.evidence.sources import source

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "same",
    [
        ("第十二条の三第二項第十号イ", "第12条の3第2項第10号イ", "第12条の3 第2項 第10号イ"),
        ("第十条", "第一〇条", "第10条", "第10条".translate(FULL_WIDTH)),
        ("別表第二の二", "別表第2の2"),
        ("附則第二項", "附\u3000則 第2項", "付則第二項", "付則2項"),
        ("第三条第二項第一号", "3条2項1号", "第３条２項１号", "第三条第二項第一号ただし書"),
        ("第三条第二項", "第三条第二項後段", "第三条第二項各号列記以外の部分"),
        ("第七条第一項", "art.7(1)", "Art. 7 (1)", "article 7, paragraph (1)", "ＡＲＴ．７（１）"),
        ("第三条の二第一項第四号", "Art. 3-2(1)(4)", "Article 3-2, paragraph 1, item (iv)"),
        ("第十二条第九号", "Article 12, item (ix)", "art. 12, item 9"),
        ("第二章の二", "第2章の2"),
        ("第一編第二章第三節", "第1編 第2章 第3節"),
        ("別表第一", "別表1", "別表一"),
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
        "第一項第一条",
        "ただし書",
        "第二章第三条",
        "art. 1 2",
        "art.1(1)(1)(1)",
        "art.1(1)(iiii)",
        "section 3",
        "第一条イ",
        "p. 3",
        "別表第一第一項",
        f"第{'9' * 5000}条",
    ],
)
def test_what_the_grammar_does_not_know_is_no_locator(other: str) -> None:
    """It is closed, and the order of its parts fixed."""
    assert parse(other) == ()


def test_a_pdf_has_no_lines_of_its_own() -> None:
    """They end where the paper does; those of plain text are the text's."""
    assert Ordinance.of(source("第一条 甲。")) is None
    text = ordinance(PageText(1, "第一条 甲。\n2 乙。\n第二条 丙。"), Media.PLAIN)
    assert words(text, "第一条第二項") == ["2", "乙。"]
    assert words(text, "第二条") == ["第二条", "丙。"]


def test_where_no_article_stands_any_locator_will_do() -> None:
    """A table of a leaflet may be named as its author likes: it is no place of a law."""
    page = law("窓口の案内", "人口の調査は二階です。")
    assert outcome(page, "人口の調査", "表2") == (Outcome.VERIFIED, 1)
    assert outcome(page, "", "表2") == (Outcome.SOURCE_MISSING, 0)  # unchecked
    assert outcome(page, "人口の調査", "第一条") == (Outcome.LOCATOR_NOT_FOUND, 1)


def outcome(page: Ordinance, exact: str, locator: str) -> tuple[Outcome, int]:
    """What becomes of a quote with a locator, and in how many places."""
    text = SourceText(Media.HTML, "test/1", (page.page,))
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
        ("人口の調査", "第二章", Outcome.LOCATOR_MISMATCH, 1),
        ("人口の調査", "第三章", Outcome.LOCATOR_NOT_FOUND, 1),
        ("人口の調査", "art.2(1)(ii)", Outcome.VERIFIED, 1),
        ("人口の調査", "art.2(2)", Outcome.LOCATOR_MISMATCH, 1),
        ("人口の調査", "第一条ただし書", Outcome.LOCATOR_MISMATCH, 1),
        ("人口の調査", "第二条第一項第二号ただし書", Outcome.VERIFIED, 1),
        ("人口の調査", "p. 3", Outcome.LOCATOR_NOT_FOUND, 1),
        ("人口の調査", " ", Outcome.VERIFIED, 1),
        ("調査", "第二条第一項第二号ロ", Outcome.VERIFIED, 1),
        ("調査", "第二条第一項第二号", Outcome.AMBIGUOUS, 3),
        ("調查", "第二条第一項第二号ロ", Outcome.VERIFIED_VARIANT, 1),
        ("調査", "第一条", Outcome.LOCATOR_MISMATCH, 3),
        ("調査イ人口", "第二条第一項第二号イ", Outcome.LOCATOR_MISMATCH, 1),
        ("", "第二条第一項第二号イ", Outcome.VERIFIED, 1),
        ("", "第二条第一項第二号ヌ", Outcome.LOCATOR_NOT_FOUND, 0),
        ("", "第一章", Outcome.VERIFIED, 1),
        ("", "p. 3", Outcome.LOCATOR_NOT_FOUND, 0),
    ],
)
def test_a_quote_must_lie_in_the_place_that_its_locator_names(
    exact: str, locator: str, wanted: Outcome, places: int
) -> None:
    """Wholly; of several places the one that does is taken; on a page of law all else is no place."""
    assert outcome(law(*KANJI), exact, locator) == (wanted, places)


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
