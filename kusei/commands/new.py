"""``kusei new``: pieces of Turtle to fill in, under the next free names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from kusei.errors import InvalidValue
from kusei.terminal.desk import Desk, typed_date
from kusei.terms import KUSEI, SKOS

if TYPE_CHECKING:
    from collections.abc import Callable

_Decorated = TypeVar("_Decorated", bound="Callable[..., Any]")
_STATUSES: Final = ("reported", "planned", "cancelled")
_TYPES: Final = (
    "establishment",
    "abolition",
    "revival",
    "renaming",
    "move",
    "merger",
    "absorption",
    "split",
    "secession",
    "replacement",
    "duty-transfer",
    "duty-addition",
    "authority-revision",
    "reorganisation",
)


def _options(*options: Callable[[_Decorated], _Decorated]) -> Callable[[_Decorated], _Decorated]:
    def decorate(function: _Decorated) -> _Decorated:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


_into = click.option(
    "--into",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Put it into this file, whole or not at all, instead of printing it.",
)
_grounded = _options(
    click.option("--passage", "passages", multiple=True, help="A passage that it rests on."),
    click.option("--document", help="The document of a passage that is still to be written."),
)
_of_event = _options(
    click.option("--when", help="The day, as narrow as the passages allow; leave out if unknown."),
    click.option("--status", type=click.Choice(_STATUSES), default="reported", show_default=True),
    click.option("--part-of", help="The reform or reorganisation that it is a part of."),
)


@click.group(short_help="Write the Turtle of a new fact to fill in, under free names.")
def new() -> None:
    """Write the Turtle of a new fact to fill in, under the next free names.

    Things are given as label, prefixed name or IRI. What only you can know stands as FILL IN or
    FILL-IN; `kusei validate` names each such place.
    """


@new.command()
@click.argument("kind", metavar="TYPE", type=click.Choice(_TYPES))
@click.option("--slug", required=True, help="Romaji for its name, as in kumin-ka.")
@_of_event
@click.option("--changed", multiple=True, help="What it changed.")
@click.option("--name", help="The new name, of a renaming.")
@click.option("--name-en", help="The new name in English.")
@click.option("--name-reading", help="The reading of the new name, in hiragana.")
@click.option("--to", "parent", help="What a moved thing stands under from then on.")
@click.option("--revives", help="What had ended before, of a revival.")
@click.option("--label-ja", help="What to call the event, in the words of the source.")
@click.option("--label-en", help="The same in English.")
@_grounded
@_into
@click.pass_obj
def event(  # noqa: PLR0913 - one argument an option
    dataset: Path | None,
    *,
    kind: str,
    slug: str,
    when: str | None,
    status: str,
    part_of: str | None,
    changed: tuple[str, ...],
    name: str | None,
    name_en: str | None,
    name_reading: str | None,
    parent: str | None,
    revives: str | None,
    label_ja: str | None,
    label_en: str | None,
    passages: tuple[str, ...],
    document: str | None,
    into: Path | None,
) -> None:
    """A change event: establishment, abolition, renaming, move, merger, split and so on.

    Where one lives on, --changed names it: what takes others in, what others come out of.
    """
    from kusei.curation.events import TYPES, event_piece, move_piece, renaming_piece
    from kusei.curation.pieces import Wording

    desk = Desk(dataset)
    written = desk.written
    known = desk.event(slug, when, status, part_of, desk.ground(passages, document))
    label = Wording(ja=label_ja, en=label_en)
    bearers = tuple(desk.entity(typed) for typed in changed)
    if revives and kind != "revival":
        raise InvalidValue("--revives is what a revival brought back")
    if parent and not (kind == "move" and bearers):
        raise InvalidValue("--to is where a move led: say of what, with --changed")
    if kind in {"renaming", "move"} and len(bearers) > 1:
        told = "renaming changes one name" if kind == "renaming" else "move changes one placement"
        raise InvalidValue(f"a {told}: give one --changed")
    if kind == "renaming" and bearers:
        wording = Wording(ja=name, en=name_en, reading=name_reading, named=True)
        things = renaming_piece(known, written, label=label, bearer=bearers[0], name=wording)
    elif name or name_en or name_reading:
        raise InvalidValue("--name is the new name of a renaming: say of what, with --changed")
    elif kind == "move" and bearers:
        above = desk.entity(parent) if parent else None
        things = move_piece(known, written, label=label, bearer=bearers[0], parent=above)
    else:
        former = desk.entity(revives) if revives else None
        things = event_piece(
            TYPES[kind], known, written, label=label, changed=bearers, revives=former
        )
    desk.deliver(things, into, document=document)


@new.command()
@click.option("--document", required=True, help="Where it was read: kaikaku, or its title.")
@click.option("--exact", help="The shortest phrase that tells the place, at most 30 characters.")
@click.option("--prefix", help="The words before, where the phrase is there more than once.")
@click.option("--suffix", help="The words behind, likewise.")
@click.option("--under", help="The passage of the heading over it.")
@click.option("--as-of", help="The time of which it speaks, where it is not the document's.")
@click.option("--page", type=click.IntRange(min=1), help="The page of a PDF, counted from 1.")
@click.option("--locator", help="The place in a law, as in 第一条第一項.")
@_into
@click.pass_obj
def passage(  # noqa: PLR0913 - one argument an option
    dataset: Path | None,
    *,
    document: str,
    exact: str | None,
    prefix: str | None,
    suffix: str | None,
    under: str | None,
    as_of: str | None,
    page: int | None,
    locator: str | None,
    into: Path | None,
) -> None:
    """A passage of a document; --into puts it behind the last one under its heading."""
    from kusei.curation.passages import Quote, last_under, passage_named, passage_piece
    from kusei.terms import compact

    desk = Desk(dataset)
    heading = passage_named(under, desk.written) if under else None
    day = typed_date(as_of)
    quote = Quote(
        exact=exact,
        prefix=prefix,
        suffix=suffix,
        page=page,
        locator=locator,
        as_of=day.edtf if day else None,
    )
    things = passage_piece(desk.document(document), quote, desk.written, under=heading)
    behind = compact(last_under(heading, desk.written)) if heading else None
    desk.deliver(things, into, behind=behind)


@new.command()
@click.option("--slug", required=True, help="Romaji for its name, as in kikaku-ka.")
@click.option("--kind", required=True, help="The kind of unit that it is for life.")
@click.option("--name", help="Its name as the source spells it.")
@click.option("--name-en", help="Its name in English.")
@click.option("--name-reading", help="The reading of its name, in hiragana.")
@click.option("--parent", help="What it stands under.")
@_grounded
@_into
@click.pass_obj
def unit(  # noqa: PLR0913 - one argument an option
    dataset: Path | None,
    *,
    slug: str,
    kind: str,
    name: str | None,
    name_en: str | None,
    name_reading: str | None,
    parent: str | None,
    passages: tuple[str, ...],
    document: str | None,
    into: Path | None,
) -> None:
    """A unit with its first name and its first placement."""
    from kusei.curation.pieces import Wording
    from kusei.curation.units import unit_piece

    desk = Desk(dataset)
    things = unit_piece(
        slug,
        desk.written,
        kind=desk.entity(kind, KUSEI + "UnitKind"),
        name=Wording(ja=name, en=name_en, reading=name_reading, named=True),
        parent=desk.entity(parent) if parent else None,
        ground=desk.ground(passages, document),
    )
    desk.deliver(things, into, document=document)


@new.command()
@click.option("--duty", required=True, help="The duty that is transferred.")
@click.option("--from", "giver", required=True, help="Who had it.")
@click.option("--to", "receiver", required=True, help="Who has it afterwards.")
@click.option("--slug", help="Romaji for the event (else ikan- and the name of the duty).")
@_of_event
@click.option("--capacity", help="In which capacity (else the giver's, or the duty's last word).")
@click.option(
    "--scope",
    type=click.Choice(["each", "some"]),
    default="each",
    show_default=True,
    help="How far it holds of a kind of unit or a role.",
)
@_grounded
@_into
@click.pass_obj
def transfer(  # noqa: PLR0913 - one argument an option
    dataset: Path | None,
    *,
    duty: str,
    giver: str,
    receiver: str,
    slug: str | None,
    when: str | None,
    status: str,
    part_of: str | None,
    capacity: str | None,
    scope: str,
    passages: tuple[str, ...],
    document: str | None,
    into: Path | None,
) -> None:
    """The transfer of a duty, whole: the event, the assignment it ends and the one it begins."""
    from kusei.curation.events import Transfer, held_assignments, transfer_piece
    from kusei.terms import compact

    desk = Desk(dataset)
    wanted = Transfer(
        duty=desk.entity(duty, KUSEI + "Duty"),
        giver=desk.holder(giver),
        receiver=desk.holder(receiver),
        capacity=desk.entity(capacity, SKOS + "Concept") if capacity else None,
        scope=scope,
    )
    slug = slug or f"ikan-{desk.written.local(wanted.duty).removeprefix('duty-')}"
    known = desk.event(slug, when, status, part_of, desk.ground(passages, document))
    desk.deliver(transfer_piece(known, wanted, desk.written), into, document=document)
    for ended in held_assignments(wanted, desk.written)[-1:]:
        cited = ", ".join(map(compact, known.ground.passages))
        place = desk.file_of(ended)
        click.echo(f"let {compact(ended)} ({place}) cite {cited} as well", err=True)
