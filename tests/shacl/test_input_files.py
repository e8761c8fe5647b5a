"""Other people's files: each syntax is read, and each bad file has a clear end."""

from __future__ import annotations

import gzip
import io
import os
import random
import re
import socket
from typing import TYPE_CHECKING, Final

import pytest

from kusei.errors import InvalidValue, KuseiError
from kusei.graph.store import Syntax, SyntaxDefect
from kusei.report.formats import FORMATS, render
from kusei.shacl import input_files
from kusei.shacl.input_files import GraphFile, graph_files, read_path, read_stream
from kusei.shacl.validate import unread_graph, validate_graph

if TYPE_CHECKING:
    from pathlib import Path

TURTLE: Final = """\
@prefix ex: <http://example.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:a a ex:Person ; ex:age "minus one" ;
    ex:knows [ a ex:Person ; ex:age -1 ; ex:name "無名" ] .
"""
TRIG: Final = """\
@prefix ex: <http://example.org/> .
ex:g { ex:a a ex:Person ; ex:age "minus one" ; ex:knows _:b . }
{ _:b a ex:Person ; ex:age -1 ; ex:name "無名" . }
"""
NTRIPLES: Final = """\
<http://example.org/a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://example.org/Person> .
<http://example.org/a> <http://example.org/age> "minus one" .
<http://example.org/a> <http://example.org/knows> _:b .
_:b <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://example.org/Person> .
_:b <http://example.org/age> "-1"^^<http://www.w3.org/2001/XMLSchema#integer> .
_:b <http://example.org/name> "\\u7121\\u540D" .
"""
NQUADS: Final = NTRIPLES.replace(" .\n", " <http://example.org/g> .\n", 3)
JSONLD: Final = """\
{"@context": {"@vocab": "http://example.org/"}, "@id": "http://example.org/a", "@type": "Person",
 "age": "minus one", "knows": {"@type": "Person", "age": -1, "name": "無名"}}
"""
RDFXML: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://example.org/" xmlns:x="http://example.org/">
  <Person rdf:about="http://example.org/a"><age>minus one</age>
    <knows><Person x:name="無名">
      <age rdf:datatype="http://www.w3.org/2001/XMLSchema#integer">-1</age>
    </Person></knows>
  </Person>
</rdf:RDF>
"""
WRITTEN: Final = {
    ".ttl": TURTLE,
    ".trig": TRIG,
    ".nt": NTRIPLES,
    ".nq": NQUADS,
    ".jsonld": JSONLD,
    ".rdf": RDFXML,
}
SHAPES: Final = """\
@prefix ex: <http://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:PersonShape a sh:NodeShape ; sh:targetClass ex:Person ;
    sh:property [ sh:path ex:name ; sh:minCount 1 ; sh:message "名がない"@ja, "has no name"@en ] ;
    sh:property [ sh:path ex:age ; sh:datatype xsd:integer ; sh:minInclusive 0 ;
        sh:severity sh:Warning ] .
"""
EXPECTED: Final = [
    ("PersonShape/age", "datatype", "warning", "http://example.org/a", '"minus one"'),
    ("PersonShape/age", "min-inclusive", "warning", "", '"-1"^^<http://www.w3.org/2001/XMLSchema#integer>'),
    ("PersonShape/age", "min-inclusive", "warning", "http://example.org/a", '"minus one"'),
    ("PersonShape/name", "min-count", "error", "http://example.org/a", ""),
]  # fmt: skip


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection is an error, whoever opens it."""

    def refuse(*_arguments: object) -> None:
        raise AssertionError("a network call")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def given(content: bytes | str, *, syntax: Syntax | None = None, number: int = 0) -> GraphFile:
    """Content without a name that tells what it is."""
    raw = content.encode() if isinstance(content, str) else content
    return read_stream(io.BytesIO(raw), name="given", number=number, syntax=syntax)


def found(file: GraphFile) -> list[tuple[str, str, str, str, str]]:
    """What the shapes find in a file, without places."""
    report = validate_graph([file], [given(SHAPES, number=1)])
    return sorted(
        (f.code, f.name, f.severity.value, f.focus or "", f.value or "") for f in report.findings
    )


@pytest.mark.parametrize("suffix", sorted(WRITTEN))
@pytest.mark.parametrize("way", ["suffix", "gzip", "content", "packed-content"])
def test_each_syntax_gives_the_same_findings(tmp_path: Path, suffix: str, way: str) -> None:
    """A graph has its defects however it is written, packed, and whether its name tells or not."""
    content = WRITTEN[suffix].encode()
    packed = gzip.compress(content) if way in {"gzip", "packed-content"} else content
    name = {"suffix": f"g{suffix}", "gzip": f"g{suffix}.gz"}.get(way, "g")
    path = tmp_path / name
    path.write_bytes(packed)
    assert found(read_path(path, number=0)) == EXPECTED


def test_what_the_user_says_goes_before_suffix_and_content(tmp_path: Path) -> None:
    """A file that bears a wrong suffix is read as what it is said to be."""
    path = tmp_path / "g.ttl"
    path.write_text(JSONLD, "utf-8")
    with pytest.raises(SyntaxDefect):
        read_path(path, number=0)
    assert found(read_path(path, number=0, syntax=Syntax.JSONLD)) == EXPECTED


def test_blank_nodes_of_two_files_are_two_nodes() -> None:
    """A label names a node in its own file alone; two files must not grow together."""
    one = given("_:b a <http://example.org/Person> .", number=0)
    two = given("_:b <http://example.org/name> 'n' .", number=2)
    report = validate_graph([one, two], [given(SHAPES, number=1)])
    assert [f.name for f in report.findings] == ["min-count"]


def test_a_folder_gives_its_files_of_rdf_and_no_others(tmp_path: Path) -> None:
    """What lies below a folder is read by its suffix; what is hidden or no RDF is left."""
    for name in ("b.ttl", "a/c.nq.gz", "a/readme.md", ".git/x.ttl", "d.JSONLD"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    names = [p.relative_to(tmp_path).as_posix() for p in graph_files([tmp_path])]
    assert names == ["a/c.nq.gz", "b.ttl", "d.JSONLD"]
    (tmp_path / "empty").mkdir()
    with pytest.raises(InvalidValue, match="no file below"):
        graph_files([tmp_path / "empty"])


DEEP: Final = 200_000
BOMB: Final = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {y} "{f"&{x};" * 10}">' for x, y in zip("abcdefghi", "bcdefghij", strict=True)
    )
    + ']><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://x/">'
    "<rdf:Description><x:p>&j;</x:p></rdf:Description></rdf:RDF>"
)
OUTSIDE: Final = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/hostname">]>'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://x/">'
    "<rdf:Description><x:p>&f;</x:p></rdf:Description></rdf:RDF>"
)
HOSTILE: Final[dict[str, tuple[bytes, Syntax | None, str]]] = {
    "binary": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Syntax.TURTLE, "a binary file, not Turtle"),
    "latin-1": ("<a:a> <a:b> 'é' .".encode("latin-1"), Syntax.TURTLE, "not UTF-8"),
    "open-list": (b"<a:a> <a:b> " + b"(" * DEEP, Syntax.TURTLE, ""),
    "open-node": (b"<a:a> <a:b> " + b"[ <a:b> " * DEEP, Syntax.TURTLE, ""),
    "open-graph": (b"<a:g> { <a:a> <a:b> " + b"(" * DEEP, None, ""),
    "deep-json": (
        b'{"a:b":' + b"[" * DEEP + b"]" * DEEP + b"}",
        Syntax.JSONLD,
        "nested more than 500 deep",
    ),
    "deep-xml": (b"<a>" * DEEP + b"</a>" * DEEP, Syntax.RDFXML, "nested more than 10,000 deep"),
    "broken-off-xml": (RDFXML[:-40].encode(), Syntax.RDFXML, "not XML"),
    "entity-bomb": (BOMB.encode(), None, "amplification"),
    "outside-entity": (OUTSIDE.encode(), None, ""),
    "damaged-gzip": (gzip.compress(TURTLE.encode() * 9)[:-20], None, "damaged gzip"),
    "gzip-of-noise": (b"\x1f\x8bnoise", None, "damaged gzip"),
    "remote-context": (
        b'{\n "@context": "https://schema.example/c.jsonld", "name": "x"}',
        None,
        "the remote context https://schema.example/c.jsonld is not fetched",
    ),
    "remote-import": (
        b'{"@context": {"@import": "https://schema.example/c"}, "name": "x"}',
        None,
        "the remote context https://schema.example/c is not fetched",
    ),
    "remote-in-list": (
        b'[{"@context": ["https://schema.example/c", {}], "name": "x"}]',
        None,
        "the remote context https://schema.example/c is not fetched",
    ),
    "deep-json-that-is-sound": (
        b'{"http://a.example/b":' * 501 + b'"}"' + b"}" * 501,
        None,
        "objects and arrays nested more than 500 deep",
    ),
    "long-literal": (
        b'<a:a> <a:b> "' + b"x" * (17 << 20) + b'" .',
        Syntax.TURTLE,
        "a term is longer than 16 MiB",
    ),
    "rdf-1.2": (b"<<( <a:a> <a:b> <a:c> )>> <a:d> 1 .", Syntax.TURTLE, ""),
    "prose": ("港区の組織は平成21年に変わった。".encode(), None, ""),
    "relative-on-stdin": (b"<a> <b> <c> .", None, ""),
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_hostile_file_is_one_finding(name: str) -> None:
    """Whatever a file holds, the end is one syntax finding that says what is wrong."""
    content, syntax, said = HOSTILE[name]
    with pytest.raises(SyntaxDefect, match=said or None) as caught:
        given(content, syntax=syntax)
    report = unread_graph([("given", caught.value)])
    assert [f.code for f in report.findings] in (["KG001"], ["KG002"])
    assert report.findings[0].line


def test_a_remote_context_is_shown_where_it_stands() -> None:
    """The line of the context is what must be changed."""
    with pytest.raises(SyntaxDefect) as caught:
        given(HOSTILE["remote-context"][0])
    assert (caught.value.line, caught.value.column) == (2, 14)


@pytest.mark.parametrize("packed", [False, True])
def test_what_is_too_large_is_not_unpacked(
    monkeypatch: pytest.MonkeyPatch, *, packed: bool
) -> None:
    """A literal beyond the limit, or a gzip bomb, is refused by its size before it is parsed."""
    monkeypatch.setattr(input_files, "MOST_BYTES", 1 << 20)
    content = b'<a:a> <a:b> "' + b"x" * (4 << 20) + b'" .'
    with pytest.raises(SyntaxDefect, match="larger than 1 MiB"):
        given(gzip.compress(content) if packed else content)


@pytest.mark.parametrize("what", ["list", "node"])
def test_deep_nesting_that_is_sound_is_data(what: str) -> None:
    """20,000 nodes in each other are a graph as any other, with its findings and places."""
    begin, end = {"list": ("(", ")"), "node": ("[ <a:b> ", "]")}[what]
    text = f"<a:a> a <http://example.org/Person> ; <a:b> {begin * 20_000} 1 {end * 20_000} ."
    report = validate_graph([given(text)], [given(SHAPES, number=1)])
    assert [(f.code, f.line, f.column) for f in report.findings] == [("PersonShape/name", 1, 1)]


SIGNS: Final = (
    *"{}[]()<>\"'@^\\;.,:_#&=/\0\x1b\n\t é課",
    "😀",
    "'''",
    '"""',
    "sh:",
    "-1",
)


def mutated(content: bytes, seed: random.Random) -> bytes:
    """The content with one to three slips: words exchanged; bytes changed, cut, doubled, put in."""
    out = bytearray(content)
    for _ in range(seed.randint(1, 3)):
        words = list(re.finditer(rb"[^\s;,.\[\]]+", out))
        at = seed.randrange(len(out) + 1)
        to = min(len(out), at + seed.randint(1, 30))
        way = seed.randrange(10)
        if way == 0:
            out[at:at] = seed.choice(SIGNS).encode()
        elif way == 1:
            del out[at:to]
        elif way == 2:
            out[at:at] = out[at:to]
        elif way == 3:
            out[at : at + 1] = bytes([seed.randrange(256)])
        elif words:
            one, other = seed.choice(words), seed.choice(words)
            out[one.start() : one.end()] = other[0]
    return bytes(out)


def end_of(data: bytes, shapes: bytes, syntax: Syntax | None) -> str:
    """How a run ends: ``read`` and validated, ``unread``, or ``refused`` shapes."""
    try:
        files = [given(data, syntax=syntax)]
        stated = [given(shapes, syntax=Syntax.TURTLE, number=1)]
    except SyntaxDefect as defect:
        report, end = unread_graph([("given", defect)]), "unread"
    else:
        try:
            report, end = validate_graph(files, stated), "read"
        except KuseiError:
            return "refused"
    for form in FORMATS:
        render(report, form, language="en")
    return end


@pytest.mark.parametrize("suffix", [*sorted(WRITTEN), "gzip", "shapes"])
def test_a_thousand_mutated_files_end_without_a_traceback(suffix: str) -> None:
    """125 slips in each syntax, in gzip and in shapes: a report or a refusal, never an exception."""
    seed = random.Random(f"{suffix} 125")  # noqa: S311 - the same files on each run
    ends = []
    for _ in range(125):
        if suffix == "shapes":
            ends.append(end_of(TURTLE.encode(), mutated(SHAPES.encode(), seed), None))
        elif suffix == "gzip":
            ends.append(
                end_of(mutated(gzip.compress(TURTLE.encode()), seed), SHAPES.encode(), None)
            )
        else:
            told = input_files.SUFFIXES[suffix] if seed.randrange(2) else None
            ends.append(end_of(mutated(WRITTEN[suffix].encode(), seed), SHAPES.encode(), told))
    assert len(ends) == 125
    assert {"gzip": {"unread"}, "shapes": {"read", "unread", "refused"}}.get(
        suffix, {"read", "unread"}
    ) <= set(ends)


def test_a_link_that_leads_nowhere_is_told_and_a_pipe_is_not_opened(tmp_path: Path) -> None:
    """In a folder nothing that looks like data is passed over, and nothing is waited for."""
    (tmp_path / "a.ttl").write_text(TURTLE, "utf-8")
    (tmp_path / "b.ttl").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "c.ttl")
    (tmp_path / "d.ttl").mkdir()
    found = graph_files([tmp_path])
    assert [path.name for path in found] == ["a.ttl", "b.ttl"]
    with pytest.raises(SyntaxDefect, match="a link to a file that is not there"):
        read_path(found[1], number=0)


def test_json_may_hold_many_objects_that_are_not_deep() -> None:
    """Brackets in texts, and those beside each other, are no depth."""
    file = given('[{"http://a.example/b": "' + "{[" * 400 + '"}' + ", {}" * 400 + "]")
    assert len(file.quads) == 1
