"""Numbers in fields of texts: each field that is to hold numbers takes them as spreadsheets write them, or says where
one is none."""

import numpy as np
import pytest
from greenvein.processing.framework.parameters import is_of_numbers
from greenvein.processing.io.numbers import numbers
from greenvein.processing.jobs import JOBS
from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsField,
    QgsProcessingException,
    QgsProcessingParameterField,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QMetaType

import processing

WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
WITH_NUMBERS = ("parkcoverage", "corridorwidth", "restorationpriority", "scorecard")
WRITINGS = (str, "{:,}".format, lambda number: f"{number:,}".translate(WIDE), lambda number: f" {number:,.2f} ")


def fields_of(job):
    algorithm = QgsApplication.processingRegistry().algorithmById(f"greenvein:{job}")
    given = [one for one in algorithm.parameterDefinitions() if isinstance(one, QgsProcessingParameterField)]
    return [one for one in given if is_of_numbers(one)]


def with_column(source, values):
    """A copy of a layer with a further field «n», of numbers or of texts."""
    kind = QMetaType.Type.QString if any(isinstance(one, str) for one in values) else QMetaType.Type.Double
    made = QgsVectorLayer(f"MultiPolygon?crs={source.crs().authid()}", source.name(), "memory")
    made.dataProvider().addAttributes([*source.fields(), QgsField("n", kind)])
    made.updateFields()
    features = []
    for feature, value in zip(source.getFeatures(), values):
        copy = QgsFeature(made.fields())
        copy.setGeometry(feature.geometry())
        copy.setAttributes([*feature.attributes(), value])
        features.append(copy)
    made.dataProvider().addFeatures(features)
    return made


@pytest.fixture
def run(provider, few, log):
    """Run a job with a field of numbers in which something stands; return its numbers."""

    def run(job, definition, write):
        given, parent = few(job), definition.parentLayerParameterName()
        if definition.name() == "POPULATION_FIELD":  # people are given but once
            given = {name: value for name, value in given.items() if not name.startswith("POPULATION_LAYER")}
        values = [write(1_000 + 250 * row) for row in range(given[parent].featureCount())]
        given |= {parent: with_column(given[parent], values), definition.name(): "n"}
        found = processing.run(f"greenvein:{job}", given, feedback=log)
        return {key: value for key, value in found.items() if isinstance(value, (bool, int, float))}

    return run


def test_these_are_all_jobs_with_fields_of_numbers(provider):
    assert {job for job in JOBS if fields_of(job)} == {*WITH_NUMBERS}


@pytest.mark.slow
@pytest.mark.parametrize("job", WITH_NUMBERS)
def test_a_field_of_texts_gives_what_one_of_numbers_gives_and_is_told(run, log, job):
    for place, definition in enumerate(fields_of(job)):
        log.warnings.clear()
        write = WRITINGS[place % len(WRITINGS)]
        assert run(job, definition, write) == run(job, definition, float), definition.name()
        (told,) = [text for text in log.warnings if "holds text; " in text]
        assert "numbers were read of it, such as “" in told and "The field “n” of the layer “" in told


@pytest.mark.slow
@pytest.mark.parametrize("job", WITH_NUMBERS)
def test_a_text_that_is_no_number_is_refused_with_its_place(run, job):
    for definition in fields_of(job):
        with pytest.raises(
            QgsProcessingException, match=r"“3_450” in the field “n” of the layer .*, feature 1, is no "
        ):
            run(job, definition, lambda number: "3_450" if number == 1_000 else str(number))
        with pytest.raises(QgsProcessingException, match="holds text; choose a field of numbers"):
            run(job, definition, lambda number: "no number")


def test_blank_texts_are_no_numbers_and_no_faults():
    found = numbers(["1,000", "", None, "  ", "２，０００"])
    assert (found.values, found.texts, found.wrong) == ([1000.0, None, None, None, 2000.0], 2, None)


def test_numbers_stay_as_they_are():
    values = [1, 2.5, None, True]
    assert numbers(values).values == values and numbers(values).texts == 0


@pytest.mark.parametrize("wrong", ["3_450", "1,2,3", "12,34", "nan", "inf", "—", "88%"])
def test_the_first_text_that_is_no_number_is_found(wrong):
    assert numbers(["1", "2", wrong, "x"]).wrong == 2


@pytest.mark.parametrize("seed", range(10))
def test_random_numbers_come_back_from_every_writing(seed):
    random = np.random.default_rng(seed)
    given = [round(float(number), 2) for number in random.uniform(0, 10 ** random.integers(1, 9), 50)]
    texts = [f"{number:,.2f}" if random.random() < 0.5 else f"{number:,.2f}".translate(WIDE) for number in given]
    assert numbers(texts).values == given
