"""Lines in reading order: vertical ones from right to left, all others as they were."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kusei.sources.reading.columns import Line, reading_order


def down(x: float, top: float, length: float = 100) -> Line:
    """A column."""
    return Line(0, 8, (x, top), (x, top - length), 12)


def across(x: float, y: float) -> Line:
    """A horizontal line."""
    return Line(0, 1, (x, y), (x + 100, y), 12)


def test_columns_of_one_height_go_from_right_to_left() -> None:
    """A single character goes with the columns beside it; the next band is not mixed in."""
    single = Line(0, 1, (40, 700), (40, 700), 12)
    found = [single, down(60, 700), down(80, 703), down(60, 400), down(80, 400)]
    assert reading_order(found) == [found[2], found[1], single, found[4], found[3]]


def test_an_indented_column_keeps_its_place_among_the_others() -> None:
    """It begins lower and is still of its band, in whatever order the file draws them."""
    right, title, left = down(80, 685), Line(0, 1, (70, 700), (70, 640), 18), down(50, 660, 20)
    assert reading_order([left, right, title]) == [right, title, left]


def test_two_bands_are_read_one_after_the_other() -> None:
    """Also where columns of either are indented, and one at their right is as high as both."""
    upper = [down(80, 700), down(60, 690), down(40, 700)]
    lower = [down(80, 540), down(60, 550), down(40, 545)]
    title = down(100, 700, 260)
    assert reading_order([*lower, *upper]) == [*upper, *lower]
    assert reading_order([title, *lower, *upper]) == [title, *upper, *lower]
    assert reading_order([*upper, lower[0]]) == [*upper, lower[0]]


def test_the_rest_of_a_column_is_read_with_it() -> None:
    """A column that is parted by white space is one, where it does not stand at the right."""
    name, seal, last = down(60, 700, 40), down(60.5, 500, 40), down(40, 700)
    columns = [down(80, 700), name, last, seal]
    assert reading_order(columns) == [columns[0], name, seal, last]
    aside = down(20, 500)
    assert reading_order([*columns[:3], aside]) == [*columns[:3], aside]


def test_single_characters_are_no_columns() -> None:
    """Marks in the cells of a table stay as they were, though a word in one is set upright."""
    marks = [Line(0, 1, (x, y), (x, y), 12) for y in (700, 680) for x in (40, 60, 80)]
    word = Line(0, 2, (100, 700), (100, 686), 12)
    assert reading_order([*marks, word]) == [*marks, word]


def test_what_is_horizontal_parts_two_stretches() -> None:
    """Columns before and after a line across are not mixed."""
    line = across(0, 500)
    found = [down(60, 700), down(80, 700), line, down(90, 400), down(95, 400)]
    assert reading_order(found) == [found[1], found[0], line, found[4], found[3]]


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
