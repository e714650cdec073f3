"""Use of vacated land that follows edits of the plots and of the areas that the rules look at."""

from __future__ import annotations

from .following import Figures, Follower, LiveRun
from .vacateduse_inputs import read, uses
from .vacateduse_outputs import numbers


class UseFollower(Follower):
    """Decides anew on all plots after every edit: the rules ask what lies beside what, and they are soon done."""

    def __init__(self, run: LiveRun):
        super().__init__(run)
        inputs = read(run)
        self._figures = Figures(numbers(inputs, uses(run, inputs)), {})

    def figures(self) -> Figures:
        return self._figures
