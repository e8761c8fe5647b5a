"""The room of anybody's shapes knows nothing of ours: it could be a package of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
HIDDEN: Final = (
    *("dataset", "derive", "cache", "dates", "queries", "answers", "evidence", "sources"),
    *("validation", "publish", "curation", "api", "terminal", "commands"),
)
CODE: Final = """\
import sys

class Hidden:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[:2] in [["kusei", room] for room in {hidden!r}]:
            raise ModuleNotFoundError(f"{{name}} is hidden")

sys.meta_path.insert(0, Hidden())
# `import kusei` is the door to our dataset; the room is entered without it.
import types
package = types.ModuleType("kusei")
package.__path__ = [{package!r}]
sys.modules["kusei"] = package

from pathlib import Path
from kusei.shacl.compile.engine import Engine
from kusei.shacl.input_files import read_path
from kusei.shacl.validate import validate_graph

SHAPES = '''
@prefix sh: <http://www.w3.org/ns/shacl#> .
<urn:shape> a sh:NodeShape ; sh:targetNode <urn:a> ; sh:property [
    sh:path <urn:p> ; sh:maxCount 1 ; sh:sparql [
        sh:select "SELECT $this ?value WHERE {{ $this $PATH ?value FILTER(?value > 1) }}" ] ] .
'''
Path("shapes.ttl").write_text(SHAPES, "utf-8")
Path("data.ttl").write_text("<urn:a> <urn:p> 1, 2 .", "utf-8")
for engine in Engine:
    data = read_path(Path("data.ttl"), number=1)
    report = validate_graph([data], [read_path(Path("shapes.ttl"), number=2)], engine=engine)
    print([(f.focus, f.line, f.component.rpartition("#")[2]) for f in report.findings])
"""


def test_shapes_are_run_with_every_room_of_ours_hidden(tmp_path: Path) -> None:
    """Both engines find the violations at their places, and import no dataset, question or rule."""
    code = CODE.format(hidden=HIDDEN, package=str(ROOT / "kusei"))
    ran = subprocess.run(
        [sys.executable, "-P", "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert (
        ran.stdout.splitlines()
        == [
            "[('urn:a', 1, 'MaxCountConstraintComponent'), ('urn:a', 1, 'SPARQLConstraintComponent')]"
        ]
        * 2
    )
