"""What follows from the curated graph: structure by CONSTRUCT rules, then windows in Python.

The result stands in named graphs of its own: ``derived/expansion`` (units, posts and claims that
a claim about *each* unit of a kind implies), ``derived/org`` (plain ORG links) and
``derived/windows`` (from when to when each thing lives, and how sure that is), and
``derived/states`` (what stands in which relation on which days).
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from kusei.derive.emit import WINDOWS, Phases, days_of, names_of, phases_of, stand_ins_of, states_of
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

__all__ = ["Derived", "Phases", "derive"]


class Derived:
    """What was derived: structure, and the windows of all lives; quads are made when asked for."""

    def __init__(
        self, *, structure: list[Quad], lives: Lives, windows: dict[str, Window], days: list[Quad]
    ) -> None:
        self.structure = structure
        """What kinds imply for units, and the plain ORG view."""
        self.lives = lives
        self.windows = windows
        self._days = days

    @cached_property
    def quads(self) -> list[Quad]:
        """All derived quads."""
        phases = {iri: window.phases() for iri, window in self.windows.items()}
        return [
            *self.without_phases,
            *phases_of(phases),
            *stand_ins_of(self.lives, self.windows, phases),
            *states_of(states(self.lives, self.windows, phases)),
        ]

    @cached_property
    def without_phases(self) -> list[Quad]:
        """The derived quads without phases, and so without what stands in for a name by phases."""
        return [
            *self.structure,
            *days_of(self.windows),
            *names_of(self.lives, self.windows),
            *self._days,
        ]

    def with_phases(self, phases: Phases) -> list[Quad]:
        """As :attr:`without_phases`, with these phases of all lives, but still no stand-ins."""
        found = (
            (iri, window.phases())
            for iri, window in self.windows.items()
            if phases is Phases.ALL or (phases is Phases.PROJECTED and window.may_be_projected)
        )
        return [*self.without_phases, *phases_of(dict(found), only=phases)]

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
        structure=[*expansion, *links],
        lives=lives,
        windows=propagate(lives),
        days=list(event_days(known, graph=WINDOWS)),
    )
