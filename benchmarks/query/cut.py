"""A part of a ward in which everything refers to what is there.

Some things (units, kinds, posts, roles, duties, instruments) are left out, chosen by a seed, and
with them what cannot be without them: a claim about one of them, an event that is left with
nothing that it began. A property that has other values loses the one; one that had no other takes
its subject along. Passages and documents that served nothing else go as well. What is asked about
stays, with all that it refers to.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from kusei.graph.store import NamedNode
from kusei.terms import KUSEI, ORG, RDF_TYPE

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from kusei.graph.store import Quad

_THINGS: Final = frozenset(
    {
        *(ORG + name for name in ("OrganizationalUnit", "Post", "Role")),
        *(KUSEI + name for name in ("UnitKind", "Duty", "Instrument")),
    }
)
_EVIDENCE: Final = frozenset({KUSEI + "Passage", KUSEI + "Document"})
_OF_EVIDENCE: Final = frozenset({KUSEI + "Check", KUSEI + "Copy"})
"""What speaks of evidence, and does not use it."""


class Ward:
    """The curated files of one ward, by name, and what refers to what in them."""

    def __init__(self, files: Mapping[str, Sequence[Quad]]) -> None:
        self._files = files
        self._classes: dict[str, set[str]] = defaultdict(set)
        self._refers: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._told_by: dict[str, set[tuple[str, str]]] = defaultdict(set)
        subjects = {_name(quad.subject) for quads in files.values() for quad in quads}
        for quad in (quad for quads in files.values() for quad in quads):
            subject, predicate, value = (
                _name(quad.subject),
                quad.predicate.value,
                _name(quad.object),
            )
            if predicate == RDF_TYPE:
                self._classes[subject].add(value)
            elif value in subjects and value != subject:
                self._refers[subject][predicate].add(value)
                self._told_by[value].add((subject, predicate))

    def part(
        self, share: float, *, wanted: Collection[str], seed: int = 1
    ) -> dict[str, list[Quad]]:
        """The files with some ``share`` (0 to 1) of the things; a larger share holds a smaller."""
        out = self._left_out(share, self._kept(wanted), seed)
        return {
            name: [q for q in quads if _name(q.subject) not in out and _name(q.object) not in out]
            for name, quads in self._files.items()
        }

    def _kept(self, wanted: Collection[str]) -> set[str]:
        """What is asked about, and all that it refers to."""
        kept: set[str] = set()
        waiting = list(wanted)
        while waiting:
            thing = waiting.pop()
            if thing not in kept:
                kept.add(thing)
                waiting += (to for values in self._refers.get(thing, {}).values() for to in values)
        return kept

    def _left_out(self, share: float, kept: set[str], seed: int) -> set[str]:
        waiting = [
            thing
            for thing, classes in self._classes.items()
            if classes & _THINGS and _rank(thing, seed) >= share
        ]
        out: set[str] = set()
        while waiting:
            thing = waiting.pop()
            if thing in out or thing in kept:
                continue
            out.add(thing)
            waiting += (
                subject
                for subject, predicate in self._told_by.get(thing, ())
                if self._refers[subject][predicate] <= out
            )
            referred = (to for values in self._refers.get(thing, {}).values() for to in values)
            waiting += (to for to in referred if self._unused(to, out))
        return out

    def _unused(self, thing: str, out: set[str]) -> bool:
        return bool(self._classes[thing] & _EVIDENCE) and all(
            subject in out or self._classes[subject] & _OF_EVIDENCE
            for subject, _ in self._told_by[thing]
        )


def _name(term: object) -> str:
    """The IRI of a node; empty for a literal, which refers to nothing."""
    return term.value if isinstance(term, NamedNode) else ""


def _rank(thing: str, seed: int) -> float:
    """A number from 0 to 1 that looks like chance and is always the same."""
    digest = hashlib.sha256(f"{seed}/{thing}".encode()).digest()
    return int.from_bytes(digest[:6], "big") / 2**48
