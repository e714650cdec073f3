"""Codes are plain constants: QGIS starts, and says what is missing, without numpy."""

import ast
from pathlib import Path

import pytest

CORE = Path(__file__).parents[2] / "core"


@pytest.mark.parametrize("file", sorted(CORE.glob("*/codes.py")), ids=lambda file: file.parent.name)
def test_codes_need_nothing_but_python(file):
    tree = ast.parse(file.read_text(encoding="utf-8"))
    imported = [node for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom))]
    modules = [getattr(node, "module", "") for node in imported]
    assert [name for name in modules if name != "__future__" and not name.endswith("codes")] == []
    assert not any(isinstance(node, (ast.FunctionDef, ast.ClassDef)) for node in tree.body)
