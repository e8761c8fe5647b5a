"""JSON lines: one object a finding, with the version of their form in each."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kusei.report.formats.records import SCHEMA_VERSION, record

if TYPE_CHECKING:
    from kusei.report.report import Report


def render(report: Report, *, language: str) -> str:
    """One line a finding; nothing where there is none."""
    return "".join(
        json.dumps(
            {"schema_version": SCHEMA_VERSION, **record(finding, language)}, ensure_ascii=False
        )
        + "\n"
        for finding in report.findings
    )
