"""Folders behind URLs: a local S3 server for real, faults included."""

import itertools
import json
from pathlib import Path

import pytest
import simple_rooms
from simple_rooms import PAGE

from tasks.__main__ import main
from tasks.store import reach
from tests.object_store import Server

_buckets = (f"papers-{number}" for number in itertools.count(1))


@pytest.fixture(scope="module")
def server():
    with pytest.MonkeyPatch.context() as patch:
        made = Server()
        for name, value in {
            "AWS_ENDPOINT_URL": made.url,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_CONFIG_FILE": "/dev/null",
            "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
        }.items():
            patch.setenv(name, value)
        yield made
        reach._before_fork(), reach._after_fork()  # close what is open, before the server goes
        made.stop()


@pytest.fixture
def bucket(server):
    """The name of a new bucket."""
    name = next(_buckets)
    reach.Reach("s3").call("mkdir", name)
    server.asked.clear()
    return name


@pytest.fixture
def place(tmp_path, monkeypatch):
    return simple_rooms.working_folder(tmp_path, monkeypatch, tmp_path / "work.log")


def objects(bucket, within="") -> dict[str, bytes]:
    """Every object below, but for those with clocks or marks in them."""
    s3 = reach.Reach("s3")
    paths = s3.call("find", f"{bucket}/{within}".rstrip("/"))
    found = {path.removeprefix(f"{bucket}/{within}").lstrip("/"): bytes(s3.call("cat_file", path)) for path in paths}
    return {name: data for name, data in found.items() if name.rpartition("/")[2] not in ("run.json", "known.json.gz")}


def files(folder) -> dict[str, bytes]:
    found = (path for path in Path(folder).rglob("*") if path.is_file() and path.name not in ("run.json", ".lock"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def seed(place, count=3):
    for number in range(count):
        (place / f"seeds/wells-{number:02}.txt").write_text(PAGE.replace("Harbour", f"Harbour {number}"))


def options(bucket, *names):
    return [part for name in names for part in (f"--{name}", f"s3://{bucket}/{name}")]


ALL = ("seeds", "intermediate", "output")


def upload(place, bucket):
    s3 = reach.Reach("s3")
    for name, data in files(place / "seeds").items():
        s3.call("pipe_file", f"{bucket}/seeds/{name}", data)


@pytest.mark.parametrize("workers", [1, 2])
def test_the_same_bytes_as_from_local_folders(place, bucket, workers):
    seed(place)
    (place / "seeds/2026-11-23/city").mkdir(parents=True)
    (place / "seeds/2026-11-23/city/two.txt").write_text(PAGE + "\f" + PAGE)
    (place / "seeds/broken.txt").write_text("!fail-segment\nA page that fails.\n")
    upload(place, bucket)
    assert main(["run"]) == 30
    assert main(["run", "--workers", str(workers), "--shard-size", "2", *options(bucket, *ALL)]) == 30
    assert objects(bucket, "output") == files(place / "output")
    here, there = files(place / "intermediate"), objects(bucket, "intermediate")
    failure = json.loads(here.pop("default/failures/broken.json")), json.loads(there.pop("default/failures/broken.json"))
    assert failure[0]["message"] == failure[1]["message"]
    assert there == here
