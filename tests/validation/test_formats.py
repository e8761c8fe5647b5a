"""A report as people and machines read it."""

from __future__ import annotations

import json

import pytest

from kusei.findings import Finding, Severity, Text
from kusei.terms import ID, KUSEI
from kusei.validation.formats import FORMATS, as_concise, as_json, as_text, render
from kusei.validation.report import Report

E2009 = "data/minato/events/2009.ttl"
NAMED = "minato:assignment-kocho--kanri-ka"
CLAIM = ID + "minato/assignment-kocho--kanri-ka"
UNGROUNDED = Finding(
    code="KG012",
    name="claim-without-passage",
    severity=Severity.ERROR,
    message=Text(ja="引用がない", en="cites no passage"),
    fix=Text(ja="引用を書く", en="add a citation"),
    focus=CLAIM,
    file="data/minato/events/2009.ttl",
)
OF_A_SHAPE = Finding(
    code="KG221",
    name="event-date",
    severity=Severity.WARNING,
    message=Text(ja="日付は一つ", en="one date"),
    focus=ID + "minato/event-2009-04-x",
    path=KUSEI + "when",
    value='"2009-4"^^<http://id.loc.gov/datatypes/edtf/EDTF>',
    file="data/minato/events/2009.ttl",
    line=4,
    column=5,
    component="http://www.w3.org/ns/shacl#PatternConstraintComponent",
    source_shape="https://w3id.org/kusei/rule/event-date",
)
REPORT = Report(
    findings=(UNGROUNDED, OF_A_SHAPE),
    nodes_checked=1204,
    rules_checked=46,
    rules_matching_nothing=("KG031", "KG044"),
    passages=157,
    unchecked=1,
    labels={CLAIM: Text(ja="広聴 → 管理課", en="Public hearing → Management Section")},
)


def test_text_says_place_thing_fix_and_counts() -> None:
    """One paragraph a finding; how much was checked, and what matched nothing, always."""
    assert as_text(REPORT, language="en") == (
        "error KG012 claim-without-passage  data/minato/events/2009.ttl\n"
        "  minato:assignment-kocho--kanri-ka (Public hearing → Management Section): "
        "cites no passage\n"
        "  fix: add a citation\n"
        "\n"
        "warning KG221 event-date  data/minato/events/2009.ttl:4:5\n"
        '  minato:event-2009-04-x: one date [kusei:when "2009-4"^^edtf:EDTF]\n'
        "\n"
        "1,204 nodes checked with 46 rules (2 matched nothing: KG031, KG044), 0 waived\n"
        "157 passages, 1 not compared with a copy\n"
        "1 error, 1 warning\n"
    )


def test_text_in_japanese_has_the_same_parts() -> None:
    """Messages, labels, fixes and counts are in the language asked for."""
    text = as_text(REPORT, language="ja")
    assert "  minato:assignment-kocho--kanri-ka (広聴 → 管理課): 引用がない\n" in text
    assert "  直し方: 引用を書く\n" in text
    assert text.endswith("エラー 1 件、警告 1 件\n")
    assert "1,204 ノードを 46 件の規則で検査(2 件は対象なし: KG031, KG044)、免除 0 件\n" in text


def test_concise_is_one_line_a_finding_that_editors_understand() -> None:
    """``path:line:column: CODE message``, as far as the place is known."""
    assert as_concise(REPORT, language="en").splitlines() == [
        f"{E2009}: KG012 {NAMED} (Public hearing → Management Section): cites no passage",
        f'{E2009}:4:5: KG221 minato:event-2009-04-x: one date [kusei:when "2009-4"^^edtf:EDTF]',
    ]


def test_json_has_every_key_of_a_finding_in_its_order() -> None:
    """Machines rely on the keys, also where a finding has nothing to put there."""
    document = json.loads(as_json(REPORT, language="en"))
    assert document["schema_version"] == 1
    assert [list(finding) for finding in document["findings"]] == 2 * [
        [
            *("code", "name", "severity", "message", "focus", "path", "value", "file", "line"),
            *("column", "fix", "component", "source_shape"),
        ]
    ]
    assert document["findings"][0]["focus"] == CLAIM
    assert document["findings"][0]["line"] is None
    assert document["summary"] == {
        "errors": 1,
        "warnings": 1,
        "infos": 0,
        "waived": 0,
        "nodes_checked": 1204,
        "rules_checked": 46,
        "rules_matching_nothing": ["KG031", "KG044"],
        "passages": 157,
        "passages_unchecked": 1,
    }


def test_a_message_from_the_data_stays_on_its_line() -> None:
    """A line break in a label cannot make a finding of its own in a line format."""
    broken = Report(findings=(UNGROUNDED,), labels={CLAIM: Text(ja="一\n二", en="one\ntwo")})
    assert len(as_concise(broken, language="en").splitlines()) == 1


def test_a_long_list_of_silent_rules_is_cut_for_people_and_whole_for_machines() -> None:
    """Eighty codes in a row tell nobody anything."""
    codes = tuple(f"KG{number}" for number in range(300, 380))
    report = Report(findings=(), rules_matching_nothing=codes, labels={})
    assert "80 matched nothing: KG300" in as_text(report, language="en")
    assert "KG379" not in as_text(report, language="en")
    whole = json.loads(as_json(report, language="en"))
    assert whole["summary"]["rules_matching_nothing"][-1] == "KG379"


def test_every_format_renders_and_no_other_does() -> None:
    """A format is known by its name or refused."""
    assert all(render(REPORT, form, language="ja") for form in FORMATS)
    with pytest.raises(ValueError, match="no such format: xml"):
        render(REPORT, "xml", language="ja")
