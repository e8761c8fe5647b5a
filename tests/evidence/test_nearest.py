"""What comes nearest to a quote that is not there, and how it differs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kusei.evidence.nearest import nearest
from kusei.evidence.normalise import normalise
from tests.evidence.sources import haystack

PAGES = ("表紙", "協働推進課を設置しました。\n総合支所の組織の再編(平成２１年\n４月)")


@pytest.mark.parametrize(
    ("quote", "marked", "found"),
    [
        ("再編(平成22年4月)", "再編(平成2[-2-]{+1+}年4月)", "再編(平成２１年\n４月)"),
        ("協働推進係を設置", "協働推進[-係-]{+課+}を設置", "協働推進課を設置"),
        ("協働推進課設置", "協働推進課{+を+}設置", "協働推進課を設置"),
        ("副総合支所の組織", "[-副-]{+。+}総合支所の組織", "。\n総合支所の組織"),
        ("総合支所組織の再編", "総合支所{+の+}組織の再編", "総合支所の組織の再編"),
    ],
)
def test_the_difference_is_told_character_by_character(quote: str, marked: str, found: str) -> None:
    """[-what the quote has-] and {+what the source has+}; the place is that of the source."""
    page = haystack(*PAGES)
    near = nearest(page, normalise(quote).text)
    assert near is not None
    assert near.marked == marked
    assert near.hit.found == found
    assert near.hit.page == 2
    assert PAGES[1][near.hit.start : near.hit.end] == found
    assert 50 <= near.score < 100


@pytest.mark.parametrize("quote", ["", "道路占用許可", "xyz"])
def test_what_is_not_near_is_not_told(quote: str) -> None:
    """Nothing is proposed where half of the characters differ."""
    assert nearest(haystack(*PAGES), quote) is None


def test_a_quote_longer_than_its_source_is_compared_with_all_of_it() -> None:
    """The source is short; the rest of the quote is what it lacks."""
    near = nearest(haystack("区民課"), "区民課の窓口")
    assert near is not None
    assert near.marked == "区民課[-の窓口-]"


@pytest.mark.parametrize(("text", "quote"), [("", "区民課"), ("", ""), ("区民課", "")])
def test_nothing_is_near_to_nothing(text: str, quote: str) -> None:
    """No text or no quote, no place."""
    assert nearest(haystack(text), quote) is None


@pytest.mark.parametrize(
    ("text", "quote", "marked"),
    [
        ("協働推進課を設置", "協推進課を", "協{+働+}推進課を"),
        ("を設置した協働推進課", "した協推進課", "した協{+働+}推進課"),
        ("総合支所の組織と再編を行う区民課", "総合支所再編を行う区民課", "総合支所{+の組織と+}再編を行う区民課"),
        ("前の文。区民課の窓口。後の文。", "民課の窓", "民課の窓"),
    ],
)  # fmt: skip
def test_what_a_quote_leaves_out_is_told_at_either_end_of_a_source(
    text: str, quote: str, marked: str
) -> None:
    """The place begins and ends with the quote, however long its source is there."""
    near = nearest(haystack(text), normalise(quote).text)
    assert near is not None
    assert near.marked == marked


def test_the_score_has_one_decimal() -> None:
    """One character of seven is another: six sevenths of a hundred."""
    near = nearest(haystack("平成21年4月"), "平成22年4月")
    assert near is not None
    assert near.score == 85.7


@given(st.text("区民課係設置のを", min_size=1), st.text("区民課係設置のを", min_size=1))
def test_the_edits_give_the_quote_and_the_place(quote: str, text: str) -> None:
    """Read on one side they are the quote, on the other what the source has."""
    near = nearest(haystack(text), quote)
    if near is None:
        return
    assert "".join(edit.quote for edit in near.edits) == quote
    assert "".join(edit.source for edit in near.edits) == near.hit.found
    assert near.hit.found == text[near.hit.start : near.hit.end]
    assert near.edits[0].quote
    assert near.edits[-1].quote
