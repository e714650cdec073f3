"""What a layer carries is as it was in every file QGIS can write; or the run says how much of which field is not."""

import json
import math
import random
import re
from datetime import datetime, timedelta
from functools import singledispatch
from pathlib import Path

import pytest
from qgis.core import (
    QgsFeature,
    QgsField,
    QgsGeometry,
    QgsProcessingException,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QByteArray, QDate, QDateTime, QMetaType, Qt, QTime, QVariant
from shapely import box

from .formats import endings

pytestmark = pytest.mark.slow

KIND = QMetaType.Type
EAST, NORTH = 500_000, 4_420_000
ROWS = 12
SIGNS = "绿地住宅小区规划现状名称建设用地终稿😀𠮷é"
NAMES = (
    "面积<400", "R&D", 'q"uo', "it's", "a b", "a/b", "a:b", "1a", "a.b", "a,b", "a;b", "a\nb", "a\tb", "a[b]", "a(b)",
    "a%b", "a#b", "a-b", "a_b", "a=b", "a\\b", "a|b", "面积（公顷）", "x" * 70, "geom", "GEOMETRY", "rowid", "OGC_FID",
    "shape", "OBJECTID", "description", "Name", "id", "geometry", "gml_id", "timestamp", "begin", "end", "visibility",
    "icon", "select", "order", "coordinates", "_", "名" * 11, "名" * 10 + "称", "abcdefghijk", "abcdefghijl",
)  # fmt: skip


def text(draw):
    plain = "".join(draw.choices(SIGNS + "ab 0'\",;<&\n", k=draw.choice((1, 5, 12))))
    long = draw.choice("a绿😀") * draw.choice((83, 84, 85, 126, 127, 128, 253, 254, 255, 300, 32_767, 32_768, 70_000))
    return draw.choice((plain, plain, long, "", "0012", "1e5", "2025-01-02", "\x01a", " 1 ", "甲" * 63 + "abc"))


def whole(draw):
    near = draw.choice((2**31, 2**53, 10**15, 10**17, 10**18, 2**63)) + draw.randint(-2, 2)
    return max(min(draw.choice((near, -near, draw.randint(-(2**62), 2**62), draw.randint(0, 99))), 2**63 - 1), -(2**63))


def decimal(draw):
    sized = draw.uniform(-1, 1) * 10.0 ** draw.randint(-20, 25)
    return draw.choice((sized, 0.0, float(2**53 + 2), 1e22, 1e23, draw.random() * 1e6, math.inf, math.nan))


def day(draw):
    return QDate(draw.choice((1, 1850, 1899, 1900, 1969, 1970, 2025)), draw.randint(1, 12), draw.randint(1, 28))


def time(draw):
    return QTime(draw.randint(0, 23), draw.randint(0, 59), draw.randint(0, 59), draw.choice((0, 123, 998)))


def moment(draw):
    zone = draw.choice((None, None, 0, 8 * 3600))
    if zone is None:
        return QDateTime(day(draw), time(draw))
    if zone == 0:
        return QDateTime(day(draw), time(draw), Qt.TimeSpec.UTC)
    return QDateTime(day(draw), time(draw), Qt.TimeSpec.OffsetFromUTC, zone)


def seal(draw):
    return QByteArray(bytes(draw.choices((0, 0, 1, 39, 255), k=draw.randint(0, 5))))


KINDS = {
    "text": (QgsField("", KIND.QString), text),
    "short": (QgsField("", KIND.QString, "", 9), lambda draw: text(draw)[:4]),
    "number": (QgsField("", KIND.Int), lambda draw: draw.choice((0, 7, 2**31 - 1, 1 - 2**31))),
    "whole": (QgsField("", KIND.LongLong), whole),
    "small": (QgsField("", KIND.LongLong), lambda draw: draw.randint(-(2**53), 2**53)),
    "decimal": (QgsField("", KIND.Double), decimal),
    "share": (QgsField("", KIND.Double, "", 6, 2), lambda draw: draw.randint(-9999, 99_999) / 100),
    "flag": (QgsField("", KIND.Bool), lambda draw: draw.random() < 0.5),
    "day": (QgsField("", KIND.QDate), day),
    "time": (QgsField("", KIND.QTime), time),
    "moment": (QgsField("", KIND.QDateTime), moment),
    "seal": (QgsField("", KIND.QByteArray), seal),
    "words": (QgsField("", KIND.QStringList), lambda draw: [text(draw)[:20].strip() or "x" for _ in range(2)]),
    "facts": (QgsField("", KIND.QVariantMap), lambda draw: {"甲": draw.randint(0, 9)}),
}


@pytest.fixture
def drawn():
    """Make a layer whose names and values are drawn."""

    def make(seed):
        draw = random.Random(seed)
        kinds = draw.sample([*KINDS], len(KINDS))
        own = ["".join(draw.choices(SIGNS, k=draw.randint(1, 25))) for _ in range(4)]
        names = draw.sample([*NAMES, *own], len(kinds))
        made = QgsVectorLayer("Polygon?crs=EPSG:4548", "homes", "memory")
        fields = []
        for kind, name in zip(kinds, names):
            field = QgsField(KINDS[kind][0])
            field.setName(name)
            fields.append(field)
        assert made.dataProvider().addAttributes(fields)
        made.updateFields()
        missing = draw.random() * 0.5
        features = []
        for row in range(ROWS):
            feature = QgsFeature(made.fields())
            values = [None if draw.random() < missing else KINDS[kind][1](draw) for kind in kinds]
            feature.setAttributes(values)
            west = EAST + 200 * row
            feature.setGeometry(QgsGeometry.fromWkt(box(west, NORTH, west + 100, NORTH + 100).wkt))
            features.append(feature)
        assert made.dataProvider().addFeatures(features)[0], made.dataProvider().lastError()
        return made, dict(zip(names, kinds))

    return make


def is_nothing(value):
    """Blank text, no bytes and no number are nothing, as most formats have it."""
    if isinstance(value, QByteArray):
        return not bytes(value)
    if isinstance(value, float):
        return math.isnan(value)
    return value is None or isinstance(value, QVariant) or value == [] or str(value).strip() in ("", "nan")


def lines(value):
    return str(value).replace("\r\n", "\n").strip()


def as_moment(value):
    """Return a moment, and the zone's hours where it has one."""
    if isinstance(value, QDateTime):
        value = value.toString(Qt.DateFormat.ISODateWithMs)
    found = re.fullmatch(
        r"(\d+)\D(\d\d)\D(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(Z|[+-]\d\d(?::?\d\d)?)?", str(value)
    )
    assert found, value
    *numbers, milliseconds, zone = found.groups()
    wall = datetime(*map(int, numbers), int((milliseconds or "0").ljust(3, "0")) * 1000)
    return wall, None if zone is None else 0 if zone == "Z" else int(zone[:3])


def is_same(given, got):
    """Tell whether a value is what it was, in whatever way a format has it."""
    if is_nothing(given) or is_nothing(got):
        return is_nothing(given) and is_nothing(got)
    return comes_back(given, got)


@singledispatch
def comes_back(given, got):
    return lines(got) == lines(given)


@comes_back.register
def _(given: bool, got):
    return str(int(given)) == str(int(got))


@comes_back.register
def _(given: int, got):
    return got == str(given) if isinstance(got, str) else int(got) == given


@comes_back.register
def _(given: float, got):
    return float(got) == given if abs(given) >= 1e15 else math.isclose(float(got), given, rel_tol=1e-9)


@comes_back.register
def _(given: QDateTime, got):
    (wall, zone), (found, there) = as_moment(given), as_moment(got)
    if zone is None:  # a file geodatabase takes it for one of the world's
        return wall == found
    return there is not None and wall - timedelta(hours=zone) == found - timedelta(hours=there)


@comes_back.register
def _(given: QDate, got):
    got = got.toString("yyyy-MM-dd") if isinstance(got, QDate) else as_text_of_day(got)
    return got == given.toString("yyyy-MM-dd")


@comes_back.register
def _(given: QTime, got):
    return given == (got if isinstance(got, QTime) else QTime.fromString(got, Qt.DateFormat.ISODateWithMs))


@comes_back.register
def _(given: QByteArray, got):
    return bytes(given) == (bytes(got) if isinstance(got, QByteArray) else bytes.fromhex(got))


@comes_back.register
def _(given: list, got):
    return list(map(lines, given)) == list(map(lines, json.loads(got) if isinstance(got, str) else got))


@comes_back.register
def _(given: dict, got):
    return given == (json.loads(got) if isinstance(got, str) else got)


def as_text_of_day(value):
    if isinstance(value, QDateTime):
        assert value.time() == QTime(0, 0)
        return value.date().toString("yyyy-MM-dd")
    return value.replace("/", "-")


def told(log, words):
    """Return what a notice with these words counts of which field."""
    return {
        name: int(number.replace(",", ""))
        for line in log.warnings
        if words in line
        for name, number in re.findall(
            r"(?:^|[:,]) ([^→]*?) \(([\d,]+)\)(?=[,.])", line.split("how many", 1)[1], re.DOTALL
        )
    }


@pytest.mark.cases(3, first=2)
@pytest.mark.parametrize("ending", endings())
def test_what_a_layer_carries_is_in_the_file_or_told(run, layer, log, drawn, tmp_path, ending, seed):
    source, kinds = drawn(seed)
    parks = layer([box(EAST - 1000, NORTH + 1000, EAST + 2000, NORTH + 1100)], name="parks")
    path = tmp_path / f"out.{ending}"
    tables = [f"{path}|layername=homes"] * 2 if ending in ("gpkg", "sqlite", "gdb", "xlsx", "ods") else []
    for target in (str(path), str(path), *tables):  # a new file and one that is there, a new table and one that is
        log.warnings.clear()
        try:
            found = run(source, parks, COVERAGE=target)["COVERAGE"]
        except QgsProcessingException as error:
            assert "cannot be written in this format" in str(error)
            assert list(tmp_path.iterdir()) == []
            return
        if any("has not been looked at" in line for line in log.warnings):
            return
        (new_names,) = [line for line in log.warnings if "have other names there" in line] or [""]
        opened = QgsVectorLayer(found, "found", "ogr")
        there = [*opened.getFeatures()]
        if opened.isSpatial():  # a FlatGeobuf has its rows in an order of its own
            there.sort(key=lambda feature: feature.geometry().boundingBox().xMinimum())
        there = [feature.attributes() for feature in there]
        assert len(there) == ROWS
        columns = [name.casefold() for name in opened.fields().names()]
        assert len(set(columns)) == len(columns)
        as_text = next((line for line in log.warnings if "are text there" in line), "")
        changed, empty = told(log, "cannot hold all values"), told(log, "0 for numbers")
        for number, (name, kind) in enumerate(kinds.items()):
            new = re.search(rf"(?:^|[:,]) {re.escape(name)} → (.+?)[,.](?: |$)", new_names)
            column = columns.index((new[1] if new else name).casefold())
            given = [feature.attributes()[number] for feature in source.getFeatures()]
            got = [row[column] for row in there]
            differing = [(one, other) for one, other in zip(given, got) if not is_same(one, other)]
            if ending in ("geojson", "geojsonl", "geojsons", "json") and kind == "time":
                content = Path(found).read_text(encoding="utf-8")  # whose reader leaves out what is less than a second
                assert all(
                    f'{one.toString(Qt.DateFormat.ISODateWithMs).replace(".000", "")}"' in content
                    for one, _ in differing
                )
                continue
            missing = [pair for pair in differing if is_nothing(pair[0])]
            assert len(missing) == empty.get(name, 0), (name, kind, missing)
            assert len(differing) - len(missing) == changed.get(name, 0), (name, kind, differing)
            if (
                kind in ("whole", "day", "time", "moment", "seal", "words", "facts")
                and opened.fields()[column].type() == KIND.QString
            ):
                assert name in as_text or ending in ("csv", "ods", "gpkg"), (name, kind)
