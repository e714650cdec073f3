"""A number that is given as a text is that number, or is refused in one sentence; it is never taken for another."""

import numpy as np
import pytest
from greenvein.processing.jobs import JOBS
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingParameterNumber,
    QgsProject,
    QgsProperty,
)

pytestmark = pytest.mark.slow

NO_NUMBERS = ("二〇二〇", "2020年", "twelve", "1,5", "0.5 m", "—", [2020])
WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")


def numbers(name):
    algorithm = QgsApplication.processingRegistry().algorithmById(f"greenvein:{name}")
    return [one for one in algorithm.parameterDefinitions() if isinstance(one, QgsProcessingParameterNumber)]


@pytest.fixture
def run(provider, logs):
    """Run a job with the check of its parameters or, as a step of a model, without; return its numbers."""

    def run(name, parameters, checked):
        log, context = logs(), QgsProcessingContext()
        context.setProject(QgsProject.instance())
        algorithm = QgsApplication.processingRegistry().algorithmById(f"greenvein:{name}")
        if checked:
            fits, sentence = algorithm.checkParameterValues(parameters, context)
            if not fits:
                raise QgsProcessingException(sentence)
        found, done = algorithm.run(parameters, context, log, {}, False)
        if not done:
            raise QgsProcessingException(log.textLog())
        return {key: value for key, value in found.items() if isinstance(value, (bool, int, float))}

    return run


@pytest.mark.parametrize("checked", [True, False])
@pytest.mark.parametrize("name", JOBS)
@pytest.mark.parametrize("text", NO_NUMBERS, ids=repr)
def test_a_text_that_is_no_number_is_refused_by_every_number_of_every_job(run, few, name, text, checked):
    for one in numbers(name):
        with pytest.raises(QgsProcessingException) as told:
            run(name, few(name) | {one.name(): text}, checked)
        assert f"“{one.description()}” is given as “{text}”, which is no number; give a " in str(told.value)


@pytest.mark.parametrize("name", ["BEFORE_YEAR", "AFTER_YEAR"])
def test_a_year_that_is_none_is_told_with_the_years_that_are(run, few, name):
    with pytest.raises(QgsProcessingException, match="give a whole number from 1900 to 2100"):
        run("landreduction", few("landreduction") | {name: "二〇二〇"}, True)


@pytest.mark.parametrize("expression", ["'二〇二〇'", "NULL", "to_string(2020) || '年'"])
def test_an_expression_that_gives_no_number_is_refused_as_its_text_is(run, few, expression):
    given = few("landreduction") | {"BEFORE_YEAR": QgsProperty.fromExpression(expression)}
    with pytest.raises(QgsProcessingException, match="which is no number"):
        run("landreduction", given, True)


@pytest.mark.parametrize("checked", [True, False])
@pytest.mark.parametrize("seed", range(4))
def test_years_are_read_in_every_writing(provider, logs, few, table, seed, checked):
    random = np.random.default_rng(seed)
    before, after = sorted(random.choice(range(1990, 2060), 2, replace=False).tolist())
    writings = (str, lambda year: str(year).translate(WIDE), lambda year: f" {year}.0 ",
                lambda year: QgsProperty.fromExpression(f"'{str(year).translate(WIDE)}'"))  # fmt: skip
    write = writings[seed]
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    given = {"BEFORE_YEAR": write(before), "AFTER_YEAR": write(after), "BALANCE": "memory:"}
    algorithm = QgsApplication.processingRegistry().algorithmById("greenvein:landreduction")
    given = few("landreduction") | given
    assert not checked or algorithm.checkParameterValues(given, context)[0]
    found, _ = algorithm.run(given, context, logs(), {}, False)
    row = table(context.takeResultLayer(found["BALANCE"]))[-1]
    assert (row["gv_before_year"], row["gv_after_year"]) == (before, after)


@pytest.mark.parametrize("name", JOBS)
def test_a_number_in_full_width_gives_what_the_number_gives(run, few, name):
    for one in numbers(name):
        if one.defaultValue() is None or one.name() == "SEED":
            continue
        whole = one.dataType() == QgsProcessingParameterNumber.Type.Integer
        number = int(one.defaultValue() / 2) if whole else one.defaultValue() / 2
        plain, wide = ({one.name(): value} for value in (number, str(number).translate(WIDE)))
        assert run(name, few(name) | wide, True) == run(name, few(name) | plain, True), one.name()


@pytest.mark.parametrize("checked", [True, False])
@pytest.mark.parametrize("name", JOBS)
def test_a_whole_number_given_with_a_part_is_refused_and_not_rounded(run, few, name, checked):
    for one in numbers(name):
        if one.dataType() != QgsProcessingParameterNumber.Type.Integer:
            continue
        for value in (one.minimum() + 0.4, str(one.minimum() + 0.5), QgsProperty.fromValue(one.minimum() + 0.5)):
            with pytest.raises(QgsProcessingException) as told:
                run(name, few(name) | {one.name(): value}, checked)
            assert f"“{one.description()}” is {one.minimum()}"[:-1] in str(told.value)
            assert "give a whole number" in str(told.value)
