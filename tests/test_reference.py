"""The reference cannot drift: it is made of the schemas, and of what the program warns of."""

import ast
import json

import pytest

from tests import reference
from tests.documents import ROOT


def codes_of_the_program() -> set[str]:
    """The code of every ``Caution`` that ``tasks/`` makes."""
    found = set()
    for path in (ROOT / "tasks").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "Caution":
                code = node.args[0] if node.args else None
                assert isinstance(code, ast.Constant), f"{path}:{node.lineno}: write the code out, so that it can be found"
                found.add(code.value)
    return found


def properties(rule: object) -> int:
    """How many properties a schema describes, wherever they stand."""
    if isinstance(rule, list):
        return sum(map(properties, rule))
    if not isinstance(rule, dict):
        return 0
    own = len(rule["properties"]) if isinstance(rule.get("properties"), dict) else 0
    return own + sum(properties(value) for value in rule.values())


def test_the_reference_is_what_the_schemas_say():
    assert reference.PAGE.read_text(encoding="utf-8") == reference.page(), "run make docs"


@pytest.mark.parametrize("path", reference.SCHEMAS.values())
def test_every_property_has_its_row(path):
    schema = json.loads((ROOT / path).read_text(encoding="utf-8"))
    rows = [name for name, _, _ in reference.fields(schema)]
    assert len(rows) == len(set(rows))
    assert len([name for name in rows if not name.endswith("*")]) == properties(schema)
    assert {name for name in rows if "." not in name and "[" not in name} == set(schema["properties"])


def test_the_readme_has_every_warning():
    assert reference.TABLE.search(reference.README.read_text(encoding="utf-8"))
    assert reference.README.read_text(encoding="utf-8") == reference.readme(), "run make docs"


def test_every_warning_of_the_program_has_its_words_and_no_other():
    words = reference.warnings()
    assert set(words) == codes_of_the_program()
    assert all(set(one) == {"on", "means", "do"} and one["on"] in ("article", "page") for one in words.values())
