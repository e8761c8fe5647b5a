"""The gate before a release: files, terms, shapes, contradictions, checks, words, evidence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.dataset.files import Dataset, Reader, data_files, read_bytes
from kusei.errors import DatasetInvalid
from kusei.evidence.passages import quoted
from kusei.evidence.record import unchecked
from kusei.findings import Finding, Text
from kusei.graph.store import NamedNode, SyntaxDefect
from kusei.graph.syntax_finding import syntax_finding
from kusei.report.input_rules import NEWER, NOTHING_CHECKED, STDIN, SYNTAX, UNKNOWN_TERM
from kusei.report.places import placed
from kusei.report.report import Report, labels_of
from kusei.report.rules import Rule, warning
from kusei.validation import (
    checks,
    contradictions,
    dated_by_passage,
    files,
    naming,
    quote_record,
    reading_order,
    shapes,
    vocabulary,
    waivers,
    wording,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date
    from pathlib import Path

    from kusei.dataset.files import Location
    from kusei.dataset.index import Index
    from kusei.evidence.passages import Quoted

NOT_CHECKED: Final = warning(
    "KG075",
    "thing-not-checked",
    Text(
        ja="この型のものを見る規則が validation/ にない",
        en="no rule in validation/ is about things of its class",
    ),
    Text(
        ja="型を確かめるか、その型の規則を validation/ に書く",
        en="see whether its class is right, or write a rule for its class in validation/",
    ),
    Text(
        ja="どの規則も見ないものは、誤っていても報告されない",
        en="What no rule looks at can be wrong without anybody being told",
    ),
)
_PYTHON_RULES: Final = (
    SYNTAX,
    NEWER,
    NOTHING_CHECKED,
    NOT_CHECKED,
    *shapes.RULES,
    *files.RULES,
    *vocabulary.RULES,
    *naming.RULES,
    *contradictions.RULES,
    *dated_by_passage.RULES,
    *reading_order.RULES,
    *wording.RULES,
    *quote_record.RULES,
    *waivers.RULES,
)
_WITHOUT_CLASS: Final = "KG014"


def all_rules(location: Location) -> list[Rule]:
    """Every rule of a dataset, in order of its code: Python, shapes and whole-graph checks."""
    stored = checks.read_checks(location.queries / "checks")
    return _in_order(_PYTHON_RULES, _shapes(location, Reader()).shapes, stored)


def _in_order(
    rules: Iterable[Rule], stated: Iterable[shapes.Shape], stored: Iterable[checks.Check]
) -> list[Rule]:
    every = [*rules, *(shape.rule for shape in stated), *(check.rule for check in stored)]
    return sorted(every, key=lambda rule: rule.code)


def validate(dataset: Dataset, *, today: date) -> Report:
    """Validate a dataset that was read whole; ``today`` is the day by which plans are due.

    Raises:
        DatasetInvalid: a file of shapes, waivers or of the ontology is not Turtle.
    """
    index = dataset.index
    quotes = quoted(dataset.curated)
    stated = _shapes(dataset.location, dataset.reader)
    stored = checks.read_checks(dataset.location.queries / "checks")
    rules = _in_order(_PYTHON_RULES, stated.shapes, stored)
    waived_by = waivers.read_waivers(dataset.location, {rule.code for rule in rules})
    found: list[Finding] = [
        *files.file_findings(dataset),
        *vocabulary.vocabulary_findings(dataset, _declared(dataset)),
        *naming.naming_findings(dataset, index),
        *contradictions.contradiction_findings(dataset),
        *checks.check_findings(stored, dataset, today=today),
        *dated_by_passage.date_findings(dataset, index),
        *reading_order.reading_order_findings(dataset, index),
        *wording.wording_findings(dataset, index),
        *quote_record.record_findings(dataset, quotes),
    ]
    report = _with_shapes(stated, found, dataset, index, quotes)
    left, waived = waivers.apply_waivers(report.findings, waived_by, today=today)
    report = replace(
        report,
        findings=tuple(sorted(left, key=lambda finding: finding.sort_key)),
        waived=tuple(waived),
        rules_checked=len(rules),
        rules=tuple(rules),
        on=today,
    )
    contents = {file.name: file.content for file in dataset.files}
    if waived_by.file is not None:
        contents[waived_by.file.name] = waived_by.file.content
    return placed(report, contents.get)


def validate_alone(content: bytes, location: Location, *, path: Path, name: str = STDIN) -> Report:
    """Validate Turtle that belongs to no dataset: its terms and the shapes.

    The schemes of ``location`` stand beside it; findings are about the Turtle alone.

    Raises:
        DatasetInvalid: it is not Turtle.
    """
    try:
        own = read_bytes(content, path=path, name=name)
    except SyntaxDefect as defect:
        raise DatasetInvalid([syntax_finding(defect, name)]) from None
    schemes = location.ontology / "schemes"
    reader = Reader()
    files = (path for path in data_files(location) if path.is_relative_to(schemes))
    beside = [reader.read(path, name=path.name) for path in files]
    dataset = Dataset(location, [own, *beside], reader=reader)
    alone = Dataset(location, [own])
    index = dataset.index
    stated = _shapes(location, dataset.reader)
    found = [
        finding
        for finding in vocabulary.vocabulary_findings(alone, _declared(dataset))
        if finding.code == UNKNOWN_TERM.code  # what it points to may be described elsewhere
    ]
    report = _with_shapes(
        stated, found, dataset, index, quoted(dataset.curated), own=set(own.facts.about)
    )
    rules = _in_order(vocabulary.RULES, stated.shapes, ())
    report = replace(
        report.only(lambda finding: finding.file in {name, None}),
        rules_checked=len(rules),
        rules=tuple(rules),
    )
    return placed(report, {name: content}.get)


def _with_shapes(  # noqa: PLR0913 - what was read, each in its own form
    stated: shapes.ShapeSet,
    found: list[Finding],
    dataset: Dataset,
    index: Index,
    quotes: Quoted,
    *,
    own: Collection[str] | None = None,
) -> Report:
    ontology = dataset.ontology
    subjects = set(index if own is None else own)
    targets = {
        code: nodes & subjects
        for code, nodes in shapes.focus_nodes(stated.shapes, dataset.files, ontology).items()
    }
    nodes = frozenset().union(*targets.values()) if targets else frozenset()
    if nodes:
        # Of what class a thing is that nobody describes is not asked: that it dangles is said.
        dangling = {(f.focus, f.value) for f in found if f.code == vocabulary.DANGLING.code}
        data = [triple for file in dataset.files for triple in file.triples]
        data = shapes.with_subclasses(data, ontology)
        of_shapes = shapes.shape_findings(stated, data, dataset)
        found += [f for f in of_shapes if (f.focus, f.value) not in dangling]
        declared = {quad.subject.value for quad in ontology if isinstance(quad.subject, NamedNode)}
        found += _not_checked(subjects - nodes - declared, found, dataset)
    # The concepts of the ontology are always there; that they were looked at says nothing of data.
    if not nodes - _of_ontology(dataset):
        found.append(NOTHING_CHECKED.finding())
    found = [_placed(finding, dataset, index) for finding in found]
    findings = tuple(sorted(dict.fromkeys(found), key=lambda finding: finding.sort_key))
    return Report(
        findings=findings,
        nodes_checked=len(nodes),
        rules_checked=0,
        rules_matching_nothing=tuple(sorted(code for code in targets if not targets[code])),
        passages=len(index.of_class(terms.KUSEI + "Passage")),
        unchecked=len(unchecked(quotes)),
        labels=labels_of({f.focus for f in findings if f.focus}, index),
    )


def _of_ontology(dataset: Dataset) -> set[str]:
    folder = dataset.location.ontology
    files = (file for file in dataset.files if file.path.is_relative_to(folder))
    return set().union(*(file.facts.about for file in files))


def _not_checked(
    things: Iterable[str], found: Iterable[Finding], dataset: Dataset
) -> list[Finding]:
    """What no shape looked at; a thing without a class, or of an unknown one, is said already."""
    said = {f.focus for f in found if f.code in {_WITHOUT_CLASS, UNKNOWN_TERM.code}}
    return [
        NOT_CHECKED.finding(focus=thing, file=dataset.file_of(thing))
        for thing in sorted(things)
        if thing not in said
    ]


def _placed(finding: Finding, dataset: Dataset, index: Index) -> Finding:
    """The finding with a file: of what its node was expanded from, or of what points to it."""
    if finding.file is not None or finding.focus is None:
        return finding
    sources = [
        quad.object.value
        for quad in dataset.derived.structure
        if quad.predicate.value == terms.KUSEI + "expandedFrom"
        and quad.subject == NamedNode(finding.focus)
        and isinstance(quad.object, NamedNode)
    ]
    near = [*sources, *index.pointing_to(finding.focus)]
    return replace(finding, file=next(filter(None, map(dataset.file_of, near)), None))


def _shapes(location: Location, reader: Reader) -> shapes.ShapeSet:
    files = shapes.shape_files(location.validation)
    return shapes.read_shapes(files, root=location.root, reader=reader)


def _declared(dataset: Dataset) -> frozenset[str]:
    return vocabulary.declared_terms(dataset.location, dataset.reader)
