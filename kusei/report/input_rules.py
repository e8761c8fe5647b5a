"""The rules on what is read at all, before any rule on what it says."""

from __future__ import annotations

from typing import Final

from kusei.findings import Text
from kusei.graph.syntax_finding import SYNTAX_FIX
from kusei.report.rules import error

STDIN: Final = "<stdin>"
SYNTAX: Final = error(
    "KG001",
    "syntax-error",
    Text(ja="Turtle として読めない", en="not Turtle"),
    SYNTAX_FIX,
    Text(
        ja="ファイルが一つでも読めないと、残りだけを検査した結果は誤った安心を与える",
        en="While one file cannot be read, a check of the rest would promise what nobody looked at",
    ),
)
NEWER: Final = error(
    "KG002",
    "newer-than-rdf-1.1",
    Text(ja="RDF 1.2 の書き方である", en="is RDF 1.2"),
    Text(ja="RDF 1.1 で書く", en="write RDF 1.1"),
    Text(
        ja="RDF 1.2 の書き方は、多くの道具がまだ読めず、公開しても使えない",
        en="Most tools cannot read RDF 1.2 yet, so a release with it would be of no use to them",
    ),
)
NOTHING_CHECKED: Final = error(
    "KG003",
    "nothing-checked",
    Text(ja="規則の対象になるものが一つもない", en="no rule found anything to look at"),
    Text(
        ja="データの置き場所と、使われている型を確かめる",
        en="see where the data lies, and of which classes it is",
    ),
    Text(
        ja="何も検査しなかったのに成功と報告するのが、最も悪い報告である",
        en="Success for a run that looked at nothing would be the worst of all reports",
    ),
)
UNKNOWN_TERM: Final = error(
    "KG007",
    "unknown-term",
    Text(ja="{term} という語はない{hint_ja}", en="there is no term {term}{hint_en}"),
    Text(
        ja="綴りを直すか、ontology/ に語を宣言する",
        en="mend the spelling, or declare the term in ontology/",
    ),
    Text(
        ja="綴りを誤った語は、エラーにならずに、どの問いからも黙って漏れる",
        en="A misspelt term is no error to a parser; it just goes missing from every answer",
    ),
)
