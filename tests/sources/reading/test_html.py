"""HTML as text: all that is seen, in blocks that keep headings, lists and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kusei.sources.reading.html import page as read_page
from kusei.sources.reading.limits import Limits, RefusalKind, Refused
from kusei.sources.reading.source_text import BlockKind, PageText

if TYPE_CHECKING:
    from collections.abc import Sequence

HEADING, PARAGRAPH, ITEM, CELL = (
    BlockKind.HEADING,
    BlockKind.PARAGRAPH,
    BlockKind.LIST_ITEM,
    BlockKind.TABLE_CELL,
)


def read(content: str | bytes, **limits: int) -> PageText:
    """Read a page, given as text or as bytes."""
    raw = content.encode() if isinstance(content, str) else content
    return read_page(raw, limits=Limits(**limits))


def shapes(page: PageText) -> Sequence[tuple[BlockKind, str, int | None, int]]:
    """What each block is."""
    for block in page.blocks:
        assert page.text[block.offset : block.offset + len(block.text)] == block.text
    return [(block.kind, block.text, block.level, block.depth) for block in page.blocks]


def test_headings_lists_and_tables_are_kept() -> None:
    """Each block knows what it is, the level of a heading, and how deep in lists it lies."""
    found = read(
        "<h2>改革の内容</h2><p>前文<ul><li>一<ol><li>二</ol>三</ul>"
        "<table><caption>表</caption><tr><th>課<td><p>区民課</p>係</table><h3>次</h3>"
    )
    assert shapes(found) == [
        (HEADING, "改革の内容", 2, 0),
        (PARAGRAPH, "前文", None, 0),
        (ITEM, "一", None, 1),
        (ITEM, "二", None, 2),
        (ITEM, "三", None, 1),
        (CELL, "表", None, 1),
        (CELL, "課", None, 1),
        (CELL, "区民課", None, 1),
        (CELL, "係", None, 1),
        (HEADING, "次", 3, 0),
    ]


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>隠</script>",
        "<style>隠</style>",
        "<template>隠</template>",
        "<!-- 隠 -->",
        "<p hidden>隠</p>",
        "<span style='color:red; DISPLAY : none'>隠<b>隠</b></span>",
        "<div style='visibility:hidden'><p>隠</p></div>",
        "<noscript>隠</noscript>",
        "<?php 隠 ?>",
        "<ruby>区<rp>隠</rp></ruby>",
    ],
)
def test_what_is_not_seen_is_not_read(hidden: str) -> None:
    """Nothing of it is in the text, and what stands after it is."""
    found = read(f"<title>隠</title><p>前{hidden}後")
    assert "隠" not in found.text
    assert found.text.startswith("前")
    assert found.text.endswith("後")


def test_inline_elements_part_no_words_and_breaks_do() -> None:
    """区<b>民</b>課 is one word; br begins a line; white space is one blank, but in pre."""
    found = read("<p>区<b>民</b>課<br> 次の\n   行</p><pre>a\n  b</pre>")
    assert found.text == "区民課\n次の 行\na\n  b"


def test_readings_go_into_a_stream_of_their_own() -> None:
    """The word stays whole, and the reading knows where it stood."""
    found = read("<p>この<ruby>港<rt>みなと</rt>区<rt>く</rt></ruby>の")
    assert found.text == "この港区の"
    assert [(reading.offset, reading.text) for reading in found.ruby] == [(3, "みなと"), (4, "く")]


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("cp932", "<meta charset=Shift_JIS>"),
        ("cp932", ""),
        ("euc_jp", "<meta http-equiv=Content-Type content='text/html; charset=EUC-JP'>"),
        ("euc_jp", ""),
        ("utf-8", "<meta charset=no-such-code>"),
        ("utf-8", "<meta charset=euc-jp>"),
    ],
)
def test_each_usual_encoding_of_japanese_is_read(encoding: str, declared: str) -> None:
    """By mark, by declaration where it holds, else by what fits."""
    text = "区役所・支所改革の推進について、くらし応援課"
    assert read(f"<html>{declared}<p>{text}</p>".encode(encoding)).text == text


def test_characters_that_only_windows_knows_are_read() -> None:
    """What is called Shift_JIS is read as WHATWG does, with ① and 髙."""
    assert read("<meta charset=shift_jis><p>①髙".encode("cp932")).text == "①髙"


@pytest.mark.parametrize("deep", [50, 3000, 100_000])
def test_too_deep_nesting_is_refused_not_cut(deep: int) -> None:
    """libxml2 drops what lies too deep; then nothing may be read as if it were whole."""
    with pytest.raises(Refused) as caught:
        read("<div>" * deep + "区", depth=49)
    assert caught.value.kind is RefusalKind.TOO_DEEP


def test_too_much_text_is_refused() -> None:
    """The limit counts characters of text, not of the file."""
    assert read("<p>" + "区" * 10, characters=11).text == "区" * 10
    with pytest.raises(Refused) as caught:
        read("<p>" + "区" * 11, characters=11)
    assert caught.value.kind is RefusalKind.TOO_LARGE


@settings(deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["C"], exclude_characters="<&"))))
def test_every_character_of_a_paragraph_is_found_again(paragraphs: list[str]) -> None:
    """But for white space, nothing is lost, added or moved."""
    found = read("<html>" + "".join(f"<p>{text}</p>" for text in paragraphs))
    white = str.maketrans("", "", " \t\n\r\f")
    assert found.text.translate(white) == "".join(paragraphs).translate(white)
