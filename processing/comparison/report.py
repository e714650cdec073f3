"""The report on two results side by side: figures, difference, tables, and the map of what changed."""

from __future__ import annotations

from qgis.core import QgsApplication, QgsProject

from ...core.drawing import palette
from ...core.drawing.maps import MapLayer, draw_map, places
from ...core.progress import Progress, aside, quiet
from ...core.report import Column, KeyFigure, Picture, Report, Section, Table, Text, Verdict
from ...i18n import language, tr, translated
from ..framework.version import program
from ..jobs import JOBS
from ..reports.frame import head
from .changes import Changes, sentence, slivers
from .scenarios import Side
from .tables import TextTable, changed_by_kind, headline, numbers, parameters, summary


def report(one: Side, two: Side, changes: Changes, progress: Progress = quiet) -> Report:
    """Return the document; every text in it is in the user's language."""
    job = QgsApplication.processingRegistry().algorithmById(f"greenvein:{one.content.job}")
    figure = headline(one, two)
    zones, asked = summary(one, two), parameters(one, two)
    credits_ = tuple(dict.fromkeys((*one.content.credits, *two.content.credits)))
    sections = [Section(tr("Numbers"), (_table(numbers(one, two)),))]
    if zones is not None:
        sections.append(Section(zones.title, (_table(zones),)))
    sections.append(Section(tr("Where"), _where(changes, credits_, progress)))
    same = Text((tr("Both were run with the same parameters."),))
    sections.append(Section(asked.title, (_table(asked) if asked.rows else same,)))
    sections.append(Section(tr("How it was compared"), (Text(_method(changes)),)))
    return Report(
        language=language(),
        title=tr("Comparison of scenarios"),
        subtitle=tr("{job}: A “{a}”, B “{b}”").format(job=job.displayName() if job else "", a=one.name, b=two.name),
        verdict=Verdict(
            label=tr("B less A: {figure}").format(figure=figure.label),
            value=f"{figure.difference} {figure.unit}".strip(),
            sentence=sentence(changes),
        ),
        figures=(_key_figure("A", one), _key_figure("B", two)),
        sections=tuple(sections),
        footer=(*credits_, program()),
        head=head(QgsProject.instance().title(), "", ()),
    )


def _key_figure(letter: str, side: Side) -> KeyFigure:
    verdict = side.content.verdict
    badge = verdict.get("badge", "")
    return KeyFigure(f"{letter} · {side.name}", verdict.get("value", ""), badge)


def _table(grid: TextTable, caption: str = "") -> Table:
    columns = []
    for title, right in zip(grid.columns, grid.right):
        head, _, unit = title.partition("\n")
        columns.append(Column(head, "right" if right else "left", unit))
    return Table(tuple(columns), grid.rows, caption=caption)


def _where(changes: Changes, credits_: tuple[str, ...], progress: Progress) -> tuple[Picture | Table | Text, ...]:
    if not len(changes.table):
        return (Text((tr("Nothing changed on the ground."),)),)
    grid = changed_by_kind(changes.job, changes.sums())
    image = aside(lambda progress: _map(changes, credits_), progress)
    return image, _table(grid, grid.title)


def _map(changes: Changes, credits_: tuple[str, ...]) -> Picture:
    layers = [MapLayer("", changes.around, palette.LINE, palette.UNKNOWN, 0.2)]
    code = changes.table["gv_change"].to_numpy()
    for kind in reversed(JOBS[changes.job].changes):
        own = changes.on_map[code == kind.code]
        if len(own):
            layers += places(translated(kind.title), own, kind.face, kind.edge)
    image = draw_map(layers, credit=" · ".join(credits_), north=tr("N"))
    return Picture(image.png, tr("Map of what changed"), tr("What changed from A to B"))


def _method(changes: Changes) -> tuple[str, ...]:
    rule = tr(
        "The results are laid on each other as areas. Where a result has polygons on top of each other, the smaller "
        "one holds. Ground where both say the same is not shown."
    )
    return tuple(text for text in (rule, slivers(changes)) if text)
