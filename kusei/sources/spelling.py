"""Words of a source as a person would copy them: its own blanks, in one line.

Inside a line a full-width blank stays one, any other white space is one blank. A line that ends
parts words in Latin script and none in Japanese, whatever its other side: 平成21⏎年 is one word.
A soft hyphen at its end joins, and what no reader sees is left out.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_FULL_WIDTH_BLANK: Final = "\u3000"
_LINE_ENDS: Final = frozenset("\n\v\f\r\x85\u2028\u2029")
_SOFT_HYPHEN: Final = "\u00ad"
_HYPHENS: Final = frozenset("-\u2010")
_WIDE: Final = frozenset("WFH")
_NONCHARACTERS: Final = frozenset("\ufffe\uffff")
_WHITE: Final = re.compile(r"\s+")
_SOFT: Final = re.compile(rf"{_SOFT_HYPHEN}+(\s*)")


def spelt(text: str) -> str:
    """The words of a part of a source, without white space at either end."""
    seen = "".join(c for c in text if not _is_unseen(c))
    joined = _SOFT.sub(lambda run: "" if _ends_line(run[1]) else run[1], seen).strip()
    return _WHITE.sub(lambda run: _blank(joined, *run.span()), joined)


def _is_unseen(character: str) -> bool:
    if character == _SOFT_HYPHEN or character.isspace():
        return False
    return character in _NONCHARACTERS or unicodedata.category(character) in {"Cc", "Cf"}


def _ends_line(white: str) -> bool:
    return not _LINE_ENDS.isdisjoint(white)


def _blank(text: str, start: int, end: int) -> str:
    """What stands for the white space between two characters."""
    run, before, after = text[start:end], text[start - 1], text[end]
    if not _ends_line(run):
        return _FULL_WIDTH_BLANK * run.count(_FULL_WIDTH_BLANK) or " "
    if _is_wide(before) or _is_wide(after):
        return ""
    divides = before in _HYPHENS and text[start - 2 : start - 1].isalpha() and after.isalpha()
    return "" if divides else " "


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in _WIDE
