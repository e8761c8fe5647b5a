"""What a shell may offer for a parameter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kusei.findings import Text
from kusei.queries import suggestions as module
from kusei.queries.stored import Choice, Parameter
from kusei.queries.suggestions import suggestions
from kusei.terms import KUSEI

if TYPE_CHECKING:
    from pathlib import Path

    from kusei.dataset.files import Location
    from kusei.queries.stored import ParameterType


def parameter(
    kind: ParameterType, *, classes: tuple[str, ...] = (), choices: tuple[Choice, ...] = ()
) -> Parameter:
    """A parameter of this type."""
    return Parameter(
        name="x",
        type=kind,
        classes=classes,
        optional=False,
        label=Text(ja="値", en="value"),
        scheme="https://w3id.org/kusei/scheme/capacities" if kind == "code" else "",
        choices=choices,
    )


@pytest.mark.parametrize("begun", ["区民", "くみんか", "Residents", "RESID", "くらし応援"])
def test_labels_are_found_by_any_spelling(location: Location, begun: str) -> None:
    """Japanese, English, readings and former names; a label says which thing it names."""
    found = suggestions(location, parameter("entity", classes=(KUSEI + "UnitKind",)), begun)
    assert any("minato:kind-kumin-ka" in s.meaning for s in found), found


def test_only_the_classes_asked_for_are_offered(location: Location) -> None:
    """A duty is no kind of unit; what begins so comes before what holds it."""
    kinds = suggestions(location, parameter("entity", classes=(KUSEI + "UnitKind",)), "")
    assert kinds
    assert all(":kind-" in s.meaning for s in kinds)
    held = suggestions(location, parameter("entity"), "課")
    begins = [s.value.startswith("課") for s in held]
    assert begins == sorted(begins, reverse=True)
    assert len(held) <= 200


def test_codes_and_choices_are_offered_with_their_labels(location: Location) -> None:
    """By notation or by label."""
    (found,) = suggestions(location, parameter("code"), "in-ch")
    assert (found.value, found.meaning) == ("in-charge", "主管 / in charge")
    assert suggestions(location, parameter("code"), "主管") == [found]
    choice = Choice(value="unit", label=Text(ja="組織", en="unit"))
    chosen = parameter("text", choices=(choice, Choice(value="post")))
    assert [s.value for s in suggestions(location, chosen, "")] == ["unit", "post"]
    assert [s.value for s in suggestions(location, chosen, "組")] == ["unit"]
    assert suggestions(location, parameter("date"), "") == []


def test_labels_are_read_from_the_cache(
    location: Location, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The second time no dataset is read: a key press must not wait for a graph."""
    monkeypatch.setenv("KUSEI_CACHE", str(tmp_path))
    asked = parameter("entity", classes=(KUSEI + "UnitKind",))
    first = suggestions(location, asked, "区民")

    def refuse(_: object) -> None:
        raise AssertionError("the dataset was read")

    monkeypatch.setattr(module, "load", refuse)
    assert suggestions(location, asked, "区民") == first
