"""What the jobs of a check-up have found: what their pages show, whether that still holds, and why one has nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsProcessingUtils

from ...i18n import in_line, tr, translated
from ...processing.jobs import JOBS
from ...processing.models.chain import Chain, Link
from ..panel.indicators import OUTDATED, IndicatorRow
from ..panel.running import Outcome
from .sequence import FAILED, LEFT_OUT, State

if TYPE_CHECKING:
    from ..pages.page import Page
    from .asked import Asked


@dataclass(frozen=True)
class Finding:
    """What there is of a job.

    ``page``: that shows its result, None where it has none; ``state``: how the last run of the check-up ended for it,
    None where its page has found something since. ``asked``: why the page of the check-up would ask it something else.
    ``own``: why the result holds no longer, ``of_others``: the same for results that it was made from, by their jobs.
    """

    link: Link
    page: Page | None
    state: State | None
    asked: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    of_others: Mapping[str, str] | None = None

    @property
    def is_without(self) -> bool:
        """Whether the last run has left it out or failed, so that what its page has from before is not of it."""
        return self.state is not None and self.state.code in (LEFT_OUT, FAILED)

    @property
    def counts(self) -> bool:
        """Whether it has a result that is part of the check-up."""
        return self.page is not None and not self.is_without

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why the result, or that there is none, holds no longer; none where it does."""
        return (*self.own, *(self.of_others or {}).values()) if self.counts else self.asked


class Findings:
    """Those of all jobs of a chain, by job, in its order.

    ``pages``: that were built so far; ``states``: how the run that began at ``begun`` ended for jobs; ``asked``: what
    they were asked.
    """

    def __init__(self, chain: Chain, pages: Iterable[Page], states: Mapping[str, State], begun: float, asked: Asked):
        self._asked = asked
        known = {page.job.id: page for page in pages if page.outcome is not None}
        self.by_job: dict[str, Finding] = {}
        for link in chain.links:
            page = known.get(link.id)
            newer = page is not None and page.basis is not None and page.basis.time > begun
            self.by_job[link.id] = self._finding(link, page, None if newer else states.get(link.id))

    def counting(self) -> list[Finding]:
        """Return those that are part of the check-up."""
        return [one for one in self.by_job.values() if one.counts]

    def results(self) -> list[tuple[Page, Outcome]]:
        """Return the results that are part of the check-up, with the pages that show them."""
        pages = [one.page for one in self.counting() if one.page is not None]
        return [(page, page.outcome) for page in pages if page.outcome is not None]

    def reasons(self) -> list[str]:
        """Return why results hold no longer, each reason once, with the job that it is of where it is of one alone."""
        jobs: dict[str, list[str]] = {}
        for one in self.by_job.values() if self.counting() else ():
            for reason in one.reasons:
                jobs.setdefault(reason, []).append(translated(one.link.job.title))
        text = tr("{job}: {reason}")
        return [
            reason if len(of) > 1 or of[0] in reason else text.format(job=of[0], reason=reason)
            for reason, of in jobs.items()
        ]

    def oldest(self) -> float:
        """Return when the oldest result was found that holds no longer, of all where each does; 0 without any."""
        times = {one.link.id: one.page.basis.time for one in self.counting() if one.page and one.page.basis}
        return min([times[one.link.id] for one in self.counting() if one.reasons] or times.values(), default=0.0)

    def temporary(self) -> list[str]:
        """Return what the pages say of results that go with the project, or whose file is gone, each sentence once."""
        kept = (page.kept for page, _ in self.results())
        told = (one.text() for one in kept if one.is_temporary() or one.is_gone())
        return [*dict.fromkeys(filter(None, told))]

    def indicators(self) -> list[tuple[Finding, IndicatorRow]]:
        """Return how the indicators of the plan stand, and what holds them against it; no verdict that holds no longer.

        Of what another job has measured, that is out of date where its result is.
        """
        found = []
        for one in self.counting():
            assert one.page is not None
            for row in one.page.indicators():
                of_other = (one.of_others or {}).get(row.job, "")
                reasons = one.own or ((of_other,) if of_other else ())
                found.append((one, _outdated(row, reasons) if reasons else row))
        return found

    def _finding(self, link: Link, page: Page | None, state: State | None) -> Finding:
        found = Finding(link, page, state)
        begun = page.basis.time if page is not None and page.basis is not None and found.counts else None
        asked = self._asked.since(link, begun)
        if page is None or not found.counts:
            return replace(found, asked=asked)
        others = {job: text for job in dict.fromkeys(link.before) if (text := self._since(job, link, page))}
        own = tuple(dict.fromkeys([*(one.sentence for one in page.changes), *asked]))
        return replace(found, asked=asked, own=own, of_others=others)

    def _since(self, job: str, link: Link, page: Page) -> str:
        """Say why what a page was made from of another job holds no longer; "" where it does, or nothing was."""
        if not self.by_job[job].counts and self.by_job[job].asked:  # it may find something now
            return in_line(self.by_job[job].asked)
        other = self.by_job[job].page
        if other is None or other.outcome is None or other.basis is None or page.outcome is None or page.basis is None:
            return ""
        made = [other.outcome.layer(output) for of, output in link.results if of == job]
        used = page.outcome.inputs()
        if any(layer in used for layer in made if layer is not None):
            outdated = self.by_job[job].reasons or other.changes
            text = tr("The result of “{job}”, from which this was made, is out of date.") if outdated else ""
        else:
            newer = self.by_job[job].counts and other.basis.time > page.basis.time
            text = tr("“{job}” has been run again since.") if newer else ""
        return text.format(job=translated(JOBS[job].title))


def _outdated(row: IndicatorRow, reasons: Iterable[str]) -> IndicatorRow:
    return replace(row, state=OUTDATED, badge=tr("Out of date"), reason="\n".join(reasons))


class Reports:
    """The reports of the jobs, for the one of all; those of jobs without a result say why they have none."""

    def __init__(self, chain: Chain):
        self._chain = chain
        self._told: dict[tuple[str, str], str] = {}
        """The files of reports that say why, by job and sentence."""

    def given(self, inputs: dict, findings: Findings) -> dict:
        """Return the parameters by which the reports are joined, in the order of the model."""
        results = {page.job.id: {"REPORT": run.values.get("REPORT")} for page, run in findings.results()}
        for job, one in findings.by_job.items():
            if one.is_without and one.state is not None:
                badge = tr("Left out") if one.state.code == LEFT_OUT else tr("Not done")
                results[job] = {"REPORT": self._without(one.link, one.state.sentence, badge)}
        assert self._chain.joining is not None
        return self._chain.joining.given(inputs, results)

    def _without(self, link: Link, sentence: str, badge: str) -> str:
        key = link.id, sentence
        if key not in self._told or not Path(self._told[key]).is_file():
            path = Path(QgsProcessingUtils.generateTempFilename(f"{link.id}.html"))
            path.write_text(link.step().left_out(sentence, badge), encoding="utf-8")
            self._told[key] = str(path)
        return self._told[key]
