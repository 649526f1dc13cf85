"""Initials brought home, and capitals by themselves that are none."""

from __future__ import annotations

import pytest

from tasks.model.trace import Traced
from tasks.reflow.lines.rows import printed_rows
from tasks.reflow.words.initials import join_initials


def lines(dump: str, language: str) -> list[str]:
    """What comes of a dump's lines; no character but a blank is lost or made up."""
    rows, decisions, edits = join_initials(printed_rows(Traced.whole(dump)), language)
    assert sorted("".join("".join(row.text.text.split()) for row in rows)) == sorted("".join(dump.split()))
    assert bool(decisions or edits) == ([row.text.text for row in rows] != [t for t in dump.split("\n") if t])
    return [row.text.text for row in rows]


@pytest.mark.parametrize(
    ("language", "dump", "after", "why"),
    [
        ("en", "T\nhe town council met", "The town council met", "the rest follows at once"),
        ("en", "Long headline here\nT\nBy Ann Lee\nhe town council met", "The town council met", "a byline in between"),
        (
            "en",
            "It ended so.\n\nhe town council met on\nTuesday and\n\nT\n\nVoted for it.",
            "The town council met on",
            "above it",
        ),
        (
            "de",
            "Anleger trauen dem Frieden\nVon Eva Müller\ner Strom fällt am Abend\naus, wie fast jeden Tag\n"
            "in der Schule unten am Hafen\nhebt kaum jemand den Kopf und\nkeiner spricht ein Wort dazu,\n"
            "denn alle kennen das schon\nseit vielen langen Jahren.\n\nD\n\nDie Börse",
            "Der Strom fällt am Abend",
            "at the head of the block above, below its byline",
        ),
        ("en", "P\nORT ALDER, Nov. 3.", "PORT ALDER, Nov. 3.", "a dateline in capitals"),
        ("en", "A\nspokesman for the port", "A spokesman for the port", "the letter is a word"),
        ("en", "“Y\nou’ll never row it", "“You’ll never row it", "a quotation's mark is set with it"),
        ("en", "T he town council met", "The town council met", "in one line"),
        ("en", "A fter the rain", "After the rain", "the letter is a word, and the rest is none"),
        ("en", "I USE the ferry", "I USE the ferry", "both are words, and together they are none"),
        ("fr", "A rrivé à Brumont", "Arrivé à Brumont", "in French, too"),
        ("de", "D\ner Strom fällt aus", "Der Strom fällt aus", "the rest is a word, too"),
        ("de", "G\nrünwalde. Der Rat", "Grünwalde. Der Rat", "a name that no lexicon has"),
        ("fr", "L\n’hiver est venu", "L’hiver est venu", "an elided article"),
        ("fr", "À\nla mairie on attend", "À la mairie on attend", "the letter is a word"),
    ],
)
def test_initials_are_joined(language: str, dump: str, after: str, why: str) -> None:
    """Where letter and rest make a word, and stand close by."""
    assert after in lines(dump, language), why


@pytest.mark.parametrize(
    ("language", "dump", "why"),
    [
        ("en", "Section\nB\nThe town council met", "the next line begins with a capital"),
        ("en", "Class B\nis the better of them\nX\nsaid the old man there", "xsaid is no word, and said is one"),
        ("en", "A good many of them", "a word and another"),
        ("en", "I am the King", "a word and another"),
        ("de", "Typ B war es nicht", "no letter at the line's head"),
        ("fr", "L\no’clock", "o is a word of its own"),
        ("en", "J Smith, the baker", "a name's first letter"),
    ],
)
def test_others_are_left_alone(language: str, dump: str, why: str) -> None:
    """A letter that is no initial, and lines that lack none."""
    assert lines(dump, language) == dump.split("\n"), why


def test_a_rest_above_stands_at_its_blocks_head() -> None:
    """A line amid the text of the block above an initial lacks none, though it would make a word with it."""
    running = ["Das geht nun so seit Jahr und Tag,"]
    text = "\n".join([*running * 9, "er kam und ging wie jeden Tag,", *running * 9])
    dump = f"{text}\n\nD\n\nDie Börse"
    assert lines(dump, "de") == [line for line in dump.split("\n") if line]
