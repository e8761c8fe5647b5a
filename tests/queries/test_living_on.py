"""Events through which one lives on, or comes back, on a small graph known by heart."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from kusei.queries.resolution import Resolver
from tests.queries.conftest import asking, derived_graph

if TYPE_CHECKING:
    from kusei.dataset.files import Location
    from kusei.graph.store import Store
    from tests.queries.conftest import AskColumns as Ask

COLUMNS = "when change before after line correspondence"
INTO_WELFARE = ("1970-04-01", "Absorption", "援護課", "福祉課")
CHILDREN = ("1960-04-01", "Secession", "福祉課", "子ども課")
DISABILITY = ("1980-04-01", "Secession", "福祉課", "障がい課")


@pytest.fixture(scope="module")
def store(location: Location) -> Store:
    """The small graph with what lives on, and all that is derived from it."""
    return derived_graph(location, "small.ttl", "living-on.ttl")


@pytest.fixture(scope="module")
def ask(location: Location, store: Store) -> Ask:
    """Some columns of the answer to a stored query about ``living-on.ttl``."""
    return asking(location, store)


def test_what_lives_on_is_told_of_both_its_sides(ask: Ask) -> None:
    """What it took in led to it, what came out of it followed; it counts before and after."""
    assert ask("lineage", COLUMNS, thing="福祉課") == [
        (*CHILDREN, "outcome", "1 → 2"),
        (*INTO_WELFARE, "origin", "2 → 1"),
        (*DISABILITY, "outcome", "1 → 2"),
    ]


@pytest.mark.parametrize(
    ("thing", "expected"),
    [
        ("子ども課", [(*CHILDREN, "origin", "1 → 2")]),
        ("障がい課", [(*INTO_WELFARE, "origin", "2 → 1"), (*DISABILITY, "origin", "1 → 2")]),
        ("援護課", [(*INTO_WELFARE, "outcome", "2 → 1"), (*DISABILITY, "outcome", "1 → 2")]),
    ],
)
def test_lineage_does_not_go_against_time(
    ask: Ask, thing: str, expected: list[tuple[Any, ...]]
) -> None:
    """What was taken in later is no origin of what had come out; what came out earlier no outcome."""
    assert ask("lineage", COLUMNS, thing=thing) == expected


UNIT = "https://w3id.org/kusei/id/test/unit-hama"
AGAIN = f"{UNIT}-2"


@pytest.mark.parametrize(
    ("thing", "expected"),
    [
        (
            UNIT,
            [
                ("Abolition", "outcome", "1 → 0", UNIT, None),
                ("Revival", "outcome", "0 → 1", UNIT, AGAIN),
            ],
        ),
        (AGAIN, [("Revival", "origin", "0 → 1", UNIT, AGAIN)]),
    ],
    ids=["ended", "revived"],
)
def test_a_revival_leads_from_one_life_to_the_other(
    ask: Ask, thing: str, expected: list[tuple[Any, ...]]
) -> None:
    """Two lives, two things; nothing ends by a revival, and one begins."""
    columns = "change line correspondence before_entity after_entity"
    assert ask("lineage", columns, thing=thing) == expected


def test_a_move_is_a_change_of_placement(ask: Ask) -> None:
    """It stands among the changes with both parents; identity does not pass by it."""
    rows = ask("changes", "what subject before after change", **{"from": "1990", "to": "1990"})
    assert rows == [("placement", "障がい課", "浜支所", "北総合支所", "Move")]


@pytest.mark.parametrize(
    ("name", "became", "successors"),
    [("援護課", "absorbed", ("unit-fukushi",)), ("浜支所", "revived", ("unit-hama-2",))],
)
def test_resolve_tells_what_took_a_thing_in_or_brought_it_back(
    store: Store, name: str, became: str, successors: tuple[str, ...]
) -> None:
    """By the day before it ended; the successor is what is there today."""
    found = Resolver(store, date(2000, 1, 1)).resolve(name, date(1965, 1, 1), date(1965, 1, 1))
    assert found.became == became
    assert tuple(iri.rpartition("/")[2] for iri in found.successors) == successors
