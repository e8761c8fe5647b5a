"""Tell readings (ruby) from the words they stand beside, by the size of their characters alone.

JIS X 4051:2004, 4.12 sets ruby at half the size of its base; a third is used for three kana a
character. Notes and table cells are set at two thirds and more.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from kusei.sources.reading.source_text import Ruby

if TYPE_CHECKING:
    from collections.abc import Sequence

_RUBY_AT_MOST: Final = 0.62
_SAME_SIZE: Final = 0.05


def is_kana(character: str) -> bool:
    """Hiragana, katakana, their marks and half-width forms: what readings are written in."""
    return "\u3041" <= character <= "\u30ff" or "\uff66" <= character <= "\uff9f"


def apart(
    characters: Sequence[str], sizes: Sequence[float]
) -> tuple[str, list[int], tuple[Ruby, ...]]:
    """The text without readings, the index of each of its code points, and the readings."""
    parts: list[str] = []
    places: list[int] = []
    ruby: list[Ruby] = []
    done = 0
    for start, end in (*readings(characters, sizes), (len(characters), len(characters))):
        for index in range(done, start):
            if characters[index]:
                parts.append(characters[index])
                places.append(index)
        if end > start:
            ruby.append(Ruby(len(parts), "".join(characters[start:end])))
        done = end
    return "".join(parts), places, tuple(ruby)


def readings(characters: Sequence[str], sizes: Sequence[float]) -> list[tuple[int, int]]:
    """The (start, end) stretches that are readings of a neighbour in reading order.

    ``sizes`` are effective sizes on the page, 0 for what has none (white space). A reading is an
    unbroken stretch of kana of one size, at most 62 % of the size before or after it.
    """
    runs = _runs(characters, sizes)
    found: list[tuple[int, int]] = []
    for number, (start, end, size) in enumerate(runs):
        beside = [runs[other][2] for other in (number - 1, number + 1) if 0 <= other < len(runs)]
        if (
            beside
            and size <= _RUBY_AT_MOST * max(beside)
            and all(is_kana(c) for c in characters[start:end] if c and not c.isspace())
        ):
            found.append((start, end))
    return found


def _runs(characters: Sequence[str], sizes: Sequence[float]) -> list[tuple[int, int, float]]:
    """Stretches of one size, as (start, end, size); white space breaks none and ends none."""
    places = [n for n, c in enumerate(characters) if c and not c.isspace() and sizes[n] > 0]
    if not places:
        return []
    starts = [places[0]]
    ends = []
    for before, here in pairwise(places):
        if abs(sizes[here] - sizes[before]) > _SAME_SIZE * max(sizes[here], sizes[before]):
            ends.append(before + 1)
            starts.append(here)
    ends.append(places[-1] + 1)
    return [(start, end, sizes[start]) for start, end in zip(starts, ends, strict=True)]
