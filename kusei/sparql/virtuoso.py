"""What Virtuoso is known to answer wrongly, and the form of a query that it answers rightly.

Measured on Virtuoso 7.2.5 (Debian 12); ``docs/virtuoso.md`` tells what it makes of each stored
query, and a test compares.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from kusei.sparql.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kusei.sparql.tokens import Token

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
    "Virtuoso loses the characters outside of ASCII that a query puts into its answer by CONCAT, "
    "unless the text has a language"
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
    if "CONCAT" in words and any(
        token.kind == "string" and not token.text.isascii() and not _has_language(stream, index)
        for index, token in enumerate(stream)
    ):
        found.append(_QUESTION_MARKS)
    if "MIN" in words or "MAX" in words:
        found.append(_EXTREMES)
    if "VALUES" in words and "OPTIONAL" in words and with_values_inline(sparql) == sparql:
        found.append(_VALUES)
    return tuple(found)


def _has_language(stream: Sequence[Token], index: int) -> bool:
    """Whether a text is followed by the tag of a language: its characters are not lost."""
    return index + 1 < len(stream) and stream[index + 1].text == "@"


def with_values_inline(sparql: str) -> str:
    """The query with the values of its first VALUES block, if that has one row, where they stand.

    The variables of that block are replaced by their values in all that follows, and blocks that
    say the same of them again are left out; what has more rows, or is named by a SELECT inside,
    stays as it is. The meaning is the same.
    """
    stream = list(tokens(sparql))
    blocks = list(_blocks(stream))
    if not blocks or not blocks[0].row:
        return sparql
    values = blocks[0].row
    if any(values.keys() & _variables(inner) for inner in _selects_inside(stream)):
        return sparql
    again = [block for block in blocks[1:] if block.names & values.keys()]
    if any(not block.row or not block.row.items() <= values.items() for block in again):
        return sparql
    end = max(i for i, token in enumerate(stream) if token.text == "}" and token.kind == "mark")
    if values.keys() & _variables([*stream[: blocks[0].first], *stream[end:]]):
        return sparql
    said = [blocks[0], *again]
    left_out = {index for block in said for index in range(block.first, block.last + 1)}
    parts: list[str] = []
    place = 0
    for index, token in enumerate(stream):
        start, stop, told = token.start, token.end, ""
        if index not in left_out:
            value = values.get(token.text[1:]) if token.kind == "variable" else None
            if value is None or value == _UNDEF:
                continue
            told = value
            if [t.text.upper() for t in stream[max(0, index - 2) : index]] == ["BOUND", "("]:
                start, stop, told = stream[index - 2].start, stream[index + 1].end, "(1 = 1)"
        parts += [sparql[place:start], told]
        place = stop
    return "".join([*parts, sparql[place:]])


def _variables(stream: Iterable[Token]) -> set[str]:
    return {token.text[1:] for token in stream if token.kind == "variable"}


def _selects_inside(stream: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """The terminals of each SELECT within the query, from its word to the end of its group."""
    words = [index for index, token in enumerate(stream) if _is_word(token, "SELECT")]
    for first in words[1:]:
        depth = 1  # the group that the SELECT stands in
        for index in range(first, len(stream)):
            if stream[index].kind == "mark":
                depth += (stream[index].text == "{") - (stream[index].text == "}")
            if depth == 0:
                break
        yield stream[first : index + 1]


class _Block(NamedTuple):
    """A VALUES block: its first and last place in the stream, its variables, its row if it has one.

    ``row`` is empty where there is none, or several.
    """

    first: int
    last: int
    names: frozenset[str]
    row: dict[str, str]


def _is_word(token: Token, word: str) -> bool:
    return token.kind == "word" and token.text.upper() == word


def _blocks(stream: Sequence[Token]) -> Iterator[_Block]:
    """The VALUES blocks in order, as far as they end."""
    for first, token in enumerate(stream):
        if not _is_word(token, "VALUES"):
            continue
        opening, closing = (
            next((i for i in range(first, len(stream)) if stream[i].text == mark), None)
            for mark in ("{", "}")
        )
        if opening is None or closing is None:
            return
        names = [t.text[1:] for t in stream[first:opening] if t.kind == "variable"]
        terms = _terms([t for t in stream[opening + 1 : closing] if t.text not in {"(", ")"}])
        one_row = len(terms) == len(names)
        row = dict(zip(names, terms, strict=True)) if one_row else {}
        yield _Block(first, closing, frozenset(names), row)


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
