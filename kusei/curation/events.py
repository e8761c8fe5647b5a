"""Pieces for change events: of any type, and whole for the transfer of a duty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.curation.pieces import EDTF, NAME, Thing, Wording
from kusei.errors import InvalidValue
from kusei.graph.store import Literal, NamedNode

if TYPE_CHECKING:
    from datetime import date

    from kusei.curation.pieces import Ground, Properties, Value
    from kusei.curation.written import Written

_K: Final = terms.KUSEI


@dataclass(frozen=True, slots=True)
class EventType:
    """A class of events, and what one lists: whether what changed, how much it ends and begins.

    ``revives``: it leads to what had ended before.
    """

    cls: str
    changed: bool = False
    ended: int = 0
    begun: int = 0
    revives: bool = False


TYPES: Final = {
    "establishment": EventType("Establishment", begun=1),
    "abolition": EventType("Abolition", ended=1),
    "revival": EventType("Revival", begun=1, revives=True),
    "renaming": EventType("Renaming", changed=True, ended=1, begun=1),
    "move": EventType("Move", changed=True, ended=1, begun=1),
    "merger": EventType("Merger", ended=2, begun=1),
    "absorption": EventType("Absorption", changed=True, ended=1),
    "split": EventType("Split", ended=1, begun=2),
    "secession": EventType("Secession", changed=True, begun=1),
    "replacement": EventType("Replacement", ended=1, begun=1),
    "duty-transfer": EventType("DutyTransfer", ended=1, begun=1),
    "duty-addition": EventType("DutyAddition", begun=1),
    "authority-revision": EventType("AuthorityRevision", changed=True),
    "reorganisation": EventType("Reorganisation", changed=True),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """The day of an event: its EDTF text, and the first day that it may have been."""

    edtf: str
    earliest: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What is known of an event to be written; IRIs of things, None where it is not told."""

    slug: str
    when: When | None
    ground: Ground
    status: str = "reported"
    part_of: str | None = None


def event_piece(  # noqa: PLR0913 - one argument for each thing an event tells
    kind: EventType,
    event: Event,
    written: Written,
    *,
    label: Wording,
    changed: tuple[str, ...],
    revives: str | None = None,
) -> list[Thing]:
    """An event of any type; what it lists is to be filled in."""
    listed: Properties = []
    if kind.revives:
        former = [NamedNode(revives)] if revives else _to_fill("revives", 1, written)
        listed.append((_K + "revives", former))
    if kind.changed or changed:
        bearers = [NamedNode(iri) for iri in changed] or _to_fill("changed", 1, written)
        listed.append((_K + "changed", bearers))
    listed += [
        (terms.PROV + "invalidated", _to_fill("ended", kind.ended, written)),
        (terms.PROV + "generated", _to_fill("begun", kind.begun, written)),
    ]
    return [_event(kind, event, written, label=label, listed=listed)]


def renaming_piece(
    event: Event, written: Written, *, label: Wording, bearer: str, name: Wording
) -> list[Thing]:
    """The renaming of a thing: its latest name ends, the next one begins.

    Raises:
        InvalidValue: the thing has no name that could end.
    """
    old, new = _latest_and_next("name", bearer, written)
    kinds = written.index.iris(old, _K + "nameKind") or [_K + "formalName"]
    return [
        _event(TYPES["renaming"], event, written, label=label, listed=_in_turn(bearer, old, new)),
        Thing(
            new,
            _K + "Name",
            [
                (_K + "nameOf", [NamedNode(bearer)]),
                *name.properties(_K + "text"),
                (_K + "nameKind", [NamedNode(kind) for kind in kinds]),
                *_scope_of(old, written),
                *event.ground.properties,
            ],
        ),
    ]


def move_piece(
    event: Event, written: Written, *, label: Wording, bearer: str, parent: str | None
) -> list[Thing]:
    """The move of a thing: its latest placement ends, the next one begins.

    Raises:
        InvalidValue: the thing has no placement that could end.
    """
    old, new = _latest_and_next("placement", bearer, written)
    return [
        _event(TYPES["move"], event, written, label=label, listed=_in_turn(bearer, old, new)),
        Thing(
            new,
            _K + "Placement",
            [
                (_K + "placed", [NamedNode(bearer)]),
                (_K + "parent", [NamedNode(parent or written.iri(f"{NAME}-parent"))]),
                *_scope_of(old, written),
                *event.ground.properties,
            ],
        ),
    ]


def _latest_and_next(claim: str, bearer: str, written: Written) -> tuple[str, str]:
    stem = f"{claim}-{written.local(bearer)}-"
    found = written.numbered(stem)
    if not found:
        raise InvalidValue(f"{terms.compact(bearer)} has no {claim} that could end")
    return found[-1], written.next_numbered(stem)


def _in_turn(bearer: str, old: str, new: str) -> Properties:
    return [
        (_K + "changed", [NamedNode(bearer)]),
        (terms.PROV + "invalidated", [NamedNode(old)]),
        (terms.PROV + "generated", [NamedNode(new)]),
    ]


def _scope_of(claim: str, written: Written) -> Properties:
    return [(_K + "scope", [NamedNode(scope) for scope in written.index.iris(claim, _K + "scope")])]


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """Which duty goes from whom to whom; ``scope``: each or some, of a kind or role."""

    duty: str
    giver: str
    receiver: str
    capacity: str | None = None
    scope: str = "each"


def held_assignments(transfer: Transfer, written: Written) -> list[str]:
    """The assignments by which the giver has the duty, as far as they are written."""
    return [
        claim
        for claim in written.index.pointing_to(transfer.duty, _K + "duty")
        if transfer.giver in written.index.iris(claim, _K + "holder")
    ]


def transfer_piece(event: Event, transfer: Transfer, written: Written) -> list[Thing]:
    """A transfer with the assignment it ends, unless that is written already, and the new one."""
    duty = transfer.duty
    held = held_assignments(transfer, written)
    capacities = [c for claim in held for c in written.index.iris(claim, _K + "capacity")]
    capacity = transfer.capacity or (capacities or [written.capacity(duty)])[-1]
    old = held[-1] if held else written.next_assignment(duty, transfer.giver)
    new = written.next_assignment(duty, transfer.receiver)
    labels = written.index.texts(duty, terms.RDFS_LABEL)
    japanese, english = labels.get("ja"), labels.get("en")
    label = Wording(
        ja=japanese and f"{japanese}の移管",
        en=english and f"Transfer of a duty: {english}",
        editorial=("ja", "en"),
    )
    listed: Properties = [
        (terms.PROV + "invalidated", [NamedNode(old)]),
        (terms.PROV + "generated", [NamedNode(new)]),
    ]
    things = [_event(TYPES["duty-transfer"], event, written, label=label, listed=listed)]
    holders = [] if held else [(old, transfer.giver)]
    holders.append((new, transfer.receiver))
    for iri, holder in holders:
        scope = [NamedNode(_K + transfer.scope)] if written.needs_scope(holder) else []
        things.append(
            Thing(
                iri,
                _K + "Assignment",
                [
                    (_K + "duty", [NamedNode(duty)]),
                    (_K + "holder", [NamedNode(holder)]),
                    (_K + "capacity", [NamedNode(capacity)]),
                    (_K + "scope", scope),
                    *event.ground.properties,
                ],
            )
        )
    return things


def _event(
    kind: EventType, event: Event, written: Written, *, label: Wording, listed: Properties
) -> Thing:
    month = event.when.earliest.strftime("%Y-%m-") if event.when else ""
    when = [Literal(event.when.edtf, datatype=EDTF)] if event.when else []
    return Thing(
        written.free(kind="event", slug=month + event.slug),
        _K + kind.cls,
        [
            *label.properties(terms.RDFS_LABEL),
            (_K + "when", when),
            (_K + "status", [NamedNode(_K + event.status)]),
            (terms.DCT + "isPartOf", [NamedNode(event.part_of)] if event.part_of else []),
            *listed,
            *event.ground.properties,
        ],
    )


def _to_fill(role: str, count: int, written: Written) -> list[Value]:
    numbers = [f"-{number}" for number in range(1, count + 1)] if count > 1 else [""] * count
    return [NamedNode(written.iri(f"{NAME}-{role}{number}")) for number in numbers]
