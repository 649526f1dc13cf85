"""House styles of invented papers: measures, indents, where headlines are painted, and what stands round the articles."""

from __future__ import annotations

import random
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Style:
    """How a page is set. ``measure`` and every other width is in cells (a Chinese character is two).

    ``heads`` says when headlines are painted: ``first``, ``last`` or ``mixed``. ``headless`` and ``jumps`` are the shares of
    articles without headline and of those continued elsewhere. ``furniture`` is ``(text, place)``: top, middle or bottom.
    """

    language: str
    columns: int = 4
    measure: int = 30
    depth: int = 14
    heads: str = "last"
    justify: bool = True
    hyphenate: bool = True
    hang: bool = True
    indent: str = ""
    drop_caps: bool = False
    vertical: bool = False
    byline_in_body: bool = True
    wide_captions: bool = True
    headless: float = 0.12
    jumps: float = 0.0
    furniture: tuple[tuple[str, str], ...] = ()

    @property
    def wide(self) -> bool:
        """Whether it is Chinese print."""
        return self.language.startswith("zh")

    def told(self) -> dict[str, Any]:
        """For ``gold.json``."""
        told = asdict(self)
        return {
            key: told[key]
            for key in ("columns", "measure", "heads", "justify", "hyphenate", "drop_caps", "vertical", "indent")
        }


JUMPS = {
    "zh-Hans": {"to": ("（下转第{}版）", "下转{}版", "（下转 {} 版）"), "from": ("（上接第{}版）", "（上接{}版）")},
    "zh-Hant": {"to": ("（下轉第{}版）", "（文轉第{}版）"), "from": ("（上接第{}版）", "文接{}版")},
    "en": {
        "to": ("Continued on Page {}", "(Continued on page {}.)", "Turn to Page {}"),
        "from": ("Continued from Page {}", "(Continued from page {}.)", "From Page {}"),
    },
    "de": {
        "to": ("Fortsetzung auf Seite {}", "Fortsetzung Seite {}", "Weiter auf Seite {}"),
        "from": ("Fortsetzung von Seite {}", "(Fortsetzung von Seite {}.)"),
    },
    "fr": {
        "to": ("Suite page {}", "(Suite en page {}.)", "Lire la suite page {}"),
        "from": ("Suite de la page {}", "(Suite de la page {}.)"),
    },
}
"""Jump lines by language and direction."""

_WEEKDAY = "一二三四五六日"


def _chinese_furniture(rng: random.Random, hant: bool) -> list[tuple[str, str]]:
    month, day, page, week = rng.randint(1, 12), rng.randint(1, 28), rng.randint(2, 8), rng.choice(_WEEKDAY)
    if hant:
        paper, section = rng.choice(("海埔時報", "望灣晚報", "新穗日報")), rng.choice(("地方綜合", "要聞", "生活", "兩岸"))
        return [
            (rng.choice((f"{paper} {month}月{day}日 星期{week}", f"民國一一五年{month}月{day}日（星期{week}）")), "top"),
            (f"{rng.choice('ABC')}{page} {section}", "top"),
            (rng.choice(("執行編輯：卓以寧 美術設計：方念慈", "本版編輯 卓以寧")), "bottom"),
        ]
    paper, section = (
        rng.choice(("运河日报", "沛安周报", "东关晚报", "望江新报")),
        rng.choice(("综合新闻", "民生", "县域", "要闻")),
    )
    return [
        (rng.choice((f"2026年{month}月{day}日 星期{week}", f"{paper} 2026.{month}.{day} 星期{week}")), "top"),
        (rng.choice((f"{section} 0{page}", f"第{page}版：{section}", f"{page}版 {section}")), "top"),
        (
            rng.choice(
                ("本版编辑：晏如 校对：卞和 版式：桑田", "责编 晏如 美编 桑田 电话：0555-0133201", "新闻热线：0555-0139696")
            ),
            "bottom",
        ),
    ]


def _latin_furniture(rng: random.Random, language: str, old: bool) -> list[tuple[str, str]]:
    page, day, number = rng.randint(2, 24), rng.randint(1, 28), rng.randint(40, 300)
    if language == "en" and old:
        return [(f"THE WYNDHAM INTELLIGENCER: SATURDAY, NOVEMBER {day}, 1903.", "top"), (str(page), "top")]
    if language == "en":
        return [
            (
                rng.choice(
                    (f"THE JUNIPER SENTINEL Thursday, November {day}, 2026", f"Merrowby Observer | {day} November 2026")
                ),
                "top",
            ),
            (f"{rng.choice('AB')}{page}", "top"),
        ]
    if language == "de" and old:
        return [(f"Nr. {number}. Ostersteiner Anzeiger. {day}. November 1908.", "top"), (f"Seite {page}", "top")]
    if language == "de":
        return [
            (f"Wesertaler Rundschau Nr. {number} | Dienstag, {day}. November 2026", "top"),
            (rng.choice(("KREIS UND REGION", "Aus der Nachbarschaft")), "top"),
            (str(page), "bottom"),
        ]
    if old:
        return [(f"LE PETIT RIVERAIN — {day} Novembre 1911", "top"), (f"— {page} —", "bottom")]
    return [
        (f"La Voix du Plateau • Jeudi {day} novembre 2026", "top"),
        (rng.choice(("Pays et villages", "Faits de société")), "top"),
        (str(page), "bottom"),
    ]


def draw_style(language: str, rng: random.Random, old: bool = False) -> Style:
    """A paper's style at random, within what such papers do."""
    wide = language.startswith("zh")
    furniture = _chinese_furniture(rng, language == "zh-Hant") if wide else _latin_furniture(rng, language, old)
    furniture = [
        (text, place if rng.random() < 0.8 else rng.choice(("top", "middle", "bottom"))) for text, place in furniture
    ]
    return Style(
        language=language,
        columns=rng.randint(3, 5),
        measure=rng.choice((28, 30, 34, 38, 46)) if wide else rng.choice((18, 22, 26, 30, 36)),
        depth=rng.choice((6, 10, 14, 18)),
        heads=rng.choice(("first", "last", "last", "mixed")),
        justify=old or wide or rng.random() < 0.7,
        hyphenate=old or rng.random() < 0.85,
        hang=rng.random() < 0.7,
        indent=rng.choice(("", "", "", "\N{IDEOGRAPHIC SPACE}\N{IDEOGRAPHIC SPACE}" if wide else "  ")),
        drop_caps=not wide and not old and rng.random() < 0.25,
        vertical=wide and rng.random() < 0.2,
        byline_in_body=rng.random() < 0.5,
        wide_captions=rng.random() < 0.5,
        headless=rng.choice((0, 0.1, 0.2)),
        jumps=rng.choice((0, 0, 0.15)),
        furniture=tuple(furniture) if rng.random() < 0.7 else (),
    )
