"""Normalise a text for comparison, with a map back to where each character stood.

Copies differ from quotes in what no reader sees: line breaks, full-width forms, characters that
a PDF names by a radical, a dash for another dash. Both sides are folded alike:

1. left out: white space, control and format characters (zero width, soft hyphen, direction),
   variation selectors;
2. CJK and Kangxi radicals become unified ideographs (NFKC leaves ⻑ and ⺠ as they are);
3. NFKC, by cluster (a character and the marks that combine with it);
4. dashes, tildes and middle dots each become one character. ー, the long-vowel mark, is none of
   them, nor is the numeral 一.

Forms of one ideograph (旧/舊) stay apart here; :func:`fold_variants` joins them.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from typing import Final

from kusei.evidence.ideographs import RADICALS, VARIANTS

NORMALISER: Final = "nfkc-radicals-classes/2"
"""Names the normalisation in the record; a change of what is folded here changes it."""

_CLASSES: Final = {
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\u2501\u2e3a\u2e3b",
    "~": "\u223c\u2053\u301c",
    "\u30fb": "\u00b7\u2022\u2027\u2219\u22c5",
}
_FOLDED: Final = {
    **{pair[0]: pair[1] for pair in RADICALS.split()},
    **{member: name for name, members in _CLASSES.items() for member in members},
}
_VARIANTS: Final = str.maketrans({pair[0]: pair[1] for pair in VARIANTS.split()})
# Neither white space nor Cf and yet never seen: grapheme joiner, Mongolian and other variation
# selectors, and the noncharacters that PDF readers leave where they joined a divided word.
_UNSEEN: Final = frozenset(
    [
        "\u034f",
        *map(chr, range(0x180B, 0x1810)),
        *map(chr, range(0xFE00, 0xFE10)),
        *map(chr, range(0xE0100, 0xE01F0)),
        "\ufffe",
        "\uffff",
    ]
)
_HANGUL_JAMO_THAT_JOIN: Final = range(0x1160, 0x1200)
# As in the Stream-Safe Text Format (https://www.unicode.org/reports/tr15/#Stream_Safe_Text_Format)
# a run of marks is cut: ordering it takes time that grows with its square.
_LONGEST_CLUSTER: Final = 32


@dataclass(frozen=True, slots=True)
class Normalised:
    """A normalised text. ``starts[i]:ends[i]`` is what its character ``i`` was made of.

    All characters of one cluster have the span of the cluster.
    """

    text: str
    starts: list[int]
    ends: list[int]

    def is_whole(self, start: int, end: int) -> bool:
        """Tell whether ``text[start:end]`` cuts no cluster: か is not found in が, nor 1 in ①."""
        opens = start == 0 or self.starts[start] != self.starts[start - 1]
        return opens and (end == len(self.text) or self.starts[end] != self.starts[end - 1])

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span in the original text of ``text[start:end]``, which is not empty."""
        return self.starts[start], self.ends[end - 1]

    def normal(self, start: int, end: int) -> tuple[int, int]:
        """The span in ``text`` of what began within ``start:end`` of the original."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)


class _Folds(dict[str, str]):
    """What a single character becomes before it is composed; worked out once for each."""

    def __missing__(self, character: str) -> str:
        decomposed = unicodedata.normalize("NFKD", _FOLDED.get(character, character))
        kept = (_FOLDED.get(c, c) for c in decomposed if not _is_unseen(c))
        self[character] = folded = "".join(kept)
        return folded


class _Joins(dict[str, bool]):
    """Whether a character may compose with what stands before it; worked out once for each."""

    def __missing__(self, character: str) -> bool:
        self[character] = joins = (
            unicodedata.category(character) in {"Mn", "Mc"}
            or ord(character) in _HANGUL_JAMO_THAT_JOIN
        )
        return joins


_FOLDS: Final = _Folds()
_JOINS: Final = _Joins()


def _is_unseen(character: str) -> bool:
    return (
        character.isspace()
        or character in _UNSEEN
        or unicodedata.category(character) in {"Cf", "Cc"}
    )


def normalise(text: str) -> Normalised:
    """Fold ``text`` as the module says; the time is linear in its length."""
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    cluster, begin, end = "", 0, 0

    def close() -> None:
        made = cluster if len(cluster) == 1 else unicodedata.normalize("NFC", cluster)
        for character in made:
            characters.append(character)
            starts.append(begin)
            ends.append(end)

    for offset, character in enumerate(text):
        folded = _FOLDS[character]
        if not folded:
            continue
        if cluster and (not _JOINS[folded[0]] or len(cluster) >= _LONGEST_CLUSTER):
            close()
            cluster = ""
        if not cluster:
            begin = offset
        cluster += folded
        end = offset + 1
    if cluster:
        close()
    return Normalised("".join(characters), starts, ends)


def fold_variants(text: str) -> str:
    """The same text with the official form of each ideograph; its length stays the same."""
    return text.translate(_VARIANTS)
