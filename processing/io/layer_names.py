"""How the layers of a run are called: by the inputs that they are given for, and in sentences."""

from __future__ import annotations

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
