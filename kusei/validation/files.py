"""Rules about files: where they lie, which prefixes they declare, what they describe."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.findings import Text
from kusei.graph.lines import Lines
from kusei.report.rules import error, warning
from kusei.turtle.positions import locate
from kusei.turtle.statements import Statements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kusei.dataset.files import Dataset
    from kusei.findings import Finding
    from kusei.graph.lines import Place

OUTSIDE_LAYOUT: Final = warning(
    "KG004",
    "file-outside-layout",
    Text(
        ja="このファイルは、データの置き場所の決まりにない所にある",
        en="this file lies where the layout of the data has no place for it",
    ),
    Text(
        ja="events/ や sources/ など、決まった場所へ移す",
        en="move it to its room, such as events/ or sources/",
    ),
    Text(
        ja="決まった場所にないファイルは、読み込まれないか、探す人に見つからない",
        en="A file in no room is not loaded as its writer thinks, or not found by its reader",
    ),
)
FOREIGN_PREFIX: Final = error(
    "KG005",
    "prefix-not-in-list",
    Text(
        ja="接頭辞 {prefix}: <{namespace}> は一覧にない",
        en="the prefix {prefix}: <{namespace}> is not in the list",
    ),
    Text(ja="ontology/prefixes.ttl にある接頭辞を使う", en="use a prefix of ontology/prefixes.ttl"),
    Text(
        ja="同じ接頭辞が場所によって別の名前空間を指すと、写した文が別の意味になる",
        en="If a prefix meant another namespace here than elsewhere, a copied statement "
        "would change its meaning",
    ),
)
BLANK_NODE: Final = error(
    "KG006",
    "blank-node",
    Text(
        ja="名前(IRI)のないものが {count} 個ある",
        en="{count} things have no name (IRI)",
    ),
    Text(ja="[ ] や ( ) の代わりに IRI を付ける", en="give an IRI instead of [ ] or ( )"),
    Text(
        ja="名前のないものは、指し示すことも、差分で追うことも、免除することもできない",
        en="What has no name cannot be pointed to, followed through a diff, or waived",
    ),
)
DESCRIBED_TWICE: Final = error(
    "KG010",
    "described-in-two-files",
    Text(ja="{other} にも書かれている", en="is described in {other} as well"),
    Text(
        ja="一つのファイルにまとめる。別のものなら別の IRI を付ける",
        en="describe it in one file; if they are two things, give one another IRI",
    ),
    Text(
        ja="二つのファイルに分かれていると、一方を直す人はもう一方に気付かない",
        en="Whoever mends one of two descriptions does not see the other",
    ),
)
RETIRED: Final = error(
    "KG011",
    "retired-iri",
    Text(ja="使われなくなった IRI({file})である", en="is an IRI withdrawn in {file}"),
    Text(ja="新しい IRI を使う", en="use its new IRI"),
    Text(
        ja="一度使われた IRI は外から引かれているかもしれず、別のものに使えばその引用が嘘になる",
        en="Others may cite an IRI that was once published; used again, it would make "
        "them say something else",
    ),
)
RULES: Final = (OUTSIDE_LAYOUT, FOREIGN_PREFIX, BLANK_NODE, DESCRIBED_TWICE, RETIRED)

_ROOMS: Final = re.compile(
    r"[a-z0-9-]+/(?:(?:ward|kinds|units|posts|duties|instruments|reforms|verification)\.ttl"
    r"|events/[a-z0-9-]+\.ttl|sources/[a-z0-9-]+\.ttl|retired\.txt)\Z"
)
_DECLARATION: Final = re.compile(rb"@prefix ([a-z]+): <([^>]*)> \.\n")


def file_findings(dataset: Dataset) -> Iterator[Finding]:
    """What is wrong with files as files."""
    yield from _outside_layout(dataset)
    yield from _prefixes(dataset)
    yield from _blank_nodes(dataset)
    yield from _described_twice(dataset)
    yield from _retired(dataset)


def _outside_layout(dataset: Dataset) -> Iterator[Finding]:
    folder = dataset.location.data
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in inside.parts)
        if path.is_file() and not hidden and not _ROOMS.match(inside.as_posix()):
            yield OUTSIDE_LAYOUT.finding(file=path.relative_to(dataset.location.root).as_posix())


def _prefixes(dataset: Dataset) -> Iterator[Finding]:
    for file in dataset.files:
        if _declares_ours_alone(file.content):
            continue
        text = file.content.decode()
        for prefix, namespace, start, end in Statements(text).declarations:
            if terms.PREFIXES.get(prefix) != namespace:
                finding = FOREIGN_PREFIX.finding(
                    file=file.name, texts={"prefix": prefix, "namespace": namespace}
                )
                yield _at(Lines(text).place(start, end), finding)


def _declares_ours_alone(content: bytes) -> bool:
    """Whether the word stands in declarations of our prefixes only: most files need no scanning."""
    told = _DECLARATION.findall(content)
    if len(told) != content.lower().count(b"prefix"):
        return False
    return all(terms.PREFIXES.get(p.decode()) == iri.decode(errors="replace") for p, iri in told)


def _blank_nodes(dataset: Dataset) -> Iterator[Finding]:
    for file in dataset.files:
        if nodes := file.facts.blank_nodes:
            finding = BLANK_NODE.finding(file=file.name, texts={"count": str(len(nodes))})
            yield _at(locate(file.content.decode()).first_blank_node(), finding)


def _at(place: Place | None, finding: Finding) -> Finding:
    """A finding that is about no node, at its place."""
    return finding if place is None else replace(finding, line=place.line, column=place.column)


def _described_twice(dataset: Dataset) -> Iterator[Finding]:
    places: dict[str, list[str]] = defaultdict(list)
    for file in dataset.files:
        for subject in file.facts.about:
            places[subject].append(file.name)
    for subject, names in sorted(places.items()):
        for name, other in zip(names[1:], names, strict=False):
            yield DESCRIBED_TWICE.finding(focus=subject, file=name, texts={"other": other})


def _retired(dataset: Dataset) -> Iterator[Finding]:
    for path in sorted(dataset.location.data.glob("*/retired.txt")):
        base = f"{terms.ID}{path.parent.name}/"
        withdrawn = {
            base + line.split()[0].removeprefix("minato:").removeprefix(base)
            for line in path.read_text("utf-8", errors="replace").splitlines()
            if line.strip() and not line.lstrip().startswith("#")
        }
        name = path.relative_to(dataset.location.root).as_posix()
        for file in dataset.files:
            used = withdrawn & (file.facts.about.keys() | file.facts.links)
            for iri in sorted(used):
                yield RETIRED.finding(focus=iri, file=file.name, texts={"file": name})
