"""What the style sheets of a page hide is not in its text, and nothing else is lost by them."""

from __future__ import annotations

import pytest

from kusei.sources.reading.html import page as read_page
from kusei.sources.reading.limits import Limits


def seen(style: str, body: str, media: str = "") -> str:
    """The text of a page with this style sheet, without white space."""
    sheet = f"<style {media}>{style}</style>" if style else ""
    found = read_page(f"<!doctype html>{sheet}<body>{body}".encode(), limits=Limits())
    return "".join(found.text.split())


@pytest.mark.parametrize(
    "style",
    [
        ".x{display:none}",
        ".x { DISPLAY : None !important }",
        "p.x{visibility:hidden}",
        "#i{visibility:collapse}",
        ".x.y{content-visibility:hidden}",
        ".x{opacity:0}",
        ".x{opacity:0.0}",
        ".x{font-size:0}",
        ".x{font-size:.0em}",
        ".x{font: italic 0/1 serif}",
        "a,.x,b{display:none}",
        "div .x{display:none}",
        "body>div > p{display:none}",
        "html div[data-k=v] p[id]{display:none}",
        "p[data-k='w']{display:none}",
        "*{color:red}/* .x{} */.x{display:none",
        "@import 'a.css';.x{display:none}",
        '@charset "utf-8"; @media screen { .x{display:none} }',
        "@supports (display:grid){@layer a{.x{display:none}}}",
        "@font-face{font-family:x;src:url('}')} .x{display:none}",
        "<!-- .x{display:none} -->",
        ".x:hover{color:red} .x{content:'}{';display:none}",
        ".x{display:none; b{color:red} color:red}",
        ".x{display:block} .x{display:none}",
        "#i{display:none} .x{display:block}",
        ".x{display:none!important} #i{display:block}",
        "div{display:none}",
        "div{opacity:0} .x{opacity:1}",
        "div{visibility:hidden}",
        "div{font-size:0} .x{font-size:120%}",
    ],
)  # fmt: skip
def test_what_a_style_sheet_hides_is_not_read(style: str) -> None:
    """By type, class, id, attribute or place in the tree; what stands around it is read."""
    body = '前<div data-k=v><p class="x y" id=i data-k=w>隠<b>隠</b></p></div>後'
    assert seen(style, body) == "前後"


@pytest.mark.parametrize(
    "style",
    [
        ".y{display:none}",
        "X{display:none}",
        ".x{display:block}",
        ".x b i{display:none}",
        "body > .x{display:none}",
        "section .x{display:none}",
        "p[data-k=v]{display:none}",
        "p[title]{display:none}",
        "#x{display:none}",
        ".x:hover{display:none}",
        ".x::before{display:none}",
        ".x + p{display:none}",
        "@media print{.x{display:none}}",
        "@media (max-width:600px){.x{display:none}}",
        "@media print{.q{color:red}.x{display:none}}",
        "/* .x{display:none} */",
        ".x{display:none} .x{display:block}",
        "p.x{display:block} .x{display:none}",
        ".x{display:block!important} #i{display:none}",
        ".x{display:none} #i{display:inline}",
        ".x{color:none;displays:none}",
        ".x{opacity:0.5;font-size:0.9em;font:12px/0 serif}",
        "div{visibility:hidden} .x{visibility:visible}",
        "div{font-size:0} .x{font-size:12px}",
        ">.x{display:none}",
        "{display:none}",
    ],
)
def test_what_no_rule_hides_is_read(style: str) -> None:
    """A rule that does not apply, or that a stronger one overrides, takes no text away."""
    assert seen(style, '<div><p class="x" id=i>見<b>見</b></p></div>') == "見見"


def test_a_later_part_of_what_is_hidden_may_show() -> None:
    """``visibility`` is inherited and may be taken back; ``display: none`` may not."""
    body = "<div {}>隠<p style='{}'>見</p></div>"
    back = "visibility:visible;display:block"
    assert seen("", body.format("style='visibility:hidden'", back)) == "見"
    assert seen("", body.format("style='display:none'", back)) == ""


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p style='font-size:0px'>隠</p>", ""),
        ("<p style='display:none'>隠</p>", ""),
        ("<p style='display:block' class=x>見</p>", "見"),
        ("<p hidden>隠</p>", ""),
        ("<p hidden=until-found>隠</p>", ""),
        ("<p hidden style='display:block'>見</p>", "見"),
        ("<p aria-hidden=true>見</p>", "見"),
        ("<details><summary>見</summary>見</details>", "見見"),
        ("<dialog>隠</dialog>", ""),
        ("<dialog open>見</dialog>", "見"),
        ("<template>隠</template><noscript>隠</noscript><meter>隠</meter>", ""),
        ("<ruby>区<rt class=x>く</rt></ruby>", "区"),
    ],
)
def test_attributes_and_elements_hide_by_themselves(body: str, text: str) -> None:
    """A style of the element is stronger than the sheet; ``aria-hidden`` hides from no eye."""
    assert seen(".x{display:none}", body) == text


@pytest.mark.parametrize(("media", "is_hidden"), [("", True), ("media=screen", True),
    ("media='all'", True), ("media=print", False)])  # fmt: skip
def test_a_sheet_for_paper_hides_nothing(media: str, *, is_hidden: bool) -> None:
    """A page is read as it shows on a screen."""
    assert seen("p{display:none}", "<p>字</p>", media) == ("" if is_hidden else "字")


@pytest.mark.parametrize(
    "style",
    [
        "{" * 100_000,
        "}" * 100_000 + "a{display:none}",
        ("@media screen{" * 20_000) + ".x{display:none}",
        "a " * 100_000 + "{display:none}",
        '"' * 99_999,
        "a{font:" + "0" * 100_000 + "x}",
        "a" + "[b" * 50_000 + "{display:none}",
        "/*" * 100_000,
        "\\" * 100_000 + "{display:none}",
    ],
)
def test_a_hostile_sheet_comes_to_an_end(style: str) -> None:
    """Whatever it says, the page is read."""
    assert seen(style, "<p>字</p>") == "字"
