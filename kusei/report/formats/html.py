"""One page for people without a terminal: by rule, in both languages, without script or network.

The switch between the languages is two radio buttons that a style sheet looks at.
"""

from __future__ import annotations

from collections import defaultdict
from html import escape
from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.report.excerpt import excerpt
from kusei.report.formats.sentences import counts, label_of, message, place

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kusei.findings import Finding
    from kusei.report.report import Report, Waived

_STYLE: Final = """
:root { color-scheme: light dark; --line: #8884; --error: #c62828; --warning: #a15c00; }
:root { --info: #2b6cb0; --soft: #8881; }
@media (prefers-color-scheme: dark) {
  :root { --error: #ff8a80; --warning: #ffb74d; --info: #90caf9; }
}
body { font: 16px/1.6 system-ui, "Hiragino Sans", "Noto Sans CJK JP", "Noto Sans JP", sans-serif;
  margin: 0 auto; max-width: 72rem; padding: 1rem 1.25rem 4rem; }
h1 { font-size: 1.5rem; margin: 0; }
label { margin-right: .75rem; }
#ja:checked ~ main [lang=en], #en:checked ~ main [lang=ja] { display: none; }
#ja, #en { margin: 1rem .25rem 0 0; }
.counts { border-bottom: 1px solid var(--line); margin: 1rem 0; padding-bottom: 1rem; }
.counts p { margin: 0; }
details { border: 1px solid var(--line); border-radius: .5rem; margin: 1rem 0; }
summary { cursor: pointer; padding: .6rem 1rem; }
summary code { font-weight: 600; }
.badge { border: 1px solid; border-radius: 1rem; font-size: .8rem; padding: .1rem .6rem; }
.error { color: var(--error); } .warning { color: var(--warning); } .info { color: var(--info); }
.number { float: right; font-variant-numeric: tabular-nums; }
.about { background: var(--soft); margin: 0; padding: .6rem 1rem; }
.about p { margin: 0; }
ol { list-style: none; margin: 0; padding: 0; }
li { border-top: 1px solid var(--line); padding: .6rem 1rem; }
li p { margin: 0; }
pre { background: var(--soft); border-radius: .25rem; margin: .4rem 0 0; overflow-x: auto;
  padding: .4rem .6rem; }
code, pre, .place { font-family: ui-monospace, "Noto Sans Mono CJK JP", monospace;
  font-size: .88rem; }
.place { color: GrayText; overflow-wrap: anywhere; }
"""
_HEAD: Final = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
  content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="generator" content="kusei">
<title>kusei validate: {title}</title>
<style>{style}</style>
</head>
<body>
<h1>kusei validate</h1>
<input type="radio" name="language" id="ja"{ja}><label for="ja" lang="ja">日本語</label>
<input type="radio" name="language" id="en"{en}><label for="en" lang="en">English</label>
<main>
"""
_LANGUAGES: Final = ("ja", "en")
_WEIGHTS: Final = {"error": "エラー", "warning": "警告", "info": "情報"}


def render(report: Report, *, language: str) -> str:
    """The page, which opens in ``language`` and holds both."""
    by_rule: dict[tuple[int, str], list[Finding]] = defaultdict(list)
    for finding in report.findings:
        by_rule[-finding.severity.weight, finding.code].append(finding)
    head = _HEAD.format(
        language=language,
        title=escape(counts(report, language=language)[-1]),
        style=_STYLE,
        ja=" checked" if language == "ja" else "",
        en=" checked" if language == "en" else "",
    )
    summary = _both(
        "div", lambda one: "".join(f"<p>{escape(c)}</p>" for c in counts(report, language=one))
    )
    sections = "".join(_rule(findings, report) for _, findings in sorted(by_rule.items()))
    body = f'<section class="counts">{summary}</section>\n{sections}{_rest(report)}'
    return f"{head}{body}</main>\n</body>\n</html>\n"


def _both(tag: str, words: Callable[[str], str]) -> str:
    """The same in both languages; ``words`` gives HTML."""
    return "".join(f'<{tag} lang="{one}">{words(one)}</{tag}>' for one in _LANGUAGES)


def _rule(findings: Sequence[Finding], report: Report) -> str:
    first = findings[0]
    rule = next((rule for rule in report.rules if rule.code == first.code), None)
    about = ""
    if rule is not None and rule.why is not None:
        why = rule.why
        about = f'<div class="about">{_both("p", lambda one: escape(why.in_language(one)))}</div>'
    severity = first.severity.value
    weight = _both("span", lambda one: _WEIGHTS[severity] if one == "ja" else severity)
    items = "".join(_finding(finding, report) for finding in findings)
    return (
        f'<details open id="{escape(first.code)}"><summary>'
        f'<span class="number">{len(findings):,}</span>'
        f'<span class="badge {severity}">{weight}</span> '
        f"<code>{escape(first.code)}</code> {escape(first.name)}</summary>\n"
        f"{about}<ol>\n{items}</ol></details>\n"
    )


def _finding(finding: Finding, report: Report) -> str:
    def said(language: str) -> str:
        named = ""
        if finding.focus is not None:
            iri = escape(finding.focus)
            label = label_of(finding.focus, report, language)
            name = f'<code title="{iri}">{escape(terms.compact(finding.focus))}</code>'
            named = f"<strong>{escape(label)}</strong> {name}: " if label else f"{name}: "
        return named + escape(message(finding, language))

    parts = [f'<p class="place">{escape(place(finding) or "-")}</p>', _both("p", said)]
    if (at := report.places.get(finding)) is not None:
        parts.append(f"<pre>{escape(chr(10).join(excerpt(at)))}</pre>")
    if (fix := finding.fix) is not None:
        parts.append(_both("p", lambda one: f"→ {escape(fix.in_language(one))}"))
    return f"<li>{''.join(parts)}</li>\n"


def _rest(report: Report) -> str:
    parts = ""
    if report.omitted:
        number = f"{len(report.omitted):,}"
        parts += f'<p lang="ja">ほか {number} 件</p><p lang="en">and {number} more</p>\n'
    if report.waived:
        items = "".join(map(_waived, report.waived))
        parts += (
            f'<details><summary><span class="number">{len(report.waived):,}</span>'
            f'<span lang="ja">免除</span><span lang="en">waived</span></summary>'
            f"<ol>{items}</ol></details>\n"
        )
    return parts


def _waived(waived: Waived) -> str:
    finding = waived.finding

    def said(language: str) -> str:
        thing = f"<code>{escape(terms.compact(finding.focus or ''))}</code>"
        because = escape(waived.because.in_language(language))
        return f"{escape(finding.code)} {thing}: {because} ({waived.until.isoformat()})"

    return f"<li>{_both('p', said)}</li>\n"
