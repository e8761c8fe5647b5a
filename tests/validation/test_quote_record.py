"""The record of the quote checks against what is written now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kusei import terms
from kusei.dataset.files import Dataset, read_bytes
from kusei.evidence.passages import quoted
from kusei.evidence.record import unchecked
from kusei.validation.quote_record import record_findings

if TYPE_CHECKING:
    from kusei.dataset.files import Location

PASSAGE = """
@prefix kusei: <https://w3id.org/kusei/ontology#> .
@prefix minato: <https://w3id.org/kusei/id/minato/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
minato:kaikaku-p053 a kusei:Passage ; oa:hasSource minato:copy ; kusei:exact "広聴" .
minato:copy a kusei:Copy ; kusei:sha256 "aa" .
"""
CHECK = """
minato:check-kaikaku-p053 a kusei:Check ; kusei:checks minato:kaikaku-p053 ;
    kusei:result kusei:verified ; kusei:occurrences "1" ;
    kusei:selectorSha256 "SELECTOR" ; kusei:copySha256 "aa" .
"""
MINATO = terms.ID + "minato/"


@pytest.fixture
def check(location: Location) -> str:
    """A check that fits the passage: as the record would hold it."""
    (passage,) = quoted(dataset_of(location, PASSAGE).curated).passages
    return CHECK.replace("SELECTOR", passage.selector.sha256)


def dataset_of(location: Location, text: str) -> Dataset:
    """A dataset of one file."""
    name = "data/minato/sources/kaikaku.ttl"
    return Dataset(location, [read_bytes(text.encode(), path=location.root / name, name=name)])


def test_a_check_that_fits_is_no_finding(location: Location, check: str) -> None:
    """The passage is as it was compared, and it was found once."""
    dataset = dataset_of(location, PASSAGE + check)
    assert list(record_findings(dataset, quoted(dataset.curated))) == []
    assert unchecked(quoted(dataset.curated)) == []


def test_a_passage_edited_since_its_check_is_a_finding(location: Location, check: str) -> None:
    """Whoever changes a quote has it compared again before it is released."""
    dataset = dataset_of(location, PASSAGE.replace("広聴", "公聴") + check)
    (finding,) = record_findings(dataset, quoted(dataset.curated))
    assert (finding.code, finding.focus) == ("KG070", MINATO + "kaikaku-p053")
    assert finding.file == "data/minato/sources/kaikaku.ttl"


def test_a_quote_that_was_not_found_once_is_a_finding(location: Location, check: str) -> None:
    """Not there, or there twice: either way it identifies no place."""
    not_found = check.replace("kusei:verified", "kusei:notFound").replace('"1"', '"0"')
    dataset = dataset_of(location, PASSAGE + not_found)
    (finding,) = record_findings(dataset, quoted(dataset.curated))
    assert (finding.code, finding.focus) == ("KG071", MINATO + "kaikaku-p053")
    assert "0 times" in finding.message.en


def test_a_passage_without_check_is_counted_and_no_finding(location: Location) -> None:
    """What no copy is held for blocks nothing."""
    dataset = dataset_of(location, PASSAGE)
    assert list(record_findings(dataset, quoted(dataset.curated))) == []
    assert unchecked(quoted(dataset.curated)) == [MINATO + "kaikaku-p053"]
