"""A report as text for people, as one line a finding, or as JSON for machines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.findings import Severity
from kusei.validation.excerpt import excerpt

if TYPE_CHECKING:
    from kusei.findings import Finding
    from kusei.validation.report import Report

SCHEMA_VERSION: Final = 1
FORMATS: Final = ("text", "concise", "json")
_CODES_SHOWN: Final = 20


def render(report: Report, form: str, *, language: str) -> str:
    """The report in one of :data:`FORMATS`, messages in ``ja`` or ``en``.

    Raises:
        ValueError: there is no such format.
    """
    match form:
        case "text":
            return as_text(report, language=language)
        case "concise":
            return as_concise(report, language=language)
        case "json":
            return as_json(report, language=language)
    raise ValueError(f"no such format: {form}")


def as_text(report: Report, *, language: str) -> str:
    """One paragraph a finding, then how much was checked and what was found."""
    paragraphs = [_paragraph(finding, report, language) for finding in report.findings]
    return "".join([*paragraphs, *(f"{line}\n" for line in counts(report, language=language))])


def as_concise(report: Report, *, language: str) -> str:
    """``path:line:column: CODE message``, one line a finding; nothing where there is none."""
    lines = []
    for finding in report.findings:
        place = ":".join(str(p) for p in (finding.file, finding.line, finding.column) if p)
        message = _sentence(finding, report, language)
        lines.append(f"{place or '-'}: {finding.code} {message}\n")
    return "".join(lines)


def as_json(report: Report, *, language: str) -> str:
    """The findings and the counts, in the order of the report."""
    document = {
        "schema_version": SCHEMA_VERSION,
        "summary": {
            "errors": report.count(Severity.ERROR),
            "warnings": report.count(Severity.WARNING),
            "infos": report.count(Severity.INFO),
            "waived": report.waived,
            "nodes_checked": report.nodes_checked,
            "rules_checked": report.rules_checked,
            "rules_matching_nothing": list(report.rules_matching_nothing),
            "passages": report.passages,
            "passages_unchecked": report.unchecked,
        },
        "findings": [_record(finding, language) for finding in report.findings],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def counts(report: Report, *, language: str) -> list[str]:
    """The lines that say what was checked and what was found."""
    errors, warnings = report.count(Severity.ERROR), report.count(Severity.WARNING)
    infos = report.count(Severity.INFO)
    codes = report.rules_matching_nothing
    silent = ", ".join(codes[:_CODES_SHOWN]) + (", …" if len(codes) > _CODES_SHOWN else "")
    if language == "ja":
        checked = f"{report.nodes_checked:,} ノードを {report.rules_checked} 件の規則で検査"
        nothing = f"({len(codes)} 件は対象なし: {silent})" if codes else ""
        return [
            f"{checked}{nothing}、免除 {report.waived} 件",
            f"引用箇所 {report.passages:,} 件、うち写しと未照合 {report.unchecked:,} 件",
            f"エラー {errors} 件、警告 {warnings} 件" + (f"、情報 {infos} 件" if infos else ""),
        ]
    rules = _many(report.rules_checked, "rule")
    checked = f"{_many(report.nodes_checked, 'node')} checked with {rules}"
    nothing = f" ({len(codes)} matched nothing: {silent})" if codes else ""
    found = f"{_many(errors, 'error')}, {_many(warnings, 'warning')}"
    return [
        f"{checked}{nothing}, {report.waived} waived",
        f"{_many(report.passages, 'passage')}, {report.unchecked:,} not compared with a copy",
        found + (f", {_many(infos, 'note')}" if infos else ""),
    ]


def _paragraph(finding: Finding, report: Report, language: str) -> str:
    place = ":".join(str(p) for p in (finding.file, finding.line, finding.column) if p)
    lines = [f"{finding.severity.value} {finding.code} {finding.name}  {place}".rstrip()]
    lines.append(f"  {_sentence(finding, report, language)}")
    if (at := report.places.get(finding)) is not None:
        lines += excerpt(at)
    if finding.fix is not None:
        word = "直し方" if language == "ja" else "fix"
        lines.append(f"  {word}: {finding.fix.in_language(language)}")
    return "".join(f"{line}\n" for line in lines) + "\n"


def _sentence(finding: Finding, report: Report, language: str) -> str:
    message = finding.message.in_language(language)
    # What a shape finds names its rule; the value that breaks it is said beside.
    if finding.component is not None and finding.value is not None and finding.path is not None:
        message += f" [{terms.compact(finding.path)} {_term(finding.value)}]"
    elif finding.component is not None and finding.path is not None:
        message += f" [{terms.compact(finding.path)}]"
    if finding.focus is None:
        return _one_line(message)
    label = report.labels.get(finding.focus)
    named = f" ({label.in_language(language)})" if label is not None else ""
    return _one_line(f"{terms.compact(finding.focus)}{named}: {message}")


def _term(value: str) -> str:
    if value.startswith("<"):
        return terms.compact(value[1:-1])
    text, mark, datatype = value.rpartition("^^<")
    return f"{text}^^{terms.compact(datatype[:-1])}" if mark else value


def _record(finding: Finding, language: str) -> dict[str, object]:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": finding.message.in_language(language),
        "focus": finding.focus,
        "path": finding.path,
        "value": finding.value,
        "file": finding.file,
        "line": finding.line,
        "column": finding.column,
        "fix": finding.fix.in_language(language) if finding.fix is not None else None,
        "component": finding.component,
        "source_shape": finding.source_shape,
    }


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
