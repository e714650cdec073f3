"""Every example in a docstring of core/ is right, and every kernel that the plugin calls has one."""

import ast
import doctest
import importlib
import pkgutil
from functools import cache
from pathlib import Path

import pytest
from greenvein import core

ROOT = Path(__file__).parents[2]

# Why a function that the plugin calls is clear without an example.
WITHOUT = {
    "core.progress.quiet": "does nothing",
    "core.profile.editing.save": "writes what the example of written shows",
    "core.replacing.put_right": "has work to do only where another program was killed half way",
}


def examples():
    """Return the examples of all of core/, docstring by docstring; each begins with no names, so it imports its own."""
    finder = doctest.DocTestFinder()
    modules = [module.name for module in pkgutil.walk_packages(core.__path__, f"{core.__name__}.")]
    found = [test for name in modules for test in finder.find(importlib.import_module(name), globs={})]
    return {test.name.replace("greenvein.", "", 1): test for test in found if test.examples}


EXAMPLES = examples()


@pytest.mark.parametrize("name", EXAMPLES)
def test_example(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    said = []
    doctest.DocTestRunner().run(EXAMPLES[name], out=said.append, clear_globs=False)
    assert not said, "".join(said)


def functions(root):
    """Return the public functions of core/, by the names of their modules."""
    found = {}
    for file in (root / "core").rglob("*.py"):
        module = ".".join(file.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
        tree = ast.parse(file.read_text("utf-8"))
        found[module] = {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name[0] != "_"}
    return found


@cache
def called(root, rooms=("processing", "dialogs")):
    """Return the functions of core/ that other rooms take from it: by their names, or by the name of their module."""
    known, found = functions(root), set()
    for file in (file for room in rooms for file in (root / room).rglob("*.py")):
        folder, tree = file.relative_to(root).parts[:-1], ast.parse(file.read_text("utf-8"))
        taken = {}  # modules, by the names that they have here
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.level:
                start = folder[: len(folder) + 1 - node.level]
                module = ".".join((*start, *filter(None, [node.module])))
                for alias in node.names:
                    if alias.name in known.get(module, ()):
                        found.add(f"{module}.{alias.name}")
                    if f"{module}.{alias.name}" in known:
                        taken[alias.asname or alias.name] = f"{module}.{alias.name}"
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in taken:
                module = taken[node.value.id]
                found |= {f"{module}.{node.attr}"} & {f"{module}.{name}" for name in known[module]}
    return found


@pytest.mark.slow
def test_every_kernel_that_the_plugin_calls_has_an_example():
    assert sorted(called(ROOT) - EXAMPLES.keys() - WITHOUT.keys()) == []


@pytest.mark.slow
def test_what_needs_no_example_is_called_and_has_none():
    assert called(ROOT) >= WITHOUT.keys()
    assert not EXAMPLES.keys() & WITHOUT.keys()


@pytest.mark.parametrize(
    "caller",
    [
        "from ..core.parks import served",
        "from ..core.parks import served as measure",
        "def late():\n    from ..core.parks import served",
        "from ..core import parks\nparks.served()",
        "from .. import core\n\nfrom ..core import parks as own\nown.served",
    ],
)
def test_a_kernel_that_is_called_is_found(tmp_path, caller):
    for name, source in {"core/parks.py": "def served(): ...\ndef other(): ...", "processing/job.py": caller}.items():
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(source, "utf-8")
    assert called(tmp_path) == {"core.parks.served"}
