"""For people: one paragraph a finding, then how much was checked and what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.answers.display_width import display_width
from kusei.report.excerpt import excerpt
from kusei.report.formats.sentences import counts, more, one_line, place, sentence

if TYPE_CHECKING:
    from kusei.findings import Finding
    from kusei.report.report import Report

_COLUMN: Final = 62  # where the hint to `kusei rule` stands, if the fix leaves room


def render(report: Report, *, language: str) -> str:
    """The report as text, in the order of the report; never with colour codes."""
    paragraphs = [_paragraph(finding, report, language) for finding in report.findings]
    rest = more(report, language)
    lines = "".join(f"{line}\n" for line in counts(report, language=language))
    return "".join(paragraphs) + (f"{rest}\n" if rest else "") + lines


def _paragraph(finding: Finding, report: Report, language: str) -> str:
    rule = f"{finding.severity.value} {finding.code} {finding.name}"
    lines = [f"{rule}  {one_line(place(finding))}".rstrip()]
    lines.append(f"  {sentence(finding, report, language)}")
    if (at := report.places.get(finding)) is not None:
        lines += excerpt(at)
    if finding.component is not None and not (finding.source_shape or "").startswith(terms.RULE):
        return "".join(f"{line}\n" for line in lines) + "\n"  # of a shape that is not ours
    hint = f"kusei rule {finding.code}"
    if finding.fix is None:
        lines.append(f"  {hint}")
    else:
        word = "直し方" if language == "ja" else "fix"
        fix = f"  {word}: {one_line(finding.fix.in_language(language))}"
        lines.append(fix + " " * max(_COLUMN - display_width(fix), 2) + hint)
    return "".join(f"{line}\n" for line in lines) + "\n"
