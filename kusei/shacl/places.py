"""Where a finding about somebody's Turtle stands, when its node has no IRI of its own there.

A node without a name is sought by its label or, where it has none, by what is said of it: nodes of
which the same is said come in the order in which they are written. An IRI that the file writes
relative to itself is sought as it is written.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from kusei.graph.store import Syntax
from kusei.turtle.positions import locate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kusei.graph.lines import Place
    from kusei.shacl.input_files import GraphFile
    from kusei.turtle.positions import Positions

AS_TURTLE: Final = frozenset({Syntax.TURTLE, Syntax.NTRIPLES})
"""The syntaxes whose files the scanner of Turtle reads."""
_BLANK: Final = "_:"

_Signature = tuple[tuple[str, str, str], ...]


class FilePlaces:
    """The places of one file; what is costly about it is made when it is first asked for."""

    def __init__(self, file: GraphFile) -> None:
        self._file = file
        self._positions: Positions | None = None
        self._written: dict[str, str] | None = None

    def find(self, focus: str, path: str | None, value: str | None) -> Place | None:
        """The place of a node given as N-Triples text; None where it is not in the file."""
        if self._file.syntax not in AS_TURTLE:
            return None
        if focus.startswith(_BLANK):
            name = self._label(focus)
        else:
            name = next(filter(self._at().subject, self._relative(focus[1:-1])), None)
        if name is None:
            return None
        if value is not None and value.startswith(_BLANK):
            value = self._label(value)
        return self._at().find(name, path, value)

    def _at(self) -> Positions:
        if self._positions is None:
            self._positions = locate(self._file.content.decode())
        return self._positions

    def _relative(self, iri: str) -> list[str]:
        """How a file may write an IRI that lies under its own."""
        base = self._file.base
        if base is None:
            return []
        ways = []
        if iri.startswith(base):
            ways.append(f"<{iri.removeprefix(base)}>")
        folder = base[: base.rindex("/") + 1]
        if iri.startswith(folder):
            ways.append(f"<{iri.removeprefix(folder)}>")
        return ways

    def _label(self, node: str) -> str | None:
        """What the scanner calls a blank node of the graph."""
        if self._written is None:
            self._written = self._matched()
        own = self._file.labels.get(node.removeprefix(_BLANK))
        named = f"{_BLANK}{own}"
        return named if self._at().subject(named) else self._written.get(node)

    def _matched(self) -> dict[str, str]:
        graph = _by_signature(
            (str(q.subject), f"<{q.predicate.value}>", str(q.object)) for q in self._file.each()
        )
        written = _by_signature(
            (subject.text, predicate.text, obj.text)
            for subject, predicate, obj in self._at().triples
        )
        return {
            node: label
            for signature, nodes in graph.items()
            for node, label in zip(nodes, written.get(signature, []), strict=False)
        }


def _by_signature(triples: Iterable[tuple[str, str, str]]) -> dict[_Signature, list[str]]:
    """The blank nodes of which the same is said, in order of their first mention."""
    said: dict[str, list[tuple[str, str, str]]] = {}
    for subject, predicate, obj in triples:
        if subject.startswith(_BLANK):
            other = _BLANK if obj.startswith(_BLANK) else obj
            said.setdefault(subject, []).append(("of", predicate, other))
        if obj.startswith(_BLANK):
            other = _BLANK if subject.startswith(_BLANK) else subject
            said.setdefault(obj, []).append(("to", predicate, other))
    found: dict[_Signature, list[str]] = defaultdict(list)
    for node, statements in said.items():
        found[tuple(sorted(statements))].append(node)
    return found
