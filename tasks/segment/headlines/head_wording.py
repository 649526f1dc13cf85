"""What speaks for a way to part a headline into kicker, main headline and deck, in words for the ledger."""

from __future__ import annotations

from functools import lru_cache

ROLES = {"K": "kicker", "M": "main headline", "D": "deck"}
BOTH = {"KM": "where kicker and main headline meet", "MD": "where main headline and deck meet"}
SHAPES = {
    "M": "main headline alone",
    "KM": "kicker and main headline",
    "MD": "main headline and deck",
    "KMD": "kicker, main headline and deck",
}
ROOM = {
    "far-over": "the next word would by far not have fitted",
    "over": "the next word would not have fitted",
    "edge": "the next word would just have fitted, or just not",
    "room": "the next word would have fitted",
    "much-room": "the next word would have fitted with much room left",
    "half-empty": "the line was half empty",
}
ENDS = {
    "period": "a full stop",
    "asks": "a question or exclamation mark",
    "colon": "a colon",
    "comma": "a comma",
    "hyphen": "a hyphen",
    "dash": "a dash",
    "closer": "a closing quote or bracket",
    "other": "no mark",
}
OPENS = {
    "dash": "a dash",
    "quote": "a quote",
    "lower": "a small letter",
    "digit": "a digit",
    "other": "a capital or a character",
}
CASES = {
    "none": "without capital or small letters",
    "capitals": "all in capitals",
    "title": "with its words capitalised",
    "sentence": "written like a sentence",
    "lower": "in lower case",
}
EVEN = {"one": "one line", "even": "lines of one length", "uneven": "lines of several lengths"}


@lru_cache(maxsize=2048)
def say(name: str) -> str:
    """A piece of evidence in words; one that has none as it is.

    >>> say("K-case:capitals+M-case:sentence")
    'kicker all in capitals, main headline written like a sentence'
    >>> say("MD-after:period+opens:quote")
    'where main headline and deck meet, a line ends in a full stop and the next opens with a quote'
    """
    known = dict(part.split(":", 1) for part in name.split("+") if ":" in part)
    family, value = next(iter(known.items()), (name, ""))
    if family == "shape":
        return f"it is parted into {SHAPES.get(value, value)}" + (_lines(known["lines"]) if "lines" in known else "")
    if family.endswith(("-type", "-weight", "-block")):
        return _set(family, value)
    if family == "case-changes":
        return f"changes between capitals and small letters from line to line: {_at_most(value, '2')}"
    if "/" in family and family[0] in ROLES:
        width = f"the {ROLES[family[0]]} is " + (f"up to {value} times" if value != "more" else "more than 2.2 times")
        lines = {"1": " of one line", "2": " of several lines"}.get(known.get("M-lines", ""), "")
        return f"{width} as wide as the main headline{lines}"
    where, _, what = family.partition("-")
    if where in BOTH:
        return f"{BOTH[where]}, {_meeting(what, value, known)}"
    return _of_part(ROLES[where], what, value, known) or name if where in ROLES else name


def _set(family: str, value: str) -> str:
    """What sizes, weights and blocks of type show of a part."""
    who, _, what = family.rpartition("-")
    if who in BOTH:
        return f"{BOTH[who]}, {'one block goes on' if value == 'within' else 'a block ends'}"
    if who.endswith("-inner"):
        return f"the lines of the {ROLES[who[0]]} stand in {'one block' if value == 'within' else 'several blocks'}"
    if "/" in who:
        kind = "size" if what == "type" else "weight"
        return f"the {kind} of the {ROLES[who[0]]} against the main headline's is {value}"
    return f"the type of the {ROLES[who[0]]} is {value}"


def _lines(count: str) -> str:
    return f", of {_at_most(count, '5')} lines in all"


def _at_most(count: str, top: str) -> str:
    return f"{count} or more" if count == top else count


def _meeting(what: str, value: str, known: dict[str, str]) -> str:
    """How two parts meet."""
    if what == "divided":
        return "a word would be divided"
    if what == "wrap":
        return ROOM.get(value, value)
    if what == "gap":
        return "a blank line stands" if value != "0" else "no blank line stands"
    opens = f" and the next opens with {OPENS.get(known['opens'], '')}" if "opens" in known else ""
    return f"a line ends in {ENDS.get(value, value)}{opens}"


def _of_part(role: str, what: str, value: str, known: dict[str, str]) -> str | None:
    """What one part shows; None for what has no words."""
    if what == "case":
        other = known.get("M-case") if len(known) > 1 else None
        return f"{role} {CASES.get(value, value)}" + (f", main headline {CASES.get(other, other)}" if other else "")
    size = f"up to {value}" if value != "more" else "more than the longest have"
    return {
        "lines": f"lines of the {role}: {_at_most(value, '4')}",
        "size": f"cells that the {role} takes (a Chinese character is two): {size}",
        "wrap": f"within the {role}, against the line below, {ROOM.get(value)}",
        "wrap-widest": f"within the {role}, against its widest line, {ROOM.get(value)}",
        "inner-gap": f"{'no ' if value == '0' else 'a '}blank line within the {role}",
        "inner": f"a line within the {role} ends in {ENDS.get(value)}",
        "ends": f"the {role} ends in {ENDS.get(value)}",
        "opens": f"the {role} opens with {OPENS.get(value)}",
        "mark-within": f"a mark that parts clauses stands within the {role}",
        "inner-divided": f"a word is divided within the {role}",
        "number": f"the {role} holds a number",
        "phrases": f"wide blanks between phrases of the {role}: {_at_most(value, '3')}",
        "even": f"the {role} has {EVEN.get(value)}",
        "words": f"words in the {role}: {size}",
        "label": f"the {role} is the name of a section",
        "label-within": f"the {role} begins with the name of a section, and goes on",
    }.get(what)
