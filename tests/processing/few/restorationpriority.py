"""Two units with both criteria of the plan."""


def few(layer, box):
    ground = [box(0, 0, 1000, 1000), box(3000, 0, 3200, 200)]
    units = layer(ground, {"damage": [0.5, 0.9], "chance": [0.2, 0.4]}, name="units")
    return {"UNITS": units, "DEGRADATION_FIELD": "damage", "POTENTIAL_FIELD": "chance", "RUNS": 10}
