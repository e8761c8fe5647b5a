"""``kusei show``: all that is known of a thing, with its evidence."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import click

from kusei.api import open_dataset
from kusei.commands.delivery import chosen_format, deliver, with_output
from kusei.commands.entity_completion import things
from kusei.commands.places import Places, with_place
from kusei.terms import compact

if TYPE_CHECKING:
    from pathlib import Path

    from kusei.api import OpenDataset
    from kusei.queries.description import Description
    from kusei.queries.result import Row

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
        deliver(_text(described, place or endpoint, lang), output)


def _place(opened: OpenDataset, iri: str) -> str | None:
    """Where a thing is written; only the files in which its name stands are read."""
    from kusei.dataset import data_files, load

    local = iri.replace("#", "/").rpartition("/")[2].encode()
    paths = data_files(opened.location, ward=opened.ward)
    named = [path for path in paths if path.is_file() and local in path.read_bytes()]
    return Places(load(opened.location, paths=named)).told(iri) or None


def _text(described: Description, place: str | None, language: str) -> str:
    japanese = language == "ja"
    lines = [
        f"{described.label}  {compact(described.iri)}",
        f"  {', '.join(map(compact, described.classes))}",
        f"  {place or ('導出' if japanese else 'derived')}",
    ]
    if described.days:
        lines.append(f"  {described.days}")
    if described.names:
        lines += ["", "名称" if japanese else "names"]
        lines += [_name_line(row) for row in described.names]
    for section in described.sections:
        lines += ["", section.title.in_language(language)]
        for fact in section.facts:
            lines.append("  " + "  ".join(part for part in (fact.days, fact.text) if part))
        if section.more:
            lines.append(f"  … {section.more}")
    if described.passages:
        lines += ["", "根拠" if japanese else "evidence"]
        for passage, supported in _by_passage(described.passages).items():
            lines += _passage_lines(supported[0], passage)
    return "".join(line.rstrip() + "\n" for line in lines)


def _name_line(row: Row) -> str:
    span = f"{row['from'] or ''}..{row['until'] or ''}"
    by = "; ".join(str(row[c]) for c in ("began_by", "ended_by") if row[c])
    return "  " + "  ".join(part for part in (str(row["name"]), span, str(row["certainty"]), by))


def _by_passage(rows: tuple[Row, ...]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(str(row["passage"]), []).append(row)
    return found


def _passage_lines(row: Row, passage: str) -> list[str]:
    document = f"{row['document']} ({row['tier']})" if row["tier"] else row["document"]
    where = [document, row["heading"], row["locator"], row["page"] and f"p. {row['page']}"]
    told = " > ".join(str(part) for part in where if part)
    check = f"  [{row['check']}]" if row["check"] else ""
    quote = f"「{row['quote']}」" if row["quote"] else ""
    lines = [f"  {quote}  {compact(passage)}{check}", f"    {told}"]
    return [*lines, f"    {row['url']}"] if row["url"] else lines


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
