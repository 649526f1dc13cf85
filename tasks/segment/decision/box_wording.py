"""The evidence of boxes in words, for the ledger."""

from __future__ import annotations

FAMILIES = {
    "box": "the line's place is {v} known",
    "box-type": "its type is {v}",
    "type": "its type is {v}",
    "box-indent": "against its column's left edge it begins {v}",
    "box-short": "its right end is {v}",
    "short": "its right end is {v}",
    "after-short": "the line before ends {v}",
    "box-after-short": "the right end of the line before is {v}",
    "box-above": "the white above it is {v}",
    "above": "the white above is {v}",
    "box-next-above": "the white below it is {v}",
    "box-span": "it is as wide as {v} of the page's columns",
    "span": "it is as wide as {v} of the page's columns",
    "box-high": "its height on the page is {v}",
    "box-role": "the source calls its block '{v}'",
    "box-prev": "against the line before it is {v}",
    "box-next": "against the next line it is {v}",
    "box-prev-type": "the type of the line before and its own is {v}",
    "box-next-type": "the type of the next line and its own is {v}",
    "box-after-indent": "the line before and it begin {v}",
    "box-next-indent": "it and the next line begin {v}",
    "next": "the next line's type is {v}",
    "box-run": "it stands among {v}",
    "box-since-head": "lines since the last large type, up to five, are {v}",
    "box-jump": "it begins elsewhere, namely {v}",
    "box-measure": "its column is {v} than that of the line before",
}
ALONE = {
    "box-centred": "it is centred in its column",
    "box-after-centred": "the line before is centred in its column",
    "box-after-centred>centred": "the line before and it are centred in their column",
    "box-upright": "its letters stand one below the other",
}
WORDS = {
    "none": "not",
    "out": "further out",
    "flush": "at the edge",
    "half": "by half an em",
    "em": "by an em",
    "1em": "an em short",
    "2em": "by two ems",
    "some": "by some ems",
    "far": "far short",
    "over": "beyond the edge",
    "full": "at the edge of its column",
    "tight": "as everywhere",
    "little": "a little more than everywhere",
    "line": "a line",
    "2lines": "two lines",
    "more": "much",
    "first": "nothing, it being the first",
    "last": "nothing, it being the last",
    "column": "at the top of the next column",
    "aside": "at its right",
    "row": "further down at its left",
    "back": "further up at its left",
    "body": "the body's size",
    "one": "one",
    "level": "level with the text's first line",
    "higher": "higher than the text's first line",
    "lower": "lower than the text's first line",
    "same": "the same",
    "larger": "larger",
    "smaller": "smaller",
    "narrower": "narrower",
    "broader": "broader",
    "left": "left of the text's first line",
    "right": "not left of the text's first line",
    "within": "in one block",
    "apart": "in another block",
    "begins": "as the first of them",
    "ends": "as the last of them",
    "inside": "between them",
    "upper": "in the upper half",
    "foot": "at the foot",
}


OF_FAMILY = {
    ("box-high", "lower"): "in the lower half",
    ("box-above", "over"): "less than none",
    ("box-next-above", "over"): "less than none",
    ("above", "over"): "less than none",
}
"""Values that mean something of their own there."""


def say_box(name: str) -> str:
    """A piece of evidence in words.

    >>> say_box("box-indent:em+after-short:far")
    "against its column's left edge it begins by an em, the line before ends far short"
    >>> say_box("box-run:body-bold*1+begins+body>body")
    "it stands among 1 line(s) of the body's size and bolder, as the first of them, the body's size, then the body's size"
    """
    said = []
    for part in name.split("+"):
        family, colon, value = part.partition(":")
        if part in ALONE:
            said.append(ALONE[part])
        elif colon and family in FAMILIES:
            means = value if family == "box-role" else OF_FAMILY.get((family, value)) or _value(value)
            said.append(FAMILIES[family].format(v=means))
        else:
            said.append(_value(part))
    return ", ".join(said)


def _value(value: str) -> str:
    """A value, of a pair both, of so many lines their type."""
    if ">" in value:
        before, _, after = value.partition(">")
        return f"{_value(before)}, then {_value(after)}"
    if "*" in value:
        kind, _, count = value.partition("*")
        return f"{'4 or more' if count == '4' else count} line(s) of {_value(kind)}"
    for ending, words in (("-bolder", "bolder"), ("-bold", "bolder"), ("-lighter", "lighter"), ("-light", "lighter")):
        if value.endswith(ending):
            return f"{_value(value.removesuffix(ending))} and {words}"
    return WORDS.get(value, value)
