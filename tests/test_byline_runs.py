"""Chinese bylines that follow one another, and what stands between them and a headline or a text."""

from __future__ import annotations

import pytest

from tasks.segment.bylines.byline_runs import settled
from tests.learn.lines import lines_of


@pytest.mark.parametrize(
    ("run", "labels", "below", "after", "begins"),
    [
        (["记者林小舟／专题报导", "本报讯（通讯员何小苇记者白露）"], "YY", "A", "A", {2}),
        (["圖與文：林小舟", "百年老樹搬新家"], "YM", "M", "M", set()),
        (["圖與文：林小舟", "百年老樹今年搬新家"], "YA", "A", "P", set()),
        (["本报记者 林小舟", "何小苇"], "YY", "A", "A", set()),
        (["百年老樹", "搬新家"], "YY", "A", "A", set()),
    ],
)
def test_a_run_is_cut_into_what_reads_as_a_byline(run, labels, below, after, begins):
    lines, _ = lines_of("\n".join(["大桥周一恢复通行。", *run, "渡船周二起停航过冬。"]), "zh-Hans")
    found, starts = settled(["A", *"Y" * len(run), below], lines, "zh-Hans")
    assert "".join(found) == f"A{labels}{after}"
    assert starts == begins


@pytest.mark.parametrize(
    ("line", "label"),
    [("主讲／林小舟 整理／记者 何小苇", "Y"), ("记者走基层", "M"), ("记者林小舟看大桥", "M"), ("林小舟", "M")],
)
def test_a_headlines_last_line_that_tells_a_reporter_is_a_byline(line, label):
    lines, _ = lines_of(f"大桥恢复通行\n{line}\n大桥周一恢复通行，历时九个月。", "zh-Hans")
    assert settled(["M", "M", "A"], lines, "zh-Hans")[0] == ["M", label, "A"]


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("文：林小舟", "Y"),
        ("◎林小舟", "Y"),
        ("臨河市 讀者 林小舟", "Y"),
        ("小河館主", "Y"),
        ("（林小舟）", "M"),  # a headline may end in the name of one who wrote what is printed again
        ("專訪營養師林小舟", "M"),
        ("讀者來函", "M"),
    ],
)
def test_a_line_beside_a_headline_that_tells_its_writer_is_a_byline(line, label):
    lines, _ = lines_of(f"{line}\n大橋恢復通行\n大橋週一恢復通行，歷時九個月。", "zh-Hant")
    assert settled(["M", "M", "A"], lines, "zh-Hant")[0] == [label, "M", "A"]


@pytest.mark.parametrize(
    ("first", "labels"),
    [("水務局：週末恢復供水", "MDY"), ("采訪：記者何小葦", "MYY"), ("水務局週末恢復供水", "MYY")],
)
def test_what_an_office_says_above_a_byline_is_the_deck(first, labels):
    lines, _ = lines_of(f"臨河停水三天\n{first}\n記者林小舟／臨河報導\n老城區管網週五起改造。", "zh-Hant")
    assert "".join(settled([*"MYY", "A"], lines, "zh-Hant")[0][:3]) == labels
