"""What jobs declare fits what they take, return and write; a wrong word is told with its job, and what to do."""

from dataclasses import replace

import pytest
from greenvein.processing.framework.declared import BrokenJobError, Headline, Look, Number, Theme
from greenvein.processing.framework.job import algorithm_of
from greenvein.processing.jobs import JOBS
from greenvein.processing.models.steps import step_of
from qgis.core import QgsApplication

from .declared_faults import lost_styles, parameters_of, shared, untitled, wrong_names, wrong_numbers

LOOKS = {look.name for job in JOBS.values() for look in job.looks}
PARKS = JOBS["parkcoverage"]
of_each_job = pytest.mark.parametrize("job", JOBS.values(), ids=lambda job: job.id)


@of_each_job
def test_every_name_in_a_declaration_is_one_that_the_job_has(job):
    faults = wrong_names(job, parameters_of(job), LOOKS)
    assert not faults, "\n".join(faults)


@of_each_job
def test_every_layer_of_a_job_has_a_style_and_a_place_on_maps(job):
    faults = lost_styles(job)
    assert not faults, "\n".join(faults)


def test_jobs_have_places_of_their_own_and_themes_in_common():
    faults = shared(JOBS.values())
    assert not faults, "\n".join(faults)


@of_each_job
def test_runs_return_the_numbers_that_are_declared_and_fields_that_have_titles(run_whole, few, more, job):
    (numbers, fields), (further, other_fields) = (run_whole(job, make(job.id)) for make in (few, more))
    faults = [*wrong_numbers(job, numbers | further), *untitled(job, fields), *untitled(job, other_fields)]
    assert not faults, "\n".join(dict.fromkeys(faults))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"first_input": "COVERAGE"}, "`first_input` names COVERAGE, which is no parameter"),
        ({"needs": ("SITES",)}, "`needs` names SITES, which is no parameter"),
        ({"words": (("TREE_FIELD", ("tree",)),)}, "`words` names TREE_FIELD, which is no parameter"),
        ({"clues": (("TREES", None),)}, "`clues` names TREES, which is no parameter"),
        ({"dated": ("TREES",)}, "`dated` names TREES, which is no parameter"),
        ({"known_by_name": ("TREES",)}, "`known_by_name` names TREES, which is no parameter"),
        ({"naming": ("TREES",)}, "`naming` names TREES, which is no parameter"),
        ({"headline": (Headline("COVERED_HA", less=("NOPE",)),)}, "`headline` names NOPE, which is not in `numbers`"),
        ({"summary": "BALANCE"}, "`summary` names BALANCE, which is not in `outputs`"),
        ({"always": ("PARKS", "REPORT")}, "`always` names PARKS, which is not in `outputs`"),
        ({"shown": ("COVERAGE", "obstacles", "BARE")}, "`shown` names BARE, which is neither"),
    ],
    ids=lambda one: next(iter(one)) if isinstance(one, dict) else "",
)
def test_a_wrong_word_is_named(qgis_app, change, told):
    (fault,) = wrong_names(replace(PARKS, **change), parameters_of(PARKS), LOOKS)
    assert fault.startswith(f"job parkcoverage: {told}")


def test_what_is_taken_is_named():
    other = replace(PARKS, id="treecover", group=Theme("parks", "Trees"), tab=None)
    order, *stacks, theme = shared([PARKS, other])
    assert order.startswith("job parkcoverage and job treecover have the same `order`, 10;")
    assert stacks[1].startswith(
        "BLIND_AREAS of job parkcoverage and BLIND_AREAS of job treecover have the same `stack`"
    )
    assert len(stacks) == 3
    assert theme.startswith("the Theme parks has several titles: {'Parks': ['job parkcoverage'], 'Trees': ['job tree")


def test_what_has_no_style_no_title_or_no_value_is_named():
    job = replace(PARKS, looks=(Look("trees", "Trees"),), outputs=(replace(PARKS.outputs[0], name="TREES", stack=0),))
    assert [fault.partition(";")[0] for fault in lost_styles(job)] == [
        "job parkcoverage: resources/styles/parkcoverage_trees.qml is missing",
        "job parkcoverage: resources/styles/trees.qml is missing",
        "job parkcoverage: TREES has the `stack` 0",
    ]
    (fault,) = untitled(PARKS, {"COVERAGE": ["name", "gv_area_m2", "gv_trees"]})
    assert fault.startswith("job parkcoverage: gv_trees of COVERAGE has no title")
    job = replace(PARKS, numbers=(Number("X", "X"), Number("TARGET_MET", "Met")))
    assert [fault.partition(";")[0] for fault in wrong_numbers(job, {"Y": 1.5, "TARGET_MET": True})] == [
        "job parkcoverage: a run returns Y",
        "job parkcoverage: no run returns X",
        "job parkcoverage: TARGET_MET is True",
    ]


def test_a_step_says_which_input_it_does_not_know(qgis_app, monkeypatch):
    monkeypatch.setattr(algorithm_of(PARKS), "JOB", replace(PARKS, needs=("RESIDENTIAL", "SITES")))
    with pytest.raises(BrokenJobError, match=r"^job parkcoverage: `needs` names SITES, which it does not take$"):
        step_of(PARKS)().initAlgorithm()


def test_a_broken_job_costs_itself_and_what_needs_it_and_is_told(provider, monkeypatch):
    before = {one.name() for one in provider.algorithms()}
    monkeypatch.setattr(algorithm_of(PARKS), "JOB", replace(PARKS, needs=("SITES",)))
    told = []
    heard = QgsApplication.messageLog().messageReceived.connect(lambda text, tag, level: told.append((tag, text)))
    provider.refreshAlgorithms()
    QgsApplication.messageLog().disconnect(heard)
    now = {one.name() for one in provider.algorithms()}
    monkeypatch.undo()
    provider.refreshAlgorithms()
    assert before - now == {"parkcoverage", "parkcoverageifgiven", "checkup"}
    (text,) = [
        text for tag, text in told if tag == "GreenVein" and text.startswith("The job “parkcoverage” is left out")
    ]
    assert "`needs` names SITES" in text
    assert {one.name() for one in provider.algorithms()} == before
    assert {name for job in JOBS for name in (job, f"{job}ifgiven")} <= before
