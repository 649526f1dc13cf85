"""How invented papers look: faces, measures, rules, and in what order a page is painted.

``house`` is the look of one common kind of page, ``roaming`` wanders wide of it, ``busy`` is either with much that
interrupts a page (crossheads, pieces without a headline, jumps), and ``kept`` (with faces, furniture and rules of its own)
is for pages that nobody tunes on.
"""

from __future__ import annotations

import random
from dataclasses import asdict, dataclass, replace
from typing import Any

FAMILIES = ("house", "roaming", "busy", "kept")


@dataclass(frozen=True)
class Look:
    """A paper's look. Lengths are in points unless they say ``_em``; ``columns`` is the most that an article has.

    ``grid`` is the page's columns, which rows of articles fill; without it a row has one to ``row`` articles.
    """

    language: str
    family: str = "house"
    width: float = 765.35
    height: float = 1587.4
    margin: float = 28.35
    columns: int = 4
    per_column: int = 320
    row: int = 3
    grid: int = 0
    off_grid: float = 0.0
    gap: float = 17.0
    gutter: float = 14.17
    body: str = "Liberation Serif"
    head: str = "Liberation Serif"
    size: float = 8.5
    leading: float = 1.35
    main_em: float = 2.1
    kicker_em: float = 1.3
    deck_em: float = 1.25
    head_align: str = "center"
    kicker_align: str = "center"
    byline_align: str = "center"
    head_css: str = "font-weight:bold"
    kicker_css: str = ""
    deck_css: str = ""
    byline_css: str = ""
    cross_css: str = "text-align:center;font-weight:bold"
    jump_css: str = ""
    caption_css: str = "font-size:.9em"
    notice_css: str = "border:.75pt solid #000;padding:4pt"
    heads: str = "last"
    balanced: bool = False
    deck_rule: bool = False
    byline_at: str = "head"
    align: str = "justify"
    divided: float = 0.7
    indent_em: float = 1.2
    spacing_em: float = 0.0
    drop_caps: bool = False
    drop_em: float = 3.0
    vertical: bool = False
    rules: str = "none"
    head_rule: str = "bottom"
    foot_rule: str = "bottom"
    picture: float = 85.0
    caption_at: str = "below"
    headless: float = 0.0
    crossed: float = 0.0
    jumps: float = 0.0
    jump_inline: bool = False
    close_own: bool = False
    capitals: bool = False
    top: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()
    furniture_last: bool = False

    @property
    def wide(self) -> bool:
        """Whether it is Chinese print."""
        return self.language.startswith("zh")

    @property
    def inner(self) -> float:
        """The page's width without its margins."""
        return self.width - 2 * self.margin

    def told(self) -> dict[str, Any]:
        """For ``gold.json``."""
        told = asdict(self)
        return {
            "cols": self.columns,
            "per_col": self.per_column,
            "head_last": {"last": True, "first": False}.get(self.heads, self.heads),
            "by_in_body": self.byline_at == "body",
            "jump": self.jumps > 0,
            "align": self.align,
            "dropcap": self.drop_caps,
            "vertical": self.vertical,
            **{key: told[key] for key in _TOLD},
        }


_TOLD = ("family", "width", "body", "head", "size", "gutter", "divided", "indent_em", "spacing_em", "caption_at")
_CJK = {"zh-Hans": "SC", "zh-Hant": "TC"}


def draw_look(language: str, family: str, rng: random.Random, old: bool = False) -> Look:
    """A look of that family at random; ``old`` is the print of 1890-1939."""
    if family == "busy":
        look = draw_look(language, rng.choice(("house", "roaming")), rng, old)
        return replace(look, family=family, headless=0.25, crossed=0.4, jumps=max(look.jumps, 0.15))
    wide = language.startswith("zh")
    look = Look(
        language,
        family,
        columns=rng.choice((3, 4, 5)),
        per_column=rng.choice((110, 150, 200) if wide else (220, 320, 450)),
        heads=rng.choice(("first", "last")),
        byline_at=rng.choice(("head", "body")),
        size=rng.choice((8.5, 8.5, 10.0)),
        indent_em=2.0 if wide else 1.2,
        divided=0 if wide else rng.choice((0.5, 0.6, 0.8)),
    )
    look = replace(look, **_faces(look, rng))
    if rng.random() < 0.5:
        look = replace(
            look,
            align=rng.choice(("justify", "justify", "left")),
            drop_caps=not wide and rng.random() < 0.5,
            vertical=wide and rng.random() < 0.4,
            jumps=0.25,
        )
    return look if family == "house" else _set_head(_set_body(look, rng), rng, old)


def _faces(look: Look, rng: random.Random) -> dict[str, str]:
    if look.wide:
        serif, sans = f"Noto Serif CJK {_CJK[look.language]}", f"Noto Sans CJK {_CJK[look.language]}"
        body = {"house": serif, "roaming": serif, "kept": sans}[look.family]
        return {"body": body, "head": serif if look.family == "house" else rng.choice((serif, sans))}
    if look.family == "house":
        return {}
    if look.family == "kept":
        return {"body": "EB Garamond", "head": rng.choice(("DejaVu Sans Condensed", "EB Garamond"))}
    return {"body": rng.choice(_BODIES), "head": rng.choice(_HEADS)}


_BODIES = ("Liberation Serif", "Liberation Serif", "Liberation Sans", "DejaVu Serif Condensed", "DejaVu Serif")
_HEADS = ("Liberation Serif", "Liberation Sans", "Liberation Sans Narrow", "DejaVu Serif Condensed")


def _set_body(look: Look, rng: random.Random) -> Look:
    """Measures and text of a roaming look."""
    spacing = rng.choice((0, 0, 0, 0.5, 1.0))
    size = rng.choice((7.0, 7.5, 8.0, 9.0, 9.5, 10.0) if look.family == "roaming" else (8.2, 8.8, 9.2))
    look = replace(look, width=rng.uniform(600, 1100), margin=rng.uniform(20, 50), size=size)
    grid = max(2, round(look.inner / (rng.uniform(75, 190) * size / 8.5)))
    letters = look.inner / grid / size * (1 if look.wide else 2.1)
    return replace(
        look,
        height=rng.uniform(1300, 1700),
        columns=min(grid, rng.choice((2, 3, 4, 6))),
        grid=grid,
        off_grid=rng.choice((0, 0, 0.15)),
        per_column=round(letters * rng.choice((6, 9, 14, 22))),
        gap=rng.uniform(11, 24),
        gutter=rng.uniform(8, 18),
        leading=rng.choice((1.1, 1.15, 1.2, 1.25, 1.4, 1.5)),
        align=rng.choice(("justify", "justify", "justify", "left")),
        divided=0 if look.wide else rng.choice((0, 0.5, 0.8, 0.95, 0.95)),
        indent_em=rng.choice((0, 0, 1, 1.5)) if spacing else (2.0 if look.wide else rng.choice((0.8, 1.0, 1.5))),
        spacing_em=spacing,
        heads=rng.choice(("first", "first", "last", "mixed")),
        byline_at=rng.choice(("head", "head", "body", "body", "end", "above-deck")),
        drop_caps=rng.random() < (0.1 if look.wide else 0.25),
        drop_em=rng.choice((2.2, 3.0, 3.6)),
        picture=rng.uniform(50, 170),
        caption_at=rng.choice(("below", "below", "above", "beside", "bare")),
        headless=rng.choice((0, 0, 0.1)),
        jumps=rng.choice((0, 0.15, 0.3)),
        jump_inline=rng.random() < 0.25,
        close_own=rng.random() < 0.3,
        furniture_last=rng.random() < 0.3,
    )


_HEAD_CHOICES: dict[str, tuple[Any, ...]] = {
    "main_em": (1.4, 1.8, 2.4, 2.8, 3.2),
    "kicker_em": (0.9, 1.0, 1.15, 1.4),
    "deck_em": (1.0, 1.1, 1.3, 1.5),
    "head_css": (*["font-weight:bold"] * 2, "font-weight:normal", "font-weight:bold;line-height:1.05"),
    "kicker_css": ("", "font-weight:bold", "font-style:italic", "border-bottom:.5pt solid;", "color:#a00000"),
    "deck_css": ("", "font-style:italic", "font-weight:bold", "margin-top:4pt"),
    "byline_css": (
        *("", "font-style:italic", "font-weight:bold", "font-size:.85em"),
        "border-bottom:.5pt solid;margin-bottom:3pt",
    ),
    "cross_css": (
        *("text-align:left;font-weight:bold", "text-align:left;font-style:italic", "text-align:center"),
        "text-align:center;font-weight:bold;margin:4pt 0",
    ),
    "jump_css": (
        *("", "text-align:center", "text-align:right;font-style:italic"),
        "text-align:right;font-weight:bold;font-size:.9em",
    ),
    "caption_css": (
        *("font-size:.9em", "font-weight:bold", "font-size:.85em;font-style:italic"),
        "font-size:.95em;text-align:left",
    ),
    "notice_css": (
        *("border:.75pt solid #000;padding:4pt", "border:1.5pt solid #000;padding:5pt", "background:#eee;padding:4pt"),
        *("border-top:1pt solid;border-bottom:1pt solid", ""),
    ),
    "rules": ("none", "none", "column", "article", "row"),
    "head_rule": ("bottom", "none", "bottom", "both"),
    "foot_rule": ("none", "top"),
}
_KEPT_CHOICES: dict[str, tuple[Any, ...]] = {
    "notice_css": ("border:3pt double #000;padding:5pt", "background:#e4e4e4;padding:6pt"),
    "rules": ("row", "frame"),
    "head_rule": ("top", "both"),
}
_OLD_CHOICES: dict[str, tuple[Any, ...]] = {"main_em": (1.3, 1.6, 2.0)}


def _set_head(look: Look, rng: random.Random, old: bool) -> Look:
    """Heads, rules and boxes of a roaming look."""
    choices = _HEAD_CHOICES | (_KEPT_CHOICES if look.family == "kept" else {}) | (_OLD_CHOICES if old else {})
    align = "center" if old else rng.choice(("center", "left", "left"))
    drawn = {field: rng.choice(options) for field, options in choices.items()}
    drawn["deck_em"] = min(drawn["deck_em"], 0.75 * drawn["main_em"])
    return replace(
        look,
        **drawn,
        head_align=align,
        kicker_align=rng.choice((align, align, "left", "right")),
        byline_align=rng.choice((align, "left", "right")),
        balanced=rng.random() < 0.4,
        deck_rule=old or rng.random() < 0.1,
        capitals=old and not look.wide and rng.random() < 0.4,
    )
