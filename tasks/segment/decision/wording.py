"""The names of evidence in words, for the ledger: what a maintainer reads when asking why."""

from __future__ import annotations

from functools import lru_cache

from tasks.segment.decision.box_wording import say_box

TOLD = 6
"""Pieces of evidence that the ledger tells of one decision, at the most: those that speak loudest."""

SHORT = {
    "over": "longer than the measure",
    "full": "fills the measure",
    "loose": "nearly fills the measure",
    "near": "a little short",
    "1em": "an em short",
    "2em": "two ems short, as an indent is",
    "4em": "three or four ems short",
    "9em": "half short",
    "fifth": "a fifth short",
    "third": "a third short",
    "half": "half empty",
    "most": "mostly empty",
    "far": "much shorter than the measure",
    "none": "no common measure",
}
OPENS = {
    "upper": "a capital",
    "lower": "a small letter",
    "digit": "a digit",
    "quote": "an opening quote",
    "bracket": "a bracket",
    "bullet": "a bullet",
    "closer": "a closing mark",
    "dash": "a dash",
    "wide": "a Chinese character",
    "other": "a sign",
}
ENDS = {
    "sentence": "a sentence's end",
    "hyphen": "a hyphen",
    "comma": "a comma",
    "colon": "a colon",
    "quote": "a quote",
    "bracket": "a bracket",
    "dash": "a dash",
    "digit": "a digit",
    "wide": "a Chinese character, no sentence's end",
    "letter": "a letter, no sentence's end",
}
ROOM = {
    "none": "was full: the next word did not fit",
    "hardly": "was full, nearly",
    "edge": "was full, or had just room for the next word",
    "half-em": "had room for the next word and half an em",
    "em": "had room for the next word and an em, as first lines have",
    "2em": "had room for the next word and two ems",
    "some": "had room for more words: it was ended",
    "much": "had much room left: it was ended",
    "beyond": "is wider than the column",
    "unknown": "stands in no known measure",
    "holds": "fits the column",
}
SURE = {"sure": "surely", "likely": "probably", "maybe": "perhaps"}
HALF = {"fill": "just fills", "over": "more than fills", "less": "does not fill"}
CASES = {
    "capitals": "all in capitals",
    "title": "with capitalised words",
    "sentence": "written as sentences are",
    "lower": "in lower case",
    "none": "without letters",
    "mixed": "of several styles",
    "known": "of one style",
    "unknown": "too few to have a style",
}
PLAIN = {
    "bias": "how common such lines are",
    "first": "it is the page's first line",
    "last": "it is the page's last line",
    "no-mark": "it holds no punctuation",
    "comma": "it holds a comma",
    "sentence-within": "a sentence ends within it",
    "lower-start": "it starts in lower case",
    "all-capitals": "it is all in capitals",
    "title-case": "its words are capitalised",
    "digits": "it is mostly digits",
    "number": "it holds a number",
    "spaced-out": "its letters were spaced out",
    "open-end": "its last word leaves a sentence open",
    "after-open-end": "the line before ends on a word that leaves a sentence open",
    "starts-on": "no sentence begins with its first character",
    "item": "it goes on with an enumeration",
    "item-one": "it begins an enumeration",
    "jump": "it is a jump line",
    "jump-within": "it holds a jump line",
    "closing-begins": "a closing credit begins at its end",
    "closing-rest": "it holds the rest of a closing credit",
    "opening-rest": "it holds the rest of an opening credit",
    "opening-rest-runs-on": "an opening credit ends in it and text follows",
    "initial": "it opens with a letter that stands apart, as an initial does",
    "above-initial": "the next line opens with an initial",
    "word-that-goes-on": "it ends with a word that never ends a sentence on this page",
    "after-word-that-goes-on": "the line before ends with a word that never ends a sentence on this page",
    "dated-end": "it ends with a full date",
    "after-dated-end": "the line before ends with a full date",
    "no-opening-on-page-of-openings": "it opens without a credit, where this page's articles open with one",
}
FAMILIES = {
    "opening-runs-on": "{sure} opens with a credit that runs on into text",
    "opening": "{sure} opens with a credit",
    "byline": "{sure} is a byline",
    "byline-on": "{sure} is a further line of a byline",
    "furniture": "{sure} belongs to the page (running head, folio)",
    "closing": "{sure} is a closing credit",
    "closing-after-text": "{sure} ends in a closing credit",
    "closing-picture": "{sure} is a picture's credit",
    "closing-picture-after-text": "{sure} ends in a picture's credit",
    "picture-credit-ahead": "a picture's credit comes within a few lines: {v}",
    "gap": "blank lines above: {v}",
    "next-gap": "blank lines below: {v}",
    "prev-gap": "blank lines above the line before: {v}",
    "opens": "it opens with {opens}",
    "next-opens": "the next line opens with {opens}",
    "ends": "it ends in {ends}",
    "next-ends": "the next line ends in {ends}",
    "prev2-ends": "two lines above, a line ends in {ends}",
    "after": "the line before ends in {ends}",
    "after-short": "the line before: {short}",
    "short-above": "against the column above: {short}",
    "short-below": "against the column below: {short}",
    "next-short": "the next line: {short}",
    "next2-short": "the line after next: {short}",
    "short": "the line itself: {short}",
    "below": "against the column below: {short}",
    "next": "the next line's: {v}",
    "room": "room for its first word on the line before: {v}",
    "next-room": "room for the next line's first word at its end: {v}",
    "prev-tiny": "characters in the line before: {v}",
    "wider": "its width against the line before: {v}",
    "size": "its width against the page's usual measure: up to {v} times",
    "words": "words in it: {v}",
    "tiny": "characters in it: {v}",
    "phrase-gaps": "wide blanks between its phrases: {v}",
    "measure": "the measure from here on: {v}",
    "company-above": "of the four lines above, so many fill its measure: {v}",
    "company-below": "of the four lines below, so many fill its measure: {v}",
    "echo-before": "fifths of its words that stand in the 40 lines above: {v}",
    "echo-after": "fifths of its words that stand in the 40 lines below: {v}",
    "again": "how much of its words comes again above and below (0 none, 3 most): {v}",
    "cohesion-near": "words shared by the 14 lines above and below, in fifths of the page's usual: {v}",
    "cohesion-mid": "words shared by the 40 lines above and below, in fifths of the page's usual: {v}",
    "cohesion-far": "words shared by the 120 lines above and below, in fifths of the page's usual: {v}",
    "cohesion-near-dip": "how far that lies above the lowest close by (14 lines): {v} of 4",
    "cohesion-mid-dip": "how far that lies above the lowest close by (40 lines): {v} of 4",
    "cohesion-far-dip": "how far that lies above the lowest close by (120 lines): {v} of 4",
    "room-above": "against the line breaks above, it {room}",
    "room-below": "against the line breaks below, it {room}",
    "after-room": "the line before {room}",
    "after-room-below": "the line before, against the line breaks below, {room}",
    "setting": "the measure that the line breaks agree on: {v}",
    "here": "against the measure above, it {room}",
    "stretch": "it is {v}",
    "before": "the piece before: {v}",
    "edge": "its place on the page: {v}",
    "below-initial": "it stands beside an initial, lines below it: {v}",
    "halves": "with the line before it {half} the column",
    "first-half": "with the line after it {half} the column",
    "seam": "over the end of the line before, characters that the page has side by side: {v}",
    "next-seam": "over its end, characters that the page has side by side: {v}",
    "bond": "over the end of the line before, how closely two characters stand together in words: {v} of 2",
    "next-bond": "over its end, how closely two characters stand together in words: {v} of 2",
    "around": "those on either side of them: {v}",
}


@lru_cache(maxsize=8192)
def say(name: str) -> str:
    """A piece of evidence in words; a combination as its parts; a name without words as it is.

    >>> say("after:wide+full")
    "the line before ends in a Chinese character, no sentence's end, and fills the measure"
    >>> say("next.opening-runs-on:sure")
    'next line: surely opens with a credit that runs on into text'
    """
    if name.startswith("box"):
        return say_box(name)
    if name.startswith("heads:"):
        return _style(name.removeprefix("heads:").split("+"))
    if name.startswith(("halves:", "first-half:")):
        half, _, opens = name.partition("+")
        return _part(half) + (", and the second of the two opens with a quotation mark" if opens == "mark" else "")
    if name.startswith("block"):
        return _block(*name.partition("@")[::2])
    if name.startswith("stretch:"):
        return _stretch(name.removeprefix("stretch:").split("+"))
    for side, words in (("prev.", "line before: "), ("next.", "next line: ")):
        if name.startswith(side):
            return words + say(name[len(side) :])
    for side, words in (("prev-", "line before: "), ("next-", "next line: ")):
        if name.startswith(side) and name[len(side) :] in PLAIN:
            return words + PLAIN[name[len(side) :]]
    return ", and ".join(_part(part) for part in name.split("+"))


def _style(parts: list[str]) -> str:
    """The style of the page's sure headlines, and that of this piece beside it.

    >>> say("heads:capitals+here:sentence.+held")
    "the page's headlines are all in capitals; this is written as sentences are, with a full stop, within a column"
    """

    def case(code: str) -> str:
        return CASES.get(code.rstrip("."), code) + (", with a full stop" if code.endswith(".") else "")

    said = f"the page's headlines are {case(parts[0])}; this is "
    if len(parts) < 3:
        return said + ("in their style" if parts[1] == "as-they" else "in another style")
    where = ", wider than a column" if parts[2] == "beyond" else ", within a column"
    return said + case(parts[1].removeprefix("here:")) + where


def _stretch(parts: list[str]) -> str:
    """A piece of text that runs on: how many lines, which of them this is, how the piece ends, what stands around it.

    >>> say("stretch:2+first+ends:open")
    'first line of a piece of 2 lines, ending without a mark'
    """
    places = {"first": "first line of", "inner": "line within", "last": "last line of", "only": "the one line of"}
    ends = {"open": "without a mark", "mark": "within a sentence", "sentence": "as sentences do", "none": "nowhere"}
    said = ""
    for part in parts:
        kind, _, value = part.partition(":")
        if part in places:
            said = places[part] + (f" a piece of {parts[0]} lines" if parts[0] not in places else " a piece")
        elif kind == "ends":
            said += f", ending {ends.get(value, value)}"
        elif kind in ("before", "after"):
            said += f", with one of {value} lines {kind} it"
        elif "/" in part:
            above, below, change = part.split("/")
            said += f" (the measure above: {ROOM.get(above, above)}, below: {ROOM.get(below, below)}, {change})"
        elif part in ends:
            said += f" that ends {ends[part]}"
    return said


def _block(name: str, page: str) -> str:
    """The lines between two blank lines: how many, which of them this is, how they end, what stands around them.

    >>> say("block:1+only+before:sentence+ends:open")
    'the one line between two blank lines, after a sentence, ending without a mark'
    >>> say("block-heads:many+one@few")
    'a headline may be what stands between two blank lines here, as at many places of a page with few blank lines'
    """
    blanks = f"a page with {page} blank lines"
    if name.startswith("block-heads:"):
        count, _, here = name.removeprefix("block-heads:").partition("+")
        may = "a headline may be what" if here == "one" else "no headline is likely to be what"
        return f"{may} stands between two blank lines here, as at {count} places of {blanks}"
    size, place, *more = name.removeprefix("block:").split("+")
    places = {"first": "first line of", "inner": "a line within", "last": "last line of"}
    said = (
        f"{places[place]} {size} lines between two blank lines"
        if place in places
        else "the one line between two blank lines"
    )
    for part in more:
        kind, _, value = part.partition(":")
        said += BLOCKS[kind].get(value, "") if kind in BLOCKS else f", {value} lines {kind}" if kind != "held" else ""
        if kind == "held":
            above, _, below = value.partition("/")
            said += f" (the measure above: {ROOM.get(above, above)}, below: {ROOM.get(below, below)})"
    return f"{said}, on {blanks}" if page else said


BLOCKS = {
    "ends": {
        "sentence": ", ending as sentences do",
        "mark": ", ending within a sentence",
        "open": ", ending without a mark",
    },
    "before": {
        "none": ", the first on the page",
        "sentence": ", after a sentence",
        "mark": ", within a sentence",
        "open": ", after a line without a mark",
    },
    "after": {
        **{
            "none": ", the last on the page",
            "low": ", before a word that goes on",
            "high": ", before a capital or a figure",
        },
        **{"wide": ", before Chinese text", "mark": ", before a mark"},
    },
}


def _part(part: str) -> str:
    if part in PLAIN:
        return PLAIN[part]
    family, _, value = part.partition(":")
    value, _, where = value.partition("@")
    said = FAMILIES.get(family)
    if said is None:
        return SHORT.get(part) or (f"opens with {OPENS[value]}" if value in OPENS else part)
    known = {"v": value, "sure": SURE.get(value, value), "short": SHORT.get(value, value), "room": ROOM.get(value, value)}
    known["half"] = HALF.get(value, value)
    text = said.format(**known, opens=OPENS.get(value, value), ends=ENDS.get(value, value))
    return f"{text} (blank lines on this page: {where})" if where else text
