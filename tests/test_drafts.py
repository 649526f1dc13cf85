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
