"""Slips of the hand in a stored check: one part of its query taken out or changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

_TOKEN: Final = re.compile(
    r'"(?:\\.|[^"\\\n])*"(?:@[\w-]+|\^\^[\w:-]+)?|<[^<>\s]*>|\#[^\n]*'
    r"|[?$]\w+|[A-Za-z][\w-]*:[\w-]*(?:\.[\w-]+)*|[A-Za-z]\w*|\d+|\|\||&&|<=|>=|!=|\S"
)
_OPEN: Final = {"(": ")", "{": "}"}
_BOUNDS: Final = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
_KEYWORDS: Final = frozenset({"FILTER", "BIND", "OPTIONAL", "VALUES", "GRAPH", "SELECT", "UNION"})


@dataclass(frozen=True, slots=True)
class Mutant:
    """A query with one slip; ``what`` names it, whatever line it stands in."""

    line: int
    what: str
    text: str


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Edit:
    """Put ``new`` in place of the tokens ``first`` to ``last``, that one excluded."""

    first: int
    last: int
    new: str
    verb: str


def query_mutants(text: str) -> list[Mutant]:
    """Each filter, part of a filter, bound, pattern, step of a path, row and branch in turn."""
    tokens = [
        _Token(found[0], found.start(), found.end())
        for found in _TOKEN.finditer(text)
        if not found[0].startswith("#")
    ]
    words = [token.text for token in tokens]
    body = words.index("{", words.index("SELECT"))
    edits = list(_group(words, body, _closing(words, body)))
    return _named(text, tokens, edits)


def _named(text: str, tokens: Sequence[_Token], edits: Sequence[_Edit]) -> list[Mutant]:
    """The mutants; one that says the same as another before it is told by a number."""
    seen: dict[str, int] = {}
    mutants = []
    for edit in edits:
        start, end = tokens[edit.first].start, tokens[edit.last - 1].end
        what = f"{edit.verb} {' '.join(text[start:end].split())}"
        if edit.new:
            what += f" → {edit.new}"
        seen[what] = seen.get(what, 0) + 1
        if seen[what] > 1:
            what += f" ({seen[what]})"
        line = text.count("\n", 0, start) + 1
        mutants.append(Mutant(line, what, f"{text[:start]} {edit.new} {text[end:]}"))
    return mutants


def _closing(words: Sequence[str], at: int) -> int:
    """Where the bracket that opens at ``at`` closes."""
    end, depth = _OPEN[words[at]], 0
    for number in range(at, len(words)):
        depth += (words[number] == words[at]) - (words[number] == end)
        if depth == 0:
            return number
    raise ValueError(f"nothing closes the {words[at]} of token {at}")


def _group(words: Sequence[str], opening: int, closing: int) -> Iterator[_Edit]:
    """The edits of what stands between two braces."""
    at = opening + 1
    while at < closing:
        word = words[at]
        if word == "FILTER":
            end = _filter_end(words, at)
            yield _Edit(at, end, "", "without")
            yield from _condition(words, at + 1, end)
        elif word == "OPTIONAL":
            end = _closing(words, at + 1) + 1
            yield _Edit(at, end, "", "without")
            yield from _group(words, at + 1, end - 1)
        elif word == "VALUES":
            opened = words.index("{", at)
            end = _closing(words, opened) + 1
            yield from _rows(words, opened + 1, end - 1)
        elif word == "BIND":
            end = _closing(words, at + 1) + 1
        elif word == "GRAPH":
            end = _closing(words, at + 2) + 1
            yield from _group(words, at + 2, end - 1)
        elif word == "{":
            end = _closing(words, at) + 1
            end = yield from _branches(words, at, end)
        elif word == "SELECT":
            opened = words.index("{", at)
            end = closing
            yield from _group(words, opened, _closing(words, opened))
        elif word == ".":
            end = at + 1
        else:
            end = yield from _triples(words, at, closing)
        at = end


def _branches(words: Sequence[str], at: int, end: int) -> Generator[_Edit, None, int]:
    """Groups that UNION joins, each taken out in turn; returns where the last one ends."""
    groups = [(at, end)]
    while end < len(words) and words[end] == "UNION":
        begin, end = end + 1, _closing(words, end + 1) + 1
        groups.append((begin, end))
    for number, (begin, stop) in enumerate(groups):
        if len(groups) > 1:
            first, last = (begin, stop + 1) if number == 0 else (begin - 1, stop)
            yield _Edit(first, last, "", "without")
        yield from _group(words, begin, stop - 1)
    return end


def _filter_end(words: Sequence[str], at: int) -> int:
    """Where a FILTER, which a bracket or EXISTS { … } makes up, ends."""
    while words[at] not in _OPEN:
        at += 1
    return _closing(words, at) + 1


def _condition(words: Sequence[str], start: int, end: int) -> Iterator[_Edit]:
    """Of the condition of a FILTER: each operand of || and &&, each bound, what EXISTS holds."""
    at = start
    while at < end:
        if words[at] == "{":
            closing = _closing(words, at)
            yield from _group(words, at, closing)
            at = closing
        elif words[at] == "(":
            yield from _operands(words, at + 1, _closing(words, at))
        elif words[at] in _BOUNDS:
            yield _Edit(at, at + 1, _BOUNDS[words[at]], "with")
        at += 1


def _operands(words: Sequence[str], start: int, end: int) -> Iterator[_Edit]:
    """What || joins between two brackets or, within each of these, && joins; lists by comma."""
    for operator in ("||", "&&", ","):
        stops = [*_level(words, start, end, operator), end]
        if len(stops) == 1:
            continue
        a_list = operator == "," and words[start - 2] == "IN"
        begin = start
        for stop in stops if operator != "," or a_list else ():
            last = stop == end
            yield _Edit(begin - (1 if last else 0), stop + (0 if last else 1), "", "without")
            if operator == "||" and list(_level(words, begin, stop, "&&")):
                yield from _operands(words, begin, stop)
            begin = stop + 1
        return


def _level(words: Sequence[str], start: int, end: int, operator: str) -> Iterator[int]:
    at = start
    while at < end:
        if words[at] in _OPEN:
            at = _closing(words, at)
        elif words[at] == operator:
            yield at
        at += 1


def _rows(words: Sequence[str], start: int, end: int) -> Iterator[_Edit]:
    """Each row of a VALUES block."""
    at = start
    while at < end:
        stop = _closing(words, at) + 1 if words[at] == "(" else at + 1
        yield _Edit(at, stop, "", "without the row")
        at = stop


def _triples(words: Sequence[str], at: int, closing: int) -> Generator[_Edit, None, int]:
    """Each property and value of one subject, and each step of its path; returns their end."""
    start = at + 1
    pairs: list[tuple[int, int]] = []
    begin = number = start
    while number <= closing:
        over = number == closing or words[number] in _KEYWORDS or words[number] in {".", "{"}
        if over or words[number] == ";":
            if number > begin:
                pairs.append((begin, number))
            begin = number + 1
            if over:
                break
        number = _closing(words, number) + 1 if words[number] == "(" else number + 1
    end = number
    for one, (begin, stop) in enumerate(pairs):
        if len(pairs) == 1:
            yield _Edit(at, stop + (words[stop] == "."), "", "without")
        elif one == len(pairs) - 1:
            yield _Edit(begin - 1, stop, "", "without")
        else:
            yield _Edit(begin, stop + 1, "", "without")
        objects = stop - 1
        while words[objects - 1] == ",":
            objects -= 2
        yield from _path(words, begin, objects)
    return end


def _path(words: Sequence[str], start: int, end: int) -> Iterator[_Edit]:
    """Each choice and each step of a path, and what says that a step is repeated."""
    if words[start] == "(" and _closing(words, start) == end - 1:
        start, end = start + 1, end - 1
    for joint in ("|", "/"):
        stops = [*_level(words, start, end, joint), end]
        if len(stops) == 1:
            continue
        begin = start
        for stop in stops:
            last = stop == end
            yield _Edit(begin - (1 if last else 0), stop + (0 if last else 1), "", "without")
            yield from _path(words, begin, stop)
            begin = stop + 1
        return
    if words[end - 1] in {"+", "*", "?"}:
        yield _Edit(end - 1, end, "", f"once {' '.join(words[start : end - 1])}")
        if words[start] == "(":
            yield from _path(words, start, end - 1)
