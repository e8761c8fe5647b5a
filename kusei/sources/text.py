"""The text of held copies, read by worker processes and kept in the user's cache.

The types of a text are those of :mod:`kusei.sources.reading.source_text`.
"""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kusei.cache import keep, kept
from kusei.sources.reading.limits import Limits, Refusal
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
from kusei.sources.sandbox import USUAL, Order, read, readers

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "Block",
    "BlockKind",
    "Limits",
    "Media",
    "Order",
    "PageText",
    "Refusal",
    "Ruby",
    "SourceText",
    "Unreadable",
    "text_of",
    "texts_of",
]
_AT_ONCE: Final = 4


def text_of(path: Path, order: Order) -> SourceText | Refusal:
    """The text of the copy with the hash ``order.sha256``, or why it is not read.

    What was read is kept in the user's cache under the hash, the versions of the readers and their
    code; what was refused is tried again, for limits and machines differ. It is kept as it was
    read, so that a new normaliser needs no new reading.
    """
    name = f"text-{_key(order)}.json"
    body = kept(name) if order.sha256 else None
    if body is not None:
        try:
            known = from_json(body)
        except ValueError:
            pass
        else:
            if order.expect in {None, known.media} and len(known.pages) <= order.limits.pages:
                return known
    found = read(path, order)
    if isinstance(found, SourceText) and order.sha256:
        keep(name, to_json(found))
    return found


def texts_of(
    held: Mapping[str, Path],
    *,
    expect: Mapping[str, Media] | None = None,
    order: Order = USUAL,
) -> dict[str, SourceText | Refusal]:
    """The text of many copies by their hash, a few read at once; none disturbs another.

    ``expect`` is the type that each copy is said to have, ``order`` says all else for all of them.
    """
    expected = expect or {}

    def one(sha256: str) -> SourceText | Refusal:
        own = replace(order, sha256=sha256, expect=expected.get(sha256))
        return text_of(held[sha256], own)

    with ThreadPoolExecutor(min(_AT_ONCE, os.cpu_count() or 1)) as pool:
        return dict(zip(held, pool.map(one, held), strict=True))


def _key(order: Order) -> str:
    parts = (order.sha256, _code(), *sorted(readers().values()), str(order.ink))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@cache
def _code() -> str:
    """What a text follows from besides the copy and the engines: our code."""
    digest = hashlib.sha256()
    for path in sorted((Path(__file__).parent / "reading").rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
