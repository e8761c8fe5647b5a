"""The evidence of any answer: the passages that the things in its rows rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kusei.answers.row_evidence import evidence_of, with_evidence
from kusei.graph.store import Literal, NamedNode, Rows, Store, serialize
from kusei.queries.catalogue import stored_query
from kusei.queries.run import run_stored
from kusei.remote import Endpoint
from tests.sparql_server import oxigraph_serve

if TYPE_CHECKING:
    from kusei.dataset.files import Dataset

TEST = "https://w3id.org/kusei/id/test/"


def row(*names: str) -> tuple[NamedNode | Literal, ...]:
    """Cells: local names of the fictional ward, a text where it has a blank."""
    return tuple(Literal(n) if " " in n else NamedNode(TEST + n) for n in names)


def passages(small: Store, *rows: tuple[str, ...], language: str = "ja") -> list[list[str]]:
    """The local names of the passages of each row."""
    width = len(rows[0])
    answer = Rows(tuple(f"c{n}" for n in range(width)), [row(*names) for names in rows])
    found = evidence_of(answer, small, language=language)
    return [[entry.passage.removeprefix(TEST) for entry in entries] for entries in found]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("assignment-madoguchi--shimin-ka", "kind-shimin-ka"), ["page-p3"]),
        (("kind-shimin-ka", "a text"), ["page-p1"]),
        (("page-p2", "ward"), ["page-p2"]),
        (("assignment-madoguchi--shimin-ka--unit-kita-shimin-ka", "ward"), ["page-p1", "page-p3"]),
        (("assignment-madoguchi--shimin-ka", "assignment-sodan--ward"), ["page-p1", "page-p3"]),
        (("nothing-of-this-name", "a text"), []),
    ],
)
def test_a_row_rests_on_its_statements_else_on_its_things(
    small: Store, names: tuple[str, ...], expected: list[str]
) -> None:
    """A claim speaks for the row; what is expanded rests on all it is expanded from."""
    assert passages(small, names) == [expected]


def test_what_has_no_passage_rests_on_what_began_it(small: Store) -> None:
    """A name that cites nothing: the event that gave it."""
    (found,) = passages(small, ("name-kind-shimin-ka-2",))
    assert found == ["page-p2"]


def test_an_entry_tells_quote_place_and_address(small: Store) -> None:
    """Document, heading, locator and page, in the language asked for."""
    answer = Rows(("a",), [row("page-p2"), row("page-p3")])
    (second,), (third,) = evidence_of(answer, small, language="en")
    assert (second.quote, second.place, second.url) == (
        "生活課を市民課に改称",
        "Organisation > 青葉区の組織 > p. 2",
        "https://example.org/soshiki",
    )
    assert (third.quote, third.place) == (None, "Organisation > 青葉区の組織 > 第三条")
    told = with_evidence(answer, [(second, third), ()])
    assert told.columns[1:] == ("evidence_quote", "evidence_place", "evidence_url")
    assert told.rows[0][1] == Literal("生活課を市民課に改称 / –")
    assert told.rows[1][1:] == (None, None, None)


def test_many_rows_are_asked_for_in_parts(small: Store) -> None:
    """More things than one query may name: each row has its evidence all the same."""
    rows = [(f"thing-{n}",) for n in range(1200)]
    assert passages(small, *rows, ("page-p1",)) == [*[[]] * 1200, ["page-p1"]]


def test_a_server_gives_the_same_evidence(minato: Dataset) -> None:
    """The evidence is asked for in plain SPARQL: embedded and on a server alike."""
    triples = serialize([*minato.curated, *minato.derived_quads], format="ntriples")
    rows = run_stored(stored_query(minato.location, "transfers"), {}, minato.store)
    expected = evidence_of(rows, minato.store)
    assert all(expected)
    with oxigraph_serve(triples) as url:
        assert evidence_of(rows, Endpoint(url)) == expected
