"""What the page of a job adds to what all of them have: its verdict, lists, chart, and words for changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...processing import profiles
from ...processing.framework import output_fields
from ...processing.framework.found import Asked, Found
from ..panel.places import Places
from ..panel.running import Outcome
from .frame import Frame

if TYPE_CHECKING:
    from ...core.profile import Profile
    from ...core.report import Picture, Verdict
    from ...processing.framework.following import Follower
    from ..panel.indicators import IndicatorRow


class Own(Frame):
    """What is a job's own about its page; most of it comes from the modules of the job."""

    ALSO: tuple[str, ...] = ()
    """Outputs that the page draws from, beside those made by default."""
    CHART_OF_ROW = False
    """Whether rows have charts of their own; where they have none, the chart of the whole stays."""
    NEEDS: tuple[str, ...] = ()
    """Outputs without which there is no verdict; a run from the form makes them."""

    def title(self) -> str:
        """Return what the job is called where it stands beside another."""
        return self.algorithm.displayName()

    def verdict(self, found: Found, outcome: Outcome, profile: Profile) -> Verdict:
        """Return the figure that the job is about, against its target, as the report has it.

        ``outcome``: what the run was asked; ``profile``: the plan profile that the figures were made by, which need not
        be the active one any more. What was not asked is its default.
        """
        with profiles.held(profile):
            asked = Asked(self.algorithm.create(), outcome.parameters, outcome.context)
            return self.job.load("verdict").verdict(found, asked)

    def lists(self) -> tuple[Places, ...]:
        """Return the lists of what to look at, the most pressing first."""
        raise NotImplementedError

    def chart(self, outcome: Outcome, width_in: float, output: str = "", row: dict | None = None) -> Picture | None:
        """Return the chart that the report has too, ``width_in`` inches wide: of the whole, or of a row.

        ``row``: that of ``output`` which the user went to. None where there is no chart.
        """
        return self.job.load("charts").chart(outcome, width_in, output, row) if self.job.has("charts") else None

    def places(
        self,
        title: str,
        output: str,
        fields: tuple[str, ...],
        by: str,
        largest_first: bool = True,
        ties: tuple[str, ...] = (),
    ) -> Places:
        """Return a list of an output of this job, with its codes in words."""
        words = output_fields.words(f"{self.algorithm.name()}_{output.lower()}")
        return Places(title, output, fields, by, largest_first, words, ties)

    def indicators(self) -> list[IndicatorRow]:
        """Return the indicators of the plan that the result holds against their targets, on the whole: mostly none."""
        return []

    def go_to_indicator(self, id_: str) -> None:
        """Show the place that an indicator speaks of first; where there is no such, that at the top of the list."""
        self.results.places.go_to_first()

    def names(self) -> tuple[str, ...]:
        """Return fields that may name a feature, beside the one that identifies it."""
        box = self.form.inputs.get("ID_FIELD")
        own = None if box is None else box.value()
        return tuple(name for name in ("name", "名称") if name != own)

    def follower(self) -> type[Follower]:
        """Return what takes in the edits."""
        from ...processing.framework.following import follower_of

        return follower_of(self.job)

    def since(self, before: dict, now: dict) -> str:
        """Say in a sentence how the figures now differ from those of the run."""
        raise NotImplementedError
