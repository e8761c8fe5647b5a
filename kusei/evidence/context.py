"""A place of a source in the words around it: for whoever writes a passage, or looks at one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kusei.evidence.matching import UNREAD, hits, match, needle_of
from kusei.evidence.quotes import LONGEST_QUOTE, Outcome, Selector
from kusei.sources.spelling import spelt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kusei.evidence.matching import Haystack, Hit

OPEN: Final = "⟦"
CLOSE: Final = "⟧"
_WHITE: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A place where a phrase stands, and the selector that finds it there and nowhere else.

    ``selector`` is None where not even the longest prefix and suffix tell it from another place.
    """

    hit: Hit
    context: str
    selector: Selector | None


def in_context(haystack: Haystack, hit: Hit, *, around: int) -> str:
    """The quote between ⟦ and ⟧ with ``around`` characters on each side, as one line.

    White space is shown as one blank, also where a line ends, and full-width blanks as they are;
    … stands where the page goes on.
    """
    index = haystack.locate(hit.place)
    text = haystack.pages[index].text
    first, last = max(0, hit.start - around), hit.end + around
    before = ("…" if first else "") + _one_line(text[first : hit.start]).lstrip()
    after = _one_line(text[hit.end : last]).rstrip() + ("…" if last < len(text) else "")
    return f"{before}{OPEN}{_one_line(hit.found).strip()}{CLOSE}{after}"


def _one_line(text: str) -> str:
    """The text with each run of white space as one blank, those at its ends too."""
    return _WHITE.sub(lambda run: " " if run[0].strip("\u3000") else run[0], text)


def proposals(haystack: Haystack, phrase: str, *, paged: bool) -> list[Proposal]:
    """Each visible place of a phrase, with the shortest prefix or suffix that tells it apart.

    ``paged`` names the page as well, which is asked for of a PDF.
    """
    found = [hit for hit in hits(haystack, needle_of(Selector(phrase))) if hit.is_visible]
    return [
        Proposal(
            hit, in_context(haystack, hit, around=40), _selector(haystack, hit, found, paged=paged)
        )
        for hit in found
    ]


def _selector(
    haystack: Haystack, hit: Hit, found: Sequence[Hit], *, paged: bool
) -> Selector | None:
    exact = spelt(hit.found)
    page = hit.page if paged else None
    others = [one for one in found if one is not hit and page in {None, one.page}]
    if not others:
        return Selector(exact, page=page)
    before, after = _around(haystack, hit)
    neighbours = [_around(haystack, other) for other in others]
    for length in range(1, LONGEST_QUOTE + 1):
        prefix, suffix = before[-length:], after[:length]
        ahead = {i for i, (text, _) in enumerate(neighbours) if text.endswith(prefix)}
        behind = {i for i, (_, text) in enumerate(neighbours) if text.startswith(suffix)}
        first, last = _as_written(haystack, hit, len(prefix), len(suffix))
        for same, affixes in (
            (ahead, (first, "")),
            (behind, ("", last)),
            (ahead & behind, (first, last)),
        ):
            if max(map(len, affixes)) > LONGEST_QUOTE:
                continue
            tried = Selector(exact, *affixes, page)
            # An affix that cuts a cluster (half of ㈱) finds nothing; a longer one may.
            if not same and match(haystack, tried).outcome is Outcome.VERIFIED:
                return tried
    return None


def _as_written(haystack: Haystack, hit: Hit, before: int, after: int) -> tuple[str, str]:
    """So many normalised characters before and after a hit, as the source has them."""
    first, last = _normal(haystack, hit)

    def words(start: int, end: int) -> str:
        return (
            spelt(haystack.slice(*haystack.normalised.original(start, end))) if end > start else ""
        )

    return words(first - before, first), words(last, last + after)


def _normal(haystack: Haystack, hit: Hit) -> tuple[int, int]:
    return haystack.normalised.normal(hit.place, hit.place - hit.start + hit.end)


def _around(haystack: Haystack, hit: Hit) -> tuple[str, str]:
    """The normalised characters before and after a hit, as many as an affix may have."""
    first, last = _normal(haystack, hit)
    text = haystack.normalised.text
    before, after = text[max(0, first - LONGEST_QUOTE) : first], text[last : last + LONGEST_QUOTE]
    return before.rpartition(UNREAD)[2], after.partition(UNREAD)[0]
