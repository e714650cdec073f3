"""Random cases: without --thorough fewer of the very same are drawn, and of every test some; marks are known ones."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import ROOT

PYTEST = Path(sys.executable).with_name("pytest")


def collecting(*arguments):
    command = [PYTEST, "--collect-only", "--quiet", "--config-file", ROOT / "pyproject.toml", *arguments]
    return subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def said(pytest_):
    text, _ = pytest_.communicate(timeout=300)
    return pytest_.returncode, text


@pytest.mark.slow
def test_what_is_drawn_without_thorough_is_some_of_every_test_and_of_what_is_drawn_with_it():
    # Files that draw no random cases and cross no values are collected alike.
    marks = re.compile(r"mark\.(cases|crossed)\(")
    files = [path for path in ROOT.glob("tests/**/test_*.py") if marks.search(path.read_text(encoding="utf-8"))]
    begun = [collecting(*files, *more) for more in ([], ["--thorough"])]
    (failed, default), (failed_too, thorough) = (said(one) for one in begun)
    assert (failed, failed_too) == (0, 0), default + thorough
    default, thorough = ({line for line in text.splitlines() if "::" in line} for text in (default, thorough))
    assert default < thorough
    assert {case.partition("[")[0] for case in default} == {case.partition("[")[0] for case in thorough}


@pytest.mark.slow
def test_a_mark_that_is_not_known_is_an_error(tmp_path):
    code = "import pytest\n\n\n@pytest.mark.casses(3)\ndef test_it(seed):\n    pass\n"
    (tmp_path / "test_it.py").write_text(code, encoding="utf-8")
    failed, text = said(collecting(tmp_path))
    assert failed
    assert "'casses' not found in `markers` configuration option" in text
