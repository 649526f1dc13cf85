"""The sample pages in ``seeds/``: in the encodings they promise, and letter for letter what their golden articles say."""

import json
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from tests.typeset.damage import RADICALS

ROOT = Path(__file__).parent.parent
GOLDEN = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "tests" / "pages").glob("*/gold.json"))]
ENCODINGS = {"utf-8", "gb18030", "big5", "utf-16", "cp1252", "iso-8859-1"}
UNFOLDED = {char: plain for plain, char in RADICALS.items()}


def letters(text: str) -> Counter[str]:
    """Without what printing adds or drops: blanks, hyphens, and the code points of some fonts."""
    plain = unicodedata.normalize("NFKC", "".join(UNFOLDED.get(char, char) for char in text))
    return Counter(re.sub(r"[\s-]+", "", plain))


def test_samples_are_of_every_kind_worth_seeing():
    assert {gold["encoding"] for gold in GOLDEN} == ENCODINGS
    assert {gold["language"] for gold in GOLDEN} == {"zh-Hans", "zh-Hant", "en", "de", "fr"}
    assert len({gold["source"] for gold in GOLDEN}) >= 8
    assert any(article["headline"]["main"] is None and article["kind"] == "article" for article in GOLDEN[-1]["articles"])


def test_every_sample_has_its_golden_articles():
    files = {path.relative_to(ROOT).as_posix() for path in (ROOT / "seeds").rglob("*.txt")}
    assert files == {gold["source"] for gold in GOLDEN}


@pytest.mark.parametrize("source", sorted({gold["source"] for gold in GOLDEN}))
def test_sample_holds_the_letters_of_its_golden_articles(source):
    pages = [gold for gold in GOLDEN if gold["source"] == source]
    expected: Counter[str] = Counter()
    for page in pages:
        for article in page["articles"]:
            jump = article["jump"]["text"] if article["jump"] else ""
            head = "".join(filter(None, article["headline"].values()))
            expected += letters(head + article["byline"] + "".join(article["paragraphs"]) + jump)
        expected += letters("".join(page["furniture"]))
    text = (ROOT / source).read_bytes().decode(pages[0]["encoding"])
    assert text.count("\f") == len(pages) - 1
    assert letters(text) == expected
