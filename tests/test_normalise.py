"""Stage 1 on tables of cases: what each rule changes, and what it must leave alone."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.emit.source import printed
from tasks.model.errors import EmptyPage, PageTooLarge
from tasks.model.page import CleanPage
from tasks.normalise import Settings, normalise
from tasks.read import read
from tests.source_files import ALTO

CASES = [
    pytest.param(case, id=f"{file.stem}: {case['label']}")
    for file in sorted((Path(__file__).parent / "cases" / "normalise").glob("*.toml"))
    for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]
]


def clean(text: str) -> CleanPage:
    return normalise(text.encode(), Settings())[0]


@pytest.mark.parametrize("case", CASES)
def test_case(case):
    page = clean(case["before"])
    assert page.text.text == case.get("after", case["before"]), case["why"]
    assert {edit.rule for edit in page.edits} == set(case.get("rules", []))


@pytest.mark.parametrize("case", CASES)
def test_each_character_leads_to_its_place(case):
    before = case["before"]
    page = clean(before)
    for edit in page.edits:
        assert before[slice(*edit.span)] == edit.before
    for letter, start, end in zip(page.text.text, page.text.starts, page.text.ends, strict=True):
        there = before[start:end]
        edited = any(edit.span[0] <= start and end <= edit.span[1] for edit in page.edits)
        assert letter == there or edited or (letter.isspace() and there.isspace())


ODD = (
    "\u00ad\u200b\u200d\ufeff\u202e\x85\x93\x00\x07\r\n\x0b\u2028⼀⼾⻓\uf90a\ufa11ﬁﬅＡ９（，︵"
    "e\u0301か\u3099\ufffdÃ¼â€œ\u00a0\u3000\ufe0f"
)
TEXTS = st.text(
    st.one_of(st.sampled_from(ODD), st.sampled_from("abÄé说說0 -\n\t"), st.characters(exclude_categories=["Cs"]))
)


def pages_of(text: str) -> tuple[CleanPage, ...]:
    try:
        return normalise(text.encode(), Settings(encoding="utf-8"))
    except EmptyPage:
        return ()


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_clean_text_stays_as_it_is(text):
    for page in pages_of(text):
        if page.text.text.strip():
            again = normalise(page.text.text.encode(), Settings(encoding="utf-8", language=page.language))
            assert [one.text.text for one in again] == [page.text.text]
            assert again[0].edits == ()


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_nothing_is_lost(text):
    decoded = text.removeprefix("\ufeff")
    for page in pages_of(text):
        left, right = page.span
        there = printed(page)  # raises where a character is neither in the text nor in an edit
        assert [a for a in there if not a.isspace()] == [a for a in decoded[left:right] if not a.isspace()]


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_two_runs_agree(text):
    assert pages_of(text) == pages_of(text)


@settings(max_examples=200, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_pages_and_form_feeds_make_up_the_file(texts):
    text = "\f".join(texts)
    pages = pages_of(text)
    decoded = text.removeprefix("\ufeff")
    assert [page.number for page in pages] == list(range(1, len(pages) + 1))
    assert all("\f" not in decoded[slice(*page.span)] and page.pages == len(pages) for page in pages)
    for page, after in zip(pages, pages[1:], strict=False):
        assert decoded[page.span[1] : after.span[0]] == "\f"


def test_form_feeds_cut_pages():
    first, second = normalise(b"\fpage one\n\fpage two\n\f\n", Settings())
    assert (first.text.text, first.span) == ("page one\n", (1, 10))
    assert (second.text.text, second.span) == ("page two\n", (11, 20))
    assert second.text.starts[0] == 11


@pytest.mark.parametrize(
    ("data", "fed"), [(b"one", [False]), (b"one\f", [True]), (b"one\ftwo", [True, False]), (b"one\ftwo\n\f\n", [True, True])]
)
def test_a_page_knows_of_the_form_feed_behind_it(data, fed):
    assert [page.fed for page in normalise(data, Settings())] == fed


def test_a_blank_page_between_two_others_keeps_its_number():
    pages = normalise(b"one\f \f three", Settings())
    assert [page.text.text for page in pages] == ["one", " ", " three"]
    assert [[w.code for w in page.warnings] for page in pages] == [[], ["page-blank"], []]


def test_line_ends_are_one_decision():
    page = clean("one\r\ntwo\r\nthree\rfour\n")
    (made,) = [one for one in page.decisions if one.rule == "normalise.unify-line-ends"]
    assert made.evidence == {"CRLF": 2.0, "CR": 1.0}
    assert page.edits == ()


def test_a_ligature_is_traced_to_one_character():
    page = clean("oﬃce")
    assert page.text.text == "office"
    assert list(zip(page.text.starts, page.text.ends, strict=True))[1:4] == [(1, 2)] * 3


def test_mojibake_that_lost_bytes_is_traced_letter_by_letter():
    line = "å\ufffd\ufffdé»žå\ufffdŠï¼Œæ²’æœ‰ä¸€å€‹äººé›¢å\xa0´ã€‚"
    page = clean(line)  # 名點半，… with bytes that Windows has no letters for
    whole = "\ufffd點\ufffd，沒有一個人離場。"
    assert page.text.text == whole
    where = [(page.text.starts[at], page.text.ends[at]) for at in range(len(whole))]
    assert where == [(3 * at, 3 * at + 3) for at in range(len(whole))]


def test_mojibake_is_traced_to_all_of_its_characters():
    page = clean("Ebbe und Flut\nBrÃ¼cke")
    at = page.text.text.index("ü")
    assert (page.text.starts[at], page.text.ends[at]) == (16, 18)
    assert [(edit.span, edit.before, edit.after) for edit in page.edits] == [((16, 18), "Ã¼", "ü")]


def test_each_character_of_a_repaired_line_is_traced_by_itself():
    # a byline is cut off within such a line: its characters must not share a span with the text that follows
    page = clean("本报讯（记者林知远）渡轮".encode().decode("latin-1") + "\n")
    assert page.text.text == "本报讯（记者林知远）渡轮\n"
    assert list(zip(page.text.starts, page.text.ends, strict=True))[:12] == [(3 * k, 3 * k + 3) for k in range(12)]


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf", b"\f\f\n", "\u200b\u3000".encode(), "\n \n".encode("utf-16")]
)
def test_no_text_is_an_error(data):
    with pytest.raises(EmptyPage):
        normalise(data, Settings())


def test_too_much_text_is_an_error():
    with pytest.raises(PageTooLarge, match="it has more than 3 bytes"):
        normalise(b"four", Settings(max_page_bytes=3))
    assert normalise(b"thr", Settings(max_page_bytes=3))


def test_too_many_pages_of_a_format_are_no_matter_of_form_feeds():
    (page,) = read(ALTO.encode())
    with pytest.raises(PageTooLarge, match="it has 2 pages; 1 are allowed") as caught:
        normalise((page, page), Settings(max_file_pages=1))
    assert caught.value.mend == "split the file, or raise the setting 'max_file_pages'"


LANGUAGES = {
    "en": "The ferry was late again, and those who had been waiting on the quay since six were not amused by it.",
    "de": "Die Fähre hatte wieder Verspätung, und wer seit sechs Uhr am Kai stand, war nicht erfreut über das Warten.",
    "fr": "Le bac était encore en retard, et ceux qui attendaient sur le quai depuis six heures ne sont pas restés.",
    "zh-Hans": "渡轮又晚点了，从六点起就在码头等候的人们对此并不满意。",
    "zh-Hant": "渡輪又晚點了，從六點起就在碼頭等候的人們對此並不滿意。",
    "nl": "De veerboot was weer te laat, en wie sinds zes uur op de kade stond was daar niet blij mee.",
    "es": "El barco llegó tarde otra vez, y los que esperaban en el muelle desde las seis no reían.",
    "it": "Il traghetto era di nuovo in ritardo, e chi dalle sei aspettava sul molo non era contento della cosa.",
    "pt": "O barco chegou outra vez com atraso, e os que esperavam no cais desde as seis não se riam da demora.",
    "und": "Färjan var sen igen, och de som hade väntat på kajen sedan klockan sex var inte glada för det.",
}


@pytest.mark.parametrize(("tag", "text"), LANGUAGES.items())
def test_language(tag, text):
    page = clean(text)
    assert page.language == tag
    assert any(made.rule == "normalise.tell-language" and made.chosen == tag for made in page.decisions)


@pytest.mark.parametrize(
    ("tag", "text", "why"),
    [
        ("de", "Die Verſammlung iſt geſtern unb heute ber Gemeinbe fich felbft nicht einig gewefen, ba fie auch", "Fraktur"),
        ("und", "渡し船はまた遅れた。六時から待っていた人たちは喜ばなかった。", "Japanese has kana"),
        ("und", "나룻배가 또 늦었다. 여섯 시부터 기다리던 사람들은 기뻐하지 않았다.", "Korean"),
        ("und", "Trajekt se opět zpozdil a ti, kdo na něj od šesti čekali na molu, z toho neměli radost.", "Czech"),
        ("und", "Паром снова опоздал, и все, кто ждал на пристани с шести часов, были недовольны.", "Russian"),
        ("und", "1234 5678", "no letters"),
        ("zh-Hans", "本报讯 WXC 公司 Harbour Bridge 项目昨日开工，来宾参观了现场。", "Latin names in Chinese text"),
    ],
)
def test_language_of_odd_pages(tag, text, why):
    assert clean(text).language == tag, why


def test_a_stated_language_is_taken():
    page = normalise(b"anything at all", Settings(language="de"))[0]
    assert page.language == "de"
    assert not [made for made in page.decisions if made.rule == "normalise.tell-language"]
