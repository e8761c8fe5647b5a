"""Makes the tables of ``kusei/evidence/ideographs.py`` from their sources.

``python -m tests.evidence.unicode_sources`` prints the module. It reads the Unicode data of the
Debian package unicode-data and the dictionary of the Python package opencc-python-reimplemented;
neither is needed to run kusei or its tests, which compare only where they are installed.
"""

from __future__ import annotations

import bz2
import importlib.util
import re
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

UNICODE: Final = Path("/usr/share/unicode")
_RADICALS: Final = range(0x2E80, 0x2FE0)
_LINE: Final = re.compile(r"([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*;\s*([0-9A-F]+)")
# Forms that Japanese systems carry beside the official one and that no other table relates to it
# without relating distinct characters too; each is a kSemanticVariant of Unihan.
_SYSTEM_FORMS: Final = ("髙高", "敎教", "栁柳")

_MODULE: Final = '''"""Which ideographs are another form of which: two tables, generated from named sources.

``tests/evidence/unicode_sources.py`` makes this module; it is not edited by hand. Each table is
one string of pairs, the form that is folded before the form it is folded to.

Unicode data: © 2022 Unicode, Inc., terms of use: https://www.unicode.org/terms_of_use.html
OpenCC (https://github.com/BYVoid/OpenCC): Apache License 2.0.
"""

from __future__ import annotations

from typing import Final

RADICALS: Final = (
{radicals})
"""CJK and Kangxi radicals and the unified ideograph that looks the same.

Source: EquivalentUnifiedIdeograph-15.0.0.txt of the Unicode Character Database; its CJK strokes
are left out, since they are no radicals.
"""

VARIANTS: Final = (
{variants})
"""Old and other forms (異体字) and the official Japanese form of the same character.

Sources: kJoyoKanji, kJinmeiyoKanji, kZVariant and kSemanticVariant (Morohashi, type Z) of the
Unihan Database 15.0.0, and JPVariants.txt of OpenCC. Narrow on purpose: the right one of a pair
is on the lists of characters for general use or for names, the left one is not for general use,
so that no two characters of general use are ever taken for one another.
"""
'''


def equivalent_ideographs(folder: Path = UNICODE) -> dict[str, str]:
    """The radicals and their unified ideographs."""
    found = {}
    for line in (folder / "EquivalentUnifiedIdeograph.txt").read_text("utf-8").splitlines():
        if match := _LINE.match(line):
            first, last = int(match[1], 16), int(match[2] or match[1], 16)
            for code in range(first, last + 1):
                if code in _RADICALS:
                    found[chr(code)] = chr(int(match[3], 16))
    return found


def _unihan(folder: Path, name: str) -> Iterator[tuple[str, str, str]]:
    with bz2.open(folder / f"Unihan_{name}.txt.bz2", "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("U+"):
                code, field, value = line.rstrip("\n").split("\t")
                yield chr(int(code.removeprefix("U+"), 16)), field, value


def japanese_variants(folder: Path, dictionary: Path) -> dict[str, str]:
    """Other forms and the official form, from Unihan and the dictionary of OpenCC."""
    lists = [
        e for e in _unihan(folder, "OtherMappings") if e[1] in {"kJoyoKanji", "kJinmeiyoKanji"}
    ]
    general = {c for c, field, value in lists if field == "kJoyoKanji" and "U+" not in value}
    official = general | {c for c, _, value in lists if "U+" not in value}
    pairs = [(c, chr(int(v.rpartition("U+")[2], 16))) for c, _, v in lists if "U+" in v]
    for line in dictionary.read_text("utf-8-sig").splitlines():
        old, _, new = line.partition("\t")
        pairs += [(old, form) for form in new.split()]
    for character, field, value in _unihan(folder, "Variants"):
        for target in value.split():
            form = chr(int(target.partition("<")[0].removeprefix("U+"), 16))
            if character in official:
                continue
            if field == "kZVariant" or (
                field == "kSemanticVariant" and re.search(r"kMorohashi:Z", target)
            ):
                pairs.append((character, form))
    pairs += [(pair[0], pair[1]) for pair in _SYSTEM_FORMS]
    found: dict[str, str] = {}
    for old, form in pairs:
        new = unicodedata.normalize("NFKC", form)  # the lists name some by a compatibility form
        stable = unicodedata.normalize("NFKC", old) == old != new
        if stable and old not in general and new in official:
            found.setdefault(old, new)
    return found


def dictionary() -> Path | None:
    """Where the dictionary of OpenCC is installed, if it is."""
    spec = importlib.util.find_spec("opencc")
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent / "dictionary" / "JPVariants.txt"


def _block(pairs: dict[str, str]) -> str:
    words = [old + new for old, new in sorted(pairs.items())]
    rows = [" ".join(words[i : i + 16]) for i in range(0, len(words), 16)]
    return "".join(f'    "{row} "\n' for row in rows)


def main() -> None:
    """Print the module."""
    table = dictionary()
    if table is None:
        sys.exit("opencc-python-reimplemented is not installed")
    sys.stdout.write(
        _MODULE.format(
            radicals=_block(equivalent_ideographs()),
            variants=_block(japanese_variants(UNICODE, table)),
        )
    )


if __name__ == "__main__":
    main()
