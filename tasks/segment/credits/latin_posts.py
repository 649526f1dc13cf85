"""The post beside a name with no mark between: ``Mary Ellis Health Correspondent``, ``JOHN OGDEN The Marlow Banner``.

Bylines are often set in two lines, the name and below it the post; joined, nothing parts them but the words themselves.
A post is made of beats (``health``, ``chief``, ``sports``) and what the person is (``reporter``, ``editor``).
"""

from __future__ import annotations

import re
from functools import lru_cache

from tasks.segment.credits.latin_hints import Hint
from tasks.segment.credits.latin_running import may
from tasks.segment.credits.latin_words import PLACE, UPPER, either, entry, pattern, words

_PIECES = re.compile(r"(\s(?:and|und|et|&|with|mit|avec)\s(?!the\s)|\s?[,;/|]\s*)")
_SHOUTED = rf"(?:Mc|Mac|O’|d’|Le|La|De)?{UPPER}(?:[.’-]?{UPPER})+"
_CAPITALS = re.compile(rf"(?P<who>(?:(?:{_SHOUTED}|{UPPER}\.)\s)+{_SHOUTED})\s(?P<rest>{UPPER}[^\W\d_]*[a-zà-ÿ].*)$")


@lru_cache(maxsize=16)
def _post(language: str, least: int) -> str:
    """A post: its paper, its beats (``least`` of them at least where no paper stands), what the person is, and for whom."""
    beats = "|".join(re.escape(word) for word in sorted(words(language, "credit.posts.beat"), key=len, reverse=True))
    nouns = either(language, entry(language, "credit.posts.noun"))
    whom = entry(language, "credit.posts.whom")
    after = rf"(?:\s(?:{either(language, whom)})\s(?:the\s)?(?-i:{PLACE}))?" if whom else ""
    papers = "|".join(entry(language, "credit.posts.paper")) or "(?!)"
    paper = rf"(?:the\s)?(?:[\w’-]+\s)?(?:{papers})\s"
    beaten = rf"(?:(?:{beats})[\s/&]\s?)"
    leads = rf"(?:{paper})?{beaten}{{{least},4}}" if not least else rf"(?:{paper}{beaten}{{0,4}}|{beaten}{{{least},4}})"
    return rf"{leads}(?:{nouns}){after}"


@lru_cache(maxsize=16)
def _noun(language: str) -> re.Pattern[str]:
    """What a person is: without it a text holds no post."""
    return pattern(language, "credit.posts.noun", r"\b(?:{})\b")


NOUNS = Hint(lambda language: [_noun(language)])


@lru_cache(maxsize=16)
def _behind(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?P<who>\S*[^\W\d_.,]\S*(?:\s\S+)*?\s\S*\w\S*?)\s(?P<post>{_post(language, 0)})\.?$", re.IGNORECASE)


@lru_cache(maxsize=16)
def _alone(language: str) -> re.Pattern[str]:
    lead = entry(language, "credit.posts.lead")
    return re.compile(rf"(?:(?:{either(language, lead)})\s)?{_post(language, 1)}[.:]?$" if lead else r"(?!)", re.IGNORECASE)


@lru_cache(maxsize=32)
def _places(language: str, path: str) -> re.Pattern[str]:
    found = entry(language, path)
    if not found:
        return re.compile(r"(?!)")
    return re.compile(rf"\s(?i:{either(language, found)})\s{PLACE}(?=\s*(?:[,;/|)]|$)|\s(?:and|und|et|&)\s)")


_WHENCE = Hint(lambda language: [_places(language, f"credit.posts.{said}") for said in ("reports", "whence")])


@lru_cache(maxsize=4096)
def parted(text: str, language: str) -> str:
    """A list of names with a comma before each post, and without the places that reports come from.

    >>> parted("Mary Ellis Health Correspondent and Jo Pym in Leeds", "en")
    'Mary Ellis, Health Correspondent and Jo Pym'
    """
    if not entry(language, "credit.posts.noun"):
        return text
    if may(_WHENCE, text, language):
        text = _places(language, "credit.posts.reports").sub("", _places(language, "credit.posts.whence").sub("", text))
    pieces = _PIECES.split(text)
    for i in range(0, len(pieces), 2):
        posted = _noun(language).search(pieces[i]) is not None
        if posted and (is_post(pieces[i], language) or only(pieces[i], language)):
            continue
        found = _behind(language).match(pieces[i]) if posted and " " in pieces[i] else None
        found = found or _shouted(pieces[i], language)
        if found and found["who"].split()[-1].casefold() not in words(language, "credit.not_names"):
            pieces[i] = f"{found['who']}, {pieces[i][found.end('who') :].strip()}"
    return "".join(pieces)


def _shouted(text: str, language: str) -> re.Match[str] | None:
    """A name in capitals with its paper or its town behind it in normal case: ``JOHN OGDEN The Marlow Banner``."""
    found = _CAPITALS.match(text)
    papers = "|".join(entry(language, "credit.posts.paper")) or "(?!)"
    behind = rf"(?:[\w’-]+ ){{0,4}}(?:{papers})|{UPPER}[a-zà-ÿ]{{3,}}"
    return found if found and re.fullmatch(behind, found["rest"].rstrip("."), re.IGNORECASE) else None


def only(text: str, language: str) -> bool:
    """Whether a text is a post and names nobody: ``Special Correspondent``, ``Sports Desk``."""
    return (
        bool(entry(language, "credit.posts.noun"))
        and may(NOUNS, text, language)
        and _noun(language).search(text) is not None
        and (_alone(language).match(text) is not None)
    )


def reports(text: str, language: str) -> bool:
    """Whether a text says that somebody reports from somewhere."""
    return _places(language, "credit.posts.reports").search(text) is not None


def whence(text: str, language: str) -> bool:
    """Whether a place that the report comes from stands in the text."""
    return _places(language, "credit.posts.whence").search(text) is not None


def is_post(text: str, language: str) -> bool:
    """Whether a line is the post of the person named above it."""
    return bool(entry(language, "credit.posts.noun")) and _whole(language).match(text) is not None


def is_whom(text: str, language: str) -> bool:
    """Whether a text says whom or where a post is for: ``with the Southern Army``."""
    whom = entry(language, "credit.posts.whom")
    return bool(whom) and re.fullmatch(rf"(?:{either(language, whom)}) (?:the )?{PLACE}\.?", text) is not None


@lru_cache(maxsize=16)
def _whole(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{_post(language, 0)})\.?$", re.IGNORECASE)
