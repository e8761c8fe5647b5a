"""The focus nodes of a shape: https://www.w3.org/TR/shacl/#targets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kusei import terms
from kusei.shacl.compile.model import NotCompiled

if TYPE_CHECKING:
    from kusei.graph.store import Term
    from kusei.shacl.compile.data import Data, Nodes
    from kusei.shacl.compile.model import Shape, Target


class Targets:
    """The focus nodes of the shapes, each set made once however many shapes share it."""

    def __init__(self, data: Data) -> None:
        self._data = data
        self._made: dict[tuple[Target, ...], Nodes] = {}
        self._classes: dict[Term, Nodes] = {}

    def of(self, shape: Shape) -> Nodes:
        """The focus nodes that the targets of a shape say."""
        if shape.targets not in self._made:
            self._made[shape.targets] = self._hold(shape.targets)
        return self._made[shape.targets]

    def _hold(self, targets: tuple[Target, ...]) -> Nodes:
        data = self._data
        ways = [self.pattern(target) for target in targets if target.kind != "targetNode"]
        named = [data.named(target.term) for target in targets if target.kind == "targetNode"]
        if named:
            ways.append(data.set_of(named).pattern("?this"))
        return data.set_selected("?this", " UNION ".join(f"{{ {way} }}" for way in ways))

    def pattern(self, target: Target) -> str:
        """A pattern that binds ``?this`` to what a target other than ``targetNode`` says."""
        match target.kind:
            case "targetClass":
                if target.term not in self._classes:
                    below = self._data.classes(target.term)
                    self._classes[target.term] = self._data.set_of(below)
                classes = self._classes[target.term]
                return f"{classes.pattern('?class')} ?this <{terms.RDF_TYPE}> ?class ."
            case "targetSubjectsOf":
                return f"?this {target.term} ?object ."
            case "targetObjectsOf":
                return f"?subject {target.term} ?this ."
        raise NotCompiled(target.kind, "no target of SHACL Core")
