"""Check the quotes of a graph against the held copies of their sources."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from kusei.evidence.headings import Misplaced, Placed, misplaced
from kusei.evidence.locators import Ordinance
from kusei.evidence.matching import Haystack, match
from kusei.evidence.nearest import Nearest, nearest
from kusei.evidence.quotes import GOOD, Outcome
from kusei.sources.reading.source_text import SourceText

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from kusei.evidence.matching import Hit
    from kusei.evidence.passages import Passage, Quoted
    from kusei.sources.reading.limits import Refusal

_NONE_CHANGED: Final[Mapping[str, str]] = {}


@dataclass(frozen=True, slots=True)
class Result:
    """What a check of one passage found.

    ``hits`` are the places that the outcome speaks of (see :class:`~kusei.evidence.matching.Match`)
    and ``pages`` the unreadable ones; ``nearest`` is given for what was found nowhere, ``heading``
    for what stands under another heading, ``why`` where the copy is of no use; for what stands in
    another place of a law than its locator says, ``why`` is the locator of that place.
    """

    passage: Passage
    outcome: Outcome
    reader: str = ""
    hits: tuple[Hit, ...] = ()
    pages: tuple[int, ...] = ()
    nearest: Nearest | None = None
    heading: Misplaced | None = None
    why: str = ""

    @property
    def occurrences(self) -> int:
        """How often the quote was found, be it on a page where it should not be."""
        return len(self.hits)


def verify(
    quoted: Quoted,
    held: Mapping[str, SourceText | Refusal],
    *,
    changed: Mapping[str, str] = _NONE_CHANGED,
    only: Collection[str] | None = None,
) -> list[Result]:
    """Look for each quote, or for those of the passages ``only``, in the copies held.

    ``held`` is by sha256; ``changed`` says of a copy, by the sha256 that it should have, in which
    words its bytes are other ones. A passage whose copy is in neither stays unchecked and has no
    result; one whose source the graph does not describe is source-missing. What has a locator and
    no quote is checked in HTML, and stays unchecked else.
    """
    texts = {d: text for d, text in held.items() if isinstance(text, SourceText)}
    haystacks = {d: Haystack.of(text) for d, text in texts.items()}
    located = {p.copy_sha256 for p in quoted.passages if p.selector.locator}
    ordinances = {d: Ordinance.of(text) for d, text in texts.items() if d in located}
    results: dict[str, Result] = {}
    for passage in quoted.passages:
        digest = passage.copy_sha256 or ""
        text = held.get(digest)
        ordinance = ordinances.get(digest)
        if not passage.selector.exact:
            whole = ordinance.whole(passage.selector) if ordinance else None
            if whole:
                reader = texts[digest].reader
                results[passage.iri] = Result(passage, whole.outcome, reader, whole.hits)
        elif not passage.source:
            results[passage.iri] = Result(passage, Outcome.SOURCE_MISSING)
        elif isinstance(text, SourceText):
            found = _looked_for(passage, haystacks[digest], ordinance, text.reader)
            results[passage.iri] = found
        elif text is not None:
            results[passage.iri] = Result(passage, Outcome.UNREADABLE, why=text.detail)
        elif digest in changed:
            results[passage.iri] = Result(passage, Outcome.SOURCE_CHANGED, why=changed[digest])
    # Headings are looked for as well when only some passages are asked for: these stand on them.
    placed = {
        iri: Placed(result.passage.copy_sha256 or "", result.hits[0].place)
        for iri, result in results.items()
        if result.outcome in GOOD
    }
    for iri, heading in misplaced(placed, quoted.under, haystacks).items():
        results[iri] = replace(results[iri], outcome=Outcome.HEADING_MISMATCH, heading=heading)
    return [result for iri, result in results.items() if only is None or iri in only]


def _looked_for(
    passage: Passage, haystack: Haystack, ordinance: Ordinance | None, reader: str
) -> Result:
    found = match(haystack, passage.selector)
    where, near = "", None
    if ordinance:
        found = ordinance.judged(found, passage.selector)
        if found.outcome is Outcome.LOCATOR_MISMATCH:
            where = ordinance.where(found.hits[0])
    if not found.hits:
        near = nearest(haystack, passage.selector.words)
    return Result(passage, found.outcome, reader, found.hits, found.pages, near, why=where)
