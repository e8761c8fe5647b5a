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
from kusei.shacl.compile.any_statements import Statements
from kusei.shacl.constraint_words import local_name, short_name
from kusei.shacl.reasons import Reasons

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kusei.findings import Text
    from kusei.graph.store import Quad, Term
    from kusei.shacl.pyshacl_reference import AnyResult

_SH: Final = terms.SH
_NO_CODE: Final = "shape"
_WORD_BREAK: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_CODE_SIGN: Final = re.compile(r"[^\w./-]+")
_TARGETS: Final = ("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf")
_CLASSES: Final = (terms.RDFS + "Class", terms.OWL + "Class")
_SHAPES: Final = (_SH + "NodeShape", _SH + "PropertyShape")


class AnyShapes:
    """The shapes of a run."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._statements = Statements(quads)
        self._reasons = Reasons(self._statements)

    def code(self, shape: str) -> str:
        """The code of a shape, from its N-Triples text."""
        around = list(self._around(shape))
        for one in around:
            for code in self._statements.objects(one, terms.KUSEI + "code"):
                if isinstance(code, Literal) and code.value.strip():
                    return code.value.strip()
        named = next((one for one in around if one.startswith("<")), None)
        parts = [] if named is None else [local_name(named[1:-1])]
        if named != shape:
            paths = self._statements.objects(shape, _SH + "path")
            parts += [local_name(p.value) for p in paths if isinstance(p, NamedNode)]
        return _CODE_SIGN.sub("-", "/".join(parts)) or _NO_CODE

    def named(self, shape: str) -> str | None:
        """The shape, or the nearest around it that has an IRI, as N-Triples text."""
        return next((one for one in self._around(shape) if one.startswith("<")), None)

    def name(self, shape: str, component: str) -> str:
        """``sh:name`` of a shape that has a ``kusei:code``, else what the component is called."""
        if self._statements.objects(shape, terms.KUSEI + "code"):
            for name in self._statements.objects(shape, _SH + "name"):
                if isinstance(name, Literal):
                    return name.value
        return _WORD_BREAK.sub("-", short_name(component)).lower()

    def severity(self, result: AnyResult) -> Severity:
        """The weight of a result; a severity of somebody's own is an error."""
        return SHACL_SEVERITIES.get(result.severity.strip("<>"), Severity.ERROR)

    def message(self, result: AnyResult) -> Text:
        """The shape's own message, else the constraint in plain words; and what makes it so."""
        return self._reasons.message(result)

    def _around(self, shape: str) -> Iterator[str]:
        """The shape and those around it, nearest first; a circle is walked once."""
        todo, seen = [shape], {shape}
        while todo:
            one = todo.pop(0)
            yield one
            if one.startswith("<") and one != shape:
                continue  # what stands around a shape with a name is another rule
            for other, _ in sorted(self._statements.pointing_to(one)):
                if other not in seen and not (one == shape and one.startswith("<")):
                    seen.add(other)
                    todo.append(other)

    @cached_property
    def targeted(self) -> dict[str, dict[str, list[Term]]]:
        """The shapes that have a target, each with what it targets by which property."""
        found: dict[str, dict[str, list[Term]]] = {}
        for node, about in self._statements.subjects():
            kinds = {t.value for t in about.get(terms.RDF_TYPE, []) if isinstance(t, NamedNode)}
            targets = {name: about[_SH + name] for name in _TARGETS if _SH + name in about}
            if kinds.intersection(_SHAPES) and kinds.intersection(_CLASSES):
                implicit = NamedNode(node[1:-1]) if node.startswith("<") else None
                targets["targetClass"] = [
                    *targets.get("targetClass", []),
                    *([implicit] if implicit is not None else []),
                ]
            if targets and not _switched_off(about):
                found[node] = targets
        return found

    @cached_property
    def unused(self) -> list[str]:
        """The shapes without a target that no other names: nothing is held against them."""
        found = []
        for node, about in self._statements.subjects():
            kinds = {t.value for t in about.get(terms.RDF_TYPE, []) if isinstance(t, NamedNode)}
            idle = node not in self.targeted and not self._statements.pointing_to(node)
            if idle and kinds.intersection(_SHAPES) and not _switched_off(about):
                found.append(node)
        return found


def _switched_off(about: dict[str, list[Term]]) -> bool:
    return any(getattr(t, "value", "") == "true" for t in about.get(_SH + "deactivated", []))
