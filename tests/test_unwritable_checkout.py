"""scripts/qgis_process for a user who may not write the checkout."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
NOBODY = 65534
PLUGIN = ("core", "dialogs", "docs", "i18n", "processing", "resources", "scripts")
AS_NOBODY = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        os.geteuid() != 0 or shutil.which("setpriv") is None, reason="only root may become another user"
    ),
]


@pytest.fixture
def checkout(open_folder):
    """A copy of the plugin and its scripts that belongs to root; the packages are those of this checkout."""
    copy = open_folder / "greenvein"
    copy.mkdir()
    for name in PLUGIN:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for path in (*ROOT.glob("*.py"), ROOT / "metadata.txt"):
        shutil.copy2(path, copy)
    (copy / ".venv").symlink_to((ROOT / ".venv").resolve())
    subprocess.run(["chmod", "-R", "go+rX", copy], check=True)
    return copy


def tree(folder):
    return sorted(path.relative_to(folder) for path in folder.rglob("*"))


@pytest.mark.parametrize("home", ["of one's own", "none", "cache elsewhere"])
def test_it_runs_and_leaves_the_checkout_as_it_is(checkout, open_folder, half_covered, home):
    own, temporary = open_folder / "own", open_folder / "temporary"
    for folder in (own, temporary):
        folder.mkdir()
        os.chown(folder, NOBODY, NOBODY)
    inputs = open_folder / "inputs"
    inputs.mkdir()
    for path in (Path(one.partition("=")[2]) for one in half_covered if "=" in one):
        shutil.copy(path, inputs)
    asked = [one if "=" not in one else f"{one.partition('=')[0]}={inputs / Path(one).name}" for one in half_covered]
    subprocess.run(["chmod", "-R", "go+rX", inputs], check=True)
    given = {"HOME": own} if home == "of one's own" else {"HOME": "/nonexistent"}
    if home == "cache elsewhere":
        given["XDG_CACHE_HOME"] = own
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "QGIS_"))}
    environment |= {name: str(value) for name, value in given.items()} | {"TMPDIR": str(temporary)}
    before = tree(checkout)
    found = subprocess.run(
        [*AS_NOBODY, checkout / "scripts" / "qgis_process", *asked],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=180,
        check=False,
        cwd=open_folder,
    )
    assert found.returncode == 0, found.stdout + found.stderr
    assert '"COVERAGE_PCT": 50' in found.stdout
    assert tree(checkout) == before
    profiles = [path for path in open_folder.rglob("QGIS3.ini") if checkout not in path.parents]
    assert len(profiles) == (0 if home == "none" else 1)
    assert not list(temporary.glob("tmp.*"))
