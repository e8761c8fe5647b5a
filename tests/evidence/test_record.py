"""The record of quote checks: what it keeps, and when it no longer speaks of what is written."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from kusei.errors import UsageError
from kusei.evidence.copies import folder, texts
from kusei.evidence.passages import quoted
from kusei.evidence.record import as_turtle, failed, merged, stale, unchecked, verify
from kusei.store import parse_turtle
from tests.derive.graphs import quads

if TYPE_CHECKING:
    from pathlib import Path

    from kusei.dataset import Dataset
    from kusei.evidence.passages import Quoted

TEXT = "くらし応援課の名称を\n区民課に変更"
SHA = hashlib.sha256(TEXT.encode()).hexdigest()
GRAPH = f"""
minato:copy-a a kusei:Copy ; kusei:sha256 "{SHA}" .
minato:copy-b a kusei:Copy ; kusei:sha256 "{"0" * 64}" .
minato:a-p1 a kusei:Passage ; oa:hasSource minato:copy-a ; kusei:exact "名称を区民課に変更" .
minato:a-p2 a kusei:Passage ; oa:hasSource minato:copy-a ; kusei:exact "管理課" .
minato:a-p3 a kusei:Passage ; oa:hasSource minato:document-c ; kusei:locator "第一条" .
minato:b-p1 a kusei:Passage ; oa:hasSource minato:copy-b ; kusei:exact "区" .
"""


def graph(turtle: str = GRAPH) -> Quoted:
    """The quotes of a Turtle text."""
    return quoted(quads(turtle))


def record(found: Quoted) -> str:
    """The record that checking with the first copy alone gives."""
    return as_turtle(merged(found, verify(found, {SHA: TEXT})), ward="minato")


def body(turtle: str) -> str:
    """A record without its prefixes, to be joined to a graph."""
    return "\n".join(line for line in turtle.splitlines() if not line.startswith("@prefix"))


def test_a_record_tells_result_count_and_what_was_compared() -> None:
    """Checks exist for the copies that are held, and for no other."""
    found = graph(GRAPH + body(record(graph())))
    assert [(c.passage[-4:], c.result.rpartition("#")[2], c.occurrences) for c in found.checks] == [
        ("a-p1", "verified", "1"),
        ("a-p2", "notFound", "0"),
    ]
    assert {c.copy_sha256 for c in found.checks} == {SHA}
    assert [iri[-4:] for iri in unchecked(found)] == ["b-p1"]
    assert [c.passage[-4:] for c in failed(found)] == ["a-p2"]
    assert not list(stale(found))


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("名称を区民課に変更", "名称を区民課へ変更", "edited"),
        (SHA, "1" * 64, "copy"),
        ("minato:a-p1 a kusei:Passage", "minato:a-p9 a kusei:Passage", "no longer"),
    ],
)
def test_an_edit_on_either_side_makes_a_check_stale(before: str, after: str, why: str) -> None:
    """A changed quote, another copy and a passage that is gone are each told."""
    kept = body(record(graph()))
    (first, *_) = stale(graph(GRAPH.replace(before, after) + kept))
    assert first.passage.endswith("a-p1")
    assert why in first.why.en


def test_checks_of_copies_that_are_not_held_now_are_kept() -> None:
    """Someone who holds other copies does not lose the record of these."""
    known = graph(GRAPH + body(record(graph())))
    again = as_turtle(merged(known, verify(known, {})), ward="minato")
    assert again == record(graph())


def test_copies_are_found_by_their_bytes_whatever_their_names(tmp_path: Path) -> None:
    """The folder holds plain files; one that nobody cites is passed over."""
    (tmp_path / "漢字 の 名.txt").write_bytes(TEXT.encode())
    (tmp_path / "other.txt").write_bytes(b"\xff")
    assert texts(tmp_path, [SHA]) == {SHA: TEXT}


def test_a_copy_that_is_no_text_is_named(tmp_path: Path) -> None:
    """A wanted copy that cannot be read as text is an error that names the file."""
    (tmp_path / "page.pdf").write_bytes(b"%PDF\xff")
    with pytest.raises(UsageError, match=r"page\.pdf"):
        texts(tmp_path, [hashlib.sha256(b"%PDF\xff").hexdigest()])


def test_no_folder_of_copies_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a folder the message says how to name one."""
    monkeypatch.delenv("KUSEI_COPIES", raising=False)
    with pytest.raises(UsageError, match="--copies"):
        folder(None, root=tmp_path)


def test_the_committed_record_is_what_a_check_of_the_held_copies_gives(
    minato: Dataset, shared: Path
) -> None:
    """data/minato/verification.ttl is current, and every quote in it is verified."""
    found = quoted(minato.curated)
    wanted = {p.copy_sha256 for p in found.passages if p.copy_sha256}
    results = verify(found, texts(shared / "copies", wanted))
    path = minato.location.data / "minato" / "verification.ttl"
    assert path.read_text("utf-8") == as_turtle(merged(found, results), ward="minato")
    assert parse_turtle(path.read_bytes(), graph="https://example.org/")
    assert not failed(found)
    assert not unchecked(found)
