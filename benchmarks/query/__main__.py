"""All stored queries, warm, by kusei, bare pyoxigraph and rdflib, on the same triples.

Run from a checkout: ``python -m benchmarks.query [--sizes N,N]``. The dataset of each size is made
of the project's own ward; each query is asked with its example, and without the parameters that
may be left out. Exits 1 where answers differ or an aim is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import kusei
from benchmarks.query.child import QUESTIONS
from benchmarks.query.data import ROOT, Maker, triples_of
from benchmarks.query.engines import (
    DATASET,
    DISK,
    KUSEI,
    MEMORY,
    RDFLIB,
    TRIPLES,
    TYPED,
    VALUES,
    store_on_disk,
)
from benchmarks.query.questions import questions, save, things_asked_about
from benchmarks.query.tables import Measured, aims, growth, table
from benchmarks.query.turns import measure

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_ENGINES: Final = (KUSEI, MEMORY, DISK, TYPED, VALUES, RDFLIB)
_WITH_RDFLIB: Final = 200_000
_SEED: Final = 1


def prepared(folder: Path, maker: Maker, triples: int, names: Collection[str] | None) -> Measured:
    """Write a dataset, its questions, its triples and the stores; nothing is measured yet."""
    made = maker.write(folder / DATASET, triples)
    one = kusei.open(made.folder, ward=made.wards[0])
    asked = questions(one, names=names)
    save(asked, folder / QUESTIONS)
    whole = kusei.open(made.folder)
    with (folder / TRIPLES).open("w", encoding="utf-8") as lines:
        lines.writelines(f"{triple} .\n" for triple in triples_of(whole.dataset))
    store_on_disk(folder)
    asked[0].ask(whole)  # the first question about new content: the store is kept
    return Measured(triples=made.triples, wards=len(made.wards), asked=asked, figures=())


def engines_for(measured: Measured, wanted: Sequence[str]) -> list[str]:
    """Those that can be asked: rdflib of what it can hold, labels where they name one thing."""
    engines = [name for name in wanted if name != RDFLIB or measured.triples <= _WITH_RDFLIB]
    return [name for name in engines if name != TYPED or measured.wards == 1]


def main() -> int:
    """Print a table a size, how costs grow, and which aims are reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="14000,100000", help="triples, by comma")
    parser.add_argument("--queries", default="", help="these only, by comma")
    parser.add_argument("--engines", default=",".join(_ENGINES), help="by comma")
    parser.add_argument("--turns", type=int, default=7, help="turns that count (default 7)")
    parser.add_argument("--cap", type=float, default=60, help="CPU seconds a question may take")
    parser.add_argument("--seed", type=int, default=_SEED, help="of what a part of a ward holds")
    parser.add_argument("--json", type=Path, help="write the figures of each turn to this file")
    options = parser.parse_args()
    names = options.queries.split(",") if options.queries else None
    wanted = [name for name in _ENGINES if name in options.engines.split(",")]
    sizes: list[Measured] = []
    with TemporaryDirectory() as cache:
        os.environ["KUSEI_CACHE"] = cache
        os.environ.pop("KUSEI_DATASET", None)
        source = kusei.open(ROOT)
        about = things_asked_about(questions(source))
        maker = Maker(source.dataset, wanted=about, seed=options.seed)
        for size in sorted(int(number) for number in options.sizes.split(",")):
            with TemporaryDirectory() as name:
                ready = prepared(Path(name), maker, size, names)
                engines = engines_for(ready, wanted)
                figures = measure(
                    ready.asked, engines, Path(name), turns=options.turns, cap=options.cap
                )
            sizes.append(
                Measured(
                    triples=ready.triples, wards=ready.wards, asked=ready.asked, figures=figures
                )
            )
            print(table(sizes[-1]), flush=True)
    print(growth(sizes))
    if options.json:
        rows = [
            {"triples": one.triples, "question": question.title, "engine": engine, **asdict(mine)}
            for one in sizes
            for question, found in zip(one.asked, one.figures, strict=True)
            for engine, mine in found.items()
        ]
        options.json.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", "utf-8")
    results = aims(sizes)
    for reached, sentence in results:
        print(f"{'reached' if reached else 'MISSED '}  {sentence}")
    return int(not all(reached for reached, _ in results))


if __name__ == "__main__":
    sys.exit(main())
