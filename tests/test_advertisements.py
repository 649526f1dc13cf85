"""Advertisements in display type, between the articles of old Chinese papers."""

import pytest

from tasks.model.page import Line
from tasks.normalise import Settings, normalise
from tasks.reflow import Settings as ReflowSettings
from tasks.reflow import reflow
from tasks.segment.advertisements import opened

TEA = ("白鹭牌\n清茶", "新春上市\n滴滴清香", "大罐\n六元", "小罐\n三元", "梧岭河街口\n白鹭茶行出品")
CLOTH = ("恒岭\n绸布庄", "春季\n大减价", "奉送\n缝工", "花色\n齐备", "电话二〇五一三")
SHOP = ("石桥街口", "福岭\n皮货庄", "电话九〇一", "旧衣部\n新衣部\n礼服部", "定制\n取货", "二楼\n营业")


def page(*blocks: str) -> list[Line]:
    text = "\n\n".join(blocks)
    made = reflow(normalise(text.encode(), Settings(language="zh-Hans"))[0], ReflowSettings())
    assert [line.text.text for line in made.lines] == text.replace("\n\n", "\n").split("\n")
    return list(made.lines)


def told(*blocks: str, read: str = "", language: str = "zh-Hans") -> tuple[str, list[int]]:
    """The labels that the lines of these blocks have in the end, and where advertisements begin; ``read``: what they had."""
    lines = page(*blocks)
    labels, firsts = opened(read or "M" * len(lines), lines, language)
    return "".join(labels), firsts


def test_an_advertisement_is_one_text_that_ends_with_who_sells():
    assert told(*TEA, *CLOTH) == ("AQPQPQPQPQ" + "AQPQPQPQP", [0, 10])


def test_one_that_opens_with_its_corner_does_not_end_with_its_telephone():
    assert told(*SHOP, *SHOP[:1])[1] == [0]


def test_two_blocks_that_say_where_are_one_end():
    assert told(*CLOTH, "石桥街口", *TEA)[1] == [0, 10]


def test_the_headline_below_belongs_to_its_text():
    labels, firsts = told(*TEA, "渔民夜渡\n白鹭归来", "昨夜，渔民。", read="M" * 12 + "A")
    assert (labels, firsts) == ("AQPQPQPQPQ" + "MMA", [0])


def test_text_above_and_below_is_no_part_of_it():
    labels, firsts = told("昨夜，渔民。\n归来了", *TEA, "今晨，渔民。", read="AQ" + "M" * 10 + "Q")
    assert (labels, firsts) == ("AQ" + "AQPQPQPQPQ" + "A", [2])


@pytest.mark.parametrize(
    ("blocks", "options"),
    [
        (TEA[2:], {}),  # too short to be told from a headline with its series and its writer
        (("一号\n林小舟", "二号\n向北川", "三号\n竹君", "四号\n罗思远", "五号\n艾清"), {}),  # nobody sells
        (TEA, {"language": "ja"}),
        (TEA[:3] + ("白鹭，清茶。",) + TEA[3:], {}),  # a sentence parts it
    ],
)
def test_lines_stay_what_they_were_read_as(blocks, options):
    labels, firsts = told(*blocks, **options)
    assert set(labels) == {"M"}
    assert firsts == []


def test_the_pages_own_lines_are_no_part_of_it():
    labels, firsts = told(*TEA, "梧岭晨报\n广告刊例", *TEA, read="M" * 10 + "FF" + "M" * 10)
    assert (labels[10:12], firsts) == ("FF", [0, 12])


SPA = ("梧岭浴室", "石砌浴池冬暖夏凉\n客堂雅洁招待周到\n欢迎各界光顾\n电话三〇二一")
RATES = "广告刊例:每日每行二元长行七寸高每日三元封面加倍"


def test_a_block_of_many_words_with_its_address_is_one_by_itself():
    assert told(*TEA, *SPA[1:], *TEA)[1] == [0, 10, 14]


def test_an_address_in_narrow_lines_is_no_more_than_that():
    assert told(*TEA[:4], "白鹭茶行出品", "梧岭\n河街\n北里\n电话\n九一")[1] == [0]


def test_a_corner_below_a_firm_or_another_corner_opens_the_next():
    assert told(*TEA[:4], "白鹭茶行出品", *SHOP)[1] == [0, 9]
    assert told(*SHOP, "梧岭街西", "恒岭\n绸布庄", "春季\n减价")[1] == [0, 11]


def test_what_a_paper_says_of_itself_along_the_edge_is_one_by_itself():
    text = "昨夜，渔民。\n归来了。"
    assert told(RATES, "渔民夜归", text, RATES, read="MMAQQ") == ("AMAQA", [0, 4])
    assert told(text, RATES, "渔民夜归", text, read="AQMMAQ")[1] == []  # between articles it may be a headline
    assert told("本报征求读者投稿", text, read="MAQ")[1] == []
    assert told("本报今日加印副刊四版，请读者向送报人索取，不另收费", text, read="MAQ")[1] == []
