"""The parts that an ordinance is made of, as values: articles, paragraphs, items and the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from kusei.dates.japanese_calendar import plain

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
    """What a part is; OTHER ends those before it: a chapter, a form, what no locator names."""

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
    """A part of an ordinance: ``text[start:end]`` of its page.

    ``label`` is that of a sub-item, or which kind of chapter begins here (章, 節).
    """

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
        if self.kind is Kind.OTHER and self.label:
            return f"第{first}{self.label}{branch}"
        return "附則" if self.kind is Kind.SUPPLEMENT else self.label


def number_of(text: str) -> Number:
    """The numbers in 三の二 or (3)の2, whatever numerals they are written in."""
    return tuple(int(digits) for digits in re.findall(r"\d+", plain(text)))
