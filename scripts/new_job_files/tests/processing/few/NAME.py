"""Two plots of a hundred and of four hectares; and how its styles look."""

from greenvein.core.drawing import palette

from ..look import area

LOOKS = [area("${name}_areas", palette.PARK, palette.PARK_EDGE)]


def few(layer, box):
    return {"$NAME": layer([box(0, 0, 1000, 1000), box(3000, 0, 3200, 200)], name="plots")}
