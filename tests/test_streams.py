"""Standard output and standard error are as Python made them, but for what they do where nobody can be told."""

import subprocess
import sys

import pytest

SAY = "import sys; from tasks.command import streams; streams.install(); sys.stderr.write('page \\udcff 市\\n')"


@pytest.mark.parametrize(("encoding", "said"), [("utf-8", "page \\udcff 市\n"), ("ascii", "page \\udcff \\u5e02\n")])
def test_what_cannot_be_encoded_is_said_as_python_says_it(encoding, said):
    ended = subprocess.run([sys.executable, "-c", SAY], capture_output=True, env={"PYTHONIOENCODING": encoding})
    assert (ended.returncode, ended.stderr.decode()) == (0, said)
