"""Where a phrase stands in the held copies, with a passage ready to paste for each place."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kusei.evidence.context import Proposal, proposals
from kusei.evidence.matching import Haystack
from kusei.evidence.nearest import Nearest, nearest
from kusei.evidence.quotes import LONGEST_QUOTE
from kusei.evidence.report import SCHEMA_VERSION, hit_json
from kusei.sources.reading.source_text import Media, SourceText
from kusei.sources.spelling import spelt
from kusei.terms import compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kusei.evidence.passages import Copy, Quoted
    from kusei.sources.reading.limits import Refusal

_SENTENCE_END: Final = re.compile("[。!?！？]")


@dataclass(frozen=True, slots=True)
class Found:
    """One place of a phrase: the copy, the place with its selector, a passage to paste."""

    copy: Copy
    proposal: Proposal
    turtle: str


@dataclass(frozen=True, slots=True)
class FoundPhrase:
    """Where a phrase stands; ``near`` is given for each copy searched where it stands nowhere.

    ``unread`` are the copies that are held and could not be read, with the reason.
    """

    phrase: str
    searched: tuple[Copy, ...]
    places: tuple[Found, ...]
    near: tuple[tuple[Copy, Nearest], ...]
    unread: tuple[tuple[Copy, str], ...]


def find_phrase(
    phrase: str,
    texts: Mapping[str, SourceText | Refusal],
    copies: Iterable[Copy],
    quoted: Quoted,
) -> FoundPhrase:
    """Look for a phrase in the texts of copies, which are by sha256."""
    searched: list[Copy] = []
    places: list[Found] = []
    near: list[tuple[Copy, Nearest]] = []
    unread: list[tuple[Copy, str]] = []
    for copy in copies:
        text = texts.get(copy.sha256)
        if isinstance(text, SourceText):
            searched.append(copy)
            haystack = Haystack.of(text)
            for proposal in proposals(haystack, phrase, paged=text.media is Media.PDF):
                name = _next_name(copy, quoted, taken=len(places))
                places.append(Found(copy, proposal, _turtle(copy, proposal, name)))
            closest = nearest(haystack, phrase)
            if closest is not None:
                near.append((copy, closest))
        elif text is not None:
            unread.append((copy, text.detail))
    shown = () if places else tuple(sorted(near, key=lambda pair: -pair[1].score))
    return FoundPhrase(phrase, tuple(searched), tuple(places), shown, tuple(unread))


def _next_name(copy: Copy, quoted: Quoted, *, taken: int) -> str:
    """The next free name for a passage of the document of a copy: ``minato:kaikaku-p204``."""
    base, _, local = (copy.document or copy.iri).rpartition("/")
    stem = f"{base}/{local.removeprefix('document-').removeprefix('copy-')}-p"
    numbers = [
        int(iri.removeprefix(stem))
        for iri in quoted.named
        if iri.startswith(stem) and iri.removeprefix(stem).isdecimal()
    ]
    return f"{stem}{max(numbers, default=0) + 1 + taken:03d}"


def _turtle(copy: Copy, proposal: Proposal, name: str) -> str:
    """A passage in the order in which passages are written; empty where none can be proposed."""
    selector = proposal.selector
    if selector is None:
        return ""
    said = [f"oa:hasSource {compact(copy.iri)}"]
    if selector.page is not None:
        said.append(f"kusei:page {selector.page}")
    words = {"prefix": selector.prefix, "exact": selector.exact, "suffix": selector.suffix}
    said += [f"kusei:{v} {json.dumps(w, ensure_ascii=False)}" for v, w in words.items() if w]
    return f"{compact(name)} a kusei:Passage ;\n    " + " ;\n    ".join(said) + " .\n"


def as_text(found: FoundPhrase) -> str:
    """Each place with its context and proposal, or what comes nearest."""
    lines: list[str] = []
    for place in found.places:
        hit = place.proposal.hit
        lines.append(f"{compact(place.copy.iri)} page {hit.page} offset {hit.start}")
        lines += [f"  {place.proposal.context}", ""]
        lines += [f"    {line}" for line in place.turtle.splitlines()] or [
            "    no prefix or suffix tells this place from the others"
        ]
        lines.append("")
    quotes = {spelt(place.proposal.hit.found) for place in found.places}
    if quotes and (reason := _unfit(max(quotes, key=len))):
        lines += [f"as a quote it is {reason}: choose a shorter phrase", ""]
    if not found.places:
        lines.append(f"in none of {len(found.searched)} copies: {found.phrase}")
    for copy, near in found.near:
        lines.append(f"  nearest in {compact(copy.iri)} page {near.hit.page}: {near.marked}")
    lines += [f"not read: {compact(copy.iri)}: {why}" for copy, why in found.unread]
    return "".join(f"{line}\n" for line in lines)


def _unfit(quote: str) -> str:
    """Why a passage may not have such a quote (shape KG311), empty where it may."""
    if len(quote) > LONGEST_QUOTE:
        return f"longer than {LONGEST_QUOTE} characters"
    return "beyond the end of a sentence" if _SENTENCE_END.search(quote) else ""


def as_json(found: FoundPhrase) -> dict[str, Any]:
    """The same as JSON values."""
    return {
        "schema_version": SCHEMA_VERSION,
        "phrase": found.phrase,
        "searched": [copy.iri for copy in found.searched],
        "places": [_place_json(place) for place in found.places],
        "nearest": [
            {"copy": copy.iri, **hit_json(near.hit), "score": near.score, "marked": near.marked}
            for copy, near in found.near
        ],
        "unread": [{"copy": copy.iri, "why": why} for copy, why in found.unread],
    }


def _place_json(place: Found) -> dict[str, Any]:
    selector = place.proposal.selector
    return {
        "copy": place.copy.iri,
        "document": place.copy.document or None,
        **hit_json(place.proposal.hit),
        "context": place.proposal.context,
        "selector": selector
        and {
            "prefix": selector.prefix or None,
            "exact": selector.exact,
            "suffix": selector.suffix or None,
            "page": selector.page,
        },
        "turtle": place.turtle or None,
    }
