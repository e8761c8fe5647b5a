"""Run the CONSTRUCT rules of ``queries/rules/`` over the curated graph.

``expand-*.rq`` carry a claim about each unit of a kind to the units of the roster; they feed on
each other (a section of a unit has posts of its own), so they run until nothing new comes.
``org-*.rq`` say in plain ORG what the graph holds, once, at the end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.errors import ToolFailure
from kusei.graph.store import NamedNode, Quad, Triple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kusei.graph.store import Store

EXPANSION: Final = NamedNode(terms.GRAPH + "derived/expansion")
ORG_LINKS: Final = NamedNode(terms.GRAPH + "derived/org")
_DERIVED: Final = f"<{terms.GRAPH}derived/"
_DEEPEST: Final = 20


def structure(rules: Mapping[str, str], store: Store) -> tuple[list[Quad], list[Quad]]:
    """What kinds imply for units, and the plain ORG view of all, each in order.

    ``store`` holds the curated quads, and takes the expansion, on which the rules feed. Curated
    triples are not said again in it.

    Raises:
        ToolFailure: a kind stands inside itself, so that expansion would never end.
    """
    expansion = _expand(store, _named(rules, "expand-"))
    links = {t for text in _named(rules, "org-") for t in _constructed(store, text)}
    return expansion, [_in(ORG_LINKS, triple) for triple in sorted(links, key=str)]


def _named(rules: Mapping[str, str], prefix: str) -> list[str]:
    return [text for name, text in rules.items() if name.startswith(prefix)]


def _expand(store: Store, rules: list[str]) -> list[Quad]:
    """Run the rules until nothing new comes; what they give stays in the store.

    The order changes the number of rounds and nothing else: by name the last ones make units and
    posts, of which the first ones speak.
    """
    seen: set[Triple] = set()
    found: list[Quad] = []
    quiet: dict[str, int] = {}  # how much was found when a rule last gave nothing
    for _ in range(_DEEPEST):
        before = len(found)
        for text in reversed(rules):
            if quiet.get(text) == len(found):
                continue
            fresh = dict.fromkeys(t for t in _constructed(store, text) if t not in seen)
            seen.update(fresh)
            quads = _without_said(fresh, store)
            if quads:
                store.add(quads)
                found += quads
            else:
                quiet[text] = len(found)
        if len(found) == before:
            return sorted(found, key=str)
    raise ToolFailure("the kinds of unit stand inside each other in a circle")


def _without_said(triples: Iterable[Triple], store: Store) -> list[Quad]:
    """Triples as quads of the expansion, but for those that are curated."""
    said = {
        Triple(s, p, o)
        for subject in {triple.subject for triple in triples}
        for s, p, o, graph in store.about(subject)
        if not str(graph).startswith(_DERIVED)  # a store may hold what was derived before
    }
    return [_in(EXPANSION, triple) for triple in triples if triple not in said]


def _in(graph: NamedNode, triple: Triple) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, graph)


def _constructed(store: Store, text: str) -> list[Triple]:
    triples = store.query(text)
    if not isinstance(triples, list):
        raise ToolFailure("a rule of queries/rules/ is no CONSTRUCT query")
    return triples
