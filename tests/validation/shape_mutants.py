"""Slips of the hand in a shape: one constraint taken out or changed, on the triples themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.graph.store import BlankNode, Literal, NamedNode, Quad
from kusei.validation.shapes import ShapeSet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kusei.graph.store import Term
    from kusei.validation.shapes import Shape

_TOLD: Final = frozenset({"name", "message", "severity"})
_LOOSER: Final = {"minCount": -1, "minLength": -1, "maxCount": 1, "maxLength": 1}
_FIRST: Final = NamedNode(terms.RDF + "first")
_REST: Final = NamedNode(terms.RDF + "rest")


@dataclass(frozen=True, slots=True)
class ShapeMutant:
    """One shape with one slip; ``what`` names it."""

    shape: Shape
    what: str
    mutated: ShapeSet


def shape_mutants(stated: ShapeSet) -> list[ShapeMutant]:
    """Each target and constraint of each shape, each member of a list, each bound and anchor."""
    return [
        ShapeMutant(shape, what, ShapeSet((shape,), tuple(quads)))
        for shape in stated.shapes
        for what, quads in _slips(_reached(shape.iri, stated.quads))
    ]


def _reached(iri: str, quads: tuple[Quad, ...]) -> list[Quad]:
    """The triples of a shape and of what it names without a name: lists and paths."""
    todo: list[object] = [NamedNode(iri)]
    found: list[Quad] = []
    while todo:
        subject = todo.pop()
        own = [quad for quad in quads if quad.subject == subject]
        found += own
        todo += [quad.object for quad in own if isinstance(quad.object, BlankNode)]
    return found


def _slips(quads: list[Quad]) -> Iterator[tuple[str, list[Quad]]]:
    for quad in quads:
        name = quad.predicate.value.removeprefix(terms.SH)
        if quad.predicate.value == name or name in _TOLD:
            continue
        if name not in {"path", "alternativePath"}:
            said = _members(quad, quads) if isinstance(quad.object, BlankNode) else [quad.object]
            shown = " ".join(map(_shown, said))
            yield f"without sh:{name} {shown}", [other for other in quads if other is not quad]
        yield from _changed(quad, name, quads)


def _changed(quad: Quad, name: str, quads: list[Quad]) -> Iterator[tuple[str, list[Quad]]]:
    """A value made looser; a member taken out of a list."""
    if isinstance(quad.object, Literal):
        for what, loose in _looser(name, quad.object.value):
            value = Literal(loose, datatype=quad.object.datatype)
            yield f"with sh:{name} {what}", _with(quad, value, quads)
    elif isinstance(quad.object, BlankNode):
        members = _members(quad, quads)
        for member in members if len(members) > 1 else ():
            yield f"sh:{name} without {_shown(member)}", _without(member, members, quads)


def _looser(name: str, value: str) -> Iterator[tuple[str, str]]:
    if name in _LOOSER and (looser := int(value) + _LOOSER[name]):
        yield str(looser), str(looser)
    elif name == "pattern":
        if value.startswith("^"):
            yield "open before", value[1:]
        if value.endswith("$"):
            yield "open behind", value[:-1]


def _with(quad: Quad, value: Term, quads: list[Quad]) -> list[Quad]:
    changed = Quad(quad.subject, quad.predicate, value, quad.graph_name)
    return [changed if other is quad else other for other in quads]


def _members(quad: Quad, quads: list[Quad]) -> list[Term]:
    """The members of the list that ``quad`` points to; nothing where it is no list."""
    values = {(q.subject, q.predicate): q.object for q in quads}
    node: Term = quad.object
    members = []
    while (node, _FIRST) in values:
        members.append(values[node, _FIRST])  # type: ignore[index]
        node = values[node, _REST]  # type: ignore[index]
    return members


def _without(member: Term, members: list[Term], quads: list[Quad]) -> list[Quad]:
    """The triples with another member of the list once more in place of this one.

    A list of one would be no path, and one shorter would shift where the rest stands.
    """
    cell = next(q for q in quads if q.predicate == _FIRST and q.object == member)
    return _with(cell, next(other for other in members if other != member), quads)


def _shown(term: Term) -> str:
    if isinstance(term, NamedNode):
        return terms.compact(term.value)
    return term.value if isinstance(term, Literal) else "[ ]"
