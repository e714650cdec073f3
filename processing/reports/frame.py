"""The frame of every report: whose it is, when the job was run, by which plan and from which data."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...core.progress import Stoppable, aside, part
from ...core.report import DATA, DATE, ORGANISATION, PLAN, PROJECT, HeadLine, Report
from ...i18n import language, tr
from .. import profiles
from ..framework.run import Run
from ..framework.version import program
from ..io.crs import crs_name
from . import settings as report_settings
from .words import words_of

if TYPE_CHECKING:
    from ...core.report import KeyFigure, Section, Verdict


@dataclass(frozen=True)
class Body:
    """What is a job's own in its report; ``contents``: the title of a list of the sections, where there is one."""

    subtitle: str
    figures: Sequence[KeyFigure]
    sections: Sequence[Section]
    contents: str = ""


def report(run: Run, title: str, verdict: Verdict, body: Body) -> Report:
    """Return the report of a run with its title block, its plan and its footer."""
    plan = profiles.active().text("name", language())
    return Report(
        language=language(),
        title=title,
        subtitle=body.subtitle,
        plan=plan,
        verdict=verdict,
        figures=tuple(body.figures),
        sections=(*_notice(run), *body.sections),
        footer=(*run.credits, program()),
        contents=body.contents,
        head=head(run.algorithm.project_title, plan, [features.label for features in run.inputs]),
    )


def plan_fact() -> tuple[str, str]:
    """Return the plan profile, and what it is made from."""
    profile, code = profiles.active(), language()
    return tr("Plan profile"), f"{profile.text('name', code)} · {profile.text('source', code)}"


def source_of(key: str, same: bool) -> str:
    """Return where a threshold comes from: its clause where it is the ``same`` as the profile's."""
    return profiles.active().clause(key, language()) if same else tr("Set by the user")


def crs_fact(run: Run) -> tuple[str, str]:
    """Return the CRS that the run measured in."""
    return tr("Coordinate reference system"), crs_name(run.crs)


def areas_fact(run: Run) -> tuple[str, str]:
    """Return how areas were measured."""
    return tr("Areas"), run.area_kind()


def write_report(run: Run, assemble: Stoppable[Report], start: float) -> str | None:
    """Assemble a run's report and write it; return its path. ``start``: how far the run is, 0 to 100.

    All but the file is done aside, so ``assemble`` reads what the run has read, and asks nothing of QGIS's objects.
    """
    from ...core.report import render

    step = run.step(tr("Writing the report…"), start, 100)
    html = aside(lambda progress: render(assemble(progress=part(progress, 0, 0.8))), step)
    return run.write.text("REPORT", html)


def _notice(run: Run) -> tuple[Section, ...]:
    """Return what everyone must know who reads the figures; nothing where nothing was noticed."""
    from ...core.report import Section, Text

    return (Section(tr("Please note"), (Text(tuple(run.notes)),)),) if run.notes else ()


def head(title: str, plan: str, data: Iterable[str], code: str = "") -> tuple[HeadLine, ...]:
    """Return the lines of a title block that say something; today is the day of the run.

    ``title``: of the QGIS project; ``code``: of a language other than the user's.
    """
    tr = words_of(code or language())
    lines = (
        HeadLine(PROJECT, tr("Project"), report_settings.project_name(title)),
        HeadLine(ORGANISATION, tr("Organisation"), report_settings.organisation()),
        HeadLine(DATE, tr("Report date"), day(time.localtime(), code or language())),
        HeadLine(PLAN, tr("Plan"), plan),
        HeadLine(DATA, tr("Data sources"), tr(", ").join(dict.fromkeys(one for one in data if one))),
    )
    return tuple(line for line in lines if line.value)


def day(moment: time.struct_time, code: str) -> str:
    """Return a day as the language ``code`` writes it."""
    if code == "zh":
        return f"{moment.tm_year} 年 {moment.tm_mon} 月 {moment.tm_mday} 日"
    return time.strftime("%Y-%m-%d", moment)
