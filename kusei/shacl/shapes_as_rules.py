"""Other people's shapes as rules: which code, which name, which words, which nodes.

A shape of one's own may have a ``kusei:code``; that of the nearest shape around it counts too. Else
the code is the local name of its IRI; a shape without a name is called by the shape around it and
the property it is about (``PersonShape/birthDate``), which stays the same while the file grows.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.findings import SHACL_SEVERITIES, Severity
from kusei.graph.store import Literal, NamedNode
from kusei.shacl.compile.statements import ShapesGraph
from kusei.shacl.constraint_words import local_name, short_name
from kusei.shacl.reasons import Reasons

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from kusei.findings import Text
    from kusei.graph.store import Quad, Term
    from kusei.shacl.validation_result import ValidationResult

_SH: Final = terms.SH
NO_CODE: Final = "shape"
"""The code of a shape that nothing names."""
_WORD_BREAK: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_CODE_SIGN: Final = re.compile(r"[^\w./-]+")
_TARGETS: Final = ("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf")
_CLASSES: Final = (terms.RDFS + "Class", terms.OWL + "Class")
_SHAPES: Final = (_SH + "NodeShape", _SH + "PropertyShape")


class ShapeRules:
    """The shapes of a run."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._graph = ShapesGraph(quads)
        self._reasons = Reasons(self._graph)

    def code(self, shape: Term) -> str:
        """The code of a shape."""
        around = list(self._around(shape))
        for one in around:
            for code in self._graph.all(one, terms.KUSEI + "code"):
                if isinstance(code, Literal) and code.value.strip():
                    return code.value.strip()
        named = next((one for one in around if isinstance(one, NamedNode)), None)
        parts = [] if named is None else [local_name(named.value)]
        if named != shape:
            paths = self._graph.all(shape, _SH + "path")
            parts += [local_name(p.value) for p in paths if isinstance(p, NamedNode)]
        return _CODE_SIGN.sub("-", "/".join(parts)) or NO_CODE

    def named(self, shape: Term) -> NamedNode | None:
        """The shape, or the nearest around it that has an IRI."""
        return next((one for one in self._around(shape) if isinstance(one, NamedNode)), None)

    def name(self, shape: Term, component: str) -> str:
        """``sh:name`` of a shape that has a ``kusei:code``, else what the component is called."""
        if self._graph.all(shape, terms.KUSEI + "code"):
            for name in self._graph.all(shape, _SH + "name"):
                if isinstance(name, Literal):
                    return name.value
        return _WORD_BREAK.sub("-", short_name(component)).lower()

    def severity(self, result: ValidationResult) -> Severity:
        """The weight of a result; a severity of somebody's own is an error."""
        return SHACL_SEVERITIES.get(result.severity, Severity.ERROR)

    def message(self, result: ValidationResult) -> Text:
        """The shape's own message, else the constraint in plain words; and what makes it so."""
        return self._reasons.message(result)

    def _around(self, shape: Term) -> Iterator[Term]:
        """The shape and those around it, nearest first; a circle is walked once."""
        todo, seen = [shape], {shape}
        while todo:
            one = todo.pop(0)
            yield one
            if isinstance(one, NamedNode) and one != shape:
                continue  # what stands around a shape with a name is another rule
            for other, _ in self._graph.pointing_to(one):
                if other not in seen and not (one == shape and isinstance(one, NamedNode)):
                    seen.add(other)
                    todo.append(other)

    @cached_property
    def targeted(self) -> dict[Term, dict[str, list[Term]]]:
        """The shapes that have a target, each with what it targets by which property."""
        found: dict[Term, dict[str, list[Term]]] = {}
        for node in self._graph.nodes():
            about = self._graph.about(node)
            kinds = _kinds(about)
            targets = {name: [*about[_SH + name]] for name in _TARGETS if _SH + name in about}
            if kinds.intersection(_SHAPES) and kinds.intersection(_CLASSES):
                implicit = [node] if isinstance(node, NamedNode) else []
                targets["targetClass"] = [*targets.get("targetClass", []), *implicit]
            if targets and not _switched_off(about):
                found[node] = targets
        return found

    @cached_property
    def unused(self) -> list[Term]:
        """The shapes without a target that no other names: no node is validated against them."""
        found = []
        for node in self._graph.nodes():
            about = self._graph.about(node)
            idle = node not in self.targeted and not self._graph.pointing_to(node)
            if idle and _kinds(about).intersection(_SHAPES) and not _switched_off(about):
                found.append(node)
        return found


def _kinds(about: Mapping[str, Collection[Term]]) -> set[str]:
    return {t.value for t in about.get(terms.RDF_TYPE, ()) if isinstance(t, NamedNode)}


def _switched_off(about: Mapping[str, Collection[Term]]) -> bool:
    return any(
        isinstance(t, Literal | NamedNode) and t.value == "true"
        for t in about.get(_SH + "deactivated", ())
    )
