"""Rules about files that need folders: the layout, two files, withdrawn IRIs."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from kusei.dataset.files import find, load
from kusei.validation.files import file_findings

if TYPE_CHECKING:
    from pathlib import Path

PREFIXES = (
    "@prefix kusei: <https://w3id.org/kusei/ontology#> .\n"
    "@prefix minato: <https://w3id.org/kusei/id/minato/> .\n"
)


@pytest.fixture
def project(dataset_root: Path, tmp_path: Path) -> Path:
    """A project of its own with one file of kinds."""
    shutil.copy(dataset_root / "kusei.toml", tmp_path)
    for folder in ("ontology", "queries", "validation", "data/minato/events"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "data/minato/kinds.ttl").write_text(
        f"{PREFIXES}minato:kind-ka a kusei:UnitKind .\n", "utf-8"
    )
    (tmp_path / "data/minato/retired.txt").write_text("# none so far\n", "utf-8")
    return tmp_path


def found(project: Path) -> list[tuple[str, str | None, str | None]]:
    """Code, file and thing of what the rules about files find."""
    findings = file_findings(load(find(project)))
    return [(f.code, f.file, f.focus and f.focus.rpartition("/")[2]) for f in findings]


def test_files_in_their_rooms_are_no_finding(project: Path) -> None:
    """The layout of data/<ward>/ is what a project is laid out in."""
    (project / "data/minato/events/2009.ttl").write_text(PREFIXES, "utf-8")
    (project / "data/minato/.kinds.ttl.swp").write_text("an editor's own", "utf-8")
    assert found(project) == []


@pytest.mark.parametrize(
    "name",
    ["data/minato/kind.ttl", "data/minato/notes.md", "data/loose.ttl", "data/minato/events/a.nt"],
)
def test_a_file_outside_the_layout_is_a_finding(project: Path, name: str) -> None:
    """What lies in no room is not loaded as its writer thinks, or not found by its reader."""
    (project / name).write_text("", "utf-8")
    assert found(project) == [("KG004", name, None)]


def test_a_thing_described_in_two_files_is_a_finding_that_names_the_other(project: Path) -> None:
    """Whoever edits the one would not see the other."""
    (project / "data/minato/units.ttl").write_text(
        f'{PREFIXES}minato:kind-ka kusei:editorial "en" .\n', "utf-8"
    )
    assert found(project) == [("KG010", "data/minato/units.ttl", "kind-ka")]
    (finding,) = file_findings(load(find(project)))
    assert "data/minato/kinds.ttl" in finding.message.en


@pytest.mark.parametrize("line", ["kind-ka", "minato:kind-ka  # merged into kind-kakari"])
def test_a_withdrawn_iri_in_use_is_a_finding(project: Path, line: str) -> None:
    """An IRI that was withdrawn is never used again, for the same thing or another."""
    (project / "data/minato/retired.txt").write_text(f"# withdrawn\n{line}\n", "utf-8")
    assert found(project) == [("KG011", "data/minato/kinds.ttl", "kind-ka")]
