"""One name in the many ways in which people write it, from the strictest form to the loosest.

Names are compared by keys. A looser key is asked only where a stricter one finds nothing, so that
a name that is written as the source has it never gets company from one that looks like it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kusei.queries.entities import read_as

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SPELLINGS: Final = str.maketrans({"街": "まち", "町": "まち", "ヶ": "け", "ケ": "け"})
"""What one source writes so and another so: 街づくり and まちづくり."""
_BETWEEN: Final = re.compile(r"[\s・･,、/|>→()（）\[\]「」『』-]+")
"""What stands between an office and its section, and around either."""
_DISTRICT: Final = "地区"
_ENDS: Final = ("課", "部", "係", "室", "担当", "支所")
"""What is left off where the sort of unit goes without saying: 防災 for 防災課."""


def key(text: str) -> str:
    """The form in which names compare: as readings do, in one spelling, without what separates."""
    # First the ideographs: their reading in kana is not their spelling.
    return _BETWEEN.sub("", read_as(text.translate(_SPELLINGS)))


class NameForms:
    """The keys of names in a ward: with and without the ward, the office, 地区, the last word."""

    def __init__(self, wards: Iterable[str], offices: Iterable[str]) -> None:
        """``wards`` are the names of wards, ``offices`` those of units that stand before others."""
        before = {key(name + end) for name in wards for end in ("", "役所")}
        self._wards = sorted((word for word in before if word), key=len, reverse=True)
        self._offices = frozenset(map(key, offices))

    def of_name(self, parts: Iterable[str]) -> tuple[frozenset[str], ...]:
        """The keys of a name that stands in the graph, strictest first.

        ``parts`` are its words: the name of a section within an office begins with the office.
        """
        words = [key(part) for part in parts]
        whole = "".join(words)
        ends = {"".join(words[at:]) for at in range(1, len(words))}
        return (
            frozenset({whole}),
            frozenset({whole.replace(_DISTRICT, "")}),
            frozenset(ends),
            frozenset(_without_end({whole, *ends})),
        )

    def of_typed(self, text: str) -> Iterator[str]:
        """The keys to look a typed name up by, as it stands first, then without the ward."""
        whole = key(text)
        yield whole
        for ward in self._wards:
            rest = whole.removeprefix(ward)
            if rest != whole and rest:
                yield rest
        if _DISTRICT in whole:
            yield whole.replace(_DISTRICT, "")


def _without_end(keys: Iterable[str]) -> Iterator[str]:
    for one in keys:
        for end in _ENDS:
            if one.endswith(end) and len(one) > len(end) + 1:
                yield one.removesuffix(end)
