"""The source line of a finding with carets under the place, as it stands on a terminal."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kusei.graph.lines import Place

_WIDEST: Final = 160  # characters of a line that are shown
_BEFORE: Final = 60  # of those before the place, where a line is cut
_NUMBER_WIDTH: Final = 5
_CUT: Final = "..."
# All control characters but the tab, the line separators of Unicode, lone surrogates.
_CONTROLS: Final = re.compile("[\\x00-\\x08\\x0a-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ud800-\\udfff]")


def excerpt(place: Place) -> list[str]:
    """Two lines: the number of the line with its text, and the carets.

    Tabs stay tabs in both, so that the carets stand right whatever the tab stops are. Full-width
    characters have two carets. A place of several lines is marked up to the end of the first.
    """
    begin, line, ends = _window(place)
    column = place.column - 1 - begin
    end = place.end_column - 1 - begin if place.end_line == place.line else len(line)
    inside = line[column : min(end, len(line))]
    carets = "".join("\t" if c == "\t" else "^" * _width(c) for c in inside) or "^"
    before = "".join("\t" if c == "\t" else " " * _width(c) for c in line[:column])
    first, last = ends
    number = str(place.line).rjust(_NUMBER_WIDTH)
    return [
        f"{number} | {first}{_printable(line)}{last}",
        f"{' ' * len(number)} | {' ' * len(first)}{before}{carets}",
    ]


def _window(place: Place) -> tuple[int, str, tuple[str, str]]:
    """The part of the line that is shown, where it begins, and what stands for the rest."""
    line = place.line_text
    if len(line) <= _WIDEST:
        return 0, line, ("", "")
    begin = max(0, min(place.column - 1 - _BEFORE, len(line) - _WIDEST))
    end = begin + _WIDEST
    return begin, line[begin:end], (_CUT if begin else "", _CUT if end < len(line) else "")


@cache
def _width(character: str) -> int:
    from wcwidth import wcwidth

    return max(wcwidth(_printable(character)), 0)


def _printable(text: str) -> str:
    """The text without control characters, which could drive a terminal."""
    return _CONTROLS.sub("\ufffd", text)
