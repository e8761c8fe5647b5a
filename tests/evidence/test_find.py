"""A quote is proposed as its source has it, be the copy a text, a page of HTML or a PDF."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from kusei.evidence.find import as_text, find_phrase
from kusei.evidence.matching import Haystack, match
from kusei.evidence.passages import Copy, Quoted
from kusei.evidence.quotes import Outcome, Selector
from kusei.sources.reading.source_text import SourceText
from kusei.sources.sandbox import Order, read
from tests.evidence.japanese_pdf import NOT_EMBEDDED, both, line, pdf
from tests.evidence.sources import source

if TYPE_CHECKING:
    from pathlib import Path

LINES = (
    "All offices were reorganised on 1 April 2009, and the ward",
    "office (Minato City\u3000港区役所) was moved on 1 May",
    "2010. 第１章\u3000総則 平成21",
    "年4月 Shiba 地区総合支所\u3000区民",
    "課を ICT 推進課とした。",
)
HTML = "".join(f"{text}<br>" for text in LINES)
COPY = Copy("https://w3id.org/kusei/id/minato/copy-a", "0" * 64, "")
NONE = Quoted((), (), (), {}, frozenset())


@pytest.fixture(params=["txt", "html", "pdf"])
def text(request: pytest.FixtureRequest, tmp_path: Path) -> SourceText:
    """The same lines, as they were read from one kind of copy."""
    content = {
        "txt": "\n".join(LINES).encode,
        "html": f"<!doctype html><meta charset=utf-8><p>{HTML}</p>".encode,
        "pdf": lambda: pdf(
            both(
                *(
                    line(words, y=700 - 20 * number, font=NOT_EMBEDDED)
                    for number, words in enumerate(LINES)
                )
            )
        ),
    }[request.param]()
    path = tmp_path / f"a.{request.param}"
    path.write_bytes(content)
    found = read(path, Order(sha256=hashlib.sha256(content).hexdigest()))
    assert isinstance(found, SourceText)
    return found


@pytest.mark.parametrize(
    ("phrase", "exact"),
    [
        ("reorganised on 1 April 2009", "reorganised on 1 April 2009"),
        ("reorganisedon1April2009", "reorganised on 1 April 2009"),
        ("the ward office", "the ward office"),
        ("moved on 1 May 2010", "moved on 1 May 2010"),
        ("Minato City 港区役所", "Minato City\u3000港区役所"),
        ("第1章総則", "第１章\u3000総則"),
        ("総則 平成21年4月", "総則 平成21年4月"),
        ("Shiba地区総合支所", "Shiba 地区総合支所"),
        ("総合支所区民課", "総合支所\u3000区民課"),
        ("課をICT推進課", "課を ICT 推進課"),
    ],
)
def test_a_quote_is_proposed_with_the_blanks_of_its_source(
    text: SourceText, phrase: str, exact: str
) -> None:
    """Whatever blanks were typed; what is proposed verifies at its place."""
    (place,) = find_phrase(phrase, {COPY.sha256: text}, [COPY], NONE).places
    selector = place.proposal.selector
    assert selector is not None
    assert selector.exact == exact
    assert f'kusei:exact "{exact}"' in place.turtle
    assert match(Haystack.of(text), selector).outcome is Outcome.VERIFIED


@pytest.mark.parametrize(
    ("phrase", "shown"),
    [
        (
            "offices were reorganised on 1 April 2019",
            "offices were reorganised on 1 April 20[-1-]{+0+}9",
        ),
        ("offices were reorganised on the 1 April", "offices were reorganised on [-the-] 1 April"),
        ("moved on May 2010", "moved on {+1+} May 2010"),
        ("総則 平成22年4月", "総則 平成2[-2-]{+1+}年4月"),
        ("Shiba 地区支所 区民課", "Shiba 地区{+総合+}支所\u3000区民課"),
    ],
)
def test_the_nearest_words_are_shown_with_the_blanks_of_the_source(
    text: SourceText, phrase: str, shown: str
) -> None:
    """In the difference too, where one side lacks a word."""
    found = find_phrase(phrase, {COPY.sha256: text}, [COPY], NONE)
    assert not found.places
    ((_, near),) = found.near
    assert near.marked == shown


def test_the_words_around_a_quote_are_proposed_with_their_blanks() -> None:
    """Prefix and suffix are the source's own words, in its own characters."""
    text = source("It was moved on the 1 April 2009, then\non the １\u3000April 2009.")
    found = find_phrase("April 2009", {COPY.sha256: text}, [COPY], NONE)
    assert [place.proposal.selector for place in found.places] == [
        Selector("April 2009", suffix=",", page=1),
        Selector("April 2009", suffix=".", page=1),
    ]
    same = source("a b c the １\u3000区 の d, z b c the １\u3000区 の d")
    pair = find_phrase("区", {COPY.sha256: same}, [COPY], NONE).places
    assert [place.proposal.selector for place in pair] == [
        Selector("区", suffix="の d,", page=1),
        Selector("区", prefix="z b c the １", page=1),
    ]


def test_an_affix_is_counted_with_its_blanks() -> None:
    """Thirty characters are the most, as the shapes count them."""
    blank = "x " * 16
    text = source(f"a{blank}区. b{blank}区.")
    found = find_phrase("区", {COPY.sha256: text}, [COPY], NONE)
    assert [place.proposal.selector for place in found.places] == [
        Selector("区", suffix=". b", page=1),
        None,
    ]


@pytest.mark.parametrize(
    ("phrase", "told"),
    [
        ("x" * 30, ""),
        ("x" * 15 + " " + "y" * 15, "longer than 30 characters"),
        ("た！区", "beyond the end of a sentence"),
        ("た!区", "beyond the end of a sentence"),
    ],
)
def test_what_no_passage_may_quote_is_judged_as_it_is_proposed(phrase: str, told: str) -> None:
    """The blanks of the source count; the phrase may be typed without."""
    text = source("x" * 30 + "。 " + "x" * 15 + " " + "y" * 15 + "。た！区")
    found = find_phrase("".join(phrase.split()), {COPY.sha256: text}, [COPY], NONE)
    assert ("as a quote it is " + told in as_text(found)) is bool(told)


def test_no_mark_that_nobody_sees_is_proposed() -> None:
    """A soft hyphen at the end of a line joins what it divided."""
    text = source("the reorgani\u00ad\nsation of the\u200b ward")
    (place,) = find_phrase("reorganisation of the ward", {COPY.sha256: text}, [COPY], NONE).places
    assert place.proposal.selector == Selector("reorganisation of the ward", page=1)
