"""What several test modules need."""

import itertools

import pytest

from tasks.store import reach
from tasks.store.places import reach_to

_buckets = (f"papers-{number}" for number in itertools.count(1))


@pytest.fixture(scope="module")
def server():
    """An S3 server on loopback, which the environment names."""
    from tests.object_store import Server  # takes a second to import

    with pytest.MonkeyPatch.context() as patch:
        made = Server()
        for name, value in {
            "AWS_ENDPOINT_URL": made.url,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_MAX_ATTEMPTS": "2",
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
    reach_to("s3").call("mkdir", name)
    server.asked.clear()
    return name
