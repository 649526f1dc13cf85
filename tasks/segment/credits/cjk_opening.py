"""Chinese credits that open an article, at its start or inside a printed line that began with something else."""

from __future__ import annotations

import re
from functools import lru_cache

from tasks.model.article import Credit
from tasks.segment.credits import cjk_tokens as t
from tasks.segment.credits.cjk_fold import fold
from tasks.segment.credits.cjk_names import all_surnames, cut, is_name, surname
from tasks.segment.credits.cjk_reading import OUTLETS, Reading, read
from tasks.segment.credits.cjk_running import may_dispatch, may_report
from tasks.segment.credits.cjk_weight import REACH, STOPS, blanks, bracket, credit_of, weight
from tasks.segment.credits.cjk_words import DATE, HAN, data, names, one_of


def bracketed(text: str) -> bool:
    """Whether a text opens with a bracket, bullets and blanks aside, or is nothing but such."""
    flat = fold(text)
    return flat[_start(flat) :][:1] in ("(", "")


def _start(flat: str) -> int:
    """Past the blanks and bullets that a text begins with."""
    start = blanks(flat, 0)
    while start < len(flat) and flat[start] in t.BULLETS:
        start = blanks(flat, start + 1)
    return start


def opening(text: str, language: str) -> Credit | None:
    """A credit or dateline at the start of a text: 本报讯（记者…）, 【本報記者…報導】, 新华社…电, 记者…报道：."""
    flat = fold(text[:400])
    start = _start(flat)
    if flat[start : start + 1] == "(":
        return _opening_bracket(text, flat, start)
    return _opening_dispatch(text, flat, start) or _opening_old(text, flat, start) or _opening_persons(text, flat, start)


def _opening_persons(text: str, flat: str, start: int) -> Credit | None:
    """Reporter and correspondent with their names, and a blank before the body: 本报记者 林小舟 通讯员 何苇 近日，…."""
    if not may_report(flat, start, 60):
        return None
    first = next(iter(t.tokens(flat, start, min(len(flat), start + 20))), None)
    found = _persons(flat, first.end if first and first.kind in (t.OWN, t.PAPER) else start)
    if found is None or not found[0].has(t.REPORTER, t.SENDER) or flat[found[1] : found[1] + 1] != " ":
        return None
    if len([group for group in found[0].groups if group.people and group.roles]) < 2:
        return None
    return credit_of(text, (start, blanks(flat, found[1])), [found[0]], "opening-persons", 0.7)


@lru_cache(maxsize=1)
def _old() -> re.Pattern[str]:
    """How papers of the 1930s open without a date: 国闻社云、 望湾通讯、 ▲海门快信."""
    credit = data()["credit"]
    plain = credit["after"]["plain"]
    words = one_of(word for word in plain if word.endswith(("讯", "信", "电", "消息")))
    wires = one_of(word for word in plain if re.fullmatch("[专特急快航][讯信电]", word))
    return re.compile(
        rf"(?P<wire>{one_of(credit['agencies'])}|{HAN}{{2,4}}社)云[、:,]"
        rf"|(?P<place>{HAN}{{2,4}}?)(?:{words}(?P<mark>、|:|/| (?=[^ ]))|{wires}(?={HAN}))"
    )


def _opening_old(text: str, flat: str, start: int) -> Credit | None:
    match = _old().match(flat, start)
    if match is None:
        return None
    end, bulleted = blanks(flat, match.end()), start > 0 and flat[start - 1] in t.BULLETS + " "
    if match.group("wire"):
        reading = read(text, *match.span("wire"), [t.Token(t.AGENCY, *match.span("wire"))])
        return credit_of(text, (start, end), [reading], "opening-old", 0.85) if reading else None
    known = match.group("place") in names().places
    if match.group("place")[0] in "据该此外" or (not bulleted and "消息" in match.group()):
        return None  # 据银行界消息、…: a sentence
    if not (bulleted or (known and match.group("mark")) or match.group("mark") == "、"):
        return None
    span = match.span("place")
    reading = Reading((), frozenset({t.PLAIN}), span, None, False)
    return credit_of(text, (start, end), [reading], "opening-old", 0.7 if bulleted or known else 0.6)


def _opening_bracket(text: str, flat: str, start: int) -> Credit | None:
    end = bracket(flat, start)
    if end and (wire := _wire(flat, start, end)):
        return credit_of(text, (start, blanks(flat, end)), [wire], "opening-bracket", 0.6)
    if end and (_desk().fullmatch(flat, start, end) or _paper().fullmatch(flat, start, end)):
        return credit_of(text, (start, blanks(flat, end)), [], "opening-bracket", 0.9)
    reading = end and read(flat, start + 1, end - 1)
    if not end or not reading:
        return None
    score = weight(reading, flat)
    if reading.words == {t.PLAIN} and flat[end - 2] in _SENT:
        score = 0.8  # （特訊）, （綜合報道）
    if reading.place and flat[end - 2] in "讯电信" and not reading.people and reading.place[1] - reading.place[0] in (2, 3):
        score = max(score, 0.7)  # 【台北訊】
    dispatched = reading.has(t.PLAIN, *OUTLETS) or (reading.has(t.REPORTER, t.SENDER) and reading.people)
    if score < 0.7 or not dispatched or reading.has(t.SUPPLY):
        return None
    if reading.has(t.PICTURE) and not reading.has(t.PLAIN):
        score = 0.6  # a picture's credit seldom opens a text
    readings, end = [reading], _tail(flat, end)
    after = blanks(flat, end)
    if not reading.people and flat[after : after + 1] == "(" and (close := bracket(flat, after)):
        inner = read(flat, after + 1, close - 1)
        if inner and inner.people and inner.has(t.REPORTER, t.SENDER):  # 【本报讯】（记者 林小舟）
            readings.append(inner)
            end = _tail(flat, close)
    elif not reading.people and (more := _persons(flat, end)):
        readings.append(more[0])
        end = _tail(flat, more[1])
    return credit_of(text, (start, blanks(flat, end)), readings, "opening-bracket", score)


_SENT = "讯电道导息"
"""What words of dispatch end with that say that the text was sent or reported."""


@lru_cache(maxsize=1)
def _paper() -> re.Pattern[str]:
    """Another paper's report, as papers that translate give it: 【英国《泰晤士报》网站2月17日文章】."""
    return re.compile(rf"\({HAN}{{0,8}}《[^》]{{1,16}}》{HAN}{{0,4}} ?(?:{DATE})? ?(?:文章|报道|消息|评论|社论|电)\)")


@lru_cache(maxsize=1)
def _desk() -> re.Pattern[str]:
    """A desk of the paper that reports without naming anybody: 【国际中心/综合报道】."""
    words = one_of(word for word in data()["credit"]["after"]["plain"] if len(word) > 1)
    return re.compile(rf"\({HAN}{{2,4}}(?:中心|组|新闻部)[/ ]?{words}\)")


def _wire(flat: str, start: int, end: int) -> Reading | None:
    """A wire service alone, as papers of the 1930s print it: 【南方社】."""
    name = flat[start + 1 : end - 1]
    if not re.fullmatch(f"{HAN}{{2,3}}社", name) or name.endswith(tuple(data()["credit"]["no_wire"])):
        return None
    return read(flat, start + 1, end - 1, [t.Token(t.AGENCY, start + 1, end - 1)])


def _tail(flat: str, end: int) -> int:
    """Past the slash, colon, dash or (in old print) pause mark that parts a credit from the body."""
    at = blanks(flat, end)
    if at < len(flat) and flat[at] in "/:|、":
        return at + 1
    dash = re.compile("[-\N{EM DASH}\N{BOX DRAWINGS LIGHT HORIZONTAL}]{1,2}").match(flat, at)
    return dash.end() if dash else end


def _dispatch(flat: str, start: int) -> tuple[Reading, int, bool] | None:
    """Outlet, place, date and a word of dispatch in any order: reading, end, whether an outlet opens it."""
    items: list[t.Token] = []
    if not may_dispatch(flat, start, REACH):
        return None
    for item in t.tokens(flat, start, min(len(flat), start + REACH)):
        if item.kind in (t.OWN, t.PAPER) and any(one.kind == t.DATE_ for one in items):
            return None  # 某公司 11月3日 本报讯: the day closes a notice, and another text begins
        items.append(item)
        if item.kind in (t.PLAIN,) and item.end - start >= 2:
            reading = read(flat, start, item.end, items)
            outlet = next(
                (one.kind in OUTLETS or one.kind == t.SOURCE for one in items if one.kind not in (t.SP, t.BULLET)), False
            )
            if reading is None or flat[item.end : item.end + 1] == ",":
                return None
            if not reading.people and (
                reading.has(t.SEP) or (reading.has(t.AGENCY) and not reading.date and flat[item.end - 1] in "道导")
            ):
                return None  # 法新社报导，…: a sentence
            if (
                (outlet and reading.has(*OUTLETS))
                or (reading.people and reading.has(t.REPORTER, t.SENDER, t.WORDS))
                or reading.date
            ):
                return reading, item.end, outlet and reading.has(*OUTLETS)
            return None
        if len(items) > 16:
            return None
    return None


def _opening_dispatch(text: str, flat: str, start: int) -> Credit | None:
    found = _dispatch(flat, start)
    if found is None:
        return None
    reading, end, outlet = found
    after = blanks(flat, end)
    readings, score = [reading], 0.95
    if flat[after : after + 1] == "(" and (close := bracket(flat, after)):
        inner = read(flat, after + 1, close - 1)
        if inner and (inner.people or inner.has(*OUTLETS)):
            done = _tail(flat, close)
            return credit_of(text, (start, blanks(flat, done)), [reading, inner], "opening-dispatch", 0.98)
    if outlet:
        if not reading.people and not reading.date and flat[end - 1] in "道导" and re.match(HAN, flat[end : end + 1]):
            return None  # 本报报道的…: a sentence
        if more := _persons(flat, after):
            readings.append(more[0])
            end = more[1]
        elif re.match(HAN, flat[end : end + 1]) and not reading.has(t.OWN):
            plain = flat[end - 2 : end] in ("报讯", "社电", "社讯")
            score = 0.7 if reading.date else 0.6 if plain else 0.4
        end = _tail(flat, end)
        return credit_of(text, (start, blanks(flat, end)), readings, "opening-dispatch", score) if score > 0.5 else None
    done = _tail(flat, end)
    closed = done > end or after > end or end == len(flat) or flat[end] in "“‘《"
    bulleted = start > 0 and flat[:start].rstrip(" ")[-1:] in t.BULLETS
    dated = reading.date is not None and reading.place is not None and (bulleted or reading.has(t.AGENCY))
    if not closed and not dated and not (reading.has(t.SLASH) and reading.people):
        return None
    if not reading.people and not (reading.date and reading.place):
        return None
    score = 0.9 if reading.people else 0.6
    return credit_of(text, (start, blanks(flat, done)), readings, "opening-persons", score)


def _persons(flat: str, start: int) -> tuple[Reading, int] | None:
    """Persons without brackets after 本报讯: 记者 路知微 报道：, 见习记者 沐小雨、通讯员 查理明."""
    at = blanks(flat, start)
    items: list[t.Token] = []
    best: tuple[Reading, int] | None = None
    marked = False
    for item in t.tokens(flat, at, min(len(flat), at + 80)):
        if not items and item.kind not in (t.REPORTER, t.SENDER):
            return None
        if item.kind == t.HAN_ and (run := flat[item.start : item.end]) and not _names_here(flat, item, items):
            size = next((size for size in (3, 2) if surname(run[:size])), 0)
            if marked and size and items[-1].kind in (t.REPORTER, t.SENDER, t.SP):
                cut = t.Token(t.HAN_, item.start, item.start + (4 if run[:2] in names().compound else size))
                reading = read(flat, at, cut.end, [*items, cut])
                return (reading, cut.end) if reading else best
            return best
        items.append(item)
        if item.kind == t.SEP:
            marked = True
        done = item.kind in (t.PLAIN, t.PICTURE, t.BOTH)
        if (done or item.kind == t.HAN_) and (reading := read(flat, at, item.end, items)) and reading.people:
            best = reading, item.end
        if done:
            return best
    return best


def _names_here(flat: str, item: t.Token, items: list[t.Token]) -> bool:
    """Whether a run behind 本报讯 记者 is a name and not the sentence that begins: 记者昨日从…."""
    run = flat[item.start : item.end]
    if len(run) == 1 and len(items) > 1 and items[-1].kind == t.SP and items[-2].kind == t.HAN_:
        return items[-2].end - items[-2].start == 1  # 记者 林 舟: two characters set apart
    follows = next(iter(t.tokens(flat, item.end, min(len(flat), item.end + 20))), None)
    beyond = next(iter(t.tokens(flat, blanks(flat, item.end), min(len(flat), item.end + 20))), None)
    named = surname(run) > 0 and is_name(run)
    if not named and 4 < len(run) <= 12 and follows is not None and follows.kind in (t.PLAIN, t.REPORTER, t.SENDER):
        ends = cut(run)  # 通讯员路遥知舒克报道
        return ends is not None and all_surnames(run, ends)
    if named and beyond is not None and beyond.kind in (t.REPORTER, t.SENDER):
        return True  # 记者向北风 通讯员…
    if run.startswith(names().phrases) or not named:
        return len(run) == 1 and surname(run) > 0
    after = flat[item.end : item.end + 1]
    before = items[-1].kind if items else ""
    if follows is not None and follows.kind == t.PLAIN and follows.end - follows.start > 1:
        return True  # 通讯员路遥 舒克报道
    if before == t.SP and len(items) > 1 and items[-2].kind == t.HAN_ and not (surname(run) >= 0.9 and len(run) == 3):
        return False  # after a name and a blank the body begins, unless another name plainly follows
    if after in (" ", "、", "", ",", ":", "/", ")"):
        return True
    return follows is not None and follows.kind in (t.REPORTER, t.SENDER, t.PLAIN, t.PICTURE)


@lru_cache(maxsize=1)
def _beginnings() -> re.Pattern[str]:
    """Where an opening may begin: an outlet with what follows it, or a bracket with a credit word in it."""
    credit = data()["credit"]
    return re.compile(
        rf"(?P<bracket>\()(?={HAN}{{0,10}}(?:记者|{'|'.join(credit['own'])}|社|讯|电))"  # （中央社記者…, 【本報訊】
        rf"|(?P<outlet>据?{one_of([*credit['own'], *credit['agencies']])})"  # 本报讯, 据新华社…电
        rf"|(?P<paper>(?<= ){HAN}{{1,6}}{one_of(credit['paper_endings'])}(?=讯))"  # 汐州晚报讯 after a blank
    )


@lru_cache(maxsize=1)
def _hints() -> re.Pattern[str]:
    """What every such place has."""
    return re.compile(one_of(["(", "讯", *data()["credit"]["own"], *data()["credit"]["agencies"]]))


def inside(text: str, language: str) -> list[int]:
    """Where, after something else in the same line, an article's opening credit begins; never in running text."""
    flat = fold(text)
    out: list[int] = []
    if not _hints().search(flat):
        return out
    for match in _beginnings().finditer(flat):
        at = match.start()
        if at > 0 and (not out or at > out[-1] + 1) and _begins(text, flat, at, str(match.lastgroup), language):
            out.append(at)
    return out


def _begins(text: str, flat: str, at: int, kind: str, language: str) -> bool:
    before = flat[at - 1]
    quoting = tuple(data()["credit"]["quoting"])
    if before in "“‘《(、,:;" or flat[max(0, at - 2) : at].endswith(quoting):
        return False
    credit = opening(text[at : at + 200], language)
    if credit is None or credit.start != 0 or credit.score < 0.9:
        return False
    end = at + credit.end
    shown = flat[at:end].rstrip(" ")
    if kind == "bracket":
        return bool(re.search(r"(?:报道|报导|电|讯|消息)\)", shown)) and (end < len(flat) or before not in STOPS)
    bracketed = shown.endswith(")")
    dated = credit.date is not None or kind == "paper" or flat.startswith(tuple(data()["credit"]["own"]), at)
    return dated and (bracketed or before == " ")
