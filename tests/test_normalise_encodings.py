"""What encoding a file is in: told by its text, with a confidence that means something; or an error, no silent guess."""

from __future__ import annotations

import random
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.model.errors import BinaryPage, PageError, UndecodablePage
from tasks.normalise import Settings, normalise
from tasks.normalise.decode import DOUBTFUL

HANS = """沿河镇渔火节开幕
本报讯（记者 林晓舟）昨日傍晚，沿河镇第三届渔火节在老码头开幕，来自周边五个乡镇的三百多名渔民驾着小船来到江面，点起了渔火。
镇长说，今年的活动比去年多了两天，主要是想让更多的年轻人了解父辈的生活。“我小的时候，每天晚上都能看到这样的景象。”七十二岁的老人说。
"""
HANT = """海灣小學慶祝建校百年
【本報訊】海灣小學昨日舉行百年校慶，三百多位校友回到母校，與老師們一起參觀了新建的圖書館。校長說，學校將把過去的課本和照片
整理出來，讓學生們認識從前的生活。「我們那時候，每天要走一個小時的路來上課。」一位八十歲的校友說。
"""
JA = """港まつり、今年も開かれる
町の港まつりが昨日から始まり、多くの人が会場を訪れた。今年は新しい市場もでき、魚や野菜を買い求める人の姿が見られた。
町長は「来年はもっと大きな祭りにしたい」と話している。
"""
KO = """항구 축제 올해도 열려
어제부터 시작된 항구 축제에 많은 사람들이 찾아와 행사장을 가득 메웠다. 올해는 새로운 시장도 열려 생선과 채소를 사려는
사람들의 모습이 보였다. 시장은 내년에는 더 큰 축제를 만들고 싶다고 말했다.
"""
DE = """Die Fähre „Möwe“ fährt wieder
Grünwalde. – Nach langer Überholung läuft die Fähre seit gestern wieder. Der Bürgermeister erklärte, daß die Schäden größer
gewesen seien, als man zunächst geglaubt hätte; für die nächsten Jahre müsse man mit höheren Gebühren rechnen.
"""
FR = """Le bac de l’île reprend du service
Montreuillac. – Après une longue réparation, le bac a repris hier ses traversées. Le maire a déclaré que les dégâts étaient
plus élevés qu’on ne l’avait pensé : « Où trouver l’argent ? La région paiera, c’est sûr. » Le conseil siège à huit heures.
"""
EN = """The ferry “Petrel” runs again
WEXCOMBE – After a long repair the ferry resumed her crossings yesterday. The harbour-master’s office said that the damage
was greater than had been thought; the fare, which was £2 before, will be £3. “We had no choice,” said the clerk at the
café by the quay.
"""
CS = """Přívoz na řece opět jezdí
Po dlouhé opravě začal včera přívoz znovu jezdit. Starosta řekl, že škody byly větší, než se původně myslelo; v příštích
letech je třeba počítat s vyššími poplatky. Lidé na břehu čekali od šesti hodin ráno.
"""

DELIVERED = [
    *((HANS, codec) for codec in ("gb18030", "gbk", "gb2312", "hz")),
    *((HANT, codec) for codec in ("big5", "cp950", "big5hkscs", "gb18030")),
    *((JA, codec) for codec in ("cp932", "shift_jis", "euc_jp", "iso2022_jp")),
    *((KO, codec) for codec in ("cp949", "euc_kr")),
    *((text, codec) for text in (DE, FR, EN) for codec in ("cp1252", "mac_roman")),
    *(
        (text.translate(dict(zip(map(ord, "“”„’–"), '"""\'-', strict=True))), codec)
        for text in (DE, FR)
        for codec in ("iso8859_1", "iso8859_15", "cp850")
    ),
    (CS, "cp1250"),
    (CS, "iso8859_2"),
    *(
        (text, codec)
        for text in (HANS, HANT, JA, KO, DE, FR, EN, CS)
        for codec in ("utf_8", "utf_8_sig", "utf_16", "utf_16_le", "utf_16_be", "utf_32_le", "utf_32_be")
    ),
]


@pytest.mark.parametrize(("text", "codec"), DELIVERED, ids=lambda value: value if "\n" not in value else value[:4])
def test_delivered(text, codec):
    (page,) = normalise(text.encode(codec), Settings())
    assert page.text.text == normalise(text.encode(), Settings())[0].text.text
    assert page.encoding.confidence >= DOUBTFUL
    assert page.warnings == ()


@pytest.mark.parametrize(
    "text",
    [
        "The tide ~{rose~} by a foot. Nobody at the ferry was harmed.\n",  # two characters by chance
        "The tide ~{rose here~} by a foot.\n",  # a blank is half of none
        "The tide ~{rosehere~} by a foot, ~some say.\n",  # and elsewhere a tilde that HZ does not know
    ],
)
def test_tildes_and_braces_are_no_chinese(text):
    (page,) = normalise(text.encode(), Settings())
    assert (page.text.text, page.encoding.name) == (text, "utf-8")


@pytest.mark.parametrize("mark", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-8"])
def test_byte_order_mark(mark):
    (page,) = normalise(("\ufeff" + HANS).encode(mark), Settings())
    assert (page.text.text, page.encoding.name, page.encoding.how) == (HANS, mark, "byte order mark")


def test_the_page_is_decided_with_evidence():
    (page,) = normalise(HANT.encode("big5"), Settings())
    (made,) = [one for one in page.decisions if one.rule == "normalise.tell-encoding"]
    assert made.chosen == page.encoding.name == "cp950"
    assert made.runner_up is not None
    assert made.evidence["characters that fit"] > 0.4


@pytest.mark.parametrize(
    ("text", "codec"),
    [(HANS, "gb18030"), (HANS, "utf-8"), (HANT, "big5"), (JA, "euc_jp"), (HANS, "utf-16-le")],
    ids=["gb18030", "utf-8", "big5", "euc_jp", "utf-16-le"],
)
def test_the_end_cut_off(text, codec):
    text = text.rstrip()[:-1] + "完"
    (page,) = normalise(text.encode(codec)[:-1], Settings())
    assert page.text.text == text[:-1]
    assert [warning.code for warning in page.warnings] == ["file-truncated"]
    assert any(made.rule == "normalise.cut-partial-character" for made in page.decisions)


@pytest.mark.parametrize(("codec", "wrong"), [("utf-8", b"\xff"), ("gb18030", b"\xff")])
def test_a_wrong_byte_is_kept_in_sight(codec, wrong):
    data = (HANS + "\n").encode(codec) + wrong + ("\n" + HANS).encode(codec)
    (page,) = normalise(data, Settings())
    assert page.text.text == f"{HANS}\n\N{REPLACEMENT CHARACTER}\n{HANS}"
    assert [warning.code for warning in page.warnings] == ["bytes-wrong"]
    (made,) = [one for one in page.decisions if one.rule == "normalise.keep-wrong-bytes"]
    assert made.evidence["bytes"] == "ff"
    assert made.span == (len(HANS) + 1, len(HANS) + 2)


def test_a_wrong_byte_warns_on_its_own_page_alone():
    data = HANS.encode() + b"\f" + HANS.encode() + b"\xff\n"
    assert [[w.code for w in page.warnings] for page in normalise(data, Settings())] == [[], ["bytes-wrong"]]


@pytest.mark.parametrize(
    "data",
    [
        HANS.encode() + HANS.encode("gb18030"),
        HANT.encode("big5") + HANT.encode(),
        DE.encode("cp1252") + FR.encode(),
        3 * (HANS.encode("gb18030") + b"\n") + 3 * (HANT.encode("big5") + b"\n"),
    ],
    ids=["UTF-8 and GB18030", "Big5 and UTF-8", "Windows-1252 and UTF-8", "GB18030 and Big5"],
)
def test_two_encodings_in_a_file_are_an_error(data):
    with pytest.raises(UndecodablePage, match="several encodings") as caught:
        normalise(data, Settings())
    assert "convert" in caught.value.mend


def test_a_few_foreign_lines_are_a_warning():
    data = 10 * HANS.encode("gb18030") + "渔火节明天结束，欢迎前来。\n".encode()
    (page,) = normalise(data, Settings())
    assert {warning.code for warning in page.warnings} >= {"encoding-mixed", "encoding-doubtful"}
    assert page.encoding.confidence <= 0.5


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n....",
        b"PK\x03\x04....",
        b"\x1f\x8b\x08..",
        b"a\0b\0\0\0c",
        zlib.compress(HANS.encode() * 9),
    ],
    ids=["PNG", "ZIP", "gzip", "zero bytes", "deflated"],
)
def test_no_text_is_an_error(data):
    with pytest.raises(BinaryPage):
        normalise(data, Settings())


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([40, 300, 4000]), st.sampled_from(["any", "high", "no controls"]))
def test_random_bytes_are_never_taken_for_text_without_doubt(seed, size, kind):
    data = random.Random(seed).randbytes(size)
    if kind == "high":
        data = bytes(byte | 0x80 for byte in data)
    elif kind == "no controls":
        data = bytes(byte if byte >= 0x20 and byte != 0x7F else 0x41 for byte in data)
    try:
        (page, *_) = normalise(data, Settings())
    except PageError:
        return
    assert size == 40
    assert "encoding-doubtful" in {warning.code for warning in page.warnings}


def test_what_is_doubtful_says_so():
    (page,) = normalise("The clerk at the caf\xe9 said nothing.".encode("cp1252"), Settings())
    sure = page.encoding.confidence
    assert ("encoding-doubtful" in {warning.code for warning in page.warnings}) == (sure < DOUBTFUL)
    russian = "Паром снова опоздал, и люди, которые ждали на пристани с шести часов, были очень недовольны этим.\n" * 4
    (page,) = normalise(russian.encode("koi8_r"), Settings())
    assert "encoding-doubtful" in {warning.code for warning in page.warnings}


def test_a_stated_encoding_wins():
    (page,) = normalise("Ä".encode("mac_roman") + b" ordinary text", Settings(encoding="mac_roman"))
    assert page.text.text == "Ä ordinary text"
    assert (page.encoding.how, page.encoding.confidence) == ("setting", 1.0)


@pytest.mark.parametrize("mark", ["utf-8", "UTF-8-SIG", "utf_16_le"])
def test_a_stated_encoding_with_a_byte_order_mark(mark):
    data = ("\ufeff" if mark != "UTF-8-SIG" else "").encode(mark) + HANS.encode(mark)
    assert normalise(data, Settings(encoding=mark))[0].text.text == HANS


def test_a_stated_encoding_that_does_not_fit():
    with pytest.raises(UndecodablePage, match="setting this is utf-8"):
        normalise(HANS.encode("gb18030"), Settings(encoding="utf-8"))


@pytest.mark.parametrize("name", ["klingon", "rot13", "undefined"])
def test_a_stated_encoding_that_is_none(name):
    with pytest.raises(UndecodablePage, match=name):
        normalise(b"text \xff", Settings(encoding=name))
