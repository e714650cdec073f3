"""What tests in QGIS share: the provider, layers from shapes in sight, and a feedback that remembers."""

from importlib import import_module
from socket import socket

import pytest
import shapely
from osgeo import gdal
from qgis.core import (
    Qgis,
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsField,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingUtils,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QMetaType

from ..benchmarks.postgis import PROGRAMS, server
from ..coarse_maps import FINE_DPI, draw_coarsely
from ..fresh_settings import forget_settings
from ..letting_go import let_go_of_layers
from ..reference_systems import make_here

BEIJING = "EPSG:4548"
"""CGCS2000, 3-degree zone at 117° E: true to scale at an easting of 500 km."""

_TYPES = {
    int: QMetaType.Type.LongLong,
    float: QMetaType.Type.Double,
    str: QMetaType.Type.QString,
    bool: QMetaType.Type.Bool,
}


class Log(QgsProcessingFeedback):
    """A feedback that keeps what it is told, and cancels where a test asks for it."""

    def __init__(self, cancel_at_check=None):
        super().__init__(False)
        self.info, self.warnings, self.errors, self.steps, self.shares = [], [], [], [], []
        self.checks, self.cancel_at_check = 0, cancel_at_check
        self.progressChanged.connect(self.shares.append)

    def pushInfo(self, info):
        self.info.append(info)

    def pushWarning(self, warning):
        self.warnings.append(warning)

    def reportError(self, error, fatal=False):
        self.errors.append(error)
        super().reportError(error, fatal)

    def setProgressText(self, text):
        self.steps.append(text)

    def isCanceled(self):
        self.checks += 1
        if self.checks == self.cancel_at_check:
            self.cancel()
        return super().isCanceled()

    def counts(self, layer):
        """Return the sentence that counts the features of the first layer whose name starts so."""
        return next(line for line in self.info if line.startswith(layer) and "features read" in line)


@pytest.fixture(scope="session", autouse=True)
def layers_end_before_qgis(qgis_app):
    forget_settings()
    make_here()
    draw_coarsely()
    yield
    let_go_of_layers()


@pytest.fixture(scope="session")
def provider(qgis_processing):
    """The algorithms; where the tests of another folder have made them already, those serve as well."""
    from greenvein.processing.provider import GreenVeinProvider

    registry = QgsApplication.processingRegistry()
    own = None
    if registry.providerById("greenvein") is None:
        own = GreenVeinProvider()
        registry.addProvider(own)
    yield registry.providerById("greenvein")
    if own is not None:
        registry.removeProvider(own)


@pytest.fixture
def log():
    return Log()


@pytest.fixture
def logs():
    """The class of feedbacks, for tests that cancel."""
    return Log


@pytest.fixture
def steady(monkeypatch):
    """Have a run ask as often every time: not besides while it waits for what is done in another thread."""
    monkeypatch.setattr("greenvein.core.progress._LOOK_S", 600.0)


@pytest.fixture
def impatient(monkeypatch):
    """Wait but a moment for a database that another program has locked, where users wait five seconds; GDAL too."""
    from greenvein.processing.io.sqlite import Transaction

    opened = Transaction._opened

    def in_a_hurry(transaction):
        base = opened(transaction)
        base.ReleaseResultSet(base.ExecuteSQL("PRAGMA busy_timeout = 100"))
        return base

    monkeypatch.setattr(Transaction, "_opened", in_a_hurry)
    monkeypatch.setattr("greenvein.processing.io.sqlite._WAIT_S", 0.2)
    gdal.SetConfigOption("SQLITE_BUSY_TIMEOUT", "100")  # milliseconds, while it opens one
    yield
    gdal.SetConfigOption("SQLITE_BUSY_TIMEOUT", None)


@pytest.fixture(scope="session")
def layer(qgis_app):
    """Make a memory layer of geometries (shapely, WKT, WKB, QgsGeometry or None) and columns of values."""

    def make(geometries, columns=None, crs=BEIJING, name="layer", kind="MultiPolygon"):
        made = QgsVectorLayer(kind, name, "memory")
        made.setCrs(QgsCoordinateReferenceSystem(crs))
        columns = columns or {}
        provider = made.dataProvider()
        provider.addAttributes([QgsField(field, _type(values)) for field, values in columns.items()])
        made.updateFields()
        features = []
        for row, geometry in enumerate(geometries):
            feature = QgsFeature(made.fields())
            feature.setAttributes([values[row] for values in columns.values()])
            feature.setGeometry(_geometry(geometry))
            features.append(feature)
        assert provider.addFeatures(features)[0]
        made.updateExtents()
        return made

    return make


def _type(values):
    return _TYPES[next((type(value) for value in values if value is not None), str)]


def _geometry(geometry):
    if isinstance(geometry, str):
        return QgsGeometry.fromWkt(geometry)
    if isinstance(geometry, shapely.Geometry):
        geometry = shapely.to_wkb(geometry, output_dimension=4)
    if isinstance(geometry, bytes):
        wkb, geometry = geometry, QgsGeometry()
        geometry.fromWkb(wkb)
    return geometry or QgsGeometry()


@pytest.fixture
def saved():
    """Save a layer to a file, or as one more layer of a file; return the path that QGIS opens it by."""

    def save(layer, path, driver="GPKG", name="", encoding="UTF-8"):
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName, options.fileEncoding = driver, encoding
        options.layerName = name or layer.name()
        if driver == "GPKG" and path.exists():
            options.actionOnExistingFile = QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
        error = QgsVectorFileWriter.writeAsVectorFormatV3(
            layer, str(path), QgsProject.instance().transformContext(), options
        )
        assert error[0] == QgsVectorFileWriter.WriterError.NoError, error
        return f"{path}|layername={options.layerName}" if driver == "GPKG" else str(path)

    return save


@pytest.fixture
def openable(request):
    """Leave out infinite coordinates where QGIS itself throws at them (3.44), and then crashes when it ends."""
    if "infinite" in request.node.name and Qgis.QGIS_VERSION_INT >= 34400:
        pytest.skip("this QGIS cannot open a layer with infinite coordinates")


@pytest.fixture
def run(provider, log):
    """Run parkcoverage; return the outputs, layers among them loaded. ``log`` keeps what was said."""

    def start(residential, parks, feedback=None, context=None, **parameters):
        import processing

        parameters = {"RESIDENTIAL": residential, "PARKS": parks, **parameters}
        context = context or QgsProcessingContext()
        context.setProject(QgsProject.instance())
        return processing.run("greenvein:parkcoverage", parameters, context=context, feedback=feedback or log)

    return start


@pytest.fixture
def table():
    """Return the rows of a layer, or of the file at a path, as a list of dicts."""

    def read(output):
        opened = output if isinstance(output, QgsVectorLayer) else QgsVectorLayer(str(output), "output", "ogr")
        assert opened.isValid(), output
        return [dict(zip(opened.fields().names(), feature.attributes())) for feature in opened.getFeatures()]

    return read


def _box(west, south, east, north):
    return shapely.box(500_000 + west, 4_400_000 + south, 500_000 + east, 4_400_000 + north)


@pytest.fixture
def few(layer):
    """Return the inputs of a job on a few rectangles, as its file in few/ draws them."""
    return lambda job: import_module(f".few.{job}", __package__).few(layer, _box)


@pytest.fixture
def more(layer, few):
    """Return the inputs with which a run returns every number and field that the job knows of.

    Those of ``few``, and beside them those of ``more`` in the job's file, where it needs any.
    """

    def make(job):
        beside = getattr(import_module(f".few.{job}", __package__), "more", None)
        return {**few(job), **(beside(layer, _box) if beside else {})}

    return make


@pytest.fixture
def run_whole(provider, log):
    """Run a job with all of its outputs; return its numbers, and the fields of each output."""

    def start(job, inputs):
        assert provider.algorithm(job.id) is not None, f"job {job.id} is left out; test_declarations.py says why"
        algorithm, context = provider.algorithm(job.id).create(), QgsProcessingContext()
        context.setProject(QgsProject.instance())
        outputs = [one.name for one in job.outputs]
        values, went_well = algorithm.run({**inputs, **dict.fromkeys(outputs, "TEMPORARY_OUTPUT")}, context, log)
        assert went_well, f"job {job.id} failed: {log.textLog()}"
        layers = {name: QgsProcessingUtils.mapLayerFromString(values.pop(name), context) for name in outputs}
        return values, {name: layer.fields().names() for name, layer in layers.items()}

    return start


@pytest.fixture
def fine_maps(monkeypatch):
    """Reports with maps as users have them."""
    monkeypatch.setattr("greenvein.core.drawing.maps.DPI", FINE_DPI)


@pytest.fixture
def write_report(provider, log, few, tmp_path):
    """Run a job on a few rectangles; return the path of its report."""

    def write(job):
        import processing

        path = tmp_path / f"{job}.html"
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        parameters = {**few(job), "REPORT": str(path)}
        processing.run(f"greenvein:{job}", parameters, context=context, feedback=log)
        return path

    return write


@pytest.fixture(scope="session")
def postgis():
    """Return how to connect to a PostGIS server of the tests' own."""
    if not list(PROGRAMS.glob("*/bin/initdb")):
        pytest.skip("there is no PostgreSQL server on this machine")
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with server(port, "-c shared_buffers=32MB") as way:
        yield way
