"""Validate other people's graphs by their own shapes: no project, no ontology, no network."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kusei import terms
from kusei.errors import InvalidValue
from kusei.findings import Finding, Severity, Text
from kusei.graph.store import NamedNode
from kusei.graph.syntax_finding import syntax_finding
from kusei.report.input_rules import NEWER, NOTHING_CHECKED, SYNTAX, UNKNOWN_TERM
from kusei.report.places import placed
from kusei.report.report import Report
from kusei.report.rules import Rule
from kusei.shacl.compile.engine import Engine, compiled_on_server, results_of
from kusei.shacl.data_graph import DataGraph
from kusei.shacl.misspelt_words import passed_over, unknown_terms
from kusei.shacl.places import AS_TURTLE, FilePlaces
from kusei.shacl.refused import refused
from kusei.shacl.shapes_as_rules import NO_CODE, ShapeRules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from kusei.graph.store import Answer, SyntaxDefect, Term
    from kusei.shacl.compile.data_store import DataStore
    from kusei.shacl.compile.engine import NotEvaluated
    from kusei.shacl.input_files import GraphFile
    from kusei.shacl.validation_result import ValidationResult


def validate_graph(
    data: Sequence[GraphFile],
    shapes: Sequence[GraphFile],
    *,
    engine: Engine = Engine.COMPILED,
    store: DataStore | None = None,
) -> Report:
    """Validate the union of all graphs of the files by the union of the shapes.

    ``store`` holds the data files already that did not keep their quads.

    Raises:
        InvalidValue: the shapes cannot be run.
    """
    graph = DataGraph(data, store)
    stated = [quad for file in shapes for quad in file.quads]
    rules = ShapeRules(stated)
    try:
        results, left = results_of(graph, stated, engine=engine)
    except InvalidValue as error:
        raise refused(error, shapes, rules) from None
    nodes = {result.focus_node for result in results}
    counts = graph.counts(rules.targeted, nodes)
    matched = graph.matched(rules.targeted)
    where = _Where(graph, nodes - graph.absent(rules.targeted))
    found = [where.placed(_finding(result, rules), result) for result in results]
    found += [f for file in shapes for f in (*unknown_terms(file), *passed_over(file))]
    if not counts.nodes:
        found.append(NOTHING_CHECKED.finding())
    ran = {rules.code(shape) for shape in matched} | {finding.code for finding in found}
    silent = {rules.code(shape) for shape, looked_at in matched.items() if not looked_at}
    silent |= {rules.code(shape) for shape in rules.unused}
    firing = {rules.code(shape) for shape, looked_at in matched.items() if looked_at}
    report = Report(
        findings=tuple(sorted(found, key=lambda finding: finding.sort_key)),
        nodes_checked=counts.nodes,
        rules_checked=len((ran | silent) - {NOTHING_CHECKED.code, UNKNOWN_TERM.code}),
        rules_matching_nothing=tuple(sorted(silent - firing)),
        untargeted=counts.untargeted,
        rules=_rules(found),
        labels=graph.labels({f.focus for f in found if f.focus}),
        by_reference=tuple(sorted({_by_reference(one, rules) for one in left})),
    )
    files = [*shapes, *data]
    contents = {file.name: file.content for file in files if file.syntax in AS_TURTLE}
    return placed(report, contents.get)


def validate_server(ask: Callable[[str], Answer], shapes: Sequence[GraphFile]) -> Report:
    """Validate the graph of a SPARQL server; ``ask`` puts a query to it. Nothing is downloaded.

    What the server cannot answer is a finding of its own. No finding has a place.

    Raises:
        InvalidValue: the shapes cannot be run.
        ServerFailure: the server does not answer.
    """
    stated = [quad for file in shapes for quad in file.quads]
    rules = ShapeRules(stated)
    try:
        outcome = compiled_on_server(ask, stated)
    except InvalidValue as error:
        raise refused(error, shapes, rules) from None
    found = [_finding(result, rules) for result in outcome.results]
    found += [_not_checked(one, rules) for one in outcome.not_evaluated]
    if not outcome.focus_nodes:
        found.append(NOTHING_CHECKED.finding())
    return Report(
        findings=tuple(sorted(found, key=lambda finding: finding.sort_key)),
        nodes_checked=outcome.focus_nodes or 0,
        rules_checked=len(outcome.compiled),
        rules=_rules(found),
        labels={},
    )


def _not_checked(one: NotEvaluated, rules: ShapeRules) -> Finding:
    said = f"{terms.compact(one.component)}: {one.reason}"
    return Finding(
        code=NO_CODE if one.shape is None else rules.code(one.shape),
        name="not-checked",
        severity=Severity.ERROR,
        message=Text(
            ja=f"このシェイプはサーバでは検査できない: {said}",
            en=f"this shape cannot be checked on the server: {said}",
        ),
        source_shape=_iri(one.shape),
    )


def _by_reference(one: NotEvaluated, rules: ShapeRules) -> str:
    """Which shape the reference validator had to run, and why."""
    shape = "" if one.shape is None else f"{rules.code(one.shape)}: "
    return f"{shape}{terms.compact(one.component)}: {one.reason}"


def unread_graph(defects: Sequence[tuple[str, SyntaxDefect]]) -> Report:
    """The report of files that cannot be read, each with what is wrong with it."""
    found = tuple(_unread(name, defect) for name, defect in defects)
    return Report(findings=found, labels={}, rules=(SYNTAX, NEWER))


def _unread(name: str, defect: SyntaxDefect) -> Finding:
    finding = syntax_finding(defect, name)
    if defect.newer:
        return finding
    message = Text(ja=f"読めない: {defect.message}", en=f"cannot be read: {defect.message}")
    return replace(finding, message=message)


def _finding(result: ValidationResult, rules: ShapeRules) -> Finding:
    return Finding(
        code=rules.code(result.source_shape),
        name=rules.name(result.source_shape, result.source_constraint_component),
        severity=rules.severity(result),
        message=rules.message(result),
        focus=_iri(result.focus_node),
        path=result.predicate,
        value=None if result.value is None else str(result.value),
        component=result.source_constraint_component,
        source_shape=_iri(result.source_shape),
    )


def _iri(term: Term | None) -> str | None:
    return term.value if isinstance(term, NamedNode) else None


def _rules(findings: Iterable[Finding]) -> tuple[Rule, ...]:
    """One rule a code, for the formats that list what fired."""
    by_code = {
        f.code: Rule(
            code=f.code,
            name=f.name,
            severity=f.severity,
            message=f.message,
            fix=f.fix or f.message,
        )
        for f in findings
    }
    return tuple(by_code[code] for code in sorted(by_code))


class _Where:
    """In which file a finding stands: that of its triple, of its property, of its node."""

    def __init__(self, graph: DataGraph, nodes: AbstractSet[Term]) -> None:
        """``nodes`` are those of results that the data have."""
        self._files: dict[tuple[Term | None, ...], GraphFile] = {}
        self._places = {file.name: FilePlaces(file) for file in graph.files}
        if len(graph.files) == 1:  # it need not be read again
            self._files = {(node,): graph.files[0] for node in nodes}
            return
        for file in graph.files if nodes else ():
            for quad in file.each():
                subject, obj = quad.subject, quad.object
                if subject in nodes:
                    triple = subject, quad.predicate, obj
                    for key in (triple, triple[:2], triple[:1]):
                        self._files.setdefault(key, file)
                if obj in nodes:
                    self._files.setdefault((None, obj), file)

    def placed(self, finding: Finding, result: ValidationResult) -> Finding:
        """The finding with its file, and with line and column where its node has no IRI there."""
        focus, value = result.focus_node, result.value
        path = None if result.predicate is None else NamedNode(result.predicate)
        keys = ((focus, path, value), (focus, path), (focus,), (None, focus))
        file = next((self._files[key] for key in keys if key in self._files), None)
        if file is None:
            return finding
        finding = replace(finding, file=file.name)
        if finding.focus is not None and not finding.focus.startswith(_folder(file)):
            return finding
        place = self._places[file.name].find(str(focus), finding.path, finding.value)
        if place is None:
            return finding
        return replace(finding, line=place.line, column=place.column)


def _folder(file: GraphFile) -> str:
    """What the IRIs begin with that the file may write relative to itself."""
    return "\0" if file.base is None else file.base[: file.base.rindex("/") + 1]
