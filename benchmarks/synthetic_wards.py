"""Write synthetic wards of any size, and what is wrong in them.

Run from a checkout: ``python -m benchmarks.synthetic_wards FOLDER --triples 1000000``. The folder
gets

- ``wards.ttl``, all wards in one file;
- ``parts/``, the same with one file a ward;
- ``violations.tsv``, the results that a validator must report, no more and no fewer: focus node,
  path (empty where it is no single property) and constraint component, as IRIs.

The same seed and sizes give the same bytes. What is written is never held: memory does not grow
with the size.
"""

from __future__ import annotations

import argparse
import random
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from benchmarks.ward_defects import DEFECTS, Result
from benchmarks.ward_things import PREFIXES, hierarchy, section, ward

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from io import TextIOWrapper

    from benchmarks.ward_things import Thing

MERGED: Final = "wards.ttl"
PARTS: Final = "parts"
VIOLATIONS: Final = "violations.tsv"
_A_WARD: Final = 14_000  # triples, as many as the first ward of the project has with its derived
_SH: Final = "http://www.w3.org/ns/shacl#"


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is to be written: triples in all, and every how many sections one is wrong."""

    triples: int
    every: int = 4
    """0: none is wrong."""
    seed: int = 1

    @property
    def wards(self) -> int:
        """As many as give each the size of a ward."""
        return max(1, round(self.triples / _A_WARD))


@dataclass(frozen=True, slots=True)
class Written:
    """What was written."""

    triples: int
    wards: int
    violations: int


def write(folder: Path, size: Size, *, parts: bool = True) -> Written:
    """Write the graph and its violations into a folder; files of that name are replaced."""
    (folder / PARTS if parts else folder).mkdir(parents=True, exist_ok=True)
    with ExitStack() as files:
        merged = files.enter_context((folder / MERGED).open("w", encoding="utf-8"))
        violations = files.enter_context((folder / VIOLATIONS).open("w", encoding="utf-8"))
        writer = _Writer(merged, violations, size)
        apart = [files.enter_context(_part(folder, "hierarchy"))] if parts else []
        writer.write_hierarchy([merged, *apart])
        for number in range(1, size.wards + 1):
            if not parts:
                writer.write_ward(number, [merged])
                continue
            with _part(folder, f"ward-{number:03}") as part:
                writer.write_ward(number, [merged, part])
    return Written(writer.triples, size.wards, writer.violated)


def _part(folder: Path, name: str) -> TextIOWrapper:
    return (folder / PARTS / f"{name}.ttl").open("w", encoding="utf-8")


class _Writer:
    """Counts what it writes."""

    def __init__(self, merged: TextIO, violations: TextIO, size: Size) -> None:
        self._violations = violations
        self._size = size
        self._sections = 0
        self._wrong = 0
        self.triples = 0
        self.violated = 0
        merged.write(_head(PREFIXES))

    def write_hierarchy(self, files: Sequence[TextIO]) -> None:
        for part in files[1:]:
            part.write(_head(PREFIXES))
        self._write(hierarchy(), files)

    def write_ward(self, number: int, files: Sequence[TextIO]) -> None:
        """Write sections until the wards so far have their share of the triples."""
        here = {"here": f"https://w3id.org/kusei/id/synthetic-{number:03}/"}
        chance = random.Random(f"{self._size.seed}/{number}")  # noqa: S311 - the same each time
        for part in files[1:]:
            part.write(_head(PREFIXES))
        for file in files:
            file.write(_head(here))
        self._write(ward(number), files)
        share = self._size.triples * number // self._size.wards
        begun, at = self.triples, 0
        while self.triples + (self.triples - begun) // (2 * max(at, 1)) < share:
            made = section(at, chance)
            at += 1
            self._sections += 1
            if self._size.every and self._sections % self._size.every == 0:
                spoil = DEFECTS[self._wrong % len(DEFECTS)]
                self._wrong += 1
                self._record(spoil(made), PREFIXES | here)
            self._write(made.things.values(), files)

    def _write(self, things: Iterable[Thing], files: Sequence[TextIO]) -> None:
        for thing in things:
            self.triples += len(thing.pairs)
            text = " ;\n    ".join(f"{predicate} {value}" for predicate, value in thing.pairs)
            for file in files:
                file.write(f"{thing.name} {text} .\n\n")

    def _record(self, results: Iterable[Result], prefixes: dict[str, str]) -> None:
        for focus, path, component in results:
            self.violated += 1
            cells = (
                _iri(focus, prefixes),
                _iri(path, prefixes) if path else "",
                f"{_SH}{component}ConstraintComponent",
            )
            self._violations.write("\t".join(cells) + "\n")


def _head(prefixes: dict[str, str]) -> str:
    return "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in prefixes.items()) + "\n"


def _iri(name: str, prefixes: dict[str, str]) -> str:
    prefix, _, local = name.partition(":")
    return prefixes[prefix] + local


def main() -> int:
    """Write them and say how many triples and violations there are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="written into; made where it is absent")
    parser.add_argument("--triples", type=int, default=14_000, help="in all (default 14,000)")
    parser.add_argument("--every", type=int, default=4, help="one section in N is wrong; 0: none")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other wards (default 1)")
    parser.add_argument("--merged-only", action="store_true", help="no files of single wards")
    asked = parser.parse_args()
    size = Size(triples=asked.triples, every=asked.every, seed=asked.seed)
    done = write(asked.folder, size, parts=not asked.merged_only)
    print(f"{done.triples:,} triples, {done.wards} wards, {done.violations:,} violations")
    return 0


if __name__ == "__main__":
    sys.exit(main())
