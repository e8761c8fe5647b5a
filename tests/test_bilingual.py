"""Which text a reader gets: that of their language, else the one that stands in for it."""

from __future__ import annotations

import pytest

from kusei.bilingual import Text, in_both, worded


@pytest.mark.parametrize(
    ("texts", "japanese", "english"),
    [
        ({"ja": "区", "en": "ward", "": "W"}, "区", "ward"),
        ({"ja": "区", "": "W"}, "区", "区"),
        ({"": "W", "en": "ward"}, "W", "ward"),
        ({"": "W"}, "W", "W"),
        ({"en": "ward"}, "ward", "ward"),
        ({"ja": "", "en": "ward"}, "ward", "ward"),
    ],
)
def test_a_text_stands_in_for_one_that_is_lacking(
    texts: dict[str, str], japanese: str, english: str
) -> None:
    """The language itself, Japanese, none, English; an empty text counts as none."""
    assert (worded(texts, "ja"), worded(texts, "en")) == (japanese, english)
    assert in_both(texts) == Text(ja=japanese, en=english)


@pytest.mark.parametrize("texts", [{}, {"ja-Hrkt": "ク"}, {"ja": ""}])
def test_without_such_a_text_there_is_no_label(texts: dict[str, str]) -> None:
    """A reading alone is no label."""
    assert worded(texts, "ja") == ""
    assert in_both(texts) is None
