"""What a command imports: each module that it does not need is time that every call would take."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parent.parent
SHAPES: Final = """\
@prefix sh: <http://www.w3.org/ns/shacl#> .
<urn:shape> sh:targetSubjectsOf <urn:p> ; sh:property [ sh:path <urn:q> ; sh:minCount 1 ] .
"""
QUERY: Final = """\
#+ title = { ja = "問い", en = "question" }
#+ description = { ja = "説明", en = "description" }
#+ [[parameters]]
#+ name = "thing"
#+ type = "entity"
#+ label = { ja = "もの", en = "thing" }
#+ [[parameters]]
#+ name = "on"
#+ type = "date"
#+ label = { ja = "日", en = "day" }
#+ [columns]
#+ label = { ja = "名", en = "label" }
#+ [example]
#+ thing = "区"
#+ on = "2020-01-01"
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?label WHERE {
  VALUES (?thing ?on) { (<urn:ward> "2020-01-01"^^<http://www.w3.org/2001/XMLSchema#date>) }
  ?thing rdfs:label ?label
}
"""
RESTED: Final = """\
import kusei.cache
kusei.cache._REST = -10**18  # as if the files had been written long ago
"""
CALL: Final = """\
import sys
from kusei.commands import main
try:
    main()
finally:
    print(*sys.modules, sep="\\n", file=sys.stderr)
"""
ENGINES: Final = {"rdflib", "pyshacl", "SPARQLWrapper", "lxml", "pypdfium2", "rapidfuzz"}
COSTLY: Final = {
    *("tempfile", "shutil", "random", "hashlib", "difflib", "gzip", "decimal", "csv", "xml"),
    *("html", "http", "socket", "concurrent", "multiprocessing", "importlib.metadata"),
    *("wcwidth", "click.shell_completion", "kusei.derive", "kusei.evidence", "kusei.remote"),
    *("kusei.publish", "kusei.sources.reading", "kusei.curation"),
}


def imported(folder: Path, *arguments: str, code: int, before: str = "") -> set[str]:
    """The modules that a call has imported when it ends."""
    ran = subprocess.run(
        [sys.executable, "-c", before + CALL, *arguments],
        cwd=folder,
        env={"KUSEI_CACHE": str(folder / "cache"), "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == code, ran.stderr
    return set(ran.stderr.splitlines())


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A dataset of one thing and one question."""
    for folder in ("ontology", "data/minato", "queries/rules", "validation"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "kusei.toml").write_text('[project]\nward = "minato"\nversion = "1"\n', "utf-8")
    label = '<urn:ward> a <urn:Ward> ; <http://www.w3.org/2000/01/rdf-schema#label> "区"@ja .\n'
    (tmp_path / "data/minato/ward.ttl").write_text(label, "utf-8")
    (tmp_path / "queries/ask.rq").write_text(QUERY, "utf-8")
    return tmp_path


def test_a_question_asked_again_imports_nothing_to_read_or_derive(project: Path) -> None:
    """It opens the kept store: no file is hashed, no other form, type or date is prepared for."""
    asked = ("query", "ask", "--thing", "区", "--on", "2020-01-01")
    imported(project, *asked, code=0, before=RESTED)
    found = imported(project, *asked, code=0, before=RESTED)
    assert "kusei.dataset.kept_store" in found
    unneeded = {"json", "kusei.dates.typed", "kusei.findings", "kusei.turtle", "kusei.validation"}
    unneeded |= {"kusei.queries.concepts", "kusei.validation.check_header"}
    unneeded |= {"kusei.answers.result", "kusei.answers.organisation_tree"}
    assert sorted(found & (ENGINES | COSTLY | unneeded)) == []


def test_to_validate_any_graph_imports_nothing_of_the_dataset(project: Path) -> None:
    """Anybody's files are read, checked and told of without the rules and tools of our own."""
    shapes, data = project / "shapes.ttl", project / "any.ttl"
    shapes.write_text(SHAPES, "utf-8")
    data.write_text("<urn:a> <urn:p> 1 .\n", "utf-8")
    # By their long names: of a short one click first looks what comes near it, with difflib.
    form = ("--format", "jsonl", "--output", "found.jsonl")
    asked = ("shacl", str(data), "--shapes", str(shapes), *form)
    found = imported(project, *asked, code=1)
    assert "kusei.shacl.validate" in found
    unneeded = {"tomllib", "kusei.queries", "kusei.dates.typed"}
    unneeded |= {f"kusei.validation.{name}" for name in ("run", "shapes", "checks", "selection")}
    assert sorted(found & (ENGINES | COSTLY | unneeded)) == []


def test_help_imports_no_graph(project: Path) -> None:
    """`kusei --help` lists the commands and imports none of them."""
    found = imported(project, "--help", code=0)
    assert (
        sorted(found & (ENGINES | {"json", "tomllib", "kusei.dataset.files", "kusei.graph.store"}))
        == []
    )
