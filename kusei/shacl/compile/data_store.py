"""The graph that is validated, in a store, and beside it sets of nodes that queries join with.

A set is a handful of triples of a graph of our own: ``<set> <has> node``, for a node may be a
literal, which cannot be a subject. Queries see the data as their default graph, and so nothing of
the sets that they do not name.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.graph.store import DefaultGraph, Literal, NamedNode, Quad, Store
from kusei.shacl.compile.data import solutions
from kusei.shacl.compile.literals import as_spelt, as_stored

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kusei.graph.store import Term
    from kusei.shacl.compile.data import Nodes, Row


_CHUNK: Final = 50_000
_SETS: Final = NamedNode("urn:x-kusei:sets")
_HAS: Final = NamedNode("urn:x-kusei:has")
SUBCLASSES: Final = f"SELECT ?below ?above WHERE {{ ?below <{terms.RDFS}subClassOf> ?above }}"
SHAPES_GRAPH: Final = NamedNode("urn:x-kusei:shapes")
"""What ``$shapesGraph`` is bound to."""


@dataclass(frozen=True, slots=True)
class NodeSet:
    """A set of nodes that a query can be joined with."""

    name: str

    def pattern(self, variable: str) -> str:
        """A pattern that binds the variable to each member, once."""
        return f"GRAPH <{_SETS.value}> {{ <{self.name}> <{_HAS.value}> {variable} }}"


class DataStore:
    """A data graph and the sets made of its nodes."""

    def __init__(self, quads: Iterable[Quad] = ()) -> None:
        self.respelt: dict[Term, set[str]] = {}
        """The literals that the store would change, with the properties they are values of."""
        self._store = Store()
        self._made = 0
        self.take(quads)

    def take(self, quads: Iterable[Quad]) -> None:
        """Add quads to the data, of whatever graph; none of them is kept beside the store."""
        respelt = self.respelt
        chunk: list[Quad] = []
        for quad in quads:
            obj = quad.object
            if type(obj) is Literal and (own := as_stored(obj)) is not obj:
                respelt.setdefault(own, set()).add(quad.predicate.value)
                chunk.append(Quad(quad.subject, quad.predicate, own))
            elif type(quad.graph_name) is DefaultGraph:
                chunk.append(quad)
            else:
                chunk.append(Quad(quad.subject, quad.predicate, obj))
            if len(chunk) == _CHUNK:  # the store keeps what it is given at once a second time
                self._store.add(chunk)
                chunk.clear()
        self._store.add(chunk)

    @staticmethod
    def counted(variable: str) -> str:
        """The aggregate that counts values: all quads are in one graph, so each is met once."""
        return f"COUNT({variable})"

    @staticmethod
    def once(variables: str, pattern: str) -> str:  # noqa: ARG004 - a server needs them
        """The pattern: each triple is met once."""
        return pattern

    @staticmethod
    def distinct(rows: list[Row]) -> list[Row]:
        """The rows: each triple is met once."""
        return rows

    def select(self, query: str) -> list[Row]:
        """The rows of a SELECT over the data."""
        return solutions(self._store.query(query, union=False))

    def set_of(self, nodes: Iterable[Term]) -> NodeSet:
        """A set of these nodes."""
        made = self._next()
        self.put(made, nodes)
        return made

    def put(self, into: Nodes, nodes: Iterable[Term]) -> None:
        """Add nodes to a set."""
        self._store.add(memberships(into, nodes))

    def add_beside(self, quads: Iterable[Quad]) -> None:
        """Add quads of a named graph, which no query meets that does not name it."""
        self._store.add(quads)

    def set_selected(self, variable: str, pattern: str) -> NodeSet:
        """A set of what a pattern binds to a variable."""
        made = self._next()
        self.put_selected(made, variable, pattern)
        return made

    def put_selected(self, into: Nodes, variable: str, pattern: str) -> None:
        """Add what a pattern binds to a variable; the nodes never leave the store."""
        self._store.update(f"INSERT {{ {into.pattern(variable)} }} WHERE {{ {pattern} }}")

    def _next(self) -> NodeSet:
        self._made += 1
        return NodeSet(f"urn:x-kusei:set:{self._made}")

    def members(self, nodes: Nodes) -> list[Term]:
        """The nodes of a set."""
        rows = self.select(f"SELECT ?node WHERE {{ {nodes.pattern('?node')} }}")
        return [row[0] for row in rows if row[0] is not None]

    @cached_property
    def _subclasses(self) -> list[Row]:
        return self.select(SUBCLASSES)

    def classes(self, cls: Term) -> list[Term]:
        """The class and those below it: https://www.w3.org/TR/shacl/#dfn-shacl-subclass."""
        return classes_below(cls, self._subclasses)

    @staticmethod
    def ill_formed(datatype: str) -> str | None:  # noqa: ARG004 - a server needs it
        """Ill-formed literals are held under a datatype of our own: no test is needed."""
        return None

    def named(self, term: Term) -> Term:
        """A node that a target names, as the store holds it; it may be no node of the data."""
        own = as_stored(term)
        if own is not term:
            self.respelt.setdefault(own, set())
        return own

    def has_respelt_values(self) -> bool:
        """Whether any literal is held under a datatype of our own."""
        return bool(self.respelt)

    @staticmethod
    def as_stored(term: Term) -> Term:
        """A term of the shapes as the store holds it."""
        return as_stored(term)

    @staticmethod
    def text(term: Term) -> str:
        """A term of the shapes as a query over the data says it."""
        return str(as_stored(term))

    @staticmethod
    def written(term: Term) -> Term:
        """A term of an answer as the graph has it."""
        return as_spelt(term)


def memberships(into: Nodes, nodes: Iterable[Term]) -> Iterator[Quad]:
    """The triples that make nodes members of a set."""
    name = NamedNode(into.name)
    return (Quad(name, _HAS, node, _SETS) for node in nodes)


def classes_below(cls: Term, subclasses: Iterable[Row]) -> list[Term]:
    """A class and those below it; ``subclasses`` are pairs of a class and the one above it."""
    below: dict[Term, list[Term]] = {}
    for lower, upper in subclasses:
        if lower is not None and upper is not None:
            below.setdefault(upper, []).append(lower)
    found, todo = {cls: None}, [cls]
    while todo:
        for lower in below.get(todo.pop(), ()):
            if lower not in found:
                found[lower] = None
                todo.append(lower)
    return list(found)
