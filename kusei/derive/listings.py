"""What events list as begun and ended, and on which days the passages cited attest a thing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from kusei import terms
from kusei.dates.typed import DateError, Span, parse_edtf

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

Index: TypeAlias = dict[str, dict[str, list[str]]]
"""Values by predicate and subject."""


@dataclass(frozen=True, slots=True)
class Listing:
    """That an event of a ``status`` lists a thing; ``told`` where it is not merely our reading."""

    event: str
    status: str
    span: Span | None
    documents: frozenset[str]
    told: bool


class Sources:
    """What a citation attests: the days its passage speaks of, and its document."""

    def __init__(self, index: Index) -> None:
        self._under = index[terms.KUSEI + "under"]
        self._as_of = index[terms.KUSEI + "asOf"]
        self._has_source = index[terms.OA + "hasSource"]
        self._specialization = index[terms.PROV + "specializationOf"]
        self.cited = index[terms.PROV + "wasDerivedFrom"]

    def documents(self, thing: str) -> frozenset[str]:
        """The documents that a thing cites."""
        return frozenset(self.document(p) for p in self.cited.get(thing, ()))

    def document(self, passage: str) -> str:
        """The document a passage stands in, through its copy where there is one."""
        source = next(iter(self._has_source.get(passage, ())), "")
        return next(iter(self._specialization.get(source, ())), source)

    def as_of(self, passage: str) -> Span | None:
        """The days a passage itself or a heading over it speaks of."""
        seen: set[str] = set()
        while passage not in seen:
            seen.add(passage)
            if stated := self._as_of.get(passage):
                return _span(stated[0])
            passage = next(iter(self._under.get(passage, ())), passage)
        return None

    def document_as_of(self, passage: str) -> Span | None:
        """The days the document of a passage speaks of."""
        return _span(next(iter(self._as_of.get(self.document(passage), ())), None))


@lru_cache(maxsize=4096)  # a graph repeats a few hundred days
def _span(text: str | None) -> Span | None:
    if text is None:
        return None
    try:
        return parse_edtf(text)
    except DateError:
        return None  # the shapes report it; a date that cannot be read bounds nothing


def read_listings(index: Index, verb: str, sources: Sources) -> dict[str, list[Listing]]:
    """What events generated or invalidated (``verb``), by thing."""
    listed: dict[str, list[Listing]] = defaultdict(list)
    status, when, basis = (
        index[terms.KUSEI + "status"],
        index[terms.KUSEI + "when"],
        index[terms.KUSEI + "basis"],
    )
    for event, things in sorted(index[terms.PROV + verb].items()):
        if event not in status:
            continue  # a decision generates an instrument, which has no life of its own here
        state = status[event][0].removeprefix(terms.KUSEI)
        span = _span(next(iter(when.get(event, ())), None))
        told = terms.KUSEI + "inferred" not in basis.get(event, ())
        for thing in things:
            listed[thing].append(Listing(event, state, span, sources.documents(event), told))
    return listed


def reported(listings: Iterable[Listing]) -> list[Listing]:
    """Those of events that took place."""
    return [listing for listing in listings if listing.status == "reported"]


def not_cancelled(listings: Iterable[Listing]) -> tuple[str, ...]:
    """The events that took place or are planned, in order."""
    return tuple(sorted({x.event for x in listings if x.status != "cancelled"}))


def days(listings: Iterable[Listing]) -> list[tuple[date, date]]:
    """The first and last day of each event that has a day."""
    return ranges(listing.span for listing in listings if listing.span)


def ranges(spans: Iterable[Span]) -> list[tuple[date, date]]:
    """The first and last day of each span."""
    return [(span.earliest, span.latest) for span in spans]


def planned_day(listings: Iterable[Listing]) -> date | None:
    """The latest of the days on which plans let the thing begin (or end)."""
    return max(
        (x.span.earliest for x in listings if x.status == "planned" and x.span), default=None
    )
