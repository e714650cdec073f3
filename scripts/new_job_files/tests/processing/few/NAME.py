"""Two plots of a hundred and of four hectares, and how a style shows them."""

from greenvein.core.drawing import palette


def few(layer, box):
    return {"$NAME": layer([box(0, 0, 1000, 1000), box(3000, 0, 3200, 200)], name="plots")}


def looks(area):
    return [area("${name}_areas", palette.PARK, palette.PARK_EDGE)]
