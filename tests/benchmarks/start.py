"""The start of QGIS Desktop with the plugin beside its start without, on a virtual display.

Both take turns in one run, because only ratios within one run mean something. See scripts/bench.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.dialogs.desktop import profile_of, run_in  # noqa: E402 - found by the path above

RUNS = 7
MOST = 1.1  # times as long as without

# From when the system made the process until QGIS runs what it was given, after its plugins.
SCRIPT = """
import time
from pathlib import Path
from drive import *

made = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19]) / os.sysconf("SC_CLK_TCK")
answer["seconds"] = time.clock_gettime(time.CLOCK_BOOTTIME) - made

def work():
    answer["there"] = "greenvein" in qgis.utils.plugins

leave_after(work)
"""


def start(*, with_plugin: bool) -> float:
    """Return how long QGIS takes to start, in seconds, with a new profile."""
    with tempfile.TemporaryDirectory() as folder:
        profile = profile_of(Path(folder), "zh")
        if not with_plugin:
            settings = profile.folder / "QGIS" / "QGIS3.ini"
            settings.write_text(settings.read_text("utf-8").replace("greenvein=true", "greenvein=false"), "utf-8")
        answer = run_in(profile, Path(folder), SCRIPT)
    assert answer["there"] == with_plugin
    return answer["seconds"]


def main() -> None:
    start(with_plugin=True)  # reads files that no later start reads from the disk
    turns = [(start(with_plugin=True), start(with_plugin=False)) for _ in range(RUNS)]
    ours, bare = (min(column) for column in zip(*turns, strict=True))
    print(f"Start of QGIS Desktop, least of {RUNS}: {ours:.2f} s with the plugin, {bare:.2f} s without")
    ratio = ours / bare
    print(f"  {ratio:.2f} times as long (at most {MOST})")
    if ratio > MOST:
        sys.exit("The plugin makes QGIS start too slowly.")


if __name__ == "__main__":
    main()
