"""A place of a source in the words around it: for whoever writes a passage, or looks at one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from unicodedata import east_asian_width

from kusei.evidence.matching import UNREAD, hits, match, needle_of
from kusei.evidence.quotes import LONGEST_QUOTE, Outcome, Selector

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kusei.evidence.matching import Haystack, Hit

_WHITE: Final = re.compile(r"\s+")
_LINE_END: Final = re.compile(r"[\n\r\f\v\x85\u2028\u2029]")

OPEN: Final = "⟦"
CLOSE: Final = "⟧"


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

    White space is shown as one blank; … stands where the page goes on.
    """
    index = haystack.locate(hit.place)
    text = haystack.pages[index].text
    first, last = max(0, hit.start - around), hit.end + around
    before = ("…" if first else "") + _one_line(text[first : hit.start]).lstrip()
    after = _one_line(text[hit.end : last]).rstrip() + ("…" if last < len(text) else "")
    return f"{before}{OPEN}{_one_line(hit.found).strip()}{CLOSE}{after}"


def _one_line(text: str) -> str:
    """The text with each run of white space as one blank, those at its ends too."""
    words = " ".join(text.split())
    return (" " if text[:1].isspace() else "") + words + (" " if text[-1:].isspace() else "")


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
        prefix, suffix = _affixes(haystack, hit, length)
        for same, affixes in (
            (ahead, (prefix, "")),
            (behind, ("", suffix)),
            (ahead & behind, (prefix, suffix)),
        ):
            tried = Selector(exact, *affixes, page)
            if max(map(len, affixes)) > LONGEST_QUOTE:
                continue
            # An affix that cuts a cluster (half of ㈱) finds nothing; a longer one may.
            if not same and match(haystack, tried).outcome is Outcome.VERIFIED:
                return tried
    return None


def spelt(text: str) -> str:
    """Words of a source as one line: its own blanks are kept, its line breaks are not words.

    Where a line ends within a phrase a blank stands between two words that are written apart
    (Latin letters, digits), and nothing beside Japanese, which is not. Several blanks are one.
    """
    return _WHITE.sub(_blank, text.strip())


def _blank(run: re.Match[str]) -> str:
    if not _LINE_END.search(run[0]):
        return run[0][0]
    sides = run.string[run.start() - 1], run.string[run.end()]
    return " " if all(map(_is_written_apart, sides)) else ""


def _is_written_apart(character: str) -> bool:
    """Whether words of such characters are parted by blanks: no ideograph, kana or wide sign."""
    return east_asian_width(character) not in {"W", "F"}


def _affixes(haystack: Haystack, hit: Hit, length: int) -> tuple[str, str]:
    """Up to so many characters before and after a hit, as the source has them."""
    base = hit.place - hit.start
    normalised = haystack.normalised
    first, last = normalised.normal(hit.place, base + hit.end)
    before, after = (len(text[-length:]) for text in _around(haystack, hit))
    ends = (first - before, first), (last, last + after)
    told = (normalised.original(a, b) if a < b else (0, 0) for a, b in ends)
    prefix, suffix = (spelt(haystack.slice(start, end)) for start, end in told)
    return prefix, suffix


def _around(haystack: Haystack, hit: Hit) -> tuple[str, str]:
    """The normalised characters before and after a hit, as many as an affix may have."""
    base = hit.place - hit.start
    first, last = haystack.normalised.normal(hit.place, base + hit.end)
    text = haystack.normalised.text
    before, after = text[max(0, first - LONGEST_QUOTE) : first], text[last : last + LONGEST_QUOTE]
    return before.rpartition(UNREAD)[2], after.partition(UNREAD)[0]
