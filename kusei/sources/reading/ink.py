"""Look for ink in a rendered page: where nothing differs from its surroundings, nothing shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_DIFFERS: Final = 24
"""Out of 255: what a person can just tell from its ground."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page in grey, one byte a pixel, ``stride`` bytes a row, from the top."""

    pixels: bytes
    width: int
    height: int
    stride: int

    def shades(self, box: tuple[int, int, int, int]) -> tuple[int, int] | None:
        """The darkest and the lightest pixel in (left, top, right, bottom) and one around it.

        None where the box lies wholly outside the page.
        """
        left, top, right, bottom = box
        left, right = max(left - 1, 0), min(right + 1, self.width)
        top, bottom = max(top - 1, 0), min(bottom + 1, self.height)
        if left >= right or top >= bottom:
            return None
        low, high = 255, 0
        middle = (top + bottom) // 2  # where ink is met first
        for row in (*range(middle, bottom), *range(top, middle)):
            start = row * self.stride
            part = self.pixels[start + left : start + right]
            low, high = min(low, *part), max(high, *part)
            if high - low >= _DIFFERS:
                break
        return low, high


def differs(shades: tuple[int, int]) -> bool:
    """Whether there is ink between the darkest and the lightest."""
    return shades[1] - shades[0] >= _DIFFERS


def stretches(hidden: Sequence[bool], text: str) -> tuple[tuple[int, int], ...]:
    """The (start, end) of each run of hidden characters; white space inside a run breaks none."""
    found: list[tuple[int, int]] = []
    start = end = -1
    for offset, character in enumerate(text):
        if hidden[offset]:
            start = offset if start < 0 else start
            end = offset + 1
        elif start >= 0 and not character.isspace():
            found.append((start, end))
            start = -1
    if start >= 0:
        found.append((start, end))
    return tuple(found)
