"""Stage 4: the form of what is published, and the page's account."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from msgspec import structs

from tasks.emit import Settings, emit
from tasks.emit.schema import ARTICLE_SCHEMA, PAGE_SCHEMA, schema, schema_problems
from tasks.emit.script import Writer
from tasks.model.article import Furniture, Paragraph
from tasks.model.errors import LawBroken
from tasks.model.ledger import Caution, Edit
from tasks.model.trace import Traced
from tests.invented_page import NO_HEADLINE, ORIGIN, PRINTED, Press, chinese_page, emitted, front_page, problems

# The form


def test_fields_come_in_the_order_of_the_contract():
    article = emitted(front_page()).articles[0]
    assert list(article) == schema(ARTICLE_SCHEMA)["required"]
    assert list(emitted(front_page()).manifest) == schema(PAGE_SCHEMA)["required"]


def test_an_article_with_every_field():
    article: dict[str, Any] = emitted(front_page()).articles[0]
    assert article["id"] == "2031-05-06/harbour-02/01"
    assert (article["kicker"], article["headline"], article["deck"]) == (
        "Shipping",
        "Ferry line orders two new ships",
        "Trials begin in spring",
    )
    assert article["byline"] == "By ELSPETH MARROW Reuter"
    assert article["authors"][0] == {"name": "Elspeth Marrow", "role": "author"}
    assert article["dateline"] == {"place": "WEXHOLME", "date": "May 5"}
    assert [p["role"] for p in article["paragraphs"]] == ["body", "crosshead", "body"]
    assert article["text"] == (
        "The ferry company said on Tuesday that the first of two new vessels\n\nAt anchor\n\nwill be slow."
    )
    assert article["jump"] == {"direction": "to", "page": "4", "text": "Continued on Page 4"}
    assert article["confidence"] == {"headline": 0.877, "start": 0.9, "end": 1.0}
    assert list(article["provenance"]["spans"]) == ["kicker", "headline", "deck", "byline", "dateline", "marks", "jump"]


def test_unknown_is_null():
    article: dict[str, Any] = emitted(front_page()).articles[1]
    assert [article[field] for field in ("kicker", "headline", "deck", "jump")] == [None] * 4
    assert article["confidence"]["headline"] is None
    assert article["warnings"] == [{"code": "headline-missing", "message": NO_HEADLINE.message}]


def test_spans_lead_back_to_the_print_also_on_a_later_page_of_the_file():
    press = front_page(offset=31)
    result = emitted(press)
    spans: dict[str, Any] = result.articles[0]["provenance"]["spans"]  # type: ignore[index]
    assert [press.file[left:right] for left, right in spans["headline"]] == ["Ferry line orders", "two new ships"]
    assert [press.file[left:right] for left, right in spans["jump"]] == ["Continued on Page 4"]
    assert problems(result, press) == []


def test_a_dateline_within_the_byline_has_spans_within_its():
    press = front_page()
    spans: dict[str, Any] = emitted(press).articles[1]["provenance"]["spans"]  # type: ignore[index]
    assert [press.file[left:right] for left, right in spans["dateline"]] == ["Dunmarrow"]
    assert spans["byline"][0][0] < spans["dateline"][0][0] < spans["byline"][0][1]


def test_the_counts_add_up_and_name_what_edits_took_out():
    press = front_page()
    counts: Any = emitted(press).manifest["counts"]
    assert counts["source_characters"] == len("".join(press.source.split()))
    assert counts["in_furniture"] == len("THEHARBOURCOURIER")
    assert counts["in_edits"] == 1  # the hyphen; a ligature stands in the text as two letters
    assert counts["source_characters"] == counts["in_articles"] + counts["in_furniture"] + counts["in_edits"]


def test_the_ledger_lists_each_edit_once_by_place_with_the_print_before_it():
    press = front_page()
    press.late.append(
        structs.replace(press.early[0], rule="reflow.keep-word", before="fi")
    )  # a later stage saw repaired text
    edits: Any = emitted(press).manifest["edits"]
    assert [(edit["rule"], edit["before"]) for edit in edits] == [
        ("normalise.replace-form", "ﬁ"),
        ("reflow.keep-word", "ﬁ"),
        ("segment.join-hyphen", "-\n"),
    ]


def test_blank_fields_are_unknown_and_blank_paragraphs_none():
    press = Press()
    blank = press.set("   ")
    press.article(
        headline=press.set("Quay closed"), deck=blank, paragraphs=(Paragraph(blank), Paragraph(press.set(" It is. ")))
    )
    article: dict[str, Any] = emitted(press).articles[0]
    assert article["deck"] is None
    assert [p["text"] for p in article["paragraphs"]] == ["It is."]


def test_an_article_without_a_body_has_no_text():
    press = Press()
    press.article(headline=press.set("Quay closed"))
    article = emitted(press).articles[0]
    assert (article["paragraphs"], article["text"]) == ([], None)


def test_a_line_end_in_a_headline_becomes_a_blank():
    press = Press()
    press.article(headline=press.set("Quay closed\nfor the winter"))
    assert emitted(press).articles[0]["headline"] == "Quay closed for the winter"


def test_a_page_without_articles_is_a_page():
    press = Press()
    press.furniture.append(Furniture("folio", press.set("— 7 —")))
    result = emitted(press)
    assert result.articles == ()
    assert problems(result, press) == []


def test_warnings_are_carried_through_once():
    press = front_page()
    page, clean = press.pages()
    caution = Caution("encoding-uncertain", "two code pages fit")
    result = emit(replace(page, warnings=(caution,)), replace(clean, warnings=(caution,)), ORIGIN, PRINTED)
    assert result.manifest["warnings"] == [{"code": "encoding-uncertain", "message": "two code pages fit"}]


def test_every_field_of_the_schemas_is_described():
    def undescribed(node: Any, path: str) -> list[str]:
        found = []
        for name, field in node.get("properties", {}).items():
            found += [] if "description" in field or "const" in field else [f"{path}.{name}"]
            found += undescribed(field, f"{path}.{name}") + undescribed(field.get("items", {}), f"{path}.{name}[]")
        return found

    for name in (ARTICLE_SCHEMA, PAGE_SCHEMA):
        assert undescribed(schema(name), name) == []


def test_both_schemas_share_their_definitions():
    article, page = schema(ARTICLE_SCHEMA), schema(PAGE_SCHEMA)
    shared = article["$defs"].keys() & page["$defs"].keys()
    assert {"span", "spans", "string", "text", "language"} <= shared
    for name in shared:
        assert article["$defs"][name] == page["$defs"][name]


@pytest.mark.parametrize(
    ("field", "value"),
    [("headline", ""), ("kind", "story"), ("order", 0), ("language", ""), ("authors", None), ("text", "")],
)
def test_the_schema_refuses(field, value):
    article = emitted(front_page()).articles[0] | {field: value}
    assert any(problem.startswith(field) for problem in schema_problems(ARTICLE_SCHEMA, article))


def test_a_result_that_does_not_fit_the_schema_is_not_given_back():
    press = Press()
    press.furniture.append(Furniture("ornament", press.set("* * *")))
    with pytest.raises(LawBroken, match=r"page\.schema\.json: furniture\.0\.role"):
        emitted(press)


# The account


def broken(press: Press) -> str:
    with pytest.raises(LawBroken) as caught:
        emitted(press)
    return str(caught.value)


def test_text_in_two_fields_is_refused():
    press = Press()
    line = press.set("Quay closed")
    press.article(headline=line, paragraphs=(Paragraph(line[:4]),))
    assert broken(press) == "article 1, paragraph 1: claimed by another field too: 'Quay' at [0, 4] (4 characters in all)"


def test_text_twice_in_one_field_is_refused():
    press = Press()
    line = press.set("Quay")
    press.article(headline=line + line)
    assert "claimed by another field too: 'Quay' at [0, 4]" in broken(press)


def test_text_in_no_field_is_refused():
    press = front_page()
    press.set("Left over")
    start = press.source.index("Left over")
    assert f"'Left over' at [{start}, {start + 9}] (8 characters in all)" in broken(press)


def test_an_edit_accounts_only_for_what_it_took_out():
    press = Press()
    line = press.set("har- bour")
    press.late.append(Edit("segment.join-hyphen", (0, 9), "har- bour", "harbour"))
    press.article(headline=line[:3] + line[6:])  # the b is lost
    assert "'b' at [5, 6]" in broken(press)


def test_an_edit_does_not_account_for_what_it_replaced_and_nobody_holds():
    press = Press()
    line = press.set("a {ﬁ>fi}ne day")
    press.article(headline=line[:2] + line[4:])
    assert "'ﬁ' at [2, 3]" in broken(press)


def test_a_character_that_was_not_printed_is_refused():
    press = Press()
    press.set("Quay")
    press.article(headline=Traced.placed("Quai", (0, 1, 2, 3), (1, 2, 3, 4)))
    assert broken(press) == "article 1, headline: 'i' at [3, 4] was printed as 'y', and no edit tells why"


def test_a_character_from_nowhere_is_refused():
    press = Press()
    line = press.set("Quay")
    press.article(headline=line + Traced.inserted("s", 4))
    assert "'s' at [4, 4]" in broken(press)


def test_a_doubled_character_is_refused():
    press = Press()
    line = press.set("Quay")
    press.article(headline=line + line[3:])
    assert "'y' at [3, 4]" in broken(press)


def test_a_place_outside_of_the_page_is_refused():
    press = Press()
    press.set("Quay")
    press.article(headline=Traced.whole("Quay", 40))
    assert "leads outside of the page" in broken(press)


def test_a_stage_that_loses_text_without_an_edit_is_named():
    press = front_page()
    press.clean = press.clean.without([5])
    assert "stage normalise left out the character at 5" in broken(press)


# Script


def test_as_printed_changes_nothing():
    assert emitted(chinese_page()).articles[0]["headline"] == "旅游示范村里迎来贵宾"
    assert emitted(chinese_page()).manifest["conversion"] is None


@pytest.mark.parametrize(
    ("script", "headline"),
    [("zh-Hant", "旅遊示範村裏迎來貴賓"), ("zh-TW", "旅遊示範村裡迎來貴賓"), ("zh-HK", "旅遊示範村裏迎來貴賓")],
)
def test_the_script_is_converted_and_the_printed_one_named(script, headline):
    press = chinese_page()
    result = emitted(press, Settings(script))
    article: dict[str, Any] = result.articles[0]
    assert article["headline"] == headline
    assert (article["language"], article["provenance"]["converted_from"]) == (script, "zh-Hans")
    assert result.manifest["language"] == script
    [[left, right]] = article["provenance"]["spans"]["headline"]
    assert press.file[left:right] == "旅游示范村里迎来贵宾"
    assert problems(result, press) == []


def test_the_words_stay_when_the_script_changes():
    assert Writer("zh-Hans", "zh-TW").write("软件和出租车") == "軟件和出租車"


def test_a_name_is_spelt_as_in_the_byline():
    article: dict[str, Any] = emitted(chinese_page(), Settings("zh-TW")).articles[0]
    assert article["authors"][0]["name"] in article["byline"]


def test_traditional_text_is_simplified():
    assert Writer("zh-Hant", "zh-Hans").write("旅遊示範村") == "旅游示范村"


@pytest.mark.parametrize("language", ["en", "de", "fr", "und", "zh-Hans"])
def test_no_conversion_where_there_is_none(language):
    writer = Writer(language, "zh-Hans")
    assert writer.write("Café 乾杯") == "Café 乾杯"
    assert (writer.language, writer.converted_from, writer.conversion()) == (language, None, None)


def test_an_unknown_script_is_named_with_what_is_allowed():
    with pytest.raises(ValueError, match=r"script = 'zh-MO': allowed are as-printed, zh-Hans"):
        Writer("zh-Hans", "zh-MO")  # type: ignore[arg-type]
