"""`kusei evidence verify` in a project of its own."""

from __future__ import annotations

import hashlib
import shutil
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from kusei.commands import kusei
from kusei.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

COPY = "管理課を設置しました。"
SOURCE = f"""@prefix kusei: <https://w3id.org/kusei/ontology#> .
@prefix minato: <https://w3id.org/kusei/id/minato/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
minato:copy-a a kusei:Copy ; kusei:sha256 "{hashlib.sha256(COPY.encode()).hexdigest()}" .
minato:a-p1 a kusei:Passage ; oa:hasSource minato:copy-a ; kusei:exact "管理課" .
"""


@pytest.fixture
def project(tmp_path: Path, dataset_root: Path) -> Path:
    """A project with one copy and one quote, in a folder with a blank in its name."""
    root = tmp_path / "my ward 区"
    for folder in ("ontology/schemes", "queries/rules", "validation", "data/minato", "copies"):
        (root / folder).mkdir(parents=True)
    shutil.copy(dataset_root / "kusei.toml", root)
    (root / "data/minato/sources.ttl").write_text(SOURCE, "utf-8")
    (root / "copies/a.txt").write_text(COPY, "utf-8")
    return root


def run(project: Path, *args: str) -> Result:
    """Run the command on the project and its folder of copies."""
    copies = ("--copies", str(project / "copies"))
    return CliRunner().invoke(
        kusei, ["--dataset", str(project), "evidence", "verify", *copies, *args]
    )


def test_a_found_quote_is_counted_and_recorded_on_demand(project: Path) -> None:
    """Exit 0; the record appears with --write and not without."""
    record = project / "data/minato/verification.ttl"
    assert run(project).exit_code == 0
    assert not record.exists()
    result = run(project, "--write")
    assert result.exit_code == 0
    assert result.stdout == "1 quotes verified, 0 not; 0 unchecked (no copy held)\n"
    assert "minato:check-a-p1 a kusei:Check" in record.read_text("utf-8")


def test_a_quote_that_is_not_there_is_named(project: Path) -> None:
    """Exit 1, with the passage and the quote."""
    source = project / "data/minato/sources.ttl"
    source.write_text(SOURCE.replace('"管理課"', '"区民課"'), "utf-8")
    result = run(project)
    assert result.exit_code == 1
    assert "a-p1: not found: 区民課" in result.stdout


def test_a_copy_that_is_not_held_leaves_its_quotes_unchecked(project: Path) -> None:
    """Exit 0: unchecked quotes are counted and block nothing."""
    (project / "copies/a.txt").unlink()
    result = run(project)
    assert result.exit_code == 0
    assert result.stdout == "0 quotes verified, 0 not; 1 unchecked (no copy held)\n"


def test_a_missing_folder_of_copies_is_a_usage_error(project: Path) -> None:
    """The error says which folder and how to name another."""
    shutil.rmtree(project / "copies")
    error = run(project).exception
    assert isinstance(error, UsageError)
    assert "copies" in str(error)
    assert error.exit_code == 2
