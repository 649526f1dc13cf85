"""Chinese personal names: where one ends and the next begins, and where a place follows without a mark.

Newspapers set names of two characters with a blank inside (``刘 畅``), lists of names with blanks or without anything
between them, and a reporter's place straight after the name (``記者鍾佩玲嵐港報導``). Surnames are the evidence; length is
the prior: most names have three characters, then two, and four only behind a surname of two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from tasks.segment.credits.cjk_words import HAN, NUMERAL, names, one_of

Piece = tuple[int, int]
"""Half-open positions of a run without blanks."""

_FOREIGN = re.compile(r"(?!https?\Z)[A-Za-z](?:[A-Za-z'’·-]|\.(?![a-z]))*")  # not an address of the web
_DOTTED = re.compile(rf"(?:{HAN}{{1,7}}\N{{MIDDLE DOT}}){{1,3}}{HAN}{{1,4}}")
FROM = "从自在"
"""What may stand between a reporter's name and the place of the report: 记者林小舟从岚港报道."""
_DISTRICTS = "省市县区州镇乡村"
_LONGEST_LIST = 40  # characters of names in a row; more is running text


@lru_cache(maxsize=1)
def _body_ending() -> re.Pattern[str]:
    return re.compile(one_of(names().bodies) + r"\Z")


def is_body(run: str) -> bool:
    """Whether a run of characters names an authority, firm or institute and no person."""
    return len(run) >= 3 and _body_ending().search(run) is not None


@lru_cache(maxsize=1)
def _body_and_name() -> re.Pattern[str]:
    bodies, standing = one_of(names().bodies), one_of(names().standing)
    return re.compile(f"(?:{HAN}{{2,20}}{bodies}|{HAN}{{0,20}}{standing})({HAN}{{2,4}})")


@lru_cache(maxsize=1)
def _sounds() -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted(names().transliterated))}]{{5}}")


def is_transliterated(run: str) -> bool:
    """Whether four to seven characters write a Mongolian, Tibetan or Uyghur name by its sound: 乌云其其格, 扎西才让."""
    return 4 <= len(run) <= 7 and names().transliterated.issuperset(run) and run not in names().places


def surname(run: str) -> float:
    """How well (0..1) a run begins with a surname, or is a name that needs none."""
    known = names()
    if run[:2] in known.compound and len(run) >= 3:
        return 1.0
    if len(run) > 3 and re.fullmatch(f"{HAN}+", run):
        return 0.6 if is_transliterated(run) else 0.0  # four behind a surname of one are a phrase more often than a name
    if run[:1] in known.common:
        return 0.9
    return 0.6 if run[:1] in known.others else 0.0


def is_name(run: str) -> bool:
    """Whether a run can be one person's name (or pen name) where a credit puts names."""
    if _FOREIGN.fullmatch(run):
        return 2 <= len(run) <= 16
    if "\N{MIDDLE DOT}" in run:
        return len(run) <= 16 and _DOTTED.fullmatch(run) is not None
    if is_transliterated(run):
        return True
    if run in names().titles or not 2 <= len(run) <= 4 or not re.fullmatch(f"{HAN}+", run):
        return False
    return not any(char in names().never for char in run) and re.fullmatch(f"{NUMERAL}+", run) is None


@lru_cache(maxsize=20_000)
def _cost(run: str) -> float:
    """How unlikely a run is as one name; about 1 for an ordinary name of three characters."""
    base = {2: 1.2, 3: 1.0, 4: 1.1 if run[:2] in names().compound else 3.0}.get(len(run))
    if _DOTTED.fullmatch(run):
        return 1.0
    if is_transliterated(run) and base != 1.1:
        return 2.6  # two ordinary names cost 2.4 at most, when both surnames are common ones
    if (
        base is None
        or run in names().titles
        or re.fullmatch(f"{NUMERAL}+", run)
        or any(char in names().never for char in run)
    ):
        return 99.0
    sure = surname(run)
    return base + (0.0 if sure >= 0.9 else 0.5 if sure > 0 else 2.5)


@lru_cache(maxsize=1)
def _in_no_name() -> frozenset[str]:
    return names().never - names().transliterated


@lru_cache(maxsize=4096)
def cut(run: str) -> tuple[int, ...] | None:
    """Ends of the names in a run without blanks, or None where it is no list of names.

    >>> cut("明月臧小红")
    (2, 5)
    """
    if len(run) > _LONGEST_LIST or "\N{MIDDLE DOT}" not in run and not _in_no_name().isdisjoint(run):
        return None
    if dotted := re.match(rf"{HAN}{{1,6}}\N{{MIDDLE DOT}}{HAN}{{2,4}}?(?=({HAN}{{2,}})\Z)", run):  # 巴图尔·艾山茅以安
        rest = cut(dotted.group(1))
        told = rest and all_surnames(dotted.group(1), rest)
        return (dotted.end(), *(dotted.end() + end for end in rest)) if rest and told else None
    sizes = range(2, 8) if _sounds().search(run) else (2, 3, 4)
    totals, names_of = [0.0], [0]  # the cost of the cheapest names up to each place, and the size of the last of them
    for end in range(1, len(run) + 1):
        options = [(round(totals[end - size] + _cost(run[end - size : end]), 3), size) for size in sizes if size <= end]
        size = min(options, default=(99.0, 0))[1]
        totals.append(totals[end - size] + _cost(run[end - size : end]) if size else 99.0)
        names_of.append(size)
    ends = _ends(names_of)
    return ends if ends and totals[-1] <= 2.2 * len(ends) or (len(ends) == 1 and totals[-1] < 10) else None


def _ends(sizes: Sequence[int]) -> tuple[int, ...]:
    """Where the names end, given the size of the one that ends at each place; none where it is nought."""
    out: list[int] = []
    at = len(sizes) - 1
    while at > 0 and sizes[at]:
        out.append(at)
        at -= sizes[at]
    return tuple(reversed(out))


def all_surnames(run: str, ends: Sequence[int]) -> bool:
    """Whether each of the names that end there begins with a surname."""
    return all(surname(run[a:b]) for a, b in zip([0, *ends[:-1]], ends, strict=True))


def is_district(run: str) -> bool:
    """Whether a run is named as counties, towns and villages are, and no person is.

    >>> is_district("河北定县"), is_district("高山县")
    (True, False)
    """
    return 3 <= len(run) <= 8 and run[-1] in _DISTRICTS and not surname(run)


def is_place(run: str) -> bool:
    """Whether a run is a known place, or one within another.

    >>> is_place("安徽合肥"), is_place("合肥林小舟")
    (True, False)
    """
    known = names().places
    return run in known or any(run[:size] in known and run[size:] in known for size in (2, 3))


def place_cost(run: str) -> float:
    """How unlikely a run is as a place's name beside a reporter's."""
    known = names()
    if run in known.places:
        return 0.0
    base = {1: 3.0, 2: 0.6, 3: 1.0}.get(len(run), 1.2 if len(run) <= 6 and "\N{MIDDLE DOT}" not in run else 9.0)
    ending = run[-1:] in known.place_endings and len(run) > 1
    return base - (0.3 if ending else 0.0) + (0.4 if run[:1] in known.common and len(run) == 3 and not ending else 0.0)


def name_and_place(run: str) -> int | None:
    """Where the last reporter's name ends and a place begins; the run's length where no place follows.

    >>> "蘇品妍嵐港"[:name_and_place("苏品妍岚港")]
    '蘇品妍'
    """
    whole = cut(run)
    options = [(_cost(run) + (0.3 if len(run) < 4 else 1.2), len(run))] if 2 <= len(run) <= 4 else []
    if whole is not None and len(whole) > 1:
        options.append((0.3 + sum(_cost(run[a:b]) for a, b in zip([0, *whole[:-1]], whole, strict=True)), len(run)))
    places = ((size, run[size + (run[size] in FROM) :]) for size in (2, 3, 4) if size < len(run))
    options += [(_cost(run[:size]) + place_cost(place), size) for size, place in places if place]
    cost, end = min(options, default=(99.0, 0))
    return end if cost < 5 else None


def listed(text: str, pieces: list[Piece]) -> list[list[Piece]] | None:
    """The names in pieces that stood apart by blanks: each as the pieces that make it up; None where they are no names."""
    out: list[list[Piece]] = []
    single: list[Piece] = []
    for start, end in pieces:
        run = text[start:end]
        if end - start == 1 and re.fullmatch(HAN, run):
            single.append((start, end))
            if len(single) == 2 and text[single[0][0]] + run not in names().compound or len(single) == 3:
                out.append(single)
                single = []
            continue
        if single:  # 王 小明: a surname set apart from the given name
            rest = cut(run[1:]) if len(single) == 1 and len(run) > 3 else None
            if rest:  # 明 月臧小红: the line's end took the blank
                out.append([*single, (start, start + 1)])
                out += [[(start + 1 + left, start + 1 + right)] for left, right in zip([0, *rest[:-1]], rest, strict=True)]
                single = []
                continue
            if len(single) > 1 or not surname(text[single[0][0]] + run) or len(run) != 2:
                return None
            out.append([*single, (start, end)])
            single = []
            continue
        if is_body(run) or (end < pieces[-1][1] and run.endswith(names().standing)):
            continue  # 某大学教授 王小明
        joined = _body_and_name().fullmatch(run) if len(run) > 4 else None
        if joined and surname(joined.group(1)):
            start, run = start + joined.start(1), joined.group(1)
        found = [len(run)] if is_name(run) and not (len(run) >= 4 and re.fullmatch(f"{HAN}+", run)) else cut(run)
        if found is None:
            return None
        out += [[(start + left, start + right)] for left, right in zip([0, *found[:-1]], found, strict=True)]
    return None if single else out
