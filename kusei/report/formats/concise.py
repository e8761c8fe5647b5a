"""For editors: ``path:line:column: CODE message``, one line a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kusei.report.formats.sentences import more, one_line, place, sentence

if TYPE_CHECKING:
    from kusei.report.report import Report


def render(report: Report, *, language: str) -> str:
    """One line a finding; nothing where there is none."""
    lines = [
        f"{one_line(place(finding)) or '-'}: {finding.code} {sentence(finding, report, language)}\n"
        for finding in report.findings
    ]
    return "".join(lines) + more(report, language)
