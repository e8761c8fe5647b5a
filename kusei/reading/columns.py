"""The reading order of vertical text: columns from right to left.

PDFium orders what begins at one height from left to right, as if it were one horizontal line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_STEEP: Final = 4
"""How many times farther down than across the last character of a column stands."""
_LEVEL: Final = 0.5
"""In sizes of a character: columns that begin at one height."""

_ASIDE: Final = 0.25
"""In sizes of a character: as far out of a row or a column."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it was found: where its first and its last character stand, and their size.

    ``start`` and ``end`` are indices of characters, its line end included; y grows upwards.
    """

    start: int
    end: int
    first: tuple[float, float]
    last: tuple[float, float]
    size: float

    @property
    def is_vertical(self) -> bool:
        """It runs downwards."""
        across, down = abs(self.last[0] - self.first[0]), self.first[1] - self.last[1]
        return down > 0 and down >= _STEEP * across

    @property
    def is_single(self) -> bool:
        """It holds one character, and may run either way."""
        return self.first == self.last


def apart_in_both(before: tuple[float, float], here: tuple[float, float], size: float) -> bool:
    """Whether two characters stand neither in one row nor in one column."""
    return all(abs(a - b) > _ASIDE * size for a, b in zip(before, here, strict=True))


def reading_order(lines: Sequence[Line]) -> list[Line]:
    """The lines in reading order: vertical ones that begin at one height from right to left."""
    ordered: list[Line] = []
    group: list[Line] = []
    for line in lines:
        if group and not _goes_on(group, line):
            ordered += _turned(group)
            group = []
        group.append(line)
    return ordered + _turned(group)


def _goes_on(group: Sequence[Line], line: Line) -> bool:
    before = group[-1]
    sizes = max(before.size, line.size)
    return (
        all(each.is_vertical or each.is_single for each in (before, line))
        and abs(before.first[1] - line.first[1]) <= _LEVEL * sizes
    )


def _turned(group: list[Line]) -> list[Line]:
    if any(line.is_vertical for line in group):
        return sorted(group, key=lambda line: -line.first[0])
    return group
