"""What Virtuoso is known to answer wrongly, and the form of a query that it answers rightly.

Measured on Virtuoso 7.2.5 (Debian 12); ``docs/virtuoso.md`` tells what it makes of each stored
query, and a test compares.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from kusei.sparql_text import tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kusei.sparql_text import Token

_PATH_ENDS: Final = {"prefixed", "iri"}
_UNDEF: Final = "UNDEF"
_CLOSED_PATH: Final = (
    "Virtuoso miscounts the paths + and *: on circles it leaves out the start, and a path of no "
    "step gives nothing after an OPTIONAL"
)
_UNBOUND: Final = (
    "Virtuoso takes values that an OPTIONAL left unbound for bound ones or for empty texts, so "
    "that COALESCE and BOUND choose wrongly and CONCAT gives what it should not"
)
_QUESTION_MARKS: Final = (
    "Virtuoso loses the characters outside of ASCII that a query puts into its answer by CONCAT"
)
_EXTREMES: Final = "Virtuoso gives a wrong MIN or MAX where texts hold other than ASCII characters"
_VALUES: Final = (
    "Virtuoso does not see the values of VALUES inside the FILTER of an OPTIONAL, and leaves out "
    "what that would have given"
)
DOUBTS: Final = (_CLOSED_PATH, _UNBOUND, _QUESTION_MARKS, _EXTREMES, _VALUES)
"""All that it is known to answer wrongly."""


def doubts(sparql: str) -> tuple[str, ...]:
    """Why Virtuoso's answer may be wrong, one sentence a reason; empty where none is known."""
    stream = list(tokens(sparql))
    words = [token.text.upper() for token in stream if token.kind == "word"]
    found = []
    if _has_closed_path(stream):
        found.append(_CLOSED_PATH)
    if "OPTIONAL" in words and not {"BOUND", "CONCAT", "COALESCE"}.isdisjoint(words):
        found.append(_UNBOUND)
    if "CONCAT" in words and any(t.kind == "string" and not t.text.isascii() for t in stream):
        found.append(_QUESTION_MARKS)
    if "MIN" in words or "MAX" in words:
        found.append(_EXTREMES)
    if "VALUES" in words and "OPTIONAL" in words and with_values_inline(sparql) == sparql:
        found.append(_VALUES)
    return tuple(found)


def with_values_inline(sparql: str) -> str:
    """The query with the values of its first VALUES block, if that has one row, where they stand.

    The variables of that block are replaced by their values in all that follows; what has more
    rows, or a SELECT inside, stays as it is. The meaning is the same.
    """
    stream = list(tokens(sparql))
    block = _first_block(stream)
    if block is None or sum(t.kind == "word" and t.text.upper() == "SELECT" for t in stream) > 1:
        return sparql
    first, last, values = block
    end = max(i for i, token in enumerate(stream) if token.text == "}" and token.kind == "mark")
    outside = {t.text[1:] for t in [*stream[:first], *stream[end:]] if t.kind == "variable"}
    if outside & values.keys():
        return sparql
    parts, place = [sparql[: stream[first].start]], stream[last].end
    inside = stream[last + 1 : end]
    for index, token in enumerate(inside):
        value = values.get(token.text[1:]) if token.kind == "variable" else None
        if value is None or value == _UNDEF:
            continue
        start, stop = token.start, token.end
        around = [t.text.upper() for t in inside[max(0, index - 2) : index]]
        if around == ["BOUND", "("]:
            start, stop, value = inside[index - 2].start, inside[index + 1].end, "(1 = 1)"
        parts += [sparql[place:start], value]
        place = stop
    return "".join([*parts, sparql[place:]])


def _first_block(stream: Sequence[Token]) -> tuple[int, int, dict[str, str]] | None:
    """Where the first VALUES block begins and ends in the stream, and its row of values."""
    words = (i for i, t in enumerate(stream) if t.kind == "word" and t.text.upper() == "VALUES")
    first = next(words, None)
    if first is None:
        return None
    marks = {
        mark: next((i for i in range(first, len(stream)) if stream[i].text == mark), None)
        for mark in ("{", "}")
    }
    opening, closing = marks["{"], marks["}"]
    if opening is None or closing is None:
        return None
    names = [t.text[1:] for t in stream[first:opening] if t.kind == "variable"]
    terms = _terms([t for t in stream[opening + 1 : closing] if t.text not in {"(", ")"}])
    if not names or len(terms) != len(names):
        return None
    return first, closing, dict(zip(names, terms, strict=True))


def _terms(stream: Sequence[Token]) -> list[str]:
    """The terms of a row; what stands together without a blank is one term."""
    found: list[str] = []
    end = -1
    for token in stream:
        if found and token.start == end:
            found[-1] += token.text
        else:
            found.append(token.text)
        end = token.end
    return found


def _has_closed_path(stream: Sequence[Token]) -> bool:
    """True where a path ends with ``+`` or ``*``: after a name or after ``)``, not in COUNT(*)."""
    return any(
        after.text in {"+", "*"}
        and after.start == before.end
        and (before.kind in _PATH_ENDS or before.text == ")")
        for before, after in pairwise(stream)
    )
