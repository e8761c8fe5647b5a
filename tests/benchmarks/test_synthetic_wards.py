"""The wards of the benchmarks: of the size asked for, the same each time, wrong where it says."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from benchmarks.synthetic_wards import MERGED, PARTS, VIOLATIONS, Size, write
from benchmarks.validate.results import Result, expected, of_graph
from benchmarks.validate.tools import CORE, SPARQL
from benchmarks.ward_defects import DEFECTS
from kusei.graph.store import Syntax, parse_as

if TYPE_CHECKING:
    from pathlib import Path

SH = "http://www.w3.org/ns/shacl#"
EVERY_DEFECT = 3_600  # triples of as many sections as there are kinds of defect


def files(folder: Path) -> dict[str, bytes]:
    """All that was written, by name."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def triples(path: Path) -> set[str]:
    """The triples of a file."""
    return {str(quad) for quad in parse_as(path.read_text("utf-8"), Syntax.TURTLE)}


def pyshacl_finds(folder: Path) -> Counter[Result]:
    """What pyshacl itself reports of the merged file by both files of shapes."""
    import pyshacl
    import rdflib

    shapes = rdflib.Graph()
    for path in (CORE, SPARQL):
        shapes.parse(path)
    data = rdflib.Graph().parse(folder / MERGED)
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes)
    assert isinstance(report, rdflib.Graph)
    told = report.serialize(folder / "report.nt", format="nt", encoding="utf-8")
    assert told is not None
    return of_graph(folder / "report.nt")


def test_one_seed_gives_the_same_bytes_and_another_one_others(tmp_path: Path) -> None:
    """A benchmark is repeated on the same graph, wherever and whenever."""
    for name, seed in (("one", 7), ("again", 7), ("other", 8)):
        write(tmp_path / name, Size(triples=30_000, seed=seed))
    one, again, other = (files(tmp_path / name) for name in ("one", "again", "other"))
    assert one == again
    assert one[MERGED] != other[MERGED]


@pytest.mark.parametrize("size", [2_000, 14_000, 100_000])
@pytest.mark.parametrize("every", [0, 4])
def test_a_graph_is_of_the_size_asked_for(tmp_path: Path, size: int, every: int) -> None:
    """Within 5 %, and the count that is told is that of the distinct triples."""
    told = write(tmp_path, Size(triples=size, every=every), parts=False)
    assert abs(told.triples - size) <= size * 0.05
    assert len(triples(tmp_path / MERGED)) == told.triples


def test_the_parts_hold_what_the_merged_file_holds(tmp_path: Path) -> None:
    """One file a ward and one for the classes above: together the same graph."""
    told = write(tmp_path, Size(triples=42_000))
    parts = sorted((tmp_path / PARTS).iterdir())
    assert [path.stem for path in parts] == ["hierarchy", "ward-001", "ward-002", "ward-003"]
    assert told.wards == 3
    assert set.union(*map(triples, parts)) == triples(tmp_path / MERGED)


def test_violations_are_spread_over_all_wards(tmp_path: Path) -> None:
    """A tool that stopped after the first ward would be found out."""
    told = write(tmp_path, Size(triples=42_000), parts=False)
    known = expected(tmp_path / VIOLATIONS)
    assert known.total() == told.violations
    assert {one.focus.split("/")[-2] for one in known} == {f"synthetic-00{n}" for n in (1, 2, 3)}


@pytest.mark.slow
def test_known_violations_are_exactly_what_pyshacl_finds(tmp_path: Path) -> None:
    """Each kind of defect, with its focus node, path and component, and nothing else."""
    told = write(tmp_path, Size(triples=EVERY_DEFECT, every=1), parts=False)
    known = expected(tmp_path / VIOLATIONS)
    assert told.violations >= len(DEFECTS)
    assert pyshacl_finds(tmp_path) == known
    by_sparql = known - expected(tmp_path / VIOLATIONS, without=f"{SH}SPARQLConstraintComponent")
    assert {one.path.rpartition("#")[2] for one in by_sparql} == {
        *("wasDerivedFrom", "holder", "text", "when")
    }


@pytest.mark.slow
def test_wards_without_defects_conform(tmp_path: Path) -> None:
    """What is reported of them would be wrong."""
    told = write(tmp_path, Size(triples=1_200, every=0), parts=False)
    assert told.violations == 0
    assert (tmp_path / VIOLATIONS).read_text("utf-8") == ""
    assert pyshacl_finds(tmp_path) == Counter()
