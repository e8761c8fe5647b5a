"""Pieces for units: the unit, its name and where it is placed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.curation.pieces import NAME, Thing
from kusei.graph.store import NamedNode

if TYPE_CHECKING:
    from kusei.curation.pieces import Ground, Wording
    from kusei.curation.written import Written

_K: Final = terms.KUSEI


def unit_piece(  # noqa: PLR0913 - one argument for each thing a unit needs
    slug: str,
    written: Written,
    *,
    kind: str,
    name: Wording,
    parent: str | None,
    ground: Ground,
) -> list[Thing]:
    """A unit of a kind, its first name and its first placement.

    Raises:
        InvalidValue: the slug is no kebab-case, used or withdrawn.
    """
    unit = written.free(kind="unit", slug=slug)
    local = written.local(unit)
    return [
        Thing(
            unit,
            terms.ORG + "OrganizationalUnit",
            [(terms.ORG + "classification", [NamedNode(kind)]), *ground.properties],
        ),
        Thing(
            written.next_numbered(f"name-{local}-"),
            _K + "Name",
            [
                (_K + "nameOf", [NamedNode(unit)]),
                *name.properties(_K + "text"),
                (_K + "nameKind", [NamedNode(_K + "formalName")]),
                *ground.properties,
            ],
        ),
        Thing(
            written.next_numbered(f"placement-{local}-"),
            _K + "Placement",
            [
                (_K + "placed", [NamedNode(unit)]),
                (_K + "parent", [NamedNode(parent or written.iri(f"{NAME}-parent"))]),
                *ground.properties,
            ],
        ),
    ]
