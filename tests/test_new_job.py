"""scripts/new_job: a job that is complete from parameters to report, made in a copy of the checkout."""

import os
import re
import shutil
import subprocess
import sys
from contextlib import suppress
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
    """A copy of the files that belong to the checkout, in a folder that could not be the name of a module."""
    folder = tmp_path_factory.mktemp("checkout") / "a planner's own"
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
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # one start after the other has the same to compile
    return subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True, check=False)


def new_job(checkout, name, *titles):
    return started(checkout, checkout / "scripts" / "new_job", name, *(titles or (ENGLISH, CHINESE)))


def content(checkout):
    """Return the files of a checkout, with their content, without what programs keep for themselves."""
    return {path: path.read_bytes() for path in files(checkout)}


def state(checkout):
    """Return the files of a checkout, with what tells whether anybody has written to them."""
    stats = {path: path.stat() for path in files(checkout)}
    return {path: (one.st_ino, one.st_size, one.st_mtime_ns) for path, one in stats.items()}


def files(checkout):
    own = {"__pycache__", ".ruff_cache", ".mypy_cache"}
    for folder, folders, names in os.walk(checkout):
        folders[:] = [name for name in folders if name not in own]
        yield from (Path(folder) / name for name in names)


@pytest.fixture(scope="module")
def made(checkout):
    """The copy in which the job was made, the files that are new there, and what the script said."""
    before = content(checkout)
    run = new_job(checkout, "greenroofs", ENGLISH, CHINESE, "--theme", "parks", "--output", "ROOFS")
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


def test_tests_of_all_jobs_run_the_made_one(made):
    """Those that hold its declaration and its page, draw its styles, cancel its calls, and look for its clauses."""
    of_runs = ("cancelling", "declarations", "empty_layers", "profiles", "map_styles", "styling")
    tests = [f"tests/processing/test_{name}.py" for name in of_runs]
    tests += ["tests/dialogs/test_pages.py", "tests/dialogs/test_live_unread.py"]
    run = started(made[0], PROGRAMS / "pytest", "-q", "-x", "-k", "greenroofs or each_job or every_style", *tests)
    assert run.returncode == 0, run.stdout[-5_000:]
    assert int(re.search(r"(\d+) passed", run.stdout)[1]) > 30


def test_change_that_a_style_lacks_is_named(made):
    style = made[0] / "resources" / "styles" / "greenroofs_comparison.qml"
    whole = style.read_text(encoding="utf-8")
    style.write_text(whole.replace("'gone'", "'lost'"), encoding="utf-8")
    try:
        tests = ("tests/processing/test_map_styles.py", "-k", "greenroofs_comparison-gone")
        run = started(made[0], PROGRAMS / "pytest", "-q", "-x", *tests)
    finally:
        style.write_text(whole, encoding="utf-8")
    assert "The style greenroofs_comparison has no rule for {'gv_change': 'gone'}." in run.stdout


def test_made_code_passes_the_type_checker(made):
    cache = made[0].parent / "types"
    with suppress(FileNotFoundError):  # what is known of the files that are the same need not be found out again
        shutil.copytree(ROOT / ".mypy_cache", cache)
    # All else is as it was, and has passed.
    new = [name for name, was_there in made[1].items() if not was_there and re.fullmatch(r"(?!tests).+\.py", name)]
    run = started(made[0], PROGRAMS / "mypy", *new, "--cache-dir", cache)
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
        ("plaintext", "taken: tests/core/test_plaintext.py"),
        ("landchain", "taken: docs/en/landchain.md"),
        ("house", "taken: tests/test_house.py"),
        ("crs", "taken: tests/processing/test_crs.py"),
        ("package", "taken: tests/test_package.py"),
        ("look", "taken: tests/processing/look.py"),
        ("scene", "taken: tests/dialogs/scene.py"),
        ("job", "taken: processing/framework/job.py"),
        ("framework", "taken: processing/framework"),
        ("inputs", "taken: processing/jobs/"),
        ("type", "a word of Python"),
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
        ("wx", "three or more"),
        ("meadowsifgiven", "steps of models end so"),
        ("water", "a word of the code"),
        ("fields", "a word of the code"),
    ],
)
def test_name_that_cannot_be_is_refused_and_nothing_changes(made, name, reason):
    checkout = made[0]
    before = state(checkout)
    run = new_job(checkout, name)
    assert run.returncode != 0
    assert reason in run.stderr
    assert state(checkout) == before


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        ("roofs", "cannot be the name of an output"),
        ("ROOFS_", "cannot be the name of an output"),
        ("MEADOWS", "is the input"),
        ("PATTERN", "already an input or an output"),
        ("ROOFS", "already an input or an output"),
        # What a file is called in which they are saved tells them apart.
        ("AREAS", "the output “BLIND_AREAS” end alike"),
        ("COMPARISON", "end alike"),
        ("GREEN_ROOFS", "the output “ROOFS” end alike"),
    ],
)
def test_output_that_would_be_taken_for_another_is_refused_and_nothing_changes(made, output, reason):
    before = state(made[0])
    run = new_job(made[0], "meadows", "Meadows", "草地", "--output", output)
    assert run.returncode != 0
    assert reason in run.stderr
    assert state(made[0]) == before


@pytest.mark.parametrize(
    ("titles", "named"),
    [
        (("Parks", "绿带"), ("“Parks”", "“公园绿地”", "“绿带”")),
        (("Largest feature", "草地"), ("“Largest feature”", "“最大要素的面积”", "“草地”")),
        (("green Roofs", "草地"), ("“green Roofs”", "greenvein:greenroofs")),
        (("Meadows", CHINESE), (f"“{CHINESE}”", "greenvein:greenroofs")),
        (("Park service coverage", "草地"), ("greenvein:parkcoverage",)),
        (("Meadows", "合并报告"), ("greenvein:joinreports",)),
        (("Whole check-up", "草地"), ("greenvein:checkup",)),
    ],
)
def test_title_that_says_something_else_or_is_that_of_another_is_refused_and_nothing_changes(made, titles, named):
    before = state(made[0])
    run = new_job(made[0], "meadows", *titles)
    assert run.returncode != 0
    assert run.stderr.count("\n") == 1
    assert [one for one in named if one not in run.stderr] == []
    assert state(made[0]) == before


@pytest.mark.parametrize(
    "titles",
    [
        ('Green "roofs"', CHINESE),
        ("Green | roofs", CHINESE),
        (" ", CHINESE),
        (ENGLISH, ""),
        (41 * "a", CHINESE),
        ("Noise: level", CHINESE),
        (ENGLISH, "噪声：水"),
        ("{count} roofs", CHINESE),
    ],
)
def test_title_that_would_break_a_line_or_a_table_is_refused_and_nothing_changes(made, titles):
    before = state(made[0])
    run = new_job(made[0], "meadows", *titles)
    assert run.returncode != 0
    assert run.stderr.startswith("A title is a line")
    assert state(made[0]) == before


def test_second_job_keeps_apart_from_the_first(made):
    """Both call their inputs and outputs by their own names, and lie one below the other."""
    run = new_job(made[0], "courtyards", LONG_ENGLISH, LONG_CHINESE)
    assert run.returncode == 0, run.stderr
    texts = [
        (made[0] / "processing" / "jobs" / job / "__init__.py").read_text("utf-8")
        for job in ("greenroofs", "courtyards")
    ]
    assert ["order=70" in texts[0], "order=80" in texts[1]] == [True, True]
    run = started(made[0], PROGRAMS / "ruff", "check", ".")
    assert run.returncode == 0, run.stdout
    assert (made[0] / "resources" / "styles" / "courtyards_measured_courtyards.qml").exists()
    files = ("processing/test_guess", "processing/test_courtyards_algorithm", "processing/test_styling", "test_house")
    run = started(made[0], PROGRAMS / "pytest", "-q", "-x", *(f"tests/{name}.py" for name in files))
    assert run.returncode == 0, run.stdout[-5_000:]
