"""Chinese bylines on lines of their own, whole or broken off at the line's end."""

from __future__ import annotations

import re
from functools import lru_cache

from tasks.model.article import Credit
from tasks.segment.credits import cjk_tokens as t
from tasks.segment.credits.cjk_closing import closing, described
from tasks.segment.credits.cjk_fold import fold
from tasks.segment.credits.cjk_names import is_body, is_district, is_name, is_place, surname
from tasks.segment.credits.cjk_opening import opening
from tasks.segment.credits.cjk_reading import OUTLETS, ROLES, Reading, authors, read
from tasks.segment.credits.cjk_running import ends_sentence
from tasks.segment.credits.cjk_weight import REACH, blanks, bracket, credit_of, formulas, weight
from tasks.segment.credits.cjk_words import HAN, data, names, one_of


def standalone(text: str, language: str) -> Credit | None:
    """A text that is nothing but a byline; bare names score low unless a bullet or a surname speaks for them."""
    flat = fold(text[:200])
    lo, hi = blanks(flat, 0), len(flat.rstrip(" "))
    if lo >= hi or len(text) > REACH or ends_sentence(flat):
        return None
    first = opening(text, language)
    if first is None and (prefix := _prefix().match(flat, lo)) and prefix.end() < hi:
        return _after_prefix(text, flat, (lo, prefix.end(), hi))
    if first and first.end >= hi:
        return Credit(lo, hi, first.authors, "credit.standalone", first.score, first.place, first.date)
    if first:
        more = _more(flat, first.end, hi)
        if more is None:
            return None  # the body follows
        whole = _plain(text, flat, (lo, hi))
        if whole and len(whole.authors) >= len(first.authors) and whole.score >= first.score:
            return whole
        named = tuple(dict.fromkeys((*first.authors, *authors([more], text))))
        return Credit(lo, hi, named, "credit.standalone", first.score, first.place, first.date)
    if flat[lo] == "(" and bracket(flat, lo) == hi or flat[hi - 1] == ")":
        last = closing(text, language)
        return (
            Credit(lo, hi, last.authors, "credit.standalone", last.score, last.place, last.date)
            if last and last.start <= lo
            else _of_letter(text, flat, (lo, hi))
        )
    return _plain(text, flat, (lo, hi))


@lru_cache(maxsize=1)
def _prefix() -> re.Pattern[str]:
    """What may stand before a byline's words: a dash, the kind of piece (散文), the desk 【教育组】, the town 【…讯】."""
    return re.compile(
        rf"(?:[-\N{{EM DASH}}\N{{EN DASH}}\N{{BOX DRAWINGS LIGHT HORIZONTAL}}]{{1,2}}"
        rf"|\((?:{one_of(data()['credit']['genres'])}|{HAN}{{2,4}}(?:组|中心)|{HAN}{{3,5}}讯)\)) *"
    )


def _after_prefix(text: str, flat: str, span: tuple[int, int, int]) -> Credit | None:
    lo, middle, hi = span
    found = _plain(text, flat, (middle, hi))
    if found is None:
        return None
    return Credit(lo, hi, found.authors, found.rule, found.score, found.place, found.date)


def _of_letter(text: str, flat: str, span: tuple[int, int]) -> Credit | None:
    """A letter's writer, as a line of its own."""
    found = described(flat, *span)
    return credit_of(text, span, [found[0]], "standalone", found[1]) if found else None


def _plain(text: str, flat: str, span: tuple[int, int]) -> Credit | None:
    """A byline without brackets around it: a formula, or a reading of the whole."""
    lo, hi = span
    bulleted = flat[lo] in t.BULLETS
    inner = flat[lo:hi].lstrip(t.BULLETS + " ")
    if inner.replace(" ", "") in formulas()[0]:
        return credit_of(
            text,
            (lo, hi),
            [reading for reading in [read(flat, lo, hi)] if reading and not reading.bare],
            "standalone-nobody",
            0.85,
        )
    if signed := _signed_by_place(flat, lo, hi) or _pen_name(flat, lo, hi):
        return credit_of(text, (lo, hi), [signed[0]], "standalone-signed", signed[1])
    if written := re.compile(rf"({HAN}{{2,4}}) ?[著撰诗词]\Z").match(flat, lo, hi):
        name = written.group(1)
        told = flat[hi - 2] == " " or len(name) == 3 and flat[hi - 1] in "著撰"
        if name.endswith(names().pen_endings) or (is_name(name) and surname(name) and told):
            return credit_of(text, (lo, hi), [Reading.of_name([written.span(1)])], "standalone", 0.6)
    reading = read(flat, lo, hi)
    if reading is None or flat[hi - 1] in ",、;":
        return None
    score = weight(reading, flat) if hi - lo > 3 else min(0.6, weight(reading, flat))
    if reading.bare and not reading.has(*ROLES, *OUTLETS):
        score = _bare_score(inner, reading, flat, bulleted)
    return (
        credit_of(text, (lo, hi), [reading], "standalone-bare" if score < 0.6 else "standalone", score)
        if score >= 0.1
        else None
    )


@lru_cache(maxsize=1)
def _lived() -> re.Pattern[str]:
    name = f"({HAN}{{2,4}}|{HAN} {HAN})"
    told = one_of(data()["credit"]["before"][t.WRITER])
    return re.compile(
        rf"({HAN}{{2,8}}) {HAN}{{0,6}}{one_of(names().standing)} {name}|({HAN}{{2,8}}) ?{told} ?{name}"  # 台中市读者林小舟
    )


def _signed_by_place(flat: str, lo: int, hi: int) -> tuple[Reading, float] | None:
    """A letter's writer behind town and calling: 河北定县 农民 刘振明."""
    match = _lived().fullmatch(flat, lo, hi)
    place = match and (match.group(1) or match.group(3))
    if match is None or not place or not (is_place(place) or is_district(place)):
        return None
    at = 2 if match.group(1) else 4
    name = match.group(at).replace(" ", "")
    pieces = [piece.span() for piece in re.compile("[^ ]+").finditer(flat, *match.span(at))]
    return (Reading.of_name(pieces), 0.8) if is_name(name) and surname(name) else None


@lru_cache(maxsize=1)
def _dotted() -> re.Pattern[str]:
    return re.compile(rf"\N{{MIDDLE DOT}} ?({HAN}{{2,4}}) ?\N{{MIDDLE DOT}}")


@lru_cache(maxsize=1)
def _heading() -> re.Pattern[str]:
    """The name of a section or of a kind of piece, which papers set between dots, too: ·言论·."""
    return re.compile(f"{one_of(data()['furniture']['sections'])}|{data()['headline']['label']}")


def _pen_name(flat: str, lo: int, hi: int) -> tuple[Reading, float] | None:
    """A column's writer between dots (·阿聰·), or one who signs with the name of a house: 湘竹館主."""
    match = _dotted().fullmatch(flat, lo, hi)
    name = match.group(1) if match else flat[lo:hi]
    if match:
        other = name in names().ordinary | names().places | formulas()[0] or _heading().fullmatch(name)
        return None if other or not is_name(name) else (Reading.of_name([match.span(1)]), 0.8 if surname(name) else 0.6)
    houses = tuple(end for end in names().pen_endings if len(end) > 1 and end != "女士")
    if 3 < len(name) <= 5 and name.endswith(houses) and re.fullmatch(f"{HAN}+", name):
        return Reading.of_name([(lo, hi)]), 0.8
    return None


def _more(flat: str, lo: int, hi: int) -> Reading | None:
    """What follows an opening, where that is still a credit: 【本报讯】 文：… 图：…."""
    reading = read(flat, lo, hi)
    return reading if reading is not None and reading.has(*ROLES, t.SUPPLY) else None


def _bare_score(inner: str, reading: Reading, flat: str, bulleted: bool) -> float:
    sure = reading.surnames(flat)
    if reading.people > 3 or is_body(inner) or inner in names().places or inner in names().ordinary:
        return 0.0
    pen = bulleted and inner.endswith(names().pen_endings)  # ■ 湖上客
    if not sure and (reading.people > 1 or len(inner.replace(" ", "")) > 3 or not (pen or names().noting.isdisjoint(inner))):
        return 0.0  # neither surname nor mark, and no length of a pen name
    if bulleted:
        return 0.9 if sure >= 0.9 else 0.7 if sure or pen else 0.4
    return 0.5 if sure >= 0.9 else 0.4 if sure else 0.15
