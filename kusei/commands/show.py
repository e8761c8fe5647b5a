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

    from kusei.answers.description import Description, Section
    from kusei.answers.result import Row
    from kusei.api import OpenDataset

_FORMATS: Final = ("text", "json")
_SCHEMA_VERSION: Final = 1
_ROWS: Final = {"names", "evidence"}
"""Sections that are told as rows of the stored questions."""


@click.command()
@click.argument("entity", shell_complete=things)
@click.option(
    "--lang", type=click.Choice(["ja", "en"]), default="ja", show_default=True, help="Of labels."
)
@click.option("--section", metavar="NAME", help="This section alone, whole: duties, evidence …")
@with_output(_FORMATS)
@with_place
@click.pass_obj
def show(  # noqa: PLR0913 - one argument an option
    dataset: Path | None,
    *,
    entity: str,
    lang: str,
    section: str | None,
    form: str | None,
    output: Path | None,
    endpoint: str | None,
    ward: str | None,
) -> None:
    """Tell all that is known of ENTITY: an IRI, a prefixed name or a label, former names too.

    What began it, its names, what is claimed of it and when that holds, the events that changed
    it, and the passages it rests on: a screen in all. Days are those on which a thing is certain,
    after ? those on which it is possible, after * planned. --section shows one section whole, by
    the name that the line below a cut one tells, and with all that is said of each fact.
    """
    from kusei.answers.description import description_text, section_text

    form = chosen_format(form, output, among=_FORMATS, default="text")
    opened = open_dataset(dataset, endpoint=endpoint, ward=ward)
    described = opened.show(entity, language=lang)
    chosen = described.section(section) if section else None
    # Of what a server holds the files are not at hand.
    place = None if endpoint else _place(opened, described.iri)
    if form == "json":
        sections = (chosen,) if chosen else described.sections
        document = _document(described, sections, place)
        deliver(json.dumps(document, ensure_ascii=False, indent=1) + "\n", output)
        return
    where = place or endpoint or ("導出" if lang == "ja" else "derived")
    if chosen:
        deliver(section_text(described, chosen, place=where), output)
    else:
        deliver(description_text(described, place=where), output)


def _place(opened: OpenDataset, iri: str) -> str | None:
    """Where a thing is written; only the files in which its name stands are read."""
    from kusei.dataset.files import data_files, load

    local = end_of(iri).encode()
    paths = data_files(opened.location, ward=opened.ward)
    named = [path for path in paths if path.is_file() and local in path.read_bytes()]
    return Places(load(opened.location, paths=named)).told(iri) or None


def _document(
    described: Description, sections: tuple[Section, ...], place: str | None
) -> dict[str, Any]:
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
            section.name: [
                {
                    "text": fact.text,
                    "days": fact.days or None,
                    "less_sure": fact.others or None,
                    "iri": fact.iri,
                    "details": list(fact.details),
                }
                for fact in section.facts
            ]
            for section in sections
            if section.name not in _ROWS
        },
        "passages": [_plain(row) for row in described.passages],
    }


def _plain(row: Row) -> dict[str, Any]:
    return {
        name: value if isinstance(value, int) else value and str(value)
        for name, value in row.items()
    }
