"""The stored queries on the embedded store and on servers, as the number of wards grows.

Run from a checkout: ``python -m benchmarks.servers --wards 1,2,17``. Each further ward is a copy of
the project's own under another name, with all that is derived. Prints one line a place and size:
triples, seconds to fill, seconds of all stored queries about one ward (with the slowest, and how
many did not answer within the cap), peak memory of this process or of the server. Servers are
asked through ``kusei.remote`` as ``--endpoint … --ward minato`` asks them; each ward lies there in
two graphs, as ``kusei push --merged`` puts it. Needs the programs that the tests of servers need;
Linux, for the memory.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

import kusei
from kusei.errors import KuseiError
from kusei.graph.store import Store, parse_quads, serialize
from kusei.publish.graphs import released_graphs
from kusei.queries.catalogue import query_names, stored_query
from kusei.queries.run import bound_text
from kusei.remote import Endpoint, GraphStore
from tests import sparql_server

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from contextlib import AbstractContextManager

    from kusei.queries.engine import Engine
    from tests.sparql_server import Running

ROOT: Final = Path(__file__).resolve().parent.parent
WARD: Final = "minato"
CAP_SECONDS: Final = 30


def copies(number: int, graphs: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The graphs of so many wards, as N-Triples; the first is the project's own."""
    yield from graphs.items()
    for copy in range(2, number + 1):
        for name, text in graphs.items():
            if f"/{WARD}" in name:
                renamed = text.replace(f"/id/{WARD}/".encode(), f"/id/{WARD}{copy}/".encode())
                yield name.replace(f"/{WARD}", f"/{WARD}{copy}"), renamed


def asked(engine: Engine, questions: Mapping[str, str]) -> str:
    """All questions once to warm up and once for the figures."""
    seconds: dict[str, float] = {}
    failed = []
    for name, text in questions.items():
        try:
            engine.query(text)
            begun = time.perf_counter()
            engine.query(text)
        except KuseiError:
            failed.append(name)
        else:
            seconds[name] = time.perf_counter() - begun
    slowest = max(seconds, key=lambda name: seconds[name], default="-")
    told = f"{len(seconds)} queries {sum(seconds.values()):.2f} s"
    told += f" (slowest {slowest} {seconds.get(slowest, 0):.2f} s)"
    return told + (f", no answer: {', '.join(failed)}" if failed else "")


def peak(process: int) -> str:
    """The peak memory of a process so far."""
    status = Path(f"/proc/{process}/status").read_text("utf-8")
    kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    return f"peak {int(kilobytes) / 1024:,.0f} MB"


def line(place: str, wards: int, *figures: str) -> None:
    """One line of figures."""
    print(f"{place:<10} {wards:>3} wards", *figures, sep="  ", flush=True)


def embedded(wards: int, graphs: Mapping[str, bytes], questions: Mapping[str, str]) -> None:
    """In this process: the union of all wards."""
    begun = time.perf_counter()
    store = Store()
    for name, text in copies(wards, graphs):
        store.add(parse_quads(text.replace(b" .\n", f" <{name}> .\n".encode())))
    filled = time.perf_counter() - begun
    size = f"{len(store):>10,} triples, filled in {filled:.1f} s"
    line("embedded", wards, size, asked(store, questions), peak(os.getpid()))


def served(
    place: str, wards: int, graphs: Mapping[str, bytes], questions: Mapping[str, str]
) -> None:
    """On a server that keeps its data on disk."""
    with tempfile.TemporaryDirectory() as folder, _started(place, Path(folder)) as server:
        store = GraphStore(server.graph_store)
        store.check()
        begun = time.perf_counter()
        for name, text in copies(wards, graphs):
            store.put(name, text)
        filled = time.perf_counter() - begun
        whole = Endpoint(server.query, timeout=CAP_SECONDS)
        triples = sum(whole.counts().values())
        told = asked(whole.of_ward(WARD), questions)
        size = f"{triples:>10,} triples, filled in {filled:.1f} s"
        line(place, wards, size, told, peak(server.process.pid))


def _started(place: str, folder: Path) -> AbstractContextManager[Running]:
    if place == "virtuoso":
        return sparql_server.virtuoso(folder)
    return sparql_server.oxigraph(folder=folder)


def main() -> None:
    """Measure each place at each size."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--wards", default="1,2,17", help="numbers of wards, with commas")
    parser.add_argument("--places", default="embedded,oxigraph,virtuoso")
    parser.add_argument("--without", default="", help="stored queries to leave out, with commas")
    options = parser.parse_args()
    opened = kusei.open(ROOT)
    graphs: dict[str, bytes] = defaultdict(bytes)
    for name, quads in released_graphs(opened.dataset, merged=True).items():
        graphs[name] = serialize(quads, format="ntriples")
    questions = {}
    for name in query_names(opened.location):
        if name not in options.without.split(","):
            stored = stored_query(opened.location, name)
            questions[name] = bound_text(stored, stored.example, opened.dataset.store)
    os.environ["KUSEI_USER"] = sparql_server.VIRTUOSO_USER
    os.environ["KUSEI_PASSWORD"] = sparql_server.VIRTUOSO_PASSWORD
    for wards in map(int, options.wards.split(",")):
        for place in options.places.split(","):
            if place == "embedded":
                embedded(wards, graphs, questions)
            else:
                served(place, wards, graphs, questions)


if __name__ == "__main__":
    main()
