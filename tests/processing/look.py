"""What a style of the plugin is to look like; each job says so of its own, in few/.

Four ways to draw: a place to look at, an area by its class, a line, and a point. All have white around dark, so that
one of the two differs from whatever lies beneath.
"""

from dataclasses import dataclass, field

from greenvein.core.drawing import palette

PLACE, AREA, LINE, POINT, BUILDING = "place", "area", "line", "point", "building"
THROUGH = 0.7  # of an area by class covers what lies beneath


@dataclass(frozen=True)
class Look:
    """The colours of what has these values in the layer of a style, and the share of the ground that it covers."""

    way: str
    style: str
    face: str
    edge: str
    values: dict = field(default_factory=dict)
    alpha: float = 1.0
    outline: str = "Polygon"

    @property
    def rings(self):
        """The colours from the middle outwards of the smallest of its kind."""
        if self.way == LINE:
            return self.edge, palette.PAPER
        if self.way == POINT:
            return self.face, self.edge, palette.PAPER
        return self.edge, self.face, palette.PAPER

    def __str__(self):
        return "-".join([self.style, *(str(value) for value in self.values.values() if value is not None)])


def of_values(way, style, name, rows, alpha=1.0):
    """Return a look for each of some values of a field: value, face, edge."""
    return [Look(way, style, face, edge, {name: value}, alpha) for value, face, edge in rows]


def area(style, face, edge, alpha=THROUGH, **values):
    """Return the look of an area by its class."""
    return Look(AREA, style, face, edge, values, alpha)
