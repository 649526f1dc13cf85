"""Characters counted by class, and code pages refused by a file's first bytes."""

import pytest

from tasks.normalise.classes import Classes, each
from tasks.normalise.language import tell_language
from tasks.normalise.wrong import SOON, decode_kept

KINDS = Classes([range(0x4E00, 0x9FFF)], each("，。"), [range(ord("a"), ord("z") + 1), range(ord("A"), ord("Z") + 1)])


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        pytest.param("", [0, 0, 0], id="nothing"),
        pytest.param("河水涨了，Ann 说。", [5, 2, 3], id="of each class"),
        pytest.param("\x00 1é", [0, 0, 0], id="of no class"),
        pytest.param("\U0002000b\U0010ffff河", [1, 0, 0], id="beyond the table"),
        pytest.param("\ud800河", [1, 0, 0], id="half a surrogate pair"),
        pytest.param("\u9ffe\u9fff", [1, 0, 0], id="the end of a stretch is no part of it"),
    ],
)
def test_counts(text, counts):
    assert KINDS.counts(text) == counts


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        pytest.param("河边的乡亲们说这边的桥" * 5, "zh-Hans", id="simplified"),
        pytest.param("河邊的鄉親們說這邊的橋" * 5, "zh-Hant", id="traditional"),
        pytest.param("河邊の橋はまだありません" * 5, "und", id="kana"),
        pytest.param("강가의 다리 河邊" * 5, "und", id="Hangul"),
    ],
)
def test_scripts(text, tag):
    assert tell_language(text).tag == tag


def test_a_character_that_the_first_bytes_cut_is_not_wrong():
    """Of the two stretches that a codec rejects in them, one is no more than where they end."""
    data = b"\xff" + "河".encode("gb18030") * SOON
    text, wrong = decode_kept(data, "gb18030", 1)
    assert len(data[:SOON].decode("gb18030", "replace").replace("河", "")) == 2, "the first bytes end within a character"
    assert [one.offset for one in wrong] == [0]
    assert text.count("河") == SOON


@pytest.mark.parametrize("before", [0, SOON], ids=["in the first bytes", "behind them"])
def test_too_many_wrong_bytes(before):
    text, wrong = decode_kept(b"." * before + b"\xff\n" * 20, "euc_jp", 5)
    assert (text, len(wrong)) == ("", 6)
