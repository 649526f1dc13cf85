"""How articles are set anew: to another measure, with other blank lines, as old print, as a rough reading of it."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tests.learn.cuts import Cut
from tests.typeset.breaking import break_latin

CLOSERS = "”’」』》〉）】，。、；：？！"
OPENERS = "“‘「『《〈（【"
_UNBROKEN = re.compile(r"[A-Za-z][A-Za-z0-9.@_-]*|\d+(?:[.,]\d+)*%?|.", re.DOTALL)
"""What stays on one line of full-width print: a foreign word, a number."""
_ONE_MARK = str.maketrans("。，；：", "、、、、")
"""Old print has one mark for all pauses."""
FULL = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")
_CREDIT = re.compile(r"(本报|本報|新华社|【本|（記者|（中央社)")
_MISREAD = dict(zip("eoasntrlicuhbfd", "ce08ui1iIcobthl", strict=True))


SHORT_HEADS = {
    "en": "FOREIGN INTELLIGENCE.|Shipping.|LAW REPORT.|LATEST NEWS|Births and Deaths.|THE MARKETS.|Court Circular.|SPORT.",
    "de": "Ausland.|Vermischtes.|Lokales.|Verschiedenes|Handel und Verkehr.|Neueste Nachrichten.|Theater.|GERICHTSSAAL.",
    "fr": "Nouvelles étrangères.|FAITS DIVERS|Bulletin politique.|DERNIÈRES NOUVELLES.|Bourse.|Théâtres.|Chronique",
}
"""What stands over the columns of old papers in the place of headlines: the department."""


@dataclass(frozen=True)
class Setting:
    """How a page is set: its language, its blank lines, whether it is old print, how often paragraphs stand apart."""

    language: str
    blanks: str = "none"
    old: bool = False
    apart: float = 0.6

    @property
    def wide(self) -> bool:
        return self.language.startswith("zh")


def body(article: Cut, measure: int, page: Setting, dice: random.Random) -> list[str]:
    """The body's lines, at the printed measure (0) or another."""
    out: list[str] = []
    hyphens = dice.random() < 0.6
    for n, lines in enumerate(article.paragraphs):
        if n and page.blanks != "none" and dice.random() < (0.9 if page.blanks == "true" else page.apart):
            out.append("")
        made = len(lines) == 1 and len(lines[0]) > (
            min(24, measure or 24) if page.wide else 60
        )  # a paragraph that was never set
        room = measure or (20 if page.wide else 34) * made
        out += wrap(lines, room, page.language, hyphens) if room and (n not in article.lone or made) else lines
    return _lie(out, dice) if page.blanks == "lying" else out


def head(article: Cut, measure: int, page: Setting, dice: random.Random) -> list[str]:
    """The headline's lines; where a dump has blank lines, they part kicker, main headline and deck."""
    parts: list[tuple[str, list[str]]] = []
    for line, role in zip(article.head, article.roles, strict=True):
        if parts and parts[-1][0] == role:
            parts[-1][1].append(line)
        else:
            parts.append((role, [line]))
    again = measure > 0 and dice.random() < 0.7
    out: list[str] = []
    for n, (_, lines) in enumerate(parts):
        if n and page.blanks != "none" and dice.random() < (0.95 if not again else 0.4):
            out.append("")
        out += wrap(lines, measure, page.language, False, indent=False) if again else lines
    return out


def wrap(lines: Sequence[str], measure: int, language: str, hyphens: bool, indent: bool = True) -> list[str]:
    """A paragraph's lines set to another measure: in ems for full-width print, in letters for Latin print."""
    if language.startswith("zh"):
        return _wrap("".join(lines), measure, indent)
    text = re.sub(r"(?<=[a-zäöüßéèàç])-\n(?=[a-zäöüßéèàç])", "", "\n".join(lines))
    return [row.text for row in break_latin(text, measure, language, 1 if indent else 0, hyphens)]


def _wrap(text: str, measure: int, indent: bool) -> list[str]:
    """Full-width text with an indent of two, closing marks kept off the line's beginning."""
    out: list[str] = []
    line, width, room = "", 0, 2 * measure - 4 * indent
    for c in _UNBROKEN.findall(text):
        w = sum(2 if FULL.match(one) or one in "“”‘’—…" else 1 for one in c)
        if width + w > room and c not in CLOSERS:
            keep = line[-1:] if line[-1:] in OPENERS else ""
            out.append(line[: len(line) - len(keep)])
            line, width, room = keep, 2 * len(keep), 2 * measure
        line, width = line + c, width + w
    return [x for x in [*out, line] if x]


def _lie(lines: Sequence[str], dice: random.Random) -> list[str]:
    """False blank lines: at the feet of columns, wherever in one the text begins, and before lines with a hanging mark."""
    foot, anywhere, out = dice.randint(15, 45), dice.choice((0.0, 0.02, 0.05)), []
    begins = dice.randrange(foot)
    for n, line in enumerate(lines):
        if (
            n
            and (
                (begins + n) % foot == 0
                or dice.random() < anywhere
                or (line[:1] in OPENERS[:6] and line and dice.random() < 0.6)
            )
            and out[-1]
        ):
            out.append("")
        out.append(line)
    return out


def as_old(article: Cut, manner: str, dice: random.Random) -> Cut:
    """The article as old papers open one: with words in capitals, or a place and a date; no headline above."""
    first = article.paragraphs[0]
    words = first[0].split()
    if manner == "capitals":
        n = dice.randint(1, 3)
        first = [" ".join([*(w.upper() for w in words[:n]), *words[n:]]), *first[1:]]
    elif manner == "dateline":
        names = re.findall(r"(?<=[a-zé,] )[A-ZÉ][a-zéèü]{3,}", " ".join(article.gold["paragraphs"])) or ["Paris"]
        place = dice.choice(names)
        mark = dice.choice((". — ", ", —", ": ", ". "))
        day = dice.choice(("{} Jan", "{} mars", "{}. Mai", "Nov. {}", "le {}", "")).format(dice.randint(1, 30))
        first = [f"{place}, {day}{mark}{first[0]}".replace(", .", ".").replace(", :", ":"), *first[1:]]
    return replace(article, paragraphs=[first, *article.paragraphs[1:]])


def unsigned(article: Cut, page: Setting, dice: random.Random) -> Cut:
    """The article as many papers print theirs: with nobody's name, no place and no day, set to a measure of its own."""
    room = dice.randint(12, 20) if page.wide else dice.randint(22, 38)
    paragraphs = [wrap([text], room, page.language, True) for text in article.gold["paragraphs"]]
    gold = {**article.gold, "byline": "", "authors": [], "jump": None}
    return replace(article, paragraphs=paragraphs, lone=set(article.gold.get("subheads", ())), gold=gold)


def as_upright(article: Cut, dice: random.Random) -> Cut:
    """The article as Chinese papers of old print it: one mark for every pause and stop, headlines of short lines."""
    crossheads = set(article.gold.get("subheads", ()))
    texts = [text.translate(_ONE_MARK) for text in article.gold["paragraphs"]]
    paragraphs = [["".join(lines).translate(_ONE_MARK)] for lines in article.paragraphs]
    room = dice.randint(5, 11)
    head: list[str] = []
    roles: list[str] = []
    for part, role in joined(article.head, article.roles):
        lines = [part[at : at + room] for at in range(0, len(part), room)]
        head += lines
        roles += [role] * len(lines)
    gold = {**article.gold, "paragraphs": texts, "subheads": sorted(crossheads)}
    return replace(article, head=head, roles=roles, paragraphs=paragraphs, gold=gold)


def joined(head: Sequence[str], roles: Sequence[str]) -> list[tuple[str, str]]:
    """The parts of a headline in full-width print: the text of each, and its role."""
    out: list[tuple[str, str]] = []
    for line, role in zip(head, roles, strict=True):
        if out and out[-1][1] == role:
            out[-1] = (out[-1][0] + line, role)
        else:
            out.append((line, role))
    return out


def dotted(article: Cut) -> Cut:
    """The headline as old papers print it: with a full stop behind each of its parts."""
    ends = [n for n, role in enumerate(article.roles) if article.roles[n + 1 : n + 2] != [role]]
    head = [line + "." if n in ends and line[-1:].isalnum() else line for n, line in enumerate(article.head)]
    return replace(article, head=head)


def under_department(article: Cut, language: str, dice: random.Random) -> Cut:
    """The article under its department's name instead of its own headline."""
    name = dice.choice(SHORT_HEADS[language].split("|"))
    gold = {**article.gold, "headline": {"kicker": None, "main": name, "deck": None}}
    return replace(article, head=[name], roles=["M"], gold=gold)


def rough(lines: Sequence[str], dice: random.Random) -> list[str]:
    """A rough reading: misread letters, words torn apart, blank lines here and there."""
    share = dice.choice((0.01, 0.02, 0.04))
    out: list[str] = []
    for line in lines:
        if out and line and dice.random() < 0.03:
            out.append("")
        letters = [_MISREAD.get(c, c) if dice.random() < share else c for c in line]
        out.append("".join(c + (" " if c.isalpha() and dice.random() < share / 5 else "") for c in letters).strip())
    return out


def run_in(lines: list[str], dice: random.Random) -> list[str]:
    """Sometimes a headline's last line runs into the next lead."""
    for n in range(1, len(lines)):
        lead = lines[n]
        if _CREDIT.match(lead) and lines[n - 1] and dice.random() < 0.15:
            return [*lines[: n - 1], f"{lines[n - 1]} {lead}", *lines[n + 1 :]]
    return lines


def spaced(lines: Sequence[str], dice: random.Random) -> list[str]:
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
