"""A piece goes behind the statement that it belongs to, and its prefixes to the head."""

from __future__ import annotations

import pytest

from kusei.curation.insertion import with_piece

FILE = """@prefix a: <urn:a:> .

# One
a:one a a:C . # a:two is next

# Two
a:two a a:C ;
    a:p [ a:q 1.5 ], a:three .
"""
PIECE = "@prefix a: <urn:a:> .\n@prefix b: <urn:b:> .\n\nb:new a a:C .\n"


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        ("a:one", FILE.replace("is next\n", "is next\n\nb:new a a:C .\n")),
        ("a:two", FILE + "\nb:new a a:C .\n"),
        ("a:three", FILE + "\nb:new a a:C .\n"),
        (None, FILE + "\nb:new a a:C .\n"),
    ],
    ids=["within", "last", "no-subject", "end"],
)
def test_where_a_piece_goes(behind: str | None, expected: str) -> None:
    """Behind the statement about a subject with the comment on its line, else at the end."""
    wanted = expected.replace("<urn:a:> .\n", "<urn:a:> .\n@prefix b: <urn:b:> .\n", 1)
    assert with_piece(FILE.encode(), PIECE, behind=behind).decode() == wanted


def test_into_an_empty_file() -> None:
    """A new file holds the piece and no more."""
    assert with_piece(b"", PIECE).decode() == PIECE
