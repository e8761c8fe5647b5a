"""kusei from Python."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import kusei
from kusei.errors import DatasetNotFound, InvalidValue, UnknownName
from kusei.store import Rows

ROOT = Path(__file__).resolve().parent.parent


def test_two_lines_answer_a_question() -> None:
    """Labels and dates go in, plain values come out."""
    ds = kusei.open(ROOT)
    result = ds.query("duty-holder", duty="放置自転車対策業務", on="2020-01-01")
    assert [(row.holder, row.certainty, row.why) for row in result] == [
        ("総合支所", "certain", None)
    ]
    assert ds.query("duty-holder", duty="放置自転車対策業務", on=date(2020, 1, 1))[0] == result[0]


def test_labels_come_in_the_language_asked_for() -> None:
    """English where it is asked for."""
    result = kusei.open(ROOT).query("duty-holder", language="en", duty="広聴", on=date(2010, 1, 1))
    assert result[0].holder == "Management Section"


def test_the_graph_is_one_of_rdflib() -> None:
    """All triples, curated and derived, or the curated ones alone."""
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


def test_a_mistake_is_told(tmp_path: Path) -> None:
    """No dataset, no such query, no such parameter: each says what there is."""
    with pytest.raises(DatasetNotFound):
        kusei.open(tmp_path)
    ds = kusei.open(ROOT)
    with pytest.raises(UnknownName, match="duty-holder"):
        ds.query("duty-holdr")
    with pytest.raises(InvalidValue, match=r"no parameter 'dutty'\. It takes: duty"):
        ds.query("duty-holder", dutty="広聴", on="2010-01-01")


def test_import_is_light() -> None:
    """``import kusei`` loads no engine."""
    code = "import sys, kusei; print([m for m in sys.modules if m in sys.argv[1:]])"
    heavy = ["rdflib", "pyshacl", "SPARQLWrapper", "pyoxigraph", "click", "asyncio", "pandas"]
    ran = subprocess.run(
        [sys.executable, "-c", code, *heavy], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"
