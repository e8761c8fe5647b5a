"""One result of a validation, alike from compiled queries, the reference and a SPARQL server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kusei.shacl.compile.model import Predicate

if TYPE_CHECKING:
    from kusei.graph.store import Term
    from kusei.shacl.compile.model import Messages, Path


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidationResult:
    """What https://www.w3.org/TR/shacl/#results-validation-result says, literals as they are spelt.

    ``path`` is None of a node shape. ``details`` say why a constraint made of other shapes
    (``sh:node``, ``sh:or`` …) is not met.
    """

    focus_node: Term
    path: Path | None
    value: Term | None
    source_shape: Term
    source_constraint: Term | None
    source_constraint_component: str
    severity: str
    messages: Messages
    details: tuple[InnerValidation, ...] = ()

    @property
    def predicate(self) -> str | None:
        """The path where it is no more than a property."""
        return self.path.iri if isinstance(self.path, Predicate) else None

    @property
    def sort_key(self) -> tuple[str, str, str]:
        """What orders the results of one node, as N-Triples has it."""
        path = "" if self.predicate is None else f"<{self.predicate}>"
        value = "" if self.value is None else str(self.value)
        return path, value, f"<{self.source_constraint_component}>"


@dataclass(frozen=True, slots=True, kw_only=True)
class InnerValidation:
    """A node validated against a shape within a constraint; it conforms if there is no result."""

    shape: Term
    node: Term
    results: tuple[ValidationResult, ...]
