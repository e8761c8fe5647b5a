"""The parts of an ordinance in a page of the usual form of 例規集, told by how their lines begin.

An article begins with its number and white space (第三条　), its first paragraph has no number, the
later ones have theirs (２　), items are 一　 or (1), sub-items イロハ or アイウ. A caption in
parentheses belongs to what follows it. After the articles come the supplementary provisions (附則)
and the tables (別表). What does not follow in its row is text and no part; cells of tables are text
as well. An entry of a table of contents is told by having no sentence of its own.

What follows the last item of a paragraph cannot be told from that item, and counts as part of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Final

from kusei.japanese_calendar import plain
from kusei.reading.source_text import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kusei.reading.source_text import PageText

Number = tuple[int, ...]
"""第三条の二 is (3, 2)."""


class Level(IntEnum):
    """What ends what: a part lasts until the next one of its level or of a lower number."""

    SECTION = 0
    ARTICLE = 1
    PARAGRAPH = 2
    ITEM = 3
    SUBITEM = 4


class Kind(StrEnum):
    """What a part is; OTHER is what only ends those before it: a chapter, a form."""

    MAIN = "本則"
    SUPPLEMENT = "附則"
    TABLE = "別表"
    ARTICLE = "条"
    PARAGRAPH = "項"
    ITEM = "号"
    SUBITEM = "イロハ"
    OTHER = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an ordinance: ``text[start:end]`` of its page; ``label`` is that of a sub-item."""

    level: Level
    kind: Kind
    number: Number
    start: int
    end: int
    label: str = ""

    @property
    def name(self) -> str:
        """The part as a locator names it, with arabic numerals."""
        first, *rest = self.number or (0,)
        branch = "".join(f"の{number}" for number in rest)
        if self.kind is Kind.TABLE:
            return f"別表第{first}{branch}" if self.number else "別表"
        if self.kind in {Kind.ARTICLE, Kind.PARAGRAPH, Kind.ITEM}:
            return f"第{first}{self.kind}{branch}"
        return "附則" if self.kind is Kind.SUPPLEMENT else self.label


@dataclass(frozen=True, slots=True)
class _Line:
    """The beginning of a line, which tells what the line is."""

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class _Mark:
    """A line that may begin a section, chapter or article."""

    line: int
    start: int
    level: Level
    kind: Kind
    number: Number


_N: Final = "[0-9〇一二三四五六七八九十百千]+"
_BRANCH: Final = f"(?:の{_N})*"
_ARTICLE: Final = re.compile(
    rf"\s*第({_N})条({_BRANCH})(?:(?:から|及び)第{_N}条{_BRANCH}(?:まで)?)?(?=\s|$)"
)
_TABLE: Final = re.compile(rf"\s*別\s*表\s*(?:第({_N})({_BRANCH}))?(?=[\s(]|$)")
_SUPPLEMENT: Final = re.compile(r"附則(?:\(.*\))?抄?$")
_CHAPTER: Final = re.compile(rf"\s*第{_N}[編章節款目]{_BRANCH}(?=\s|$)")
_FORM: Final = re.compile(r"\s*(?:様\s*式|別\s*記|別\s*図|別\s*紙)(?=[\s第様(0-9]|$)")
_CONTENTS: Final = re.compile(r"^[^\S\n]*目[^\S\n]*次[^\S\n]*$", re.MULTILINE)
_PARAGRAPH: Final = re.compile(r"\s*(?:([0-9]+)(?=\s|$)|([①-⑳]))")
_ITEMS: Final = (
    re.compile(r"\s*([〇一二三四五六七八九十百]+(?:の[〇一二三四五六七八九十百]+)*)(?=\s|$)"),
    re.compile(r"\s*(\([0-9]+(?:の[0-9]+)*\)(?:の[0-9]+)*|[⑴-⒇])"),
)
_SUBITEM: Final = re.compile(r"\s*([ア-ヲン])(?=\s|$)")
_SUBITEMS: Final = (
    "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス",
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン",
)
_CAPTION: Final = re.compile(r"\s*\(.*\)\s*$")
_NOTE: Final = re.compile(r"(?:改正|追加|全改|削除|繰上|繰下)[^)]{0,4}\)\s*$")
"""(平一八条例一・一部改正) tells the history of the article before it and names none."""
_BEGINNING: Final = 200
_NARROW: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
"""Full-width digits and parentheses as the others, one character for one."""


def parts_of(page: PageText) -> tuple[Part, ...]:
    """The parts of the ordinance on a page in reading order, first that of all before 附則."""
    for with_cells in (False, True):  # cells count where the whole page is laid out as a table
        lines = list(_lines(page, with_cells=with_cells))
        marks = _kept(list(_marks(lines)), page.text)
        if any(mark.kind is Kind.ARTICLE for mark in marks):
            break
    return _ended(_Walk(lines, marks).parts, len(page.text))


def _lines(page: PageText, *, with_cells: bool) -> Iterator[_Line]:
    for block in page.blocks:
        if block.kind is BlockKind.TABLE_CELL and not with_cells:
            continue
        start = block.offset
        for text in block.text.split("\n"):
            if text.strip():
                yield _Line(start, text[:_BEGINNING].translate(_NARROW))
            start += len(text) + 1


def _marks(lines: Iterable[_Line]) -> Iterator[_Mark]:
    for index, line in enumerate(lines):
        if found := _ARTICLE.match(line.text):
            told = Level.ARTICLE, Kind.ARTICLE, number_of(found[1] + found[2])
        elif found := _TABLE.match(line.text):
            told = Level.SECTION, Kind.TABLE, number_of((found[1] or "") + (found[2] or ""))
        elif _SUPPLEMENT.match("".join(line.text.split())):
            told = Level.SECTION, Kind.SUPPLEMENT, ()
        elif _CHAPTER.match(line.text):
            told = Level.ARTICLE, Kind.OTHER, ()
        elif _FORM.match(line.text):
            told = Level.SECTION, Kind.OTHER, ()
        else:
            continue
        yield _Mark(index, line.start, *told)


def number_of(text: str) -> Number:
    """The numbers in 三の二 or (3)の2, whatever numerals they are written in."""
    return tuple(int(digits) for digits in re.findall(r"\d+", plain(text)))


def _kept(marks: list[_Mark], text: str) -> list[_Mark]:
    """The marks without the entries of tables of contents, and without articles in tables."""
    bounds = [*(mark.start for mark in marks), len(text)]
    full = []
    for mark, end in zip(marks, bounds[1:], strict=True):
        own = text[mark.start : end]
        if mark.kind is Kind.ARTICLE and "。" not in own and "削除" not in own:
            continue
        if mark.kind is Kind.TABLE and "\n" not in own.strip():
            continue
        full.append(mark)
    first = next((mark.start for mark in full if mark.kind is Kind.ARTICLE), 0)
    contents = [0, *(found.end() for found in _CONTENTS.finditer(text))]
    stops = [found.start() for found in re.finditer("。", text)]
    kept: list[_Mark] = []
    section = Kind.MAIN
    for mark in full:
        if mark.level is Level.SECTION:
            since = contents[bisect_right(contents, mark.start) - 1]
            is_first = bisect_left(stops, since) == bisect_left(stops, mark.start)
            if mark.start < first and is_first:
                continue
            section = mark.kind
        elif section not in {Kind.MAIN, Kind.SUPPLEMENT}:
            continue
        kept.append(mark)
    return kept


class _Walk:
    """Goes through the lines once and notes where parts begin; their ends are not known yet."""

    def __init__(self, lines: list[_Line], marks: Iterable[_Mark]) -> None:
        self.lines = lines
        self.parts: list[Part] = [Part(Level.SECTION, Kind.MAIN, (), 0, 0)]
        self.paragraph: int | None = None
        self.item: Number = ()
        self.items = self.row = self.label = ""
        by_line = {mark.line: mark for mark in marks}
        for index, line in enumerate(lines):
            mark = by_line.get(index)
            if mark:
                self._mark(mark, index)
            elif self.paragraph is not None:
                self._body(line, index)

    def _add(self, level: Level, kind: Kind, number: Number, start: int, label: str = "") -> None:
        self.parts.append(Part(level, kind, number, start, start, label))

    def _mark(self, mark: _Mark, index: int) -> None:
        self.paragraph = 0 if mark.kind is Kind.SUPPLEMENT else None
        if mark.kind is Kind.ARTICLE:
            self._add(mark.level, mark.kind, mark.number, self._with_caption(index))
            self._open_paragraph(1, mark.start)
        else:
            self._add(mark.level, mark.kind, mark.number, mark.start)

    def _with_caption(self, index: int) -> int:
        """Where the part of a line begins: with the caption before it, if there is one."""
        before = self.lines[index - 1] if index else None
        if before and _CAPTION.match(before.text) and not _NOTE.search(before.text):
            return before.start
        return self.lines[index].start

    def _open_paragraph(self, number: int, start: int) -> None:
        self.paragraph = number
        self.item, self.items, self.label = (), "", ""
        self._add(Level.PARAGRAPH, Kind.PARAGRAPH, (number,), start)

    def _body(self, line: _Line, index: int) -> None:
        at = self.paragraph or 0
        found = _PARAGRAPH.match(line.text)
        number = number_of(found[0])[0] if found else 0
        if number and (at in {0, number - 1}):
            self._open_paragraph(number, self._with_caption(index))
        elif not at:
            if not _CAPTION.match(line.text):
                self._open_paragraph(1, self._with_caption(index))
        elif not self._is_item(line):
            self._subitem(line)

    def _is_item(self, line: _Line) -> bool:
        """Open the item that a line begins: of the style of the paragraph, and after the last."""
        for style in _ITEMS:
            found = style.match(line.text)
            if not found or self.items not in {"", style.pattern}:
                continue
            number = number_of(found[1])
            if number > self.item if self.item else number == (1,):
                self.item, self.items, self.label = number, style.pattern, ""
                self._add(Level.ITEM, Kind.ITEM, number, line.start)
                return True
        return False

    def _subitem(self, line: _Line) -> None:
        found = _SUBITEM.match(line.text) if self.item else None
        if not found:
            return
        label = found[1]
        if not self.label:
            self.row = next((row for row in _SUBITEMS if row[0] == label), "")
            if not self.row:
                return
        elif self.row.find(label) != self.row.index(self.label) + 1:
            return
        self.label = label
        self._add(Level.SUBITEM, Kind.SUBITEM, (), line.start, label)


def _ended(parts: list[Part], length: int) -> tuple[Part, ...]:
    """The same parts, each ended where the next one of its level or of a lower number begins."""
    ends = [length] * (len(Level) + 1)
    made: list[Part] = []
    for part in reversed(parts):
        made.append(replace(part, end=ends[part.level]))
        ends[part.level :] = [part.start] * (len(ends) - part.level)
    return tuple(reversed(made))


def inside(parts: tuple[Part, ...], place: int) -> str:
    """The locator of the innermost part in which a place lies; empty outside of all."""
    last = bisect_left(parts, place + 1, key=lambda part: part.start)
    return "".join(part.name for part in parts[:last] if place < part.end)
