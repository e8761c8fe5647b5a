"""A bad and a good example for a rule: the cases by which the rule is tested.

A case is a file of Turtle. ``<folder>/invalid.<what>.ttl`` begins with lines
``# expect: CODE severity thing property`` that say what is found in it; one of the
``valid.<what>.ttl`` beside it differs from it by one line. What takes more than one file, or one
that is not Turtle, is a small dataset in ``whole-dataset/*.txt``: its files one after the other,
each behind a line ``--- <path>``. The wheel brings all of them along, so that what is shown is
what was tested.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

    from kusei.dataset.files import Location

_EXPECT: Final = "# expect: "
_FILE: Final = "--- "
_PREFIX: Final = "@prefix"
_HEAD: Final = re.compile(r"\s*(@prefix|$)", re.IGNORECASE)
_LONGEST: Final = 24
"""Lines of an example; of a longer case the statements around the difference are shown."""


@dataclass(frozen=True, slots=True)
class Marked:
    """One line of an example, and whether the bad one and the good one differ in it."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Example:
    """What breaks a rule, and what keeps it, without their prefixes: Turtle or several files."""

    bad: tuple[Marked, ...]
    good: tuple[Marked, ...]

    @property
    def holds_files(self) -> bool:
        """Whether these are files, each behind a line with its path, and not Turtle."""
        return self.bad[0].text.startswith(_FILE)


def example_of(location: Location, code: str) -> Example | None:
    """The plainest pair of cases for a rule; None where no case file breaks it."""
    pairs = [
        (len(invalid.stem), len(pair.bad) + len(pair.good), pair)
        for invalid in sorted(_folder(location).glob("*/invalid.*.t*"))
        if code in (said := _expected(invalid)) and len(said) == 1
        if (pair := _pair(invalid)) is not None
    ]
    # The case with the plainest name shows the rule; the others guard single lines of it.
    best = min(pairs, key=lambda one: one[:2], default=None)
    return best[2] if best is not None else None


def _folder(location: Location) -> Path:
    """Where the cases lie: in a wheel beside the rules, in a checkout among the tests."""
    shipped = location.root / "examples"
    return shipped if shipped.is_dir() else location.root / "tests" / "validation"


def _expected(path: Path) -> set[str]:
    lines = path.read_text("utf-8").splitlines()
    return {line.removeprefix(_EXPECT).split()[0] for line in lines if line.startswith(_EXPECT)}


def _pair(invalid: Path) -> Example | None:
    bad = _body(invalid)
    for path in sorted(invalid.parent.glob(f"valid.*{invalid.suffix}")):
        example = _compared(bad, _body(path))
        if max(sum(line.differs for line in side) for side in (example.bad, example.good)) == 1:
            return example
    return None


def _body(path: Path) -> list[str]:
    lines = path.read_text("utf-8").splitlines()
    if path.suffix == ".ttl":
        return [line.rstrip() for line in lines if not line.startswith(_EXPECT)]
    # Of several files each one's prefixes are left out, and the blank line behind them.
    shown = [line for line in lines if not line.startswith((_EXPECT, _PREFIX))]
    pairs = zip(["", *shown], shown, strict=False)
    return [line.rstrip() for before, line in pairs if line or not before.startswith(_FILE)]


def _compared(bad: list[str], good: list[str]) -> Example:
    marked: dict[str, list[Marked]] = {"-": [], "+": []}
    for line in difflib.ndiff(bad, good):
        mark, text = line[0], line[2:]
        if mark == " ":
            marked["-"].append(Marked(text, differs=False))
            marked["+"].append(Marked(text, differs=False))
        elif mark in marked:
            marked[mark].append(Marked(text, differs=True))
    return Example(_shown(marked["-"], marked["+"]), _shown(marked["+"], marked["-"]))


def _shown(lines: list[Marked], other: list[Marked]) -> tuple[Marked, ...]:
    """The lines behind the prefixes, or of too many the statements that differ on a side."""
    lines, other = _behind_head(lines), _behind_head(other)
    if len(lines) <= _LONGEST:
        return tuple(lines)
    subjects = {
        _subject(block)
        for side in (lines, other)
        for block in _blocks(side)
        if any(line.differs for line in block)
    }
    kept = [block for block in _blocks(lines) if _subject(block) in subjects]
    return tuple(line for block in kept for line in block)


def _behind_head(lines: list[Marked]) -> list[Marked]:
    shown = (n for n, line in enumerate(lines) if line.differs or not _HEAD.match(line.text))
    return lines[next(shown, len(lines)) :]


def _blocks(lines: list[Marked]) -> list[list[Marked]]:
    """The statements, which a blank line parts."""
    blocks: list[list[Marked]] = [[]]
    for line in lines:
        if line.text:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _subject(block: list[Marked]) -> str:
    return block[0].text.split(maxsplit=1)[0]
