"""The reference of terms under ``docs/``, made from the ontology: one page in each language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from docs.generating.vocabulary import TermKind, read_vocabulary
from kusei import terms

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from docs.generating.vocabulary import Scheme, Vocabulary, VocabularyTerm
    from kusei.findings import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """What the page itself says, in its language; ``colon`` ends a name before its values."""

    language: str
    title: str
    generated: str
    version: str
    classes: str
    properties: str
    schemes: str
    schemes_note: str
    reused: str
    reused_note: str
    parents: str
    domain: str
    range: str
    symmetric: str
    table: tuple[str, str, str, str]
    reused_table: tuple[str, str, str]
    colon: str
    comma: str
    full_stop: str
    kinds: dict[TermKind, str]


_WORDS: Final = {
    "en": _Words(
        language="en",
        title="Terms",
        generated="Generated from `ontology/`; a test compares. 日本語:[terms.ja.md](terms.ja.md).",
        version="version {}",
        classes="Classes",
        properties="Properties",
        schemes="Concept schemes",
        schemes_note="The concepts have IRIs in `kusei:`, and stand in the graph beside the data.",
        reused="Terms of other vocabularies",
        reused_note="These, and no others, may be used in data.",
        parents="Falls under",
        domain="Of",
        range="Takes",
        symmetric="Holds in both directions.",
        table=("Concept", "Label", "Code", "Definition"),
        reused_table=("Term", "Label", "Is a"),
        colon=": ",
        comma=", ",
        full_stop=".",
        kinds={
            TermKind.CLASS: "class",
            TermKind.OBJECT_PROPERTY: "property that takes things",
            TermKind.DATATYPE_PROPERTY: "property that takes values",
            TermKind.PROPERTY: "property",
        },
    ),
    "ja": _Words(
        language="ja",
        title="用語",
        generated="`ontology/` から生成し、テストで照合する。English: [terms.md](terms.md)",
        version="{} 版",
        classes="クラス",
        properties="プロパティ",
        schemes="概念体系",
        schemes_note="概念の IRI は `kusei:` に属し、データとともにグラフに置かれる。",
        reused="他の語彙の用語",
        reused_note="データに使えるのは、ここに挙げるものに限る。",
        parents="上位",
        domain="主語",
        range="値",
        symmetric="双方向に成り立つ。",
        table=("概念", "ラベル", "記号", "定義"),
        reused_table=("用語", "ラベル", "種類"),
        colon=":",
        comma="、",
        full_stop="。",
        kinds={
            TermKind.CLASS: "クラス",
            TermKind.OBJECT_PROPERTY: "ものを値とするプロパティ",
            TermKind.DATATYPE_PROPERTY: "リテラルを値とするプロパティ",
            TermKind.PROPERTY: "プロパティ",
        },
    ),
}


def term_reference(ontology: Path, *, language: str) -> str:
    """The page in ``ja`` or ``en``, from the folder of the ontology."""
    return reference_of(read_vocabulary(ontology), language=language)


def reference_of(vocabulary: Vocabulary, *, language: str) -> str:
    """As :func:`term_reference`, from a vocabulary at hand."""
    words = _WORDS[language]
    classes = [term for term in vocabulary.own if term.kind is TermKind.CLASS]
    properties = [term for term in vocabulary.own if term.kind is not TermKind.CLASS]
    title = vocabulary.title.in_language(language)
    version = words.version.format(vocabulary.version)
    blocks = [
        f"# {words.title}",
        words.generated,
        f"**{title}** ({version}, <{vocabulary.iri}>)",
        vocabulary.description.in_language(language),
        f"## {words.classes}",
        *_sections(classes, words),
        f"## {words.properties}",
        *_sections(properties, words),
        f"## {words.schemes}",
        words.schemes_note,
    ]
    for scheme in vocabulary.schemes:
        blocks += _scheme(scheme, words)
    blocks += [f"## {words.reused}", words.reused_note, _reused(vocabulary.reused, words)]
    return "\n\n".join(blocks) + "\n"


def _sections(found: Iterable[VocabularyTerm], words: _Words) -> list[str]:
    blocks = []
    for term in found:
        blocks += [f"### {_code(term.iri)} {_label(term.label, words)}", _facts(term, words)]
        if term.definition is not None:
            blocks.append(term.definition.in_language(words.language))
    return blocks


def _label(label: Text, words: _Words) -> str:
    """The label in the language of the page, then the other: readers meet both in the data."""
    first, second = (label.ja, label.en) if words.language == "ja" else (label.en, label.ja)
    return first if first == second else f"{first} ({second})"


def _facts(term: VocabularyTerm, words: _Words) -> str:
    facts = [words.kinds[term.kind]]
    for name, iris in (
        (words.parents, term.parents),
        (words.domain, (term.domain,)),
        (words.range, (term.range,)),
    ):
        if codes := [_code(iri) for iri in iris if iri is not None]:
            facts.append(name + words.colon + words.comma.join(codes))
    line = " · ".join(facts) + words.full_stop
    if term.symmetric:
        line += ("" if words.language == "ja" else " ") + words.symmetric
    return f"*{line}*"


def _scheme(scheme: Scheme, words: _Words) -> list[str]:
    rows = [
        (
            _code(concept.iri),
            _label(concept.label, words),
            f"`{concept.notation}`",
            concept.definition.in_language(words.language),
        )
        for concept in scheme.concepts
    ]
    return [
        f"### {_label(scheme.label, words)}",
        f"`ontology/schemes/{scheme.name}.ttl`, <{scheme.iri}>",
        scheme.definition.in_language(words.language),
        _table(words.table, rows),
    ]


def _reused(found: Iterable[VocabularyTerm], words: _Words) -> str:
    rows = [
        (_code(term.iri), _label(term.label, words), words.kinds[term.kind])
        for term in sorted(found, key=lambda term: terms.compact(term.iri))
    ]
    return _table(words.reused_table, rows)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _code(iri: str) -> str:
    return f"`{terms.compact(iri)}`"
