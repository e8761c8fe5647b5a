"""The finding of a file that no parser can read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kusei.bilingual import Text

if TYPE_CHECKING:
    from kusei.findings import Finding
    from kusei.graph.store import SyntaxDefect

SYNTAX_FIX: Final = Text(
    ja="この位置かその直前を直す。前の行の終わりの ; や . 、閉じる引用符が抜けていることが多い",
    en="mend it here or just before: often the line before lacks its ; or . or a quote its end",
)


def syntax_finding(defect: SyntaxDefect, name: str) -> Finding:
    """The finding KG001 (not Turtle) or KG002 (RDF 1.2) of a file."""
    from kusei.findings import Finding, Severity

    code, rule = ("KG002", "newer-than-rdf-1.1") if defect.newer else ("KG001", "syntax-error")
    return Finding(
        code=code,
        name=rule,
        severity=Severity.ERROR,
        message=Text(
            ja=f"Turtle として読めない: {defect.message}", en=f"not Turtle: {defect.message}"
        ),
        fix=SYNTAX_FIX,
        file=name,
        line=defect.line,
        column=defect.column,
    )
