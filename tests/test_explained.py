"""Every piece of evidence that the weights know can be said in words."""

import json
from importlib import resources

import pytest

from tasks import segment
from tasks.segment.wording import say


def names(print_):
    text = resources.files(segment).joinpath(f"weights-{print_}.json").read_text(encoding="utf-8")
    return list(json.loads(text)["evidence"])


@pytest.mark.parametrize("print_", ["wide", "narrow"])
def test_every_piece_of_evidence_has_words(print_):
    said = {name: say(name).replace(": ", " ") for name in names(print_)}
    assert said
    assert not [name for name, words in said.items() if words == name or any(code in words for code in ":{@")]


@pytest.mark.parametrize("print_", ["wide", "narrow"])
def test_no_two_pieces_of_evidence_sound_alike(print_):
    assert len({say(name) for name in names(print_)}) == len(names(print_))
