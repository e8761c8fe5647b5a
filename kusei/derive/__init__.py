"""What follows from the curated graph: structure by CONSTRUCT rules, then windows in Python.

The result stands in named graphs of its own: ``derived/expansion`` (units, posts and claims that
a claim about *each* unit of a kind implies), ``derived/org`` (plain ORG links) and
``derived/windows`` (from when to when each thing lives, and how sure that is).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kusei.derive.emit import WINDOWS, emit
from kusei.derive.event_days import event_days
from kusei.derive.lives import Lives, read_lives
from kusei.derive.rules import structure
from kusei.derive.windows import propagate
from kusei.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kusei.derive.contradictions import Contradiction
    from kusei.store import Quad

__all__ = ["Derived", "derive"]


@dataclass(frozen=True, slots=True)
class Derived:
    """The derived quads, and the lives they were derived from."""

    quads: list[Quad]
    lives: Lives

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Where the curated statements contradict each other in time."""
        from kusei.derive.contradictions import contradictions

        return tuple(contradictions(self.lives))


def derive(
    curated: Iterable[Quad], *, rules: Mapping[str, str], store: Store | None = None
) -> Derived:
    """Derive structure and windows from ``curated``; ``rules`` are CONSTRUCT texts by file name.

    A ``store`` that holds the curated quads already is used as it is, and takes the expansion.
    """
    curated = list(curated)
    expansion, links = structure(curated, rules, Store(curated) if store is None else store)
    known = curated + expansion
    lives = read_lives(known)
    windows = propagate(lives)
    return Derived(
        quads=[*expansion, *links, *emit(lives, windows), *event_days(known, graph=WINDOWS)],
        lives=lives,
    )
