"""A finding as a record: the keys that machines rely on, in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kusei.findings import Finding

SCHEMA_VERSION: Final = 1
"""Raised when a key changes its meaning or goes away; never when one is added."""
KEYS: Final = (
    *("code", "name", "severity", "message", "focus", "path", "value", "file", "line", "column"),
    *("fix", "component", "source_shape"),
)


def record(finding: Finding, language: str) -> dict[str, str | int | None]:
    """The finding by :data:`KEYS`, None where it has nothing to put there."""
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
