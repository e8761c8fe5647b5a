"""One JSON document: counts, findings, labels of the things they are about, what is waived."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kusei.findings import Severity
from kusei.report.formats.records import SCHEMA_VERSION, record
from kusei.report.formats.sentences import label_of

if TYPE_CHECKING:
    from kusei.report.report import Report


def render(report: Report, *, language: str) -> str:
    """The findings and the counts, in the order of the report."""
    document = {
        "schema_version": SCHEMA_VERSION,
        "summary": {
            "errors": report.count(Severity.ERROR),
            "warnings": report.count(Severity.WARNING),
            "infos": report.count(Severity.INFO),
            "omitted": len(report.omitted),
            "waived": len(report.waived),
            "nodes_checked": report.nodes_checked,
            "rules_checked": report.rules_checked,
            "rules_matching_nothing": list(report.rules_matching_nothing),
            "passages": report.passages,
            "passages_unchecked": None if report.passages is None else report.unchecked,
            "nodes_not_targeted": report.untargeted,
            "run_by_reference": list(report.by_reference),
        },
        "findings": [record(finding, language) for finding in report.findings],
        "waived": [
            record(one.finding, language)
            | {
                "waiver": one.waiver,
                "because": one.because.in_language(language),
                "until": one.until.isoformat(),
            }
            for one in report.waived
        ],
        "labels": {iri: label_of(iri, report, language) for iri in sorted(report.labels)},
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
