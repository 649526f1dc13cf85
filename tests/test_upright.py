"""Headlines set upright: one character a line, put together; what is no headline left as it is."""

from __future__ import annotations

from tasks.model.trace import Traced
from tasks.reflow.lines.rows import printed_rows
from tasks.reflow.lines.upright import set_level


def lines(dump: str) -> list[str]:
    """What comes of a dump's lines."""
    rows, _ = set_level(printed_rows(Traced.whole(dump)))
    assert sorted("".join(row.text.text for row in rows)) == sorted("".join(dump.split()))
    return [row.text.text for row in rows]


def down(text: str) -> str:
    """A text with each character on a line of its own."""
    return "\n".join(text)


def test_a_headline_is_put_together() -> None:
    """With its marks and figures, between lines of text."""
    assert lines("昨日已经全部完工。\n" + down("石桥镇：三座码头年底完工") + "\n本报讯（记者林知远）") == [
        "昨日已经全部完工。",
        "石桥镇：三座码头年底完工",
        "本报讯（记者林知远）",
    ]
    assert lines(down("新增24条航线")) == ["新增24条航线"]


def test_marks_may_stand_beside_their_character() -> None:
    """As where closing marks have been brought home."""
    assert lines("山\n里\n的\n“琴\n声”\n，\n响\n起") == ["山里的“琴声”，响起"]


def test_text_around_it_is_left_out() -> None:
    """A paragraph's last characters above, a byline's bracket below, who wrote it."""
    assert lines("風。\n" + down("巷口米苔目") + "\n（\n記\n者歐陽靖") == ["風。", "巷口米苔目", "（", "記", "者歐陽靖"]
    assert lines(down("巷口米苔目文／魏如君")) == ["巷口米苔目", "文／魏如君"]


def test_blocks_are_read_from_the_right() -> None:
    """Readers that sort blocks by place begin at the left; rising lengths say nothing."""
    assert lines(down("票價三元起") + "\n\n" + down("新增三條線")) == ["新增三條線", "票價三元起"]
    assert lines(down("新增三條線") + "\n\n" + down("沿途設站共十八處")) == ["新增三條線", "沿途設站共十八處"]


def test_few_lines_are_left_alone() -> None:
    """The rest of a headline, a line spaced out, letters of a list."""
    for dump in ("关于降压供水的通\n知\n因管道施工", "初\n，\n受", "1\n2\n3\n4\n5"):
        assert lines(dump) == dump.split("\n")


def test_a_blank_between_phrases_parts_nothing() -> None:
    """MuPDF gives a blank that was set upright as a line of its own; an empty line parts blocks."""
    assert lines(down("票價三元起") + "\n \n" + down("週末免費")) == ["票價三元起週末免費"]
