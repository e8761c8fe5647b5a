"""Shapes as they are read: what they look at, by which path, and what they ask.

The words are those of https://www.w3.org/TR/shacl/.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

from kusei import terms
from kusei.errors import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kusei.graph.store import NamedNode, Term

SH: Final = terms.SH
VIOLATION: Final = f"{SH}Violation"


class NotCompiled(Exception):  # noqa: N818 - names what is so, and never leaves the validator
    """A shape that the reference validator has to run; ``component`` is an IRI."""

    def __init__(self, component: str, reason: str) -> None:
        super().__init__(f"{component}: {reason}")
        self.component = component
        self.reason = reason


class ShapesRefused(InvalidValue):
    """Shapes for which the standard demands a failure: no report could be right."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the shapes cannot be run: {reason}")


@dataclass(frozen=True, slots=True)
class Predicate:
    """A property: https://www.w3.org/TR/shacl/#property-path-predicate."""

    iri: str


@dataclass(frozen=True, slots=True)
class Inverse:
    """A path walked backwards."""

    path: Path


@dataclass(frozen=True, slots=True)
class Sequence:
    """One path after the other."""

    parts: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Any of several paths."""

    parts: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Repeated:
    """A path walked again and again: ``least`` times, and no more than once unless ``more``."""

    path: Path
    least: int
    more: bool


Path: TypeAlias = Predicate | Inverse | Sequence | Alternative | Repeated


@dataclass(frozen=True, slots=True)
class Target:
    """What makes a node a focus node: ``targetNode``, ``targetClass`` …, and its value."""

    kind: str
    term: Term


Messages: TypeAlias = tuple[tuple[str, str | None], ...]
"""Texts with their language tags."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SparqlText:
    """SPARQL of a constraint or validator: https://www.w3.org/TR/shacl/#sparql-constraints.

    ``prefixes`` are its PREFIX lines. ``arguments`` are the parameters of a component by variable
    name. ``form`` is SELECT or ASK.
    """

    node: Term
    form: str
    prefixes: str
    query: str
    messages: Messages = ()
    arguments: Mapping[str, Term] = field(default_factory=dict)
    optional: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint:
    """One constraint of a shape.

    ``component`` is the IRI of its component. ``terms`` are the value of its parameter, or the
    members of the list that it is; ``shapes`` the shapes it refers to.
    """

    component: str
    terms: tuple[Term, ...] = ()
    shapes: tuple[Term, ...] = ()
    flags: str = ""
    count: int = 0
    siblings: tuple[Term, ...] = ()
    sparql: SparqlText | None = None

    @property
    def name(self) -> str:
        """``MinCount`` of ``sh:MinCountConstraintComponent``; of another component its IRI."""
        if not self.component.startswith(SH):
            return self.component
        return self.component.removeprefix(SH).removesuffix("ConstraintComponent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A node shape, or with ``path`` a property shape."""

    node: NamedNode | Term
    path: Path | None
    targets: tuple[Target, ...]
    constraints: tuple[Constraint, ...]
    severity: str
    messages: Messages
    deactivated: bool
