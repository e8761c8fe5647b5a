"""The words of a SPARQL text, so that nothing is looked for inside comments, strings and IRIs.

Not a parser: just the terminals of SPARQL 1.1 that matter here (section 19.8 of
https://www.w3.org/TR/sparql11-query/), each with its place.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN: Final = re.compile(
    r"""
      (?P<blank>\s+|\#[^\n\r]*)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<string>'''(?:\\.|'{0,2}(?:[^'\\]))*'''|\"\"\"(?:\\.|"{0,2}[^"\\])*\"\"\"
                |'(?:\\.|[^'\\\n\r])*'|"(?:\\.|[^"\\\n\r])*")
    | (?P<variable>[?$]\w+)
    | (?P<prefixed>(?:[^\W\d_][\w.-]*)?:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*)
    | (?P<word>\w+)
    | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_FORMS: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")


class Token(NamedTuple):
    """One terminal: its kind (iri, string, variable, prefixed, word, mark), text and place."""

    kind: str
    text: str
    start: int
    end: int


def tokens(sparql: str) -> Iterator[Token]:
    """The terminals in order, white space and comments left out."""
    return iter(_tokens(sparql))


@lru_cache(maxsize=4)
def _tokens(sparql: str) -> tuple[Token, ...]:
    """Kept for a while: of one text its blocks, its scopes and its limit are asked in turn."""
    return tuple(
        Token(match.lastgroup or "mark", match[0], match.start(), match.end())
        for match in _TOKEN.finditer(sparql)
        if match.lastgroup != "blank"
    )


def query_form(sparql: str) -> str | None:
    """SELECT, ASK, CONSTRUCT or DESCRIBE; None where the text is no query (an update)."""
    words = (t.text.upper() for t in tokens(sparql) if t.kind == "word")
    first = next((word for word in words if word not in {"PREFIX", "BASE"}), "")
    return first if first in _FORMS else None


def undeclared_prefixes(sparql: str) -> set[str]:
    """The prefixes that the text uses and does not declare."""
    used: set[str] = set()
    declared: set[str] = set()
    declaring = False
    for token in tokens(sparql):
        if token.kind == "prefixed":
            prefix = token.text.partition(":")[0]
            (declared if declaring else used).add(prefix)
        declaring = token.kind == "word" and token.text.upper() == "PREFIX"
    return used - declared
