"""What all formats say in words: the sentence of a finding, its place, and the counts of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from unicodedata import category

from kusei import terms
from kusei.findings import Severity

if TYPE_CHECKING:
    from kusei.findings import Finding
    from kusei.report.report import Report

_CODES_SHOWN: Final = 20
_CONTROLS: Final = frozenset({"Cc", "Cs", "Zl", "Zp"})


def place(finding: Finding) -> str:
    """``file:line:column`` as far as it is known, else nothing."""
    return ":".join(str(p) for p in (finding.file, finding.line, finding.column) if p)


def sentence(finding: Finding, report: Report, language: str) -> str:
    """The thing with its label, and what is wrong with it, on one line."""
    said = message(finding, language)
    if finding.focus is None:
        return said
    label = label_of(finding.focus, report, language)
    named = f" ({label})" if label else ""
    return one_line(f"{terms.compact(finding.focus)}{named}: {said}")


def message(finding: Finding, language: str) -> str:
    """What is wrong, on one line."""
    said = finding.message.in_language(language)
    # What a shape finds names its rule; the value that breaks it is said beside.
    if finding.component is not None and finding.path is not None:
        value = finding.value or "_:"  # what has no name is not shown
        value = "" if value.startswith("_:") else f" {term(value)}"
        said += f" [{terms.compact(finding.path)}{value}]"
    return one_line(said)


def label_of(iri: str, report: Report, language: str) -> str:
    """What people call a thing, on one line; nothing where it has no words of its own."""
    label = report.labels.get(iri)
    return one_line(label.in_language(language)) if label is not None else ""


def term(value: str) -> str:
    """A term in N-Triples form as a person reads it."""
    if value.startswith("<"):
        return terms.compact(value[1:-1])
    text, mark, datatype = value.rpartition("^^<")
    return f"{text}^^{terms.compact(datatype[:-1])}" if mark else value


def one_line(text: str) -> str:
    """The text on one line, without what could drive a terminal."""
    return printable(" ".join(text.split()))


def printable(text: str) -> str:
    """The text without control characters, line breaks and tabs apart."""
    if text.isprintable():
        return text
    return "".join("\ufffd" if category(c) in _CONTROLS and c not in "\n\t" else c for c in text)


def more(report: Report, language: str) -> str:
    """The line that says how many findings are not shown; nothing where all are."""
    number = len(report.omitted)
    if not number:
        return ""
    return f"ほか {number:,} 件\n" if language == "ja" else f"and {number:,} more\n"


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
            f"{checked}{nothing}、免除 {len(report.waived)} 件",
            *_rest(report, language),
            f"エラー {errors} 件、警告 {warnings} 件" + (f"、情報 {infos} 件" if infos else ""),
        ]
    rules = _many(report.rules_checked, "rule")
    checked = f"{_many(report.nodes_checked, 'node')} checked with {rules}"
    nothing = f" ({len(codes)} matched nothing: {silent})" if codes else ""
    found = f"{_many(errors, 'error')}, {_many(warnings, 'warning')}"
    return [
        f"{checked}{nothing}, {len(report.waived)} waived",
        *_rest(report, language),
        found + (f", {_many(infos, 'note')}" if infos else ""),
    ]


def _rest(report: Report, language: str) -> list[str]:
    """What is said of some runs only: their passages, what they did not look at."""
    lines = []
    if report.passages is not None:
        many, left = _many(report.passages, "passage"), f"{report.unchecked:,}"
        lines.append(
            f"引用箇所 {report.passages:,} 件、うち写しと未照合 {left} 件"
            if language == "ja"
            else f"{many}, {left} not compared with a copy"
        )
    if report.untargeted:
        number = f"{report.untargeted:,}"
        lines.append(
            f"ほか {number} 件はどの規則の対象でもない"
            if language == "ja"
            else f"{_many(report.untargeted, 'other thing')} targeted by no rule"
        )
    slow = report.by_reference
    if slow:
        told = "; ".join(slow[:_CODES_SHOWN]) + ("; …" if len(slow) > _CODES_SHOWN else "")
        lines.append(
            f"{len(slow)} 件のシェイプは pyshacl で検査: {told}"
            if language == "ja"
            else f"{_many(len(slow), 'shape')} checked by pyshacl: {told}"
        )
    return lines


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
