"""Small files in the formats with geometry, invented for the tests: one page in each, and PDFs made by hand."""

import re
import zlib

ALTO = """<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#">
 <Description><MeasurementUnit>mm10</MeasurementUnit></Description>
 <Styles>
  <TextStyle ID="big" FONTSIZE="24" FONTSTYLE="bold"/><TextStyle ID="body" FONTSIZE="9"/>
 </Styles>
 <Tags><LayoutTag ID="t1" LABEL="heading"/></Tags>
 <Layout><Page ID="P1" WIDTH="2000" HEIGHT="3000" PRINTED_IMG_NR="4"><PrintSpace>
  <ComposedBlock ID="c1" TYPE="Advertisement">
   <TextBlock ID="b3" HPOS="100" VPOS="900" WIDTH="300" HEIGHT="30"><TextLine ID="l4" STYLEREFS="body">
    <String ID="w9" CONTENT="Ofenrohre" HPOS="100" VPOS="900" WIDTH="200" HEIGHT="30"/></TextLine></TextBlock>
  </ComposedBlock>
  <TextBlock ID="b2" HPOS="100" VPOS="300" WIDTH="500" HEIGHT="70">
   <TextLine ID="l2" HPOS="100" VPOS="300" WIDTH="500" HEIGHT="30">
    <String ID="w3" STYLEREFS="body" CONTENT="Die" WC="0.9" HPOS="100" VPOS="300" WIDTH="60" HEIGHT="30"/><SP/>
    <String ID="w4" STYLEREFS="body" CONTENT="Brük" SUBS_TYPE="HypPart1" SUBS_CONTENT="Brükke"
      HPOS="180" VPOS="300" WIDTH="90" HEIGHT="30"/><HYP CONTENT="&#173;" HPOS="270" VPOS="310" WIDTH="12"/></TextLine>
   <TextLine ID="l3" HPOS="100" VPOS="340" WIDTH="500" HEIGHT="30">
    <String ID="w5" STYLEREFS="body" CONTENT="ke" SUBS_TYPE="HypPart2" SUBS_CONTENT="Brükke"
      HPOS="100" VPOS="340" WIDTH="40" HEIGHT="30"/><SP/>
    <String ID="w6" CONTENT="steht" STYLE="bold" HPOS="160" VPOS="340" WIDTH="90" HEIGHT="30"/>
    <String ID="w7" CONTENT=" "/></TextLine></TextBlock>
  <TextBlock ID="b1" TAGREFS="t1" HPOS="100" VPOS="100" WIDTH="900" HEIGHT="90"><TextLine ID="l1">
    <String ID="w1" STYLEREFS="big" CONTENT="Neue" HPOS="100" VPOS="100" WIDTH="300" HEIGHT="90"/>
    <String ID="w2" STYLEREFS="big" CONTENT="Brücke" HPOS="450" VPOS="100" WIDTH="400" HEIGHT="90"/></TextLine></TextBlock>
 </PrintSpace></Page></Layout></alto>"""

HOCR = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title></title><meta name='ocr-system' content='tesseract 5'/></head><body>
 <div class='ocr_page' id='page_1' title='image "x.png"; bbox 0 0 1000 1400; ppageno 0'>
  <div class='ocr_carea' title="bbox 100 300 600 370"><p class='ocr_par' id='par_2' title="bbox 100 300 600 370">
   <span class='ocr_line' id='line_2' title="bbox 100 300 600 330; x_size 30">
    <span class='ocrx_word' id='w3' title='bbox 100 300 160 330; x_wconf 91'>The</span>
    <span class='ocrx_word' id='w4' title='bbox 180 300 300 330; x_wconf 90'><strong>bridge&nbsp;</strong></span></span>
   <span class='ocr_line' id='line_3' title="bbox 100 340 600 370; x_size 30">
    <span class='ocrx_word' id='w5' title='bbox 100 340 190 370; x_wconf 80'>stands</span>
    <span class='ocrx_word' id='w6' title='bbox 200 340 210 370; x_wconf 10'> </span></span></p></div>
  <div class='ocr_carea' title="bbox 100 100 800 190"><p class='ocr_par' title="bbox 100 100 800 190">
   <span class='ocr_header' id='line_1' title="bbox 100 100 800 190; x_size 90">
    <span class='ocrx_word' id='w1' title='bbox 100 100 800 190; x_wconf 96'>Opening</span></span></p></div>
 </div></body></html>"""

TSV = "\n".join(
    "\t".join(row.split("|"))
    for row in [
        "level|page_num|block_num|par_num|line_num|word_num|left|top|width|height|conf|text",
        "1|1|0|0|0|0|0|0|1000|1400|-1|",
        "2|1|1|0|0|0|100|300|500|70|-1|",
        "3|1|1|1|0|0|100|300|500|70|-1|",
        "4|1|1|1|1|0|100|300|500|30|-1|",
        "5|1|1|1|1|1|100|300|60|30|91.2|The",
        "5|1|1|1|1|2|180|300|120|30|90|bridge",
        "4|1|1|1|2|0|100|340|500|30|-1|",
        "5|1|1|1|2|1|100|340|90|30|80|stands",
        "5|1|1|1|2|2|200|340|10|30|95| ",
        "2|1|2|0|0|0|100|100|700|90|-1|",
        "3|1|2|1|0|0|100|100|700|90|-1|",
        "4|1|2|1|1|0|100|100|700|90|-1|",
        "5|1|2|1|1|1|100|100|700|90|96|Opening",
    ]
)

OCROPUS = """<html><head><meta charset="utf-8"><title>x</title></head><body>
<div class="ocr_page" title="bbox 0 0 1000 800">
<span class="ocr_line" title="bbox 100 100 500 130">Opening of the</span><br>
<span class="ocr_line" title="bbox 100 140 500 170">bridge &amp; quay</span><br>
</div></body></html>"""

PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"><Metadata><Creator/></Metadata>
<Page imageWidth="1000" imageHeight="1400">
 <ReadingOrder><OrderedGroup id="g"><UnorderedGroupIndexed id="h" index="1"><RegionRef regionRef="r1"/>
   </UnorderedGroupIndexed>
  <RegionRefIndexed index="0" regionRef="r2"/></OrderedGroup></ReadingOrder>
 <SeparatorRegion id="s"><Coords points="0,250 900,250 900,254 0,254"/></SeparatorRegion>
 <TextRegion id="r1" type="heading"><Coords points="100,100 800,100 800,190 100,190"/>
  <TextLine id="l1"><Coords points="100,100 800,100 800,190 100,190"/><Baseline points="100,180 800,180"/>
   <TextEquiv index="1"><Unicode>Neve Brücke</Unicode></TextEquiv>
   <TextEquiv index="0" conf="0.8"><Unicode>Neue Brücke</Unicode></TextEquiv></TextLine></TextRegion>
 <TextRegion id="r2" custom="readingOrder {index:0;} structure {type:paragraph;}">
   <Coords points="100,300 600,300 600,370 100,370"/>
  <TextLine id="l2"><Coords points="100,300 600,300 600,330 100,330"/>
   <Word id="w1"><Coords points="100,300 160,300 160,330 100,330"/><TextEquiv conf="0.9"><Unicode>Die</Unicode></TextEquiv>
    <TextStyle fontSize="9.0" bold="true"/><Glyph id="g1"><TextEquiv><Unicode>D</Unicode></TextEquiv></Glyph></Word>
   <Word id="w2"><Coords points="180,300 280,300 280,330 180,330"/><TextEquiv><Unicode>Brük¬</Unicode></TextEquiv></Word>
   <TextEquiv><Unicode>Die Brük¬</Unicode></TextEquiv></TextLine>
  <TextLine id="l3"><Coords points="100,340 600,340 600,370 100,370"/>
   <Word id="w3"><Coords points="100,340 140,340 140,370 100,370"/><TextEquiv><Unicode>he</Unicode></TextEquiv></Word>
   <Word id="w4"><Coords points="160,340 250,340 250,370 160,370"/><TextEquiv><Unicode>steht</Unicode></TextEquiv></Word>
   <TextEquiv><Unicode>ke steht</Unicode></TextEquiv></TextLine>
  <TextEquiv><Unicode>Die Brük¬
ke steht</Unicode></TextEquiv></TextRegion>
</Page></PcGts>"""

METS = """<?xml version="1.0" encoding="UTF-8"?>
<mets:mets xmlns:mets="http://www.loc.gov/METS/" xmlns:mods="http://www.loc.gov/mods/v3"
   xmlns:xlink="http://www.w3.org/1999/xlink">
 <mets:dmdSec ID="ISSUE"><mets:mdWrap><mets:xmlData><mods:mods><mods:titleInfo><mods:title>Wesertaler Bote</mods:title>
  </mods:titleInfo><mods:originInfo><mods:dateIssued>1904-01-17</mods:dateIssued></mods:originInfo></mods:mods>
   </mets:xmlData>
  </mets:mdWrap></mets:dmdSec>
 <mets:dmdSec ID="A1"><mets:mdWrap><mets:xmlData><mods:mods><mods:titleInfo><mods:title>Neue Brücke</mods:title>
   </mods:titleInfo>
  <mods:name><mods:namePart>Hedwig</mods:namePart><mods:namePart>Strohm</mods:namePart></mods:name></mods:mods>
   </mets:xmlData>
  </mets:mdWrap></mets:dmdSec>
 <mets:fileSec><mets:fileGrp><mets:file ID="I2"><mets:FLocat xlink:href="file://./images/2.tif"/></mets:file>
  <mets:file ID="F2"><mets:FLocat xlink:href="file://./text/two.xml"/></mets:file>
  <mets:file ID="F1"><mets:FLocat xlink:href="file://./text/one.xml"/></mets:file></mets:fileGrp></mets:fileSec>
 <mets:structMap TYPE="PHYSICAL"><mets:div TYPE="Newspaper" DMDID="ISSUE">
  <mets:div TYPE="PAGE" ORDERLABEL="IV"><mets:fptr><mets:par><mets:area FILEID="I2"/><mets:area FILEID="F2" BEGIN="P1"/>
   </mets:par>
   </mets:fptr></mets:div>
  <mets:div TYPE="PAGE" ORDERLABEL="V"><mets:fptr FILEID="F1"/><mets:div ID="pa1" TYPE="pagearea"><mets:fptr>
   <mets:area FILEID="F1" BEGIN="w1" END="w2"/></mets:fptr></mets:div></mets:div></mets:div></mets:structMap>
 <mets:structMap TYPE="LOGICAL"><mets:div TYPE="ISSUE" DMDID="ISSUE">
  <mets:div ID="a1" TYPE="ARTICLE" DMDID="A1"><mets:div TYPE="HEADING"><mets:fptr><mets:area FILEID="F2" BEGIN="b1"/>
   </mets:fptr>
   </mets:div><mets:div TYPE="BODY"><mets:fptr><mets:area FILEID="F2" BEGIN="b2"/></mets:fptr></mets:div></mets:div>
  <mets:div ID="a2" TYPE="Advert"/></mets:div></mets:structMap>
 <mets:structLink><mets:smLinkGrp><mets:smLocatorLink xlink:href="#a2" xlink:label="x"/>
  <mets:smLocatorLink xlink:href="#pa1" xlink:label="y"/><mets:smArcLink xlink:from="x" xlink:to="y"/></mets:smLinkGrp>
   </mets:structLink>
</mets:mets>"""


LOCK = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{'17' * 32}> /U <{'2b' * 32}> /P -4 >> /ID [<01> <01>]"
"""What a PDF's trailer says that is locked with a password nobody knows."""


def pdf(*pages: str, rotate: int = 0, box: str = "0 0 400 600", trailer: str = "") -> bytes:
    """A PDF whose pages have these content streams; /F1 is Helvetica, /F2 the same in bold."""
    count = len(pages)
    kids = " ".join(f"{5 + 2 * i} 0 R" for i in range(count))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    ]
    for i, content in enumerate(pages):
        fonts = "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >>"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Rotate {rotate} {fonts} /Contents {6 + 2 * i} 0 R >>"
        )
        objects.append(f"<< /Length {len(content.encode('cp1252'))} >>\nstream\n{content}\nendstream")
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size, start = len(objects) + 1, len(out)
    out += f"xref\n0 {size}\n0000000000 65535 f \n{table}".encode()
    return out + f"trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF".encode()


def packed(*pages: str, cut: int = 0, spoilt: bytes = b"") -> bytes:
    """The same with deflated streams; the first one ends so many bytes early, or begins with other bytes."""
    data, at = pdf(*pages), 0
    for content in pages:
        plain = content.encode("cp1252")
        deflated = zlib.compress(plain, 9)
        if not at:
            deflated = (spoilt + deflated[len(spoilt) :])[: len(deflated) - cut]
        stream = b"stream\n" + plain + b"\nendstream"
        at = data.index(stream, at)
        whole = b"stream\n" + deflated + b"\nendstream"
        before = re.sub(rb"<< /Length \d+ >>\n$", b"<< /Length %d /Filter /FlateDecode >>\n" % len(deflated), data[:at])
        data = before + whole + data[at + len(stream) :]
        at = len(before) + len(whole)
    return data


def show(x: float, y: float, text: str, size: float = 10, font: str = "F1") -> str:
    """One line of text painted at a place."""
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({escaped}) Tj ET\n"


def column(x: float, y: float, *lines: str, size: float = 10, leading: float = 12) -> str:
    """Lines painted one below the other."""
    return "".join(show(x, y - i * leading, line, size) for i, line in enumerate(lines))
