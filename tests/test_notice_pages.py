"""Pages of advertisements in Latin print: each block between blank lines is one, without a headline."""

import pytest

from tasks.model.article import NOTICE
from tasks.model.page import FlowPage, Line
from tasks.normalise import Settings, normalise
from tasks.reflow import Settings as ReflowSettings
from tasks.reflow import reflow
from tasks.segment import Settings as SegmentSettings
from tasks.segment import segment
from tasks.segment.notice_pages import opened

LET = "A LOUER\nun bel appartement de cinq\npièces. S'adresser au bureau\nde la tannerie Orvalin."
SOLD = "CHEVAL\nà vendre, hongre bai de six ans.\nS'adresser à M. Tirevent, Combelle."
WANTED = "ON DEMANDE\nune fille pour la cuisine et le\njardin, inutile de se présenter\nsans références."
WINE = "VINS DU COTEAU\nenvoi franco en fûts de 60 litres.\nMaison Praz-Labert, Combelle."
PIANO = "PIANOS ET ORGUES\naccords, échanges et réparations\nLéon Faverolle\nPlace des Tilleuls 4"
SHOES = "Grand choix de chaussures\nen tous genres et de tous prix\nVEUVE MARTELIN"
ADS = (LET, SOLD, WANTED, WINE, PIANO, SHOES)
"""The last two say nothing that a notice alone says."""
STORY = "\n".join(f"Le facteur remonta la ruelle {n} sans rien dire, et la pluie le suivit," for n in range(40))


def page(*blocks: str, language: str = "fr") -> FlowPage:
    text = "\n\n".join(blocks)
    made = reflow(normalise(text.encode(), Settings(language=language))[0], ReflowSettings())
    assert [line.text.text for line in made.lines] == text.replace("\n\n", "\n").split("\n")
    return made


def told(read: str, *blocks: str, language: str = "fr") -> tuple[str, list[int]]:
    """The labels that the lines of these blocks have in the end, and where advertisements begin; ``read``: what they had."""
    lines: tuple[Line, ...] = page(*blocks, language=language).lines
    assert len(read.replace(" ", "")) == len(lines)
    labels, firsts = opened(read.replace(" ", ""), lines, language)
    return "".join(labels), firsts


READ = "MAQQ MAQ MAQQ MAQ MAQM AQM"
"""How a first reading takes them: the firm at an advertisement's foot is the next one's headline."""


def test_each_block_is_one_text():
    assert told(READ, *ADS) == ("APQQAPQAPQQAPQAPQPAQP", [0, 4, 7, 11, 14, 18])


def test_the_articles_are_notices_without_a_headline():
    made = segment(page(*ADS), SegmentSettings())
    assert [(one.kind, one.headline) for one in made.articles] == [(NOTICE, None)] * len(ADS)
    assert made.articles[1].paragraphs[0].text.text.startswith("CHEVAL")


@pytest.mark.parametrize(
    ("read", "blocks"),
    [
        (READ[:19], ADS[:4][:3] + (PIANO,)),  # three notices
        ("MAQQ PQQ PQQQ PQQ PQQQ PQQ", ADS),  # one text with blank lines in it
        ("MAQQ PQQ PQQQ MAQ PQQQ AQQ", ADS),  # three, likewise
    ],
)
def test_other_pages_stay_as_they_were_read(read, blocks):
    assert told(read, *blocks) == (read.replace(" ", ""), [])


def test_headings_in_blocks_of_their_own_stay_headlines():
    blocks = [part for one in ADS for part in one.split("\n", 1)]
    read = "M AQQ M AQ M AQQ M AQ M AQQ M AQ"
    assert told(read, *blocks) == (read.replace(" ", ""), [])


def test_chinese_pages_have_rules_of_their_own():
    lines = page(*ADS).lines
    assert opened(READ.replace(" ", ""), lines, "zh-Hans")[1] == []


def test_a_long_story_and_what_goes_on_from_it_are_no_advertisements():
    rest = "mais il ne se retourna pas.\nLa nuit tomba sur Combelle."
    labels, firsts = told(READ + " A" + "Q" * 39 + " QP", *ADS, STORY, rest)
    assert (labels[21:], firsts[-1]) == ("A" + "Q" * 39 + "QP", 18)


def test_the_pages_own_lines_stay_its_own():
    labels, firsts = told("F " + READ, "GAZETTE DE COMBELLE", *ADS)
    assert (labels[:2], firsts[:2]) == ("FA", [1, 5])
