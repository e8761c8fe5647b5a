"""The record of the quote checks against what is written now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kusei.evidence.passages import quoted
from kusei.evidence.record import failed, stale, unchecked
from kusei.findings import Text
from kusei.validation.rules import error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kusei.dataset import Dataset
    from kusei.findings import Finding

EDITED: Final = error(
    "KG070",
    "passage-edited-since-check",
    Text(ja="{why_ja}", en="{why_en}"),
    Text(
        ja="kusei evidence verify --write で照合し直す",
        en="compare it again: kusei evidence verify --write",
    ),
)
NOT_FOUND: Final = error(
    "KG071",
    "quote-not-found",
    Text(
        ja="引用句は写しの中に {count} 回現れた(一回でなければならない)",
        en="its quote was found {count} times in the copy, and must be found once",
    ),
    Text(
        ja="引用句を直すか、kusei:prefix、kusei:suffix で一意にする",
        en="mend the quote, or make it unique by kusei:prefix and kusei:suffix",
    ),
)
RULES: Final = (EDITED, NOT_FOUND)


def record_findings(dataset: Dataset) -> Iterator[Finding]:
    """Checks that speak of other words than those now written, and quotes that were not found."""
    found = quoted(dataset.curated)
    for entry in stale(found):
        known = dataset.file_of(entry.passage)
        yield EDITED.finding(
            focus=entry.passage,
            file=known or dataset.file_of(entry.check),
            texts={"why_ja": entry.why.ja, "why_en": entry.why.en},
        )
    for check in failed(found):
        yield NOT_FOUND.finding(
            focus=check.passage,
            file=dataset.file_of(check.passage),
            texts={"count": check.occurrences},
        )


def unchecked_passages(dataset: Dataset) -> list[str]:
    """The quoting passages that nobody has compared with a copy."""
    return unchecked(quoted(dataset.curated))
