"""Pages of ordinances of our own, in the usual forms of 例規集, and their parts in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kusei.evidence.locators import Ordinance, find, parse
from kusei.sources.reading.html import page as read_page
from kusei.sources.reading.limits import Limits
from kusei.sources.reading.source_text import Media, PageText, SourceText

if TYPE_CHECKING:
    from kusei.evidence.provisions import Part

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


def law(*lines: str | list[str]) -> Ordinance:
    """Read lines as the paragraphs of an HTML page; a list is a table of one row."""
    return ordinance(read_page(page(*lines), limits=Limits()))


def ordinance(page: PageText, media: Media = Media.HTML) -> Ordinance:
    """The ordinance on a page."""
    found = Ordinance.of(SourceText(media, "test/1", (page,)))
    assert found
    return found


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
