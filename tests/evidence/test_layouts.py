"""Quotes are found in PDFs, however these are set; measured from the bytes to the result."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

from kusei.evidence.matching import Haystack, match
from kusei.evidence.quotes import Outcome, Selector
from kusei.sources.reading.source_text import SourceText
from kusei.sources.text import Order, text_of
from tests.evidence.layouts import JAPANESE, LAYOUTS, SAME_SIZE_RUBY, layout_pdf

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

SAMPLES = 240


def prepared(draw: Callable[[Any], None], folder: Path) -> Haystack:
    """The text of a layout as its reader gives it."""
    path = folder / "layout.pdf"
    path.write_bytes(layout_pdf(draw))
    text = text_of(path, Order())
    assert isinstance(text, SourceText), text
    return Haystack.of(text)


def quotes(stretches: Sequence[str], *, seed: str) -> list[str]:
    """Random parts of the text that stand in it once, as a curator would choose them."""
    chance = random.Random(seed)  # noqa: S311 - the same quotes each time
    whole = "\n".join("".join(stretch.split()) for stretch in stretches)
    found: list[str] = []
    while len(found) < SAMPLES:
        stretch = chance.choice(stretches)
        length = chance.randint(6, min(30, len(stretch)))
        start = chance.randrange(len(stretch) - length + 1)
        quote = stretch[start : start + length].strip()
        if whole.count("".join(quote.split())) == 1:
            found.append(quote)
    return found


def missed(draw: Callable[[Any], None], stretches: Sequence[str], folder: Path) -> list[str]:
    """The quotes that are not verified on the second page of a layout."""
    page = prepared(draw, folder)
    return [
        quote
        for quote in quotes(stretches, seed=stretches[0])
        if match(page, Selector(quote, page=2)).outcome is not Outcome.VERIFIED
    ]


def test_quotes_are_verified_in_every_layout(tmp_path: Path) -> None:
    """At least 98 % of 240 quotes in each, 99.5 % over all."""
    shares = {
        name: 1 - len(missed(draw, stretches, tmp_path)) / SAMPLES
        for name, (draw, stretches) in LAYOUTS.items()
    }
    assert not {name: share for name, share in shares.items() if share < 0.98}
    assert sum(shares.values()) / len(shares) >= 0.995, shares


def test_readings_as_large_as_the_text_stay_in_it(tmp_path: Path) -> None:
    """Nothing tells same-size ruby from text: quotes that it interrupts are not found, no more."""
    draw, stretches = SAME_SIZE_RUBY
    lost = missed(draw, stretches, tmp_path)
    assert len(lost) / SAMPLES < 0.5


@pytest.mark.parametrize("name", ["horizontal", "vertical", "two columns", "letter-spaced"])
def test_one_other_character_is_not_found_in_any_layout(name: str, tmp_path: Path) -> None:
    """No quote with one character changed is verified."""
    draw, stretches = LAYOUTS[name]
    page = prepared(draw, tmp_path)
    chance = random.Random(name)  # noqa: S311
    for quote in quotes(stretches, seed=name):
        at = chance.randrange(len(quote))
        other = chance.choice([c for c in JAPANESE if c != quote[at]])
        wrong = quote[:at] + other + quote[at + 1 :]
        if wrong not in JAPANESE:
            found = match(page, Selector(wrong, page=2)).outcome
            assert found is Outcome.NOT_FOUND, (quote, wrong)


def hidden(kind: str) -> Callable[[Any], None]:
    """A page with one sentence that can be seen and one that cannot."""

    def draw(sheet: Any) -> None:  # noqa: ANN401 - reportlab has no types
        sheet.saveState()
        words = sheet.beginText(60, -500 if kind == "off the page" else 700)
        words.setFont("KuseiBoxes", 0.5 if kind == "too small" else 12)
        if kind == "render mode 3":
            words.setTextRenderMode(3)
        if kind == "white":
            words.setFillColorRGB(1, 1, 1)
        words.textOut("監査課を設置")
        sheet.drawText(words)
        if kind == "covered":
            sheet.setFillColorRGB(0.9, 0.9, 0.9)
            sheet.rect(50, 690, 300, 40, fill=1, stroke=0)
        sheet.restoreState()
        sheet.setFont("KuseiBoxes", 12)
        sheet.drawString(60, 600, "区民課を設置")

    return draw


@pytest.mark.parametrize("kind", ["render mode 3", "white", "off the page", "too small", "covered"])
def test_what_shows_no_ink_is_not_visible(kind: str, tmp_path: Path) -> None:
    """It is in the text layer and verifies nothing; what can be seen beside it does."""
    page = prepared(hidden(kind), tmp_path)
    assert match(page, Selector("区民課を設置", page=2)).outcome is Outcome.VERIFIED
    found = match(page, Selector("監査課を設置", page=2)).outcome
    # PDFium leaves text off the page out of the text layer altogether.
    allowed = {Outcome.NOT_VISIBLE} | ({Outcome.NOT_FOUND} if kind == "off the page" else set())
    assert found in allowed
