"""States: one node for each run of days in which a relation has one certainty, reason and naming.

What people ask is a relation on a day. With its state a question is one flat pattern and a FILTER
on the day: both ends are always said, and so are both sides by the names of those days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from kusei.derive.bounds import Days, after, before, earliest, latest
from kusei.derive.display_names import shown_by, stand_ins
from kusei.derive.joining import joined_phases, last_told
from kusei.terms import end_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kusei.derive.lives import Lives
    from kusei.derive.relations import Relation
    from kusei.derive.windows import Phase, State, Window

Texts: TypeAlias = frozenset[tuple[str, str]]
"""Names by (language, text)."""


@dataclass(frozen=True, slots=True)
class StateOf:
    """A run of days of one relation; ``claims`` are those behind it that may be there then."""

    relation: Relation
    days: Days
    state: State
    names: Texts
    names_inside: Texts
    claims: tuple[str, ...]
    told: date | None
    planned_until: date | None

    @property
    def iri(self) -> str:
        """Its own IRI: both sides and its first day."""
        first = (self.days.first or date.min).isoformat()
        inside = self.relation.inside
        return f"{self.relation.of}--{f'in--{end_of(inside)}--' if inside else 'on--'}{first}"


class Naming:
    """By which texts each thing is shown in the course of time."""

    def __init__(
        self, lives: Lives, windows: Mapping[str, Window], phases: Mapping[str, list[Phase]]
    ) -> None:
        self._lives = lives
        self._phases = phases
        self._gaps: dict[str, list[tuple[Days, Texts]]] = {}
        for gap in stand_ins(lives, windows, phases):
            texts = frozenset(gap.texts.items())
            self._gaps.setdefault(gap.bearer, []).extend((p.days, texts) for p in gap.phases)
        self._known: dict[str, list[tuple[Days, Texts]]] = {}

    def over(self, thing: str | None, days: Days) -> Iterator[tuple[Days, Texts]]:
        """The runs of these days with one set of names each, all of them together, in order."""
        for run, texts in self._runs(thing) if thing else [(Days(), Texts())]:
            if not (both := run & days).empty:
                yield both, texts

    def _runs(self, thing: str) -> list[tuple[Days, Texts]]:
        if thing not in self._known:
            self._known[thing] = self._read(thing)
        return self._known[thing]

    def _read(self, thing: str) -> list[tuple[Days, Texts]]:
        told = [
            (phase.days, frozenset(self._lives.texts.get(name, ())))
            for name in shown_by(self._lives, thing)
            for phase in self._phases.get(name, ())
        ]
        told += self._gaps.get(thing, ())
        if not told:
            # Ranks are labelled by the ontology, and a claim is told by what it says.
            labels = self._lives.labels.get(thing, {}).items()
            return [(Days(), frozenset(labels) or frozenset(self._lives.texts.get(thing, ())))]
        firsts = sorted(
            {day for days, _ in told for day in (days.first, after(days.last)) if day is not None}
        )
        runs: list[tuple[Days, Texts]] = []
        for first, following in zip([None, *firsts], [*firsts, None], strict=True):
            run = Days(first, before(following))
            sample = first or run.last or date.min
            texts = Texts().union(*(texts for days, texts in told if sample in days))
            if runs and runs[-1][1] == texts:
                run = Days(runs.pop()[0].first, run.last)
            runs.append((run, texts))
        return runs


def states(
    lives: Lives, windows: Mapping[str, Window], phases: Mapping[str, list[Phase]]
) -> Iterator[StateOf]:
    """The states of all relations, in order of relation and day."""
    naming = Naming(lives, windows, phases)
    for relation, claims in lives.relations.items():
        behind = {claim: windows[claim] for claim in claims}
        only = claims[0] if len(claims) == 1 else None
        for phase in phases[only] if only else joined_phases([*behind.values()]):
            yield from _named(relation, phase, behind, naming)


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
    for run, names in naming.over(relation.of, phase.days):
        for days, inside in naming.over(relation.inside, run):
            yield StateOf(relation, days, phase.state, names, inside, tuple(there), told, planned)
