"""Articles from units: how a byline's lines are read where they may be two things."""

import pytest

from tasks.segment import articles
from tasks.segment.units import Body
from tests.learn.lines import lines_of

TEXT = "La ligne 4 attendra le printemps, et personne ne s’en plaint au village."


@pytest.mark.parametrize(
    ("byline", "names", "place", "why"),
    [
        ("YANN GOASDOUÉ (avec AFP)", ["Yann Goasdoué", "AFP"], None, "a person before an agency"),
        ("MIRANDE-SUR-AULNE (AFP)", ["AFP"], "MIRANDE-SUR-AULNE", "a place before an agency"),
    ],
)
def test_a_name_before_its_agency_is_no_dateline(byline, names, place, why):
    lines, _ = lines_of(f"{byline}\n{TEXT}\n{TEXT}", "fr")
    drafted = articles.draft(Body(lines=[1, 2], bylines=[[0]]), lines, "YAQ", "fr")
    assert [one.name for one in articles.authors(drafted.credits)] == names, why
    assert next((said.place for said in drafted.credits if said.place), None) == place


NOTICE = "NOTICE is hereby given that an application has been made to the Council for planning permission.\n"
"""What the town's offices print."""


@pytest.mark.parametrize(("text", "names"), [(NOTICE * 2, []), ("The lamps were lit at dusk.\n" * 2, ["S. Abershaw"])])
def test_an_office_signs_a_notice_and_is_no_author(text, names):
    signed = "S. Abershaw, Head of Development Management"
    lines, _ = lines_of(f"{text}{signed}", "en")
    drafted = articles.draft(Body(lines=[0, 1], bylines=[[2]]), lines, "APY", "en")
    assert [one.name for one in articles.authors(drafted.credits)] == names
    assert [part.text.text for part in drafted.paragraphs][-1].endswith(signed) == (not names)
