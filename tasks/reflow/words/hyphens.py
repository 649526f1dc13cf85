"""A hyphen at a line's end: part of the word, or put there because the line was full?

The problem: ``finan-/ziellen`` was divided by the typesetter, ``EU-/Staaten`` is written so. A hyphen taken out wrongly is
lost for good, one left in wrongly can still be found; so a hyphen goes only where something speaks for it, and what little
speaks for either way makes the score. The signals, in order of precedence, stand in :func:`hyphen_joint`.

Left alone: hyphens beside digits, before capitals (except in lines of capitals), dashes, everything without evidence.
"""

from __future__ import annotations

import re

from tasks.model.page import Joint
from tasks.reflow.words.breaks import APOSTROPHES, DIVISION_MARK, LETTERED_HYPHENS, Break
from tasks.reflow.words.lexicon import has_lexicon, known
from tasks.reflow.words.page_words import LETTER

DOUBTFUL = 0.7
"""A joint that scores less deserves a warning: what scores less was right in fewer than nine of ten cases where measured."""

_MINUS = re.compile(r"(?<=[ (])-[0-9]")  # a figure with its minus sign inside a line
_TIED = re.compile(rf"-[{LETTER}]")
_ADDRESS = re.compile(r"@|://|^www\.|\w\.\w+/")


def hyphen_joint(broken: Break) -> Joint:
    """How a line that ends in a hyphen joins the next; the first rule that does not abstain decides."""
    return (
        _dash(broken)  # first of all: what is no hyphen
        or _division_mark(broken)  # the sign itself says it
        or _beside_digit(broken)  # 2014-/15, 18-/jährig: never a division
        or _address(broken)  # no word of any language
        or _unlettered(broken)  # the rules below look at two pieces of a word
        or _in_chain(broken)  # sister-in-/law, bread-/and-butter, pense-t-/il; before the page's words, which know telle
        or _on_page(broken)  # the page's own spelling: same author, same house style, same OCR
        or _family(broken)  # to-/day where the page writes to-night
        or _suspended(broken)  # grammar: Ein-/und Ausfuhr
        or _before_capital(broken)  # a division goes on in lower case
        or _after_acronym(broken)  # IMSI-/catchers
        or _compound_in_lexicon(broken)  # so-called: before the closed word, for the lexicon lists that too
        or _compass(broken)  # south-/western: written both ways
        or _firm_first(broken)  # non-/partisan, although the lexicon lists the closed word too
        or _closed_in_lexicon(broken)  # the strongest sign of a division
        or _clitic(broken)  # dit-/il: after the lexicon, for cel-/le
        or _closed_compounds(broken)  # German: compounds have no hyphen, so lower case after it is a division
        or _second_of_name(broken)  # London-/based
        or _first(broken)  # self-/made: both words, so before the fragments
        or _fragment(broken)  # a compound is made of words; tions is none
        or _name(broken)  # Wood-/bury: two words, but no compound
        or _between_words(broken)  # two words that make no known one: well-/made
        or _no_lexicon(broken)  # a language that is not known here: the page's habit
        or Joint("", "reflow.keep-hyphen-without-evidence", 0.3)
    )


def _dash(broken: Break) -> Joint | None:
    """A hyphen after a blank or after another one is a dash, except a minus sign and Fraktur's doubled hyphen.

    ``word -/word`` and ``word --/word`` join as they stand. ``Kontre--/Revolution`` in a language that closes its compounds
    is the compound's own hyphen and the one of the division: one of them goes.
    """
    bare = broken.before.rstrip(LETTERED_HYPHENS)
    hyphens = len(broken.before) - len(bare)
    signed = bare.endswith("(") or (bare.endswith(" ") and _MINUS.search(broken.page.text))
    if hyphens == 1 and broken.after[0].isdigit() and signed:
        return Joint("", "reflow.keep-minus", 0.8)
    if not bare or bare[-1].isspace():
        return Joint(" ", "reflow.keep-dash", 0.95)
    if hyphens == 2 and broken.habits.closed and bare[-1].isalpha() and broken.after[0].isalpha():
        return Joint("-", "reflow.join-doubled-hyphen", 0.75)
    return Joint("", "reflow.keep-dash", 0.9) if hyphens > 1 else None


def _division_mark(broken: Break) -> Joint | None:
    """¬ is written for nothing else."""
    if broken.before[-1] == DIVISION_MARK and broken.lettered and broken.right[0].islower():
        return Joint("-", "reflow.join-hyphen-division-mark", 0.98)
    return None


def _beside_digit(broken: Break) -> Joint | None:
    """Figures are not divided: ``2014-/15``, ``mid-/1990s``."""
    if broken.before[-2:-1].isdigit() or broken.after[:1].isdigit():
        return Joint("", "reflow.keep-hyphen-beside-digit", 0.95)
    return None


def _address(broken: Break) -> Joint | None:
    """In an address a hyphen may be either; it goes only where the page knows the closed word."""
    lines = f"{broken.before}\n{broken.after}"
    if "@" not in lines and "/" not in lines and "www." not in lines:
        return None
    head, tail = broken.before.split()[-1], broken.after.split()[0]
    if not _ADDRESS.search(head) and "@" not in tail and "://" not in tail:
        return None
    if broken.page.has(broken.closed):
        return Joint("-", "reflow.join-hyphen-address-on-page", 0.75)
    if broken.lettered and broken.closed_known and not (broken.left_word and broken.right_word):
        return Joint("-", "reflow.join-hyphen-address-in-lexicon", 0.75)
    return Joint("", "reflow.keep-hyphen-in-address", 0.5)


def _unlettered(broken: Break) -> Joint | None:
    """A bracket, a quote or nothing beside the hyphen."""
    return None if broken.lettered else Joint("", "reflow.keep-hyphen-beside-mark", 0.5)


def _in_chain(broken: Break) -> Joint | None:
    """A small word that another hyphen ties to the rest is the middle of a compound, on either side of the break."""
    left, right = broken.low
    links = broken.habits.links
    after = left in links and broken.chain.endswith("-" + broken.left)
    before = right in links and bool(_TIED.match(broken.after, len(right)))
    if right in broken.habits.elisions and broken.after.startswith(tuple(APOSTROPHES), len(right)):
        before = broken.left_word and not broken.closed_known  # chef-/d'œuvre, but not aujour-/d'hui
    return Joint("", "reflow.keep-hyphen-in-chain", 0.9) if after or before else None


def _on_page(broken: Break) -> Joint | None:
    """The word as it stands inside a line of the same page."""
    if broken.page.has_compound(broken.compound):
        return Joint("", "reflow.keep-hyphen-compound-on-page", 0.97)
    if len(broken.closed) > 3 and broken.page.has(broken.closed):
        return Joint("-", "reflow.join-hyphen-word-on-page", 0.99)
    return None


def _family(broken: Break) -> Joint | None:
    """Words that one age writes closed and another with a hyphen: one of the family on the page tells for all."""
    for family in broken.habits.families:
        if broken.compound not in family:
            continue
        if any(broken.page.has_compound(word) for word in family):
            return Joint("", "reflow.keep-hyphen-family-on-page", 0.95)
        if any(broken.page.has(word.replace("-", "")) for word in family):
            return Joint("-", "reflow.join-hyphen-family-on-page", 0.95)
        return Joint("", "reflow.keep-hyphen-family", 0.5)
    return None


def _suspended(broken: Break) -> Joint | None:
    """A hyphen that waits for a second compound keeps its blank, unless both make a word (``thous-/and``)."""
    if broken.low[1] in broken.habits.suspended and not broken.closed_known:
        return Joint(" ", "reflow.keep-hyphen-suspended", 0.95)
    return None


def _before_capital(broken: Break) -> Joint | None:
    """``EU-/Staaten``, ``Saint-/Étienne``; in lines of capitals a capital says nothing."""
    capitals = len(broken.left) > 1 and broken.left.isupper() and broken.right.isupper()
    if broken.right[0].isupper() and not capitals:
        return Joint("", "reflow.keep-hyphen-before-capital", 0.95)
    return None


def _after_acronym(broken: Break) -> Joint | None:
    """``IMSI-/catchers``, ``T-/shirt``: capitals and a letter by itself are not divided from lower case."""
    if broken.left.isupper() and not broken.right.isupper() and not broken.closed_known:
        return Joint("", "reflow.keep-hyphen-after-acronym", 0.9)
    return None


def _compound_in_lexicon(broken: Break) -> Joint | None:
    """The lexicon lists the compound, and both pieces are words (``re-cover`` is listed beside recover: not believed)."""
    if not known(broken.compound, broken.language) or broken.low[0] in broken.habits.loose:
        return None
    if broken.closed_known and not (broken.left_word and broken.right_word):
        return None
    return Joint("", "reflow.keep-hyphen-compound-in-lexicon", 0.65 if broken.closed_known else 0.9)


def _compass(broken: Break) -> Joint | None:
    """Compound directions are printed both ways; without the page's word the hyphen stays."""
    if broken.low[0] in broken.habits.compass and broken.low[1].startswith(tuple(broken.habits.compass)):
        return Joint("", "reflow.keep-hyphen-compass", 0.5)
    return None


def _firm_first(broken: Break) -> Joint | None:
    """First parts that keep their hyphen in nearly all words; those that do not stand among the data file's words."""
    if broken.low[0] in broken.habits.firm and broken.right_word and broken.closed not in broken.habits.words:
        return Joint("", "reflow.keep-hyphen-after-prefix", 0.85)
    return None


def _closed_in_lexicon(broken: Break) -> Joint | None:
    """The closed word is in the lexicon; two words that are one in it (``on-/screen``) less surely than two pieces."""
    if not broken.closed_known:
        return None
    both = broken.left_word and broken.right_word and not broken.habits.closed
    return Joint("-", "reflow.join-hyphen-word-in-lexicon", 0.9 if both else 0.98)


def _clitic(broken: Break) -> Joint | None:
    """``dit-/il``, ``lui-/même``: a pronoun or particle after a whole word.

    After a verb's ``t`` or ``d`` no syllable could begin with the pronoun's vowel, so the verb need not be known.
    """
    left, right = broken.low
    inverted = right in broken.habits.pronouns and left.endswith(("t", "d"))
    if inverted or (right in broken.habits.clitics and known(left, broken.language)):
        return Joint("", "reflow.keep-hyphen-before-clitic", 0.9)
    return None


def _closed_compounds(broken: Break) -> Joint | None:
    """Where compounds are closed, lower case after the hyphen is a division, adjectives of two peoples apart."""
    if not broken.habits.closed:
        return None
    left, right = broken.low
    ends = broken.habits.adjectives
    if ends and right.endswith(ends) and left.endswith((*ends, *broken.habits.peoples)):
        return Joint("", "reflow.keep-hyphen-between-adjectives", 0.8)
    if left in broken.habits.firsts or len(left) == 1:
        return Joint("", "reflow.keep-hyphen-after-prefix", 0.8)
    return Joint("-", "reflow.join-hyphen-closed-compounds", 0.95)


def _second_of_name(broken: Break) -> Joint | None:
    """``London-/based``, ``wind-/powered``: a participle of its own after something that is no mere piece."""
    right = broken.low[1]
    participle = len(right) > 4 and right.endswith(broken.habits.second_endings)
    fits = right in broken.habits.seconds or (broken.right_word and participle)
    if fits and (broken.left_word or broken.left[0].isupper()):
        return Joint("", "reflow.keep-hyphen-before-participle", 0.85)
    return None


def _first(broken: Break) -> Joint | None:
    """``self-/made``, ``anti-/inflation``: a first part that takes a hyphen, before a whole word."""
    if broken.low[0] in broken.habits.firsts and broken.right_word:
        return Joint("", "reflow.keep-hyphen-after-prefix", 0.85)
    return None


def _fragment(broken: Break) -> Joint | None:
    """A piece that is no word makes a division, on a page that divides words at all; a word and an ending do on any."""
    if not has_lexicon(broken.language) or (broken.left_word and broken.right_word):
        return None
    if len(broken.left) == 1 and broken.right_word:
        return Joint("", "reflow.keep-hyphen-after-letter", 0.8)
    if max(map(len, broken.low)) < 4 and len(broken.closed) < 6:
        return Joint("", "reflow.keep-hyphen-between-scraps", 0.5)  # hi-/vis: what is divided is longer
    ending = broken.low[1] in broken.habits.endings and known(broken.low[0], broken.language)
    if not broken.page.divides and not ending:
        return Joint("", "reflow.keep-hyphen-undivided", 0.5)
    if broken.left.isupper() and min(map(len, broken.low)) > 3:
        return Joint("", "reflow.keep-hyphen-between-names", 0.5)  # in capitals: two names as likely as one divided
    return Joint("-", "reflow.join-hyphen-fragment", 0.9)


def _name(broken: Break) -> Joint | None:
    """A capitalised word inside a sentence, then lower case: a divided name (``Wood-/bury``) rather than a compound."""
    ahead = broken.before[: -1 - len(broken.left)].rstrip()
    if broken.left[0].isupper() and broken.right.islower() and broken.page.divides and ahead[-1:].isalpha():
        return Joint("-", "reflow.join-hyphen-name", 0.65)
    return None


def _between_words(broken: Break) -> Joint | None:
    """Two whole words that the lexicon does not know as one."""
    if has_lexicon(broken.language):
        return Joint("", "reflow.keep-hyphen-between-words", 0.8)
    return None


def _no_lexicon(broken: Break) -> Joint | None:
    """No lexicon: a page that divides words at its line ends divides this one too, more likely than not."""
    capitals = len(broken.left) > 1 and broken.left.isupper() and broken.right.isupper()
    if broken.page.divides and (broken.right.islower() or capitals):
        return Joint("-", "reflow.join-hyphen-page-divides", 0.65)
    return None
