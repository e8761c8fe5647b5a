"""Legal locators: 第七条第一項第三号イ, 第三条の二, 附則第二項, 別表第一.

The grammar is closed: what it does not know (第二章, 第一条ただし書) is no locator that can be
checked, and judges nothing. Numerals may be kanji, arabic or full-width.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kusei.evidence.matching import Hit, Match
from kusei.evidence.normalise import normalise
from kusei.evidence.ordinances import Kind, Level, Number, inside, number_of, parts_of
from kusei.evidence.quotes import GOOD, Outcome
from kusei.japanese_calendar import plain
from kusei.reading.source_text import Media

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kusei.evidence.ordinances import Part
    from kusei.evidence.quotes import Selector
    from kusei.reading.source_text import PageText, SourceText

_FOUND: Final = GOOD | {Outcome.AMBIGUOUS}
_NUMBER: Final = r"\d{1,5}"
_BRANCH: Final = rf"(?:の{_NUMBER})*"
_TABLE: Final = re.compile(rf"別表(?:第({_NUMBER}{_BRANCH}))?")
_PROVISION: Final = re.compile(
    rf"(附則)?(?:第({_NUMBER})条({_BRANCH}))?(?:第({_NUMBER})項)?"
    rf"(?:第({_NUMBER})号({_BRANCH})([ア-ヲン])?)?"
)


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
    text = "".join(plain(locator).split())
    if found := _TABLE.fullmatch(text):
        return (Step(Level.SECTION, Kind.TABLE, number_of(found[1] or "")),)
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


def find(parts: Sequence[Part], way: Sequence[Step]) -> Part | None:
    """The part to which a way leads; None where it leads to none, or to several.

    Of several 附則, those of later amendments follow the ordinance's own, which is meant.
    """
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
        """The ordinance in a source; None for what is no HTML, whose lines are not its own."""
        if text.media is not Media.HTML:
            return None
        (page,) = text.pages
        return cls(page, parts_of(page))

    def where(self, hit: Hit) -> str:
        """The locator of the innermost part in which a quote begins, empty outside of all."""
        return inside(self.parts, hit.start)

    def whole(self, selector: Selector) -> Match | None:
        """What becomes of a locator without a quote; None where it cannot be checked."""
        way = parse(selector.locator)
        if not way:
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
        if match.outcome not in _FOUND or not way:
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
