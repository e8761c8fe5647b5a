"""How much a source may cost to read, and the words in which reading is refused: values only."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kusei.findings import Text

MEMORY_SPENT: Final = 86
"""The exit code of a worker that ends itself because it holds too much memory."""


class RefusalKind(StrEnum):
    """Why a copy was not read."""

    TOO_LARGE = "too-large"
    TOO_MANY_PAGES = "too-many-pages"
    TOO_DEEP = "too-deep"
    TIME_LIMIT = "time-limit"
    MEMORY_LIMIT = "memory-limit"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    WRONG_TYPE = "wrong-type"
    EMPTY = "empty"
    CRASHED = "crashed"
    CHANGED = "changed"


_JAPANESE: Final = {
    RefusalKind.TOO_LARGE: "大きすぎる",
    RefusalKind.TOO_MANY_PAGES: "ページが多すぎる",
    RefusalKind.TOO_DEEP: "入れ子が深すぎる",
    RefusalKind.TIME_LIMIT: "制限時間内に読み終わらない",
    RefusalKind.MEMORY_LIMIT: "許されたメモリでは読めない",
    RefusalKind.ENCRYPTED: "パスワードで保護されている",
    RefusalKind.DAMAGED: "壊れている",
    RefusalKind.WRONG_TYPE: "PDF でも HTML でも UTF-8 の文字列でもない",
    RefusalKind.EMPTY: "空である",
    RefusalKind.CRASHED: "読取りプロセスが異常終了した",
    RefusalKind.CHANGED: "バイト列が記録された写しのものでない",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that reading one copy may take. Sizes are bytes, times seconds.

    ``memory`` bounds the address space of the worker, ``output`` what it may answer, ``depth`` how
    deep elements of HTML may be nested (less than 2,048, from where on libxml2 drops them). Where
    the system knows no such limits (Windows), memory and processor time are not bounded, and
    ``wall`` is all that ends a worker; elsewhere it is the last resort and long, as a busy machine
    must not end by the clock what is at work.
    """

    bytes: int = 256 << 20
    pages: int = 5_000
    characters: int = 10_000_000
    depth: int = 1_000
    memory: int = 1 << 30
    processor: int = 120
    wall: float = 180.0 if sys.platform == "win32" else 1_800.0
    output: int = 64 << 20


@dataclass(frozen=True, slots=True)
class Refusal:
    """A copy that was not read: the kind of reason, and in English what exactly was met."""

    kind: RefusalKind
    detail: str

    @property
    def message(self) -> Text:
        """The refusal in words."""
        return Text(ja=f"{_JAPANESE[self.kind]}({self.kind})", en=self.detail)


class Refused(Exception):  # noqa: N818 - says what is so
    """Raised by a reader that gives up; the worker turns it into a :class:`Refusal`."""

    def __init__(self, kind: RefusalKind, detail: str) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
