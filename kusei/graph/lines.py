"""Line and column of an offset in a text: the one place where lines are counted."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_LINE_END: Final = re.compile(r"\r\n?|\n")
_BYTE_ORDER_MARK: Final = "\ufeff"


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a text, as an editor shows it.

    Lines and columns count from 1, columns in characters (a tab is one); a byte order mark is
    not counted. ``end_column`` is that behind the last character. ``start`` and ``end`` are
    offsets in the text as it was given. ``line_text`` is the whole first line without its end.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    start: int
    end: int
    line_text: str = field(repr=False)


class Lines:
    """The lines of a text, which end with LF, CR or both, as pyoxigraph counts them."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._begin = 1 if text.startswith(_BYTE_ORDER_MARK) else 0
        ends: Iterable[int]
        if "\r" in text:
            ends = (match.end() for match in _LINE_END.finditer(text))
        else:  # far quicker, and what nearly all texts are
            ends = accumulate(len(line) + 1 for line in text.split("\n")[:-1])
        self._starts = [self._begin, *ends]

    def place(self, start: int, end: int) -> Place:
        """The place between two offsets."""
        line, column = self.line_and_column(start)
        end_line, end_column = self.line_and_column(max(start, end))
        return Place(line, column, end_line, end_column, start, end, self.line_text(line))

    def at(self, line: int, column: int) -> Place:
        """The place of one character; behind the end of its line, and of the text, an empty one."""
        number = min(max(line, 1), len(self._starts))
        begin = self._starts[number - 1]
        length = len(self.line_text(number))
        start = begin + min(max(column, 1) - 1, length)
        return self.place(start, min(start + 1, begin + length))

    def line_text(self, line: int) -> str:
        """A line without its end."""
        following = self._starts[line] if line < len(self._starts) else len(self._text)
        return self._text[self._starts[line - 1] : following].rstrip("\r\n")

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset."""
        offset = max(offset, self._begin)
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def of_bad_bytes(error: UnicodeDecodeError) -> tuple[int, int]:
    """Line and column of the first bytes that are not UTF-8."""
    before = error.object[: error.start].decode("utf-8")
    return Lines(before).line_and_column(len(before))
