"""The fuzzed rooms in short: a few pages drawn from bytes for each, and every page that fuzzing has found."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import ROOMS, every_room

FOUND = [
    pytest.param(case, id=f"{file.stem}: {case['label']}")
    for file in sorted((Path(__file__).parent / "cases" / "found").glob("*.toml"))
    for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]
]

few = settings(derandomize=True, deadline=None, max_examples=20, database=None, suppress_health_check=[HealthCheck.too_slow])
"""The same pages each time: a search that goes on is ``python -m tests.fuzz``. The targets keep the time themselves."""


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_keeps_the_laws_on_pages_drawn_from_bytes(room):
    @few
    @given(st.binary(min_size=10, max_size=90))
    def run(data):
        ROOMS[room](data)

    run()


@pytest.mark.parametrize("case", FOUND)
def test_what_was_found_is_mended(case):
    text = every_room(case.get("above", "") + case["text"] * case.get("times", 1), case.get("language"))
    assert case.get("has", "") in text, case["why"]
