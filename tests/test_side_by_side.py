"""Lines of columns side by side that a dump gives as one: apart where hyphens or full lines tell, else as they stand."""

from __future__ import annotations

import pytest

from tasks.model.trace import Traced
from tasks.reflow.lines.rows import Row
from tasks.reflow.order.abreast import part_abreast
from tasks.reflow.order.side_by_side import part_side_by_side

LEFT = [
    "Der alte Kran am Hafen be-",
    "kommt einen neuen Anstrich",
    "und darf noch zwei Jahre ste-",
    "hen. Das teilte die Verwal-",
    "tung den Anwohnern gestern",
    "in einem kurzen Schreiben",
    "mit. Der Kran ist rostig.",
]
RIGHT = [
    "Im Rathaus brannte lange",
    "Licht, denn niemand fand",
    "den Schalter hinter einem",
    "Schrank voller Akten. Am",
    "Morgen kam ein Lehrling",
    "und zog den Stecker. Die",
    "Sitzung wurde vertagt.",
]


def rows_of(texts: list[str]) -> list[Row]:
    whole = Traced.whole("\n".join(texts))
    out, at = [], 0
    for k, text in enumerate(texts):
        out.append(Row(whole[at : at + len(text)], 0 if k else 1, 0))
        at += len(text) + 1
    return out


def parted(texts: list[str], language: str = "de") -> tuple[list[Row] | None, set[int]]:
    cuts: set[int] = set()
    return part_side_by_side(rows_of(texts), language, lambda _before, _after: 0.0, cuts), cuts


def test_hyphens_inside_lines_show_columns_side_by_side():
    found, cuts = parted([f"{one} {other}" for one, other in zip(LEFT, RIGHT, strict=True)])
    assert found is not None
    assert [row.text.text for row in found] == [text for pair in zip(LEFT, RIGHT, strict=True) for text in pair]
    assert [row.beside for row in found] == [False, True] * len(LEFT)
    assert found[0].gap == 1
    assert not any(row.gap for row in found[1:])
    assert not cuts


def test_a_row_that_was_set_straight_after_a_swallowed_hyphen_is_cut_off():
    lines = [f"{one} {other}" for one, other in zip(LEFT, RIGHT, strict=True)]
    glued = "tung den Anwohnern gestern Morgen kam früh ein LehrDurch ein kurzes Schreiben ling und zog den Stecker."
    found, cuts = parted([*lines[:4], glued, lines[6]])
    assert found is not None
    texts = [row.text.text for row in found]
    assert texts[9:12] == ["Morgen kam früh ein Lehr", "Durch ein kurzes Schreiben", "ling und zog den Stecker."]
    assert [row.beside for row in found[9:12]] == [True, False, True]
    assert cuts == {found[9].text.ends[-1]}


def test_a_headline_above_stays_whole():
    head = "Ein Kran und ein Rathaus machen von sich reden heute"
    found, _ = parted([head, *(f"{one} {other}" for one, other in zip(LEFT, RIGHT, strict=True))])
    assert found is not None
    assert found[0].text.text == head


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(LEFT, id="one column, its hyphens at its lines' ends"),
        pytest.param(
            ["Die Ein- und Ausfuhr stieg", "Vor- und Nachteile", "Haupt- und Nebenfach"] * 2, id="hyphens of pairs"
        ),
        pytest.param(
            ["Zu- erst kam er", "und dann ging er wie- der zum langen Bahnhof", "er kam nicht mehr an- ders"], id="no width"
        ),
    ],
)
def test_lines_without_such_hyphens_are_left_alone(lines):
    assert parted(lines)[0] is None


def test_full_width_lines_without_a_mark_are_cut_beside_such_as_have_one():
    lines = ["渡口的老钟修好了 码头今年添了新船", "守钟人说，三十年 两条，都漆成蓝色", "来它头一回走得准 孩子们给船起名字"]
    found = part_abreast([rows_of(lines)])
    assert [row.text.text for row in found] == " ".join(lines).split(" ")


def test_a_headline_of_phrases_is_not_cut():
    lines = ["渡口的老钟修好了 码头今年添了新船", "守钟人说三十年来 两条都漆成了蓝色"]
    assert [row.text.text for row in part_abreast([rows_of(lines)])] == lines


TEXT = [
    "临河大桥周一恢复通行，历时九个月的维修，日前",
    "全部完成，夜间照明设备也换了新的，渡船因此从",
    "周二起停航过冬，老船工们说，今年的水位一直不",
    "高，木桨和缆绳都要晾干，等来年开春以后再用，",
]
HEADS = ["老船工的木桨", "大桥重新通车", "渡口今年停航", "开春再见渡船"]


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(["渡口", "过冬。 特约记者 林小舟 摄影报道"], id="no column is as narrow as the headlines"),
        pytest.param(
            ["临河大桥周一恢复通行，历时九个月的维修，", "夜间照明设备也换了。 特约摄影师 林小舟 何苇 摄"],
            id="set out by the indent",
        ),
    ],
)
def test_a_captions_credit_is_no_column(block):
    found = part_abreast([rows_of(TEXT), rows_of(HEADS), rows_of(block)])
    assert [row.text.text for row in found] == [*TEXT, *HEADS, *block]
