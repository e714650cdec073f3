"""Two plots, of which one is given up."""


def few(layer, box):
    ground = [box(0, 0, 1000, 1000), box(3000, 0, 3200, 200)]
    before = layer(ground, {"DLBM": ["0701", "0701"]}, name="before")
    after = layer(ground, {"DLBM": ["0701", "0301"]}, name="after")
    return {"BEFORE": before, "AFTER": after, "SYSTEM": 1}
