"""A red line, and a layer of the second tier that it meets."""


def few(layer, box):
    ground = [box(0, 0, 1000, 1000), box(3000, 0, 3200, 200)]
    return {"RED_LINE": layer([box(0, 0, 900, 900)], name="line"), "TIER_2": [layer(ground, name="homes")]}
