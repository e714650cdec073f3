"""Numbers and codes mean the same in full-width letters (１) as in narrow ones, wherever users write them."""

import numpy as np
import pytest
import shapely
from greenvein.core.land.written import written
from greenvein.dialogs.panel.inputs import _cell
from greenvein.dialogs.settings.profile_values import number
from greenvein.processing.framework.tables import number_rows
from greenvein.processing.jobs.corridorwidth import inputs as corridorwidth_inputs
from greenvein.processing.jobs.landreduction import targets as landreduction_targets
from greenvein.processing.jobs.restorationpriority import criteria as restorationpriority_criteria
from greenvein.processing.words import tiers as pattern_tiers
from qgis.core import QgsProcessingContext, QgsProject

X, Y = 500_000, 4_400_000
WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})


def box(west, south, east, north):
    return shapely.box(X + west, Y + south, X + east, Y + north)


def wide(text):
    """Return a text as a Chinese keyboard writes it."""
    return text.translate(WIDE)


READERS = {
    "tiers": pattern_tiers.tier_of,
    "levels": corridorwidth_inputs.level_of,
    "codes": written,
    "targets": landreduction_targets._number,
    "fractions": restorationpriority_criteria._fraction,
    "weights": restorationpriority_criteria._number,
    "tables": lambda text: number_rows(text, 1),
    "cells of the dialog": _cell,
    "values of a profile": number,
}


@pytest.mark.parametrize("name", READERS)
@pytest.mark.cases(5, first=2)
def test_a_number_is_the_same_in_every_width(name, seed):
    random = np.random.default_rng(seed)
    whole, broken = str(random.integers(1, 4)), f"{random.uniform(0, 999):.3f}"
    texts = [whole] if name in ("tiers", "levels", "codes") else [whole, broken, "5e3"]
    texts += ["1/3"] if name == "fractions" else []
    for text in texts:
        narrow = READERS[name](text)
        assert narrow is not None
        some = "".join(wide(letter) if random.random() < 0.5 else letter for letter in text)
        for other in (wide(text), some, f"　{wide(text)} "):
            assert READERS[name](other) == narrow, other


@pytest.mark.parametrize(
    ("text", "tier"),
    [("１", 1), ("２．０", 2), (" 三级 ", 3), ("ｔｉｅｒ　１", 1), ("　", 0), ("４", None), ("1.5", None)],
)
def test_tiers_in_every_writing(text, tier):
    assert pattern_tiers.tier_of(text) == tier


def test_tiers_of_a_field_in_full_width_make_the_pattern(provider, layer, log):
    import processing

    tiered = layer([box(0, 0, 100, 100), box(200, 0, 300, 200)], {"tier": ["１", "３"]}, name="tiers")
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    given = {"TIERED": [tiered], "TIER_FIELD": "tier"}
    found = processing.run("greenvein:securitypattern", given, context=context, feedback=log)
    assert [found[f"TIER_{tier}_KM2"] for tier in (1, 2, 3)] == pytest.approx([0.01, 0, 0.02])


def test_a_pairwise_table_is_read_in_full_width(provider, layer, log):
    import processing

    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    units = layer([box(0, 0, 10, 10), box(20, 0, 30, 10)], {"a": [1.0, 2.0], "b": [2.0, 1.0]}, name="units")
    given = {"UNITS": units, "DEGRADATION_FIELD": "a", "POTENTIAL_FIELD": "b", "WEIGHTING": 2, "RUNS": 1}
    found = processing.run(
        "greenvein:restorationpriority", {**given, "PAIRWISE": "１／３"}, context=context, feedback=log
    )
    assert found["CONSISTENCY_RATIO"] == pytest.approx(0)
