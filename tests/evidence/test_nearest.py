"""What comes nearest to a quote that is not there, and how it differs."""

from __future__ import annotations

import pytest

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


def test_an_empty_source_has_nothing_near() -> None:
    """No text, no place."""
    assert nearest(haystack(""), "区民課") is None
