"""Words of a source keep its blanks: those inside a line, and those that the end of a line is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kusei.evidence.normalise import normalise
from kusei.sources.spelling import spelt


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("reorganised on 1 April 2009", "reorganised on 1 April 2009"),
        (" on  1\tApril\u00a02009 ", "on 1 April 2009"),
        ("on 1\nApril", "on 1 April"),
        ("on 1 \r\n  April", "on 1 April"),
        ("on 1\u2028April", "on 1 April"),
        ("区民\n課", "区民課"),
        ("区民\r\n  課", "区民課"),
        ("改革。\n\u3000区民", "改革。区民"),
        ("平成21\n年4月", "平成21年4月"),
        ("ｸﾐﾝ\nka", "ｸﾐﾝka"),
        ("平成２１\n２年", "平成２１２年"),
        ("第１章\u3000総則", "第１章\u3000総則"),
        ("区\u3000\u3000民", "区\u3000\u3000民"),
        ("区 \u3000 民", "区\u3000民"),
        ("第1章 総則", "第1章 総則"),
        ("港区 Minato\nCity は", "港区 Minato City は"),
        ("re-\norganised", "re-organised"),
        ("2009 -\n2010", "2009 - 2010"),
        ("A4-\n2", "A4- 2"),
        ("reorgani\u00ad\nsed", "reorganised"),
        ("reorgani\u00adsed on", "reorganised on"),
        ("re\u200bor\ufffegan\u202eised\x07", "reorganised"),
        ("\n\u3000 ", ""),
        ("", ""),
    ],
)
def test_blanks_are_kept_where_they_part_words(text: str, words: str) -> None:
    """The end of a line is a blank in Latin script, nothing where one side is Japanese."""
    assert spelt(text) == words


@given(st.text(st.sampled_from("aé-1 \n\r\t\u3000\u00a0\u00ad\u200b\ufffe区くｸ。(（")))
def test_what_is_spelt_is_found_where_it_came_from(text: str) -> None:
    """It differs in nothing that a comparison sees, and is spelt once for all."""
    words = spelt(text)
    assert normalise(words).text == normalise(text).text
    assert words == words.strip()
    assert spelt(words) == words
