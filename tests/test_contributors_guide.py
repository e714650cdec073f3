"""What contributors read names files that are there, and the code's own words."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("CONTRIBUTING.md", "docs/dev/architecture.md")
ROOMS = (ROOT, ROOT / "processing", ROOT / "core", ROOT / "dialogs")
"""Where a file that a page names may lie."""
PATH = re.compile(r"[\w.]+(?:/[\w.]+)+/?|\w+\.(?:py|md)|\w+/")
JOBS = sorted(path for path in (ROOT / "processing" / "jobs").iterdir() if (path / "algorithm.py").exists())
EXAMPLE = "greenroofs"
POINTED_TO = re.compile(r"`(\w+\.py)`, see `(processing/jobs/\w+/)`")
"""A module that not every job has, and a job that has one to look at."""


def in_code(text):
    """Return what stands in code within the lines of a page, without its blocks."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))


@pytest.mark.parametrize("page", PAGES)
def test_files_that_are_named_are_there(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    named = [one for one in in_code(text) if PATH.fullmatch(one) and EXAMPLE not in one]
    lost = [one for one in named if not any((room / one).exists() for room in (*ROOMS, *JOBS))]
    assert lost == []
    assert len(named) > 10


def test_job_that_the_guide_points_to_for_a_module_has_it():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    found = POINTED_TO.findall(text)
    assert {module for module, _ in found} == {"charts.py", "live.py", "step.py"}
    assert [f"{folder}{module}" for module, folder in found if not (ROOT / folder / module).exists()] == []


def test_readme_lists_each_job_by_its_title():
    """scripts/new_job looks there for those that are taken."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `greenvein:(\w+)` \| [^|]+ \| ([^|]+) \|", readme, re.MULTILINE))
    declared = {job.name: (job / "__init__.py").read_text(encoding="utf-8") for job in JOBS}
    titles = {job: re.search(r'^    title=later\("([^"]+)"\)', text, re.MULTILINE)[1] for job, text in declared.items()}
    assert {job: rows.get(job) for job in titles} == titles


def test_each_job_is_made_of_the_kernels_and_charts_that_the_architecture_names():
    text = (ROOT / "docs" / "dev" / "architecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (`core/.+) \|$", text, re.MULTILINE)
    assert len(rows) >= 6
    for job, row in rows:
        code = "\n".join(path.read_text("utf-8") for path in (ROOT / "processing" / "jobs" / job).glob("*.py"))
        modules = [one.rstrip("/").removesuffix(".py").replace("/", ".") for one in in_code(row) if "/" in one]
        functions = [one for one in in_code(row) if "/" not in one]
        assert functions and [one for one in modules if f"....{one}" not in code] == [], job
        assert [one for one in functions if not re.search(rf"import .*\b{one}\b", code)] == [], job


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    targets = [one for one in re.findall(r"\]\(([^)]+)\)", text) if ":" not in one]
    headings = {re.sub(r"\W+", "-", line.strip("# ").lower()) for line in text.splitlines() if line.startswith("#")}
    files = [one for one in targets if not one.startswith("#")]
    assert [one for one in files if not ((ROOT / page).parent / one).exists()] == []
    assert {one[1:] for one in targets if one.startswith("#")} <= headings


def test_glossary_has_the_words_of_interface_and_code():
    """Each Chinese term of a plan is in the interface or the guide, and each name in the code."""
    table = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("| 中文 | English | in code |")[2]
    rows = [line.strip("| ").split(" | ") for line in table.strip().splitlines()[1:]]
    code = [path.read_text("utf-8") for room in ("core", "processing") for path in (ROOT / room).rglob("*.py")]
    code = "\n".join([*code, *(path.read_text("utf-8") for path in (ROOT / "resources" / "profiles").glob("*.json"))])
    # Fields are made of columns with gv_ in front.
    words = [re.sub("^gv_", "", word) for row in rows for word in in_code(row[2]) if "/" not in word]
    assert [word for word in words if not re.search(rf"(?<![a-zA-Z]){word}(?![a-zA-Z])", code)] == []
    told = (ROOT / "i18n" / "greenvein_zh_CN.ts").read_text(encoding="utf-8")
    told += "".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "zh").glob("*.md"))
    terms = [term for row in rows for term in row[0].partition("（")[0].split("、")]
    assert [term for term in terms if term not in told] == []
