"""Which recorded copies are held, and which of them are no longer what was cited."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from kusei.evidence.held import held
from kusei.evidence.passages import Copy, quoted
from kusei.sources.reading.limits import Refusal, RefusalKind
from kusei.sources.reading.source_text import Media, SourceText
from tests.derive.graphs import quads

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "管理課を設置"
SHA = hashlib.sha256(TEXT.encode()).hexdigest()
COPY = Copy("https://w3id.org/kusei/id/minato/copy-kaikaku", SHA, "")


def test_a_copy_is_found_by_its_bytes_whatever_its_name(tmp_path: Path) -> None:
    """A file that nobody cites is passed over."""
    (tmp_path / "漢字 の 名.txt").write_text(TEXT, "utf-8")
    (tmp_path / "other.txt").write_bytes(b"\xff")
    found = held(tmp_path, [COPY])
    assert list(found.texts) == [SHA]
    assert isinstance(found.texts[SHA], SourceText)
    assert not found.changed


def test_one_other_byte_in_a_file_of_the_name_of_the_copy_is_a_change(tmp_path: Path) -> None:
    """The name is that of the copy or its hash; other names say nothing."""
    for name in ("kaikaku.txt", f"{SHA}.txt"):
        (tmp_path / name).write_text(TEXT + ".", "utf-8")
        found = held(tmp_path, [COPY])
        assert not found.texts
        assert name in found.changed[SHA]
        (tmp_path / name).rename(tmp_path / "else.txt")
        assert not held(tmp_path, [COPY]).changed


def test_the_right_bytes_under_another_name_are_enough(tmp_path: Path) -> None:
    """A newer file of that name does no harm where the cited bytes lie beside it."""
    (tmp_path / "kaikaku.txt").write_text("new", "utf-8")
    (tmp_path / "old.txt").write_text(TEXT, "utf-8")
    found = held(tmp_path, [COPY])
    assert list(found.texts) == [SHA]
    assert not found.changed


def test_a_copy_of_another_type_than_recorded_is_refused(tmp_path: Path) -> None:
    """The hash alone does not make a text a PDF; with its own type or none it is read."""
    (tmp_path / "kaikaku.pdf").write_text(TEXT, "utf-8")
    for media, is_read in (
        (Media.PDF, False),
        (Media.PLAIN, True),
        (None, True),
        (Media.PDF, False),
    ):
        text = held(tmp_path, [Copy(COPY.iri, SHA, "", media)]).texts[SHA]
        if is_read:
            assert isinstance(text, SourceText)
        else:
            assert isinstance(text, Refusal)
            assert text.kind is RefusalKind.WRONG_TYPE


def test_the_recorded_type_of_a_copy_is_that_of_the_graph() -> None:
    """A type that kusei does not read is none to expect."""
    head = "https://www.iana.org/assignments/media-types/"
    for name, media in (("text/html", Media.HTML), ("image/png", None)):
        turtle = (
            f'minato:copy-a a kusei:Copy ; kusei:sha256 "{SHA}" ; dcat:mediaType <{head}{name}> .'
        )
        assert [copy.media for copy in quoted(quads(turtle)).copies] == [media]
