"""What a quote is looked for by, and what can become of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

LONGEST_QUOTE: Final = 30
"""The most characters of a quote, and of what tells its place (shapes KG311 to KG313)."""


class Outcome(StrEnum):
    """What became of a quote; the values are the local names of the scheme check-results."""

    VERIFIED = "verified"
    VERIFIED_VARIANT = "verifiedVariant"
    WRONG_PAGE = "wrongPage"
    AMBIGUOUS = "ambiguous"
    NOT_VISIBLE = "notVisible"
    NOT_FOUND = "notFound"
    HEADING_MISMATCH = "headingMismatch"
    LOCATOR_MISMATCH = "locatorMismatch"
    LOCATOR_NOT_FOUND = "locatorNotFound"
    UNREADABLE = "unreadable"
    SOURCE_MISSING = "sourceMissing"
    SOURCE_CHANGED = "sourceChanged"

    @property
    def notation(self) -> str:
        """The name that a person reads: ``wrong-page``."""
        return "".join(f"-{c.lower()}" if c.isupper() else c for c in self.value)


GOOD: Final = frozenset({Outcome.VERIFIED, Outcome.VERIFIED_VARIANT})
"""The outcomes that let a fact rest on its passage."""


@dataclass(frozen=True, slots=True)
class Selector:
    """A quote and where it must stand.

    ``prefix`` and ``suffix`` are what stands right before and after it, where that is needed to
    tell; ``page`` is the physical page, from 1; ``under`` is the IRI of its heading's passage.
    ``locator`` is the place in a law; where only that is given, ``exact`` is empty.
    """

    exact: str
    prefix: str = ""
    suffix: str = ""
    page: int | None = None
    under: str = ""
    locator: str = ""

    @property
    def words(self) -> str:
        """All that must stand in one: the quote between its prefix and suffix."""
        return self.prefix + self.exact + self.suffix

    @property
    def sha256(self) -> str:
        """Tells whether a passage was edited since its check."""
        parts = [self.prefix, self.exact, self.suffix, str(self.page or ""), self.under]
        parts += [self.locator] if self.locator else []
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()
