"""A mutation run over the shapes: take any line out of one, and a case notices."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest

from kusei.dataset import Dataset, find, read
from kusei.validation import checks, shapes
from tests.validation.test_cases import HERE, expected, line_of

if TYPE_CHECKING:
    from pathlib import Path

LOCATION: Final = find(HERE.parent.parent)
FILES: Final = shapes.shape_files(LOCATION.validation)
PART: Final = re.compile(
    r"\s+sh:(minCount|maxCount|class|datatype|nodeKind|in|pattern|languageIn|uniqueLang|minLength"
    r"|maxLength|hasValue)\b.*;$"
)
# sh:languageIn refuses a text without a language by itself; sh:datatype beside it says so.
IMPLIED: Final = "sh:datatype rdf:langString ;"


@pytest.mark.slow
@pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)
def test_each_line_of_a_shape_is_guarded_by_a_case(file: Path, tmp_path: Path) -> None:
    """Without the line, some case of the folder would have other findings than it has."""
    folder = LOCATION.ontology / "schemes"
    schemes = [read(p, name=f"ontology/schemes/{p.name}") for p in sorted(folder.glob("*.ttl"))]
    cases = []
    for path in sorted((HERE / file.stem).glob("*.ttl")):
        name = f"data/minato/{path.name}"
        dataset = Dataset(LOCATION, [read(path, name=name), *schemes])
        data = shapes.with_subclasses(dataset.curated, checks.ontology_quads(dataset))
        cases.append((name, dataset, data, expected(path)))
    lines = file.read_text("utf-8").splitlines(keepends=True)
    unguarded = []
    for number, line in enumerate(lines):
        implied = line.strip() == IMPLIED and "sh:languageIn" in "".join(lines[number : number + 3])
        if not PART.match(line) or implied:
            continue
        mutant = tmp_path / "mutant.ttl"
        mutant.write_text("".join([*lines[:number], *lines[number + 1 :]]), "utf-8")
        stated = shapes.read_shapes([mutant], root=tmp_path)
        if all(
            sorted(line_of(f) for f in shapes.shape_findings(stated, data, dataset)
                   if f.file in {name, None}) == lines_expected
            for name, dataset, data, lines_expected in cases
        ):  # fmt: skip
            unguarded.append(f"{file.name}:{number + 1} {line.strip()}")
    assert unguarded == []
