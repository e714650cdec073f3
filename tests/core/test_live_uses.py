"""The use of vacated land while plots and areas are edited: after every edit what a full run gives."""

import numpy as np
import pytest
import shapely
from greenvein.core.land.codes import AREAS, FIRST, GREEN
from greenvein.core.land.vacateduse import vacated_use
from greenvein.core.live.keyed import Keyed
from greenvein.core.live.uses import LiveUses

CHAIN = (
    ("water_sources", "not_farmland"), ("blue_lines", "water"), ("farmland_space", "farmland"),
    ("flood_storage", "flood_wetland"), ("", GREEN),
)  # fmt: skip
CLASSES = ("farmland", "grass", "urban_rural", "unused", "")
RULES = {
    "min_farmland_m2": 2_000,
    "max_farmland_distance_m": 30,
    "share": 0.5,
    "tiers": ((0, 60), (3_000, 150)),
    "first": FIRST,
}


def array(*polygons):
    found = np.empty(len(polygons), dtype=object)
    found[:] = polygons
    return found


def blob(random):
    bend = np.linspace(0, 2 * np.pi, random.integers(4, 30))[:-1]
    reach = random.uniform(10, 80, len(bend))
    return shapely.make_valid(
        shapely.Polygon(random.uniform(0, 600, 2) + reach[:, None] * np.c_[np.cos(bend), np.sin(bend)])
    )


def facts(classes):
    return {"fid": np.arange(len(classes)), "class": np.array(classes, dtype=object)}


def put(random, keyed, most):
    """Change, take away and add some features."""
    keys = random.choice(np.arange(most), 3, replace=False)
    left = np.sort(keys[random.random(3) < 0.7])
    columns = {"geometry": array(*(blob(random) for _ in left))}
    if "fid" in keyed.columns:
        columns |= {"fid": left, "class": random.choice(CLASSES, len(left)).astype(object)}
    return keyed.put(keys, left, **columns)


@pytest.mark.slow
@pytest.mark.cases(5, first=2)
def test_uses_are_those_of_a_full_run_after_every_edit(seed, cases, monkeypatch):
    monkeypatch.setattr("greenvein.core.live.windows._LARGE", 8)
    random = np.random.default_rng(seed)
    plots = Keyed(
        np.arange(30), geometry=array(*(blob(random) for _ in range(30))), **facts(random.choice(CLASSES, 30))
    )
    given = random.choice(AREAS, 6, replace=False) if seed else AREAS
    areas = {name: Keyed(np.arange(4), geometry=array(*(blob(random) for _ in range(4)))) for name in given}
    blind = array(*(blob(random) for _ in range(12)))
    live = LiveUses(plots, areas, blind, CHAIN, **RULES)
    for _ in range(cases(40, first=15)):
        edits = {name: put(random, keyed, 8) for name, keyed in areas.items() if random.random() < 0.3}
        live.edit(put(random, plots, 40) if random.random() < 0.7 else None, edits)
        given = {name: keyed["geometry"] for name, keyed in areas.items()} | {"blind_areas": blind}
        ours, full = live.uses(), vacated_use(plots["geometry"], given, CHAIN, classes=plots["class"], **RULES)
        for name in ("use", "rule", "beside", "first", "done", "barred"):
            assert ours.features[name].tolist() == full.features[name].tolist(), name
        assert ours.features["ground_m2"].to_numpy() == pytest.approx(full.features["ground_m2"].to_numpy(), rel=1e-9)
        assert ours.fills_blind_m2 == pytest.approx(full.fills_blind_m2, rel=1e-9)
        assert ours.first_m2 == pytest.approx(full.first_m2)
        assert ours.farmland_at_least_green == full.farmland_at_least_green


def test_without_blind_areas_none_is_served():
    plots = Keyed(np.arange(1), geometry=array(shapely.box(0, 0, 100, 100)), **facts([""]))
    live = LiveUses(plots, {}, None, CHAIN, **RULES)
    assert live.uses().features["use"].tolist() == [GREEN]
    assert np.isnan(live.uses().fills_blind_m2)
    live.edit(
        plots.put(
            [0, 1],
            np.array([1]),
            geometry=array(shapely.box(0, 0, 10, 10)),
            fid=np.array([1]),
            **{"class": np.array([""], dtype=object)},
        ),
        {},
    )
    assert live.uses().features["area_m2"].tolist() == [100]


def test_no_blind_ground_at_all_is_none_that_is_served():
    plots = Keyed(np.arange(1), geometry=array(shapely.box(0, 0, 100, 100)), **facts([""]))
    live = LiveUses(plots, {}, array(), CHAIN, **RULES)
    assert live.uses().fills_blind_m2 == 0
    live.edit(
        plots.put(
            [0],
            np.array([0]),
            geometry=array(shapely.box(0, 0, 9, 9)),
            fid=np.array([0]),
            **{"class": np.array([""], dtype=object)},
        ),
        {},
    )
    assert live.uses().fills_blind_m2 == 0
