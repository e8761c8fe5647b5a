"""What the sources leave open or say twice: a test for each of the twenty-six known traps.

They are numbered as in the list of contradictions and ambiguities that goes with the known facts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from kusei import terms
from kusei.queries.catalogue import stored_query
from kusei.queries.run import run_stored
from tests.facts.test_periods import (
    ABSENT,
    CERTAIN,
    FUZZY,
    IN_APRIL_2018,
    LATER,
    PLAN_PASSED,
    TRANSFERS,
    check,
    phases,
)

if TYPE_CHECKING:
    from kusei.dataset.files import Dataset, Location
    from kusei.graph.store import Rows

MINATO: Final = terms.PREFIXES["minato"]
FISCAL_2017_18: Final = "[2017-04..2019-03]"
DEPARTMENTS: Final = {
    "産業・地域振興支援部",
    "保健福祉支援部",
    "子ども家庭支援部",
    "街づくり支援部",
    "環境リサイクル支援部",
    "企画経営部",
    "総務部",
}
OFFICES: Final = ("shiba", "azabu", "akasaka", "takanawa", "shibaura-konan")


def select(minato: Dataset, pattern: str, *, of: str = "?x") -> set[str]:
    """The values of a variable, IRIs of the ward by their local names."""
    query = f"SELECT DISTINCT {of} {{ {pattern} }}"
    found: Rows = minato.store.query(query, prefixes=terms.PREFIXES)  # type: ignore[assignment]
    return {str(row[0].value).removeprefix(MINATO) for row in found.rows}  # type: ignore[union-attr]


def contradicts(minato: Dataset, one: str, other: str) -> bool:
    """Whether two things contradict each other, said on both sides."""
    return all(
        b in select(minato, f"minato:{a} kusei:contradictedBy ?x")
        for a, b in ((one, other), (other, one))
    )


def when(minato: Dataset, event: str) -> set[str]:
    """The days of an event, as they are written."""
    return select(minato, f"minato:{event} kusei:when ?x")


def certain(minato: Dataset, thing: str, day: str) -> bool:
    """Whether a thing is certain on a day."""
    return CERTAIN in phases(minato, thing, day)


def test_every_contradiction_is_listed(minato: Dataset, location: Location) -> None:
    """The stored query shows each thing that a source contradicts, passages among them."""
    answer = run_stored(stored_query(location, "contradictions"), {}, minato.store, language="en")
    column = answer.columns.index("said_entity")
    listed = {str(row[column].value).removeprefix(MINATO) for row in answer.rows}  # type: ignore[union-attr]
    contradicted = select(minato, "?x kusei:contradictedBy ?other")
    assert listed == contradicted
    assert {"event-2006-04-shiba-chiku", "gikai-20220922-or-2023-p1"} <= listed


def test_01_the_section_for_machizukuri_has_no_month(minato: Dataset) -> None:
    """The post's end and the section's begin are some day of fiscal 2017-18, and not 2018-04."""
    assert when(minato, "event-2017-04-machizukuri-ka") == {FISCAL_2017_18}
    for thing in ("role-machizukuri-tanto-kacho", "kind-machizukuri-ka"):
        check(minato, thing, {"2018-04-01": FUZZY, "2018-04-30": FUZZY})


@pytest.mark.parametrize(("duty", "giver"), TRANSFERS)
def test_02_only_what_the_speech_names_moved_in_april_2018(
    minato: Dataset, duty: str, giver: str
) -> None:
    """A transfer is dated to 2018-04 where the speech names it, and else to two fiscal years."""
    expected = "2018-04" if duty in IN_APRIL_2018 else FISCAL_2017_18
    events = select(minato, f"?x prov:invalidated minato:assignment-{duty}--{giver}")
    assert len(events) == 1
    assert when(minato, events.pop()) == {expected}


def test_03_the_reform_of_fiscal_2017_18_was_carried_out(minato: Dataset) -> None:
    """No event of the reform of fiscal 2017-18 is planned; its future tense stands as measures."""
    inside = "?x dct:isPartOf+ minato:reform-heisei-29-30"
    assert select(minato, f"{inside} ; kusei:status kusei:reported") >= {
        "event-2017-04-machizukuri-ka"
    }
    assert select(minato, f"{inside} ; kusei:status kusei:planned") == set()
    measures = select(minato, f"{inside} ; a kusei:Measure")
    assert "measure-heisei-29-30-hokosei-3" in measures


def test_04_a_post_gave_way_to_a_section_and_was_not_renamed(minato: Dataset) -> None:
    """Post, group and section are three things: one replaced another, and the group is left alone."""
    event = "minato:event-2017-04-machizukuri-ka"
    assert terms.KUSEI + "Replacement" in select(minato, f"{event} a ?x")
    ended = select(minato, f"{event} prov:invalidated ?x")
    assert "role-machizukuri-tanto-kacho" in ended
    assert select(minato, f"{event} prov:generated ?x") == {"kind-machizukuri-ka"}
    assert select(minato, "?x prov:invalidated minato:kind-machizukuri-tanto") == set()
    for bearer in ("role-machizukuri-tanto-kacho", "kind-machizukuri-ka"):
        assert len(select(minato, f"?x kusei:nameOf minato:{bearer}")) == 1


@pytest.mark.parametrize(
    ("event", "day"),
    [("event-2009-04-sogo-shisho", "2009-04"), ("event-2010-04-shien-bu", "2010-04")],
)
def test_05_two_datings_of_the_reorganisations_are_both_kept(
    minato: Dataset, event: str, day: str
) -> None:
    """The history's fiscal 2008 contradicts the page's months, bends neither and bounds nothing."""
    other = "event-2008-sogo-shisho-shien-bu"
    assert contradicts(minato, event, other)
    assert when(minato, event) == {day}
    assert when(minato, other) == {"[2008-04..2009-03]"}
    assert select(minato, f"minato:{other} prov:generated|prov:invalidated ?x") == set()


def test_06_two_documents_of_one_title_are_two(minato: Dataset) -> None:
    """The two 充実策 have a date each, and hang on the reorganisations by the layout alone."""
    named = '?x a kusei:Instrument ; rdfs:label ?l FILTER (STRSTARTS(?l, "総合支所中心の"))'
    plans = select(minato, named)
    assert plans == {"instrument-jujitsusaku-2008-11", "instrument-jujitsusaku-2009-07"}
    for plan in plans:
        assert len(select(minato, f"minato:{plan} kusei:date ?x")) == 1
        basis = select(minato, f"?e kusei:accordingTo minato:{plan} ; kusei:basis ?x")
        linked = select(minato, f"?x kusei:accordingTo minato:{plan}")
        stated = select(
            minato,
            f"?x kusei:accordingTo minato:{plan} FILTER NOT EXISTS {{ ?x kusei:basis ?basis }}",
        )
        assert linked
        assert (basis, stated) == ({terms.KUSEI + "inferredFromLayout"}, set())


def test_07_one_evaluation_bears_two_terms_and_its_report_no_date(minato: Dataset) -> None:
    """外部評価 and 第三者評価 are one decision, and the report that came of it is undated."""
    found = select(minato, '?x rdfs:label|skos:altLabel "第三者評価"@ja')
    assert found == {"decision-2008-gaibu-hyoka"}
    assert found == select(minato, '?x a kusei:Decision ; rdfs:label "外部評価"@ja')
    report = select(minato, "minato:decision-2008-gaibu-hyoka prov:generated ?x")
    assert report == {"instrument-gaibu-hyoka-hokokusho"}
    assert select(minato, "minato:instrument-gaibu-hyoka-hokokusho kusei:date ?x") == set()


def test_08_the_plan_for_fiscal_2013_has_three_dates(minato: Dataset) -> None:
    """Named for fiscal 2013, adopted in 2012-10, in effect in 2013-04: three things, three dates."""
    plan = "minato:instrument-heisei-25-jujitsusaku"
    assert select(minato, f"{plan} kusei:date ?x") == {"2012-10"}
    assert select(minato, f"?d prov:generated {plan} ; kusei:during ?x") == {"2012-10"}
    carried_out = f"?e kusei:accordingTo {plan} ; kusei:status kusei:reported ; kusei:when ?x"
    assert select(minato, carried_out) == {"2013-04"}


def test_09_the_two_wordings_on_cameras_are_not_made_one(minato: Dataset) -> None:
    """A subsidy for cameras is a point of the plan that no initiative is said to realise."""
    point = "minato:measure-heisei-25-1-3"
    assert select(minato, f'{point} rdfs:label ?x FILTER (LANG(?x) = "ja")') == {
        "町会等が道路等に設置する防犯カメラ設置費の助成金交付"
    }
    assert select(minato, f"{point} kusei:realisedBy ?x") == set()
    duty = "minato:duty-bohan-kamera-setchi-shien"
    assert select(minato, f'{duty} rdfs:label ?x FILTER (LANG(?x) = "ja")') == {
        "防犯カメラ設置支援等"
    }


def test_10_what_and_others_covers_is_not_told(minato: Dataset) -> None:
    """The review is of 専決規程等; the amendment is of one instrument, and changes no authority."""
    label = 'minato:measure-heisei-25-3 rdfs:label ?x FILTER (LANG(?x) = "ja")'
    assert select(minato, label) == {"事案専決規程等の見直し"}
    amended = select(minato, "minato:decision-2013-04-jian-senketsu-kitei kusei:amended ?x")
    assert amended == {"instrument-jian-senketsu-kitei"}
    revisions = select(
        minato, '?x a kusei:AuthorityRevision ; kusei:when ?w FILTER (STRSTARTS(STR(?w), "2013"))'
    )
    assert revisions == set()


def test_11_the_cooperation_office_may_be_a_room(minato: Dataset) -> None:
    """総合支所連携室 sits in the building, its doubt is written down, and nothing is put into it."""
    room = "minato:unit-sogo-shisho-renkei-shitsu"
    assert select(minato, f"?p kusei:placed {room} ; kusei:site ?x") == {"本庁舎"}
    assert select(minato, f'{room} skos:scopeNote ?x FILTER (LANG(?x) = "ja")')
    inside = select(minato, f"?x org:postIn {room}") | select(minato, f"?x kusei:parent {room}")
    assert inside | select(minato, f"?x kusei:holder {room}") == set()


def test_12_only_the_residents_section_was_renamed(minato: Dataset) -> None:
    """くらし応援課 and 区民課 are one kind; the two other sections of 2006 have no end and no heir."""
    check(minato, "kind-kumin-ka", {"2009-03-31": CERTAIN, "2009-05-01": CERTAIN})
    names = select(minato, "?n kusei:nameOf minato:kind-kumin-ka ; kusei:text ?x")
    assert {"くらし応援課", "区民課"} <= names
    for kind in ("kind-chiku-seisaku-ka", "kind-chiku-katsudo-suishin-ka"):
        assert select(minato, f"?x prov:invalidated minato:{kind}") == set()
        check(minato, kind, {"2009-06-01": LATER})


def test_13_shiba_was_new_in_2006(minato: Dataset) -> None:
    """芝地区総合支所 replaced nothing, whatever one history says of five old 支所; both are kept."""
    event = "event-2006-04-shiba-chiku"
    assert terms.KUSEI + "Establishment" in select(minato, f"minato:{event} a ?x")
    assert select(minato, f"minato:{event} prov:invalidated ?x") == set()
    assert contradicts(minato, event, "event-2006-go-chiku-sogo-shisho")
    check(minato, "unit-shiba-shisho", {"2000-01-01": ABSENT, "2006-03-31": ABSENT})
    for office in OFFICES[1:]:
        closed = f"minato:event-2006-04-{office}-chiku prov:invalidated ?x"
        assert select(minato, closed) == {f"unit-{office}-shisho"}


def test_14_one_ordinance_bears_two_names(minato: Dataset) -> None:
    """Ordinance 62 of 2005 is one instrument, found by its full and by its shorter name."""
    for name in ("港区総合支所及び部の設置等に関する条例", "港区部の設置等に関する条例"):
        found = select(minato, f'?x a kusei:Instrument ; rdfs:label|skos:altLabel "{name}"@ja')
        assert found == {"instrument-sogo-shisho-bu-jorei"}
    assert select(minato, '?x kusei:number "平成17年条例第62号"') == {
        "instrument-sogo-shisho-bu-jorei"
    }


def test_15_departments_of_today_are_not_those_of_2006(minato: Dataset) -> None:
    """None of the seven departments of the ordinance as it is read is certain in 2006."""
    for department in DEPARTMENTS:
        units = select(
            minato,
            f'?n kusei:nameOf ?x ; kusei:text "{department}"@ja . '
            "?x kusei:legalBasis minato:instrument-sogo-shisho-bu-jorei",
        )
        assert len(units) == 1, department
        assert not certain(minato, units.pop(), "2006-06-01"), department
    assert select(minato, '?n kusei:nameOf ?x ; kusei:text "子ども支援部"@ja') == {
        "unit-kodomo-shien-bu"
    }
    for older in ("unit-kodomo-shien-bu", "unit-sogo-keiei-bu"):
        heirs = f"?e prov:invalidated minato:{older} ; prov:generated ?x"
        assert select(minato, heirs) == set(), older


def test_16_twelve_duties_were_read_and_none_is_set_back_to_2006(minato: Dataset) -> None:
    """The ordinance gives the offices the twelve duties that were read, and 2006 proves none."""
    assignments = select(
        minato,
        "?x a kusei:Assignment ; kusei:holder minato:kind-sogo-shisho ; "
        "prov:wasDerivedFrom/oa:hasSource minato:document-jorei-sogoshisho-bu",
    )
    assert len(assignments) == 12
    assert [a for a in sorted(assignments) if certain(minato, a, "2006-04-01")] == []


def test_17_who_holds_planning_is_told_of_2024_only(minato: Dataset) -> None:
    """The page of 2024 names its contact in 企画課; that of 2025 names none, and nothing moved."""
    contacts = select(minato, "?x kusei:contactUnit ?unit")
    assert contacts == {"document-kaikaku"}
    assert select(minato, "?p kusei:placed minato:unit-kikaku-ka ; kusei:parent ?x") == {
        "unit-kikaku-keiei-bu"
    }
    assert select(minato, "?x prov:invalidated minato:unit-kikaku-ka") == set()


def test_18_the_crisis_office_is_placed_by_our_reading(minato: Dataset) -> None:
    """That 防災危機管理室 is in 企画経営部 is inferred, of 2025; no year before it is made certain."""
    placement = "minato:placement-unit-bosai-kiki-kanri-shitsu-1"
    assert select(minato, f"{placement} kusei:basis ?x") == {terms.KUSEI + "inferred"}
    sources = select(minato, f"{placement} prov:wasDerivedFrom/oa:hasSource ?x")
    assert sources == {"document-fukukucho-20251016"}
    check(minato, "post-bosai-kiki-kanri-shitsu-cho", {"2022-03-30": CERTAIN})
    for day, expected in (("2022-03-30", False), ("2025-10-16", True)):
        assert certain(minato, placement.removeprefix("minato:"), day) is expected


def test_19_what_the_mirror_dropped_is_not_loaded_as_the_director(minato: Dataset) -> None:
    """A line that lost 副 attests the deputy, by our reading, and never the director of an office."""
    lost = "?p kusei:exact ?words FILTER (CONTAINS(?words, '総合支所総合支所長'))"
    assert len(select(minato, lost, of="?p")) == 6
    cited = f"?x prov:wasDerivedFrom ?p . {lost}"
    directors = select(minato, f"?x org:role minato:role-sogo-shisho-cho . {cited}")
    assert directors == set()
    claims = select(minato, f"?x a kusei:ConcurrentPost . {cited}")
    inferred = select(minato, f"?x a kusei:ConcurrentPost ; kusei:basis kusei:inferred . {cited}")
    assert len(claims) == 6
    assert claims == inferred


def test_19_minutes_of_two_dates_make_neither_day_certain(minato: Dataset) -> None:
    """Minutes dated to 2022 and to 2023 prove no day, and their two dates contradict each other."""
    claim = "concurrent-post-azabu-chiku-sogo-shisho-cho-1"
    check(minato, claim, {"2022-09-22": FUZZY, "2023-09-22": FUZZY})
    assert select(minato, f"minato:{claim} kusei:certainFrom ?x") == set()
    assert contradicts(minato, "gikai-20220922-or-2023-p1", "gikai-20220922-or-2023-p2")


def test_20_the_comment_of_a_machine_proves_nothing(minato: Dataset) -> None:
    """No claim cites the digest's last comment, and no Deputy Mayor holds the digital post."""
    assert contradicts(minato, "fukukucho-20251016-p5", "fukukucho-20251016-p9")
    citing = select(minato, "?x prov:wasDerivedFrom minato:fukukucho-20251016-p9")
    assert citing == {"document-fukukucho-20251016"}
    held = "?x kusei:post minato:post-kuyakusho-digital-kaikaku-tanto-bucho"
    assert select(minato, held) == set()


def test_21_the_branch_office_of_1980_has_no_day(minato: Dataset) -> None:
    """A plan for 1980-01 is no begin: 芝浦港南支所 begins on some day of 1980."""
    assert when(minato, "event-1980-shibaura-konan-shisho") == {"1980"}
    expected = {"1979-12-31": ABSENT, "1980-02-01": FUZZY, "1981-01-01": CERTAIN}
    check(minato, "unit-shibaura-konan-shisho", expected)


def test_22_the_ordinance_of_1965_failed_and_then_passed(minato: Dataset) -> None:
    """A bill was rejected in the regular session; another passed on 1965-03-31: two acts, two bills."""
    rejected = "minato:decision-1965-03-soshiki-jorei-an-haian"
    passed = "minato:decision-1965-03-soshiki-jorei"
    assert select(minato, f"{rejected} kusei:during ?x") == {"1965-03"}
    assert select(minato, f"{passed} kusei:during ?x") == {"1965-03-31"}
    assert select(minato, f"{rejected} prov:generated ?x") == set()
    assert select(minato, f"{passed} prov:generated ?x") == {"instrument-soshiki-jorei-1965"}
    bills = select(
        minato, "?x a kusei:Instrument ; kusei:instrumentKind kusei:bill ; rdfs:label ?l"
    )
    assert {"instrument-soshiki-jorei-an-1965-1", "instrument-soshiki-jorei-an-1965-2"} <= bills


def test_23_no_fivefold_staff(minato: Dataset) -> None:
    """The blog's ambiguous fivefold is nowhere, and staff is counted by the ordinance on it alone."""
    words = '?s ?p ?x FILTER (isLiteral(?x) && REGEX(STR(?x), "(5|5|五)倍|five-?fold", "i"))'
    assert select(minato, words) == set()
    quotas = select(minato, "?q a kusei:StaffQuota ; prov:wasDerivedFrom/oa:hasSource ?x")
    assert quotas == {"document-shokuin-teisu"}


def test_24_directors_of_two_units_are_told_of_some_years_only(minato: Dataset) -> None:
    """That a 総合支所長 is a 部長 too is certain in 2006-04 and on days of 2023-24, and not in 2015."""
    claims = select(
        minato,
        """?x a kusei:ConcurrentPost ; kusei:post ?office, ?department .
           ?office org:role? minato:role-sogo-shisho-cho .
           ?department org:role? ?role .
           FILTER (?role IN (minato:role-honcho-bucho, minato:role-bu-no-cho, minato:role-tanto-bucho))""",
    )
    assert len(claims) == 6
    expected = {
        "2006-04-19": 1,
        "2015-06-01": 0,
        "2022-09-22": 0,
        "2023-09-15": 2,
        "2023-11-24": 1,
        "2024-01-31": 0,
        "2024-03-27": 1,
    }
    told = {day: sum(certain(minato, claim, day) for claim in claims) for day in expected}
    assert told == expected


def test_25_names_stay_as_they_are_spelt(minato: Dataset) -> None:
    """街づくり支援部 and まちづくり課 keep their spellings in every text of a name."""
    texts = select(minato, '?n a kusei:Name ; kusei:text ?x FILTER (LANG(?x) = "ja")')
    assert {"街づくり支援部", "まちづくり課", "まちづくり担当課長"} <= texts
    assert {text for text in texts if "まちづくり支援部" in text or "街づくり課" in text} == set()


def test_26_the_reform_of_2027_is_a_plan(minato: Dataset) -> None:
    """Until 2027-04 nothing of it is there, then it is planned, and it ends no duty of the offices."""
    events = select(minato, '?x kusei:when "2027-04"^^edtf:EDTF')
    planned = select(minato, "?x kusei:status kusei:planned")
    assert events == planned
    assert len(planned) == 3
    expected = {"2026-11-22": ABSENT, "2027-05-01": ("planned", "plan")}
    check(minato, "assignment-handan-ishi-kettei--honcho", expected)
    check(minato, "assignment-handan-ishi-kettei--sogo-shisho", {"2027-03-31": LATER})
    check(minato, "assignment-handan-ishi-kettei--sogo-shisho", {"2027-05-01": PLAN_PASSED})
