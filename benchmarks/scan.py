"""Time the Turtle scanner beside the parsers of rdflib and pyoxigraph, on the same text.

Run from a checkout with kusei installed: ``python benchmarks/scan.py [--rounds N] [--triples N]``.
"""

from __future__ import annotations

import argparse
import sys
import time
from statistics import median
from typing import TYPE_CHECKING

import rdflib  # noqa: TID251 - one of those it is held against

from kusei import terms
from kusei.graph.store import parse_turtle
from kusei.turtle.positions import locate
from kusei.turtle.tokens import terminals

if TYPE_CHECKING:
    from collections.abc import Callable

    from kusei.graph.lines import Place

LIMIT = 0.6
"""How much of rdflib's parse the places of all triples may cost."""
LIMIT_OF_TEN = 0.15
"""How much those of ten things may."""
EVENT = """
# {0}: as the page tells it
minato:event-{0} a kusei:Renaming ;
    rdfs:label "くらし応援課を区民課に改称 {0}"@ja, "Section {0} renamed"@en ;
    kusei:when "2009-04"^^edtf:EDTF ; kusei:status kusei:reported ;
    prov:invalidated minato:name-{0}-1 ; prov:generated minato:name-{0}-2 ;
    prov:wasDerivedFrom minato:kaikaku-p{0} .
"""
TRIPLES_OF_AN_EVENT = 8


def document(triples: int) -> str:
    """Events as a curator writes them."""
    prefixes = "".join(f"@prefix {p}: <{n}> .\n" for p, n in terms.PREFIXES.items())
    return prefixes + "".join(EVENT.format(i) for i in range(triples // TRIPLES_OF_AN_EVENT))


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def ten_places(text: str) -> list[Place | None]:
    """Where ten things, over the whole document, have a property."""
    positions = locate(text)
    events = text.count("kusei:when ")
    things = [f"{terms.ID}minato/event-{number * events // 10}" for number in range(10)]
    return [positions.find(thing, terms.KUSEI + "when") for thing in things]


def measure(text: str, rounds: int) -> dict[str, float]:
    """Medians, taken in turns, so that a busy machine slows all alike."""
    source = text.encode()
    runners: dict[str, Callable[[], object]] = {
        "rdflib": lambda: rdflib.Graph(bind_namespaces="none").parse(data=text, format="turtle"),
        "pyoxigraph": lambda: parse_turtle(source, graph="https://example.org/g"),
        "tokens": lambda: terminals(text),
        "ten places": lambda: ten_places(text),
        "all places": lambda: locate(text).triples,
    }
    times: dict[str, list[float]] = {name: [] for name in runners}
    for turn in range(rounds + 1):
        for name, work in runners.items():
            figure = seconds(work)
            if turn:  # the first turn warms up
                times[name].append(figure)
    return {name: median(figures) for name, figures in times.items()}


def main() -> int:
    """Print a table; exit 1 where places cost more than they may."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9, help="turns that count (default 9)")
    parser.add_argument("--triples", type=int, default=14_000, help="about how many (14,000)")
    arguments = parser.parse_args()
    text = document(arguments.triples)
    print(f"{len(locate(text).triples):,} triples, {len(text):,} characters")
    figures = measure(text, arguments.rounds)
    base = figures["rdflib"]
    for name, figure in figures.items():
        print(f"{name:<12}{1000 * figure:>8.0f} ms{figure / base:>8.2f}")
    every, ten = figures["all places"] / base, figures["ten places"] / base
    print(f"all places / rdflib = {every:.2f} (at most {LIMIT})")
    print(f"ten places / rdflib = {ten:.2f} (at most {LIMIT_OF_TEN})")
    return int(every > LIMIT or ten > LIMIT_OF_TEN)


if __name__ == "__main__":
    sys.exit(main())
