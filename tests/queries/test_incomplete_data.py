"""No question loses a row because a label, or what a thing need not have, is missing.

A curator writes an event with a label in one language only, or with none, and asks. The validator
reports the gap; a question shows the row all the same, with an empty cell.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

import pytest

from kusei.dataset.files import rule_texts
from kusei.derive import derive
from kusei.graph.store import Store, parse_file
from kusei.queries.catalogue import query_names, stored_query
from kusei.queries.run import run_stored

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kusei.dataset.files import Location
    from kusei.graph.store import Literal, NamedNode, Quad

    Cells = set[tuple[object, ...]]

HERE = Path(__file__).resolve().parent
KUSEI = "https://w3id.org/kusei/ontology#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
SKOS = "http://www.w3.org/2004/02/skos/core#"
TEST = "https://w3id.org/kusei/id/test/"

ASKED: Final[Mapping[str, tuple[dict[str, str], ...]]] = {
    "compare": ({"on": "1955-01-01", "with": "1972-01-01"},),
    "duties-by-capacity": ({"on": "2012-01-01"},),
    "duties-of": ({"holder": f"{TEST}kind-shimin-ka", "on": "2012-01-01"},),
    "duties-over-time": (
        {"holder": f"{TEST}kind-shimin-ka"},
        {"holder": f"{TEST}ward"},
        {"holder": f"{TEST}kind-machi-ka"},
    ),
    "duty-holder": ({"duty": f"{TEST}duty-kurashi", "on": "2012-01-01"},),
    "evidence": ({"entity": f"{TEST}kind-shimin-ka"}, {"entity": f"{TEST}event-1960-04-togo"}),
    "holder-chain": ({"duty": f"{TEST}duty-kurashi"}, {"duty": f"{TEST}duty-machi"}),
    "lineage": ({"thing": f"{TEST}kind-shimin-ka"}, {"thing": f"{TEST}unit-chuo"}),
    "names": ({"text": "i"}, {"text": "区"}),
    "organisation": ({"on": "2012-01-01"}, {"on": "2009-04-10"}),
    "outstanding": ({"on": "2031-05-01"},),
    "per-year": ({"from": "2009", "to": "2012"},),
    "post-history": ({"post": f"{TEST}role-shisho-cho"}, {"post": f"{TEST}role-machi-tanto"}),
    "posts": ({"on": "2010-06-01"}, {"on": "2017-01-01"}),
    "reform-effects": ({"reform": f"{TEST}reform"}, {"reform": f"{TEST}instrument"}),
    "rests-on": ({"source": f"{TEST}document-page"}, {"source": f"{TEST}document-history"}),
    "things": tuple({"sort": x, "on": "2010-06-01"} for x in ("unit", "kind", "role", "duty")),
    "why": ({"thing": f"{TEST}instrument"}, {"thing": f"{TEST}event-2010-04-madoguchi"}),
    "unit-history": ({"unit": f"{TEST}kind-shimin-ka"}, {"unit": f"{TEST}unit-minami"}),
}
"""What each question is asked; a question that is not here is asked with nothing given."""

SURE: Final = ("", "_presumed", "_possible", "_projected")
COMPARED: Final = {
    *("assignment", "claim", "entity", "passage", "placement", "ranking"),
    *("began_event", "ended_event", "certainty", "why", "what", "line", "width", "correspondence"),
    *("when", "from", "until", "planned_until", "first_day", "last_day", "day", "overdue"),
    *("certain_from", "certain_until", "possible_from", "possible_until", "rank_certainty"),
    *("projected", "exact", "change", "effect", "state", "unit_certainty", "last_told"),
    *(f"{what}{sure}" for what in ("units", "posts", "duties") for sure in SURE),
    *("type", "fact_type", "thing_type", "before_type", "after_type"),
}
"""The columns that must stay, besides all whose name ends in ``_entity``: no text of a label."""

UNLIKE: Final = {
    "names": "it is asked which labels hold a text, so what has no such label is not in the answer",
}
"""The questions whose rows may depend on a label, and why."""

EVENTS: Final = (
    *("Establishment", "Abolition", "Revival", "Renaming", "Move", "Merger"),
    *("Absorption", "Split", "Secession", "Replacement"),
    *("DutyTransfer", "DutyAddition", "AuthorityRevision", "Reorganisation"),
)
LABELLED: Final[Mapping[str, tuple[str, ...]]] = {
    "events": tuple(f"{KUSEI}{name}" for name in EVENTS),
    "duties": (f"{KUSEI}Duty",),
    "documents": (f"{KUSEI}Document",),
    "reforms": (f"{KUSEI}Reform",),
    "instruments": tuple(f"{KUSEI}{name}" for name in ("Instrument", "Measure", "Decision")),
    "concepts": (f"{SKOS}Concept",),
    "names": (f"{KUSEI}Name",),
}
"""By kind of thing, the classes of what loses its labels."""

SORTED: Final = tuple(
    f"<{base}{name}>"
    for base, names in (
        (KUSEI, ("UnitKind", "Duty", "ChangeEvent", "Instrument", "Measure", "Decision")),
        (KUSEI, ("Reform", "Document", "Name", "Placement", "Assignment", "Ranking", "Purpose")),
        (KUSEI, ("ConcurrentPost", "Incumbency", "StaffQuota")),
        ("http://www.w3.org/ns/org#", ("OrganizationalUnit", "FormalOrganization", "Role", "Post")),
    )
    for name in names
)
"""The classes by whose notation an answer says what sort of thing a thing is."""

TEXTS: Final = {RDFS_LABEL, f"{SKOS}prefLabel", f"{KUSEI}text"}
OPTIONAL: Final = {
    *(
        f"{KUSEI}{name}"
        for name in ("basis", "reason", "tier", "exact", "page", "locator", "under")
    ),
    *("http://xmlns.com/foaf/0.1/page", f"{SKOS}notation"),
}
"""What a thing need not have, and no day depends on."""


@pytest.fixture(scope="module")
def curated(location: Location) -> list[Quad]:
    """``small.ttl``, ``reshaped.ttl`` and the concept schemes, before anything is derived."""
    schemes = sorted((location.ontology / "schemes").glob("*.ttl"))
    files = [HERE / "small.ttl", HERE / "reshaped.ttl", *schemes]
    return [quad for path in files for quad in parse_file(path, graph=f"urn:test:{path.name}")]


def derived(quads: list[Quad], location: Location) -> Store:
    """The graph with what follows from it."""
    store = Store(quads)
    store.add(derive(quads, rules=rule_texts(location)).quads)
    return store


@pytest.fixture(scope="module")
def whole(location: Location, curated: list[Quad]) -> Store:
    """The graph with all its labels."""
    return derived(curated, location)


def answers(location: Location, store: Store, language: str, *, out: set[str]) -> dict[str, Cells]:
    """The answer of each question as a set of rows of the columns that must stay but ``out``."""
    found: dict[str, Cells] = {}
    for name in query_names(location):
        for given in ASKED.get(name, ({},)):
            rows = run_stored(stored_query(location, name), given, store, language=language)
            kept = [
                number
                for number, column in enumerate(rows.columns)
                if (column.endswith("_entity") or column in COMPARED) and column not in out
            ]
            found[f"{name} {given}"] = {tuple(row[n] for n in kept) for row in rows.rows}
    return found


def unlike(there: dict[str, Cells], here: dict[str, Cells]) -> dict[str, tuple[Cells, Cells]]:
    """By question, the rows that went lost and those that came."""
    return {
        asked: (there[asked] - here[asked], here[asked] - there[asked])
        for asked in there
        if there[asked] != here[asked] and asked.partition(" ")[0] not in UNLIKE
    }


def test_each_question_has_rows_to_lose(location: Location, whole: Store) -> None:
    """Of the whole graph each has an answer, so an empty one is a loss."""
    assert set(ASKED) | set(UNLIKE) <= set(query_names(location))
    assert [
        asked for asked, rows in answers(location, whole, "ja", out=set()).items() if not rows
    ] == []


@pytest.mark.parametrize("lacking", [("ja",), ("en",), ("ja", "en")])
@pytest.mark.parametrize("kind", LABELLED)
def test_a_missing_label_loses_no_row(
    kind: str, lacking: tuple[str, ...], location: Location, curated: list[Quad], whole: Store
) -> None:
    """Asked in a language in which all things of a kind have no label, the rows are the same.

    A name without a text gives way to a stand-in, which is certain, so certainty is not compared.
    """
    bearers = {
        quad.subject
        for quad in curated
        if quad.predicate.value == RDF_TYPE
        and cast("NamedNode", quad.object).value in LABELLED[kind]
    }
    left = [
        quad
        for quad in curated
        if quad.subject not in bearers
        or quad.predicate.value not in TEXTS
        or cast("Literal", quad.object).language not in lacking
    ]
    assert len(left) < len(curated)
    out = {"certainty", "why", "projected"} if kind == "names" else set()
    there = answers(location, whole, lacking[0], out=out)
    here = answers(location, derived(left, location), lacking[0], out=out)
    assert unlike(there, here) == {}


@pytest.mark.parametrize("predicate", sorted(OPTIONAL))
def test_what_a_thing_need_not_have_loses_no_row(
    predicate: str, location: Location, curated: list[Quad], whole: Store
) -> None:
    """Without a basis, a quote, a place in a document, a tier or a notation there is a row."""
    sorts = {subject for subject, verb, _, _ in curated if str(subject).startswith(SORTED)}
    left = [q for q in curated if q.predicate.value != predicate or q.subject in sorts]
    assert len(left) < len(curated)
    there = answers(location, whole, "ja", out=set())
    here = answers(location, derived(left, location), "ja", out=set())
    assert unlike(there, here) == {}


@pytest.mark.parametrize(
    "name", ["duties-over-time", "holder-chain", "post-history", "unit-history"]
)
def test_what_an_event_without_status_lists_keeps_its_row(
    name: str, location: Location, curated: list[Quad], whole: Store
) -> None:
    """When it began or ended is then not known; that it was is. Expanded claims may differ."""
    left = [quad for quad in curated if quad.predicate.value != f"{KUSEI}status"]
    out = COMPARED - {"assignment", "claim"} | {"value_entity"}
    there = answers(location, whole, "ja", out=out)
    here = answers(location, derived(left, location), "ja", out=out)
    written = {quad.subject for quad in curated}
    stated = {
        question: {row for row in rows if written.issuperset(row)}
        for question, rows in there.items()
        if question.partition(" ")[0] == name
    }
    assert all(stated.values())
    assert {question: rows - here[question] for question, rows in stated.items()} == {
        question: set() for question in stated
    }
