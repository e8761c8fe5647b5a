"""Reports that the tests of formats render: one of each sort of finding, one waived."""

from __future__ import annotations

from datetime import date
from typing import Final

from kusei.findings import Finding, Severity, Text
from kusei.graph.lines import Lines
from kusei.report.report import Report, Waived
from kusei.report.rules import Rule
from kusei.terms import ID, KUSEI, RULE

E2009: Final = "data/minato/events/2009.ttl"
CLAIM: Final = ID + "minato/assignment-kocho--kanri-ka"
EVENT: Final = ID + "minato/event-2009-04-x"
UNGROUNDED: Final = Finding(
    code="KG012",
    name="claim-without-passage",
    severity=Severity.ERROR,
    message=Text(ja="引用がない", en="cites no passage"),
    fix=Text(ja="引用を書く", en="add a citation"),
    focus=CLAIM,
    file=E2009,
)
OF_A_SHAPE: Final = Finding(
    code="KG221",
    name="event-date",
    severity=Severity.WARNING,
    message=Text(ja="日付は一つ", en="one date"),
    focus=EVENT,
    path=KUSEI + "when",
    value='"2009-4"^^<http://id.loc.gov/datatypes/edtf/EDTF>',
    file=E2009,
    line=2,
    column=5,
    component="http://www.w3.org/ns/shacl#PatternConstraintComponent",
    source_shape=RULE + "event-date",
)
OF_A_FILE: Final = Finding(
    code="KG004",
    name="file-outside-layout",
    severity=Severity.INFO,
    message=Text(ja="100%, 一:二\n三", en="100%, one:two\nthree"),
    file="data/港区/a,b:c.ttl",
)
HOSTILE: Final = Finding(
    code="KG064",
    name="words-not-of-its-passage",
    severity=Severity.ERROR,
    message=Text(ja="「\x1b[31m<b>&\x00」", en="“\x1b[31m<b>&\x00” ]]>"),
    fix=Text(ja='"引用"', en='"quote" \\ <i>'),
    focus=CLAIM,
    value='"<script>alert(1)</script>"@ja',
    file=E2009,
    line=1,
    column=1,
)
LET_PASS: Final = Waived(
    finding=Finding(
        code="KG013",
        name="passage-not-cited",
        severity=Severity.WARNING,
        message=Text(ja="引かれていない", en="is not cited"),
        focus=ID + "minato/kaikaku-p001",
        file="data/minato/sources/kaikaku.ttl",
    ),
    waiver=RULE + "waiver-1",
    because=Text(ja="次の改革で引く", en="comes with the next reform"),
    until=date(2027, 3, 31),
)
TEXT: Final = "minato:event-2009-04-x a kusei:Renaming ;\n    kusei:when 1 .\n"
FINDINGS: Final = (OF_A_FILE, UNGROUNDED, OF_A_SHAPE, HOSTILE)


def rule_of(finding: Finding) -> Rule:
    """The rule by which a finding was made."""
    return Rule(
        code=finding.code,
        name=finding.name,
        severity=finding.severity,
        message=finding.message,
        fix=finding.fix or Text(ja="直す", en="mend it"),
        why=Text(ja=f"理由 {finding.code}", en=f"reason {finding.code}"),
    )


def report(*findings: Finding) -> Report:
    """A report of these findings, with what goes with any of them."""
    quiet = Rule(
        code="KG031",
        name="thing-without-name",
        severity=Severity.ERROR,
        message=Text(ja="{thing} に名がない", en="{thing} has no name"),
        fix=Text(ja="書く", en="write one"),
    )
    rules = {f.code: rule_of(f) for f in (*FINDINGS, LET_PASS.finding)} | {"KG031": quiet}
    return Report(
        findings=findings,
        nodes_checked=1204,
        rules_checked=46,
        rules_matching_nothing=("KG031", "KG044"),
        passages=157,
        unchecked=1,
        waived=(LET_PASS,),
        rules=tuple(rules[code] for code in sorted(rules)),
        on=date(2026, 11, 22),
        labels={CLAIM: Text(ja="広聴 → 管理課", en="Public hearing → Management Section")},
        places={OF_A_SHAPE: Lines(TEXT).place(46, 56)},
    )
