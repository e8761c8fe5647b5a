"""What a release holds: the graph of the dataset, whole, in each of its forms."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest
import rdflib
from pyoxigraph import RdfFormat, parse

from kusei.errors import Unpublishable
from kusei.graph.rdf_graph import graph_of
from kusei.graph.store import parse_quads
from kusei.publish.graphs import in_its_ward
from kusei.publish.release import compose

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kusei.dataset.files import Dataset
    from kusei.graph.store import Quad


@pytest.fixture
def _as_spelt() -> Iterator[None]:
    """Keep rdflib from mending the literals that it reads."""
    rdflib.NORMALIZE_LITERALS = False
    yield
    rdflib.NORMALIZE_LITERALS = True


def check_pair(files: dict[str, bytes], name: str, quads: list[Quad]) -> None:
    """Both forms, each read by a plain graph of rdflib, hold exactly the triples of ``quads``."""
    expected = set(graph_of(quads))
    assert expected
    for suffix, syntax in (("ttl", "turtle"), ("jsonld", "json-ld")):
        found = set(rdflib.Graph().parse(data=files[f"{name}.{suffix}"], format=syntax))
        assert found == expected, suffix
        assert not any(isinstance(node, rdflib.BNode) for triple in found for node in triple)


@pytest.mark.usefixtures("_as_spelt")
def test_each_form_holds_the_same_graph(small: Dataset) -> None:
    """Turtle, JSON-LD and N-Quads hold the triples of the dataset, as they were spelt."""
    files = compose(small)
    check_pair(files, "minato-curated", small.curated)
    check_pair(files, "minato-derived", small.derived.quads)
    quads = parse_quads(files["minato.nq"])
    assert set(quads) == {*small.curated, *map(in_its_ward, small.derived.quads)}
    assert b'"0001"^^' in files["minato-curated.ttl"]


@pytest.mark.usefixtures("_as_spelt")
def test_the_projects_own_release(minato: Dataset) -> None:
    """The release of the project's dataset holds its graph in each form."""
    files = compose(minato)
    check_pair(files, "minato-curated", minato.curated)
    check_pair(files, "minato-derived", minato.derived.quads)
    derived = map(in_its_ward, minato.derived.quads)
    assert set(parse_quads(files["minato.nq"])) == {*minato.curated, *derived}


def test_another_reader_finds_the_same(minato: Dataset) -> None:
    """A second reader, which knows JSON-LD 1.1 by itself, finds the same triples in every form."""
    files = compose(minato)
    for name, quads in (("curated", minato.curated), ("derived", minato.derived.quads)):
        expected = {(q.subject, q.predicate, q.object) for q in quads}
        for suffix, syntax in (("ttl", RdfFormat.TURTLE), ("jsonld", RdfFormat.JSON_LD)):
            found = parse(files[f"minato-{name}.{suffix}"], format=syntax)
            assert {(q.subject, q.predicate, q.object) for q in found} == expected


def test_json_ld_needs_no_network(small: Dataset) -> None:
    """The context stands in the document itself, as it was published."""
    document = json.loads(compose(small)["minato-derived.jsonld"])
    published = json.loads((small.location.ontology / "context.jsonld").read_text("utf-8"))
    assert document["@context"] == published["@context"]
    assert [node["@id"] for node in document["@graph"]] == sorted(
        node["@id"] for node in document["@graph"]
    )


def test_sums_cover_every_file(minato: Dataset) -> None:
    """Each file but the list itself has its line, sorted by path, with the digest of its bytes."""
    files = compose(minato)
    lines = [line.split("  ", 1) for line in files.pop("SHA256SUMS").decode().splitlines()]
    assert [path for _, path in lines] == sorted(files)
    assert {path: digest for digest, path in lines} == {
        path: hashlib.sha256(content).hexdigest() for path, content in files.items()
    }


def test_vocabulary_shapes_and_questions_go_along(minato: Dataset) -> None:
    """Every file of the three rooms is in the release, byte for byte."""
    files = compose(minato)
    location = minato.location
    for room, folder, patterns in (
        ("ontology", location.ontology, ("*.ttl", "*.jsonld")),
        ("shapes", location.validation, ("*.ttl",)),
        ("queries", location.queries, ("*.rq",)),
    ):
        sources = {
            f"{room}/{path.relative_to(folder).as_posix()}": path.read_bytes()
            for pattern in patterns
            for path in folder.rglob(pattern)
        }
        assert sources
        assert {p: c for p, c in files.items() if p.startswith(f"{room}/")} == sources


def test_stray_files_stay_out(small: Dataset) -> None:
    """What an editor or a disk left in a room is not published."""
    for name in (".kusei.ttl.swp", ".hidden.ttl", "kusei.ttl~", "notes.txt"):
        (small.location.ontology / name).write_text("x")
    assert [path for path in compose(small) if path.startswith("ontology/")] == [
        "ontology/context.jsonld"
    ]


def test_the_users_cache_is_not_read(small: Dataset, tmp_path: Path) -> None:
    """A release is derived afresh: what a cache holds cannot get into it."""
    fresh = compose(small)
    assert len(small.derived_quads) > 0  # fills the cache
    small.__dict__["derived_quads"] = []  # and a spoilt one has no effect
    assert compose(small) == fresh
    del tmp_path


def test_blank_nodes_are_refused(small: Dataset) -> None:
    """Data without lasting names is not released."""
    small.curated.append(_blank())
    with pytest.raises(Unpublishable, match="minato-curated cannot be released: a blank node"):
        compose(small)


def _blank() -> Quad:
    from kusei.graph.store import parse_turtle

    return parse_turtle(b"[] a <http://example.org/C> .", graph="http://example.org/g")[0]


@pytest.mark.parametrize("content", [None, "{", "[]", "{}", '{"@context": []}'])
def test_a_missing_context_is_refused(small: Dataset, content: str | None) -> None:
    """Without a context there is no JSON-LD, and the message names the file."""
    path = small.location.ontology / "context.jsonld"
    path.unlink()
    if content is not None:
        path.write_text(content)
    with pytest.raises(Unpublishable, match="context"):
        compose(small)
