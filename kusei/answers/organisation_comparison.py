"""The organisation on two days beside each other: gone, new, renamed, moved, or not known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kusei.answers.organisation_tree import (
    SURE,
    doubt,
    joined,
    line,
    node_document,
    node_of,
    placed_rows,
    spoken_of,
    without_kinds,
)
from kusei.bilingual import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from kusei.answers.organisation_tree import Node
    from kusei.graph.store import Rows

_TITLES: Final = {
    "gone": Text("なくなったもの", "gone"),
    "new": Text("新しいもの", "new"),
    "renamed": Text("改称", "renamed"),
    "moved": Text("移動", "moved"),
    "unknown": Text("変わったか知られていないもの", "not known whether it changed"),
}
_UNCHANGED: Final = Text("知られている変更はない", "no change is known")
_CERTAIN: Final = Text("確実", "certain")
_NOT_TOLD: Final = Text("記述なし", "not told")
_NOWHERE: Final = Text("所属の記述なし", "no place told")
_LEFT_OUT: Final = Text(
    "ほか{}件は、一方の日について資料の記述がない(--projected で表示)",
    "{} more: no source tells of one of the days; --projected shows them",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A thing on one of the days: what it is, and by IRI the names of what it belongs to.

    ``told`` is false where it is possible on that day only because no begin is known.
    ``short_names`` are its names without those of what it belongs to: an office that is renamed
    renames no section.
    """

    node: Node
    places: Mapping[str, tuple[str, ...]]
    told: bool

    @property
    def short_names(self) -> frozenset[str]:
        """Its own part of each of its names."""
        above = [place for names in self.places.values() for place in names]
        return frozenset(_own_part(name, above) for name in self.node.names)

    @property
    def place_names(self) -> list[str]:
        """What it belongs to; where the day leaves a name open, by all of them."""
        return [" / ".join(names) for names in self.places.values()]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing on both days; None where it is not there."""

    entity: str
    before: Standing | None
    after: Standing | None

    @property
    def untold(self) -> bool:
        """Whether on one of the days nothing but the lack of a known begin allows it."""
        return any(side is not None and not side.told for side in (self.before, self.after))


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What differs between two days; a thing that was renamed and moved comes twice.

    ``unknown`` holds what may have come, gone or been renamed between the days: it is sure, or
    bears one name, on one of them only. ``left_out`` counts what is not listed there because no
    source tells of it on one of the days.
    """

    before: date
    after: date
    gone: tuple[Difference, ...] = ()
    new: tuple[Difference, ...] = ()
    renamed: tuple[Difference, ...] = ()
    moved: tuple[Difference, ...] = ()
    unknown: tuple[Difference, ...] = ()
    left_out: int = 0
    language: str = "ja"

    @property
    def by_sort(self) -> dict[str, tuple[Difference, ...]]:
        """The differences by what each of them is."""
        return {
            "gone": self.gone,
            "new": self.new,
            "renamed": self.renamed,
            "moved": self.moved,
            "unknown": self.unknown,
        }

    def __str__(self) -> str:
        return comparison_text(self)


def compared(
    days: tuple[date, date],
    answers: tuple[Rows, Rows],
    *,
    projected: bool = False,
    kinds: bool = False,
    language: str = "ja",
) -> Comparison:
    """Compare the rows of ``organisation`` on an earlier and on a later day.

    ``projected`` lists also what no source tells of on one of the days, ``kinds`` also the kinds
    and roles whose units and posts are there one by one.
    """
    before, after = (_standings(answer) for answer in answers)
    listed = [entity for answer in answers for entity in _listed(answer, kinds=kinds)]
    found: dict[str, list[Difference]] = {sort: [] for sort in _TITLES}
    for entity in dict.fromkeys(listed):
        difference = Difference(entity, before.get(entity), after.get(entity))
        for sort in _sorts(difference):
            found[sort].append(difference)
    unknown = [one for one in found["unknown"] if projected or not one.untold]
    return Comparison(
        before=days[0],
        after=days[1],
        gone=tuple(found["gone"]),
        new=tuple(found["new"]),
        renamed=tuple(found["renamed"]),
        moved=tuple(found["moved"]),
        unknown=tuple(unknown),
        left_out=len(found["unknown"]) - len(unknown),
        language=language,
    )


def _listed(answer: Rows, *, kinds: bool) -> list[str]:
    rows = placed_rows(answer)
    return [str(row["entity"]) for row in (rows if kinds else without_kinds(rows))]


def _standings(answer: Rows) -> dict[str, Standing]:
    """The things of a day by their IRI; of one that is told of, only the places that are told."""
    rows = placed_rows(answer)
    spoken = {id(row) for row in spoken_of(rows)}
    told = {str(row["entity"]) for row in rows if id(row) in spoken}
    nodes: dict[str, Node] = {}
    places: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in rows:
        entity = str(row["entity"])
        if entity in told and id(row) not in spoken:
            continue
        nodes[entity] = joined(nodes.get(entity), node_of(row))
        within = places.setdefault(entity, {})
        if row["parent_entity"]:
            parent, name = str(row["parent_entity"]), str(row["parent"])
            within[parent] = tuple(dict.fromkeys((*within.get(parent, ()), name)))
    return {
        entity: Standing(node=node, places=places[entity], told=entity in told)
        for entity, node in nodes.items()
    }


def _sorts(one: Difference) -> Iterator[str]:
    """What the difference of the two days is; nothing where there is none that can be told."""
    before, after = one.before, one.after
    if before is None or after is None:
        there = before or after
        if there is not None and there.told:
            yield "new" if before is None else "gone"
    elif not (before.told and after.told):
        if before.told or after.told:
            yield "unknown"
    else:
        renamed = before.short_names.isdisjoint(after.short_names)
        moved = before.places.keys() != after.places.keys() and before.places and after.places
        if renamed:
            yield "renamed"
        if moved:
            yield "moved"
        if not renamed and not moved and _is_open(before, after):
            yield "unknown"


def _is_open(before: Standing, after: Standing) -> bool:
    """Whether there is more to know on one of the days: that it is there, its name, its place."""
    return (
        (before.node.certainty in SURE) != (after.node.certainty in SURE)
        or before.short_names != after.short_names
        or before.places.keys() != after.places.keys()
    )


def _own_part(name: str, above: list[str]) -> str:
    return next((name.removeprefix(f"{a} ") for a in above if name.startswith(f"{a} ")), name)


def comparison_text(compared: Comparison) -> str:
    """The differences by their sort, a line each, and the number of those that are not listed."""
    language = compared.language
    lines = [f"{compared.before} → {compared.after}"]
    for sort, differences in compared.by_sort.items():
        if differences:
            lines += ["", f"{_TITLES[sort].in_language(language)} ({len(differences)})"]
            told = (_WORDED[sort](one, language) for one in differences)
            lines += [f"  {text}" for text in sorted(told)]
    if len(lines) == 1:
        lines += ["", _UNCHANGED.in_language(language)]
    if compared.left_out:
        lines += ["", _LEFT_OUT.in_language(language).format(compared.left_out)]
    return "".join(f"{text}\n" for text in lines)


def _alone(one: Difference, language: str) -> str:
    """A thing of one of the days, with its place unless its name tells that."""
    (side,) = (side for side in (one.before, one.after) if side is not None)
    places = [
        place for place in side.place_names if _own_part(side.node.name, [place]) == side.node.name
    ]
    return line(side.node, language) + (f"  ({', '.join(places)})" if places else "")


def _renamed(one: Difference, language: str) -> str:
    before, after = _nodes(one)
    return f"{before.name} → {line(after, language)}"


def _moved(one: Difference, language: str) -> str:
    named = _nodes(one)[1].name
    return f"{named}: {_places(one.before, language)} → {_places(one.after, language)}"


def _unknown(one: Difference, language: str) -> str:
    """What is said of it on either day."""
    before, after = _nodes(one)
    names = before.name if before.name == after.name else f"{before.name} → {after.name}"
    said = [_said(side, language) for side in (one.before, one.after) if side is not None]
    if said[0] == said[1] and before.name == after.name:
        said = [_places(one.before, language), _places(one.after, language)]
    return f"{names}: {' → '.join(said)}"


_WORDED: Final = {
    "gone": _alone,
    "new": _alone,
    "renamed": _renamed,
    "moved": _moved,
    "unknown": _unknown,
}


def _nodes(one: Difference) -> tuple[Node, Node]:
    """The thing on both days; both are there."""
    if one.before is None or one.after is None:
        raise ValueError(one.entity)
    return one.before.node, one.after.node


def _said(side: Standing, language: str) -> str:
    if not side.told:
        return _NOT_TOLD.in_language(language)
    return doubt(side.node, language) or _CERTAIN.in_language(language)


def _places(side: Standing | None, language: str) -> str:
    names = side.place_names if side else ()
    return ", ".join(names) or _NOWHERE.in_language(language)


def comparison_document(compared: Comparison) -> dict[str, object]:
    """The two days and their differences as JSON values."""
    sorts = {
        sort: [
            {"entity": one.entity, "before": _document(one.before), "after": _document(one.after)}
            for one in differences
        ]
        for sort, differences in compared.by_sort.items()
    }
    days = {"before": compared.before.isoformat(), "after": compared.after.isoformat()}
    return {**days, **sorts, "left_out": compared.left_out}


def _document(side: Standing | None) -> dict[str, object] | None:
    if side is None:
        return None
    return node_document(side.node) | {
        "told": side.told,
        "places": {place: list(names) for place, names in side.places.items()},
    }
