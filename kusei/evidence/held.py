"""The held copies that a graph records: their texts, and those whose bytes are other ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kusei.sources.copies import files
from kusei.sources.text import texts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from kusei.evidence.passages import Copy
    from kusei.sources.reading.limits import Refusal
    from kusei.sources.reading.source_text import SourceText


@dataclass(frozen=True, slots=True)
class Held:
    """Copies by the sha256 that the graph records: their texts, or how their bytes changed.

    ``files`` are those that the texts were read from.
    """

    texts: Mapping[str, SourceText | Refusal]
    changed: Mapping[str, str]
    files: Mapping[str, Path] = field(default_factory=dict)


def held(place: Path, copies: Iterable[Copy]) -> Held:
    """Find the copies in a folder by their hash, whatever their names, and read them.

    A file that is named after a recorded copy (by its hash, or ``x`` for ``…/copy-x``) and has
    other bytes is a copy that changed, unless the right bytes lie there under another name. One
    whose bytes are of another type than the graph records is refused.
    """
    wanted = {copy.sha256: copy for copy in copies}
    named = {name: copy.sha256 for copy in wanted.values() for name in _names(copy)}
    found: dict[str, Path] = {}
    changed: dict[str, str] = {}
    for digest, path in files(place).items():
        if digest in wanted:
            found[digest] = path
        elif path.stem in named:
            changed[named[path.stem]] = f"{path.name} has the sha256 {digest}"
    expect = {d: media for d, copy in wanted.items() if (media := copy.media) and d in found}
    texts = texts_of(found, expect=expect)
    return Held(texts, {d: why for d, why in changed.items() if d not in found}, found)


def _names(copy: Copy) -> tuple[str, str]:
    return copy.sha256, copy.iri.rpartition("/")[2].removeprefix("copy-")
