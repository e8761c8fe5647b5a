"""Whether the engines answer alike: rows as text, and the faults that are known of one of them."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_EXACT: Final = frozenset(
    _XSD + name
    for name in ("integer", "decimal", "int", "long", "nonNegativeInteger", "positiveInteger")
)
_FLOATING: Final = frozenset({_XSD + "double", _XSD + "float"})

FAULTS: Final[dict[str, str]] = {
    "lineage": "rdflib 7.6 leaves what BIND binds in a branch of a UNION unbound where VALUES of "
    "the branch and of the query name the variable it is taken from, so that all matches it",
}
"""Questions (by name of the query) that rdflib answers wrongly, and why."""


def cell(term: Any) -> str:  # noqa: ANN401 - a term of pyoxigraph or of rdflib
    """A term as N3; a number by its value, a language in small letters, unbound as nothing."""
    if term is None:
        return ""
    datatype, language = getattr(term, "datatype", None), getattr(term, "language", None)
    text = str(getattr(term, "value", term)) if _of_pyoxigraph(term) else str(term)
    kind = type(term).__name__
    if kind in {"NamedNode", "URIRef"}:
        return f"<{text}>"
    if kind in {"BlankNode", "BNode"}:
        return "_:"
    quoted = '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    if language:
        return f"{quoted}@{language.lower()}"
    name = getattr(datatype, "value", datatype)
    if name is None or str(name) == _XSD + "string":
        return quoted
    return _number(text, str(name)) or f"{quoted}^^<{name}>"


def _of_pyoxigraph(term: object) -> bool:
    return type(term).__module__.partition(".")[0] == "pyoxigraph"


def _number(text: str, datatype: str) -> str:
    """A number by its value: engines give a sum of integers in several datatypes."""
    try:
        if datatype in _EXACT:
            return f"{Decimal(text).normalize():f}"
        return f"{float(text)!r}e0" if datatype in _FLOATING else ""
    except (ArithmeticError, ValueError):
        return ""


def lines(rows: Iterable[tuple[Any, ...]]) -> list[str]:
    """Rows as sorted lines: ties in an ORDER BY stand as they come."""
    return sorted("\t".join(map(cell, row)).replace("\r", "\\r") for row in rows)


def difference(found: list[str], wanted: list[str]) -> str:
    """Empty where they are alike, else how many rows are missing and how many too many."""
    have, want = Counter(found), Counter(wanted)
    missing, more = (want - have).total(), (have - want).total()
    return f"{missing:,} rows missing, {more:,} too many" if missing or more else ""
