"""The review site in a real browser, opened from the disk: nothing is asked of a network, and nothing in a page acts."""

import json
import shutil
from pathlib import Path

import pytest
import source_files as given
from browser import Watched, browser

from tasks.__main__ import main
from tasks.command.review import files as site
from tasks.command.review.batch import batch_data

ROOT = Path(__file__).parents[1]
HEADLINE = ["Night trains return to the coast", "line after eleven-year absence"]
WYNDHAM = "wyndham-intelligencer-1903"
DECK = "全市消除劣质水体39处，沿岸新增步道52公里"
HOSTILE = """<script>window.bad = 1</script> Council & Co. to meet

By Mallory Quill

The council said \u202egnp.exe\u202c to-
day that </script><script>window.bad = 2</script> is text. The line\u2028goes on, &lt;not&gt; markup,
"><img src=x onerror="window.bad = 3"> and so does javascript:alert(4). It rang\x07 there with \U0001f600 and
\u2066isolated\u2069 words\U000e0041\u3164 of the harbour board, said the clerk.

Second headline' onmouseover='window.bad = 5' x="

Another text with <svg onload="window.bad = 7"></svg> and <style>*{display:none}</style> in it. The
rest is plain, and the article ends here in the ordinary way.
"""


@pytest.fixture(scope="module")
def chromium():
    with browser() as made:
        yield made


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A batch of sample pages and odd ones with its site; the folder that all of it lies in."""
    folder = tmp_path_factory.mktemp("site & more")  # a blank and a sign in its address
    seeds = folder / "seeds/b"
    seeds.mkdir(parents=True)
    for name in ("2026-11-23/merrowby-observer.txt", "yunhe-daily-02.txt"):
        shutil.copy(ROOT / "seeds" / name, seeds)
    (seeds / "hostile.txt").write_text(HOSTILE, encoding="utf-8", newline="")
    (seeds / "sheet.xml").write_text(given.ALTO, encoding="utf-8")
    (seeds / "broken.xml").write_text(given.ALTO[:900], encoding="utf-8")
    (seeds / "<i>odd #1?&.txt").write_text("Ferry late\n\nThe ferry was an hour late on Friday, the company said.\n")
    where = [f"--{name}={folder / name}" for name in ("seeds", "intermediate", "output")]
    assert main(["run", *where]) == 30
    assert main(["review", *where]) == 0
    return folder


@pytest.fixture
def opened(chromium, made):
    """A function that opens the site, at a size and in a colour scheme; in the end nothing may have gone wrong."""
    watched = []

    def at(page=None, folder=made / "output/b/review", **look):
        watched.append(Watched(chromium, **{"viewport": {"width": 1300, "height": 850}, **look}))
        tab = watched[-1].page
        tab.goto((folder / "index.html").as_uri())
        tab.wait_for_selector("#table tbody tr")
        if page:
            tab.get_by_role("link", name=page, exact=True).click()
            tab.wait_for_selector(".grid")
        return tab

    yield at
    for one in watched:
        assert one.wrong == []
        assert one.page.evaluate("window.bad") is None
        one.context.close()


def names(tab):
    return tab.locator("#table tbody th bdi").all_inner_texts()


def published(made, page):
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted((made / "output/b" / page).glob("[0-9]*.json"))]


def test_the_list_sorts_and_says_so(opened):
    tab = opened()
    by_name = ["<i>odd #1?&", "broken", "hostile", "merrowby-observer", "merrowby-observer.p2", "sheet", "yunhe-daily-02"]
    assert names(tab) == by_name
    articles = tab.get_by_role("columnheader", name="Articles")
    assert articles.get_attribute("aria-sort") == "none"
    articles.get_by_role("button").click()
    assert articles.get_attribute("aria-sort") == "ascending"
    articles.get_by_role("button").click()
    assert articles.get_attribute("aria-sort") == "descending"
    assert (names(tab)[0], names(tab)[-1]) == ("yunhe-daily-02", "broken")
    tab.get_by_role("columnheader", name="State").get_by_role("button").click()
    assert names(tab)[0] == "broken"
    assert tab.locator('[aria-sort]:not([aria-sort="none"])').count() == 1


def test_the_list_filters_and_the_address_keeps_it(opened):
    tab = opened()
    tab.get_by_role("searchbox").fill("merrow")
    assert names(tab) == ["merrowby-observer", "merrowby-observer.p2"]
    assert tab.locator("#lead").inner_text().startswith("2 of 7 pages")
    assert tab.locator("#said").inner_text() == "2 of 7 pages"
    tab.locator("#filter-below").select_option("60")
    assert names(tab) == ["merrowby-observer"]
    tab.get_by_role("link", name="merrowby-observer").click()
    tab.wait_for_selector(".grid")
    tab.go_back()
    tab.wait_for_selector("#table")
    assert names(tab) == ["merrowby-observer"]
    assert tab.get_by_role("searchbox").input_value() == "merrow"
    tab.get_by_role("button", name="Clear").click()
    assert len(names(tab)) == 7
    for warning, page in (("headline-missing", "yunhe-daily-02"), ("hyphen-doubtful", "hostile")):
        tab.locator("#filter-warning").select_option(warning)
        assert names(tab) == [page]


def test_a_failed_page_says_what_mends_it_and_what_to_type(opened):
    tab = opened()
    tab.get_by_role("button", name="Show only these").click()
    assert names(tab) == ["broken"]
    note = tab.locator(".note").inner_text()
    assert "seeds/b/broken.xml, line " in note
    assert "BrokenSource: expected ALTO" in note
    assert tab.locator(".note code").inner_text() == "clipsheet rerun --stage normalise --batch b --page=broken"
    assert not tab.get_by_role("link", name="broken").count()


def test_plots_tell_what_they_show(opened):
    tab = opened()
    told = [one.get_attribute("aria-label") for one in tab.locator(".plots svg").all()]
    assert told[0].startswith("Articles per page. Pages by value: ")
    assert "10 articles: 1" in told[0]
    assert "Least sure thing of each page" in told[1]
    shares = [float(part.rsplit("(", 1)[1].rstrip("%)")) for part in told[2].split("; ")]
    assert sum(shares) == pytest.approx(100, abs=0.2)
    before = tab.locator(".plots .chosen").evaluate_all("all => all.map(one => one.getAttribute('height'))")
    tab.get_by_role("searchbox").fill("yunhe")
    after = tab.locator(".plots .chosen").evaluate_all("all => all.map(one => one.getAttribute('height'))")
    assert before != after


def test_pointing_at_either_side_shows_the_other(opened):
    tab = opened("merrowby-observer")
    row = tab.locator(".row").filter(has_text="Councillors in Ashenford have")
    row.locator(".part").first.hover()
    hot = tab.locator(".articles .hot")
    assert hot.count() == 1
    assert hot.inner_text().startswith("Councillors in Ashenford have voted by 31 to 12")
    headline = tab.locator(".articles .headline").first
    headline.hover()
    assert tab.locator(".source .hot").all_inner_texts() == HEADLINE
    tab.mouse.move(5, 5)
    assert tab.locator(".hot").count() == 0


def test_every_part_of_the_source_has_its_article_in_letters_too(opened, made):
    tab = opened("merrowby-observer")
    for number, article in enumerate(published(made, "merrowby-observer"), 1):
        parts = tab.locator(f'.source [data-key^="{number}:paragraph"]').all_inner_texts()
        assert "".join("".join(parts).split()) == "".join(article["text"].split())
    titles = tab.locator(".source .part[title]").evaluate_all("all => all.map(one => one.title)")
    assert any(title.startswith("furniture: running-head") for title in titles)
    taken = tab.locator(".source del")
    manifest = json.loads((made / "output/b/merrowby-observer/page.json").read_text(encoding="utf-8"))
    assert taken.count() == manifest["counts"]["in_edits"] == 13
    assert "join hyphen word in lexicon: “-” → nothing" in taken.first.get_attribute("title")


def test_a_boundary_and_a_headline_say_why_and_what_came_second(opened):
    tab = opened("merrowby-observer")
    tab.locator('.source [data-edge="start"][data-article="2"]').click()
    why = tab.locator(".why-body")
    assert why.get_attribute("aria-live") == "polite"
    assert why.locator("h2").inner_text() == "Why does article 2 begin here?"
    card = why.locator(".card").filter(has_text="“Councillors in Ashenford have”").first
    assert "first line of an article's body" in card.inner_text()
    assert "rather than crosshead" in card.inner_text()
    assert "what can be seen of the line and its neighbours" in card.inner_text()
    assert card.locator(".evidence .against").count() > 1
    assert why.get_by_text("How far it is one whole").is_visible()
    tab.locator('.articles [data-edge="headline"][data-article="4"]').last.click()
    assert why.locator("h2").inner_text() == "Why is this the headline of article 4?"
    assert why.get_by_text("share of the headline's words that the text has").count() == 1
    tab.locator('.source [data-edge="end"][data-article="1"]').click()
    assert why.locator("h2").inner_text() == "Why does article 1 end here?"
    tab.keyboard.press("Escape")
    assert why.locator("h2").inner_text() == "Why?"


def test_a_line_says_where_it_went_and_what_was_changed(opened):
    tab = opened("merrowby-observer")
    tab.locator(".row").filter(has_text="“Nobody is asking for a chan").locator(".part").first.click()
    told = tab.locator(".why-body").inner_text()
    assert "→ paragraph 1 of article 1" in told or "paragraph " in told
    assert "hyphen joined" in told
    assert "join hyphen word in lexicon, line 30: “-” → nothing" in told
    assert "the lexicon knows the closed word" in told


def test_doubtful_places_come_one_after_the_other(opened):
    tab = opened("merrowby-observer")
    count = int(tab.locator(".toolbar .count").inner_text().split()[0])
    assert count > 3
    seen = []
    for number in range(1, count + 1):
        tab.keyboard.press("n")
        assert tab.locator(".toolbar .count").inner_text() == f"{number} of {count}"
        seen.append(int(tab.locator(".row.on").get_attribute("data-row")))
        assert tab.locator(".row.on").is_visible()
        assert tab.locator(".why .doubt").inner_text().startswith(f"Doubtful place {number} of {count}: ")
    assert seen == sorted(set(seen))
    tab.keyboard.press("n")
    assert int(tab.locator(".row.on").get_attribute("data-row")) == seen[0]
    tab.keyboard.press("p")
    assert int(tab.locator(".row.on").get_attribute("data-row")) == seen[-1]
    tab.get_by_label("Doubtful means less sure than").select_option("0.9")
    more = int(tab.locator(".toolbar .count").inner_text().split()[0])
    assert more > count
    tab.get_by_role("button", name="Next doubtful place").click()
    assert tab.locator(".toolbar .count").inner_text() == f"1 of {more}"


def download(tab):
    tab.locator("#marks-button").click()
    with tab.expect_download() as saved:
        tab.get_by_role("button", name="Download corrections.json").click()
    assert saved.value.suggested_filename == "corrections.json"
    text = Path(saved.value.path()).read_text(encoding="utf-8")
    tab.keyboard.press("Escape")
    return json.loads(text), text


def line(tab, text):
    return tab.locator(".row").filter(has_text=text).locator(".part").first


def test_marks_of_several_pages_become_one_file_that_can_be_gone_on_with(opened, made, tmp_path):
    tab = opened("merrowby-observer")
    source = (made / "seeds/b/merrowby-observer.txt").read_text(encoding="utf-8")
    line(tab, "third higher than forecast").click()
    tab.get_by_role("button", name="No article ends here").click()
    line(tab, "Councillors in Ashenford have").click()
    tab.get_by_role("button", name="An article starts here").click()  # it begins with the byline above
    line(tab, "By Tamsin Goodacre").click()
    tab.get_by_role("button", name="No article starts here").click()
    tab.locator(".marking select").select_option("notice")
    tab.locator('.articles [data-edge="headline"][data-article="4"]').last.click()
    tab.get_by_role("button", name="Its headline is …").click()
    assert tab.locator(".picked-lines li").count() == 1
    line(tab, "Too many gulls").click()
    line(tab, "SIR – Your correspondent").click()  # the article is named by the line after it, then
    tab.get_by_role("button", name="These lines").click()
    tab.locator("#checked").click()
    tab.keyboard.press("Shift+N")
    tab.wait_for_selector("h1:has-text('merrowby-observer.p2')")
    tab.locator('.articles [data-edge="headline"][data-article="1"]').last.click()
    tab.get_by_role("button", name="It has no headline").click()
    assert tab.locator("#marks-button").inner_text() == "6 marks, 1 checked"
    file, text = download(tab)
    assert list(file) == ["schema_version", "batch", "pages"]
    assert (file["schema_version"], file["batch"]) == ("1.0", "b")
    first, second = file["pages"]
    manifest = json.loads((made / "output/b/merrowby-observer/page.json").read_text(encoding="utf-8"))
    assert first["sha256"] == second["sha256"] == manifest["provenance"]["sha256"]
    assert (first["page"], first["checked"], second["page"]) == ("merrowby-observer", True, "merrowby-observer.p2")

    def told(mark):
        out = {name: source[slice(*mark[name])] for name in ("line", "of") if name in mark}
        out |= {"lines": [source[slice(*one)] for one in mark["lines"]]} if "lines" in mark else {}
        return {**mark, **out}

    assert [told(mark) for mark in first["corrections"]] == [
        {"what": "end", "line": "third higher than forecast.", "right": False},
        {"what": "start", "line": "By Tamsin Goodacre, Local Democracy Reporter", "right": False},
        {"what": "kind", "of": "Councillors in Ashenford have", "kind": "notice"},
        {"what": "start", "line": "Councillors in Ashenford have", "right": True},
        {
            "what": "headline",
            "lines": ["Letters", "Too many gulls, too few bins", "SIR – Your correspondent"],
            "of": "(Letters, 9 November) proposes",
        },
    ]
    (mark,) = second["corrections"]
    article = published(made, "merrowby-observer.p2")[0]
    assert mark["lines"] == []
    assert source[slice(*mark["of"])] in source[slice(*article["paragraphs"][0]["spans"][0])]

    kept = tmp_path / "corrections.json"
    kept.write_text(text, encoding="utf-8")
    other = opened()
    assert other.locator("#marks-button").inner_text() == "No marks"
    other.locator("#marks-button").click()
    other.locator("#load").set_input_files(kept)
    other.wait_for_selector("#marks-button:has-text('6 marks, 1 checked')")
    other.keyboard.press("Escape")
    assert download(other)[1] == text


def test_marks_stay_when_the_page_is_opened_again_and_can_be_taken_back(opened):
    tab = opened("merrowby-observer")
    line(tab, "third higher than forecast").click()
    tab.get_by_role("button", name="No article ends here").click()
    tab.reload()
    tab.wait_for_selector(".grid")
    assert tab.locator("#marks-button").inner_text() == "1 mark"
    assert tab.locator(".row.marked").count() == 1
    assert "no article ends with this line" in tab.locator(".marks").inner_text()
    tab.get_by_role("button", name="take back").click()
    assert tab.locator("#marks-button").inner_text() == "No marks"
    assert tab.locator(".row.marked").count() == 0


def test_marks_of_another_version_of_a_page_are_never_taken_for_marks_of_this(opened, made, tmp_path):
    tab = opened("merrowby-observer")
    old = {"page": "merrowby-observer", "sha256": "0" * 64, "checked": True}
    old["corrections"] = [{"what": "start", "line": [0, 20], "right": True}]
    kept = tmp_path / "corrections.json"
    kept.write_text(json.dumps({"schema_version": "1.0", "batch": "b", "pages": [old]}), encoding="utf-8")

    def load():
        tab.locator("#marks-button").click()
        tab.locator("#load").set_input_files(kept)

    load()
    tab.wait_for_selector("#marks-button:has-text('1 mark, 1 checked')")
    tab.keyboard.press("Escape")
    assert "another version of this file" in tab.locator(".marks").inner_text()
    assert tab.locator("#checked").get_attribute("aria-pressed") == "false"
    line(tab, "third higher than forecast").click()
    tab.get_by_role("button", name="No article ends here").click()
    assert "another version" not in tab.locator(".marks").inner_text()
    load()
    tab.wait_for_selector("dialog .told:has-text('Not taken')")
    assert "another version of the file: merrowby-observer." in tab.locator("dialog .told").inner_text()
    tab.keyboard.press("Escape")
    (entry,) = download(tab)[0]["pages"]
    manifest = json.loads((made / "output/b/merrowby-observer/page.json").read_text(encoding="utf-8"))
    assert entry["sha256"] == manifest["provenance"]["sha256"]
    assert [(one["what"], one["right"]) for one in entry["corrections"]] == [("end", False)]
    assert "checked" not in entry


def test_without_storage_marks_last_from_page_to_page(chromium, made):
    watched = Watched(chromium)
    watched.page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('no'); }})")
    tab = watched.page
    tab.goto((made / "output/b/review/index.html").as_uri())
    tab.get_by_role("link", name="merrowby-observer", exact=True).click()
    line(tab, "third higher than forecast").click()
    tab.get_by_role("button", name="No article ends here").click()
    tab.get_by_role("link", name="All pages").click()
    tab.get_by_role("link", name="yunhe-daily-02").click()
    tab.wait_for_selector("h1:has-text('yunhe')")
    assert tab.locator("#marks-button").inner_text() == "1 mark"
    tab.locator("#marks-button").click()
    assert tab.get_by_text("download them before you close the tab").is_visible()
    assert watched.wrong == []
    watched.context.close()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "it is no JSON"),
        ('{"schema_version": "1.0", "batch": "other", "pages": []}', "it is of the batch other, not b"),
        ('{"schema_version": "2.0", "batch": "b", "pages": []}', "it has the schema version 2.0, not 1.0"),
        (
            '{"schema_version":"1.0","batch":"b","pages":[{"page":"a","sha256":"0","corrections":[{"what":"end"}]}]}',
            'a correction of the page a is none: {"what":"end"}',
        ),
    ],
)
def test_a_file_that_is_no_file_of_corrections_is_not_taken(opened, tmp_path, text, told):
    tab = opened()
    file = tmp_path / "mine.json"
    file.write_text(text, encoding="utf-8")
    tab.locator("#marks-button").click()
    tab.locator("#load").set_input_files(file)
    tab.locator(".told").filter(has_text="not taken").wait_for()
    assert tab.locator(".told").inner_text() == f"mine.json was not taken: {told}."
    assert tab.locator("#marks-button").inner_text() == "No marks"


def test_source_text_is_never_markup(opened):
    tab = opened("hostile")
    assert tab.locator("#main script, #main img, #main style").count() == 0
    told = tab.locator(".source").inner_text()
    for piece in ("<script>window.bad = 1</script> Council & Co.", '"><img src=x onerror="window.bad = 3">', "&lt;not&gt;"):
        assert piece in told
    assert "\u202e" not in tab.locator("body").inner_text()
    labels = tab.locator(".source .unseen").all_inner_texts()
    assert [one for one in ("RLO", "PDF", "LRI", "PDI", "U+0007", "U+E0041", "U+3164") if one not in labels] == []
    tab.locator(".source .part").evaluate_all("all => all.forEach(one => one.click())")
    assert "<script>" in tab.locator(".articles").inner_text()
    tab.get_by_role("link", name="All pages").click()
    tab.get_by_role("link", name="<i>odd #1?&").click()
    tab.wait_for_selector(".grid")
    assert tab.title().startswith("<i>odd #1?&")


def test_the_policy_refuses_markup_and_what_lies_elsewhere(chromium, made):
    watched = Watched(chromium)
    watched.page.goto((made / "output/b/review/index.html").as_uri())
    policy = watched.page.locator('meta[http-equiv="Content-Security-Policy"]').get_attribute("content")
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    put = "() => { try { document.body.innerHTML = '<b>x</b>'; return 'taken'; } catch (wrong) { return wrong.name; } }"
    assert watched.page.evaluate(put) == "TypeError"
    link = "document.body.append(Object.assign(document.createElement('img'), {src: 'https://example.org/x.png'}))"
    watched.page.evaluate(link)
    watched.page.evaluate("() => new Promise(done => setTimeout(done, 100))")
    assert len([one for one in watched.wrong if "Content Security Policy" in one or "TrustedHTML" in one]) == 2
    watched.context.close()


def test_a_page_with_boxes_is_drawn_and_linked(opened):
    tab = opened("sheet")
    drawing = tab.locator("svg.sheet")
    assert drawing.is_visible()
    assert drawing.locator(".block").count() == 3
    lines = drawing.locator(".line text").all_text_contents()
    assert "Neue Brücke" in lines
    drawing.locator(".line").filter(has_text="Neue Brücke").hover()
    assert tab.locator(".articles .hot").inner_text() == "Neue Brücke"
    tab.locator(".articles .headline").first.hover()
    assert drawing.locator(".hot text").text_content() == "Neue Brücke"
    drawing.locator(".line").filter(has_text="Neue Brücke").click()
    assert "headline of article 1" in tab.locator(".why-body").inner_text()
    tab.get_by_role("button", name="Text", exact=True).click()
    assert not drawing.is_visible()
    assert tab.locator(".row").first.is_visible()


def test_keys_move_among_lines_and_can_be_turned_off(opened):
    tab = opened("merrowby-observer")
    assert tab.locator('.row .number[tabindex="0"]').count() == 1
    tab.locator(".row .number").first.focus()
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowDown")
    assert tab.evaluate("document.activeElement.textContent") == "3"
    tab.keyboard.press("Enter")
    assert tab.locator(".why h2").inner_text() == "Line 3"
    tab.keyboard.press("?")
    tab.get_by_label("Keys of one letter do something").uncheck()
    tab.keyboard.press("Escape")
    tab.keyboard.press("n")
    assert tab.locator(".why h2").inner_text() == "Line 3"


def test_on_a_phone_there_is_one_column_and_nothing_runs_out_of_it(opened):
    look = {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True}
    tab = opened(**look)
    for name in (None, "merrowby-observer", "yunhe-daily-02", "sheet", "hostile"):
        if name:
            tab.goto(tab.url.partition("#")[0] + "#")
            tab.get_by_role("link", name=name, exact=True).tap()
            tab.wait_for_selector(".grid")
            left = tab.locator(".source").bounding_box()
            right = tab.locator(".articles").bounding_box()
            assert right["y"] > left["y"] + left["height"]
        assert tab.evaluate("document.documentElement.scrollWidth") <= 390, name
    tab.goto(tab.url.partition("#")[0] + "#")
    tab.get_by_role("link", name="merrowby-observer", exact=True).tap()
    line(tab, "third higher than forecast").tap()
    assert tab.locator(".why h2").is_visible()
    for _ in range(3):
        tab.get_by_role("button", name="Next doubtful place").last.tap()
        row, panel = tab.locator(".row.on").bounding_box(), tab.locator(".why").bounding_box()
        assert 50 < row["y"] < panel["y"] - 20
    box = tab.locator(".why").bounding_box()
    assert box["y"] + box["height"] <= 801
    assert box["height"] <= 800 / 2


def luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in colour.removeprefix("rgb(").rstrip(")").split(",")[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_dark_and_light_follow_the_system(opened):
    found = {}
    for scheme in ("light", "dark"):
        tab = opened("merrowby-observer", color_scheme=scheme)
        ink, paper = (tab.evaluate(f"getComputedStyle(document.body)['{name}']") for name in ("color", "backgroundColor"))
        found[scheme] = luminance(ink), luminance(paper)
    assert found["light"][0] < 0.05
    assert found["light"][1] > 0.8
    assert found["dark"][0] > 0.7
    assert found["dark"][1] < 0.02


RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def test_axe_finds_nothing_against_it(opened):
    """axe-core's rules for WCAG 2.2 A and AA: names, roles, contrast, focus; in both schemes, list, page and dialogs."""
    import axe_playwright_python

    axe = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    found = []

    def check(tab, what):
        tab.evaluate(axe)
        result = tab.evaluate("rules => axe.run(document, {runOnly: rules, preload: false})", RULES)
        assert len(result["passes"]) > 15
        for one in result["violations"]:
            nodes = one["nodes"][:3]
            found.extend(f"{what}: {one['id']}: {node['html'][:120]} {node['failureSummary'][:300]}" for node in nodes)

    for scheme in ("light", "dark"):
        tab = opened(color_scheme=scheme)
        check(tab, f"list, {scheme}")
        tab.get_by_role("link", name="merrowby-observer", exact=True).click()
        tab.keyboard.press("n")
        tab.locator(".mark").first.click()
        check(tab, f"page, {scheme}")
    tab.keyboard.press("?")
    check(tab, "help")
    assert found == []


def test_two_thousand_pages_are_listed_at_once(opened, made, tmp_path):
    folder = tmp_path / "review"
    shutil.copytree(made / "output/b/review", folder)
    text = (folder / "batch.js").read_text(encoding="utf-8")
    data = json.loads(text[len("batch(") : -len(");\n")])
    rows = [[f"{row[0]}-{n}", *row[1:]] for row in data["rows"] for n in range(286)]
    (folder / "batch.js").write_bytes(site.script("batch", batch_data("b", rows)))
    tab = opened(folder=folder)
    assert tab.locator("#lead").inner_text().startswith("2,002 pages, ")
    assert len(names(tab)) == 200
    loaded = tab.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
    assert loaded < 10_000  # milliseconds, on a machine that has much else to do; a fifth of a second on one that has not
    scripts = tab.evaluate("[...document.scripts].map(one => one.src)")
    assert not [one for one in scripts if "/pages/" in one]
    tab.get_by_role("button", name="Show more (1,802 left)").click()
    assert len(names(tab)) == 700
    tab.get_by_role("searchbox").fill("yunhe-daily-02-28")
    assert len(names(tab)) == 7


def test_what_is_marked_here_comes_out_right_of_the_next_run(opened, made, tmp_path, capsys):
    """A letter's signature was taken for a line of a notice's headline; a text gets another's headline and deck."""
    for name in ("seeds", "intermediate", "output"):
        shutil.copytree(made / name, tmp_path / name)
    shutil.copy(ROOT / "seeds" / f"{WYNDHAM}.txt", tmp_path / "seeds/b")
    where = [f"--{name}={tmp_path / name}" for name in ("seeds", "intermediate", "output")]
    assert main(["run", *where]) == 30
    assert main(["review", *where]) == 0
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "output/b").glob("*/*.json")}

    def read():
        """The letter's signature, the notice's headline, and what the text without a headline has above it."""
        pieces = published(tmp_path, WYNDHAM)
        letter = next(one for one in pieces if "Hats were lost" in one["text"])
        notice = next(one for one in pieces if one["text"].startswith("On the evening of the 9th"))
        bare = next(one for one in published(tmp_path, "yunhe-daily-02") if "农田水利建设现场会" in one["text"])
        above = bare["headline"], bare["deck"], [one["code"] for one in bare["warnings"]]
        return letter["byline"], notice["headline"], *above

    # If this is right one day by itself, correct what is still wrong somewhere else: the test needs something wrong.
    assert read() == (None, "CIVIS. LOST.", None, None, ["headline-missing"])
    tab = opened(WYNDHAM, folder=tmp_path / "output/b/review")
    line(tab, "CIVIS.").click()
    tab.get_by_role("button", name="An article ends here").click()
    line(tab, "On the evening of the 9th").click()
    tab.get_by_role("button", name="Its headline is …").click()
    line(tab, "CIVIS.").click()
    assert tab.locator(".picked-lines li").all_inner_texts() == ["line 209: “LOST.”"]
    tab.get_by_role("button", name="These lines").click()
    tab.get_by_role("link", name="All pages").click()
    tab.get_by_role("link", name="yunhe-daily-02").click()
    tab.wait_for_selector("h1:has-text('yunhe')")
    line(tab, "桥镇召开。会议要求").click()
    tab.get_by_role("button", name="Its headline is …").click()
    for text in ("运河治理三年行动收官", "一河清水绕城来", DECK):
        tab.locator(".row").filter(has_text=text).locator(".part").last.click()
    tab.get_by_role("button", name="These lines").click()
    (tmp_path / "seeds/b/corrections.json").write_text(download(tab)[1], encoding="utf-8")
    capsys.readouterr()
    assert main(["status", *where]) == 0
    told = capsys.readouterr().out
    for page in (WYNDHAM, "yunhe-daily-02"):
        assert f"{page}: normalise done · reflow done · segment stale: " in told
    assert main(["run", *where]) == 30  # the broken page is still broken
    assert read() == ("CIVIS.", "LOST.", "运河治理三年行动收官 一河清水绕城来", DECK, [])
    files = (tmp_path / "output/b").glob("*/*.json")
    changed = {path.parent.name for path in files if before.get(path) != path.stat().st_mtime_ns}
    assert changed == {WYNDHAM, "yunhe-daily-02"}
    capsys.readouterr()
    assert main(["review", *where]) == 0
    assert "8 pages, 2 made anew" in capsys.readouterr().out
    tab.reload()
    tab.wait_for_selector(".grid")
    tab.locator('.articles [data-edge="headline"][data-article="2"]').last.click()
    assert "a person said so, in corrections.json" in tab.locator(".why-body").inner_text()
