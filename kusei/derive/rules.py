"""Run the CONSTRUCT rules of ``queries/rules/`` over the curated graph.

``expand-*.rq`` carry a claim about each unit of a kind to the units of the roster; they feed on
each other (a section of a unit has posts of its own), so they run until nothing new comes.
``org-*.rq`` say in plain ORG what the graph holds, once, at the end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.errors import ToolFailure
from kusei.store import NamedNode, Quad, Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

EXPANSION: Final = NamedNode(terms.GRAPH + "derived/expansion")
ORG_LINKS: Final = NamedNode(terms.GRAPH + "derived/org")
_DEEPEST: Final = 20


def expand(curated: Iterable[Quad], rules: Mapping[str, str]) -> list[Quad]:
    """What kinds imply for units, in order; curated triples are not said again.

    Raises:
        ToolFailure: a kind stands inside itself, so that expansion would never end.
    """
    curated = list(curated)
    said = {(q.subject, q.predicate, q.object) for q in curated}
    store = Store(curated)
    found: dict[tuple[object, ...], Quad] = {}
    texts = [text for name, text in rules.items() if name.startswith("expand-")]
    for _ in range(_DEEPEST):
        fresh = [
            quad
            for text in texts
            for quad in _construct(store, text, EXPANSION)
            if (key := (quad.subject, quad.predicate, quad.object)) not in said
            and found.setdefault(key, quad) is quad
        ]
        if not fresh:
            return sorted(found.values(), key=str)
        store.add(fresh)
    raise ToolFailure("the kinds of unit stand inside each other in a circle")


def link(known: Iterable[Quad], rules: Mapping[str, str]) -> list[Quad]:
    """The plain ORG view of what is known."""
    store = Store(known)
    texts = [text for name, text in rules.items() if name.startswith("org-")]
    return sorted({q for text in texts for q in _construct(store, text, ORG_LINKS)}, key=str)


def _construct(store: Store, text: str, graph: NamedNode) -> list[Quad]:
    triples = store.query(text)
    if not isinstance(triples, list):
        raise ToolFailure("a rule of queries/rules/ is no CONSTRUCT query")
    return [Quad(t.subject, t.predicate, t.object, graph) for t in triples]
