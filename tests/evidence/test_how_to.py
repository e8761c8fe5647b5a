"""The how-to of docs/sources.md, from a PDF of one's own to its marked quote, is what happens."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

from PIL import Image

from tests.evidence.japanese_pdf import line, pdf

ROOT = Path(__file__).resolve().parents[2]
SECTION = re.compile(r"^## From a PDF of your own.*?(?=^## )", re.DOTALL | re.MULTILINE)
FENCE = re.compile(r"(?<=^```console\n).*?(?=^```)", re.DOTALL | re.MULTILINE)
DAY = re.compile(r"(?<=copy-madoguchi-)\d{4}-\d\d-\d\d")


def test_the_how_to_says_what_happens(tmp_path: Path) -> None:
    """Each command prints what the page says, on a PDF as it describes; the picture is marked."""
    project = tmp_path / "my ward 区"
    for folder in ("ontology/schemes", "queries/rules", "validation", "data/minato"):
        (project / folder).mkdir(parents=True)
    shutil.copy(ROOT / "kusei.toml", project)
    content = pdf(line("窓口の移転"), line("区民課の窓口は、平成21年4月に二階へ移しました。"))
    (project / "madoguchi.pdf").write_bytes(content)
    section = SECTION.search((ROOT / "docs/sources.md").read_text("utf-8"))
    assert section
    hold, propose, check, differ = FENCE.findall(section[0])
    today = date.today().isoformat()  # noqa: DTZ011 - the day by the calendar on the wall

    assert answered(project, hold) == hold
    assert DAY.sub(today, answered(project, propose)) == DAY.sub(today, propose)
    turtle = project / "data/minato/sources/madoguchi.ttl"
    passage = "".join(text[4:] + "\n" for text in propose.splitlines() if text.startswith("    "))
    pasted = turtle.read_text("utf-8") + "\n" + DAY.sub(today, passage)
    turtle.write_text(pasted, "utf-8")
    assert answered(project, check) == check
    assert "minato:check-madoguchi-p001" in (project / "data/minato/verification.ttl").read_text(
        "utf-8"
    )
    picture = Image.open(io.BytesIO((project / "madoguchi-p001.png").read_bytes()))
    colors = {color for _, color in picture.convert("RGB").getcolors(1 << 24) or ()}
    assert (255, 255, 85) in colors, "the quote is marked in yellow"
    turtle.write_text(pasted.replace("二階へ", "三階へ"), "utf-8")
    assert answered(project, differ, code=1) == differ


def answered(project: Path, block: str, *, code: int = 0) -> str:
    """A shell session with what each command prints there now."""
    written = []
    own = {name: value for name, value in os.environ.items() if name != "KUSEI_COPIES"}
    for command in (text for text in block.splitlines() if text.startswith("$ kusei ")):
        done = subprocess.run(
            [sys.executable, "-m", "kusei", *command.split()[2:]],
            cwd=project,
            env={**own, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == code, command + done.stderr
        written += [command + "\n", done.stdout]
    return "".join(written)
