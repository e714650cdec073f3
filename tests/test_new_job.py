"""scripts/new_job: a job that is complete from parameters to report, made in a copy of the checkout."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = Path(sys.prefix) / "bin"
ENGLISH, CHINESE = "Green roofs", "屋顶绿化"
LONG_ENGLISH, LONG_CHINESE = "Courtyards and gardens within the blocks", "街区内部的庭院花园与公共绿地"
MADE = (
    "tests/processing/test_greenroofs_algorithm.py",
    "tests/dialogs/made_job.py",
    "tests/test_house.py",
    "tests/test_translations.py",
    "tests/processing/test_help.py",
    "tests/processing/test_guess.py",
    "tests/core/test_greenroofs.py",
    "tests/core/test_examples.py",
)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A copy of the files that belong to the checkout."""
    folder = tmp_path_factory.mktemp("checkout")
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    return folder


def started(checkout, *command):
    """Run a command in a checkout, with the programs that these tests run with; return what came of it."""
    environment = {**os.environ, "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"}
    return subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True, check=False)


def new_job(checkout, name, *titles):
    return started(checkout, checkout / "scripts" / "new_job", name, *(titles or (ENGLISH, CHINESE)))


def content(checkout):
    """Return the files of a checkout, without what programs keep for themselves."""
    found = [path for path in checkout.rglob("*") if path.is_file()]
    return {path: path.read_bytes() for path in found if not {"__pycache__", ".ruff_cache"} & {*path.parts}}


@pytest.fixture(scope="module")
def made(checkout):
    """The copy in which the job was made, the files that are new there, and what the script said."""
    before = content(checkout)
    run = started(checkout, checkout / "scripts" / "new_job", "greenroofs", ENGLISH, CHINESE, "--theme", "parks")
    assert run.returncode == 0, run.stderr
    changed = {
        str(path.relative_to(checkout)): path in before
        for path, has in content(checkout).items()
        if before.get(path) != has
    }
    return checkout, changed, run.stdout


def test_nothing_but_new_files_and_lists_of_texts_is_written(made):
    checkout, changed, said = made
    assert {name for name, was_there in changed.items() if was_there} == {
        "README.md",
        "i18n/greenvein_zh_CN.ts",
        *(["i18n/greenvein_zh_CN.qm"] if "lrelease is missing" not in said else []),
    }
    assert all("greenroofs" in name for name, was_there in changed.items() if not was_there)
    assert all(f"  {name}\n" in said for name, was_there in changed.items() if not was_there)
    row = f"| `greenvein:greenroofs` | {CHINESE} | {ENGLISH} |"
    assert row in (checkout / "README.md").read_text(encoding="utf-8")


def test_made_job_is_clean_listed_translated_documented_and_runs_in_qgis(made):
    checkout, _, said = made
    for check in (("check",), ("format", "--check")):
        run = started(checkout, PROGRAMS / "ruff", *check, ".")
        assert run.returncode == 0, run.stdout
    # What is compiled lacks the new texts where there is no compiler.
    left_out = ["--deselect", "tests/test_translations.py::test_compiled_file_says_what_the_ts_says"]
    tests = ["-q", "-x", *MADE, *(left_out if "lrelease is missing" in said else [])]
    run = started(checkout, PROGRAMS / "pytest", *tests)
    assert run.returncode == 0, run.stdout[-5_000:]


def test_made_code_passes_the_type_checker(made):
    run = started(made[0], PROGRAMS / "mypy", "core", "processing", "dialogs", "--cache-dir", os.devnull)
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("greenroofs", "taken"),
        ("parkcoverage", "taken"),
        ("joinreports", "taken"),
        ("geometry", "taken"),
        ("progress", "taken"),
        ("replacing", "taken"),
        ("plaintext", "package"),
        ("qgis", "package"),
        ("processing", "package"),
        ("json", "package"),
        ("residential", "input or an output"),
        ("summary", "input or an output"),
        ("class", "cannot be the name"),
        ("match", "cannot be the name"),
        ("Roofs", "cannot be the name"),
        ("green_roofs", "cannot be the name"),
        ("2roofs", "cannot be the name"),
        ("屋顶", "cannot be the name"),
    ],
)
def test_name_that_cannot_be_is_refused_and_nothing_changes(made, name, reason):
    checkout = made[0]
    before = content(checkout)
    run = new_job(checkout, name)
    assert run.returncode != 0
    assert reason in run.stderr
    assert content(checkout) == before


@pytest.mark.parametrize(
    "titles",
    [('Green "roofs"', CHINESE), ("Green | roofs", CHINESE), (" ", CHINESE), (ENGLISH, ""), (41 * "a", CHINESE)],
)
def test_title_that_would_break_a_line_or_a_table_is_refused_and_nothing_changes(made, titles):
    before = content(made[0])
    run = new_job(made[0], "meadows", *titles)
    assert run.returncode != 0
    assert run.stderr.startswith("A title is a line")
    assert content(made[0]) == before


def test_second_job_keeps_apart_from_the_first(made):
    """Both call their inputs by their own names, and lie one below the other."""
    run = new_job(made[0], "courtyards", LONG_ENGLISH, LONG_CHINESE)
    assert run.returncode == 0, run.stderr
    texts = [
        (made[0] / "processing" / "jobs" / job / "__init__.py").read_text("utf-8")
        for job in ("greenroofs", "courtyards")
    ]
    assert ["order=70" in texts[0], "order=80" in texts[1]] == [True, True]
    run = started(made[0], PROGRAMS / "ruff", "check", ".")
    assert run.returncode == 0, run.stdout
    tests = ("tests/processing/test_guess.py", "tests/processing/test_courtyards_algorithm.py", "tests/test_house.py")
    run = started(made[0], PROGRAMS / "pytest", "-q", "-x", *tests)
    assert run.returncode == 0, run.stdout[-5_000:]
