"""Why shapes cannot be run, and where: an engine names neither the shape nor its file.

Looked for only once an engine has refused them, in what is written; what is not found here is told
in the words of the engine.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.errors import InvalidValue
from kusei.graph.store import BlankNode, Literal
from kusei.shacl.compile.model import NotCompiled
from kusei.shacl.compile.statements import ShapesGraph
from kusei.shacl.compile.validators import prefix_lines
from kusei.shacl.places import FilePlaces
from kusei.shacl.pyshacl_reference import query_fault

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kusei.graph.store import Quad, Term
    from kusei.shacl.input_files import GraphFile
    from kusei.shacl.shapes_as_rules import ShapeRules

_SH: Final = terms.SH
COUNTS: Final = frozenset(
    {"minCount", "maxCount", "minLength", "maxLength", "qualifiedMinCount", "qualifiedMaxCount"}
)
"""The properties of SHACL that take a number."""
_QUERIES: Final = ("select", "ask")


def refused(error: InvalidValue, files: Sequence[GraphFile], shapes: ShapeRules) -> InvalidValue:
    """The refusal of an engine, with the file, line and shape of each cause that is seen."""
    graph = ShapesGraph(quad for file in files for quad in file.quads)
    told = [
        f"{_place(quad, file)}: {_shape(quad, shapes)}{terms.compact(quad.predicate.value)}: {why}"
        for file in files
        for quad in file.quads
        if (why := _fault(quad, graph)) is not None
    ]
    return InvalidValue(f"the shapes cannot be run: {'; '.join(told)}") if told else error


def _fault(quad: Quad, graph: ShapesGraph) -> str | None:
    """What is wrong with a statement of a shape; None where nothing is seen."""
    name, value = quad.predicate.value.removeprefix(_SH), quad.object
    if name == "property" and not isinstance(value, Literal):
        return None if graph.all(value, _SH + "path") else "the property shape has no sh:path"
    if name in COUNTS:
        whole = isinstance(value, Literal) and value.datatype.value == terms.XSD + "integer"
        return None if whole else f"{value} is no xsd:integer"
    if name == "pattern" and isinstance(value, Literal):
        return _pattern_fault(value.value)
    if name in _QUERIES and isinstance(value, Literal):
        return _query_fault(graph, quad.subject, value.value)
    return None


def _query_fault(graph: ShapesGraph, node: Term, query: str) -> str | None:
    try:
        return query_fault(prefix_lines(graph, node) + query)
    except NotCompiled as why:
        return why.reason


def _pattern_fault(pattern: str) -> str | None:
    try:
        re.compile(pattern)
    except re.error as why:
        return str(why)
    return None


def _place(quad: Quad, file: GraphFile) -> str:
    places = FilePlaces(file)
    if isinstance(quad.object, BlankNode):  # itself at fault, and to be told from its siblings
        at = places.find(str(quad.object), None, None)
    else:
        at = places.find(str(quad.subject), quad.predicate.value, str(quad.object))
    return file.name if at is None else f"{file.name}:{at.line}"


def _shape(quad: Quad, shapes: ShapeRules) -> str:
    """The name of the shape, or of the nearest one around it that has one, and a blank."""
    shape = shapes.named(quad.subject)
    return "" if shape is None else f"{shape} "
