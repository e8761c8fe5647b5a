"""Other people's shapes: where findings stand, what they are called, what they say."""

from __future__ import annotations

import io
import socket
from typing import TYPE_CHECKING, Final

import pytest

from kusei.errors import InvalidValue
from kusei.findings import Severity
from kusei.store import Syntax
from kusei.validation.any_graph import validate_graph
from kusei.validation.any_input import read_path, read_stream

if TYPE_CHECKING:
    from pathlib import Path

    from kusei.findings import Finding

HEAD: Final = """\
@prefix ex: <http://example.org/> .
@prefix kusei: <https://w3id.org/kusei/ontology#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
NAMED: Final = (
    "ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:maxCount 0"
)


def findings(data: str, shapes: str) -> tuple[Finding, ...]:
    """What shapes find in Turtle; the prefixes stand on the first four lines of both."""
    files = [
        read_stream(io.BytesIO((HEAD + text).encode()), name=name, number=i, syntax=Syntax.TURTLE)
        for i, (name, text) in enumerate([("data.ttl", data), ("shapes.ttl", shapes)])
    ]
    return validate_graph(files[:1], files[1:]).findings


@pytest.mark.parametrize(
    ("data", "places"),
    [
        ("ex:a a ex:C ; ex:p 1 .", [(5, 15)]),
        ("[] a ex:C ;\n  ex:p 1 .", [(6, 3)]),
        ("_:x a ex:C .\n_:x ex:p 1 .", [(6, 5)]),
        ("ex:a ex:q [ a ex:C ;\n ex:p 1 ] ,\n [ a ex:C ; ex:p 1 ] .", [(6, 2), (7, 13)]),
        ("[] a ex:C ; ex:p 1 .\n[] a ex:C ; ex:p 1 .", [(5, 13), (6, 13)]),
    ],
)
def test_a_node_without_a_name_has_a_place_too(data: str, places: list[tuple[int, int]]) -> None:
    """Each finding stands at the property of its own node, labelled, nested or alike."""
    found = findings(data, NAMED + " ] .")
    assert [(f.line, f.column) for f in found] == places


def test_an_iri_that_is_written_relative_to_the_file_has_a_place(tmp_path: Path) -> None:
    """``<#a>`` is sought as it is written."""
    path = tmp_path / "d.ttl"
    path.write_text(HEAD + "<#a> a ex:C ;\n ex:p 1 .\n", "utf-8")
    (tmp_path / "s.ttl").write_text(HEAD + NAMED + " ] .", "utf-8")
    report = validate_graph([read_path(path, number=0)], [read_path(tmp_path / "s.ttl", number=1)])
    assert [(f.focus, f.line, f.column) for f in report.findings] == [(path.as_uri() + "#a", 6, 2)]


@pytest.mark.parametrize(
    ("shape", "code", "name"),
    [
        (NAMED + " ] .", "S/p", "max-count"),
        ("ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:closed true .", "S", "closed"),
        (NAMED + ' ; kusei:code "X1" ; sh:name "no p" ] .', "X1", "no p"),
        (NAMED + ' ] ; kusei:code "X2" .', "X2", "max-count"),
        (
            "[] a sh:NodeShape ; sh:targetClass ex:C ; sh:nodeKind sh:Literal .",
            "shape",
            "node-kind",
        ),
    ],
)
def test_a_finding_is_called_by_its_shape(shape: str, code: str, name: str) -> None:
    """kusei:code of the shape or of that around it, else names that stay when the file grows."""
    (found,) = findings(
        "ex:a a ex:C ; ex:p 1 .",
        shape.replace(
            "true .",
            "true ; sh:ignoredProperties ( <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ) .",
        ),
    )
    assert (found.code, found.name) == (code, name)


@pytest.mark.parametrize(
    ("extra", "ja", "en"),
    [
        ("", "値が多すぎる。0 個まで", "has too many values: at most 0"),
        (' ; sh:message "p は書けない"@ja, "no p here"@en', "p は書けない", "no p here"),
        (' ; sh:message "kein p"@de', "kein p", "kein p"),
    ],
)
def test_the_message_is_the_shapes_own_or_plain_words(extra: str, ja: str, en: str) -> None:
    """A shape's own message goes first, in its language; the engine's jargon is not shown."""
    (found,) = findings("ex:a a ex:C ; ex:p 1 .", NAMED + extra + " ] .")
    assert (found.message.ja, found.message.en) == (ja, en)


def test_the_weight_is_that_of_the_shape() -> None:
    """sh:Warning and sh:Info are no errors; a severity of one's own is."""
    for told, weight in (("sh:Warning", "warning"), ("sh:Info", "info"), ("ex:Grave", "error")):
        (found,) = findings("ex:a a ex:C ; ex:p 1 .", NAMED + f" ; sh:severity {told} ] .")
        assert found.severity is Severity(weight)


def test_shapes_that_look_at_nothing_are_a_finding() -> None:
    """A run that checked nothing is no success, and says which shape found nothing."""
    assert [f.code for f in findings("ex:a a ex:D .", NAMED + " ] .")] == ["KG003"]
    assert [f.code for f in findings("ex:a a ex:D .", "ex:a ex:p 1 .")] == ["KG003"]
    assert not findings("ex:D rdfs:subClassOf ex:C . ex:a a ex:D .", NAMED + " ] .")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT $this WHERE { SERVICE <http://127.0.0.1:9/> { $this ?p ?o } }",
        "SELECT $this FROM NAMED <http://127.0.0.1:9/x> WHERE { GRAPH ?g { $this ?p ?o } }",
        "SELECT $this WHERE {",
    ],
)
def test_shapes_that_cannot_be_run_are_refused(query: str) -> None:
    """A constraint that would call another server, or is not SPARQL, is said to be so."""
    shape = f'ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:sparql [ sh:select "{query}" ] .'
    with pytest.raises(InvalidValue, match="the shapes cannot be run: "):
        findings("ex:a a ex:C .", shape)


def test_a_constraint_cannot_fetch_a_graph(monkeypatch: pytest.MonkeyPatch) -> None:
    """FROM opens no connection; the constraint sees the data and nothing else."""

    def refuse(*_arguments: object) -> None:
        raise AssertionError("a network call")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    query = "SELECT $this FROM <http://127.0.0.1:9/x> WHERE { $this ?p ?o }"
    shape = f'ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:sparql [ sh:select "{query}" ] .'
    (found,) = findings("ex:a a ex:C .", shape)
    assert found.message.en == "was found by a query of the shape"
