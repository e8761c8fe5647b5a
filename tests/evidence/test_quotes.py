"""A quote is found exactly once, whatever line breaks and composition its copy has."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kusei.evidence.quotes import Outcome, Selector, judge, normalise, occurrences

COPY = normalise("1.協働推進課の設置\n協働推進課を設置しました。\n総合支所中心の\n\n区政運営へ転換")


@pytest.mark.parametrize(
    ("selector", "count", "outcome"),
    [
        (Selector("総合支所中心の区政運営"), 1, Outcome.VERIFIED),
        (Selector("協働推進課"), 2, Outcome.AMBIGUOUS),
        (Selector("協働推進課", prefix="1."), 1, Outcome.VERIFIED),
        (Selector("協働推進課", suffix="を"), 1, Outcome.VERIFIED),
        (Selector("協働推進課", prefix="2."), 0, Outcome.NOT_FOUND),
        (Selector("恊働推進課"), 0, Outcome.NOT_FOUND),
        (Selector(""), 0, Outcome.NOT_FOUND),
        (Selector(" "), 0, Outcome.NOT_FOUND),
    ],
)
def test_a_quote_is_counted_between_its_prefix_and_suffix(
    selector: Selector, count: int, outcome: Outcome
) -> None:
    """Once verifies, more is ambiguous, a near match is no match."""
    assert occurrences(selector, COPY) == count
    assert judge(count) is outcome


def test_overlapping_occurrences_are_all_counted() -> None:
    """ああ stands twice in あああ."""
    assert occurrences(Selector("ああ"), "あああ") == 2


@given(st.text(alphabet="がぎ区民課 \n\u3099かき", max_size=20))
def test_composition_and_white_space_make_no_difference(text: str) -> None:
    """A decomposed text with other line breaks normalises to the same."""
    other = "\u3000\n".join(unicodedata.normalize("NFD", text))
    if unicodedata.normalize("NFC", other.replace("\u3000\n", "")) == unicodedata.normalize(
        "NFC", text
    ):
        assert normalise(unicodedata.normalize("NFD", text) + "\n") == normalise(" " + text)


def test_the_hash_of_a_selector_covers_all_its_parts() -> None:
    """Moving a character from the quote to its prefix is an edit."""
    hashes = {
        Selector("区民課").sha256,
        Selector("民課", prefix="区").sha256,
        Selector("区民", suffix="課").sha256,
        Selector("区民課", suffix="課").sha256,
    }
    assert len(hashes) == 4
