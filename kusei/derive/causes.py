"""Which events began and ended each thing, and what each thing led to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.graph.store import NamedNode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kusei.derive.lives import Life, Lives
    from kusei.derive.windows import Window
    from kusei.graph.store import Quad

_ENDED: Final = terms.PROV + "invalidated"
_BEGUN: Final = terms.PROV + "generated"
_CHANGED: Final = terms.KUSEI + "changed"
_REVIVED: Final = terms.KUSEI + "revives"
_CANCELLED: Final = NamedNode(terms.KUSEI + "cancelled")


@dataclass(frozen=True, slots=True)
class Causes:
    """The events that began and ended a thing, reported or planned, each in order of IRI."""

    thing: str
    begun_by: tuple[str, ...]
    ended_by: tuple[str, ...]


def causes(lives: Lives, windows: Mapping[str, Window]) -> Iterator[Causes]:
    """What began and ended each thing, in order of IRI.

    What no event lists and is expanded began with the last of the claims that it is expanded from,
    and ended with the first of them; a Name or Placement that no event lists, with its bearer.
    """
    begun = _Inherited(lives, windows, begin=True)
    ended = _Inherited(lives, windows, begin=False)
    for iri in lives.by_iri:
        found = Causes(iri, begun.of(iri), ended.of(iri))
        if found.begun_by or found.ended_by:
            yield found


@dataclass(frozen=True, slots=True)
class Descent:
    """What came of what by one event.

    ``pairs`` are a former thing, a later one, and whether it is clear that the one became the
    other; ``before`` and ``after`` count what there was on each side, what lives on in both.
    """

    event: str
    pairs: tuple[tuple[str, str, bool], ...]
    before: int
    after: int


def descents(lives: Lives, by_property: Mapping[str, Iterable[Quad]]) -> Iterator[Descent]:
    """What each event that was not cancelled did to things, in order of event.

    What lives on took in what ended beside it, or let out what began. Where an event ended several
    things and began several, all led to all, and no source says which became which.
    """
    events: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for verb in (_ENDED, _BEGUN, _CHANGED, _REVIVED):
        for event, _, thing, _ in by_property.get(verb, ()):
            if not (isinstance(event, NamedNode) and isinstance(thing, NamedNode)):
                continue
            if thing.value in lives.names:
                events[event.value][verb].append(thing.value)
    cancelled = {
        event.value
        for event, _, status, _ in by_property.get(terms.KUSEI + "status", ())
        if isinstance(event, NamedNode) and status == _CANCELLED
    }
    for iri in sorted(events.keys() - cancelled):
        ended, begun, changed, revived = (
            events[iri][verb] for verb in (_ENDED, _BEGUN, _CHANGED, _REVIVED)
        )
        alone = 1 in {len(ended), len(begun)}
        pairs = [(a, b, alone) for a in ended for b in begun]
        pairs += [(a, b, True) for a in ended for b in changed]
        pairs += [(a, b, True) for a in (*changed, *revived) for b in begun]
        before, after = {*ended, *changed}, {*begun, *changed}
        yield Descent(iri, tuple(sorted(pairs)), len(before), len(after))


class _Inherited:
    def __init__(self, lives: Lives, windows: Mapping[str, Window], *, begin: bool) -> None:
        self._lives = lives.by_iri
        self._windows = windows
        self._begin = begin
        self._known: dict[str, tuple[str, ...]] = {}

    def of(self, iri: str) -> tuple[str, ...]:
        if iri not in self._known:
            self._known[iri] = ()  # a circle of expansions began with nothing
            self._known[iri] = self._read(self._lives[iri])
        return self._known[iri]

    def _read(self, life: Life) -> tuple[str, ...]:
        if own := life.begun_by if self._begin else life.ended_by:
            return own
        claims = (s for s in life.sources if s in self._lives and self._lives[s].is_claim)
        inherited = [(self._day(claim), events) for claim in claims if (events := self.of(claim))]
        if inherited:
            decisive = (max if self._begin else min)(day for day, _ in inherited)
            found = {event for day, events in inherited if day == decisive for event in events}
            return tuple(sorted(found))
        return self.of(life.bearer) if life.bearer in self._lives else ()

    def _day(self, claim: str) -> date:
        """Its first or last day, as far as any is known."""
        days = self._windows[claim].possible
        return days.first or date.min if self._begin else days.last or date.max
