"""Which relations the claims of a graph speak of, each with the claims behind it.

A relation is what people ask of a day: a thing itself, a thing in its place, a duty and its holder.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kusei import terms

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from kusei.derive.listings import Index

_K: Final = terms.KUSEI
_PLACED: Final = _K + "placed"
_PAIRED: Final = (
    (_PLACED, _K + "parent"),
    (_K + "duty", _K + "holder"),
    (_K + "ranked", _K + "rank"),
)
"""The properties of a claim that name both sides of its relation."""

_BY_ITSELF: Final = tuple(_K + name for name in ("purposeOf", "incumbencyOf", "quotaOf"))
"""The property of a claim that says of a thing what is no other thing: each is its own relation."""

_OF_CLAIMS: Final = (
    *(_K + name for name in ("nameOf", "post")),
    *(left for left, _ in _PAIRED),
    *_BY_ITSELF,
)


@dataclass(frozen=True, slots=True, order=True)
class Relation:
    """One thing (``of``) by itself or in relation to another (``inside``), both IRIs.

    ``is_place`` where the other is what it stands in.
    """

    of: str
    inside: str | None = None
    is_place: bool = field(default=False, compare=False)


def read_relations(index: Index, living: Collection[str]) -> dict[Relation, list[str]]:
    """The relations in order, each with what stands behind it in order of IRI."""
    behind: dict[Relation, set[str]] = defaultdict(set)
    for relation, claim in _told(index, living):
        if claim in living:
            behind[relation].add(claim)
    return {
        relation: sorted(behind[relation])
        for relation in sorted(behind, key=lambda found: (found.of, found.inside or ""))
    }


def _told(index: Index, living: Collection[str]) -> Iterator[tuple[Relation, str]]:
    yield from _of_claims(index)
    claims = {claim for verb in _OF_CLAIMS for claim in index[verb]}
    for thing in living:
        if thing not in claims:
            yield Relation(thing), thing
    yield from _without_a_placement(index)


def _of_claims(index: Index) -> Iterator[tuple[Relation, str]]:
    for left, right in _PAIRED:
        for claim, things in index[left].items():
            # A placement that names no parent says where a thing sits, by itself.
            others = index[right].get(claim)
            is_place = left == _PLACED and bool(others)
            for other in others or [claim]:
                yield from ((Relation(thing, other, is_place), claim) for thing in things)
    for left in _BY_ITSELF:
        for claim, things in index[left].items():
            yield from ((Relation(thing, claim), claim) for thing in things)
    for claim, posts in index[_K + "post"].items():
        first, *others = sorted(posts)
        yield from ((Relation(first, other), claim) for other in others)


def _without_a_placement(index: Index) -> Iterator[tuple[Relation, str]]:
    """A post stands in its unit, a head in what it heads, where no placement speaks of it."""
    placed = {thing for things in index[_PLACED].values() for thing in things}
    for verb in (terms.ORG + "postIn", _K + "heads"):
        for thing, others in index[verb].items():
            if thing not in placed:
                for other in others:
                    yield Relation(thing, other, is_place=True), thing
