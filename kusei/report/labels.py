"""What people call a thing that a finding is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.findings import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kusei.dataset.index import Index

_K: Final = terms.KUSEI
_OF: Final = (_K + "nameOf", _K + "placed", _K + "ranked", _K + "purposeOf")
_TO: Final = (_K + "parent", _K + "rank")


def labels_of(things: Iterable[str], index: Index) -> dict[str, Text]:
    """The labels of things, in both languages; nothing for what has no words of its own."""
    found: dict[str, Text] = {}
    for thing in things:
        ja, en = _label(thing, "ja", index), _label(thing, "en", index)
        if ja or en:
            found[thing] = Text(ja=ja or en, en=en or ja)
    return found


def _label(thing: str, language: str, index: Index) -> str:
    own = _own(thing, language, index)
    if own:
        return own
    duties, holders = index.iris(thing, _K + "duty"), index.iris(thing, _K + "holder")
    if duties and holders:
        return _arrow(duties[0], holders[0], language, index)
    for of in _OF:
        for about in index.iris(thing, of):
            to = [t for path in _TO for t in index.iris(thing, path)]
            return _arrow(about, to[0], language, index) if to else _own(about, language, index)
    return ""


def _own(thing: str, language: str, index: Index) -> str:
    for path in (terms.RDFS_LABEL, terms.SKOS + "prefLabel", _K + "text", terms.DCT + "title"):
        for text in index.literals(thing, path, language=language):
            return text
    for text in index.literals(thing, _K + "exact"):
        return text
    names = index.names(thing, language=language)
    return names[-1][1] if names else ""


def _arrow(one: str, other: str, language: str, index: Index) -> str:
    left, right = _own(one, language, index), _own(other, language, index)
    return f"{left} → {right}" if left and right else left or right
