"""What the compiler asks of a data graph, be it in a store of our own or on a server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeAlias

from kusei.graph.store import Literal, Rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kusei.graph.store import Answer, Term

    Row: TypeAlias = tuple[Term | None, ...]


class Unanswerable(Exception):  # noqa: N818 - says what is so
    """A query that the data cannot be asked, or not trusted to answer; the message says why."""


def solutions(answer: Answer) -> list[Row]:
    """The rows of the answer to a SELECT.

    Raises:
        Unanswerable: it answers another kind of query.
    """
    if isinstance(answer, Rows):
        return answer.rows
    raise Unanswerable("a SELECT is answered by no rows")


def bound(term: Term | None) -> Term:
    """What a variable is bound to that every solution must bind.

    Raises:
        Unanswerable: it is unbound.
    """
    if term is None:
        raise Unanswerable("a solution lacks a variable that every solution has")
    return term


def number(term: Term | None) -> int:
    """The number that an aggregate gives.

    Raises:
        Unanswerable: it gives none.
    """
    if isinstance(term, Literal):
        return int(term.value)
    raise Unanswerable("a COUNT gives no number")


class Nodes(Protocol):
    """A set of nodes that a query can be joined with; no two sets have one name."""

    @property
    def name(self) -> str:
        """What the set is called."""

    def pattern(self, variable: str) -> str:
        """A pattern that binds the variable to each member, once."""


class Data(Protocol):
    """A data graph, and sets made of its nodes."""

    def counted(self, variable: str) -> str:
        """The aggregate that counts the distinct values of a variable of a pattern."""

    def once(self, variables: str, pattern: str) -> str:
        """The pattern, each solution for these variables once however many graphs give it."""

    def distinct(self, rows: list[Row]) -> list[Row]:
        """The rows, of equal ones one, where a triple may be met more than once."""

    def select(self, query: str) -> list[Row]:
        """The rows of a SELECT over the data.

        Raises:
            Unanswerable: a server refuses the query, or is known to answer it wrongly.
        """

    def set_of(self, nodes: Iterable[Term]) -> Nodes:
        """A set of these nodes."""

    def set_selected(self, variable: str, pattern: str) -> Nodes:
        """A set of what a pattern binds to a variable."""

    def put(self, into: Nodes, nodes: Iterable[Term]) -> None:
        """Add nodes to a set."""

    def put_selected(self, into: Nodes, variable: str, pattern: str) -> None:
        """Add what a pattern binds to a variable."""

    def classes(self, cls: Term) -> list[Term]:
        """The class and those below it: https://www.w3.org/TR/shacl/#dfn-shacl-subclass."""

    def named(self, term: Term) -> Term:
        """A node that a target names, as the data hold it; it may be no node of theirs."""

    def as_stored(self, term: Term) -> Term:
        """A term of the shapes as the data hold it."""

    def text(self, term: Term) -> str:
        """A term of the shapes as a query over the data says it."""

    def has_respelt_values(self) -> bool:
        """Whether any literal is held under a datatype of our own."""

    def ill_formed(self, datatype: str) -> str | None:
        """An expression that is true of an ill-formed ``?value``; None where none is needed."""


class SparqlData(Protocol):
    """The data as constraints in SPARQL see them: literals by their values."""

    @property
    def data(self) -> Data:
        """The data as SHACL Core sees them."""

    @property
    def respelt(self) -> bool:
        """Whether some literals of the data are not what SPARQL would give back."""

    @property
    def respelt_properties(self) -> frozenset[str]:
        """The properties that have such literals."""

    def with_shapes(self) -> None:
        """Put the shapes graph beside the data, as ``$shapesGraph``."""

    def focus(self, nodes: Nodes) -> Nodes:
        """A set of nodes of the data, where these queries can join it."""

    def select(self, query: str) -> list[Row]:
        """The rows of a SELECT, its values as the store has them.

        Raises:
            QueryFault: it is not SPARQL.
        """

    def spelt(self, value: Term, this: Term | None = None) -> Term:
        """A value of an answer as the data hold it; of several spellings one that ``this`` has."""


def select_count(data: Data, pattern: str, counted: str = "*") -> int:
    """How many solutions a pattern has, or how many values: ``COUNT`` of what is ``counted``.

    Raises:
        Unanswerable: a server refuses the query, or gives no number.
    """
    ((count,),) = data.select(f"SELECT (COUNT({counted}) AS ?n) WHERE {{ {pattern} }}")
    return number(count)
