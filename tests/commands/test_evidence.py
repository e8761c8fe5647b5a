"""`kusei evidence verify`, `find` and `show` in a project of its own."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from PIL import Image

from kusei.commands import kusei
from kusei.errors import SourceRefused, UnknownName, UsageError
from kusei.sources.reading.limits import Refusal, RefusalKind
from tests.evidence.japanese_pdf import line, pdf

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

COPY = """平成21年4月の再編
管理課を設置しました。
くらし応援課の名称を
区民課に変更しました。
"""
SOURCE = f"""@prefix kusei: <https://w3id.org/kusei/ontology#> .
@prefix minato: <https://w3id.org/kusei/id/minato/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

minato:document-a a kusei:Document ;
    rdfs:label "再編の頁"@ja .

minato:document-b a kusei:Document .

minato:copy-a a kusei:Copy ;
    prov:specializationOf minato:document-a ;
    kusei:sha256 "{hashlib.sha256(COPY.encode()).hexdigest()}" .

minato:a-p001 a kusei:Passage ;
    oa:hasSource minato:copy-a ;
    kusei:exact "平成21年4月" .

minato:a-p002 a kusei:Passage ;
    oa:hasSource minato:copy-a ;
    kusei:under minato:a-p001 ;
    kusei:exact "名称を区民課に変更" .
"""


@pytest.fixture
def project(tmp_path: Path, dataset_root: Path) -> Path:
    """A project with one copy and two quotes, in a folder with a blank in its name."""
    root = tmp_path / "my ward 区"
    for folder in ("ontology/schemes", "queries/rules", "validation", "data/minato", "copies"):
        (root / folder).mkdir(parents=True)
    shutil.copy(dataset_root / "kusei.toml", root)
    (root / "data/minato/sources.ttl").write_text(SOURCE, "utf-8")
    (root / "copies/a.txt").write_text(COPY, "utf-8")
    return root


def run(project: Path, verb: str, *args: str) -> Result:
    """Run a verb on the project and its folder of copies."""
    copies = ("--copies", str(project / "copies"))
    return CliRunner().invoke(kusei, ["--dataset", str(project), "evidence", verb, *copies, *args])


def edit(project: Path, before: str, after: str) -> None:
    """Change the one file of data."""
    source = project / "data/minato/sources.ttl"
    text = source.read_text("utf-8")
    assert before in text
    source.write_text(text.replace(before, after), "utf-8")


def answer(result: Result) -> dict[str, Any]:
    """The JSON document that a verb wrote."""
    document: dict[str, Any] = json.loads(result.stdout)
    assert document["schema_version"] == 1
    return document


def test_found_quotes_are_counted_and_recorded_on_demand(project: Path) -> None:
    """Exit 0; the record appears with --write and not without; twice it has the same bytes."""
    record = project / "data/minato/verification.ttl"
    assert run(project, "verify").exit_code == 0
    assert not record.exists()
    result = run(project, "verify", "--write")
    assert result.exit_code == 0
    assert result.stdout == "2 checked: 2 verified; 0 unchecked (no copy held)\n"
    assert "minato:check-a-p001 a kusei:Check" in record.read_text("utf-8")
    before = record.read_bytes()
    assert run(project, "verify", "--write").exit_code == 0
    assert record.read_bytes() == before


def test_a_quote_that_is_not_there_is_named_with_the_nearest_words(project: Path) -> None:
    """Exit 1, with file and line, the quote, and the difference."""
    edit(project, "平成21年4月", "平成22年4月")
    result = run(project, "verify")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "data/minato/sources.ttl:16: minato:a-p001: not-found: 平成22年4月",
        "  nearest (85.7 of 100, page 1): 平成2[-2-]{+1+}年4月",
        "2 checked: 1 verified, 1 not-found; 0 unchecked (no copy held)",
    ]


@pytest.mark.parametrize(
    ("before", "after", "outcome", "explanation"),
    [
        ('"平成21年4月"', '"平成21年4月" ; kusei:page 2', "wrong-page", "it stands on page 1"),
        ('"平成21年4月"', '"課"', "ambiguous", "found 3 times, on page 1"),
        ("oa:hasSource minato:copy-a", "oa:hasSource minato:copy-z", "source-missing", "hasSource"),
        ('"名称を区民課に変更"', '"平成" ; kusei:suffix "21"', "heading-mismatch", "after the"),
        ('"平成21年4月"', '"道路占用"', "not-found", "nothing in the source comes near"),
    ],
)
def test_each_other_outcome_fails_and_says_what_to_mend(
    project: Path, before: str, after: str, outcome: str, explanation: str
) -> None:
    """Exit 1, with the name of the outcome and one line that explains it."""
    edit(project, before, after)
    result = run(project, "verify")
    assert result.exit_code == 1
    assert f": {outcome}: " in result.stdout
    assert explanation in result.stdout
    assert f" {outcome}" in result.stdout.splitlines()[-1]


def test_a_variant_is_told_and_fails_nothing(project: Path) -> None:
    """Exit 0, with the words as the source has them."""
    edit(project, "名称を区民課に変更", "名稱を區民課に變更")
    result = run(project, "verify")
    assert result.exit_code == 0
    assert "verified-variant: 名稱を區民課に變更\n  the source has it as 名称を" in result.stdout
    assert "1 verified, 1 verified-variant" in result.stdout


def test_a_changed_copy_is_told_by_its_name(project: Path) -> None:
    """Exit 1 for one byte more in the file that is named after the copy."""
    (project / "copies/a.txt").write_text(COPY + ".", "utf-8")
    result = run(project, "verify")
    assert result.exit_code == 1
    assert "source-changed" in result.stdout
    assert "a.txt has the sha256" in result.stdout


def test_nothing_checked_is_no_success(project: Path) -> None:
    """A copy that is not held leaves its quotes unchecked; where that is all, exit 1."""
    (project / "copies/a.txt").unlink()
    result = run(project, "verify")
    assert result.exit_code == 1
    assert result.stdout == "nothing was checked; 2 unchecked (no copy held)\n"


def test_unchecked_quotes_beside_checked_ones_block_nothing(project: Path) -> None:
    """What no copy is held for is counted."""
    edit(
        project,
        "minato:a-p002 a kusei:Passage ;\n    oa:hasSource minato:copy-a ;",
        "minato:a-p002 a kusei:Passage ;\n    oa:hasSource minato:document-b ;",
    )
    result = run(project, "verify")
    assert result.exit_code == 0
    assert result.stdout == "1 checked: 1 verified; 1 unchecked (no copy held)\n"


def test_only_the_passages_that_are_named_are_told(project: Path) -> None:
    """By prefixed or local name; a heading is judged all the same, an unknown name refused."""
    edit(project, "平成21年4月", "平成22年4月")
    assert run(project, "verify", "a-p002").exit_code == 0
    assert run(project, "verify", "minato:a-p001").exit_code == 1
    error = run(project, "verify", "a-p02").exception
    assert isinstance(error, UnknownName)
    assert "a-p002" in str(error)


def test_a_record_that_says_something_else_fails_the_check(project: Path) -> None:
    """--check writes nothing; it passes right after --write and fails after an edit."""
    record = project / "data/minato/verification.ttl"
    assert run(project, "verify", "--check").exit_code == 1
    assert not record.exists()
    run(project, "verify", "--write")
    assert run(project, "verify", "--check").exit_code == 0
    edit(project, "平成21年4月", "平成21年")
    assert run(project, "verify", "--check").exit_code == 1
    assert run(project, "verify").exit_code == 0


def test_the_results_as_json(project: Path) -> None:
    """Counts, and each result with its place in the data and in the source."""
    edit(project, "平成21年4月", "平成22年4月")
    document = answer(run(project, "verify", "-f", "json"))
    assert document["counts"] == {"verified": 1, "not-found": 1}
    missing, found = document["results"]
    assert (missing["file"], missing["line"]) == ("data/minato/sources.ttl", 16)
    assert missing["nearest"]["found"] == "平成21年4月"
    assert found["outcome"] == "verified"
    (hit,) = found["hits"]
    assert COPY[hit["start"] : hit["end"]] == hit["found"] == "名称を\n区民課に変更"


def test_a_missing_folder_of_copies_is_a_usage_error(project: Path) -> None:
    """The error says which folder and how to name another."""
    shutil.rmtree(project / "copies")
    error = run(project, "verify").exception
    assert isinstance(error, UsageError)
    assert "copies" in str(error)
    assert error.exit_code == 2


def test_a_found_phrase_comes_with_a_passage_that_verifies(project: Path) -> None:
    """Pasted into the data, each proposal is verified; the names are free."""
    result = run(project, "find", "しました")
    assert result.exit_code == 0
    document = answer(run(project, "find", "しました", "-f", "json"))
    assert len(document["places"]) == 2
    for place in document["places"]:
        assert "".join(f"    {line}\n" for line in place["turtle"].splitlines()) in result.stdout
    pasted = "\n".join(place["turtle"] for place in document["places"])
    assert "minato:a-p003 a kusei:Passage" in pasted
    assert "minato:a-p004 a kusei:Passage" in pasted
    source = project / "data/minato/sources.ttl"
    source.write_text(SOURCE + pasted, "utf-8")
    assert "4 checked: 4 verified" in run(project, "verify").stdout


def test_a_phrase_that_is_nowhere_is_told_with_the_nearest(project: Path) -> None:
    """Exit 1, as grep does."""
    result = run(project, "find", "区民課へ変更")
    assert result.exit_code == 1
    assert "in none of 1 copies: 区民課へ変更" in result.stdout
    assert "区民課[-へ-]{+に+}変更" in result.stdout
    assert answer(run(project, "find", "区民課へ変更", "-f", "json"))["places"] == []


@pytest.mark.parametrize("name", ["a", "minato:document-a", "minato:copy-a", "再編の頁"])
def test_a_phrase_may_be_looked_for_in_one_document(project: Path, name: str) -> None:
    """The document is named as elsewhere; one of which nothing is held is a usage error."""
    assert run(project, "find", "管理課", "--in", name).exit_code == 0
    assert isinstance(run(project, "find", "管理課", "--in", "b").exception, UsageError)
    (project / "copies/a.txt").unlink()
    assert isinstance(run(project, "find", "管理課", "--in", name).exception, UsageError)


def test_a_phrase_that_no_passage_may_quote_is_told(project: Path) -> None:
    """A quote is at most 30 characters, within a sentence."""
    assert "beyond the end of a sentence" in run(project, "find", "ました。くらし").stdout
    text = "平成21年4月の再編管理課を設置しました。くらし応援課の名称を"
    assert "longer than 30 characters" in run(project, "find", text).stdout


def test_a_passage_is_shown_in_its_context(project: Path) -> None:
    """With its headings, its place in the data, and the quote between brackets."""
    result = run(project, "show", "a-p002", "--around", "8")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "minato:a-p002  verified  data/minato/sources.ttl:20",
        "  平成21年4月",
        "",
        "  page 1",
        "  …くらし応援課の⟦名称を 区民課に変更⟧しました。",
    ]
    document = answer(run(project, "show", "a-p002", "-f", "json"))
    assert document["headings"] == ["平成21年4月"]


def test_a_passage_that_is_not_there_is_shown_where_it_comes_nearest(project: Path) -> None:
    """Exit 1, with the difference and the words around the nearest place."""
    edit(project, "区民課に変更", "区民係に変更")
    result = run(project, "show", "a-p002")
    assert result.exit_code == 1
    assert "区民[-係-]{+課+}に変更" in result.stdout
    assert "⟦名称を 区民課に変更⟧" in result.stdout


def test_a_passage_whose_copy_is_not_held_cannot_be_shown(project: Path) -> None:
    """The error names the passage."""
    (project / "copies/a.txt").unlink()
    error = run(project, "show", "a-p002").exception
    assert isinstance(error, UsageError)
    assert "a-p002" in str(error)


@pytest.fixture
def paged(project: Path) -> Path:
    """The project with a PDF of two pages in place of its text."""
    content = pdf(line("平成21年4月の再編"), line("名称を区民課に変更"))
    (project / "copies/a.txt").unlink()
    (project / "copies/再編.pdf").write_bytes(content)
    edit(project, hashlib.sha256(COPY.encode()).hexdigest(), hashlib.sha256(content).hexdigest())
    return project


def is_marked(png: bytes) -> bool:
    """Tell whether anything on a picture is yellow."""
    colors = Image.open(io.BytesIO(png)).convert("RGB").getcolors(1 << 24)
    return (255, 255, 85) in {color for _, color in colors or ()}


def test_the_page_of_a_pdf_is_drawn_with_the_quote_marked(paged: Path) -> None:
    """-o FILE.png writes a picture of the page, and nothing else lies beside it."""
    place = paged / "out"
    place.mkdir()
    result = run(paged, "show", "a-p002", "-o", str(place / "頁.png"))
    assert (result.exit_code, result.stdout) == (0, "")
    assert [path.name for path in place.iterdir()] == ["頁.png"]
    assert is_marked((place / "頁.png").read_bytes())


def test_a_picture_goes_to_stdout_only_where_that_is_said(paged: Path) -> None:
    """A terminal gets no picture unasked."""
    error = run(paged, "show", "a-p002", "-f", "png").exception
    assert isinstance(error, UsageError)
    assert "-o FILE.png" in str(error)
    assert is_marked(run(paged, "show", "a-p002", "-f", "png", "-o", "-").stdout_bytes)


def test_a_quote_that_is_not_there_is_drawn_where_it_comes_nearest(paged: Path) -> None:
    """Exit 1, with the difference told beside the picture; nothing near makes no picture."""
    edit(paged, "区民課に変更", "区民係に変更")
    result = run(paged, "show", "a-p002", "-o", str(paged / "a.png"))
    assert result.exit_code == 1
    assert "区民[-係-]{+課+}に変更" in result.stderr
    assert is_marked((paged / "a.png").read_bytes())
    edit(paged, "名称を区民係に変更", "道路占用")
    error = run(paged, "show", "a-p002", "-o", str(paged / "b.png")).exception
    assert isinstance(error, UsageError)
    assert "nothing in the source comes near" in str(error)
    assert not (paged / "b.png").exists()


def test_what_has_no_page_to_draw_is_told(project: Path) -> None:
    """A source that is no PDF, and one of which no copy is held: no file is written."""
    target = project / "a.png"
    for told in ("its source is text/plain", "no copy of its source is held"):
        error = run(project, "show", "a-p002", "-o", str(target)).exception
        assert isinstance(error, UsageError)
        assert told in str(error)
        assert not target.exists()
        (project / "copies/a.txt").unlink(missing_ok=True)


def test_a_page_that_cannot_be_drawn_leaves_the_file_as_it_was(
    paged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reader's own words are told."""
    refusal = Refusal(RefusalKind.TIME_LIMIT, "not read within 9 s")
    monkeypatch.setattr("kusei.evidence.show.marked", lambda *_: refusal)
    target = paged / "a.png"
    target.write_bytes(b"old")
    error = run(paged, "show", "a-p002", "-o", str(target)).exception
    assert isinstance(error, SourceRefused)
    assert "not read within 9 s" in str(error)
    assert target.read_bytes() == b"old"
