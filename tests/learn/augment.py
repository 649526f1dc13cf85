"""New pages from articles of typeset ones: other neighbours, other orders, other blank lines, other measures.

A dump with gold is cut into its articles' printed lines; articles of several pages are set together anew as dumps come:
headlines before or after bodies or both on one page, some articles without any, blank lines that tell the truth, lie or are
missing, columns rewrapped to another measure, letter-spaced lines, blanks around brackets and digits, a headline that runs
into the next lead. The gold goes along, so that what is learned is not one paper's habit.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

SLOGANS = {
    "zh-Hans": "提前谋划 精心组织 多方联动 务求实效 以点带面 示范引领 简政放权 一窗受理 "
    "限时办结 群众满意 深耕细作 绿色发展 以赛促学 寓教于乐 上下同心 攻坚克难 "
    "查漏补缺 立行立改 源头治理 标本兼治 便民利企 公开透明 聚力创新 提质增效",
    "zh-Hant": "提前部署 多方協力 以點帶面 示範引領 簡政便民 一站受理 限時辦結 民眾滿意 "
    "深耕在地 永續發展 以賽促學 寓教於樂 上下同心 攻堅克難 源頭治理 標本兼治",
}
"""Phrases of four characters: three or four of them in a row are a favourite kicker of Chinese papers."""
CLOSERS = "”’」』》〉）】，。、；：？！"
OPENERS = "“‘「『《〈（【"
FULL = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")


@dataclass
class Cut:
    """An article cut out of a dump: its printed lines with their labels, and its gold."""

    head: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    paragraphs: list[list[str]] = field(default_factory=list)
    lone: set[int] = field(default_factory=set)
    gold: dict[str, Any] = field(default_factory=dict)


def cut(lines: Sequence[str], labels: Sequence[str | None], owners: Sequence[int | None], gold: dict[str, Any]) -> list[Cut]:
    """The page's articles whose lines stand together; what is torn apart is left out."""
    out: list[Cut] = []
    for a, article in enumerate(gold["articles"]):
        mine = [i for i, owner in enumerate(owners) if owner == a]
        if not mine or mine[-1] - mine[0] + 1 - len(mine) > 1 or any(labels[i] is None for i in mine):
            continue
        made = Cut(gold=article)
        for i in mine:
            label = labels[i]
            if label in ("K", "M", "D"):
                made.head.append(lines[i])
                made.roles.append(label)
            elif label in ("A", "P") or not made.paragraphs or label in ("Y", "X", "J"):
                if label in ("Y", "X", "J"):
                    made.lone.add(len(made.paragraphs))
                made.paragraphs.append([lines[i]])
            else:
                made.paragraphs[-1].append(lines[i])
        if made.paragraphs:
            out.append(made)
    return out


def page(pool: Sequence[Cut], furniture: Sequence[str], language: str, dice: random.Random) -> tuple[str, dict[str, Any]]:
    """A dump of five to nine articles of the pool, and its gold."""
    wide = language.startswith("zh")
    chosen = dice.sample(list(pool), min(len(pool), dice.randint(5, 9)))
    order = dice.choice(("first", "last", "last", "mixed"))
    blanks = dice.choice(("none", "true", "lying", "lying"))
    heads: list[bool] = []
    out: list[str] = []
    gold: list[dict[str, Any]] = []
    running = list(furniture) if dice.random() < 0.7 else []
    out += running[:1]
    for article in chosen:
        bare = dice.random() < 0.12 and bool(article.head)
        first = order == "first" or (order == "mixed" and dice.random() < 0.5)
        body = _body(article, wide, blanks, dice)
        own = article.gold
        if article.head and not bare and article.roles[0] == "M" and language in SLOGANS and dice.random() < 0.2:
            kicker = " ".join(dice.sample(SLOGANS[language].split(), dice.randint(3, 4)))
            article = replace(article, head=[kicker, *article.head], roles=["K", *article.roles])
            own = {**own, "headline": {**own["headline"], "kicker": kicker}}
        head = _head(article, blanks, dice)
        parts = [body] if bare or not head else [head, body] if first else [body, head]
        for part in parts:
            if blanks != "none" and out and dice.random() < (1.0 if blanks == "true" else 0.75):
                out.append("")
            out += part
        heads.append(not bare)
        gold.append({**own, "headline": {"kicker": None, "main": None, "deck": None}} if bare else own)
    out += running[1:]
    if wide:
        out = _spaced(_run_in(out, dice), dice)
    return "\n".join(out), {"articles": gold, "furniture": running}


def _head(article: Cut, blanks: str, dice: random.Random) -> list[str]:
    """The headline's lines; where a dump has blank lines, they part kicker, main headline and deck."""
    out: list[str] = []
    for n, line in enumerate(article.head):
        if n and blanks != "none" and article.roles[n] != article.roles[n - 1] and dice.random() < 0.95:
            out.append("")
        out.append(line)
    return out


def _body(article: Cut, wide: bool, blanks: str, dice: random.Random) -> list[str]:
    measure = dice.choice((0, 0, dice.randint(9, 30))) if wide else 0
    out: list[str] = []
    for n, lines in enumerate(article.paragraphs):
        if n and blanks != "none" and dice.random() < (0.9 if blanks == "true" else 0.6):
            out.append("")
        out += _wrap("".join(lines), measure) if measure and n not in article.lone else lines
    if blanks == "lying":
        out = _lie(out, dice)
    return out


def _lie(lines: Sequence[str], dice: random.Random) -> list[str]:
    """False blank lines: at the feet of columns, and before lines that open with a hanging mark."""
    foot, anywhere, out = dice.randint(15, 45), dice.choice((0.0, 0.02, 0.05)), []
    for n, line in enumerate(lines):
        if (
            n
            and (n % foot == 0 or dice.random() < anywhere or (line[:1] in OPENERS[:6] and line and dice.random() < 0.6))
            and out[-1]
        ):
            out.append("")
        out.append(line)
    return out


def _wrap(text: str, measure: int) -> list[str]:
    """Full-width text set to a measure (in ems) with an indent of two, closing marks kept off the line's beginning."""
    cells = [2 if FULL.match(c) or c in "“”‘’—…" else 1 for c in text]
    out: list[str] = []
    line, width, room = "", 0, 2 * measure - 4
    for c, w in zip(text, cells, strict=True):
        if width + w > room and c not in CLOSERS:
            keep = line[-1:] if line[-1:] in OPENERS else ""
            out.append(line[: len(line) - len(keep)])
            line, width, room = keep, 2 * len(keep), 2 * measure
        line, width = line + c, width + w
    return [x for x in [*out, line] if x]


def _run_in(lines: list[str], dice: random.Random) -> list[str]:
    """Sometimes a headline's last line runs into the next lead."""
    for n in range(1, len(lines)):
        lead = lines[n]
        if re.match(r"(本报|本報|新华社|【本|（記者|（中央社)", lead) and lines[n - 1] and dice.random() < 0.15:
            return [*lines[: n - 1], f"{lines[n - 1]} {lead}", *lines[n + 1 :]]
    return lines


def _spaced(lines: Sequence[str], dice: random.Random) -> list[str]:
    """Letter-spaced lines, and blanks around brackets and digits."""
    share = dice.choice((0, 0, 0.03))
    around = dice.random() < 0.4
    out = []
    for line in lines:
        if len(line) > 8 and dice.random() < share:
            line = " ".join(line.replace(" ", ""))
        elif around and dice.random() < 0.3:
            line = re.sub(r"(?<=[\u4e00-\u9fff])(\d+)(?=[\u4e00-\u9fff])", r" \1 ", line)
            line = line.replace("（", " （").replace("）", "） ").strip()
        out.append(line)
    return out
