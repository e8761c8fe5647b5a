"""A passage stands under the heading that it names, or that is a result of its own."""

from __future__ import annotations

import pytest

from kusei.evidence.headings import Misplaced, Misplacement
from kusei.evidence.passages import Passage, Quoted
from kusei.evidence.quotes import Outcome, Selector
from kusei.evidence.verify import verify
from kusei.sources.reading.source_text import Block, BlockKind, Media, PageText, SourceText
from tests.evidence.sources import source

TEXT = """1 総合支所
平成21年4月の再編
管理課を設置
平成22年4月の再編
部を再編
2 支援部
連携を強化
体制を整備
"""
UNDER = {
    "一": "",
    "21年": "一",
    "管理課": "21年",
    "22年": "一",
    "部": "22年",
    "二": "",
    "連携": "二",
    "体制": "二",
}
QUOTES = {
    "一": "1総合支所",
    "21年": "平成21年4月の再編",
    "管理課": "管理課を設置",
    "22年": "平成22年4月の再編",
    "部": "部を再編",
    "二": "2支援部",
    "連携": "連携を強化",
    "体制": "体制を整備",
}


def quoted(under: dict[str, str], *, copies: dict[str, str] | None = None) -> Quoted:
    """The passages of the text above, under these headings, in these copies (else all in one)."""
    passages = tuple(
        Passage(
            name,
            Selector(QUOTES[name], under=under.get(name, "")),
            (copies or {}).get(name, "a"),
            "copy",
        )
        for name in QUOTES
    )
    return Quoted(passages, (), (), {k: v for k, v in under.items() if v}, frozenset(QUOTES))


def trouble(
    under: dict[str, str], text: SourceText | None = None, **copies: str
) -> dict[str, Misplaced | None]:
    """The passages that are not under their heading."""
    made = text or source(TEXT, media=Media.PLAIN)
    results = verify(quoted(under, copies=copies), {"a": made, "b": made})
    assert len(results) == len(QUOTES)
    return {r.passage.iri: r.heading for r in results if r.outcome is Outcome.HEADING_MISMATCH}


def test_passages_under_their_own_headings_are_verified() -> None:
    """Nothing is misplaced where each heading holds."""
    assert trouble(UNDER) == {}


@pytest.mark.parametrize(
    ("passage", "heading", "why", "closer"),
    [
        ("管理課", "22年", Misplacement.AFTER, ""),
        ("21年", "二", Misplacement.AFTER, ""),
        ("部", "21年", Misplacement.CLOSED, "22年"),  # a heading of the same level
        ("連携", "22年", Misplacement.CLOSED, "二"),  # a heading of the level over it
        ("連携", "一", Misplacement.CLOSED, "二"),
    ],
)
def test_another_heading_than_the_open_one_is_a_mismatch(
    passage: str, heading: str, why: Misplacement, closer: str
) -> None:
    """The heading must precede the passage, and none of its level or higher stand between."""
    # The heading that is left keeps another passage under it, so that it stays a heading.
    under = {**UNDER, passage: heading}
    if passage == "部":
        under["連携"] = "22年"
    assert trouble(under).get(passage) == Misplaced(heading, why, closer)


def test_a_heading_in_another_source_is_a_mismatch() -> None:
    """A passage cannot stand under a heading of another copy."""
    assert trouble(UNDER, 管理課="b") == {
        "管理課": Misplaced("21年", Misplacement.ELSEWHERE),
    }


def test_a_heading_that_was_not_found_judges_nothing() -> None:
    """It is a result of its own; what stands under it is verified by its own words."""
    text = source(TEXT.replace("平成21年4月", "平成20年4月"))
    results = {r.passage.iri: r.outcome for r in verify(quoted(UNDER), {"a": text})}
    assert results["21年"] is Outcome.NOT_FOUND
    assert results["管理課"] is Outcome.VERIFIED


def test_headings_in_a_circle_are_walked_once() -> None:
    """A circle of kusei:under ends, with the passages before their headings told."""
    found = trouble({**UNDER, "一": "21年"})
    assert found["一"] == Misplaced("21年", Misplacement.AFTER)


def html(*blocks: tuple[int | None, str]) -> SourceText:
    """A page as the reader of HTML gives it: blocks, with a level where they are headings."""
    text, made = "", []
    for level, words in blocks:
        kind = BlockKind.PARAGRAPH if level is None else BlockKind.HEADING
        made.append(Block(kind, len(text), words, level))
        text += words + "\n"
    return source(PageText(1, text, blocks=tuple(made)), media=Media.HTML)


def test_headings_of_the_source_count_though_no_passage_quotes_them() -> None:
    """An h2 between closes an h2 and an h3, and leaves an h1 open."""
    rest = [(None, QUOTES[name]) for name in ("22年", "部", "二", "連携", "体制")]
    page = html(
        (1, QUOTES["一"]), (3, QUOTES["21年"]), (2, "組織の見直し"), (None, QUOTES["管理課"]), *rest
    )
    assert trouble(UNDER, page) == {
        "管理課": Misplaced("21年", Misplacement.CLOSED, "組織の見直し")
    }
    page = html(
        (1, QUOTES["一"]), (3, QUOTES["21年"]), (4, "組織の見直し"), (None, QUOTES["管理課"]), *rest
    )
    assert trouble(UNDER, page) == {}


@pytest.mark.parametrize(("level", "is_open"), [(2, False), (3, False), (4, True)])
def test_a_passage_that_is_a_heading_itself_closes_what_is_not_over_it(
    level: int,
    *,
    is_open: bool,
) -> None:
    """An h3 stands under no other h3, though nothing stands between."""
    rest = [(None, QUOTES[name]) for name in ("22年", "部", "二", "連携", "体制")]
    page = html((1, QUOTES["一"]), (3, QUOTES["21年"]), (level, QUOTES["管理課"]), *rest)
    closed = Misplaced("21年", Misplacement.CLOSED, QUOTES["管理課"])
    assert trouble(UNDER, page) == ({} if is_open else {"管理課": closed})


def test_a_heading_that_the_source_does_not_set_as_one_is_judged_by_the_passages() -> None:
    """Headings of the source close only headings of the source."""
    rest = [(None, QUOTES[name]) for name in ("22年", "部", "二", "連携", "体制")]
    page = html(
        (1, QUOTES["一"]), (None, QUOTES["21年"]), (2, "他"), (None, QUOTES["管理課"]), *rest
    )
    assert trouble(UNDER, page) == {}


def test_a_passage_is_not_under_its_own_words() -> None:
    """A heading stands before what it is over; one at the same place is over nothing."""
    twice = (Passage("題", Selector("1総合支所"), "a", "copy"),
             Passage("項", Selector("1総合支所", under="題"), "a", "copy"))  # fmt: skip
    found = verify(
        Quoted(twice, (), (), {"項": "題"}, frozenset({"題", "項"})), {"a": source(TEXT)}
    )
    assert {r.passage.iri: r.heading for r in found} == {
        "題": None,
        "項": Misplaced("題", Misplacement.AFTER),
    }


def test_two_passages_of_one_heading_do_not_close_each_other() -> None:
    """A heading that two passages quote is one heading: what stands under either holds."""
    words = {"甲": ("1総合支所", ""), "乙": ("1総合支所", ""),
             "丙": ("管理課を設置", "甲"), "丁": ("部を再編", "乙")}  # fmt: skip
    passages = tuple(Passage(n, Selector(q, under=u), "a", "copy") for n, (q, u) in words.items())
    under = {name: over for name, (_, over) in words.items() if over}
    found = verify(Quoted(passages, (), (), under, frozenset(words)), {"a": source(TEXT)})
    assert {r.outcome for r in found} == {Outcome.VERIFIED}
