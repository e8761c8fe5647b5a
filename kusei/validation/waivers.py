"""Waivers: findings that are let pass until a day, by decision, with a reason.

They are data (``validation/waivers.ttl``) and as such can be wrong: one that is incomplete, past
its last day, or that waives nothing is a finding, and only complete ones that are not past
theirs waive. ::

    rule:waiver-1 a kusei:Waiver ;
        kusei:waives "KG013" ;
        kusei:node minato:kaikaku-p157 ;
        kusei:because "cited by facts that come with the next reform"@en ;
        kusei:author "curators of the reform data" ;
        kusei:lastDay "2027-03-31"^^xsd:date .
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, TypeVar

from kusei import terms
from kusei.bilingual import Text, in_both
from kusei.dataset.files import read
from kusei.errors import DatasetInvalid
from kusei.graph.store import Literal, NamedNode, SyntaxDefect
from kusei.graph.syntax_finding import syntax_finding
from kusei.report.report import Waived
from kusei.report.rules import error, warning

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from kusei.dataset.files import Location, SourceFile
    from kusei.findings import Finding
    from kusei.graph.store import Term

_Sort = TypeVar("_Sort", NamedNode, Literal)
_Found = TypeVar("_Found")

FILE: Final = "waivers.ttl"
INCOMPLETE: Final = error(
    "KG072",
    "waiver-incomplete",
    Text(
        ja="免除には {property} がちょうど一つ要る: {wanted_ja}",
        en="the waiver needs exactly one {property}: {wanted_en}",
    ),
    Text(
        ja="規則、もの、理由、決めた者、期限を一つずつ書く",
        en="write its rule, thing, reason, author and last day, each once",
    ),
    Text(
        ja="誰が、なぜ、いつまで見過ごすのかを述べない免除は、規則を消すのと同じである",
        en="A waiver without reason, author and last day would simply switch the rule off",
    ),
)
EXPIRED: Final = error(
    "KG073",
    "waiver-expired",
    Text(
        ja="{node} についての {code} の免除は {day} で切れている",
        en="waived {code} of {node} until {day}, which has passed",
    ),
    Text(
        ja="指摘されたところを直して免除を除くか、改めて決めて期限を延ばす",
        en="mend what was found and take the waiver away, or decide again and set a later day",
    ),
    Text(
        ja="期限を過ぎた免除は、見直すという約束が果たされていないことを示す",
        en="A waiver past its day is a promise to look again that nobody has kept",
    ),
)
UNUSED: Final = warning(
    "KG074",
    "waiver-unused",
    Text(
        ja="{node} についての {code} の指摘は、もうない",
        en="waives {code} of {node}, of which there is no finding",
    ),
    Text(ja="免除を除く", en="take the waiver away"),
    Text(
        ja="使われない免除を残すと、同じ所に後から生じた欠陥を隠してしまう",
        en="A waiver that is left lying about would hide the next defect in the same place",
    ),
)
RULES: Final = (INCOMPLETE, EXPIRED, UNUSED)

_K: Final = terms.KUSEI
_CODE: Final = Text(ja="規則の番号", en="code of a rule")
_NODE: Final = Text(ja="IRI", en="IRI")
_REASON: Final = Text(ja="理由(@ja か @en)", en="reason (with @ja or @en)")
_AUTHOR: Final = Text(ja="役割又は担当の名", en="name of a role or team")
_DAY: Final = Text(ja="日付(xsd:date)", en="day (xsd:date)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """One waiver that can waive: the code of its rule, its node, and why until when."""

    iri: str
    code: str
    node: str
    because: Text
    last_day: date


@dataclass(frozen=True, slots=True)
class Waivers:
    """What the file of waivers says, and what is wrong with how it says it."""

    file: SourceFile | None
    complete: tuple[Waiver, ...]
    defects: tuple[Finding, ...]


def read_waivers(location: Location, codes: Collection[str]) -> Waivers:
    """The waivers of a dataset; none where it has no such file. ``codes`` are those of its rules.

    Raises:
        DatasetInvalid: the file is not Turtle.
    """
    path = location.validation / FILE
    if not path.is_file():
        return Waivers(None, (), ())
    name = path.relative_to(location.root).as_posix()
    try:
        file = read(path, name=name)
    except SyntaxDefect as defect:
        raise DatasetInvalid([syntax_finding(defect, name)]) from None
    complete: list[Waiver] = []
    defects: list[Finding] = []
    index = file.facts.index
    for iri in dict.fromkeys(index.of_class(_K + "Waiver")):
        reader = _Reader(iri, index.about[iri], name)
        waiver = reader.waiver(codes)
        defects += reader.defects
        complete += [waiver] if waiver is not None else []
    return Waivers(file, tuple(complete), tuple(defects))


class _Reader:
    """One waiver as it is written; what is wrong with it is kept."""

    def __init__(self, iri: str, about: dict[str, list[Term]], file: str) -> None:
        self.iri = iri
        self.about = about
        self.file = file
        self.defects: list[Finding] = []

    def waiver(self, codes: Collection[str]) -> Waiver | None:
        """The waiver, or None where it is not complete."""
        code = self._one("waives", _CODE, [t for t in self._texts("waives") if t in codes])
        node = self._one("node", _NODE, [t.value for t in self._of("node", NamedNode)])
        author = self._one("author", _AUTHOR, [t for t in self._texts("author") if t.strip()])
        day = self._one("lastDay", _DAY, [d for t in self._texts("lastDay") if (d := _day(t))])
        reasons = {t.language: t.value for t in self._of("because", Literal)}
        because = in_both({tag: reasons[tag] for tag in ("ja", "en") if tag in reasons})
        if because is None or len(reasons) != len(self.about.get(_K + "because", [])):
            self._defect("because", _REASON)
            return None
        if code is None or node is None or author is None or day is None:
            return None
        return Waiver(iri=self.iri, code=code, node=node, because=because, last_day=day)

    def _of(self, name: str, sort: type[_Sort]) -> list[_Sort]:
        return [t for t in self.about.get(_K + name, []) if isinstance(t, sort)]

    def _texts(self, name: str) -> list[str]:
        return [t.value for t in self._of(name, Literal)]

    def _one(self, name: str, wanted: Text, found: list[_Found]) -> _Found | None:
        if len(found) == 1 == len(self.about.get(_K + name, [])):
            return found[0]
        self._defect(name, wanted)
        return None

    def _defect(self, name: str, wanted: Text) -> None:
        texts = {
            "property": terms.compact(_K + name),
            "wanted_ja": wanted.ja,
            "wanted_en": wanted.en,
        }
        finding = INCOMPLETE.finding(focus=self.iri, path=_K + name, file=self.file, texts=texts)
        self.defects.append(finding)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def apply_waivers(
    findings: Iterable[Finding], waivers: Waivers, *, today: date
) -> tuple[list[Finding], list[Waived]]:
    """The findings that are left, with those about the waivers themselves, and what is waived."""
    holding = {(w.code, w.node): w for w in waivers.complete if today <= w.last_day}
    left: list[Finding] = []
    waived: list[Waived] = []
    seen: set[tuple[str, str | None]] = set()
    for finding in findings:
        about = (finding.code, finding.focus)
        seen.add(about)
        waiver = holding.get((finding.code, finding.focus or ""))
        if waiver is None:
            left.append(finding)
        else:
            one = Waived(
                finding=finding,
                waiver=waiver.iri,
                because=waiver.because,
                until=waiver.last_day,
            )
            waived.append(one)
    return [*left, *waivers.defects, *_overdue(waivers, seen, today)], waived


def _overdue(
    waivers: Waivers, seen: Collection[tuple[str, str | None]], today: date
) -> Iterator[Finding]:
    name = waivers.file.name if waivers.file is not None else None
    for waiver in waivers.complete:
        texts = {
            "code": waiver.code,
            "node": terms.compact(waiver.node),
            "day": waiver.last_day.isoformat(),
        }
        if today > waiver.last_day:
            path = _K + "lastDay"
            yield EXPIRED.finding(focus=waiver.iri, path=path, file=name, texts=texts)
        elif (waiver.code, waiver.node) not in seen:
            path = _K + "waives"
            yield UNUSED.finding(focus=waiver.iri, path=path, file=name, texts=texts)
