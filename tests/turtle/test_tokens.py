"""The tokens of Turtle: complete, of the right kind, in linear time."""

from __future__ import annotations

import re
from re import _constants, _parser  # type: ignore[attr-defined]  # what a pattern is compiled to
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kusei.turtle import tokens as turtle_tokens
from kusei.turtle.tokens import KINDS, scan, terminals
from tests.turtle.documents import BROKEN, DOCUMENTS

if TYPE_CHECKING:
    from collections.abc import Iterable

# Pieces of terminals, so that random texts come near to Turtle and miss it.
PIECES = (
    *(
        '"',
        "'",
        '"""',
        "'''",
        "\\",
        '\\"',
        "\\'",
        "\\u00e9",
        "\n",
        "\r",
        "\r\n",
        "\t",
        " ",
        "\ufeff",
    ),
    *("<", ">", "<a>", "#", "@", "@prefix", "@ja-", "^^", ".", ";", ",", "[", "]", "(", ")", "_:"),
    *(
        "a",
        "a:",
        ":b",
        "a.b",
        "%20",
        "%",
        "-",
        "+",
        "1",
        "1.5",
        "e3",
        "true",
        "PREFIX",
        "base",
        "港",
    ),
)
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join))
BEYOND_ASCII = ":.a1-_ \"'<>@#é区・×—\u00b7\u0300\u203f\ue000\U0001f600\U000f0000"
"""Of each sort of character that a name may begin with, hold, or not hold."""

CASES = [
    ("<http://x/#a>", ["iri"]),
    ("<>", ["iri"]),
    ("<a b>", ["bad", "word", "white", "word", "bad"]),
    (r"<\u00e9>", ["iri"]),
    (r"<\n>", ["bad", "bad", "word", "bad"]),
    ("a:b", ["prefixed"]),
    (":", ["prefixed"]),
    ("a:b.", ["prefixed", "mark"]),
    ("a:b..c.", ["prefixed", "mark"]),
    ("a.b:c", ["prefixed"]),
    (r"a:\,b", ["prefixed"]),
    (r"a:\xb", ["prefixed", "bad", "word"]),
    ("a:%2f", ["prefixed"]),
    ("a:%2", ["prefixed", "bad", "integer"]),
    ("a:b,a:c;a:d", ["prefixed", "mark", "prefixed", "mark", "prefixed"]),
    ("港:区", ["prefixed"]),
    ("_:b", ["label"]),
    ("_:b.", ["label", "mark"]),
    ("_:b.c", ["label"]),
    ("1", ["integer"]),
    ("1.", ["integer", "mark"]),
    ("1.5", ["decimal"]),
    ("1.5.", ["decimal", "mark"]),
    (".5", ["decimal"]),
    ("-1e3", ["double"]),
    ("1.5e3", ["double"]),
    ("1.e3", ["double"]),
    ("1e", ["integer", "word"]),
    ("+", ["bad"]),
    ('"a"@ja', ["string", "language"]),
    ('"a"@ja-Hira.', ["string", "language", "mark"]),
    ('"a"@prefix', ["string", "language"]),
    ("@prefix", ["directive"]),
    ("@base", ["directive"]),
    ("@Prefix", ["language"]),
    ("@prefixes", ["language"]),
    ("PREFIX", ["directive"]),
    ("bAsE", ["directive"]),
    ("prefix:a", ["prefixed"]),
    ("prefixes", ["word"]),
    ('"a"^^a:b', ["string", "mark", "prefixed"]),
    ('""', ["string"]),
    ('"\\""', ["string"]),
    ('"a\nb"', ["bad", "white", "word", "bad"]),
    ('"""a\n"b""c"""', ["string"]),
    ('"""a', ["bad"]),
    ("'''a''", ["bad"]),
    ("a.a", ["word", "mark", "word"]),
    ("true.", ["word", "mark"]),
    ("# a\n", ["comment", "white"]),
    ("#", ["comment"]),
    ("[]()", ["mark", "mark", "mark", "mark"]),
    ("\ufeff a", ["white", "word"]),
    ("^", ["bad"]),
    ("{", ["bad"]),
    ("\u3000", ["bad"]),
    ("\x0c", ["bad"]),
]


def kinds(text: str) -> list[str]:
    """The kinds of all tokens."""
    return [token.kind for token in scan(text)]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_kinds(text: str, expected: list[str]) -> None:
    """Each terminal of the grammar is told from what only looks like it."""
    assert kinds(text) == expected


def test_every_kind_occurs() -> None:
    """The cases leave out no kind of token."""
    assert {kind for text, _ in CASES for kind in kinds(text)} == set(KINDS)


@given(TEXTS)
def test_nothing_is_left_out(text: str) -> None:
    """The texts of the tokens are the document, and each stands where it says."""
    tokens = list(scan(text))
    assert "".join(token.text for token in tokens) == text
    assert all(text[token.start : token.end] == token.text for token in tokens)


@given(TEXTS)
def test_terminals_are_the_tokens_without_the_blank_ones(text: str) -> None:
    """The fast way sees what the complete one sees."""
    assert terminals(text) == [t for t in scan(text) if t.kind not in {"white", "comment"}]


@pytest.mark.parametrize("text", DOCUMENTS.values(), ids=DOCUMENTS)
def test_no_token_of_turtle_is_bad(text: str) -> None:
    """What pyoxigraph reads has terminals only."""
    assert "bad" not in kinds(text)


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_what_is_not_turtle_has_tokens_too(text: str) -> None:
    """Nothing is refused: that is for the parser to say."""
    assert "".join(token.text for token in scan(text)) == text


@given(st.one_of(TEXTS, st.text(alphabet=BEYOND_ASCII)))
def test_the_quick_expression_sees_what_the_whole_one_sees(text: str) -> None:
    """A text of no character that cannot begin a name is read by shorter classes to the same."""
    whole = turtle_tokens._compiled(turtle_tokens._TERMINALS, usual=False)
    read = turtle_tokens._pattern(turtle_tokens._TERMINALS, text)
    assert [m.span() for m in read.finditer(text)] == [m.span() for m in whole.finditer(text)]


def test_usual_text_needs_no_long_classes() -> None:
    """Japanese names and texts are read by the expression that is compiled quickly."""
    expression = turtle_tokens._TERMINAL
    quick = turtle_tokens._compiled(expression, usual=True)
    assert turtle_tokens._pattern(expression, ":区役所 :p '「港区」・2009年度'.") is quick
    assert turtle_tokens._pattern(expression, ":a×b :p 1.") is not quick
    assert turtle_tokens._pattern(expression, ":a×b. :c :p 1.", 6) is quick


@pytest.mark.parametrize("usual", [True, False])
def test_no_part_of_the_expression_backtracks(*, usual: bool) -> None:
    """Every repetition without a limit is possessive, so that one token is read at most once
    for each alternative.
    """  # noqa: D205 - one sentence on two lines
    for expression in (turtle_tokens._TERMINALS, turtle_tokens._TERMINAL, turtle_tokens._STATEMENT):
        pattern = turtle_tokens._compiled(expression, usual=usual)
        repetitions = list(repeated(_parser.parse(pattern.pattern, pattern.flags)))
        assert _constants.POSSESSIVE_REPEAT in repetitions
        assert _constants.MAX_REPEAT not in repetitions
        assert _constants.MIN_REPEAT not in repetitions


def repeated(parsed: object) -> Iterable[object]:
    """The sorts of all unlimited repetitions in a parsed expression."""
    if isinstance(parsed, tuple) and len(parsed) == 2 and "REPEAT" in str(parsed[0]):
        if parsed[1][1] is _constants.MAXREPEAT:
            yield parsed[0]
        yield from repeated(parsed[1][2])
    elif isinstance(parsed, (list, tuple, _parser.SubPattern)):
        for part in parsed:
            yield from repeated(part)


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "'''\n\\'''\n",
            '"""\n\\"""\n',
            '"\\"',
            "'\\",
            '"\\\n',
            "a.",
            "a..",
            "<",
            "<a",
            "\\",
            "@a-",
        ),
        *(
            "a:b.",
            "a:.",
            "_:a.",
            "_:",
            "%",
            "1.",
            "1e",
            "+",
            "^",
            "# ",
            " ",
            "\n",
            "[",
            "(",
            "a:\\",
        ),
    ],
)
def test_what_is_begun_and_not_ended_is_read_once(piece: str) -> None:
    """150,000 characters of it end soon; read again from each piece they would take minutes."""
    text = piece * (150_000 // len(piece))
    few, many = (len(list(scan(text[: len(text) // part]))) for part in (10, 1))
    assert many <= 10 * few + 20
    assert len(terminals(text)) <= many


def test_the_expression_has_one_group_a_kind() -> None:
    """A kind is the name of a group."""
    assert re.compile(turtle_tokens._TERMINALS, re.VERBOSE).groupindex.keys() == set(KINDS)
