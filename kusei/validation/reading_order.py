"""The rule that passages stand in reading order, each under the heading that is open there.

The passages of a source are written in the order in which a reader meets them. A heading is open
from where it stands until the next one of its level; so the headings over a passage are among the
passage before it and the headings over that one. A passage under another heading than those has
been put under the wrong one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.findings import Text
from kusei.report.rules import error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kusei.dataset.files import Dataset
    from kusei.dataset.index import Index
    from kusei.findings import Finding

CLOSED_HEADING: Final = error(
    "KG038",
    "heading-not-open",
    Text(
        ja="見出し {heading} は、この箇所では既に閉じているか、まだ開いていない",
        en="stands under {heading}, which is not the heading open at this place",
    ),
    Text(
        ja="kusei:under を直すか、箇所を読む順に並べる",
        en="mend kusei:under, or put the passages in reading order",
    ),
    Text(
        ja="誤った見出しの下に置くと、その見出しの日付が事実に付いてしまう",
        en="Under the wrong heading a passage takes over that heading's date",
    ),
)
RULES: Final = (CLOSED_HEADING,)


def reading_order_findings(dataset: Dataset, index: Index) -> Iterator[Finding]:
    """Passages under a heading that is not open where they stand."""
    open_headings: dict[str, list[str]] = {}
    under = terms.KUSEI + "under"
    for passage in index.of_class(terms.KUSEI + "Passage"):
        sources = index.iris(passage, terms.OA + "hasSource")
        source = sources[0] if sources else ""
        for heading in index.iris(passage, under):
            if heading in index and heading not in open_headings.get(source, []):
                yield CLOSED_HEADING.finding(
                    focus=passage,
                    path=under,
                    value=f"<{heading}>",
                    file=dataset.file_of(passage),
                    texts={"heading": terms.compact(heading)},
                )
        open_headings[source] = index.headings(passage)
