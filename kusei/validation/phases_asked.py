"""Which phases the whole-graph checks ask for: half of all triples, which few rules need.

A check that names no term of phases is not about them: phases are computed from the windows, so a
rule about all things has nothing to find in them. Where every check that names one asks of
projected phases alone, the others are not needed either. In doubt all phases are asked for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kusei.derive.emit import Phases

if TYPE_CHECKING:
    from collections.abc import Iterable

_COMMENT: Final = re.compile(r"^\s*#.*$", re.MULTILINE)
_TERM: Final = re.compile(r"\b(?:Phase|phaseOf|certainty|projected)\b|[:#/](?:from|until|why)\b")
_PROJECTED: Final = re.compile(
    r"(\?\w+) kusei:phaseOf \?\w+ \. FILTER EXISTS \{ \1 kusei:projected true \}"
)


def phases_asked(queries: Iterable[str]) -> Phases:
    """Which phases some of these queries ask for."""
    asked = {_asked(query) for query in queries}
    for phases in (Phases.ALL, Phases.PROJECTED):
        if phases in asked:
            return phases
    return Phases.NONE


def _asked(query: str) -> Phases:
    text = " ".join(_COMMENT.sub("", query).split())
    if _TERM.search(text) is None:
        return Phases.NONE
    while (found := _PROJECTED.search(text)) is not None:
        end = _end_of_group(text, found.end())
        own = re.compile(rf"{re.escape(found[1])} kusei:(?:from|until|certainty|why)\b")
        text = text[: found.start()] + own.sub("", text[found.end() : end]) + text[end:]
    return Phases.PROJECTED if _TERM.search(text) is None else Phases.ALL


def _end_of_group(text: str, at: int) -> int:
    """Where the group ends in which ``at`` lies."""
    depth = 0
    for found in re.finditer(r"[{}]", text[at:]):
        depth += 1 if found[0] == "{" else -1
        if depth < 0:
            return at + found.start()
    return len(text)
