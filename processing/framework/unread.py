"""Features that could not be read: what nobody knows may turn a verdict, and then there is none."""

from __future__ import annotations

from collections.abc import Iterable

from ...i18n import tr
from ..io.layer_names import parameter_of

UNREAD = "unread"
"""Why something is not judged, as fields have it (``gv_open``, ``gv_reason``)."""


class Unread:
    """Which features of each layer hold no usable coordinates; edits that are followed keep it up."""

    def __init__(self) -> None:
        self._layers: dict[str, tuple[str, set[int]]] = {}

    def take(self, key: str, named: str, touched: Iterable[int], unreadable: Iterable[int]) -> None:
        """Take in what was read of a layer, as sentences call it: features that were touched, and those not read."""
        _, known = self._layers.get(key, (named, set()))
        self._layers[key] = named, known.difference(touched).union(unreadable)

    def count(self, *parameters: str) -> int:
        """Return how many features of the layers of some parameters could not be read."""
        return sum(len(fids) for key, (_, fids) in self._layers.items() if parameter_of(key) in parameters)

    def sentences(self, *parameters: str) -> list[str]:
        """Say for each layer of some parameters how many were not, and that a verdict is withheld for it."""
        text = tr(
            "{count} features of “{layer}” could not be read; with them the answer might be another, so there is no "
            "verdict on what they may decide."
        )
        return self._told(text, parameters)

    def rank_sentences(self, *parameters: str) -> list[str]:
        """Say for each layer of some parameters how many were not, and that ranks are told without them."""
        text = tr("{count} features of “{layer}” could not be read; with them ranks and phases might be others.")
        return self._told(text, parameters)

    def _told(self, text: str, parameters: tuple[str, ...]) -> list[str]:
        return [
            text.format(count=len(fids), layer=named)
            for key, (named, fids) in self._layers.items()
            if parameter_of(key) in parameters and fids
        ]
