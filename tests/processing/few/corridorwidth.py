"""One corridor that is narrower than its level asks."""


def few(layer, box):
    corridors = layer([box(0, 0, 5000, 400)], {"level": [1]}, name="corridors")
    return {"CORRIDORS": corridors, "LEVEL_FIELD": "level"}
