"""Lexicons as text: the same words as simplemma knows, in a fraction of the memory."""

import random

import pytest
import simplemma

from tasks.languages.words import Lexicon, is_word


@pytest.mark.parametrize("tag", ["en", "fr"])
def test_a_word_is_known_as_simplemma_knows_it(tag):
    lexicon = Lexicon.of(tag)
    words = list(lexicon)
    assert len(words) == len(lexicon) > 100_000
    dice = random.Random(tag)
    for word in [words[0], words[-1], *dice.sample(words, 300)]:
        assert is_word(word, tag)
        for other in (word.lower(), word.upper(), word.capitalize(), word[:-1], word + "e", word.replace("'", "’")):
            if other:
                assert is_word(other, tag) == simplemma.is_known(other, tag, low_memory=True), other


def test_words_are_found_in_whatever_order_they_came():
    words = [f"{number:x}" for number in range(5000)]
    random.Random(1).shuffle(words)
    lexicon = Lexicon([*words, "two words"])
    assert all(lexicon.get(word) == "" for word in words)
    assert lexicon.get("two words") == ""
    assert set(lexicon) == {*words, "two words"}
    for word in ("", "two", "words", "g", "-1", "1388 ", "0\n1", "zzzz", "\ud800"):
        assert lexicon.get(word) is None, word


def test_nothing_is_in_an_empty_lexicon():
    assert Lexicon([]).get("a") is None


def test_a_lexicon_sent_as_text_is_the_same():
    words = [f"{number:x}" for number in range(5000)]
    sent = Lexicon.from_text(Lexicon(words).text)
    assert list(sent) == sorted(words)
    assert [sent.get(word) for word in ("0", "1387", "ff", "g")] == ["", "", "", None]
