"""A limit that was hit is always told."""

from __future__ import annotations

import pytest

from kusei.answers.limits import Limit, limited, own_limit
from kusei.graph.store import Literal, Rows


def rows(count: int) -> Rows:
    """So many rows of one column."""
    return Rows(("n",), [(Literal(str(n)),) for n in range(count)])


@pytest.mark.parametrize(
    ("sparql", "limit"),
    [
        ("SELECT * {} LIMIT 7", 7),
        ("SELECT * {} limit 7 OFFSET 2", 7),
        ("SELECT * { { SELECT * {} LIMIT 3 } }", None),
        ("SELECT * { ?s ?p 'LIMIT 3' } # LIMIT 4", None),
        ("SELECT * { { SELECT * {} LIMIT 3 } } LIMIT 9", 9),
        ("", None),
    ],
)
def test_the_limit_of_a_query_is_its_own(sparql: str, limit: int | None) -> None:
    """Not that of a sub-SELECT, nor words in strings and comments."""
    assert own_limit(sparql) == limit


@pytest.mark.parametrize(
    ("count", "most", "sparql", "kept", "expected"),
    [
        (3, None, "", 3, None),
        (3, 3, "", 3, None),
        (3, 2, "", 2, Limit(2, 3)),
        (3, 0, "", 0, Limit(0, 3)),
        (3, None, "SELECT * {} LIMIT 4", 3, None),
        (4, None, "SELECT * {} LIMIT 4", 4, Limit(4, None)),
        (4, 2, "SELECT * {} LIMIT 4", 2, Limit(2, None)),
        (3, 2, "SELECT * {} LIMIT 4", 2, Limit(2, 3)),
    ],
)
def test_what_is_left_out_is_counted(
    count: int, most: int | None, sparql: str, kept: int, expected: Limit | None
) -> None:
    """The total is told where it is known: not behind a limit of the query's own."""
    answer, limit = limited(rows(count), most, sparql=sparql)
    assert (len(answer.rows), limit) == (kept, expected)


def test_a_limit_is_told_in_words() -> None:
    """How many of how many, or that there may be more."""
    assert Limit(2, 7).told() == "limit: 2 of 7 rows"
    assert "own LIMIT was hit: there may be more" in Limit(4, None).told()
