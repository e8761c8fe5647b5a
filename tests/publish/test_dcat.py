"""The description of a release, asked as a catalogue would ask it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
import rdflib

from kusei.publish.release import compose

if TYPE_CHECKING:
    from kusei.dataset.files import Dataset

ADDRESS = "https://w3id.org/kusei/release/minato/1.2.3"
PREFIXES = """
PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX spdx: <http://spdx.org/rdf/terms#>
"""


def read(files: dict[str, bytes]) -> rdflib.Graph:
    """The description as rdflib reads it."""
    return rdflib.Graph().parse(data=files["dcat.ttl"], format="turtle")


def ask(graph: rdflib.Graph, query: str) -> list[tuple[str, ...]]:
    """The rows of a query, as text."""
    rows = graph.query(PREFIXES + query)
    return sorted(tuple(str(value) for value in row) for row in rows)  # type: ignore[union-attr]


def test_both_forms_are_the_same(small: Dataset) -> None:
    """Turtle and JSON-LD hold one description, without blank nodes."""
    files = compose(small)
    graph = set(read(files))
    assert graph == set(rdflib.Graph().parse(data=files["dcat.jsonld"], format="json-ld"))
    assert not any(isinstance(node, rdflib.BNode) for triple in graph for node in triple)


def test_the_dataset(small: Dataset) -> None:
    """It has its title and version, one licence, and says to what it conforms."""
    graph = read(compose(small))
    assert ask(graph, "SELECT ?d WHERE { ?d a dcat:Dataset }") == [(ADDRESS,)]
    assert ask(graph, "SELECT (LANG(?t) AS ?l) ?t WHERE { ?d a dcat:Dataset ; dct:title ?t }") == [
        ("en", "A trial graph"),
        ("ja", "試しのグラフ"),
    ]
    assert ask(
        graph, "SELECT ?v ?l WHERE { ?d a dcat:Dataset ; dcat:version ?v ; dct:license ?l }"
    ) == [("1.2.3", "https://creativecommons.org/licenses/by/4.0/")]
    assert ask(graph, "SELECT ?s WHERE { ?d dct:conformsTo ?s . ?s a dct:Standard }") == [
        ("https://w3id.org/kusei/ontology",),
        ("https://w3id.org/kusei/shapes",),
    ]


def test_the_rights_of_quotations(small: Dataset) -> None:
    """Whoever reads the description learns that the licence does not cover the quotations."""
    rows = ask(
        read(compose(small)),
        "SELECT (LANG(?t) AS ?l) ?t WHERE { ?d a dcat:Dataset ; dct:rights/rdfs:label ?t }",
    )
    assert [language for language, _ in rows] == ["en", "ja"]
    assert "Terms of use of the city's web site were not found" in rows[0][1]
    assert "利用条件は見つからなかった" in rows[1][1]


def test_each_data_file_is_a_distribution(small: Dataset) -> None:
    """Address, media type, size and checksum of each data file are those of its bytes."""
    files = compose(small)
    rows = ask(
        read(files),
        """SELECT ?url ?type ?size ?sum WHERE {
             ?d a dcat:Dataset ; dcat:distribution ?x .
             ?x a dcat:Distribution ; dcat:downloadURL ?url ; dcat:mediaType ?type ;
                dcat:byteSize ?size ; spdx:checksum ?c ; dct:license ?l ; dct:rights ?r .
             ?c a spdx:Checksum ; spdx:algorithm spdx:checksumAlgorithm_sha256 ;
                spdx:checksumValue ?sum }""",
    )
    media = "https://www.iana.org/assignments/media-types/"
    types = {"ttl": "text/turtle", "jsonld": "application/ld+json", "nq": "application/n-quads"}
    data = [name for name in files if name.startswith("minato")]
    assert len(data) == 5
    assert rows == sorted(
        (
            f"{ADDRESS}/{name}",
            media + types[name.rpartition(".")[2]],
            str(len(files[name])),
            hashlib.sha256(files[name]).hexdigest(),
        )
        for name in data
    )


def test_sources_are_named(small: Dataset) -> None:
    """The documents that passages are quoted from are named, with their address, and no others."""
    rows = ask(
        read(compose(small)),
        """SELECT ?s ?title ?page WHERE {
             ?d a dcat:Dataset ; dct:source ?s .
             OPTIONAL { ?s dct:title ?title } OPTIONAL { ?s foaf:page ?page } }""",
    )
    assert rows == [
        (
            "https://w3id.org/kusei/id/minato/document-kaikaku",
            "区役所・支所改革",
            "https://example.org/kaikaku.html",
        )
    ]


def test_every_source_of_the_project_has_an_address(minato: Dataset) -> None:
    """No document of the project's own data is described without where it is found."""
    graph = read(compose(minato))
    documents = ask(graph, "SELECT ?s WHERE { ?d dct:source ?s }")
    located = ask(
        graph,
        """SELECT DISTINCT ?s WHERE { ?d a dcat:Dataset ; dct:source ?s .
             ?s foaf:page|dct:source|dcat:landingPage|dcat:downloadURL ?url }""",
    )
    assert documents
    assert located == documents


@pytest.mark.parametrize(
    ("errors", "english", "japanese"),
    [(1, "found 1 error.", "1 件の誤り"), (1234, "found 1,234 errors.", "1,234 件の誤り")],
)
def test_errors_are_told(small: Dataset, errors: int, english: str, japanese: str) -> None:
    """A release made in spite of errors says so, with their number, in both languages."""
    files = compose(small, errors=errors)
    query = "SELECT (LANG(?t) AS ?l) ?t WHERE { ?d a dcat:Dataset ; dct:description ?t }"
    texts = {row[0]: row[1] for row in ask(read(files), query)}
    assert texts["en"].endswith(f"although validation {english}")
    assert japanese in texts["ja"]
    assert english in files["README.txt"].decode()


def test_no_errors_are_told_where_there_are_none(small: Dataset) -> None:
    """A release without errors warns of nothing."""
    files = compose(small)
    assert b"Caution" not in files["dcat.ttl"]
    assert b"Caution" not in files["README.txt"]
