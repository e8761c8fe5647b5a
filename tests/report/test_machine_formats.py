"""A report as machines read it: each format read back by a reader of its own."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from kusei.findings import Severity
from kusei.report.formats import render
from kusei.report.formats.records import KEYS
from kusei.terms import KUSEI, SH
from tests.validation.reports import (
    CLAIM,
    E2009,
    EVENT,
    FINDINGS,
    HOSTILE,
    LET_PASS,
    OF_A_FILE,
    OF_A_SHAPE,
    UNGROUNDED,
    report,
)

if TYPE_CHECKING:
    from rdflib import Graph

REPORT = report(*FINDINGS)


def shown(form: str, language: str = "en") -> str:
    """The report of all sorts of findings."""
    return render(REPORT, form, language=language)


def parsed(text: str) -> ET.Element:
    """A JUnit report as XML."""
    return ET.fromstring(text)  # noqa: S314 - our own report


def test_json_has_every_key_of_a_finding_in_its_order() -> None:
    """Machines rely on the keys, also where a finding has nothing to put there."""
    document = json.loads(shown("json"))
    assert document["schema_version"] == 1
    assert [tuple(finding) for finding in document["findings"]] == 4 * [KEYS]
    assert document["findings"][1]["focus"] == CLAIM
    assert document["findings"][1]["line"] is None
    assert document["labels"] == {CLAIM: "Public hearing → Management Section"}
    assert document["summary"] == {
        "errors": 2,
        "warnings": 1,
        "infos": 1,
        "omitted": 0,
        "waived": 1,
        "nodes_checked": 1204,
        "rules_checked": 46,
        "rules_matching_nothing": ["KG031", "KG044"],
        "passages": 157,
        "passages_unchecked": 1,
        "nodes_not_targeted": 0,
        "run_by_reference": [],
    }
    (waived,) = document["waived"]
    assert (waived["code"], waived["until"]) == ("KG013", "2027-03-31")
    assert waived["because"] == LET_PASS.because.en


def test_jsonl_is_the_findings_of_json_one_a_line() -> None:
    """Each line is a whole object of its own, with the version of its form."""
    lines = [json.loads(line) for line in shown("jsonl").splitlines()]
    assert [line.pop("schema_version") for line in lines] == [1, 1, 1, 1]
    assert lines == json.loads(shown("json"))["findings"]


def test_csv_is_the_findings_of_json_one_a_row() -> None:
    """Commas, quotes and line breaks in a message stay inside their cell."""
    rows = list(csv.DictReader(io.StringIO(shown("csv"))))
    findings = json.loads(shown("json"))["findings"]
    for row, finding in zip(rows, findings, strict=True):
        assert {key: row[key] for key in KEYS} == {
            key: "" if value is None else str(value) for key, value in finding.items()
        } | {"message": row["message"]}
        assert row["message"] == finding["message"].translate({0: "\ufffd", 27: "\ufffd"})
    assert rows[1]["label"] == "Public hearing → Management Section"
    assert rows[0]["message"] == "100%, one:two\nthree"


def test_junit_has_a_failed_case_a_finding_and_a_passed_one_a_quiet_rule() -> None:
    """The counts of the suite are those of its cases; what is waived or silent is skipped."""
    (suite,) = parsed(shown("junit"))
    cases = suite.findall("testcase")
    failures = [f for case in cases for f in case.findall("failure")]
    skipped = [s for case in cases for s in case.findall("skipped")]
    assert [suite.get(n) for n in ("tests", "failures", "errors", "skipped")] == list(
        map(str, (len(cases), len(failures), 0, len(skipped)))
    )
    assert [f.get("type") for f in failures] == ["info", "error", "warning", "error"]
    assert "cites no passage" in str(failures[1].get("message"))
    assert str(failures[2].text).startswith(f"{E2009}:2:5\n")
    assert [s.get("message") for s in skipped] == ["comes with the next reform", "matched nothing"]
    assert cases[-1].get("name") == "KG031 thing-without-name"


def test_junit_has_what_both_schemas_of_it_ask_for_in_their_order() -> None:
    """The schema of Apache Ant asks for more than that of Jenkins: all attributes, all children."""
    root = parsed(shown("junit"))
    assert (root.tag, root.attrib) == ("testsuites", {})
    (suite,) = root
    assert set(suite.attrib) == {
        *("name", "package", "id", "timestamp", "hostname", "tests", "failures", "errors"),
        *("skipped", "time"),
    }
    assert suite.get("timestamp") == "2026-11-22T00:00:00"
    tags = [child.tag for child in suite]
    assert tags[0] == "properties"
    assert tags[-2:] == ["system-out", "system-err"]
    assert set(tags[1:-2]) == {"testcase"}
    for case in suite.findall("testcase"):
        assert set(case.attrib) == {"name", "classname", "time"}
        assert len(case) <= 1


def test_sarif_gives_each_finding_rule_place_thing_and_fingerprint() -> None:
    """What code hosts need to show a finding at its line and to know it again."""
    document = json.loads(shown("sarif"))
    assert document["version"] == "2.1.0"
    (run,) = document["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(rule["id"] for rule in rules)
    results: list[dict[str, Any]] = run["results"]
    assert [r["ruleId"] for r in results] == ["KG004", "KG012", "KG221", "KG064", "KG013"]
    for result in results:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert len(result["partialFingerprints"]["finding/v1"]) == 64
    assert [r["level"] for r in results] == ["note", "error", "warning", "error", "warning"]
    (place,) = results[2]["locations"]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": E2009},
        "region": {
            "startLine": 2,
            "startColumn": 5,
            "endLine": 2,
            "endColumn": 15,
            "snippet": {"text": "    kusei:when 1 ."},
        },
    }
    assert place["logicalLocations"] == [{"fullyQualifiedName": EVENT, "kind": "resource"}]
    uri = results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "data/%E6%B8%AF%E5%8C%BA/a%2Cb%3Ac.ttl"


def test_sarif_shows_what_is_waived_as_suppressed_with_its_reason() -> None:
    """A suppressed result is told apart from one that nobody looked at."""
    results = json.loads(shown("sarif"))["runs"][0]["results"]
    assert [r["ruleId"] for r in results if "suppressions" in r] == ["KG013"]
    (suppression,) = results[-1]["suppressions"]
    assert suppression["kind"] == "external"
    assert suppression["justification"] == "comes with the next reform"


@pytest.fixture
def graph() -> Graph:
    """The Turtle report as another parser reads it."""
    import rdflib

    return rdflib.Graph().parse(data=shown("turtle"), format="turtle")


def test_turtle_is_a_validation_report_as_shacl_describes_it(graph: Graph) -> None:
    """Each result has the parts that the recommendation makes mandatory, once."""
    import rdflib

    sh = rdflib.Namespace(SH)
    (node,) = graph.subjects(rdflib.RDF.type, sh.ValidationReport)
    assert list(graph.objects(node, sh.conforms)) == [rdflib.Literal(False)]  # noqa: FBT003
    results = set(graph.objects(node, sh.result))
    assert len(results) == len(FINDINGS)
    for result in results:
        for part in ("focusNode", "resultSeverity", "sourceConstraintComponent"):
            assert len(list(graph.objects(result, sh[part]))) == 1
        assert len(list(graph.objects(result, sh.resultMessage))) == 2


def test_turtle_keeps_value_path_and_message_of_a_finding(graph: Graph) -> None:
    """Nothing of a finding is lost or changed by the escapes of Turtle."""
    import rdflib

    sh, code = rdflib.Namespace(SH), rdflib.URIRef(KUSEI + "code")
    by_code = {str(value): node for node, value in graph.subject_objects(code)}
    shape = by_code["KG221"]
    assert graph.value(shape, sh.resultPath) == rdflib.URIRef(KUSEI + "when")
    assert graph.value(shape, sh.value) == rdflib.Literal(
        "2009-4", datatype="http://id.loc.gov/datatypes/edtf/EDTF"
    )
    assert str(graph.value(shape, sh.sourceConstraintComponent)) == OF_A_SHAPE.component
    hostile = by_code[HOSTILE.code]
    assert rdflib.Literal("<script>alert(1)</script>", lang="ja") == graph.value(hostile, sh.value)
    focus = graph.value(by_code[OF_A_FILE.code], sh.focusNode)
    assert str(focus).startswith("https://w3id.org/kusei/graph/data/%E6%B8%AF")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_same_findings_are_in_every_format(language: str) -> None:
    """Code and place of each finding, whichever format is asked for."""
    for form in ("concise", "json", "jsonl", "csv", "github", "junit", "sarif", "html", "turtle"):
        text = shown(form, language)
        for finding in FINDINGS:
            assert finding.code in text, form
        if form not in {"turtle", "github"}:
            assert E2009 in text, form


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "junit", "sarif", "turtle", "html"])
def test_a_sound_report_is_whole_in_every_format(form: str) -> None:
    """Without findings each format is still one that its readers accept."""
    assert REPORT.at_or_above(Severity.ERROR)
    empty = render(report(), form, language="en")
    if form in {"json", "sarif"}:
        json.loads(empty)
    elif form == "junit":
        assert parsed(empty)[0].get("failures") == "0"
    elif form == "turtle":
        assert "sh:conforms true" in empty
    elif form == "jsonl":
        assert empty == ""


def test_the_finding_without_line_has_no_region() -> None:
    """A place that is not known is not made up."""
    results = json.loads(render(report(UNGROUNDED), "sarif", language="en"))["runs"][0]["results"]
    assert "region" not in results[0]["locations"][0]["physicalLocation"]
