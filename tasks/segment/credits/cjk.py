"""Chinese credits: where they open an article, close it, stand alone, or begin inside a printed line.

One grammar (``cjk_reading``) reads a stretch of text as a credit or not at all; this file decides which stretch: what
stands in brackets, what an outlet and a word of dispatch open (本报讯, 新华社…电), what follows the last full stop. Bare names
need more: a bracket at the very end, a bullet, a surname. Jump lines and the page's small print are in ``cjk_page``.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tasks.model.article import Credit
from tasks.segment.credits import cjk_tokens as t
from tasks.segment.credits.cjk_fold import fold
from tasks.segment.credits.cjk_names import is_body, is_name, surname
from tasks.segment.credits.cjk_page import caption, furniture, jump, notice
from tasks.segment.credits.cjk_reading import DESCRIBED, OUTLETS, ROLES, Reading, authors, read
from tasks.segment.credits.cjk_words import HAN, data, names, one_of

__all__ = ["caption", "closing", "furniture", "inside", "jump", "notice", "opening", "standalone", "standalone_prefix"]

_REACH = 120  # characters of a credit at most
_STOPS = "。!?！？”’…》)"
_CODE = re.compile(r" *[0-9]{6,8} *\Z")  # a wire's date code, 1121110
_DISPATCH = (t.PLAIN,)


@lru_cache(maxsize=1)
def _words() -> tuple[frozenset[str], frozenset[str]]:
    credit = data()["credit"]
    return frozenset(credit["nobody"]), frozenset(credit["marks"])


def _blanks(text: str, at: int) -> int:
    while at < len(text) and text[at] == " ":
        at += 1
    return at


def _credit(text: str, span: tuple[int, int], readings: list[Reading], rule: str, score: float) -> Credit:
    place = next((reading.place for reading in readings if reading.place), None)
    date = next((reading.date for reading in readings if reading.date), None)
    return Credit(
        start=span[0],
        end=span[1],
        authors=authors(readings, text),
        rule=f"credit.{rule}",
        score=score,
        place=text[slice(*place)].strip() if place else None,
        date=text[slice(*date)] if date else None,
    )


def _bracket(flat: str, at: int) -> int | None:
    """The end of the bracket that opens here, or None: credits' brackets are short and hold no other."""
    close = flat.find(")", at, at + _REACH)
    return close + 1 if close > 0 and "(" not in flat[at + 1 : close] else None


def _weight(reading: Reading, flat: str) -> float:
    """How sure a stretch that reads as a credit is one, by its own words."""
    roles, outlets = reading.has(*ROLES), reading.has(*OUTLETS)
    if not reading.people and reading.has(t.SEP) and not reading.has(t.AGENCY):
        return 0.0
    if reading.has(DESCRIBED) or (reading.has(t.SOURCE) and reading.has(t.TITLE)):
        return 0.85
    if reading.people and roles:
        told = reading.has(t.REPORTER, t.SENDER, t.WRITER, t.BOTH, t.SLASH, t.SP, *OUTLETS)
        return 0.95 if told or reading.surnames(flat) else 0.5
    if outlets and (reading.has(t.PLAIN, t.SOURCE) or roles):
        return 0.95
    if reading.has(t.AGENCY):
        return 0.85
    if reading.date and reading.has(t.PLAIN):
        return 0.7
    if reading.has(t.SUPPLY) and (reading.has(t.PICTURE, t.OWN, t.SOURCE) or reading.people):
        return 0.8
    if reading.has(t.PICTURE) and reading.has(t.SUPPLY, t.SLASH):
        return 0.75
    if reading.words <= {t.SUPPLY, t.SP, t.SEP, t.SLASH} and reading.has(t.SUPPLY):
        return 0.7
    return 0.5 * reading.surnames(flat) if reading.bare else 0.0


# --- at the start -----------------------------------------------------------------------------------------------------


def opening(text: str, language: str) -> Credit | None:
    """A credit or dateline at the start of a text: 本报讯（记者…）, 【本報記者…報導】, （中央社…電）, 新华社…电, 记者…报道：."""
    flat = fold(text[:400])
    start = _blanks(flat, 0)
    while start < len(flat) and flat[start] in t.BULLETS:
        start = _blanks(flat, start + 1)
    if flat[start : start + 1] == "(":
        return _opening_bracket(text, flat, start)
    return _opening_dispatch(text, flat, start)


def _opening_bracket(text: str, flat: str, start: int) -> Credit | None:
    end = _bracket(flat, start)
    reading = end and read(flat, start + 1, end - 1)
    if not end or not reading:
        return None
    score = _weight(reading, flat)
    if reading.place and flat[end - 2] in "讯电" and not reading.people and reading.place[1] - reading.place[0] in (2, 3):
        score = max(score, 0.7)  # 【台北訊】
    dispatched = reading.has(t.PLAIN, *OUTLETS) or (reading.has(t.REPORTER, t.SENDER) and reading.people)
    if score < 0.7 or not dispatched or reading.has(t.SUPPLY):
        return None
    readings, end = [reading], _tail(flat, end)
    if not reading.people and (more := _persons(flat, end)):
        readings.append(more[0])
        end = _tail(flat, more[1])
    return _credit(text, (start, _blanks(flat, end)), readings, "opening-bracket", score)


def _tail(flat: str, end: int) -> int:
    """Past the slash, colon or dash that parts a credit from the body."""
    at = _blanks(flat, end)
    if at < len(flat) and flat[at] in "/:|":
        return at + 1
    dash = re.compile("[-\N{EM DASH}\N{BOX DRAWINGS LIGHT HORIZONTAL}]{1,2}").match(flat, at)
    return dash.end() if dash else end


def _dispatch(flat: str, start: int) -> tuple[Reading, int, bool] | None:
    """Outlet, place, date and a word of dispatch in any order: reading, end, whether an outlet opens it."""
    items: list[t.Token] = []
    for item in t.tokens(flat, start, min(len(flat), start + _REACH)):
        items.append(item)
        if item.kind in (t.PLAIN,) and item.end - start >= 2:
            reading = read(flat, start, item.end, items)
            outlet = next((one.kind in OUTLETS or one.kind == t.SOURCE for one in items if one.kind not in (t.SP, t.BULLET)), False)
            if reading is None or flat[item.end : item.end + 1] == ",":
                return None
            if not reading.people and (reading.has(t.SEP) or (reading.has(t.AGENCY) and not reading.date and flat[item.end - 1] in "道导")):
                return None  # 法新社报导，…: a sentence
            if (outlet and reading.has(*OUTLETS)) or (reading.people and reading.has(t.REPORTER, t.SENDER, t.WORDS)) or reading.date:
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
    after = _blanks(flat, end)
    readings, score = [reading], 0.95
    if flat[after : after + 1] == "(" and (close := _bracket(flat, after)):
        inner = read(flat, after + 1, close - 1)
        if inner and (inner.people or inner.has(*OUTLETS)):
            done = _tail(flat, close)
            return _credit(text, (start, _blanks(flat, done)), [reading, inner], "opening-dispatch", 0.98)
    if outlet:
        if more := _persons(flat, after):
            readings.append(more[0])
            end = more[1]
        elif re.match(HAN, flat[end : end + 1]) and not reading.has(t.OWN):
            score = 0.7 if reading.date else 0.4
        end = _tail(flat, end)
        return _credit(text, (start, _blanks(flat, end)), readings, "opening-dispatch", score) if score > 0.5 else None
    done = _tail(flat, end)
    closed = done > end or after > end or end == len(flat) or flat[end] in "“‘《"
    if not closed and not (reading.has(t.SLASH) and reading.people):
        return None
    if not reading.people and not (reading.date and reading.place):
        return None
    score = 0.9 if reading.people else 0.6
    return _credit(text, (start, _blanks(flat, done)), readings, "opening-persons", score)


def _persons(flat: str, start: int) -> tuple[Reading, int] | None:
    """Persons without brackets after 本报讯: 记者 路知微 报道：, 见习记者 沐小雨、通讯员 查理明."""
    at = _blanks(flat, start)
    items: list[t.Token] = []
    best: tuple[Reading, int] | None = None
    marked = False
    for item in t.tokens(flat, at, min(len(flat), at + 80)):
        if not items and item.kind not in (t.REPORTER, t.SENDER):
            return None
        if item.kind == t.HAN_ and (run := flat[item.start : item.end]) and not _names_here(flat, item, items, marked):
            size = next((size for size in (3, 2) if surname(run[:size])), 0)
            if marked and size and items[-1].kind in (t.REPORTER, t.SENDER, t.SP):
                cut = t.Token(t.HAN_, item.start, item.start + (4 if run[:2] in names().compound else size))
                reading = read(flat, at, cut.end, [*items, cut])
                return (reading, cut.end) if reading else best
            return best
        items.append(item)
        if item.kind == t.SEP:
            marked = True
        if item.kind in (t.HAN_, t.PLAIN) and (reading := read(flat, at, item.end, items)) and reading.people:
            best = reading, item.end
        if item.kind == t.PLAIN:
            return best
    return best


def _names_here(flat: str, item: t.Token, items: list[t.Token], marked: bool) -> bool:
    """Whether a run behind 本报讯 记者 is a name and not the sentence that begins: 记者昨日从…."""
    run = flat[item.start : item.end]
    if run.startswith(names().phrases) or not surname(run) or not is_name(run):
        return len(run) == 1 and surname(run) > 0
    after = flat[item.end : item.end + 1]
    before = items[-1].kind if items else ""
    if before == t.SP and len(items) > 1 and items[-2].kind == t.HAN_ and not (surname(run) >= 0.9 and len(run) == 3):
        return False  # after a name and a blank the body begins, unless another name plainly follows
    return after in (" ", "、", "", ",", ":", "/", ")") or flat[item.end :].startswith(("报道", "通讯员", "记者", "实习", "见习", "摄"))


# --- at the end -------------------------------------------------------------------------------------------------------


def closing(text: str, language: str) -> Credit | None:
    """A credit or wire mark at the end of a text: （陈志远）, 本报记者 赵云飞 摄, （編輯：…）1121108, （完）."""
    base = max(0, len(text) - 240)
    flat = fold(text[base:])
    hi = len(flat.rstrip(" "))
    found: list[tuple[int, Reading | None, float]] = []
    while hi > 0 and len(found) < 4:
        step = _closing_step(flat, hi, bool(found))
        if step is None:
            break
        found.insert(0, step)
        hi = len(flat[: step[0]].rstrip(" "))
    if not found:
        return None
    readings = [reading for _, reading, _ in found if reading is not None]
    score = max(score for _, _, score in found)
    shifted = text[base:]
    credit = _credit(shifted, (found[0][0], len(shifted)), readings, "closing" if readings else "closing-mark", score)
    return Credit(credit.start + base, len(text), credit.authors, credit.rule, credit.score, credit.place, credit.date)


def _closing_step(flat: str, hi: int, more: bool) -> tuple[int, Reading | None, float] | None:
    """The last bracket or phrase of ``flat[:hi]`` as a credit: its start, what it says, how sure."""
    code = _CODE.search(flat, 0, hi)
    coded = code is not None and flat[: code.start()].endswith(")")
    end = code.start() if code and coded else hi
    if flat[end - 1 : end] == ")":
        start = flat.rfind("(", max(0, end - _REACH), end)
        if start < 0 or ")" in flat[start : end - 1]:
            return None
        return _closing_bracket(flat, start, end, more)
    if more:
        return None
    return _closing_phrase(flat, hi)


def _closing_bracket(flat: str, start: int, end: int, more: bool) -> tuple[int, Reading | None, float] | None:
    inner = flat[start + 1 : end - 1].strip(" ")
    ended = start == 0 or flat[:start].rstrip(" ")[-1:] in _STOPS or flat[start - 1] == " "
    if inner in _words()[1] or inner in _words()[0]:
        return (start, None, 0.9) if ended else None
    reading = read(flat, start + 1, end - 1)
    if ended and (reading is None or (reading.bare and not reading.has(*ROLES, *OUTLETS))) and (signed := _signed(flat, start, end)):
        return signed
    if reading is None:
        return None
    if before := _before_bracket(flat, start, reading):
        return before
    if reading.bare and not reading.has(*ROLES, *OUTLETS, t.SUPPLY):
        sure = reading.surnames(flat)
        if not ended or inner in names().places or inner in names().ordinary or reading.people > 4:
            return None
        score = 0.9 if sure >= 0.9 else 0.8 if sure else 0.4 if len(inner.replace(" ", "")) in (2, 3) else 0.0
        return (start, reading, score) if score else None
    score = _weight(reading, flat)
    if score < 0.7:
        return (start, reading, 0.6) if ended and reading.has(*ROLES) and inner in _words()[0] else None
    return start, reading, score if ended else score - 0.2


def _before_bracket(flat: str, start: int, reading: Reading) -> tuple[int, Reading | None, float] | None:
    """新华社发 before （米小川 摄）, 本报讯 before （记者 …）: an outlet's words that belong to the bracket."""
    lo = _phrase_start(flat, start)
    whole = read(flat, lo, start) if lo < start else None
    if whole is None or not whole.has(*OUTLETS) or whole.people:
        return None
    return lo, _both(whole, reading), 0.95


def _both(first: Reading, second: Reading) -> Reading:
    return Reading(
        first.groups + second.groups, first.words | second.words, first.place or second.place, first.date or second.date, second.described
    )


def _signed(flat: str, start: int, end: int) -> tuple[int, Reading, float] | None:
    """（张三，某大学教授）: a name, a mark, a description of the person."""
    match = re.compile(rf"({HAN}{{2,4}})[,/][^。!?]{{2,40}}\)\Z").match(flat, start + 1, end)
    if not match or surname(match.group(1)) < 0.9 or not is_name(match.group(1)) or is_body(match.group(1)):
        return None
    reading = read(flat, start + 1, match.end(1))
    return (start, reading, 0.6) if reading and reading.people == 1 else None


def _phrase_start(flat: str, hi: int) -> int:
    """Where the phrase that ends at ``hi`` begins: after the last sentence's end and its closing quotes."""
    at = hi
    while at > 0 and hi - at < 80 and flat[at - 1] not in "。!?”’…》":
        at -= 1
    return _blanks(flat, at)


def _closing_phrase(flat: str, hi: int) -> tuple[int, Reading | None, float] | None:
    lo = _phrase_start(flat, hi)
    places = [lo] if lo == 0 or flat[:lo].rstrip(" ")[-1:] in _STOPS else []
    places += [match.end() for match in re.finditer(" +", flat[lo:hi]) for match in [re.compile(" +").match(flat, lo + match.start())] if match]
    for at in dict.fromkeys(places):
        reading = read(flat, at, hi)
        if reading is None:
            continue
        score = _weight(reading, flat)
        if at > lo:  # no sentence ends before it: a caption without a full stop
            score -= 0.2 if reading.has(t.PICTURE, t.BOTH) and reading.people else 0.6
        if reading.bare and not reading.has(*ROLES, *OUTLETS, t.SUPPLY):
            score = 0.45 if at > 0 and reading.surnames(flat) >= 0.9 and reading.people == 1 else 0.0
        if score >= 0.4 and (at > 0 or score >= 0.7) and not (reading.has(t.SUPPLY) and score < 0.7):
            return at, reading, score
    return None


# --- alone ------------------------------------------------------------------------------------------------------------


def standalone(text: str, language: str) -> Credit | None:
    """A text that is nothing but a byline; bare names score low unless a bullet or a surname speaks for them."""
    flat = fold(text[:200])
    lo, hi = _blanks(flat, 0), len(flat.rstrip(" "))
    if lo >= hi or len(text) > _REACH:
        return None
    first = opening(text, language)
    if first and first.end >= hi:
        return Credit(first.start, hi, first.authors, "credit.standalone", first.score, first.place, first.date)
    if first and not _more(flat, first.end, hi):
        return None  # the body follows
    bulleted = flat[lo] in t.BULLETS
    if flat[lo] == "(" and _bracket(flat, lo) == hi or flat[hi - 1] == ")":
        last = closing(text, language)
        return Credit(lo, hi, last.authors, "credit.standalone", last.score, last.place, last.date) if last and last.start <= lo else None
    inner = flat[lo:hi].lstrip(t.BULLETS + " ")
    if inner.replace(" ", "") in _words()[0]:
        return _credit(text, (lo, hi), [reading for reading in [read(flat, lo, hi)] if reading and not reading.bare], "standalone-nobody", 0.85)
    reading = read(flat, lo, hi)
    if reading is None or flat[hi - 1] in ",、;":
        return None
    score = _weight(reading, flat) if hi - lo > 3 else min(0.6, _weight(reading, flat))
    if reading.bare and not reading.has(*ROLES, *OUTLETS):
        score = _bare_score(inner, reading, flat, bulleted)
    return _credit(text, (lo, hi), [reading], "standalone-bare" if score < 0.6 else "standalone", score) if score >= 0.1 else None


def _more(flat: str, lo: int, hi: int) -> bool:
    """Whether what follows an opening is still a credit: 【本报讯】 文：… 图：…."""
    reading = read(flat, lo, hi)
    return reading is not None and reading.has(*ROLES, t.SUPPLY)


def _bare_score(inner: str, reading: Reading, flat: str, bulleted: bool) -> float:
    sure = reading.surnames(flat)
    if reading.people > 3 or is_body(inner) or inner in names().places or inner in names().ordinary:
        return 0.0
    if bulleted:
        return 0.9 if sure >= 0.9 else 0.7 if sure else 0.4
    return 0.5 if sure >= 0.9 else 0.4 if sure else 0.15


def standalone_prefix(text: str, language: str) -> float:
    """How much a text looks like the first line of a byline that is printed in several."""
    flat = fold(text[:200]).strip(" ")
    if not flat or len(flat) > 60:
        return 0.0
    whole = standalone(flat, language)
    if flat[0] == "(" and ")" not in flat:
        return _open_prefix(flat[1:], 0.1)
    if whole and whole.score >= 0.7:
        return 0.6
    return _open_prefix(flat, 0.0)


def _open_prefix(flat: str, bare: float) -> float:
    """For a text that breaks off: the longest part that reads as a credit, and the start of a credit word after it."""
    for hi in range(len(flat), max(0, len(flat) - 5), -1):
        reading = read(flat, 0, hi)
        if reading is None or not (reading.has(*ROLES, *OUTLETS, t.BULLET)):
            continue
        rest = flat[hi:]
        if not rest or _starts_word().match(rest):
            sure = reading.has(t.REPORTER, t.SENDER, t.WRITER, t.BOTH) or (reading.has(*ROLES) and reading.has(t.SLASH))
            return 0.9 if sure else 0.5 if reading.has(t.OWN) or bare else 0.3
    return 0.0


@lru_cache(maxsize=1)
def _starts_word() -> re.Pattern[str]:
    """The first characters of a credit word that the line's end cut."""
    credit = data()["credit"]
    words = [*credit["qualifiers"], *(word for side in ("before", "after") for kind in credit[side].values() for word in kind)]
    return re.compile(one_of(word[:size] for word in words for size in range(1, len(word))) + r"\Z")


# --- inside a line ----------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _beginnings() -> re.Pattern[str]:
    """Where an opening may begin: an outlet with what follows it, or a bracket with a credit word in it."""
    credit = data()["credit"]
    return re.compile(
        rf"(?P<bracket>\()(?={HAN}{{0,10}}(?:记者|{'|'.join(credit['own'])}|社|讯|电))"  # （中央社記者…, 【本報訊】
        rf"|(?P<outlet>据?{one_of([*credit['own'], *credit['agencies']])})"  # 本报讯, 据新华社…电
        rf"|(?P<paper>(?<= ){HAN}{{1,6}}{one_of(credit['paper_endings'])}(?=讯))"  # 汐州晚报讯 after a blank
    )


def inside(text: str, language: str) -> list[int]:
    """Where, after something else in the same line, an article's opening credit begins; never in running text."""
    flat = fold(text)
    out: list[int] = []
    for match in _beginnings().finditer(flat):
        at = match.start()
        if at > 0 and (not out or at > out[-1] + 1) and _begins(text, flat, at, str(match.lastgroup), language):
            out.append(at)
    return out


def _begins(text: str, flat: str, at: int, kind: str, language: str) -> bool:
    before = flat[at - 1]
    if before in "“‘《(、,:;" or flat[max(0, at - 2) : at].endswith(("据", "由", "和", "与", "的", "在", "为", "向", "给", "对")):
        return False
    credit = opening(text[at : at + 200], language)
    if credit is None or credit.start != 0 or credit.score < 0.9:
        return False
    end = at + credit.end
    shown = flat[at : end].rstrip(" ")
    if kind == "bracket":
        return bool(re.search(r"(?:报道|报导|电|讯|消息)\)", shown)) and (end < len(flat) or before not in _STOPS)
    bracketed = shown.endswith(")")
    dated = credit.date is not None or flat[at:].startswith(tuple(data()["credit"]["own"]))
    return dated and (bracketed or before == " ")
