"""Slips that a curator makes: each is one edit of the real data, and validation must find it.

A mutant is found when it brings a finding that the data does not have, with the code given, in
the file that was edited (or in the one named, where the slip shows in another).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

import pytest

from kusei.dataset.files import Dataset, read_bytes
from kusei.validation import validate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kusei.dataset.files import SourceFile
    from kusei.findings import Finding

TODAY: Final = date(2026, 11, 22)
E2006: Final = "data/minato/events/2006.ttl"
E2015: Final = "data/minato/events/2015-2021.ttl"
E2009: Final = "data/minato/events/2009.ttl"
E2010: Final = "data/minato/events/2010.ttl"
E2013: Final = "data/minato/events/2012-2014.ttl"
E2017: Final = "data/minato/events/2017-2018.ttl"
KINDS: Final = "data/minato/kinds.ttl"
UNITS: Final = "data/minato/units.ttl"
DUTIES: Final = "data/minato/duties.ttl"
POSTS: Final = "data/minato/posts.ttl"
WARD: Final = "data/minato/ward.ttl"
INSTRUMENTS: Final = "data/minato/instruments.ttl"
PAGE: Final = "data/minato/sources/kaikaku.ttl"

HOCHI: Final = "minato:event-2017-04-ikan-hochi-jitensha-taisaku a"
CHUSHAJO: Final = "minato:event-2017-04-ikan-jitensha-chushajo-kanri a"
KUMIN: Final = "minato:event-2009-04-kumin-ka a"
KANRI: Final = "minato:event-2009-04-kanri-ka a"
SECOND_NAME: Final = """\
minato:name-kind-kanri-ka-2 a kusei:Name ;
    kusei:nameOf minato:kind-kanri-ka ;
    kusei:text "管理課"@ja, "Administration Section"@en ;
    kusei:editorial "en" ;
    kusei:nameKind kusei:formalName ;
    kusei:scope kusei:each ;
    prov:wasDerivedFrom minato:kaikaku-p051 .
"""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One slip: after ``anchor``, the first ``old`` becomes ``new``."""

    name: str
    file: str
    anchor: str
    old: str
    new: str
    code: str
    found_in: str | None = None


_ROWS: Final[tuple[tuple[str, ...], ...]] = (
    # What begins and what ends
    ("renaming flipped", E2009, KUMIN,
      "prov:invalidated minato:name-kind-kumin-ka-1 ;\n    prov:generated minato:name-kind-kumin-ka-2",
      "prov:generated minato:name-kind-kumin-ka-1 ;\n    prov:invalidated minato:name-kind-kumin-ka-2", "KG034"),
    ("establishment ends what it began", E2009, KANRI, "prov:generated", "prov:invalidated", "KG230"),
    ("transfer flipped", E2017, HOCHI,
      "prov:invalidated minato:assignment-hochi-jitensha-taisaku--machizukuri-shien-bu ;\n    prov:generated minato:assignment-hochi-jitensha-taisaku--sogo-shisho",
      "prov:generated minato:assignment-hochi-jitensha-taisaku--machizukuri-shien-bu ;\n    prov:invalidated minato:assignment-hochi-jitensha-taisaku--sogo-shisho", "KG036"),
    ("replacement flipped", E2017, "minato:event-2017-04-machizukuri-ka a",
      "prov:generated minato:kind-machizukuri-ka", "prov:invalidated minato:kind-machizukuri-ka", "KG241"),
    ("begun instead of ended", E2006, "minato:event-2006-04-sogo-shisho a", "prov:invalidated", "prov:generated", "KG242"),
    ("the old name is not ended", E2009, KUMIN, "    prov:invalidated minato:name-kind-kumin-ka-1 ;\n", "", "KG236"),
    ("one thing left out of an event", E2009, KANRI, "        minato:assignment-kocho--kanri-ka,\n", "", "KG085"),
    ("a transfer that ends nothing", E2017, HOCHI,
      "    prov:invalidated minato:assignment-hochi-jitensha-taisaku--machizukuri-shien-bu ;\n", "", "KG244"),
    ("a transfer of two duties", E2017, HOCHI, "prov:generated minato:assignment-hochi-jitensha-taisaku--sogo-shisho",
      "prov:generated minato:assignment-koen-seibi--sogo-shisho", "KG053"),
    ("a thing begun twice", E2017, "minato:event-2017-04-machizukuri-ka a",
      "prov:generated minato:kind-machizukuri-ka", "prov:generated minato:kind-machizukuri-ka, minato:kind-kanri-ka", "KG051"),
    # Dates
    ("a month made a day", E2009, KANRI, '"2009-04"', '"2009-04-01"', "KG029"),
    ("another month", E2013, "minato:event-2013-04-kenko a", '"2013-04"', '"2013-05"', "KG029"),
    ("two fiscal years made one", E2017, CHUSHAJO, '"[2017-04..2019-03]"', '"[2017-04..2018-03]"', "KG029"),
    ("a fuzzy date made exact", E2017, CHUSHAJO, '"[2017-04..2019-03]"', '"2018-04-01"', "KG029"),
    ("a month told by a speech moved", E2017, HOCHI, '"2018-04"', '"2018-05"', "KG029"),
    ("a date left out", E2009, KANRI, '    kusei:when "2009-04"^^edtf:EDTF ;\n', "", "KG063"),
    ("a date badly written", E2010, "minato:event-2010-04-shien-bu a", '"2010-04"', '"2010/04"', "KG221"),
    ("a date of another datatype", E2010, "minato:event-2010-04-shien-bu a",
      '"2010-04"^^edtf:EDTF', '"2010-04-01"^^<http://www.w3.org/2001/XMLSchema#date>', "KG221"),
    ("unknown written as 1900", INSTRUMENTS, "minato:instrument-jujitsusaku-2009-07 a", '"2009-07"', '"1900-01-01"', "KG025"),
    ("an instrument a year late", INSTRUMENTS, "minato:instrument-jujitsusaku-2008-11 a", '"2008-11"', '"2009-11"', "KG029"),
    ("a decision of another month", E2013, "minato:decision-2012-10", '"2012-10"', '"2012-11"', "KG029"),
    ("the day of a page moved", PAGE, "minato:document-kaikaku a", '"2024-03-27"', '"2024-03-28"', "KG029"),
    ("the time of a heading moved", PAGE, "minato:kaikaku-p014 a", '"2006-03"', '"2006-05"', "KG029"),
    ("a plan whose day has passed", E2009, KANRI, "kusei:reported", "kusei:planned", "KG026"),
    ("what happened is cancelled", E2017, HOCHI, "kusei:reported", "kusei:cancelled", "KG059"),
    # Evidence
    ("a citation dropped", E2009, "minato:assignment-kocho--kanri-ka a",
      ";\n    prov:wasDerivedFrom minato:kaikaku-p053 .", ".", "KG012"),
    ("another passage cited", E2009, "minato:assignment-kocho--kanri-ka a", "kaikaku-p053", "kaikaku-p056", "KG064"),
    ("one of two citations dropped", E2009, KUMIN, ", minato:kaikaku-p058", "", "KG013", PAGE),
    ("a passage that is not there", E2009, "minato:assignment-kocho--kanri-ka a", "kaikaku-p053", "kaikaku-p0053", "KG008"),
    ("a quote changed", PAGE, "minato:kaikaku-p053 a", '"広聴"', '"公聴"', "KG064", E2009),
    ("a quote made long", PAGE, "minato:kaikaku-p053 a", '"広聴"', '"総合支所全体をとりまとめる他、広聴、施設計画を担う管理課を設置"', "KG311"),
    ("another heading", PAGE, "minato:kaikaku-p063 a", "kusei:under minato:kaikaku-p062", "kusei:under minato:kaikaku-p040", "KG038"),
    ("a heading left out", PAGE, "minato:kaikaku-p051 a", "    kusei:under minato:kaikaku-p040 ;\n", "", "KG038"),
    ("the digest of a copy changed", PAGE, "minato:copy-kaikaku-2024-03-27 a", '"3ca72f', '"3ca72e', "KG058"),
    ("the digest of a copy cut", PAGE, "minato:copy-kaikaku-2024-03-27 a", '"3ca72f', '"', "KG301"),
    # Terms and IRIs
    ("a misspelt property", E2009, "minato:assignment-kocho--kanri-ka a", "kusei:capacity", "kusei:capacty", "KG007"),
    ("a misspelt class", KINDS, "minato:kind-kanri-ka a", "kusei:UnitKind", "kusei:Unitkind", "KG007"),
    ("a term that ORG does not have", UNITS, "minato:unit-kikaku-ka a", "org:classification", "org:classifiedAs", "KG007"),
    ("a dangling IRI", E2009, KANRI, "minato:kind-kanri-ka", "minato:kind-kanrika", "KG008"),
    ("one IRI for two passages", PAGE, "", "minato:kaikaku-p054 a", "minato:kaikaku-p053 a", "KG311"),
    ("one IRI for two kinds", KINDS, "", "minato:placement-kind-kumin-ka-1 a", "minato:placement-kind-kanri-ka-1 a", "KG170"),
    ("wrong class", E2009, "minato:assignment-kocho--kanri-ka a", "kusei:Assignment", "kusei:Purpose", "KG015"),
    ("wrong type of event", E2009, KANRI, "kusei:Establishment", "kusei:Abolition", "KG232"),
    ("an establishment made a bundle", E2009, KANRI, "kusei:Establishment", "kusei:Reorganisation", "KG055"),
    ("an addition made a transfer", E2013, "minato:event-2013-04-kenko a", "kusei:DutyAddition", "kusei:DutyTransfer", "KG244"),
    # Claims
    ("a second certain name", KINDS, "minato:name-kind-kanri-ka-1 a",
      "    prov:wasDerivedFrom minato:kaikaku-p051 .",
      "    prov:wasDerivedFrom minato:kaikaku-p051 .\n\n" + SECOND_NAME, "KG030"),
    ("a scope left out", E2009, "minato:assignment-kocho--kanri-ka a", "    kusei:scope kusei:each ;\n", "", "KG044"),
    ("a scope on a unit", UNITS, "minato:name-unit-kikaku-ka-1 a", "kusei:nameKind", "kusei:scope kusei:each ;\n    kusei:nameKind", "KG045"),
    ("each made some", E2009, "minato:assignment-kocho--kanri-ka a", "kusei:each", "kusei:some", "KG057"),
    ("some made each", E2006, "minato:purpose-kind-shien-bu-1 a", "kusei:some", "kusei:each", "KG057"),
    ("a concept of another scheme", E2009, "minato:assignment-kocho--kanri-ka a", "kusei:inCharge", "kusei:each", "KG046"),
    ("another capacity", E2013, "minato:assignment-sumai-bohan-josei--sogo-shisho a", "kusei:subsidy", "kusei:inCharge", "KG043"),
    ("duty and holder exchanged", E2009, "minato:assignment-kocho--kanri-ka a",
      "kusei:duty minato:duty-kocho ;\n    kusei:holder minato:kind-kanri-ka",
      "kusei:duty minato:kind-kanri-ka ;\n    kusei:holder minato:duty-kocho", "KG180"),
    ("another holder", E2009, "minato:assignment-kocho--kanri-ka a", "minato:kind-kanri-ka", "minato:kind-kumin-ka", "KG062"),
    ("another duty", E2009, "minato:assignment-kocho--kanri-ka a", "minato:duty-kocho", "minato:duty-koen-seibi", "KG062"),
    ("a group assigned", E2013, "minato:assignment-ninpu", "minato:duty-ninpu-kenshin-josei-shinsei-uketsuke", "minato:duty-kenko", "KG042"),
    ("another group", DUTIES, "minato:duty-kogai-shido a", "duty-kankyo-kogai", "duty-kenko", "KG064"),
    ("another parent", KINDS, "minato:placement-kind-kanri-ka-1 a", "minato:kind-sogo-shisho", "minato:kind-bu", "KG065"),
    ("a section under a section", KINDS, "minato:placement-kind-kumin-ka-1 a", "minato:kind-sogo-shisho", "minato:kind-kanri-ka", "KG066"),
    ("under what had ended", KINDS, "minato:placement-kind-kanri-ka-1 a", "minato:kind-sogo-shisho", "minato:kind-shisho", "KG024"),
    ("another kind", UNITS, "minato:unit-kikaku-ka a", "minato:kind-ka", "minato:kind-bu", "KG066"),
    ("another rank", E2015, "minato:ranking-post-kanko-seisaku-tanto-kacho-1 a", "kusei:sectionChiefRank", "kusei:departmentDirectorRank", "KG064"),
    ("heads another office", POSTS, "minato:role-sogo-shisho-cho a", "minato:kind-sogo-shisho", "minato:kind-shisho", "KG067"),
    # Words
    ("a Japanese label left out", DUTIES, "minato:duty-kocho a", '"広聴"@ja, ', "", "KG018"),
    ("an English text tagged as Japanese", KINDS, "minato:name-kind-kanri-ka-1 a", '"Management Section"@en', '"Management Section"@ja', "KG019"),
    ("the tags exchanged", KINDS, "minato:name-kind-kanri-ka-1 a", '"管理課"@ja, "かんりか"@ja-Hira, "Management Section"@en', '"管理課"@en, "かんりか"@ja-Hira, "Management Section"@ja', "KG019"),
    ("a reading left out", KINDS, "minato:name-kind-kanri-ka-1 a", '"かんりか"@ja-Hira, ', "", "KG096"),
    ("a reading in kanji", KINDS, "minato:name-kind-kanri-ka-1 a", "かんりか", "管理課", "KG019"),
    ("a reading unmarked", KINDS, "minato:name-kind-kanri-ka-1 a", ', "ja-Hira"', "", "KG086"),
    ("a name misspelt", KINDS, "minato:name-kind-kanri-ka-1 a", "管理課", "管現課", "KG064"),
    ("街づくり normalised", UNITS, "minato:name-unit-machizukuri-shien-bu-1 a", "街づくり支援部", "まちづくり支援部", "KG064"),
    ("a label beside the names", KINDS, "minato:kind-kanri-ka a", "skos:broader", '<http://www.w3.org/2000/01/rdf-schema#label> "管理課"@ja ;\n    skos:broader', "KG032"),
    # Wholes
    ("part of another bundle", E2009, KANRI, "event-2009-04-sogo-shisho ;", "event-2010-04-shien-bu ;", "KG028"),
    ("according to a later plan", E2009, "minato:event-2009-04-sogo-shisho-jujitsusaku a", "instrument-jujitsusaku-2008-11", "instrument-jujitsusaku-2009-07", "KG039"),
    ("changed another thing", E2009, "minato:event-2009-04-sogo-shisho a", "kusei:changed minato:kind-sogo-shisho", "kusei:changed minato:kind-shisho", "KG069"),
    ("renamed another thing", E2009, KUMIN, "kusei:changed minato:kind-kumin-ka", "kusei:changed minato:kind-kanri-ka", "KG054"),
    ("a bundle that is part of itself", E2009, "minato:event-2009-04-sogo-shisho a", "minato:reform-soshiki-taisei-minaoshi", "minato:event-2009-04-sogo-shisho-jujitsusaku", "KG048"),
)  # fmt: skip
MUTANTS: Final = tuple(Mutant(*row) for row in _ROWS)


@pytest.fixture(scope="module")
def baseline(minato: Dataset) -> set[Finding]:
    """What is found in the data as it is."""
    return set(validate(minato, today=TODAY).findings)


@pytest.fixture(scope="module")
def new_findings(minato: Dataset, baseline: set[Finding]) -> Callable[[Mutant], list[Finding]]:
    """What is found in a mutant and not in the data as it is."""

    def found(mutant: Mutant) -> list[Finding]:
        changed = Dataset(minato.location, _changed(minato, mutant))
        return [f for f in validate(changed, today=TODAY).findings if f not in baseline]

    return found


def _changed(minato: Dataset, mutant: Mutant) -> Iterable[SourceFile]:
    for file in minato.files:
        if file.name != mutant.file:
            yield file
            continue
        text = file.content.decode()
        start = text.index(mutant.old, text.index(mutant.anchor))
        text = text[:start] + mutant.new + text[start + len(mutant.old) :]
        yield read_bytes(text.encode(), path=file.path, name=file.name)


@pytest.mark.slow
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_slip_is_found_in_its_file(
    mutant: Mutant, new_findings: Callable[[Mutant], list[Finding]]
) -> None:
    """The finding says which rule, and lies where the slip is."""
    found = {(finding.code, finding.file) for finding in new_findings(mutant)}
    assert (mutant.code, mutant.found_in or mutant.file) in found
