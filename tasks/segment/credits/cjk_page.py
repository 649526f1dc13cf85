"""The small print of a Chinese newspaper page: jump lines, running heads and folios, notices, captions.

Nothing here looks at where a line stands; each function says what its words alone make of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tasks.segment.credits.cjk_fold import fold
from tasks.segment.credits.cjk_names import surname
from tasks.segment.credits.cjk_reading import read
from tasks.segment.credits.cjk_tokens import PICTURE
from tasks.segment.credits.cjk_words import DATE, HAN, NUMERAL, data, names, one_of

_SENTENCE = re.compile("[。!?;…]")
_MARKS = frozenset(",“”、")


# --- jump lines -------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _jumps() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = data()["jump"]
    number = rf"(?P<page>[A-Za-z]{{0,2}}(?:[0-9]{{1,3}}|{NUMERAL}{{1,3}})|{one_of(words['unnumbered'])})"
    unit = f"{one_of(words['units'])}?"
    tail = rf" *第? *{number} *{unit} *(?:[①-⑳]|[·:]? *{HAN}{{1,6}})? *"
    way = rf"(?P<to>{one_of(words['to'])})|(?P<from>{one_of(words['from'])})"
    bare = rf" *第? *{number} *{unit} *[①-⑳]? *"
    closed = re.compile(rf"[(<〈] *[▶▷►→▲▼↓*]* *(?:{way}){tail}[▶▷►→▲▼↓]*[)>〉]")  # （下转第5版）
    alone_to = [word for word in words["alone"] if word in words["to"]]
    alone_from = [word for word in words["alone"] if word in words["from"]]
    open_ = re.compile(  # ▶下转03版, 下轉A2版 without brackets: an arrow, or the whole line
        rf"(?P<arrow>[▶▷►→▲▼↓★●■◆]+ *)?"
        rf"(?:(?P<to>{one_of(alone_to)})|(?P<from>{one_of(alone_from)})){bare}(?P<stop>[▶▷►→▲▼↓]*)"
    )
    return closed, open_


@lru_cache(maxsize=1)
def _jumping() -> frozenset[str]:
    """The last character of each word that a jump line is told by."""
    words = data()["jump"]
    return frozenset(word[-1] for word in (*words["to"], *words["from"]))


def jump(text: str, language: str) -> tuple[int, int, str, str | None] | None:
    """A jump line that is the whole text, ends it, or (上接第1版) begins it: start, end, direction, page as printed."""
    flat = fold(text)
    if _jumping().isdisjoint(flat):
        return None  # most lines
    lo, hi = len(flat) - len(flat.lstrip(" ")), len(flat.rstrip(" "))
    if hi - lo < 3:
        return None
    closed, open_ = _jumps()
    start = max(lo, hi - 30)
    for match in [closed.match(flat, lo), *closed.finditer(flat, start, hi)]:
        if match and (match.end() == hi or match.start() == lo) and _marked(match):
            return _jump(match, text)
    for match in open_.finditer(flat, start, hi):
        whole = match.start() == lo
        arrow = bool(match.group("arrow") or match.group("stop"))
        after = flat[: match.start()].rstrip(" ")[-1:] in ("。", "”", "!", "?") and match.start() > lo
        if match.end() == hi and (whole or arrow or after) and _marked(match):
            return _jump(match, text)
    return None


def _marked(match: re.Match[str]) -> bool:
    """Whether a page is really named: by a word for it, a letter, or the strong words of a jump."""
    page = match.group("page") or ""
    shown = match.group()
    weak = (match.group("to") or match.group("from")) in ("见", "转", "接", "续")
    unit = any(word in shown for word in (*data()["jump"]["units"], *data()["jump"]["unnumbered"]))
    return unit or bool(re.match("[A-Za-z]", page)) or not weak


def _jump(match: re.Match[str], text: str) -> tuple[int, int, str, str | None]:
    page = text[match.start("page") : match.end("page")]
    return match.start(), match.end(), "to" if match.group("to") else "from", page or None


# --- furniture --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Small:
    """Patterns for the parts of a page's small print, tried in this order at each place.

    ``telling`` and ``stating`` are no parts but pieces of them, one of which each line of small print has; beside a comma or
    a quote it is one of ``stating``.
    """

    part: re.Pattern[str]
    telling: re.Pattern[str]
    stating: re.Pattern[str]
    paper: re.Pattern[str]
    editor: re.Pattern[str]
    name: re.Pattern[str]
    joined: re.Pattern[str]
    imprint: re.Pattern[str]


@lru_cache(maxsize=1)
def _small() -> _Small:
    words = data()["furniture"]
    editor = f"(?:本版)?{one_of(words['editor'])}"
    ten = "一二三四五六七八九十"
    month, day = f"[正腊冬闰{ten}]{{1,3}}月", f"[初廿{ten}]{{1,3}}日?"
    lunar = rf"(?:农历)?[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年?(?:{month}(?:{day})?)?|农历{month}{day}"
    date = rf"(?:(?:公元|西元|中华民国|民国)?{NUMERAL}{{2,4}} *年 *)?{NUMERAL}{{1,3}} *月 *{NUMERAL}{{1,3}} *日"
    count = rf"总?第 *[0-9百千零〇{ten}]{{1,6}} *[期号]|(?:今日|本期|共) *[0-9{ten}]{{1,4}} *[版页张大]+"
    phone = r"(?:\(0[0-9]{1,3}\)|0[0-9]{2,3}[-—])? *[0-9]{3,4}[- ]?[0-9]{3,4}(?:[- ]?[0-9]{1,4})?|[0-9]{5,11}"
    stating = (
        rf"://|www\.|@|mail|QQ|(?:CN|ISSN) *[0-9]|第 *[0-9百千零〇{ten}]|(?:今日|本期|共) *[0-9{ten}]"
        rf"|{one_of([*words['editor'], *words['imprint']])}"
    )
    return _Small(
        part=re.compile(
            rf"(?P<url>(?:https?://|www\.)[\w./~?=&%#-]+|[\w.+-]++@[\w.-]+\.[A-Za-z]+|[Ee]-?mail *:?|QQ *:?)"
            rf"|(?P<date>{date}|[0-9]{{4}}[./-][0-9]{{1,2}}[./-][0-9]{{1,2}})"
            rf"|(?P<weekday>{one_of(words['weekdays'])})"
            rf"|(?P<lunar>{lunar})"
            rf"|(?P<issue>(?:CN|ISSN) *[0-9]{{2,4}} *[-—] *[0-9X]{{4}}(?:/\w+)?|{count})"
            rf"|(?P<page>第? *(?:[A-Z]{{0,2}}[0-9]{{1,3}}|{NUMERAL}{{1,3}}) *[版页叠张]|[A-Z]{{1,2}}[0-9]{{1,3}})"
            rf"|(?P<phone>{phone})"
            rf"|(?P<editor>{editor})"
            rf"|(?P<imprint>{one_of(words['imprint'])})"
            rf"|(?P<section>{one_of(words['sections'])})"
            r"|(?P<sign>[ /|:,、;·.()\-—□■●◆▲★*…]+)"
            r"|(?P<number>[0-9]{1,4})"
            r"|(?P<latin>[A-Za-z][A-Za-z .'&]{2,})"
        ),
        telling=re.compile(
            rf"{stating}|月 *{NUMERAL}|[0-9]{{4}}[./-]|{one_of([*words['weekdays'], *words['sections'], *words['papers']])}"
            rf"|农历|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]|{NUMERAL} *[版页叠张]|[A-Z][0-9]"
        ),
        stating=re.compile(stating),
        paper=re.compile(rf"{HAN}{{1,6}}?{one_of(words['papers'])}(?!{HAN}*[讯社])"),
        editor=re.compile(f"[ (]*{editor}(?P<mark>[ :/|])?"),
        name=re.compile(f"(?<=[ :/|、,]){HAN}{{1,4}}(?: {HAN}(?!{HAN}))?"),
        joined=re.compile(f"(?:(?!{editor}|[{names().never}]){HAN}){{2,4}}"),  # 责编林小舟美编白露
        imprint=re.compile(f"{one_of(words['imprint'])} *[:/|]"),
    )


def furniture(text: str, language: str) -> tuple[str, float] | None:
    """What a text is that belongs to the page: running-head, folio, flag, editor-line, section or other; how sure."""
    flat = fold(text).strip(" ")
    if not flat or len(flat) > 160 or _SENTENCE.search(flat):
        return None
    if _news().search(flat) or flat.count(")") > flat.count("("):
        return None
    marked = not _MARKS.isdisjoint(flat)
    if not (_small().stating if marked else _small().telling).search(flat) and not flat.isdigit():
        return None  # most lines: nothing of what is counted below
    counts, rest = _parts(flat)
    if marked and not counts.keys() & {"issue", "imprint", "editor", "url"}:
        return None
    return _verdict(flat, counts, rest)


@lru_cache(maxsize=1)
def _news() -> re.Pattern[str]:
    """Words of dispatch: a line with them belongs to an article."""
    return re.compile("日[电讯]|记者|报道|报导|本报讯|通讯员")


def _parts(flat: str) -> tuple[dict[str, int], int]:
    """How many parts of each kind the text is made of, and how many characters are none of them."""
    small = _small()
    counts: dict[str, int] = {}
    at = rest = 0
    fresh, named = True, False  # fresh: a mark or the start stands before; named: names may follow
    while at < len(flat):
        match = small.part.match(flat, at)
        if fresh and (paper := small.paper.match(flat, at)) and (match is None or match.lastgroup in ("section", "imprint")):
            match, kind = paper, "paper"
        else:
            kind = str(match.lastgroup) if match else ""
        if kind == "section" and not fresh and not counts.keys() & {"page", "date", "weekday", "lunar", "paper"}:
            match, kind = None, ""
        if match is None:
            size = 1
            if named and fresh and (name := _name_at(flat, at)):
                size, kind = name.end() - at, "name"
            counts[kind] = counts.get(kind, 0) + 1
            rest += 0 if kind == "name" else 1
            at, fresh = at + size, False
            continue
        counts[kind] = counts.get(kind, 0) + 1
        fresh = kind != "number"
        named = kind == "editor" or (named and kind == "sign")
        at = match.end()
    return counts, rest


def _name_at(flat: str, at: int) -> re.Match[str] | None:
    """A name among editors': anything behind a mark; what has a surname right behind the word."""
    if name := _small().name.match(flat, at):
        return name
    joined = _small().joined.match(flat, at)
    return joined if joined and surname(joined.group()) else None


def _verdict(flat: str, counts: dict[str, int], rest: int) -> tuple[str, float] | None:
    dated = bool(counts.keys() & {"date", "weekday", "lunar"})
    share = 1 - rest / len(flat)
    editor = _small().editor.match(flat)
    many = counts.get("editor", 0) > 1 or bool(counts.get("phone"))
    if editor and flat.startswith("本版") and (named := read(flat, 2, len(flat))) and named.surnames(flat):
        return "editor-line", 0.95  # 本版编辑晏如
    if editor and (counts.get("name") or many) and share > 0.8 and (many or editor.group("mark")):
        return "editor-line", 0.95 if many else 0.6
    if counts.get("paper") and dated and share > 0.75:
        return "running-head", 0.97 if counts.get("date") else 0.85
    if counts.get("paper") and counts.get("page") and share > 0.75:
        return "running-head", 0.85
    if counts.get("page") and share > 0.6 and counts.keys().isdisjoint({"name"}):
        own = counts.keys() <= {"page", "sign", "number"}
        if own or counts.get("section") or dated:
            return "folio", 0.95 if share == 1 else 0.8
        return ("folio", 0.6) if len(flat) <= 10 else None
    if share > 0.7 and (counts.get("issue") or counts.get("imprint", 0) >= 2):
        return "other", 0.9 if share > 0.8 else 0.6
    if counts.get("imprint", 0) >= 2 and _small().imprint.match(flat):
        return "other", 0.6
    if flat.isdigit() and len(flat) <= 3:
        return "folio", 0.5
    if counts.get("url") or (counts.get("imprint") and counts.get("phone")):
        return ("other", 0.85) if share > 0.85 else None
    if dated and rest == 0:
        return "running-head", 0.85 if counts.get("weekday") or counts.get("lunar") else 0.3
    if counts.get("paper") and rest == 0 and len(flat) <= 8:
        return "flag", 0.4
    return ("section", 0.35) if counts.get("section") and rest == 0 and len(flat) <= 8 else None


# --- notices and captions ---------------------------------------------------------------------------------------------


def notice(text: str, language: str) -> float:
    """How much a text (headline first) reads like a public notice or an advertisement, by its set phrases."""
    flat = fold(text)
    head = re.split(r"[\n。]", flat, maxsplit=1)[0][:60]
    words = data()["notice"]
    weight: float = sum(value for word, value in words["headline"].items() if word in head)
    weight = min(weight, 0.7) + sum(value for word, value in words["body"].items() if word in flat)
    weight -= 0.12 * sum(min(flat.count(word), 4) for word in words["against"])
    if re.search(
        rf"(?:公司|公所|局|委员会|处|社|会|法院|政府) *(?:[0-9]{{4}}年|{DATE})[^。]{{0,10}}\Z", flat.rstrip(" \n。")
    ):
        weight += 0.3  # signed by a body, with a date
    return round(max(0.0, min(1.0, weight)), 3)


def caption(text: str, language: str) -> float:
    """How much a short text reads like the words under a picture."""
    flat = fold(text).strip(" ")
    if not flat or len(flat) > 260:
        return 0.0
    words = data()["caption"]
    score = 0.15 if len(flat) <= 140 else 0.0
    score += min(0.4, 0.2 * sum(word in flat for word in words["strong"] if word != "摄"))
    score += min(0.2, 0.07 * sum(word in flat for word in words["weak"]))
    tail = re.split("[。”)]", flat.rstrip("。)"))[-1].strip(" (")
    reading = read(tail, 0, len(tail)) if 0 < len(tail) <= 40 else None
    if reading and reading.has(PICTURE):
        score += 0.45
    return round(min(1.0, score), 3)
