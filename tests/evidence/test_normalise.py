"""What is folded before quotes are compared, and the map back to where it stood."""

from __future__ import annotations

import itertools
import sys
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kusei.evidence import ideographs
from kusei.evidence.normalise import fold_variants, normalise
from tests.evidence import unicode_sources

if TYPE_CHECKING:
    from collections.abc import Sequence

ASSIGNED = [
    chr(code)
    for code in range(sys.maxunicode + 1)
    if unicodedata.category(chr(code)) not in {"Cn", "Co", "Cs"}
]
TEXTS = st.text(
    st.one_of(
        st.sampled_from(
            "区民課まちづくりガイドライン一ー・-~〜21年4月()（㈱①㍻½⻑⺠⼾各각ﾊﾟｶﾞ゛゜\u3099\u309a"
        ),
        st.sampled_from(" \n\u3000\u200b\u00ad\ufe0f\U000e0100\u0301\u1100\u1161\u11a8"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=30,
)


@given(TEXTS)
def test_normalising_twice_is_normalising_once(text: str) -> None:
    """Folding what is folded changes nothing."""
    once = normalise(text).text
    assert normalise(once).text == once


def test_every_character_is_folded_for_good() -> None:
    """No character becomes one that would be folded further, nor white space."""
    for character in ASSIGNED:
        folded = normalise(character).text
        assert normalise(folded).text == folded, hex(ord(character))
        assert not any(c.isspace() for c in folded)


@given(TEXTS)
def test_clusters_give_what_the_whole_text_gives(text: str) -> None:
    """Composing cluster by cluster composes nothing else than NFC of the whole."""
    folded = normalise(text).text
    assert unicodedata.normalize("NFC", folded) == folded
    assert normalise(unicodedata.normalize("NFD", text)).text == folded


@given(TEXTS, st.data())
def test_a_span_maps_back_to_what_it_was_made_of(text: str, data: st.DataObject) -> None:
    """The original under a whole span, normalised by itself, is the span; clusters stay whole."""
    made = normalise(text)
    assert len(made.text) == len(made.starts) == len(made.ends)
    start = data.draw(st.integers(0, len(made.text)))
    end = data.draw(st.integers(start, len(made.text)))
    if start == end or not made.is_whole(start, end):
        return
    first, last = made.original(start, end)
    assert normalise(text[first:last]).text == made.text[start:end]
    assert made.normal(first, last) == (start, end)


@given(TEXTS)
def test_the_map_goes_forward_and_covers_each_cluster_once(text: str) -> None:
    """Spans of clusters follow one another and never overlap."""
    made = normalise(text)
    spans = sorted(set(zip(made.starts, made.ends, strict=True)))
    assert list(zip(made.starts, made.ends, strict=True)) == sorted(
        zip(made.starts, made.ends, strict=True)
    )
    assert all(a < b for a, b in spans)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))


@pytest.mark.parametrize(
    "kept", ["ー", "一", "二", "ニ", "。", "、", "々", "ゝ", "ヶ", "○", "×", "\ufffd"]
)
def test_what_a_reader_tells_apart_stays_as_it_is(kept: str) -> None:
    """The long-vowel mark is no dash, and no numeral is a letter."""
    assert normalise(kept).text == kept
    assert fold_variants(kept) == kept


def test_a_run_of_marks_takes_time_in_proportion() -> None:
    """A hostile run of combining marks is cut, so that ordering it does not take its square."""
    marks = "\u0301\u0327" * 50_000
    assert len(normalise("a" + marks).text) >= len(marks) - 2


def test_a_cluster_ends_after_32_characters() -> None:
    """As in the Stream-Safe Text Format; a base with so many marks is still one cluster."""
    made = normalise("a" + "\u0327" * 40)
    assert made.ends[0] - made.starts[0] == 32
    assert made.ends[-1] == 41


@pytest.mark.parametrize(
    "selectors",
    [range(0x180B, 0x1810), range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0), [0x34F, 0xFFFE, 0xFFFF]],
)  # fmt: skip
def test_what_only_selects_a_glyph_is_left_out(selectors: Sequence[int]) -> None:
    """Each variation selector, and nothing beside their blocks."""
    for code in selectors:
        assert normalise(f"辻{chr(code)}堂").text == "辻堂", hex(code)
    beside = (selectors[0] - 1, selectors[-1] + 1)
    for code in (code for code in beside if chr(code).isprintable()):
        assert normalise(f"辻{chr(code)}堂").text != "辻堂", hex(code)


def test_a_cluster_begins_with_its_base_and_ends_with_its_last_mark() -> None:
    """What composes has the span of all of it; what stands after has its own."""
    made = normalise("か\u3099課\u1200")
    assert (made.text, made.starts, made.ends) == ("が課\u1200", [0, 2, 3], [2, 3, 4])
    assert made.is_whole(1, 2)
    jamo = normalise("\u1100\u1161\u11a8\u11ff課")
    assert jamo.starts == [0, 0, 4]
    assert jamo.is_whole(2, 3)


def test_work_grows_with_the_length_of_the_text() -> None:
    """Twice the text is twice the calls, whatever it holds."""
    text = "協働推進課を設置。\nｶﾞｲﾄﾞﾗｲﾝ(㈱) e\u0301\u200b⻑⺠" * 200

    def calls(length: int) -> int:
        count = 0

        def tally(*_: object) -> None:
            nonlocal count
            count += 1

        sys.setprofile(tally)
        try:
            normalise(text[:length])
        finally:
            sys.setprofile(None)
        return count

    calls(len(text))  # what each character becomes is worked out once
    half, whole = calls(len(text) // 2), calls(len(text))
    assert 1.9 < whole / half < 2.1


def test_variants_lead_to_the_official_form_in_one_step() -> None:
    """No two characters of general use become one, and lengths stay."""
    pairs = [(pair[0], pair[1]) for pair in ideographs.VARIANTS.split()]
    olds, news = {old for old, _ in pairs}, {new for _, new in pairs}
    assert len(olds) == len(pairs)
    assert not olds & news
    for old, new in pairs:
        assert normalise(old).text == old
        assert normalise(new).text == new
        assert fold_variants(f"一{old}二") == f"一{new}二"


@pytest.mark.parametrize(
    "pair", ["制製", "街町", "協恊", "課係", "干幹", "千干", "保呆", "後后", "里裏"]
)
def test_distinct_characters_are_no_variants(pair: str) -> None:
    """What simplified Chinese joins, or only looks alike, stays apart."""
    assert fold_variants(pair[0]) != fold_variants(pair[1])


def test_radicals_are_those_of_the_unicode_character_database() -> None:
    """The shipped table is what its source gives."""
    if not unicode_sources.UNICODE.is_dir():
        pytest.skip("the Debian package unicode-data is not installed")
    assert {p[0]: p[1] for p in ideographs.RADICALS.split()} == (
        unicode_sources.equivalent_ideographs()
    )


def test_variants_are_those_of_unihan_and_opencc() -> None:
    """The shipped table is what its sources give."""
    dictionary = unicode_sources.dictionary()
    if dictionary is None or not unicode_sources.UNICODE.is_dir():
        pytest.skip("unicode-data or opencc-python-reimplemented is not installed")
    found = unicode_sources.japanese_variants(unicode_sources.UNICODE, dictionary)
    assert {p[0]: p[1] for p in ideographs.VARIANTS.split()} == found
