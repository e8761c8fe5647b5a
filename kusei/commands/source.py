"""`kusei source`: documents, and the copies of them that are held outside the tree."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from kusei.errors import InvalidValue, SourceRefused, UnknownName, UsageError
from kusei.terminal.copies_option import with_copies
from kusei.terminal.delivery import chosen_format, deliver, with_output

if TYPE_CHECKING:
    from kusei.dataset.files import Dataset
    from kusei.sources.adding import Bytes
    from kusei.sources.documents import Source

_FORMATS: Final = ("text", "json")
_TIERS: Final = ("primary-source", "ward-history", "council-minutes", "mirror", "secondary-source")


@click.group(short_help="Add, fetch, list and read the documents that facts cite.")
def source() -> None:
    """Documents, and the copies of them that are held outside the tree."""


@source.command()
@click.argument("what", metavar="FILE|URL")
@click.option("--name", required=True, help="Of the document and its file: romaji and hyphens.")
@click.option("--title", help="Of the document, in Japanese (else its first heading or line).")
@click.option("--title-en", default="", help="Of the document, in English.")
@click.option("--tier", type=click.Choice(_TIERS), default=_TIERS[0], show_default=True)
@click.option("--as-of", default="", help="The time it speaks of, as EDTF: 2009-07.")
@click.option("--url", default="", help="Where FILE was got.")
@click.option("--transcription", is_flag=True, help="FILE is not the bytes that were published.")
@with_copies
@click.pass_obj
def add(  # noqa: PLR0913 - one argument an option
    dataset: Path | None,
    *,
    what: str,
    name: str,
    title: str | None,
    title_en: str,
    tier: str,
    as_of: str,
    url: str,
    transcription: bool,
    copies: Path | None,
) -> None:
    """Hold FILE, or what URL gives, as a copy, and write the Turtle of document and copy.

    The file data/<ward>/sources/<name>.ttl is ready to be edited. It is never written over: where
    it is there already, the Turtle is shown instead, to be pasted.
    """
    from kusei.dataset.files import find, load
    from kusei.sources import adding, describe
    from kusei.sources.copies import new_folder
    from kusei.sources.listing import measure

    describe.checked_name(name)
    describe.checked_as_of(as_of)
    location = find(dataset)
    opened = load(location)
    got = _bytes(what, url)
    adding.refuse_known(got.sha256, opened)
    kept = adding.keep(got, new_folder(copies, root=location.root))
    today = date.today().isoformat()  # noqa: DTZ011 - the day by the calendar on the wall
    told = describe.Description(
        ward=location.config.ward,
        name=name,
        copy="",
        title=title or describe.title_of(kept.text) or name,
        title_en=title_en,
        media=got.media,
        sha256=got.sha256,
        tier=tier,
        as_of=as_of,
        address=got.address,
        is_transcription=transcription,
    )
    written = adding.write(opened, told, day=today)
    click.echo(f"{kept.path}: held; {measure(kept.text)}", err=True)
    if written.path:
        click.echo(written.path.relative_to(location.root).as_posix())
    else:
        click.echo("its file is there already; paste this into it:", err=True)
        click.echo(written.turtle, nl=False)


def _bytes(what: str, url: str) -> Bytes:
    from kusei.sources.adding import Bytes, bytes_of
    from kusei.sources.fetch import checked_address, fetch
    from kusei.sources.reading.limits import Limits

    if "://" not in what:
        got = bytes_of(Path(what), most=Limits().bytes)
        return Bytes(got.content, got.media, checked_address(url)) if url else got
    if url:
        raise UsageError("--url goes with a FILE; what is fetched has its URL")
    fetched = fetch(what)
    _show_way(fetched.addresses)
    return Bytes(fetched.content, fetched.media, fetched.addresses[-1])


def _show_way(addresses: tuple[str, ...]) -> None:
    for here, there in pairwise(addresses):
        click.echo(f"{here} redirects to {there}", err=True)


@source.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@with_copies
@click.pass_obj
def fetch(dataset: Path | None, *, names: tuple[str, ...], copies: Path | None) -> None:
    """Fetch the documents named anew, and tell whether they changed since their copies.

    What changed is held as well; which quotes no longer stand in it is told. Nothing is written
    into the graph. Exit code 1 where a document changed.
    """
    from kusei.dataset.files import find, load
    from kusei.sources.copies import new_folder
    from kusei.sources.documents import named, sources

    location = find(dataset)
    opened = load(location)
    known = sources(opened.curated)
    wanted = [named(name, known) for name in names]
    place = new_folder(copies, root=location.root)
    changed = [_renewed(document, opened, place) for document in wanted]
    if any(changed):
        raise click.exceptions.Exit(1)


def _renewed(document: Source, opened: Dataset, place: Path) -> bool:
    from kusei.evidence.passages import quoted
    from kusei.evidence.renewal import renewal
    from kusei.sources import adding
    from kusei.sources import fetch as fetching
    from kusei.sources.copies import files
    from kusei.sources.listing import measure
    from kusei.sources.reading.source_text import SourceText
    from kusei.sources.text import Order, text_of

    if not document.addresses:
        raise UsageError(f"{document.name}: the graph knows no address of it")
    fetched = fetching.fetch(document.addresses[0])
    _show_way(fetched.addresses)
    got = adding.Bytes(fetched.content, fetched.media, fetched.addresses[-1])
    same = next((copy for copy in document.copies if copy.sha256 == got.sha256), None)
    kept = adding.keep(got, place)
    if same:
        click.echo(f"{document.name}: unchanged since {_local(same.iri)}")
        return False
    click.echo(f"{document.name}: fetched, {measure(kept.text)}, sha256 {got.sha256}")
    here = files(place)
    for copy in document.copies:
        path = here.get(copy.sha256)
        old = text_of(path, Order(sha256=copy.sha256)) if path else None
        found = renewal(
            copy,
            kept.text,
            quoted(opened.curated),
            old=old if isinstance(old, SourceText) else None,
        )
        told = "a transcription: its bytes tell nothing" if copy.is_transcription else "changed"
        told = "other bytes, the same text" if found.same_text else told
        stand = found.quotes - len(found.lost)
        click.echo(f"  {_local(copy.iri)}: {told}; {stand} of {found.quotes} quotes stand in it")
        for passage in found.lost:
            click.echo(f"    not found: {_local(passage)}")
    return bool(document.copies)


@source.command("list")
@with_copies
@with_output(_FORMATS)
@click.pass_obj
def list_(
    dataset: Path | None, *, copies: Path | None, form: str | None, output: Path | None
) -> None:
    """List the documents of the graph and their copies: which are held, how much is quoted."""
    from kusei.dataset.files import find, load
    from kusei.sources.copies import files, folder
    from kusei.sources.documents import sources
    from kusei.sources.listing import listed, listed_json

    form = chosen_format(form, output, among=_FORMATS, default="text")
    location = find(dataset)
    try:
        held = files(folder(copies, root=location.root))
    except UsageError:
        if copies:
            raise
        held = {}
    known = sources(load(location).curated)
    deliver(_json(listed_json(known, held)) if form == "json" else listed(known, held), output)


@source.command()
@click.argument("what", metavar="NAME|SHA256|FILE")
@click.option("--page", "only", type=click.IntRange(min=1), multiple=True, help="Only this one.")
@click.option("--ruby", is_flag=True, help="Show readings, too, after each page.")
@with_copies
@with_output(_FORMATS)
@click.pass_obj
def text(  # noqa: PLR0913 - one argument an option
    dataset: Path | None,
    *,
    what: str,
    only: tuple[int, ...],
    ruby: bool,
    copies: Path | None,
    form: str | None,
    output: Path | None,
) -> None:
    """Show the text that kusei reads in the copy of a document, or in a FILE, page by page.

    Of several copies of a document the last by name is read. Exit code 1 where none can be read.
    """
    from kusei.sources.listing import read_aloud, text_json
    from kusei.sources.reading.limits import Refusal
    from kusei.sources.text import Order, text_of

    form = chosen_format(form, output, among=_FORMATS, default="text")
    sha256, path = _copy(dataset, what, copies)
    found = text_of(path, Order(sha256=sha256))
    if isinstance(found, Refusal):
        raise SourceRefused(f"{path}: {found.message.en} ({found.kind})")
    if absent := sorted(set(only) - {page.number for page in found.pages}):
        raise InvalidValue(f"there is no page {absent[0]}; it has {len(found.pages)}")
    pages = [page for page in found.pages if not only or page.number in only]
    deliver(
        _json(text_json(found, pages)) if form == "json" else read_aloud(pages, ruby=ruby), output
    )


def _copy(dataset: Path | None, what: str, copies: Path | None) -> tuple[str, Path]:
    """The hash and the file of what is named; of a file outside the store only the file."""
    from kusei.dataset.files import find, load
    from kusei.sources.copies import files, folder
    from kusei.sources.documents import named, sources

    if Path(what).is_file():
        return "", Path(what)
    location = find(dataset)
    held = files(folder(copies, root=location.root))
    if what in held:
        return what, held[what]
    document = named(what, sources(load(location).curated))
    for copy in reversed(document.copies):
        if copy.sha256 in held:
            return copy.sha256, held[copy.sha256]
    raise UnknownName(f"no copy of {document.name} is held")


def _json(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def _local(iri: str) -> str:
    from kusei.sources.documents import local_name

    return local_name(iri)
