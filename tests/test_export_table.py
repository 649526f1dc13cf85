"""The tables of formats: every field is held or said not to be, and the documentation is made of them."""

import doctest
import json
from importlib import import_module
from importlib.resources import files

import pytest

from tasks.command.parser import EXPORTS, KINDS
from tasks.export import NAMES, format_of
from tests.export_table import DOC, WHOLE, contract, formats, made


def test_the_command_line_offers_the_formats_and_kinds_that_there_are():
    schema = json.loads(files("tasks.emit").joinpath("article.schema.json").read_text(encoding="utf-8"))
    assert EXPORTS == NAMES
    assert list(KINDS) == schema["properties"]["kind"]["enum"]


def test_the_contract_has_the_fields_that_the_tables_are_held_against():
    found = contract()
    assert len(found) == len(set(found)) == 41
    assert {"issue.pages", "provenance.parts"} <= set(found)
    assert {"id", "authors.name", "paragraphs.spans", "jump.page", "provenance.boxes", "provenance.pipeline"} <= set(found)


@pytest.mark.parametrize("name", [one for one in NAMES if one not in WHOLE])
def test_every_field_has_a_place_or_is_said_not_to_be_held(name):
    one = format_of(name)
    held, lost = one.held_fields(), one.lost_fields()
    assert sorted({*held, *lost}) == sorted(contract())
    assert not set(held) & set(lost)
    assert len(lost) == len(set(lost))
    assert all(why for _, why in one.lost)


def test_formats_that_promise_to_hold_all_do():
    assert [one.name for one in formats() if not one.lost] == ["parquet", "dolma"]
    assert format_of("american-stories").lost_told()[-1] == "provenance", "what is lost whole is said in one word"
    assert "confidence" in format_of("ninjs").lost_told()
    assert "jump.page" in format_of("ninjs").lost_told()


@pytest.mark.parametrize("module", ["mapping", "wanted", "ninjs", "impresso"])
def test_what_the_docstrings_show_is_so(module):
    found = doctest.testmod(import_module(f"tasks.export.{module}"))
    assert found.attempted
    assert not found.failed


def test_the_documentation_has_these_tables():
    text = DOC.read_text(encoding="utf-8")
    assert text == made(text), "python -m tests.export_table writes them"
    for name in NAMES:
        assert f"| `{name}` |" in text
