"""How the layers of a run are called: by the inputs that they are given for, and in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from ...core.named_years import years_in
from ...i18n import tr

KEPT = "_greenvein.gpkg"
"""How the file with the results of a project is called behind the name of the project; what it holds, nobody named."""


def multiple_key(name: str, number: int) -> str:
    """Return the name of one of the layers of a parameter that takes several."""
    return f"{name}/{number}"


def parameter_of(key: str) -> str:
    """Return the parameter of a layer by its name: itself, or the one that takes several (multiple_key)."""
    return key.partition("/")[0]


def named(layer: str, parameter: str) -> str:
    """Return how sentences call a layer: two inputs out of one file may bear the same name."""
    return tr("{layer} ({parameter})").format(layer=layer, parameter=parameter)


def named_with_year(called: str, names: Sequence[str]) -> str:
    """Return how sentences that speak of the year in its name call a layer: with that name, where it is another one.

    ``called``: as in ``named``; ``names``: the layer's in the legend, then in its file, and the file's.
    """
    name = next((one for one in names if years_in(one)), "")
    return called if name in called else tr("{layer}, file {name}").format(layer=called, name=name)
