"""Triples of anybody's shapes, by subject and by object."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.graph.store import Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kusei.graph.store import Quad, Term

_REST: Final = (terms.RDF + "first", terms.RDF + "rest")


class Statements:
    """Triples by subject and by object; nodes by their N-Triples text."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._about: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        self._to: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for quad in quads:
            subject, predicate = str(quad.subject), quad.predicate.value
            if quad.object not in self._about[subject][predicate]:
                self._about[subject][predicate].append(quad.object)
            if not isinstance(quad.object, Literal):
                self._to[str(quad.object)].append((subject, predicate))

    def objects(self, subject: str, predicate: str) -> list[Term]:
        """What a node has for a property."""
        return self._about[subject][predicate] if subject in self._about else []

    def pointing_to(self, node: str) -> list[tuple[str, str]]:
        """Which nodes point to this one, by which property."""
        return self._to.get(node, [])

    def subjects(self) -> Iterator[tuple[str, dict[str, list[Term]]]]:
        """Every node with what it has."""
        yield from self._about.items()

    def listed(self, head: Term) -> list[Term]:
        """The members of a list; those before the fault of a broken one."""
        found: list[Term] = []
        seen: set[str] = set()
        while str(head) not in seen:
            seen.add(str(head))
            found += self.objects(str(head), _REST[0])[:1]
            following = self.objects(str(head), _REST[1])
            if not following:
                break
            head = following[0]
        return found
