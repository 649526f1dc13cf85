"""What makes a cached result stale: of every setting, and of all else that a result is made from, with the real rooms."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from tasks.__main__ import main
from tasks.run import job as jobs
from tasks.run import stages
from tasks.run.settings import keys
from tasks.run.stages import NAMES

PAGE = """Harbour wall to be raised

By Orla Tremayne

Work on the wall begins in May, the harbour board said on Tue-
sday. Two pumps stand ready for the spring tides.
"""

SETTINGS = {
    # setting → a value that is not its default, and the stages that read it
    "clipsheet.seeds": ("./seeds", set()),
    "clipsheet.intermediate": ("./intermediate", set()),
    "clipsheet.output": ("./output", set()),
    "clipsheet.workers": ("2", set()),
    "clipsheet.shard_size": ("7", set()),
    "clipsheet.layout": ("shards", set()),
    "clipsheet.max_failed_share": ("0.5", set()),
    "clipsheet.max_page_seconds": ("7", set()),
    "clipsheet.retry": ("1", set()),
    "clipsheet.ignore": ("*.bak", set()),
    "clipsheet.corrections": ("leave", set()),
    "clipsheet.engine": ("dask", set()),
    "clipsheet.scheduler": ("http://localhost:8082", set()),
    "clipsheet.worker_wait": ("7", set()),
    "clipsheet.log_file": ("run.log", set()),
    "clipsheet.log_format": ("json", set()),
    "clipsheet.metrics_file": ("clipsheet.prom", set()),
    "normalise.encoding": ("utf-8", {"normalise"}),
    "normalise.article_structure": ("own", {"normalise"}),
    "normalise.language": ("en", {"normalise"}),
    "normalise.full_width": ("never", {"normalise"}),
    "normalise.max_page_bytes": ("5000", {"normalise"}),
    "normalise.max_page_characters": ("5000", {"normalise"}),
    "normalise.max_page_lines": ("500", {"normalise"}),
    "normalise.max_file_pages": ("50", {"normalise"}),
    "emit.script": ("zh-Hant", {"emit"}),
    "emit.join": ("never", {"emit"}),
}


@pytest.fixture(scope="module")
def cleaned(tmp_path_factory):
    """A working folder with two batches that were cleaned under the default settings."""
    place = tmp_path_factory.mktemp("fresh")
    for batch in ("2026-11-23", "other"):
        (place / "seeds" / batch).mkdir(parents=True)
        (place / "seeds" / batch / "wells.txt").write_text(PAGE)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        assert main(["run"]) == 0
    return place


@pytest.fixture
def place(cleaned, monkeypatch):
    """The same, as the working folder of one test; tests only look."""
    monkeypatch.chdir(cleaned)
    return cleaned


def stale(capsys, *options) -> dict[str, dict[str, str]]:
    """Batch → stage → why it is stale, those aside that only wait for one before them."""
    capsys.readouterr()
    assert main(["status", "--json", *options]) == 0
    found = {}
    for report in json.loads(capsys.readouterr().out)["batches"]:
        for name, state in report["pages"][0]["stages"].items():
            if state["state"] != "done" and not state["why"].startswith("waits for"):
                assert state["state"] == "stale"
                found.setdefault(report["batch"], {})[name] = state["why"]
    return found


def test_the_table_has_every_setting():
    assert {f"{key.section}.{key.name}" for key in keys()} == set(SETTINGS)


def test_the_configuration_file_shows_each_setting_with_its_default(capsys):
    assert main(["settings", "--config", "/dev/null"]) == 0
    told = [line.partition("  # ")[0].rstrip() for line in capsys.readouterr().out.splitlines() if line[:1] != "["]
    shown = (Path(__file__).parents[1] / "luigi.cfg").read_text(encoding="utf-8").splitlines()
    assert {f"# {line}" for line in told} <= set(shown)


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_changed_setting_makes_the_stages_stale_that_read_it(place, capsys, setting):
    value, stages_that_read = SETTINGS[setting]
    found = stale(capsys, f"--{setting}", value)
    assert {batch: set(why) for batch, why in found.items()} == (
        {batch: stages_that_read for batch in ("2026-11-23", "other")} if stages_that_read else {}
    )
    name = setting.partition(".")[2]
    for why in found.values():
        for reason in why.values():
            assert reason.startswith(f"setting {name}: ")
            assert reason.endswith(f"→ {value if value.isdigit() else json.dumps(value)}") or reason.endswith(f"→ {value}")


@pytest.mark.parametrize("setting", [name for name, (_, read) in SETTINGS.items() if read])
def test_a_batchs_own_setting_concerns_its_pages_only(place, capsys, setting):
    value, stages_that_read = SETTINGS[setting]
    config = place / "batch.cfg"
    config.write_text(f"[batch:2026-11-*]\n{setting.partition('.')[2]} = {value}\n")
    found = stale(capsys, "--config", str(config))
    assert {batch: set(why) for batch, why in found.items()} == {"2026-11-23": stages_that_read}


@pytest.mark.parametrize(
    ("sections", "encoding"),
    [
        ({"page:other/wells": "cp1252"}, "cp1252"),
        ({"page:other/w*": "cp1252", "normalise": "big5"}, "cp1252"),
        ({"page:other/wells": "cp1252", "page:other/w*": "big5", "batch:other": "gb18030"}, "cp1252"),
        ({"page:o*/w*": "big5", "page:other/*": "cp1252"}, "cp1252"),
        ({"page:other/corn": "cp1252"}, None),
        ({"page:*wells": "cp1252", "page:other/wells.txt": "big5"}, "cp1252"),
    ],
)
def test_a_page_may_have_settings_of_its_own(place, capsys, sections, encoding):
    config = place / "page.cfg"
    config.write_text("".join(f"[{name}]\nencoding = {value}\n" for name, value in sections.items()))
    found = stale(capsys, "--config", str(config))
    assert found.get("other", {}) == ({"normalise": f"setting encoding: null → {encoding}"} if encoding else {})
    found = stale(capsys, "--config", str(config), "--encoding", "utf-16")
    assert found["other"] == {"normalise": "setting encoding: null → utf-16"}  # the command line wins


@pytest.mark.parametrize("stage", NAMES)
@pytest.mark.parametrize(
    ("part", "says"),
    [("code", "code: "), ("data", "data: "), ("libraries", "library ftfy: 6.0 → 6.1"), ("version", "version: ")],
)
def test_what_a_stage_is_made_of_makes_it_stale_alone(place, capsys, monkeypatch, stage, part, says):
    real = stages.Stage.recipe

    def recipe(self, settings):
        made = real(self, settings)
        if self.name != stage:
            return made
        old = getattr(made, part)
        return replace(made, **{part: old | {"ftfy": "6.1"} if part == "libraries" else "0" * 16})

    monkeypatch.setattr(stages.Stage, "recipe", recipe)
    found = stale(capsys)
    assert {batch: set(why) for batch, why in found.items()} == {batch: {stage} for batch in ("2026-11-23", "other")}
    reason = found["other"][stage]
    assert reason.startswith("library ftfy: " if part == "libraries" else says)
    assert " → " in reason


def test_a_changed_page_is_stale_for_its_bytes_and_no_other(place, capsys):
    source = place / "seeds/other/wells.txt"
    source.write_text(PAGE.replace("May", "June"))
    try:
        found = stale(capsys)
    finally:
        source.write_text(PAGE)
    assert list(found) == ["other"]
    assert found["other"]["normalise"].startswith("input source: ")
    assert stale(capsys) == {}


@pytest.mark.parametrize(
    ("corrections", "stages_that_read"),
    [
        ([{"what": "kind", "of": [0, 25], "kind": "notice"}], {"segment"}),
        ([{"what": "start", "line": [0, 25], "right": True}], {"segment"}),
        ([], set()),
    ],
)
def test_corrections_make_the_articles_of_their_own_page_stale(place, capsys, corrections, stages_that_read):
    sha = hashlib.sha256(PAGE.encode()).hexdigest()
    page = {"page": "wells", "sha256": sha, "checked": True, "corrections": corrections}
    file = place / "seeds/other/corrections.json"
    file.write_text(json.dumps({"schema_version": "1.0", "batch": "other", "pages": [page]}))
    try:
        found = stale(capsys)
        left = stale(capsys, "--corrections", "leave")
    finally:
        file.unlink()
    assert {batch: set(why) for batch, why in found.items()} == ({"other": stages_that_read} if stages_that_read else {})
    assert left == stale(capsys) == {}
    assert all(why.startswith("input corrections: none → ") for reasons in found.values() for why in reasons.values())


def test_a_touched_page_is_not_stale(place, capsys):
    Path("seeds/other/wells.txt").touch()
    jobs.job_of({}, "other", fresh=True)
    assert stale(capsys) == {}
