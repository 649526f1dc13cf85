"""Dependencies run one way: model ← rooms ← run ← pipeline ← command line."""

import ast
import re
from pathlib import Path

import pytest

TASKS = Path(__file__).resolve().parents[1] / "tasks"
ROOMS = {"read", "normalise", "reflow", "segment", "emit"}
MAY = {
    "model": {"model"},
    "languages": {"languages", "model"},
    "store": {"store"},
    **{room: {room, "model", "languages"} for room in ROOMS},
    "report": {"report"},
    "export": {"export"},
    "run": {"run", "export", "store", "report", "model", "languages", *ROOMS},
    "engine": {"engine", "run", "store", "report"},
    "pipeline": {"run", "report", "engine"},
    "command": {"command", "pipeline", "run", "export", "store", "report", "model", "emit"},
    "__main__": {"command", "run"},
    "__init__": set(),
}
FILES = sorted(path for path in TASKS.rglob("*.py"))
WRITERS = {"write_text", "write_bytes", "mkdir", "unlink", "rename", "replace_file", "rmdir", "touch", "symlink_to"}


def owner(path: Path) -> str:
    return path.relative_to(TASKS).parts[0].removesuffix(".py")


def imported(tree: ast.AST):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written out in full"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(TASKS).as_posix())
def test_imports_run_one_way(path):
    room = owner(path)
    for name in imported(ast.parse(path.read_text(encoding="utf-8"))):
        top, _, rest = name.partition(".")
        if top == "luigi":
            assert room in ("pipeline", "command"), f"{path} imports luigi"
        if top == "tasks":
            assert rest.partition(".")[0] in MAY[room], f"{path} imports {name}"


@pytest.mark.parametrize(
    "path", [path for path in FILES if owner(path) in ROOMS | {"model", "languages", "export"}], ids=lambda path: path.name
)
def test_rooms_of_text_write_no_files(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            assert name not in WRITERS, f"{path}:{node.lineno} calls {name}"
            written = [*node.args[:2], *(keyword.value for keyword in node.keywords if keyword.arg == "mode")]
            if name == "open":
                modes = [part.value for part in written if isinstance(part, ast.Constant) and isinstance(part.value, str)]
                assert not any(set(mode) & set("wax+") and len(mode) <= 3 for mode in modes), f"{path}:{node.lineno}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(TASKS).as_posix())
def test_files_fit_in_a_head(path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 400, f"{path} is too long"
    for part in path.relative_to(TASKS).parts:
        assert part.removesuffix(".py") not in {"utils", "helpers", "common", "base", "manager"}


def test_the_report_knows_nothing_of_newspapers():
    words = r"\b(page|article|headline|byline|newspaper|edition|seed|language|normalise|reflow|segment|batch|luigi)s?\b"
    for path in (TASKS / "report").glob("*.py"):
        text = path.read_text(encoding="utf-8").replace("Knows nothing of newspapers, nor of Luigi", "")
        assert not re.findall(words, text, re.IGNORECASE), path


def test_luigi_is_known_in_few_places():
    found = set()
    for path in FILES:
        if "luigi" in {name.partition(".")[0] for name in imported(ast.parse(path.read_text(encoding="utf-8")))}:
            found.add(path.relative_to(TASKS).as_posix())
    assert found == {"pipeline.py", "command/scheduling.py", "command/plain.py"}
