"""Kicker, main headline and deck: parted by wraps and by blank lines."""

import pytest
from msgspec.structs import replace

from tasks.model.page import Place
from tasks.model.source import Box
from tasks.segment.bylines.settling import settle
from tasks.segment.headlines.heads import roles, ways
from tasks.segment.headlines.parting import Group, Parting, labelled
from tasks.segment.units import Head
from tests.learn.lines import lines_of


def part(lines, language):
    """How the lines of one headline are parted."""
    _, made = roles([Head(list(range(len(lines))))], lines, language.startswith("zh"), language)
    return made[0]


def parted(dump, language="en"):
    lines, _ = lines_of(dump, language)
    return part(lines, language), lines


def test_every_way_has_a_main_headline_and_none_comes_twice():
    for count in range(1, 7):
        found = [way.roles() for way in ways(count)]
        assert len(set(found)) == len(found)
        assert all("M" in one and len(one) == count and one == "".join(sorted(one, key="KMD".index)) for one in found)


def test_a_long_headlines_lowest_lines_are_deck():
    assert {way.roles()[9:] for way in ways(12)} == {"DDD"}


@pytest.mark.parametrize(("dump", "language"), [("Harbour bridge reopens", "en"), ("跨海大桥恢复通行", "zh-Hans")])
def test_one_line_is_the_main_headline(dump, language):
    made, _ = parted(dump, language)
    assert made.parting.roles() == "M"
    assert (made.chance, made.other) == (1.0, None)


@pytest.mark.parametrize(
    ("dump", "language", "roles", "why"),
    [
        ("Harbour bridge reopens after nine\nmonths of repairs to its piers", "en", "MM", "the next word did not fit"),
        ("TRANSPORT\n\nHarbour bridge reopens after nine\nmonths of repairs", "en", "KMM", "a label, and a blank line"),
        ("Harbour bridge reopens after nine\nmonths of repairs\n\nThe county has paid four times as much as it was first"
         " told,\nand the ferry goes on until the spring.", "en", "MMDD", "a sentence below a blank line"),
        ("市政府召开专题会议部署冬季防火工作\n织牢“三张网”\n守住平安林", "zh-Hans", "KMM", "larger type: a line holds less"),
        ("两岸渔业代表共同召开座谈会阐\n述休渔办法和码头归属", "zh-Hans", "MM", "a word is divided"),
        ("两岸渔业代表共同召开座谈会\n听取休渔办法和码头归属", "zh-Hans", "KM", "no word is divided"),
    ],
)  # fmt: skip
def test_headlines_are_parted(dump, language, roles, why):
    made, _ = parted(dump, language)
    assert made.parting.roles() == roles, why
    assert 0.5 < made.chance <= 1


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("财经快讯", True),
        ("農技課堂", True),
        ("民意論壇", True),
        ("新桥通车", False),
        ("市民热线接听量创新高", False),
    ],
)
def test_names_of_chinese_sections_are_labels(line, label):
    lines, _ = lines_of(line, "zh-Hans")
    assert labelled(lines, "zh-Hans") == [label]


def test_a_blank_line_and_a_wrap_are_told():
    lines, _ = lines_of("TRANSPORT\n\nHarbour bridge reopens after nine\nmonths of repairs to its piers", "en")
    group = Group(lines, False, [True, False, False])
    names = group.names(Parting(1, 3, 3))
    assert "KM-gap:1" in names
    assert {"M-wrap:over", "M-wrap:far-over", "M-wrap:edge"} & set(names)
    assert {"KM-wrap:much-room", "KM-wrap:half-empty", "KM-wrap:room"} & set(names)
    assert "M-inner-gap:1" in group.names(Parting(0, 3, 3))


def test_every_line_of_a_page_has_its_role():
    lines, _ = lines_of("TRANSPORT\n\nHarbour bridge reopens\n\nFerry laid up", "en")
    found, made = roles([Head([0, 1]), Head([2])], lines, wide=False, language="en")
    assert set(found) == {0, 1, 2}
    assert found[2] == "M"
    assert set(made) == {0, 2}


APART = "江堤加固工程通过验收\n\n恒岭县连续三年获全市第一名"
OTHER = "市图书馆传来好消息\n\n两座新分馆今起对读者开放"
COUPLET = "两岸渔业代表共同召开座谈会\n听取休渔办法和码头归属"
SECTION = "读者来信\n码头归属何时有说法"
WITHIN = "恒岭县召开专题会议部署冬季防\n\n火工作"


@pytest.mark.parametrize(
    ("heads", "last"),
    [
        ((COUPLET,), "KM"),
        ((APART, OTHER, COUPLET), "MM"),  # what no blank line parts is one part here
        ((APART, OTHER, SECTION), "KM"),  # but a section's name is the kicker everywhere
        ((APART, COUPLET), "KM"),  # one blank line may be a column's end
        ((APART, OTHER, WITHIN, COUPLET), "KM"),  # here they stand within a word, too
    ],
)
def test_blank_lines_tell_the_parts_of_all_headlines_where_several_have_them_between_parts(heads, last):
    lines, _ = lines_of("\n\n".join(heads), "zh-Hans")
    first = [i for i, line in enumerate(lines) if line.gap and line.text.text in {head.split("\n")[0] for head in heads}]
    ends = [*(i for i in first if i), len(lines)]
    groups = [Head(list(range(a, b))) for a, b in zip([0, *ends[:-1]], ends, strict=True)]
    found, _ = roles(groups, lines, wide=True, language="zh-Hans")
    assert "".join(found[i] for i in groups[-1].lines) == last


def test_parts_are_said_in_words():
    assert Parting(1, 3, 4).said() == "kicker 1 line, main headline 2 lines, deck 1 line"


@pytest.mark.parametrize(
    ("sizes", "measured", "expected"),
    [
        ((11.2, 10.4, 10.4), False, {"KMM", "MDD"}),
        ((10.4, 20.8, 20.8), False, {"KMM"}),
        ((11.2, 10.4, 10.4), True, {"MMM"}),
        ((16.0, 10.4, 9.0), False, {"MDD"}),
        ((9.0, 10.4, 16.0), False, {"KKM"}),
    ],
)
def test_a_part_is_of_one_size_where_a_setter_states_it_and_the_main_headline_is_the_largest(sizes, measured, expected):
    lines, _ = lines_of("Harbour bridge reopens after nine\nmonths of repairs to its piers, and\nthe county pays", "en")
    boxes = [Box(0, 20 * k, 200, size) for k, size in enumerate(sizes)]
    places = [Place(box, box.height, True, 0, None, False, measured) for box in boxes]
    given = [replace(line, place=place) for line, place in zip(lines, places, strict=True)]
    assert part(given, "en").parting.roles() in expected


@pytest.mark.parametrize(("blocks", "expected"), [("0011", {"KKMM"}), ("0000", {"MMMM"})])
def test_a_block_of_one_type_is_one_part(blocks, expected):
    lines, _ = lines_of("Zwölf Stunden\nin der Küche\nWo die Zeit\nin Gläsern steht", "de")
    sizes = [14 if block == "0" else 20 for block in blocks]
    places = [
        Place(Box(0, 22 * k, 120, size), size, True, int(block), None, False)
        for k, (block, size) in enumerate(zip(blocks, sizes, strict=True))
    ]
    given = [replace(line, place=place) for line, place in zip(lines, places, strict=True)]
    assert part(given, "de").parting.roles() in expected


def test_a_main_headline_may_have_many_short_lines():
    texts = ["古镇观察", *["别让", "古镇", "只剩", "一条", "安静", "老街", "两家", "旧店", "三棵", "大树", "四口", "水井"]]
    lines, _ = lines_of("\n".join(texts), "zh-Hans")
    places = [Place(Box(0, 22 * k, 40, size), size, True, size, None, False) for k, size in enumerate([10, *[20] * 12])]
    given = [replace(line, place=place) for line, place in zip(lines, places, strict=True)]
    assert part(given, "zh-Hans").parting.roles() == "K" + "M" * 12


def test_a_name_whose_second_line_is_set_flush_with_its_first_is_one():
    texts = ["He sings the whole day long.", "—MARY ELLEN", "STUBBS."]
    lines, _ = lines_of("\n".join(texts), "en")
    boxes = [Box(0, 0, 100, 8), Box(44, 20, 56, 8), Box(73, 30, 27, 8)]

    def read(measured):
        places = [Place(box, 8, None, block, None, False, measured) for box, block in zip(boxes, (0, 1, 2), strict=True)]
        given = [replace(line, place=place) for line, place in zip(lines, places, strict=True)]
        return settle("QYY", [()] * 3, given, "en")

    assert read(False).labels == ["Q", "Y", "Y"]
    assert "Y" not in read(True).labels[2:]
