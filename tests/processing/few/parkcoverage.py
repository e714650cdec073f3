"""Two blocks of housing, and a park beside the first."""


def few(layer, box):
    homes = [box(0, 0, 1000, 1000), box(3000, 0, 3200, 200)]
    return {"RESIDENTIAL": layer(homes, name="homes"), "PARKS": layer([box(-100, 0, 0, 1000)], name="parks")}
