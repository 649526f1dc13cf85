"""What a first reading takes for more than it is: labels that a page as a whole speaks against."""

import numpy as np
import pytest

from tasks.segment.decision.chain import Reading
from tasks.segment.decision.labels import NAMES
from tasks.segment.islands import islands
from tasks.segment.reconsidered import refusals
from tests.learn.lines import lines_of

TEXT = "The boats ran again on Sunday with a full deck and the band played."
HEADS = "\n\n".join(
    f"{head}\n\n{TEXT}\n{TEXT}" for head in ("Lake boats run again", "Council buys a crane", "Fish prices fall again")
)
"""A page that keeps its headlines apart by blank lines."""
ANY = "Anything may begin here and nobody would mind it, the purser said."


def refused(text, labels, sure=1.0, seen=None, language="en"):
    """The labels refused, by line; ``sure`` is the chance of each label that was read."""
    lines, _ = lines_of(text, language)
    assert len(lines) == len(labels)
    chances = np.full((len(lines), len(NAMES)), 0.0)
    for i, label in enumerate(labels):
        chances[i, NAMES.index(label)] = sure
    reading = Reading(tuple(labels), chances)
    found = refusals(lines, reading, seen or [[] for _ in lines], islands(lines, language), language)
    return {lines[i].text.text: "".join(sorted(never)) for i, never in found.items()}


LONG = [f"council number {n} has bought a second crane for the quay" for n in range(6)]


def test_a_headline_that_runs_on_like_text_is_none():
    rows = ["Lake boats run. Nobody minds.", *LONG]
    assert set(refused("\n".join(rows), "M" + "D" * 6).values()) == {"DKM"}


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (["Lake boats run. Nobody minds.", *LONG[:3]], "it is not long"),
        (["LAKE BOATS RUN—NOBODY MINDS", *LONG], "no sentence ends in it"),
        (["Lake boats run. Nobody minds.", "", *LONG[:3], "", *LONG[3:]], "blank lines part it"),
    ],
)
def test_headlines_left_alone(rows, why):
    assert refused("\n".join(rows), "M" + "D" * (len([row for row in rows if row]) - 1)) == {}, why


@pytest.mark.parametrize(
    ("above", "line", "never"),
    [
        ("The boats ran again with a full deck and", "the band of the county", "DKM"),
        ("The boats ran again with a full deck and", "The band of the county", ""),  # it may begin
        (TEXT, "the band of the county", ""),  # the sentence above has come to its end
    ],
)
def test_no_headline_goes_on_in_a_sentence(above, line, never):
    assert refused(f"{above}\n\n{line}\n\n{TEXT}", "AMA").get(line, "") == never


@pytest.mark.parametrize(
    ("rows", "never"),
    [
        (["Quarry Lane 21, Tilling 20", "Overmarsh 17, Port Wend 24"], "DKM"),
        (["Steinfurt – Ahlenbach 3:1", "SV Moorende – Werl II 0:0"], "DKM"),
        (["Quarry Lane Athletic – Tilling", "and District 3-1", "Overmarsh – Port Wend", "4-4"], "DKM"),  # two lines a row
        (["Quarry Lane beat Tilling 3-1", "Nobody minds the crane"], ""),  # a headline with a figure in it
        (["Lake boats sold 20 seats", "and Tilling 31 of them"], ""),
    ],
)
def test_rows_of_results_are_no_headlines(rows, never):
    found = refused("\n".join([TEXT, *rows]), "A" + "M" * len(rows))
    assert {found.get(row, "") for row in rows[-2:]} == {never}


@pytest.mark.parametrize(
    ("seen", "below", "never"),
    [
        (["closing-picture-after-text:sure"], TEXT, "PQ"),
        (["closing-picture-after-text:likely"], TEXT, "PQ"),
        (["closing-picture-after-text:maybe", "closing-begins"], TEXT, ""),
        (["closing-picture-after-text:sure"], "Coastal Press", ""),  # the rest of the credit
        (["closing-picture-after-text:sure"], "Pym-Sollis / The Coastal Press", ""),
        (["closing-picture-after-text:sure"], TEXT.lower(), ""),
        (["closing:sure"], TEXT, ""),
    ],
)
def test_a_caption_ends_with_its_credit(seen, below, never):
    above = f"{TEXT} Photograph: Jo Pym"
    assert refused(f"{above}\n{below}", "AP", seen=[seen, []]).get(below, "") == never


def test_a_credit_whose_bracket_is_open_goes_on():
    above, below = f"{TEXT} (Photograph: Jo", "Pym for the Coastal Press)"
    assert refused(f"{above}\n{below}", "AP", seen=[["closing-picture-after-text:sure"], []]) == {}


def test_a_jump_line_that_names_no_page_is_none():
    assert refused(f"{TEXT}\n[KB3]", "AJ") == {"[KB3]": "J"}


@pytest.mark.parametrize(
    ("text", "seen", "why"),
    [
        ("Continued on Page 4", [], "the grammar reads it"),
        ("Ful1 story: page 5", [], "it speaks of a page"),
        ("see 0ver", ["jump"], "it was seen within more lines"),
    ],
)
def test_jump_lines_left_alone(text, seen, why):
    assert refused(f"{TEXT}\n{text}", "AJ", seen=[[], seen]) == {}, why


@pytest.mark.parametrize(
    ("below", "sure", "never"),
    [
        (1, 0.4, True),  # no more likely than not
        (1, 0.6, False),  # a brief or a caption
        (9, 0.6, True),  # long for a text without a headline
        (9, 0.8, False),
    ],
)
def test_a_text_without_a_headline_must_be_likely_where_all_have_one(below, sure, never):
    more = "\n".join([ANY, *(f"{TEXT[:-1]} until {n}." for n in range(below))])
    found = refused(f"{HEADS}\n\n{more}", "MAQ" * 3 + "A" + "Q" * below, sure)
    assert found == ({ANY: "A"} if never else {})


def test_where_headlines_are_not_kept_apart_texts_may_begin_anywhere():
    assert refused(f"{TEXT}\n{TEXT}\n\n{TEXT}", "AQA", 0.3) == {}


def test_a_headline_within_a_sentence_is_none():
    rows = f"{HEADS}\nThe piano that the purser\nhad sold was never\nseen again."
    found = refused(rows, "MAQ" * 2 + "MAQ" + "QMQ", 0.9)
    assert found == {"had sold was never": "DKM"}


def test_below_a_blank_line_or_a_stop_it_may_be_one():
    assert refused(f"{HEADS}\nThe piano that the purser\n\nHad sold was never\n\nseen again.", "MAQ" * 3 + "QMA", 0.9) == {}
    assert refused(f"{HEADS}\nThe piano was sold.\nhad sold was never\nseen again.", "MAQ" * 3 + "QMA", 0.9) == {}


def test_chinese_print_is_left_alone():
    assert refused("渡轮又晚点了\n[KB3]", "AJ", language="zh-Hans") == {}


@pytest.mark.parametrize(
    ("above", "blank", "seen", "never"),
    [
        ("本报讯（记者向北川）近日，我", "", [], "A"),
        ("渡口昨日复航。", "", [], ""),
        ("本报讯（记者向北川）近日，我", "\n", [], ""),
        ("渔民在渡口修补木船。本报记者向北川摄", "", ["closing-picture-after-text:sure"], ""),
    ],
)
def test_no_chinese_text_begins_below_the_first_line_of_another_that_goes_on(above, blank, seen, never):
    found = refused(f"{above}\n{blank}市渡口昨日复航，船工说水位低。\n", "AA", seen=[seen, []], language="zh-Hans")
    assert "".join(found.values()) == never


INITIALS = "T he boats ran again on Sunday.\nT he band played."
"""Two more of a page's initials."""


@pytest.mark.parametrize(
    ("above", "initial", "line", "never"),
    [
        ("Bees stop play", "T ", "he swarm settled on the bails at tea and stayed there.", "DKMPQX"),
        ("Bees stop play", "T\n", "he swarm settled on the bails at tea and stayed there.", "DKMPQX"),
        ("Bees stop play", "T", "he swarm settled on the bails at tea and stayed there.", ""),  # nothing stands apart
        (TEXT, "T ", "he swarm settled on the bails at tea and stayed there.", ""),  # a sentence ends above
        ("the swarm was large,", "T ", "he swarm settled on the bails at tea and stayed.", ""),  # none ends, and none begins
    ],
)
def test_a_text_begins_with_an_initial(above, initial, line, never):
    text = f"{TEXT}\n{above}\n{initial}{line}\n{TEXT}\n"
    assert refused(text + INITIALS, "AQQQQQ").get(f"T{line}", "") == never
    assert refused(text, "AQQQ") == {}, "OCR puts a blank into a word here and there"


@pytest.mark.parametrize(("seen", "never"), [([], "APQX"), (["closing:sure"], "")])
def test_no_text_goes_on_right_above_an_initial(seen, never):
    text = f"{TEXT}\nBees stop play\nT he swarm settled on the bails.\n{TEXT}\n{INITIALS}"
    found = refused(text, "AQQQQQ", seen=[[], seen, [], [], [], []])
    assert found.get("Bees stop play", "") == never


@pytest.mark.parametrize(
    ("rows", "labels", "never", "why"),
    [
        (("江陵队 78:71 平江队", "柳河队 66：80 望湾队（加时）"), "MM", {0, 1}, "two rows of results"),
        (("江陵队 78:71 平江队", "昨晚灯火通明"), "MM", set(), "one row"),
        (("●渡口复航之后生意好了", "■聚焦两会", "◇江畔纪事之十二◇"), "MMM", {0}, "bullets: a crosshead; a column's name"),
    ],
)
def test_rows_of_results_and_bulleted_lines_are_no_chinese_headlines(rows, labels, never, why):
    found = refused("\n".join(rows), labels, language="zh-Hans")
    assert {i for i, row in enumerate(rows) if "M" in found.get(row.replace(" ", ""), "")} == never, why


FULL = "大桥周一恢复通行历时九个月船工说水位比"


@pytest.mark.parametrize(
    ("line", "labels", "never", "why"),
    [
        ("大桥恢复通行", "APQQ", "APQ", "it breaks off, and full lines follow"),
        ("大桥“恢复”", "APQQ", "APQ", "behind a quotation, too"),
        ("大桥恢复通行。", "APQQ", "", "a sentence ends"),
        ("大桥周一恢复通行历时九个月船工", "APQQ", "", "it falls short by its indent and a little"),
        ("大桥恢复通行", "APPQ", "", "a paragraph of one line"),
    ],
)
def test_no_paragraph_breaks_off_above_full_lines(line, labels, never, why):
    found = refused(f"{FULL[:-1]}。\n{line}\n{FULL}" + f"\n{FULL}" * 3, labels + "QQ", language="zh-Hans")
    assert found.get(line, "") == never, why


@pytest.mark.parametrize(
    ("line", "seen", "below", "why"),
    [
        ("据海通社报道 林小舟编译", "byline:sure", "Q", "it ends the text"),
        ("（林小舟编译）", "byline:sure", None, "in brackets it is read as it is"),
        ("海通社望湾12月3日电", "byline:sure", None, "another dispatch goes on"),
        ("船工林小舟说水位低", "", None, "no byline"),
    ],
)
def test_a_chinese_text_ends_with_a_byline_below_a_sentences_end(line, seen, below, why):
    text = f"{FULL}。\n{line}\n\n江畔物价又涨了不少"
    found = refused(text, "AQQ", seen=[[], [seen], []], language="zh-Hans")
    assert found.get("江畔物价又涨了不少") == below, why
