"""What stands in the blanks of a message, for those who read the rule and not a finding."""

from __future__ import annotations

import re
from typing import Final

_BLANK: Final = re.compile(r"\{([A-Za-z_]+)\}")
_MARKS: Final = {"ja": ("〈", "〉"), "en": ("‹", "›")}
_WHOLE: Final = frozenset({"detail", "detail_en", "why_ja", "why_en"})
"""Blanks that hold the whole of what is said."""
_DROPPED: Final = frozenset({"hint_ja", "hint_en"})
"""Blanks that only some findings fill."""

_WORDS: Final = {
    "asOf": ("資料の時点", "day"),
    "assignment": ("分掌", "an assignment"),
    "bearer": ("名を持つもの", "a thing"),
    "bundle": ("束ねる出来事", "an event"),
    "capacity": ("立場", "capacity"),
    "claim": ("主張", "a claim"),
    "class": ("型", "class"),
    "classes": ("書けるものの型", "classes"),
    "code": ("規則の番号", "a rule"),
    "concept": ("概念", "a concept"),
    "copy": ("複写", "a copy"),
    "count": ("数", "number"),
    "date": ("日付", "date"),
    "day": ("日", "day"),
    "duty": ("業務", "a duty"),
    "event": ("出来事", "an event"),
    "expected": ("IRI が言うもの", "a thing"),
    "file": ("ファイル", "a file"),
    "form": ("形", "form"),
    "found": ("書かれたもの", "another thing"),
    "headed": ("長を務める先", "a unit"),
    "heading": ("見出し", "a heading"),
    "instrument": ("文書", "an instrument"),
    "instrumentDate": ("文書の日付", "date"),
    "iri": ("IRI", "an IRI"),
    "kind": ("種別", "kind"),
    "label": ("文言", "words"),
    "lacking": ("欠けているもの", "what is lacking"),
    "language": ("言語", "language"),
    "measure": ("施策項目", "a measure"),
    "name": ("名称", "a name"),
    "namespace": ("名前空間", "namespace"),
    "node": ("もの", "a thing"),
    "number": ("決まった数", "so many"),
    "numberEn": ("決まった数", "so many"),
    "object": ("値", "value"),
    "other": ("別のもの", "another"),
    "parent": ("所属先", "a parent"),
    "path": ("プロパティ", "property"),
    "prefix": ("接頭辞", "prefix"),
    "property": ("プロパティ", "property"),
    "quotes": ("引用句", "quotes"),
    "reform": ("改革", "a reform"),
    "result": ("結果", "result"),
    "scheme": ("概念体系", "a scheme"),
    "stated": ("資料が述べる日付", "date"),
    "status": ("状況", "status"),
    "term": ("語", "a term"),
    "text": ("文言", "text"),
    "thing": ("もの", "a thing"),
    "title": ("標題", "title"),
    "value": ("値", "value"),
    "verb": ("prov:generated 又は prov:invalidated", "begun or ended"),
    "wanted": ("もの(IRI)又は文言", "thing or text"),
    "wantedEn": ("もの(IRI)又は文言", "a thing by its IRI, or a text"),
    "wanted_en": ("書くべきもの", "what belongs there"),
    "wanted_ja": ("書くべきもの", "what belongs there"),
    "whole": ("全体", "the whole"),
    "wholeDate": ("全体の日付", "date"),
    "word": ("語", "word"),
    "words": ("語句", "words"),
}


def read_without_finding(said: str, language: str) -> str | None:
    """A message or fix with words in its blanks; None where the whole is one blank.

    A blank of which nothing is known shows as ``…``.
    """
    if set(_BLANK.findall(said)) & _WHOLE:
        return None
    left, right = _MARKS[language]

    def worded(blank: re.Match[str]) -> str:
        name = blank[1]
        if name in _DROPPED:
            return ""
        words = _WORDS.get(name)
        return "…" if words is None else f"{left}{words[language == 'en']}{right}"

    return _BLANK.sub(worded, said)
