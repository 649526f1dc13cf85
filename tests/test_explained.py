"""Every piece of evidence that the weights know can be said in words."""

import json
from importlib import resources

import pytest

from tasks.segment import decision, trust
from tasks.segment.decision.wording import say
from tasks.segment.headlines import head_wording


def names(print_):
    text = resources.files(decision).joinpath(f"weights-{print_}.json").read_text(encoding="utf-8")
    return list(json.loads(text)["evidence"])


@pytest.mark.parametrize("print_", ["wide", "narrow", "wide-boxes", "narrow-boxes", "wide-measured", "narrow-measured"])
def test_every_piece_of_evidence_has_words(print_):
    said = {name: say(name).replace(": ", " ") for name in names(print_)}
    assert said
    assert not [name for name, words in said.items() if words == name or any(code in words for code in ":{@")]


@pytest.mark.parametrize("print_", ["wide", "narrow", "wide-boxes", "narrow-boxes", "wide-measured", "narrow-measured"])
def test_no_two_pieces_of_evidence_sound_alike(print_):
    assert len({say(name) for name in names(print_)}) == len(names(print_))


@pytest.mark.parametrize("file", ["heads", "heads-boxes", "heads-measured"])
@pytest.mark.parametrize("print_", ["wide", "narrow"])
def test_every_sign_of_a_headlines_parts_has_words_of_its_own(file, print_):
    known = json.loads(resources.files(decision).joinpath(f"weights-{file}.json").read_text(encoding="utf-8"))[print_]
    said = {name: head_wording.say(name) for name in known}
    assert said
    assert not [name for name, words in said.items() if words == name or "None" in words or any(c in words for c in "{+@")]
    assert len(set(said.values())) == len(known)


@pytest.mark.parametrize(("what", "words"), [(trust.ARTICLE, trust.WORDS), (trust.HEADLINE, trust.HEADLINE_WORDS)])
@pytest.mark.parametrize("places", ["", "-boxes", "-measured"])
def test_every_doubt_has_words(what, words, places):
    known = json.loads(resources.files(decision).joinpath("weights-trust.json").read_text(encoding="utf-8"))[what + places]
    assert set(known) - {"caution"} == set(words)
    assert len(set(words.values())) == len(words)
