"""PDF text layers: words, lines and blocks from characters."""

import pytest

from tasks.model.errors import BrokenSource, NoTextLayer, ReaderMissing
from tasks.read import pdf_damaged, read
from tasks.read.pdf import Word
from tasks.read.pdf_lines import blocks_of
from tests.source_files import column, packed, pdf, show
from tests.test_read import keeps_its_words, word

pytest.importorskip("pypdfium2", reason="the extra 'pdf' is not installed")


def only(*contents, **more):
    (page,) = read(pdf(*contents, **more))
    keeps_its_words(page)
    return page


def test_words_with_place_size_and_weight():
    page = only(show(50, 500, "Bridge opened", 20, "F2") + show(50, 470, "Merrowby, Tuesday.", 10))
    assert page.text == "Bridge opened\n\nMerrowby, Tuesday."
    assert (page.format, page.unit, page.width, page.height) == ("pdf", "point", 400, 600)
    head, body = word(page, "Bridge"), word(page, "Merrowby,")
    assert (head.size, head.bold, body.size, body.bold) == (pytest.approx(20), True, pytest.approx(10), False)
    assert head.box.x == pytest.approx(50, abs=1)
    assert 75 < head.box.y < head.box.bottom < 107
    assert [round(line.size) for line in page.lines] == [20, 10]


def test_a_line_is_set_in_the_face_of_most_of_its_type():
    page = only(
        show(50, 500, "Bridge opened", 20, "F2") + show(50, 470, "Merrowby,", 10) + show(100, 470, "on 2 May", 10, "F2")
    )
    assert page.faces == ("Helvetica",)
    data = pdf(show(50, 500, "Bridge opened", 20, "F2") + show(50, 470, "Merrowby,", 10) + show(100, 470, "2 May", 10, "F2"))
    (page,) = read(data.replace(b"/Helvetica-Bold", b"/ABCDEF+Garamond-Italic"))
    assert page.faces == ("Garamond", "Helvetica")
    assert [line.face for line in page.lines] == [0, 1]


def test_type_without_a_name_has_no_face():
    (page,) = read(pdf(show(50, 500, "Bridge", 20, "F2")).replace(b"/Helvetica-Bold", b"/" + b"x" * 200))
    assert (page.faces, [line.face for line in page.lines]) == ((), [None])


def test_size_is_that_of_the_print():
    page = only("q 0.5 0 0 0.5 0 0 cm " + show(100, 1000, "Half", 20) + "Q")
    assert word(page, "Half").size == pytest.approx(10)


def test_columns_are_blocks_in_reading_order():
    left = column(20, 500, "first line of the", "left-hand column")
    right = column(160, 500, "then the right", "one ends here")
    page = only(right + left + show(20, 540, "A headline over both columns", 20))
    assert page.text.split("\n\n") == [
        "A headline over both columns", "first line of the\nleft-hand column", "then the right\none ends here",
    ]  # fmt: skip


def test_wide_blanks_of_justification_are_within_a_line():
    words = "".join(f"1 0 0 1 {x} 500 Tm ({text}) Tj " for x, text in ((20, "not"), (70, "two"), (118, "for")))
    page = only(f"BT /F1 10 Tf {words} ET" + show(20, 488, "one reason is a re"))
    assert page.text == "not two for\none reason is a re"


def test_drop_cap_begins_its_word():
    page = only(show(20, 476, "W", 34) + column(56, 500, "hen the bridge", "was opened") + show(20, 464, "the rain stopped"))
    assert page.text.split("\n")[0] == "When the bridge"


def test_drop_cap_that_was_painted_before_a_credit_begins_its_own_line():
    credit, body = show(20, 514, "Told by Ada Lunn"), column(56, 500, "hen the bridge", "was opened")
    page = only(show(20, 476, "W", 34) + credit + body + show(20, 464, "the rain stopped"))
    assert page.text.replace("\n\n", "\n").split("\n")[:3] == ["Told by Ada Lunn", "When the bridge", "was opened"]


def test_tall_letter_that_is_a_word_stays_one():
    page = only(show(20, 476, "A", 34) + show(46, 500, " man came") + show(46, 488, "in"))
    assert page.text.split("\n")[0] == "A man came"


@pytest.mark.parametrize(
    ("cap", "x", "rest", "expected"), [("M.", 76, "Cass, of", "M. Cass, of"), ("L'", 66, "hiver de", "L'hiver de")]
)
def test_a_drop_cap_may_have_a_mark_behind_it(cap, x, rest, expected):
    page = only(show(20, 476, cap, 34) + column(x, 500, rest, "Brumont") + show(20, 464, "the rain stopped"))
    assert page.text.split("\n")[0] == expected


def test_letters_of_one_width_below_each_other_are_no_ligature():
    letters = "".join(show(20, 500 - 24 * i, letter, 20) for i, letter in enumerate("HNDR"))
    (upright,) = [line for line in only(letters + show(60, 500, "Rooms to let")).lines if line.upright]
    assert upright.box.height > 80


def test_letters_one_below_the_other_are_an_upright_line():
    letters = "".join(show(20, 500 - 24 * i, letter, 20) for i, letter in enumerate("HOTEL"))
    page = only(letters + show(60, 500, "Rooms to let"))
    assert "HOTEL" not in page.text.split("\n")
    upright = next(line for line in page.lines if line.upright)
    assert page.text[slice(*upright.span)].replace(" ", "") == "HOTEL"
    assert upright.box.height > 3 * upright.box.width


def test_words_painted_twice_count_once():
    page = only(show(20, 500, "Shadow play") + show(20.4, 499.8, "Shadow play") + show(20, 480, "Shadow once more"))
    assert page.text.split() == ["Shadow", "play", "Shadow", "once", "more"]


def test_hyphen_at_the_line_end_is_a_hyphen():
    page = only(column(20, 500, "the accom\xad", "plishment of it"))
    assert page.text in ("the accom-\nplishment of it", "the accom\nplishment of it")
    assert only(column(20, 500, "the accom-", "plishment of it")).text == "the accom-\nplishment of it"


def test_turned_line_is_read_along_its_direction():
    turned = "BT /F1 8 Tf 0 1 -1 0 390 300 Tm (Photo by Ada Lunn) Tj ET\n"
    page = only(column(20, 500, "The mayor and", "the engineer") + turned)
    assert page.text == "The mayor and\nthe engineer\n\nPhoto by Ada Lunn"
    credit = page.lines[-1].box
    assert credit.height > 5 * credit.width


@pytest.mark.parametrize(("rotate", "corner"), [(0, (50, 90)), (90, (490, 50)), (180, (300, 490)), (270, (90, 300))])
def test_turned_page_has_its_boxes_where_they_are_seen(rotate, corner):
    page = only(show(50, 500, "Bridge", 20), rotate=rotate)
    assert (page.width, page.height) == ((400, 600) if rotate % 180 == 0 else (600, 400))
    box = word(page, "Bridge").box
    assert abs(box.x - corner[0]) < 45
    assert abs(box.y - corner[1]) < 45
    assert (box.width > box.height) == (rotate % 180 == 0)


def test_page_whose_corner_is_not_nought():
    plain, moved = only(show(50, 500, "Bridge")), only(show(150, 700, "Bridge"), box="100 200 500 800")
    assert word(plain, "Bridge").box == pytest.approx(word(moved, "Bridge").box)


@pytest.mark.parametrize("box", ["400 600 0 0", "0 600 400 0"])
def test_corners_of_a_page_may_be_told_in_any_order(box):
    plain, other = only(show(50, 500, "Bridge")), only(show(50, 500, "Bridge"), box=box)
    assert word(other, "Bridge").box == word(plain, "Bridge").box


@pytest.mark.parametrize("box", ["0 0 0 0", "a b c d"])
def test_boxes_of_a_page_without_a_size_are_on_the_sheet_that_pdfium_shows(box):
    page = only(show(50, 500, "Bridge"), box=box)
    assert 0 < word(page, "Bridge").box.y < word(page, "Bridge").box.bottom < page.height


def test_type_of_a_size_below_nought_that_is_turned_back_stands_upright():
    plain = only(show(50, 500, "The old bridge"))
    turned = only("BT /F1 -10 Tf -1 0 0 -1 50 500 Tm (The old bridge) Tj ET")
    assert (turned.text, turned.lines, turned.words) == (plain.text, plain.lines, plain.words)


def test_pages_and_a_blank_one_between():
    pages = read(pdf(show(50, 500, "one"), "", show(50, 500, "three")))
    assert [(page.number, page.text) for page in pages] == [(1, "one"), (2, ""), (3, "three")]


def test_same_file_gives_the_same_pages():
    data = pdf(column(20, 500, "first line of the", "left-hand column"))
    assert read(data) == read(data)


def test_pictures_alone_are_an_error_that_says_so():
    with pytest.raises(NoTextLayer, match="2 pages") as caught:
        read(pdf("0 0 100 100 re f", ""))
    assert "OCR" in caught.value.mend


@pytest.mark.parametrize("cut", [30, 300, 600])
def test_truncated_file(cut):
    with pytest.raises(BrokenSource, match=f"expected a PDF of {cut} bytes"):
        read(pdf(show(50, 500, "Bridge"))[:cut])


def test_missing_library_says_what_to_install(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pypdfium2", None)
    with pytest.raises(ReaderMissing) as caught:
        read(pdf(show(50, 500, "Bridge")))
    assert "clipsheet[pdf]" in caught.value.mend


def letters(x, y, text, size, step):
    """Each letter painted by itself."""
    return "".join(show(x + n * step, y, letter, size) for n, letter in enumerate(text) if letter != " ")


def test_letters_set_apart_are_one_word():
    page = only(letters(20, 500, "190826 5003", 10, 8.4) + show(20, 488, "inhabitants in all"))
    assert page.text.split("\n")[0] == "190826 5003"


def test_a_thin_blank_is_one():
    page = only(show(20, 500, "We") + show(36, 500, "know") + show(61.8, 500, "38") + show(74.5, 500, "000"))
    assert page.text == "We know 38 000"
    page = only(show(20, 500, "We know 38") + show(76.7, 500, "000"))
    assert page.text == "We know 38000", "a line with blanks that are painted has no others"


def test_letters_painted_by_themselves_stay_with_their_line():
    page = only(letters(20, 500, "OGDQGO", 30, 24) + letters(22, 490, "onnaoanoonoo", 8, 5))
    assert page.text == "OGDQGO\n\nonnaoanoonoo"


@pytest.mark.parametrize("between", ["", show(200, 476, "Told by Ada Lunn")])
def test_a_drop_cap_stands_above_its_word_that_has_no_room_beside_it(between):
    page = only(show(20, 476, "M", 34) + between + column(20, 460, "ONTREUIL-", "LAC, Monday."))
    assert "MONTREUIL-" in page.text.split("\n")


@pytest.mark.parametrize(
    ("last", "text", "left", "top"),
    [("到", "文/记者", 20, 123), ("鱿鱼”", "文/记者", 20, 123), ("鱿鱼”", "辆。", 65, 100)],
)
def test_a_headlines_last_characters_are_no_drop_cap(last, text, left, top):
    tall = Word(last, 20, 100, 55, 122, 119, 22, None, 0, spaced=False)
    small = Word(text, left, top, left + 30, top + 8, top + 7, 8, None, 0, spaced=False)
    head = Word("古镇只剩", 20, 78, 108, 100, 97, 22, None, 0, spaced=False)
    found = [line for block in blocks_of([head, tall, small]) for line in block.lines]
    assert ["".join(word.text for word in line.words) for line in found] == [head.text, tall.text, text]


def test_a_drop_cap_begins_an_indented_line():
    page = only(show(20, 476, "W", 34) + show(72, 500, "hen the bridge") + column(56, 488, "was opened", "the rain stopped"))
    assert page.text.split("\n")[0] == "When the bridge"


def test_lines_of_two_columns_on_one_baseline_are_two():
    byline, opening = show(20, 500, "By our own reporter"), show(140, 500, "Karlsruhe, 4.")
    assert only(byline + opening + column(130, 488, "March. The bridge")).text.split("\n")[0] == "By our own reporter"
    row = byline + opening + show(20, 488, "By nobody")
    assert only(row).text.split("\n")[0] == "By our own reporter Karlsruhe, 4."


def test_what_a_page_was_answered_is_not_another_one_s():
    short, long = pdf(show(50, 500, "Bridge", 20, "F2")), pdf(*[column(20, 580, *["a line of the text"] * 40)] * 2)
    first = [read(data) for data in (short, long)]
    assert [read(data) for data in (short, long)] == first
    assert [word.bold for page in first[0] for word in page.words] == [True]
    assert {word.bold for page in first[1] for word in page.words} == {False}
    assert len({page.text for page in first[1]}) == 1


@pytest.mark.parametrize(("length", "bold"), [(100, True), (200, None)])
def test_of_a_font_with_a_very_long_name_nothing_is_known(length, bold):
    name = b"Bold" + b"x" * (length - 4)
    data = pdf(show(50, 500, "Bridge") + show(50, 480, "opened", 10, "F2")).replace(b"/Helvetica-Bold", b"/" + name)
    (page,) = read(data)
    assert [word.bold for word in page.words] == [False, bold]


LINES = column(20, 580, *(f"The ferry sails at {hour} o'clock." for hour in range(40)))


@pytest.mark.parametrize("harm", [{"cut": 20}, {"cut": 150}, {"spoilt": b"\x78\x9c\xff\xff"}])
def test_a_page_whose_text_does_not_unpack_to_its_end_is_damaged_and_others_are_not(harm):
    first, second = read(packed(LINES, LINES, **harm))
    assert not first.text
    assert first.damage.startswith("expected page 1 of 2, but its stream at byte 5")
    assert (len(second.lines), second.damage) == (40, None)
    with pytest.raises(BrokenSource, match=r"page 1 of 1, but its stream at byte \d+ cannot be unpacked to its end"):
        read(packed(LINES, **harm))


def test_a_stream_that_lacks_its_checksum_alone_is_whole():
    assert [len(page.lines) for page in read(packed(LINES, LINES, cut=4))] == [40, 40]


def test_a_page_that_cannot_be_opened_is_damaged_and_others_are_not():
    first, second = read(pdf(LINES, LINES).replace(b"[5 0 R", b"[9 0 R"))
    assert first.damage.startswith("expected page 1 of 2, but it cannot be opened")
    assert (len(second.lines), second.damage) == (40, None)


@pytest.mark.parametrize("said", [b" /Subtype /Image", b" /Length1 9", b" /Subtype /Form"])
def test_streams_that_paint_no_text_of_a_page_may_be_damaged(said):
    other = b"\n50 0 obj\n<< /Filter /FlateDecode%s >>\nstream\n\x78\x9c\xff\xff\nendstream\nendobj" % said
    data = packed(LINES, LINES) + other
    plain = data.replace(said, b"")
    assert not pdf_damaged.broken_streams(plain), "no page names it"
    assert not pdf_damaged.broken_streams(data + b"\n% /ObjStm")
    assert pdf_damaged.broken_streams(plain + b"\n% /ObjStm"), "pages that are packed may name it"
    assert [page.damage for page in read(plain + b"\n% /ObjStm")] == [None, None], "no page paints it"
