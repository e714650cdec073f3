"""A check-up of all jobs beside the same jobs alone, one after the other: 90 000 parcels, from file to file.

Everything runs in one process, one after the other, because only ratios within one run mean something. See
scripts/bench.
"""

from __future__ import annotations

import tempfile
import time
from importlib.machinery import SourceFileLoader
from pathlib import Path

import corridor_city
import numpy as np
import shapely
from osgeo import gdal, ogr, osr
from parkcoverage import ROOT, start_qgis, timed

PARCELS = 90_000
MOST = 1.0  # times as long as the jobs alone
RUNS = 3
CORRIDORS = (2, 9)  # of level 1 and 2
STREETS = 340
UNIT_M = 1_500.0  # sides of the restoration units

synthetic = SourceFileLoader("synthetic_city", str(ROOT / "scripts" / "synthetic_city")).load_module()


def add_layer(path: Path, name: str, geometry: np.ndarray, columns: dict[str, list] | None = None) -> str:
    """Add a layer with columns of numbers to a GeoPackage, and return its source."""
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(synthetic.EPSG)
    dataset = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_UPDATE)
    layer = dataset.CreateLayer(name, reference, ogr.wkbPolygon)
    columns = columns or {}
    for field, values in columns.items():
        layer.CreateField(ogr.FieldDefn(field, ogr.OFTInteger if isinstance(values[0], int) else ogr.OFTReal))
    dataset.StartTransaction()
    for row, wkb in enumerate(shapely.to_wkb(geometry)):
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometryDirectly(ogr.CreateGeometryFromWkb(wkb))
        for field, values in columns.items():
            feature.SetField(field, values[row])
        layer.CreateFeature(feature)
    dataset.CommitTransaction()
    return f"{path}|layername={name}"


def squares(bounds: np.ndarray, side_m: float) -> np.ndarray:
    """Return squares that cover a rectangle."""
    west, south, east, north = bounds
    x, y = (side.ravel() for side in np.meshgrid(np.arange(west, east, side_m), np.arange(south, north, side_m)))
    return shapely.box(x, y, x + side_m, y + side_m)


def write_layers(path: Path, parcels: int) -> dict[str, object]:
    """Write a city with something for every job; return the inputs of the check-up.

    Homes, parks and construction land are classes of the later land use alone.
    """
    synthetic.write(path, parcels)
    districts, _, centre = synthetic.clean_districts(synthetic.DISTRICTS)
    bounds = shapely.total_bounds(districts)
    random = np.random.default_rng(2022)
    streets = squares(bounds, float(np.sqrt(shapely.area(districts).sum() / STREETS)))
    units = squares(bounds, UNIT_M)
    city = shapely.union_all(districts)
    shapely.prepare(city)
    streets, units = (some[shapely.intersects(city, some)] for some in (streets, units))
    far = np.hypot(*(shapely.get_coordinates(shapely.centroid(units)) - centre).T)
    corridors, level = corridor_city.corridors(*CORRIDORS)
    corridors = shapely.transform(
        corridors, lambda points: points - corridor_city.ORIGIN - corridor_city.SIDE_M / 2 + centre
    )
    people = random.integers(10_000, 120_000, len(streets)).tolist()
    worn, able = random.random((2, len(units))).tolist()
    lines = {
        "red_line": units[(far > 45_000) & (random.random(len(units)) < 0.4)],
        "basic_farmland": units[(far > 20_000) & (random.random(len(units)) < 0.1)],
        "farmland_space": units[(far > 15_000) & (far <= 20_000)],
        "blue_lines": units[random.random(len(units)) < 0.02],
        "flood_storage": units[random.random(len(units)) < 0.01],
        "water_source_zones": units[random.random(len(units)) < 0.01],
        "growth_boundary": shapely.buffer(shapely.points([centre]), 30_000.0),
        "tier_2": units[(far > 30_000) & (random.random(len(units)) < 0.3)],
    }
    sources = {name: add_layer(path, name, geometry) for name, geometry in lines.items()}
    land = {name: f"{path}|layername={name}" for name in ("synthetic_2020", "synthetic_2025", "districts", "key_areas")}
    return sources | {
        "landuse": land["synthetic_2025"],
        "code": "DLBM",
        "system": 1,
        "before": land["synthetic_2020"],
        "after": land["synthetic_2025"],
        "before_year": 2020,
        "after_year": 2025,
        "zones": land["districts"],
        "zone_field": "name",
        "key_areas": land["key_areas"],
        "restoration_key_areas": land["key_areas"],
        "corridors": add_layer(path, "corridors", corridors, {"level": level.tolist()}),
        "level_field": "level",
        "units": add_layer(path, "units", units, {"worn": worn, "able": able}),
        "degradation_field": "worn",
        "potential_field": "able",
        "population_layer": add_layer(path, "streets", streets, {"people": people}),
        "population_layer_field": "people",
    }


def alone(processing, given: dict[str, object], folder: Path) -> dict[str, object]:
    """Run the jobs of the check-up one after the other with what it would hand to each; return their numbers."""
    from qgis.core import QgsApplication

    model = QgsApplication.processingRegistry().algorithmById("greenvein:checkup")
    steps = {id_: step for id_, step in model.childAlgorithms().items() if step.algorithmId().endswith("ifgiven")}
    given = {one.name(): one.defaultValue() for one in model.parameterDefinitions()} | given
    found: dict[str, dict] = {}
    while len(found) < len(steps):
        for id_, step in steps.items():
            if id_ not in found and {*model.dependsOnChildAlgorithms(id_)} <= {*found}:
                found[id_] = processing.run(f"greenvein:{id_}", parameters(step, given, found, folder))
    return numbers(found)


def parameters(step, given: dict[str, object], found: dict[str, dict], folder: Path) -> dict[str, object]:
    """Return what the check-up hands to a step, as the job takes it; ``found``: what earlier jobs gave."""
    from greenvein.processing.jobs import JOBS
    from qgis.core import Qgis, QgsApplication

    kinds = Qgis.ProcessingModelChildParameterSource

    def value_of(source) -> object:
        if source.source() == kinds.ModelParameter:
            return given.get(source.parameterName())
        if source.source() == kinds.ChildOutput:
            return found[source.outputChildId()].get(source.outputName())
        return source.staticValue()

    job = JOBS[step.childId()]
    algorithm = QgsApplication.processingRegistry().algorithmById(f"greenvein:{job.id}")
    handed = {}
    for name, sources in step.parameterSources().items():
        values = [value_of(source) for source in sources]
        handed[name] = values[0] if len(values) == 1 else [value for value in values if value is not None]
    land = [handed.get(name) for name in ("LANDUSE", "CODE", "SYSTEM")]
    for name, kind in job.of_land_use.items():
        if not handed.get(name):
            more = dict(zip(("", "_CODE", "_SYSTEM"), land)) | {"_TAKE": f"class:{kind}"}
            handed |= {f"{name}{end}": value for end, value in more.items()}
    outputs = {one.childOutputName(): name for name, one in step.modelOutputs().items()}
    handed |= {own: str(folder / f"{name}.gpkg") for own, name in outputs.items()}
    handed["REPORT"] = str(folder / f"{job.id}.html")
    return {name: value for name, value in handed.items() if algorithm.parameterDefinition(name) is not None}


def together(processing, given: dict[str, object], folder: Path) -> dict[str, object]:
    """Run the check-up with all its layers; return its numbers."""
    from qgis.core import QgsApplication

    model = QgsApplication.processingRegistry().algorithmById("greenvein:checkup")
    outputs = {one.name(): str(folder / f"{one.name()}.gpkg") for one in model.destinationParameterDefinitions()}
    outputs["report"] = str(folder / "report.html")
    found = processing.run("greenvein:checkup", given | outputs)
    return numbers(found["CHILD_RESULTS"])


def as_shapefiles(given: dict[str, object], folder: Path) -> dict[str, object]:
    """Return the inputs with both dates of the land use as Shapefiles in GBK."""
    found = dict(given)
    for name in ("landuse", "before", "after"):
        path, _, layer = str(given[name]).partition("|layername=")
        target = folder / f"{layer}.shp"
        if not target.exists():
            options = {"format": "ESRI Shapefile", "layerCreationOptions": ["ENCODING=GBK"]}
            gdal.VectorTranslate(str(target), path, layers=[layer], **options)
        found[name] = str(target)
    return found


def numbers(found: dict[str, dict]) -> dict[str, object]:
    """Return the numbers that jobs found, which may call them alike, by job and name."""
    return {
        f"{id_}:{name}": value
        for id_, results in found.items()
        for name, value in results.items()
        if isinstance(value, (int, float))
    }


def compare(title: str, processing, given: dict[str, object], folder: Path) -> None:
    """Print how long the check-up takes and the jobs alone, in turns, and stop where they find something else."""
    ways = {"alone": alone, "together": together}
    spent: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    found: dict[str, dict] = {}
    for number in range(RUNS + 1):
        for name, run in ways.items():
            place, before = folder / name, time.process_time()
            place.mkdir(exist_ok=True)
            seconds, found[name] = timed(lambda run=run, place=place: run(processing, given, place))
            if number:  # imports and caches are not what is measured
                spent[name].append((seconds, time.process_time() - before))
    different = {name for name, value in found["alone"].items() if found["together"].get(name) != value}
    if different:
        raise AssertionError(different)
    # The least of each: whatever else the machine does only adds to it.
    for what, apart, both in zip(("elapsed", "of processors"), *(map(min, zip(*own)) for own in spent.values())):
        print(
            f"{title:32} {what:14} jobs alone {apart:6.1f} s   check-up {both:6.1f} s   {both / apart:.2f} × "
            f"(at most {MOST:g} ×)",
            flush=True,
        )


def main() -> None:
    """Print the comparison."""
    gdal.UseExceptions()
    processing = start_qgis()
    from qgis.core import QgsApplication

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        model = QgsApplication.processingRegistry().algorithmById("greenvein:checkup")
        known = {one.name() for one in model.parameterDefinitions()}
        written = write_layers(folder / "city.gpkg", PARCELS)
        given = {name: value for name, value in written.items() if name in known}
        print(f"{PARCELS:,} parcels, all jobs; file to file; least of {RUNS}")
        compare("GeoPackage", processing, given, folder)
        compare("land use as Shapefiles in GBK", processing, as_shapefiles(given, folder), folder)


if __name__ == "__main__":
    main()
