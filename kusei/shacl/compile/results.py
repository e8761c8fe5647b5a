"""One result of a validation: https://www.w3.org/TR/shacl/#validation-report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kusei.shacl.compile.literals import original
from kusei.shacl.compile.model import Alternative, Predicate
from kusei.shacl.pyshacl_reference import AnyResult, Held, ShapeResult

if TYPE_CHECKING:
    from kusei.graph.store import Term
    from kusei.shacl.compile.model import Messages, Path

_DEEPEST: Final = 4  # constraints in each other that are explained


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What ``sh:ValidationResult`` says; terms as the working graph holds them.

    ``held`` says how nodes fared that were held against the shapes within the constraint.
    """

    focus: Term
    path: Path | None
    value: Term | None
    shape: Term
    constraint: Term | None
    component: str
    severity: str
    messages: Messages
    held: tuple[Against, ...] = ()

    def as_any(self, depth: int = _DEEPEST) -> AnyResult:
        """The result in the form that all engines give, literals as the graph has them."""
        return AnyResult(
            focus=str(original(self.focus)),
            path=f"<{self.path.iri}>" if isinstance(self.path, Predicate) else None,
            value=None if self.value is None else str(original(self.value)),
            shape=str(self.shape),
            constraint=None if self.constraint is None else str(self.constraint),
            component=f"<{self.component}>",
            severity=self.severity,
            messages=self.messages,
            held=tuple(one.as_any(depth - 1) for one in self.held) if depth else (),
        )

    def as_shape_result(self) -> ShapeResult:
        """The result in the form of kusei's own shapes; of an alternative path its first part."""
        path = self.path
        if isinstance(path, Alternative):
            path = path.parts[0]
        return ShapeResult(
            focus=getattr(self.focus, "value", ""),
            shape=getattr(self.shape, "value", ""),
            component=self.component,
            path=path.iri if isinstance(path, Predicate) else None,
            value=None if self.value is None else str(original(self.value)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """A node that was held against a shape: what failed; it meets it if nothing."""

    shape: Term
    node: Term
    results: tuple[Result, ...]

    def as_any(self, depth: int) -> Held:
        """The same in the form that all engines give."""
        results = sorted(
            (result.as_any(depth) for result in self.results),
            key=lambda result: (result.path or "", result.value or "", result.component),
        )
        return Held(shape=str(self.shape), node=str(original(self.node)), results=tuple(results))
