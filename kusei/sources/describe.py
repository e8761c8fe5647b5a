"""Write the Turtle of a document and its copy, ready to be edited: what is known, filled in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.dates.typed import DateError, parse_edtf
from kusei.errors import InvalidValue
from kusei.sources.reading.source_text import BlockKind
from kusei.sources.spelling import spelt

if TYPE_CHECKING:
    from collections.abc import Container

    from kusei.sources.reading.source_text import Media, SourceText

NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
TIERS: Final = {
    "primary-source": "primarySource",
    "ward-history": "wardHistory",
    "council-minutes": "councilMinutes",
    "mirror": "mirror",
    "secondary-source": "secondarySource",
}
"""The notations of the scheme of tiers, and its concepts; a test compares."""
_MEDIA: Final = "https://www.iana.org/assignments/media-types/"
_TITLE: Final = 80
_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": " ", "\r": " ", "\t": " "})


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """A document and one copy of it. Empty is what is not known; dates are EDTF."""

    ward: str
    name: str
    copy: str
    title: str
    media: Media
    sha256: str
    title_en: str = ""
    tier: str = "primary-source"
    as_of: str = ""
    address: str = ""
    is_transcription: bool = False


def checked_name(name: str) -> str:
    """A name from which IRIs can be made.

    Raises:
        InvalidValue: any other.
    """
    if not NAME.fullmatch(name):
        raise InvalidValue(f"{name!r}: a name is of a-z, 0-9 and single hyphens (in romaji)")
    return name


def checked_as_of(value: str) -> str:
    """A time that a document may speak of.

    Raises:
        InvalidValue: not EDTF as kusei uses it.
    """
    if value:
        try:
            parse_edtf(value)
        except DateError as error:
            raise InvalidValue(f"--as-of {value}: {error}") from None
    return value


def free_name(name: str, day: str, taken: Container[str]) -> str:
    """The local name of a new copy: ``copy-<name>-<day>``, with a number if that is taken."""
    first = f"copy-{name}-{day}"
    number = 1
    while (candidate := first if number == 1 else f"{first}-{number}") in taken:
        number += 1
    return candidate


def title_of(text: SourceText) -> str:
    """A title to begin with: the first heading, else the first line of the text."""
    headings = (
        block.text
        for page in text.pages
        for block in page.blocks
        if block.kind is BlockKind.HEADING
    )
    lines = (line for page in text.pages for line in page.text.splitlines())
    return next((spelt(t)[:_TITLE] for t in (*headings, *lines) if t.strip()), "")


def document_turtle(told: Description) -> str:
    """The document as Turtle, without prefixes."""
    iri = f"{told.ward}:document-{told.name}"
    english = told.title_en or told.name.replace("-", " ").capitalize()
    lines = [
        f"{iri} a kusei:Document",
        f"    rdfs:label {_text(told.title)}@ja, {_text(english)}@en",
        '    kusei:editorial "en"',
        f"    dct:title {_text(told.title)}@ja",
    ]
    if told.address:
        lines.append(f"    foaf:page <{told.address}>")
    if told.as_of:
        lines.append(f'    kusei:asOf "{told.as_of}"^^edtf:EDTF')
    lines.append(f"    kusei:tier kusei:{TIERS[told.tier]}")
    return " ;\n".join(lines) + " .\n"


def copy_turtle(told: Description) -> str:
    """The copy as Turtle, without prefixes."""
    what = ("書き起こし", "Transcription") if told.is_transcription else ("複写", "Copy")
    english = told.title_en or told.name.replace("-", " ").capitalize()
    kind = "transcription" if told.is_transcription else "originalBytes"
    lines = [
        f"{told.ward}:{told.copy} a kusei:Copy",
        f"    rdfs:label {_text(f'「{told.title}」の{what[0]}')}@ja",
        f"    rdfs:label {_text(f'{what[1]} of {english}')}@en",
        '    kusei:editorial "ja", "en"',
        f"    prov:specializationOf {told.ward}:document-{told.name}",
    ]
    if told.address:
        lines.append(f"    dct:source <{told.address}>")
    lines += [
        f"    dct:type kusei:{kind}",
        f"    dcat:mediaType <{_MEDIA}{told.media}>",
        f'    kusei:sha256 "{told.sha256}"',
    ]
    return " ;\n".join(lines) + " .\n"


def file_turtle(told: Description, *, with_document: bool) -> str:
    """A whole file: the copy, and before it the document unless another file describes it."""
    parts = []
    if with_document:
        parts.append("# Edit: the titles, kusei:tier, and kusei:asOf (the time it speaks of).\n")
        parts[0] += document_turtle(told)
    parts += [copy_turtle(told), "# Passages follow, in reading order: kusei evidence find TEXT\n"]
    body = "\n".join(parts)
    used = {
        **{prefix: terms.PREFIXES[prefix] for prefix in sorted(terms.PREFIXES)},
        told.ward: f"{terms.ID}{told.ward}/",
    }
    heads = [
        f"@prefix {prefix}: <{namespace}> .\n"
        for prefix, namespace in sorted(used.items())
        # Passages, which come next, are pasted with oa:hasSource.
        if prefix == "oa" or re.search(rf"(?<![\w-]){re.escape(prefix)}:[A-Za-z]", body)
    ]
    return "".join(heads) + "\n" + body


def _text(value: str) -> str:
    printable = "".join(c for c in value.translate(_ESCAPES) if c.isprintable() or c == "\u3000")
    return f'"{printable}"'
