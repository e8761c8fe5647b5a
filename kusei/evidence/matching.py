"""Find a quote in the text of its source, on the page that it names.

Nothing that is merely near verifies: 平成21年 differs from 平成22年 by one character of seven. What
was folded before the comparison is told in :mod:`kusei.evidence.normalise`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kusei.evidence.normalise import Normalised, fold_variants, normalise
from kusei.evidence.quotes import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kusei.evidence.quotes import Selector
    from kusei.sources.reading.source_text import PageText, SourceText

UNREAD: Final = "\0"
"""Stands for an unreadable page in the joined text; no normalised text holds it."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a quote stands, prefix and suffix left out.

    ``page`` is the physical page it begins on, ``start`` and ``end`` are offsets in the text of
    that page as it was read; ``end`` lies beyond it where the quote runs on to the next page.
    ``place`` orders the hits of a source and ``found`` is the quote as the source has it.
    """

    page: int
    start: int
    end: int
    place: int
    found: str
    is_visible: bool = True


@dataclass(frozen=True, slots=True)
class Match:
    """What became of a quote.

    ``hits`` are the places that the outcome speaks of: the one where it was verified, the several
    of an ambiguous one, those on other pages, those without ink. ``pages`` are the unreadable ones.
    """

    outcome: Outcome
    hits: tuple[Hit, ...] = ()
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Needle:
    """A normalised quote between its prefix and suffix; ``first:last`` is the quote itself."""

    text: str
    first: int
    last: int


def needle_of(selector: Selector) -> Needle:
    """Normalise prefix, quote and suffix as one text, since marks may combine across them."""
    whole = normalise(selector.words)
    begin = len(selector.prefix)
    return Needle(whole.text, *whole.normal(begin, begin + len(selector.exact)))


@dataclass(frozen=True, slots=True)
class Haystack:
    """The readable pages of a source, normalised and joined; made once for all its quotes.

    Places are offsets in the joined text of the pages as they were read.
    """

    pages: tuple[PageText, ...]
    bases: tuple[int, ...]
    normalised: Normalised
    variant: str
    invisible: tuple[tuple[int, int], ...] = field(repr=False, default=())

    @classmethod
    def of(cls, source: SourceText) -> Haystack:
        """Prepare a source; nothing is looked for on pages that are marked unreadable."""
        texts, starts, ends, bases = [], [], [], []
        invisible: list[tuple[int, int]] = []
        base = 0
        for page in source.pages:
            bases.append(base)
            if page.unreadable is None:
                one = normalise(page.text)
                texts.append(one.text)
                starts += [base + offset for offset in one.starts]
                ends += [base + offset for offset in one.ends]
                invisible += [(base + a, base + b) for a, b in page.invisible]
            else:  # what stands before such a page does not run on behind it
                texts.append(UNREAD)
                starts.append(base)
                ends.append(base)
            base += len(page.text) + 1
        text = "".join(texts)
        joined = Normalised(text, starts, ends)
        return cls(source.pages, tuple(bases), joined, fold_variants(text), _disjoint(invisible))

    def locate(self, place: int) -> int:
        """The index of the page on which a place lies."""
        return bisect_right(self.bases, place) - 1

    def span_of(self, page: int | None) -> tuple[int, int]:
        """Where a page stands in the normalised text, or all of it; empty for no such page."""
        if page is None:
            return 0, len(self.normalised.text)
        for base, one in zip(self.bases, self.pages, strict=True):
            if one.number == page:
                return self.normalised.normal(base, base + len(one.text) + 1)
        return 0, 0

    def slice(self, start: int, end: int) -> str:
        """The text between two places, over the end of pages."""
        first, last = self.locate(start), self.locate(max(start, end - 1))
        if first == last:
            return self.pages[first].text[start - self.bases[first] : end - self.bases[first]]
        parts = [self.pages[first].text[start - self.bases[first] :]]
        parts += [page.text for page in self.pages[first + 1 : last]]
        return "\n".join([*parts, self.pages[last].text[: end - self.bases[last]]])

    def hit(self, first: int, last: int) -> Hit:
        """The hit at a span of the normalised text."""
        start, end = self.normalised.original(first, last)
        index = self.locate(start)
        base = self.bases[index]
        found = self.slice(start, end)
        number = self.pages[index].number
        return Hit(number, start - base, end - base, start, found, self._has_ink(first, last))

    def _has_ink(self, first: int, last: int) -> bool:
        """Tell whether each character can be seen; what was folded away needs no ink."""
        return not any(
            self._is_hidden(self.normalised.starts[i], self.normalised.ends[i])
            for i in range(first, last)
        )

    def _is_hidden(self, start: int, end: int) -> bool:
        index = bisect_left(self.invisible, (end,)) - 1
        return index >= 0 and self.invisible[index][1] > start


def _disjoint(parts: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The same parts in order, those that overlap or touch joined."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(parts):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def spans(needle: str, text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Each place of a needle that is not empty in ``text[first:last]``, overlapping ones too."""
    place = text.find(needle, first, last)
    while place != -1:
        yield place, place + len(needle)
        place = text.find(needle, place + 1, last)


def hits(
    haystack: Haystack, needle: Needle, *, variant: bool = False, page: int | None = None
) -> list[Hit]:
    """The places of a quote in reading order, on one page where that is given.

    With ``variant`` those in other ideographs too.
    """
    if needle.first == needle.last:
        return []
    text = haystack.variant if variant else haystack.normalised.text
    wanted = fold_variants(needle.text) if variant else needle.text
    # The prefix may stand on the page before, and what follows on the next.
    begin, end = haystack.span_of(page)
    found = [
        haystack.hit(start + needle.first, start + needle.last)
        for start, stop in spans(wanted, text, max(0, begin - needle.first), end + len(wanted))
        if haystack.normalised.is_whole(start, stop)
        and haystack.normalised.is_whole(start + needle.first, start + needle.last)
    ]
    return [hit for hit in found if page in {None, hit.page}]


def match(haystack: Haystack, selector: Selector) -> Match:
    """Look for a quote: on its page where it names one, else in the whole source.

    The quote as it is spelt comes before its variants, its own page before others; what cannot
    be seen or read is told before a quote is said to be missing.
    """
    needle, page = needle_of(selector), selector.page
    here = hits(haystack, needle, page=page)
    if seen := _visible(here):
        return _counted(seen, Outcome.VERIFIED)
    unreadable = _unreadable(haystack, page)
    if unreadable and page is not None:
        return Match(Outcome.UNREADABLE, pages=unreadable)
    if here:
        return Match(Outcome.NOT_VISIBLE, tuple(here))
    if seen := _visible(hits(haystack, needle, variant=True, page=page)):
        return _counted(seen, Outcome.VERIFIED_VARIANT)
    for variant in (False, True):
        if page is not None and (seen := _visible(hits(haystack, needle, variant=variant))):
            return Match(Outcome.WRONG_PAGE, tuple(seen))
    return Match(Outcome.UNREADABLE if unreadable else Outcome.NOT_FOUND, pages=unreadable)


def _visible(found: Sequence[Hit]) -> list[Hit]:
    return [hit for hit in found if hit.is_visible]


def _counted(found: Sequence[Hit], once: Outcome) -> Match:
    return Match(once if len(found) == 1 else Outcome.AMBIGUOUS, tuple(found))


def _unreadable(haystack: Haystack, page: int | None) -> tuple[int, ...]:
    """The unreadable pages among those on which the quote may stand."""
    return tuple(
        one.number
        for one in haystack.pages
        if one.unreadable is not None and page in {None, one.number}
    )
