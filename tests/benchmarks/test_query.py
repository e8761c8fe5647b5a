"""The benchmark of stored queries: what it asks, of what, and when answers count as alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import rdflib

import kusei
from benchmarks.query.answers import cell, difference, lines
from benchmarks.query.child import QUESTIONS
from benchmarks.query.cut import Ward, _rank
from benchmarks.query.data import Maker, triples_of
from benchmarks.query.engines import KUSEI, MEMORY, RDFLIB, TRIPLES
from benchmarks.query.questions import Question, questions, save, saved, things_asked_about
from benchmarks.query.tables import Measured, aims, growth, table
from benchmarks.query.turns import Figures, Process, measure
from kusei.graph.store import BlankNode, Literal, NamedNode, Quad, parse_turtle
from kusei.queries.catalogue import query_names
from kusei.terms import XSD

if TYPE_CHECKING:
    from pathlib import Path

EX = "https://example.org/"
SMALL = f"""
@prefix : <{EX}> .
@prefix kusei: <https://w3id.org/kusei/ontology#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
:asked a org:OrganizationalUnit ; org:classification :kind .
:kind a kusei:UnitKind .
:other a org:OrganizationalUnit .
:third a org:OrganizationalUnit .
:name a kusei:Name ; kusei:nameOf :other ; kusei:statedIn :page .
:event prov:generated :other, :asked .
:ended prov:invalidated :other .
:page a kusei:Passage ; prov:had :document .
:document a kusei:Document .
:check a kusei:Check ; kusei:of :page, :page2 .
:page2 a kusei:Passage .
:asked kusei:statedIn :page2 .
"""


@pytest.fixture(scope="module")
def opened() -> kusei.OpenDataset:
    """The project's own dataset."""
    from benchmarks.query.data import ROOT

    return kusei.open(ROOT)


@pytest.fixture(scope="module")
def asked(opened: kusei.OpenDataset) -> list[Question]:
    """All questions of the project's own dataset."""
    return questions(opened)


def part(share: float) -> set[str]:
    """The local names of the subjects that a part of the small ward has."""
    quads = parse_turtle(SMALL.encode(), graph=f"{EX}graph")
    kept = Ward({"all.ttl": quads}).part(share, wanted=[f"{EX}asked"])["all.ttl"]
    return {
        quad.subject.value.removeprefix(EX) for quad in kept if isinstance(quad.subject, NamedNode)
    }


def test_a_part_of_a_ward_refers_to_nothing_that_was_left_out() -> None:
    """What speaks of nothing else goes too, what is asked about stays with all it refers to."""
    assert part(0) == {"asked", "kind", "event", "check", "page2"}
    assert part(1) == part(0) | {"other", "third", "name", "ended", "page", "document"}


def test_a_larger_part_holds_a_smaller_one(opened: kusei.OpenDataset) -> None:
    """Sizes differ by what was added; the same share is the same part."""
    ward = Ward({file.name: file.quads for file in opened.dataset.files})
    small, large, again = (ward.part(share, wanted=()) for share in (0.2, 0.6, 0.2))
    assert small == again
    assert round(_rank(f"{EX}thing", 1), 6) == 0.1985  # in every process and on every day
    assert 0 < sum(map(len, small.values())) < sum(map(len, large.values()))
    for name, quads in small.items():
        assert set(quads) <= set(large[name])


def test_another_ward_is_the_same_under_another_name(
    opened: kusei.OpenDataset, tmp_path: Path
) -> None:
    """Each triple of the copy is one of the ward with the other name in it."""
    maker = Maker(opened.dataset, wanted=())
    file = next(f for f in opened.dataset.files if f.name == "data/minato/kinds.ttl")
    for name in ("minato", "minato2", "again"):
        maker.put(tmp_path, {"kinds.ttl": file.quads}, name)
    first, second = (
        (tmp_path / "data" / name / "kinds.ttl").read_text("utf-8")
        for name in ("minato", "minato2")
    )
    assert "/id/minato/" in first
    assert "/id/minato/" not in second
    assert first == second.replace("/id/minato2/", "/id/minato/")


def test_a_dataset_comes_near_to_its_size_and_is_the_same_each_time(
    opened: kusei.OpenDataset, asked: list[Question], tmp_path: Path
) -> None:
    """Benchmarks of two days measure the same bytes; what was written is what is counted."""
    maker = Maker(opened.dataset, wanted=things_asked_about(asked))
    made, again = (maker.write(tmp_path / name, 14_000) for name in ("one", "two"))
    assert abs(made.triples - 14_000) <= 0.02 * 14_000
    assert made.wards == ("minato",)
    assert made.triples == again.triples == len(triples_of(kusei.open(made.folder).dataset))
    files = sorted(p.relative_to(made.folder) for p in made.folder.rglob("*") if p.is_file())
    for path in files:
        assert (made.folder / path).read_bytes() == (again.folder / path).read_bytes()
    answered = [q.title for q in asked if len(q.ask(kusei.open(made.folder)))]
    assert len(answered) >= 0.9 * len(asked)


def test_each_query_is_asked_with_its_example_and_without_what_may_be_left_out(
    opened: kusei.OpenDataset, asked: list[Question], tmp_path: Path
) -> None:
    """No query is left out; IRIs stand for labels, and the answer is the example's."""
    assert [q.name for q in asked if not q.whole] == query_names(opened.location)
    assert {"events", "posts"} <= {q.name for q in asked if q.whole}
    for question in asked:
        labels = {value for value in question.given.values() if isinstance(value, str)}
        assert question.whole is (question.title != question.name)
        assert not question.whole or len(question.given) < len(
            next(q for q in asked if q.name == question.name).given
        )
        assert all(f"{iri}" in question.text for iri in labels if iri.startswith("<"))
    one = next(q for q in asked if q.name == "duty-holder")
    assert one.typed != one.given
    rows = [one.ask(opened, typed=typed).rows for typed in (True, False)]
    assert [row.terms for row in rows[0]] == [row.terms for row in rows[1]]
    save(asked, tmp_path / QUESTIONS)
    assert saved(tmp_path / QUESTIONS) == asked


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (NamedNode(EX), rdflib.URIRef(EX)),
        (BlankNode("a"), rdflib.BNode("b")),
        (Literal("課", language="ja-Hira"), rdflib.Literal("課", lang="ja-Hira")),
        (Literal('a "b"\n\\'), rdflib.Literal('a "b"\n\\')),
        (Literal("a"), rdflib.Literal("a", datatype=rdflib.XSD.string)),
        (Literal("7.0", datatype=NamedNode(XSD + "decimal")), rdflib.Literal(7)),
        (
            Literal("2009-04-01", datatype=NamedNode(XSD + "date")),
            rdflib.Literal("2009-04-01", datatype=rdflib.XSD.date),
        ),
        (
            Literal("true", datatype=NamedNode(XSD + "boolean")),
            rdflib.Literal("true", datatype=rdflib.XSD.boolean),
        ),
        (None, None),
    ],
)
def test_a_term_is_the_same_text_from_either_engine(ours: object, theirs: object) -> None:
    """Names of blank nodes and the spelling of numbers are the engine's own affair."""
    assert cell(ours) == cell(theirs)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Literal("a"), Literal("a", language="ja")),
        (Literal("a"), NamedNode("a:a")),
        (Literal("1"), Literal("1", datatype=NamedNode(XSD + "integer"))),
        (Literal("2009", datatype=NamedNode(XSD + "gYear")), Literal("2009")),
        (Literal("1", datatype=NamedNode(XSD + "integer")), None),
        (Literal(""), None),
    ],
)
def test_terms_that_differ_have_different_texts(one: object, other: object) -> None:
    """A wrong datatype, language or an unbound cell is a wrong answer."""
    assert cell(one) != cell(other)


def test_rows_are_compared_whatever_their_order_and_counted() -> None:
    """Ties come in any order, and a row that comes twice is not the row once."""
    rows = [(Literal("a"), Literal("b")), (Literal("c"), None), (Literal("c"), None)]
    assert difference(lines(reversed(rows)), lines(rows)) == ""
    assert difference(lines(rows[:2]), lines(rows)) == "1 rows missing, 0 too many"
    assert difference(lines([*rows, rows[0]]), lines(rows)) == "0 rows missing, 1 too many"


def prepared(folder: Path, text: str) -> list[Question]:
    """A folder with one triple and one question of this text."""
    name = NamedNode(EX)
    folder.joinpath(TRIPLES).write_text(f"{Quad(name, name, name)} .\n", "utf-8")
    one = [Question(name="one", whole=False, typed={}, given={}, text=text)]
    save(one, folder / QUESTIONS)
    return one


def test_engines_are_asked_in_turns_and_compared(tmp_path: Path) -> None:
    """The first asking is not counted, and like rows are no difference."""
    one = prepared(tmp_path, "SELECT ?s ?n { ?s ?p ?o BIND (1 + 1.0 AS ?n) }")
    figures = measure(one, [MEMORY, RDFLIB], tmp_path, turns=2, cap=30)[0]
    for engine in (MEMORY, RDFLIB):
        assert len(figures[engine].cpu) == 2
        assert (figures[engine].rows, figures[engine].answer) == (1, "")


def test_a_question_that_passes_the_cap_counts_as_the_cap(tmp_path: Path) -> None:
    """The process is told to stop, and answers the next question."""
    triples = " . ".join(f"?s{n} ?p{n} ?o{n}" for n in range(7))
    prepared(tmp_path, f"SELECT (COUNT(*) AS ?n) {{ {triples} }}")
    name = "".join(f"<{EX}{n}> <{EX}p> <{EX}{n}> .\n" for n in range(40))
    (tmp_path / TRIPLES).write_text(name, "utf-8")
    process = Process(RDFLIB, tmp_path, 0.3)
    try:
        assert process.ask("rows", 0) == {"over": True}
        asked = process._child
        assert process.ask("rows", 0) == {"over": True}
        assert process._child is asked is not None
    finally:
        process.end()
    figures = measure(saved(tmp_path / QUESTIONS), [RDFLIB], tmp_path, turns=3, cap=0.3)[0][RDFLIB]
    assert (figures.cpu, figures.over) == ([0.3], True)


def test_a_process_that_ends_has_failed_and_the_next_question_finds_another(tmp_path: Path) -> None:
    """A crash is no slowness, and must not count as the cap."""
    prepared(tmp_path, "SELECT * { ?s ?p ?o }")
    process = Process(MEMORY, tmp_path, 30)
    try:
        process.start()
        assert process._child is not None
        process._child.kill()
        assert "failed" in process.ask("rows", 0)
        assert "seconds" in process.ask("rows", 0)
    finally:
        process.end()


def test_a_question_that_an_engine_refuses_is_told(tmp_path: Path) -> None:
    """Without an answer there are no figures, and the reason stands in their place."""
    one = prepared(tmp_path, "SELECT nothing")
    figures = measure(one, [MEMORY], tmp_path, turns=1, cap=30)[0][MEMORY]
    assert figures.cpu == []
    assert "SyntaxError" in figures.answer


def size(triples: int, **cpu: float) -> Measured:
    """One size with one question, which took these milliseconds."""
    one = Question(name="one", whole=False, typed={}, given={}, text="")
    figures = {name: Figures(cpu=[ms / 1000] * 3, rows=1) for name, ms in cpu.items()}
    return Measured(triples=triples, wards=1, asked=[one], figures=[figures])


def test_aims_are_reached_up_to_their_bounds() -> None:
    """1.3 times pyoxigraph, a twentieth of rdflib; a wrong answer is a missed aim."""
    good = size(14_000, kusei=1.29, pyoxigraph=1, rdflib=26)
    bad = size(14_000, kusei=1.31, pyoxigraph=1, rdflib=26)
    assert [reached for reached, _ in aims([good])] == [True, True, True]
    assert [reached for reached, _ in aims([bad])] == [False, False, False]
    assert aims([size(1_000_000, kusei=9, pyoxigraph=1)]) == []
    good.figures[0][RDFLIB].answer = "1 rows missing, 0 too many"
    assert [reached for reached, _ in aims([good])] == [False, True, True, True]
    good.figures[0][RDFLIB].fault = "a reason"
    assert all(reached for reached, _ in aims([good]))


def test_tables_hold_medians_and_ratios() -> None:
    """Each question has a row, the set the last; growth is a power of the size."""
    text = table(size(14_000, kusei=2, pyoxigraph=4, rdflib=100))
    assert "| one | 1 | 2.00 (2.00–2.00) | 4.00 (4.00–4.00) | 100 (100–100) | 0.50 | 50 |" in text
    assert "| **the set** |  | **2** | **4** | **100** | **0.50** | **50** |" in text
    assert "rdflib / kusei: median 50, least 50 (one); 50 over what it finished" in text
    slow = size(14_000, kusei=2, rdflib=60_000)
    slow.figures[0][RDFLIB].over = True
    assert "| > 60,000 | ≥ 30,000 |" in table(slow)
    assert "- rdflib passed the cap: one" in table(slow)
    assert "over what it finished" not in table(slow)
    assert "rdflib" not in growth([slow, size(100_000, kusei=2, rdflib=9)])
    told = growth([size(10_000, kusei=2), size(100_000, kusei=200)])
    assert f"- {KUSEI}: 10,000 → 100,000: n^2.00" in told
    assert "  - steepest: one n^2.00" in told
