"""Every format read back by what reads it elsewhere: the sample pages, and an article with all that trips a format."""

import contextlib
import gzip
import io
import json
import re
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from jsonschema_rs import Draft202012Validator

from tasks.__main__ import main
from tasks.emit.schema import validate_article
from tests.export_table import DOC
from tests.invented_articles import article as plain
from tests.invented_articles import odd, publish

ROOT = Path(__file__).resolve().parents[1]
SCHEMAS = ROOT / "tests/schemas"
TEI = "{http://www.tei-c.org/ns/1.0}"
ODD, DAY = "1903-05-01-odd", "2026-11-23"
SCHEMA_ORG = "https://schema.org/"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with the sample pages' articles and some odd ones, and every export of them."""
    made = tmp_path_factory.mktemp("exports")
    with contextlib.chdir(made), contextlib.redirect_stdout(io.StringIO()) as told:
        assert main(["run", "--seeds", str(ROOT / "seeds")]) == 0, told.getvalue()
        found = [
            odd(ODD, "运河.p2", 1),
            plain(ODD, "x", 1, paragraphs=0, headline=None, byline=None, authors=[], kind="unknown"),
        ]
        for one in found:
            validate_article(one)
        publish(made / "output", ODD, found)
        for kind in ("jsonl", "parquet", "dolma", "ninjs", "json-ld", "american-stories", "tei"):
            assert main(["export", "--to", kind]) == 0
        assert main(["export", "--to", "impresso", "--date", "1999-12-31"]) == 0
    return made


@pytest.fixture(scope="module")
def published(place):
    """All published articles by id."""
    files = sorted((place / "output").glob("*/articles.jsonl"))
    lines = [line for file in files for line in file.read_bytes().splitlines()]
    found = {one["id"]: one for one in map(json.loads, lines)}
    assert len(found) == len(lines) > 80
    return found


def batches(place) -> list[str]:
    return sorted(path.name for path in (place / "output").iterdir())


def day_of(one, given=None) -> str | None:
    """The day of an article's paper: its issue's, its batch's, what ``--date`` says."""
    named = re.match(r"\d{4}-\d{2}-\d{2}", one["batch"])
    return (one.get("issue") or {}).get("date") or (named[0] if named else given)


def exported(place, kind) -> list[dict]:
    files = sorted((place / "export" / kind).glob("*.jsonl"))
    assert [file.stem for file in files] == batches(place)
    return [json.loads(line) for file in files for line in file.read_bytes().splitlines()]


def valid(schema, items):
    validator = Draft202012Validator(json.loads((SCHEMAS / schema).read_text(encoding="utf-8")))
    for item in items:
        problems = [f"{error.instance_path}: {error.message}" for error in validator.iter_errors(item)]
        assert not problems, (item, problems)
    return validator


def test_json_lines_are_the_articles_byte_for_byte(place):
    for batch in batches(place)[1:]:
        file = place / "export/jsonl" / f"{batch}.jsonl"
        assert file.read_bytes() == (place / "output" / batch / "articles.jsonl").read_bytes()


def test_a_row_of_parquet_is_the_whole_article(place, published):
    import pyarrow.parquet as pq

    from tasks.export.parquet import article_of

    rows = [row for file in sorted((place / "export/parquet").glob("*.parquet")) for row in pq.read_table(file).to_pylist()]
    assert [article_of(row) for row in rows] == list(published.values())
    assert [row["date"] and str(row["date"]) for row in rows] == [day_of(one) for one in published.values()]


def test_parquet_is_typed_and_has_what_makes_filters_fast(place):
    import pyarrow.parquet as pq

    file = pq.ParquetFile(place / f"export/parquet/{DAY}.parquet")
    types = {field.name: str(field.type) for field in file.schema_arrow}
    assert types["order"] == "int32"
    assert types["date"] == "date32[day]"
    assert types["confidence_start"] == "double"
    assert types["authors"].startswith("list<")
    assert types["boxes"].startswith("struct<")
    group = file.metadata.row_group(0)
    columns = {group.column(number).path_in_schema: group.column(number) for number in range(group.num_columns)}
    assert columns["batch"].statistics.min == columns["batch"].statistics.max == DAY
    assert columns["confidence_start"].statistics.has_min_max
    assert not columns["text"].is_stats_set
    assert [one.column_index for one in group.sorting_columns] == [list(columns).index("batch")]


def test_duckdb_and_pandas_read_parquet(place, published):
    import duckdb
    import pandas

    files = str(place / "export/parquet/*.parquet")
    query = (
        f"SELECT id, paragraphs[1].spans[1].\"end\", date FROM '{files}' WHERE batch = '{DAY}' AND confidence_start >= 0.8"
    )
    rows = duckdb.sql(query).fetchall()
    sure = [one for one in published.values() if one["batch"] == DAY and one["confidence"]["start"] >= 0.8]
    assert 5 < len(sure) < 28
    assert sorted(row[0] for row in rows) == sorted(one["id"] for one in sure)
    ends = {one["id"]: one["paragraphs"][0]["spans"][0][1] for one in sure if one["paragraphs"]}
    assert {row[0]: row[1] for row in rows if row[1] is not None} == ends
    assert {str(row[2]) for row in rows} == {DAY}
    frame = pandas.read_parquet(place / "export/parquet/default.parquet")
    assert list(frame["text"].dropna()) == [
        one["text"] for one in published.values() if one["batch"] == "default" and one["text"]
    ]


def test_datatrove_reads_dolma_documents(place, published):
    from datatrove.pipeline.readers import JsonlReader

    documents = list(JsonlReader(str(place / "export/dolma/documents")).run())
    assert {one.id: one.text for one in documents} == {name: one["text"] for name, one in published.items() if one["text"]}
    for one in documents:
        article = published[one.id]
        assert one.metadata["source"] == "clipsheet"
        assert one.metadata["headline"] == article["headline"]
        assert one.metadata["authors"] == article["authors"]
        assert one.metadata["provenance"]["spans"] == article["provenance"]["spans"]
        day, batch = day_of(article), day_of(article | {"issue": None})
        assert one.metadata["created"] == (day and f"{day}T00:00:00Z")
        assert one.metadata["added"] == (batch and f"{batch}T00:00:00Z")


def test_dolma_attributes_are_spans_of_the_text_line_for_line(place, published):
    crossheads = 0
    for batch in batches(place):
        both = ("documents", "attributes/clipsheet")
        files = ((place / "export/dolma" / name / f"{batch}.jsonl.gz").read_bytes() for name in both)
        documents, attributes = ([json.loads(line) for line in gzip.decompress(data).splitlines()] for data in files)
        assert [one["id"] for one in documents] == [one["id"] for one in attributes]
        for document, tagged in zip(documents, attributes, strict=True):
            article, spans = published[document["id"]], tagged["attributes"]
            parts = sorted(spans["clipsheet__paragraph"] + spans["clipsheet__crosshead"])
            assert [document["text"][start:end] for start, end, _ in parts] == [one["text"] for one in article["paragraphs"]]
            assert len(spans["clipsheet__crosshead"]) == sum(one["role"] == "crosshead" for one in article["paragraphs"])
            assert spans["clipsheet__confidence_end"] == [[0, len(document["text"]), article["confidence"]["end"]]]
            assert set(document) == {"id", "text", "source", "added", "created", "metadata"}
            crossheads += len(spans["clipsheet__crosshead"])
    assert crossheads


def test_ninjs_items_fit_and_say_what_was_printed(place, published):
    items = exported(place, "ninjs")
    validator = valid("ninjs-item.schema.json", items)
    assert not validator.is_valid(items[0] | {"confidence": 1})
    assert not validator.is_valid(items[0] | {"uri": "no uri"})
    assert len({item["uri"] for item in items}) == len(published)
    for item, article in zip(items, published.values(), strict=True):
        bodies = {body["contentType"]: body for body in item.get("bodies", [])}
        headlines = {one["role"]: one["value"] for one in item.get("headlines", [])}
        assert (headlines.get("kicker"), headlines.get("main"), headlines.get("deck")) == (
            article["kicker"],
            article["headline"],
            article["deck"],
        )
        assert bodies.get("text/plain", {}).get("value") == article["text"]
        assert item.get("by") == article["byline"]
        sources = item.get("infoSources", [])
        papers = [one["name"] for one in sources if one["role"] == "newspaper"]
        assert papers == [text for text in [(article.get("issue") or {}).get("title")] if text]
        named = [one["name"] for one in (*item.get("people", []), *sources) if one["name"] not in papers]
        assert sorted(named) == sorted(one["name"] for one in article["authors"])
    odd_one = items[0]
    assert odd_one["representationType"] == "partial"
    assert odd_one["contentCreated"] == "1903-05-02T00:00:00Z"
    html = odd_one["bodies"][1]["value"]
    assert "&amp; &lt;b&gt;wars&lt;/b&gt;" in html
    assert "<h2>Zwischentitel</h2>" in html
    assert "<b>" not in html
    assert odd_one["edNote"].splitlines()[1] == "headline-missing: none"


@pytest.fixture
def no_network(monkeypatch):
    """schema.org's context as far as it matters here, instead of from the network."""
    from rdflib.plugins.shared.jsonld import context

    asked = []

    def given(source, *_, **__):
        asked.append(source)
        return {"@context": {"@vocab": SCHEMA_ORG}}, None

    monkeypatch.setattr(context, "source_to_json", given)
    return asked


def test_json_ld_is_a_graph_of_news_articles(place, published, no_network):
    import rdflib

    schema = rdflib.Namespace(SCHEMA_ORG)
    lines = [line for file in sorted((place / "export/json-ld").glob("*.jsonl")) for line in file.open(encoding="utf-8")]
    graph = rdflib.Graph()
    for line in lines:
        graph.parse(data=line, format="json-ld")
    assert {str(one).rstrip("/") for one in no_network} == {"https://schema.org"}
    found = {str(graph.value(node, schema.identifier)): node for node in graph.subjects(rdflib.RDF.type, schema.NewsArticle)}
    assert set(found) == set(published)
    for name, node in found.items():
        article = published[name]
        value = {
            key: graph.value(node, schema[key])
            for key in ("headline", "articleBody", "description", "creditText", "dateline")
        }
        texts = {key: None if one is None else str(one) for key, one in value.items()}
        dateline = article["dateline"]["date"]
        assert list(texts.values()) == [*(article[key] for key in ("headline", "text", "deck", "byline")), dateline]
        by = [
            one
            for key in ("author", "editor", "contributor", "sourceOrganization")
            for one in graph.objects(node, schema[key])
        ]
        assert sorted(str(graph.value(one, schema.name)) for one in by) == sorted(one["name"] for one in article["authors"])
        source = graph.value(node, schema.isBasedOn)
        assert str(graph.value(source, schema.sha256)) == article["provenance"]["sha256"]


def test_american_stories_have_their_eight_columns(place, published):
    import pandas

    rows = exported(place, "american-stories")
    columns = ["article_id", "newspaper_name", "edition", "date", "page", "headline", "byline", "article"]
    assert all(list(row) == columns for row in rows)
    assert {row["article_id"]: row["article"] for row in rows} == {name: one["text"] for name, one in published.items()}
    assert all(value is None or isinstance(value, str) for row in rows for value in row.values())
    assert (rows[0]["newspaper_name"], rows[0]["edition"], rows[0]["date"]) == ("Der “Bote”", "No. 7", "1903-05-02")
    assert [row["date"] for row in rows] == [day_of(one) for one in published.values()]
    frame = pandas.read_json(place / f"export/american-stories/{DAY}.jsonl", lines=True)
    assert list(frame.columns) == columns
    assert set(frame["date"].astype(str).str[:10]) == {DAY}


def test_impresso_items_fit_and_keep_text_and_breaks(place, published):
    items = exported(place, "impresso")
    validator = valid("impresso-item.schema.json", items)
    assert not validator.is_valid({key: value for key, value in items[0].items() if key != "ts"})
    assert len({item["id"] for item in items}) == len(items)
    assert [item["d"] for item in items] == [day_of(one, "1999-12-31") for one in published.values()]
    assert {"1999-12-31", "1903-05-01", "1903-05-02"} < {item["d"] for item in items}, "the last is an issue's own"
    assert items[0]["pp"] == [2, 5]
    for item, article in zip(items, published.values(), strict=True):
        assert item.get("ft") == article["text"]
        assert item.get("title") == article["headline"]
        pieces = [0, *item.get("pb", [])]
        texts = (
            [item["ft"][start:end].rstrip("\n") for start, end in zip(pieces, [*pieces[1:], None], strict=True)]
            if article["text"]
            else []
        )
        assert texts == [one["text"] for one in article["paragraphs"]]
    assert {item["tp"] for item in items} == {"ar", "ad", "img", None}


def test_impresso_ids_are_each_of_one_article_whatever_batches_share(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    issue = {"title": "T", "date": DAY, "edition": None, "pages": []}
    batches = (DAY, f"{DAY}-evening", "1999-12-31", "box-1", "box-2")
    for batch in batches:
        publish(tmp_path / "output", batch, [plain(batch, "page-1", 1, issue=issue)])
    assert main(["export", "--to", "impresso"]) == 0
    files = {batch: Path(f"export/impresso/{batch}.jsonl").read_bytes() for batch in batches}
    ids = {batch: json.loads(file)["id"] for batch, file in files.items()}
    assert ids[DAY] == f"page_1-{DAY}-a-i0001"
    assert len(set(ids.values())) == len(batches), ids
    valid("impresso-item.schema.json", [json.loads(file) for file in files.values()])
    assert main(["export", "--to", "impresso", "--batch", "box-2", "--output", "alone"]) == 0
    assert Path("alone/box-2.jsonl").read_bytes() == files["box-2"]


def test_tei_is_valid_and_has_every_text_and_span(place, published):
    from lxml import etree

    schema = etree.RelaxNG(etree.parse(SCHEMAS / "tei-document.rng"))
    divs = {}
    for batch in batches(place):
        tree = etree.parse(place / f"export/tei/{batch}.xml")
        assert schema.validate(tree), schema.error_log
        found = tree.findall(f".//{TEI}div")
        assert len({one.get("n") for one in found}) == len(found)
        divs |= {one.get("n"): one for one in found}
    assert list(divs) == list(published)
    for name, div in divs.items():
        article = published[name]
        heads = {one.get("type"): one.text for one in div.findall(f"{TEI}head")}
        expected = {key: article[field] for key, field in (("kicker", "kicker"), ("main", "headline"), ("deck", "deck"))}
        assert heads == {key: text for key, text in expected.items() if text is not None}
        texts = [one for one in div if one.tag in (f"{TEI}p", f"{TEI}label")]
        forbidden = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
        assert [one.text for one in texts] == [forbidden.sub("\ufffd", one["text"]) for one in article["paragraphs"]]
        for one, paragraph in zip(texts, article["paragraphs"], strict=True):
            pointers = [pointer.partition("#char=") for pointer in one.get("corresp").split()]
            assert [list(map(int, place.split(","))) for _, _, place in pointers] == paragraph["spans"]
            file = urljoin(div.get("{http://www.w3.org/XML/1998/namespace}base"), pointers[0][0])
            parts = article["provenance"].get("parts")
            assert unquote(file) == (parts[paragraph.get("part", 1) - 1] if parts else article["provenance"])["source"]
        names = [(one.text, one.get("role")) for one in div.findall(f"{TEI}note[@type='authors']/*")]
        assert names == [(one["name"], one["role"]) for one in article["authors"]]
        issue = article.get("issue") or {}
        said = [issue.get("title"), issue.get("date"), issue.get("edition"), *issue.get("pages", [])]
        assert [one.text for one in div.findall(f"{TEI}bibl/*")] == [text for text in said if text]
    spoilt = etree.fromstring(etree.tostring(divs[next(iter(divs))].getroottree()))
    spoilt.find(f".//{TEI}body").append(etree.Element(f"{TEI}article"))
    assert not schema.validate(spoilt), "the schema refuses what is not TEI"


def snippets() -> list[str]:
    return re.findall(r"```python\n(.*?)```", DOC.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("code", snippets(), ids=lambda code: code.split("\n")[0].split()[1])
def test_what_the_documentation_reads_back_can_be_read(place, code, no_network, monkeypatch):
    monkeypatch.chdir(place)
    assert code.count("\n") == 2, "two lines"
    names = {}
    exec(code, names)
    (found,) = (value for name, value in names.items() if not name.startswith("__") and name not in code.split("\n")[0])
    assert len(found) > 5
