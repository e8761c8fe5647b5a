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
import sys
from functools import cache
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


class Statement(NamedTuple):
    """Where a statement begins and ends, its full stop included, and its first terminal."""

    begin: int
    end: int
    first: Token | None


# PN_CHARS_BASE, PN_CHARS_U and PN_CHARS of the grammar, as classes of all that they do not hold:
# Python compiles a class character by character, and these are six times fewer.
_NEITHER: Final = (
    "\u0080-\u00b6\u00b8-\u00bf\u00d7\u00f7\u037e\u2000-\u200b\u200e-\u203e\u2041-\u206f"
    "\u2190-\u2bff\u2ff0-\u3000\ud800-\uf8ff\ufdd0-\ufdef\ufffe-\uffff\U000f0000-\U0010ffff"
)
_NOT_FIRST: Final = _NEITHER + "\u00b7\u0300-\u036f\u203f-\u2040"
_BASE: Final = rf"[^\x00-@\[-`{{-\x7f{_NOT_FIRST}]"
_FIRST_OR_DIGIT: Final = rf"[^\x00-/:-@\[-^`{{-\x7f{_NOT_FIRST}]"
_FIRST_OF_LOCAL: Final = rf"[^\x00-/;-@\[-^`{{-\x7f{_NOT_FIRST}]"  # with a colon
_CHARS: Final = rf"[^\x00-,./:-@\[-^`{{-\x7f{_NEITHER}]"
_OF_LOCAL: Final = rf"[^\x00-,./;-@\[-^`{{-\x7f{_NEITHER}]"  # with a colon
_ESCAPED: Final = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"  # PLX
_HEX: Final = "[0-9A-Fa-f]"
_NO_BEGIN: Final = f"[{_NOT_FIRST}]"
_LOCAL: Final = (
    rf"(?:{_FIRST_OF_LOCAL}|{_ESCAPED})(?:{_OF_LOCAL}++|{_ESCAPED})*+"
    rf"(?:\.++(?:{_OF_LOCAL}++|{_ESCAPED})++)*+"
)
_NAME: Final = rf"{_BASE}{_CHARS}*+(?:\.++{_CHARS}++)*+"
_IRI: Final = rf'<(?:[^\x00-\x20<>"{{}}|^`\\]++|\\u{_HEX}{{4}}|\\U{_HEX}{{8}})*+>'
_EXPONENT: Final = "[eE][+-]?+[0-9]++"
_BLANK: Final = r"[ \t\r\n]++"
_COMMENT: Final = r"\#[^\n\r]*+"
_SOUND: Final = rf"""
    (?P<prefixed>(?:{_NAME})?+:(?:{_LOCAL})?+)
  | (?P<mark>\^\^|[;,\[\]()]STOP)
  | (?P<string>\"\"\"(?:[^"\\]++|\\.|"{{1,2}}+(?!"))*+\"\"\"
      |'''(?:[^'\\]++|\\.|'{{1,2}}+(?!'))*+'''
      |"(?!"")(?:[^"\\\n\r]++|\\[^\n\r])*+"
      |'(?!'')(?:[^'\\\n\r]++|\\[^\n\r])*+')
  | (?P<iri>{_IRI})
  | (?P<directive>(?<!["'])@(?:prefix|base)(?![A-Za-z0-9-])|(?i:prefix|base)(?!{_CHARS}))
  | (?P<language>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+)
  | (?P<word>WORD)
  | (?P<label>_:{_FIRST_OR_DIGIT}{_CHARS}*+(?:\.++{_CHARS}++)*+)
  | (?P<double>[+-]?+(?:[0-9]++(?:\.[0-9]*+)?+|\.[0-9]++){_EXPONENT})
  | (?P<decimal>[+-]?+[0-9]*+\.[0-9]++)
  | (?P<integer>[+-]?+[0-9]++)
"""
_BAD: Final = r"""
  | (?P<bad>\"\"\"(?:[^"\\]++|\\.|"{1,2}+(?!"))*+\\?+
      |'''(?:[^'\\]++|\\.|'{1,2}+(?!'))*+\\?+
      |"(?:[^"\\\n\r]++|\\[^\n\r])*+\\?+
      |'(?:[^'\\\n\r]++|\\[^\n\r])*+\\?+
      |.)
"""
_STOP: Final = r"\.(?![0-9])"
_TERMINALS: Final = (
    rf"(?P<white>(?:\A\ufeff)?+{_BLANK}|\A\ufeff)|(?P<comment>{_COMMENT})|"
    + _SOUND.replace("STOP", f"|{_STOP}").replace("WORD", _NAME)
    + _BAD
)
# What stands in a statement: neither its full stop, nor what is `bad`, nor a word with dots in it,
# which `_parts` takes apart.
_INSIDE: Final = (
    re.sub(r"\?P<\w+>", "?:", _SOUND)
    .replace("STOP", "")
    .replace("WORD", rf"{_BASE}{_CHARS}*+(?!\.++{_CHARS})")
)
# The names of the groups are the kinds, which mypy cannot see.
# Outside of character classes the verbose form leaves out white space and comments, and no
# character of the ranges above is either of them.
_BEFORE: Final = rf"(?:\A\ufeff)?+(?:{_BLANK}|{_COMMENT})*+"
_TERMINAL: Final = rf"{_BEFORE}(?:{_TERMINALS}|\Z)"
_SUBJECT: Final = rf"(?:(?P<prefixed>(?:{_NAME})?+:(?:{_LOCAL})?+)|(?P<iri>{_IRI}))?+"
_STATEMENT: Final = rf"{_BEFORE}{_SUBJECT}(?:{_BLANK}|{_COMMENT}|{_INSIDE})*+{_STOP}"
_REST: Final = re.compile(_BEFORE)
_new: Final = tuple.__new__
_PART: Final = re.compile(r"\.|[^.]+")


def _pattern(expression: str, text: str, begin: int = 0, end: int = sys.maxsize) -> re.Pattern[str]:
    """The expression for a text, or for what of it stands between two offsets.

    Most texts have nothing beyond ASCII but what may begin a name. For them the classes of names
    need not list what else there is, and are compiled in a sixth of the time.
    """
    usual = text.isascii() or _compiled(_NO_BEGIN, usual=False).search(text, begin, end) is None
    return _compiled(expression, usual=usual)


@cache
def _compiled(expression: str, *, usual: bool) -> re.Pattern[str]:
    """Each when it is first needed: to compile one takes as long as to read a small file."""
    if usual:
        expression = expression.replace(_NOT_FIRST, "").replace(_NEITHER, "")
    return re.compile(expression, re.VERBOSE | re.DOTALL)


def scan(text: str) -> Iterator[Token]:
    """All tokens in order, white space and comments too; their texts joined are ``text``."""
    for match in _pattern(_TERMINALS, text).finditer(text):
        kind: Kind = match.lastgroup  # type: ignore[assignment]
        token = Token(kind, match[0], match.start(), match.end())
        if kind == "word" and "." in token.text:
            yield from _parts(token)
        else:
            yield token


def terminals(text: str, begin: int = 0, end: int = sys.maxsize) -> list[Token]:
    """The tokens without white space and comments: half the matches, and half the time.

    ``begin`` and ``end`` are offsets between tokens; what stands outside of them is left out.
    """
    found: list[Token] = []
    for match in _pattern(_TERMINAL, text, begin, end).finditer(text, begin, end):
        kind: Kind | None = match.lastgroup  # type: ignore[assignment]
        if kind is None:  # the end
            continue
        start, stop = match.span(kind)
        token = _new(Token, (kind, text[start:stop], start, stop))
        if kind == "word" and "." in token.text:
            found += _parts(token)
        else:
            found.append(token)
    return found


def statements(text: str) -> list[Statement] | None:
    """The statements in order; nothing is kept of their tokens but the first.

    None for a text in which a full stop may not be the end of a statement, or in which one is
    missing: only text that is no Turtle. What stands before a statement belongs to it.
    """
    found: list[Statement] = []
    begin = 0
    statement = _pattern(_STATEMENT, text)
    while (match := statement.match(text, begin)) is not None:
        end = match.end()
        kind: Kind | None = match.lastgroup  # type: ignore[assignment]
        if kind is None:
            first = _first_terminal(text, begin, end)
        else:
            start, stop = match.span(kind)
            first = _new(Token, (kind, text[start:stop], start, stop))
        found.append(_new(Statement, (begin, end, first)))
        begin = end
    return found if _REST.fullmatch(text, begin) else None


def _first_terminal(text: str, begin: int, end: int) -> Token | None:
    """The first token between two offsets that is neither white space nor a comment."""
    match = _pattern(_TERMINAL, text, begin, end).match(text, begin, end)
    kind: Kind | None = match.lastgroup if match is not None else None  # type: ignore[assignment]
    if match is None or kind is None:
        return None
    return Token(kind, match[kind], match.start(kind), match.end())


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
