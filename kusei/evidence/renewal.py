"""What became of a document since the copy that passages cite: the same, or which quotes stand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kusei.evidence.quotes import GOOD
from kusei.evidence.verify import verify

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kusei.evidence.passages import Quoted
    from kusei.sources.documents import RecordedCopy
    from kusei.sources.reading.source_text import SourceText


@dataclass(frozen=True, slots=True)
class Renewal:
    """A recorded copy against the document as it is now.

    ``lost`` are the IRIs of the passages whose quotes no longer stand in it, out of ``quotes``;
    ``same_text`` tells that only bytes differ (None where the old text is not at hand).
    """

    copy: RecordedCopy
    quotes: int
    lost: tuple[str, ...]
    same_text: bool | None


def renewal(
    copy: RecordedCopy, new: SourceText, quoted: Quoted, *, old: SourceText | None
) -> Renewal:
    """Look for the quotes of a copy in the new text of its document."""
    own = tuple(p for p in quoted.passages if p.copy_sha256 == copy.sha256)
    # Pages move when a document is edited: what counts is whether the words still stand.
    anywhere = tuple(replace(p, selector=replace(p.selector, page=None)) for p in own)
    held: Mapping[str, SourceText] = {copy.sha256: new}
    results = verify(replace(quoted, passages=anywhere, under={}), held)
    lost = tuple(r.passage.iri for r in results if r.outcome not in GOOD)
    same = None if old is None else _words(old) == _words(new)
    return Renewal(copy, len(own), lost, same)


def _words(text: SourceText) -> str:
    return "".join("".join(page.text.split()) for page in text.pages)
