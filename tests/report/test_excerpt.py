"""The source line of a finding with its carets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcwidth

from kusei.graph.lines import Lines
from kusei.report.excerpt import excerpt

TAB = 8


def of(text: str) -> list[str]:
    """The excerpt of a text in which ⟦ ⟧ stand around the place."""
    before, _, rest = text.partition("⟦")
    marked, _, behind = rest.partition("⟧")
    place = Lines(before + marked + behind).place(len(before), len(before + marked))
    return excerpt(place)


def columns(line: str) -> list[str]:
    """What stands in each column of a terminal."""
    cells: list[str] = []
    for character in line:
        width = TAB - len(cells) % TAB if character == "\t" else wcwidth(character)
        cells += [character] * width
    return cells


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("⟦a:b⟧ a a:c .", ["    1 | a:b a a:c .", "      | ^^^"]),
        ("\n\na:b ⟦a⟧ a:c .", ["    3 | a:b a a:c .", "      |     ^"]),
        ("a:港 ⟦a:区⟧ 1 .", ["    1 | a:港 a:区 1 .", "      |      ^^^^"]),
        ("\ta:b\t⟦a⟧ a:c .", ["    1 | \ta:b\ta a:c .", "      | \t   \t^"]),
        ('x ⟦"""a\nb"""⟧ .', ['    1 | x """a', "      |   ^^^^"]),
        ("x⟦⟧", ["    1 | x", "      |  ^"]),
        ("⟦⟧", ["    1 | ", "      | ^"]),
        ("\x1b[31m⟦x⟧", ["    1 | \ufffd[31mx", "      |      ^"]),
        ("e\u0301⟦x⟧", ["    1 | e\u0301x", "      |  ^"]),
        ("\n" * 123455 + "⟦x⟧", ["123456 | x", "       | ^"]),
    ],
)
def test_excerpt(text: str, expected: list[str]) -> None:
    """Number, line, and carets under the place, whatever stands before it."""
    assert of(text) == expected


@given(
    st.text("ab 港ｱ😀\u0301\t　", max_size=30),
    st.text("ab 港ｱ😀", min_size=1, max_size=10),
    st.text("ab\t港", max_size=10),
)
def test_carets_stand_under_the_place_on_a_terminal(before: str, marked: str, behind: str) -> None:
    """Column by column, tabs and full-width characters expanded as a terminal does."""
    line, carets = map(columns, of(f"{before}⟦{marked}⟧{behind}"))
    under = "".join(c for c, caret in zip(line, carets, strict=False) if caret == "^")
    assert under == "".join(columns(marked))


@pytest.mark.parametrize("before", [0, 10, 500, 5000])
def test_a_long_line_is_cut_around_the_place(before: int) -> None:
    """A line of thousands of characters does not flood the terminal, and the place is seen."""
    line, carets = of("x" * before + "⟦y⟧" + "z" * 5000)
    assert len(line) < 200
    assert line[carets.index("^")] == "y"
    assert line.endswith("zzz...")
    assert line[8:11] == ("..." if before >= 500 else ("x" * before + "yzz")[:3])


def test_a_long_token_is_marked_as_far_as_it_is_shown() -> None:
    """The carets end with the line."""
    line, carets = of("x ⟦" + "y" * 5000 + "⟧ z")
    assert len(carets) <= len(line)
