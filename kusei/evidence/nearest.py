"""The place of a source that comes nearest to a quote that is not in it, and how they differ.

Shown to whoever mends the quote; it verifies nothing. The one module that speaks to rapidfuzz.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from kusei.evidence.matching import UNREAD
from kusei.evidence.normalise import normalise
from kusei.sources.spelling import spelt

if TYPE_CHECKING:
    from collections.abc import Callable

    from kusei.evidence.matching import Haystack, Hit
    from kusei.evidence.normalise import Normalised

_LEAST_SCORE: Final = 50.0
"""Below this (of 100) what is nearest by count of characters is no longer near by sense."""


class Edit(NamedTuple):
    """A part of a comparison: what the quote has, and what the source has in its place.

    ``blank`` stands before both: the source's, or that of the quote where the source has none.
    """

    quote: str
    source: str
    blank: str = ""


@dataclass(frozen=True, slots=True)
class Nearest:
    """A place near to a quote; ``score`` is 0 to 100.

    Both sides are normalised in ``edits``, but for their blanks.
    """

    score: float
    hit: Hit
    edits: tuple[Edit, ...]

    @property
    def marked(self) -> str:
        """The comparison in one line: ``平成2[-1-]{+2+}年``, the source's part in braces."""
        return "".join(
            edit.blank
            + (
                edit.source
                if edit.quote == edit.source
                else (f"[-{edit.quote}-]" if edit.quote else "")
                + (f"{{+{edit.source}+}}" if edit.source else "")
            )
            for edit in self.edits
        ).lstrip()


def nearest(haystack: Haystack, quote: str) -> Nearest | None:
    """The place nearest to a quote, None where nothing is near."""
    from rapidfuzz import fuzz
    from rapidfuzz.distance import Levenshtein

    wanted = normalise(quote)
    needle, text = wanted.text, haystack.normalised.text
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
        ((op.src_start, op.src_end), (begin + op.dest_start, begin + op.dest_end))
        for op in Levenshtein.opcodes(needle, text[begin:end])
    ]
    while steps and _is_empty(steps[0][0]):
        steps.pop(0)
    while steps and _is_empty(steps[-1][0]):
        steps.pop()

    def of_quote(start: int, end: int) -> str:
        return quote[start:end]

    edits = []
    for ours, theirs in steps:
        blank, said = _spaced(wanted, of_quote, *ours)
        theirs_blank, has = _spaced(haystack.normalised, haystack.slice, *theirs)
        is_same = needle[slice(*ours)] == text[slice(*theirs)]
        edits.append(
            Edit(has if is_same else said, has, blank if _is_empty(theirs) else theirs_blank)
        )
    hit = haystack.hit(steps[0][1][0], steps[-1][1][1])
    return Nearest(round(found.score, 1), hit, tuple(edits))


def _is_empty(span: tuple[int, int]) -> bool:
    return span[0] == span[1]


def _spaced(
    normalised: Normalised, written: Callable[[int, int], str], first: int, last: int
) -> tuple[str, str]:
    """The blank before a part of a normalised text, and the part with the blanks in it."""
    parts = [
        (_blank_before(normalised, written, place), normalised.text[place])
        for place in range(first, last)
    ]
    text = "".join(blank + character for blank, character in parts)
    blank = parts[0][0] if parts else ""
    return blank, text[len(blank) :]


def _blank_before(normalised: Normalised, written: Callable[[int, int], str], place: int) -> str:
    """What stands in the original between two characters of a normalised text."""
    if not place or UNREAD in normalised.text[place - 1 : place + 1]:
        return ""
    end, start = normalised.ends[place - 1], normalised.starts[place]
    if end >= start:
        return ""
    before = written(max(0, end - 2), end)  # a hyphen divides a word where a letter is before it
    return spelt(before + written(end, start + 1))[len(spelt(before)) : -1]
