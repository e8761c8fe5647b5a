"""``kusei query``."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from kusei.dataset.files import Dataset
    from tests.commands.conftest import Kusei

ROOT = Path(__file__).resolve().parent.parent.parent
NAMES = sorted(path.stem for path in (ROOT / "queries").glob("*.rq"))
HOLDER = ("query", "duty-holder", "--duty", "放置自転車対策業務", "--on")


def test_without_a_name_the_questions_are_listed(kusei_main: Kusei) -> None:
    """Each with its titles in both languages."""
    ran = kusei_main("query")
    assert ran.code == 0
    assert [line.split()[0] for line in ran.out.splitlines()] == NAMES
    assert "Who holds a duty on a day / 業務の担当" in ran.out


def test_a_question_answers(kusei_main: Kusei) -> None:
    """A table by default, with the columns that were promised first."""
    ran = kusei_main(*HOLDER, "令和2年1月1日")
    assert ran.code == 0
    head, _, kind, *offices = ran.out.splitlines()
    assert head.split()[:3] == ["holder", "certainty", "why"]
    assert kind.split()[:2] == ["総合支所", "certain"]
    assert len(offices) == 5
    assert ran.err == ""


@pytest.mark.parametrize("name", NAMES)
def test_help_tells_parameters_columns_and_example(kusei_main: Kusei, name: str) -> None:
    """Typed parameters with labels in both languages, and a line that can be run."""
    from kusei.dataset.files import find
    from kusei.queries.catalogue import stored_query

    stored = stored_query(find(ROOT), name)
    ran = kusei_main("query", name, "--help")
    assert ran.code == 0
    text = "".join(ran.out.split())
    for parameter in stored.parameters:
        assert f"--{parameter.name}{parameter.type.upper()}" in text
        for label in (parameter.label.ja, parameter.label.en):
            assert "".join(label.split()) in text
    assert all(column.name in ran.out for column in stored.columns)
    for asked in stored.example:
        assert f"--{asked}" in text.partition("Example:")[2]
    assert f"kuseiquery{name}" in text.partition("Example:")[2]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("query", "duty-holdr"), ["Did you mean duty-holder?", "unit-history"]),
        (("query", "duty-holder", "--dty", "x"), ["no option --dty", "--duty", "--on"]),
        (("query", "duty-holder", "--duty", "広聴"), ["needs on", "duty (entity), on (date)"]),
        ((*HOLDER, "2020-01"), ["on: 2020-01 is a month"]),
        (
            ("query", "unit-history", "--unit", "区民係"),
            ["'区民係'", "区民課  minato:kind-kumin-ka"],
        ),
        ((*HOLDER, "2020-01-01", "-f", "turtle"), ["table", "csv"]),
        ((*HOLDER, "2020-01-01", "--on", "2009-04-01"), ["on takes one value; 2 were given\n"]),
        (("query", "changes", "--from", "2010", "--to", "2009"), ["from is after to"]),
        ((*HOLDER, "2020-01-01", "--endpoint", "nowhere"), ["[endpoints]"]),
    ],
)
def test_a_mistake_is_told_with_what_is_accepted(
    kusei_main: Kusei, arguments: tuple[str, ...], told: list[str]
) -> None:
    """Exit 2, on stderr, without a traceback."""
    ran = kusei_main(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert all(words in ran.err for words in told), ran.err
    assert "Traceback" not in ran.err


def test_no_rows_are_said_to_be_none(kusei_main: Kusei) -> None:
    """The head is written all the same, and the exit code is 0."""
    ran = kusei_main("query", "transfers", "--from", "1950", "--to", "1951", "-f", "csv")
    assert ran.code == 0
    assert len(ran.out.splitlines()) == 1
    assert ran.err == "no rows\n"


def test_the_bound_query_is_shown_and_not_run(kusei_main: Kusei, minato: object) -> None:
    """What is printed is SPARQL that gives the answer elsewhere."""
    from kusei.dataset.files import Dataset
    from kusei.graph.store import Rows

    ran = kusei_main(*HOLDER, "2020-01-01", "--show")
    assert ran.code == 0
    assert "duty-hochi-jitensha-taisaku>" in ran.out
    assert isinstance(minato, Dataset)
    answer = minato.store.query(ran.out)
    assert isinstance(answer, Rows)
    assert len(answer.rows) == 1 + 5


def test_a_file_gets_the_format_of_its_suffix(kusei_main: Kusei, tmp_path: Path) -> None:
    """And stdout stays empty; -f has the last word."""
    target = tmp_path / "答 1.json"
    ran = kusei_main(*HOLDER, "2020-01-01", "-o", str(target))
    assert (ran.code, ran.out) == (0, "")
    document = json.loads(target.read_text("utf-8"))
    assert document["results"]["bindings"][0]["holder"]["value"] == "総合支所"
    kusei_main(*HOLDER, "2020-01-01", "-o", str(target), "-f", "csv")
    assert target.read_text("utf-8").startswith("holder,certainty,why")
    for name in ("rows.txt", "rows"):
        kusei_main(*HOLDER, "2020-01-01", "-o", str(tmp_path / name))
        assert (tmp_path / name).read_text("utf-8").splitlines()[0].split()[0] == "holder"
    refused = kusei_main(*HOLDER, "2020-01-01", "-o", str(tmp_path / "rows.ttl"))
    assert refused.code == 2
    assert "no format 'turtle'; it has table, csv" in refused.err
    assert kusei_main(*HOLDER, "2020-01-01", "-f", "csv", "-o", "-").out.startswith("holder,")


@pytest.mark.parametrize(
    ("asked", "known"),
    [
        ((*HOLDER, "2020-01-01"), {".csv", ".txt", ".json", ".md"}),
        (("sparql", "SELECT ?s { ?s ?p ?o } LIMIT 1"), {".csv", ".txt"}),
        (("sparql", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 1"), {".ttl", ".nt"}),
        (("org", "--on", "2009-06-01"), {".json", ".txt"}),
        (("show", "区民課"), {".json", ".txt"}),
        (("validate",), {".json", ".sarif", ".xml", ".txt"}),
    ],
)
def test_a_suffix_that_says_no_format_is_refused(
    kusei_main: Kusei, tmp_path: Path, asked: tuple[str, ...], known: set[str]
) -> None:
    """No table in a file that is called a workbook; the suffixes that this answer has are told."""
    ran = kusei_main(*asked, "-o", str(tmp_path / "x.xlsx"))
    assert ran.code == 2
    assert "x.xlsx: .xlsx says no format; " in ran.err
    assert known <= set(ran.err.replace(",", " ").split())
    assert ".png" not in ran.err
    assert not list(tmp_path.iterdir())


def test_a_file_that_cannot_be_written_is_told(kusei_main: Kusei, tmp_path: Path) -> None:
    """Exit 3 and the name of the file."""
    ran = kusei_main(*HOLDER, "2020-01-01", "-o", str(tmp_path / "none" / "x.csv"))
    assert ran.code == 3
    assert "x.csv: cannot be written" in ran.err


def test_a_server_that_does_not_answer_is_exit_3(kusei_main: Kusei) -> None:
    """With its address and the reason."""
    from tests.sparql_server import free_port

    url = f"http://127.0.0.1:{free_port()}/query"
    ran = kusei_main(*HOLDER, "2020-01-01", "--endpoint", url)
    assert (ran.code, ran.out) == (3, "")
    assert url in ran.err


def test_a_dataset_that_cannot_be_read_is_exit_1(kusei_main: Kusei, tmp_path: Path) -> None:
    """One line with file:line:column; nothing is asked of a partial graph."""
    for folder in ("ontology", "data/minato", "validation"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "queries").symlink_to(ROOT / "queries")
    (tmp_path / "kusei.toml").write_bytes((ROOT / "kusei.toml").read_bytes())
    (tmp_path / "data" / "broken.ttl").write_text("<a> <b> ;;\n  c .\n", "utf-8")
    ran = kusei_main("--dataset", str(tmp_path), *HOLDER, "2020-01-01")
    assert (ran.code, ran.out) == (1, "")
    assert "data/broken.ttl:" in ran.err


def process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "kusei", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_a_question_loads_no_heavy_module() -> None:
    """Once its derived quads are in the cache, a question is quicker than importing rdflib."""
    process(*HOLDER, "2020-01-01")
    ran = process(*HOLDER, "2020-01-01", PYTHONPROFILEIMPORTTIME="1")
    assert ran.returncode == 0
    loaded = {line.rpartition("|")[2].strip() for line in ran.stderr.splitlines() if "|" in line}
    assert "pyoxigraph" in loaded
    heavy = {"rdflib", "pyshacl", "SPARQLWrapper", "asyncio", "pandas", "email", "http.client"}
    assert not heavy & {name.partition(".")[0] for name in loaded} | (heavy & loaded)


@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_japanese_comes_out_in_any_locale_without_colour(locale: str) -> None:
    """UTF-8 and no escape sequence, whatever the terminal says."""
    ran = process(*HOLDER, "2020-01-01", LC_ALL=locale, NO_COLOR="")
    assert "総合支所" in ran.stdout
    assert "\x1b" not in ran.stdout


def test_a_reader_that_goes_away_ends_it_quietly() -> None:
    """``kusei … | head`` shows no traceback and no message."""
    kusei = [sys.executable, "-m", "kusei", "sparql", "SELECT * { ?s ?p ?o }", "-f", "tsv"]
    pipe = f"{shlex.join(kusei)} | head -n 1"
    ran = subprocess.run(
        ["bash", "-c", pipe], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    assert ran.stdout == "?o\t?p\t?s\n"
    assert ran.stderr == ""


def test_bytes_that_are_no_text_are_refused() -> None:
    """Exit 2 for a label that is not UTF-8, as an old terminal may send it."""
    command = [sys.executable, "-m", "kusei", "query", "unit-history", "--unit"]
    ran = subprocess.run(
        [*map(os.fsencode, command), "区民課".encode("euc-jp")],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 2
    assert b"not UTF-8" in ran.stderr


def test_a_limit_that_was_hit_is_said(kusei_main: Kusei) -> None:
    """On stderr in every format, and in the JSON itself; what fits is not spoken of."""
    ran = kusei_main("query", "transfers", "--limit", "2", "-f", "csv")
    assert len(ran.out.splitlines()) == 3
    assert ran.err.startswith("limit: 2 of ")
    document = json.loads(kusei_main("query", "transfers", "--limit", "2", "-f", "json").out)
    assert document["kusei"]["limit"] == 2
    assert document["kusei"]["total"] > 2
    assert kusei_main("query", "transfers", "--limit", "1000", "-f", "csv").err == ""
    assert kusei_main("query", "transfers", "--limit", "-1").code == 2


def test_a_byte_order_mark_is_for_csv(kusei_main: Kusei) -> None:
    """Spreadsheets then read it as UTF-8; in any other format it is refused before asking."""
    ran = kusei_main(*HOLDER, "2020-01-01", "-f", "csv", "--bom")
    assert ran.out.startswith("\ufeffholder,")
    refused = kusei_main(*HOLDER, "2020-01-01", "--bom")
    assert (refused.code, refused.out) == (2, "")
    assert "--bom is for csv" in refused.err


def test_evidence_is_added_to_any_answer(kusei_main: Kusei) -> None:
    """Three columns, or in JSON lines a list; rows without a passage are counted on stderr."""
    ran = kusei_main(*HOLDER, "2020-01-01", "-f", "jsonl", "--with-evidence")
    first = json.loads(ran.out.splitlines()[0])
    assert first["evidence"][0]["url"].startswith("https://")
    head = kusei_main(*HOLDER, "2020-01-01", "-f", "csv", "--with-evidence").out.splitlines()[0]
    assert head.endswith("assignment,evidence_quote,evidence_place,evidence_url")


@pytest.mark.parametrize("name", NAMES)
def test_every_example_has_evidence(minato: Dataset, name: str) -> None:
    """The evidence of an answer follows from its IRIs: each question shows some."""
    from kusei.answers.row_evidence import evidence_of
    from kusei.queries.catalogue import stored_query
    from kusei.queries.run import run_stored

    stored = stored_query(minato.location, name)
    rows = run_stored(stored, stored.example, minato.store)
    if not any(column.endswith(("_entity", "passage", "assignment")) for column in rows.columns):
        pytest.skip(f"{name} counts: no row is about a thing")
    assert any(evidence_of(rows, minato.store))


def test_the_examples_are_tested_against_approved_rows(kusei_main: Kusei, tmp_path: Path) -> None:
    """Exit 0 where they agree; 1 where rows differ, with - approved and + answered rows."""
    asked = kusei_main(
        "query", "transfers", "--from", "2017-04-01", "--to", "2019-03-31", "-f", "csv"
    )
    approved = tmp_path / "transfers.expected.csv"
    approved.write_text(asked.out, "utf-8")
    test = ("query", "test", "--approved", str(tmp_path), "transfers")
    ran = kusei_main(*test)
    assert ran.code == 0
    assert ran.out.split()[:2] == ["ok", "transfers"]
    assert ran.err == "1 examples asked, 0 differ\n"
    head, first, *more = asked.out.splitlines(keepends=True)
    approved.write_text("".join([head, "x,y\n", *more]), "utf-8")
    ran = kusei_main(*test)
    assert ran.code == 1
    assert "- row 1: x,y\n" in ran.out
    assert f"+ row 1: {first}" in ran.out
    assert kusei_main(*test, "no-such-query").code == 2


def completed(words: str, word: str) -> list[str]:
    """What the shell is offered for the next word, as fish asks for it."""
    ran = process(_KUSEI_COMPLETE="fish_complete", COMP_WORDS=words, COMP_CWORD=word)
    assert ran.returncode == 0, ran.stderr
    return [line.removeprefix("plain,") for line in ran.stdout.splitlines()]


def test_a_shell_completes_names_and_labels() -> None:
    """Names of questions with their titles, labels of the class that is asked for."""
    names = completed("kusei query duty-", "duty-")
    assert any(line.split("\t") == ["duty-holder", "Who holds a duty on a day"] for line in names)
    labels = completed("kusei query duty-holder --duty 放置", "放置")
    expected = "放置自転車対策業務\tminato:duty-hochi-jitensha-taisaku"
    assert expected in labels
    assert not any("unit-" in line for line in labels)


def test_an_option_that_takes_one_value_is_completed_once() -> None:
    """What is given already is not offered again."""

    def offered(words: str) -> set[str]:
        return {line.partition("\t")[0] for line in completed(words, "--")}

    assert {"--on", "--duty"} <= offered("kusei query duty-holder ")
    assert offered("kusei query duty-holder --on 2009-04-01 ") & {"--on", "--duty"} == {"--duty"}


def test_an_empty_dataset_completes_nothing_and_fails_in_nothing(tmp_path: Path) -> None:
    """A completion never shows an error: what cannot be read is not offered."""
    for folder in ("ontology/schemes", "data/minato", "validation"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "queries").symlink_to(ROOT / "queries")
    (tmp_path / "kusei.toml").write_bytes((ROOT / "kusei.toml").read_bytes())
    (tmp_path / "data" / "broken.ttl").write_text("<a> <b> ;;\n", "utf-8")
    assert completed(f"kusei --dataset {tmp_path} query duty-holder --duty 放", "放") == [""]


CODED = """\
#+ title = { ja = "立場の業務", en = "Duties by capacity" }
#+ description = { ja = "業務", en = "Duties held in a capacity." }
#+ [[parameters]]
#+ name = "capacity"
#+ type = "code"
#+ scheme = "<https://w3id.org/kusei/scheme/capacities>"
#+ several = true
#+ default = ["in-charge"]
#+ label = { ja = "立場", en = "capacity" }
#+ [[parameters]]
#+ name = "during"
#+ type = "period"
#+ optional = true
#+ label = { ja = "期間", en = "period" }
#+ [columns]
#+ assignment = { ja = "分掌", en = "assignment" }
#+ during_from = { ja = "初日", en = "first day" }
#+ during_to = { ja = "末日", en = "last day" }
#+ [example]
PREFIX kusei: <https://w3id.org/kusei/ontology#>
SELECT ?assignment ?during_from ?during_to WHERE {
  VALUES (?capacity ?during_from ?during_to) { (kusei:inCharge UNDEF UNDEF) }
  ?assignment kusei:capacity ?capacity .
} ORDER BY ?assignment
"""


@pytest.fixture
def coded(tmp_path: Path) -> Path:
    """The project's dataset with one stored query that takes codes and a period."""
    for folder in ("ontology", "data", "validation"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    (tmp_path / "queries" / "rules").mkdir(parents=True)
    (tmp_path / "kusei.toml").write_bytes((ROOT / "kusei.toml").read_bytes())
    (tmp_path / "queries" / "by-capacity.rq").write_text(CODED, "utf-8")
    return tmp_path


def test_codes_are_repeated_and_told_with_their_labels(kusei_main: Kusei, coded: Path) -> None:
    """A default where none is given, several values added up, a list of all in the help."""
    asked = ("--dataset", str(coded), "query", "by-capacity")

    def count(*options: str) -> int:
        ran = kusei_main(*asked, *options, "-f", "csv")
        assert ran.code == 0, ran.err
        return len(ran.out.splitlines()) - 1

    alone = [count("--capacity", capacity) for capacity in ("主管", "consultation")]
    assert min(alone) > 0
    assert count() == alone[0]
    assert count("--capacity", "in-charge", "--capacity", "相談") == sum(alone)
    assert count("--capacity", "in-charge", "--capacity", "主管") == alone[0]
    help_text = " ".join(kusei_main(*asked, "--help").out.split())
    assert "in-charge 主管 / in charge" in help_text
    assert "[code; else in-charge; several: repeat the option]" in help_text
    wrong = kusei_main(*asked, "--capacity", "nobody")
    assert wrong.code == 2
    assert "consultation  相談 / consultation" in wrong.err


@pytest.mark.parametrize(
    ("typed", "bound"),
    [
        ("平成21年度", ["2009-04-01", "2010-03-31"]),
        ("2009-04/2010", ["2009-04-01", "2010-12-31"]),
        ("2009-04/..", ["2009-04-01", ""]),
        ("../平成21年4月1日", ["", "2009-04-01"]),
    ],
)
def test_a_period_binds_its_first_and_last_day(
    kusei_main: Kusei, coded: Path, typed: str, bound: list[str]
) -> None:
    """A month, a year, a fiscal year, an interval, one that is open."""
    ran = kusei_main(
        "--dataset", str(coded), "query", "by-capacity", "--during", typed, "-f", "csv"
    )
    assert ran.code == 0, ran.err
    assert ran.out.splitlines()[1].split(",")[1:] == bound
    for wrong in ("../..", "2010/2009", "soon"):
        assert (
            kusei_main("--dataset", str(coded), "query", "by-capacity", "--during", wrong).code == 2
        )
