"""``kusei sparql``."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from kusei.dataset.files import Dataset
    from tests.commands.conftest import Kusei

QUERY = "SELECT ?l { ?k a kusei:UnitKind ; skos:prefLabel ?l FILTER (?l = '区民課'@ja) }"


def test_a_query_is_given_as_text_file_or_stdin(
    kusei_main: Kusei, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the prefixes of the project known, all three give the same."""
    file = tmp_path / "mine.rq"
    file.write_text(QUERY, "utf-8")
    monkeypatch.setattr(sys, "stdin", io.StringIO(QUERY))
    for given in (QUERY, str(file), "-"):
        ran = kusei_main("sparql", given, "-f", "csv")
        assert (ran.code, ran.out) == (0, "l\n区民課\n")


def test_a_prefix_may_be_declared_all_the_same(kusei_main: Kusei) -> None:
    """What the query declares counts."""
    ran = kusei_main("sparql", "PREFIX kusei: <urn:x:> SELECT (STR(kusei:a) AS ?x) {}", "-f", "csv")
    assert ran.out == "x\nurn:x:a\n"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("SELECT *\nWHERE { ?s ?p }", "query:2:16: not SPARQL"),
        ("none.rq", "none.rq: no such file"),
        ("INSERT DATA { <a> <b> <c> }", "kusei sparql only reads"),
        ("nonsense", "not a query"),
        ("", "not a query"),
    ],
)
def test_what_is_no_query_is_exit_2(kusei_main: Kusei, given: str, told: str) -> None:
    """With line and column where the syntax is wrong."""
    ran = kusei_main("sparql", given)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err


def test_a_wrong_file_is_told_by_its_name(kusei_main: Kusei, tmp_path: Path) -> None:
    """file:line:column."""
    file = tmp_path / "wrong.rq"
    file.write_text("SELECT * {\n ?s ?p . }\n", "utf-8")
    assert f"{file}:2:10: not SPARQL" in kusei_main("sparql", str(file)).err


def test_a_service_that_does_not_answer_is_exit_3(kusei_main: Kusei) -> None:
    """A query may call another server by SERVICE; where that fails it is told."""
    from tests.sparql_server import free_port

    url = f"http://127.0.0.1:{free_port()}/"
    ran = kusei_main("sparql", f"SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}")
    assert (ran.code, ran.out) == (3, "")
    assert "a SERVICE that query calls" in ran.err


def test_ask_and_construct_have_formats_of_their_own(kusei_main: Kusei) -> None:
    """Yes or no; Turtle unless told; a format of the other sort is refused with the list."""
    assert kusei_main("sparql", "ASK { ?s a kusei:Duty }").out == "true\n"
    construct = "CONSTRUCT WHERE { minato:kind-kumin-ka a ?c }"
    turtle = kusei_main("sparql", construct)
    assert "minato:kind-kumin-ka" in turtle.out
    (node,) = json.loads(kusei_main("sparql", construct, "-f", "jsonld").out)["@graph"]
    assert node["@id"] == "minato:kind-kumin-ka"
    refused = kusei_main("sparql", construct, "-f", "csv")
    assert refused.code == 2
    assert "turtle, ntriples, jsonld" in refused.err
    assert kusei_main("sparql", QUERY, "-f", "turtle").code == 2


def test_a_server_answers_as_the_files_do(kusei_main: Kusei, minato: Dataset) -> None:
    """The same rows with --endpoint."""
    from kusei.graph.store import serialize
    from tests.sparql_server import oxigraph_serve

    triples = serialize([*minato.curated, *minato.derived_quads], format="ntriples")
    with oxigraph_serve(triples) as url:
        remote = kusei_main("sparql", QUERY, "--endpoint", url, "-f", "json")
        wrong = kusei_main("sparql", "SELECT * { ?s ?p }", "--endpoint", url)
    assert remote.out == kusei_main("sparql", QUERY, "-f", "json").out
    assert wrong.code == 2
    assert "refuses the query" in wrong.err


def test_a_graph_is_the_same_bytes_each_time(kusei_main: Kusei) -> None:
    """Blank nodes, which an engine names anew, included."""
    construct = "CONSTRUCT { [] kusei:text ?l } { ?k a kusei:UnitKind ; skos:prefLabel ?l }"
    for form in ("turtle", "ntriples", "jsonld"):
        first, second = (kusei_main("sparql", construct, "-f", form).out for _ in range(2))
        assert first == second
        assert "c14n0" in first


def test_limits_are_said_of_rows_and_of_graphs(kusei_main: Kusei) -> None:
    """Also the query's own, where there may be more behind it."""
    ran = kusei_main("sparql", "SELECT * { ?s a kusei:Duty }", "--limit", "1", "-f", "csv")
    assert len(ran.out.splitlines()) == 2
    assert ran.err.startswith("limit: 1 of ")
    ran = kusei_main("sparql", "CONSTRUCT WHERE { ?s a kusei:Duty }", "--limit", "1")
    assert " triples\n" in ran.err
    ran = kusei_main("sparql", "SELECT * { ?s a kusei:Duty } LIMIT 3", "-f", "csv")
    assert "own LIMIT was hit" in ran.err


def test_evidence_is_added_to_rows_of_ones_own(kusei_main: Kusei) -> None:
    """Rows only: a graph has none to add it to."""
    query = "SELECT ?a { ?a kusei:duty minato:duty-hochi-jitensha-taisaku }"
    ran = kusei_main("sparql", query, "--with-evidence", "-f", "jsonl")
    assert all("evidence" in json.loads(line) for line in ran.out.splitlines())
    refused = kusei_main("sparql", "CONSTRUCT WHERE { ?s a kusei:Duty }", "--with-evidence")
    assert refused.code == 2
    assert "are for rows" in refused.err


def test_ctrl_c_ends_a_question_that_the_engine_still_works_on(dataset_root: Path) -> None:
    """All pairs of triples would take minutes; a shell sees exit code 130, or the signal's own."""
    pairs = "SELECT ?a { ?a ?b ?c . ?d ?e ?f FILTER (STRLEN(CONCAT(STR(?c), STR(?f))) < 0) }"
    process = subprocess.Popen(
        [sys.executable, "-m", "kusei", "sparql", pairs],
        cwd=dataset_root,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(3)
        process.send_signal(signal.SIGINT)
        assert process.wait(600) in {130, -signal.SIGINT}
    finally:
        process.kill()
        process.wait()
