"""The rule that a date is as narrow as the passages it rests on: no narrower, no wider, no other.

The sources date in Japanese, often in a heading (平成21年4月). What the cited passages say, each
with the nearest heading over it that holds a date, is read with
:func:`kusei.dates.typed.parse_typed` and compared with the date of the event, instrument, decision
or document that cites them.
2009-04 must not become 2009-04-01, nor 2009, nor 2009-05.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.dates.typed import DateError, Precision, parse_period, parse_typed
from kusei.findings import Text
from kusei.report.rules import error

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from kusei.dataset.files import Dataset
    from kusei.dataset.index import Index
    from kusei.dates.typed import Span
    from kusei.findings import Finding

NOT_A_DAY: Final = error(
    "KG060",
    "no-such-date",
    Text(ja="{date} という日付はない", en="there is no date {date}"),
    Text(ja="暦にある日付を書く", en="write a date of the calendar"),
    Text(
        ja="存在しない日付からは、期間も順序も計算できない",
        en="From a date that does not exist no period and no order can be reckoned",
    ),
)
OTHER_THAN_PASSAGE: Final = error(
    "KG029",
    "date-not-of-its-passage",
    Text(
        ja="日付は {date} だが、引用する箇所は {stated} と述べる",
        en="its date is {date}, but the cited passages say {stated}",
    ),
    Text(
        ja="資料と同じ細かさの日付にするか、その日付を述べる箇所を引く",
        en="make the date as narrow as the source, or cite the passage that states it",
    ),
    Text(
        ja="資料より細かい日付は作り話であり、粗い日付は資料が述べたことを捨てている",
        en="A date narrower than its source is made up, and a wider one throws away "
        "what the source says",
    ),
)
DATE_LEFT_OUT: Final = error(
    "KG063",
    "date-left-out",
    Text(
        ja="引用する箇所は {stated} と述べるが、日付(kusei:when)がない",
        en="the cited passages say {stated}, but it has no date (kusei:when)",
    ),
    Text(ja="kusei:when を書く", en="write kusei:when"),
    Text(
        ja="資料が述べる日付を書かないと、期間が不必要に不明になる",
        en="A date that the source states and the graph leaves out makes periods "
        "needlessly unknown",
    ),
)
UNTIL_WHEN: Final = error(
    "KG088",
    "until-without-as-of",
    Text(
        ja="「{words}」までのことを述べる箇所に、基準時点(kusei:asOf)がない",
        en="speaks of a time until {words}, but has no kusei:asOf",
    ),
    Text(ja="その時点を kusei:asOf に書く", en="write that time as kusei:asOf"),
    Text(
        ja="「まで」の時点を書かないと、過去のことが今日も続いていることになる",
        en="Without that time, what stands under the passage would be attested for today",
    ),
)
RULES: Final = (NOT_A_DAY, OTHER_THAN_PASSAGE, DATE_LEFT_OUT, UNTIL_WHEN)

_K: Final = terms.KUSEI
_OF_INSTRUMENTS: Final = (_K + "date", _K + "inForceFrom")
"""An instrument has two dates of its own, so no passage need be of both."""
_DATED: Final = (_K + "when", _K + "during", _K + "asOf", *_OF_INSTRUMENTS)
_ERAS: Final = ("明治", "大正", "昭和", "平成", "令和")
_UNTIL: Final = ("まで", "限り")
_NUMBER: Final = "(?:元|[0-9]{1,2})"
_JAPANESE: Final = re.compile(
    rf"(?P<era>{'|'.join(_ERAS)})?(?<![0-9])(?:[0-9]{{4}}|{_NUMBER}(?:・{_NUMBER})*)年"
    r"(?:度|(?P<month>[0-9]{1,2})月(?:[0-9]{1,2}日)?)?"
)
_YEARS_AWAY: Final = {"昨年": -1, "本年": 0, "今年": 0, "来年": 1}
_RELATIVE: Final = re.compile(rf"({'|'.join(_YEARS_AWAY)})(?=[0-9]{{1,2}}月)")


@dataclass(frozen=True, slots=True)
class _Stated:
    """One date that a quote states; several spans where it leaves the era to the reader."""

    words: str
    spans: frozenset[tuple[date, date]]
    until: bool

    def meets(self, days: tuple[date, date]) -> bool:
        """Whether it can be of the same day as ``days``."""
        return any(first <= days[1] and days[0] <= last for first, last in self.spans)


def date_findings(dataset: Dataset, index: Index) -> Iterator[Finding]:
    """Dates that do not exist, or that are not those of the passages cited."""
    for thing in index:
        for path in _DATED:
            for text in index.literals(thing, path):
                yield from _compare(thing, path, text, dataset, index)
    yield from _until(dataset, index)
    for event in index:
        if index.iris(event, _K + "status") and not index.literals(event, _K + "when"):
            stated = [s for chain in _stated_by_citation(event, index) for s in chain]
            if stated:
                words = ", ".join(dict.fromkeys(s.words for s in stated))
                yield DATE_LEFT_OUT.finding(
                    focus=event, file=dataset.file_of(event), texts={"stated": words}
                )


def _until(dataset: Dataset, index: Index) -> Iterator[Finding]:
    """Headings such as 平成18年3月まで, without which what stands under them would attest today."""
    for passage in index.of_class(_K + "Passage"):
        for text in index.literals(passage, _K + "exact"):
            ended = [s.words for s in dates_in(text) if s.until]
            if ended and not index.literals(passage, _K + "asOf"):
                yield UNTIL_WHEN.finding(
                    focus=passage, file=dataset.file_of(passage), texts={"words": ended[0]}
                )


def _compare(thing: str, path: str, text: str, dataset: Dataset, index: Index) -> Iterator[Finding]:
    file = dataset.file_of(thing)
    try:
        period = parse_period(text)
    except DateError:
        if re.match(r"\[?[0-9]{4}", text):  # what is no date at all is found by its shape
            yield NOT_A_DAY.finding(
                focus=thing, path=path, value=_literal(text), file=file, texts={"date": text}
            )
        return
    chains = _stated_by_citation(thing, index)
    stated = [s for chain in chains for s in chain]
    given = (period.earliest, period.latest)
    apart = path not in _OF_INSTRUMENTS and any(
        not any(s.meets(given) for s in chain) for chain in chains
    )
    if stated and (apart or not any(given in s.spans for s in stated)):
        words = ", ".join(dict.fromkeys(s.words for s in stated))
        yield OTHER_THAN_PASSAGE.finding(
            focus=thing,
            path=path,
            value=_literal(text),
            file=file,
            texts={"date": text, "stated": words},
        )


def _stated_by_citation(thing: str, index: Index) -> list[list[_Stated]]:
    """The dates of each passage that a thing cites (of a passage: its own), of the nearest
    heading that holds one; nothing for a citation without a date.
    """  # noqa: D205 - the condition belongs to the sentence
    if index.iris(thing, terms.OA + "hasSource"):
        chains = [[thing]]
    else:
        cited = index.iris(thing, terms.PROV + "wasDerivedFrom")
        chains = [index.headings(passage) for passage in cited]
    # What is inferred from the layout takes its date from any heading, not from the nearest.
    inferred = _K + "inferredFromLayout" in index.iris(thing, _K + "basis")
    found: list[list[_Stated]] = []
    for chain in chains:
        here: list[_Stated] = []
        for place in chain:
            stated = [s for words in _words(place, index) for s in dates_in(words)]
            here += stated
            if stated and not inferred:
                break
        if here:
            found.append(here)
    return found


def _words(passage: str, index: Index) -> list[str]:
    """What a passage quotes; in 本年4月 the year is that of which its document speaks."""
    words = [unicodedata.normalize("NFKC", t) for t in index.literals(passage, _K + "exact")]
    sources = index.iris(passage, terms.OA + "hasSource")
    documents = [d for s in sources for d in index.iris(s, terms.PROV + "specializationOf") or [s]]
    years = {y for d in documents for t in index.literals(d, _K + "asOf") for y in _years(t)}
    if len(years) != 1:
        return words
    (year,) = years
    return [_RELATIVE.sub(lambda m: f"{year + _YEARS_AWAY[m[1]]}年", w) for w in words]


def _years(as_of: str) -> set[int]:
    """The years in which a time lies, none where it is no date."""
    try:
        period = parse_period(as_of)
    except DateError:
        return set()
    return {period.earliest.year, period.latest.year}


def dates_in(words: str) -> list[_Stated]:
    """The dates that a Japanese phrase holds, as spans of days."""
    found: list[_Stated] = []
    text = unicodedata.normalize("NFKC", words)
    for match in _JAPANESE.finditer(text):
        phrase = match[0]
        bare = match["era"] is None and not re.match("[0-9]{4}", phrase)
        if bare and match["month"] is None:
            continue  # 6年が経過, 3年目: a length of time
        until = text.startswith(_UNTIL, match.end())
        spans = set()
        for era in _ERAS if bare else ("",):
            try:
                span = parse_typed(era + phrase).span
            except DateError:
                continue
            spans.add((span.earliest, span.latest))
            if until:
                spans.add(_following(span))
        if spans:
            found.append(_Stated(phrase, frozenset(spans), until))
    return found


def _following(span: Span) -> tuple[date, date]:
    """The day, month or year after a span: what ends with March is not there in April."""
    first = span.latest + timedelta(days=1)
    if span.precision is Precision.DAY:
        return first, first
    if span.precision is Precision.MONTH:
        return first, first.replace(day=monthrange(first.year, first.month)[1])
    return first, first.replace(year=first.year + 1) - timedelta(days=1)


def _literal(text: str) -> str:
    return f'"{text}"^^<{terms.EDTF_DATE}>'
