"""Compose a release: what files it has and what they hold, without touching the disk's output.

The same dataset gives the same bytes on any machine: nothing here reads the clock, the locale,
the user's cache or the order in which a disk lists its files.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from kusei.errors import Unpublishable
from kusei.graph.store import serialize
from kusei.publish.checksums import SUMS_FILE, sums
from kusei.publish.dcat import Described, describe
from kusei.publish.graphs import in_its_ward
from kusei.publish.readme import readme
from kusei.writing.json_ld import write_json_ld
from kusei.writing.turtle import write_turtle

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from kusei.dataset.files import Dataset, Location
    from kusei.graph.store import Quad, Triple

CONTEXT_FILE: Final = "context.jsonld"
_LICENSE: Final = "LICENSE"


def compose(dataset: Dataset, *, errors: int = 0) -> dict[str, bytes]:
    """The files of a release by their relative path, ``SHA256SUMS`` included.

    ``errors`` is how many errors validation found; where there are any, the description says so.

    Raises:
        Unpublishable: the context is missing, or a triple has no lasting name (a blank node).
    """
    location, config = dataset.location, dataset.location.config
    context = _context(location)
    curated, derived = dataset.curated, list(dataset.derived.quads)
    data = {
        **_pair(f"{config.ward}-curated", curated, context),
        **_pair(f"{config.ward}-derived", derived, context),
        f"{config.ward}.nq": serialize([*curated, *map(in_its_ward, derived)], format="nquads"),
    }
    described = Described(
        config=config,
        files=data,
        curated=curated,
        triples=(_count(curated), _count(derived)),
        errors=errors,
    )
    files = {
        **data,
        **_pair("dcat", describe(described), context),
        **_copies(location),
        "README.txt": readme(described).encode(),
    }
    files[SUMS_FILE] = sums(files)
    return files


def _context(location: Location) -> Mapping[str, object]:
    path = location.ontology / CONTEXT_FILE
    try:
        context = json.loads(path.read_text("utf-8"))["@context"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Unpublishable(f"{path}: no JSON-LD context to publish with: {error}") from error
    if not isinstance(context, dict):
        raise Unpublishable(f"{path}: @context is to be one object")
    return context


def _pair(
    name: str, triples: Iterable[Quad | Triple], context: Mapping[str, object]
) -> dict[str, bytes]:
    triples = list(triples)
    try:
        return {
            f"{name}.ttl": write_turtle(triples).encode(),
            f"{name}.jsonld": write_json_ld(triples, context).encode(),
        }
    except ValueError as error:
        raise Unpublishable(f"{name} cannot be released: {error}") from error


def _count(quads: Iterable[Quad]) -> int:
    """How many triples the quads hold: one that stands in two files counts once."""
    return len({(q.subject, q.predicate, q.object) for q in quads})


def _copies(location: Location) -> dict[str, bytes]:
    """The files that go along as they are: vocabulary, shapes, questions, licence."""
    found: dict[str, bytes] = {}
    for room, folder, suffixes in (
        ("ontology", location.ontology, {".ttl", ".jsonld"}),
        ("shapes", location.validation, {".ttl"}),
        ("queries", location.queries, {".rq"}),
    ):
        for path in _files(folder):
            if path.suffix in suffixes:
                found[f"{room}/{path.relative_to(folder).as_posix()}"] = path.read_bytes()
    if (licence := location.root / _LICENSE).is_file():
        found[_LICENSE] = licence.read_bytes()
    return found


def _files(folder: Path) -> list[Path]:
    """The files below a folder in the order of their paths, without hidden ones."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and not any(p.startswith(".") for p in path.relative_to(folder).parts)
    )
