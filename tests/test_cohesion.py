"""Evidence from words: where one text meets another, what comes again, what is counted off."""

import random

from tasks.segment.evidence import cohesion, echoes
from tasks.segment.evidence.families import named
from tasks.segment.evidence.letters import Letters
from tasks.segment.evidence.places import Places


def text(words, lines, seed):
    dice = random.Random(seed)
    return [" ".join(dice.choices(words, k=5)) for _ in range(lines)]


BRIDGE = [f"bridge{n}" + "abcdefghij"[n] * 3 for n in range(10)]
CHOIR = [f"choir{n}" + "klmnopqrst"[n] * 3 for n in range(10)]


def seen(lines, look=cohesion.cohesion, wide=False):
    """The names of what the words of some lines show."""
    return named(look(Places.of(Letters.of(lines), wide)), len(lines))


def found(lines, name):
    return [next(int(n.rpartition(":")[2]) for n in names if n.startswith(f"{name}:")) for names in seen(lines)]


def enumerated(lines):
    return [[("", *echoes.ITEMS)[code]] if code else [] for code in echoes.enumerated(lines).tolist()]


def test_cohesion_is_least_where_two_texts_meet():
    lines = text([w[:6] + w[-3:] for w in BRIDGE], 50, 1) + text([w[:5] + w[-3:] for w in CHOIR], 50, 2)
    lines = [line.translate(str.maketrans("0123456789", "qwertzuiop")) for line in lines]
    dips = found(lines, "cohesion-mid-dip")
    assert dips[50] == 0
    assert min(dips[31:45] + dips[56:69]) > 0


def test_cohesion_of_one_text_is_its_usual_all_along():
    lines = [
        line.translate(str.maketrans("0123456789", "qwertzuiop")) for line in text([w[:6] + w[-3:] for w in BRIDGE], 90, 3)
    ]
    assert min(found(lines, "cohesion-mid")[30:60]) >= 4


def test_pages_shorter_than_a_window_say_nothing_of_it():
    assert all(not n.startswith("cohesion") for names in seen(["one line only", "and another"]) for n in names)


def test_items_follow_on_each_other():
    assert enumerated(["1. Open the door", "and wait", "2. Close it", "3. Go"]) == [["item-one"], [], ["item"], ["item"]]
    assert enumerated(["一、目的", "（一）范围", "（二）时间", "二、办法"]) == [
        ["item-one"],
        ["item-one"],
        ["item"],
        ["item"],
    ]


def test_a_number_that_follows_on_none_is_no_item():
    assert enumerated(["7. Jahrgang", "12. Dezember", "3.50 francs", "A. Smith", "5、去年"]) == [
        [],
        [],
        [],
        ["item-one"],
        [],
    ]
