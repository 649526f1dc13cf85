"""Torn lines: pieces of a loosely justified line put back in print order, and what is no torn line left as it is."""

from __future__ import annotations

from tasks.model.trace import Traced
from tasks.reflow.lines.rows import Row, close_blanks, printed_rows
from tasks.reflow.lines.torn import is_torn, mend_lines

COLUMN = """The  ferry  to  the  island
will  lie  at  the  old  pier
until  the  first  of  June,
"""
BELOW = """second  boat  was  hired  to
carry the mail, the bread
and  the  doctor  when  the
wind  stands  in  the  sound
"""


def mended(dump: str) -> list[str]:
    """The lines that come of a dump, their blanks closed; its own lines where none is torn."""
    rows = printed_rows(Traced.whole(dump))
    lines = mend_lines(rows)[0] if is_torn(rows) else rows
    assert sorted(" ".join(row.text.text for row in lines).split()) == sorted(dump.split())
    return [close_blanks(row)[0].text.text for row in lines]


def lines(text: str) -> list[str]:
    """The lines of a text with single blanks."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def test_pieces_in_the_order_of_print_are_joined():
    """The piece before ends in the blank that was printed."""
    assert mended(COLUMN + "said  the \nold  mate.  A\n" + BELOW) == [
        *lines(COLUMN),
        "said the old mate. A",
        *lines(BELOW),
    ]


def test_a_last_piece_that_comes_first_goes_last():
    """Of a line's pieces only the last ends in no blank, wherever the dump has it."""
    assert mended(COLUMN + "office.  A\nsaid  the  harbour \n" + BELOW) == [
        *lines(COLUMN),
        "said the harbour office. A",
        *lines(BELOW),
    ]


def test_pieces_behind_the_last_are_reversed():
    """The reader's grouping lays them down from right to left."""
    assert mended(COLUMN + "sky  A\nhis \nsaid \n" + BELOW)[3] == "said his sky A"


def test_a_stray_comes_home():
    """A middle piece is a block of its own behind its column; the line that lacks it has too much white."""
    dump = COLUMN + BELOW + "said \nit.  A\n" + "keeps  a  boat  of  his  own\n\nfor \n\n" + COLUMN
    assert "said for it. A" in mended(dump)


def test_a_paragraph_that_opens_at_a_block_s_end_is_put_together():
    """Its first piece is indented and stands in one block, its last in the next."""
    dump = COLUMN + "who  waited  at  the  pier.\n“Constance” \n\n(Upper\n" + BELOW
    assert "“Constance” (Upper" in mended(dump)


def test_short_lines_stay_by_themselves():
    """A paragraph's last line, whose blanks are single, lacks nothing."""
    dump = COLUMN + "as ever.\n" + BELOW + "at  the  \npier  on  Sunday\n"
    assert "as ever." in mended(dump)


def test_pages_of_other_readers_are_not_torn():
    """No blank is doubled, or no line ends in one."""
    single = [Row(Traced.whole(line), 0, 0) for line in ("the proper way ", "to decline", "one; although any person")]
    closed = [Row(Traced.whole(line), 0, 0) for line in ("the  proper  way", "to  decline", "one;  although  any")]
    assert not is_torn(single)
    assert not is_torn(closed)
