"""How many columns of a terminal a text takes."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from typing import Final

_BOUNDS: Final = (
    *(0x20, 0x7F),  # ASCII
    *(0x3000, 0x302A, 0x3030, 0x303F),  # signs
    *(0x3041, 0x3097, 0x309B, 0x3100),  # kana, without the marks that combine
    *(0x3400, 0x4DC0, 0x4E00, 0xA000),  # kanji
    *(0xFF01, 0xFF61),  # full-width forms
)
"""Begin and end (exclusive) of what stands in Japanese texts and whose width needs no tables."""


def display_width(text: str) -> int:
    """How many columns a text takes on a terminal; a full-width character takes two."""
    if text.isascii():
        return len(text)
    widths = [_width(character) for character in text]
    if 0 not in widths:
        return sum(widths)
    from wcwidth import wcswidth  # costs as much to import as a whole query to answer

    return max(wcswidth(text), 0)


@cache
def _width(character: str) -> int:
    """The columns of one character; 0 where that does not follow from it alone."""
    if bisect_right(_BOUNDS, ord(character)) % 2 == 0:
        return 0
    return 1 if character.isascii() else 2
