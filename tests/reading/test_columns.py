"""Lines in reading order: vertical ones from right to left, all others as they were."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kusei.reading.columns import Line, reading_order


def down(x: float, top: float, length: float = 100) -> Line:
    """A column."""
    return Line(0, 1, (x, top), (x, top - length), 12)


def across(x: float, y: float) -> Line:
    """A horizontal line."""
    return Line(0, 1, (x, y), (x + 100, y), 12)


def test_columns_of_one_height_go_from_right_to_left() -> None:
    """A single character goes with the columns beside it; the next band is not mixed in."""
    single = Line(0, 1, (40, 700), (40, 700), 12)
    found = [single, down(60, 700), down(80, 703), down(60, 400), down(80, 400)]
    assert reading_order(found) == [found[2], found[1], single, found[4], found[3]]


def test_columns_of_other_heights_stay() -> None:
    """An indented column begins lower: it stands where its source put it."""
    found = [down(60, 700), down(80, 685), down(70, 700)]
    assert reading_order(found) == found


@given(st.lists(st.builds(across, st.floats(0, 600), st.sampled_from([700.0, 680.0]))))
def test_horizontal_lines_are_left_alone(lines: list[Line]) -> None:
    """Two columns of horizontal text begin at one height, too."""
    assert reading_order(lines) == lines


@given(
    st.lists(
        st.one_of(*(st.builds(f, st.floats(0, 600), st.floats(0, 800)) for f in (down, across)))
    )
)
def test_no_line_is_lost(lines: list[Line]) -> None:
    """Whatever their order becomes."""
    assert sorted(reading_order(lines), key=repr) == sorted(lines, key=repr)
