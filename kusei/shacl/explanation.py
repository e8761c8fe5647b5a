"""Why a constraint that is made of other shapes is not met, by whichever engine it was run.

The standard leaves it to the processor what it says under ``sh:detail``
(https://www.w3.org/TR/shacl/#results-detail). An engine tells how a node fares against a shape;
which nodes and shapes explain a result is decided here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kusei.shacl.validation_result import InnerValidation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kusei.graph.store import Term
    from kusei.shacl.validation_result import ValidationResult

DEEPEST: Final = 4
"""How many constraints in each other are explained."""
MOST_VALUES: Final = 5
"""How many values of a property are validated against a shape, to explain a count."""


def details(
    component: str,
    lists: Iterable[Sequence[Term]],
    nodes: Sequence[Term],
    validate: Callable[[Term, Term], Iterable[ValidationResult] | None],
) -> tuple[InnerValidation, ...]:
    """The inner validations by which a constraint is not met.

    ``component`` is its short name (``Or``). ``lists`` are the lists of shapes of which it may be
    made: a report does not tell two ``sh:or`` of one shape apart. ``validate`` gives the results of
    a node (second) against a shape (first), and None where it was not validated.
    """
    for shapes in lists:
        every = [
            InnerValidation(
                shape=shape,
                node=node,
                results=tuple(sorted(results, key=lambda result: result.sort_key)),
            )
            for shape in shapes
            for node in nodes
            if (results := validate(shape, node)) is not None
        ]
        if deciding := _deciding(component, every):
            return tuple(deciding)
    return ()


def _deciding(component: str, every: list[InnerValidation]) -> list[InnerValidation]:
    """Those by which a constraint is not met; none where it is."""
    conforming = [one for one in every if not one.results]
    failing = [one for one in every if one.results]
    match component:
        case "Not" | "QualifiedMaxCount":
            return conforming
        case "Or":
            return [] if conforming else failing
        case "Xone":
            return [] if len(conforming) == 1 else conforming or failing
    return failing
