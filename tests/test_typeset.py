"""The invented pages: a sound pool of articles, and pages that hold each article whole, whatever a reader does to them."""

import json
import random
import re
import subprocess
import sys
from collections import Counter

import pytest

from tests.typeset import LANGUAGES, MANNERS, Style, compose, draw_sheet, draw_style, dump, pool, set_page
from tests.typeset.articles import gold
from tests.typeset.breaking import CLOSING, OPENING, break_latin, break_wide, extent, width
from tests.typeset.damage import RADICALS

ROLES = {"author", "correspondent", "photographer", "agency", "editor"}
UNFOLDED = {char: plain for plain, char in RADICALS.items()}


def letters(text: str) -> str:
    """Without what readers add, drop or move: blanks and hyphens, and radicals for characters."""
    return re.sub(r"[\s-]+", "", "".join(UNFOLDED.get(char, char) for char in text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_pool_is_sound(language):
    records = pool(language)
    assert len(records) >= 14
    bodies = Counter(record.paragraphs for record in records)
    assert bodies.most_common(1)[0][1] == 1
    for record in records:
        printed = "".join(piece.text for piece in record.byline)
        assert record.kind in {"article", "caption", "notice"}
        assert record.epoch in {"modern", "old"}
        assert all(paragraph == paragraph.strip() and "  " not in paragraph for paragraph in record.paragraphs)
        assert all(0 <= place < len(record.paragraphs) for place in record.subheads)
        assert {piece.at for piece in record.byline} <= {"own", "lead", "close", "close-own"}
        for name, role in record.authors:
            assert role in ROLES
            spelt = letters(printed).casefold()
            assert letters(name).casefold() in spelt or name in {"路透", "Reuter"}, (name, printed)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("manner", MANNERS)
def test_dumps_hold_every_letter_of_the_gold_once(language, manner):
    for seed in range(6):
        sheet = draw_sheet(language, seed)
        expected: Counter[str] = Counter()
        for article in sheet.gold["articles"]:
            head = "".join(filter(None, article["headline"].values()))
            jump = article["jump"]["text"] if article["jump"] else ""
            expected.update(letters(head + article["byline"] + "".join(article["paragraphs"]) + jump))
        expected.update(letters("".join(sheet.gold["furniture"])))
        assert Counter(letters(dump(sheet, manner, seed))) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_painting_order_holds_each_body_in_one_piece(language):
    """``raw`` and ``seedlike`` paint an article's columns one after the other."""
    for seed in range(6):
        sheet = draw_sheet(language, seed)
        for manner in ("raw", "seedlike"):
            text = letters(dump(sheet, manner, seed))
            for article in sheet.gold["articles"]:
                assert all(letters(paragraph) in text for paragraph in article["paragraphs"])


def test_the_same_seed_sets_the_same_page():
    articles = pool("en")[:4]
    style = draw_style("en", random.Random(7))
    assert set_page(articles, style, 1, "pdfminer") == set_page(articles, style, 1, "pdfminer")
    assert draw_sheet("de", 1).blocks != draw_sheet("de", 2).blocks


def test_heads_are_painted_where_the_style_says():
    articles = [record for record in pool("fr") if record.main][:3]
    for heads in ("first", "last"):
        sheet = compose(articles, Style("fr", heads=heads, headless=0), 1)
        roles = [block.role for block in sheet.blocks if block.article == 0]
        assert (roles[0] == "head") == (heads == "first")
        assert (roles[-1] == "head") == (heads == "last")


def test_a_page_may_lose_headlines_and_says_so_in_its_gold():
    style = Style("en", headless=1)
    page = compose([pool("en")[0]], style, 1)
    assert page.gold["articles"][0]["headline"] == {"kicker": None, "main": None, "deck": None}
    assert gold(pool("en")[0])["headline"]["main"] not in dump(page, "raw", 1)


@pytest.mark.parametrize("measure", [28, 36, 50])
def test_chinese_lines_keep_marks_in_their_places(measure):
    for record in pool("zh-Hans"):
        for paragraph in record.paragraphs:
            rows = break_wide(paragraph, measure)
            assert "".join(row.text for row in rows).replace(" ", "") == paragraph.replace(" ", "")
            for row in rows[1:]:
                assert row.text[0] not in CLOSING
            for row in rows[:-1]:
                assert row.text[-1] not in OPENING
                assert width(row.text, True) <= measure + 2


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_latin_lines_divide_words_at_syllables_only(language):
    divided = 0
    for record in pool(language):
        for paragraph in record.paragraphs:
            rows = break_latin(paragraph, 26, language)
            divided += sum(row.text.endswith("-") for row in rows)
            assert letters("".join(row.text for row in rows)) == letters(paragraph)
            assert all(extent(row.text) <= 26 or " " not in row.text for row in rows)
    assert divided > 20
    assert not any(re.search(r"\w-$", row.text) for row in break_latin("a strengthened house", 12, "en", hyphenate=False))


def test_the_command_writes_pages_and_their_gold(tmp_path):
    command = [
        sys.executable,
        "-m",
        "tests.typeset",
        str(tmp_path),
        "--pages",
        "1",
        "--lang",
        "en",
        "--manner",
        "raw,layout",
    ]
    subprocess.run(command, check=True)
    written = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert written == {"en-00/gold.json", "en-00/raw.txt", "en-00/layout.txt"}
    assert json.loads((tmp_path / "en-00" / "gold.json").read_text(encoding="utf-8"))["articles"]


def test_the_command_refuses_unknown_manners(tmp_path):
    command = [sys.executable, "-m", "tests.typeset", str(tmp_path), "--manner", "raw,smoke"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 2
    assert "smoke" in done.stderr
    assert not list(tmp_path.iterdir())
