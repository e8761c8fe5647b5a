"""Validate other people's graphs by their own shapes: no project, no ontology, no network."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from kusei import terms
from kusei.dataset import syntax_finding
from kusei.findings import Finding, Severity, Text
from kusei.validation.any_places import AS_TURTLE, AnyPlaces
from kusei.validation.any_shapes import AnyShapes
from kusei.validation.any_vocabulary import unknown_terms
from kusei.validation.compile.engine import Engine, asked, results_of
from kusei.validation.input_rules import NEWER, NOTHING_CHECKED, SYNTAX
from kusei.validation.places import placed
from kusei.validation.report import Report
from kusei.validation.rules import Rule
from kusei.validation.vocabulary import UNKNOWN_TERM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from kusei.shapes_engine import AnyResult
    from kusei.store import Answer, Quad, SyntaxDefect
    from kusei.validation.any_input import GraphFile
    from kusei.validation.compile.engine import Left

_LABELS = (
    "http://www.w3.org/2000/01/rdf-schema#label",
    "http://www.w3.org/2004/02/skos/core#prefLabel",
)


def validate_graph(
    data: Sequence[GraphFile],
    shapes: Sequence[GraphFile],
    *,
    engine: Engine = Engine.COMPILED,
) -> Report:
    """Validate the union of all graphs of the files by the union of the shapes.

    Raises:
        InvalidValue: the shapes cannot be run.
    """
    quads = [quad for file in data for quad in file.quads]
    stated = [quad for file in shapes for quad in file.quads]
    rules = AnyShapes(stated)
    targets = rules.focus_nodes(quads)
    subjects = {str(quad.subject) for quad in quads}
    results, left = results_of(quads, stated, engine=engine)
    where = _Where(data, {result.focus for result in results})
    found = [where.placed(_finding(result, rules), result) for result in results]
    found += [finding for file in shapes for finding in unknown_terms(file)]
    nodes = subjects & set().union(*targets.values())
    nodes |= {result.focus for result in results}
    if not nodes:
        found.append(NOTHING_CHECKED.finding())
    ran = {rules.code(shape) for shape in targets} | {finding.code for finding in found}
    silent = {rules.code(shape) for shape, looked_at in targets.items() if not looked_at}
    silent |= {rules.code(shape) for shape in rules.unused}
    firing = {rules.code(shape) for shape, looked_at in targets.items() if looked_at}
    report = Report(
        findings=tuple(sorted(found, key=lambda finding: finding.sort_key)),
        nodes_checked=len(nodes),
        rules_checked=len((ran | silent) - {NOTHING_CHECKED.code, UNKNOWN_TERM.code}),
        rules_matching_nothing=tuple(sorted(silent - firing)),
        untargeted=len(subjects - nodes),
        rules=_rules(found),
        labels=_labels({f.focus for f in found if f.focus}, quads),
        by_reference=tuple(sorted({_left(one, rules) for one in left})),
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
    rules = AnyShapes(stated)
    outcome = asked(ask, stated)
    found = [_finding(result.as_any(), rules) for result in outcome.results]
    found += [_not_checked(one, rules) for one in outcome.left]
    if not outcome.focus_nodes:
        found.append(NOTHING_CHECKED.finding())
    return Report(
        findings=tuple(sorted(found, key=lambda finding: finding.sort_key)),
        nodes_checked=outcome.focus_nodes or 0,
        rules_checked=len(outcome.compiled),
        rules=_rules(found),
        labels={},
    )


def _not_checked(one: Left, rules: AnyShapes) -> Finding:
    said = f"{terms.compact(one.component)}: {one.reason}"
    return Finding(
        code=rules.code(str(one.shape)),
        name="not-checked",
        severity=Severity.ERROR,
        message=Text(
            ja=f"このシェイプはサーバでは検査できない: {said}",
            en=f"this shape cannot be checked on the server: {said}",
        ),
        source_shape=_iri(str(one.shape)),
    )


def _left(one: Left, rules: AnyShapes) -> str:
    """Which shape the reference validator had to run, and why."""
    shape = "" if one.shape is None else f"{rules.code(str(one.shape))}: "
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


def _finding(result: AnyResult, rules: AnyShapes) -> Finding:
    component = result.component.strip("<>")
    return Finding(
        code=rules.code(result.shape),
        name=rules.name(result.shape, component),
        severity=rules.severity(result),
        message=rules.message(result),
        focus=_iri(result.focus),
        path=_iri(result.path),
        value=result.value,
        component=component,
        source_shape=_iri(result.shape),
    )


def _iri(term: str | None) -> str | None:
    return term[1:-1] if term is not None and term.startswith("<") else None


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


def _labels(things: set[str], quads: Iterable[Quad]) -> dict[str, Text]:
    by_thing: dict[str, dict[str, str]] = defaultdict(dict)
    for quad in quads:
        subject = getattr(quad.subject, "value", "")
        if quad.predicate.value in _LABELS and subject in things:
            language = getattr(quad.object, "language", None) or ""
            by_thing[subject].setdefault(language, getattr(quad.object, "value", ""))
    found = {}
    for thing, texts in by_thing.items():
        other = texts.get("") or texts.get("en") or texts.get("ja") or next(iter(texts.values()))
        found[thing] = Text(ja=texts.get("ja", other), en=texts.get("en", other))
    return found


class _Where:
    """In which file a finding stands: that of its triple, of its property, of its node."""

    def __init__(self, files: Sequence[GraphFile], nodes: AbstractSet[str]) -> None:
        self._files: dict[tuple[str, ...], GraphFile] = {}
        self._places = {file.name: AnyPlaces(file) for file in files}
        for file in files:
            for quad in file.quads:
                subject, obj = str(quad.subject), str(quad.object)
                if subject in nodes:
                    triple = subject, f"<{quad.predicate.value}>", obj
                    for key in (triple, triple[:2], triple[:1]):
                        self._files.setdefault(key, file)
                if obj in nodes:
                    self._files.setdefault(("", obj), file)

    def placed(self, finding: Finding, result: AnyResult) -> Finding:
        """The finding with its file, and with line and column where its node has no IRI there."""
        keys: tuple[tuple[str, ...], ...] = (
            (result.focus, result.path or "", result.value or ""),
            (result.focus, result.path or ""),
            (result.focus,),
            ("", result.focus),
        )
        file = next((self._files[key] for key in keys if key in self._files), None)
        if file is None:
            return finding
        finding = replace(finding, file=file.name)
        if finding.focus is not None and not finding.focus.startswith(_folder(file)):
            return finding
        place = self._places[file.name].find(result.focus, finding.path, result.value)
        if place is None:
            return finding
        return replace(finding, line=place.line, column=place.column)


def _folder(file: GraphFile) -> str:
    """What the IRIs begin with that the file may write relative to itself."""
    return "\0" if file.base is None else file.base[: file.base.rindex("/") + 1]
