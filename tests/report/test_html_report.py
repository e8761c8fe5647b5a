"""The page: self-contained, in both languages, nothing of the data runs in it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from kusei.report.formats import html
from tests.validation.reports import FINDINGS, HOSTILE, OF_A_SHAPE, UNGROUNDED, report

VOID = {"meta", "input"}


class Page(HTMLParser):
    """Reads a page: its tags, their nesting, and the text in each language."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: dict[str, str] = {"ja": "", "en": "", "": ""}
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Each tag is closed by its own end."""
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        """Text belongs to the innermost language inside of the body."""
        inner = [attrs["lang"] for tag, attrs in self.open if "lang" in attrs and tag != "html"]
        self.words[inner[-1] or "" if inner else ""] += data


@pytest.fixture
def page() -> Page:
    """The page of a report with one finding of each sort."""
    return Page(html.render(report(*FINDINGS), language="ja"))


def test_the_page_needs_nothing_from_elsewhere(page: Page) -> None:
    """No script, no link, no image, nothing that is fetched; its own policy forbids it too."""
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "link", "img", "iframe", "object", "base", "form"}
    for _, attributes in page.tags:
        assert not {"src", "srcset", "style"} & set(attributes)
        assert not [name for name in attributes if name.startswith("on")]
    assert not re.search(r"@import|url\(", page.words[""])
    assert any("default-src 'none'" in str(a.get("content")) for _, a in page.tags)


def test_what_the_data_says_is_text_and_not_markup(page: Page) -> None:
    """Angle brackets of a message are shown as such."""
    assert "b" not in {tag for tag, _ in page.tags}
    assert "<b>&" in page.words["en"]
    assert "\x1b" not in page.words["en"]


def test_the_page_says_everything_in_both_languages(page: Page) -> None:
    """The switch hides one of them; both are there."""
    for finding in (UNGROUNDED, OF_A_SHAPE):
        assert finding.message.ja in page.words["ja"]
        assert finding.message.en in page.words["en"]
    assert "広聴 → 管理課" in page.words["ja"]
    assert "Public hearing → Management Section" in page.words["en"]
    assert "reason KG012" in page.words["en"]
    assert "エラー 2 件" in page.words["ja"]


@pytest.mark.parametrize(("language", "other"), [("ja", "en"), ("en", "ja")])
def test_the_page_opens_in_the_language_asked_for(language: str, other: str) -> None:
    """One radio button is on; the style sheet hides the other language."""
    text = html.render(report(*FINDINGS), language=language)
    buttons = {a["id"]: "checked" in a for tag, a in Page(text).tags if tag == "input"}
    assert buttons == {language: True, other: False}
    assert f"#{language}:checked ~ main [lang={other}]" in text


def test_findings_are_grouped_by_rule_with_their_number_heaviest_first(page: Page) -> None:
    """One fold a rule, errors before warnings before notes."""
    folds = [a["id"] for tag, a in page.tags if tag == "details" and "id" in a]
    assert folds == ["KG012", "KG064", "KG221", "KG004"]
    two = Page(html.render(report(HOSTILE, UNGROUNDED, UNGROUNDED), language="en"))
    numbers = [a for tag, a in two.tags if a.get("class") == "number"]
    assert len(numbers) == 3  # two rules and what is waived
