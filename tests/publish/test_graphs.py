"""The named graphs of a release."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kusei.dataset.files import Dataset, find, load, read_bytes
from kusei.errors import UnknownName, Unpublishable
from kusei.graph.store import Literal, NamedNode, Quad, parse_turtle
from kusei.publish.graphs import in_its_ward, released_graphs, sizes, stale
from kusei.terms import GRAPH

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def wards(two_wards: Path) -> Dataset:
    """Two wards, read whole."""
    return load(find(two_wards))


def test_each_file_and_what_is_derived_of_each_ward_is_a_graph(wards: Dataset) -> None:
    """Every quad is in one graph of its ward; none is lost, none is added."""
    graphs = released_graphs(wards)
    files = {file.graph for file in wards.files if file.quads}
    kinds = ("expansion", "org", "states", "summaries", "windows")
    declared = {f"{GRAPH}ontology/{name}.ttl" for name in ("kusei", "reused")}
    derived = {f"{GRAPH}derived/{ward}/{kind}" for ward in ("minato", "test") for kind in kinds}
    assert set(graphs) == files | declared | derived
    told = (*wards.curated, *wards.ontology, *wards.derived_quads)
    assert sum(map(len, graphs.values())) == len(told)
    for quad in graphs[f"{GRAPH}derived/test/windows"]:
        assert "/id/test/" in quad.subject.value  # type: ignore[union-attr]


def test_one_ward_is_published_with_what_wards_share(wards: Dataset) -> None:
    """Nothing of the other ward goes along; an unknown ward lists those there are."""
    graphs = released_graphs(wards, ward="test")
    assert {name.removeprefix(GRAPH).split("/")[0] for name in graphs} == {
        *["data", "derived", "ontology"],
    }
    assert not [name for name in graphs if "minato" in name]
    with pytest.raises(UnknownName, match="it has: minato, test"):
        released_graphs(wards, ward="tset")


def test_merged_a_ward_has_two_graphs(wards: Dataset) -> None:
    """And one for the ontology; they hold what the graphs of the files hold."""
    merged = released_graphs(wards, merged=True)
    assert [name.removeprefix(GRAPH) for name in merged] == [
        *["data/minato", "data/test", "derived/minato", "derived/test", "ontology"],
    ]
    told = (*wards.curated, *wards.ontology, *wards.derived_quads)
    assert sum(map(len, merged.values())) == len(told)


def test_what_a_release_leaves_behind_is_its_own_wards_only() -> None:
    """Graphs of its ward, and the other layout of what is shared; never those of others."""
    released = [GRAPH + "data/minato/a.ttl", GRAPH + "ontology/schemes/x.ttl"]
    gone = [GRAPH + "data/minato", GRAPH + "derived/minato/windows", GRAPH + "ontology"]
    kept = ["urn:of:others", GRAPH + "data/test/a.ttl", GRAPH + "ontology/schemes/y.ttl"]
    assert stale(released, [*released, *gone, *kept]) == sorted(gone)
    merged = [GRAPH + "data/minato", GRAPH + "ontology"]
    assert stale(merged, released) == released


def test_a_literal_in_two_spellings_may_count_once() -> None:
    """Oxigraph's store holds 0001 and 1 as one; both numbers are right."""
    text = b'<urn:a> <urn:p> "0001"^^<http://www.w3.org/2001/XMLSchema#integer>, 1, 2 .'
    assert sizes({"g": parse_turtle(text, graph="urn:g")}) == {"g": frozenset({3, 2})}


def test_what_no_one_can_name_is_not_published(wards: Dataset) -> None:
    """A blank node, and something derived that is of no ward."""
    file = wards.files[0]
    unnamed = read_bytes(b"<urn:a> <urn:b> [] .", path=file.path, name=file.name)
    blank = Dataset(wards.location, [unnamed])
    with pytest.raises(Unpublishable, match="blank node"):
        released_graphs(blank)
    nowhere = Quad(
        NamedNode("urn:a"), NamedNode("urn:b"), Literal("c"), NamedNode(GRAPH + "derived/x")
    )
    with pytest.raises(Unpublishable, match="of no ward"):
        in_its_ward(nowhere)
