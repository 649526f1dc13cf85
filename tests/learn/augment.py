"""New pages from articles of typeset ones: other neighbours, other orders, other blank lines, other measures.

A dump with gold is cut into its articles' printed lines; articles of several pages are set together anew as dumps come:
headlines before or after bodies or both on one page, some articles without any, blank lines that tell the truth, lie or are
missing, columns rewrapped to another measure, letter-spaced lines, blanks around brackets and digits, a headline that runs
into the next lead; articles of many paragraphs; old print without headlines, and rough readings of it. The gold goes along,
so that what is learned is not one paper's habit.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from tests.learn import setting, wording
from tests.learn.cuts import Cut, cut
from tests.learn.known import Known
from tests.learn.lengthen import Sentences, lengthened
from tests.learn.pages import Page
from tests.learn.setting import Setting

SLOGANS = {
    "zh-Hans": "提前谋划 精心组织 多方联动 务求实效 以点带面 示范引领 简政放权 一窗受理 "
    "限时办结 群众满意 深耕细作 绿色发展 以赛促学 寓教于乐 上下同心 攻坚克难 "
    "查漏补缺 立行立改 源头治理 标本兼治 便民利企 公开透明 聚力创新 提质增效",
    "zh-Hant": "提前部署 多方協力 以點帶面 示範引領 簡政便民 一站受理 限時辦結 民眾滿意 "
    "深耕在地 永續發展 以賽促學 寓教於樂 上下同心 攻堅克難 源頭治理 標本兼治",
}
"""Phrases of four characters: three or four of them in a row are a favourite kicker of Chinese papers."""
PLAIN = 0.6
"""The share of pages without crossheads: papers have them or have none."""
UNSIGNED = 0.3
"""The share of pages without a byline or dateline, as some papers print them all."""
WORDED = 0.5
"""The share of pages whose texts have figures, foreign words and marks in them, as those of the pool seldom have."""
UPRIGHT = {"zh-Hans": 0.03, "zh-Hant": 0.1}
"""The share of Chinese pages that are set as those of a hundred years ago."""
LONG = {"short": 0.0, "mixed": 0.4, "long": 0.9}
"""How likely an article of the page is to be a long one, by what kind of page it is."""
COUNTS = {"short": (5, 9), "mixed": (4, 8), "long": (1, 6)}


def augmented(pages: Sequence[Known], each: int, seed: int = 7) -> Iterator[Page]:
    """``each`` new pages for every language and manner, from the articles of these pages."""
    pool: dict[tuple[str, str], list[Cut]] = {}
    running: dict[str, list[list[str]]] = {}
    for one in pages:
        source = one.page
        pool.setdefault((source.language, source.manner), []).extend(cut(one.printed, one.labels, one.owners, source.gold))
        furniture = [text for text, label in zip(one.printed, one.labels, strict=True) if label == "F"]
        running.setdefault(source.language, []).append(furniture)
    dice = random.Random(seed)
    for (language, manner), articles in sorted(pool.items()):
        for number in range(each):
            text, gold = page(articles, dice.choice(running[language]), language, dice)
            yield Page(f"{language}-{number:02d}", f"augmented-{manner}", language, text, gold)


def page(pool: Sequence[Cut], furniture: Sequence[str], language: str, dice: random.Random) -> tuple[str, dict[str, Any]]:
    """A dump of some articles of the pool, and its gold."""
    wide = language.startswith("zh")
    length = dice.choice(("short", "short", "mixed", "long"))
    old = not wide and dice.random() < 0.2
    form = Setting(language, dice.choice(("none", "true", "lying", "lying")), old, dice.choice((0.1, 0.3, 0.6, 0.9)))
    plain = dice.random() < PLAIN and [article for article in pool if not article.gold.get("subheads")]
    chosen = _chosen(plain or pool, length, wide, dice)
    order = "first" if old else dice.choice(("first", "last", "last", "mixed"))
    bareness = 0.85 if old else dice.choice((0, 0, 0.12, 0.25))
    unsigned = not old and dice.random() < UNSIGNED
    upright = wide and dice.random() < UPRIGHT[language]
    worded = not old and dice.random() < WORDED
    apart = dice.choice((0.6, 0.85, 1.0, 1.0))
    manner, rule = dice.choice(("capitals", "dateline", "plain")), dice.choice(("", "", "———", "*", "—"))
    out: list[str] = []
    gold: list[dict[str, Any]] = []
    running = list(furniture) if dice.random() < 0.7 else []
    out += running[:1]
    for article in chosen:
        bare = bool(article.head) and dice.random() < bareness
        if old and bare:
            article = setting.as_old(article, manner, dice)
            if dice.random() < 0.4:
                article, bare = setting.under_department(article, language, dice), False
        if old and not bare and dice.random() < 0.7:
            article = setting.dotted(article)
        if unsigned:
            article = setting.unsigned(article, form, dice)
        article = _with_slogan(article, language, dice) if not bare else article
        article = setting.as_upright(article, dice) if upright else article
        article = wording.reworded(article, language, dice) if worded and not upright else article
        for part in _parts(article, bare, order, form, dice, upright):
            if form.blanks != "none" and out and dice.random() < (1.0 if form.blanks == "true" else apart):
                out.append("")
            out += part
        if old and rule and dice.random() < 0.8:
            out.append(rule)
        own = article.gold
        gold.append({**own, "headline": {"kicker": None, "main": None, "deck": None}} if bare else own)
    out += running[1:]
    if wide:
        out = setting.spaced(setting.run_in(out, dice), dice)
    elif dice.random() < (0.4 if old else 0.05):
        out = setting.rough(out, dice)
    return "\n".join(out), {"articles": gold, "furniture": running}


def _chosen(pool: Sequence[Cut], length: str, wide: bool, dice: random.Random) -> list[Cut]:
    """Articles of the pool, each once, some of them long."""
    fresh: dict[str, Cut] = {}
    for article in dice.sample(list(pool), len(pool)):
        fresh.setdefault(article.gold["paragraphs"][0], article)
    count = min(len(fresh), dice.randint(*COUNTS[length]))
    distinct = list(fresh.values())
    source = Sentences(distinct[count:], dice)
    return [
        lengthened(article, source, wide, dice) if dice.random() < LONG[length] else article for article in distinct[:count]
    ]


def _parts(
    article: Cut, bare: bool, order: str, form: Setting, dice: random.Random, upright: bool = False
) -> list[list[str]]:
    """The article's headline and body in the order in which they stand in the dump."""
    ems = (dice.randint(9, 30), dice.randint(12, 20)) if form.wide else (dice.randint(18, 46), dice.randint(22, 34))
    measure = dice.randint(6, 28) if upright else dice.choice((0, 0, *ems) if form.wide else (0, *ems))
    body = setting.body(article, measure, form, dice)
    head = setting.head(article, 0 if upright else measure, form, dice)
    first = order == "first" or (order == "mixed" and dice.random() < 0.5)
    return [body] if bare or not head else [head, body] if first else [body, head]


def _with_slogan(article: Cut, language: str, dice: random.Random) -> Cut:
    if not article.head or article.roles[0] != "M" or language not in SLOGANS or dice.random() >= 0.2:
        return article
    kicker = " ".join(dice.sample(SLOGANS[language].split(), dice.randint(3, 4)))
    own = {**article.gold, "headline": {**article.gold["headline"], "kicker": kicker}}
    return replace(article, head=[kicker, *article.head], roles=["K", *article.roles], gold=own)
