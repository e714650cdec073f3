"""What a page names is there: a parameter, an output, a field or a number that is not would be left out in silence."""

from dataclasses import replace

import pytest
from greenvein.core.profile import FIELDS
from greenvein.dialogs.dock import Dock
from greenvein.dialogs.pages.page import Page
from greenvein.processing.framework.declared import defined, load_module
from greenvein.processing.framework.job import algorithm_of
from greenvein.processing.jobs import JOBS

from ..processing.declared_faults import parameters_of

pytestmark = pytest.mark.slow

of_each_job = pytest.mark.parametrize("job", JOBS.values(), ids=lambda job: job.id)


def page_of(job):
    """Return the class of a job's page."""
    return defined(load_module(f"greenvein.dialogs.pages.{job.id}"), Page)


def unknown_names(job, kind, parameters):
    """Return a sentence for each name on a page that its job does not know; ``parameters``: as in parameters_of."""
    outputs = {one.name for one in job.outputs}
    made = {one.name for one in job.outputs if one.by_default} | {*kind.ALSO}
    known = (
        ("UP_FRONT", kind.UP_FRONT, parameters, "is no parameter of algorithm.py"),
        ("WORDS", kind.WORDS, kind.UP_FRONT, "is not in `UP_FRONT`"),
        ("CLAUSES", [name for name, _ in kind.CLAUSES], kind.UP_FRONT, "is not in `UP_FRONT`"),
        ("CLAUSES", [key for _, key in kind.CLAUSES], FIELDS, "is not in `FIELDS` of core/profile/rules.py"),
        ("ALSO", kind.ALSO, outputs, "is no output of the job"),
        ("NEEDS", kind.NEEDS, made, "is no output that is made by default, nor in `ALSO`"),
    )
    return [
        f"dialogs/pages/{job.id}.py: `{place}` names {name}, which {lack}; correct it, or add what it names"
        for place, names, there, lack in known
        for name in names
        if name not in there
    ]


def unlisted(job, page, fields):
    """Return a sentence for each output or field of a page's lists that no run has made; ``fields``: by output."""
    lists = page.lists()
    lost = [one.output for one in lists if one.output not in fields]
    found = [f"dialogs/pages/{job.id}.py: lists() names {name}, which is no output of the job" for name in lost]
    own = {"name", "名称"}  # fields of the user's, which page.names() looks for
    return found + [
        f"dialogs/pages/{job.id}.py: lists() names {name}, which is no field of {one.output}; correct it, or give the "
        f"inputs that it comes with in more() of tests/processing/few/{job.id}.py"
        for one in lists
        if one.output in fields
        for name in dict.fromkeys((*one.fields, one.by, *one.ties))
        if name not in fields[one.output] and name not in own
    ]


@of_each_job
def test_every_name_on_a_page_is_one_that_its_job_knows(qgis_app, job):
    faults = unknown_names(job, page_of(job), parameters_of(job))
    assert not faults, "\n".join(faults)


@of_each_job
def test_what_must_be_given_stands_up_front_and_lists_show_what_a_run_makes(
    interface, project, run_whole, few, more, job
):
    parameters, page = parameters_of(job), page_of(job)(interface.canvas)
    given = page.up_front()
    faults = [
        f"dialogs/pages/{job.id}.py: up_front() names {name}, which is no parameter of algorithm.py"
        for name in given
        if name not in parameters
    ]
    faults += [
        f"dialogs/pages/{job.id}.py: {name} must be given and is not in `UP_FRONT`, so that the job cannot be run there"
        for name, needed in parameters.items()
        if needed and name not in given
    ]
    runs = [run_whole(job, make(job.id))[1] for make in (few, more)]
    faults += unlisted(job, page, {name: {*runs[0][name], *runs[1][name]} for name in runs[0]})
    page.close_down()
    assert not faults, "\n".join(faults)


@of_each_job
def test_a_page_says_the_same_of_the_same_figures_and_something_else_of_others(
    interface, project, run_whole, few, more, job
):
    page = page_of(job)(interface.canvas)
    for make in (few, more):
        before, _ = run_whole(job, make(job.id))
        now = {name: value if isinstance(value, bool) else value + 1 for name, value in before.items()}
        said, said_now = page.since(before, dict(before)), page.since(before, now)
        assert said and said_now and said != said_now, f"dialogs/pages/{job.id}.py: since() says “{said}” of both"
    page.close_down()


def test_a_wrong_word_on_a_page_is_named(interface, provider, project):
    job = JOBS["parkcoverage"]

    class Wrong(page_of(job)):
        UP_FRONT = ("RESIDENTIAL", "PARKS", "TREES", "TIERS")
        CLAUSES = (("TARGET", "park_coverage.target_pct"), ("TIERS", "park_coverage.trees"))
        NEEDS = ("SERVICE_AREA",)

        def lists(self):
            return (self.places("", "TREES", (), ""), self.places("", "SUMMARY", ("gv_trees", "name"), "gv_zone"))

    faults = unknown_names(job, Wrong, parameters_of(job))
    assert [fault.partition(";")[0].partition(": ")[2] for fault in faults] == [
        "`UP_FRONT` names TREES, which is no parameter of algorithm.py",
        "`CLAUSES` names TARGET, which is not in `UP_FRONT`",
        "`CLAUSES` names park_coverage.trees, which is not in `FIELDS` of core/profile/rules.py",
        "`NEEDS` names SERVICE_AREA, which is no output that is made by default, nor in `ALSO`",
    ]
    Wrong.CLAUSES = ()
    page = Wrong(interface.canvas)
    faults = unlisted(job, page, {"SUMMARY": {"gv_zone"}})
    page.close_down()
    assert [fault.partition(";")[0].partition(": ")[2] for fault in faults] == [
        "lists() names TREES, which is no output of the job",
        "lists() names gv_trees, which is no field of SUMMARY",
    ]


def test_a_broken_job_has_no_page_and_the_others_have_theirs(interface, provider, project, monkeypatch):
    job = JOBS["vacateduse"]
    monkeypatch.setattr(algorithm_of(job), "JOB", replace(job, needs=("SITES",)))
    provider.refreshAlgorithms()
    dock = Dock(interface)
    dock.register()
    dock.setUserVisible(True)
    for number in range(dock.tabs.count()):
        dock.tabs.setCurrentIndex(number)
    shown = {page.job.id for page in dock.pages()}
    dock.unregister()
    monkeypatch.undo()
    provider.refreshAlgorithms()
    assert shown == JOBS.keys() - {"vacateduse"}
