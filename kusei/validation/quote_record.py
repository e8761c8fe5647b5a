"""The record of the quote checks against what is written now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kusei.evidence.quotes import Outcome
from kusei.evidence.record import failed, stale
from kusei.findings import Text
from kusei.report.rules import error
from kusei.terms import KUSEI, compact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kusei.dataset.files import Dataset
    from kusei.evidence.passages import Quoted
    from kusei.findings import Finding

EDITED: Final = error(
    "KG070",
    "passage-edited-since-check",
    Text(ja="{why_ja}", en="{why_en}"),
    Text(
        ja="kusei evidence verify --write で照合し直す",
        en="compare it again: kusei evidence verify --write",
    ),
    Text(
        ja="照合した後に書き換えた引用句は、まだ誰も資料と見比べていない",
        en="A quote that was edited after its check has been compared with its source by nobody",
    ),
)
NOT_FOUND: Final = error(
    "KG071",
    "quote-not-found",
    Text(
        ja="引用句の照合結果は {result}(写しの中に {count} 回現れた)",
        en="the check of its quote says {result} (found {count} times in the copy)",
    ),
    Text(
        ja="kusei evidence verify が違いと直し方を示す",
        en="kusei evidence verify tells the difference, docs/evidence.md what to do",
    ),
    Text(
        ja="資料に見つからない引用句は、事実を支えていない",
        en="A quote that is not in its source supports nothing",
    ),
)
RULES: Final = (EDITED, NOT_FOUND)


def record_findings(dataset: Dataset, found: Quoted) -> Iterator[Finding]:
    """Checks that speak of other words than those now written, and quotes not verified.

    ``found`` are the quotes of the dataset.
    """
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
            texts={"count": check.occurrences, "result": _notation(check.result)},
        )


def _notation(result: str) -> str:
    """The name that a person reads for a result; a concept of another scheme as it is."""
    local = result.removeprefix(KUSEI)
    return Outcome(local).notation if local in set(Outcome) else compact(result)
