"""Characters that stand for others: what fonts, typesetters and converters put in the place of printed ones.

Each rule has a name, a pattern and a replacement, and is tried on its own; their order is that of ``RULES``, with the reason
for each place. Left alone: CJK punctuation and signs in any width (（），：％), tabs, no-break and ideographic spaces, all
other blanks (the layout is read from them later), the long s, superscripts, fractions, ㎡ and ℃, private-use characters,
joiners within scripts that need them (Persian, Indic, emoji). NFKC over whole text is never used: it rewrites the
punctuation of Chinese.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Literal

from tasks.model.ledger import Edit
from tasks.model.trace import Traced

SOFT_HYPHEN = "\N{SOFT HYPHEN}"


@dataclass(frozen=True, slots=True)
class Rule:
    """``pattern`` finds what may be wrong, ``after`` says what it becomes (itself: left alone).

    ``sign`` finds one of the characters without which there is nothing to find, where ``pattern`` needs more than that one.
    """

    name: str
    pattern: re.Pattern[str]
    after: Callable[[str], str]
    sign: re.Pattern[str] | None = None


def apply(text: Traced, source: str, offset: int, rules: tuple[Rule, ...]) -> tuple[Traced, list[Edit]]:
    """Apply rules one after the other.

    Args:
        text: traced text.
        source: the printed text of the page, which starts at ``offset`` of the file's decoded text.
        offset: see ``source``.
        rules: in order.

    Returns:
        The text and one edit for each place that changed; ``before`` is what the source has there.
    """
    edits: list[Edit] = []
    if not _any_of(rules).search(text.text):
        return text, edits
    present = "".join(set(text.text))
    for rule in rules:
        if not (rule.sign or rule.pattern).search(present):  # a thousand different characters instead of ten thousand
            continue
        changes = [
            (match.start(), match.end(), after)
            for match in rule.pattern.finditer(text.text)
            if (after := rule.after(match.group())) != match.group()
        ]
        if changes:
            text, made = replace(text, changes, rule.name, source, offset)
            edits += made
    return text, edits


@lru_cache(maxsize=8)
def _any_of(rules: tuple[Rule, ...]) -> re.Pattern[str]:
    """Finds one of the characters without which none of these rules has anything to find.

    A run of characters is there where one of it is; without the plus, ``re`` makes one class of all these classes.
    """
    return re.compile("|".join([(rule.sign or rule.pattern).pattern.removesuffix("+") for rule in rules]))


def replace(
    text: Traced, changes: list[tuple[int, int, str]], rule: str, source: str, offset: int
) -> tuple[Traced, list[Edit]]:
    """Put other text in the place of stretches (start and end in the text, in order, and what comes there).

    A stretch that begins or ends between characters of one source character (the letters of a ligature, one with an accent)
    takes all of these, so that each edit says what became of its whole span.
    """
    changes = _widened(text, changes)
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    edits: list[Edit] = []
    done = 0
    for left, right, after in changes:
        letters += (text.text[done:left], after)
        starts += text.starts[done:left]
        ends += text.ends[done:left]
        if len(after) == right - left:
            starts += text.starts[left:right]
            ends += text.ends[left:right]
        else:
            starts += [text.starts[left]] * len(after)
            ends += [text.ends[right - 1]] * len(after)
        span = (text.starts[left], text.ends[right - 1])
        edits.append(Edit(rule, span, source[span[0] - offset : span[1] - offset], after))
        done = right
    letters.append(text.text[done:])
    starts += text.starts[done:]
    ends += text.ends[done:]
    return Traced.placed("".join(letters), starts, ends), edits


def _widened(text: Traced, changes: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The changes, none of which parts characters that share their source."""
    out: list[tuple[int, int, str]] = []
    for left, right, after in changes:
        done = out[-1][1] if out else 0
        while left > done and text.starts[left - 1] == text.starts[left]:
            left -= 1
            after = text.text[left] + after
        if left and left == done and text.starts[left - 1] == text.starts[left]:
            left, _, before = out.pop()
            after = before + after
        out.append((left, right, after))
    return [_to_the_end(text, *change) for change in out]


def _to_the_end(text: Traced, left: int, right: int, after: str) -> tuple[int, int, str]:
    """A change with the rest of the characters that share the source of its last one."""
    end = right
    while end < len(text) and text.starts[end] == text.starts[right - 1]:
        end += 1
    return left, end, after + text.text[right:end]


LINE_ENDS = Rule(
    "normalise.unify-line-ends",
    # CRLF as one; CR of old Macintosh, VT and LS of word processors, PS; NEL of mainframes, which is the horizontal ellipsis
    # of Windows-1252 where a blank, a line's end or a closing mark comes next
    re.compile('\r\n|[\r\v\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}]|\x85(?![ \t\n\r\u00a0"”»’)])'),
    lambda _: "\n",
    re.compile("[\r\v\x85\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}]"),
)
"""Before all others: they ask where lines end."""


def _c1(letter: str) -> str:
    """A control of the range 80-9F is a sign of Windows-1252 taken for ISO-8859-1, as HTML5 has it; else it is nothing."""
    return letter.encode("latin-1").decode("cp1252", "ignore")


@cache
def _tables() -> Mapping[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("radicals.toml").read_text(encoding="utf-8"))


def _each(table: Mapping[str, str]) -> Callable[[str], str]:
    translation = str.maketrans(dict(table))
    return lambda run: run.translate(translation)


def _by_unicode(form: Literal["NFC", "NFKC"]) -> Callable[[str], str]:
    return lambda run: "".join(unicodedata.normalize(form, letter) for letter in run)


def _class_of(letters: str) -> re.Pattern[str]:
    return re.compile(f"[{letters}]+")


_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ſt", "ﬆ": "st"}
_WIDER = 0xFEE0
_FULL_WIDTH = {_WIDER + code: code for a, z in ("09", "AZ", "az") for code in range(ord(a), ord(z) + 1)}

FULL_WIDTH = Rule(
    "normalise.narrow-full-width",
    re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]+"),
    lambda run: run.translate(_FULL_WIDTH),
)
"""Left out on a page that is set in them: see ``full_width``."""

RADICALS = Rule(
    "normalise.replace-kangxi-radical",
    re.compile("[\u2f00-\u2fd5]+"),
    _by_unicode("NFKC"),
)
SIMPLE_RADICALS = Rule(
    "normalise.replace-kangxi-radical", _class_of("".join(_tables()["simplified"])), _each(_tables()["simplified"])
)
"""In simplified Chinese, before ``RADICALS``."""

RULES: tuple[Rule, ...] = (
    # invisible ones first: they would part what the other rules look for
    Rule("normalise.remove-control", re.compile("[\x00-\x08\x0e-\x1f\x7f]+"), lambda _: ""),
    Rule("normalise.read-c1-as-cp1252", re.compile("[\x80-\x9f]+"), _c1),
    Rule(
        "normalise.remove-zero-width",
        re.compile(
            "[\u200b\u2060-\u2064\ufeff\u180e]+"  # zero-width space, joiner, operators; a byte order mark inside
            "|[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]+"  # marks of writing direction
            # joiners behind Latin, a blank or CJK, where no script needs them
            "|(?<=[\\s\x21-\u024f\u1e00-\u1eff\u2010-\u2044\u3000-\u9fff\uff00-\uffef])[\u200c\u200d]+(?![\u0600-\u0dff])"
        ),
        lambda _: "",
        re.compile("[\u200b-\u200f\u2060-\u2069\ufeff\u180e\u061c\u202a-\u202e]"),
    ),
    # now a line's end can be seen: hyphens that are printed there, and those that are not
    Rule(
        "normalise.show-soft-hyphen",
        re.compile("(?<![-\u00ad])\u00ad+[ \t\u00a0]*(?=\n|\\Z)"),
        lambda run: "-" + run.lstrip(SOFT_HYPHEN),
        re.compile(SOFT_HYPHEN),
    ),
    Rule("normalise.remove-soft-hyphen", re.compile("\u00ad+"), lambda _: ""),
    # letters that come as several characters, and several that come as one
    Rule(
        "normalise.compose-letter",
        re.compile(
            "[^\\W\\d_][\u0300-\u036f\u3099\u309a]+"
            "|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?"  # the parts of a Korean syllable
        ),
        lambda run: unicodedata.normalize("NFC", run),
        re.compile("[\u0300-\u036f\u3099\u309a\u1161-\u1175]"),
    ),
    Rule("normalise.split-ligature", re.compile("[\ufb00-\ufb06]+"), _each(_LIGATURES)),
    FULL_WIDTH,
    # what fonts put in the place of Chinese characters
    RADICALS,
    Rule(
        "normalise.replace-cjk-radical",
        re.compile("[\u2e80-\u2ef3]+"),
        lambda run: _by_unicode("NFKC")(_each(_tables()["supplement"])(run)),
    ),
    Rule("normalise.unify-compatibility-ideograph", re.compile("[\uf900-\ufad9\U0002f800-\U0002fa1d]+"), _by_unicode("NFC")),
    Rule("normalise.turn-vertical-form", _class_of("".join(_tables()["upright"])), _each(_tables()["upright"])),
)
"""In this order; no rule makes what an earlier one would change."""
