"""The sample pages come out as well as they ever did, and the floors under them cannot sink unseen."""

from dataclasses import asdict, replace

import pytest

from tasks.emit.check import check_page
from tests.quality import samples
from tests.quality.score import Scores

PIN = "pin it: python -m tests.quality.samples --pin"
GOOD = Scores(0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, cer=0.05, cer_found=0.05)
PAGE = "yunhe-daily-02"


def test_every_page_has_its_floors_and_every_floor_its_page():
    assert sorted(samples.floors()) == samples.names(), PIN


@pytest.mark.parametrize("name", samples.names())
def test_page_is_as_good_as_it_was(name):
    floor = samples.floors()[name]
    assert samples.digest(name) == floor["page"], f"the page or its gold is another; {PIN}"
    fallen = samples.worse(asdict(samples.scored(name)), floor)
    assert not fallen, f"{fallen}; if that is meant: python -m tests.quality.samples --pin --lower"


@pytest.mark.parametrize("name", samples.names())
def test_page_keeps_the_schema_and_its_own_counts(name):
    page = samples.emitted(name)
    text = (samples.ROOT / samples.gold(name)["source"]).read_bytes().decode(samples.gold(name)["encoding"])
    assert check_page(page.articles, page.manifest, text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")) == []


@pytest.mark.parametrize(
    ("change", "fallen"),
    [
        ({}, []),
        ({"para_f1": 0.91, "cer": 0.04}, []),
        ({"para_f1": 0.8999}, ["para_f1 0.8999, floor 0.90"]),
        ({"cer_found": 0.0501, "kind": 0.5}, ["kind 0.5000, floor 0.90", "cer_found 0.0501, floor 0.05"]),
    ],
)
def test_what_is_worse_is_seen(change, fallen):
    assert samples.worse(asdict(replace(GOOD, **change)), samples.floor_of(GOOD)) == fallen


@pytest.mark.parametrize("change", [{"article_f1": 0.88}, {"cer": 0.07}])
def test_no_floor_is_lowered_unless_told_so(change):
    old = {PAGE: samples.floor_of(GOOD)}
    with pytest.raises(ValueError, match=f"{PAGE}: {next(iter(change))}"):
        samples.pinned({PAGE: replace(GOOD, **change)}, old, lower=False)
    assert f"{next(iter(change))} = {next(iter(change.values())):.2f}" in samples.pinned(
        {PAGE: replace(GOOD, **change)}, old, lower=True
    )


def test_no_page_loses_its_floors_unless_told_so():
    old = {PAGE: samples.floor_of(GOOD), "gone": samples.floor_of(GOOD)}
    with pytest.raises(ValueError, match="gone: no such page any more"):
        samples.pinned({PAGE: GOOD}, old, lower=False)


def test_floors_rise_with_the_figures():
    assert "article_f1 = 0.95" in samples.pinned(
        {PAGE: replace(GOOD, article_f1=0.959)}, {PAGE: samples.floor_of(GOOD)}, False
    )
