"""The same queries for a SPARQL server: no sets beside its data, so a query holds all it needs.

A set of nodes is the pattern that finds them, or the nodes themselves by ``VALUES``. A node without
a name cannot be said to a server, so a constraint that would have to is named and not run. What a
server does to literals cannot be undone either: it is asked what it holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.graph.store import BlankNode, Literal, QueryFault
from kusei.shacl.compile.data import Unanswerable, solutions
from kusei.shacl.compile.data_store import SUBCLASSES, classes_below
from kusei.shacl.compile.literals import lexical_space
from kusei.shacl.compile.model import SH, NotCompiled
from kusei.sparql.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kusei.graph.store import Answer, Term
    from kusei.shacl.compile.data import Nodes, Row

_FEW: Final = 500
_LOOKAHEAD: Final = re.compile(r"\(\?[=!<]")


@dataclass(slots=True)
class PatternSet:
    """A set of nodes by the patterns that find them, each with its variable."""

    name: str
    ways: list[tuple[str, str]] = field(default_factory=list)

    def pattern(self, variable: str) -> str:
        """A pattern that binds the variable to each member, once."""
        if not self.ways:
            return f"VALUES {variable} {{ }}"
        texts = [_renamed(text, own, variable, n) for n, (own, text) in enumerate(self.ways)]
        body = texts[0] if len(texts) == 1 else " UNION ".join(f"{{ {t} }}" for t in texts)
        return f"{{ SELECT DISTINCT {variable} WHERE {{ {body} }} }}"


def _renamed(pattern: str, own: str, variable: str, number: int) -> str:
    """The pattern with its one variable called anew, and all others out of the way."""
    parts: list[str] = []
    at = 0
    for token in tokens(pattern):
        if token.kind == "variable":
            name = variable if token.text == own else f"{token.text}_{number}"
            parts += [pattern[at : token.start], name]
            at = token.end
    return "".join([*parts, pattern[at:]])


class ServerData:
    """The data of a server, as the compiler asks for them."""

    def __init__(self, ask: Callable[[str], Answer]) -> None:
        self._ask = ask
        self._sets: dict[str, PatternSet] = {}
        self.respelt = False

    @staticmethod
    def counted(variable: str) -> str:
        """A default graph that is the union of several may meet a triple once in each of them."""
        return f"COUNT(DISTINCT {variable})"

    @staticmethod
    def once(variables: str, pattern: str) -> str:
        """The pattern, each solution once."""
        return f"{{ SELECT DISTINCT {variables} WHERE {{ {pattern} }} }}"

    @staticmethod
    def distinct(rows: list[Row]) -> list[Row]:
        """The rows, of equal ones one; a DISTINCT of long texts is not every server's strength."""
        return list(dict.fromkeys(rows))

    def select(self, query: str) -> list[Row]:
        """The rows of a SELECT.

        Raises:
            Unanswerable: the server refuses the query, or is known to answer it wrongly.
            ServerFailure: it does not answer.
        """
        try:
            answer = self._ask(query)
        except QueryFault as fault:
            said = str(fault).partition("\n")[0]
            raise Unanswerable(f"the server refuses the query: {said}") from None
        return solutions(answer)

    def set_of(self, nodes: Iterable[Term]) -> PatternSet:
        """A set of these nodes.

        Raises:
            NotCompiled: one of them has no name.
        """
        made = self._next()
        self.put(made, nodes)
        return made

    def put(self, into: Nodes, nodes: Iterable[Term]) -> None:
        """Add nodes to a set, as :meth:`set_of`."""
        every = list(nodes)
        if any(isinstance(node, BlankNode) for node in every):
            raise NotCompiled(SH + "node", "a node without a name cannot be said to a server")
        if every:
            self._sets[into.name].ways.append(
                ("?node", f"VALUES ?node {{ {' '.join(map(str, every))} }}")
            )

    def set_selected(self, variable: str, pattern: str) -> PatternSet:
        """A set of what a pattern binds to a variable."""
        made = self._next()
        self.put_selected(made, variable, pattern)
        return made

    def put_selected(self, into: Nodes, variable: str, pattern: str) -> None:
        """Add what a pattern binds to a variable: the nodes where they are few and have names.

        Patterns in patterns would be evaluated again and again.
        """
        query = f"SELECT DISTINCT {variable} WHERE {{ {pattern} }} LIMIT {_FEW + 1}"
        nodes = [row[0] for row in self.select(query) if row[0] is not None]
        if len(nodes) > _FEW or any(isinstance(node, BlankNode) for node in nodes):
            self._sets[into.name].ways.append((variable, pattern))
        else:
            self.put(into, nodes)

    def _next(self) -> PatternSet:
        made = PatternSet(f"set:{len(self._sets)}")
        self._sets[made.name] = made
        return made

    @cached_property
    def _subclasses(self) -> list[Row]:
        return self.select(SUBCLASSES)

    def classes(self, cls: Term) -> list[Term]:
        """The class and those below it."""
        return classes_below(cls, self._subclasses)

    @staticmethod
    def named(term: Term) -> Term:
        """A node that a target names."""
        return term

    @staticmethod
    def as_stored(term: Term) -> Term:
        """A term of the shapes."""
        return term

    @staticmethod
    def text(term: Term) -> str:
        """A term of the shapes as a query says it."""
        return str(term)

    @staticmethod
    def has_respelt_values() -> bool:
        """A server gives no literal of a datatype of ours."""
        return False

    @staticmethod
    def ill_formed(datatype: str) -> str | None:
        """An expression that is true of an ill-formed ``?value``, as far as a pattern tells."""
        space = lexical_space(datatype)
        if space is None or _LOOKAHEAD.search(space):
            return None
        plain = space.replace("(?:", "(")
        return f"!REGEX(STR(?value), {Literal(f'^({plain})$')})"

    # What constraints in SPARQL ask for, as :class:`~…sparql_graph.SparqlGraph`.

    @property
    def data(self) -> ServerData:
        """These are the data as SPARQL sees them."""
        return self

    @property
    def respelt_properties(self) -> frozenset[str]:
        """None: what a server respells it does not tell."""
        return frozenset()

    def with_shapes(self) -> None:
        """A server does not have the shapes graph."""
        raise NotCompiled(terms.SH + "shapesGraph", "a server does not have the shapes graph")

    @staticmethod
    def focus(nodes: Nodes) -> Nodes:
        """A set of focus nodes."""
        return nodes

    @staticmethod
    def spelt(value: Term, this: Term | None = None) -> Term:  # noqa: ARG004
        """A value as the server gives it."""
        return value
