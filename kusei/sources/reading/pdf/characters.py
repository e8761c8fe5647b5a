"""The characters of a page: what they mean, how large they are, in which order they read."""

from __future__ import annotations

import ctypes
import unicodedata
from dataclasses import dataclass
from functools import cache
from math import hypot
from typing import TYPE_CHECKING, Any, Final

from pypdfium2 import raw

from kusei.sources.reading.columns import Line, apart_in_both, reading_order
from kusei.sources.reading.ruby import apart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kusei.sources.reading.source_text import Ruby

_SOFT_HYPHEN: Final = "\u00ad"
_WHITE: Final = {0x09: "\t", 0x0A: "\n", 0x0D: "", 0x20: " "}
_HIGH: Final = range(0xD800, 0xDC00)
_LOW: Final = range(0xDC00, 0xE000)
_MEANS_NOTHING: Final = frozenset({"Cc", "Cn", "Co", "Cs"})


@dataclass(frozen=True, slots=True)
class Characters:
    """The characters of a page in PDFium's order: one entry an index, "" where there is none."""

    characters: list[str]
    sizes: list[float]
    broken: int


def characters_of(text_page: Any) -> Characters:  # noqa: ANN401 - pypdfium2 has no types
    """The characters of a page, with the size each has on it and how many have no meaning."""
    matrix = raw.FS_MATRIX()
    by_reference = ctypes.byref(matrix)
    characters: list[str] = []
    sizes: list[float] = []
    broken = high = 0
    for index in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(text_page, index)
        if code in _HIGH:
            high = code  # PDFium gives a character beyond U+FFFF as two
            characters.append("")
            sizes.append(0.0)
            continue
        if code in _LOW and high:
            code = 0x10000 + ((high - _HIGH.start) << 10) + code - _LOW.start
        high = 0
        size = 0.0
        if code in _WHITE:
            character = _WHITE[code]
        elif code in {0x02, 0xFFFE} and raw.FPDFText_IsHyphen(text_page, index) == 1:
            character = _SOFT_HYPHEN
        else:
            if _means_nothing(code) or raw.FPDFText_HasUnicodeMapError(text_page, index) == 1:
                broken += 1
                character = "\ufffd"
            else:
                character = chr(code)
            raw.FPDFText_GetMatrix(text_page, index, by_reference)
            size = raw.FPDFText_GetFontSize(text_page, index) * hypot(matrix.c, matrix.d)
        characters.append(character)
        sizes.append(size)
    return Characters(characters, sizes, broken)


@cache
def _means_nothing(code: int) -> bool:
    """Control, private or unassigned, or the mark of a replaced character."""
    character = chr(code)
    return character == "\ufffd" or unicodedata.category(character) in _MEANS_NOTHING


def read_through(text_page: Any, found: Characters) -> tuple[str, list[int], tuple[Ruby, ...]]:  # noqa: ANN401
    """The text in reading order, PDFium's index of each of its code points, and the readings."""
    order = [
        index
        for line in reading_order(list(_lines(text_page, found)))
        for index in range(line.start, line.end)
    ]
    text, places, ruby = apart(
        [found.characters[index] for index in order], [found.sizes[index] for index in order]
    )
    return text, [order[place] for place in places], ruby


def _lines(text_page: Any, found: Characters) -> Iterator[Line]:  # noqa: ANN401
    """The lines as PDFium ends them, and parted where it joins what stands in no line.

    Together they hold every index once.
    """
    x, y = ctypes.c_double(), ctypes.c_double()

    def place(index: int) -> tuple[float, float]:
        raw.FPDFText_GetCharOrigin(text_page, index, ctypes.byref(x), ctypes.byref(y))
        return x.value, y.value

    def line(start: int, first: int, last: int, end: int) -> Line:
        return Line(start, end, place(first), place(last), found.sizes[first])

    start, first, last = 0, -1, -1
    for index, size in enumerate(found.sizes):
        if not size:
            continue
        if first < 0:
            first = index
        elif last < index - 1:  # white space lies between
            ended = "\n" in found.characters[last + 1 : index]
            if ended or apart_in_both(place(last), place(index), size):
                yield line(start, first, last, index)
                start = first = index
        last = index
    if found.sizes:
        yield line(start, max(first, 0), max(last, 0), len(found.sizes))
