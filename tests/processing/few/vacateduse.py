"""Two vacated plots, of which one lies in the red line."""


def few(layer, box):
    plots = [box(0, 0, 1000, 1000), box(3000, 0, 3200, 200)]
    return {"VACATED": layer(plots, name="vacated"), "RED_LINE": layer([box(0, 0, 600, 1000)], name="line")}
