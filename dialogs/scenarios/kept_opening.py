"""A kept result is opened: as a run has left it, with what it was made from, and its inputs in the form of its page."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProcessingContext, QgsProcessingException, QgsProcessingUtils, QgsProject

from ...core.profile import kept_profile
from ...i18n import language, tr
from ...processing import dependencies
from ...processing.comparison import kept_runs
from ...processing.comparison.kept_runs import KeptRun
from ...processing.framework.declared import Job
from ...processing.io.refusals import unwritable
from ..panel.basis import Basis
from ..panel.form import Form
from ..panel.inputs import MultipleInput
from ..panel.layer_inputs import LayerInput, Lost
from ..panel.running import Outcome
from . import kept_layers, kept_parameters

UNREADABLE = (KeyError, TypeError, ValueError)
"""What comes of a record, or of tables, that another version has made."""


def made_ready(job: Job) -> None:
    """Import what shows a result of a job, where its packages are there."""
    if not dependencies.load():
        for part in ("verdict", "charts"):
            if job.has(part):
                job.load(part)


def opened(page, run: KeptRun, load: bool) -> tuple[Outcome, Basis]:
    """Return a kept result as a run has left it, its inputs in the form of its page.

    ``load``: its layers into the project. Raises QgsProcessingException with a sentence, InUseError for now.
    """
    record = run.record
    if record is None:
        raise QgsProcessingException(of_another_version(run))
    try:
        layers = kept_parameters.layers_in(record.made_from, run.file)
        parameters = kept_parameters.given(record.parameters, layers)
        profile = kept_profile(record.profile)
        report = kept_runs.report_of(run)
        if load:
            kept_layers.load(run, page.algorithm.displayName())
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        values = {one.name(): None for one in page.algorithm.outputDefinitions()} | record.content.numbers
        values |= {output: kept_layers.found(run, output, context) for output in record.tables}
        values["REPORT"] = _written(run, report) if report else None
        page.form.forget()
        page.form.set_values(parameters)
        _mourn(page.form, kept_parameters.lost(record.parameters, layers))
        basis = page.basis_of(parameters)
        try:
            basis.put_back(record.made_from, run.file, profile, record.begun)
        except UNREADABLE:
            basis.stop()
            raise
    except UNREADABLE as error:
        kept_runs.log(f"{run.key}: {error!r}")
        raise QgsProcessingException(of_another_version(run)) from error
    return Outcome(parameters, values, context, _told(run)), basis


def _mourn(form: Form, lost: dict[str, list[Lost]]) -> None:
    """Have the inputs of a form say which of their layers are gone."""
    for name, layers in lost.items():
        box = form.inputs.get(name)
        if isinstance(box, MultipleInput):
            box.mourn(layers)
        elif isinstance(box, LayerInput):
            box.mourn(layers[0])


def _told(run: KeptRun) -> tuple[str, ...]:
    """Return what a run has noted; it was said in the language of that run, which stands before it where it is another.

    Notices are finished sentences, which nobody can say again.
    """
    assert run.record is not None
    notices = run.record.notices
    if not notices or run.record.language in ("", language()):
        return notices
    text = tr(
        "These notices and the report are in the language of the run of {time}; run it again to have them in yours."
    )
    return (text.format(time=run.time), *notices)


def of_another_version(run: KeptRun) -> str:
    """Return the sentence that a result cannot be shown."""
    text = tr("The result of {time} was kept by another version of GreenVein and cannot be shown; its layers can.")
    return text.format(time=run.time)


def _written(run: KeptRun, report: str) -> str:
    """Write a report where it can be opened, and return its path. Raises QgsProcessingException with a sentence."""
    path = Path(QgsProcessingUtils.generateTempFilename(f"{run.key}.html"))
    try:
        path.write_text(report, encoding="utf-8")
    except OSError as error:
        raise QgsProcessingException(unwritable(path, error)) from error
    return str(path)
