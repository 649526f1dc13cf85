"""Chinese dispatches: what their words say of their lines, and that several may stand under one headline."""

from tasks.model.page import Line
from tasks.normalise import Settings, normalise
from tasks.reflow import Settings as ReflowSettings
from tasks.reflow import reflow
from tasks.segment.bylines import dispatches
from tasks.segment.evidence.called import called


def printed(*texts: str) -> list[Line]:
    page = normalise("\n".join(texts).encode(), Settings(language="zh-Hans"))[0]
    lines = list(reflow(page, ReflowSettings()).lines)
    assert [line.text.text for line in lines] == list(texts)
    return lines


def refused(*texts: str) -> dict[int, frozenset[str]]:
    lines = printed(*texts)
    return dispatches.refusals(lines, called(lines, "zh-Hans", True)[0], "zh-Hans")


def test_a_dispatch_that_ends_inside_a_line_is_no_headline_and_its_rest_opens_nothing():
    found = refused("新华社梧岭十二月三十", "一日电（记者向北川、新华", "社记者林小舟）今天是一年", "里的最后一天。")
    assert set(found) == {0, 1, 2}
    assert "A" not in found[0]
    assert {*"KMDXY"} <= found[0]
    assert found[1] == found[2] == dispatches.NOT_WITHIN


def test_the_end_of_a_headline_is_not_read_with_the_dispatch_below_it():
    found = refused("梧岭举办渔火歌会", "新华社梧岭12月31日电（记", "者向北川）歌会今晚开始，")
    assert set(found) == {1, 2}


def test_a_byline_on_lines_of_its_own_may_be_one():
    assert refused("本报记者向北川", "通讯员林小舟", "近日，梧岭市的渔民又见到了白鹭。") == {}


def test_a_date_code_below_a_signature_is_its_end():
    found = refused("他們仍將出海。（編輯：高小舟）", "1110103", "白鷺回來了")
    assert found == {1: dispatches.NOT_SIGNED}
    assert refused("他們仍將出海。", "1110103", "白鷺回來了") == {}


def test_latin_print_is_left_alone():
    assert dispatches.refusals(printed("（梧岭廿日电）望湾"), [["opening:sure"]], "en") == {}


TWO = ("渡口重开", "（梧岭廿日海通电）据此间消息、渡船昨已复航、", "（望湾廿日电）望湾商会前日迎来两船、", "白鹭归来")


def together(*texts: str, labels: str = "MAAM") -> str:
    return "".join(dispatches.under_one_head(list(labels), printed(*texts), "zh-Hans"))


def test_a_further_dispatch_under_one_headline_is_a_paragraph():
    assert together(*TWO) == "MAPM"


def test_a_dispatch_below_a_full_stop_or_with_a_reporter_is_an_article():
    assert together(TWO[0], TWO[1][:-1] + "。", *TWO[2:]) == "MAAM"
    assert together(*TWO[:2], "（望湾廿日电记者向北川）望湾商会迎来两船、", TWO[3]) == "MAAM"
    assert together(TWO[3], "望湾渔民又见到了白鹭、", *TWO[2:]) == "MAAM"


def after(*texts: str, labels: str) -> str:
    lines = printed(*texts)
    return "".join(dispatches.after_reports(list(labels), lines, called(lines, "zh-Hans", True)[0], "zh-Hans"))


REPORTED = ("本报讯（记者向北川）望湾渡口昨日复航。", "渡口每天有两班船。")


def test_a_second_dispatch_by_a_reporter_begins_a_text_of_its_own():
    second = "本报讯（记者林小舟）梧岭的白鹭昨日归来。"
    assert after(*REPORTED, second, labels="APP") == "APA"
    assert after(*REPORTED, "新华社梧岭12月31日电梧岭的白鹭昨日归来。", labels="APP") == "APP"  # no reporter is named
    assert after("望湾渡口昨日复航。", second, labels="AP") == "AP"  # the text's own first lines may stand elsewhere


def test_the_last_paragraph_above_a_photographer_is_a_caption():
    caption = ("昨日，望湾渔民在渡口旁修补木船。", "本报记者高小舟摄")
    joined = "".join(caption)
    assert after(*REPORTED, joined, labels="APP") == "APA"
    assert after(*REPORTED, *caption, labels="APPQ") == "APAQ"
    assert after(*REPORTED, joined.replace("摄", "文/图"), labels="APP") == "APP"
    assert after(*REPORTED, joined[:8] + "船来船往" * 60 + joined[8:], labels="APP") == "APP"
    assert after("望湾渡口昨日复航。", joined, labels="AP") == "AP"
    assert after(REPORTED[0], "白鹭归来", joined, labels="AMP") == "AMP"


def test_what_stands_below_a_photographer_is_another_text():
    caption = "昨日，望湾渔民在渡口旁修补木船。本报记者高小舟摄"
    assert after(caption, *REPORTED, labels="APP") == "AAP"
    assert after(caption[:16], *REPORTED, labels="APP") == "APP"
