"""The laws over the whole chain of rooms, in one process, on newspaper-like and on arbitrary text."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tasks import emit, normalise, reflow, segment
from tasks.emit import Script
from tasks.emit.check import check_page
from tasks.model.emitted import EmittedPage
from tasks.model.errors import LawBroken, PageError
from tasks.model.page import CleanPage
from tests.invented_page import ORIGIN
from tests.typeset import LANGUAGES, MANNERS, draw_sheet, dump

Result = tuple[CleanPage, EmittedPage]


def through(text: str, script: Script = "as-printed") -> Iterator[Result]:
    """Each page of a file of this text, through all four rooms; its encoding stated, since a few bytes may be anything."""
    for clean in normalise.normalise(text.encode(), normalise.Settings(encoding="utf-8")):
        flow = reflow.reflow(clean, reflow.Settings())
        articles = segment.segment(flow, segment.Settings())
        yield clean, emit.emit(articles, clean, ORIGIN, emit.Settings(script))


def pages(text: str, script: Script = "as-printed") -> list[Result]:
    """The same, none where the file cannot be worked on at all (empty, or not text)."""
    try:
        return list(through(text, script))
    except LawBroken:
        raise
    except PageError:
        return []


# What newspapers print, and what dumps make of it

HAN = st.text("的一是在市县村民路桥春秋会议开幕昨日记者陈旅游示范，。、“”《》（）１２0123456789", min_size=1, max_size=17)
LATIN_WORDS = (
    "the ferry of Council voted on Monday bridge 1,200 well-known finan- co- EU- Gemeinde Straße où l’été M. “No” Mr. £5"
)
LATIN = st.lists(st.sampled_from(LATIN_WORDS.split()), min_size=1, max_size=9).map(" ".join)
SET_PIECES = st.sampled_from(
    """
本报讯（记者 赵 晓明）
新华社北京11月9日电
□本报记者 钱立 摄
（下转第5版）
责任编辑 孙一平 版式 李霞
第３版
By HARRIET QUILLFORD
[FROM OUR OWN CORRESPONDENT.]
Von Jonas Ebertal
Par Lucie Montreval
WEXHOLME, May 5 —
Grünwalde, 5. Mai. (Privattelegramm.)
Montreuillac, 9 novembre. —
(hm)
Continued on Page 4
Fortsetzung auf Seite 7
Suite page 3
THE HARBOUR COURIER
— 7 —
Foto: Karla Minden
""".strip().splitlines()
)
NOISE = st.text(
    "\u00a0\u3000 \t\u00ad\u200b\u2f26⽗ﬁ ﬀＡ１…\u2028\u0301\u202e\x00\x0b\x1f\r👩\u200d\U00020bb7�", min_size=1, max_size=6
)
LINE = st.one_of(HAN, LATIN, SET_PIECES, NOISE, st.just(""), st.tuples(HAN, NOISE, LATIN).map("".join), HAN.map(" ".join))
BREAK = st.sampled_from(["\n"] * 12 + ["\n\n", "\r\n", "\n \n", "   ", "\f"])


@st.composite
def printed(draw: st.DrawFn) -> str:
    """Lines as a dump has them; some columns are set to one measure."""
    out = []
    for _ in range(draw(st.integers(1, 8))):
        block = draw(st.lists(LINE, min_size=1, max_size=6))
        if draw(st.booleans()):  # justified: all lines but the last as long as the measure
            joined, measure = "".join(block), draw(st.integers(5, 30))
            block = [joined[i : i + measure] for i in range(0, len(joined), measure)]
        for line in block:
            out += [line, draw(BREAK)]
    return "".join(out)


TEXT = st.one_of(printed(), printed(), st.text(st.characters(codec="utf-8"), max_size=200))


# Whole pages, and what befalls them on their way

MISHAPS = {
    "none": lambda text: text,
    "carriage returns": lambda text: text.replace("\n", "\r\n"),
    "decoded wrongly": lambda text: text.encode().decode("latin-1"),
    "decoded wrongly, by Windows": lambda text: text.encode().decode("cp1252", "replace"),
    "every third line lost": lambda text: "\n".join(line for n, line in enumerate(text.split("\n")) if n % 3),
    "every blank line lost": lambda text: "\n".join(line for line in text.split("\n") if line.strip()),
    "a blank line after each": lambda text: text.replace("\n", "\n\n"),
    "upside down": lambda text: "\n".join(reversed(text.split("\n"))),
    "cut at the measure": lambda text: "\n".join(text[at : at + 31] for at in range(0, len(text), 31)),
    "two pages": lambda text: text[: len(text) // 2] + "\f" + text[len(text) // 2 :],
    "accents apart": lambda text: unicodedata.normalize("NFD", text),
    "no-break spaces": lambda text: text.replace(" ", "\N{NO-BREAK SPACE}"),
}


def whole_page(language: str, number: int, manner: str, mishap: str) -> str:
    """An invented page as a reader would give it back, and then the mishap."""
    sheet = draw_sheet(language, f"laws {number}", "laws")
    return MISHAPS[mishap](dump(sheet, manner, f"laws {number}"))


WHOLE = st.builds(
    whole_page,
    st.sampled_from(LANGUAGES),
    st.integers(0, 999),
    st.sampled_from(sorted(MANNERS)),
    st.sampled_from(list(MISHAPS)),
)
steady = settings(deadline=timedelta(seconds=20), max_examples=100, suppress_health_check=[HealthCheck.too_slow])
"""The deadline finds a rule that takes a hundred times as long as a page does, not a machine that is busy."""


@steady
@given(TEXT, st.sampled_from(["as-printed", "zh-Hant", "zh-Hans"]))
@example("示范区召开\n会议本报讯\n（记者钱立）近日\n", "zh-Hant")
@example(
    "HARBOUR BRIDGE\nREOPENS\nBy HARRIET QUILLFORD\nWEXHOLME, May 5 — The bridge was re-\nopened on Monday, the\n"
    "council said.\nContinued on Page 4\n",
    "as-printed",
)
@example(
    "Die Brücke ist\nwieder offen\nGrünwalde, 5. Mai. (Privattelegramm.) Die Stadt-\nverwaltung hat die EU-\nStaaten\n"
    "eingeladen. (hm)\n",
    "as-printed",
)
@example(
    "Le pont rouvre\nPar Lucie Montreval\nMontreuillac, 9 novembre. — L’arche Saint-\nÉtienne a rouvert.\n", "as-printed"
)
@example("本报讯（记者钱立）近日，渡轮恢复通航。\n".encode().decode("latin-1"), "as-printed")
@example("0ﬁ\u0301the\n", "as-printed")
@example("The finan-\ncial well-\nknown co-\n\nuncil\n", "as-printed")
@example("a\u00ad\n\u00adb\r\n\r\nc\x00\u0301\n", "as-printed")
def test_every_character_is_accounted_for_and_none_invented(text, script):
    for _, result in pages(text, script):
        assert check_page(result.articles, result.manifest, text) == []


@settings(steady, max_examples=25)
@given(WHOLE, st.sampled_from(["as-printed", "zh-Hant", "zh-Hans"]))
@example(whole_page("en", 1, "raw", "none"), "as-printed")
@example(whole_page("de", 2, "layout", "carriage returns"), "as-printed")
@example(whole_page("fr", 3, "pdfminer", "decoded wrongly, by Windows"), "as-printed")
@example(whole_page("zh-Hans", 4, "seedlike", "decoded wrongly"), "zh-Hant")
@example(whole_page("zh-Hant", 0, "default", "decoded wrongly, by Windows"), "as-printed")
def test_a_whole_page_keeps_the_laws_whatever_befell_it(text, script):
    for _, result in through(text, script):
        assert check_page(result.articles, result.manifest, text) == []


@pytest.mark.parametrize("manner", sorted(MANNERS))
@pytest.mark.parametrize("language", LANGUAGES)
def test_decisions_lie_on_their_page_and_run_forwards(language, manner):
    for mishap in ("none", "upside down"):
        for clean in normalise.normalise(whole_page(language, 7, manner, mishap).encode(), normalise.Settings()):
            made = segment.segment(reflow.reflow(clean, reflow.Settings()), segment.Settings())
            spans = [one.span for one in (*made.decisions, *made.edits)]
            assert [(a, z) for a, z in spans if not clean.span[0] <= a <= z <= clean.span[1]] == []


@steady
@given(TEXT)
@example("0\x1f\x1f\x05")
@example("0\f\x00\n")
def test_pages_are_disjoint_and_leave_only_what_nobody_sees(text):
    results = pages(text)
    ends = [clean.span for clean, _ in results]
    assert ends == sorted(ends)
    assert all(left[1] <= right[0] for left, right in zip(ends, ends[1:], strict=False))
    if results:
        outside = set(range(len(text))).difference(*(range(*span) for span in ends))
        assert not [
            text[at] for at in outside if not text[at].isspace() and unicodedata.category(text[at]) not in ("Cc", "Cf")
        ]


@steady
@given(TEXT)
def test_the_same_text_gives_the_same_bytes(text):
    first, second = ([json.dumps([r.articles, r.manifest]) for _, r in pages(text)] for _ in range(2))
    assert first == second


@steady
@given(TEXT)
def test_normalise_changes_nothing_in_its_own_result(text):
    for clean, _ in pages(text):
        if clean.text.text.strip():
            again = normalise.normalise(clean.text.text.encode(), normalise.Settings(encoding="utf-8"))
            assert [page.text.text for page in again] == [clean.text.text]
