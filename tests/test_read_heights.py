"""The height of type by the boxes of words, where the format states no size."""

import pytest

from tasks.model.source import Box
from tasks.read import read
from tasks.read.found import FoundLine, FoundWord
from tasks.read.heights import agreed, are_tight, evened, line_height

TIGHT = {"sun": 18, "at": 21, "gray": 26, "Bold": 26, "on,": 22, "Joy": 33, "1904": 25, "rot,": 25, "nun.“": 25}
"""Words of one type of 33 pixels, each as high as its letters."""


def line(*words, height=None):
    boxes = [Box(i * 100, 0, 90, height or TIGHT[word]) for i, word in enumerate(words)]
    return FoundLine([FoundWord(word, box) for word, box in zip(words, boxes, strict=True)])


@pytest.mark.parametrize(
    "words", [["sun"], ["at"], ["Bold", "1904"], ["sun", "gray", "on,"], ["Joy", "at", "sun"], ["rot,"], ["nun.“"]]
)
def test_each_word_tells_the_height_of_the_whole_type(words):
    assert line_height(line(*words), True) == pytest.approx(33, rel=0.05)


def test_one_word_measured_badly_changes_nothing():
    whole = line("Bold", "sun", "Joy")
    whole.words[1] = whole.words[1]._replace(box=Box(100, -40, 90, 67))
    assert line_height(whole, True) == pytest.approx(34, rel=0.05)


def test_low_letters_in_the_box_of_their_line_are_no_larger_type():
    whole = line("Bold", "sun", "Joy", height=33)
    assert line_height(whole, True) == 33
    whole.words[1] = whole.words[1]._replace(box=Box(100, 8, 90, 18))
    assert line_height(whole, True) == pytest.approx(33, rel=0.05)


def test_words_as_high_as_their_line_are_taken_as_they_are():
    lines = [line("Bold", "sun", "Joy", height=30), line("sun", "on,", height=30)]
    assert not are_tight(lines)
    assert [line_height(each, False) for each in lines] == [30, 30]
    assert are_tight([line("Bold", "sun", "Joy"), line("sun", "Joy")])


def test_other_scripts_have_the_height_of_their_tall_words():
    assert line_height(FoundLine([FoundWord("山", Box(0, 0, 30, 28)), FoundWord("一", Box(30, 12, 30, 4))]), True) == 28


def test_lines_of_one_block_are_evened_up_to_what_measuring_does():
    assert evened([30, 33, None, 32, 60]) == [32.5, 32.5, None, 32.5, 60]


def test_alto_without_sizes_has_one_size_for_one_type():
    rows = [["sun", "at"], ["Bold", "Joy", "sun"], ["sun", "on,", "rot,"], ["gray", "1904"]]
    strings = [
        "".join(
            f'<String CONTENT="{w}" HPOS="{100 * i}" VPOS="{50 * n}" WIDTH="90" HEIGHT="{TIGHT[w]}"/>'
            for i, w in enumerate(row)
        )
        for n, row in enumerate(rows)
    ]
    lines = "".join(f'<TextLine HPOS="0" VPOS="0" WIDTH="1" HEIGHT="1">{row}</TextLine>' for row in strings)
    file = f'<alto><Layout><Page WIDTH="900" HEIGHT="900"><TextBlock>{lines}</TextBlock></Page></Layout></alto>'
    (page,) = read(file.encode())
    assert len({line.size for line in page.lines}) == 1
    assert page.lines[0].size == pytest.approx(33, rel=0.05)


def sized(first, second):
    """The sizes of two lines in one type of 33 pixels, which the file calls nine points of the words in these."""
    rows = [
        f'<TextLine><String CONTENT="Bold" HPOS="0" VPOS="0" WIDTH="90" HEIGHT="26" {first}/>'
        '<String CONTENT="Joy" HPOS="100" VPOS="0" WIDTH="90" HEIGHT="33"/></TextLine>',
        f'<TextLine><String CONTENT="gray" HPOS="0" VPOS="50" WIDTH="90" HEIGHT="26" {second}/></TextLine>',
    ]
    file = (
        '<alto><Styles><TextStyle ID="s" FONTSIZE="9"/></Styles><Layout><Page WIDTH="900" HEIGHT="900">'
        f"<TextBlock>{''.join(rows)}</TextBlock></Page></Layout></alto>"
    )
    (page,) = read(file.encode())
    assert [word.size for word in page.words] == [9.0 if first else None, None, 9.0 if second else None]
    return [line.size for line in page.lines]


def test_points_that_some_lines_state_never_stand_beside_pixels_of_others():
    assert sized('STYLEREFS="s"', "") == [pytest.approx(33, rel=0.05)] * 2


def test_points_are_taken_where_all_lines_state_them():
    assert sized('STYLEREFS="s"', 'STYLEREFS="s"') == [9.0, 9.0]


def test_a_line_of_capitals_that_an_engine_states_too_large_has_its_blocks_size():
    assert agreed([40, 33, 33, 33, 34], [32, 33, 33, 33, 33], 30) == [33, 33, 33, 33, 34]
    assert agreed([60, 33, 33, 34], [59, 33, 33, 33], 30) == [60, 33, 33, 34]
    assert agreed([80], [32], 33) == [33]
    assert agreed([80], [32], 50) == [80]


def squares(text, size=30.0, step=31.0, height=None):
    """Chinese characters in boxes of their own, as an engine gives them: ``step`` from each to the next."""
    return FoundLine([FoundWord(one, Box(step * i, 0, size, height or 0.92 * size)) for i, one in enumerate(text)])


def test_chinese_type_is_told_by_a_lines_width_where_boxes_have_the_height_of_the_row():
    text = "渡口的老钟修好了"
    assert line_height(squares(text), True) == pytest.approx(30, rel=0.03)
    assert line_height(squares(text, height=60), True) == pytest.approx(30, rel=0.03)


def test_chinese_type_is_told_by_heights_where_characters_were_lost():
    assert line_height(squares("渡口的老钟修好了", step=60), True) == pytest.approx(30, rel=0.03)


def test_a_mark_at_an_end_of_a_chinese_line_is_half_a_square():
    marked = [*squares("渡口的老钟修好", height=60).words, FoundWord("。", Box(217, 20, 10, 10))]
    assert line_height(FoundLine(marked), True) == pytest.approx(30, rel=0.04)
