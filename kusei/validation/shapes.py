"""The shapes of ``validation/*.ttl``: rules about one node and its properties."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.dataset.files import Reader
from kusei.errors import DatasetInvalid, ToolFailure
from kusei.findings import SHACL_SEVERITIES, Text
from kusei.graph.index import GraphIndex
from kusei.graph.store import SyntaxDefect
from kusei.graph.syntax_finding import syntax_finding
from kusei.report.rules import Rule, error
from kusei.shacl.compile.engine import Engine, results_of
from kusei.shacl.compile.paths import first_property
from kusei.shacl.compile.statements import bare_text
from kusei.validation.waivers import FILE as WAIVERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from kusei.dataset.files import Dataset, SourceFile
    from kusei.findings import Finding
    from kusei.graph.store import Quad
    from kusei.shacl.validation_result import ValidationResult

INCOMPLETE: Final = error(
    "KG076",
    "rule-incomplete",
    Text(ja="この規則には {lacking} が要る", en="this rule needs {lacking}"),
    Text(
        ja="欠けているものを書く。文言と直し方は日本語と英語の両方で書く",
        en="state what is lacking; message and fix in Japanese and in English",
    ),
    Text(
        ja="符号も文言もない規則の指摘は、誰にも読めず、除くこともできない",
        en="A finding without code or message can be neither read nor waived by anybody",
    ),
)
RULES: Final = (INCOMPLETE,)
_SUBCLASS: Final = terms.RDFS + "subClassOf"
_WHY: Final = terms.KUSEI + "rationale"


class _Incomplete(Exception):  # noqa: N818 - a defect of a shape on its way to become a finding
    """What a shape lacks."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One shape: the rule it states, and which nodes it looks at."""

    iri: str
    rule: Rule
    classes: tuple[str, ...]
    subjects_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShapeSet:
    """Shapes and the triples that state them."""

    shapes: tuple[Shape, ...]
    quads: tuple[Quad, ...]

    @property
    def by_iri(self) -> dict[str, Shape]:
        """The shapes by their IRI."""
        return {shape.iri: shape for shape in self.shapes}


def shape_files(folder: Path) -> list[Path]:
    """The shape files of a dataset: all Turtle there but the waivers."""
    return sorted(path for path in folder.glob("*.ttl") if path.name != WAIVERS)


def read_shapes(files: Iterable[Path], *, root: Path, reader: Reader | None = None) -> ShapeSet:
    """Read shapes.

    Raises:
        DatasetInvalid: a file is not Turtle, or a shape lacks its code, name, message, severity
            or fix.
    """
    reader = reader or Reader()
    read: list[SourceFile] = []
    defects: list[Finding] = []
    for path in files:
        name = _name(path, root)
        try:
            read.append(reader.read(path, name=name))
        except SyntaxDefect as defect:
            defects.append(syntax_finding(defect, name))
    if defects:
        raise DatasetInvalid(defects)
    index = GraphIndex(parts=(file.facts.index for file in read))
    shapes: list[Shape] = []
    for iri in sorted(index):
        if not any(cls.startswith(terms.SH) for cls in index.iris(iri, terms.RDF_TYPE)):
            continue
        try:
            shapes.append(_shape(iri, index))
        except _Incomplete as lacking:
            texts = {"lacking": str(lacking)}
            place = next(f.name for f in read if f.facts.index.iris(iri, terms.RDF_TYPE))
            defects.append(INCOMPLETE.finding(focus=iri, file=place, texts=texts))
    if defects:
        raise DatasetInvalid(defects)
    return ShapeSet(tuple(shapes), tuple(quad for file in read for quad in file.quads))


def _shape(iri: str, index: GraphIndex) -> Shape:
    def one(predicate: str) -> str:
        values = index.values(iri, predicate)
        if len(values) != 1:
            raise _Incomplete(terms.compact(predicate))
        return values[0]

    def bilingual(predicate: str) -> Text:
        texts = index.texts(iri, predicate)
        if set(texts) != {"ja", "en"}:
            raise _Incomplete(f"{terms.compact(predicate)} @ja @en")
        return Text(ja=texts["ja"], en=texts["en"])

    severity = SHACL_SEVERITIES.get(one(terms.SH + "severity"))
    if severity is None:
        raise _Incomplete(" | ".join(terms.compact(known) for known in SHACL_SEVERITIES))
    return Shape(
        iri=iri,
        rule=Rule(
            code=one(terms.KUSEI + "code"),
            name=one(terms.SH + "name"),
            severity=severity,
            message=bilingual(terms.SH + "message"),
            fix=bilingual(terms.KUSEI + "fix"),
            why=bilingual(_WHY) if index.objects(iri, _WHY) else None,
        ),
        classes=tuple(sorted(index.iris(iri, terms.SH + "targetClass"))),
        subjects_of=tuple(sorted(index.iris(iri, terms.SH + "targetSubjectsOf"))),
    )


def with_subclasses(data: Iterable[Quad], ontology: Iterable[Quad]) -> list[Quad]:
    """The data and, of the ontology, which class is below which: all that shapes need of it."""
    return [*data, *(quad for quad in ontology if quad.predicate.value == _SUBCLASS)]


def focus_nodes(
    shapes: Iterable[Shape], files: Iterable[SourceFile], ontology: Iterable[Quad]
) -> dict[str, set[str]]:
    """The IRIs in ``files`` that each shape (by code) looks at, subclasses counted."""
    files = tuple(files)
    below: dict[str, set[str]] = defaultdict(set)
    for quad in with_subclasses((q for file in files for q in _of_classes(file)), ontology):
        below[_text(quad)].add(quad.subject.value)  # type: ignore[union-attr]
    instances: dict[str, set[str]] = defaultdict(set)
    subjects: dict[str, set[str]] = defaultdict(set)
    for file in files:
        for predicate, things in file.facts.having.items():
            subjects[predicate] |= things
        for cls, members in file.facts.of_class.items():
            instances[cls].update(members)
    found: dict[str, set[str]] = {}
    for shape in shapes:
        nodes: set[str] = set()
        for cls in shape.classes:
            for one in _closure(cls, below):
                nodes |= instances[one]
        for predicate in shape.subjects_of:
            nodes |= subjects[predicate]
        found[shape.rule.code] = nodes
    return found


def _of_classes(file: SourceFile) -> list[Quad]:
    """What a file says of which class is below which; most say nothing."""
    if _SUBCLASS not in file.facts.having:
        return []
    return [quad for quad in file.triples if quad.predicate.value == _SUBCLASS]


def shape_findings(shapes: ShapeSet, data: Sequence[Quad], dataset: Dataset) -> list[Finding]:
    """What the shapes find in ``data``, which holds the subclasses of the ontology as well."""
    by_iri = shapes.by_iri
    results, _ = results_of(data, shapes.quads, engine=Engine.COMPILED, explains=False)
    findings: list[Finding] = []
    for result in sorted(results, key=_by_focus_node):
        iri, focus = (bare_text(term) for term in (result.source_shape, result.focus_node))
        shape = by_iri.get(iri)
        if shape is None:
            raise ToolFailure(f"a result of a shape that no file states: {iri}")
        finding = shape.rule.finding(
            focus=focus,
            path=first_property(result.path),
            value=None if result.value is None else str(result.value),
            file=dataset.file_of(focus),
        )
        component = result.source_constraint_component
        findings.append(replace(finding, component=component, source_shape=iri))
    return _once(findings)


def _by_focus_node(result: ValidationResult) -> tuple[str, str, str, str]:
    value = "" if result.value is None else str(result.value)
    shape, component = bare_text(result.source_shape), result.source_constraint_component
    return bare_text(result.focus_node), shape, component, value


def _once(findings: list[Finding]) -> list[Finding]:
    """One finding a shape, node and value: a value may break more than one part of a shape."""
    first: dict[tuple[str, str | None, str | None], Finding] = {}
    for finding in findings:
        first.setdefault((finding.code, finding.focus, finding.value), finding)
    # "Too many" has no value of its own; where a value is named, that says it better.
    named = {(code, focus) for code, focus, value in first if value is not None}
    return [
        finding
        for (code, focus, value), finding in first.items()
        if value is not None or (code, focus) not in named
    ]


def _closure(cls: str, below: dict[str, set[str]]) -> set[str]:
    found, todo = {cls}, [cls]
    while todo:
        for sub in below[todo.pop()] - found:
            found.add(sub)
            todo.append(sub)
    return found


def _text(quad: Quad) -> str:
    return quad.object.value  # type: ignore[union-attr]


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
