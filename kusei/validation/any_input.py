"""Read other people's files: any syntax, gzipped or not, of any quality, with a clear end.

What a file is follows from what the user says, else from its suffix, else from its content. Nothing
is fetched: a remote ``@context`` is a defect of the file. A file that cannot be read raises
:class:`~kusei.store.SyntaxDefect`, whatever is wrong with it.
"""

from __future__ import annotations

import gzip
import re
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from kusei.errors import InvalidValue
from kusei.store import BlankNode, Quad, Syntax, SyntaxDefect, parse_as

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
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
_REMOTE: Final = re.compile(r'"@(?:context|import)"\s*:\s*(?:\[[^\]{]*?)?(?P<iri>"[^"]*")')
_REMOTE_SAID: Final = "No LoadDocumentCallback"
_LOOKED_AT: Final = 1 << 12
_DEEPEST: Final = 10_000  # elements of RDF/XML in each other
_DEEPEST_JSON: Final = 500  # objects and arrays in each other; the time grows with the square
_JSON_PART: Final = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[\]{}]', re.DOTALL)
_LINE_BREAK: Final = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphFile:
    """A file that was read: its quads, whose blank nodes are its own among all files.

    ``labels`` says what the file itself calls its blank nodes. ``content`` is what it holds,
    unpacked, as UTF-8.
    """

    name: str
    syntax: Syntax
    content: bytes = field(repr=False)
    quads: tuple[Quad, ...] = field(repr=False)
    labels: dict[str, str] = field(repr=False)
    base: str | None = None


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


def read_path(path: Path, *, number: int, syntax: Syntax | None = None) -> GraphFile:
    """Read a file of the disk; ``number`` sets its blank nodes apart from those of other files.

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
            )
    except OSError as error:
        raise InvalidValue(f"{path}: {error.strerror}") from None


def read_stream(
    stream: BinaryIO,
    *,
    name: str,
    number: int,
    syntax: Syntax | None = None,
    base: str | None = None,
) -> GraphFile:
    """Read what a stream holds; without ``syntax`` the content tells.

    Raises:
        SyntaxDefect: it cannot be read as RDF.
    """
    content = _unpacked(_whole(stream))
    text = _text(content, syntax)
    told = syntax or _guessed(text)
    if told is None:
        told, quads = _first_that_reads(text, base)
    else:
        quads = _parsed(text, told, base)
    labels: dict[str, str] = {}
    own = tuple(_renamed(quads, f"f{number}b", labels))
    return GraphFile(
        name=name,
        syntax=told,
        content=text.encode(),
        quads=own,
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
        before = content[: error.start].decode("utf-8-sig")
        lines = _LINE_BREAK.split(before)
        raise SyntaxDefect(f"not UTF-8: {error.reason}", len(lines), len(lines[-1]) + 1) from None


def _guessed(text: str) -> Syntax | None:
    if _XML_BEGIN.match(text):
        return Syntax.RDFXML
    return Syntax.JSONLD if _JSON_BEGIN.match(text) else None


def _first_that_reads(text: str, base: str | None) -> tuple[Syntax, list[Quad]]:
    """Of the syntaxes that look alike, the first that fits; else the defect that comes last."""
    defects: list[SyntaxDefect] = []
    for syntax in (Syntax.TURTLE, Syntax.TRIG, Syntax.NQUADS):
        try:
            return syntax, _parsed(text, syntax, base)
        except SyntaxDefect as defect:
            defects.append(defect)
    raise max(defects, key=lambda defect: (defect.line, defect.column))


def _parsed(text: str, syntax: Syntax, base: str | None) -> list[Quad]:
    if syntax is Syntax.RDFXML:
        _well_formed(text)
    elif syntax is Syntax.JSONLD:
        _not_too_deep(text)
    try:
        return parse_as(text, syntax, base=base)
    except SyntaxDefect as defect:
        if _REMOTE_SAID in defect.message:
            raise _remote_context(text) from None
        raise


def _not_too_deep(text: str) -> None:
    """JSON that the parser can hold: it keeps what is open on its stack, and dies beyond."""
    if text.count("{") + text.count("[") <= _DEEPEST_JSON:
        return
    depth = 0
    for match in _JSON_PART.finditer(text):
        depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(match[0], 0)
        if depth > _DEEPEST_JSON:
            lines = _LINE_BREAK.split(text[: match.start()])
            message = f"objects and arrays nested more than {_DEEPEST_JSON} deep"
            raise SyntaxDefect(message, len(lines), len(lines[-1]) + 1)


def _remote_context(text: str) -> SyntaxDefect:
    found = _REMOTE.search(text)
    lines = _LINE_BREAK.split(text[: found.start("iri")] if found else "")
    named = found["iri"].strip('"') + " " if found else ""
    message = f"the remote context {named}is not fetched; write the context into the file"
    return SyntaxDefect(message, len(lines), len(lines[-1]) + 1)


def _well_formed(text: str) -> None:
    """XML that is whole and does not grow: pyoxigraph accepts a document that breaks off, and
    expands entities without a limit; expat knows both and fetches nothing.
    """  # noqa: D205 - the reason is the summary
    parser = expat.ParserCreate("utf-8")
    depth = 0

    def began(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            where = parser.CurrentLineNumber, parser.CurrentColumnNumber + 1
            raise SyntaxDefect(f"elements nested more than {_DEEPEST:,} deep", *where)

    def ended(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartElementHandler = began
    parser.EndElementHandler = ended
    try:
        parser.Parse(text.encode(), True)  # noqa: FBT003 - expat takes no keyword
    except expat.ExpatError as error:
        said = expat.ErrorString(error.code)
        raise SyntaxDefect(f"not XML: {said}", error.lineno, error.offset + 1) from None


def _renamed(quads: Sequence[Quad], prefix: str, labels: dict[str, str]) -> Iterator[Quad]:
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
