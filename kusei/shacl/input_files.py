"""Read other people's files: any syntax, gzipped or not, of any quality, with a clear end.

What a file is follows from what the user says, else from its suffix, else from its content. Nothing
is fetched: a remote ``@context`` is a defect of the file. A file that cannot be read raises
:class:`~kusei.graph.store.SyntaxDefect`, whatever is wrong with it.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections import deque
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Final

from kusei.errors import InvalidValue
from kusei.graph.lines import of_bad_bytes
from kusei.graph.store import BlankNode, Quad, Syntax, SyntaxDefect, read_as
from kusei.shacl.input_guards import REMOTE_SAID, not_too_deep, remote_context, well_formed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path
    from typing import BinaryIO


MOST_BYTES: Final = 256 << 20
"""The most that one file may hold, unpacked: far beyond what shapes can be checked on."""

SUFFIXES: Final = {
    ".ttl": Syntax.TURTLE,
    ".turtle": Syntax.TURTLE,
    ".trig": Syntax.TRIG,
    ".nt": Syntax.NTRIPLES,
    ".nq": Syntax.NQUADS,
    ".jsonld": Syntax.JSONLD,
    ".json": Syntax.JSONLD,
    ".rdf": Syntax.RDFXML,
    ".xml": Syntax.RDFXML,
    ".owl": Syntax.RDFXML,
}
_PACKED: Final = ".gz"
_PACKED_BEGIN: Final = b"\x1f\x8b"
_NAMES: Final = {
    Syntax.TURTLE: "Turtle",
    Syntax.TRIG: "TriG",
    Syntax.NTRIPLES: "N-Triples",
    Syntax.NQUADS: "N-Quads",
    Syntax.JSONLD: "JSON-LD",
    Syntax.RDFXML: "RDF/XML",
}
_XML_BEGIN: Final = re.compile(r"\s*<(?:\?xml|!DOCTYPE|!--|[A-Za-z_][\w.-]*:RDF[\s>])")
# A graph of TriG begins with `{` too, and a blank node of Turtle with `[`: but not like these.
_JSON_BEGIN: Final = re.compile(r'\s*(?:\{\s*["}]|\[\s*[\]{])')
_MARKED: Final = frozenset({Syntax.TURTLE, Syntax.TRIG, Syntax.NTRIPLES, Syntax.NQUADS})
_BLANKS: Final = ("_:", "[", "(")
"""Without any of these marks a text of these syntaxes has no blank node."""
_LOOKED_AT: Final = 1 << 12


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphFile:
    """A file that was read; its blank nodes are its own among all files, by its ``number``.

    ``labels`` says what the file itself calls its blank nodes. ``content`` is what it holds,
    unpacked, as UTF-8. ``kept`` are its quads; None where they were handed on while it was read.
    """

    name: str
    syntax: Syntax
    number: int
    content: bytes = field(repr=False)
    kept: tuple[Quad, ...] | None = field(repr=False)
    labels: dict[str, str] = field(repr=False)
    base: str | None = None

    @property
    def quads(self) -> tuple[Quad, ...]:
        """All quads, read again where they were not kept."""
        return tuple(self.each()) if self.kept is None else self.kept

    def each(self) -> Iterator[Quad]:
        """One quad after the other, read again where they were not kept; with the same names."""
        if self.kept is not None:
            return iter(self.kept)
        text = self.content.decode()
        return _own(text, self.syntax, self.base, number=self.number, labels={})


def graph_files(paths: Sequence[Path]) -> list[Path]:
    """The files that the paths name: of a folder all below it whose suffix says RDF.

    A link that leads nowhere is named as well: it is for the reader to say so.

    Raises:
        InvalidValue: there is no such file, or a folder holds none.
    """
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        below = [p for p in sorted(path.rglob("*")) if syntax_of(p) is not None]
        below = [p for p in below if p.is_file() or _leads_nowhere(p)]
        below = [p for p in below if not any(x[0] == "." for x in p.relative_to(path).parts)]
        if not below:
            raise InvalidValue(f"{path}: no file below it has a suffix of RDF ({_listed()})")
        found += below
    return list(dict.fromkeys(found))


def _leads_nowhere(path: Path) -> bool:
    return path.is_symlink() and not path.exists()


def _listed() -> str:
    return ", ".join(SUFFIXES)


def syntax_of(path: Path) -> Syntax | None:
    """The syntax that a suffix says, that of gzip set aside; None where it says none."""
    plain = path.with_suffix("") if path.suffix.lower() == _PACKED else path
    return SUFFIXES.get(plain.suffix.lower())


def read_path(
    path: Path,
    *,
    number: int,
    syntax: Syntax | None = None,
    into: Callable[[Iterable[Quad]], None] | None = None,
) -> GraphFile:
    """Read a file of the disk; ``number`` sets its blank nodes apart from those of other files.

    ``into`` takes the quads as they are read, so that they need not be kept; what it took of a
    file with a defect is worth nothing.

    Raises:
        SyntaxDefect: it cannot be read as RDF, or is a link that leads nowhere.
        InvalidValue: there is no such file.
    """
    if _leads_nowhere(path):
        raise SyntaxDefect("a link to a file that is not there", 1, 1)
    try:
        with path.open("rb") as stream:
            return read_stream(
                stream,
                name=path.as_posix(),
                number=number,
                syntax=syntax or syntax_of(path),
                base=path.resolve().as_uri(),
                into=into,
            )
    except OSError as error:
        raise InvalidValue(f"{path}: {error.strerror}") from None


def read_stream(  # noqa: PLR0913 - what is told of a file, by keyword
    stream: BinaryIO,
    *,
    name: str,
    number: int,
    syntax: Syntax | None = None,
    base: str | None = None,
    into: Callable[[Iterable[Quad]], None] | None = None,
) -> GraphFile:
    """Read what a stream holds; without ``syntax`` the content tells. Else as :func:`read_path`.

    Raises:
        SyntaxDefect: it cannot be read as RDF.
    """
    content = _unpacked(_whole(stream))
    text = _text(content, syntax)
    told = syntax or _guessed(text) or _first_that_reads(text, base)
    labels: dict[str, str] = {}
    quads = _own(text, told, base, number=number, labels=labels)
    kept = None
    if into is None:
        kept = tuple(quads)
    else:
        into(quads)
    return GraphFile(
        name=name,
        syntax=told,
        number=number,
        content=content.removeprefix(BOM_UTF8),
        kept=kept,
        labels={new: old for old, new in labels.items()},
        base=base,
    )


def _whole(stream: BinaryIO) -> bytes:
    content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise SyntaxDefect(f"larger than {MOST_BYTES >> 20} MiB", 1, 1)
    return content


def _unpacked(content: bytes) -> bytes:
    if not content.startswith(_PACKED_BEGIN):
        return content
    import gzip
    import zlib

    try:
        with gzip.GzipFile(fileobj=BytesIO(content)) as stream:
            inside = stream.read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise SyntaxDefect(f"damaged gzip: {error}", 1, 1) from None
    if len(inside) > MOST_BYTES:
        raise SyntaxDefect(f"larger than {MOST_BYTES >> 20} MiB when unpacked", 1, 1)
    return inside


def _text(content: bytes, syntax: Syntax | None) -> str:
    name = "RDF" if syntax is None else _NAMES[syntax]
    if b"\0" in content[:_LOOKED_AT] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SyntaxDefect(f"a binary file, not {name}", 1, 1)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SyntaxDefect(f"not UTF-8: {error.reason}", *of_bad_bytes(error)) from None


def _guessed(text: str) -> Syntax | None:
    if _XML_BEGIN.match(text):
        return Syntax.RDFXML
    return Syntax.JSONLD if _JSON_BEGIN.match(text) else None


def _first_that_reads(text: str, base: str | None) -> Syntax:
    """Of the syntaxes that look alike, the first that fits; else the defect that comes last."""
    defects: list[SyntaxDefect] = []
    for syntax in (Syntax.TURTLE, Syntax.TRIG, Syntax.NQUADS):
        try:
            deque(_parsed(text, syntax, base), maxlen=0)
        except SyntaxDefect as defect:
            defects.append(defect)
        else:
            return syntax
    raise max(defects, key=lambda defect: (defect.line, defect.column))


def _own(
    text: str, syntax: Syntax, base: str | None, *, number: int, labels: dict[str, str]
) -> Iterator[Quad]:
    """The quads of a text under the names that its blank nodes have among all files."""
    quads = _parsed(text, syntax, base)
    if syntax in _MARKED and not any(mark in text for mark in _BLANKS):
        return quads
    return _renamed(quads, f"f{number}b", labels)


def _parsed(text: str, syntax: Syntax, base: str | None) -> Iterator[Quad]:
    if syntax is Syntax.RDFXML:
        well_formed(text)
    elif syntax is Syntax.JSONLD:
        return _json_ld(text, base)
    return read_as(text, syntax, base=base)


def _json_ld(text: str, base: str | None) -> Iterator[Quad]:
    not_too_deep(text)
    try:
        yield from read_as(text, Syntax.JSONLD, base=base)
    except SyntaxDefect as defect:
        if REMOTE_SAID in defect.message:
            raise remote_context(text) from None
        raise


def _renamed(quads: Iterable[Quad], prefix: str, labels: dict[str, str]) -> Iterator[Quad]:
    def own(node: BlankNode) -> BlankNode:
        return BlankNode(labels.setdefault(node.value, f"{prefix}{len(labels)}"))

    for quad in quads:
        subject, obj = quad.subject, quad.object
        if not isinstance(subject, BlankNode) and not isinstance(obj, BlankNode):
            yield quad  # the same one, which the memory of millions counts
            continue
        yield Quad(
            own(subject) if isinstance(subject, BlankNode) else subject,
            quad.predicate,
            own(obj) if isinstance(obj, BlankNode) else obj,
            quad.graph_name,
        )
