"""The parts of an ordinance in a page of the usual form of 例規集, told by how their lines begin.

An article begins with its number and white space (第三条　), its first paragraph has no number, the
later ones have theirs (２　), items are 一　 or (1), sub-items イロハ or アイウ. A caption in
parentheses belongs to what follows it, and may stand beside the number. After the articles come the
supplementary provisions (附則, 付則) and the tables (別表). What does not follow in its row is text
and no part; cells of tables are text as well. An entry of a table of contents is told by having no
sentence of its own.

What follows the last item of a paragraph cannot be told from that item, and counts as part of it,
unless it begins with a blank: pages are about that have lost the numbers of items, or the heading
of 附則. What then may belong elsewhere is given to no part that a locator could name.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from kusei.evidence.provisions import Kind, Level, Number, Part, number_of
from kusei.sources.reading.source_text import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kusei.sources.reading.source_text import PageText


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
    label: str = ""
    is_bare: bool = False
    """It is an article whose own line has nothing but its number and caption."""


_N: Final = "[0-9〇一二三四五六七八九十百千]+"
_BRANCH: Final = f"(?:の{_N})*"
_BESIDE: Final = r"\([^()。]{1,60}\)"
"""A caption on the line of an article."""
_ARTICLE: Final = re.compile(
    rf"\s*(?:{_BESIDE}\s*)?第({_N})条({_BRANCH})(?:(?:から|及び)第{_N}条{_BRANCH}(?:まで)?)?"
    rf"(?=\s|$|({_BESIDE})(?:\s|$))"
)
_TABLE: Final = re.compile(rf"\s*別\s*表\s*(?:第?({_N})({_BRANCH}))?(?=[\s(]|$)")
_SUPPLEMENT: Final = re.compile(r"[附付]則(?:\(.*\))?抄?$")
_IN_FORCE: Final = re.compile(
    r"\s*(?:1\s+)?この(?:条例|規則|規程|要綱|要領|要項|基準|訓令|告示|協定)は、.{0,80}施行"
)
"""What a supplement begins with, where its heading is lost."""
_CHAPTER: Final = re.compile(rf"\s*第({_N})([編章節款目])({_BRANCH})(?=\s|$)")
_FORM: Final = re.compile(r"\s*(?:様\s*式|別\s*記|別\s*図|別\s*紙)(?=[\s第様(0-9]|$)")
_CONTENTS: Final = re.compile(r"^[^\S\n]*目[^\S\n]*次[^\S\n]*$", re.MULTILINE)
_PARAGRAPH: Final = re.compile(r"\s*(?:([0-9]+)(?=\s|$)|([①-⑳]))")
_ITEMS: Final = (
    re.compile(
        r"\s*([〇一二三四五六七八九十百]+(?:の[〇一二三四五六七八九十百]+)*)"
        r"(?:(?:から|及び)[〇一二三四五六七八九十百]+(?:まで)?)?(?=\s|$)"
    ),
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
    # Plain text has no blocks: its lines are taken as they are.
    for block in page.blocks or (Block(BlockKind.PARAGRAPH, 0, page.text),):
        if block.kind is BlockKind.TABLE_CELL and not with_cells:
            continue
        start = block.offset
        for text in block.text.split("\n"):
            if text.strip():
                yield _Line(start, text[:_BEGINNING].translate(_NARROW))
            start += len(text) + 1


def _marks(lines: Iterable[_Line]) -> Iterator[_Mark]:
    for index, line in enumerate(lines):
        at = index, line.start
        if found := _ARTICLE.match(line.text):
            rest = line.text[found.end() :].strip()
            number = number_of(found[1] + found[2])
            is_bare = rest == (found[3] or "")
            yield _Mark(*at, Level.ARTICLE, Kind.ARTICLE, number, is_bare=is_bare)
        elif found := _TABLE.match(line.text):
            number = number_of((found[1] or "") + (found[2] or ""))
            yield _Mark(*at, Level.SECTION, Kind.TABLE, number)
        elif _SUPPLEMENT.match("".join(line.text.split())):
            yield _Mark(*at, Level.SECTION, Kind.SUPPLEMENT, ())
        elif found := _CHAPTER.match(line.text):
            number = number_of(found[1] + found[3])
            yield _Mark(*at, Level.ARTICLE, Kind.OTHER, number, found[2])
        elif _FORM.match(line.text):
            yield _Mark(*at, Level.SECTION, Kind.OTHER, ())


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
        self.section = Kind.MAIN
        self.paragraph: int | None = None
        self.is_bare = False
        self.loose: int | None = None  # where text begins that may be an item, its number lost
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
        if mark.level is Level.SECTION:
            self.section = mark.kind
        self.paragraph = 0 if mark.kind is Kind.SUPPLEMENT else None
        self.is_bare = mark.is_bare
        if mark.kind is Kind.ARTICLE:
            self._add(mark.level, mark.kind, mark.number, self._with_caption(index))
            self._open_paragraph(1, mark.start)
        else:
            self._add(mark.level, mark.kind, mark.number, mark.start, mark.label)

    def _with_caption(self, index: int) -> int:
        """Where the part of a line begins: with the caption before it, if there is one."""
        before = self.lines[index - 1] if index else None
        if before and _CAPTION.match(before.text) and not _NOTE.search(before.text):
            return before.start
        return self.lines[index].start

    def _open_paragraph(self, number: int, start: int) -> None:
        self.paragraph = number
        self.item, self.items, self.label, self.loose = (), "", "", None
        self._add(Level.PARAGRAPH, Kind.PARAGRAPH, (number,), start)

    def _body(self, line: _Line, index: int) -> None:
        at = self.paragraph or 0
        found = _PARAGRAPH.match(line.text)
        number = number_of(found[0])[0] if found else 0
        was_bare, self.is_bare = self.is_bare, False
        if number == at == 1 and was_bare:
            return  # the number of the first paragraph below that of its article
        if self._is_beyond(line, number, at):
            # A locator names nothing here: which part it belongs to cannot be told.
            level = Level.ARTICLE if _IN_FORCE.match(line.text) else Level.PARAGRAPH
            self._add(level, Kind.OTHER, (), self._with_caption(index))
            self.paragraph = None
        elif number and (at in {0, number - 1}):
            self._open_paragraph(number, self._with_caption(index))
        elif not at:
            if not _CAPTION.match(line.text):
                self._open_paragraph(1, self._with_caption(index))
        elif not self._is_item(line) and not self._is_subitem(line):
            self._text(line)

    def _is_beyond(self, line: _Line, number: int, at: int) -> bool:
        """Whether paragraphs begin anew: those of a list, or of a supplement without heading."""
        if self.section is Kind.MAIN and number in {0, 1} and _IN_FORCE.match(line.text):
            return True
        return number == 1 and at > 0

    def _text(self, line: _Line) -> None:
        if not self.item:
            return
        if self.loose is None:
            self.loose = line.start
        if line.text[0].isspace() and self.parts[-1].kind is not Kind.OTHER:
            self._add(Level.ITEM, Kind.OTHER, (), line.start)
            self.label = ""

    def _is_item(self, line: _Line) -> bool:
        """Open the item that a line begins: of the style of the paragraph, and after the last."""
        for style in _ITEMS:
            found = style.match(line.text)
            if not found or self.items not in {"", style.pattern}:
                continue
            number = number_of(found[1])
            if number > self.item if self.item else number == (1,):
                self._close_before(number)
                self.item, self.items, self.label = number, style.pattern, ""
                self.loose = None
                self._add(Level.ITEM, Kind.ITEM, number, line.start)
                return True
        return False

    def _close_before(self, number: Number) -> None:
        """Take from the last item what may be one between it and this one, its number lost."""
        if self.loose is None or number[0] <= (self.item or (0,))[0] + 1:
            return
        at = bisect_left(self.parts, self.loose, key=lambda part: part.start)
        if at == len(self.parts) or self.parts[at].start > self.loose:
            self.parts.insert(at, Part(Level.ITEM, Kind.OTHER, (), self.loose, self.loose))

    def _is_subitem(self, line: _Line) -> bool:
        found = _SUBITEM.match(line.text) if self.item else None
        if not found:
            return False
        label = found[1]
        if not self.label:
            self.row = next((row for row in _SUBITEMS if row[0] == label), "")
            if not self.row:
                return False
        elif self.row.find(label) != self.row.index(self.label) + 1:
            return False
        self.label = label
        self._add(Level.SUBITEM, Kind.SUBITEM, (), line.start, label)
        return True


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
