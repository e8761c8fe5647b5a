"""The contradictions met while the windows were derived, as findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kusei.findings import Text
from kusei.validation.rules import error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kusei.dataset import Dataset
    from kusei.findings import Finding

_FIX: Final = Text(
    ja="日付か、prov:generated と prov:invalidated を確かめる。資料どうしが食い違うなら"
    "別の主張とし kusei:contradictedBy で結ぶ",
    en="check the dates, prov:generated and prov:invalidated; where sources disagree, make two "
    "claims and join them by kusei:contradictedBy",
)
_DETAIL: Final = Text(ja="{detail}", en="{detail_en}")
BY_KIND: Final = {
    kind: error(code, kind, _DETAIL, _FIX)
    for code, kind in (
        ("KG020", "begin-bounds-cross"),
        ("KG021", "end-bounds-cross"),
        ("KG022", "begin-after-end"),
        ("KG023", "attested-outside"),
        ("KG024", "outlives-bearer"),
    )
}
RULES: Final = tuple(BY_KIND.values())


def contradiction_findings(dataset: Dataset) -> Iterator[Finding]:
    """Lives that cannot have been as stated."""
    for contradiction in dataset.derived.contradictions:
        yield BY_KIND[contradiction.kind].finding(
            focus=contradiction.thing,
            file=dataset.file_of(contradiction.thing),
            texts={"detail": contradiction.detail.ja, "detail_en": contradiction.detail.en},
        )
