"""A report of 10,000 findings beside the same run with none: what telling costs.

Whole processes of ``kusei shacl``, in turns, medians compared. The data is the same
but for one value a thing: with findings it is no number.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

LIMIT = 3.0
THINGS = 10_000
SHAPES = """\
@prefix ex: <http://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:ThingShape a sh:NodeShape ; sh:targetClass ex:Thing ;
    sh:property [ sh:path ex:number ; sh:datatype xsd:integer ] ;
    sh:property [ sh:path ex:name ; sh:minCount 1 ; sh:maxCount 1 ] .
"""


def document(value: str) -> str:
    """Turtle about 10,000 things, each with this value."""
    things = (
        f'ex:t{i} a ex:Thing ;\n    ex:name "thing {i}" ;\n    ex:number {value} .\n'
        for i in range(THINGS)
    )
    return "@prefix ex: <http://example.org/> .\n" + "".join(things)


def seconds(data: Path, shapes: Path, form: str, *, code: int) -> float:
    """How long one process takes.

    Raises:
        RuntimeError: it ended otherwise than it should.
    """
    command = [sys.executable, "-m", "kusei", "shacl", str(data), "--shapes", str(shapes)]
    begin = time.perf_counter()
    ran = subprocess.run([*command, "-f", form], capture_output=True, check=False)
    figure = time.perf_counter() - begin
    if ran.returncode != code:
        raise RuntimeError(ran.stderr.decode())
    return figure


def main() -> int:
    """Print a table; exit 1 where telling costs more than it may."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="turns that count (default 5)")
    parser.add_argument("--formats", default="text,json,sarif,html", help="formats, by comma")
    arguments = parser.parse_args()
    worst = 0.0
    with TemporaryDirectory() as folder:
        shapes, sound, bad = (Path(folder) / n for n in ("shapes.ttl", "sound.ttl", "bad.ttl"))
        shapes.write_text(SHAPES, "utf-8")
        sound.write_text(document("7"), "utf-8")
        bad.write_text(document('"seven"'), "utf-8")
        print(f"{'format':<8}{'none':>9}{f'{THINGS:,}':>9}{'ratio':>7}")
        for form in arguments.formats.split(","):
            none: list[float] = []
            many: list[float] = []
            for turn in range(arguments.rounds + 1):
                pair = seconds(sound, shapes, form, code=0), seconds(bad, shapes, form, code=1)
                if turn:  # the first turn warms up
                    none.append(pair[0])
                    many.append(pair[1])
            ratio = median(many) / median(none)
            worst = max(worst, ratio)
            print(f"{form:<8}{median(none):>7.2f} s{median(many):>7.2f} s{ratio:>7.2f}")
    print(f"worst ratio = {worst:.2f} (at most {LIMIT})")
    return int(worst > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
