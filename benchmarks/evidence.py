"""Check 1,000 quotes on 200 pages of a PDF, beside the usual way with pypdf and pdfminer.six.

The usual way takes the text of each page and asks whether it holds the quote, both without white
space. Run from a checkout with kusei and its test tools installed:
``python -m benchmarks.evidence [--pages N] [--quotes N]``; pypdf and pdfminer.six are measured
where they are installed.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import io
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kusei.evidence.matching import Haystack, match
from kusei.evidence.quotes import Outcome, Selector
from kusei.sources.text import Order, Refusal, text_of
from tests.evidence.japanese_pdf import pdf
from tests.evidence.layouts import JAPANESE, column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Quote(NamedTuple):
    """A quote, the page it stands on, and the same with one character changed."""

    page: int
    exact: str
    wrong: str


def made(pages: int, count: int) -> tuple[bytes, list[Quote]]:
    """A file of pages that all differ, with quotes of it."""
    chance = random.Random(1)  # noqa: S311 - the same file each time
    texts = []
    for number in range(1, pages + 1):
        sentences = JAPANESE.split("。")[:-1]
        chance.shuffle(sentences)
        texts.append(f"第{number}号。" + "。".join(sentences) + "。")
    quotes = []
    for _ in range(count):
        page = chance.randrange(pages)
        start = chance.randrange(len(texts[page]) - 20)
        exact = texts[page][start : start + 20]
        at = chance.randrange(20)
        other = chance.choice([c for c in JAPANESE if c != exact[at]])
        quotes.append(Quote(page + 1, exact, exact[:at] + other + exact[at + 1 :]))
    return pdf(*[column(text, width=40) for text in texts]), quotes


def by_kusei(path: Path, *, ink: bool) -> Callable[[str, int], bool]:
    """Read in a worker process and match; a verified quote is accepted."""
    text = text_of(path, Order(ink=ink))
    if isinstance(text, Refusal):
        sys.exit(text.detail)
    haystack = Haystack.of(text)
    good = {Outcome.VERIFIED, Outcome.AMBIGUOUS}  # the usual way does not count occurrences
    return lambda quote, page: match(haystack, Selector(quote, page=page)).outcome in good


def _holding(texts: Sequence[str]) -> Callable[[str, int], bool]:
    bare = ["".join(text.split()) for text in texts]
    return lambda quote, page: "".join(quote.split()) in bare[page - 1]


def by_pypdf(path: Path) -> Callable[[str, int], bool]:
    """The text of each page by pypdf."""
    pypdf = importlib.import_module("pypdf")

    return _holding([page.extract_text() for page in pypdf.PdfReader(path).pages])


def by_pdfminer(path: Path) -> Callable[[str, int], bool]:
    """The text of each page by pdfminer.six."""
    extract_text_to_fp = importlib.import_module("pdfminer.high_level").extract_text_to_fp
    out = io.StringIO()
    with path.open("rb") as source:
        extract_text_to_fp(source, out)
    return _holding(out.getvalue().split("\f"))


def main() -> int:
    """Print a table; exit 1 where kusei misses a quote or accepts a wrong one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--quotes", type=int, default=1_000)
    arguments = parser.parse_args()
    content, quotes = made(arguments.pages, arguments.quotes)
    readers: dict[str, Callable[[Path], Callable[[str, int], bool]]] = {
        "kusei": lambda path: by_kusei(path, ink=True),
        "kusei, without ink": lambda path: by_kusei(path, ink=False),
    }
    usual: dict[str, Callable[[Path], Callable[[str, int], bool]]] = {
        "pypdf": by_pypdf,
        "pdfminer": by_pdfminer,
    }
    readers |= {module: usual[module] for module in usual if importlib.util.find_spec(module)}
    clean = True
    print(f"{'':<20}{'pages/s':>10}{'quotes/s':>10}{'found':>8}{'wrong accepted':>16}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pages.pdf"
        path.write_bytes(content)
        for name, reader in readers.items():
            begin = time.perf_counter()
            accepts = reader(path)
            read = time.perf_counter()
            found = sum(accepts(quote.exact, quote.page) for quote in quotes)
            done = time.perf_counter()
            wrong = sum(accepts(quote.wrong, quote.page) for quote in quotes)
            rates = (arguments.pages / (read - begin), arguments.quotes / (done - read))
            print(f"{name:<20}{rates[0]:>10.0f}{rates[1]:>10.0f}{found:>8}{wrong:>16}")
            clean &= "kusei" not in name or (found == len(quotes) and not wrong)
    return 0 if clean else 1


if __name__ == "__main__":
    sys.exit(main())
