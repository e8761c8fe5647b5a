"""What is said to people, in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Text:
    """The same sentence in Japanese and in English."""

    ja: str
    en: str

    def in_language(self, language: str) -> str:
        """The sentence in ``ja`` or ``en``."""
        return self.ja if language == "ja" else self.en


def worded(texts: Mapping[str, str], language: str) -> str:
    """Of texts by their language ("" for none) the one for a reader of ``language``.

    Where none is in it, the Japanese one stands in, then one without a language, then the English
    one; empty where there is none of these.
    """
    order = (language, "ja", "", "en")
    return next((text for one in order if (text := texts.get(one))), "")


def in_both(texts: Mapping[str, str]) -> Text | None:
    """Of texts by their language the one for each reader; None where there is none."""
    ja, en = worded(texts, "ja"), worded(texts, "en")
    return Text(ja=ja, en=en) if ja and en else None
