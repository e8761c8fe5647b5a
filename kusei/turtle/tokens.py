"""The tokens of a Turtle document, each with its place: one regular expression, one pass.

The terminals are those of Turtle 1.1 (https://www.w3.org/TR/turtle/#sec-grammar-grammar); no
parser at hand tells where they stand. Nothing is left out: the texts of all tokens, joined, are
the document, so that a formatter loses no comment. Nothing is refused either: what is no terminal
is a token of the kind ``bad``, and a parser says what is wrong with it.

The time is linear in the length, also for what is not Turtle. No part of the expression
backtracks (the quantifiers are possessive), and what was begun and not ended (a literal, a
dotted name without a colon) is one token as far as it was read, so that nothing is read again
and again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, get_args

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal[
    "white",  # spaces, tabs, line ends; a byte order mark at the beginning
    "comment",  # from # to the end of the line, which does not belong to it
    "iri",  # <…>
    "prefixed",  # a:b, :b, a:, with the prefix of a declaration (a:) too
    "label",  # _:b
    "string",  # with its quotation marks, of any of the four sorts
    "language",  # @ja, without the string before it
    "integer",
    "decimal",
    "double",
    "directive",  # @prefix, @base, PREFIX, BASE
    "word",  # a, true, false; any other word as well, which no Turtle has
    "mark",  # one of . ; , [ ] ( ) ^^
    "bad",  # what is no terminal of Turtle
]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


class Token(NamedTuple):
    """One terminal; ``start`` and ``end`` are offsets in characters, from 0."""

    kind: Kind
    text: str
    start: int
    end: int


# PN_CHARS_BASE, PN_CHARS_U and PN_CHARS of the grammar, as insides of character classes.
_BASE: Final = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_FIRST: Final = _BASE + "_"
_CHARS: Final = _FIRST + "0-9\u00b7\u0300-\u036f\u203f-\u2040\\-"
_ESCAPED: Final = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"  # PLX
_HEX: Final = "[0-9A-Fa-f]"
_LOCAL: Final = (
    rf"(?:[{_FIRST}0-9:]|{_ESCAPED})(?:[{_CHARS}:]++|{_ESCAPED})*+"
    rf"(?:\.++(?:[{_CHARS}:]++|{_ESCAPED})++)*+"
)
_NAME: Final = rf"[{_BASE}][{_CHARS}]*+(?:\.++[{_CHARS}]++)*+"
_EXPONENT: Final = "[eE][+-]?+[0-9]++"
_TERMINALS: Final = rf"""
    (?P<white>(?:\A\ufeff)?+[ \t\r\n]++|\A\ufeff)
  | (?P<prefixed>(?:{_NAME})?+:(?:{_LOCAL})?+)
  | (?P<mark>\^\^|[;,\[\]()]|\.(?![0-9]))
  | (?P<string>\"\"\"(?:[^"\\]++|\\.|"{{1,2}}+(?!"))*+\"\"\"
      |'''(?:[^'\\]++|\\.|'{{1,2}}+(?!'))*+'''
      |"(?!"")(?:[^"\\\n\r]++|\\[^\n\r])*+"
      |'(?!'')(?:[^'\\\n\r]++|\\[^\n\r])*+')
  | (?P<iri><(?:[^\x00-\x20<>"{{}}|^`\\]++|\\u{_HEX}{{4}}|\\U{_HEX}{{8}})*+>)
  | (?P<directive>(?<!["'])@(?:prefix|base)(?![A-Za-z0-9-])|(?i:prefix|base)(?![{_CHARS}]))
  | (?P<language>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+)
  | (?P<comment>\#[^\n\r]*+)
  | (?P<word>{_NAME})
  | (?P<label>_:[{_FIRST}0-9][{_CHARS}]*+(?:\.++[{_CHARS}]++)*+)
  | (?P<double>[+-]?+(?:[0-9]++(?:\.[0-9]*+)?+|\.[0-9]++){_EXPONENT})
  | (?P<decimal>[+-]?+[0-9]*+\.[0-9]++)
  | (?P<integer>[+-]?+[0-9]++)
  | (?P<bad>\"\"\"(?:[^"\\]++|\\.|"{{1,2}}+(?!"))*+\\?+
      |'''(?:[^'\\]++|\\.|'{{1,2}}+(?!'))*+\\?+
      |"(?:[^"\\\n\r]++|\\[^\n\r])*+\\?+
      |'(?:[^'\\\n\r]++|\\[^\n\r])*+\\?+
      |.)
"""
# The names of the groups are the kinds, which mypy cannot see.
# Outside of character classes the verbose form leaves out white space and comments, and no
# character of the ranges above is either of them.
_TOKEN: Final = re.compile(_TERMINALS, re.VERBOSE | re.DOTALL)
_TERMINAL: Final = re.compile(
    rf"(?:\A\ufeff)?+(?:[ \t\r\n]++|\#[^\n\r]*+)*+(?:{_TERMINALS}|\Z)", re.VERBOSE | re.DOTALL
)
_PART: Final = re.compile(r"\.|[^.]+")


def scan(text: str) -> Iterator[Token]:
    """All tokens in order, white space and comments too; their texts joined are ``text``."""
    for match in _TOKEN.finditer(text):
        kind: Kind = match.lastgroup  # type: ignore[assignment]
        token = Token(kind, match[0], match.start(), match.end())
        if kind == "word" and "." in token.text:
            yield from _parts(token)
        else:
            yield token


def terminals(text: str) -> list[Token]:
    """The tokens without white space and comments: half the matches, and half the time."""
    found: list[Token] = []
    for match in _TERMINAL.finditer(text):
        kind: Kind | None = match.lastgroup  # type: ignore[assignment]
        if kind is None:  # the end
            continue
        token = Token(kind, match[kind], match.start(kind), match.end())
        if kind == "word" and "." in token.text:
            found += _parts(token)
        else:
            found.append(token)
    return found


def _parts(word: Token) -> Iterator[Token]:
    # A name may hold dots only with a colon behind it: without one, each dot ends a statement.
    for match in _PART.finditer(word.text):
        start, end = word.start + match.start(), word.start + match.end()
        part = match[0]
        yield Token(_kind_of_part(part), part, start, end)


def _kind_of_part(part: str) -> Kind:
    if part == ".":
        return "mark"
    return "directive" if part.lower() in {"prefix", "base"} else "word"
