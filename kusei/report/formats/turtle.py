"""The standard validation report in Turtle (https://www.w3.org/TR/shacl/#validation-report).

Every finding is a ``sh:ValidationResult``, also of rules that are no shapes: these are their own
component and source. A finding about a file alone has the graph of that file as its focus node;
nodes and shapes without a name stay without one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from kusei import terms
from kusei.findings import SHACL_SEVERITIES

if TYPE_CHECKING:
    from kusei.findings import Finding, Text
    from kusei.report.report import Report

_SEVERITIES: Final = {weight: terms.compact(iri) for iri, weight in SHACL_SEVERITIES.items()}
_GRAPHS: Final = f"{terms.BASE}graph/"
_NOT_IN_IRI: Final = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f]")
_LOCAL: Final = re.compile(r"[a-z]+:[A-Za-z_][A-Za-z0-9_-]*\Z")


def render(report: Report, *, language: str) -> str:  # noqa: ARG001 - it holds both languages
    """The report; it conforms where there is no finding of any severity."""
    prefixes = "".join(
        f"@prefix {name}: <{terms.PREFIXES[name]}> .\n" for name in ("kusei", "rule", "sh", "xsd")
    )
    whole = not report.findings and not report.omitted
    lines = [f"[] a sh:ValidationReport ;\n    sh:conforms {'true' if whole else 'false'}"]
    lines += [f"    sh:result {_result(finding)}" for finding in report.findings]
    return prefixes + "\n" + " ;\n".join(lines) + " .\n"


def _result(finding: Finding) -> str:
    rule = _iri(terms.RULE + finding.name)
    parts = [
        "a sh:ValidationResult",
        f"sh:focusNode {_focus(finding)}",
        f"sh:resultSeverity {_SEVERITIES[finding.severity]}",
        f"sh:sourceConstraintComponent {_iri(finding.component) if finding.component else rule}",
        f"sh:sourceShape {_shape(finding, rule)}",
        f"sh:resultMessage {_texts(finding.message)}",
        f"kusei:code {_literal(finding.code)}",
    ]
    if finding.path is not None:
        parts.insert(2, f"sh:resultPath {_iri(finding.path)}")
    if finding.value is not None:
        parts.insert(3, f"sh:value {finding.value}")
    if finding.fix is not None:
        parts.append(f"kusei:fix {_texts(finding.fix)}")
    return "[\n" + " ;\n".join(f"        {part}" for part in parts) + "\n    ]"


def _focus(finding: Finding) -> str:
    if finding.focus is None and finding.component is not None:
        return "[]"  # a node without a name
    return _iri(finding.focus or _GRAPHS + quote(finding.file or ""))


def _shape(finding: Finding, rule: str) -> str:
    if finding.source_shape is not None:
        return _iri(finding.source_shape)
    return rule if finding.component is None else "[]"  # a shape without a name


def _iri(iri: str) -> str:
    name = terms.compact(iri)
    if _LOCAL.match(name) and name.partition(":")[0] in {"kusei", "rule", "sh", "xsd"}:
        return name
    return f"<{_NOT_IN_IRI.sub(lambda match: quote(match[0]), iri)}>"


def _texts(text: Text) -> str:
    return f"{_literal(text.ja)}@ja, {_literal(text.en)}@en"


def _literal(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return '"' + _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04X}", escaped) + '"'
