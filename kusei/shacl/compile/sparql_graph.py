"""The data graph as SPARQL constraints see it: literals by their values, as in every store.

A SPARQL constraint computes with literals, so it must not meet those held under a datatype of our
own. Where there are none, which is the rule, the working graph itself is asked. Else there is a
second graph of plain literals; a value of its answer is the literal that the data hold, and a query
that can tell two spellings of a value apart is left to the reference validator.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from kusei.graph.store import Literal, Quad, Store
from kusei.shacl.compile.data import solutions
from kusei.shacl.compile.data_store import SHAPES_GRAPH, memberships
from kusei.shacl.compile.literals import as_spelt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kusei.graph.store import Term
    from kusei.shacl.compile.data import Nodes, Row
    from kusei.shacl.compile.data_store import DataStore


class SparqlGraph:
    """Answers the queries of a shapes graph over the data."""

    def __init__(
        self, data: DataStore, each: Callable[[], Iterable[Quad]], shapes: Iterable[Quad]
    ) -> None:
        self.data = data
        self._each = each
        self._shapes = shapes
        self._copied: set[str] = set()

    @property
    def respelt(self) -> bool:
        """Whether some literals of the data are not what SPARQL would give back."""
        return self.data.has_respelt_values()

    @cached_property
    def respelt_properties(self) -> frozenset[str]:
        """The properties that have such literals."""
        return frozenset().union(*self.data.respelt.values())

    @cached_property
    def _plain(self) -> Store:
        return Store(Quad(q.subject, q.predicate, q.object) for q in self._each())

    @cached_property
    def _spellings(self) -> dict[Term, list[Term]]:
        """What the store makes of a literal, and the literals it may have been."""
        found: dict[Term, list[Term]] = {}
        for own in self.data.respelt:
            literal = as_spelt(own)
            if isinstance(literal, Literal):
                found.setdefault(_as_stored(literal), []).append(literal)
        return found

    def with_shapes(self) -> None:
        """Put the shapes graph beside the data, as ``$shapesGraph``."""
        quads = [Quad(q.subject, q.predicate, q.object, SHAPES_GRAPH) for q in self._shapes]
        if self.respelt:
            self._plain.add(quads)
        else:
            self.data.add_beside(quads)

    def focus(self, nodes: Nodes) -> Nodes:
        """A set of nodes of the data, where these queries can join it."""
        if self.respelt and nodes.name not in self._copied:
            members = [as_spelt(node) for node in self.data.members(nodes)]
            self._plain.add(memberships(nodes, members))
            self._copied.add(nodes.name)
        return nodes

    def select(self, query: str) -> list[Row]:
        """The rows of a SELECT, its values as the store has them.

        Raises:
            QueryFault: it is not SPARQL.
        """
        if not self.respelt:
            return self.data.select(query)
        return solutions(self._plain.query(query, union=False))

    def spelt(self, value: Term, this: Term | None = None) -> Term:
        """A value of an answer as the data hold it; of several spellings one that ``this`` has."""
        if not self.respelt or not isinstance(value, Literal):
            return value
        spellings = self._spellings.get(value, [])
        if this is None or not spellings:
            return spellings[0] if len(spellings) == 1 else value
        for one in (value, *spellings):
            triple = f"{self.data.text(this)} ?property {self.data.text(one)}"
            if not isinstance(this, Literal) and self.data.select(
                f"SELECT ?property WHERE {{ {triple} }} LIMIT 1"
            ):
                return one
        return spellings[0]


def _as_stored(literal: Literal) -> Term:
    """The literal that a store gives back for one."""
    ((stored,),) = solutions(Store().query(f"SELECT ?x WHERE {{ VALUES ?x {{ {literal} }} }}"))
    return literal if stored is None else stored
