"""Random cases: without --thorough fewer of the very same are drawn, and of every test some; marks are known ones."""

import re
import subprocess
import sys

import pytest

from .conftest import ROOT

# Both ways in one process, so that QGIS and the packages are imported once; the tests are again, for pytest writes into
# their marks.
COLLECT_TWICE = """
import sys
import pytest
for more in ([], ["--thorough"]):
    print("\\nended with", int(pytest.main([*sys.argv[1:], *more])), flush=True)
    for name in [name for name in sys.modules if name.startswith("tests.")]:
        del sys.modules[name]
"""
ARGUMENTS = ("--collect-only", "--quiet", "--config-file", ROOT / "pyproject.toml")


def said(*command):
    """Return what Python says on its standard output; the root is not on its path (-I)."""
    command = [sys.executable, "-I", "-X", "utf8", *command]
    return subprocess.run(command, cwd=ROOT, encoding="utf-8", stdout=subprocess.PIPE, timeout=300, check=False).stdout


@pytest.mark.slow
def test_what_is_drawn_without_thorough_is_some_of_every_test_and_of_what_is_drawn_with_it():
    # Files that draw no random cases and cross no values are collected alike.
    marks = re.compile(r"mark\.(cases|crossed)\(")
    files = [path for path in ROOT.glob("tests/**/test_*.py") if marks.search(path.read_text(encoding="utf-8"))]
    text = said("-c", COLLECT_TWICE, *ARGUMENTS, *files)
    assert text.count("\nended with 0\n") == 2, text
    default, thorough, _ = text.split("\nended with 0\n")
    default, thorough = ({line for line in one.splitlines() if "::" in line} for one in (default, thorough))
    assert default < thorough
    assert {case.partition("[")[0] for case in default} == {case.partition("[")[0] for case in thorough}


@pytest.mark.slow
def test_a_mark_that_is_not_known_is_an_error(tmp_path):
    code = "import pytest\n\n\n@pytest.mark.casses(3)\ndef test_it(seed):\n    pass\n"
    (tmp_path / "test_it.py").write_text(code, encoding="utf-8")
    text = said("-m", "pytest", *ARGUMENTS, tmp_path)
    assert "1 error" in text
    assert "'casses' not found in `markers` configuration option" in text
