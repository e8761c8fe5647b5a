"""The passages quote the copy of the page: found once, short, in reading order."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pytest

from kusei import terms
from tests.facts.table import read_facts

if TYPE_CHECKING:
    from pathlib import Path

    from kusei.dataset.files import Dataset
    from kusei.graph.store import Rows, Term

COPY: Final = "kaikaku-2024-03-27"
LONGEST: Final = 30
MINATO: Final = terms.PREFIXES["minato"]


def squeezed(text: str) -> str:
    """NFC without white space: quotes are compared so, since a copy breaks lines where it likes."""
    return "".join(unicodedata.normalize("NFC", text).split())


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage as it is written."""

    passage: str
    exact: str
    prefix: str
    suffix: str
    under: str

    @property
    def whole(self) -> str:
        """The quote with what tells it apart."""
        return squeezed(self.prefix + self.exact + self.suffix)

    def span(self, text: str) -> tuple[int, int]:
        """Where the exact words stand in the text."""
        start = text.index(self.whole) + len(squeezed(self.prefix))
        return start, start + len(squeezed(self.exact))


def text_of(term: Term | None) -> str:
    """The text of a literal or IRI, empty where there is none."""
    return "" if term is None else str(term.value)  # type: ignore[union-attr]


def rows(minato: Dataset, query: str) -> list[tuple[str, ...]]:
    """The rows of a SELECT over the graph, as texts."""
    answer = minato.store.query(query, prefixes=terms.PREFIXES)
    found: Rows = answer  # type: ignore[assignment]
    return [tuple(text_of(term) for term in row) for row in found.rows]


@pytest.fixture(scope="module")
def copy(shared: Path) -> str:
    """The text of the copy, squeezed."""
    return squeezed((shared / "copies" / f"{COPY}.txt").read_text("utf-8"))


@pytest.fixture(scope="module")
def quotes(minato: Dataset) -> dict[str, Quote]:
    """The passages of the page, by local name."""
    found = rows(
        minato,
        f"""SELECT ?passage ?exact ?prefix ?suffix ?under {{
              ?passage a kusei:Passage ; oa:hasSource minato:copy-{COPY} ; kusei:exact ?exact .
              OPTIONAL {{ ?passage kusei:prefix ?prefix }}
              OPTIONAL {{ ?passage kusei:suffix ?suffix }}
              OPTIONAL {{ ?passage kusei:under ?under }}
            }}""",
    )
    made = (
        Quote(p.removeprefix(MINATO), e, b, a, u.removeprefix(MINATO)) for p, e, b, a, u in found
    )
    return {quote.passage: quote for quote in made}


def test_the_copy_is_the_one_that_the_graph_names(minato: Dataset, shared: Path) -> None:
    """The digest in the graph is that of the bytes of the copy."""
    digest = hashlib.sha256((shared / "copies" / f"{COPY}.txt").read_bytes()).hexdigest()
    assert rows(minato, f"SELECT ?d {{ minato:copy-{COPY} kusei:sha256 ?d }}") == [(digest,)]


def test_every_quote_is_found_once(quotes: dict[str, Quote], copy: str) -> None:
    """Each quote, with its prefix and suffix, stands in the copy exactly once."""
    assert len(quotes) > 150
    assert {
        q.passage: copy.count(q.whole) for q in quotes.values() if copy.count(q.whole) != 1
    } == {}


def test_quotes_are_short(quotes: dict[str, Quote], copy: str) -> None:
    """A quote has at most 30 characters and no end of a sentence; all together under 45 %."""
    assert [q.passage for q in quotes.values() if len(q.exact) > LONGEST or "。" in q.whole] == []
    assert sum(len(q.whole) for q in quotes.values()) < 0.45 * len(copy)


def test_headings_stand_before_their_items(quotes: dict[str, Quote], copy: str) -> None:
    """What a passage stands under is a passage of the page that comes before it."""
    places = {q.passage: q.span(copy)[0] for q in quotes.values()}
    wrong = [q.passage for q in quotes.values() if q.under and places[q.under] > places[q.passage]]
    assert wrong == []


def test_passages_are_written_in_reading_order(
    minato: Dataset, quotes: dict[str, Quote], copy: str
) -> None:
    """The file of the page lists its passages as a reader meets them."""
    file = next(f for f in minato.files if f.name.endswith("sources/kaikaku.ttl"))
    written = [q.subject.value for q in file.quads if q.predicate.value == terms.OA + "hasSource"]  # type: ignore[union-attr]
    places = [quotes[iri.removeprefix(MINATO)].span(copy)[0] for iri in written]
    assert places == sorted(places)


def test_a_fact_cites_the_place_where_it_was_read(
    quotes: dict[str, Quote], copy: str, shared: Path
) -> None:
    """Of the passages that an ASK cites, one overlaps the words by which the fact is known."""
    lines = (shared / "facts" / "facts.tsv").read_text("utf-8").splitlines()
    phrases = {line.split("\t")[0]: squeezed(line.split("\t")[6]) for line in lines}
    astray = []
    for fact in read_facts():
        phrase = phrases[fact.id]
        starts = [n for n in range(len(copy)) if copy.startswith(phrase, n)]
        spans = [quotes[passage].span(copy) for passage in fact.passages]
        if fact.modelled and not any(
            first < start + len(phrase) and start < last
            for start in starts
            for first, last in spans
        ):
            astray.append(fact.id)
    assert astray == []


def test_the_words_of_the_source_are_its_words(minato: Dataset, copy: str) -> None:
    """Japanese names, labels, purposes, reasons and sites are spelt as in the page.

    Labels that we wrote ourselves, such as those of most events, say so by kusei:editorial "ja".
    """
    said = rows(
        minato,
        """SELECT ?thing ?text {
             ?thing prov:wasDerivedFrom/oa:hasSource ?copy .
             ?copy a kusei:Copy .
             { ?thing kusei:text|kusei:reason|kusei:site|dct:title|skos:altLabel ?text }
             UNION
             { ?thing rdfs:label ?text . FILTER NOT EXISTS { ?thing kusei:editorial "ja" } }
             FILTER (LANG(?text) = "ja")
             FILTER NOT EXISTS { ?thing kusei:expandedFrom ?source }
           }""",
    )
    assert len(said) > 150
    assert [thing for thing, text in said if squeezed(text) not in copy] == []


def test_every_english_text_is_marked_as_ours(minato: Dataset) -> None:
    """The page is in Japanese: its English is ours, unless another passage cited gives the words."""
    unmarked = rows(
        minato,
        """SELECT ?thing {
             ?thing prov:wasDerivedFrom/oa:hasSource ?copy ; rdfs:label|kusei:text ?text .
             FILTER (LANG(?text) = "en")
             FILTER NOT EXISTS { ?thing kusei:editorial "en" }
             FILTER NOT EXISTS { ?thing kusei:expandedFrom ?source }
             FILTER NOT EXISTS {
               ?thing prov:wasDerivedFrom/kusei:exact ?words . FILTER (CONTAINS(?words, STR(?text)))
             }
           }""",
    )
    assert unmarked == []
