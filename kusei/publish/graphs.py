"""The named graphs of a release, each under the name by which a server holds it.

What was written stands in one graph a file, and so does the ontology; what is derived in five
graphs a ward. Or *merged*: two graphs a ward and one for the ontology, which servers search faster
when a question names its graphs, and which leaves fewer steps at which a publication can break off.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.errors import UnknownName, Unpublishable
from kusei.graph.store import BlankNode, NamedNode, Quad, Store
from kusei.graph.wards import graphs_of, is_shared, ward_of_graph, ward_of_thing, wards_among

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kusei.dataset.files import Dataset

_DERIVED: Final = terms.GRAPH + "derived/"


def released_graphs(
    dataset: Dataset, *, ward: str | None = None, merged: bool = False
) -> dict[str, list[Quad]]:
    """The quads by named graph, in order of name; of one ward and what is shared, where told.

    Raises:
        UnknownName: the dataset has no such ward.
        Unpublishable: a blank node has no name that lasts; or something derived has no ward.
    """
    found: dict[str, list[Quad]] = defaultdict(list)
    derived = map(in_its_ward, dataset.derived_quads)
    for quad in (*dataset.curated, *dataset.ontology, *derived):
        if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
            raise Unpublishable(f"a blank node cannot be published: {quad}")
        name = _graph(quad)
        found[_merged(name) if merged else name].append(quad)
    if ward is None:
        return dict(sorted(found.items()))
    if ward not in wards_among(found):
        known = ", ".join(wards_among(found)) or "none"
        raise UnknownName(f"the dataset has no ward {ward!r}; it has: {known}")
    return {name: found[name] for name in graphs_of(ward, found)}


def in_its_ward(quad: Quad) -> Quad:
    """A derived quad in the graph of its ward: ``graph/derived/<ward>/windows`` and so on.

    Raises:
        Unpublishable: it belongs to no ward.
    """
    subject = quad.subject
    ward = ward_of_thing(subject.value) if isinstance(subject, NamedNode) else None
    if ward is None:
        raise Unpublishable(f"derived, and of no ward: {quad}")
    name = _graph(quad).removeprefix(_DERIVED)
    graph = NamedNode(f"{_DERIVED}{ward}/{name}")
    return Quad(quad.subject, quad.predicate, quad.object, graph)


def stale(released: Iterable[str], there: Iterable[str]) -> list[str]:
    """The graphs on a server that a release leaves behind, in order.

    Those of its wards that are not among its own; of what wards share only the other layout,
    merged or not, since another ward may need a scheme that this one does not have.
    """
    new = set(released)
    wards = set(wards_among(new))
    return sorted(
        graph
        for graph in set(there) - new
        if ward_of_graph(graph) in wards
        or (is_shared(graph) and any(_other_layout(graph, name) for name in new))
    )


def _other_layout(graph: str, name: str) -> bool:
    return graph.startswith(name + "/") or name.startswith(graph + "/")


def sizes(graphs: Mapping[str, list[Quad]]) -> dict[str, frozenset[int]]:
    """How many triples a server may rightly count in each graph.

    Two numbers where literals are spelt in two ways (``0001`` and ``1``): stores that normalise
    literals, as Oxigraph does, hold them once.
    """
    found = {}
    for name, quads in graphs.items():
        distinct = {Quad(q.subject, q.predicate, q.object) for q in quads}
        found[name] = frozenset({len(distinct), len(Store(distinct))})
    return found


def _graph(quad: Quad) -> str:
    return quad.graph_name.value  # type: ignore[union-attr]


def _merged(name: str) -> str:
    """``graph/data/minato`` of ``graph/data/minato/events/2009.ttl``."""
    ward = ward_of_graph(name)
    room = name.removeprefix(terms.GRAPH).partition("/")[0]
    return f"{terms.GRAPH}{room}/{ward}" if ward else f"{terms.GRAPH}{room}"
