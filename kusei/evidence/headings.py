"""Whether a passage stands under the heading that it names.

A heading holds from where it stands until the next one of its level or of a higher level. Which
passages are headings, and of which level, is said by ``kusei:under``: a passage with others under
it is a heading, those under one heading are of one level. Where the reader of the copy knows the
headings of the source (HTML), these count as well.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kusei.sources.reading.source_text import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kusei.evidence.matching import Haystack


class Misplacement(StrEnum):
    """Why a heading does not hold where a passage stands."""

    AFTER = "heading stands after the passage"
    CLOSED = "another heading stands between"
    ELSEWHERE = "heading stands in another source"


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A passage that is not under its heading; ``closer`` is the heading that stands between."""

    heading: str
    why: Misplacement
    closer: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a passage was found: the sha256 of its copy and the place in its haystack."""

    copy: str
    place: int


def misplaced(
    placed: Mapping[str, Placed], under: Mapping[str, str], haystacks: Mapping[str, Haystack]
) -> dict[str, Misplaced]:
    """The found passages that are not under their heading, of those whose heading was found.

    ``under`` is the heading of each passage, found or not; ``haystacks`` are by sha256.
    """
    headings = _Headings(placed, under, haystacks)
    found: dict[str, Misplaced] = {}
    for passage in sorted(placed):
        heading = under.get(passage, "")
        if heading in placed:
            trouble = headings.trouble(passage, heading)
            if trouble is not None:
                found[passage] = trouble
    return found


class _Headings:
    """The headings of the passages by the heading that they stand under themselves."""

    def __init__(
        self,
        placed: Mapping[str, Placed],
        under: Mapping[str, str],
        haystacks: Mapping[str, Haystack],
    ) -> None:
        self.placed = placed
        self.under = under
        self._beneath: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
        for heading in set(under.values()) & set(placed):
            at = placed[heading]
            self._beneath[at.copy, under.get(heading, "")].append((at.place, heading))
        for row in self._beneath.values():
            row.sort()
        self._blocks = {copy: list(_heading_blocks(stack)) for copy, stack in haystacks.items()}

    def trouble(self, passage: str, heading: str) -> Misplaced | None:
        """Why a heading does not hold for a passage, None where it does."""
        here, there = self.placed[passage], self.placed[heading]
        if here.copy != there.copy:
            return Misplaced(heading, Misplacement.ELSEWHERE)
        if there.place >= here.place:
            return Misplaced(heading, Misplacement.AFTER)
        closer = self._closer(heading, there, here) or self._block_between(there, here)
        return Misplaced(heading, Misplacement.CLOSED, closer) if closer else None

    def _closer(self, heading: str, there: Placed, here: Placed) -> str:
        """The first heading between, of the level of ``heading`` or of one over it."""
        over = self._chain(heading)
        between: list[tuple[int, str]] = []
        for one in over:
            row = self._beneath[here.copy, self.under.get(one, "")]
            first = bisect_left(row, (there.place + 1, ""))
            last = bisect_left(row, (here.place, ""))
            between += [entry for entry in row[first:last] if entry[1] not in over]
        return min(between)[1] if between else ""

    def _chain(self, heading: str) -> list[str]:
        """A heading and those over it; a circle is walked once."""
        chain: list[str] = []
        while heading and heading not in chain:
            chain.append(heading)
            heading = self.under.get(heading, "")
        return chain

    def _block_between(self, there: Placed, here: Placed) -> str:
        """The text of the first heading of the source that stands between and closes."""
        blocks = self._blocks.get(here.copy, [])
        level = next((lvl for a, b, lvl, _ in blocks if a <= there.place < b), None)
        if level is None:
            return ""
        return next(
            (text for a, _, lvl, text in blocks if there.place < a <= here.place and lvl <= level),
            "",
        )


def _heading_blocks(haystack: Haystack) -> Iterator[tuple[int, int, int, str]]:
    """The headings that a reader found: begin, end, level, text."""
    for base, page in zip(haystack.bases, haystack.pages, strict=True):
        for block in page.blocks:
            if block.kind is BlockKind.HEADING and block.level is not None:
                begin = base + block.offset
                yield begin, begin + len(block.text), block.level, block.text
