"""Old Chinese print, whose texts end with pause marks where full stops are set today."""

import pytest

from tasks.normalise import Settings, normalise
from tasks.reflow import Settings as ReflowSettings
from tasks.reflow import reflow
from tasks.segment.evidence.features import evidence

PAUSED = ("稻米到埠\n四船，俱、", "石桥落成\n今午、", "盐价又涨\n两文、", "渡轮停驶\n三日、", "茶会改期\n四月、")
STOPPED = ("布庄失火\n无恙。", "江水上涨\n五尺。")


@pytest.mark.parametrize(
    ("blocks", "ended"),
    [
        (PAUSED, {1, 3, 5, 7, 9}),
        (PAUSED + PAUSED[:2] + STOPPED[:1], {1, 3, 5, 7, 9, 11, 13, 15}),
        (PAUSED[:4] + STOPPED, {9, 11}),  # stops end this page's texts: a pause mark above a blank line goes on
        (PAUSED[:4], set()),
    ],
)
def test_a_pause_mark_above_a_blank_line_is_a_stop_where_hardly_any_other_stands_there(blocks, ended):
    lines = reflow(normalise("\n\n".join(blocks).encode(), Settings(language="zh-Hans"))[0], ReflowSettings()).lines
    names = evidence(lines, "zh-Hans").names()
    assert {i for i, some in enumerate(names) if "ends:sentence" in some} == ended
