"""kusei from Python."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import kusei
from kusei.errors import DatasetNotFound, InvalidValue, UnknownName, UsageError
from kusei.graph.store import Rows

ROOT = Path(__file__).resolve().parent.parent


def test_two_lines_answer_a_question() -> None:
    """Labels and dates go in, plain values come out."""
    ds = kusei.open(ROOT)
    result = ds.query("duty-holder", duty="放置自転車対策業務", on="2020-01-01")
    of_kind = [row for row in result if row.scope == "each"]
    assert [(row.holder, row.certainty, row.why) for row in of_kind] == [
        ("総合支所", "certain", None)
    ]
    assert ds.query("duty-holder", duty="放置自転車対策業務", on=date(2020, 1, 1))[0] == result[0]


def test_labels_come_in_the_language_asked_for() -> None:
    """English where it is asked for."""
    result = kusei.open(ROOT).query("duty-holder", language="en", duty="広聴", on=date(2010, 1, 1))
    assert result[0].holder == "Management Section"


def test_several_values_give_what_each_of_them_gives() -> None:
    """Rows of both capacities and of no third one."""
    ds = kusei.open(ROOT)

    def duties(*capacities: str) -> set[object]:
        rows = ds.query("duties-by-capacity", on="2014-04-01", capacity=list(capacities))
        return {(row.assignment, row.capacity_name) for row in rows}

    one, other = duties("相談"), duties("申請受付")
    assert one
    assert other
    assert duties("相談", "application-reception") == one | other


def test_the_graph_is_one_of_rdflib() -> None:
    """All triples: curated, derived and the ontology; or the curated ones alone."""
    ds = kusei.open(ROOT)
    whole, curated = ds.graph(), ds.graph(derived=False)
    assert len(curated) < len(whole)
    answer = ds.sparql("SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }")
    assert isinstance(answer, Rows)
    (count,) = answer.rows[0]
    assert getattr(count, "value", None) == str(len(whole))


def test_questions_are_listed_with_their_titles() -> None:
    """Names and English titles."""
    assert kusei.open(ROOT).queries()["duty-holder"] == "Who holds a duty on a day"


def test_the_ward_of_a_project_has_data(tmp_path: Path) -> None:
    """A release is named after the ward, so one that has no folder of data is refused."""
    for name in ("data/minato", "ontology", "queries", "validation"):
        (tmp_path / name).mkdir(parents=True)
    project = tmp_path / "kusei.toml"
    project.write_text('[project]\nward = "minat"\nversion = "1"\n', "utf-8")
    with pytest.raises(DatasetNotFound, match="minat: no data of the ward 'minat'"):
        kusei.open(tmp_path)
    (tmp_path / "data" / "minat").mkdir()
    assert kusei.open(tmp_path)


def test_a_mistake_is_told(tmp_path: Path) -> None:
    """No dataset, no such query, no such parameter: each says what there is."""
    with pytest.raises(DatasetNotFound):
        kusei.open(tmp_path)
    with pytest.raises(UnknownName, match="no ward 'shibuya'; it has: minato"):
        kusei.open(ROOT, ward="shibuya")
    ds = kusei.open(ROOT)
    with pytest.raises(UnknownName, match="duty-holder"):
        ds.query("duty-holdr")
    with pytest.raises(InvalidValue, match=r"no parameter 'dutty'\. It takes: duty"):
        ds.query("duty-holder", dutty="広聴", on="2010-01-01")


def test_rows_tell_their_evidence_where_it_is_asked_for() -> None:
    """Quote, place and address of each passage; columns are explained in the language asked for."""
    ds = kusei.open(ROOT)
    result = ds.query(
        "duty-holder", language="en", with_evidence=True, duty="広聴", on="2010-01-01"
    )
    assert all(row.evidence for row in result)
    assert result[0].evidence[0].quote
    assert result.labels["holder"] == "holder"
    assert not ds.query("duty-holder", duty="広聴", on="2010-01-01")[0].evidence


def test_a_select_of_ones_own_gives_rows_too() -> None:
    """With the same values, labels and evidence; another form of query is refused."""
    ds = kusei.open(ROOT)
    query = "SELECT ?duty { ?duty a kusei:Duty } ORDER BY ?duty LIMIT 2"
    result = ds.select(query, with_evidence=True)
    assert [row.iri("duty") for row in result] == [row.duty for row in result]
    with pytest.raises(UsageError, match="takes a SELECT"):
        ds.select("ASK {}")


def test_the_organisation_of_a_day_is_a_tree() -> None:
    """As ``kusei org`` draws it: things are found by their names of that day."""
    ds = kusei.open(ROOT)
    before, after = ds.on("2009-03-31"), ds.on(date(2009, 5, 1))
    old = {node.entity for node in before.walk() if "くらし応援課" in node.name}
    new = {node.entity for node in after.walk() if "区民課" in node.name}
    assert old
    assert old <= new
    (office, *_) = after.find("芝地区総合支所")
    assert any("区民課" in node.name for node in office.walk())
    assert "└─ " in str(after)
    assert len(list(ds.on("2009-03-31", projected=True).walk())) > len(list(before.walk()))
    with pytest.raises(InvalidValue, match="is a month"):
        ds.on("2009-04")


def test_two_days_are_compared_from_the_earlier_to_the_later() -> None:
    """As ``kusei org --against``: in April 2009 sections began, and one was renamed in each office."""
    told = kusei.open(ROOT).compare("2009-06-01", date(2008, 6, 1), language="en")
    assert (told.before, told.after) == (date(2008, 6, 1), date(2009, 6, 1))
    assert (len(told.new), len(told.renamed), told.gone, told.moved) == (20, 5, (), ())
    assert str(told).startswith("2008-06-01 → 2009-06-01\n\nnew (20)\n")
    with pytest.raises(InvalidValue, match="is a month"):
        kusei.open(ROOT).compare("2009-06-01", "2009-04")


def test_all_that_is_known_of_a_thing_is_told() -> None:
    """By a former name too."""
    told = kusei.open(ROOT).show("くらし応援課", language="en")
    assert told.iri.endswith("/kind-kumin-ka")
    assert told.passages
    assert {section.name for section in told.sections} >= {"placements", "duties", "events"}
    assert [fact.days for fact in told.section("events").facts] == ["2006-04", "2009-04"]
    with pytest.raises(UnknownName, match="has no section 'ranks'"):
        told.section("ranks")


def test_the_dataset_is_validated_as_by_the_command() -> None:
    """Findings and counts, for the day by which plans are due."""
    report = kusei.open(ROOT).validate(today=date(2026, 1, 1))
    assert report.on == date(2026, 1, 1)
    assert report.nodes_checked > 1000
    assert report.rules_checked > 50


def test_import_is_light() -> None:
    """``import kusei`` loads no engine."""
    code = "import sys, kusei; print([m for m in sys.modules if m in sys.argv[1:]])"
    heavy = ["rdflib", "pyshacl", "SPARQLWrapper", "pyoxigraph", "click", "asyncio", "pandas"]
    ran = subprocess.run(
        [sys.executable, "-c", code, *heavy], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"


def test_a_frame_is_resolved_in_its_own_order(dataset_root: Path) -> None:
    """The columns of a resolution stand beside those that were given; an empty date is no date."""
    import pandas as pd

    opened = kusei.open(dataset_root)
    frame = pd.DataFrame(
        {"section": ["くらし応援課", "総務課"], "day": ["2008-04-01", None], "n": [1, 2]}
    )
    found = opened.resolve(frame, name="section", date="day", today=date(2026, 11, 30))
    assert list(found.columns)[:3] == ["section", "day", "n"]
    assert list(found["status"]) == ["one", "several"]
    assert list(found["became"]) == ["renamed", ""]
    assert list(found["n"]) == [1, 2]
