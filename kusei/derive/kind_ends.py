"""A kind ends with the last of its units, where an end of each that is known is reported."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.derive.bounds import earliest, latest
from kusei.derive.listings import reported

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kusei.derive.bounds import Bounds
    from kusei.derive.listings import Index, Listing

_CLASSIFICATION: Final = terms.ORG + "classification"


@dataclass(frozen=True, slots=True)
class _End:
    """The days between which an end came, open where the calendar ends, and what reports it.

    The end of what a thing is expanded from cuts its life, and proves nothing of it until then:
    its end is not known to come ``not_before`` that, but it may have come from ``may_be`` on.
    """

    not_before: date
    may_be: date
    not_after: date
    listings: tuple[Listing, ...]


class KindEnds:
    """When kinds end by the ends of their units; a kind without a unit keeps its own life."""

    def __init__(
        self,
        index: Index,
        begun: Mapping[str, list[Listing]],
        ended: Mapping[str, list[Listing]],
    ) -> None:
        self._begun, self._ended = begun, ended
        self._sources = index[terms.KUSEI + "expandedFrom"]
        self._parents = index[terms.KUSEI + "parent"]
        self._units: dict[str, list[str]] = defaultdict(list)
        for unit, kinds in index[_CLASSIFICATION].items():
            for kind in kinds:
                self._units[kind].append(unit)
        self._known: dict[str, _End | None] = {}

    def listings(self, kind: str) -> tuple[Listing, ...]:
        """What reports the ends of all its units; empty where not all have one."""
        end = self._of_kind(kind)
        return end.listings if end else ()

    def bounds(self, kind: str, own: Bounds) -> Bounds:
        """The bounds of a kind, ended with the last of its units; those of all else as they are."""
        end = self._of_kind(kind)
        if end is None:
            return own
        return replace(
            own,
            ends_not_before=latest(
                own.ends_not_before, None if end.not_before == date.min else end.not_before
            ),
            ends_not_after=earliest(
                own.ends_not_after, None if end.not_after == date.max else end.not_after
            ),
        )

    def may_be(self, kind: str) -> date | None:
        """From when on the last unit may have ended; None where not all have an end."""
        end = self._of_kind(kind)
        return None if end is None else end.may_be

    def _of_kind(self, kind: str) -> _End | None:
        if kind not in self._units:
            return None
        if kind not in self._known:
            self._known[kind] = None  # a circle of kinds ends with nothing
            lived = [unit for unit in self._units[kind] if not self._never_began(unit)]
            ends = [end for unit in lived if (end := self._of_unit(unit))]
            if lived and len(ends) == len(lived):
                self._known[kind] = _End(
                    max(end.not_before for end in ends),
                    max(end.may_be for end in ends),
                    max(end.not_after for end in ends),
                    tuple(listing for end in ends for listing in end.listings),
                )
        return self._known[kind]

    def _never_began(self, unit: str) -> bool:
        return {listing.status for listing in self._begun.get(unit, ())} == {"cancelled"}

    def _of_unit(self, unit: str) -> _End | None:
        """The end of a unit: its own, or the first of what it is expanded from."""
        if unit not in self._known:
            self._known[unit] = None  # a circle of expansions ends with nothing
            own = self._own(unit)
            told = [own, *map(self._of_source, self._sources.get(unit, ()))]
            self._known[unit] = _first(told, not_before=own.not_before if own else date.min)
        return self._known[unit]

    def _of_source(self, source: str) -> _End | None:
        """The end of a unit of the roster, or of what a claim says of each unit of its parent."""
        parents = (self._of_kind(parent) for parent in self._parents.get(source, ()))
        return _first([self._of_unit(source), *parents], not_before=date.min)

    def _own(self, thing: str) -> _End | None:
        listings = reported(self._ended.get(thing, ()))
        if not listings:
            return None
        spans = [listing.span for listing in listings if listing.span]
        begin = max((span.earliest for span in spans), default=date.min)
        return _End(
            begin,
            begin,
            min((span.latest for span in spans), default=date.max),
            tuple(listings),
        )


def _first(ends: list[_End | None], *, not_before: date) -> _End | None:
    """What ends with the first of these; None where none of them ends."""
    told = [end for end in ends if end]
    if not told:
        return None
    return _End(
        not_before,
        min(end.may_be for end in told),
        min(end.not_after for end in told),
        tuple(listing for end in told for listing in end.listings),
    )
