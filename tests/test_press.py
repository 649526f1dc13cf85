"""The press: pages that hold each article whole and once, gold in the common shape, archives that give back what went in.

Printing needs Chromium and the readers, so it is not tested here; ``python -m tests.press`` says which it has found.
"""

import json
import random
import re
import string
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.press import FAMILIES, LANGUAGES, draw_page
from tests.press.furniture import draw_furniture, draw_jump
from tests.press.readers import READERS, TESSERACT, pages
from tests.press.sheet import SHY, css
from tests.press.store import Stored, gathered, pack, stored
from tests.press.styles import draw_look
from tests.typeset.articles import POOL, chosen, pool

TYPESET = Path(__file__).parent / "pages" / "typeset"


class Text(HTMLParser):
    """What of a page is printed."""

    def __init__(self):
        super().__init__()
        self.text, self.off = "", False

    def handle_starttag(self, tag, attrs):
        self.off = tag == "style"

    def handle_endtag(self, tag):
        self.off = False

    def handle_data(self, data):
        self.text += "" if self.off else data


def printed(html):
    reader = Text()
    reader.feed(html)
    return reader.text


def letters(text):
    return re.sub(r"\s+", "", text.replace(SHY, ""))


def expected(gold):
    found = Counter()
    for article in gold["articles"]:
        head = "".join(filter(None, article["headline"].values()))
        jump = article["jump"]["text"] if article["jump"] else ""
        found.update(letters(head + article["byline"] + "".join(article["paragraphs"]) + jump))
    found.update(letters("".join(gold["furniture"])))
    return found


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_holds_every_letter_of_its_gold_once(language, family):
    for seed in range(8):
        page = draw_page("x", language, chosen(language), family, str(seed))
        assert Counter(letters(printed(page.html))) == expected(page.gold)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_seed_gives_the_same_page_and_another_another(language):
    def draw(seed):
        return draw_page("x", language, chosen(language), "roaming", seed)

    assert draw("1") == draw("1")
    assert draw("1").html != draw("2").html


@pytest.mark.parametrize("language", LANGUAGES)
def test_fewer_articles_are_the_first_of_the_same_page(language):
    whole = draw_page("x", language, chosen(language), "house", "3").gold["articles"]
    assert draw_page("x", language, chosen(language), "house", "3", fewer=2).gold["articles"] == whole[:-2]


def test_gold_has_the_shape_of_the_typeset_pages():
    theirs = json.loads((TYPESET / "alt-de-00" / "gold.json").read_text(encoding="utf-8"))
    ours = draw_page("de-00", "de", chosen("de"), "house", "1").gold
    assert ours.keys() == theirs.keys()
    assert theirs["style"].keys() <= ours["style"].keys()
    for article in ours["articles"]:
        assert article.keys() == theirs["articles"][0].keys()
        assert article["headline"].keys() == theirs["articles"][0]["headline"].keys()


def test_soft_hyphens_stand_inside_words_alone_and_never_in_chinese():
    page = draw_page("x", "de", chosen("de"), "house", "1")
    assert re.search(rf"\w{SHY}\w", page.html)
    assert not re.search(rf"(^|[\W{SHY}]){SHY}|{SHY}(\W|$)", page.html)
    assert SHY not in draw_page("x", "zh-Hans", chosen("zh-Hans"), "house", "1").html


def test_a_head_painted_last_stands_behind_its_body():
    for seed in range(40):
        page = draw_page("x", "en", chosen("en"), "house", str(seed))
        orders = [
            article.index("<header>") > article.index('class="body"')
            for article in page.html.split("<article")[1:]
            if "<header>" in article
        ]
        assert set(orders) == {page.gold["style"]["head_last"]}


@pytest.mark.parametrize("family", FAMILIES)
def test_style_sheets_are_filled_in(family):
    for seed in range(20):
        sheet = css(draw_look("en", family, random.Random(seed)))
        assert "$" not in sheet
        assert sheet.count("{") == sheet.count("}")


@pytest.mark.parametrize("variety", ["modern", "old", "kept"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_furniture_is_filled_in(language, variety):
    for seed in range(30):
        top, foot = draw_furniture(language, variety, random.Random(seed))
        assert top
        assert not set("{}") & set("".join(top + foot))
        direction, page, words = draw_jump(language, variety, random.Random(seed))
        assert direction in {"to", "from"}
        assert page in words or page == "1"
        assert not set("{}") & set(words)


def test_kept_furniture_appears_in_no_other_page():
    for language in LANGUAGES:
        kept, others = (
            {
                part
                for seed in range(60)
                for parts in draw_furniture(language, variety, random.Random(seed))
                for part in parts
            }
            for variety in ("kept", "modern")
        )
        assert not {part for part in kept & others if part.strip(string.digits)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_parts_of_the_pool_share_no_article(language):
    sets = [chosen(language, (0, 2)), chosen(language, (1, 2)), chosen(language, kept=True)]
    bodies = [{record.paragraphs for record in records} for records in sets]
    assert not bodies[0] & bodies[1]
    assert not bodies[2] & (bodies[0] | bodies[1])
    assert len(set().union(*bodies)) == len(pool(language))


def test_the_pool_takes_further_files_and_keeps_some_of_them_from_learning(tmp_path):
    table = '[[article]]\nheadline = {{ main = "{0}" }}\nparagraphs = ["{0}"]\n'
    for name, numbers in (("en", range(3)), ("en-2", range(3, 14)), ("en-10", range(14, 16)), ("de", [99])):
        (tmp_path / f"{name}.toml").write_text("".join(table.format(number) for number in numbers), encoding="utf-8")
    records = pool("en", tmp_path)
    assert sorted(int(record.main[0]) for record in records) == list(range(16))
    assert [record.main[0] for record in records][:3] == ["0", "1", "2"]
    assert {int(record.main[0]) for record in records if record.kept} == {3, 8, 13, 14}


def test_no_article_of_the_first_files_is_kept():
    for language in LANGUAGES:
        first = (POOL / f"{language}.toml").read_text(encoding="utf-8").count("[[article]]")
        assert not any(record.kept for record in pool(language)[:first])


def test_archives_give_back_what_went_in(tmp_path):
    page = draw_page("de-00", "de", chosen("de"), "house", "1")
    for name in ("some0", "some1"):
        folder = tmp_path / name / "de-00"
        folder.mkdir(parents=True)
        (folder / "gold.json").write_text(json.dumps(page.gold), encoding="utf-8")
        (folder / "raw.txt").write_bytes(f"{name}\r\n\fÄ".encode())
    packed = [found for name in ("some0", "some1") for found in gathered(tmp_path, name, "de")]
    size = pack(packed, tmp_path / "de.jsonl.xz")
    assert size == pack(packed, tmp_path / "de.jsonl.xz") == (tmp_path / "de.jsonl.xz").stat().st_size
    assert list(stored("de", folder=tmp_path)) == packed
    assert list(stored("de", 1, tmp_path)) == [Stored("some1", "de-00", page.gold, {"raw": "some1\r\n\fÄ"})]
    assert list(stored("fr", folder=tmp_path)) == []


def test_the_repositorys_archives_are_small_and_hold_what_they_say():
    for language in LANGUAGES:
        kept = list(stored(language))
        for page in kept:
            assert page.gold["language"] == language
            assert page.part in {0, 1}
            assert {"raw", "default", "layout"} <= page.dumps.keys() <= {*READERS, "ocr"}


def test_readers_know_every_language():
    assert TESSERACT.keys() == set(LANGUAGES)
    assert pages(b"1 0 obj\n<</Type /Pages\n>>\n<</Type /Page\n/Resources 2 0 R") == 1
