"""`kusei evidence`: quotes against the held copies of their sources."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import click

from kusei.errors import UnknownName, UsageError
from kusei.terminal.copies_option import with_copies
from kusei.terminal.delivery import chosen_format, deliver, with_output

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from kusei.api import OpenDataset
    from kusei.evidence.held import Held
    from kusei.evidence.passages import Copy, Quoted
    from kusei.evidence.report import Report

_FORMATS: Final = ("text", "json")
_SHOWN_AS: Final = (*_FORMATS, "png")


@click.group(short_help="Compare the quotes with the copies of their sources.")
def evidence() -> None:
    """Compare the quotes of passages with the held copies of their sources."""


@evidence.command()
@click.argument("passages", nargs=-1, metavar="[PASSAGE]...")
@with_copies
@click.option("--write", is_flag=True, help="Keep the result in data/<ward>/verification.ttl.")
@click.option("--check", is_flag=True, help="Also fail where that record says something else.")
@with_output(_FORMATS)
@click.pass_obj
def verify(  # noqa: PLR0913 - one argument an option
    dataset: Path | None,
    *,
    passages: tuple[str, ...],
    copies: Path | None,
    write: bool,
    check: bool,
    form: str | None,
    output: Path | None,
) -> None:
    """Find each quote, or those of PASSAGEs, in the copy it was read in.

    Exit code 1 where a quote does not stand where its passage says (docs/evidence.md tells each
    result and what to do), and where nothing was checked. Quotes of which no copy is held are
    counted as unchecked and make no failure.
    """
    from kusei.api import open_dataset
    from kusei.evidence import report as reports
    from kusei.evidence.verify import verify as compare
    from kusei.terminal.places import Places

    form = chosen_format(form, output, among=_FORMATS, default="text")
    opened = open_dataset(dataset)
    quoted = _quoted(opened)
    only = [_passage(typed, quoted) for typed in passages] or None
    found = _held(copies, opened, quoted.copies)
    results = compare(quoted, found.texts, changed=found.changed, only=only)
    seen = {result.passage.iri for result in results}
    asked = [p.iri for p in quoted.passages if only is None or p.iri in only]
    report = reports.Report(results, [iri for iri in asked if iri not in seen])
    place = Places(opened.dataset).of
    if form == "json":
        deliver(_json(reports.as_json(report, place=place)), output)
    else:
        deliver(reports.as_text(report, place=place), output)
    if not _recorded(opened, quoted, report, write=write, check=check) or not report.is_success:
        raise click.exceptions.Exit(1)


def _recorded(
    opened: OpenDataset, quoted: Quoted, report: Report, *, write: bool, check: bool
) -> bool:
    """Write or compare the record where that is asked for; False where it says something else."""
    from kusei.evidence.record import RECORD, as_turtle, merged
    from kusei.files import write_atomically

    location = opened.location
    path = location.data / location.config.ward / RECORD
    name = path.relative_to(location.root).as_posix()
    text = as_turtle(merged(quoted, report.results), ward=location.config.ward).encode()
    if write:
        write_atomically(path, text)
        click.echo(f"{name} written", err=True)
    elif check and (not path.is_file() or path.read_bytes() != text):
        click.echo(f"{name} says something else; --write writes it anew", err=True)
        return False
    return True


@evidence.command()
@click.argument("text")
@click.option("--in", "inside", help="Only in this document or copy: label, prefixed name or IRI.")
@with_copies
@with_output(_FORMATS)
@click.pass_obj
def find(  # noqa: PLR0913 - one argument an option
    dataset: Path | None,
    *,
    text: str,
    inside: str | None,
    copies: Path | None,
    form: str | None,
    output: Path | None,
) -> None:
    """Find TEXT in the held copies, and propose a passage ready to paste for each place.

    Where it stands more than once, the proposal has the shortest prefix or suffix that tells the
    place apart. Exit code 1 where it is in none of the copies; the nearest words are shown.
    """
    from kusei.api import open_dataset
    from kusei.evidence.find import as_json, as_text, find_phrase

    form = chosen_format(form, output, among=_FORMATS, default="text")
    opened = open_dataset(dataset)
    quoted = _quoted(opened)
    wanted = _of_document(opened, quoted.copies, inside)
    found = find_phrase(text, _held(copies, opened, wanted).texts, wanted, quoted)
    if not found.searched:
        raise UsageError("no copy to look in: none of those that the graph records is held")
    deliver(_json(as_json(found)) if form == "json" else as_text(found), output)
    if not found.places:
        raise click.exceptions.Exit(1)


@evidence.command()
@click.argument("passage")
@click.option(
    "--around",
    type=click.IntRange(0, 2000),
    default=120,
    show_default=True,
    help="How many characters to show on each side.",
)
@with_copies
@with_output(_SHOWN_AS)
@click.pass_obj
def show(  # noqa: PLR0913 - one argument an option
    dataset: Path | None,
    *,
    passage: str,
    around: int,
    copies: Path | None,
    form: str | None,
    output: Path | None,
) -> None:
    """Show PASSAGE in the words around it, its quote between ⟦ and ⟧.

    With -o FILE.png, draw the page of the PDF with the quote marked in yellow; where it stands in
    several places, the first one. Exit code 1 where the quote does not stand where the passage
    says; what is shown is then the place that comes nearest.
    """
    from kusei.api import open_dataset
    from kusei.evidence.show import as_json, as_text, picture, shown
    from kusei.terminal.places import Places

    form = chosen_format(form, output, among=_SHOWN_AS, default="text")
    if form == "png" and output is None:
        raise UsageError("a picture is written to a file: -o FILE.png (- is stdout)")
    opened = open_dataset(dataset)
    quoted = _quoted(opened)
    iri = _passage(passage, quoted)
    here = _held(copies, opened, quoted.copies)
    found = shown(quoted, iri, here, around=around)
    place = Places(opened.dataset).of(iri)
    if form == "png":
        deliver(picture(found, here), output)
        if not found.is_good:
            click.echo(as_text(found, place=place), err=True, nl=False)
    else:
        deliver(
            _json(as_json(found, place=place)) if form == "json" else as_text(found, place=place),
            output,
        )
    if not found.is_good:
        raise click.exceptions.Exit(1)


def _quoted(opened: OpenDataset) -> Quoted:
    from kusei.evidence.passages import quoted

    return quoted(opened.dataset.curated)


def _held(told: Path | None, opened: OpenDataset, copies: Iterable[Copy]) -> Held:
    from kusei.evidence.held import held
    from kusei.sources.copies import folder

    return held(folder(told, root=opened.location.root), copies)


def _passage(typed: str, quoted: Quoted) -> str:
    """The IRI of the quoting passage that is named by IRI, prefixed name or local name.

    Raises:
        UnknownName: there is none of that name; the message lists what comes near.
    """
    import difflib

    from kusei.terms import compact

    iris = [passage.iri for passage in quoted.passages]
    names = {name: iri for iri in iris for name in (iri, compact(iri), iri.rpartition("/")[2])}
    if typed.strip("<>") in names:
        return names[typed.strip("<>")]
    near = difflib.get_close_matches(typed, names, n=3)
    hint = f"; near it: {', '.join(near)}" if near else ""
    raise UnknownName(f"no passage with a quote or locator is called {typed!r}{hint}")


def _of_document(opened: OpenDataset, copies: Sequence[Copy], inside: str | None) -> list[Copy]:
    """The copies of a document, or the one copy that is named; all of them if none is."""
    if inside is None:
        return list(copies)
    from kusei.queries.entities import find_entity
    from kusei.sources.documents import named, sources
    from kusei.terms import KUSEI, compact

    try:
        iri = named(inside, sources(opened.dataset.curated)).iri
    except UnknownName:
        iri = find_entity(opened.engine, inside, [KUSEI + "Document", KUSEI + "Copy"])
    chosen = [copy for copy in copies if iri in {copy.iri, copy.document}]
    if not chosen:
        raise UsageError(f"no copy of {compact(iri)} is recorded")
    return chosen


def _json(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
