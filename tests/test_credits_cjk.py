"""Chinese credits and small print: case tables, both scripts, positions, and time."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from opencc import OpenCC

from tasks.segment import credits
from tasks.segment.credits.cjk_fold import fold
from tasks.segment.credits.cjk_names import cut, name_and_place

CASES = Path(__file__).parent / "cases" / "credits"
SURE = 0.6  # a bare name alone stays below: only its page can tell


def table(name: str) -> list[Any]:
    rows = tomllib.loads((CASES / f"zh-{name}.toml").read_text(encoding="utf-8"))["case"]
    return [pytest.param(row, id=row["label"]) for row in rows]


def small_print(section: str) -> list[tuple[str, Any]]:
    return list(tomllib.loads((CASES / "zh-small-print.toml").read_text(encoding="utf-8"))[section].items())


def check(row: dict[str, Any], found: Any, text: str) -> None:
    if "credit" not in row:
        assert found is None or found.score < SURE, row["why"]
        return
    assert found is not None, row["why"]
    assert text[found.start : found.end] == row["credit"]
    assert [[author.name, author.role] for author in found.authors] == row["authors"]
    assert (found.place, found.date) == (row.get("place"), row.get("date"))
    assert found.score >= SURE


@pytest.mark.parametrize("row", table("opening"))
def test_opening(row: dict[str, Any]) -> None:
    check(row, credits.opening(row["text"], row["language"]), row["text"])


@pytest.mark.parametrize("row", table("opening"))
def test_the_lines_of_an_opening_tell_that_it_may_be_one(row: dict[str, Any]) -> None:
    text, language = row["text"], row["language"]
    lines = [text[at : at + 7] for at in range(0, len(text), 7)]
    near = 0
    for line in lines:
        near |= credits.clues(line, language)
    told = credits.begins(lines[0], language) & near & credits.OPENING
    assert told or credits.opening(text, language) is None


def test_running_text_tells_that_no_credit_opens_it() -> None:
    text = "昨夜雨大，河水漫过了堤岸。"
    assert not credits.begins(text, "zh-Hans") & credits.clues(text, "zh-Hans") & credits.OPENING


@pytest.mark.parametrize("row", table("closing"))
def test_closing(row: dict[str, Any]) -> None:
    check(row, credits.closing(row["text"], row["language"]), row["text"])


@pytest.mark.parametrize("row", table("standalone"))
def test_standalone(row: dict[str, Any]) -> None:
    check(row, credits.standalone(row["text"], row["language"]), row["text"])


@pytest.mark.parametrize("row", table("inside"))
def test_inside(row: dict[str, Any]) -> None:
    text = row["text"]
    assert [text[:at] for at in credits.inside(text, row["language"])] == row["before"], row["why"]


@pytest.mark.parametrize("name", ["opening", "closing", "standalone"])
def test_the_other_script_reads_the_same(name: str) -> None:
    """One set of rules serves both scripts: converting a case changes its characters and nothing else."""
    converter = OpenCC("s2t")
    for param in table(name):
        row = param.values[0]
        if row["language"] != "zh-Hans":
            continue
        other = "".join(converter.convert(char) if len(converter.convert(char)) == 1 else char for char in row["text"])
        found = getattr(credits, name)(row["text"], "zh-Hans")
        again = getattr(credits, name)(other, "zh-Hant")
        assert (found is None) == (again is None), row["label"]
        if found and again:
            assert (found.start, found.end, [a.role for a in found.authors]) == (
                again.start,
                again.end,
                [a.role for a in again.authors],
            ), row["label"]


@pytest.mark.parametrize(("text", "expected"), small_print("jump"), ids=[row[0] for row in small_print("jump")])
def test_jump(text: str, expected: list[str]) -> None:
    found = credits.jump(text, "zh-Hans")
    assert (list(found[2:]) if found else []) == expected


def test_jump_leaves_the_sentence_before_it() -> None:
    text = "他把车停在路边。（下转第7版）"
    found = credits.jump(text, "zh-Hans")
    assert found is not None
    assert text[found[0] : found[1]] == "（下转第7版）"


@pytest.mark.parametrize(("text", "role"), small_print("furniture"), ids=[row[0] for row in small_print("furniture")])
def test_furniture(text: str, role: str) -> None:
    found = credits.furniture(text, "zh-Hans")
    if role:
        assert found is not None
        assert found[0] == role
        assert found[1] >= 0.6
    else:
        assert found is None or found[1] < 0.5


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("文/图 本报记者 林雍 见习", "记者 何卜"),
        ("□记者 林守拙　□通讯员 明 月", "何小红"),
        ("本报记者 利知秋、", "闻人静"),
        ("（作者為劇場工作者", "林星河）"),
        ("全媒体记者｜林小舟　编", "辑｜何苇"),
        ("攝影：關伯謙、本報", "記者 麥皓然"),
        ("本报记者 林", "小舟 实习生 何苇"),
        ("本报讯（记者 林小舟 通讯", "员 何苇）"),
        ("新华社梧岭11月10日电（记者林", "小舟、何苇）"),
    ],
)
def test_a_byline_of_two_lines_reads_as_a_whole(first: str, second: str) -> None:
    whole = credits.standalone(first + second, "zh-Hans")
    assert whole is not None
    assert whole.score >= SURE


def test_a_bare_name_alone_is_a_guess() -> None:
    likely = credits.standalone("林以言", "zh-Hans")
    unlikely = credits.standalone("好以言", "zh-Hans")
    assert likely is not None
    assert unlikely is not None
    assert 0.3 <= likely.score < SURE
    assert unlikely.score < likely.score


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        (
            "拍卖公告",
            "受委托，本公司定于11月6日上午公开拍卖下列标的。有意竞买人请持证件办理竞买登记手续。联系电话：0391-3912345",
        ),
        ("遗失声明", "本人不慎遗失营业执照，声明作废。"),
        ("關於停水的通知", "因管道改造，定於11月8日停水。停水範圍：清河路。敬請諒解。雲川自來水公司 2020年11月6日"),
        ("招標承投升降機工程", "本法團現公開招標，承投大廈升降機更新工程。有意者請索取標書，截標日期為下月三日。"),
    ],
)
def test_notice(headline: str, body: str) -> None:
    assert credits.notice(f"{headline}\n{body}", "zh-Hans") >= 0.6


def test_a_report_on_a_tender_is_no_notice() -> None:
    text = "招标改革见成效\n记者了解到，中心优化流程。负责人表示，投标人可在线提交标书，他告诉记者，企业认为方便。"
    assert credits.notice(text, "zh-Hans") < 0.5


def test_caption() -> None:
    assert credits.caption("近日，工人们在赶制一批订单。图为车间一角。本报记者林小舟摄", "zh-Hans") >= 0.6
    assert credits.caption("這是昨天拍攝的燈塔（無人機照片）。新華社記者林小舟攝", "zh-Hant") >= 0.6
    assert credits.caption("会议指出，要加强组织领导，落实各项措施，确保任务完成。", "zh-Hans") < 0.3


def test_folding_keeps_every_position() -> None:
    text = "【本報記者　楊安／攝】乾乹發髮\ud800" + "（Ａ１）"
    assert len(fold(text)) == len(text)
    assert fold(text).startswith("(本报记者 杨安/摄)")


@pytest.mark.parametrize(
    ("run", "ends"),
    [("明月臧小红", [2, 5]), ("郭树勋孙明军", [3, 6]), ("欧阳靖", [3]), ("司马小舟林舟", [4, 6]), ("邓小安祁勇", [3, 5])],
)
def test_names_in_a_row(run: str, ends: list[int]) -> None:
    assert list(cut(run)) == ends


@pytest.mark.parametrize(
    ("run", "name"),
    [
        ("苏品妍岚港", "苏品妍"),
        ("黎乐行银螺湾", "黎乐行"),
        ("王明台中市", "王明"),
        ("欧阳靖台北", "欧阳靖"),
        ("林舟", "林舟"),
        ("张三北京", "张三"),
    ],
)
def test_name_before_a_place(run: str, name: str) -> None:
    assert run[: name_and_place(run)] == name


@pytest.mark.parametrize("char", ["林", "记者", "（", "、", "文/", " ", "1", "报", "第一版", "□记者"])
def test_time_is_bounded_on_evil_text(char: str) -> None:
    text = char * (4000 // len(char))
    start = time.process_time()  # of this process: a busy machine is no slow pattern
    for name in (
        "opening",
        "closing",
        "standalone",
        "inside",
        "jump",
        "furniture",
        "notice",
        "caption",
    ):
        getattr(credits, name)(text, "zh-Hans")
        getattr(credits, name)(text[:200], "zh-Hans")
    assert time.process_time() - start < 1.5
