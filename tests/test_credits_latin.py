"""Latin credits: ``tests/cases/credits/{en,de,fr,es,it,nl,pt,und}.toml``, ``standalone.tsv``; the grammar's laws."""

import re
import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.segment import credits

CASES = Path(__file__).parent / "cases" / "credits"
LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt", "und")
LOW = 0.35
"""A text that is no credit scores less; one that is scores at least this."""


@pytest.fixture(autouse=True, scope="module")
def _loaded():
    """Each language's lexicon is read at the first question, which may take a second."""
    for language in LANGUAGES:
        credits.standalone("Nobody Knows", language)


def cases(kind):
    for language in LANGUAGES:
        table = tomllib.loads((CASES / f"{language}.toml").read_text(encoding="utf-8"))
        for case in table.get(kind, []):
            yield pytest.param(case["text"], case["expected"], language, id=f"{language}-{case['label']}")


def said(found):
    return [f"{a.name} = {a.role}" for a in found.authors]


def check(found, expected):
    if expected == "none":
        assert found is None or found.score < LOW, found
        return
    assert found is not None
    assert found.score >= expected.get("score", LOW)
    assert said(found) == expected.get("authors", [])
    assert found.place == expected.get("place")
    assert found.date == expected.get("date")


@pytest.mark.parametrize(("text", "expected", "language"), list(cases("opening")))
def test_opening(text, expected, language):
    found = credits.opening(text, language)
    check(found, expected)
    if expected != "none":
        assert text[found.end :] == expected.get("body", "")


@pytest.mark.parametrize(("text", "expected", "language"), list(cases("closing")))
def test_closing(text, expected, language):
    found = credits.closing(text, language)
    check(found, expected)
    if expected != "none":
        assert text[found.start : found.end] == expected["credit"]


@pytest.mark.parametrize(("text", "expected", "language"), list(cases("standalone")))
def test_standalone(text, expected, language):
    check(credits.standalone(text, language), expected)


def bylines():
    for line in (CASES / "standalone.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            language, text, who = line.split("\t")
            yield pytest.param(language, text, who, id=f"{language}-{text}")


@pytest.mark.parametrize(("language", "text", "who"), list(bylines()))
def test_who_is_named_by_a_line_alone(language, text, who):
    authors = [] if who == "nobody" else who.split("; ")
    check(credits.standalone(text, language), "none" if who == "none" else {"authors": authors})


@pytest.mark.parametrize(("text", "expected", "language"), list(cases("jump")))
def test_jump(text, expected, language):
    found = credits.jump(text, language)
    if expected == "none":
        assert found is None
    else:
        start, end, direction, page = found
        assert [text[start:end], direction, page or ""] == expected


@pytest.mark.parametrize(("text", "expected", "language"), list(cases("furniture")))
def test_furniture(text, expected, language):
    found = credits.furniture(text, language)
    if expected == "none":
        assert found is None or found[1] < LOW
    else:
        role, least = expected
        assert found is not None
        assert found[0] == role
        assert found[1] >= least


@pytest.mark.parametrize(("text", "expected", "language"), list(cases("notice")))
def test_notice(text, expected, language):
    assert (credits.notice(text, language) >= 0.5) is expected


@pytest.mark.parametrize(("text", "expected", "language"), list(cases("caption")))
def test_caption(text, expected, language):
    assert (credits.caption(text, language) >= 0.5) is expected


@given(st.text(alphabet="ABab .,—–-()[]:/|’'0123Foto: By Von Par \n", max_size=200), st.sampled_from((*LANGUAGES, "und")))
def test_any_text_is_answered_within_its_own_bounds(text, language):
    for ask in (credits.opening, credits.closing, credits.standalone):
        found = ask(text, language)
        assert found is None or (0 <= found.start <= found.end <= len(text) and 0 <= found.score <= 1)
    assert 0 <= credits.notice(text, language) <= 1
    assert 0 <= credits.caption(text, language) <= 1
    assert all(0 < place < len(text) for place in credits.inside(text, language))
    found = credits.jump(text, language)
    assert found is None or 0 <= found[0] < found[1] <= len(text)


@pytest.mark.parametrize(
    "unit", ["A ", "A. ", "Aa-", "(A", "Foto: ", "By A ", "d’A", "Ab, ", "— ", "von der ", "1. ", "Page ", "et "]
)
def test_time_grows_no_faster_than_the_text(unit):
    def seconds(text):
        start = time.process_time()  # of this process: a busy machine is no slow pattern
        for language in LANGUAGES:
            for ask in (
                credits.opening,
                credits.closing,
                credits.standalone,
                credits.inside,
                credits.jump,
                credits.furniture,
                credits.notice,
                credits.caption,
            ):
                ask(text, language)
        return time.process_time() - start

    seconds(unit * 10)  # patterns are compiled now
    assert seconds(unit * (4000 // len(unit))) < 2.0


def test_other_languages_are_read_by_conservative_rules():
    assert said(credits.standalone("Foto: Anna Bergström", "sv")) == ["Anna Bergström = photographer"]
    assert credits.opening("Väderkvarnen. Det", "sv") is None
    assert credits.standalone("Av Anna", "sv") is None or credits.standalone("Av Anna", "sv").score < LOW


def test_credits_inside_a_line_need_capitals_wire_and_dash():
    line = "the bridge stays shut. MILLHAVEN (AP) — The boards"
    assert credits.inside(line, "en") == [line.index("MILLHAVEN")]
    assert credits.inside("the bridge (AP) stays shut. Millhaven — a town", "en") == []


def test_every_given_name_list_is_written_with_capitals():
    for language in LANGUAGES:
        table = tomllib.loads(
            Path(credits.__file__).parents[2].joinpath("languages", f"{language}.toml").read_text(encoding="utf-8")
        )
        assert all(re.match(r"[^\W\d_a-z]", name) for name in table["credit"]["given"].split())
