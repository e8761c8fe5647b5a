"""What is said to people, in both languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """The same sentence in Japanese and in English."""

    ja: str
    en: str

    def in_language(self, language: str) -> str:
        """The sentence in ``ja`` or ``en``."""
        return self.ja if language == "ja" else self.en
