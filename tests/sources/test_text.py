"""Text is read once, and read anew whenever it could be another."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kusei.sources import text as module
from kusei.sources.reading.limits import Limits, Refusal, RefusalKind
from kusei.sources.reading.source_text import (
    Block,
    BlockKind,
    Media,
    PageText,
    Ruby,
    SourceText,
    Unreadable,
    from_json,
    to_json,
)
from kusei.sources.sandbox import Order
from kusei.sources.text import text_of

if TYPE_CHECKING:
    from pathlib import Path

CONTENT = "<!doctype html><h1>区民課</h1>".encode()
ORDER = Order(sha256=hashlib.sha256(CONTENT).hexdigest())


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A held copy, and a cache of its own."""
    monkeypatch.setenv("KUSEI_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "copy.html"
    path.write_bytes(CONTENT)
    return path


def test_a_copy_is_read_once(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second call reads the cache: it gives the same text, and starts no worker."""
    first = text_of(copy, ORDER)
    assert isinstance(first, SourceText)
    monkeypatch.setattr(module, "read", None)
    assert text_of(copy, ORDER) == first


@pytest.mark.parametrize("what", ["engine", "code", "ink", "copy"])
def test_another_reader_reads_anew(what: str, copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The key is the copy, the versions of the engines, our own code, and what was looked for."""
    assert isinstance(text_of(copy, ORDER), SourceText)
    order = ORDER
    if what == "engine":
        monkeypatch.setattr(module, "readers", lambda: {Media.PDF: "pdf/2"})
    elif what == "code":
        monkeypatch.setattr(module, "_code", lambda: "other")
    elif what == "ink":
        order = replace(ORDER, ink=False)
    else:
        order = replace(ORDER, sha256="0" * 64)
    asked: list[Order] = []

    def read(path: Path, order: Order) -> Refusal:
        assert path == copy
        asked.append(order)
        return Refusal(RefusalKind.CRASHED, "asked")

    monkeypatch.setattr(module, "read", read)
    assert text_of(copy, order) == Refusal(RefusalKind.CRASHED, "asked")
    assert asked == [order]


def test_what_is_kept_is_held_against_the_order_too(copy: Path) -> None:
    """A cached text is no way around the type that a copy is said to have."""
    assert isinstance(text_of(copy, ORDER), SourceText)
    found = text_of(copy, replace(ORDER, expect=Media.PDF))
    assert isinstance(found, Refusal)
    assert found.kind is RefusalKind.WRONG_TYPE


def test_a_refusal_is_not_kept(copy: Path) -> None:
    """With more time the same copy is read."""
    hurried = text_of(copy, replace(ORDER, limits=Limits(wall=0.001)))
    assert isinstance(hurried, Refusal)
    assert isinstance(text_of(copy, ORDER), SourceText)


WORDS = st.text(st.characters(exclude_categories=["Cs"]))


@st.composite
def pages(draw: st.DrawFn) -> PageText:
    """Any page whose blocks and stretches lie in its text."""
    text = draw(WORDS)
    places = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(places, places).map(sorted)))
    return PageText(
        draw(st.integers(1, 9999)),
        text,
        draw(WORDS),
        ruby=tuple(Ruby(a, draw(WORDS)) for a, _ in spans),
        blocks=tuple(
            Block(
                draw(st.sampled_from(BlockKind)),
                a,
                text[a:b],
                draw(st.none() | st.integers(1, 6)),
                draw(st.integers(0, 9)),
            )
            for a, b in spans
        ),
        invisible=tuple((a, b) for a, b in spans),
        unreadable=draw(st.none() | st.sampled_from(Unreadable)),
    )


@given(st.sampled_from(Media), WORDS, st.lists(pages(), max_size=3))
def test_a_text_survives_its_json(media: Media, reader: str, found: list[PageText]) -> None:
    """What was written is what is read."""
    text = SourceText(media, reader, tuple(found))
    assert from_json(to_json(text)) == text


@pytest.mark.parametrize("content", [b"{}", b"[]", b'{"form": 0}', b"x", b'{"form":1,"media":"x"}'])
def test_what_is_no_text_is_said_so(content: bytes) -> None:
    """A cache from another version is not taken for a text."""
    with pytest.raises(ValueError, match=r"."):
        from_json(content)
