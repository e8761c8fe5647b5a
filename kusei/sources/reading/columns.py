"""The reading order of vertical text: columns from right to left.

PDFium orders what begins at one height from left to right, as if it were one horizontal line, and
all else as the file draws it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_STEEP: Final = 4
"""How many times farther down than across the last character of a column stands."""
_LEVEL: Final = 0.5
"""In sizes of a character: what is as near as this touches."""
_TITLES: Final = 3
"""How many columns at the right of several bands may be as high as these together."""
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
    def foot(self) -> float:
        """The y that it ends above, half a character below the origin of its last."""
        return self.last[1] - _LEVEL * self.size

    @property
    def is_single(self) -> bool:
        """It holds one character, and may run either way."""
        return self.first == self.last


def apart_in_both(before: tuple[float, float], here: tuple[float, float], size: float) -> bool:
    """Whether two characters stand neither in one row nor in one column."""
    return all(abs(a - b) > _ASIDE * size for a, b in zip(before, here, strict=True))


def reading_order(lines: Sequence[Line]) -> list[Line]:
    """The lines in reading order: a stretch of vertical ones by bands and from right to left."""
    ordered: list[Line] = []
    stretch: list[Line] = []
    for line in lines:
        if not (line.is_vertical or line.is_single):
            ordered += _turned(stretch)
            stretch = []
            ordered.append(line)
        else:
            stretch.append(line)
    return ordered + _turned(stretch)


def _turned(stretch: list[Line]) -> list[Line]:
    upright = sum(line.end - line.start for line in stretch if line.is_vertical)
    if 2 * upright <= sum(line.end - line.start for line in stretch):
        return stretch  # single characters, as in the cells of a table
    columns = _columns(stretch)
    for titles in range(min(_TITLES, len(columns) - 1) + 1):
        bands = _bands([line for column in columns[titles:] for line in column])
        top = max(line.first[1] for line in bands[-1])
        if any(min(line.foot for line in column) >= top for column in columns[:titles]):
            break  # no title beside all bands, but a column of the first
        if len(bands) > 1:
            columns[titles:] = [column for band in bands for column in _columns(band)]
            break
    return [line for column in columns for line in sorted(column, key=lambda line: -line.first[1])]


def _bands(lines: Sequence[Line]) -> list[list[Line]]:
    """The bands of a page, from above: each ends above all of the next."""
    falling = sorted(lines, key=lambda line: -line.first[1])
    apart = [falling[:1]]
    lowest = falling[0].foot
    for line in falling[1:]:
        if line.first[1] < lowest:
            apart.append([])
        apart[-1].append(line)
        lowest = min(lowest, line.foot)
    bands = apart[:1]
    for below in apart[1:]:
        if _is_band(bands[-1], below):
            bands.append(below)
        else:
            bands[-1] += below
    return bands


def _is_band(above: Sequence[Line], below: Sequence[Line]) -> bool:
    """Whether a band stands under another, rather than the rest of a column or one beside it."""
    upper, lower = _columns(above), _columns(below)
    right, left = lower[0][0], lower[-1][0]
    near = _LEVEL * max(right.size, left.size)
    if right is left:
        return abs(right.first[0] - upper[0][0].first[0]) <= near
    return any(left.first[0] - near <= line.first[0] <= right.first[0] + near for line in above)


def _columns(band: Sequence[Line]) -> list[list[Line]]:
    """The columns of a band from right to left; what stands in one may have been parted."""
    columns: list[list[Line]] = []
    for line in sorted(band, key=lambda line: -line.first[0]):
        before = columns[-1][0] if columns else None
        if before and before.first[0] - line.first[0] <= _ASIDE * max(before.size, line.size):
            columns[-1].append(line)
        else:
            columns.append([line])
    return columns
