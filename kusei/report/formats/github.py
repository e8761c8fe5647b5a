"""Workflow commands, from which GitHub makes annotations on the lines of a pull request.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions; the escapes are
those of ``actions/toolkit`` (``packages/core/src/command.ts``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kusei.findings import Severity
from kusei.report.formats.sentences import sentence

if TYPE_CHECKING:
    from kusei.findings import Finding
    from kusei.report.report import Report

_COMMANDS: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}


def render(report: Report, *, language: str) -> str:
    """One command a finding."""
    return "".join(_command(finding, report, language) for finding in report.findings)


def _command(finding: Finding, report: Report, language: str) -> str:
    at = report.places.get(finding)
    properties = {
        "file": finding.file,
        "line": finding.line,
        # GitHub takes columns only within one line.
        "col": finding.column,
        "endColumn": at.end_column if at and at.end_line == at.line else None,
        "title": f"{finding.code} {finding.name}",
    }
    said = ",".join(
        f"{key}={_property(str(value))}" for key, value in properties.items() if value is not None
    )
    words = sentence(finding, report, language)
    if finding.fix is not None:
        words += f"\n{finding.fix.in_language(language)}"
    return f"::{_COMMANDS[finding.severity]} {said}::{_data(words)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
