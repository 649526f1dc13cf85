"""Pages drawn from bytes: text as newspapers print it and as dumps spoil it, a byte or two for each choice.

A fuzzer changes bytes at random, and most random bytes are no newspaper. So the first byte chooses between the rest taken as
text (as it is) and the rest taken as a list of instructions, each of which sets, wraps, spoils or doubles lines.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")

LONGEST = 24_000
"""Characters of a drawn page, about as many as a broadsheet has: doubled lines must end somewhere."""

LANGUAGES = ("zh-Hans", "zh-Hant", "en", "de", "fr", "und")
PLAIN = 0
"""The first byte of a page whose further bytes are its text."""


class Draw:
    """Choices made by bytes, in order; when they are used up each choice is the first."""

    def __init__(self, data: bytes) -> None:
        """With the bytes to choose by."""
        self.data = data
        self.at = 0

    def __bool__(self) -> bool:
        """Whether there are bytes left."""
        return self.at < len(self.data)

    def byte(self) -> int:
        """The next byte, 0 where there is none."""
        self.at += 1
        return self.data[self.at - 1] if self.at <= len(self.data) else 0

    def number(self, most: int) -> int:
        """A number from 0 to ``most``."""
        wide = self.byte() if most < 256 else self.byte() * 256 + self.byte()
        return wide % (most + 1)

    def one(self, choices: Sequence[T]) -> T:
        """One of some choices."""
        return choices[self.number(len(choices) - 1)]

    def rest(self) -> bytes:
        """All bytes that are left."""
        left = self.data[self.at :]
        self.at = len(self.data)
        return left


WORDS = {
    "en": "the The ferry Council of on well-known re-opened over- night co- a A I 1,200 £5 Mr. U.S. it’s “No,” finan- cial",
    "de": "die Die Brücke der Stadt- verwaltung Straße EU- Staaten Ein- und Ausfuhr „Nein“, sagte Zuk- ker am 5. Mai daß",
    "fr": "le La l’ l’été où M. pont rendez- vous aujourd’hui a-t-il « Non » dit-elle cœur 1 200 ; Saint- Étienne qu’ après",
    "zh": "示范区 召开 会议 本报讯 记者 近日， “三张网” 织牢 ２０２６ 年 PM2.5 的 一 渡轮 恢復 通航。 （下转 第5版） 、 ○",
}
_SET_PIECES = """
本报讯（记者 赵 晓明）|新华社北京11月9日电|□本报记者 钱立 摄|（下转第5版）|责任编辑 孙一平 版式 李霞|第３版|（陈志远）
By HARRIET QUILLFORD|[FROM OUR OWN CORRESPONDENT.]|Von Jonas Ebertal|Par Lucie Montreval|WEXHOLME, May 5 —|(hm)|J. D.
Grünwalde, 5. Mai. (Privattelegramm.)|Montreuillac, 9 novembre. —|Continued on Page 4|Fortsetzung auf Seite 7|Suite page 3
THE HARBOUR COURIER|— 7 —|Foto: Karla Minden|HARBOUR BRIDGE REOPENS|Die Brücke ist wieder offen|渡轮恢复通航|1121110|* * *
"""
SET_PIECES = [piece for row in _SET_PIECES.split("\n") for piece in row.split("|") if piece]
NOISE = (
    "\u00a0\u3000\u1680\u2009\t\u00ad\u200b\u2f26⽗ﬁﬀＡ１…\u2028\u0301\u202e\x00\x0b\x1f\r\x85\u200d\u20e3\ufeff\ufffe\ue000\U00020bb7\ufffd"
    "=-‐‑–—/\\|()[]（）《》「」“”‘’«»'\"·.,;:!?。，、；：？！0９٣아عا가गिあカ\U0001f469\u0e33\u1100ſßœ’†*□■●▲"
)
GUTTERS = ("  ", "   ", "      ", " ", "\t", "\u3000\u3000", "")


class Sheet:
    """A page while it is drawn: lines, the last of which is still open."""

    def __init__(self, draw: Draw) -> None:
        """Empty, to be drawn by these choices."""
        self.draw = draw
        self.lines = [""]
        self.block = 0  # the first line of the block that is being set
        self.words: Sequence[str] = WORDS["en"].split(" ")

    def size(self) -> int:
        """Characters set so far, ends of lines among them."""
        return sum(map(len, self.lines)) + len(self.lines)

    def put(self, text: str) -> None:
        """Go on in the open line."""
        self.lines[-1] += text

    def end(self, blank: int = 0) -> None:
        """End the open line, and leave lines blank."""
        self.lines += [""] * (1 + blank)

    def language(self) -> None:
        """Words of another language from here on."""
        self.words = WORDS[self.draw.one(sorted(WORDS))].split(" ")

    def word(self) -> None:
        """A word, and a blank where the language has one."""
        self.put(self.draw.one(self.words) + ("" if self.words[0] == "示范区" else " "))

    def sentence(self) -> None:
        """Several words."""
        for _ in range(2 + self.draw.number(14)):
            self.word()

    def piece(self) -> None:
        """A byline, a jump line, a headline, furniture."""
        self.put(self.draw.one(SET_PIECES))

    def noise(self) -> None:
        """A character that makes trouble."""
        self.put(self.draw.one(NOISE) * (1 + self.draw.number(3)))

    def letter(self) -> None:
        """Any character at all, but no half of a pair."""
        code = (self.draw.byte() << 16 | self.draw.byte() << 8 | self.draw.byte()) % 0x110000
        self.put(chr(code) if not 0xD800 <= code < 0xE000 else "\ufffd")

    def new_line(self) -> None:
        """An end of line."""
        self.end()

    def blank_lines(self) -> None:
        """A line's end and blank lines, the next block begins."""
        self.end(1 + self.draw.number(2))
        self.block = len(self.lines) - 1

    def hyphen(self) -> None:
        """A divided word: its line ends in some hyphen."""
        self.put(self.draw.one(("fin", "Stadt", "rendez", "示", "well", "1", "E", "")) + self.draw.one("-\u00ad‐=–") + "\n")
        self.put(self.draw.one(("ancial ", "verwaltung", "vous", "范", "-known", "9", "-", "Upper")))

    def blanks(self) -> None:
        """White in the line."""
        self.put(self.draw.one(" \u00a0\u3000\t") * (1 + self.draw.number(40)))

    def wrap(self) -> None:
        """Set the block anew, to a measure."""
        measure = 1 + self.draw.number(60)
        text = " ".join(self.lines[self.block :])
        self.lines[self.block :] = [text[at : at + measure] for at in range(0, len(text), measure)] or [""]

    def double(self) -> None:
        """The last lines again, several times."""
        last = self.lines[-1 - self.draw.number(12) :]
        for _ in range(1 + self.draw.number(40)):
            if self.size() + sum(map(len, last)) > LONGEST:
                break
            self.lines += last

    def stretch(self) -> None:
        """The open line again and again, in itself."""
        times = 1 + self.draw.number(400)
        self.lines[-1] = self.lines[-1] * min(times, 1 + LONGEST // 2 // (1 + len(self.lines[-1])))

    def abreast(self) -> None:
        """The block's halves, or thirds, side by side."""
        columns, gutter = 2 + self.draw.number(2), self.draw.one(GUTTERS)
        block = self.lines[self.block :]
        height = -(-len(block) // columns)
        measure = min(max(map(len, block)), 60)
        parts = [block[at : at + height] for at in range(0, len(block), height)]
        rows = [[part[i] if i < len(part) else "" for part in parts] for i in range(height)]
        self.lines[self.block :] = [gutter.join(cell.ljust(measure) for cell in row) for row in rows]

    def weave(self) -> None:
        """The block's halves by turns, line by line."""
        block = self.lines[self.block :]
        half = len(block) // 2
        self.lines[self.block :] = [line for pair in zip(block[:half], block[half:], strict=False) for line in pair]
        self.lines += block[2 * half :] or [""]

    def upright(self) -> None:
        """The open line set upright, a character a line."""
        if len(self.lines[-1]) < 200:
            self.lines[-1:] = list(self.lines[-1]) or [""]

    def turn(self) -> None:
        """The block upside down."""
        self.lines[self.block :] = self.lines[self.block :][::-1]

    def space_out(self) -> None:
        """Blanks between the letters of the open line."""
        if len(self.lines[-1]) < 200:
            self.lines[-1] = self.draw.one((" ", "  ", "\u3000")).join(self.lines[-1])

    def page(self) -> None:
        """A form feed."""
        self.put("\f")


STEPS: tuple[Callable[[Sheet], None], ...] = (
    Sheet.sentence, Sheet.sentence, Sheet.word, Sheet.new_line, Sheet.new_line, Sheet.piece, Sheet.piece, Sheet.blank_lines,
    Sheet.noise, Sheet.noise, Sheet.letter, Sheet.hyphen, Sheet.blanks, Sheet.wrap, Sheet.double, Sheet.stretch,
    Sheet.abreast, Sheet.weave, Sheet.upright, Sheet.turn, Sheet.space_out, Sheet.language, Sheet.page,
)  # fmt: skip


def page(draw: Draw) -> str:
    """A page of text, from all bytes that are left."""
    if draw.byte() == PLAIN:
        return draw.rest().decode("utf-8", "replace")[:LONGEST]
    sheet = Sheet(draw)
    sheet.language()
    while draw and sheet.size() < LONGEST:
        draw.one(STEPS)(sheet)
    return "\n".join(sheet.lines)


def plain(text: str) -> bytes:
    """Bytes that draw this page (from those after the choices a target makes first)."""
    return bytes([PLAIN]) + text.encode()
