"""What follows from the curated graph: structure by CONSTRUCT rules, then windows in Python.

The result stands in named graphs of its own: ``derived/expansion`` (units, posts and claims that
a claim about *each* unit of a kind implies), ``derived/org`` (plain ORG links) and
``derived/windows`` (from when to when each thing lives, and how sure that is),
``derived/summaries`` (labels, general classes, first quotes, what began and ended a thing) and
``derived/states`` (what stands in which relation on which days).
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from kusei import terms
from kusei.derive.causes import causes, descents
from kusei.derive.emit import (
    WINDOWS,
    causes_of,
    days_of,
    descents_of,
    states_of,
    summaries_of,
)
from kusei.derive.event_days import event_days
from kusei.derive.lives import Lives, read_lives
from kusei.derive.rules import structure
from kusei.derive.states import states
from kusei.derive.windows import propagate
from kusei.graph.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kusei.derive.contradictions import Contradiction
    from kusei.derive.windows import Window
    from kusei.graph.store import Quad

__all__ = ["Derived", "derive"]


class Derived:
    """What was derived: structure, and the windows of all lives; quads are made when asked for."""

    def __init__(
        self,
        *,
        known: list[Quad],
        structure: list[Quad],
        lives: Lives,
        windows: dict[str, Window],
    ) -> None:
        self._by_property: dict[str, list[Quad]] = defaultdict(list)
        for quad in known:
            self._by_property[quad.predicate.value].append(quad)
        self.structure = structure
        """What kinds imply for units, and the plain ORG view."""
        self.lives = lives
        self.windows = windows

    @cached_property
    def quads(self) -> list[Quad]:
        """All derived quads."""
        phases = {iri: window.phases() for iri, window in self.windows.items()}
        return [*self.of_things, *states_of(states(self.lives, self.windows, phases))]

    @cached_property
    def of_things(self) -> list[Quad]:
        """The derived quads without states, which are most of all and which no check asks for."""
        return [
            *self.structure,
            *days_of(self.windows),
            *summaries_of(self.lives, self.windows, self._by_property),
            *causes_of(causes(self.lives, self.windows)),
            *descents_of(descents(self.lives, self._by_property)),
            *event_days(self._by_property[terms.KUSEI + "when"], graph=WINDOWS),
        ]

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Where the curated statements contradict each other in time."""
        from kusei.derive.contradictions import contradictions

        return tuple(contradictions(self.lives, self.windows))


def derive(
    curated: Iterable[Quad], *, rules: Mapping[str, str], store: Store | None = None
) -> Derived:
    """Derive structure and windows from ``curated``; ``rules`` are CONSTRUCT texts by file name.

    A ``store`` that holds the curated quads already is used as it is, and takes the expansion.
    """
    curated = list(curated)
    expansion, links = structure(rules, Store(curated) if store is None else store)
    known = curated + expansion
    lives = read_lives(known)
    return Derived(
        known=known, structure=[*expansion, *links], lives=lives, windows=propagate(lives)
    )
