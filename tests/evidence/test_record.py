"""The record of quote checks: what it keeps, and when it no longer speaks of what is written."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import pytest

from kusei.evidence.held import held
from kusei.evidence.passages import quoted
from kusei.evidence.quotes import Outcome, Selector
from kusei.evidence.record import as_turtle, failed, merged, stale, unchecked
from kusei.evidence.report import explanation
from kusei.evidence.verify import verify
from kusei.graph.store import parse_turtle
from kusei.sources.reading.limits import Refusal, RefusalKind
from kusei.sources.reading.source_text import Media, PageText, Unreadable
from kusei.terms import KUSEI, SKOS
from tests.derive.graphs import quads
from tests.evidence.sources import source

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kusei.dataset.files import Dataset
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
minato:a-p4 a kusei:Passage ; oa:hasSource minato:copy-a ; kusei:exact "應援課" ; kusei:page 1 .
"""
HELD = {SHA: source(TEXT, media=Media.PLAIN)}


def graph(turtle: str = GRAPH) -> Quoted:
    """The quotes of a Turtle text."""
    return quoted(quads(turtle))


def record(found: Quoted) -> str:
    """The record that checking with the first copy alone gives."""
    return as_turtle(merged(found, verify(found, HELD)), ward="minato")


def body(turtle: str) -> str:
    """A record without its prefixes, to be joined to a graph."""
    return "\n".join(line for line in turtle.splitlines() if not line.startswith("@prefix"))


def test_a_record_tells_result_count_and_what_was_compared() -> None:
    """Checks exist for the copies that are held, and for no other."""
    found = graph(GRAPH + body(record(graph())))
    assert [(c.passage[-4:], c.result.rpartition("#")[2], c.occurrences) for c in found.checks] == [
        ("a-p1", "verified", "1"),
        ("a-p2", "notFound", "0"),
        ("a-p4", "verifiedVariant", "1"),
    ]
    assert {c.copy_sha256 for c in found.checks} == {SHA}
    assert [iri[-4:] for iri in unchecked(found)] == ["a-p3", "b-p1"]
    assert [c.passage[-4:] for c in failed(found)] == ["a-p2"]
    assert not list(stale(found))


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("名称を区民課に変更", "名称を区民課へ変更", "edited"),
        ('kusei:exact "名称', 'kusei:page 2 ; kusei:exact "名称', "edited"),
        ('kusei:exact "名称', 'kusei:under minato:a-p2 ; kusei:exact "名称', "edited"),
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


def test_the_hash_of_a_selector_covers_all_its_parts() -> None:
    """Moving a character from the quote to its prefix is an edit, and so is another page."""
    selectors = (
        Selector("区民課"),
        Selector("民課", prefix="区"),
        Selector("区民", suffix="課"),
        Selector("区民課", suffix="課"),
        Selector("区民課", page=1),
        Selector("区民課", page=11),
        Selector("区民課", under="a"),
        Selector("区民課", locator="a"),
        Selector("", locator="区民課"),
    )
    assert len({selector.sha256 for selector in selectors}) == len(selectors)


def test_every_outcome_is_a_concept_of_the_scheme(minato: Dataset) -> None:
    """The record names no result that the vocabulary does not define."""
    path = minato.location.ontology / "schemes" / "check-results.ttl"
    scheme = "https://w3id.org/kusei/scheme/check-results"
    notations = {
        str(quad.subject).strip("<>"): str(quad.object).strip('"')
        for quad in parse_turtle(path.read_bytes(), graph="https://example.org/")
        if quad.predicate.value == SKOS + "notation"
    }
    assert scheme not in notations
    assert notations == {KUSEI + outcome.value: outcome.notation for outcome in Outcome}


def outcomes(turtle: str = GRAPH, **told: Mapping[str, Any]) -> dict[str, Outcome]:
    """What becomes of each quote of a graph with these copies."""
    results = verify(graph(turtle), **{"held": HELD, **told})
    return {result.passage.iri[-4:]: result.outcome for result in results}


def test_a_copy_that_cannot_be_used_is_told_for_each_of_its_quotes() -> None:
    """Refused by its reader, changed, or not described: three states, and none is unchecked."""
    refused = {SHA: Refusal(RefusalKind.ENCRYPTED, "needs a password")}
    assert set(outcomes(held=refused).values()) == {Outcome.UNREADABLE}
    assert set(outcomes(held={}, changed={SHA: "a.txt"}).values()) == {Outcome.SOURCE_CHANGED}
    beside = outcomes(held={**HELD, "0" * 64: refused[SHA]})
    assert (beside["a-p1"], beside["b-p1"]) == (Outcome.VERIFIED, Outcome.UNREADABLE)
    lost = outcomes(GRAPH.replace("oa:hasSource minato:copy-a", "oa:hasSource minato:copy-x"))
    assert set(lost.values()) == {Outcome.SOURCE_MISSING}
    assert "b-p1" not in lost


def test_what_could_not_be_compared_leaves_the_record_as_it_was() -> None:
    """A changed, refused or undescribed source says nothing new of its quotes."""
    known = graph(GRAPH + body(record(graph())))
    refused = {SHA: Refusal(RefusalKind.DAMAGED, "cut short")}
    lost = graph(GRAPH.replace("oa:hasSource minato:copy-a", "oa:hasSource minato:copy-x"))
    for results in (verify(known, {}, changed={SHA: "a.txt"}), verify(known, refused)):
        assert as_turtle(merged(known, results), ward="minato") == record(graph())
    assert merged(lost, verify(lost, HELD)) == []


def test_one_quote_one_page_one_byte_changed_are_three_states(shared: Path) -> None:
    """Each edit of the page's own passages gives its own result, the others stay verified."""
    text = (shared / "copies" / "kaikaku-2024-03-27.txt").read_text("utf-8")
    pages = {SHA: source(*text.split("改革の内容", 1))}
    quote = 'minato:q-p1 a kusei:Passage ; oa:hasSource minato:copy-a ; kusei:exact "{}"'
    base = GRAPH.splitlines()[1] + "\n" + quote + " ; kusei:page {} .\n"
    assert outcomes(base.format("協働推進課の設置", 2), held=pages) == {"q-p1": Outcome.VERIFIED}
    assert outcomes(base.format("協働推進係の設置", 2), held=pages) == {"q-p1": Outcome.NOT_FOUND}
    assert outcomes(base.format("協働推進課の設置", 1), held=pages) == {"q-p1": Outcome.WRONG_PAGE}
    changed = {SHA: "kaikaku.txt"}
    assert outcomes(base.format("協働推進課の設置", 2), held={}, changed=changed) == {
        "q-p1": Outcome.SOURCE_CHANGED
    }


def test_the_committed_record_is_what_a_check_of_the_held_copies_gives(
    minato: Dataset, shared: Path
) -> None:
    """data/minato/verification.ttl is current, and every quote in it is verified."""
    found = quoted(minato.curated)
    results = verify(found, held(shared / "copies", found.copies).texts)
    path = minato.location.data / "minato" / "verification.ttl"
    assert path.read_text("utf-8") == as_turtle(merged(found, results), ward="minato")
    assert parse_turtle(path.read_bytes(), graph="https://example.org/")
    assert not failed(found)
    with_copy = {passage.iri for passage in found.passages if passage.copy_sha256}
    assert not with_copy.intersection(unchecked(found))


def test_an_unreadable_page_is_told_with_what_the_others_have() -> None:
    """Without a page named, the quote may stand where nothing can be read; the rest is compared."""
    blind = PageText(1, "", unreadable=Unreadable.NO_TEXT_LAYER)
    (result,) = [
        result
        for result in verify(graph(), {SHA: source(blind, "名称を市民課に変更")})
        if result.passage.iri.endswith("a-p1")
    ]
    assert result.outcome is Outcome.UNREADABLE
    assert explanation(result) == (
        "not on the other pages, and no reliable text on page 1; "
        "nearest (88.9 of 100, page 2): 名称を[-区-]{+市+}民課に変更"
    )
