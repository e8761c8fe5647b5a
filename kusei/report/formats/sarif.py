"""SARIF 2.1.0, which code hosts and editors read; what is waived is a suppressed result.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from kusei import terms
from kusei.findings import Severity
from kusei.report.formats.records import SCHEMA_VERSION
from kusei.report.formats.sentences import counts, label_of, sentence

if TYPE_CHECKING:
    from kusei.findings import Finding
    from kusei.report.report import Report
    from kusei.report.rules import Rule

_SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "note",
}

_Json = dict[str, object]


def render(report: Report, *, language: str) -> str:
    """The report as one run."""
    indices = {rule.code: number for number, rule in enumerate(report.rules)}
    results = [_result(finding, report, indices, language) for finding in report.findings]
    for one in report.waived:
        suppression = {
            "kind": "external",
            "status": "accepted",
            "justification": one.because.in_language(language),
            "properties": {"waiver": one.waiver, "until": one.until.isoformat()},
        }
        result = _result(one.finding, report, indices, language)
        results.append(result | {"suppressions": [suppression]})
    run = {
        "tool": {
            "driver": {
                "name": "kusei",
                "informationUri": terms.BASE,
                "version": _version(),
                "rules": [_rule(rule, language) for rule in report.rules],
            }
        },
        "language": language,
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True}],
        "results": results,
        "properties": {
            "schema_version": SCHEMA_VERSION,
            "omitted": len(report.omitted),
            "counts": counts(report, language=language),
        },
    }
    document = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _rule(rule: Rule, language: str) -> _Json:
    described: _Json = {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.headline(language)},
        "help": {"text": rule.fix.in_language(language)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }
    if rule.why is not None:
        described["fullDescription"] = {"text": rule.why.in_language(language)}
    return described


def _result(finding: Finding, report: Report, indices: dict[str, int], language: str) -> _Json:
    words = sentence(finding, report, language)
    if finding.fix is not None:
        words += f"\n{finding.fix.in_language(language)}"
    about = "\n".join((finding.code, finding.focus or "", finding.path or "", finding.value or ""))
    result: _Json = {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": words},
        "partialFingerprints": {"finding/v1": sha256(about.encode()).hexdigest()},
    }
    if finding.code in indices:
        result["ruleIndex"] = indices[finding.code]
    if locations := _locations(finding, report, language):
        result["locations"] = locations
    details = {"path": finding.path, "value": finding.value, "component": finding.component}
    if told := {key: value for key, value in details.items() if value is not None}:
        result["properties"] = told
    return result


def _locations(finding: Finding, report: Report, language: str) -> list[_Json]:
    location: _Json = {}
    if finding.file is not None:
        physical: _Json = {"artifactLocation": {"uri": quote(finding.file)}}
        if (region := _region(finding, report)) is not None:
            physical["region"] = region
        location["physicalLocation"] = physical
    if finding.focus is not None:
        thing: _Json = {"fullyQualifiedName": finding.focus, "kind": "resource"}
        if label := label_of(finding.focus, report, language):
            thing["name"] = label
        location["logicalLocations"] = [thing]
    return [location] if location else []


def _region(finding: Finding, report: Report) -> _Json | None:
    if finding.line is None:
        return None
    region: _Json = {"startLine": finding.line}
    if finding.column is not None:
        region["startColumn"] = finding.column
    if (at := report.places.get(finding)) is not None:
        region |= {"endLine": at.end_line, "endColumn": at.end_column}
        region["snippet"] = {"text": at.line_text}
    return region


def _version() -> str:
    try:
        return version("kusei")
    except PackageNotFoundError:
        return "0"
