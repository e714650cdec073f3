"""What can be wrong with the declarations of jobs, each fault as a sentence: which job, what, and what to do."""

from collections import defaultdict

from greenvein.core.profile import load
from greenvein.processing import profiles
from greenvein.processing.framework import output_fields
from greenvein.processing.framework.job import algorithm_of
from greenvein.processing.framework.styling import STYLES
from qgis.core import Qgis

from ..conftest import ROOT

SHIPPED = sorted((ROOT / "resources" / "profiles").glob("*.json"))


def parameters_of(job):
    """Return what a job takes, by name, with whether it must be given: under any profile that the plugin has."""
    found = {}
    for path in SHIPPED:
        with profiles.held(load(path)):
            algorithm = algorithm_of(job)()
            algorithm.initAlgorithm()
        for one in algorithm.parameterDefinitions():
            if not one.isDestination():
                optional = bool(one.flags() & Qgis.ProcessingParameterFlag.Optional)
                found[one.name()] = not optional and one.defaultValue() is None
    return found


def wrong_names(job, parameters, looks):
    """Return the faults of names in a declaration; ``looks``: the names of those of all jobs."""
    outputs, numbers = {one.name for one in job.outputs}, {one.name for one in job.numbers}
    taken = (parameters, "no parameter of algorithm.py")
    known = (
        ("first_input", [job.first_input], *taken),
        ("needs", job.needs, *taken),
        ("clues", [name for name, _ in job.clues], *taken),
        ("words", [name for name, _ in job.words], *taken),
        ("dates", [job.dates.first, job.dates.last] if job.dates else [], *taken),
        ("dated", job.dated, *taken),
        ("known_by_name", job.known_by_name, *taken),
        ("naming", job.naming, *taken),
        ("headline", [name for one in job.headline for name in (one.number, *one.less)], numbers, "not in `numbers`"),
        ("summary", [job.summary], outputs, "not in `outputs`"),
        ("always", job.always, outputs | {"REPORT"}, "not in `outputs`"),
        ("shown", job.shown, outputs | looks, "neither in `outputs` nor a Look of any job"),
    )
    return [
        f"job {job.id}: `{place}` names {name}, which is {lack}; correct it in __init__.py, or add what it names"
        for place, names, there, lack in known
        for name in names
        if name not in there
    ]


def lost_styles(job):
    """Return the faults of outputs and looks without a file that says how they look, or without a place on maps."""
    names = [job.style(one.name) for one in job.outputs if one.geometry]
    names += [job.style("comparison"), *(look.name for look in job.looks)]
    lost = [name for name in names if not (STYLES / f"{name}.qml").is_file()]
    return [
        f"job {job.id}: resources/styles/{name}.qml is missing; save the style there from QGIS" for name in lost
    ] + [
        f"job {job.id}: {one.name} has the `stack` {one.stack}; a layer has a place on maps, and a table has 0"
        for one in job.outputs
        if bool(one.geometry) != bool(one.stack)
    ]


def shared(jobs):
    """Return the faults of what no two jobs may have alike, or have to."""
    places, titles = defaultdict(list), defaultdict(lambda: defaultdict(list))
    for job in jobs:
        places["order", job.order].append(f"job {job.id}")
        for one in job.outputs:
            if one.stack:
                places["stack", one.stack].append(f"{one.name} of job {job.id}")
        for theme in {job.group, job.page}:
            titles[theme.id][theme.title].append(f"job {job.id}")
    return [
        f"{' and '.join(ones)} have the same `{key}`, {number}; give each its own in __init__.py"
        for (key, number), ones in places.items()
        if len(ones) > 1
    ] + [
        f"the Theme {id_} has several titles: {dict(found)}; take the one of framework/themes.py, or another id"
        for id_, found in titles.items()
        if len(found) > 1
    ]


def wrong_numbers(job, returned):
    """Return the faults of numbers, after runs that have returned all there can be: values by name."""
    declared = {one.name: one.boolean for one in job.numbers}
    undeclared, lacking = sorted(returned.keys() - declared), sorted(declared.keys() - returned)
    file = f"tests/processing/few/{job.id}.py"
    return [
        *(f"job {job.id}: a run returns {name}; declare it as Number in __init__.py" for name in undeclared),
        *(
            f"job {job.id}: no run returns {name}; let numbers() of tables.py return it, or leave out its Number; "
            f"where it comes with other inputs only, give them in more() of {file}"
            for name in lacking
        ),
        *(
            f"job {job.id}: {name} is {returned[name]!r}; say boolean=True of yes and no, and of nothing else"
            for name, boolean in declared.items()
            if name in returned and isinstance(returned[name], bool) != boolean
        ),
    ]


def untitled(job, fields):
    """Return the faults of fields without a title; ``fields``: those of each output."""
    return [
        f"job {job.id}: {name} of {output} has no title; give it one in field_names() of names.py"
        for output, names in fields.items()
        for name in names
        if name.startswith("gv_") and name not in output_fields.titles(job.style(output), names)
    ]
