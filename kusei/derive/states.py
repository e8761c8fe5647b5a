"""States: one node for each run of days in which a relation has one certainty, reason and naming.

What people ask is a relation on a day. With its state a question is one flat pattern and a FILTER
on the day: both ends are always said, and so are both sides by the names of those days.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from kusei.derive.bounds import Days, after, before, earliest, latest
from kusei.derive.certainty import Certainty
from kusei.derive.joining import joined_phases, last_told
from kusei.derive.naming import Naming
from kusei.terms import end_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kusei.derive.certainty import Phase, State
    from kusei.derive.lives import Lives
    from kusei.derive.naming import Texts
    from kusei.derive.relations import Relation
    from kusei.derive.windows import Window


@dataclass(frozen=True, slots=True)
class StateOf:
    """A run of days of one relation; ``claims`` are those behind it that may be there then.

    ``naming`` says how sure the names of its first side are (of a duty those of its holder), where
    that is less sure than the relation: in the month in which a thing was renamed it is certain,
    and neither of its names is. ``standing`` where it says where a thing stands, or that it is
    there by itself: no place of it is ever told, or it is certain and its place is not told.
    """

    relation: Relation
    days: Days
    state: State
    names: Texts
    naming: State | None
    names_inside: Texts
    claims: tuple[str, ...]
    told: date | None
    planned_until: date | None
    standing: bool = False

    def says_as(self, other: StateOf) -> bool:
        """Whether the two say the same, each of its days."""
        return (
            (self.names, self.names_inside, self.state, self.standing, self.naming)
            == (other.names, other.names_inside, other.state, other.standing, other.naming)
            and (self.claims, self.told) == (other.claims, other.told)
            and (self.relation, self.planned_until) == (other.relation, other.planned_until)
        )

    @property
    def iri(self) -> str:
        """Its own IRI: both sides and its first day."""
        first = (self.days.first or date.min).isoformat()
        inside = self.relation.inside
        return f"{self.relation.of}--{f'in--{end_of(inside)}--' if inside else 'on--'}{first}"


def states(
    lives: Lives, windows: Mapping[str, Window], phases: Mapping[str, list[Phase]]
) -> Iterator[StateOf]:
    """The states of all relations, in order of day; those of things by themselves come last."""
    naming = Naming(lives, windows, phases)
    places: dict[str, list[Days]] = {}
    alone: list[tuple[Relation, tuple[StateOf, ...]]] = []
    for relation, claims in lives.relations.items():
        behind = {claim: windows[claim] for claim in claims}
        only = claims[0] if len(claims) == 1 else None
        runs = phases[only] if only else joined_phases([*behind.values()])
        if relation.is_place:
            places.setdefault(relation.of, []).extend(phase.days for phase in runs)
        found = [run for phase in runs for run in _named(relation, phase, behind, naming)]
        if relation.inside is None:
            alone.append((relation, tuple(found)))
        else:
            yield from _without_breaks(found)
    for relation, its in alone:
        yield from _without_breaks(
            run for state in its for run in _standing(state, places.get(relation.of))
        )


def _standing(state: StateOf, places: list[Days] | None) -> Iterator[StateOf]:
    """A state of a thing itself, cut where a place of it begins or ends to be told."""
    if places is None:
        yield replace(state, standing=True)
    elif state.state.certainty is not Certainty.CERTAIN:
        yield state
    else:
        edges = (day for days in places for day in (days.first, after(days.last)))
        inner = sorted({day for day in edges if day and day in state.days} - {state.days.first})
        lasts = [*(before(day) for day in inner), state.days.last]
        for first, last in zip([state.days.first, *inner], lasts, strict=True):
            sample = first or last or date.min
            there = any(sample in days for days in places)
            yield replace(state, days=Days(first, last), standing=not there)


def _named(
    relation: Relation, phase: Phase, behind: Mapping[str, Window], naming: Naming
) -> Iterator[StateOf]:
    there = {
        claim: window
        for claim, window in behind.items()
        if len(behind) == 1 or not (window.possible & phase.days).empty
    }
    told = latest(*map(last_told, there.values()))
    planned = before(earliest(*(window.planned_end for window in there.values())))
    for run, named in naming.over(relation.of, phase.days):
        for days, inside in naming.over(relation.inside, run):
            bearing = named.state or inside.state  # a duty bears no names, and its holder does
            yield StateOf(
                relation=relation,
                days=days,
                state=phase.state,
                names=named.texts,
                naming=bearing if bearing and bearing.less_sure_than(phase.state) else None,
                names_inside=inside.texts,
                claims=tuple(there),
                told=None if phase.state.projected else told,
                planned_until=planned,
                standing=relation.is_place,
            )


def _without_breaks(runs: Iterable[StateOf]) -> Iterator[StateOf]:
    """Runs of days that follow each other and say the same are one."""
    current: StateOf | None = None
    for run in runs:
        if current is not None and current.says_as(run):
            current = replace(run, days=Days(current.days.first, run.days.last))
            continue
        if current is not None:
            yield current
        current = run
    if current is not None:
        yield current
