"""The same text of our own, set by style sheets and printed to PDF by Chromium.

The page carries its font, which is ours, so that no font of the machine has a part in it.
"""

from __future__ import annotations

import base64
import re
import shutil
import subprocess
from typing import TYPE_CHECKING, Final

from tests.evidence.japanese_pdf import EMBEDDED, font_file
from tests.evidence.layouts import ENGLISH, JAPANESE

if TYPE_CHECKING:
    from pathlib import Path

CHROMIUM: Final = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
_WIDE: Final = str.maketrans("0123456789", "０１２３４５６７８９")
_SENTENCES: Final = [sentence + "。" for sentence in JAPANESE.split("。") if sentence]
_CUT: Final = len(_SENTENCES) // 2
_SYLLABLES: Final = re.compile(r"([a-z]{3,}?[aeiou])(?=[a-z]{3})")
"""Where a word may be divided: Chromium has no dictionary for it on every machine."""
_DIVISIBLE: Final = _SYLLABLES.sub("\\1&shy;", ENGLISH)
_READ: Final = (("地域", "ちいき"), ("窓口", "まどぐち"), ("係", "かかり"))


def _table() -> str:
    cells = [f"<td>{sentence}</td>" for sentence in _SENTENCES]
    rows = ("".join(cells[start : start + 3]) for start in range(0, len(cells), 3))
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def _ruby(*, inline: bool) -> str:
    text = JAPANESE
    for word, reading in _READ:
        beside = f"{word}<span>{reading}</span>"
        above = f"<ruby>{word}<rt>{reading}</rt></ruby>"
        text = text.replace(word, beside if inline else above)
    return f"<p>{text}</p>"


def _indented() -> str:
    """Vertical text with a larger heading, and paragraphs that begin lower than it and end early."""
    first, second = "".join(_SENTENCES[:_CUT]), "".join(_SENTENCES[_CUT:])
    return (
        f'<h2>地域センターの歩み</h2><p>{first}</p><h2>その後の改革</h2><p class="in">{second}</p>'
    )


_PLAIN: Final = f"<p>{JAPANESE}</p>"
LAYOUTS: Final[dict[str, tuple[str, str, list[str]]]] = {
    "horizontal": ("", _PLAIN, [JAPANESE]),
    "vertical": ("writing-mode: vertical-rl; height: 150mm", _PLAIN, [JAPANESE]),
    "vertical, headings and indents": (
        "writing-mode: vertical-rl; height: 150mm",
        _indented(),
        ["地域センターの歩み", "".join(_SENTENCES[:_CUT]), "その後の改革", "".join(_SENTENCES[_CUT:])],
    ),
    "vertical, two bands": (
        "writing-mode: vertical-rl; height: 160mm; columns: 2; column-gap: 8mm; width: 120mm",
        _PLAIN,
        [JAPANESE],
    ),
    "two columns": ("columns: 2; column-gap: 8mm", _PLAIN, [JAPANESE]),
    "wrapped table cells": ("", _table(), _SENTENCES),
    "narrow column": ("width: 21mm; font-size: 8pt", f"<p>{JAPANESE[:300]}</p>", [JAPANESE[:300]]),
    "letter-spaced": ("letter-spacing: 5pt", _PLAIN, [JAPANESE]),
    "full-width digits": ("", f"<p>{JAPANESE.translate(_WIDE)}</p>", [JAPANESE]),
    "ruby": ("", _ruby(inline=False), [JAPANESE]),
    "vertical ruby": (
        "writing-mode: vertical-rl; height: 220mm", _ruby(inline=False), [JAPANESE]
    ),
    "hyphenation": (
        "width: 90mm; text-align: justify",
        f"<p>{_DIVISIBLE}</p>",
        [ENGLISH],
    ),
    "same-size inline ruby": ("", _ruby(inline=True), [JAPANESE]),
}  # fmt: skip
"""Each a style, a body, and the stretches of text that a person reads on its page."""


def page() -> str:
    """All layouts in one page of HTML, each on a sheet of its own, in order."""
    font = base64.b64encode(font_file()).decode()
    sheets = "".join(
        f'<div class="sheet"><div style="{style}">{body}</div></div>'
        for style, body, _ in LAYOUTS.values()
    )
    return f"""<!doctype html><html lang="ja"><meta charset="utf-8"><style>
    @font-face {{ font-family: {EMBEDDED}; src: url(data:font/ttf;base64,{font}) }}
    @page {{ size: A4; margin: 15mm }}
    body {{ margin: 0; font: 10pt/1.7 {EMBEDDED} }}
    h2 {{ font-size: 16pt; font-weight: normal; margin: 0 4mm }}
    p {{ margin: 0 1mm }} .in {{ padding-top: 24mm; text-indent: 10pt }}
    td {{ border: 1px solid; width: 33%; font-size: 8pt; vertical-align: top }}
    .sheet {{ break-after: page; overflow: hidden }}
    </style>{sheets}</html>"""


def printed(folder: Path) -> bytes:
    """The PDF that Chromium makes of the page, in a profile of its own."""
    (folder / "page.html").write_text(page(), "utf-8")
    target = folder / "page.pdf"
    subprocess.run(
        [
            str(CHROMIUM),
            *("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"),
            f"--user-data-dir={folder / 'profile'}",
            f"--print-to-pdf={target}",
            (folder / "page.html").as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=600,
    )
    return target.read_bytes()
