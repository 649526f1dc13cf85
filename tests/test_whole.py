"""The program as users start it, with the real rooms: processes of their own, files in several encodings."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGE = """Ferry to run until midnight

The ferry between Stannerby and the island
will run until midnight from the first of
June, the harbour office said on Tuesday. A
second boat has been hired for the summer.

Library closes for repairs

The town library will be closed for three
weeks from Monday while its roof is being
mended. Books on loan need not be returned
before the end of the month, it was said.
"""
CHINESE = """渡轮夏季延长至午夜

本报讯（记者林知远）自六月一日起，往返于青石
湾与白鹭岛之间的渡轮将延长运营至午夜。港务处
周二表示，夏季将增加一艘客船，以满足游客需求。
"""
PLAIN = (
    "import sys, runpy, tasks.command.plain\n"
    "sys.argv = ['luigi', '--module', 'tasks.pipeline', 'CleanBatch', '--batch', 'default', '--local-scheduler']\n"
    "runpy.run_module('luigi', run_name='__main__')\n"
)


def start(arguments, cwd, **environment):
    env = {key: value for key, value in os.environ.items() if not key.startswith("LC_")}
    env |= {"PYTHONPATH": str(ROOT), **environment}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, errors="replace", check=False)


def tree(folder) -> dict[str, bytes]:
    """Every file but ``run.json``, which has clocks in it."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.name != "run.json")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    place = tmp_path_factory.mktemp("第三 版")
    (place / "seeds").mkdir()
    for name, codec in (("utf8", "utf-8"), ("gb", "gb18030"), ("utf16", "utf-16"), ("bom", "utf-8-sig")):
        (place / f"seeds/{name}.txt").write_bytes(CHINESE.encode(codec))
    (place / "seeds/ferry.txt").write_text(PAGE + "\f" + PAGE)
    result = start(["-m", "tasks", "run"], place)
    assert result.returncode == 0, result.stdout + result.stderr
    return place


def test_articles_come_out_whole_and_valid(done):
    folder = done / "output/default/ferry"
    articles = [json.loads(path.read_text()) for path in sorted(folder.glob("[0-9]*.json"))]
    told = "".join(part for one in articles for part in (one["headline"], one["text"]) if part)
    assert "".join(told.split()) == "".join(PAGE.split())
    result = start(["-m", "tasks", "validate"], done)
    assert result.returncode == 0, result.stdout


def test_the_encoding_of_a_file_does_not_change_its_articles(done):
    told = {
        tuple(article[field] for field in ("headline", "byline", "text", "language"))
        for name in ("utf8", "gb", "utf16", "bom")
        for article in [json.loads((done / f"output/default/{name}/01.json").read_text(encoding="utf-8"))]
    }
    assert len(told) == 1
    assert told.pop()[0] == "渡轮夏季延长至午夜"


def test_a_second_run_does_nothing(done):
    before = tree(done / "output"), tree(done / "intermediate")
    result = start(["-m", "tasks", "run"], done)
    assert "6 pages done (6 from cache), 0 failed" in result.stdout
    lock = "default/.lock"
    after = tree(done / "output"), tree(done / "intermediate")
    before[1].pop(lock), after[1].pop(lock)
    assert after == before


def test_random_bytes_fail_alone(done, tmp_path):
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/noise.txt").write_bytes(bytes((n * n * 7 + n // 3) % 256 for n in range(5000)))
    (tmp_path / "seeds/ferry.txt").write_text(PAGE)
    result = start(["-m", "tasks", "run"], tmp_path)
    assert result.returncode == 30
    assert "Traceback" not in result.stderr
    report = json.loads((tmp_path / "output/default/failures.json").read_text())
    assert [one["rerun"] for one in report["failures"]] == ["clipsheet rerun --stage normalise --batch default --page=noise"]
    assert (tmp_path / "output/default/ferry/page.json").exists()


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [
        (["-m", "tasks", "run", "--workers", "2", "--shard-size", "1"], {}),
        (["-m", "tasks", "run"], {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
        (["-c", PLAIN], {}),
    ],
)
def test_every_way_to_start_it_gives_the_same_bytes(done, tmp_path, arguments, environment):
    (tmp_path / "seeds").symlink_to(done / "seeds")
    result = start(arguments, tmp_path, **environment)
    assert result.returncode == 0, result.stdout + result.stderr
    assert tree(tmp_path / "output") == tree(done / "output")


def test_the_settings_listed_are_those_of_the_rooms(done):
    listing = start(["-m", "tasks", "settings"], ROOT).stdout
    for line in ("[clipsheet]", "[normalise]", "[emit]", "shard_size = 100", "script = as-printed"):
        assert line in listing
