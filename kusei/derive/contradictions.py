"""Where events and attestations cannot all be right: values, for validation to report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kusei.findings import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kusei.derive.bounds import Bounds
    from kusei.derive.lives import Life, Lives
    from kusei.derive.windows import Window


@dataclass(frozen=True, slots=True)
class Contradiction:
    """``thing`` (an IRI) cannot have lived as stated.

    ``kind`` is one of begin-bounds-cross, end-bounds-cross, begin-after-end, attested-outside,
    outlives-bearer.
    """

    thing: str
    kind: str
    detail: Text


def contradictions(lives: Lives, windows: Mapping[str, Window]) -> Iterator[Contradiction]:
    """All contradictions, by thing in order of IRI; ``windows`` are those of these lives."""
    bounds = {iri: window.bounds for iri, window in windows.items()}
    for iri, life in lives.by_iri.items():
        yield from _of_events(iri, life.bounds)
        yield from _of_attestations(iri, life)
        yield from _of_bearers(iri, life, bounds)


def _of_events(iri: str, own: Bounds) -> Iterator[Contradiction]:
    begin = (own.begins_not_before, own.begins_not_after)
    end = (own.ends_not_before, own.ends_not_after)
    if begin[0] and begin[1] and begin[0] > begin[1]:
        yield Contradiction(
            iri,
            "begin-bounds-cross",
            Text(
                ja=f"始まりの出来事が食い違う({begin[0]} より前でなく {begin[1]} より後でない)",
                en=f"its begins disagree: not before {begin[0]}, not after {begin[1]}",
            ),
        )
    if end[0] and end[1] and end[0] > end[1]:
        yield Contradiction(
            iri,
            "end-bounds-cross",
            Text(
                ja=f"終わりの出来事が食い違う({end[0]} より前でなく {end[1]} より後でない)",
                en=f"its ends disagree: not before {end[0]}, not after {end[1]}",
            ),
        )
    if begin[0] and end[1] and begin[0] >= end[1]:
        yield Contradiction(
            iri,
            "begin-after-end",
            Text(
                ja=f"始まり({begin[0]} 以後)が終わり({end[1]} 以前)より後になる",
                en=f"it begins not before {begin[0]} and ends not after {end[1]}",
            ),
        )


def _of_attestations(iri: str, life: Life) -> Iterator[Contradiction]:
    possible = life.bounds.possible
    for span in life.attestations:
        early = possible.first is not None and span.latest < possible.first
        late = possible.last is not None and span.earliest > possible.last
        if early or late:
            yield Contradiction(
                iri,
                "attested-outside",
                Text(
                    ja=f"{span.earliest} から {span.latest} の間に資料が述べるが、"
                    f"その時には存在しない({possible.first or '…'} から {possible.last or '…'})",
                    en=f"a source attests it between {span.earliest} and {span.latest}, "
                    f"outside its life ({possible.first or '…'} to {possible.last or '…'})",
                ),
            )


def _of_bearers(iri: str, life: Life, bounds: dict[str, Bounds]) -> Iterator[Contradiction]:
    proof = bounds[iri].proof
    if proof is None:
        return
    for bearer in life.within:
        possible = bounds[bearer].possible if bearer in bounds else None
        if possible is not None and not proof.fits(possible):
            yield Contradiction(
                iri,
                "outlives-bearer",
                Text(
                    ja=f"それを持つもの <{bearer}> の存続期間"
                    f"({possible.first or '…'} から {possible.last or '…'})の外にある",
                    en=f"it lies outside the life of its bearer <{bearer}> "
                    f"({possible.first or '…'} to {possible.last or '…'})",
                ),
            )
