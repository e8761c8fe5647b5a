"""The shapes as data: whole, named, told apart, sound by SHACL's own rules."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from kusei import terms
from kusei.dates.typed import EDTF_INTERVAL_PATTERN, EDTF_PATTERN
from kusei.errors import DatasetInvalid
from kusei.graph.store import BlankNode, parse_file, serialize
from kusei.validation import all_rules
from kusei.validation.shapes import read_shapes, shape_files
from kusei.validation.vocabulary import declared_terms

if TYPE_CHECKING:
    from pathlib import Path

    from kusei.dataset.files import Location
    from kusei.graph.store import Quad

SH = terms.SH


@pytest.fixture(scope="module")
def quads(location: Location) -> list[Quad]:
    """The triples of all shape files."""
    return [q for path in shape_files(location.validation) for q in parse_file(path, graph="urn:x")]


def test_every_shape_is_named_after_what_it_says_and_has_a_target(location: Location) -> None:
    """The IRI, sh:name and the file agree, and no shape waits for a target that is not there."""
    shapes = read_shapes(shape_files(location.validation), root=location.root).shapes
    assert len(shapes) >= 80
    for shape in shapes:
        assert shape.iri == terms.RULE + shape.rule.name
        assert shape.classes or shape.subjects_of, shape.iri


def test_a_blank_node_in_a_shape_file_is_a_list_or_a_path(quads: list[Quad]) -> None:
    """A shape without a name could not be pointed to, looked up or waived."""
    theirs = {
        quad.predicate.value.removeprefix(SH).removeprefix(terms.RDF)
        for quad in quads
        if isinstance(quad.object, BlankNode)
    }
    assert theirs <= {"in", "languageIn", "path", "alternativePath", "rest"}


def test_the_patterns_of_dates_are_those_of_the_reader_of_dates(quads: list[Quad]) -> None:
    """What kusei.dates.typed reads and what the shapes let pass is one grammar, written once."""
    edtf = {q.subject for q in quads if getattr(q.object, "value", "") == terms.EDTF_DATE}
    patterns = {
        str(getattr(q.subject, "value", "")).removeprefix(terms.RULE): getattr(
            q.object, "value", ""
        )
        for q in quads
        if q.predicate.value == SH + "pattern" and q.subject in edtf
    }
    assert patterns.pop("decision-during") == EDTF_INTERVAL_PATTERN
    assert set(patterns) == {
        *("event-date", "instrument-date", "instrument-in-force"),
        *("document-as-of", "passage-as-of"),
    }
    assert set(patterns.values()) == {EDTF_PATTERN}


def test_the_shapes_are_sound_by_the_shapes_of_shacl(quads: list[Quad]) -> None:
    """A misspelt sh: term would make a shape that finds nothing and says nothing."""
    import pyshacl
    import rdflib

    data = serialize(quads, format="ntriples")
    graph = rdflib.Graph().parse(data=data, format="nt")
    conforms, _, text = pyshacl.validate(rdflib.Graph(), shacl_graph=graph, meta_shacl=True)
    assert conforms, text


def test_every_sh_term_in_the_shapes_is_one_that_shacl_core_has(quads: list[Quad]) -> None:
    """The shapes keep to a few parts of SHACL Core, so a slip in one of its terms shows."""
    used = {q.predicate.value.removeprefix(SH) for q in quads if q.predicate.value.startswith(SH)}
    assert used <= {
        *("targetClass", "targetSubjectsOf", "path", "alternativePath", "name", "severity"),
        *("message", "minCount", "maxCount", "class", "datatype", "nodeKind", "in", "hasValue"),
        *("languageIn", "uniqueLang", "pattern", "minLength", "maxLength"),
    }


def test_every_term_that_shapes_speak_of_is_declared(location: Location, quads: list[Quad]) -> None:
    """A shape on a misspelt class or property would look at nothing."""
    about = {SH + n for n in ("targetClass", "targetSubjectsOf", "class", "path", "in", "hasValue")}
    about |= {terms.RDF + "first"}
    spoken = {
        value
        for q in quads
        if q.predicate.value in about
        and (value := str(getattr(q.object, "value", ""))).startswith("http")
        and not isinstance(q.object, BlankNode)
    }
    assert spoken - declared_terms(location) == set()
    assert terms.KUSEI + "ChangeEvent" in spoken


def test_no_code_and_no_name_is_used_for_two_rules(location: Location) -> None:
    """A code never means anything else; a waiver, a page and a script rely on it."""
    rules = all_rules(location)
    labels = Counter(label for rule in rules for label in (rule.code, rule.name))
    assert [label for label, times in labels.items() if times > 1] == []
    assert [rule.code for rule in rules] == sorted(rule.code for rule in rules)
    by_code = {rule.code: rule.name for rule in rules}
    assert by_code["KG012"] == "claim-without-passage"
    assert by_code["KG003"] == "nothing-checked"


def test_every_rule_speaks_both_languages(location: Location) -> None:
    """Messages and fixes are there in Japanese and in English, and are not the same text."""
    for rule in all_rules(location):
        assert rule.fix.ja != rule.fix.en, rule.code
        assert rule.message.ja != rule.message.en, rule.code


@pytest.mark.parametrize(
    ("given", "lacking"),
    [
        ('kusei:code "KG999" ; sh:name "x" ; sh:severity sh:Violation .', "sh:message @ja @en"),
        ('sh:name "x" ; sh:severity sh:Violation .', "kusei:code"),
        ('kusei:code "KG999", "KG998" ; sh:severity sh:Violation .', "kusei:code"),
        ("sh:severity sh:Fatal .", "sh:Violation | sh:Warning | sh:Info"),
    ],
)
def test_a_shape_that_lacks_code_or_message_is_a_finding(
    given: str, lacking: str, tmp_path: Path
) -> None:
    """A finding nobody can read is worse than none, so nothing runs on such shapes."""
    file = tmp_path / "bad.ttl"
    file.write_text(
        f"@prefix sh: <{SH}> . @prefix kusei: <{terms.KUSEI}> . @prefix rule: <{terms.RULE}> .\n"
        f"rule:x a sh:NodeShape ; {given}\n",
        "utf-8",
    )
    with pytest.raises(DatasetInvalid) as caught:
        read_shapes([file], root=tmp_path)
    (finding,) = caught.value.findings
    assert (finding.code, finding.file, finding.focus) == ("KG076", "bad.ttl", terms.RULE + "x")
    assert finding.message.en == f"this rule needs {lacking}"


def test_a_shape_file_that_is_not_turtle_is_a_finding(tmp_path: Path) -> None:
    """As in data: file, line and column, and nothing runs on the rest."""
    file = tmp_path / "bad.ttl"
    file.write_text("rule:x a\n", "utf-8")
    with pytest.raises(DatasetInvalid) as caught:
        read_shapes([file], root=tmp_path)
    assert [(f.code, f.file, f.line) for f in caught.value.findings] == [("KG001", "bad.ttl", 1)]
