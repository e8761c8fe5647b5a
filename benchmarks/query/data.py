"""A dataset of a size that is told: wards in files, as ``kusei.open`` reads them.

The first ward is the project's own, or a part of it where less is asked for; each further one is
a copy under another name, the last of them a part, so that all that is written and derived comes
near to the number of triples. The same checkout and seed give the same bytes.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.query.cut import Ward
from kusei.dataset.files import find, load
from kusei.graph.store import Triple, serialize

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from kusei.dataset.files import Dataset
    from kusei.graph.store import Quad

ROOT: Final = Path(__file__).resolve().parent.parent.parent
_BESIDE: Final = ("ontology", "queries", "validation")
_STEPS: Final = 9
_NEAR: Final = 0.02
"""How far from the number of triples a dataset may be, as a share of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A dataset that was written: its folder, the distinct triples it has with all that is
    derived, and its wards, the first of which the questions are about.
    """  # noqa: D205 - the first sentence is the summary

    folder: Path
    triples: int
    wards: tuple[str, ...]


class Maker:
    """Writes datasets made of the wards of this checkout, as it stands when this is made."""

    def __init__(self, source: Dataset, *, wanted: Collection[str], seed: int = 1) -> None:
        self._ward = source.location.config.ward
        self._folder = f"data/{self._ward}/"
        self._whole = {
            file.name.removeprefix(self._folder): list(file.quads)
            for file in source.files
            if file.name.startswith(self._folder)
        }
        self._root = source.location.root
        self._cut = Ward(self._whole)
        self._wanted = frozenset(wanted)
        self._seed = seed

    def write(self, folder: Path, triples: int) -> Made:
        """Write a dataset of about so many triples into a new folder."""
        shared, whole = self._alone({}), self._alone(self._whole)
        of_ward = whole - shared
        number, rest = divmod(max(0, triples - shared), of_ward)
        wards = [self._whole] * number
        if rest > _NEAR * triples or not wards:
            wards.append(self._part(shared + rest))
        names = tuple(self._ward + (str(at) if at > 1 else "") for at in range(1, len(wards) + 1))
        self._skeleton(folder)
        for name, files in zip(names, wards, strict=True):
            self.put(folder, files, name)
        return Made(folder=folder, triples=len(triples_of(load(find(folder)))), wards=names)

    def put(self, folder: Path, files: Mapping[str, Sequence[Quad]], ward: str) -> None:
        """Write the files of a ward under a name, as N-Triples, which are Turtle."""
        own, other = (f"/id/{name}/".encode() for name in (self._ward, ward))
        for name, quads in files.items():
            path = folder / "data" / ward / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(serialize(quads, format="ntriples").replace(own, other))

    def _part(self, triples: int) -> dict[str, list[Quad]]:
        """The part of the ward that comes nearest to so many triples with the concept schemes."""
        low, high = 0.0, 1.0
        best: tuple[int, dict[str, list[Quad]]] | None = None
        for _ in range(_STEPS):
            share = (low + high) / 2
            part = self._cut.part(share, wanted=self._wanted, seed=self._seed)
            found = self._alone(part)
            if best is None or abs(found - triples) < best[0]:
                best = (abs(found - triples), part)
            if best[0] <= _NEAR / 4 * triples:
                break
            low, high = (share, high) if found < triples else (low, share)
        assert best is not None  # noqa: S101 - there is at least one step
        return best[1]

    def _alone(self, files: Mapping[str, Sequence[Quad]]) -> int:
        """How many triples these files have as the only ward, with what is derived and shared."""
        with tempfile.TemporaryDirectory() as name:
            self._skeleton(Path(name))
            self.put(Path(name), files, self._ward)
            return len(triples_of(load(find(Path(name)))))

    def _skeleton(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        for name in _BESIDE:
            shutil.copytree(self._root / name, folder / name)
        shutil.copy(self._root / "kusei.toml", folder)
        (folder / "data").mkdir()


def triples_of(dataset: Dataset) -> dict[Triple, None]:
    """All that is written and derived, each triple once, in the order of the files."""
    quads = (*dataset.curated, *dataset.derived.quads)
    return dict.fromkeys(Triple(q.subject, q.predicate, q.object) for q in quads)
