"""The graph as files: find a dataset, read its configuration, parse its files, derive, store.

One file is one named graph, so that every triple tells where it was written. A dataset is read
whole or not at all: with a syntax error in any file nothing later runs on what is left.
"""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.bilingual import Text
from kusei.errors import DatasetInvalid, DatasetNotFound, UnknownName
from kusei.graph.store import Store, SyntaxDefect, in_graph, parse_triples
from kusei.graph.syntax_finding import syntax_finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kusei.dataset.file_facts import FileFacts
    from kusei.dataset.index import Index
    from kusei.derive import Derived
    from kusei.findings import Finding
    from kusei.graph.store import Quad

PROJECT_FILE: Final = "kusei.toml"
ENVIRONMENT: Final = "KUSEI_DATASET"
_FOLDERS: Final = ("ontology", "data", "queries", "validation")


@dataclass(frozen=True, slots=True)
class Config:
    """What ``kusei.toml`` says."""

    ward: str
    version: str
    base: str
    title: Text
    endpoints: Mapping[str, object]
    """By name: an address, or a table; read by :func:`kusei.remote.server_named`."""


@dataclass(frozen=True, slots=True)
class Location:
    """Where a dataset lies: its root and its four folders."""

    root: Path
    ontology: Path
    data: Path
    queries: Path
    validation: Path
    config: Config


@dataclass(frozen=True)  # no slots, for what is computed once
class SourceFile:
    """One parsed file; ``name`` is its path from the root, with forward slashes.

    ``quads`` are in the named graph of the file; ``triples`` are the same in the default graph.
    """

    path: Path
    name: str
    graph: str
    content: bytes = field(repr=False)
    quads: tuple[Quad, ...] = field(repr=False)
    triples: tuple[Quad, ...] = field(repr=False)

    @cached_property
    def facts(self) -> FileFacts:
        """What the file says, arranged."""
        from kusei.dataset.file_facts import FileFacts

        return FileFacts(self.triples)


class Reader:
    """Reads files, and hands out again what it read of one as long as its content is the same."""

    def __init__(self) -> None:
        self._known: dict[tuple[Path, str], SourceFile] = {}

    def read(self, path: Path, *, name: str) -> SourceFile:
        """As :func:`read`."""
        content = _content(path)
        known = self._known.get((path, name))
        if known is None or known.content != content:
            known = self._known[path, name] = read_bytes(content, path=path, name=name)
        return known


def find(explicit: Path | None = None, *, cwd: Path | None = None) -> Location:
    """Find the dataset, in this order: ``explicit``, ``KUSEI_DATASET``, the project around
    ``cwd``, the dataset inside the installed package, the checkout the package runs from.

    Raises:
        DatasetNotFound: none of them holds a ``kusei.toml``.
    """  # noqa: D205 - the order is the summary
    told = explicit or (Path(value) if (value := os.environ.get(ENVIRONMENT)) else None)
    if told is not None:
        root = told.parent if told.name == PROJECT_FILE else told
        if not (root / PROJECT_FILE).is_file():
            raise DatasetNotFound(f"{told}: no dataset here ({PROJECT_FILE} is missing)")
        return _location(root)
    here = (cwd or Path.cwd()).resolve()
    package = Path(__file__).resolve().parents[1]
    for root in (here, *here.parents, package / "_dataset", package.parent):
        if (root / PROJECT_FILE).is_file():
            return _location(root)
    raise DatasetNotFound(
        f"no dataset found: no {PROJECT_FILE} in {here} or above it; "
        f"name its folder with --dataset or {ENVIRONMENT}"
    )


def _location(root: Path) -> Location:
    import tomllib

    file = root / PROJECT_FILE
    try:
        settings = tomllib.loads(file.read_text("utf-8"))
        project = settings["project"]
        title = project.get("title", {})
        config = Config(
            ward=project["ward"],
            version=project["version"],
            base=project.get("base", terms.BASE),
            title=Text(title.get("ja", project["ward"]), title.get("en", project["ward"])),
            endpoints=dict(settings.get("endpoints", {})),
        )
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DatasetNotFound(f"{file}: not a TOML file: {error}") from None
    except KeyError as error:
        raise DatasetNotFound(f"{file}: the key {error} is missing under [project]") from None
    named = settings.get("folders", {})
    folders = {name: root / named.get(name, name) for name in _FOLDERS}
    for name, folder in folders.items():
        if not folder.is_dir():
            raise DatasetNotFound(f"{folder}: the folder of {name} is missing (see {file})")
    # A release is named after the ward: one that is misspelt would go out under a wrong name.
    location = Location(root=root, config=config, **folders)
    if (named := wards(location)) and config.ward not in named:
        raise DatasetNotFound(
            f"{location.data / config.ward}: no data of the ward {config.ward!r} (see {file}); "
            f"there are: {', '.join(named)}"
        )
    return location


class Dataset:
    """A dataset that was read whole: its files, what is derived from them, and their store."""

    def __init__(
        self,
        location: Location,
        files: Iterable[SourceFile],
        *,
        reader: Reader | None = None,
    ) -> None:
        self.location = location
        self.files = tuple(files)
        self.reader = reader or Reader()
        """For the files beside the data: ontology, shapes."""

    @cached_property
    def curated(self) -> list[Quad]:
        """All quads that were written by hand, one named graph a file, literals as spelt."""
        return [quad for file in self.files for quad in file.quads]

    @cached_property
    def ontology(self) -> list[Quad]:
        """The classes and properties of the ontology and of the vocabularies it re-uses."""
        return [
            quad
            for path in ontology_files(self.location)
            for quad in self.reader.read(path, name=_name(path, self.location.root)).quads
        ]

    @cached_property
    def index(self) -> Index:
        """The curated quads by subject and property."""
        from kusei.dataset.index import Index

        return Index(file.facts for file in self.files)

    @cached_property
    def derived(self) -> Derived:
        """What follows from the curated quads, with the contradictions met on the way."""
        from kusei.derive import derive

        return derive(self.curated, rules=rule_texts(self.location), store=self._loaded)

    @cached_property
    def derived_quads(self) -> list[Quad]:
        """The quads of :attr:`derived`, from the user's cache where nothing has changed."""
        from kusei.cache import cached

        rules = rule_texts(self.location)
        inputs = (*(file.content for file in self.files), *(r.encode() for r in rules.values()))
        names = (*(file.name for file in self.files), *rules)
        return cached(names, inputs, lambda: self.derived.quads)

    @cached_property
    def store(self) -> Store:
        """Curated, derived and the ontology together: what queries see."""
        self._loaded.add(self.derived_quads)
        self._loaded.add(self.ontology)
        return self._loaded

    def give_store(self) -> Store:
        """A store of the curated quads, for the caller to add to and to keep.

        It is the one that the dataset was derived from, with the expansion in it, where nothing
        asks that one any more: a store is filled once.
        """
        _ = self.derived
        if "store" in self.__dict__:
            return Store(self.curated)
        given = self._loaded
        del self.__dict__["_loaded"]
        return given

    @cached_property
    def _loaded(self) -> Store:
        """The curated quads, to derive from and then to ask: a store is filled once."""
        return Store(self.curated)

    @cached_property
    def _described_in(self) -> dict[str, str]:
        places: dict[str, str] = {}
        for file in self.files:
            for subject in file.facts.having.get(terms.RDF_TYPE, ()):
                places.setdefault(subject, file.name)
        for file in self.files:
            for subject in file.facts.about:
                places.setdefault(subject, file.name)
        return places

    def file_of(self, iri: str) -> str | None:
        """The name of the file that describes ``iri``: where it has its type, else any triple."""
        return self._described_in.get(iri)


def rule_texts(location: Location) -> dict[str, str]:
    """The CONSTRUCT rules by their file name, in order of name."""
    return {path.name: path.read_text("utf-8") for path in rule_files(location)}


def rule_files(location: Location) -> list[Path]:
    """The files of the CONSTRUCT rules, in order of name."""
    return sorted((location.queries / "rules").glob("*.rq"))


def ontology_files(location: Location) -> list[Path]:
    """The files that declare the terms: our own, and those of other vocabularies."""
    files = (location.ontology / name for name in ("kusei.ttl", "reused.ttl"))
    return [path for path in files if path.is_file()]


def data_files(location: Location, *, ward: str | None = None) -> list[Path]:
    """The files of the curated graph: the data of every ward (or of one), the concept schemes.

    Raises:
        UnknownName: the dataset has no such ward.
    """
    folder = location.data if ward is None else ward_folder(location, ward)
    found = [*folder.rglob("*.ttl"), *(location.ontology / "schemes").glob("*.ttl")]
    return sorted(found, key=Path.as_posix)


def ward_folder(location: Location, ward: str) -> Path:
    """Where the data of a ward are.

    Raises:
        UnknownName: the dataset has no such ward.
    """
    if ward not in (known := wards(location)):
        raise UnknownName(f"the dataset has no ward {ward!r}; it has: {', '.join(known) or 'none'}")
    return location.data / ward


def wards(location: Location) -> list[str]:
    """The wards of a dataset, one folder of its data each."""
    return sorted(path.name for path in location.data.iterdir() if path.is_dir())


def read(path: Path, *, name: str) -> SourceFile:
    """Parse one file into its named graph.

    Raises:
        SyntaxDefect: the file is not Turtle.
        OSError: the file cannot be read.
    """
    return read_bytes(_content(path), path=path, name=name)


def _content(path: Path) -> bytes:
    if path.is_fifo():  # to open it would wait for a writer, perhaps for ever
        raise OSError(errno.ESPIPE, "Is a pipe")
    return path.read_bytes()


def read_bytes(content: bytes, *, path: Path, name: str) -> SourceFile:
    """As :func:`read`, from bytes at hand."""
    from urllib.parse import quote

    graph = terms.GRAPH + quote(name)
    triples = tuple(parse_triples(content))
    return SourceFile(path, name, graph, content, tuple(in_graph(triples, graph)), triples)


def load(
    location: Location, *, paths: Iterable[Path] | None = None, reader: Reader | None = None
) -> Dataset:
    """Read the whole dataset (or just ``paths``), with a ``reader`` that may know some files.

    Raises:
        DatasetInvalid: with one finding for each file that cannot be read.
    """
    reader = reader or Reader()
    files: list[SourceFile] = []
    findings: list[Finding] = []
    for path in data_files(location) if paths is None else paths:
        name = _name(path, location.root)
        try:
            files.append(reader.read(path, name=name))
        except SyntaxDefect as defect:
            findings.append(syntax_finding(defect, name))
        except OSError as error:
            findings.append(_unreadable(error, name))
    if findings:
        raise DatasetInvalid(findings)
    return Dataset(location, files, reader=reader)


def _name(path: Path, root: Path) -> str:
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return path.as_posix()


def _unreadable(error: OSError, name: str) -> Finding:
    from kusei.findings import Finding, Severity

    return Finding(
        code="KG001",
        name="syntax-error",
        severity=Severity.ERROR,
        message=Text(
            ja=f"ファイルを読めない: {error.strerror}", en=f"cannot read: {error.strerror}"
        ),
        file=name,
    )
