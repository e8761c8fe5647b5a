"""Find a quote in the text of its source.

Both sides are compared after NFC and the removal of white space, because a copy breaks lines
where it likes. Nothing else is folded: 街づくり is not まちづくり.
"""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

NORMALISER: Final = "nfc-without-white-space/1"
"""Names the normalisation in the record; a change of :func:`normalise` changes it."""


class Outcome(StrEnum):
    """What became of a quote; the values are the local names of the scheme check-results."""

    VERIFIED = "verified"
    NOT_FOUND = "notFound"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class Selector:
    """A quote, with what stands right before and after it where that is needed to tell."""

    exact: str
    prefix: str = ""
    suffix: str = ""

    @property
    def sha256(self) -> str:
        """Tells whether a passage was edited since its check."""
        parts = f"{self.prefix}\0{self.exact}\0{self.suffix}"
        return hashlib.sha256(parts.encode()).hexdigest()


def normalise(text: str) -> str:
    """NFC, without white space."""
    return "".join(unicodedata.normalize("NFC", text).split())


def occurrences(selector: Selector, normalised_text: str) -> int:
    """How often the quote stands in a normalised text between its prefix and its suffix."""
    needle = normalise(selector.prefix + selector.exact + selector.suffix)
    count, place = 0, normalised_text.find(needle) if needle else -1
    while place != -1:
        count += 1
        place = normalised_text.find(needle, place + 1)
    return count


def judge(count: int) -> Outcome:
    """A quote is verified when it is found exactly once."""
    if count == 1:
        return Outcome.VERIFIED
    return Outcome.AMBIGUOUS if count else Outcome.NOT_FOUND
