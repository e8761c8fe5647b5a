"""A graph that goes into the store as it is read gives the report of one that was kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from kusei.shacl.compile.data_store import DataStore
from kusei.shacl.compile.engine import Engine
from kusei.shacl.data_graph import DataGraph
from kusei.shacl.input_files import read_path
from kusei.shacl.validate import validate_graph

if TYPE_CHECKING:
    from pathlib import Path

HEAD: Final = """
@prefix ex: <http://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
ONE: Final = """
ex:a a ex:C ; rdfs:label "first"@en ; skos:prefLabel "second"@en ; ex:n "007"^^xsd:integer .
ex:below rdfs:subClassOf ex:C .
[] a ex:below ; ex:n 1 .
_:named a ex:C ; ex:n 2, "x"^^xsd:integer ; ex:m ( 1 ) .
ex:beside ex:q "0.10"^^xsd:decimal .
"""
OTHER: Final = """
ex:b a ex:C ; rdfs:label "eins"@de, "uno"@it ; ex:n "8"@en .
ex:a ex:n 7 .
[] a ex:C ; ex:n 3 .
ex:only ex:p ex:a .
"""
SHAPES: Final = """
ex:S a sh:NodeShape ; sh:targetClass ex:C ;
  sh:property [ sh:path ex:n ; sh:datatype xsd:integer ; sh:minInclusive 8 ; sh:maxCount 1 ] .
ex:N a sh:NodeShape ; sh:targetNode ex:nowhere, ex:a, "literal" ; sh:nodeKind sh:BlankNode .
ex:O a sh:NodeShape ; sh:targetObjectsOf ex:q, ex:p ; sh:minLength 90 .
ex:E a sh:NodeShape ; sh:targetClass ex:None ; sh:nodeKind sh:IRI .
"""


def files(folder: Path, *texts: str) -> list[Path]:
    """Files with these texts."""
    paths = [folder / f"{number}.ttl" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(HEAD + text, "utf-8")
    return paths


@pytest.mark.parametrize("engine", Engine)
@pytest.mark.parametrize("texts", [(ONE,), (ONE, OTHER)], ids=["one", "two"])
def test_what_is_not_kept_is_reported_alike(
    tmp_path: Path, texts: tuple[str, ...], engine: Engine
) -> None:
    """Findings, files, places, labels and counts: literals as written, nodes without a name too."""
    *paths, last = files(tmp_path, *texts, SHAPES)
    shapes = [read_path(last, number=9)]
    kept = [read_path(path, number=n) for n, path in enumerate(paths)]
    store = DataStore()
    streamed = [read_path(p, number=n, into=store.take) for n, p in enumerate(paths)]
    assert all(file.kept is None for file in streamed)
    assert [file.quads for file in streamed] == [file.quads for file in kept]
    reports = [
        validate_graph(kept, shapes, engine=engine),
        validate_graph(streamed, shapes, engine=engine, store=store),
    ]
    assert reports[0] == reports[1]
    assert reports[0].labels["http://example.org/a"].en == "first"


def test_nodes_are_counted_once(tmp_path: Path) -> None:
    """Targets that are subjects, and the nodes of results; what is left is the target of none."""
    *paths, last = files(tmp_path, ONE, OTHER, SHAPES)
    data = [read_path(path, number=n) for n, path in enumerate(paths)]
    report = validate_graph(data, [read_path(last, number=9)])
    # ex:a, ex:b, three without a name; of results ex:nowhere, "literal" and "0.10".
    assert report.nodes_checked == 8
    # ex:below, ex:beside, ex:only and the node of the list.
    assert report.untargeted == 4
    assert report.rules_matching_nothing == ("E",)
    absent = [f for f in report.findings if f.focus == "http://example.org/nowhere"]
    assert [f.file for f in absent] == [None]


def test_a_node_that_the_data_do_not_have_has_no_file(tmp_path: Path) -> None:
    """A target that is named and is nowhere stands in no file, also where there is one file."""
    data, shapes = files(tmp_path, ONE, SHAPES)
    report = validate_graph([read_path(data, number=0)], [read_path(shapes, number=1)])
    found = {f.focus: f.file for f in report.findings if f.source_shape == "http://example.org/N"}
    assert found["http://example.org/nowhere"] is None
    assert found["http://example.org/a"] == data.as_posix()


def test_of_two_labels_in_one_language_the_first_written_counts(tmp_path: Path) -> None:
    """Of languages that nobody asked for too."""
    (path,) = files(tmp_path, OTHER)
    (label,) = DataGraph([read_path(path, number=0)]).labels({"http://example.org/b"}).values()
    assert (label.ja, label.en) == ("eins", "eins")
