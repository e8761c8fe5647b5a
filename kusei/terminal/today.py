"""The day on which a command is typed: taken here and nowhere below."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Final

_WORDS: Final = frozenset({"today", "今日", "本日", "きょう"})


def today() -> date:
    """The day by the user's own clock."""
    return date.today()  # noqa: DTZ011 - the user's own day


def with_today(typed: str) -> str:
    """What was typed for a day; of ``today`` and 今日 the day itself, in ISO 8601."""
    word = unicodedata.normalize("NFKC", typed).strip().casefold()
    return today().isoformat() if word in _WORDS else typed
