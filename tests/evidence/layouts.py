"""One text of our own, set in the ways in which a ward's papers are set.

Each layout is a PDF and the stretches of text that a person reads on it, in one piece each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, Table

from tests.evidence.japanese_pdf import EMBEDDED, NOT_EMBEDDED, pdf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

JAPANESE: Final = (
    "みなと野市は、地域の声を早く市政に生かすため、平成19年10月に市内六か所の地域事務所を"
    "地域センターへ改めました。これまで本庁舎の各課が受け持っていた道路占用の許可、街路樹の手入れ、"
    "公園の維持管理及び放置自転車の撤去は、地域センターの地域振興係が担います。"
    "地域センター長は部長級とし、副センター長を一名置きます(要綱第4条第2項)。"
    "申請や相談の窓口は「くらしの窓口」と呼び、戸籍・住民票の写し・印鑑登録証明書を扱うほか、"
    "高齢者や子育て家庭からの相談をサービスカウンターで受け付けます。"
    "平成20年度には有識者による第三者評価を行い、報告書(PDF:1,024KB)を公表しました。"
    "評価を踏まえて、平成21年4月からまちづくり担当を都市整備部へ移し、防災担当係長を廃止する一方、"
    "安全安心推進課を新設しています。令和2年3月31日限りで東地区の出張所を閉じ、"
    "その事務は中央地域センター市民課が引き継ぎました。"
    "商店街の振興については、イベント経費の3分の1以内、50万円を上限として補助します。"
    "保育室の運営と緊急暫定の学童クラブは、家庭支援部から移管された事業です。"
    "電話番号は99-1234-5678、受付時間は午前8時30分から午後5時15分までとします。"
    "なお、市民参画の手引きは5年ごとに見直し、次の改定は令和8年度を予定しています。"
)
ENGLISH: Final = (
    "The municipal administration established neighbourhood centres throughout the territory and "
    "transferred responsibility for maintaining pavements, playgrounds and bicycle parking from "
    "the headquarters. Representatives of voluntary organisations participated in developing the "
    "implementation programme, which distinguishes consultation procedures from authorisation. "
    "Subsequent evaluations recommended strengthening interdepartmental communication and "
    "simplifying application requirements for small businesses and community associations."
)
_WIDE: Final = str.maketrans("0123456789", "０１２３４５６７８９")
_SIZE: Final = 10


def _lines(text: str, width: int) -> Iterator[str]:
    for start in range(0, len(text), width):
        yield text[start : start + width]


def column(
    text: str, *, width: int, x: float = 60, font: str = EMBEDDED, spacing: float = 0
) -> Callable[[Any], None]:
    """Lines of so many characters, one below the other."""

    def draw(sheet: Any) -> None:  # noqa: ANN401 - reportlab has no types
        for number, line in enumerate(_lines(text, width)):
            words = sheet.beginText(x, 790 - 14 * number)
            words.setFont(font, _SIZE)
            words.setCharSpace(spacing)
            words.textOut(line)
            sheet.drawText(words)

    return draw


def _columns(count: int, width: int) -> Callable[[Any], None]:
    share = -(-len(JAPANESE) // count)
    drawn = [
        column(part, width=width, x=40 + number * (width + 3) * _SIZE)
        for number, part in enumerate(_lines(JAPANESE, share))
    ]

    def draw(sheet: Any) -> None:  # noqa: ANN401
        for each in drawn:
            each(sheet)

    return draw


def _sentences() -> list[str]:
    return [sentence + "。" for sentence in JAPANESE.split("。") if sentence]


def _table(sheet: Any) -> None:  # noqa: ANN401
    style = ParagraphStyle("cell", fontName=EMBEDDED, fontSize=8, leading=10, wordWrap="CJK")
    cells = [Paragraph(sentence, style) for sentence in _sentences()]
    rows = [cells[start : start + 3] for start in range(0, len(cells) - len(cells) % 3, 3)]
    table = Table(rows, colWidths=[150] * 3, style=[("GRID", (0, 0), (-1, -1), 0.5, "black")])
    table.wrapOn(sheet, 500, 800)
    table.drawOn(sheet, 40, 200)


def _ruby(*, size: float) -> Callable[[Any], None]:
    """Readings over the words: above the line and small, or in the line and as large."""

    def draw(sheet: Any) -> None:  # noqa: ANN401
        for number, line in enumerate(_lines(JAPANESE, 30)):
            y = 790 - 26 * number
            sheet.setFont(EMBEDDED, _SIZE)
            sheet.drawString(60, y, line)
            if number % 3 == 0:
                sheet.setFont(EMBEDDED, size)
                sheet.drawString(60 + _SIZE * 4, y + _SIZE, "ちいき")

    return draw


def _hyphenated(sheet: Any) -> None:  # noqa: ANN401
    """Words divided by a hyphen at the end of most lines."""
    rest, number = ENGLISH, 0
    while rest:
        cut = min(46, len(rest))
        inside = cut < len(rest) and rest[cut - 1].isalpha() and rest[cut].isalpha()
        line = rest[:cut] + ("-" if inside else "")
        sheet.setFont("Helvetica", _SIZE)
        sheet.drawString(60, 790 - 14 * number, line.strip())
        rest, number = rest[cut:], number + 1


def _vertical(sheet: Any) -> None:  # noqa: ANN401
    """Characters one below the other, columns from the right, as most programs place them."""
    sheet.setFont(EMBEDDED, _SIZE)
    for number, line in enumerate(_lines(JAPANESE, 40)):
        for place, character in enumerate(line):
            sheet.drawString(540 - 16 * number, 790 - (_SIZE + 1) * place, character)


LAYOUTS: Final[dict[str, tuple[Callable[[Any], None], list[str]]]] = {
    "horizontal": (column(JAPANESE, width=40), [JAPANESE]),
    "horizontal, font not embedded": (column(JAPANESE, width=40, font=NOT_EMBEDDED), [JAPANESE]),
    "vertical": (_vertical, [JAPANESE]),
    "two columns": (_columns(2, 22), [JAPANESE]),
    "three columns": (_columns(3, 14), [JAPANESE]),
    "wrapped table cells": (_table, _sentences()[: len(_sentences()) // 3 * 3]),
    "narrow column": (column(JAPANESE[:270], width=5), [JAPANESE[:270]]),
    "letter-spaced": (column(JAPANESE, width=30, spacing=6), [JAPANESE]),
    "full-width digits": (column(JAPANESE.translate(_WIDE), width=40), [JAPANESE]),
    "ruby": (_ruby(size=5), [JAPANESE]),
    "hyphenation": (_hyphenated, [ENGLISH]),
}
SAME_SIZE_RUBY: Final = (_ruby(size=_SIZE), [JAPANESE])


def layout_pdf(draw: Callable[[Any], None]) -> bytes:
    """The file of a layout, on its second page."""
    return pdf(lambda sheet: sheet.rect(50, 50, 100, 100), draw)
