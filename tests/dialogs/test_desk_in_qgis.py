"""The dock in the real program, driven by clicks and keys on a virtual display.

``DESK_PICTURES`` names a folder in which its pictures are kept, by language.
"""

import re

import pytest
from greenvein.core.drawing import palette

from .desk_scripts import CHINESE, DESK
from .desktop import work_in_qgis

pytestmark = pytest.mark.slow

# What is imported once the dock is seen, a window opened or a job run. The benchmarks time the whole start.
NOT_AT_START = (
    *(
        "core.corridors",
        "core.drawing.figure",
        "core.geometry.overlay",
        "core.live",
        "core.parks",
        "core.people.spread",
    ),
    *("core.report", "dialogs.checkup", "dialogs.live", "dialogs.pages", "dialogs.panel.form", "dialogs.panel.results"),
    *("dialogs.scenarios.comparison", "dialogs.settings.profile_panel", "dialogs.settings.windows"),
    *("processing.comparison", "processing.io.read", "processing.io.write", "processing.reports.frame"),
)
PAGES = ("parks", "corridors", "account", "vacated", "pattern", "priority")
STEPS = ("building", "bank", "plot", "blue_line", "class", "red_line", "key_area")
"""The edits of following_edits.py."""


@pytest.fixture(scope="module")
def begins(pytestconfig):
    """Return a script that knows whether --thorough was asked for."""
    return lambda script: f"THOROUGH = {pytestconfig.getoption('--thorough')!r}\n{script}"


@pytest.fixture(scope="module")
def english(tmp_path_factory, begins):
    """What the script saw in an English QGIS: in the light theme; it becomes dark with --thorough only."""
    return work_in_qgis(tmp_path_factory.mktemp("english"), begins(DESK), "en")


@pytest.fixture(scope="module")
def chinese(tmp_path_factory, begins):
    """What the script saw in a Chinese QGIS: without --thorough the first edit of each page."""
    return work_in_qgis(tmp_path_factory.mktemp("chinese"), begins(CHINESE), "zh")


def numbers(text):
    """Return the numbers in a text."""
    return [float(number.replace("−", "-")) for number in re.findall(r"[−+-]?\d+(?:\.\d+)?", text)]


def changes(step):
    """Return by how much the numbers differ from those of the run."""
    return {name: value - step["run"][name] for name, value in step["live"].items() if name in step["run"]}


def test_reloads_leave_no_dock_action_provider_or_timer(english):
    loaded = english["loaded"]
    assert english["visible"]
    assert english["unloaded"] == [0, 0, 0, loaded[3] - 1, loaded[4]]
    assert english["reloaded"] == loaded
    assert loaded[0] == loaded[2] == 1
    assert english["hidden"]


@pytest.mark.parametrize("room", NOT_AT_START)
def test_qgis_starts_without_what_is_needed_only_later(english, room):
    started = english["started with"]
    assert "greenvein.dialogs.dock" in started
    assert not [name for name in started if f"{name}.".startswith(f"greenvein.{room}.")]


@pytest.mark.parametrize("name", PAGES)
def test_job_runs_on_the_sample_while_qgis_stays_responsive(english, name):
    assert english[name]["verdict"]
    assert english[name]["ticks"] > 1
    assert english[name]["layers"] > 1


@pytest.mark.parametrize("name", PAGES)
def test_job_finds_nothing_wrong_with_the_sample(english, name):
    assert english[name]["notice"] == ""
    # Repaired geometries, what OpenStreetMap had not mapped in 2013, and units beyond the pattern that was made before.
    true = ("features read", "does not cover", "lie outside every polygon")
    assert [one for one in english[name]["notices"] if not any(words in one for words in true)] == []


def test_key_runs_the_job_to_the_known_figure(english):
    assert english["parks"]["verdict"] == "30.35 %"


@pytest.mark.parametrize("name", PAGES)
def test_click_on_a_row_goes_there(english, name):
    assert english[name]["moved"]
    assert english[name]["there"]


def test_run_that_is_cancelled_says_so_and_can_be_run_again(english):
    assert english["cancelled"] == ["Cancelled: nothing was written.", True]
    assert english["corridors"]["verdict"] == "0 of 6"


def test_park_that_is_drawn_changes_the_figure_and_undoing_it_changes_it_back(english):
    value, line = english["edited"]
    # The largest blind area holds more than a tenth of all residential land.
    assert float(value.removesuffix(" %")) > 30.35 + 10
    assert line.startswith("Live: +")
    assert english["edited faults"] == {}
    assert english["undone"] == ["30.35 %", "Live: as covered as in the run"]


def test_help_opens_the_page_on_this_computer(english):
    assert english["guide"]
    names = [path.rsplit("/", 1)[1] for path in english["guides"]]
    assert names == [
        f"{name}.html"
        for name in (
            "parkcoverage",
            "corridorwidth",
            "landreduction",
            "vacateduse",
            "securitypattern",
            "restorationpriority",
        )
    ]


@pytest.mark.parametrize("name", PAGES)
def test_english_dock_is_whole_readable_and_english(english, name):
    faults = {where: found for where, found in english[name]["faults"].items() if found}
    assert faults == {}


@pytest.mark.parametrize("name", PAGES)
def test_chinese_dock_is_whole_readable_and_chinese(chinese, name):
    faults = {where: found for where, found in chinese[name].items() if found}
    assert faults == {}


def test_chinese_dock_follows_edits_and_is_whole_and_readable(chinese):
    steps = chinese["steps"]
    assert {"building", "plot", "class", "red_line", "key_area"} <= steps.keys()
    for name, step in steps.items():
        assert step["edited"] != step["before"], name
        assert step["undone"] == step["before"], name
        assert step["faults"] == {}, name


def test_edit_greys_the_result_and_undoing_it_does_not(english):
    assert english["stale"] == ["The content of the layer “Parks” has changed.", "30.35 %"]
    assert english["stale faults"] == [{}] * 4


def test_layer_that_is_removed_is_named_and_no_other_takes_its_place(english):
    assert english["removed"] == "The layer “Parks” was removed."
    assert english["gone"] == [
        "The layer “Parks” of “Parks” is no longer in the project; choose another one.",
        "The layer “Parks” is no longer in the project.",
    ]
    assert english["namesake"]


def test_new_project_has_no_result_and_unfolded_inputs(english):
    assert english["cleared"] == [[False, True]] * len(PAGES)


def test_chinese_states_are_whole_readable_and_chinese(chinese):
    assert [chinese[name] for name in ("missing", "stale", "gone")] == [{}] * 3


def test_language_is_that_of_qgis(chinese):
    assert chinese["empty"] == {}
    assert chinese["tabs"] == ["体检", "公园绿地", "廊道", "土地", "生态修复"]


@pytest.mark.parametrize("name", STEPS)
def test_figures_are_those_of_a_fresh_run_and_after_undo_those_of_the_run(english, name):
    step = english[name]
    # Areas that were added up in another order differ in the last digits; the closure is such a rest by itself.
    for measure in step["live"].keys() - {"CLOSURE_M2"}:
        assert step["live"][measure] == pytest.approx(step["fresh"][measure], rel=1e-9), measure
        assert step["live undone"][measure] == pytest.approx(step["run"][measure], rel=1e-9), measure
    assert step["edited"] != step["before"]
    assert step["undone"] == step["before"]


def test_building_drawn_into_a_corridor_leaves_the_gap_beside_it(english):
    step = english["building"]
    assert step["live"]["NARROWEST_M"] == pytest.approx(step["measured"], abs=1e-3)
    assert (changes(step)["FAILED"], changes(step)["PINCH_COUNT"]) == (1, 1)
    assert [numbers(text)[0] for text in (step["before"][0], step["edited"][0])] == [1, 0]
    assert numbers(step["edited"][1])[:3] == [6, 1, round(step["measured"], 1)]
    assert step["middle"] == palette.OBSTACLE  # no layer of the run covers it


def test_bank_that_is_moved_leaves_what_is_between_it_and_the_other(english):
    step = english["bank"]
    assert step["live"]["NARROWEST_M"] == pytest.approx(step["measured"], abs=1e-3)
    assert (changes(step)["FAILED"], changes(step)["PINCH_COUNT"]) == (1, 1)
    assert numbers(step["edited"][1])[:3] == [6, 1, round(step["measured"], 1)]


def test_plot_that_is_deleted_is_land_less_for_farmland(english):
    step = english["plot"]
    changed = changes(step)
    assert changed["FARMLAND_HA"] == pytest.approx(-step["measured"], rel=1e-9)
    assert changed["WATER_HA"] == changed["GREEN_HA"] == 0
    assert numbers(step["edited"][1]) == [-0.9, 0]


def test_plot_that_a_wider_river_reaches_becomes_water_instead_of_farmland(english):
    step = english["blue_line"]
    changed = changes(step)
    assert changed["FARMLAND_HA"] == pytest.approx(-step["measured"], rel=1e-9)
    assert changed["WATER_HA"] == pytest.approx(step["measured"], rel=1e-9)
    assert numbers(step["edited"][1]) == [-0.9, 0.9]


def test_factory_that_becomes_a_field_is_vacated(english):
    step = english["class"]
    changed = changes(step)
    assert changed["VACATED_KM2"] == pytest.approx(step["measured"], rel=1e-6)
    assert changed["NET_REDUCTION_KM2"] == pytest.approx(step["measured"], rel=1e-6)
    assert changed["ADDED_KM2"] == pytest.approx(0, abs=1e-12)
    assert numbers(step["edited"][1]) == [7, 7, 0]


def test_red_line_drawn_over_construction_land_conflicts_with_it(english):
    step = english["red_line"]
    assert step["measured"] > 0.6
    assert changes(step)["CONFLICT_HA"] == pytest.approx(step["measured"], rel=1e-6)
    # It lies over the growth boundary too, and that comes first.
    lines, construction, _ = numbers(step["edited"][1])
    assert lines == round(changes(step)["LINE_CONFLICT_HA"], 2)
    assert construction == round(step["measured"], 2)


def test_key_area_drawn_over_a_unit_takes_it_into_the_first_phase(english):
    step = english["key_area"]
    assert step["measured"] > 16
    assert changes(step)["NEAR_TERM_HA"] == pytest.approx(step["measured"], rel=1e-6)
    assert numbers(step["edited"][1]) == [round(step["measured"], 2)]


@pytest.mark.parametrize("name", STEPS)
def test_english_dock_is_whole_and_readable_while_edits_are_followed(english, name):
    assert english[name]["faults"] == {}
