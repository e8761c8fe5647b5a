"""What a release says of itself, in Japanese and in English, in one place."""

from __future__ import annotations

from typing import Final

from kusei.findings import Text

_RIGHTS: Final = Text(
    ja="kusei の言明(データ及びオントロジー)は CC BY 4.0 で利用できる。"
    "資料から引用した語句は区などの著作者のものであり、この許諾の対象ではない。"
    "区のウェブサイトの利用条件は見つからなかった。",
    en="The statements of kusei (data and ontology) are licensed under CC BY 4.0. The words quoted "
    "from sources remain those of their authors, the city above all, and are not covered by that "
    "licence. Terms of use of the city's web site were not found.",
)

_TITLES: Final = {
    "-curated.ttl": Text("人手で記述したグラフ (Turtle)", "The curated graph, as Turtle"),
    "-curated.jsonld": Text("人手で記述したグラフ (JSON-LD)", "The curated graph, as JSON-LD"),
    "-derived.ttl": Text("導出したグラフ (Turtle)", "The derived graph, as Turtle"),
    "-derived.jsonld": Text("導出したグラフ (JSON-LD)", "The derived graph, as JSON-LD"),
    ".nq": Text(
        "両方のグラフ、ファイルごとの名前付きグラフ (N-Quads)",
        "Both graphs, one named graph a source file, as N-Quads",
    ),
}


def rights() -> Text:
    """Whose the statements are and whose the quotations."""
    return _RIGHTS


def distribution_title(name: str) -> Text:
    """What a data file of a release holds."""
    return next(title for ending, title in _TITLES.items() if name.endswith(ending))


def description(curated: int, derived: int, *, errors: int) -> Text:
    """What the dataset is; where validation found errors, that it did and how many."""
    text = Text(
        ja="区の組織の変遷を、資料の引用箇所を根拠として記述した知識グラフ。"
        f"人手で記述した {curated:,} 個のトリプルと、"
        f"そこから導出した {derived:,} 個のトリプルからなる。",
        en="A knowledge graph of how the organisation of a city ward changed, each statement "
        f"grounded in a passage of a source: {curated:,} curated triples and {derived:,} triples "
        "derived from them.",
    )
    if not errors:
        return text
    counted = "1 error" if errors == 1 else f"{errors:,} errors"
    return Text(
        ja=f"{text.ja}注意:検証で {errors:,} 件の誤りが見つかったまま作成された。",
        en=f"{text.en} Caution: it was released although validation found {counted}.",
    )
