"""From files and a graph to the states of its quotes, hostile copies among them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from kusei.evidence.held import held
from kusei.evidence.passages import quoted
from kusei.evidence.quotes import Outcome
from kusei.evidence.report import explanation
from kusei.evidence.verify import verify
from tests.derive.graphs import quads
from tests.evidence.japanese_pdf import line, pdf
from tests.evidence.pdf_files import HOSTILE

if TYPE_CHECKING:
    from pathlib import Path

    from kusei.evidence.verify import Result

CONTENT = pdf(line("平成21年4月の再編"), line("名称を区民課に変更"))
DIGEST = hashlib.sha256(CONTENT).hexdigest()
GRAPH = f"""
minato:copy-a a kusei:Copy ; kusei:sha256 "{DIGEST}" .
minato:a-p1 a kusei:Passage ; oa:hasSource minato:copy-a ; kusei:page 1 ; kusei:exact "平成21年" .
minato:a-p2 a kusei:Passage ; oa:hasSource minato:copy-a ; kusei:page 2 ; kusei:exact "区民課" .
"""


def results(folder: Path, graph: str) -> dict[str, Result]:
    """What a check of all quotes finds, by the local name of the passage."""
    found = quoted(quads(graph))
    here = held(folder, found.copies)
    return {
        result.passage.iri.rpartition("/")[2]: result
        for result in verify(found, here.texts, changed=here.changed)
    }


def states(folder: Path, graph: str) -> list[Outcome]:
    """The state of each quote, in order of the passages."""
    return [result.outcome for _, result in sorted(results(folder, graph).items())]


def test_one_quote_one_byte_and_one_page_number_are_three_states(tmp_path: Path) -> None:
    """Each change gives a state of its own, to what it concerns and to nothing else."""
    copy = tmp_path / f"{DIGEST}.pdf"
    copy.write_bytes(CONTENT)
    good = [Outcome.VERIFIED, Outcome.VERIFIED]
    assert states(tmp_path, GRAPH) == good
    quote = GRAPH.replace("平成21年", "平成22年")
    assert states(tmp_path, quote) == [Outcome.NOT_FOUND, Outcome.VERIFIED]
    page = GRAPH.replace("kusei:page 2", "kusei:page 1")
    assert states(tmp_path, page) == [Outcome.VERIFIED, Outcome.WRONG_PAGE]
    middle = len(CONTENT) // 2
    struck = CONTENT[:middle] + bytes([CONTENT[middle] ^ 1]) + CONTENT[middle + 1 :]
    copy.write_bytes(struck)
    assert states(tmp_path, GRAPH) == [Outcome.SOURCE_CHANGED] * 2
    copy.write_bytes(CONTENT)
    assert states(tmp_path, GRAPH) == good


def test_quotes_of_good_copies_are_verified_among_hostile_ones(tmp_path: Path) -> None:
    """Each copy that cannot be read says why, and takes nothing from the others."""
    (tmp_path / "good.pdf").write_bytes(CONTENT)
    told = {
        "truncated": "%%EOF is missing",
        "encrypted": "a password is needed",
        "many-pages": "100000 pages",
        "header-only": "not a PDF that can be opened",
        "page-tree-loop": "pages can be read",
    }
    graph = GRAPH
    for name in told:
        content = HOSTILE[name][0]()
        (tmp_path / f"{name}.pdf").write_bytes(content)
        graph += (
            f'minato:copy-{name} a kusei:Copy ; kusei:sha256 "'
            f'{hashlib.sha256(content).hexdigest()}" .\n'
            f'minato:{name} a kusei:Passage ; oa:hasSource minato:copy-{name} ; kusei:exact "x" .\n'
        )
    found = results(tmp_path, graph)
    assert found.pop("a-p1").outcome is found.pop("a-p2").outcome is Outcome.VERIFIED
    assert {result.outcome for result in found.values()} == {Outcome.UNREADABLE}
    assert {name: told[name] in explanation(result) for name, result in found.items()} == (
        dict.fromkeys(told, True)
    )
