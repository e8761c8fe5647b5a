"""A place in the words around it, and the selector that finds it again."""

from __future__ import annotations

import pytest

from kusei.evidence.context import in_context, proposals
from kusei.evidence.matching import match
from kusei.evidence.quotes import Outcome, Selector
from kusei.sources.reading.source_text import PageText
from tests.evidence.sources import haystack

TEXT = "1.管理課の設置 新たに管理課を設置し、管理課の所管を（株）定める。"


def test_each_place_gets_the_shortest_affix_that_tells_it_apart() -> None:
    """A proposal verifies at its own place and at no other."""
    page = haystack(TEXT)
    found = proposals(page, "管理課", paged=False)
    selectors = [p.selector for p in found]
    assert selectors == [
        Selector("管理課", prefix="."),
        Selector("管理課", prefix="に"),
        Selector("管理課", prefix="、"),
    ]
    for proposal in found:
        assert proposal.selector is not None
        (hit,) = match(page, proposal.selector).hits
        assert hit == proposal.hit


def test_a_unique_phrase_needs_no_affix_and_a_pdf_names_the_page() -> None:
    """On another page the same phrase needs none either."""
    pages = haystack("区民課", "区民\n課と管理課")
    assert [p.selector for p in proposals(pages, "管理課", paged=False)] == [Selector("管理課")]
    assert [p.selector for p in proposals(pages, "区民課", paged=True)] == [
        Selector("区民課", page=1),
        Selector("区民課", page=2),
    ]


def test_what_stands_twice_with_the_same_words_around_gets_no_selector() -> None:
    """Thirty characters on each side are the most that a passage may give."""
    page = haystack(("前" * 40 + "区民課" + "後" * 40 + "。") * 3)
    assert [p.selector for p in proposals(page, "区民課", paged=False)] == [None, None, None]


def test_an_affix_never_cuts_a_sign() -> None:
    """Half of ㈱ finds nothing, so that the whole of it is taken."""
    page = haystack("㈱区民課、株)区民課")
    first, second = proposals(page, "区民課", paged=False)
    assert first.selector == Selector("区民課", suffix="、")
    assert second.selector is not None
    assert match(page, second.selector).outcome is Outcome.VERIFIED


def test_the_quote_is_spelt_as_the_source_has_it() -> None:
    """Without its line breaks, in its own characters."""
    (found,) = proposals(haystack("平成２１\n年４月"), "平成21年4月", paged=False)
    assert found.selector == Selector("平成２１年４月")


def test_invisible_places_are_not_proposed() -> None:
    """Nobody could read the passage there."""
    page = haystack(PageText(1, "区民課 区民課", invisible=((0, 3),)))
    assert [p.hit.start for p in proposals(page, "区民課", paged=False)] == [4]


@pytest.mark.parametrize(
    ("around", "shown"),
    [
        (0, "…⟦区民課⟧…"),
        (3, "…た に⟦区民課⟧の窓…"),
        (99, "新た に⟦区民課⟧の窓 口です"),
    ],
)
def test_a_place_is_shown_in_one_line(around: int, shown: str) -> None:
    """The quote stands between brackets; … tells that the page goes on."""
    page = haystack("別のページ", "新た\nに区\n民課の窓\n口です")
    (hit,) = match(page, Selector("区民課")).hits
    assert in_context(page, hit, around=around).replace("区 民課", "区民課") == shown


@pytest.mark.parametrize(
    ("source", "phrase", "exact"),
    [
        (
            "It was reorganised on 1 April 2009.",
            "reorganised on 1 April 2009",
            "reorganised on 1 April 2009",
        ),
        (
            "reorganised\n  on 1 April\n2009",
            "reorganisedon1April2009",
            "reorganised on 1 April 2009",
        ),
        ("平成２１\n年４月", "平成21年4月", "平成２１年４月"),
        ("港区　総務部", "港区総務部", "港区　総務部"),
        ("部長　 山", "部長山", "部長　山"),
        ("Minato\n区役所 Office", "Minato区役所Office", "Minato区役所 Office"),
        ("電話 03\n3578", "電話033578", "電話 03 3578"),
    ],
)
def test_blanks_of_the_source_are_kept_where_words_are_written_apart(
    source: str, phrase: str, exact: str
) -> None:
    """A line end is a blank between Latin words and nothing beside Japanese."""
    (found,) = proposals(haystack(source), phrase, paged=False)
    assert found.selector == Selector(exact)
    assert match(haystack(source), found.selector).outcome is Outcome.VERIFIED


def test_an_affix_is_spelt_as_the_source_has_it() -> None:
    """The words before and after a quote keep their blanks as well."""
    page = haystack("since 1 April 2009 the section. until 1 April 2009 the section.")
    first, second = proposals(page, "1 April 2009 the section", paged=False)
    assert first.selector is not None
    assert second.selector is not None
    assert (first.selector.prefix, second.selector.prefix) == ("e", "l")
    page = haystack("the Head Office: 総務課 of the Branch: 総務課")
    proposal = proposals(page, "総務課", paged=False)[1]
    assert proposal.selector == Selector("総務課", prefix="h:")
    assert match(page, proposal.selector).hits == (proposal.hit,)
