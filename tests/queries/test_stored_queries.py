"""The stored queries as files, and on the graph of Minato."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kusei
from kusei.answers.formats import csv
from kusei.graph.store import Rows, Store
from kusei.queries.catalogue import query_names, stored_query
from kusei.queries.run import bound_text, run_stored
from kusei.sparql.tokens import undeclared_prefixes
from kusei.sparql.values_blocks import LANGUAGE, values_block

if TYPE_CHECKING:
    from collections.abc import Callable

    from kusei.api import OpenDataset
    from kusei.dataset.files import Dataset
    from kusei.graph.store import Term

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
NAMES = sorted(path.stem for path in (ROOT / "queries").glob("*.rq"))
FIRST_COLUMNS = {
    "duty-holder": ("holder", "certainty", "why"),
    "duties-of": ("duty", "capacity", "certainty", "why"),
    "organisation": ("unit", "parent", "kind", "certainty", "why"),
    "unit-history": ("name", "from", "until", "certainty"),
    "evidence": ("quote", "page", "locator", "heading", "document", "url", "check"),
    "transfers": ("duty", "giver", "receiver", "when"),
    "events": ("when", "event"),
    "reform-effects": ("event", "when", "change", "effect", "thing"),
    "duties-over-time": ("duty", "from", "until", "certainty"),
    "holder-chain": ("holder", "from", "until", "certainty"),
    "lineage": ("when", "change", "before", "after"),
    "posts": ("post", "unit_name", "rank", "certainty", "why"),
    "post-history": ("what", "value", "from", "until", "certainty"),
    "changes": ("when", "what", "subject", "before", "after"),
    "instrument-outcomes": ("instrument_name", "date", "what", "decided", "outcome"),
    "rests-on": ("fact", "fact_type", "quote"),
    "single-source": ("fact", "fact_type", "document_name"),
    "unchecked": ("fact", "fact_type", "reason"),
    "coarse-dates": ("when", "fact", "fact_type", "width"),
    "outstanding": ("what", "matter", "of", "when", "overdue"),
    "names": ("name", "bearer", "type"),
    "per-year": ("day", "units", "units_presumed", "units_possible", "units_projected"),
    "duties-by-capacity": ("capacity_name", "duty", "holder", "certainty", "why"),
    "documents": ("document", "tier_name", "as_of"),
    "contradictions": ("said", "when", "document"),
    "why": ("line", "cause", "link", "result", "when"),
    "compare": ("what", "before", "after", "parent_before", "parent_after"),
    "things": ("thing", "certainty", "why", "last_told"),
    "renamings": ("when", "old_name", "new_name", "reason", "quote"),
    "measures": ("measure", "of", "state", "outcome", "when"),
}


@pytest.fixture(scope="module")
def opened() -> OpenDataset:
    """The project's dataset as a Python user opens it."""
    return kusei.open(ROOT)


def test_the_questions_researchers_were_promised_are_there() -> None:
    """Each with the columns that were promised, first and in order."""
    assert set(FIRST_COLUMNS) <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_header_says_what_the_query_is(name: str, opened: OpenDataset) -> None:
    """The VALUES block binds the declared parameters and the language, SELECT gives the columns."""
    stored = stored_query(opened.location, name)
    block = values_block(stored.text)
    assert block is not None
    assert set(block.variables) == {p.name for p in stored.parameters} | {LANGUAGE}
    answer = Store().query(stored.text)
    assert isinstance(answer, Rows)
    columns = tuple(column.name for column in stored.columns)
    assert answer.columns == columns
    assert columns[: len(FIRST_COLUMNS.get(name, ()))] == FIRST_COLUMNS.get(name, ())
    assert not undeclared_prefixes(stored.text)


@pytest.mark.parametrize("name", NAMES)
def test_the_file_as_it_lies_answers_its_example(name: str, minato: Dataset) -> None:
    """What is pasted into an endpoint gives the rows that the example in the header gives."""
    stored = stored_query(minato.location, name)
    assert minato.store.query(stored.text) == run_stored(stored, stored.example, minato.store)


@pytest.mark.parametrize("name", NAMES)
def test_the_example_gives_the_approved_rows(
    name: str, minato: Dataset, assert_committed: Callable[[Path, str], None]
) -> None:
    """Refreshed by ``--refresh`` and by nothing else; an example without rows shows nothing."""
    stored = stored_query(minato.location, name)
    rows = run_stored(stored, stored.example, minato.store)
    assert rows.rows
    assert_committed(HERE / f"{name}.expected.csv", csv(rows))


@pytest.mark.parametrize("name", NAMES)
def test_english_labels_stand_where_the_japanese_do(name: str, minato: Dataset) -> None:
    """The language changes words, and neither rows nor which cells are filled."""
    stored = stored_query(minato.location, name)
    ja, en = (run_stored(stored, stored.example, minato.store, language=x) for x in ("ja", "en"))
    filled = [sorted([t is not None for t in row] for row in rows.rows) for rows in (ja, en)]
    assert filled[0] == filled[1]


def test_approved_rows_belong_to_a_query() -> None:
    """No approval is left behind by a query that is gone."""
    assert sorted(p.name.partition(".")[0] for p in HERE.glob("*.expected.csv")) == NAMES
    assert query_names(kusei.open(ROOT).location) == NAMES


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2010-01-01", [("街づくり支援部", "possible", "begin-unknown")]),
        ("2017-03-31", [("街づくり支援部", "possible", "begin-unknown")]),
        (
            "2018-01-01",
            [("街づくり支援部", "possible", "date-fuzzy"), ("総合支所", "possible", "date-fuzzy")],
        ),
        ("2019-03-31", [("総合支所", "certain", None)]),
        ("2020-01-01", [("総合支所", "certain", None)]),
        ("2024-03-27", [("総合支所", "certain", None)]),
        ("2024-03-28", [("総合支所", "presumed", "after-last-source")]),
        ("2025-01-01", [("総合支所", "presumed", "after-last-source")]),
    ],
)
@pytest.mark.parametrize("duty", ["細街路整備業務", "掘削指導業務"])
def test_the_holder_of_a_transferred_duty_at_its_edges(
    opened: OpenDataset, duty: str, on: str, expected: list[tuple[str, str, str]]
) -> None:
    """The page (2024-03-27) says: moved from 街づくり支援部 to 総合支所 in 平成29・30年度.

    It speaks of the kind; that each office has the duty follows, no surer than that.
    """
    result = list(opened.query("duty-holder", duty=duty, on=on))
    offices = [row for row in result if str(row.holder_entity).endswith("-chiku")]
    assert [(r.holder, r.certainty, r.why) for r in result if r not in offices] == expected
    of_kind = [certainty for holder, certainty, _ in expected if holder == "総合支所"]
    assert len(offices) == 5 * len(of_kind)
    assert of_kind == ["certain"] or {row.certainty for row in offices} == set(of_kind)


@pytest.mark.parametrize(
    ("on", "holder"), [("2018-03-31", "街づくり支援部"), ("2018-05-01", "総合支所")]
)
def test_a_transfer_that_another_source_dates_has_one_holder(
    opened: OpenDataset, on: str, holder: str
) -> None:
    """The speech of 2018-02-14 says from 2018-04, where the page says 平成29・30年度."""
    result = opened.query("duty-holder", duty="放置自転車対策業務", on=on)
    assert {r.holder for r in result if not str(r.holder_entity).endswith("-chiku")} == {holder}


@pytest.mark.parametrize("asked", ["区民課", "くらし応援課"])
def test_a_renamed_section_is_one_section(opened: OpenDataset, asked: str) -> None:
    """S055: くらし応援課 became 区民課 in 2009-04; the passage is told."""
    result = opened.query("unit-history", unit=asked)
    assert [(r.name, r["from"], r.until, r.certainty, r.quote) for r in result] == [
        ("くらし応援課", "2006-04", "2009-04", "certain", "くらし応援課"),
        ("区民課", "2009-04", None, "certain", "くらし応援課の名称を区民課に変更"),
    ]


def test_a_query_may_be_pasted_with_its_values_bound(opened: OpenDataset) -> None:
    """The bound text alone gives the answer: nothing is bound outside of it."""
    stored = stored_query(opened.location, "duty-holder")
    given = {"duty": "広聴", "on": "平成22年1月1日"}
    text = bound_text(stored, given, opened.engine)
    assert '"2010-01-01"^^<http://www.w3.org/2001/XMLSchema#date>' in text
    assert opened.engine.query(text) == run_stored(stored, given, opened.engine)


def test_every_day_has_at_most_one_certain_name_of_a_thing(opened: OpenDataset) -> None:
    """Through 2009 no thing is certain under two names on one day in one place."""
    day = date(2009, 3, 25)
    while day < date(2009, 5, 5):
        rows = opened.query("organisation", on=day)
        keys = [(r.entity, r.placement) for r in rows if r.certainty == "certain"]
        assert len(keys) == len(set(keys))
        day += timedelta(days=5)


def test_holders_are_those_of_the_windows_at_every_edge(
    opened: OpenDataset, minato: Dataset
) -> None:
    """For each duty, on the first and last day of each run of its life and the days beside them."""
    windows = minato.derived.windows
    held: dict[str, list[str]] = {}
    for iri, said in statements(minato).items():
        if "duty" in said and "holder" in said:
            held.setdefault(said["duty"][0].value, []).append(iri)  # type: ignore[union-attr]
    assert len(held) > 50
    asked = 0
    for duty, assignments in sorted(held.items()):
        runs = [phase.days for iri in assignments for phase in windows[iri].phases()]
        edges = {day for days in runs for day in (days.first, days.last) if day is not None}
        for day in sorted({edge + timedelta(days=n) for edge in edges for n in (-1, 0, 1)}):
            on_the_day = {iri: windows[iri].on(day) for iri in assignments}
            expected = {
                (iri, state.certainty.value, state.why and state.why.value)
                for iri, state in on_the_day.items()
                if state is not None
            }
            rows = opened.query("duty-holder", duty=duty, on=day)
            assert {(r.assignment, r.certainty, r.why) for r in rows} == expected, (duty, day)
            asked += 1
    assert asked > 100


def test_numbers_per_year_are_those_of_the_windows(opened: OpenDataset, minato: Dataset) -> None:
    """Each unit, post and duty counts once a year, as sure as the surest of what tells of it."""
    windows = minato.derived.windows
    claims: dict[str, dict[str, list[str]]] = {"units": {}, "posts": {}, "duties": {}}
    for iri, said in statements(minato).items():
        for cls in said.get("type", ()):
            if cls.value.endswith("org#OrganizationalUnit"):  # type: ignore[union-attr]
                claims["units"][iri] = [iri]
            elif cls.value.endswith("org#Post"):  # type: ignore[union-attr]
                claims["posts"][iri] = [iri]
        if "duty" in said and "holder" in said:
            claims["duties"].setdefault(said["duty"][0].value, []).append(iri)  # type: ignore[union-attr]
    sorts = ("", "_presumed", "_possible", "_projected")
    ranks = {"certain": 0, "presumed": 1, "possible": 2}
    for row in opened.query("per-year"):
        assert isinstance(row.day, date)
        for what, behind in claims.items():
            counted = dict.fromkeys(range(4), 0)
            for told in behind.values():
                states = [s for iri in told if (s := windows[iri].on(row.day)) is not None]
                there = [
                    3 if s.projected else ranks[s.certainty] for s in states if s.why != "plan"
                ]
                if there:
                    counted[min(there)] += 1
            found = [row[f"{what}{sort}"] for sort in sorts]
            assert found == [*counted.values()], (row.day, what)


def statements(dataset: Dataset) -> dict[str, dict[str, list[Term]]]:
    """Subject to the last part of each predicate to its objects."""
    found: dict[str, dict[str, list[Term]]] = {}
    for quad in (*dataset.curated, *dataset.derived_quads):
        predicate = quad.predicate.value.rpartition("#")[2]
        subject = quad.subject.value  # type: ignore[union-attr]
        found.setdefault(subject, {}).setdefault(predicate, []).append(quad.object)
    return found
