"""A Chinese credit cut into the words it is made of.

Names are not known beforehand, so a run of characters is a name, a place or a body until a word that credits use
(记者, 摄, 报道 …) or a mark ends it. A single character (文, 图, 摄, 讯, 电) is such a word only where marks or the word
before make it one; inside a run it is part of a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import msgspec

from tasks.segment.credits.cjk_names import all_surnames, cut, is_body, is_name, surname
from tasks.segment.credits.cjk_words import DATE, HAN, NUMERAL, data, one_of

SP, SEP, SLASH, BULLET, DATE_, HAN_, LATIN, TITLE = "blank", "separator", "slash", "bullet", "date", "run", "latin", "title"
OWN, AGENCY, PAPER, SOURCE = "own", "agency", "paper", "source"
REPORTER, SENDER, WRITER = "reporter", "sender", "writer"
WORDS, PICTURE, EDITOR, BOTH, PLAIN, SUPPLY = "words", "picture", "editor", "both", "plain", "supply"
_HAN = re.compile(HAN)
_LETTERS = re.compile(r"[A-Za-z][A-Za-z.'’-]*")
AFTER_PAPER = r"[讯电 )/:|,、]|专[讯电]|报道|报导|消息|综合|\Z"
"""What follows a paper's name in a credit."""
PHOTOGRAPHERS = ("记者", "师")
"""How the words end that say what a photographer is, and of what kind: 特约摄影师."""
BULLETS = "□■●○◎◆◇▲△▼▽★☆※◉⊙▶▷►*\u2022"


class Token(msgspec.Struct, frozen=True):
    """A word or mark of a credit; ``place`` says whether a role stands ``before`` names, ``after`` them, or ``either``."""

    kind: str
    start: int
    end: int
    place: str = ""
    agency: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class _Patterns:
    fixed: re.Pattern[str]
    date: re.Pattern[str]
    key: re.Pattern[str]
    kinds: dict[str, tuple[str, str]]
    single: dict[str, tuple[str, str]]
    role: re.Pattern[str]
    outlet_role: re.Pattern[str]
    paper: re.Pattern[str]
    wire: re.Pattern[str]
    short_wire: re.Pattern[str]
    somebody: re.Pattern[str]


def _kinds() -> dict[str, tuple[str, str]]:
    """What each word of the lists is, and on which side of the names it stands."""
    credit = data()["credit"]
    out: dict[str, tuple[str, str]] = {word: (SOURCE, "") for word in credit["sources"]}
    out |= {word: (PLAIN, "after") for word in credit["after"]["plain"]}
    for side in ("before", "after"):
        for kind in (WORDS, PICTURE, EDITOR):
            for word in credit[side][kind]:
                out[word] = (kind, "either" if out.get(word, ("", ""))[0] == kind else side)
    out |= {word: (BOTH, "either") for word in credit["after"]["both"]}
    out |= {word: (SUPPLY, "") for word in credit["after"]["supply"]}
    out |= {word: (OWN, "") for word in credit["own"]}
    return out | {word: (AGENCY, "") for word in credit["agencies"]}


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    credit = data()["credit"]
    kinds = _kinds()
    before = credit["before"]
    photographers = [word for word in before[PICTURE] if word.endswith(PHOTOGRAPHERS)]
    core = one_of([*before[REPORTER], *before[SENDER], *before[WRITER], *photographers])
    qualified = rf"(?:{one_of(credit['qualifiers'])})*{core}(?!{one_of(credit['not_reporter'])})"
    return _Patterns(
        fixed=re.compile(
            rf"(?P<blank> +)|(?P<separator>[、,;&])|(?P<slash>[/|:])|(?P<bullet>[{BULLETS}])|(?P<title>《[^》]{{1,20}}》)"
        ),
        date=re.compile(DATE),
        key=re.compile(one_of(word for word in kinds if len(word) > 1)),
        kinds=kinds,
        single={word: kind for word, kind in kinds.items() if len(word) == 1},
        role=re.compile(qualified),
        # a reporter of some body: 云川日报记者, 本报驻云川记者
        outlet_role=re.compile(rf"([0-9A-Za-z]{{0,6}}{HAN}{{1,12}}?(?:“{HAN}{{2,8}}”)?)({qualified}|编辑(?=[ :/|]))"),
        # a paper's name where a word of dispatch, a mark or the end follows
        paper=re.compile(rf"{HAN}{{0,8}}?{one_of(credit['paper_endings'])}(?={AFTER_PAPER})"),
        # a wire service that no list knows: …社, place, date, 电
        wire=re.compile(rf"{HAN}{{2,4}}社(?={HAN}{{0,8}}?(?:{DATE}){HAN}{{0,3}}电)"),
        short_wire=re.compile(rf"{one_of(credit['before_dispatch'])}(?=[专特急快]?电)"),
        # a word of a role, a paper's ending, a wire's: without one nobody is told by what he does or is sent by
        somebody=re.compile(f"{core}|{one_of([*credit['paper_endings'], *credit['before_dispatch'], '社', '编辑'])}"),
    )


def credit_words(kind: str = "") -> list[str]:
    """The words that credits are made of, or those of one kind; without those that only qualify others."""
    before = data()["credit"]["before"]
    roles = [] if kind else [word for some in (REPORTER, SENDER, WRITER, PICTURE) for word in before[some]]
    return [*(word for word, (is_, _) in _kinds().items() if kind in ("", is_)), *roles]


@lru_cache(maxsize=1)
def _within() -> re.Pattern[str]:
    """Characters that go on a run wherever they stand in it: no word of a credit, no date and no mark begins with them."""
    words = [*credit_words(), *data()["credit"]["qualifiers"]]
    first = "".join(sorted({word[0] for word in words} | set("民今昨前")))
    return re.compile(rf"(?:(?![{re.escape(first)}]|{NUMERAL}){HAN})+")


@lru_cache(maxsize=1)
def _dangling() -> frozenset[str]:
    """What says of which kind a reporter is, where a line's end parts it from the word."""
    return frozenset(word for word in data()["credit"]["qualifiers"] if len(word) > 1) - set(data()["credit"]["own"])


def single_words() -> frozenset[str]:
    """The credit words of one character."""
    return frozenset(_patterns().single)


def _role_kind(word: str) -> str:
    before = data()["credit"]["before"]
    if word.endswith(tuple(before[SENDER])):
        return SENDER
    if word.endswith(tuple(entry for entry in before[PICTURE] if entry.endswith(PHOTOGRAPHERS))):
        return PICTURE
    if word == "编辑":
        return EDITOR
    return WRITER if word.endswith(tuple(before[WRITER])) else REPORTER


def _names_in(run: str) -> bool:
    """Whether a run is a name or several, each with its surname: 记者单雪峤翟令仪通讯员…."""
    if is_name(run) and surname(run):
        return True
    ends = cut(run) if len(run) > 3 else None
    return ends is not None and all_surnames(run, ends) and not run.endswith(tuple(data()["credit"]["paper_endings"]))


def _outlet_role(text: str, at: int, hi: int, named: bool) -> list[Token] | None:
    """A reporter with an outlet before the word; ``named`` says that the role before has its names already."""
    match = _patterns().outlet_role.match(text, at, hi)
    if not match:
        return None
    middle = match.start(2)
    outlet = text[at:middle]
    kind = _role_kind(match.group(2))
    if outlet in _patterns().single or outlet.endswith(("报讯", "社讯", "社电", "日讯", "日电")):
        return None
    if kind == WRITER or (kind == EDITOR and len(outlet) > 4):
        return None
    found = _patterns().key.match(text, at, middle)
    if found and _patterns().kinds[found.group()][0] == AGENCY:
        return [Token(kind, at, match.end(), "before", (at, found.end()))]
    if found and _patterns().kinds[found.group()][0] in (PLAIN, SUPPLY, WORDS, EDITOR, PICTURE, BOTH, SOURCE):
        return None
    if not named and not is_body(outlet) and _names_in(outlet):
        return [Token(HAN_, at, middle), Token(kind, middle, match.end(), "before")]
    if any(char in "的了在是有" for char in outlet):
        return None
    return [Token(kind, at, match.end(), "before")]


@lru_cache(maxsize=1)
def _next_word() -> re.Pattern[str]:
    """A credit word of more than one character."""
    return re.compile(f"{_patterns().role.pattern}|{_patterns().key.pattern}")


@lru_cache(maxsize=1)
def _goes_on() -> re.Pattern[str]:
    """What follows a name's role of one character: the next name with its own, or the next reporter."""
    return re.compile(rf"{HAN}{{2,7}} ?[/|] ?[文图摄]|{_patterns().role.pattern}")


def _single(text: str, at: int, lo: int, hi: int, last: str) -> Token | None:
    """A word of one character, where its neighbours make it a word."""
    entry = _patterns().single.get(text[at])
    if entry is None:
        return None
    kind, place = entry
    before = text[at - 1] if at > lo else " "
    after = text[at + 1] if at + 1 < hi else " "
    if text[max(lo, at - 2) : at] in ("/ ", "| "):
        before = text[at - 2]  # 甲 / 文 乙 / 图
    if text[at + 1 : min(hi, at + 3)] in (" /", " |"):
        after = text[at + 2]
    free_after = not _HAN.match(after)
    if text[at] in "讯电":
        tied = last in (OWN, PAPER, DATE_, AGENCY) or re.search(f"/{HAN}{{2,4}}\\Z", text[lo:at]) is not None
        tied = tied and after not in data()["credit"]["not_dispatch"]
        return Token(kind, at, at + 1, "after") if free_after or tied else None
    if text[at] in "据供" and kind == SOURCE:
        return Token(kind, at, at + 1) if at == lo or before in " ," else None
    if text[at] in "摄绘译" and last == HAN_ and _next_word().match(text, at + 1, hi):
        return Token(kind, at, at + 1, "after")  # 林小舟摄撰文：…
    if text[at] == "发" and last in (OWN, AGENCY):
        return Token(kind, at, at + 1, "after")
    if before in "/|" and _goes_on().match(text, at + 1, hi):  # 甲/文乙/摄, 甲/文实习生乙 without the blank
        return Token(kind, at, at + 1, "after")
    if after in "/|:" and before not in "/|":
        return Token(kind, at, at + 1, "before" if before in " ,;、)" else "either")
    if free_after and text[at] in "摄绘发译":
        return Token(kind, at, at + 1, "after" if _HAN.match(before) or before in "/|" else "either")
    if free_after and not _HAN.match(before):
        return Token(kind, at, at + 1, "after" if before in "/|" else "either")
    return None


def _word(text: str, at: int, lo: int, hi: int, last: str, named: bool, told: bool) -> list[Token] | None:
    """The credit word at this place, if one begins here.

    ``last`` is the kind of the token just before; ``told`` says whether the text has any word that tells somebody.
    """
    patterns = _patterns()
    if match := patterns.fixed.match(text, at, hi):
        return [Token(str(match.lastgroup), at, match.end())]
    if (match := patterns.date.match(text, at, hi)) and not re.match("报(?![道导])", text[match.end() : match.end() + 2]):
        return [Token(DATE_, at, match.end())]
    if told and hi - at <= 3 and text[at:hi] in _dangling():
        return [Token(SEP, at, hi)]  # 记者林小舟见习, the next line going on with 记者
    fresh = last != HAN_ and told
    key = patterns.key.match(text, at, hi)
    match = patterns.role.match(text, at, hi) if told else None
    if match and (key is None or key.end() <= match.end()) and (last != HAN_ or _role_kind(match.group()) != WRITER):
        return [Token(_role_kind(match.group()), at, match.end(), "before")]
    if fresh and (match := patterns.short_wire.match(text, at, hi)):
        return [Token(AGENCY, at, match.end())]
    if fresh and (match := patterns.wire.match(text, at, hi)) and match.group()[0] != "据":
        return [Token(AGENCY, at, match.end())]
    if fresh and (tokens := _outlet_role(text, at, hi, named)):
        return tokens
    if key:
        kind, place = patterns.kinds[key.group()]
        return [Token(kind, at, key.end(), place)]
    if single := _single(text, at, lo, hi, last):
        return [single]
    match = patterns.paper.match(text, at, hi) if fresh else None
    if match and match.end() - at > 1 and not patterns.date.search(match.group()):
        return [Token(PAPER, at, match.end())]
    return None


def tokens(text: str, lo: int, hi: int) -> Iterator[Token]:
    """The words of ``text[lo:hi]`` (folded) until something that no credit holds (the last token ends there)."""
    at, last, run, named = lo, "", lo, False
    within = _within()
    told = _patterns().somebody.search(text, lo, hi) is not None
    while at < hi:
        inside = last == HAN_
        if inside and (match := within.match(text, at, hi)):
            at = match.end()
            continue
        found = _word(text, at, lo, hi, last, named, told)
        if found is None and (_HAN.match(text, at) or (text[at] == "\N{MIDDLE DOT}" and inside)):
            if not inside:
                run, last = at, HAN_
            at += 1
            continue
        if inside:
            yield Token(HAN_, run, at)
            named = True
        if found is None and (match := _LETTERS.match(text, at, hi)):
            found = [Token(LATIN, at, match.end())]
        if found is None:
            return
        yield from found
        named = found[-1].kind in (SP, SEP, HAN_, LATIN) and named
        at, last = found[-1].end, found[-1].kind
    if last == HAN_:
        yield Token(HAN_, run, hi)
