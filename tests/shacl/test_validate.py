"""Other people's shapes: where findings stand, what they are called, what they say."""

from __future__ import annotations

import io
import re
import socket
from typing import TYPE_CHECKING, Final

import pytest

from kusei.errors import InvalidValue
from kusei.findings import Severity
from kusei.graph.store import Syntax
from kusei.report.formats import counts
from kusei.shacl.constraint_words import WORDS
from kusei.shacl.input_files import read_path, read_stream
from kusei.shacl.validate import validate_graph

if TYPE_CHECKING:
    from pathlib import Path

    from kusei.findings import Finding
    from kusei.report.report import Report

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
    return report_of(data, shapes).findings


def report_of(data: str, shapes: str) -> Report:
    """The whole report."""
    files = [
        read_stream(io.BytesIO((HEAD + text).encode()), name=name, number=i, syntax=Syntax.TURTLE)
        for i, (name, text) in enumerate([("data.ttl", data), ("shapes.ttl", shapes)])
    ]
    return validate_graph(files[:1], files[1:])


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
        ("", "値が多すぎる(0 個まで)", "has too many values: at most 0"),
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


REFUSED: Final = {
    'sh:property [ sh:path ex:p ; sh:pattern "(" ]': (
        "ex:S sh:pattern: missing ), unterminated subpattern at position 0"
    ),
    'sh:property [ sh:path ex:p ; sh:maxCount "one" ]': 'ex:S sh:maxCount: "one" is no xsd:integer',
    "sh:property [ sh:minCount 1 ]": "ex:S sh:property: the property shape has no sh:path",
    'sh:sparql [ sh:select "SELECT $this {" ]': "ex:S sh:select: Expected SelectQuery, found end",
    'sh:sparql [ sh:select "SELECT $this { ?a no:b ?c }" ]': (
        "ex:S sh:select: Unknown namespace prefix : no"
    ),
}


@pytest.mark.parametrize("part", REFUSED)
def test_shapes_that_cannot_be_run_are_refused_at_their_place(part: str) -> None:
    """File, line and shape of the cause are told, and nothing of the shapes that are right."""
    shape = f"ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property [ sh:path ex:q ] ;\n {part} ."
    with pytest.raises(InvalidValue) as told:
        findings("ex:a a ex:C .", shape)
    text = str(told.value).replace("<http://example.org/S>", "ex:S")
    assert text.startswith(f"the shapes cannot be run: shapes.ttl:6: {REFUSED[part]}")
    assert "; " not in text


def test_a_constraint_cannot_fetch_a_graph(monkeypatch: pytest.MonkeyPatch) -> None:
    """FROM opens no connection; the constraint sees the data and nothing else."""

    def refuse(*_arguments: object) -> None:
        raise AssertionError("a network call")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    query = "SELECT $this FROM <http://127.0.0.1:9/x> WHERE { $this ?p ?o }"
    shape = f'ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:sparql [ sh:select "{query}" ] .'
    (found,) = findings("ex:a a ex:C .", shape)
    assert found.message.en == "was found by a query of the rule"


INTEGER: Final = "http://www.w3.org/2001/XMLSchema#integer"
NESTED: Final = {
    "node": (
        "sh:path ex:p ; sh:node [ sh:property [ sh:path ex:q ; sh:minCount 1 ] ]",
        "条件を満たさない。理由: <http://example.org/q>: 値が足りない(1 個以上要る)",
        "is not as it should be, because: <http://example.org/q>: has too few values: at least 1",
    ),
    "named": (
        "sh:path ex:p ; sh:node ex:N",
        (
            "「<http://example.org/N>」の条件を満たさない。理由: "
            "<http://example.org/q>: 条件を満たさない(理由: q が要る [1]) [1]"
        ),
        (
            "does not meet “<http://example.org/N>”, because: "
            "<http://example.org/q>: is not as it should be (because: needs a q [1]) [1]"
        ),
    ),
    "or": (
        "sh:path ex:q ; sh:or ( [ sh:minLength 2 ] [ sh:in ( 3 ) ] )",
        "どの条件も満たさない。理由: (1) 2 文字より短い、(2) 許された値のどれでもない: 3",
        (
            "meets none of the alternatives, because: (1) is shorter than 2 characters; "
            "(2) is none of the values that may stand here: 3"
        ),
    ),
    "and": (
        "sh:path ex:q ; sh:and ( [ sh:minLength 1 ] [ sh:nodeKind sh:IRI ] )",
        "すべての条件を満たしてはいない。理由: 値の種類が IRI でない",
        "does not meet all conditions together, because: the value is not of the kind: IRI",
    ),
    "xone": (
        'sh:path ex:q ; sh:xone ( [ sh:minLength 1 ; sh:name "short"@en, "短い"@ja ] [ sh:maxLength 1 ] )',
        "ちょうど一つの条件を満たしていない。理由: (1) 「短い」を満たす、(2) 「1 文字以下」を満たす",
        (
            "does not meet exactly one of the alternatives, because: (1) meets “short”; "
            "(2) meets “1 character or less”"
        ),
    ),
    "not": (
        "sh:path ex:q ; sh:not [ sh:or ( [ sh:hasValue 1 ] [ sh:class ex:C ] ) ]",
        "満たしてはならない条件「「値 1 がある」「<http://example.org/C> の一つ」 のどれか」を満たす",
        (
            "meets “one at least of “has the value 1”, “one of class <http://example.org/C>””, "
            "which it must not"
        ),
    ),
    "qualified": (
        (
            "sh:path ex:p ; sh:qualifiedMinCount 1 ; sh:qualifiedValueShape "
            "[ sh:property [ sh:path [ sh:inversePath ex:r ] ; sh:minCount 1 ] ]"
        ),
        (
            "条件に合う値が足りない(1 個以上要る)。理由: "
            "<http://example.org/b>: ^<http://example.org/r>: 値が足りない(1 個以上要る)"
        ),
        (
            "has too few values of the kind asked for: at least 1, because: "
            "<http://example.org/b>: ^<http://example.org/r>: has too few values: at least 1"
        ),
    ),
    "path": (
        "sh:path ( ex:p ex:q ) ; sh:maxExclusive 1",
        "(<http://example.org/p> / <http://example.org/q>): 1 未満でない [1]",
        "(<http://example.org/p> / <http://example.org/q>): is not less than 1 [1]",
    ),
}
UNLIKE: Final = {"node": "ex:b ex:r 1 .", "qualified": "ex:b ex:q 1 ."}


@pytest.mark.parametrize("sort", NESTED)
def test_a_failure_within_says_because_of_what(sort: str) -> None:
    """Inner path, value and constraint, all the way down, in both languages."""
    shape, ja, en = NESTED[sort]
    inner = (
        "ex:N a sh:NodeShape ; sh:property [ sh:path ex:q ; sh:node [ sh:nodeKind sh:IRI ; "
        'sh:message "q が要る [{$this}]"@ja, "needs a q [{?value}]"@en ] ] .'
    )
    data = "ex:a a ex:C ; ex:p ex:b ; ex:q 1 . " + UNLIKE.get(sort, "ex:b ex:q 1 .")
    target = f"ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property [ {shape} ] ."
    (found,) = [f for f in findings(data, target + inner) if f.code.startswith("S")]
    assert (found.message.ja, found.message.en) == (
        ja.replace("[1]", f'["1"^^<{INTEGER}>]').replace(f"<{INTEGER}>", "xsd:integer"),
        en.replace("[1]", f'["1"^^<{INTEGER}>]').replace(f"<{INTEGER}>", "xsd:integer"),
    )


def test_a_shape_that_is_made_of_itself_ends() -> None:
    """A circle is walked once, and the finding stands."""
    shape = (
        "ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:node ex:S ] , "
        "[ sh:path ex:q ; sh:or ( ex:S [ sh:not ex:S ] ) ; sh:minCount 1 ] ."
    )
    assert findings("ex:a a ex:C ; ex:p ex:a .", shape)


@pytest.mark.parametrize("component", sorted(WORDS))
def test_every_component_has_plain_words_in_both_languages(component: str) -> None:
    """No term of SHACL, no name of a Python thing; Japanese in the one, none in the other."""
    words = WORDS[component]
    for text in (words.wrong, words.asks):
        assert re.search("[぀-ヿ一-鿿]", text.ja) or text.ja == "{0}"
        assert text.en.isascii() or text.en.replace("“", "").replace("”", "").isascii()
        for said in (text.ja, text.en):
            assert not re.search(r"sh:|[a-z][A-Z]|Literal|None|shape|constraint|focus", said)
    assert words.wrong.ja != words.wrong.en


def test_no_component_of_the_standard_is_forgotten() -> None:
    """What the engine can report is in the table of words."""
    from pyshacl.constraints import ALL_CONSTRAINT_COMPONENTS

    known = {c.constraint_name() for c in ALL_CONSTRAINT_COMPONENTS if c is not None}
    reported = {name.removesuffix("ConstraintComponent") for name in known}
    reported -= {"JS", "Expression", "QualifiedValueShape"}  # not run, or reported as two
    assert reported <= set(WORDS)


@pytest.mark.parametrize("written", ["01", '"+1"^^<http://www.w3.org/2001/XMLSchema#integer>'])
def test_a_literal_is_shown_and_compared_as_it_is_written(written: str) -> None:
    """``01`` is another term than ``1``, though both are the same number."""
    shapes = NAMED.replace("sh:maxCount 0", "sh:in ( 1 ) ; sh:minInclusive 1") + " ] ."
    (found,) = findings(f"ex:a a ex:C ; ex:p {written} .", shapes)
    spelt = written.strip('"').partition('"')[0]
    assert (found.name, found.value) == ("in", f'"{spelt}"^^<{INTEGER}>')


def test_a_misspelt_word_of_shacl_is_told_at_its_place() -> None:
    """An engine passes over ``sh:minCuont``; a rule that never was must not look kept."""
    found = findings("ex:a a ex:C .", NAMED.replace("maxCount 0", "minCuont 1") + " ] .")
    assert [(f.code, f.severity.value, f.file, f.line) for f in found] == [
        ("KG007", "warning", "shapes.ttl", 5)
    ]
    assert found[0].message.en == "there is no term sh:minCuont; sh:minCount is near"


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("sh:property [ sh:path ex:p ; sh:maxCount -1 ]", "takes a number that is not below 0"),
        ("sh:target [ a sh:SPARQLTarget ]", "is not run"),
        ("sh:expression ex:f", "is not run"),
    ],
)
def test_what_no_engine_can_keep_is_a_warning(part: str, said: str) -> None:
    """A rule that is passed over, or that nothing can keep or break, must not look kept."""
    shape = f"ex:S a sh:NodeShape ; sh:targetClass ex:C ; {part} ."
    (found,) = (f for f in findings("ex:a a ex:C .", shape) if f.file == "shapes.ttl")
    assert (found.code, found.severity.value, found.line) == ("KG007", "warning", 5)
    assert found.message.en.endswith(said)


def test_a_count_of_zero_is_a_count() -> None:
    """``sh:maxCount 0`` forbids a property; it is no slip."""
    assert not findings("ex:a a ex:C .", NAMED + " ] .")


def test_what_nothing_was_held_against_is_counted() -> None:
    """Shapes without a node, shapes that no other names, and things that are no target."""
    idle = "ex:T a sh:NodeShape ; sh:class ex:D . ex:U a sh:NodeShape ; sh:targetClass ex:E ."
    report = report_of("ex:a a ex:C . ex:b a ex:D .", f"{NAMED} ] . {idle}")
    assert report.rules_matching_nothing == ("T", "U")
    assert (report.nodes_checked, report.untargeted, report.passages) == (1, 1, None)
    said = " ".join(counts(report, language="en"))
    assert "1 other thing targeted by no rule" in said
    assert "passage" not in said
