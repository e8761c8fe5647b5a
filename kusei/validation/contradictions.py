"""The contradictions met while the windows were derived, as findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kusei.findings import Text
from kusei.report.rules import error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kusei.dataset.files import Dataset
    from kusei.findings import Finding

_FIX: Final = Text(
    ja="日付か、prov:generated と prov:invalidated を確かめる。資料どうしが食い違うなら"
    "別の主張とし kusei:contradictedBy で結ぶ",
    en="check the dates, prov:generated and prov:invalidated; where sources disagree, make two "
    "claims and join them by kusei:contradictedBy",
)
_DETAIL: Final = Text(ja="{detail}", en="{detail_en}")
_WHY: Final = {
    ("KG020", "begin-bounds-cross"): Text(
        ja="一つの始まりに両立しない日付があれば、少なくとも一方は誤りである",
        en="Of two dates of one begin that cannot both be true, one at least is wrong",
    ),
    ("KG021", "end-bounds-cross"): Text(
        ja="一つの終わりに両立しない日付があれば、少なくとも一方は誤りである",
        en="Of two dates of one end that cannot both be true, one at least is wrong",
    ),
    ("KG022", "begin-after-end"): Text(
        ja="始まる前に終わるものはないので、どちらかの日付か向きが誤りである",
        en="Nothing ends before it begins, so a date or a direction is wrong",
    ),
    ("KG023", "attested-outside"): Text(
        ja="存在しない時に資料が述べているなら、期間か引用のどちらかが誤りである",
        en="If a source speaks of a thing at a time when it was not there, the period or the "
        "citation is wrong",
    ),
    ("KG024", "outlives-bearer"): Text(
        ja="担い手がいなくなった後も続く主張は、その日の問いに嘘を答える",
        en="A claim that goes on after its bearer has ended gives false answers for those days",
    ),
}
BY_KIND: Final = {kind: error(code, kind, _DETAIL, _FIX, why) for (code, kind), why in _WHY.items()}
RULES: Final = tuple(BY_KIND.values())


def contradiction_findings(dataset: Dataset) -> Iterator[Finding]:
    """Lives that cannot have been as stated."""
    for contradiction in dataset.derived.contradictions:
        yield BY_KIND[contradiction.kind].finding(
            focus=contradiction.thing,
            file=dataset.file_of(contradiction.thing),
            texts={"detail": contradiction.detail.ja, "detail_en": contradiction.detail.en},
        )
