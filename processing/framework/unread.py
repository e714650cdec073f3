"""Features that could not be read, or whose codes do not say what they are: what nobody knows may turn a verdict.

Then there is none.
"""

from __future__ import annotations

from collections.abc import Iterable

from ...i18n import tr
from ..io.layer_names import parameter_of

UNREAD = "unread"
"""Why something is not judged, as fields have it (``gv_open``, ``gv_reason``)."""


class Unread:
    """Which features of each layer hold no usable coordinates; edits that are followed keep it up.

    Beside them stands how many features may be meant, which their codes do not say, where they are so large together
    that they may turn a verdict.
    """

    def __init__(self) -> None:
        self._layers: dict[str, tuple[str, set[int]]] = {}
        self._open: dict[str, tuple[str, int]] = {}

    def take(self, key: str, named: str, touched: Iterable[int], unreadable: Iterable[int]) -> None:
        """Take in what was read of a layer, as sentences call it: features that were touched, and those not read."""
        _, known = self._layers.get(key, (named, set()))
        self._layers[key] = named, known.difference(touched).union(unreadable)

    def leave_open(self, key: str, named: str, count: int) -> None:
        """Take in how many features of a layer may be meant, and are so large together that they may turn a verdict."""
        self._open[key] = named, count

    def count(self, *parameters: str) -> int:
        """Return how many features of the layers of some parameters may turn a verdict."""
        return self.lost(*parameters) + self.doubtful(*parameters)

    def lost(self, *parameters: str) -> int:
        """Return how many of them could not be read."""
        return sum(len(fids) for key, (_, fids) in self._layers.items() if parameter_of(key) in parameters)

    def doubtful(self, *parameters: str) -> int:
        """Return how many features beside them may be meant, and weigh."""
        return sum(count for key, (_, count) in self._open.items() if parameter_of(key) in parameters)

    def sentences(self, *parameters: str) -> list[str]:
        """Say for each layer of some parameters how many were not, and that a verdict is withheld for it."""
        text = tr(
            "{count} features of “{layer}” could not be read; with them the answer might be another, so there is no "
            "verdict on what they may decide."
        )
        return [*self._told(text, parameters), *self._doubtful(parameters)]

    def rank_sentences(self, *parameters: str) -> list[str]:
        """Say for each layer of some parameters how many were not, and that ranks are told without them."""
        text = tr("{count} features of “{layer}” could not be read; with them ranks and phases might be others.")
        return [*self._told(text, parameters), *self._doubtful(parameters)]

    def _doubtful(self, parameters: tuple[str, ...]) -> list[str]:
        text = tr(
            "{count} features of “{layer}” may be meant, which their codes do not say; with them the answer might be "
            "another. Give them a code, or name the codes to be taken (values:…)."
        )
        some = (one for key, one in self._open.items() if parameter_of(key) in parameters)
        return [text.format(count=count, layer=named) for named, count in some]

    def _told(self, text: str, parameters: tuple[str, ...]) -> list[str]:
        return [
            text.format(count=len(fids), layer=named)
            for key, (named, fids) in self._layers.items()
            if parameter_of(key) in parameters and fids
        ]
