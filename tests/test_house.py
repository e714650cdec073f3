"""How the house is built: who imports whom, by the sources alone.

Every import counts, also those in functions and those for types only: a circle that is put off is a circle still.
"""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAY_IMPORT = {
    "core": (),
    "i18n": (),
    "processing": ("core", "i18n"),
    "dialogs": ("core", "i18n", "processing"),
}
"""Each room, and whose modules its own may import beside each other."""


def imports_of(root):
    """Return for each module of the rooms below ``root``, by its dotted name, the modules there that it imports."""
    files = {}
    for room in MAY_IMPORT:
        for file in sorted((root / room).rglob("*.py")):
            parts = file.relative_to(root).with_suffix("").parts
            files[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = file
    return {module: _imported(module, file, files) - {module} for module, file in files.items()}


def _imported(module, file, known):
    """Return those of the known modules that a file imports."""
    package = module.split(".") if file.name == "__init__.py" else module.split(".")[:-1]
    found = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names if alias.name.startswith("greenvein.")]
            found |= {name.removeprefix("greenvein.") for name in names}
        elif isinstance(node, ast.ImportFrom):
            above = [node.module] if node.module else []
            if node.level:
                above = package[: len(package) + 1 - node.level] + above
            elif not node.module.startswith("greenvein"):
                continue
            start = ".".join(above).removeprefix("greenvein").lstrip(".")
            # What is imported from a package is one of its modules, or a name in the package itself.
            names = [f"{start}.{alias.name}".lstrip(".") for alias in node.names]
            found |= {name if name in known else start for name in names}
    return found & known.keys()


def circles(imports):
    """Return the sets of modules that all import each other, if only by way of others (Tarjan 1972)."""
    number, low, path, found = {}, {}, [], []

    def visit(module):
        number[module] = low[module] = len(number)
        path.append(module)
        for other in sorted(imports[module]):
            if other not in number:
                visit(other)
            if other in path:
                low[module] = min(low[module], low[other])
        if low[module] == number[module]:
            start = path.index(module)
            members = path[start:]
            del path[start:]
            if len(members) > 1:
                found.append(set(members))

    for module in imports:
        if module not in number:
            visit(module)
    return found


def arrows(imports):
    """Return every import as (module, what it imports)."""
    return [(module, other) for module, others in imports.items() for other in sorted(others)]


def circle_arrows(imports):
    """Return the imports that make up circles."""
    found = circles(imports)
    return [(one, other) for one, other in arrows(imports) if any({one, other} <= circle for circle in found)]


def upward_arrows(imports):
    """Return the imports from a room that may not be imported there."""

    def room(module):
        return module.partition(".")[0]

    return [
        (one, other)
        for one, other in arrows(imports)
        if room(other) != room(one) and room(other) not in MAY_IMPORT[room(one)]
    ]


def job_arrows(imports):
    """Return the imports of a job from another."""

    def job(module):
        parts = module.split(".")
        return parts[2] if parts[:2] == ["processing", "jobs"] and len(parts) > 2 else None

    return [(one, other) for one, other in arrows(imports) if job(one) and job(other) and job(one) != job(other)]


def drawn(found):
    """Return arrows as text, one a line."""
    return "\n".join(f"{one} → {other}" for one, other in found)


@pytest.fixture(scope="module")
def house():
    return imports_of(ROOT)


def test_no_module_imports_itself_by_way_of_others(house):
    found = circle_arrows(house)
    assert not found, drawn(found)


def test_rooms_import_only_those_below(house):
    found = upward_arrows(house)
    assert not found, drawn(found)


def test_no_job_imports_another(house):
    found = job_arrows(house)
    assert not found, drawn(found)


NAMES_OF_PLANS = "processing/profiles/names.py"
"""The words for what a plan profile sets, which is about the jobs by name."""


def files_that_name_a_job(root, jobs):
    """Return the files of processing/ and dialogs/ that name a job, but for its own folder and its page."""
    word = re.compile(rf"(?<![A-Za-z0-9])({'|'.join(jobs)})(?![A-Za-z0-9])")
    found = set()
    for room in ("processing", "dialogs"):
        for file in (root / room).rglob("*.py"):
            name = file.relative_to(root).as_posix()
            own = re.match(r"processing/jobs/(\w+)/|dialogs/pages/(\w+)\.py", name)
            mine = {own[1] or own[2]} if own else set()
            if set(word.findall(file.read_text("utf-8"))) - mine:
                found.add(name)
    return found


def test_a_job_is_named_in_its_folder_and_on_its_page_alone():
    jobs = sorted(file.parent.name for file in (ROOT / "processing" / "jobs").glob("*/__init__.py"))
    assert len(jobs) >= 6
    assert files_that_name_a_job(ROOT, jobs) <= {NAMES_OF_PLANS}


def test_a_file_that_names_a_job_is_found(tmp_path):
    for name, text in (
        ("processing/jobs/parks/algorithm.py", "parks = 1"),
        ("processing/jobs/land/tables.py", "# as parks does"),
        ("dialogs/pages/parks.py", '"greenvein:parks"'),
        ("dialogs/dock.py", 'PAGES = ("parks",)'),
        ("processing/styling.py", "sparks = 1"),
        ("processing/fields.py", "# of «land_summary»"),
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    assert files_that_name_a_job(tmp_path, ["parks", "land"]) == {
        "processing/jobs/land/tables.py", "processing/fields.py", "dialogs/dock.py",
    }  # fmt: skip


@pytest.fixture
def plan(tmp_path):
    """Return the imports of sources, given by their files below the root."""

    def build(sources):
        for name, source in sources.items():
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(source, "utf-8")
        return imports_of(tmp_path)

    return build


@pytest.mark.parametrize(
    "back",
    [
        "from .report import report",
        "from . import report",
        "from greenvein.processing import report",
        "from greenvein.processing.report import report",
        "import greenvein.processing.report",
        "def late():\n    from .report import report",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from ..processing.report import Report",
    ],
)
def test_a_planted_circle_is_found(plan, back):
    imports = plan(
        {
            "processing/__init__.py": "",
            "processing/report.py": "from .tables import table\nimport json",
            "processing/tables.py": "from .words import word\nfrom json import loads",
            "processing/words.py": back,
            "processing/alone.py": "from .report import report",
        }
    )
    names = [f"processing.{name}" for name in ("report", "tables", "words")]
    assert circle_arrows(imports) == list(zip(names, [*names[1:], names[0]]))
    assert drawn(circle_arrows(imports)).startswith("processing.report → processing.tables\n")


def test_two_circles_are_told_apart_and_a_fork_is_none(plan):
    sources = {"a": "bc", "b": "d", "c": "d", "d": "e", "e": "d", "f": "ga", "g": "f"}
    imports = plan(
        {f"core/{name}.py": "\n".join(f"from . import {one}" for one in others) for name, others in sources.items()}
    )
    assert sorted(map(sorted, circles(imports))) == [["core.d", "core.e"], ["core.f", "core.g"]]


def test_a_package_and_its_modules_may_make_a_circle_too(plan):
    imports = plan({"core/report/__init__.py": "from .file import read", "core/report/file.py": "from . import Report"})
    assert circles(imports) == [{"core.report", "core.report.file"}]


def test_planted_arrows_between_rooms_and_jobs_are_found(plan):
    job = "processing.jobs.parks"
    imports = plan(
        {
            "core/kernel.py": "from ..i18n import tr",
            "i18n/__init__.py": "",
            "processing/jobs/__init__.py": "from .parks import JOB",
            "processing/jobs/parks/__init__.py": "",
            "processing/jobs/parks/names.py": "from ..land.names import name\nfrom ... import run",
            "processing/jobs/land/names.py": "",
            "processing/run.py": "def late():\n    from ..dialogs.page import Page",
            "dialogs/page.py": "from ..processing.jobs.parks.names import name",
        }
    )
    assert upward_arrows(imports) == [("core.kernel", "i18n"), ("processing.run", "dialogs.page")]
    assert job_arrows(imports) == [(f"{job}.names", "processing.jobs.land.names")]
