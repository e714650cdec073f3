"""Fields of any type as names, codes, tiers and ids: one value is one text, whatever it was read from."""

import random

import numpy as np
import pytest
import shapely
from qgis.core import (
    QgsFeature,
    QgsField,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QByteArray, QDate, QDateTime, QMetaType, QTime

pytestmark = pytest.mark.slow

TYPE = QMetaType.Type
# type of the field, value, the text that it is
VALUES = {
    "text": (TYPE.QString, " 东城区", "东城区"),
    "code": (TYPE.Double, 110108001001.0, "110108001001"),
    "largest": (TYPE.Double, 9007199254740992.0, "9007199254740992"),
    "huge": (TYPE.Double, 1e20, "1" + "0" * 20),
    "share": (TYPE.Double, 0.1, "0.1"),
    "small": (TYPE.Double, 1.5e-7, "0.00000015"),
    "long": (TYPE.LongLong, 9007199254740993, "9007199254740993"),
    "date": (TYPE.QDate, QDate(2020, 1, 1), "2020-01-01"),
    "moment": (TYPE.QDateTime, QDateTime(2020, 1, 1, 2, 3, 4), "2020-01-01T02:03:04"),
    "time": (TYPE.QTime, QTime(1, 2, 3), "01:02:03"),
    "yes": (TYPE.Bool, True, "true"),
    "no": (TYPE.Bool, False, "false"),
    "list": (TYPE.QStringList, ["a", "耕"], '["a", "耕"]'),
    "numbers": (TYPE.QVariantList, [1, 2], "[1, 2]"),
    "map": (TYPE.QVariantMap, {"b": 2}, '{"b": 2}'),
    "bytes": (TYPE.QByteArray, QByteArray(b"\xff\x00"), "ff00"),
    "null": (TYPE.QString, None, ""),
}


def box(west, south, width, height):
    return shapely.box(500_000 + west, 4_400_000 + south, 500_000 + west + width, 4_400_000 + south + height)


def filled(kind, values, boxes, name="layer", more=()):
    """Return a memory layer with the field ``z``, and others of numbers."""
    made = QgsVectorLayer("Polygon?crs=EPSG:4548", name, "memory")
    made.dataProvider().addAttributes([QgsField("z", kind), *(QgsField(field, TYPE.Double) for field, _ in more)])
    made.updateFields()
    features = []
    for row, one in enumerate(boxes):
        feature = QgsFeature(made.fields())
        feature.setGeometry(QgsGeometry.fromWkt(one.wkt))
        feature.setAttributes([values[row], *(numbers[row] for _, numbers in more)])
        features.append(feature)
    assert made.dataProvider().addFeatures(features)[0]
    made.updateExtents()
    return made


def started(job, log, **parameters):
    import processing

    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    return processing.run(f"greenvein:{job}", parameters, context=context, feedback=log)


@pytest.mark.parametrize("case", VALUES)
def test_zones_and_ids_are_the_texts_of_their_values(provider, log, layer, table, case):
    kind, value, text = VALUES[case]
    homes = filled(kind, [value], [box(0, 0, 1000, 1000)], "homes")
    zones = filled(kind, [value], [box(0, 0, 1000, 1000)], "zones")
    parks = layer([box(-100, -5000, 100, 10_000)], name="parks")
    given = {"RESIDENTIAL": homes, "PARKS": parks, "ZONES": zones, "ZONE_FIELD": "z", "ID_FIELD": "z"}
    found = started("parkcoverage", log, **given, BLIND_AREAS="TEMPORARY_OUTPUT", SUMMARY="TEMPORARY_OUTPUT")
    assert table(found["SUMMARY"])[0]["gv_zone"] == (text or "(no name)")
    assert table(found["BLIND_AREAS"])[0]["gv_source"].strip() == (text or "1")


@pytest.mark.cases(4)
def test_numbers_read_fast_and_through_qgis_are_the_same_texts(qgis_processing, saved, tmp_path, seed):
    from greenvein.core.plaintext import text_of
    from greenvein.processing.io.read import PlainFile, read_raw

    draw = random.Random(seed)
    whole = [float(draw.randrange(2**53)) for _ in range(20)]
    numbers = [*whole, *(float(f"{draw.uniform(-1e6, 1e6):.{draw.randrange(1, 9)}f}") for _ in range(20)), None]
    boxes = [box(10 * at, 0, 5, 5) for at in range(len(numbers))]
    path = saved(filled(TYPE.Double, numbers, boxes, "table"), tmp_path / "a.gpkg").partition("|")[0]
    opened = QgsVectorLayer(path, "a", "ogr")
    source = QgsProcessingFeatureSource(opened, QgsProcessingContext())
    told = []
    fast, slow = (
        read_raw(source, ["z"], file, lambda: None, tell=told.append).columns["z"]
        for file in (PlainFile(path, "table"), None)
    )
    texts = [text_of(value) for value in fast]
    assert told == [] and texts == [text_of(value) for value in slow]
    assert texts[:20] == [str(int(number)) for number in whole] and texts[-1] == ""
    assert not any("e" in text or text.endswith(".0") for text in texts)
    assert [float(text) for text in texts[:-1]] == numbers[:-1]


def test_a_target_finds_the_zone_of_a_code_kept_as_a_number(provider, log, layer, table):
    ground = [box(0, 0, 1000, 1000), box(1000, 0, 1000, 1000)]
    before = layer(ground, {"DLBM": ["0701", "0702"]}, name="before")
    after = layer(ground, {"DLBM": ["0101", "0702"]}, name="after")
    zones = filled(TYPE.Double, [110108.0, 110109.0], ground, "zones")
    for target in (["110108", 0.5, "existing", ""], [110108.0, 0.5, "existing", ""]):
        given = {"BEFORE": before, "AFTER": after, "ZONES": zones, "ZONE_FIELD": "z", "TARGETS": target}
        found = started("landreduction", log, **given, BALANCE="TEMPORARY_OUTPUT")
        rows = {row["gv_zone"]: row["gv_target_km2"] for row in table(found["BALANCE"])}
        assert rows["110108"] == 0.5 and not rows["110109"]


@pytest.mark.parametrize("case", ["list", "map", "numbers", "bytes", "date", "time"])
def test_what_is_no_code_class_or_tier_ends_in_a_sentence(provider, log, layer, case):
    kind, value, text = VALUES[case]
    ground = [box(0, 0, 1000, 1000)]
    odd = filled(kind, [value], ground, "odd", more=[("deg", [1.0])])
    with pytest.raises(QgsProcessingException, match="holds no codes of a known system"):
        started("landreduction", log, BEFORE=odd, AFTER=odd, BEFORE_CODE="z", AFTER_CODE="z")
    with pytest.raises(QgsProcessingException) as stopped:
        started("restorationpriority", log, UNITS=odd, DEGRADATION_FIELD="deg", TIER_FIELD="z", RUNS=0)
    assert f"has the tier “{text}”" in str(stopped.value)
    with pytest.raises(QgsProcessingException) as stopped:
        started("securitypattern", log, TIERED=[odd], TIER_FIELD="z")
    assert f"has the tier “{text}”" in str(stopped.value)
    with pytest.raises(QgsProcessingException, match="cannot be told which system"):
        started("vacateduse", log, VACATED=odd, AFTER_FIELD="z")
    corridors = started("corridorwidth", log, CORRIDORS=odd, LEVEL_FIELD="z", WIDTH=100)
    assert corridors and any("levels that are not understood" in said for said in log.warnings)


def test_true_is_no_tier(provider, log):
    yes = filled(
        TYPE.Bool, [True, False], [box(0, 0, 1000, 1000), box(1000, 0, 1000, 1000)], more=[("deg", [1.0, 2.0])]
    )
    for job, given in (
        ("restorationpriority", {"UNITS": yes, "DEGRADATION_FIELD": "deg", "RUNS": 0}),
        ("securitypattern", {"TIERED": [yes]}),
    ):
        with pytest.raises(QgsProcessingException, match="says true or false, which is no tier"):
            started(job, log, **given, TIER_FIELD="z")


@pytest.mark.parametrize(("case", "says"), [("yes", "Boolean"), ("date", "Date"), ("list", "List"), ("text", "text")])
def test_what_holds_no_numbers_says_what_it_holds(provider, log, case, says):
    kind, value, _ = VALUES[case]
    odd = filled(kind, [value], [box(0, 0, 1000, 1000)])
    with pytest.raises(QgsProcessingException, match=f"(is of the type .*|holds ){says}.*; choose a field of numbers"):
        started("restorationpriority", log, UNITS=odd, DEGRADATION_FIELD="z", RUNS=0)


def test_edits_that_are_followed_give_the_same_texts(provider, log):
    """What reads feature by feature goes through the same door as a whole run."""
    from greenvein.processing.io.read import read_raw
    from greenvein.processing.io.snapshot import Snapshot

    for kind, value, text in VALUES.values():
        made = filled(kind, [value], [box(0, 0, 1, 1)])
        read = [read_raw(Snapshot(made), ["z"], None, lambda: None, fids).columns["z"] for fids in (None, [1])]
        assert read[0] == read[1] and type(read[0][0]) in (str, int, float, bool, type(None))
        assert np.array(read[0], dtype=object).shape == (1,), text


@pytest.mark.parametrize("value", [0.0, None], ids=["zeros", "empty"])
def test_a_field_without_any_code_is_told_as_such(provider, log, layer, value):
    odd = filled(TYPE.Double, [value], [box(0, 0, 1000, 1000)], "odd")
    with pytest.raises(QgsProcessingException, match="holds no code at all"):
        started("landreduction", log, BEFORE=odd, AFTER=odd, BEFORE_CODE="z", AFTER_CODE="z")
