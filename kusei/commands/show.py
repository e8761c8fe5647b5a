"""``kusei show``: all that is known of a thing, with its evidence."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import click

from kusei.api import open_dataset
from kusei.terminal.delivery import chosen_format, deliver, with_output
from kusei.terminal.entity_completion import things
from kusei.terminal.places import Places, with_place
from kusei.terms import end_of

if TYPE_CHECKING:
    from pathlib import Path

    from kusei.answers.description import Description
    from kusei.answers.result import Row
    from kusei.api import OpenDataset

_FORMATS: Final = ("text", "json")
_SCHEMA_VERSION: Final = 1


@click.command()
@click.argument("entity", shell_complete=things)
@click.option(
    "--lang", type=click.Choice(["ja", "en"]), default="ja", show_default=True, help="Of labels."
)
@with_output(_FORMATS)
@with_place
@click.pass_obj
def show(  # noqa: PLR0913 - one argument an option
    dataset: Path | None,
    *,
    entity: str,
    lang: str,
    form: str | None,
    output: Path | None,
    endpoint: str | None,
    ward: str | None,
) -> None:
    """Tell all that is known of ENTITY: an IRI, a prefixed name or a label, former names too.

    Its names and their time, what is claimed of it and when that holds, the events that changed
    it, and the passages it rests on.
    """
    from kusei.answers.description import description_text

    form = chosen_format(form, output, among=_FORMATS, default="text")
    opened = open_dataset(dataset, endpoint=endpoint, ward=ward)
    described = opened.show(entity, language=lang)
    # Of what a server holds the files are not at hand.
    place = None if endpoint else _place(opened, described.iri)
    if form == "json":
        deliver(
            json.dumps(_document(described, place), ensure_ascii=False, indent=1) + "\n", output
        )
    else:
        where = place or endpoint or ("導出" if lang == "ja" else "derived")
        deliver(description_text(described, place=where), output)


def _place(opened: OpenDataset, iri: str) -> str | None:
    """Where a thing is written; only the files in which its name stands are read."""
    from kusei.dataset.files import data_files, load

    local = end_of(iri).encode()
    paths = data_files(opened.location, ward=opened.ward)
    named = [path for path in paths if path.is_file() and local in path.read_bytes()]
    return Places(load(opened.location, paths=named)).told(iri) or None


def _document(described: Description, place: str | None) -> dict[str, Any]:
    file, _, line = (place or "").partition(":")
    return {
        "schema_version": _SCHEMA_VERSION,
        "iri": described.iri,
        "label": described.label,
        "classes": list(described.classes),
        "file": file or None,
        "line": int(line) if line else None,
        "days": described.days or None,
        "names": [_plain(row) for row in described.names],
        "sections": {
            section.title.en: [
                {"text": fact.text, "days": fact.days or None, "iri": fact.iri}
                for fact in section.facts
            ]
            for section in described.sections
        },
        "passages": [_plain(row) for row in described.passages],
    }


def _plain(row: Row) -> dict[str, Any]:
    return {
        name: value if isinstance(value, int) else value and str(value)
        for name, value in row.items()
    }
