"""Add a source: hold its bytes, read them once, and write the Turtle that describes it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kusei.errors import InvalidValue, SourceRefused, UsageError
from kusei.files import write_atomically
from kusei.sources import copies
from kusei.sources.describe import Description, file_turtle, free_name
from kusei.sources.documents import local_name, sources
from kusei.sources.media import SUFFIXES, sniff
from kusei.sources.reading.limits import Refusal
from kusei.sources.text import Order, text_of

if TYPE_CHECKING:
    from pathlib import Path

    from kusei.dataset.files import Dataset
    from kusei.sources.reading.source_text import Media, SourceText


@dataclass(frozen=True, slots=True)
class Bytes:
    """The bytes of a source, what they are, and where they were got; "" where that is not told."""

    content: bytes
    media: Media
    address: str = ""

    @property
    def sha256(self) -> str:
        """The hash by which the copy is known."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Kept:
    """A copy that is held and can be read."""

    path: Path
    text: SourceText


@dataclass(frozen=True, slots=True)
class Written:
    """The Turtle of a source; ``path`` is None where its file is there already: to be pasted."""

    path: Path | None
    turtle: str


def bytes_of(path: Path, *, most: int) -> Bytes:
    """The bytes of a local file.

    Raises:
        UsageError: there is no such file.
        SourceRefused: it is too large, or not what its name says.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(most + 1)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
    if len(content) > most:
        raise SourceRefused(f"{path}: more than {most >> 10} KiB")
    if not content.strip():
        raise SourceRefused(f"{path}: the file is empty")
    found, said = sniff(content), SUFFIXES.get(path.suffix.lower())
    if found is None:
        raise SourceRefused(f"{path}: its bytes are those of no PDF, HTML or plain text in UTF-8")
    if said and said is not found:
        raise SourceRefused(f"{path}: its bytes are those of {found}, not {said}")
    return Bytes(content, found)


def keep(source: Bytes, place: Path) -> Kept:
    """Hold the bytes among the copies, unless no text can be read from them.

    Raises:
        SourceRefused: it cannot be read; then it is not held either.
    """
    before = copies.files(place)
    path = copies.put(place, source.content, source.media)
    text = text_of(path, Order(expect=source.media, sha256=source.sha256))
    if isinstance(text, Refusal):
        if source.sha256 not in before:
            path.unlink()
        raise SourceRefused(f"not added: {text.message.en} ({text.kind})")
    return Kept(path, text)


def refuse_known(sha256: str, dataset: Dataset) -> None:
    """Refuse bytes that the graph records already.

    Raises:
        UsageError: a copy with this hash is described.
    """
    for source in sources(dataset.curated):
        for copy in source.copies:
            if copy.sha256 == sha256:
                place = dataset.file_of(copy.iri)
                raise UsageError(f"these bytes are described already: {copy.iri} in {place}")


def write(dataset: Dataset, told: Description, *, day: str) -> Written:
    """Write ``data/<ward>/sources/<name>.ttl``; never over a file that is there.

    A document that another file describes is not described again. ``day`` goes into the name of
    the copy, which ``told`` leaves empty.

    Raises:
        InvalidValue: the name was withdrawn and is not to be used again.
        OSError: the file cannot be written.
    """
    location = dataset.location
    ward = location.data / told.ward
    taken = {local_name(quad.subject.value) for quad in dataset.curated}  # type: ignore[union-attr]
    retired = _retired(ward / "retired.txt")
    if f"document-{told.name}" in retired:
        raise InvalidValue(f"document-{told.name} was withdrawn; choose another name")
    told = replace(told, copy=free_name(told.name, day, taken | retired))
    known = f"document-{told.name}" in taken
    path = ward / "sources" / f"{told.name}.ttl"
    turtle = file_turtle(told, with_document=not known)
    if path.exists():
        return Written(None, turtle)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, turtle.encode())
    return Written(path, turtle)


def _retired(path: Path) -> set[str]:
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError:
        return set()
    return {line.strip() for line in lines if line.strip() and not line.startswith("#")}
