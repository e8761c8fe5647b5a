"""The W3C SHACL test suite: whole reports, by the path that ``kusei shacl`` takes.

https://w3c.github.io/data-shapes/data-shapes-test-suite/
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast
from urllib.parse import unquote, urlsplit

import pytest
import rdflib
from rdflib import RDF, BNode, Literal, URIRef
from rdflib.collection import Collection
from rdflib.compare import graph_diff, isomorphic, to_isomorphic

from kusei.errors import InvalidValue
from kusei.shacl.input_files import GraphFile, read_path
from kusei.shacl.pyshacl_reference import validation_report

if TYPE_CHECKING:
    from rdflib.term import Node

SUITE: Final = Path(__file__).resolve().parents[3] / "shared" / "conformance" / "w3c-shacl"
SH: Final = "http://www.w3.org/ns/shacl#"
SHT: Final = "http://www.w3.org/ns/shacl-test#"
MF: Final = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
COMPARED: Final = (
    *("focusNode", "resultPath", "resultSeverity", "sourceConstraintComponent", "value"),
    "sourceShape",
)
PATH: Final = "resultPath"
ENTRIES: Final = 121
DIFFERENCES: Final = {
    "core/property/uniqueLang-002": (
        'pyshacl takes sh:uniqueLang "1"^^xsd:boolean for true; the standard knows "true" alone'
    ),
    "sparql/pre-binding/shapesGraph-001": (
        "pyshacl does not bind $shapesGraph, which the standard leaves to the processor"
    ),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One test: what is validated by what, and the report that must come; None for a failure."""

    name: str
    data: Path
    shapes: Path
    expected: rdflib.Graph | None


def read(path: Path) -> rdflib.Graph:
    """A file of the suite as rdflib reads it, which is not how kusei does; literals as spelt."""
    normalize = rdflib.NORMALIZE_LITERALS
    rdflib.NORMALIZE_LITERALS = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the suite holds ill-formed literals on purpose
            return rdflib.Graph(bind_namespaces="none").parse(path, format="turtle")
    finally:
        rdflib.NORMALIZE_LITERALS = normalize


def path_of(iri: Node | None) -> Path:
    """The file that an IRI of a manifest names."""
    return Path(unquote(urlsplit(str(iri)).path))


def entries(manifest: Path, root: Path) -> list[Entry]:
    """The entries that a file of the suite lists."""
    graph = read(manifest)
    found = []
    for listed in graph.objects(None, MF.entries):
        for test in Collection(graph, listed):
            if (test, RDF.type, URIRef(SHT + "Validate")) not in graph:
                continue
            action = graph.value(test, MF.action)
            result = cast("Node", graph.value(test, MF.result))
            failure = result == URIRef(SHT + "Failure")
            found.append(
                Entry(
                    name=path_of(test).relative_to(root).as_posix(),
                    data=path_of(graph.value(action, URIRef(SHT + "dataGraph"))),
                    shapes=path_of(graph.value(action, URIRef(SHT + "shapesGraph"))),
                    expected=None if failure else compared(graph, result),
                )
            )
    return found


def compared(graph: rdflib.Graph, report: Node) -> rdflib.Graph:
    """Of a report what the standard fixes: each result with its six values, paths written out."""
    kept = rdflib.Graph(bind_namespaces="none")
    root = BNode()
    conforms = graph.value(report, URIRef(SH + "conforms"))
    kept.add((root, URIRef(SH + "conforms"), Literal(str(conforms).lower() in {"true", "1"})))
    for result in graph.objects(report, URIRef(SH + "result")):
        own = BNode()
        kept.add((root, URIRef(SH + "result"), own))
        for name in COMPARED:
            for value in graph.objects(result, URIRef(SH + name)):
                kept.add((own, URIRef(SH + name), _copy(graph, value, kept, path=name == PATH)))
    return kept


def _copy(graph: rdflib.Graph, node: Node, into: rdflib.Graph, *, path: bool) -> Node:
    """The node; of a path its own copy, for two results may share one."""
    if not path or not isinstance(node, BNode):
        return node
    own = BNode()
    for _, predicate, obj in graph.triples((node, None, None)):
        into.add((own, predicate, _copy(graph, obj, into, path=True)))
    return own


def report_of(entry: Entry) -> rdflib.Graph | None:
    """What kusei says; None where it says that the shapes cannot be run."""
    data = read_path(entry.data, number=0)
    shapes: GraphFile = read_path(entry.shapes, number=0)  # one file may be both
    try:
        report = validation_report(data.quads, shapes.quads)
    except InvalidValue:
        return None
    root = next(report.subjects(RDF.type, URIRef(SH + "ValidationReport")))
    return compared(report, root)


def difference(entry: Entry) -> str | None:
    """In what two reports differ; None where they are the same."""
    found = report_of(entry)
    if found is None or entry.expected is None:
        return None if found is entry.expected else "a failure on one side only"
    if isomorphic(found, entry.expected):
        return None
    _, more, less = graph_diff(to_isomorphic(found), to_isomorphic(entry.expected))
    return f"too much:\n{more.serialize(format='nt')}missing:\n{less.serialize(format='nt')}"


# Every file, not what the manifests include: they leave sparql/component/nodeValidator-001 out.
ALL: Final = [e for path in sorted(SUITE.rglob("*.ttl")) for e in entries(path, SUITE)]


@pytest.mark.skipif(not ALL, reason="../shared (the W3C suite) is not beside this checkout")
def test_every_entry_of_the_suite_is_collected() -> None:
    """The suite holds 121 entries; one that is not read would never fail."""
    assert len({entry.name for entry in ALL}) == len(ALL) == ENTRIES
    assert set(DIFFERENCES) <= {entry.name for entry in ALL}


@pytest.mark.parametrize("entry", ALL, ids=lambda entry: entry.name)
def test_the_whole_report_is_that_of_the_suite(entry: Entry) -> None:
    """Focus node, path, component, severity, value and shape agree, but for what is listed."""
    found = difference(entry)
    if entry.name in DIFFERENCES:
        assert found is not None, f"{entry.name} agrees now: strike it from DIFFERENCES"
    else:
        assert found is None, found
