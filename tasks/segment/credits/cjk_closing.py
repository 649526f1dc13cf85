"""Chinese credits and wire marks that close an article: in brackets, or as the phrase after its last sentence."""

from __future__ import annotations

import re
from functools import lru_cache

from tasks.model.article import Credit
from tasks.segment.credits import cjk_tokens as t
from tasks.segment.credits.cjk_fold import fold
from tasks.segment.credits.cjk_names import is_body, is_name, is_place, surname
from tasks.segment.credits.cjk_reading import OUTLETS, ROLES, Reading, read
from tasks.segment.credits.cjk_running import is_running, tells
from tasks.segment.credits.cjk_weight import REACH, STOPS, blanks, credit_of, formulas, plain_words, weight
from tasks.segment.credits.cjk_words import HAN, data, names, one_of

_CODE = re.compile(r" *[0-9]{6,8} *\Z")  # a wire's date code, 1121110


_PHRASE = 80
"""Characters of the phrase that closes a text, or stands before its bracket, at most."""
_BLANKS = re.compile(" +")
_BEGINS = re.compile("[。!?”’…》() ]")


def begins_before(text: str, at: int, language: str) -> bool:
    """Whether a closing credit may begin before ``at``, but not with the text: in a bracket, or as the phrase at its end."""
    above = fold(text[:at])
    flat = above + fold(text[at:])  # printed lines, which were folded before
    if ")" in flat:
        return len(text) >= _PHRASE or _BEGINS.search(above) is not None
    hi = len(flat.rstrip(" "))
    return any(0 < start < at and not is_running(flat, start, hi) for start in _phrases(flat, hi)[1])


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
    picture = any(reading.has(t.SUPPLY) for reading in readings) and not any(reading.people for reading in readings)
    rule = "closing-picture" if picture else "closing" if readings else "closing-mark"
    credit = credit_of(shifted, (found[0][0], len(shifted)), readings, rule, score)
    return Credit(credit.start + base, len(text), credit.authors, credit.rule, credit.score, credit.place, credit.date)


def _closing_step(flat: str, hi: int, more: bool) -> tuple[int, Reading | None, float] | None:
    """The last bracket or phrase of ``flat[:hi]`` as a credit: its start, what it says, how sure."""
    code = _CODE.search(flat, 0, hi)
    coded = code is not None and flat[: code.start()].endswith(")")
    end = code.start() if code and coded else hi
    if flat[end - 1 : end] == ")":
        start = flat.rfind("(", max(0, end - REACH), end)
        if start < 0 or ")" in flat[start : end - 1]:
            return None
        return _closing_bracket(flat, start, end)
    if more:
        return None
    return _closing_phrase(flat, hi)


def _closing_bracket(flat: str, start: int, end: int) -> tuple[int, Reading | None, float] | None:
    inner = flat[start + 1 : end - 1].strip(" ")
    stopped = start == 0 or flat[:start].rstrip(" ")[-1:] in STOPS + "、"  # with which old print ends sentences
    ended = stopped or flat[start - 1] == " "
    if inner in formulas()[1] or inner in formulas()[0] or inner in plain_words():
        said = read(flat, start + 1, end - 1)  # （资料图片） says that a picture goes with it
        supplied = said is not None and said.has(t.SUPPLY) and not said.people
        return (start, said if supplied else None, 0.9) if ended else None
    reading = read(flat, start + 1, end - 1)
    if ended and reading is not None and reading.place and not reading.people and inner[-1:] in "讯电" and len(inner) <= 5:
        return start, reading, 0.7  # （望湾讯）
    if ended and reading is not None and len(inner) <= 24 and inner.endswith(("供图", "提供", "供稿")):
        return start, reading, 0.7  # （县融媒体中心供图）
    if stopped and (signed := _pen_name(flat, start, end, inner)):
        return signed
    if (
        ended
        and (reading is None or (reading.bare and not reading.has(*ROLES, *OUTLETS)))
        and (signed := _signed(flat, start, end))
    ):
        return signed
    if (lo := phrase_start(flat, start)) and lo < start and (letter := described(flat, lo, end)):
        return lo, *letter
    if reading is None:
        return None
    if before := _before_bracket(flat, start, reading):
        return before
    if reading.bare and not reading.has(*ROLES, *OUTLETS, t.SUPPLY):
        sure = reading.surnames(flat)
        if not ended or inner in names().places or inner in names().ordinary or reading.people > 4:
            return None
        score = 0.9 if sure >= 0.9 else 0.8 if sure else 0.0
        return (start, reading, score) if score else None
    score = weight(reading, flat)
    if score < 0.7:
        return (start, reading, 0.6) if ended and reading.has(*ROLES) and inner in formulas()[0] else None
    return start, reading, score if ended else score - 0.2


def _pen_name(flat: str, start: int, end: int, inner: str) -> tuple[int, Reading | None, float] | None:
    """A name without a surname in brackets after the last full stop: （苹）, （梅花馆主）, （寒柝）."""
    run, known = inner.replace(" ", ""), names()
    whole = next((run[: -len(end)] for end in known.pen_endings if len(run) > len(end) > 1 and run.endswith(end)), run)
    if not re.fullmatch(f"{HAN}{{1,5}}", run) or not known.noting.isdisjoint(whole) or not known.never.isdisjoint(run):
        return None
    if run in known.ordinary or run in known.places or is_body(run) or surname(run) or run in t.single_words():
        return None
    if len(run) > 3 and not run.endswith(known.pen_endings):
        return None
    score = 0.7 if len(run) > 2 and run.endswith(known.pen_endings) else 0.5
    pieces = [match.span() for match in re.compile("[^ ]+").finditer(flat, start + 1, end - 1)]
    return start, Reading.of_name(pieces), score if start else min(score, 0.4)


def _before_bracket(flat: str, start: int, reading: Reading) -> tuple[int, Reading | None, float] | None:
    """新华社发 before （米小川 摄）, 本报讯 before （记者 …）: an outlet's words that belong to the bracket."""
    lo = phrase_start(flat, start)
    whole = read(flat, lo, start) if lo < start else None
    if whole is None or not whole.has(*OUTLETS) or whole.people:
        return None
    return lo, _both(whole, reading), 0.95


def _both(first: Reading, second: Reading) -> Reading:
    return Reading(
        first.groups + second.groups,
        first.words | second.words,
        first.place or second.place,
        first.date or second.date,
        second.described,
    )


def _signed(flat: str, start: int, end: int) -> tuple[int, Reading, float] | None:
    """（张三，某大学教授）, （张三 退休教师）: a name, a mark or a blank, a description of the person."""
    match = _described_behind().match(flat, start + 1, end)
    if not match or surname(match.group(1)) < 0.9 or not is_name(match.group(1)) or is_body(match.group(1)):
        return None
    reading = read(flat, start + 1, match.end(1))
    return (start, reading, 0.6) if reading and reading.people == 1 else None


@lru_cache(maxsize=1)
def _described_behind() -> re.Pattern[str]:
    return re.compile(rf"({HAN}{{2,4}})(?:[,/][^。!?]{{2,40}}| {HAN}{{0,12}}{one_of(names().standing)})\)\Z")


@lru_cache(maxsize=1)
def _described() -> re.Pattern[str]:
    """A name, perhaps behind a writer's word, perhaps a slash and a calling, and in brackets town, school or calling."""
    before = data()["credit"]["before"]
    told = one_of(word for kind in (t.WRITER, t.WORDS) for word in before[kind])
    return re.compile(
        rf"[{t.BULLETS} ]*(?:{told} ?[:/ ] ?)?({HAN}{{2,4}}|{HAN} {HAN}) ?(?:/ ?({HAN}{{2,12}}) ?)?"
        rf"\(({HAN}{{2,12}}(?:[/,、 ]{HAN}{{2,12}})*)\)"
    )


def described(flat: str, lo: int, hi: int) -> tuple[Reading, float] | None:
    """A writer of whom town or calling is said behind the name: 林小舟（临河市／教师）, 作者：林小舟（临河村农民）."""
    match = _described().fullmatch(flat, lo, hi)
    name = match.group(1).replace(" ", "") if match else ""
    if match is None or not is_name(name) or not (sure := surname(name)):
        return None
    told = [*re.split("[/,、 ]", match.group(3)), *([match.group(2)] if match.group(2) else [])]
    ends = (*names().standing, *"市县区镇乡村")
    if not any(is_place(one) or one.endswith(ends) for one in told):
        return None
    pieces = [piece.span() for piece in re.compile("[^ ]+").finditer(flat, *match.span(1))]
    return Reading.of_name(pieces), 0.9 if flat[lo] in t.BULLETS else 0.7 if sure >= 0.9 else 0.6


def phrase_start(flat: str, hi: int) -> int:
    """Where the phrase that ends at ``hi`` begins: after the last sentence's end and its closing quotes."""
    at = hi
    while at > 0 and hi - at < _PHRASE and flat[at - 1] not in "。!?”’…》":
        at -= 1
    return blanks(flat, at)


def _phrases(flat: str, hi: int) -> tuple[int, list[int]]:
    """Where the phrase begins that ends at ``hi``, and where a credit may: with it, or behind a blank in it."""
    lo = phrase_start(flat, hi)
    places = [lo] if lo == 0 or flat[:lo].rstrip(" ")[-1:] in STOPS else []
    places += [match.end() for match in _BLANKS.finditer(flat, lo, hi)]
    return lo, list(dict.fromkeys(places))


def _closing_phrase(flat: str, hi: int) -> tuple[int, Reading | None, float] | None:
    lo, places = _phrases(flat, hi)
    for at in places:
        if not at and not tells(flat, hi):
            continue  # bare names close a text, but are none
        reading = read(flat, at, hi)
        if reading is None:
            continue
        score = weight(reading, flat)
        if at > lo:  # no sentence ends before it: a caption without a full stop
            score -= 0.2 if reading.has(t.PICTURE, t.BOTH) and reading.people else 0.6
        if reading.bare and not reading.has(*ROLES, *OUTLETS, t.SUPPLY):
            score = 0.45 if at > 0 and reading.surnames(flat) >= 0.9 and reading.people == 1 else 0.0
        if score >= 0.4 and (at > 0 or score >= 0.7) and not (reading.has(t.SUPPLY) and score < 0.7):
            return at, reading, score
    return None
