"""A validation that knows the files of the last round finds what one that knows nothing finds."""

from __future__ import annotations

import random
import re
import shutil
from datetime import date
from typing import TYPE_CHECKING, Final

from kusei.dataset.files import Reader, find, load
from kusei.errors import DatasetInvalid
from kusei.validation import validate

if TYPE_CHECKING:
    from pathlib import Path

    from kusei.dataset.files import Location
    from kusei.report.report import Report

TODAY: Final = date(2026, 11, 22)
_ROUNDS: Final = 8
_IRI: Final = re.compile(r"minato:[a-z0-9-]+")


def _edited(text: str, chance: random.Random) -> str:
    """A text with one line that is left out, said twice, or speaks of another thing or time."""
    lines = text.splitlines(keepends=True)
    number = chance.choice([n for n, line in enumerate(lines) if line.startswith("    ")])
    line = lines[number]
    match chance.randrange(5):
        case 0:
            lines[number] = "" if line.endswith(";\n") else line
        case 1:
            lines.insert(number, line if line.endswith(";\n") else "")
        case 2:
            lines[number] = _IRI.sub(chance.choice(_IRI.findall(text)), line, count=1)
        case 3:
            lines[number] = re.sub(r'"(?=\d{4})\d', '"3', line)
        case _:
            lines[number] = line.replace('"@ja', '"@en')
    return "".join(lines)


def _report(location: Location, reader: Reader | None) -> Report | tuple[object, ...]:
    try:
        return validate(load(location, reader=reader), today=TODAY)
    except DatasetInvalid as error:
        return tuple(error.findings)


def test_rounds_find_what_a_run_from_the_beginning_finds(
    dataset_root: Path, tmp_path: Path
) -> None:
    """After edits of data, shapes, ontology and schemes, whatever stood there before."""
    for folder in ("ontology", "data", "queries", "validation"):
        shutil.copytree(dataset_root / folder, tmp_path / folder)
    shutil.copy(dataset_root / "kusei.toml", tmp_path)
    location = find(tmp_path)
    data = sorted(location.data.rglob("*.ttl"))
    beside = [location.ontology / "kusei.ttl", location.validation / "name.ttl"]
    chance, reader = random.Random(2026), Reader()  # noqa: S311 - the same edits each time
    found: list[Report | tuple[object, ...]] = []
    for number in range(_ROUNDS):
        file = beside[number % 2] if number % 4 == 1 else chance.choice(data)
        before = file.read_text("utf-8")
        file.write_text(_edited(before, chance), "utf-8")
        found.append(_report(location, reader))
        assert found[-1] == _report(location, None)
        if chance.random() < 0.5:
            file.write_text(before, "utf-8")
    assert len({str(getattr(one, "findings", one)) for one in found}) > 1
