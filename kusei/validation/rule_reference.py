"""What a rule is for, in words: for ``kusei rule`` and for the generated page of all rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.findings import Severity
from kusei.validation.examples import example_of
from kusei.validation.run import all_rules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kusei.dataset.files import Location
    from kusei.report.rules import Rule
    from kusei.validation.examples import Example, Marked

_WORDS: Final = {
    "ja": ("理由", "悪い例", "良い例", "直し方"),
    "en": ("why", "bad", "good", "fix"),
}
_SEVERITIES: Final = {
    "ja": {Severity.ERROR: "エラー", Severity.WARNING: "警告", Severity.INFO: "情報"},
    "en": {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"},
}
_PAGE: Final = {
    "ja": (
        "検査の規則",
        (
            "`kusei validate` の規則は {count} 件。`kusei rule CODE` が同じことを端末に示す。"
            "〈 〉は、指摘ごとに変わるところである。例は、規則の試験に使う事例そのもので、"
            "違う行に印を付けた。"
        ),
        ("番号", "名前", "重さ", "内容"),
    ),
    "en": (
        "Rules",
        (
            "`kusei validate` has {count} rules; `kusei rule CODE` tells the same on a terminal. "
            "‹ › marks what differs from finding to finding. The examples are the cases by "
            "which the rules are tested; the line in which they differ is marked."
        ),
        ("code", "name", "severity", "what"),
    ),
}


def rule_lines(rules: Sequence[Rule], language: str) -> list[tuple[str, str, str, str]]:
    """Code, name, severity and one line for each rule."""
    return [(r.code, r.name, r.severity.value, r.headline(language)) for r in rules]


def rule_text(rule: Rule, location: Location, language: str) -> str:
    """All that there is to say of a rule: what, why, a bad and a good example, how to mend it."""
    why, bad, good, fix = _WORDS[language]
    example = example_of(location, rule.code)
    parts = [
        f"{rule.code} {rule.name} ({_SEVERITIES[language][rule.severity]})",
        rule.headline(language),
    ]
    if rule.why is not None:
        parts.append(f"{why}: {rule.why.in_language(language)}")
    if example is not None:
        parts += [f"{bad}:\n{_marked(example.bad)}", f"{good}:\n{_marked(example.good)}"]
    parts.append(f"{fix}: {rule.mending(language)}")
    parts.append(terms.RULE + rule.name)
    return "\n\n".join(parts) + "\n"


def rule_record(rule: Rule, location: Location, language: str) -> dict[str, str | None]:
    """The same for machines."""
    example = example_of(location, rule.code)
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.value,
        "iri": terms.RULE + rule.name,
        "message": rule.headline(language),
        "why": rule.why.in_language(language) if rule.why is not None else None,
        "bad": _plain(example.bad) if example is not None else None,
        "good": _plain(example.good) if example is not None else None,
        "fix": rule.mending(language),
    }


def rule_page(location: Location, *, language: str) -> str:
    """All rules as a page of Markdown."""
    rules = all_rules(location)
    title, lead, (code, name, severity, what) = _PAGE[language]
    rows = "".join(
        f"| [{one}](#{one.lower()}) | {named} | {heavy} | {said.replace('|', chr(92) + '|')} |\n"
        for one, named, heavy, said in rule_lines(rules, language)
    )
    table = f"| {code} | {name} | {severity} | {what} |\n|---|---|---|---|\n{rows}"
    sections = "\n".join(_section(rule, location, language) for rule in rules)
    return f"# {title}\n\n{lead.format(count=len(rules))}\n\n{table}\n{sections}"


def _section(rule: Rule, location: Location, language: str) -> str:
    _, bad, good, fix = _WORDS[language]
    example: Example | None = example_of(location, rule.code)
    head = f'## <a id="{rule.code.lower()}"></a>{rule.code} {rule.name}'
    parts = [head, f"{_SEVERITIES[language][rule.severity]}: {rule.headline(language)}"]
    if rule.why is not None:
        stop = "。" if language == "ja" else "."
        parts.append(f"{rule.why.in_language(language)}{stop}")
    if example is not None:
        fence = "```text" if example.holds_files else "```turtle"
        for word, lines in ((bad, example.bad), (good, example.good)):
            parts.append(f"{word}:\n\n{fence}\n{_commented(lines)}```")
    parts.append(f"{fix}: {rule.mending(language)}")
    return "\n\n".join(parts) + "\n"


def _marked(lines: Sequence[Marked]) -> str:
    return "\n".join(f"  {'>' if line.differs else ' '} {line.text}".rstrip() for line in lines)


def _commented(lines: Sequence[Marked]) -> str:
    return "".join(f"{line.text}{'  # ←' if line.differs else ''}\n" for line in lines)


def _plain(lines: Sequence[Marked]) -> str:
    return "".join(f"{line.text}\n" for line in lines)
