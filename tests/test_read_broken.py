"""Files that are damaged, hostile or of the wrong kind: what was expected, and where it broke."""

import random
import zlib

import pytest

from tasks.model.errors import BrokenSource, PageError, UnknownFormat, UnsafeMarkup
from tasks.read import pdf_unpacked, read
from tasks.read.mets import read_mets
from tests.source_files import ALTO, HOCR, METS, OCROPUS, PAGE, TSV

LAUGHS = """<?xml version="1.0"?>
<!DOCTYPE alto [<!ENTITY a "ha">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
<alto><Layout><Page><TextBlock><TextLine><String CONTENT="&c;"/></TextLine></TextBlock></Page></Layout></alto>"""

OUTSIDE = """<?xml version="1.0"?>
<!DOCTYPE alto [
<!ENTITY passwords SYSTEM "file:///etc/passwd">]>
<alto><Layout><Page><TextBlock><TextLine><String CONTENT="&passwords;"/></TextLine></TextBlock></Page></Layout></alto>"""

PARAMETER = """<?xml version="1.0"?>
<!DOCTYPE alto [<!ENTITY % more SYSTEM "http://example.org/more.dtd"> %more;]>
<alto><Layout><Page/></Layout></alto>"""


@pytest.mark.parametrize(
    ("text", "line", "says"), [(LAUGHS, 2, "'a'"), (OUTSIDE, 3, "'passwords'"), (PARAMETER, 2, "'more'")]
)
def test_entities_are_refused(text, line, says):
    with pytest.raises(UnsafeMarkup, match=says) as caught:
        read(text.encode())
    assert caught.value.line == line


def test_external_dtd_is_not_followed(monkeypatch):
    made = ALTO.replace("<alto ", '<!DOCTYPE alto SYSTEM "file:///etc/hostname">\n<alto ', 1)
    monkeypatch.setattr("builtins.open", lambda *_, **__: pytest.fail("a file was opened"))
    assert read(made.encode())[0].text.startswith("Neue Brücke")


@pytest.mark.parametrize(
    ("head", "tag"),
    [("<alto><Layout><Page>", "ComposedBlock"), ("<html><body class='ocr_page'>", "div"), ("<PcGts><Page>", "TextRegion")],
)
def test_nesting_is_bounded(head, tag):
    text = "<?xml version='1.0'?>" + head + f"<{tag}>" * 10_000
    with pytest.raises(UnsafeMarkup, match="200 deep") as caught:
        read(text.encode())
    assert (caught.value.line, caught.value.element) == (1, tag)


@pytest.mark.parametrize(
    ("text", "kind", "cut", "element"),
    [
        (ALTO, "ALTO", "<SP/>", "TextLine"), (HOCR, "hOCR", "x_wconf 90", "span"), (PAGE, "PAGE XML", 'id="w2"', "TextLine"),
    ],
)  # fmt: skip
def test_truncated_file_says_line_and_element(text, kind, cut, element):
    start = text[: text.index(cut)]
    with pytest.raises(BrokenSource, match=f"expected {kind}, but the XML breaks") as caught:
        read(start.encode())
    assert caught.value.line == start.count("\n") + 1
    assert caught.value.element == element
    assert f"line {caught.value.line}, in <{element}>" in str(caught.value)


def test_truncated_html():
    with pytest.raises(BrokenSource, match="ends before it") as caught:
        read(OCROPUS[:-20].encode())
    assert caught.value.line == OCROPUS[:-20].count("\n") + 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            ALTO.replace("http://www.loc.gov/standards/alto/ns-v3#", "http://example.org/other"),
            "found <alto> in 'http://example.org",
        ),
        (PAGE.replace("/PAGE/gts/", "/other/"), "found <PcGts> in 'http://schema.primaresearch.org/other/"),
        ("<alto><Description/></alto>", "a <Page> in its <Layout>"),
        ("<alto><Layout><TextBlock/></Layout></alto>", "within a <Page>"),
        ("<PcGts><Metadata/></PcGts>", "with a <Page>"),
        (PAGE.replace("100,340 140,340", "here 140,340"), "expected corners"),
        ("<?xml version='1.0'?><html><p class='ocr_abstract'/></html>", "no element has a class"),
        ("<?xml version='1.0' encoding='klingon'?><alto/>", "encoding that is none"),
    ],
)
def test_wrong_content_says_what_was_expected(text, says):
    with pytest.raises(BrokenSource, match="expected") as caught:
        read(text.encode())
    assert says in str(caught.value)
    assert caught.value.mend


def test_wrong_bytes_say_their_line():
    made = ALTO.encode("utf-8").replace("Brücke".encode(), b"Br\xfccke")
    with pytest.raises(BrokenSource, match="XML breaks") as caught:
        read(made)
    assert caught.value.line == made[: made.index(b"Br\xfccke")].count(b"\n") + 1


def test_wrong_bytes_in_a_declared_encoding():
    made = b'<?xml version="1.0" encoding="GB18030"?>\n<alto>' + b"\xff\xff</alto>"
    with pytest.raises(BrokenSource, match="in GB18030 as declared") as caught:
        read(made)
    assert caught.value.line == 2


@pytest.mark.parametrize("text", [METS, METS.replace(".xml", ".tif")])
def test_mets_by_itself_is_no_page(text):
    with pytest.raises(UnknownFormat, match="lists the pages") as caught:
        read(text.encode())
    assert "ALTO" in caught.value.mend


def test_mets_without_pages():
    with pytest.raises(BrokenSource, match="lists none"):
        read_mets(METS.replace(".xml", ".tif").encode())


def test_mets_in_a_wrong_namespace():
    with pytest.raises(BrokenSource, match="namespace of METS"):
        read_mets(METS.replace("http://www.loc.gov/METS/", "http://example.org/").encode())


def test_plain_text_is_not_read_here():
    with pytest.raises(UnknownFormat, match="neither PDF nor ALTO"):
        read(b"Merrowby, Tuesday.")


@pytest.mark.parametrize("text", [ALTO, HOCR, PAGE, OCROPUS, TSV], ids=["alto", "hocr", "page", "ocropus", "tsv"])
def test_damage_anywhere_gives_a_page_or_an_error_of_its_own(text):
    data = text.encode()
    for at in range(0, len(data), 7):
        for made in (data[:at], data[:at] + data[at + 3 :], data[:at] + b"<" + data[at + 1 :]):
            assert is_read_or_refused(made)


def is_read_or_refused(data):
    try:
        read(data)
    except PageError as wrong:
        return bool(str(wrong) and wrong.mend)
    return True


def packed(content: bytes) -> bytes:
    head = b"%PDF-1.4\n1 0 obj\n<< /Filter /FlateDecode >>\nstream\n"
    return head + zlib.compress(content) + b"\nendstream\nendobj\n%%EOF"


@pytest.mark.parametrize("letter", [b" ", b"(a word) Tj 0 -1 Td "])
def test_a_pdf_that_unpacks_to_more_than_memory_holds_is_refused_before_it_is_opened(monkeypatch, letter):
    monkeypatch.setattr(pdf_unpacked, "MOST", 5_000_000)
    with pytest.raises(BrokenSource, match="its stream at byte 51 unpacks to more than 5000000 bytes"):
        read(packed(letter * (20_000_000 // len(letter))))
    pdf_unpacked.check(packed(letter * (4_000_000 // len(letter))))
    pdf_unpacked.check(packed(random.Random(1).randbytes(6_000_000)))  # a picture, say: that PDFium is not asked for
