"""Put a piece of Turtle into a file: at its end, or behind a statement of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kusei.turtle.format import format_turtle
from kusei.turtle.tokens import scan

if TYPE_CHECKING:
    from kusei.turtle.tokens import Token


def with_piece(source: bytes, piece: str, *, behind: str | None = None) -> bytes:
    """The file in canonical layout with the piece in it, its prefixes at the head.

    ``behind``: the subject, as the file spells it, behind whose statement the piece belongs; at
    the end of the file where it is not there.

    Raises:
        SyntaxDefect: the file is not Turtle.
    """
    text = format_turtle(source).decode()
    end = len(text) if behind is None else _end_of_statement(text, behind)
    return format_turtle(f"{text[:end]}\n{piece}\n{text[end:]}".encode())


def _end_of_statement(text: str, subject: str) -> int:
    statement: list[Token] = []
    depth = 0
    for token in scan(text):
        if token.kind in {"white", "comment"}:
            continue
        statement.append(token)
        if token.kind != "mark":
            continue
        depth += (token.text in "[(") - (token.text in "])")
        if token.text == "." and depth == 0:
            if statement[0].text == subject:
                return text.index("\n", token.end) + 1  # behind a comment on its line
            statement = []
    return len(text)
