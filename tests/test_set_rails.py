"""Labels of rails of briefs, which are the page's."""

import pytest

from tasks.segment.sheet.set_rails import rails
from tests.test_placed import placed

ITEMS = [
    "Bakers count loaves",
    "All of them were there.",
    "Ferry sails at nine",
    "It came back at ten.",
    "Owl leaves the tower",
    "Nobody knows why.",
]


def page(label="In brief", sizes=(9, 12, 10, 12, 10, 12, 10), blocks=(0, 1, 1, 2, 2, 3, 3)):
    boxes = [(0, 20 * k, 150) for k in range(7)]
    return placed([label, *ITEMS], boxes, list(sizes), list(blocks))


@pytest.mark.parametrize("head", ["KMAMAMA", "MDAMAMA", "KKAMAMA"])
def test_the_label_above_several_headlines_of_one_type_is_furniture(head):
    found = {i: label for i, label, _ in rails(head, page(), "en")}
    assert found == {0: "F"} | ({1: "M"} if head[1] != "M" else {})


@pytest.mark.parametrize(
    ("labels", "given"),
    [
        ("KMAMAMA", {"label": "Bread"}),
        ("KMAMAMA", {"sizes": (9, 12, 10, 12, 10, 16, 10)}),
        ("KMAMAMA", {"sizes": (12, 12, 10, 12, 10, 12, 10)}),
        ("KMAMAMA", {"blocks": (0, 0, 0, 1, 1, 2, 2)}),
        ("KMAMAPQ", {}),
        ("MAQMAMA", {}),
    ],
    ids=["other-words", "other-type", "same-type", "one-block", "too-few", "headline-of-a-text"],
)
def test_other_lines_are_left_alone(labels, given):
    assert not list(rails(labels, page(**given), "en"))


@pytest.mark.parametrize(
    ("language", "label"), [("de", "Kurz notiert"), ("fr", "En bref"), ("zh-Hans", "简讯"), ("zh-Hant", "簡訊")]
)
def test_each_language_has_its_words(language, label):
    assert next(rails("KMAMAMA", page(label), language))[:2] == (0, "F")
