"""A quote verifies where its words stand, and nowhere else."""

from __future__ import annotations

import random
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kusei.evidence.ideographs import VARIANTS
from kusei.evidence.matching import Haystack, match
from kusei.evidence.normalise import fold_variants, normalise
from kusei.evidence.quotes import Outcome, Selector
from kusei.sources.reading.source_text import PageText, Unreadable
from tests.evidence.quote_pairs import OTHER, SAME, VARIANT
from tests.evidence.sources import haystack, source

if TYPE_CHECKING:
    from pathlib import Path

NOISE = " \n\u3000\u200b\u00ad\u2060\ufe00\U000e0100\u034f"
AROUND = ("前の文。", "後の文。")


def outcome(quote: str, text: str) -> Outcome:
    """What becomes of a quote in a source that has this text among others."""
    return match(haystack("\n".join((AROUND[0], text, AROUND[1]))), Selector(quote)).outcome


@pytest.mark.parametrize(("quote", "text"), [pair for pairs in SAME.values() for pair in pairs])
def test_the_same_words_verify_under_the_noise_of_a_layout(quote: str, text: str) -> None:
    """What no reader sees makes no difference."""
    assert outcome(quote, text) is Outcome.VERIFIED


@pytest.mark.parametrize(("quote", "text"), VARIANT)
def test_another_form_of_an_ideograph_is_a_result_of_its_own(quote: str, text: str) -> None:
    """異体字 are told apart from the same spelling, in both directions."""
    assert outcome(quote, text) is Outcome.VERIFIED_VARIANT
    assert outcome(text, quote) is Outcome.VERIFIED_VARIANT


@pytest.mark.parametrize(("quote", "text"), [p for pairs in OTHER.values() for p in pairs])
def test_other_words_never_verify_however_near(quote: str, text: str) -> None:
    """A near match is no match."""
    assert outcome(quote, text) is Outcome.NOT_FOUND


def test_the_labelled_pairs_are_enough_to_trust() -> None:
    """Counts what was tested: the corpus did not shrink."""
    same = sum(map(len, SAME.values()))
    other = sum(map(len, OTHER.values()))
    assert (same >= 100, len(VARIANT) >= 20, other >= 95) == (True, True, True)


@given(
    st.lists(st.sampled_from(NOISE), max_size=40),
    st.randoms(use_true_random=False),
    st.integers(0, 20),
    st.integers(1, 20),
)
def test_noise_between_characters_never_hides_a_quote(
    noise: list[str], chance: random.Random, start: int, length: int
) -> None:
    """White space and what is never seen may stand anywhere in the source."""
    text = "総合支所長を補佐し、平成21年4月に体制の強化を図る(仮称)第3号ガイドライン。"
    quote = text[start : start + length]
    characters = list(text)
    for sign in noise:
        characters.insert(chance.randrange(len(characters) + 1), sign)
    found = match(haystack("".join(characters)), Selector(quote))
    assert found.outcome in {Outcome.VERIFIED, Outcome.AMBIGUOUS}
    assert all(normalise(hit.found).text == normalise(quote).text for hit in found.hits)


@given(
    st.integers(0, 30),
    st.characters(categories=("Lo", "Ll", "Nd", "Lm", "Pd", "Po")),
)
def test_one_substituted_character_never_verifies(index: int, other: str) -> None:
    """Unless it is the same character in another form, which is told."""
    quote = "総合支所長を補佐し、平成21年4月に体制の強化を図るガイド"[:31]
    index %= len(quote)
    wrong = quote[:index] + other + quote[index + 1 :]
    same = normalise(wrong).text == normalise(quote).text
    variant = fold_variants(normalise(wrong).text) == fold_variants(normalise(quote).text)
    expected = (
        Outcome.VERIFIED if same else Outcome.VERIFIED_VARIANT if variant else Outcome.NOT_FOUND
    )
    assert outcome(wrong, quote) is expected


MUTATIONS = [
    ("設置", "廃止"), ("平成", "令和"), ("課", "係"), ("まちづくり", "街づくり"),
    ("街づくり", "まちづくり"), ("副", ""), ("長", ""), ("総合", ""), ("区民", "住民"), ("及び", "又は"),
    ("支所", "本庁"), ("強化", "緩和"), ("部", "課"), ("ー", "一"), ("、", "。"), ("を", "は"),
    # 異体字 of other characters, and signs that only some machines know (環境依存文字)
    ("平成", "㍼"), ("平成", "㍾"), ("年", "㋀"), ("区", "𠮷"), ("協", "恊"), ("管", "菅"), ("所", "㈲"),
    ("設", "說"), ("辺", "邉"), ("斉", "斎"), ("港", "湊"), ("体", "躰"), ("総", "縂"), ("支", "攴"),
]  # fmt: skip


def test_no_false_accept_in_5000_mutations_of_one_token(shared: Path) -> None:
    """A quote of the page with one token changed is never found, unless the page has that too."""
    text = (shared / "copies" / "kaikaku-2024-03-27.txt").read_text("utf-8")
    bare = "".join(text.split())
    folded = normalise(bare).text
    page = haystack(text)
    chance = random.Random(20240327)  # noqa: S311 - the same mutations each time
    tried = 0
    while tried < 5000:
        length = chance.randint(6, 30)
        start = chance.randrange(len(bare) - length)
        quote = bare[start : start + length]
        digits = [
            (digit, other)
            for digit in quote
            if digit.isascii() and digit.isdigit()
            for other in (str((int(digit) + 1) % 10), chr(ord("①") + int(digit)))
        ]
        possible = [(a, b) for a, b in MUTATIONS + digits if a in quote]
        if not possible:
            continue
        old, new = chance.choice(possible)
        at = chance.choice([i for i in range(length) if quote.startswith(old, i)])
        wrong = quote[:at] + new + quote[at + len(old) :]
        if normalise(wrong).text in folded:
            continue
        tried += 1
        assert match(page, Selector(wrong)).outcome is Outcome.NOT_FOUND, (quote, wrong)
        assert match(page, Selector(quote)).outcome in {Outcome.VERIFIED, Outcome.AMBIGUOUS}


def test_no_other_form_of_an_ideograph_is_taken_for_the_spelling(shared: Path) -> None:
    """Of 2,000 quotes with one 異体字 each is a variant, none verified as it is spelt."""
    text = (shared / "copies" / "kaikaku-2024-03-27.txt").read_text("utf-8")
    bare = "".join(text.split())
    page = haystack(text)
    forms: dict[str, list[str]] = {}
    for pair in VARIANTS.split():
        forms.setdefault(pair[1], []).append(pair[0])
    chance = random.Random(1949)  # noqa: S311 - the same mutations each time
    places = [at for at, character in enumerate(bare[:-20]) if character in forms and at > 20]
    for _ in range(2000):
        at = chance.choice(places)
        start, end = at - chance.randint(3, 12), at + chance.randint(3, 12)
        wrong = bare[start:at] + chance.choice(forms[bare[at]]) + bare[at + 1 : end]
        found = match(page, Selector(wrong)).outcome
        assert found in {Outcome.VERIFIED_VARIANT, Outcome.AMBIGUOUS}, wrong
        if bare.count(bare[start:end]) == 1:
            assert found is Outcome.VERIFIED_VARIANT, wrong


@pytest.mark.parametrize(
    ("selector", "count", "expected"),
    [
        (Selector("総合支所中心の区政運営"), 1, Outcome.VERIFIED),
        (Selector("協働推進課"), 2, Outcome.AMBIGUOUS),
        (Selector("協働推進課", prefix="1."), 1, Outcome.VERIFIED),
        (Selector("協働推進課", suffix="を"), 1, Outcome.VERIFIED),
        (Selector("協働推進課", prefix="2."), 0, Outcome.NOT_FOUND),
        (Selector(""), 0, Outcome.NOT_FOUND),
        (Selector(" \u200b"), 0, Outcome.NOT_FOUND),
        (Selector("", prefix="協働"), 0, Outcome.NOT_FOUND),
    ],
)
def test_a_quote_is_counted_between_its_prefix_and_suffix(
    selector: Selector, count: int, expected: Outcome
) -> None:
    """Once verifies, more is ambiguous; an empty quote is nowhere."""
    page = haystack(
        "1.協働推進課の設置\n協働推進課を設置しました。\n総合支所中心の\n\n区政運営へ転換"
    )
    found = match(page, selector)
    assert (found.outcome, len(found.hits)) == (expected, count)


def test_overlapping_places_are_all_counted() -> None:
    """ああ stands twice in あああ."""
    assert len(match(haystack("あああ"), Selector("ああ")).hits) == 2


def test_a_hit_tells_page_and_offsets_of_the_quote_alone() -> None:
    """Prefix and suffix are left out; the offsets are those of the page as it was read."""
    page = haystack("目次", "第１章\n区⺠\n課の 窓口")
    (hit,) = match(page, Selector("区民課", prefix="第1章", suffix="の窓口", page=2)).hits
    assert (hit.page, hit.start, hit.end, hit.found) == (2, 4, 8, "区⺠\n課")


@pytest.mark.parametrize(
    ("page", "expected", "pages"),
    [
        (2, Outcome.VERIFIED, [2]),
        (1, Outcome.WRONG_PAGE, [2]),
        (9, Outcome.WRONG_PAGE, [2]),
        (None, Outcome.VERIFIED, [2]),
    ],
)
def test_a_quote_must_stand_on_the_page_it_names(
    page: int | None, expected: Outcome, pages: list[int]
) -> None:
    """Elsewhere it is on the wrong page, and the right one is told."""
    found = match(haystack("管理課", "区民課"), Selector("区民課", page=page))
    assert (found.outcome, [hit.page for hit in found.hits]) == (expected, pages)


def test_the_page_tells_apart_what_stands_on_several() -> None:
    """A quote is ambiguous on its own page only."""
    pages = haystack("区民課", "区民課と区民課")
    assert match(pages, Selector("区民課", page=1)).outcome is Outcome.VERIFIED
    assert len(match(pages, Selector("区民課", page=2)).hits) == 2
    assert match(pages, Selector("区民課")).outcome is Outcome.AMBIGUOUS


def test_the_spelling_of_a_quote_comes_before_its_variants() -> None:
    """A variant on the page it names comes before the same spelling elsewhere."""
    assert match(haystack("旧区 舊区"), Selector("旧区")).outcome is Outcome.VERIFIED
    pages = haystack("舊区", "旧区")
    assert match(pages, Selector("旧区", page=1)).outcome is Outcome.VERIFIED_VARIANT
    assert match(pages, Selector("旧区", page=2)).outcome is Outcome.VERIFIED
    assert match(haystack("舊区", "課"), Selector("旧区", page=2)).outcome is Outcome.WRONG_PAGE
    assert match(haystack("舊区 舊区"), Selector("旧区")).outcome is Outcome.AMBIGUOUS


def test_a_quote_may_run_on_to_the_next_page() -> None:
    """It stands on the page where it begins."""
    pages = haystack("総合支", "所長を補佐")
    (hit,) = match(pages, Selector("総合支所長", page=1)).hits
    assert (hit.page, hit.start, hit.found) == (1, 0, "総合支\n所長")
    assert match(pages, Selector("総合支所長", page=2)).outcome is Outcome.WRONG_PAGE


def test_a_quote_over_three_pages_is_told_as_it_stands() -> None:
    """The rest of the first page, the whole of those between, the beginning of the last."""
    pages = haystack("表紙", "目次 総合", "支所", "長を補佐")
    (hit,) = match(pages, Selector("総合支所長", page=2)).hits
    assert (hit.start, hit.found) == (3, "総合\n支所\n長")


@pytest.mark.parametrize(
    "selector",
    [
        Selector("区民課", prefix="株)"),
        Selector("区民課", suffix="(株"),
        Selector("株", prefix="(", suffix=")"),
        Selector("(株", suffix=")"),
    ],
)
def test_neither_quote_nor_affix_cuts_a_sign(selector: Selector) -> None:
    """A part of ㈱ stands nowhere, whichever part of the selector it is."""
    assert match(haystack("㈱区民課㈱"), selector).outcome is Outcome.NOT_FOUND


def broken(number: int, text: str = "区民課") -> PageText:
    """A page of which the reader says that its text is not to be relied on."""
    return PageText(number, text, unreadable=Unreadable.BROKEN_TO_UNICODE)


def test_nothing_verifies_on_a_page_that_cannot_be_read() -> None:
    """Its page, or without one any unreadable page, is told before a quote is called missing."""
    pages = haystack("管理課", broken(2), "まちづくり課")
    assert match(pages, Selector("区民課", page=2)).outcome is Outcome.UNREADABLE
    missing = match(pages, Selector("区民課"))
    assert (missing.outcome, missing.pages) == (Outcome.UNREADABLE, (2,))
    assert match(pages, Selector("管理課")).outcome is Outcome.VERIFIED
    assert match(pages, Selector("管理課", page=2)).outcome is Outcome.UNREADABLE
    assert match(pages, Selector("区民課", page=1)).outcome is Outcome.NOT_FOUND


def test_no_quote_runs_over_an_unreadable_page() -> None:
    """What stands before it does not go on behind it."""
    pages = haystack("総合支", broken(2, ""), "所長を補佐")
    assert match(pages, Selector("総合支所長")).outcome is Outcome.UNREADABLE


@pytest.mark.parametrize(
    ("invisible", "expected"),
    [
        ([(0, 3)], Outcome.NOT_VISIBLE),
        ([(2, 3)], Outcome.NOT_VISIBLE),
        ([(0, 1), (4, 9)], Outcome.NOT_VISIBLE),
        ([(0, 20), (9, 10)], Outcome.NOT_VISIBLE),
        ([(3, 6)], Outcome.VERIFIED),
        ([(1, 2)], Outcome.VERIFIED),
    ],
)
def test_words_without_ink_are_not_visible(
    invisible: list[tuple[int, int]], expected: Outcome
) -> None:
    """One character that no one sees is enough; white space needs no ink."""
    page = PageText(1, "区\n民課の窓口", invisible=tuple(invisible))
    assert match(haystack(page), Selector("区民", suffix="課")).outcome is expected


def test_parts_without_ink_may_overlap() -> None:
    """A longer part hides what a later, shorter one leaves out."""
    page = PageText(1, "区民課の窓口", invisible=((1, 2), (0, 4), (4, 5)))
    assert match(haystack(page), Selector("課")).outcome is Outcome.NOT_VISIBLE
    assert match(haystack(page), Selector("窓")).outcome is Outcome.NOT_VISIBLE
    assert match(haystack(page), Selector("口")).outcome is Outcome.VERIFIED


def test_the_right_page_is_that_of_the_same_spelling() -> None:
    """Variants are told only where the quote stands nowhere as it is spelt."""
    pages = haystack("課", "舊区", "旧区")
    assert [hit.page for hit in match(pages, Selector("旧区", page=1)).hits] == [3]


def test_a_prefix_may_stand_on_the_page_before() -> None:
    """The page is that of the quote itself."""
    pages = haystack("第1章", "区民課", "の窓口")
    selector = Selector("区民課", prefix="第1章", suffix="の窓口", page=2)
    assert match(pages, selector).outcome is Outcome.VERIFIED
    assert match(pages, Selector("区民課", prefix="第1章", page=1)).outcome is Outcome.WRONG_PAGE


def test_a_visible_place_is_the_one_that_counts() -> None:
    """Hidden words beside it make a quote neither ambiguous nor invisible."""
    page = PageText(2, "区民課 区民課", invisible=((0, 3),))
    found = match(haystack("表紙", page), Selector("区民課", page=2))
    assert found.outcome is Outcome.VERIFIED
    assert found.hits[0].start == 4
    assert match(haystack("表紙", page), Selector("区民課", page=1)).outcome is Outcome.WRONG_PAGE


def test_work_grows_with_the_length_of_the_source() -> None:
    """Twice the pages are twice the calls to prepare them, and no more to look for a quote."""
    text = "総合支所長を補佐し、平成21年4月に体制の強化を図る。" * 40

    def calls(pages: int) -> int:
        made = source(*[text] * pages, "区民課の窓口")
        count = 0

        def tally(*_: object) -> None:
            nonlocal count
            count += 1

        sys.setprofile(tally)
        try:
            match(Haystack.of(made), Selector("区民課の窓口"))
        finally:
            sys.setprofile(None)
        return count

    calls(1)
    assert 1.9 < calls(40) / calls(20) < 2.1


def test_a_quote_between_its_prefix_and_suffix_cuts_no_sign_either() -> None:
    """The words around it do not make a part of a sign a word of its own."""
    page = haystack("㈱港")
    assert match(page, Selector("(株)", suffix="港")).outcome is Outcome.VERIFIED
    for cut in (Selector("株", prefix="(", suffix=")港"), Selector("株)", prefix="(")):
        assert match(page, cut).outcome is Outcome.NOT_FOUND


def test_a_page_reaches_to_its_last_character() -> None:
    """The last word of a long page is on it, and the first of the next is not."""
    page = haystack("表紙", "前文。" * 50 + "区民課", "協働推進課")
    assert match(page, Selector("区民課", page=2)).outcome is Outcome.VERIFIED
    assert match(page, Selector("協働推進課", page=2)).outcome is Outcome.WRONG_PAGE
    assert match(page, Selector("区民課", suffix="協働", page=2)).outcome is Outcome.VERIFIED
