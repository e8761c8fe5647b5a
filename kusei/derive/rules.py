"""Run the CONSTRUCT rules of ``queries/rules/`` over the curated graph.

``expand-*.rq`` carry a claim about each unit of a kind to the units of the roster; they feed on
each other (a section of a unit has posts of its own), so they run until nothing new comes.
``org-*.rq`` say in plain ORG what the graph holds, once, at the end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.errors import ToolFailure
from kusei.store import NamedNode, Quad

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kusei.store import Store

EXPANSION: Final = NamedNode(terms.GRAPH + "derived/expansion")
ORG_LINKS: Final = NamedNode(terms.GRAPH + "derived/org")
_DEEPEST: Final = 20


def structure(
    curated: Iterable[Quad], rules: Mapping[str, str], store: Store
) -> tuple[list[Quad], list[Quad]]:
    """What kinds imply for units, and the plain ORG view of all, each in order.

    ``store`` holds the curated quads, and takes the expansion, on which the rules feed. Curated
    triples are not said again in it.

    Raises:
        ToolFailure: a kind stands inside itself, so that expansion would never end.
    """
    expansion = _expand(store, curated, _named(rules, "expand-"))
    links = {q for text in _named(rules, "org-") for q in _construct(store, text, ORG_LINKS)}
    return expansion, sorted(links, key=str)


def _named(rules: Mapping[str, str], prefix: str) -> list[str]:
    return [text for name, text in rules.items() if name.startswith(prefix)]


def _expand(store: Store, curated: Iterable[Quad], rules: list[str]) -> list[Quad]:
    """Run the rules until nothing new comes; what they give stays in the store."""
    said = {(q.subject, q.predicate, q.object) for q in curated}
    found: dict[tuple[object, ...], Quad] = {}
    for _ in range(_DEEPEST):
        fresh = [
            quad
            for text in rules
            for quad in _construct(store, text, EXPANSION)
            if (key := (quad.subject, quad.predicate, quad.object)) not in said
            and found.setdefault(key, quad) is quad
        ]
        if not fresh:
            return sorted(found.values(), key=str)
        store.add(fresh)
    raise ToolFailure("the kinds of unit stand inside each other in a circle")


def _construct(store: Store, text: str, graph: NamedNode) -> list[Quad]:
    triples = store.query(text)
    if not isinstance(triples, list):
        raise ToolFailure("a rule of queries/rules/ is no CONSTRUCT query")
    return [Quad(t.subject, t.predicate, t.object, graph) for t in triples]
