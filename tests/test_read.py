"""The room ``read``: each format's words, where they stand, and in what order they are read."""

import pytest

from tasks.model.errors import BrokenSource, UnknownFormat
from tasks.model.source import Box, ItemPart
from tasks.read import read
from tasks.read.formats import format_of
from tasks.read.issue import in_issue
from tasks.read.mets import read_mets
from tests.source_files import ALTO, HOCR, METS, OCROPUS, PAGE, TSV


def only(data: str | bytes, ordering="auto"):
    (page,) = read(data.encode() if isinstance(data, str) else data, ordering)
    keeps_its_words(page)
    return page


def keeps_its_words(page):
    """Words, lines and blocks stand in the text in order, and nothing else does."""
    at = 0
    for word in page.words:
        start, end = word.span
        assert page.text[at:start].strip() == ""
        assert page.text[start:end].split() == [page.text[start:end]] or " " in page.text[start:end].strip()
        at = end
    assert page.text[at:].strip() == ""
    for line in page.lines:
        block = page.blocks[line.block]
        assert block.span[0] <= line.span[0] < line.span[1] <= block.span[1]
    assert [page.text[slice(*line.span)] for line in page.lines] == [row for row in page.text.split("\n") if row]
    assert [page.text[slice(*block.span)] for block in page.blocks] == page.text.split("\n\n")


def word(page, text):
    (found,) = [item for item in page.words if page.text[slice(*item.span)] == text]
    return found


def test_alto():
    page = only(ALTO)
    assert page.text == "Neue Brücke\n\nDie Brük-\nke steht\n\nOfenrohre"
    assert (page.format, page.unit, page.label, page.width, page.height) == ("alto", "mm10", "4", 2000, 3000)
    assert word(page, "Neue")[1:] == (Box(100, 100, 300, 90), 24, True, None, "w1", None)
    assert word(page, "Brük-")[1:] == (Box(180, 300, 102, 30), 9, False, None, "w4", "Brükke")
    assert word(page, "ke").joined == "Brükke"
    assert (word(page, "Die").confidence, word(page, "steht").bold) == (0.9, True)
    assert [(block.id, block.role, block.parent) for block in page.blocks] == [
        ("b1", "heading", None), ("b2", None, None), ("b3", "Advertisement", "c1"),
    ]  # fmt: skip
    assert [(line.id, line.size) for line in page.lines] == [("l1", 24), ("l2", 9), ("l3", 9), ("l4", 9)]


def test_given_order_is_the_files():
    assert only(ALTO, "given").text == "Ofenrohre\n\nDie Brük-\nke steht\n\nNeue Brücke"


def test_order_that_people_saw_to_is_kept():
    made = ALTO.replace("</Description>", "<softwareName>CCS docWORKS</softwareName></Description>")
    assert only(made).text == only(ALTO, "given").text
    assert only(made, "geometry").text == only(ALTO).text


@pytest.mark.parametrize(
    "root",
    [
        "<alto>",
        '<alto xmlns="http://schema.ccs-gmbh.com/ALTO">',
        '<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#">',
        '<alto:alto xmlns:alto="http://www.loc.gov/standards/alto/ns-v2#">',
    ],
)
def test_alto_of_all_versions(root):
    made = ALTO.replace('<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#">', root)
    made = made.replace("</alto>", "</alto:alto>" if root.startswith("<alto:") else "</alto>")
    assert only(made).text == only(ALTO).text


def test_alto_without_places_keeps_the_files_order():
    made = """<alto><Layout><Page ID="p"><PrintSpace><TextBlock HPOS="" VPOS=""><TextLine>
      <String CONTENT="one" HPOS="" VPOS="" WIDTH="" HEIGHT=""/><String CONTENT="two"/></TextLine></TextBlock>
      <TextBlock><TextLine><String CONTENT="three"/></TextLine></TextBlock></PrintSpace></Page></Layout></alto>"""
    page = only(made)
    assert page.text == "one two\n\nthree"
    assert {item.box for item in page.words} == {None}


def test_lines_that_hold_a_whole_page_fall_apart_at_their_ends():
    words = [("Career", 10, 10), ("of", 80, 12), ("these", 10, 40), ("men", 70, 41), ("ends", 12, 70)]
    strings = "".join(f'<String CONTENT="{w}" HPOS="{x}" VPOS="{y}" WIDTH="50" HEIGHT="20"/>' for w, x, y in words)
    assert only(one_line(strings)).text == "Career of\nthese men\nends"


def test_hyphen_that_is_written_twice_is_printed_once():
    made = ALTO.replace('CONTENT="Brük"', 'CONTENT="Brük-"')
    assert "Die Brük-\nke" in only(made).text


def test_nothing_within_a_word_parts_lines_or_pages():
    made = ALTO.replace('CONTENT="steht"', 'CONTENT="st&#12;e&#x2028;h&#x85;t"'.replace("&#12;", " "))
    page = only(made)
    assert page.text.count("\n") == only(ALTO).text.count("\n")
    assert "st e h t" in page.text


def test_hocr_of_tesseract():
    page = only(HOCR)
    assert page.text == "Opening\n\nThe bridge\nstands"
    assert (page.format, page.unit, page.width, page.height) == ("hocr", "pixel", 1000, 1400)
    assert word(page, "The")[1:] == (Box(100, 300, 60, 30), None, None, 0.91, "w3", None)
    assert word(page, "bridge").bold is True
    assert [line.size for line in page.lines] == [90, 30, 30]
    assert [block.role for block in page.blocks] == ["header", None]


def test_hocr_of_ocropus_has_lines_alone():
    page = only(OCROPUS)
    assert page.text == "Opening of the\nbridge & quay"
    first = word(page, "Opening").box
    assert (first.x, first.y, first.height) == (100, 100, 30)
    assert first.right < word(page, "of").box.x < word(page, "the").box.right <= 500.001


def test_hocr_keeps_text_beside_words_and_within_a_word_that_holds_another():
    within = HOCR.replace("'>The</span>", "'>The <span class='ocrx_word'>old</span> iron</span>")
    assert only(within).text == "Opening\n\nThe old iron bridge\nstands"
    beside = HOCR.replace("'>The</span>", "'>The</span> old").replace("</span></span></p>", "</span> firm</span></p>", 1)
    assert only(beside).text.startswith("Opening\n\nThe old bridge\nstands firm")
    assert word(only(beside), "old").box is None


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("declared", ["UTF-8", "UTF-16"])
def test_xml_in_utf_16_is_known_with_a_mark_and_without(codec, declared):
    assert only(ALTO.replace('"UTF-8"', f'"{declared}"').encode(codec)).text == only(ALTO).text
    with pytest.raises(BrokenSource, match="in UTF-16, but there are bytes that are not in it"):
        read(ALTO.encode(codec)[:-1])


def test_page_xml():
    page = only(PAGE, "geometry")
    assert page.text == "Neue Brücke\n\nDie Brük¬\nke steht"
    assert (page.format, page.width) == ("page", 1000)
    assert [block.role for block in page.blocks] == ["heading", "paragraph"]
    assert word(page, "Die")[1:] == (Box(100, 300, 60, 30), 9, True, 0.9, "w1", None)
    assert (word(page, "Brük¬").joined, word(page, "ke").joined) == ("Brükke", "Brükke")
    assert word(page, "ke").box == Box(100, 340, 40, 30), "a corrected line keeps its words' places"
    assert word(page, "Neue").confidence == 0.8


def test_page_xml_whose_regions_alone_have_text():
    lines = "".join(f'<TextLine id="l{y}"><Coords points="100,{y} 500,{y + 30}"/></TextLine>' for y in (100, 140))
    region = f'<TextRegion id="r1">{lines}<TextEquiv><Unicode>Neue Brücke\nsteht</Unicode></TextEquiv></TextRegion>'
    page = only(f"<PcGts><Page>{region}</Page></PcGts>")
    assert (page.text, word(page, "steht").box) == ("Neue Brücke\nsteht", Box(100, 140, 400, 30))
    page = only(f"<PcGts><Page>{region.replace('Brücke', chr(10))}</Page></PcGts>")
    assert page.text == "Neue\nsteht"
    page = only(f"<PcGts><Page>{region.replace('Brücke', chr(10) + 'Brücke')}</Page></PcGts>")
    assert (page.text, word(page, "steht").box) == ("Neue\nBrücke\nsteht", None)


def test_page_xml_whose_glyphs_alone_have_text():
    glyphs = "".join(f"<Glyph><TextEquiv><Unicode>{letter}</Unicode></TextEquiv></Glyph>" for letter in "steht")
    line = f"<TextLine><Word>{glyphs}</Word><Word>{glyphs}<TextEquiv><Unicode>fest</Unicode></TextEquiv></Word></TextLine>"
    assert only(f"<PcGts><Page><TextRegion>{line}</TextRegion></Page></PcGts>").text == "steht fest"


def test_a_picture_in_a_region_of_page_xml_leaves_the_region_its_place():
    line = "<TextLine><TextEquiv><Unicode>Brücke</Unicode></TextEquiv></TextLine>"
    picture = '<ImageRegion><Coords points="5,5 9,9"/></ImageRegion>'
    page = only(f'<PcGts><Page><TextRegion><Coords points="1,1 90,90"/>{picture}{line}</TextRegion></Page></PcGts>')
    assert page.blocks[0].box == Box(1, 1, 89, 89)


def test_page_xml_in_its_own_reading_order():
    assert only(PAGE, "given").text == only(PAGE).text == "Die Brük¬\nke steht\n\nNeue Brücke"
    without = PAGE[: PAGE.index("<ReadingOrder>")] + PAGE[PAGE.index("</ReadingOrder>") + 15 :]
    assert only(without).text == only(PAGE, "geometry").text


def regions(order):
    made = """<PcGts><Page imageWidth="9" imageHeight="9">{}<TextRegion id="a">
      <TextLine><TextEquiv><Unicode>der Brük¬</Unicode>
      </TextEquiv></TextLine></TextRegion><TextRegion id="b"><TextLine><TextEquiv><Unicode>4</Unicode></TextEquiv></TextLine>
      </TextRegion><TextRegion id="c"><TextLine><TextEquiv><Unicode>ke steht</Unicode></TextEquiv></TextLine></TextRegion>
      </Page></PcGts>"""
    refs = "".join(f'<RegionRefIndexed index="{i}" regionRef="{name}"/>' for i, name in enumerate(order))
    return made.format(f"<ReadingOrder><OrderedGroup>{refs}</OrderedGroup></ReadingOrder>" if refs else "")


def test_word_divided_at_the_end_of_a_region_goes_on_in_the_next_that_is_read():
    joined = [item.joined for item in only(regions("bac")).words]
    assert joined == [None, None, "Brükke", "Brükke", None]


def test_word_divided_at_the_end_of_a_region_is_left_where_no_order_is_known():
    assert {item.joined for item in only(regions("")).words} == {None}


def test_page_xml_of_2010_gives_corners_one_by_one():
    made = PAGE.replace("2019-07-15", "2010-03-19").replace(
        '<Coords points="100,340 140,340 140,370 100,370"/>',
        '<Coords><Point x="100" y="340"/><Point x="140" y="340"/><Point x="140" y="370"/><Point x="100" y="370"/></Coords>',
    )
    assert word(only(made), "ke").box == Box(100, 340, 40, 30)


def test_lines_of_a_tables_cells_are_read():
    """Transkribus has them right within the cells, which no reading order names."""

    def part(tag, top, inside):
        return f'<{tag} id="{tag}{top}"><Coords points="90,{top} 500,{top} 500,{top + 40} 90,{top + 40}"/>{inside}</{tag}>'

    def line(top):
        return part("TextLine", top, f"<TextEquiv><Unicode>{top}</Unicode></TextEquiv>")

    cells = [part("TableCell", top, line(top)) for top in (500, 550)]
    table = part("TableRegion", 500, "".join([*cells, part("TextRegion", 600, line(600))]))
    page = only(PAGE.replace("</Page>", f"{table}</Page>"))
    assert "500 550 600" in " ".join(page.text.split())
    assert [block.role for block in page.blocks].count("table") == 3


def test_page_xml_region_with_nothing_but_its_text():
    made = """<PcGts><Page imageWidth="9" imageHeight="9"><TextRegion id="r"><TextEquiv><Unicode>eins zwei
drei</Unicode></TextEquiv></TextRegion></Page></PcGts>"""
    assert only(made).text == "eins zwei\ndrei"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (ALTO, "alto"), (HOCR, "hocr"), (OCROPUS, "hocr"), (PAGE, "page"), (METS, "mets"), ("%PDF-1.7\n", "pdf"),
        ("<!-- a -->\n<alto/>", "alto"), ("Brücke gesperrt", None), ("", None), ("< 3 Uhr", None),
        ("<br> is HTML's line break", None), ("<特派记者> 报道", None),
    ],
)  # fmt: skip
def test_format_is_told_by_content(text, kind):
    assert format_of(text.encode()) == kind


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("<?xml version='1.0'?><rss><channel/></rss>", "<rss>"),
        ("<!DOCTYPE html><html><body><p>Brücke</p></body></html>", "hOCR"),
        ('<tei:TEI xmlns:tei="http://www.tei-c.org/ns/1.0"/>', "<tei:TEI>"),
        ("<?xml version='1.0'?>", "no element"),
    ],
)
def test_other_markup_is_no_page(text, says):
    with pytest.raises(UnknownFormat, match=says):
        format_of(text.encode())


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1", "windows-1250"])
def test_other_encodings(encoding):
    made = ALTO.replace("UTF-8", encoding)
    assert only(made.encode(encoding)).text == only(ALTO).text


def test_encoding_with_many_bytes_a_character():
    made = '<?xml version="1.0" encoding="GB18030"?><alto><Layout><Page><PrintSpace><TextBlock><TextLine>'
    made += '<String CONTENT="环卫中心"/></TextLine></TextBlock></PrintSpace></Page></Layout></alto>'
    assert only(made.encode("gb18030")).text == "环卫中心"


def one_line(strings):
    return f"<alto><Layout><Page><TextBlock><TextLine>{strings}</TextLine></TextBlock></Page></Layout></alto>"


def chinese(*places):
    strings = "".join(f'<String CONTENT="{c}" HPOS="{x}" VPOS="0" WIDTH="20" HEIGHT="20"/>' for c, x in places)
    return one_line(strings)


def test_chinese_characters_stand_together_but_for_wide_white():
    assert only(chinese(("冬", 0), ("季", 21), ("森", 42), ("林", 63), ("防", 100), ("火", 121))).text == "冬季森林 防火"


def test_letter_spaced_chinese_has_no_blanks():
    assert only(chinese(*((c, 35 * i) for i, c in enumerate("冬季森林防火")))).text == "冬季森林防火"


def test_mets():
    issue = read_mets(METS.encode())
    assert (issue.title, issue.date) == ("Wesertaler Bote", "1904-01-17")
    assert [(page.number, page.label, page.resource) for page in issue.pages] == [(1, "IV", "two.xml"), (2, "V", "one.xml")]
    article, advert = issue.items
    assert (article.type, article.title, article.authors) == ("ARTICLE", "Neue Brücke", ("Hedwig Strohm",))
    assert article.parts == (ItemPart("two.xml", "b1", "b1", "HEADING"), ItemPart("two.xml", "b2", "b2", "BODY"))
    assert (advert.type, advert.parts) == ("Advert", (ItemPart("one.xml", "w1", "w2", ""),))


def test_pages_are_those_of_the_issue_whose_mets_lists_their_file():
    issue = read_mets(METS.encode())
    pages = [page for name in ("one.xml", "two.xml") for page in in_issue(read(ALTO.encode()), issue, name)]
    assert [(page.number, page.label) for page in pages] == [(2, "V"), (1, "IV")]
    assert {(page.title, page.date) for page in pages} == {("Wesertaler Bote", "1904-01-17")}
    alone = read(ALTO.encode())
    assert in_issue(alone, issue, "three.xml") == alone


def test_tsv():
    page = only(TSV)
    assert page.text == "Opening\n\nThe bridge\nstands"
    assert (page.format, page.unit, page.width, page.height) == ("tsv", "pixel", 1000, 1400)
    assert word(page, "The")[1:] == (Box(100, 300, 60, 30), None, None, 0.912, None, None)
    assert [line.size for line in page.lines] == [90, 30, 30]


def test_a_broken_row_of_tsv_is_named():
    with pytest.raises(BrokenSource, match="expected a row of 12 columns") as told:
        read(TSV.replace("5|1|1|1|2|1|100".replace("|", "\t"), "5\tx").encode())
    assert told.value.line == 9


NOWHERE = ("NaN", "inf", "-1e300", "1e9", "left", "")


@pytest.mark.parametrize("value", NOWHERE)
@pytest.mark.parametrize("name", ["HPOS", "VPOS", "WIDTH", "HEIGHT"])
def test_a_word_of_alto_that_is_nowhere_has_no_place(name, value):
    page = only(
        ALTO.replace(
            'CONTENT="Neue" ' + 'HPOS="100" VPOS="100" WIDTH="300" HEIGHT="90"', 'CONTENT="Neue" ' + places(name, value)
        )
    )
    assert word(page, "Neue").box is None
    assert word(page, "Brücke").box == Box(450, 100, 400, 90)


def places(name: str, value: str) -> str:
    stated = {"HPOS": "100", "VPOS": "100", "WIDTH": "300", "HEIGHT": "90"} | {name: value}
    return " ".join(f'{side}="{one}"' for side, one in stated.items())


@pytest.mark.parametrize(
    ("data", "printed", "made"),
    [
        (ALTO, 'WIDTH="300" HEIGHT="90"', 'WIDTH="-300" HEIGHT="90"'),
        (HOCR, "bbox 100 300 160 330; x_wconf", "bbox 160 300 100 330; x_wconf"),
        (HOCR, "bbox 100 300 160 330; x_wconf", "bbox 100 300 1.6.0 330; x_wconf"),
    ],
)
def test_a_box_that_is_none_is_not_taken(data, printed, made):
    assert printed in data
    page = only(data.replace(printed, made))
    assert word(page, "Neue" if data is ALTO else "The").box is None


@pytest.mark.parametrize(
    ("data", "printed", "made"),
    [
        (ALTO, 'FONTSIZE="9"', 'FONTSIZE="-9"'), (ALTO, 'FONTSIZE="9"', 'FONTSIZE="nan"'), (ALTO, 'WC="0.9"', 'WC="inf"'),
        (PAGE, 'fontSize="9.0"', 'fontSize="-9"'), (PAGE, 'fontSize="9.0"', 'fontSize="small"'),
        (PAGE, '<TextEquiv conf="0.9">', '<TextEquiv conf="sure">'),
    ],
)  # fmt: skip
def test_a_size_or_confidence_that_is_none_is_not_known(data, printed, made):
    assert printed in data
    before, after = word(only(data), "Die"), word(only(data.replace(printed, made)), "Die")
    lacks = {name for name in before._fields if getattr(before, name) != getattr(after, name)}
    assert lacks == ({"confidence"} if "0.9" in printed else {"size"})
    assert getattr(after, *lacks) is None


@pytest.mark.parametrize(("data", "width"), [(ALTO, 'WIDTH="2000"'), (PAGE, 'imageWidth="1000"')])
@pytest.mark.parametrize("value", [*NOWHERE, "-5"])
def test_a_sheet_whose_size_is_none_has_none(data, width, value):
    page = only(data.replace(width, f'{width.partition("=")[0]}="{value}"', 1))
    assert (page.width, page.height > 0) == (0, True)


@pytest.mark.parametrize("value", [*NOWHERE, "-5"])
def test_tsv_has_numbers_alone(value):
    with pytest.raises(BrokenSource, match="all but the last numbers") as told:
        read(TSV.replace("\t60\t30\t91.2", f"\t{value}\t30\t91.2").encode())
    assert told.value.line == 6
