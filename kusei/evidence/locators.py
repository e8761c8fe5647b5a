"""Legal locators: 第七条第一項第三号イ, 第三条の二, 附則第二項, 別表第一, 第二章, art. 7(1).

The grammar is closed, and a page of law has no place for what it does not know. Numerals may be
kanji, arabic or full-width; of ただし書 and the like the paragraph is meant.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from kusei.dates.japanese_calendar import plain
from kusei.evidence.matching import Hit, Match
from kusei.evidence.normalise import normalise
from kusei.evidence.ordinances import inside, parts_of
from kusei.evidence.provisions import Kind, Level, Number, number_of
from kusei.evidence.quotes import GOOD, Outcome
from kusei.sources.reading.source_text import Media

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kusei.evidence.provisions import Part
    from kusei.evidence.quotes import Selector
    from kusei.sources.reading.source_text import PageText, SourceText

_FOUND: Final = GOOD | {Outcome.AMBIGUOUS}
_NUMBER: Final = r"\d{1,5}"
_BRANCH: Final = rf"(?:の{_NUMBER})*"
_TABLE: Final = re.compile(rf"別表(?:第?({_NUMBER}{_BRANCH}))?")
_PROVISION: Final = re.compile(
    rf"([附付]則)?(?:第?({_NUMBER})条({_BRANCH}))?(?:第?({_NUMBER})項)?"
    rf"(?:第?({_NUMBER})号({_BRANCH})([ア-ヲン])?)?"
)
_RANKS: Final = "編章節款目"
_CHAPTERS: Final = re.compile(rf"(?:第?{_NUMBER}[{_RANKS}]{_BRANCH})+")
_CHAPTER: Final = re.compile(rf"第?({_NUMBER})([{_RANKS}])({_BRANCH})")
_WITHIN: Final = re.compile(r"(?<=.)(?:ただし書|本文|前段|中段|後段|柱書|各号列記以外の部分)$")
_ENGLISH: Final = re.compile(
    r"art(?:icle|\.)?\s*(\d{1,5})((?:-\d{1,5})*)"
    r"(?:,?\s*(?:para(?:graph|\.)?\s*)?\((\d{1,5})\)|,?\s*para(?:graph|\.)?\s*(\d{1,5}))?"
    r"(?:,?\s*(?:item\s*)?\((\d{1,5}|[ivx]{1,5})\)|,?\s*item\s*(\d{1,5}|[ivx]{1,5}))?",
    re.IGNORECASE,
)
_ROMAN: Final = {
    roman: number
    for number, roman in enumerate(
        f"{tens}{ones}"
        for tens in ("", "x", "xx")
        for ones in ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
    )
    if roman
}


@dataclass(frozen=True, slots=True)
class Step:
    """One part on the way that a locator goes: its kind with its number, or a sub-item's label."""

    level: Level
    kind: Kind
    number: Number = ()
    label: str = ""


def parse(locator: str) -> tuple[Step, ...]:
    """The way that a locator goes, from the outermost part; empty where it is none.

    Of an article without a paragraph named, the items are those of its only paragraph.
    """
    text = _WITHIN.sub("", "".join(plain(locator).split()))
    if found := _TABLE.fullmatch(text):
        return (Step(Level.SECTION, Kind.TABLE, number_of(found[1] or "")),)
    if _CHAPTERS.fullmatch(text):
        return tuple(
            Step(Level.ARTICLE, Kind.OTHER, number_of(part[1] + part[3]), part[2])
            for part in _CHAPTER.finditer(text)
        )
    if english := _ENGLISH.fullmatch(unicodedata.normalize("NFKC", locator).strip()):
        text = _translated(*english.groups(""))
    found = _PROVISION.fullmatch(text)
    if not found or not text:
        return ()
    supplement, article, article_branch, paragraph, item, item_branch, label = found.groups("")
    way = [Step(Level.SECTION, Kind.SUPPLEMENT if supplement else Kind.MAIN)]
    if article:
        way.append(Step(Level.ARTICLE, Kind.ARTICLE, number_of(article + article_branch)))
    if paragraph or item:  # without a number: the only paragraph there is
        way.append(Step(Level.PARAGRAPH, Kind.PARAGRAPH, number_of(paragraph)))
    if item:
        way.append(Step(Level.ITEM, Kind.ITEM, number_of(item + item_branch)))
    if label:
        way.append(Step(Level.SUBITEM, Kind.SUBITEM, label=label))
    return tuple(way)


def _translated(article: str, branch: str, *rest: str) -> str:
    """A locator in English as one in Japanese; with a numeral that is none it is none either."""
    paragraph, item = rest[0] or rest[1], (rest[2] or rest[3]).lower()
    number = item if item.isdigit() else str(_ROMAN.get(item, ""))
    text = f"第{article}条" + branch.replace("-", "の")
    return text + (f"第{paragraph}項" if paragraph else "") + (f"第{number}号" if item else "")


def find(parts: Sequence[Part], way: Sequence[Step]) -> Part | None:
    """The part to which a way leads; None where it leads to none, or to several.

    Of several 附則, those of later amendments follow the ordinance's own, which is meant.
    """
    if way and way[-1].kind is Kind.OTHER:
        return _chapter(parts, way)
    found: Part | None = None
    for step in way:
        fit = [part for part in _right_under(found, parts) if _is_meant(part, step)]
        if not fit or (len(fit) > 1 and step.kind is not Kind.SUPPLEMENT):
            return None
        found = fit[0]
    return found


def _right_under(whole: Part | None, parts: Sequence[Part]) -> list[Part]:
    """The parts of a part without those of its parts; the sections where none is given."""
    if whole is None:
        return [part for part in parts if part.level is Level.SECTION]
    made: list[Part] = []
    for part in parts:
        is_beneath = part.level > whole.level and whole.start <= part.start < whole.end
        if is_beneath and (not made or part.start >= made[-1].end):
            made.append(part)
    return made


def _chapter(parts: Sequence[Part], way: Sequence[Step]) -> Part | None:
    """A chapter, or one in it, up to where the next of its rank or of a higher one begins.

    Of entries of a table of contents none has articles under it.
    """
    found: Part | None = None
    for step in way:
        fit = [
            whole
            for part in parts
            if (part.kind, part.label, part.number) == (step.kind, step.label, step.number)
            and (found is None or found.start < part.start < found.end)
            and (whole := _whole_chapter(part, parts))
        ]
        if len(fit) != 1:
            return None
        (found,) = fit
    return found


def _whole_chapter(chapter: Part, parts: Sequence[Part]) -> Part | None:
    """A chapter with its end; None where it has no article."""
    rank = _RANKS.index(chapter.label)
    end, has_articles = parts[0].end, False
    for part in parts:
        if part.start <= chapter.start:
            continue
        if part.level is Level.SECTION or (part.label and part.label in _RANKS[: rank + 1]):
            end = part.start
            break
        has_articles |= part.kind is Kind.ARTICLE
    return replace(chapter, end=end) if has_articles else None


def _is_meant(part: Part, step: Step) -> bool:
    if part.kind is not step.kind:
        return False
    is_any = step.kind is Kind.PARAGRAPH and not step.number
    return is_any or (part.number, part.label) == (step.number, step.label)


@dataclass(frozen=True, slots=True)
class Ordinance:
    """The one page of an ordinance with its parts."""

    page: PageText
    parts: tuple[Part, ...]

    @classmethod
    def of(cls, text: SourceText) -> Ordinance | None:
        """The ordinance in a source; None for a PDF, whose lines end where the paper does."""
        if text.media is Media.PDF:
            return None
        (page,) = text.pages
        return cls(page, parts_of(page))

    @property
    def has_articles(self) -> bool:
        """Whether the page is one of a law: elsewhere a locator may be of any form."""
        return any(part.kind is Kind.ARTICLE for part in self.parts)

    def where(self, hit: Hit) -> str:
        """The locator of the innermost part in which a quote begins, empty outside of all."""
        return inside(self.parts, hit.start)

    def whole(self, selector: Selector) -> Match | None:
        """What becomes of a locator without a quote; None where it cannot be checked."""
        way = parse(selector.locator)
        if not way and not (selector.locator.strip() and self.has_articles):
            return None
        part = find(self.parts, way)
        if part is None:
            return Match(Outcome.LOCATOR_NOT_FOUND)
        words = self.page.text[part.start : part.end].rstrip()
        hit = Hit(self.page.number, part.start, part.start + len(words), part.start, words)
        return Match(Outcome.VERIFIED, (hit,))

    def judged(self, match: Match, selector: Selector) -> Match:
        """What becomes of a quote that was found, by its locator: it must lie in that part.

        A quote that stands in several places is verified where one of them alone lies in the part.
        """
        way = parse(selector.locator)
        is_locator = way or (selector.locator.strip() and self.has_articles)
        if match.outcome not in _FOUND or not is_locator:
            return match
        part = find(self.parts, way)
        if part is None:
            return Match(Outcome.LOCATOR_NOT_FOUND, match.hits)
        within = tuple(hit for hit in match.hits if part.start <= hit.start < hit.end <= part.end)
        if not within:
            return Match(Outcome.LOCATOR_MISMATCH, match.hits)
        if match.outcome is not Outcome.AMBIGUOUS or len(within) > 1:
            return Match(match.outcome, within)
        is_same = normalise(within[0].found).text == normalise(selector.exact).text
        return Match(Outcome.VERIFIED if is_same else Outcome.VERIFIED_VARIANT, within)
