"""Which ward a named graph belongs to: the names of graphs say it.

A file of a ward lies in ``data/<ward>/``, so its graph is ``graph/data/<ward>/…``. What is derived
is published by ward as well, ``graph/derived/<ward>/…``: several wards can lie on one server and be
replaced one by one. The concept schemes, ``graph/ontology/…``, belong to all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kusei import terms

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHARED: Final = "ontology"


def ward_of_graph(graph: str) -> str | None:
    """The ward whose graph this is; None for what all wards share, and for graphs of others."""
    if not graph.startswith(terms.GRAPH):
        return None
    room, _, rest = graph.removeprefix(terms.GRAPH).partition("/")
    ward = rest.partition("/")[0]
    return ward if ward and room != _SHARED else None


def is_shared(graph: str) -> bool:
    """True of a graph that every ward's questions need: the concept schemes."""
    room = graph.removeprefix(terms.GRAPH)
    return room != graph and (room == _SHARED or room.startswith(_SHARED + "/"))


def ward_of_thing(iri: str) -> str | None:
    """The ward in whose namespace an IRI stands: ``id/<ward>/…``."""
    if not iri.startswith(terms.ID):
        return None
    ward, slash, _ = iri.removeprefix(terms.ID).partition("/")
    return ward if slash else None


def graphs_of(ward: str, graphs: Iterable[str]) -> list[str]:
    """Those of the graphs that questions about one ward see, in order: its own and the shared."""
    return sorted(g for g in graphs if ward_of_graph(g) == ward or is_shared(g))


def wards_among(graphs: Iterable[str]) -> list[str]:
    """The wards that the graphs belong to, in order."""
    return sorted({ward for graph in graphs if (ward := ward_of_graph(graph)) is not None})
