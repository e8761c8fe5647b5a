"""What other people's files are checked for before a parser sees them: it must not die of one."""

from __future__ import annotations

import re
from typing import Final

from kusei.graph.store import SyntaxDefect

_REMOTE: Final = re.compile(r'"@(?:context|import)"\s*:\s*(?:\[[^\]{]*?)?(?P<iri>"[^"]*")')
REMOTE_SAID: Final = "No LoadDocumentCallback"
"""What the parser says of a remote context."""
_DEEPEST: Final = 10_000  # elements of RDF/XML in each other
_DEEPEST_JSON: Final = 500  # objects and arrays in each other; the time grows with the square
_JSON_PART: Final = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[\]{}]', re.DOTALL)
_LINE_BREAK: Final = re.compile(r"\r\n?|\n")


def not_too_deep(text: str) -> None:
    """JSON that the parser can hold: it keeps what is open on its stack, and dies beyond."""
    if text.count("{") + text.count("[") <= _DEEPEST_JSON:
        return
    depth = 0
    for match in _JSON_PART.finditer(text):
        depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(match[0], 0)
        if depth > _DEEPEST_JSON:
            lines = _LINE_BREAK.split(text[: match.start()])
            message = f"objects and arrays nested more than {_DEEPEST_JSON} deep"
            raise SyntaxDefect(message, len(lines), len(lines[-1]) + 1)


def remote_context(text: str) -> SyntaxDefect:
    """The defect of a file that names a remote context, at the place where it does."""
    found = _REMOTE.search(text)
    lines = _LINE_BREAK.split(text[: found.start("iri")] if found else "")
    named = found["iri"].strip('"') + " " if found else ""
    message = f"the remote context {named}is not fetched; write the context into the file"
    return SyntaxDefect(message, len(lines), len(lines[-1]) + 1)


def well_formed(text: str) -> None:
    """XML that is whole and does not grow: pyoxigraph accepts a document that breaks off, and
    expands entities without a limit; expat knows both and fetches nothing.
    """  # noqa: D205 - the reason is the summary
    from xml.parsers import expat

    parser = expat.ParserCreate("utf-8")
    depth = 0

    def began(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            where = parser.CurrentLineNumber, parser.CurrentColumnNumber + 1
            raise SyntaxDefect(f"elements nested more than {_DEEPEST:,} deep", *where)

    def ended(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartElementHandler = began
    parser.EndElementHandler = ended
    try:
        parser.Parse(text.encode(), True)  # noqa: FBT003 - expat takes no keyword
    except expat.ExpatError as error:
        said = expat.ErrorString(error.code)
        raise SyntaxDefect(f"not XML: {said}", error.lineno, error.offset + 1) from None
