"""What is told of the ends of texts before the grammar is asked: where it says that there is nothing, there is nothing."""

from pathlib import Path

import pytest

from tasks.segment.credits import begins_before, cjk_reading, closing, latin, notice
from tasks.segment.credits import cjk_tokens as t
from tasks.segment.credits.latin_datelines import opening
from tasks.segment.credits.latin_ends import candidates, may_close
from tasks.segment.credits.latin_running import ends_in_words_of_credits, hinted
from tasks.segment.credits.latin_spelling import fold
from tasks.segment.credits.latin_words import entry, fill

SEEDS = Path(__file__).parent.parent / "seeds"
LINES = [line.strip() for file in sorted(SEEDS.rglob("*.txt")) for line in file.read_text("utf-8", "replace").split("\n")]
LINES = [line for line in LINES if line]
PAIRS = list(zip(LINES[::3], LINES[1::3], strict=False))
SIGNED = (
    "— Anna Berg",
    "(hm)",
    "Foto: Birte Claasen",
    "Yours truly, CIVIS.",
    "记者 林小舟 摄",
    "（陈志远）",
    "本报记者 赵云飞",
)


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_a_text_that_may_not_close_with_a_credit_has_no_place_for_one(language):
    refused = [text for text in map(fold, LINES[::5]) if not may_close(text, hinted(text, language), language)]
    assert [text for text in refused if candidates(text, language)] == []
    assert len(refused) > 20
    assert all(may_close(text, hinted(text, language), language) for text in ("Wie es war. Anna Berg", "hm"))


@pytest.mark.parametrize(("language", "glue"), [("en", " "), ("de", " "), ("fr", " "), ("zh-Hans", "")])
def test_no_credit_begins_in_the_upper_line_where_none_may(language, glue):
    signed = [
        (above + glue + sign[:cut], sign[cut:].strip()) for above, _ in PAIRS[::9] for sign in SIGNED for cut in (3, 5)
    ]
    wrong, asked = [], 0
    for above, line in [*PAIRS[::3], *signed]:
        text = above + glue + line
        at = len(text) - len(line)
        if begins_before(text, at, language):
            asked += 1
            continue
        found = closing(text, language)
        if found and (0 < found.start < at or found.start == at and found.score >= 0.8 and found.rule.endswith("pseudonym")):
            wrong.append((above, line, found))
    assert wrong == []
    assert asked > 10


@pytest.mark.parametrize(
    ("language", "text", "may"),
    [
        ("en", "The wall was", False),
        ("en", "Marlow, November", True),
        ("en", "12 inst", True),
        ("fr", "le 9 novembre", True),
        ("fr", "le 9 bateau", False),
        ("de", "Sonntag, 3. Mai, abends", True),
        ("de", "Ein Haus am Berg.", True),
        ("de", "so", True),
    ],
)
def test_dates_and_datelines_end_in_words_that_the_tables_know(language, text, may):
    assert ends_in_words_of_credits(text, language) is may


@pytest.mark.parametrize(
    ("language", "text"), [("en", "PORT ALDER, Nov. 10 (Reuters) —"), ("fr", "Montreuillac, 9 novembre. —")]
)
def test_a_text_that_is_a_whole_dateline_is_found_as_one(language, text):
    assert latin._dateline(text, language) == opening(f"{text} X", language)
    assert latin._dateline(f"{text} the wall was", "en") is None


@pytest.mark.parametrize("language", ["en", "de", "fr"])
@pytest.mark.parametrize("kind", ["strong", "weak"])
def test_formulas_of_notices_are_written_in_lower_case(language, kind):
    """They are looked for in a text in lower case, by patterns that heed case."""
    assert [one for one in entry(language, f"notice.{kind}") if fill(language, one) != fill(language, one).lower()] == []


@pytest.mark.parametrize("text", ["Objet du marché", "OBJET DU MARCHÉ", "Objet du MARCHÉ", "Ob\u004aet du marché"])
def test_a_notice_is_told_whatever_its_case(text):
    assert notice(f"Avis\n{text}: la cale.", "fr") == notice("Avis\nobjet du marché: la cale.", "fr") > 0.3


def test_a_letter_that_another_stands_for_is_no_way_round():
    assert notice("Avis\nObjet du marché, cahier des charges au bourg", "fr") == notice(
        "Avis\nObjet du marché, cahıer deſ chargeſ au bourg", "fr"
    )


def test_no_more_words_are_cut_than_it_takes_to_know_that_they_are_no_credit():
    text = "明天天气很好，后天也好"

    def cut():
        yield t.Token(t.HAN_, 0, 6)
        yield t.Token(t.SEP, 6, 7)
        yield t.Token(t.HAN_, 7, 11)
        raise AssertionError("nobody needs the rest")

    assert cjk_reading.read(text, 0, len(text), cut()) is None
