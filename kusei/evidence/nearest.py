"""The place of a source that comes nearest to a quote that is not in it, and how they differ.

Shown to whoever mends the quote; it verifies nothing. The one module that speaks to rapidfuzz.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from kusei.evidence.matching import Haystack, Hit

_LEAST_SCORE: Final = 50.0
"""Below this (of 100) what is nearest by count of characters is no longer near by sense."""


class Edit(NamedTuple):
    """A part of a comparison: what the quote has, and what the source has in its place."""

    quote: str
    source: str


@dataclass(frozen=True, slots=True)
class Nearest:
    """A place near to a quote; ``score`` is 0 to 100, both sides are normalised in ``edits``."""

    score: float
    hit: Hit
    edits: tuple[Edit, ...]

    @property
    def marked(self) -> str:
        """The comparison in one line: ``平成2[-1-]{+2+}年``, the source's part in braces."""
        return "".join(
            edit.source
            if edit.quote == edit.source
            else (f"[-{edit.quote}-]" if edit.quote else "")
            + (f"{{+{edit.source}+}}" if edit.source else "")
            for edit in self.edits
        )


def nearest(haystack: Haystack, needle: str) -> Nearest | None:
    """The place nearest to a normalised quote, None where nothing is near."""
    from rapidfuzz import fuzz
    from rapidfuzz.distance import Levenshtein

    text = haystack.normalised.text
    if not needle or not text:
        return None
    found = fuzz.partial_ratio_alignment(needle, text, score_cutoff=_LEAST_SCORE)
    if found is None:
        return None
    # The window is as long as the quote, and shorter at the ends of the source; where the quote
    # misses a character, the place is wider than it.
    slack = 2 + len(needle) // 5 + len(needle) - (found.dest_end - found.dest_start)
    begin, end = max(0, found.dest_start - slack), min(len(text), found.dest_end + slack)
    steps = [
        (needle[op.src_start : op.src_end], begin + op.dest_start, begin + op.dest_end)
        for op in Levenshtein.opcodes(needle, text[begin:end])
    ]
    while steps and not steps[0][0]:
        steps.pop(0)
    while steps and not steps[-1][0]:
        steps.pop()
    first, last = steps[0][1], steps[-1][2]
    edits = tuple(Edit(quote, text[a:b]) for quote, a, b in steps)
    return Nearest(round(found.score, 1), haystack.hit(first, last), edits)
