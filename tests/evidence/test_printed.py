"""Quotes are found in what a browser prints to PDF, from the style sheet to the result."""

from __future__ import annotations

import random
import shutil
from typing import TYPE_CHECKING

import pytest

from kusei.evidence.matching import Haystack, match
from kusei.evidence.quotes import Outcome, Selector
from kusei.sources.reading.source_text import SourceText
from kusei.sources.text import Order, text_of
from tests.evidence.layouts import JAPANESE
from tests.evidence.printed import CHROMIUM, LAYOUTS, printed
from tests.evidence.test_layouts import SAMPLES, quotes

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
SAME_SIZE = "same-size inline ruby"


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SourceText]:
    """What is read in the printed page, one sheet a layout."""
    folder = tmp_path_factory.mktemp("printed")
    path = folder / "layouts.pdf"
    path.write_bytes(printed(folder))
    text = text_of(path, Order())
    assert isinstance(text, SourceText), text
    assert len(text.pages) == len(LAYOUTS)
    yield text
    shutil.rmtree(folder / "profile", ignore_errors=True)


def test_quotes_are_verified_in_every_printed_layout(sheets: SourceText) -> None:
    """At least 98 % of 240 quotes in each, 99.5 % over all; same-size ruby stays in its text."""
    stack = Haystack.of(sheets)
    shares = {}
    for page, (name, (_, _, stretches)) in enumerate(LAYOUTS.items(), start=1):
        found = [
            match(stack, Selector(quote, page=page)).outcome
            for quote in quotes(stretches, seed=name)
        ]
        shares[name] = found.count(Outcome.VERIFIED) / SAMPLES
    apart = shares.pop(SAME_SIZE)
    assert not {name: share for name, share in shares.items() if share < 0.98}
    assert sum(shares.values()) / len(shares) >= 0.995, shares
    assert 0.5 < apart < 0.98, "nothing tells it from text: what it interrupts is not found"


def test_no_other_character_is_verified_in_any_printed_layout(sheets: SourceText) -> None:
    """A quote with one character changed stands on no sheet."""
    stack = Haystack.of(sheets)
    chance = random.Random("printed")  # noqa: S311 - the same quotes each time
    for page, (name, (_, _, stretches)) in enumerate(LAYOUTS.items(), start=1):
        whole = "".join(stretches)
        for quote in quotes(stretches, seed=name)[:60]:
            at = chance.randrange(len(quote))
            other = chance.choice([c for c in JAPANESE if c != quote[at]])
            wrong = quote[:at] + other + quote[at + 1 :]
            if wrong not in whole and wrong not in JAPANESE:
                found = match(stack, Selector(wrong, page=page)).outcome
                assert found is Outcome.NOT_FOUND, (name, quote, wrong)


def test_readings_go_into_their_own_stream(sheets: SourceText) -> None:
    """Above a line and beside a column, those of two columns in succession among them."""
    for name in ("ruby", "vertical ruby"):
        page = sheets.pages[list(LAYOUTS).index(name)]
        read = "".join("".join(reading.text.split()) for reading in page.ruby)
        assert (read.count("ちいき"), read.count("まどぐち"), read.count("かかり")) == (7, 2, 2)
        assert "ちいき" not in "".join(page.text.split())
