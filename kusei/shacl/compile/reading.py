"""From the shapes graph to shapes: https://www.w3.org/TR/shacl/#shapes-graph.

What is not well-formed (https://www.w3.org/TR/shacl/#syntax-rules) is left to the reference
validator, so that both engines refuse the same shapes with the same words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.graph.store import NamedNode
from kusei.shacl.compile.model import (
    SH,
    VIOLATION,
    Alternative,
    Constraint,
    Inverse,
    NotCompiled,
    Path,
    Predicate,
    Repeated,
    Sequence,
    Shape,
    Target,
)
from kusei.shacl.compile.statements import ShapesGraph, iri_of, is_blank
from kusei.shacl.compile.validators import Components, sparql_constraints

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kusei.graph.store import Term

TARGETS: Final = ("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf")
_KINDS: Final = ("NodeShape", "PropertyShape")
_CLASSES: Final = (terms.RDFS + "Class", terms.OWL + "Class")
_ONE_TERM: Final = {
    "datatype": "Datatype",
    "nodeKind": "NodeKind",
    "minInclusive": "MinInclusive",
    "maxInclusive": "MaxInclusive",
    "minExclusive": "MinExclusive",
    "maxExclusive": "MaxExclusive",
}
_EACH_TERM: Final = {
    "class": "Class",
    "hasValue": "HasValue",
    "equals": "Equals",
    "disjoint": "Disjoint",
    "lessThan": "LessThan",
    "lessThanOrEquals": "LessThanOrEquals",
}
_NUMBERS: Final = {
    "minCount": "MinCount",
    "maxCount": "MaxCount",
    "minLength": "MinLength",
    "maxLength": "MaxLength",
}
_LISTS: Final = {"in": "In", "languageIn": "LanguageIn"}
_SHAPES: Final = {"property": "Property", "node": "Node", "not": "Not"}
_SHAPE_LISTS: Final = {"and": "And", "or": "Or", "xone": "Xone"}
_EACH: Final = {**_EACH_TERM, **_LISTS, **_SHAPES, **_SHAPE_LISTS}
_FOR_PATHS: Final = {
    *("minCount", "maxCount", "uniqueLang", "lessThan", "lessThanOrEquals"),
    *("qualifiedValueShape",),
}
# SHACL Advanced Features, which the reference is told not to run either, are passed over.
_PARAMETERS: Final = frozenset(
    {
        *_ONE_TERM,
        *_EACH_TERM,
        *_NUMBERS,
        *_LISTS,
        *_SHAPES,
        *_SHAPE_LISTS,
        *("pattern", "uniqueLang", "closed", "qualifiedValueShape", "sparql"),
        *TARGETS,
    }
)
_IRIS: Final = frozenset(
    {"datatype", "nodeKind", "class", "equals", "disjoint", "lessThan", "lessThanOrEquals"}
)


def component(name: str) -> str:
    """The IRI of a component of SHACL Core."""
    return f"{SH}{name}ConstraintComponent"


class Shapes:
    """The shapes of a shapes graph, each read when it is first asked for."""

    def __init__(self, graph: ShapesGraph) -> None:
        self.graph = graph
        self._components = Components(graph)
        self._read: dict[Term, Shape] = {}
        classes = {node for cls in _CLASSES for node in graph.instances(cls)}
        shapes = {node for kind in _KINDS for node in graph.instances(SH + kind)}
        self._implicit = {node for node in classes & shapes if isinstance(node, NamedNode)}

    def roots(self) -> list[Term]:
        """The shapes with a target, implicit classes included."""
        return [
            node
            for node in self.graph.nodes()
            if node in self._implicit or any(self.graph.all(node, SH + name) for name in TARGETS)
        ]

    def shape(self, node: Term) -> Shape:
        """One shape.

        Raises:
            NotCompiled: it is not well-formed, or holds what cannot be compiled.
        """
        if node not in self._read:
            self._read[node] = self._shape(node)
        return self._read[node]

    def _shape(self, node: Term) -> Shape:
        graph = self.graph
        if not graph.properties(node):
            raise NotCompiled(SH + "shape", f"nothing is said of {node}")
        path = path_of(graph, node)
        severity = graph.one(node, "severity")
        return Shape(
            node=node,
            path=path,
            targets=tuple(self._targets(node)),
            constraints=tuple(self._constraints(node, path)),
            severity=VIOLATION if severity is None else str(severity).strip("<>"),
            messages=graph.messages(node),
            deactivated=graph.true(node, "deactivated"),
        )

    def _targets(self, node: Term) -> Iterator[Target]:
        for name in TARGETS:
            for term in self.graph.all(node, SH + name):
                if name != "targetNode":
                    iri_of(term, name)
                yield Target(name, term)
        if node in self._implicit:
            yield Target("targetClass", node)

    def _constraints(self, node: Term, path: Path | None) -> Iterator[Constraint]:
        for name in self.graph.properties(node):
            if name.startswith(SH) and name.removeprefix(SH) in _PARAMETERS:
                yield from self._constraint(node, name.removeprefix(SH), path)
        yield from self._components.constraints(node, path)

    def _constraint(self, node: Term, name: str, path: Path | None) -> Iterator[Constraint]:
        graph = self.graph
        if name in _FOR_PATHS and path is None:
            raise NotCompiled(SH + name, "goes with sh:path only")
        values = graph.all(node, SH + name)
        if name in _IRIS:
            for value in values:
                iri_of(value, name)
        if name in _ONE_TERM or name in _LISTS:
            graph.one(node, name)
        if name in _ONE_TERM:
            yield Constraint(component=component(_ONE_TERM[name]), terms=values)
        elif name in _NUMBERS:
            count = graph.number(node, name) or 0
            yield Constraint(component=component(_NUMBERS[name]), count=count)
        elif name in _EACH:
            for value in values:
                yield self._of_value(name, value)
        else:
            yield from self._other(node, name)

    def _of_value(self, name: str, value: Term) -> Constraint:
        """A constraint of a property each value of which is a constraint of its own."""
        own = component(_EACH[name])
        if name in _EACH_TERM:
            return Constraint(component=own, terms=(value,))
        if name in _SHAPES:
            return Constraint(component=own, shapes=(value,))
        listed = self.graph.listed(value, name)
        if name in _SHAPE_LISTS:
            return Constraint(component=own, shapes=listed)
        return Constraint(component=own, terms=listed)

    def _other(self, node: Term, name: str) -> Iterator[Constraint]:
        graph = self.graph
        if name == "pattern":
            pattern, flags = graph.literal(node, name), graph.literal(node, "flags")
            if pattern is not None:
                said = "" if flags is None else flags.value
                yield Constraint(component=component("Pattern"), terms=(pattern,), flags=said)
        elif name == "uniqueLang":
            if graph.true(node, name):
                yield Constraint(component=component("UniqueLang"))
        elif name == "closed":
            if graph.true(node, name):
                yield Constraint(component=component("Closed"), terms=tuple(self._open(node)))
        elif name == "qualifiedValueShape":
            yield from self._qualified(node)
        elif name == "sparql":
            yield from sparql_constraints(graph, node)

    def _open(self, node: Term) -> Iterator[Term]:
        """The properties that a closed shape allows."""
        ignored = self.graph.one(node, "ignoredProperties")
        if ignored is not None:
            yield from self.graph.listed(ignored, "ignoredProperties")
        for shape in self.graph.all(node, SH + "property"):
            for path in self.graph.all(shape, SH + "path"):
                if isinstance(path, NamedNode):
                    yield path

    def _qualified(self, node: Term) -> Iterator[Constraint]:
        """https://www.w3.org/TR/shacl/#QualifiedValueShapeConstraintComponent, both halves."""
        graph = self.graph
        shape = graph.one(node, "qualifiedValueShape")
        if shape is None:
            return
        siblings: dict[Term, None] = {}
        if graph.true(node, "qualifiedValueShapesDisjoint"):
            for parent in graph.nodes():
                if node in graph.all(parent, SH + "property"):
                    for beside in graph.all(parent, SH + "property"):
                        siblings.update(
                            dict.fromkeys(graph.all(beside, SH + "qualifiedValueShape"))
                        )
            siblings.pop(shape, None)
        for name in ("qualifiedMinCount", "qualifiedMaxCount"):
            count = graph.number(node, name)
            if count is not None:
                yield Constraint(
                    component=component(name[0].upper() + name[1:]),
                    shapes=(shape,),
                    count=count,
                    siblings=tuple(siblings),
                )


def path_of(graph: ShapesGraph, shape: Term) -> Path | None:
    """The path of a property shape.

    Raises:
        NotCompiled: it is not well-formed.
    """
    node = graph.one(shape, "path")
    return None if node is None else _path(graph, node, ())


def _path(graph: ShapesGraph, node: Term, around: tuple[Term, ...]) -> Path:
    if isinstance(node, NamedNode):
        return Predicate(node.value)
    if node in around or not is_blank(node):
        raise NotCompiled(SH + "path", "not a well-formed path")
    inside = (*around, node)
    if graph.all(node, terms.RDF + "first"):
        parts = [_path(graph, part, inside) for part in graph.listed(node, "path")]
        return _several(Sequence, parts)
    either = graph.one(node, "alternativePath")
    if either is not None:
        return _several(
            Alternative,
            [_path(graph, part, inside) for part in graph.listed(either, "alternativePath")],
        )
    back = graph.one(node, "inversePath")
    if back is not None:
        return Inverse(_path(graph, back, inside))
    for name, least, more in (
        ("zeroOrMorePath", 0, True),
        ("oneOrMorePath", 1, True),
        ("zeroOrOnePath", 0, False),
    ):
        repeated = graph.one(node, name)
        if repeated is not None:
            return Repeated(_path(graph, repeated, inside), least, more)
    raise NotCompiled(SH + "path", "not a well-formed path")


def _several(kind: type[Sequence | Alternative], parts: list[Path]) -> Path:
    if len(parts) < 2:  # noqa: PLR2004 - the least that the standard takes
        raise NotCompiled(SH + "path", "a list of fewer than two paths")
    return kind(tuple(parts))
