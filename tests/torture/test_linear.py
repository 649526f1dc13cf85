"""Hostile pages of every shape: work grows with their size, none holds up a night; the largest allowed fits in memory."""

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tasks import emit, normalise, reflow, segment
from tasks.__main__ import main
from tasks.run.warm import warm
from tests.invented_page import ORIGIN

pytestmark = pytest.mark.torture

ROOT = Path(__file__).resolve().parents[2]
SMALL, LARGE = 20_000, 100_000
SLOWEST = 1.5
"""Seconds of the processor's time for a page of ``SMALL`` characters. The promise is one, kept where this is written (ten
thousand lines of a capital each take 0.7, the other shapes less); machines that are slower by half have the rest."""
GROWTH = 2.0
"""How many times longer than in proportion the larger page may take."""
WORDS = ["the", "ferry", "council", "voted", "on", "monday", "that", "bridge", "should", "be", "well", "known", "said"]
HAN = "的一是在市县村民路桥春秋会议开幕昨日记者陈旅游示范"


def prose(size: int, width: int = 40) -> str:
    draw = random.Random(1)
    out, line = [], ""
    while size > 0:
        word = draw.choice(WORDS)
        if len(line) + len(word) > width:
            out.append(line)
            line = ""
        line = f"{line} {word}".strip()
        size -= len(word) + 1
    return "\n".join([*out, line])


def drawn(letters: str, per_line: int, size: int) -> str:
    draw = random.Random(2)
    return "\n".join("".join(draw.choices(letters, k=per_line)) for _ in range(size // (per_line + 1)))


def beside(size: int) -> str:
    draw = random.Random(3)
    rows = [[" ".join(draw.choices(WORDS, k=draw.randint(1, 5)))[:28] for _ in range(3)] for _ in range(size // 100)]
    return "\n".join(a.ljust(34) + b.ljust(34) + c for a, b, c in rows)


def again(piece: str):
    return lambda size: (piece * (size // len(piece) + 1))[:size]


SHAPES = {
    "prose": prose,
    "prose in one line": lambda size: prose(size).replace("\n", " "),
    "Chinese in one line": lambda size: drawn(HAN, size - 1, size),
    "lines of one letter": lambda size: drawn("abcde", 1, size),
    "lines of one Chinese character": lambda size: drawn(HAN, 1, size),
    "lines of one capital": lambda size: drawn("ABCDE", 1, size),
    "lines of Chinese": lambda size: drawn(HAN, 17, size),
    "columns side by side": beside,
    "numbers, none twice": lambda size: "\n".join(str(100_000 + n) for n in range(size // 7)),
    "letters and blanks at random": lambda size: drawn("ab  ", 200, size),
    "drop capitals": again("T\nhe ferry council voted on monday\n"),
    "torn lines": again("the \nferry council voted on \nmonday that bridge\n"),
    **{
        repr(piece): again(piece)
        for piece in (
            "a", "A", "1", "-", ".", "(", "“", "（", "、", "é", "市", "\t", "\u3000", "\n", "ferry ", "A. ", "Mc", "O’",
            "a-", "— ", "/ ", "| ", "(a", "(a)", "a@a.", "!?.,;:()[]{}\"'", "By ", "Von ", "and ", "John Smith, ", "陈 ",
            "记者 ", "陈国明 ", "（记者", "本报讯（记者陈国明）", "Ã¼ber Ã¤ Ã¶ â€œx ", "a\u00adb", "a\u200d", "a\u202e",
            "a\u0301", "\u0301", "ferry-\n", "ferry\n", "By JOHN SMITH\n", "（记者 陈国明）\n", "FERRY COUNCIL VOTED\n",
            "Ferry Council Votes\n\n", "WEXCOMBE, May 5 —\n", "Continued on Page 4\n", "12345\n", "John Smith\n",
            "<p>ferry</p>\n", "1,2,3,4,5\n", "Ã¼ber das Ã¤rgern\n", "市\n\n", "(\n", "a b   a b   ", "Rain ........ 12\n",
        )
    },
}  # fmt: skip


def seconds(text: str) -> float:
    """What a page takes this process, through all four rooms."""
    began = time.process_time()
    for clean in normalise.normalise(text.encode(), normalise.Settings(encoding="utf-8", max_page_lines=10**6)):
        articles = segment.segment(reflow.reflow(clean, reflow.Settings()), segment.Settings())
        emit.emit(articles, clean, ORIGIN, emit.Settings())
    return time.process_time() - began


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("before", [prose(400) + "\n\n", "市县村民路桥春秋会议开幕\n\n" * 3], ids=["Latin", "Chinese"])
def test_work_grows_with_the_size(shape, before):
    warm()  # a lexicon that the first page in its language would load is no work on that page
    seconds(prose(2000))
    small = seconds(before + SHAPES[shape](SMALL))
    assert small < SLOWEST
    if small > 0.3:
        assert seconds(before + SHAPES[shape](LARGE)) < GROWTH * small * LARGE / SMALL


@pytest.mark.parametrize("shape", ["prose in one line", "Chinese in one line", "prose"])
def test_the_largest_page_allowed_fits_in_memory(shape, tmp_path):
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/page.txt").write_text(SHAPES[shape](990_000), encoding="utf-8")
    child = subprocess.Popen([sys.executable, "-m", "tasks", "run"], cwd=tmp_path, env={"PYTHONPATH": str(ROOT)})
    _, status, used = os.wait4(child.pid, 0)
    assert status == 0
    assert used.ru_maxrss < 1_000_000  # kilobytes; docs/bad-input.md says 1 GB


def test_a_thousand_empty_files_fail_one_by_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").mkdir()
    for n in range(1000):
        (tmp_path / f"seeds/{n}.txt").touch()
    assert main(["run"]) == 30
    assert len(json.loads((tmp_path / "output/default/failures.json").read_text())["failures"]) == 1000
