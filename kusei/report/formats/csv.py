"""CSV (RFC 4180, lines end in a line feed): the keys of a finding, its label, the version."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from kusei.report.formats.records import KEYS, SCHEMA_VERSION, record
from kusei.report.formats.sentences import label_of, printable

if TYPE_CHECKING:
    from kusei.report.report import Report


def render(report: Report, *, language: str) -> str:
    """A head and one row a finding; an unknown value is empty."""
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow([*KEYS, "label", "schema_version"])
    for finding in report.findings:
        label = label_of(finding.focus, report, language) if finding.focus else ""
        cells = [*record(finding, language).values(), label, SCHEMA_VERSION]
        writer.writerow([printable(cell) if isinstance(cell, str) else cell for cell in cells])
    return output.getvalue()
