"""The days of the page's facts, worked out by hand from its words and not from the derivation."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import pytest

from kusei import terms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kusei.dataset.files import Dataset

MINATO: Final = terms.PREFIXES["minato"]
Answers = set[tuple[str, str, str]]
GIVEN: Final = {
    "machizukuri-shien-bu": (
        "senyo-kyoka",
        "kussaku-shido",
        "doro-kyoryo-seibi",
        "densenrui-chichuka-seibi",
        "koen-seibi",
        "saigairo-seibi",
        "hochi-jitensha-taisaku",
        "jitensha-chushajo-kanri",
    ),
    "kodomo-katei-shien-bu": ("kinkyu-zantei-gakudo-kurabu", "minatoku-hoikushitsu"),
}
IN_APRIL_2018: Final = {
    "doro-kyoryo-seibi",
    "koen-seibi",
    "hochi-jitensha-taisaku",
    "minatoku-hoikushitsu",
}
"""What the Mayor's speech of 2018-02-14 dates to April of that year, and the page to two years."""

TRANSFERS: Final = [(duty, giver) for giver, duties in GIVEN.items() for duty in duties]
ADDED: Final = (
    "bosaishi-shikaku-shien",
    "adobaiza-haken",
    "sumai-bohan-josei",
    "bohan-kamera-setchi-shien",
    "shotengai-josei-shinsei-uketsuke",
    "shotengai-sodan",
    "ninpu-kenshin-josei-shinsei-uketsuke",
    "soshiki-katsudo-hojokin",
    "rekishi-bunka-joho",
)
FUZZY: Final = ("possible", "date-fuzzy")
LATER: Final = ("presumed", "after-last-source")
PLAN_PASSED: Final = ("possible", "after-last-source")
CERTAIN: Final = ("certain", None)
EARLIER: Final = ("possible", "begin-unknown")
ABSENT: Final = None


def phases(minato: Dataset, thing: str, day: str) -> set[tuple[str, str | None]]:
    """Certainty and reason of a thing on a day."""
    state = minato.derived.windows[terms.PREFIXES["minato"] + thing].on(date.fromisoformat(day))
    return set() if state is None else {(state.certainty.value, state.why and state.why.value)}


def check(
    minato: Dataset, thing: str, expected: Mapping[str, tuple[str, str | None] | None]
) -> None:
    """On each day the thing is there as expected, with one certainty for one reason."""
    told = {day: phases(minato, thing, day) for day in expected}
    assert told == {day: set() if phase is None else {phase} for day, phase in expected.items()}


@pytest.mark.parametrize(("duty", "giver"), [t for t in TRANSFERS if t[0] not in IN_APRIL_2018])
def test_a_transfer_of_2017_18_moves_a_duty(minato: Dataset, duty: str, giver: str) -> None:
    """Somewhere in fiscal 2017-18 the duty passed from a department to the offices.

    The last day on which the department may have it is 2019-03-30: on 2019-03-31, the last day
    of the two years, the transfer has taken place at the latest.
    """
    check(
        minato,
        f"assignment-{duty}--{giver}",
        {
            "2010-01-01": EARLIER,
            "2017-03-31": EARLIER,
            "2017-04-01": FUZZY,
            "2018-01-01": FUZZY,
            "2019-03-30": FUZZY,
            "2019-03-31": ABSENT,
            "2020-01-01": ABSENT,
        },
    )
    check(
        minato,
        f"assignment-{duty}--sogo-shisho",
        {
            "2010-01-01": ABSENT,
            "2017-03-31": ABSENT,
            "2017-04-01": FUZZY,
            "2018-01-01": FUZZY,
            "2019-03-30": FUZZY,
            "2019-03-31": CERTAIN,
            "2020-01-01": CERTAIN,
            "2024-03-27": CERTAIN,
            "2024-03-28": LATER,
            "2025-01-01": LATER,
        },
    )


@pytest.mark.parametrize(("duty", "giver"), [t for t in TRANSFERS if t[0] in IN_APRIL_2018])
def test_a_transfer_that_a_speech_dates_moves_a_duty_in_april_2018(
    minato: Dataset, duty: str, giver: str
) -> None:
    """Four duties passed in 2018-04: until March the department may have them, since May it cannot."""
    check(
        minato,
        f"assignment-{duty}--{giver}",
        {
            "2010-01-01": EARLIER,
            "2018-01-01": EARLIER,
            "2018-03-31": EARLIER,
            "2018-04-01": FUZZY,
            "2018-04-29": FUZZY,
            "2018-04-30": ABSENT,
            "2018-05-01": ABSENT,
        },
    )
    check(
        minato,
        f"assignment-{duty}--sogo-shisho",
        {
            "2018-01-01": ABSENT,
            "2018-03-31": ABSENT,
            "2018-04-01": FUZZY,
            "2018-04-29": FUZZY,
            "2018-04-30": CERTAIN,
            "2024-03-27": CERTAIN,
            "2024-03-28": LATER,
        },
    )


@pytest.mark.parametrize(
    "assignment", [*(f"{duty}--sogo-shisho" for duty in ADDED), "kogai-shido--shien-bu"]
)
def test_an_addition_of_2013_begins_in_april(minato: Dataset, assignment: str) -> None:
    """What was added in 2013-04 is certain from the last day of that month."""
    check(
        minato,
        f"assignment-{assignment}",
        {
            "2013-03-31": ABSENT,
            "2013-04-01": FUZZY,
            "2013-04-29": FUZZY,
            "2013-04-30": CERTAIN,
            "2024-03-27": CERTAIN,
            "2024-03-28": LATER,
        },
    )


@pytest.mark.parametrize(
    ("thing", "last", "after"),
    [
        ("kind-kyodo-suishin-ka", "2025-06-06", "2025-06-07"),
        ("kind-kanri-ka", "2024-03-27", "2024-03-28"),
        ("role-fuku-sogo-shisho-cho", "2024-03-27", "2024-03-28"),
    ],
)
def test_what_was_established_in_2009_lasts(
    minato: Dataset, thing: str, last: str, after: str
) -> None:
    """Sections and posts of 2009-04 whose end nobody reports are certain up to the last source.

    The page 区役所・支所改革の推進 is the last for two of them; 協働推進課 is told of on 2025-06-06 too.
    """
    check(
        minato,
        thing,
        {
            "2009-03-31": ABSENT,
            "2009-04-01": FUZZY,
            "2009-04-29": FUZZY,
            "2009-04-30": CERTAIN,
            last: CERTAIN,
            after: LATER,
        },
    )


def test_the_post_of_2009_gave_way_to_a_section(minato: Dataset) -> None:
    """まちづくり担当課長 is there from 2009-04 to fiscal 2017-18, まちづくり課 since."""
    check(
        minato,
        "role-machizukuri-tanto-kacho",
        {
            "2009-03-31": ABSENT,
            "2009-04-30": CERTAIN,
            "2017-03-31": CERTAIN,
            "2017-04-01": FUZZY,
            "2019-03-30": FUZZY,
            "2019-03-31": ABSENT,
        },
    )
    check(
        minato,
        "kind-machizukuri-ka",
        {"2017-03-31": ABSENT, "2017-04-01": FUZZY, "2019-03-31": CERTAIN, "2024-03-28": LATER},
    )


def test_the_offices_replaced_the_branches_in_2006(minato: Dataset) -> None:
    """支所 and 支所長 end, 総合支所 and 総合支所長 begin somewhere in 2006-04, ranks with them.

    The last of the five 支所 ended on 2006-04-01, and the kind with it.
    """
    check(minato, "kind-shisho", {"2006-03-31": CERTAIN, "2006-04-01": ABSENT})
    for thing in ("role-shisho-cho", "ranking-role-shisho-cho-1"):
        check(minato, thing, {"2006-03-31": CERTAIN, "2006-04-29": FUZZY, "2006-04-30": ABSENT})
    for thing in ("role-sogo-shisho-cho", "ranking-role-sogo-shisho-cho-1"):
        check(minato, thing, {"2006-03-31": ABSENT, "2006-04-01": FUZZY, "2006-04-30": CERTAIN})


def test_the_ordinance_dates_the_offices_to_the_day(minato: Dataset) -> None:
    """The five offices, and with them their kind, are there on 2006-04-01, the day it came into force."""
    offices = ("shiba", "azabu", "akasaka", "takanawa", "shibaura-konan")
    for thing in ("kind-sogo-shisho", *(f"unit-{office}-chiku" for office in offices)):
        check(minato, thing, {"2006-03-31": ABSENT, "2006-04-01": CERTAIN})


def test_one_section_has_two_names_in_turn(minato: Dataset) -> None:
    """くらし応援課 from 2006-04 to 2009-04, 区民課 since: on no day are both certain."""
    check(
        minato,
        "name-kind-kumin-ka-1",
        {
            "2006-03-31": ABSENT,
            "2006-04-01": FUZZY,
            "2006-04-19": CERTAIN,
            "2008-06-01": CERTAIN,
            "2009-04-29": FUZZY,
            "2009-04-30": ABSENT,
        },
    )
    check(
        minato,
        "name-kind-kumin-ka-2",
        {"2009-03-31": ABSENT, "2009-04-01": FUZZY, "2009-04-30": CERTAIN, "2024-03-28": LATER},
    )


def test_the_reorganisation_of_2010_bounds_nothing(minato: Dataset) -> None:
    """支援部 go through 2010-04 as they were: the page names no change of any of them."""
    check(
        minato,
        "kind-shien-bu",
        dict.fromkeys(("2010-03-31", "2010-04-15", "2010-05-01"), CERTAIN),
    )


def test_nothing_in_the_data_contradicts_itself(minato: Dataset) -> None:
    """No bounds cross, and nothing is attested outside its life."""
    assert minato.derived.contradictions == ()
