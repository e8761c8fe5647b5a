"""A rule: a code that never means anything else, what it says when it fires, how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kusei.findings import Finding, Severity, Text
from kusei.report.blanks import read_without_finding

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule, whether a shape, a whole-graph check or Python.

    ``message`` may hold ``{name}`` for the values that :meth:`finding` is given. ``why`` is one
    sentence on what would go wrong without the rule.
    """

    code: str
    name: str
    severity: Severity
    message: Text
    fix: Text
    why: Text | None = None

    def headline(self, language: str) -> str:
        """What the rule says, for any thing: words in marks stand for what a finding can tell."""
        said = read_without_finding(self.message.in_language(language), language)
        if said is not None:
            return said
        return "…" if self.why is None else self.why.in_language(language)

    def mending(self, language: str) -> str:
        """How to mend what it finds, for any thing."""
        return read_without_finding(self.fix.in_language(language), language) or "…"

    def finding(
        self,
        *,
        focus: str | None = None,
        path: str | None = None,
        value: str | None = None,
        file: str | None = None,
        texts: Mapping[str, str] | None = None,
    ) -> Finding:
        """A finding of this rule; ``texts`` fill the places of the message and of the fix."""
        return Finding(
            code=self.code,
            name=self.name,
            severity=self.severity,
            message=_filled(self.message, texts or {}),
            fix=_filled(self.fix, texts or {}),
            focus=focus,
            path=path,
            value=value,
            file=file,
        )


def error(code: str, name: str, message: Text, fix: Text, why: Text | None = None) -> Rule:
    """A rule whose findings stop a release."""
    return Rule(code=code, name=name, severity=Severity.ERROR, message=message, fix=fix, why=why)


def warning(code: str, name: str, message: Text, fix: Text, why: Text | None = None) -> Rule:
    """A rule whose findings a curator should look at."""
    return Rule(code=code, name=name, severity=Severity.WARNING, message=message, fix=fix, why=why)


def _filled(text: Text, texts: Mapping[str, str]) -> Text:
    # Not str.format: what comes from the data may hold braces of its own.
    ja, en = text.ja, text.en
    for name, value in texts.items():
        ja = ja.replace("{" + name + "}", value)
        en = en.replace("{" + name + "}", value)
    return Text(ja=ja, en=en)
