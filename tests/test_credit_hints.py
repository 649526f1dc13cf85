"""What is told from a text's words before any pattern of the grammar is tried: no match may be lost by it."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.segment.credits import cjk_page, cjk_reading, cjk_running, cjk_tokens, cjk_weight, latin, latin_furniture
from tasks.segment.credits.cjk_fold import fold as fold_chinese
from tasks.segment.credits.latin_hints import HINTS, needed
from tasks.segment.credits.latin_running import may
from tasks.segment.credits.latin_spelling import fold
from tasks.segment.credits.latin_words import either, entry, fill

LANGUAGES = ("en", "de", "fr", "und")
SEEDS = Path(__file__).parent.parent / "seeds"
TEXTS = [file.read_text(encoding="utf-8", errors="replace") for file in sorted(SEEDS.rglob("*.txt"))]
LINES = [line for text in TEXTS for line in text.split("\n") if line]
ASKED = [
    (language, hint, p) for language in LANGUAGES for hint in HINTS for p in hint.patterns(language) if needed(p) != set()
]


@pytest.mark.parametrize(
    ("written", "pieces"),
    [
        ("continued on page [0-9]+", {"continued"}),
        ("(?:see|turn to) page [0-9]+|continued", {"page", "continued"}),
        ("p(?:age|g) ?[0-9]", {"page", "pg"}),
        ("p(?:age)? ?[0-9]", {"p"}),
        ("(?:big )?sale", {"sale"}),
        ("[$£]\\d+", {"$", "£"}),
        ("n[°º] ?[0-9a-f]", {"°", "º"}),
        ("n(?:[°º]|um) ?.", {"n°", "nº", "num"}),
        ("\\d+,\\d\\d", {"0"}),
        ("sale|\\d", {"sale", "0"}),
        ("page 7", {"page"}),
        ("(?:abc)+x|yz", {"abc", "yz"}),
        ("Straße", {"strasse"}),
        ("L’Écho", {"l'écho"}),
        ("(?!)", set()),
    ],
)
def test_a_piece_of_plain_text_is_needed(written, pieces):
    assert needed(re.compile(written, re.IGNORECASE)) == pieces


@pytest.mark.parametrize("written", ["a*", "(?:sale)?", "sale|[a-z]", "[^\\d]", "[a-z]+", "(?=sale).", " "])
def test_where_no_piece_is_needed_everything_may_match(written):
    assert needed(re.compile(written)) is None


def test_no_hint_is_missing_here():
    assert latin.jump is latin_furniture.jump  # all rooms of the grammar are loaded by it
    assert len(HINTS) > 10
    assert len(ASKED) > 3 * 10


def test_the_lines_of_all_pages_that_match_are_asked():
    found = [(language, hint, p, line) for language, hint, p in ASKED for line in LINES if p.search(fold(line))]
    assert [(p.pattern[:60], line) for language, hint, p, line in found if not may(hint, line, language)] == []
    assert len(found) > 100


def test_most_lines_are_not_asked():
    asked = sum(may(latin_furniture._JUMPS, line, "de") for line in LINES)
    assert 0 < asked < len(LINES) / 5


@pytest.mark.parametrize(("language", "hint", "pattern"), ASKED, ids=[f"{case[0]}-{n}" for n, case in enumerate(ASKED)])
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_matches_a_pattern_may_match_it(language, hint, pattern, data):
    assert may(hint, data.draw(st.from_regex(pattern)), language)


@pytest.mark.parametrize("text", ["SİEHE SEİTE 5", "ſiehe ſeite 5", "sıehe seıte 5", "SIEHE SEITE 5"])
def test_letters_that_a_pattern_takes_for_others_are_no_way_round(text):
    assert latin_furniture.jump(text, "de") is not None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["notice.weak", "notice.strong", "furniture.paper", "furniture.section", "credit.outlet"])
def test_patterns_that_stand_together_behind_their_first_letter_match_as_in_a_row(language, path):
    listed = entry(language, path)
    listed = [listed] if isinstance(listed, str) else listed
    row = "|".join(fill(language, one) for one in sorted(listed, key=len, reverse=True))
    plain = re.compile(rf"(?<!\w)(?:{row or '(?!)'})", re.IGNORECASE)
    together = re.compile(rf"(?<!\w)(?:{either(language, listed) or '(?!)'})", re.IGNORECASE)
    for line in LINES:
        assert [m.span() for m in together.finditer(line)] == [m.span() for m in plain.finditer(line)]


CHINESE = [line for line in LINES if re.search("[\u4e00-\u9fff]", line)]
PRINTED = st.text(
    st.sampled_from("第共本期版叠0123十月日年一星期癸未农历编辑责电话QQ@w.:/本报晚国A Z-，、“张三山水"), max_size=14
)


@given(line=st.one_of(PRINTED, st.sampled_from(CHINESE)))
@settings(max_examples=400, deadline=None)
def test_what_is_small_print_in_chinese_has_a_piece_of_it(line):
    flat = fold_chinese(line).strip(" ")
    counts, rest = cjk_page._parts(flat)
    told = cjk_page._small().telling.search(flat) or flat.isdigit()
    stated = cjk_page._small().stating.search(flat)
    assert told or not flat or cjk_page._verdict(flat, counts, rest) is None
    assert stated or not counts.keys() & {"issue", "imprint", "editor", "url"}


NAMED = st.text(st.sampled_from("张三王小李记者通讯员摄文图/报社电日今昨编辑：、 ·新华提供晚一"), min_size=1, max_size=12)


@given(text=st.one_of(NAMED, st.sampled_from(CHINESE)))
@settings(max_examples=400, deadline=None)
def test_without_a_word_of_a_credit_a_whole_chinese_line_closes_nothing(text):
    flat = fold_chinese(text)
    found = cjk_reading.read(flat, 0, len(flat))
    if found is not None and not cjk_running.tells(flat, len(flat)):
        assert cjk_weight.weight(found, flat) < 0.7
        assert not found.has(*cjk_reading.ROLES, *cjk_reading.OUTLETS, cjk_tokens.SUPPLY)
